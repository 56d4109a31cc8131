// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/spnego/spnego_accept.c: when an acceptor sends a mechListMIC, awaits and
 * believes one (RFC 4178 5).
 *
 * A row is a conversation.  With an even number of tokens the acceptor has the
 * mechanism's last word, with an odd one the initiator.
 */
#include <kunit/test.h>

#include "tests/spnego_serve.h"
#include "tests/support.h"

#define BAD SEC_E_INVALID_TOKEN
#define ALTERED SEC_E_MESSAGE_ALTERED

static const struct ssp_serve_case rows[] = {
	/* The first choice, our token is the last: none comes unasked. */
	{ .what = "2 tokens, no MIC",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_COMPLETES('A', "y1", false) } } },
	{ .what = "2 tokens, a MIC that cannot be",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("A", "x1"), .mic = 'g',
		       SSP_REFUSES(BAD) } } },
	{ .what = "2 tokens, the token as MIC (Windows 2000)",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("A", "x1"), .mic = 'c',
		       SSP_COMPLETES('A', "y1", false) } } },
	{ .what = "4 tokens, no MIC",
	  .script = { SSP_TALK_4 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 0),
		       SSP_COMPLETES(0, "y2", false) } } },
	{ .what = "4 tokens, a MIC that cannot be",
	  .script = { SSP_TALK_4 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 'g'), SSP_REFUSES(BAD) } } },
	{ .what = "3 tokens, a MIC before the end",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"), .mic = 'g',
		       SSP_REFUSES(BAD) } } },

	/* The first choice, the initiator's token is the last: as it likes. */
	{ .what = "1 token, no MIC",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_COMPLETES('A', NULL, false) } } },
	{ .what = "1 token, MIC",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_OFFERED("A", "x1"), .mic = 'g',
		       SSP_COMPLETES('A', NULL, true) } } },
	{ .what = "1 token, wrong MIC",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_OFFERED("A", "x1"), .mic = 'w',
		       SSP_REFUSES(ALTERED) } } },
	{ .what = "3 tokens, no MIC",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 0),
		       SSP_COMPLETES(0, NULL, false) } } },
	{ .what = "3 tokens, MIC (Windows, NTLM)",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 'g'),
		       SSP_COMPLETES(0, NULL, true) } } },
	{ .what = "3 tokens, MIC, no state (Samba)",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('U', "x2", 'g'),
		       SSP_COMPLETES(0, NULL, true) } } },
	{ .what = "3 tokens, MIC, calls itself done",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('C', "x2", 'g'),
		       SSP_COMPLETES(0, NULL, true) } } },
	{ .what = "3 tokens, wrong MIC",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 'w'), SSP_REFUSES(ALTERED) } } },
	{ .what = "3 tokens, the token as MIC (Windows 2000)",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 'c'),
		       SSP_COMPLETES(0, NULL, false) } } },
	{ .what = "5 tokens, MIC",
	  .script = { SSP_TALK_5 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 0),
		       SSP_ANSWERS('I', 0, "y2", false) },
		     { SSP_REPLIED('I', "x3", 'g'),
		       SSP_COMPLETES(0, NULL, true) } } },

	/* The mechanism's own MIC calls for ours (MS-SPNG 3.1.5.1). */
	{ .what = "3 tokens, under a MIC, MIC",
	  .under_mic = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 'g'),
		       SSP_COMPLETES(0, NULL, true) } } },
	{ .what = "3 tokens, under a MIC, no MIC",
	  .under_mic = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 0), SSP_REFUSES(BAD) } } },
	{ .what = "2 tokens, under a MIC, MIC",
	  .under_mic = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", true) },
		     { SSP_REPLIED('C', NULL, 'g'), SSP_IS_DONE } } },
	{ .what = "2 tokens, under a MIC, MIC not answered",
	  .under_mic = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", true) },
		     { SSP_REPLIED('C', NULL, 0), SSP_REFUSES(BAD) } } },
	{ .what = "unsigned, under a MIC, 3 tokens",
	  .unsigned_only = true,
	  .under_mic = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 0),
		       SSP_COMPLETES(0, NULL, false) } } },

	/* Another mechanism: not without, whoever has the last word. */
	{ .what = "reselected, 1 token, MIC",
	  .script = { SSP_TALK_2, SSP_TALK_1 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 'g'),
		       SSP_COMPLETES(0, NULL, true) } } },
	{ .what = "reselected, 1 token, no MIC",
	  .script = { SSP_TALK_2, SSP_TALK_1 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0), SSP_REFUSES(BAD) } } },
	{ .what = "reselected, 1 token, the token as MIC",
	  .script = { SSP_TALK_2, SSP_TALK_1 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 'c'), SSP_REFUSES(BAD) } } },
	{ .what = "reselected, 1 token, wrong MIC",
	  .script = { SSP_TALK_2, SSP_TALK_1 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 'w'), SSP_REFUSES(ALTERED) } } },
	{ .what = "reselected, 2 tokens, MIC, done",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_ANSWERS('I', 0, "y1", true) },
		     { SSP_REPLIED('C', NULL, 'g'), SSP_IS_DONE } } },
	{ .what = "reselected, 2 tokens, MIC, and it waits (Samba)",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_ANSWERS('I', 0, "y1", true) },
		     { SSP_REPLIED('U', NULL, 'g'),
		       SSP_COMPLETES(0, NULL, false) } } },
	{ .what = "reselected, 2 tokens, MIC not answered",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_ANSWERS('I', 0, "y1", true) },
		     { SSP_REPLIED('C', NULL, 0), SSP_REFUSES(BAD) } } },
	{ .what = "reselected, 2 tokens, MIC answered wrongly",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_ANSWERS('I', 0, "y1", true) },
		     { SSP_REPLIED('C', NULL, 'w'), SSP_REFUSES(ALTERED) } } },
	{ .what = "reselected, 2 tokens, MIC and another token",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_ANSWERS('I', 0, "y1", true) },
		     { SSP_REPLIED('C', "x2", 'g'), SSP_REFUSES(BAD) } } },
	{ .what = "reselected, 2 tokens, MIC too early",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 'g'), SSP_REFUSES(BAD) } } },
	{ .what = "reselected, 3 tokens, MIC",
	  .script = { SSP_TALK_2, SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_ANSWERS('I', 0, "y1", false) },
		     { SSP_REPLIED('I', "x2", 'g'),
		       SSP_COMPLETES(0, NULL, true) } } },
	{ .what = "reselected, 3 tokens, no MIC",
	  .script = { SSP_TALK_2, SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_ANSWERS('I', 0, "y1", false) },
		     { SSP_REPLIED('I', "x2", 0), SSP_REFUSES(BAD) } } },
	{ .what = "reselected, a MIC with the offer belongs to nobody",
	  .script = { SSP_TALK_2, SSP_TALK_1 },
	  .turns = { { SSP_OFFERED("?B", "zz"), .mic = 'w',
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 'g'),
		       SSP_COMPLETES(0, NULL, true) } } },

	/* Without integrity there is none; it is the client's to mind. */
	{ .what = "unsigned, 2 tokens",
	  .unsigned_only = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_COMPLETES('A', "y1", false) } } },
	{ .what = "unsigned, 3 tokens",
	  .unsigned_only = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 0),
		       SSP_COMPLETES(0, NULL, false) } } },
	{ .what = "unsigned, 3 tokens, a MIC",
	  .unsigned_only = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 'g'), SSP_REFUSES(BAD) } } },
	{ .what = "unsigned, 3 tokens, reselected",
	  .unsigned_only = true,
	  .script = { SSP_TALK_2, SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_ANSWERS('I', 0, "y1", false) },
		     { SSP_REPLIED('I', "x2", 0),
		       SSP_COMPLETES(0, NULL, false) } } },
	{ .what = "unsigned, 2 tokens, reselected",
	  .unsigned_only = true,
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("?B", "zz"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_COMPLETES(0, "y1", false) } } },
};

static void rows_desc(const struct ssp_serve_case *c, char *desc)
{
	strcpy(desc, c->what);
}

KUNIT_ARRAY_PARAM(rows, rows, rows_desc);

/* Both were exchanged: then, and only then, the mechanism hears of it. */
static void goes_as_told(struct kunit *test)
{
	const struct ssp_serve_case *c = test->param_value;
	ssp_status st = ssp_serve_run(test, c);
	const struct ssp_serve_turn *u;
	bool sent = false, received = false;
	u32 heard = 0;
	size_t i;

	for (u = c->turns; u < c->turns + ARRAY_SIZE(c->turns); u++) {
		sent |= u->said_mic;
		received |= u->mic == 'g';
	}
	for (i = 0; i < SSP_FAKE_MECHS; i++)
		heard += ssp_fake_mechs[i].mic_dones;
	if (st == SEC_E_OK)
		KUNIT_EXPECT_EQ(test, heard, sent && received ? 1u : 0u);
	else
		KUNIT_EXPECT_EQ(test, heard, 0u);
}

/* Whatever fails for want of memory says so and leaves nothing behind. */
static ssp_status run_row(struct kunit *test, void *arg)
{
	const struct ssp_serve_case *c = arg;
	ssp_status st = ssp_serve_run(test, c);

	return st == SEC_E_INSUFFICIENT_MEMORY ? st : SEC_E_OK;
}

static void every_failed_allocation(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	KUNIT_EXPECT_GT(
		test,
		ssp_test_each_failed_allocation(test, m, run_row, NULL,
						(void *)test->param_value),
		5u);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case accept_mic_cases[] = {
	KUNIT_CASE_PARAM(goes_as_told, rows_gen_params),
	KUNIT_CASE_PARAM(every_failed_allocation, rows_gen_params),
	{}
};

static struct kunit_suite accept_mic_suite = {
	.name = "spnego_accept_mic",
	.test_cases = accept_mic_cases,
};

kunit_test_suites(&accept_mic_suite);
