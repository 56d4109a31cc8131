// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/spnego/: tokens without any negotiation around them.  An initiator whose
 * PackageList asks for one package sends its tokens as they are, unless they
 * are GSS-API's; an acceptor takes what one of its mechanisms knows as its own.
 */
#include <kunit/test.h>

#include "core/rd.h"
#include "core/spnego/spnego.h"
#include "tests/spnego_serve.h"
#include "tests/support.h"
#include "tests/vectors/spnego.h"

#define BAD SEC_E_INVALID_TOKEN
#define CONT SEC_I_CONTINUE_NEEDED

static const struct ssp_span nothing = { NULL, 0 };

static struct ssp_span text(const char *s)
{
	return ssp_talk_text(s);
}

/* One step, the token as it is: nothing is decoded on the way. */
static ssp_status step(void *ctx, struct ssp_span token, struct ssp_wr *out,
		       bool *alert)
{
	struct ssp_step s = { .token = token, .out = out };
	ssp_status st;

	ssp_wr_free(out);
	/* There was no memory for one. */
	if (!ctx)
		return SEC_E_INSUFFICIENT_MEMORY;
	st = ssp_spnego_mech.step(ctx, &s);
	if (alert)
		*alert = s.alert;
	return st;
}

static u32 state_of(void *ctx, const struct ssp_mech **mech)
{
	struct ssp_ctx_info info;

	memset(&info, 0, sizeof(info));
	ssp_spnego_mech.describe(ctx, &info);
	*mech = info.mech;
	return info.negotiation;
}

static void packages(struct kunit *test, struct ssp_talk *t, const char *list)
{
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_utf16_from_utf8(text(list), &t->id.packages));
}

static const struct asked {
	const char *what;
	const char *list;
	bool gss; /* tokens are GSS-API's */
	bool direct;
} askeds[] = {
	{ "alone", "fake1", false, true },
	{ "alone, in any case and with blanks", " FAKE1 ,", false, true },
	{ "alone, others kept out", "Fake1,!Fake0", false, true },
	{ "alone, but GSS-API's", "Fake1", true, false },
	{ "with another that is not here", "Fake1,NegoExtender", false, false },
	{ "what is left of an exclusion", "!Fake0,!Fake2", false, false },
};

static void askeds_desc(const struct asked *a, char *desc)
{
	strcpy(desc, a->what);
}

KUNIT_ARRAY_PARAM(askeds, askeds, askeds_desc);

static void a_package_asked_for_alone(struct kunit *test)
{
	const struct asked *a = test->param_value;
	const struct ssp_mech *mech;
	struct ssp_talk t;
	u32 state;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_3, SSP_TALK_2);
	if (!a->gss)
		ssp_fake_rows[1].capabilities = 0;
	ssp_talk_init(test, &t);
	packages(test, &t, a->list);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, step(t.ctx, nothing, &t.out, NULL), CONT);
	KUNIT_EXPECT_EQ(test, ssp_span_eq(ssp_wr_span(&t.out), text("x1")),
			a->direct);
	state = state_of(t.ctx, &mech);
	KUNIT_EXPECT_EQ(test, state,
			a->direct ? (u32)SECPKG_NEGOTIATION_DIRECT :
				    (u32)SECPKG_NEGOTIATION_OPTIMISTIC);
	/* What was asked for, and no more. */
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].flags, 0u);
	ssp_talk_close(&t);
	ssp_utf16_free(&t.id.packages);
}

static void start_direct(struct kunit *test, struct ssp_talk *t)
{
	ssp_talk_script(SSP_TALK_2, SSP_TALK_3, SSP_TALK_2);
	ssp_fake_rows[1].capabilities = 0;
	ssp_talk_init(test, t);
	packages(test, t, "Fake1");
	KUNIT_ASSERT_EQ(test, ssp_talk_open(t, 0), SEC_E_OK);
}

static void stop_direct(struct ssp_talk *t)
{
	ssp_talk_close(t);
	ssp_utf16_free(&t->id.packages);
}

static void an_initiator_to_its_end(struct kunit *test)
{
	const struct ssp_mech *mech;
	struct ssp_msg m;
	struct ssp_talk t;

	start_direct(test, &t);
	KUNIT_EXPECT_EQ(test, step(t.ctx, nothing, &t.out, NULL), CONT);
	KUNIT_EXPECT_EQ(test, step(t.ctx, text("y1"), &t.out, NULL), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_wr_span(&t.out), text("x2")));
	KUNIT_EXPECT_EQ(test, state_of(t.ctx, &mech),
			(u32)SECPKG_NEGOTIATION_COMPLETE);
	KUNIT_EXPECT_PTR_EQ(test, mech,
			    (const struct ssp_mech *)&ssp_fake_rows[1]);
	memset(&m, 0, sizeof(m));
	KUNIT_EXPECT_EQ(test, ssp_spnego_mech.seal(t.ctx, &m, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].mic_dones, 0u);
	KUNIT_EXPECT_EQ(test, step(t.ctx, text("y2"), &t.out, NULL),
			SEC_E_OUT_OF_SEQUENCE);
	stop_direct(&t);
}

/* SMB: the server's list comes first, and the client does as it likes. */
static void a_server_that_spoke_first(struct kunit *test)
{
	static const struct {
		const char *hex;
		ssp_status st;
	} firsts[] = {
		{ spnego_windows_init2, CONT },
		{ "a1073005a0030a0101", BAD },
		{ "4e544c4d53535000", BAD },
	};
	struct ssp_talk t;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(firsts); i++) {
		start_direct(test, &t);
		KUNIT_EXPECT_EQ(test,
				step(t.ctx, ssp_test_hex(test, firsts[i].hex),
				     &t.out, NULL),
				firsts[i].st);
		if (firsts[i].st >= 0)
			KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_wr_span(&t.out),
							    text("x1")));
		else
			KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].news, 0u);
		stop_direct(&t);
	}
}

static void an_initiator_that_fails(struct kunit *test)
{
	const struct ssp_mech *mech;
	struct ssp_talk t;

	start_direct(test, &t);
	ssp_fake_mechs[1].new_st = SEC_E_UNSUPPORTED_FUNCTION;
	KUNIT_EXPECT_EQ(test, step(t.ctx, nothing, &t.out, NULL),
			SEC_E_UNSUPPORTED_FUNCTION);
	KUNIT_EXPECT_EQ(test, step(t.ctx, nothing, &t.out, NULL),
			SEC_E_OUT_OF_SEQUENCE);
	stop_direct(&t);

	start_direct(test, &t);
	ssp_fake_mechs[1].legs[1].st = SEC_E_LOGON_DENIED;
	KUNIT_EXPECT_EQ(test, step(t.ctx, nothing, &t.out, NULL), CONT);
	KUNIT_EXPECT_EQ(test, step(t.ctx, text("y1"), &t.out, NULL),
			SEC_E_LOGON_DENIED);
	KUNIT_EXPECT_EQ(test, step(t.ctx, text("y1"), &t.out, NULL),
			SEC_E_OUT_OF_SEQUENCE);
	KUNIT_EXPECT_NE(test, state_of(t.ctx, &mech),
			(u32)SECPKG_NEGOTIATION_COMPLETE);
	stop_direct(&t);
}

/* An acceptor knows them by their owner, whatever its own list says. */
static void open_acceptor(struct kunit *test, struct ssp_serve *v, bool hinted)
{
	ssp_talk_script(SSP_TALK_2, SSP_TALK_3, SSP_TALK_2);
	ssp_fake_mechs[1].accepts[0].in = text("R1 hello");
	ssp_serve_init(test, v);
	KUNIT_ASSERT_EQ(test, ssp_serve_open(v, 0), SEC_E_OK);
	if (hinted)
		KUNIT_EXPECT_EQ(test, ssp_serve_step(v, nothing), CONT);
}

static void an_acceptor_to_its_end(struct kunit *test)
{
	const struct ssp_mech *mech;
	struct ssp_serve v;
	size_t i;

	for (i = 0; i < 2; i++) {
		open_acceptor(test, &v, i);
		KUNIT_EXPECT_EQ(test,
				step(v.ctx, text("R1 hello"), &v.out, NULL),
				CONT);
		KUNIT_EXPECT_TRUE(test,
				  ssp_span_eq(ssp_wr_span(&v.out), text("y1")));
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].flags, 0u);
		KUNIT_EXPECT_EQ(test, state_of(v.ctx, &mech),
				(u32)SECPKG_NEGOTIATION_DIRECT);
		KUNIT_EXPECT_EQ(test, step(v.ctx, text("x2"), &v.out, NULL),
				SEC_E_OK);
		KUNIT_EXPECT_EQ(test, v.out.n, (size_t)0);
		KUNIT_EXPECT_EQ(test, state_of(v.ctx, &mech),
				(u32)SECPKG_NEGOTIATION_COMPLETE);
		KUNIT_EXPECT_PTR_EQ(test, mech,
				    (const struct ssp_mech *)&ssp_fake_rows[1]);
		KUNIT_EXPECT_EQ(test, step(v.ctx, text("x3"), &v.out, NULL),
				SEC_E_OUT_OF_SEQUENCE);
		ssp_serve_close(&v);
	}
}

/* The mechanism's own word about a failure goes out as it is, or none does. */
static void an_acceptor_that_fails(struct kunit *test)
{
	struct ssp_fake_leg *leg = &ssp_fake_mechs[1].accepts[0];
	struct ssp_serve v;
	bool alert = false;
	size_t i;

	for (i = 0; i < 2; i++) {
		open_acceptor(test, &v, false);
		leg->st = SEC_E_TIME_SKEW;
		leg->out = text("skewed");
		leg->alert = i;
		KUNIT_EXPECT_EQ(test,
				step(v.ctx, text("R1 hello"), &v.out, &alert),
				SEC_E_TIME_SKEW);
		KUNIT_EXPECT_EQ(test, alert, (bool)i);
		KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_wr_span(&v.out),
						    text("skewed")));
		KUNIT_EXPECT_EQ(test, step(v.ctx, text("x2"), &v.out, &alert),
				SEC_E_OUT_OF_SEQUENCE);
		KUNIT_EXPECT_FALSE(test, alert);
		ssp_serve_close(&v);
	}
}

/* Only a first token; and only one that somebody here knows. */
static void nobodys_token(struct kunit *test)
{
	static const char *const tokens[] = { "R3", "R", "r1 hello", "x1" };
	struct ssp_serve v;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tokens); i++) {
		open_acceptor(test, &v, false);
		KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, text(tokens[i])), BAD);
		KUNIT_EXPECT_EQ(test, v.said.kind, SSP_SPNEGO_REJECT);
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].news, 0u);
		ssp_serve_close(&v);
	}
	/* Not there for this credential. */
	ssp_talk_script(SSP_TALK_2, SSP_TALK_3, SSP_TALK_2);
	ssp_fake_mechs[1].open_st = SEC_E_NO_CREDENTIALS;
	ssp_serve_init(test, &v);
	KUNIT_ASSERT_EQ(test, ssp_serve_open(&v, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, text("R1 hello")), BAD);
	ssp_serve_close(&v);
	/* A row that cannot tell. */
	ssp_talk_script(SSP_TALK_2, SSP_TALK_3, SSP_TALK_2);
	ssp_fake_rows[1].owns = NULL;
	ssp_serve_init(test, &v);
	KUNIT_ASSERT_EQ(test, ssp_serve_open(&v, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, text("R1 hello")), BAD);
	ssp_serve_close(&v);
	/* In the middle of a negotiation. */
	open_acceptor(test, &v, false);
	ssp_serve_turn(&v, &(const struct ssp_serve_turn){
				   SSP_OFFERED("?B", NULL),
				   SSP_ANSWERS('M', 'B', NULL, false) });
	KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, text("R1 hello")), BAD);
	ssp_serve_close(&v);
}

static struct kunit_case direct_cases[] = {
	KUNIT_CASE_PARAM(a_package_asked_for_alone, askeds_gen_params),
	KUNIT_CASE(an_initiator_to_its_end),
	KUNIT_CASE(a_server_that_spoke_first),
	KUNIT_CASE(an_initiator_that_fails),
	KUNIT_CASE(an_acceptor_to_its_end),
	KUNIT_CASE(an_acceptor_that_fails),
	KUNIT_CASE(nobodys_token),
	{}
};

static struct kunit_suite direct_suite = {
	.name = "spnego_direct",
	.test_cases = direct_cases,
};

kunit_test_suites(&direct_suite);
