// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/spnego/spnego_accept.c: the acceptor, message by message.
 *
 * MICs have a suite of their own, spnego_accept_mic; every message in every
 * state is in spnego_walk, tokens without a negotiation in spnego_direct.
 */
#include <kunit/test.h>

#include "core/rd.h"
#include "core/spnego/spnego.h"
#include "tests/spnego_serve.h"
#include "tests/support.h"
#include "tests/vectors/spnego.h"

#define BAD SEC_E_INVALID_TOKEN
#define CONT SEC_I_CONTINUE_NEEDED
#define NO_CRED SEC_E_NO_CREDENTIALS

static const struct ssp_span nothing = { NULL, 0 };

static void expect_said(struct ssp_serve *v, const char *hex)
{
	struct ssp_span want = ssp_test_hex(v->test, hex);

	KUNIT_ASSERT_EQ(v->test, v->out.n, want.n);
	SSP_EXPECT_MEMEQ(v->test, v->out.p, want.p, want.n);
}

static void open_serve(struct kunit *test, struct ssp_serve *v)
{
	ssp_serve_init(test, v);
	KUNIT_ASSERT_EQ(test, ssp_serve_open(v, 0), SEC_E_OK);
}

static void hear_hex(struct ssp_serve *v, const char *hex, ssp_status st)
{
	KUNIT_EXPECT_EQ(v->test, ssp_serve_step(v, ssp_test_hex(v->test, hex)),
			st);
}

/* With the same offer and the same AP-REP, Windows' answer. */
static void windows_exchange(struct kunit *test)
{
	struct ssp_span init = ssp_test_hex(test, spnego_windows_init);
	struct ssp_span resp = ssp_test_hex(test, spnego_windows_resp);
	struct ssp_fake_leg *leg = &ssp_fake_mechs[0].accepts[0];
	struct ssp_serve v;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	leg->in.n = SPNEGO_WINDOWS_AP_REQ_SIZE;
	leg->in.p = init.p + init.n - leg->in.n;
	leg->out.n = SPNEGO_WINDOWS_AP_REP_SIZE;
	leg->out.p = resp.p + resp.n - leg->out.n;
	open_serve(test, &v);
	KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, init), SEC_E_OK);
	expect_said(&v, spnego_windows_resp);
	ssp_serve_close(&v);
}

static void ntlm_alone(struct kunit *test)
{
	struct ssp_span init = ssp_test_hex(test, spnego_ntlm_init);
	struct ssp_fake_leg *leg = &ssp_fake_mechs[1].accepts[0];
	struct ssp_serve v;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_3, SSP_TALK_2);
	leg->in.n = SPNEGO_NTLM_NEGOTIATE_SIZE;
	leg->in.p = init.p + init.n - leg->in.n;
	open_serve(test, &v);
	KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, init), CONT);
	expect_said(&v, "a11b3019a0030a0101a10c060a2b06010401823702020a"
			"a20404027931");
	ssp_serve_close(&v);
}

/* Another mechanism than the first; MICs; and the last word. */
static void golden_tokens(struct kunit *test)
{
	struct ssp_serve v;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_3, SSP_TALK_2);
	open_serve(test, &v);
	/* NEGOEX, then NTLM's; a token for the former. */
	hear_hex(&v,
		 "602c06062b0601050502a0223020a01a3018060a2b06010401823702021e"
		 "060a2b06010401823702020aa2020400",
		 CONT);
	expect_said(&v, "a1153013a0030a0103a10c060a2b06010401823702020a");
	hear_hex(&v, "a1083006a20404027831", CONT);
	expect_said(&v, "a10d300ba0030a0101a20404027931");
	hear_hex(&v, "a1143012a20404027832a30a04084d01690009a13b5d",
		 SEC_E_MESSAGE_ALTERED);
	expect_said(&v, "a1073005a0030a0102");
	ssp_serve_close(&v);
}

/* Offered is what could be accepted, but for what might be known later. */
static void speaks_first_of_what_it_has(struct kunit *test)
{
	static const struct {
		ssp_status st[SSP_FAKE_MECHS];
		const char *list;
		ssp_status said;
	} rows[] = {
		{ { NO_CRED, SEC_E_OK, SEC_E_OK }, "BC", CONT },
		{ { NO_CRED, SEC_E_INTERNAL_ERROR, NO_CRED }, "B", CONT },
		{ { SEC_E_UNSUPPORTED_FUNCTION, NO_CRED, SEC_E_OK },
		  "AaC",
		  CONT },
		{ { NO_CRED, NO_CRED, NO_CRED }, NULL, NO_CRED },
		{ { SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, SEC_E_OK },
		  NULL,
		  SEC_E_INSUFFICIENT_MEMORY },
	};
	struct ssp_serve v;
	struct ssp_wr list;
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
		for (j = 0; j < SSP_FAKE_MECHS; j++)
			ssp_fake_mechs[j].new_st = rows[i].st[j];
		open_serve(test, &v);
		KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, nothing),
				rows[i].said);
		ssp_wr_init(&list);
		if (rows[i].list) {
			ssp_serve_list(&list, rows[i].list);
			KUNIT_EXPECT_TRUE(test,
					  ssp_span_eq(v.said.list,
						      ssp_wr_span(&list)));
		}
		ssp_wr_free(&list);
		ssp_serve_close(&v);
	}
}

/* MS-SPNG 2.2.1: what is sent when nothing came. */
static void speaks_first(struct kunit *test)
{
	struct ssp_serve v;

	/* MIT krb5 with nothing but krb5 says exactly this. */
	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_rows[0].oids++;
	ssp_fake_rows[0].noids--;
	ssp_fake_mechs[1].open_st = SEC_E_NO_CREDENTIALS;
	ssp_fake_mechs[2].open_st = SEC_E_NO_CREDENTIALS;
	open_serve(test, &v);
	KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, nothing), CONT);
	expect_said(&v, spnego_mit_init2);
	KUNIT_EXPECT_TRUE(test, v.said.hints);
	ssp_serve_close(&v);

	/* All that there is, in order. */
	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	open_serve(test, &v);
	KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, nothing), CONT);
	expect_said(&v, "606606062b0601050502a05c305aa02c302a"
			"06092a864882f71201020206092a864886f712010202"
			"060a2b06010401823702020a06062b060105057f"
			"a32a3028a0261b246e6f745f646566696e65645f696e5f52464334"
			"31373840706c656173655f69676e6f7265");
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].ctxs, 0u);
	/* The client's list is the one that counts. */
	hear_hex(&v,
		 "602006062b0601050502a0163014a00c300a06082b0601050502"
		 "0101a20404027831",
		 BAD);
	ssp_serve_close(&v);
}

/* Which mechanism it will be, and what is said to it. */
static const struct ssp_serve_case choices[] = {
	{ .what = "the first, done at once",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_OFFERED("AaB", "x1"),
		       SSP_COMPLETES('A', NULL, false) } } },
	{ .what = "the first, two tokens",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("AaB", "x1"),
		       SSP_COMPLETES('A', "y1", false) } } },
	{ .what = "the first, by its other OID",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("aB", "x1"),
		       SSP_COMPLETES('a', "y1", false) } } },
	{ .what = "the first, three tokens: named once",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 0),
		       SSP_COMPLETES(0, NULL, false) } } },
	{ .what = "four tokens",
	  .script = { SSP_TALK_4 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('U', "x2", 0),
		       SSP_COMPLETES(0, "y2", false) } } },
	{ .what = "five tokens",
	  .script = { SSP_TALK_5 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', "x2", 0),
		       SSP_ANSWERS('I', 0, "y2", false) },
		     { SSP_REPLIED('C', "x3", 0),
		       SSP_COMPLETES(0, NULL, false) } } },
	{ .what = "the initiator's order counts, not ours",
	  .script = { SSP_TALK_2, SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("CBA", "x1"),
		       SSP_COMPLETES('C', "y1", false) } } },
	{ .what = "no token with the offer",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("A", NULL),
		       SSP_ANSWERS('I', 'A', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_COMPLETES(0, "y1", false) } } },
	{ .what = "unknown first: its token is not ours",
	  .script = { SSP_TALK_2, SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("?B", "NEGOEXTS"),
		       SSP_ANSWERS('M', 'B', NULL, false) },
		     { SSP_REPLIED('I', "x1", 0),
		       SSP_ANSWERS('I', 0, "y1", false) },
		     { SSP_REPLIED('I', "x2", 'g'),
		       SSP_COMPLETES(0, NULL, true) } } },
	{ .what = "unknown first, no token",
	  .script = { SSP_TALK_2, SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("??a", NULL),
		       SSP_ANSWERS('M', 'a', NULL, false) } } },
	{ .what = "unknown in between does not matter",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("A?a?B", "x1"),
		       SSP_COMPLETES('A', "y1", false) } } },
	{ .what = "nobody we know",
	  .script = { SSP_TALK_2, SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("??", "x1"), SSP_REFUSES(BAD) } } },
	{ .what = "an empty list",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED("", "x1"), SSP_REFUSES(BAD) } } },
	{ .what = "no list",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_OFFERED(NULL, "x1"), SSP_REFUSES(BAD) } } },
	{ .what = "asked to speak first, then as ever",
	  .script = { SSP_TALK_2 },
	  .turns = { { .says = ' ', .st = CONT, .state = 'N' },
		     { SSP_OFFERED("A", "x1"),
		       SSP_COMPLETES('A', "y1", false) } } },
	{ .what = "an initiator that names the mechanism",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { .says = 'I',
		       .mech = 'A',
		       .token = "x2",
		       SSP_REFUSES(BAD) } } },
	{ .what = "no token under way",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', NULL, 0), SSP_REFUSES(BAD) } } },
	{ .what = "a MIC alone under way",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('I', NULL, 'g'), SSP_REFUSES(BAD) } } },
	{ .what = "a second offer",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_OFFERED("A", "x1"), SSP_REFUSES(BAD) } } },
	{ .what = "the initiator gives up",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('R', NULL, 0), .st = SEC_E_LOGON_DENIED } } },
	{ .what = "and says why",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_OFFERED("A", "x1"),
		       SSP_ANSWERS('I', 'A', "y1", false) },
		     { SSP_REPLIED('R', "zz", 0), .st = SEC_E_LOGON_DENIED } } },
};

static void choices_desc(const struct ssp_serve_case *c, char *desc)
{
	strcpy(desc, c->what);
}

KUNIT_ARRAY_PARAM(choices, choices, choices_desc);

static void goes_as_told(struct kunit *test)
{
	ssp_serve_run(test, test->param_value);
}

static ssp_status run_case(struct kunit *test, void *arg)
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
		ssp_test_each_failed_allocation(test, m, run_case, NULL,
						(void *)test->param_value),
		3u);
	ssp_test_memory_stop(test, m);
}

/* A mechanism's failure is the caller's status, and the client hears of it. */
static void failures_are_told(struct kunit *test)
{
	static const struct ssp_serve_turn offer = { SSP_OFFERED("AB", "x1") };
	static const struct {
		struct ssp_fake_leg leg;
		const char *why;
	} rows[] = {
		{ { .st = SEC_E_TIME_SKEW,
		    .in = SSP_FAKE_BYTES("x1"),
		    .out = SSP_FAKE_BYTES("skewed"),
		    .alert = true },
		  "skewed" },
		/* What a failure leaves otherwise might open something. */
		{ { .st = SEC_E_LOGON_DENIED,
		    .in = SSP_FAKE_BYTES("x1"),
		    .out = SSP_FAKE_BYTES("y1") },
		  NULL },
		{ { .st = SEC_E_NO_KERB_KEY, .in = SSP_FAKE_BYTES("x1") },
		  NULL },
		{ { .st = SEC_E_INSUFFICIENT_MEMORY,
		    .in = SSP_FAKE_BYTES("x1") },
		  NULL },
	};
	struct ssp_serve v;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
		ssp_fake_mechs[0].accepts[0] = rows[i].leg;
		open_serve(test, &v);
		KUNIT_EXPECT_EQ(test, ssp_serve_say(&v, &offer),
				rows[i].leg.st);
		KUNIT_EXPECT_TRUE(test, v.alert);
		KUNIT_EXPECT_EQ(test, v.said.kind, SSP_SPNEGO_REJECT);
		KUNIT_EXPECT_TRUE(test,
				  ssp_span_eq(v.said.token,
					      ssp_talk_text(rows[i].why)));
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].news, 0u);
		KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, nothing),
				SEC_E_OUT_OF_SEQUENCE);
		ssp_serve_close(&v);
	}
}

/* A context that cannot be made is a failure as well. */
static void impossible_flags_are_refused(struct kunit *test)
{
	static const struct ssp_serve_turn turns[] = {
		{ SSP_OFFERED("AB", "x1"),
		  SSP_REFUSES(SEC_E_UNSUPPORTED_FUNCTION) },
		{ SSP_OFFERED("?A", "x1"),
		  SSP_REFUSES(SEC_E_UNSUPPORTED_FUNCTION) },
	};
	struct ssp_serve v;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(turns); i++) {
		ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
		ssp_fake_mechs[0].new_st = SEC_E_UNSUPPORTED_FUNCTION;
		open_serve(test, &v);
		ssp_serve_turn(&v, &turns[i]);
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].news, 0u);
		ssp_serve_close(&v);
	}
}

static ssp_status has_nothing(void *ctx, struct ssp_msg *m)
{
	(void)ctx;
	(void)m;
	return SEC_E_NO_CREDENTIALS;
}

/*
 * A mechanism that has nothing to accept with might as well not be there:
 * found out when its context is made, or with its first token.
 */
static void who_has_nothing_is_passed_over(struct kunit *test)
{
	static const struct ssp_serve_turn second = {
		SSP_OFFERED("AaB", "x1"), SSP_ANSWERS('M', 'B', NULL, false)
	};
	static const struct ssp_serve_turn nobody = {
		SSP_OFFERED("Aa?", "x1"), SSP_REFUSES(SEC_E_NO_CREDENTIALS)
	};
	struct ssp_fake_mech *first = &ssp_fake_mechs[0];
	const struct ssp_serve_turn *turn;
	struct ssp_serve v;
	size_t i;

	for (i = 0; i < 4; i++) {
		ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
		if (i & 1)
			first->new_st = SEC_E_NO_CREDENTIALS;
		first->accepts[0].st = SEC_E_NO_CREDENTIALS;
		first->accepts[0].alert = true;
		open_serve(test, &v);
		turn = i & 2 ? &second : &nobody;
		ssp_serve_turn(&v, turn);
		/* Once, under whichever name. */
		KUNIT_EXPECT_EQ(test, first->news, 1u);
		KUNIT_EXPECT_EQ(test, first->ctxs, 0u);
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].news, i & 2 ? 1u : 0u);
		ssp_serve_close(&v);
	}

	/* Not when its hand-shake is through, whatever fails then. */
	ssp_talk_script(SSP_TALK_1, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_rows[0].verify = has_nothing;
	open_serve(test, &v);
	ssp_serve_turn(&v, &(const struct ssp_serve_turn){
				   SSP_OFFERED("AB", "x1"), .mic = 'g',
				   SSP_REFUSES(SEC_E_NO_CREDENTIALS) });
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].news, 0u);
	ssp_serve_close(&v);

	/* Not any more, when it has spoken. */
	ssp_talk_script(SSP_TALK_3, SSP_TALK_2, SSP_TALK_2);
	first->accepts[1].st = SEC_E_NO_CREDENTIALS;
	open_serve(test, &v);
	ssp_serve_turn(&v, &(const struct ssp_serve_turn){
				   SSP_OFFERED("AB", "x1"),
				   SSP_ANSWERS('I', 'A', "y1", false) });
	ssp_serve_turn(&v, &(const struct ssp_serve_turn){
				   SSP_REPLIED('I', "x2", 0),
				   SSP_REFUSES(SEC_E_NO_CREDENTIALS) });
	ssp_serve_close(&v);
}

static void passes_parameters_on(struct kunit *test)
{
	static const struct ssp_serve_turn offer = { SSP_OFFERED("A", "x1") };
	static const u8 bindings[16] = { 1 };
	struct ssp_ctx_info info;
	struct ssp_serve v;

	ssp_talk_script(SSP_TALK_3, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_mechs[0].found = SEC_CHANNEL_BINDINGS_RESULT_VALID_PROXY;
	ssp_serve_init(test, &v);
	v.bindings = bindings;
	v.policy = SSP_ACCEPT_PROXY_BINDINGS;
	KUNIT_ASSERT_EQ(test, ssp_serve_open(&v, ISC_REQ_NULL_SESSION),
			SEC_E_OK);
	KUNIT_ASSERT_NOT_NULL(test, v.ctx);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].use, SECPKG_CRED_INBOUND);
	KUNIT_EXPECT_EQ(test, ssp_serve_say(&v, &offer), CONT);
	KUNIT_EXPECT_TRUE(test, ssp_fake_mechs[0].accepting);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].flags,
			(u32)ISC_REQ_NULL_SESSION);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].policy,
			SSP_ACCEPT_PROXY_BINDINGS);
	KUNIT_EXPECT_PTR_EQ(test, ssp_fake_mechs[0].bindings, v.bindings);
	/* What it found is no secret, even if nothing comes of it. */
	memset(&info, 0, sizeof(info));
	ssp_spnego_mech.describe(v.ctx, &info);
	KUNIT_EXPECT_EQ(test, info.bindings,
			(u32)SEC_CHANNEL_BINDINGS_RESULT_VALID_PROXY);
	KUNIT_EXPECT_EQ(test, info.flags, 0u);
	ssp_serve_close(&v);
}

/* A mechanism's token that leaves no room for ours around it. */
static void too_large_to_send(struct kunit *test)
{
	static const struct ssp_serve_turn offer = { SSP_OFFERED("A", "x1") };
	struct ssp_serve v;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_mechs[0].accepts[0].out.n = SSP_TOKEN_MAX;
	ssp_fake_mechs[0].accepts[0].out.p =
		ssp_test_guarded(test, SSP_TOKEN_MAX);
	open_serve(test, &v);
	KUNIT_EXPECT_EQ(test, ssp_serve_say(&v, &offer), SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, v.said.kind, SSP_SPNEGO_REJECT);
	ssp_serve_close(&v);
}

/* Truncated and changed tokens, through the whole machine. */
static void one_token(struct kunit *test, u8 *p, size_t n, void *arg)
{
	const struct ssp_serve_turn *before = arg;
	struct ssp_serve v;
	ssp_status st;
	size_t i;

	ssp_talk_script(SSP_TALK_3, SSP_TALK_3, SSP_TALK_3);
	open_serve(test, &v);
	if (before)
		ssp_serve_turn(&v, before);
	st = ssp_serve_step(&v, (struct ssp_span){ p, n });
	KUNIT_EXPECT_TRUE_MSG(test,
			      st == SEC_E_OK || st == CONT || st == BAD ||
				      st == SEC_E_LOGON_DENIED ||
				      st == SEC_E_MESSAGE_ALTERED,
			      "status 0x%08x", (u32)st);
	/* Altered tokens reach the mechanism, but no altered MIC counts. */
	for (i = 0; i < SSP_FAKE_MECHS; i++) {
		KUNIT_EXPECT_TRUE(test, st != SEC_E_OK ||
						!ssp_fake_mechs[i].mic_dones ||
						ssp_fake_mechs[i].wrong);
		ssp_fake_mechs[i].wrong = 0;
	}
	ssp_serve_close(&v);
}

static const char full_offer[] =
	"604806062b0601050502a03e303c"
	"a02c302a06092a864882f71201020206092a864886f712010202"
	"060a2b06010401823702020a06062b060105057fa20404027831a30604044d000000";

static void every_truncated_offer(struct kunit *test)
{
	struct ssp_span in = ssp_test_hex(test, full_offer);

	ssp_test_each_truncation(test, in.p, in.n, one_token, NULL);
}

static void every_changed_offer(struct kunit *test)
{
	struct ssp_span in = ssp_test_hex(test, full_offer);

	ssp_test_each_change(test, in.p, in.n, one_token, NULL);
}

static const struct ssp_serve_turn agreed = {
	SSP_OFFERED("?A", NULL), SSP_ANSWERS('M', 'A', NULL, false)
};

/* accept-incomplete, a token, and a MIC. */
static const char full_reply[] =
	"a1193017a0030a0101a20404027831a30a04084d00690000000000";

static void every_truncated_reply(struct kunit *test)
{
	struct ssp_span in = ssp_test_hex(test, full_reply);

	ssp_test_each_truncation(test, in.p, in.n, one_token, (void *)&agreed);
}

static void every_changed_reply(struct kunit *test)
{
	struct ssp_span in = ssp_test_hex(test, full_reply);

	ssp_test_each_change(test, in.p, in.n, one_token, (void *)&agreed);
}

static struct kunit_case accept_cases[] = {
	KUNIT_CASE(windows_exchange),
	KUNIT_CASE(ntlm_alone),
	KUNIT_CASE(golden_tokens),
	KUNIT_CASE(speaks_first_of_what_it_has),
	KUNIT_CASE(speaks_first),
	KUNIT_CASE_PARAM(goes_as_told, choices_gen_params),
	KUNIT_CASE_PARAM(every_failed_allocation, choices_gen_params),
	KUNIT_CASE(failures_are_told),
	KUNIT_CASE(impossible_flags_are_refused),
	KUNIT_CASE(who_has_nothing_is_passed_over),
	KUNIT_CASE(passes_parameters_on),
	KUNIT_CASE(too_large_to_send),
	KUNIT_CASE(every_truncated_offer),
	KUNIT_CASE(every_changed_offer),
	KUNIT_CASE(every_truncated_reply),
	KUNIT_CASE(every_changed_reply),
	{}
};

static struct kunit_suite accept_suite = {
	.name = "spnego_accept",
	.test_cases = accept_cases,
};

kunit_test_suites(&accept_suite);
