// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/spnego/spnego_mic.c: when an initiator sends a mechListMIC, awaits and
 * believes one (RFC 4178 5).  The acceptor's view is spnego_accept_mic.
 *
 * A row is a conversation.  With an even number of tokens the acceptor has the
 * mechanism's last word, with an odd one the initiator.
 */
#include <kunit/test.h>

#include "tests/spnego_talk.h"
#include "tests/support.h"

#define BAD SEC_E_INVALID_TOKEN
#define ALTERED SEC_E_MESSAGE_ALTERED
#define DOWNGRADE SEC_E_DOWNGRADE_DETECTED

static const struct ssp_talk_case rows[] = {
	/* The first choice is taken, the acceptor has the last token. */
	{ .what = "2 tokens, no MIC",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "2 tokens, MIC although completed",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 'g'), SSP_CLOSES } } },
	{ .what = "2 tokens, MIC and incomplete",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 'g'), SSP_CLOSES } } },
	{ .what = "2 tokens, wrong MIC",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 'w'), SSP_ENDS(ALTERED) } } },
	{ .what = "2 tokens, MIC requested and given",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'A', "y1", 'g'), SSP_CLOSES } } },
	{ .what = "2 tokens, MIC requested and not given",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'A', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "2 tokens, the token as MIC (Windows 2000)",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 'c'), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "2 tokens, MIC requested, the token as MIC",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'A', "y1", 'c'), SSP_ENDS(BAD) } } },
	{ .what = "2 tokens, incomplete, then completed",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS(NULL, true) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "2 tokens, incomplete, then MIC",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS(NULL, true) },
		     { SSP_TOLD('C', 0, NULL, 'g'), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "2 tokens, incomplete, then wrong MIC",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS(NULL, true) },
		     { SSP_TOLD('C', 0, NULL, 'w'), SSP_ENDS(ALTERED) } } },
	{ .what = "4 tokens, no MIC",
	  .script = { SSP_TALK_4 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 0, "y2", 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "4 tokens, MIC requested and given",
	  .script = { SSP_TALK_4 },
	  .turns = { { SSP_TOLD('M', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('I', 0, "y2", 'g'), SSP_CLOSES } } },
	{ .what = "4 tokens, MIC requested and not given",
	  .script = { SSP_TALK_4 },
	  .turns = { { SSP_TOLD('M', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 0, "y2", 0), SSP_ENDS(BAD) } } },
	{ .what = "4 tokens, MIC before the end",
	  .script = { SSP_TALK_4 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 'g'), SSP_ENDS(BAD) } } },

	/* The first choice is taken, the initiator has the last token. */
	{ .what = "1 token, no MIC",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_TOLD('C', 'A', NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "1 token, incomplete, then completed",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_TOLD('I', 'A', NULL, 0), SSP_SENDS(NULL, true) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "1 token, MIC requested and given",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_TOLD('M', 'A', NULL, 'g'), SSP_CLOSES } } },
	{ .what = "1 token, MIC requested and not given",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_TOLD('M', 'A', NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "1 token, wrong MIC",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_TOLD('C', 'A', NULL, 'w'), SSP_ENDS(ALTERED) } } },
	{ .what = "3 tokens, MIC answered",
	  .under_mic = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 'g'), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "3 tokens, no MIC",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "3 tokens, the acceptor wants MICs",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('I', 0, NULL, 'g'), SSP_CLOSES } } },
	{ .what = "3 tokens, MIC not answered",
	  .under_mic = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "3 tokens, under a MIC, never completed",
	  .under_mic = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", true) },
		     { SSP_TOLD('I', 0, NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "2 tokens, under a MIC, MIC",
	  .under_mic = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 'g'), SSP_CLOSES } } },
	{ .what = "2 tokens, under a MIC, no MIC",
	  .under_mic = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "3 tokens, MIC answered wrongly",
	  .under_mic = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 'w'), SSP_ENDS(ALTERED) } } },
	{ .what = "3 tokens, MIC requested, answered",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('M', 'A', "y1", 0), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 'g'), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "3 tokens, MIC requested, not answered",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('M', 'A', "y1", 0), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "3 tokens, MIC with the acceptor's token",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 'g'), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "3 tokens, MIC requested, with the acceptor's token",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('M', 'A', "y1", 'g'), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "3 tokens, two MICs",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 'g'), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 'g'), SSP_ENDS(BAD) } } },
	{ .what = "5 tokens, MIC answered",
	  .under_mic = true,
	  .script = { SSP_TALK_5 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('I', 0, "y2", 0), SSP_SENDS("x3", true) },
		     { SSP_TOLD('C', 0, NULL, 'g'), SSP_ENDS(SEC_E_OK) } } },

	/* Another mechanism is taken: not without. */
	{ .what = "reselected, 1 token, MIC answered",
	  .script = { SSP_TALK_2, SSP_TALK_1 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", true) },
		     { SSP_TOLD('C', 0, NULL, 'g'), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "reselected, 1 token, MIC not answered",
	  .script = { SSP_TALK_2, SSP_TALK_1 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", true) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "reselected, 2 tokens, MIC",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 'B', "y1", 'g'), SSP_CLOSES } } },
	{ .what = "reselected, 2 tokens, no MIC",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('C', 'B', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "reselected, 2 tokens, wrong MIC",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 'B', "y1", 'w'), SSP_ENDS(ALTERED) } } },
	{ .what = "reselected, 3 tokens, MIC answered",
	  .script = { SSP_TALK_1, SSP_TALK_3 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 0, "y1", 0), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 'g'), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "reselected, 3 tokens, MIC not answered",
	  .script = { SSP_TALK_1, SSP_TALK_3 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 0, "y1", 0), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "reselected without request-mic, MIC",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('C', 0, "y1", 'g'), SSP_CLOSES } } },
	{ .what = "reselected without request-mic, no MIC",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('C', 0, "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "reselected without any state, no MIC",
	  .script = { SSP_TALK_2, SSP_TALK_3 },
	  .turns = { { SSP_TOLD('U', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 0, "y1", 0), SSP_SENDS("x2", true) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(BAD) } } },

	/* Without integrity there is none. */
	{ .what = "unsigned, 2 tokens",
	  .unsigned_only = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "unsigned, 2 tokens, a MIC",
	  .unsigned_only = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 'g'), SSP_ENDS(BAD) } } },
	{ .what = "unsigned, 3 tokens",
	  .unsigned_only = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "unsigned, under a MIC, 3 tokens",
	  .unsigned_only = true,
	  .under_mic = true,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "unsigned, 3 tokens, reselected: who did that?",
	  .unsigned_only = true,
	  .script = { SSP_TALK_3, SSP_TALK_3 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 0, "y1", 0), SSP_ENDS(DOWNGRADE) } } },
	{ .what = "unsigned, 2 tokens, reselected: who did that?",
	  .unsigned_only = true,
	  .script = { SSP_TALK_3, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('C', 0, "y1", 0), SSP_ENDS(DOWNGRADE) } } },
	{ .what = "unsigned, 1 token, reselected: who did that?",
	  .unsigned_only = true,
	  .script = { SSP_TALK_3, SSP_TALK_1 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_ENDS(DOWNGRADE) } } },
	{ .what = "unsigned and reselected, no integrity wanted",
	  .flags = ISC_REQ_NO_INTEGRITY,
	  .unsigned_only = true,
	  .script = { SSP_TALK_3, SSP_TALK_3 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 0, "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "unsigned and reselected, anonymous",
	  .flags = ISC_REQ_NULL_SESSION,
	  .unsigned_only = true,
	  .script = { SSP_TALK_3, SSP_TALK_3 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 0, "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },

	/* An acceptor that waits for nothing (Samba bug 11994). */
	{ .what = "3 tokens, never completed, nothing asked for",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('I', 0, NULL, 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "3 tokens, never completed, integrity asked for",
	  .flags = ISC_REQ_INTEGRITY,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('I', 0, NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "3 tokens, no state, replay detection asked for",
	  .flags = ISC_REQ_REPLAY_DETECT,
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('U', 0, NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "2 tokens, unsigned, confidentiality asked for",
	  .flags = ISC_REQ_CONFIDENTIALITY,
	  .unsigned_only = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "2 tokens, unsigned, sequence detection asked for",
	  .flags = ISC_REQ_SEQUENCE_DETECT,
	  .unsigned_only = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('U', 'A', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "2 tokens, unsigned, nothing asked for",
	  .flags = ISC_REQ_NO_INTEGRITY,
	  .unsigned_only = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('U', 'A', "y1", 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "2 tokens, unsigned, MIC requested",
	  .unsigned_only = true,
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'A', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "3 tokens, unsigned, reselected, never completed",
	  .flags = ISC_REQ_NO_INTEGRITY,
	  .unsigned_only = true,
	  .script = { SSP_TALK_2, SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 0, "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('I', 0, NULL, 0), SSP_ENDS(BAD) } } },
};

static void rows_desc(const struct ssp_talk_case *c, char *desc)
{
	strcpy(desc, c->what);
}

KUNIT_ARRAY_PARAM(rows, rows, rows_desc);

static void goes_as_told(struct kunit *test)
{
	ssp_talk_run(test, test->param_value);
}

/* Whatever fails for want of memory says so and leaves nothing behind. */
static ssp_status run_row(struct kunit *test, void *arg)
{
	const struct ssp_talk_case *c = arg;
	ssp_status st = ssp_talk_run(test, c);

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

static struct kunit_case spnego_mic_cases[] = {
	KUNIT_CASE_PARAM(goes_as_told, rows_gen_params),
	KUNIT_CASE_PARAM(every_failed_allocation, rows_gen_params),
	{}
};

static struct kunit_suite spnego_mic_suite = {
	.name = "spnego_mic",
	.test_cases = spnego_mic_cases,
};

kunit_test_suites(&spnego_mic_suite);
