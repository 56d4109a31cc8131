// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/spnego/spnego_init.c: the initiator, message by message.
 *
 * MICs have a suite of their own, spnego_mic; credentials and fallback are in
 * spnego_cred.
 */
#include <kunit/test.h>

#include "core/rd.h"
#include "core/spnego/spnego.h"
#include "tests/spnego_talk.h"
#include "tests/support.h"
#include "tests/vectors/spnego.h"

#define BAD SEC_E_INVALID_TOKEN
#define CONT SEC_I_CONTINUE_NEEDED

static const struct ssp_span nothing = { NULL, 0 };

static void expect_sent(struct ssp_talk *t, const char *hex)
{
	struct ssp_span want = ssp_test_hex(t->test, hex);

	KUNIT_ASSERT_EQ(t->test, t->out.n, want.n);
	SSP_EXPECT_MEMEQ(t->test, t->out.p, want.p, want.n);
}

static void tell_hex(struct ssp_talk *t, const char *hex, ssp_status st)
{
	KUNIT_EXPECT_EQ(t->test, ssp_talk_step(t, ssp_test_hex(t->test, hex)),
			st);
}

/* The same mechanisms and the same token make the same NegTokenInit. */
static void windows_exchange(struct kunit *test)
{
	struct ssp_span init = ssp_test_hex(test, spnego_windows_init);
	struct ssp_span resp = ssp_test_hex(test, spnego_windows_resp);
	struct ssp_fake_leg *legs = ssp_fake_mechs[0].legs;
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_NONE);
	ssp_fake_rows[0].oids++; /* this client did not list Microsoft's */
	ssp_fake_rows[0].noids--;
	ssp_fake_mechs[2].open_st = SEC_E_NO_CREDENTIALS;
	legs[0].out.n = SPNEGO_WINDOWS_AP_REQ_SIZE;
	legs[0].out.p = init.p + init.n - legs[0].out.n;
	legs[1].in.n = SPNEGO_WINDOWS_AP_REP_SIZE;
	legs[1].in.p = resp.p + resp.n - legs[1].in.n;

	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing), CONT);
	expect_sent(&t, spnego_windows_init);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, resp), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, t.out.n, 0);
	ssp_talk_close(&t);
}

static void ntlm_alone(struct kunit *test)
{
	struct ssp_span init = ssp_test_hex(test, spnego_ntlm_init);
	struct ssp_fake_leg *legs = ssp_fake_mechs[1].legs;
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_NONE, SSP_TALK_3, SSP_TALK_NONE);
	ssp_fake_mechs[0].open_st = SEC_E_NO_CREDENTIALS;
	ssp_fake_mechs[2].open_st = SEC_E_NO_CREDENTIALS;
	legs[0].out.n = SPNEGO_NTLM_NEGOTIATE_SIZE;
	legs[0].out.p = init.p + init.n - legs[0].out.n;

	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing), CONT);
	expect_sent(&t, spnego_ntlm_init);
	ssp_talk_close(&t);
}

/* Every OID of every mechanism; another mechanism chosen; MICs. */
static void golden_tokens(struct kunit *test)
{
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_4, SSP_TALK_2);
	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing), CONT);
	expect_sent(&t, "604006062b0601050502a0363034a02c302a"
			"06092a864882f71201020206092a864886f712010202"
			"060a2b06010401823702020a06062b060105057f"
			"a20404027831");
	tell_hex(&t, "a1153013a0030a0103a10c060a2b06010401823702020a", CONT);
	expect_sent(&t, "a10d300ba0030a0101a20404027831");
	tell_hex(&t, "a10d300ba0030a0101a20404027931", CONT);
	expect_sent(&t, "a10d300ba0030a0101a20404027832");
	tell_hex(&t, "a1193017a0030a0101a20404027932a30a04084d01610046c1a8af",
		 SEC_E_OK);
	expect_sent(&t, "a1133011a0030a0100a30a04084d01690046c1a8af");
	ssp_talk_close(&t);
}

/*
 * Every message in every phase.  What comes of it is a letter each: '>' goes
 * on, '=' is established, 'x' is no token to come now, '!' is a rejection, '-'
 * is too late for anything.
 */
static const char messages[] = " CIRMUN?";

static const struct phase {
	const char *what;
	u8 script;
	u8 shorter; /* when the message is accept-completed */
	struct ssp_talk_turn turn; /* after the offer, if there is one */
	const char *token; /* that comes next */
	const char *comes; /* of each of the messages */
} phases[] = {
	{ "start", SSP_TALK_2, SSP_TALK_2, {}, "y1", ">xxxxx>x" },
	{ "offered", SSP_TALK_4, SSP_TALK_2, {}, "y1", "x=>!>>xx" },
	{ "under way",
	  SSP_TALK_5,
	  SSP_TALK_4,
	  { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
	  "y2",
	  "x=>!x>xx" },
	{ "closing",
	  SSP_TALK_3,
	  SSP_TALK_3,
	  { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
	  NULL,
	  "x==!x=xx" },
	{ "open",
	  SSP_TALK_2,
	  SSP_TALK_2,
	  { SSP_TOLD('C', 'A', "y1", 0), SSP_ENDS(SEC_E_OK) },
	  NULL,
	  "--------" },
	{ "failed",
	  SSP_TALK_2,
	  SSP_TALK_2,
	  { SSP_TOLD('R', 0, NULL, 0), SSP_ENDS(SEC_E_LOGON_DENIED) },
	  "y1",
	  "--------" },
};

static void phases_desc(const struct phase *p, char *desc)
{
	strcpy(desc, p->what);
}

KUNIT_ARRAY_PARAM(phases, phases, phases_desc);

static ssp_status outcome(char c)
{
	switch (c) {
	case '>':
		return CONT;
	case '=':
		return SEC_E_OK;
	case 'x':
		return BAD;
	case '!':
		return SEC_E_LOGON_DENIED;
	default:
		return SEC_E_OUT_OF_SEQUENCE;
	}
}

static ssp_status send_message(struct ssp_talk *t, char message,
			       const char *token)
{
	struct ssp_spnego_msg msg = { .kind = SSP_SPNEGO_INIT };
	struct ssp_talk_turn turn = { .says = message, .token = token };

	if (message == ' ')
		return ssp_talk_step(t, nothing);
	if (message == '?')
		return ssp_talk_step(t, ssp_test_hex(t->test,
						     "a1073005a0030a0104"));
	if (message == 'N')
		return ssp_talk_tell(t, &msg);
	return ssp_talk_say(t, &turn);
}

static void one_message(struct kunit *test, const struct phase *p, size_t i)
{
	ssp_status st, want = outcome(p->comes[i]);
	struct ssp_talk t;

	ssp_talk_script(messages[i] == 'C' ? p->shorter : p->script, SSP_TALK_2,
			SSP_TALK_2);
	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	if (p != phases)
		KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing), CONT);
	if (p->turn.says)
		ssp_talk_turn(&t, &p->turn);

	st = send_message(&t, messages[i], p->token);
	KUNIT_EXPECT_EQ_MSG(test, st, want, "message '%c'", messages[i]);
	KUNIT_EXPECT_EQ(test, t.sent.kind == SSP_SPNEGO_KINDS, st != CONT);
	/* A failure is for good, and so is success. */
	if (st != CONT)
		KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing),
				SEC_E_OUT_OF_SEQUENCE);
	ssp_talk_close(&t);
}

static void every_message_in_every_phase(struct kunit *test)
{
	const struct phase *p = test->param_value;
	size_t i;

	for (i = 0; messages[i]; i++)
		one_message(test, p, i);
}

/* Which mechanism is meant, and whether its token is there. */
static const struct ssp_talk_case replies[] = {
	{ .what = "no mechanism named (Java): the first",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 0, "y1", 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "the first's other OID (Samba): the first",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'a', "y1", 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "mechanism nobody offered",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', '?', NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "mechanism repeated (Samba)",
	  .script = { SSP_TALK_4, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 'a', "y2", 0), SSP_ENDS(SEC_E_OK) } } },
	{ .what = "mechanism changed under way",
	  .script = { SSP_TALK_4, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('I', 'B', "y2", 0), SSP_ENDS(BAD) } } },
	{ .what = "mechanism changed at the end",
	  .script = { SSP_TALK_3, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 'B', NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "mechanism changed after reselection",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('M', 'A', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "no token for a mechanism that waits for one",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'A', NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "no token later either",
	  .script = { SSP_TALK_4 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "token for a mechanism that is done at once",
	  .script = { SSP_TALK_1 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "token for a mechanism that is done",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('C', 0, "y2", 0), SSP_ENDS(BAD) } } },
	{ .what = "completed, but the mechanism goes on",
	  .script = { SSP_TALK_4 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "completed, but the last token is ours",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('C', 'A', "y1", 0), SSP_ENDS(BAD) } } },
	{ .what = "reselected, with a token that means nothing",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'B', "zz", 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 0, "y1", 'g'), SSP_CLOSES } } },
	{ .what = "reselected, although the first is done",
	  .script = { SSP_TALK_1, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 0, "y1", 'g'), SSP_CLOSES } } },
	{ .what = "reselected, the third",
	  .script = { SSP_TALK_2, SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('M', 'C', NULL, 0), SSP_SENDS("x1", false) },
		     { SSP_TOLD('I', 'C', "y1", 'g'), SSP_CLOSES } } },
	{ .what = "reselected and completed at once",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('C', 'B', NULL, 0), SSP_ENDS(BAD) } } },
	{ .what = "reselected with a MIC",
	  .script = { SSP_TALK_2, SSP_TALK_1 },
	  .turns = { { SSP_TOLD('M', 'B', NULL, 'g'), SSP_ENDS(BAD) } } },
	{ .what = "rejected, no token",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('R', 0, NULL, 0),
		       SSP_ENDS(SEC_E_LOGON_DENIED) } } },
	{ .what = "rejected, a token that says nothing",
	  .script = { SSP_TALK_2 },
	  .turns = { { SSP_TOLD('R', 0, "y1", 0),
		       SSP_ENDS(SEC_E_LOGON_DENIED) } } },
	{ .what = "rejected, another's token",
	  .script = { SSP_TALK_2, SSP_TALK_2 },
	  .turns = { { SSP_TOLD('R', 'B', "zz", 0),
		       SSP_ENDS(SEC_E_LOGON_DENIED) } } },
	{ .what = "rejected at the end",
	  .script = { SSP_TALK_3 },
	  .turns = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		     { SSP_TOLD('R', 0, NULL, 0),
		       SSP_ENDS(SEC_E_LOGON_DENIED) } } },
};

static void replies_desc(const struct ssp_talk_case *c, char *desc)
{
	strcpy(desc, c->what);
}

KUNIT_ARRAY_PARAM(replies, replies, replies_desc);

static void goes_as_told(struct kunit *test)
{
	ssp_talk_run(test, test->param_value);
}

static void open_and_offer(struct kunit *test, struct ssp_talk *t)
{
	ssp_talk_init(test, t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(t, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(t, nothing), CONT);
}

/* "completed" and a responseToken of no octets. */
#define EMPTY_TOKEN "a10b3009a0030a0100a2020400"

static void empty_token_is_none(struct kunit *test)
{
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_1, SSP_TALK_1, SSP_TALK_1);
	open_and_offer(test, &t);
	tell_hex(&t, EMPTY_TOKEN, SEC_E_OK);
	ssp_talk_close(&t);

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	open_and_offer(test, &t);
	tell_hex(&t, EMPTY_TOKEN, BAD);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].steps, 1u);
	ssp_talk_close(&t);
}

/* The old context goes before the new one comes, and goes once. */
static void reselection_replaces(struct kunit *test)
{
	static const struct ssp_talk_turn turn = { SSP_TOLD('M', 'B', NULL, 0),
						   SSP_SENDS("x1", false) };
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	open_and_offer(test, &t);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].ctxs, 1u);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].news, 0u);
	ssp_talk_turn(&t, &turn);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].ctxs, 0u);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].ctxs, 1u);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].steps, 1u);
	ssp_talk_close(&t);
}

/* A child's failure is the caller's status, in every phase. */
static void failures_pass_through(struct kunit *test)
{
	static const struct ssp_talk_turn fails[] = {
		{ SSP_TOLD('C', 'A', "y1", 0), SSP_ENDS(SEC_E_TIME_SKEW) },
		{ SSP_TOLD('R', 'A', "y1", 0), SSP_ENDS(SEC_E_TIME_SKEW) },
		{ SSP_TOLD('R', 0, "y1", 0), SSP_ENDS(SEC_E_TIME_SKEW) },
		{ SSP_TOLD('M', 'B', NULL, 0), SSP_ENDS(SEC_E_NO_CREDENTIALS) },
		{ SSP_TOLD('M', 'C', NULL, 0),
		  SSP_ENDS(SEC_E_UNSUPPORTED_FUNCTION) },
	};
	struct ssp_talk t;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fails); i++) {
		ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
		ssp_fake_mechs[0].legs[1].st = SEC_E_TIME_SKEW;
		ssp_fake_mechs[1].legs[0].st = SEC_E_NO_CREDENTIALS;
		ssp_fake_mechs[2].new_st = SEC_E_UNSUPPORTED_FUNCTION;
		open_and_offer(test, &t);
		ssp_talk_turn(&t, &fails[i]);
		KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing),
				SEC_E_OUT_OF_SEQUENCE);
		ssp_talk_close(&t);
	}
}

/* The acceptor may refuse what needed no answer, and say why. */
static void a_done_mechanism_hears_why(struct kunit *test)
{
	static const struct ssp_talk_turn refused = {
		SSP_TOLD('R', 'A', "zz", 0), SSP_ENDS(SEC_E_TIME_SKEW)
	};
	static const struct ssp_fake_leg why = {
		.st = SEC_E_TIME_SKEW,
		.in = SSP_FAKE_BYTES("zz"),
	};
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_1, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_mechs[0].legs[1] = why;
	open_and_offer(test, &t);
	ssp_talk_turn(&t, &refused);
	ssp_talk_close(&t);
}

static void passes_parameters_on(struct kunit *test)
{
	static const struct ssp_talk_turn turns[] = {
		{ SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) },
		{ SSP_TOLD('I', 0, "y1", 'g'), SSP_CLOSES },
	};
	static const u8 bindings[16] = { 1 };
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_talk_init(test, &t);
	t.bindings = bindings;
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, ISC_REQ_MUTUAL_AUTH), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].use, SECPKG_CRED_OUTBOUND);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing), CONT);
	/* What the caller counts on, and nothing more. */
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].flags,
			(u32)ISC_REQ_MUTUAL_AUTH);
	KUNIT_EXPECT_FALSE(test, ssp_fake_mechs[0].accepting);
	KUNIT_EXPECT_PTR_EQ(test, ssp_fake_mechs[0].target,
			    (const struct ssp_utf16 *)&t.target);
	KUNIT_EXPECT_PTR_EQ(test, ssp_fake_mechs[0].bindings, t.bindings);
	ssp_talk_turn(&t, &turns[0]);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].flags,
			(u32)ISC_REQ_MUTUAL_AUTH);
	KUNIT_EXPECT_PTR_EQ(test, ssp_fake_mechs[1].target,
			    (const struct ssp_utf16 *)&t.target);
	t.bindings = NULL;
	ssp_talk_turn(&t, &turns[1]);
	KUNIT_EXPECT_NULL(test, ssp_fake_mechs[1].bindings);
	ssp_talk_close(&t);
}

/* A mechanism's token that leaves no room for ours around it. */
static void too_large_to_send(struct kunit *test)
{
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_mechs[0].legs[0].out.n = SSP_TOKEN_MAX;
	ssp_fake_mechs[0].legs[0].out.p = ssp_test_guarded(test, SSP_TOKEN_MAX);
	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing), SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing),
			SEC_E_OUT_OF_SEQUENCE);
	ssp_talk_close(&t);
}

static struct ssp_ctx_info info_of(struct ssp_talk *t)
{
	struct ssp_ctx_info info;

	memset(&info, 0, sizeof(info));
	ssp_spnego_mech.describe(t->ctx, &info);
	return info;
}

/* What a child can say counts when the negotiation is over. */
static void describes(struct kunit *test)
{
	static const struct ssp_talk_turn turns[] = {
		{ SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) },
		{ SSP_TOLD('C', 0, NULL, 0), SSP_ENDS(SEC_E_OK) },
	};
	static const u32 states[] = {
		SECPKG_NEGOTIATION_IN_PROGRESS,
		SECPKG_NEGOTIATION_OPTIMISTIC,
		SECPKG_NEGOTIATION_IN_PROGRESS,
		SECPKG_NEGOTIATION_COMPLETE,
	};
	struct ssp_ctx_info info;
	struct ssp_talk t;
	size_t i;

	ssp_talk_script(SSP_TALK_3, SSP_TALK_2, SSP_TALK_2);
	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	for (i = 0; i < ARRAY_SIZE(states); i++) {
		if (i == 1)
			ssp_talk_step(&t, nothing);
		if (i > 1)
			ssp_talk_turn(&t, &turns[i - 2]);
		info = info_of(&t);
		KUNIT_EXPECT_EQ(test, info.negotiation, states[i]);
		if (i == 3)
			break;
		KUNIT_EXPECT_PTR_EQ(test, info.mech, &ssp_spnego_mech);
		KUNIT_EXPECT_EQ(test, info.flags, 0u);
		KUNIT_EXPECT_EQ(test, info.session_key.n, 0);
	}
	KUNIT_EXPECT_PTR_EQ(test, info.mech, ssp_fake_mech_at(0));
	KUNIT_EXPECT_EQ(test, info.flags, (u32)ISC_RET_INTEGRITY);
	KUNIT_EXPECT_EQ(test, info.session_key.n, 3);
	ssp_talk_close(&t);
}

/* Messages go to the child once it is the one, and not before. */
static void hands_messages_on(struct kunit *test)
{
	const struct ssp_mech *mech = &ssp_spnego_mech;
	struct ssp_msg m;
	struct ssp_talk t;
	u32 qop = 0;

	memset(&m, 0, sizeof(m));
	ssp_talk_script(SSP_TALK_1, SSP_TALK_2, SSP_TALK_2);
	open_and_offer(test, &t);
	KUNIT_EXPECT_EQ(test, mech->sign(t.ctx, &m), SEC_E_INVALID_HANDLE);
	KUNIT_EXPECT_EQ(test, mech->verify(t.ctx, &m), SEC_E_INVALID_HANDLE);
	KUNIT_EXPECT_EQ(test, mech->seal(t.ctx, &m, 7), SEC_E_INVALID_HANDLE);
	KUNIT_EXPECT_EQ(test, mech->unseal(t.ctx, &m, &qop),
			SEC_E_INVALID_HANDLE);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].calls, 0u);

	tell_hex(&t, "a1073005a0030a0100", SEC_E_OK);
	KUNIT_EXPECT_EQ(test, mech->seal(t.ctx, &m, 7), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m.token_used, 7u);
	m.token.n = 9;
	KUNIT_EXPECT_EQ(test, mech->unseal(t.ctx, &m, &qop), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, qop, 9u);
	KUNIT_EXPECT_EQ(test, mech->sign(t.ctx, &m), SEC_E_INTERNAL_ERROR);
	m.token.n = 0;
	KUNIT_EXPECT_EQ(test, mech->verify(t.ctx, &m), SEC_E_MESSAGE_ALTERED);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].calls, 4u);
	ssp_talk_close(&t);
}

/* Truncated and changed replies, through the whole machine. */
static void one_reply(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_talk t;
	ssp_status st;

	(void)arg;
	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	open_and_offer(test, &t);
	st = ssp_talk_step(&t, (struct ssp_span){ p, n });
	KUNIT_EXPECT_TRUE_MSG(test,
			      st == SEC_E_OK || st == CONT || st == BAD ||
				      st == SEC_E_LOGON_DENIED ||
				      st == SEC_E_MESSAGE_ALTERED,
			      "status 0x%08x", (u32)st);
	ssp_fake_mechs[0].wrong = 0; /* altered tokens reach the mechanism */
	ssp_talk_close(&t);
}

/* accept-completed, mechanism, token, MIC. */
static const char full_reply[] =
	"a1243022a0030a0100a10b06092a864882f712010202a20404027931"
	"a30a04084d00610000000000";

static void every_truncated_reply(struct kunit *test)
{
	struct ssp_span in = ssp_test_hex(test, full_reply);

	ssp_test_each_truncation(test, in.p, in.n, one_reply, NULL);
}

static void every_changed_reply(struct kunit *test)
{
	struct ssp_span in = ssp_test_hex(test, full_reply);

	ssp_test_each_change(test, in.p, in.n, one_reply, NULL);
}

/* P29: an acceptor that is done without having proven itself. */
static void proof_withheld(struct kunit *test)
{
	static const struct {
		u32 flags;
		ssp_status st;
	} rows[] = {
		{ ISC_REQ_MUTUAL_AUTH, SEC_E_MUTUAL_AUTH_FAILED },
		{ 0, BAD },
	};
	struct ssp_talk t;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
		ssp_talk_init(test, &t);
		KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, rows[i].flags),
				SEC_E_OK);
		KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing), CONT);
		tell_hex(&t, "a1073005a0030a0100", rows[i].st);
		ssp_talk_close(&t);
	}
}

static struct kunit_case spnego_init_cases[] = {
	KUNIT_CASE(windows_exchange),
	KUNIT_CASE(ntlm_alone),
	KUNIT_CASE(golden_tokens),
	KUNIT_CASE_PARAM(every_message_in_every_phase, phases_gen_params),
	KUNIT_CASE_PARAM(goes_as_told, replies_gen_params),
	KUNIT_CASE(empty_token_is_none),
	KUNIT_CASE(reselection_replaces),
	KUNIT_CASE(failures_pass_through),
	KUNIT_CASE(a_done_mechanism_hears_why),
	KUNIT_CASE(passes_parameters_on),
	KUNIT_CASE(too_large_to_send),
	KUNIT_CASE(proof_withheld),
	KUNIT_CASE(describes),
	KUNIT_CASE(hands_messages_on),
	KUNIT_CASE(every_truncated_reply),
	KUNIT_CASE(every_changed_reply),
	{}
};

static struct kunit_suite spnego_init_suite = {
	.name = "spnego_init",
	.test_cases = spnego_init_cases,
};

kunit_test_suites(&spnego_init_suite);
