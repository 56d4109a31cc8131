// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/spnego/spnego_mech.c and spnego_child.c: the package's row, which
 * mechanisms a credential has, which of them are offered, and fallback.
 */
#include <kunit/test.h>

#include "core/rd.h"
#include "core/spnego/spnego.h"
#include "tests/fake_env.h"
#include "tests/spnego_talk.h"
#include "tests/support.h"
#include "tests/vectors/spnego.h"

#define CONT SEC_I_CONTINUE_NEEDED

static const struct ssp_span nothing = { NULL, 0 };

/* What Windows says of this package, less what is not there. */
static void row(struct kunit *test)
{
	const struct ssp_mech *mech = &ssp_spnego_mech;

	KUNIT_EXPECT_STREQ(test, mech->name, "Negotiate");
	KUNIT_EXPECT_STREQ(test, mech->comment, "Microsoft Package Negotiator");
	KUNIT_EXPECT_EQ(test, mech->rpc_id, RPC_C_AUTHN_GSS_NEGOTIATE);
	KUNIT_EXPECT_EQ(test, mech->capabilities, 0x00003ab3u);
	KUNIT_EXPECT_EQ(test, mech->max_token, SSP_TOKEN_MAX);
	KUNIT_EXPECT_EQ(test, mech->noids, 0);
	mech->cred_close(NULL);
	mech->ctx_free(NULL);
}

/* Letters of the fakes in a list, in its order; an OID each. */
static void expect_offer(struct ssp_talk *t, const char *letters)
{
	const struct ssp_span list = { t->list, t->nlist };
	struct ssp_span oid;
	size_t n = 2;
	size_t i;

	for (i = 0; letters[i]; i++) {
		oid = ssp_talk_oid(letters[i]);
		KUNIT_ASSERT_LE(t->test, n + 2 + oid.n, list.n);
		SSP_EXPECT_MEMEQ(t->test, list.p + n + 2, oid.p, oid.n);
		n += 2 + oid.n;
	}
	KUNIT_EXPECT_EQ(t->test, n, list.n);
}

static const struct credential {
	const char *what;
	const char *packages;
	ssp_status open[SSP_FAKE_MECHS];
	ssp_status st;
	const char *offer;
} credentials[] = {
	{ .what = "all", .offer = "AaBC" },
	{ .what = "the first has none",
	  .open = { SEC_E_NO_CREDENTIALS },
	  .offer = "BC" },
	{ .what = "the second cannot make sense of the name",
	  .open = { 0, SEC_E_UNKNOWN_CREDENTIALS },
	  .offer = "AaC" },
	{ .what = "nobody has: what the first said",
	  .open = { SEC_E_UNKNOWN_CREDENTIALS, SEC_E_NO_CREDENTIALS,
		    SEC_E_NO_CREDENTIALS },
	  .st = SEC_E_UNKNOWN_CREDENTIALS },
	{ .what = "no memory for the first",
	  .open = { SEC_E_INSUFFICIENT_MEMORY },
	  .st = SEC_E_INSUFFICIENT_MEMORY },
	{ .what = "no memory for the last",
	  .open = { 0, 0, SEC_E_INSUFFICIENT_MEMORY },
	  .st = SEC_E_INSUFFICIENT_MEMORY },
	{ .what = "list of one", .packages = "fake1", .offer = "B" },
	{ .what = "list of two, in its own order",
	  .packages = "Fake2, Fake0",
	  .offer = "AaC" },
	{ .what = "list that excludes", .packages = "!fake0", .offer = "BC" },
	{ .what = "list of nobody",
	  .packages = "NegoExtender",
	  .st = SEC_E_NO_CREDENTIALS },
	{ .what = "list of one that has none",
	  .packages = "Fake0",
	  .open = { SEC_E_UNKNOWN_CREDENTIALS },
	  .st = SEC_E_UNKNOWN_CREDENTIALS },
};

static void credentials_desc(const struct credential *c, char *desc)
{
	strcpy(desc, c->what);
}

KUNIT_ARRAY_PARAM(credentials, credentials, credentials_desc);

static ssp_status read_text(const char *s, struct ssp_utf16 *out)
{
	struct ssp_span span = { (const u8 *)s, 0 };

	if (!s)
		return SEC_E_OK;
	while (s[span.n])
		span.n++;
	return ssp_utf16_from_utf8(span, out);
}

static ssp_status open_as_told(struct kunit *test, void *arg)
{
	const struct credential *c = arg;
	struct ssp_talk t;
	ssp_status st;
	size_t i;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	for (i = 0; i < SSP_FAKE_MECHS; i++)
		ssp_fake_mechs[i].open_st = c->open[i];
	ssp_talk_init(test, &t);
	st = read_text(c->packages, &t.id.packages);
	if (st >= 0)
		st = ssp_talk_open(&t, 0);
	if (st >= 0)
		st = ssp_talk_step(&t, nothing);
	if (st >= 0)
		expect_offer(&t, c->offer ? c->offer : "");
	ssp_talk_close(&t);
	ssp_utf16_free(&t.id.packages);
	return st;
}

static void opens(struct kunit *test)
{
	const struct credential *c = test->param_value;

	KUNIT_EXPECT_EQ(test, open_as_told(test, (void *)c),
			c->st < 0 ? c->st : CONT);
}

static void opens_without_memory(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	struct credential all = { .offer = "AaBC", .packages = "!x" };

	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, m, open_as_told,
							NULL, &all),
			8u);
	ssp_test_memory_stop(test, m);
}

/* A row without an OID cannot be negotiated. */
static void needs_an_oid(struct kunit *test)
{
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_rows[0].noids = 0;
	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].creds, 0u);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing), CONT);
	expect_offer(&t, "BC");
	ssp_talk_close(&t);
}

/* The first child that knows a name. */
static void queries(struct kunit *test)
{
	struct ssp_cred_info info = { .expiry = SSP_TIME_NEVER };
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_spnego_mech.cred_query(t.cred, &info),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, info.expiry, 0u);
	ssp_fake_mechs[0].query_st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, ssp_spnego_mech.cred_query(t.cred, &info),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, info.expiry, 1u);
	ssp_fake_mechs[1].query_st = SEC_E_LOGON_DENIED;
	ssp_fake_mechs[2].query_st = SEC_E_LOGON_DENIED;
	KUNIT_EXPECT_EQ(test, ssp_spnego_mech.cred_query(t.cred, &info),
			SEC_E_NO_CREDENTIALS);
	ssp_talk_close(&t);
}

static const struct start {
	const char *what;
	u32 flags;
	ssp_status step[SSP_FAKE_MECHS];
	ssp_status create[SSP_FAKE_MECHS];
	ssp_status st;
	const char *offer;
	u32 tried; /* mechanisms */
} starts[] = {
	{ .what = "the first does", .offer = "AaBC", .tried = 1 },
	{ .what = "no credentials",
	  .step = { SEC_E_NO_CREDENTIALS },
	  .offer = "BC",
	  .tried = 2 },
	{ .what = "no KDC",
	  .step = { SEC_E_NO_AUTHENTICATING_AUTHORITY },
	  .offer = "BC",
	  .tried = 2 },
	{ .what = "unknown target",
	  .step = { SEC_E_TARGET_UNKNOWN },
	  .offer = "BC",
	  .tried = 2 },
	{ .what = "no credentials, without a step",
	  .create = { SEC_E_NO_CREDENTIALS },
	  .offer = "BC",
	  .tried = 2 },
	{ .what = "the last does",
	  .step = { SEC_E_TARGET_UNKNOWN, SEC_E_NO_CREDENTIALS },
	  .offer = "C",
	  .tried = 3 },
	{ .what = "nobody does: what the first said",
	  .step = { SEC_E_TARGET_UNKNOWN, SEC_E_NO_CREDENTIALS,
		    SEC_E_NO_AUTHENTICATING_AUTHORITY },
	  .st = SEC_E_TARGET_UNKNOWN,
	  .tried = 3 },
	{ .what = "wrong password",
	  .step = { SEC_E_LOGON_DENIED },
	  .st = SEC_E_LOGON_DENIED,
	  .tried = 1 },
	{ .what = "wrong principal",
	  .step = { SEC_E_WRONG_PRINCIPAL },
	  .st = SEC_E_WRONG_PRINCIPAL,
	  .tried = 1 },
	{ .what = "skewed clock",
	  .step = { SEC_E_TIME_SKEW },
	  .st = SEC_E_TIME_SKEW,
	  .tried = 1 },
	{ .what = "broken keys",
	  .step = { SEC_E_DECRYPT_FAILURE },
	  .st = SEC_E_DECRYPT_FAILURE,
	  .tried = 1 },
	{ .what = "flags that cannot be",
	  .create = { SEC_E_UNSUPPORTED_FUNCTION },
	  .st = SEC_E_UNSUPPORTED_FUNCTION,
	  .tried = 1 },
	{ .what = "a mechanism that does not know nobody",
	  .flags = ISC_REQ_NULL_SESSION,
	  .create = { SEC_E_UNSUPPORTED_FUNCTION },
	  .offer = "BC",
	  .tried = 2 },
	{ .what = "no credentials, then a wrong password",
	  .step = { SEC_E_NO_CREDENTIALS, SEC_E_LOGON_DENIED },
	  .st = SEC_E_LOGON_DENIED,
	  .tried = 2 },
};

static void starts_desc(const struct start *s, char *desc)
{
	strcpy(desc, s->what);
}

KUNIT_ARRAY_PARAM(starts, starts, starts_desc);

static void falls_back(struct kunit *test)
{
	const struct start *s = test->param_value;
	struct ssp_talk t;
	u32 tried = 0;
	size_t i;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	for (i = 0; i < SSP_FAKE_MECHS; i++) {
		if (s->step[i] < 0)
			ssp_fake_mechs[i].legs[0].st = s->step[i];
		ssp_fake_mechs[i].new_st = s->create[i];
	}
	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, s->flags), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing),
			s->st < 0 ? s->st : CONT);
	for (i = 0; i < SSP_FAKE_MECHS; i++)
		tried += ssp_fake_mechs[i].news;
	KUNIT_EXPECT_EQ(test, tried, s->tried);
	if (s->offer) {
		expect_offer(&t, s->offer);
		/* Nothing of what those before it had to say. */
		KUNIT_EXPECT_EQ(test, t.sent.token.n, 2);
	}
	ssp_talk_close(&t);
}

/* Policy: the first or nothing, and its error is the caller's. */
static const struct policy {
	const char *what;
	const char *packages;
	u32 use;
	ssp_status open; /* of the first */
	ssp_status step; /* of the first */
	ssp_status st;
	const char *offer;
} policies[] = {
	{ .what = "the first does", .use = SECPKG_CRED_OUTBOUND, .offer = "Aa" },
	{ .what = "it has no credential",
	  .use = SECPKG_CRED_OUTBOUND,
	  .open = SEC_E_UNKNOWN_CREDENTIALS,
	  .st = SEC_E_UNKNOWN_CREDENTIALS },
	{ .what = "nor for both sides",
	  .use = SECPKG_CRED_BOTH,
	  .open = SEC_E_NO_CREDENTIALS,
	  .st = SEC_E_NO_CREDENTIALS },
	{ .what = "no KDC",
	  .use = SECPKG_CRED_OUTBOUND,
	  .step = SEC_E_NO_AUTHENTICATING_AUTHORITY,
	  .st = SEC_E_NO_AUTHENTICATING_AUTHORITY },
	{ .what = "an unknown target",
	  .use = SECPKG_CRED_BOTH,
	  .step = SEC_E_TARGET_UNKNOWN,
	  .st = SEC_E_TARGET_UNKNOWN },
	{ .what = "a list that has the second first",
	  .packages = "!Fake0",
	  .use = SECPKG_CRED_OUTBOUND,
	  .open = SEC_E_NO_CREDENTIALS,
	  .offer = "B" },
};

static void policies_desc(const struct policy *p, char *desc)
{
	strcpy(desc, p->what);
}

KUNIT_ARRAY_PARAM(policies, policies, policies_desc);

static void policy_forbids_to_fall_back(struct kunit *test)
{
	const struct policy *p = test->param_value;
	struct ssp_fake *fake = ssp_fake_start(test);
	struct ssp_ctx_params params = { .flags = 0 };
	struct ssp_talk t;
	ssp_status st;

	fake->no_fallback = true;
	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_mechs[0].open_st = p->open;
	if (p->step < 0)
		ssp_fake_mechs[0].legs[0].st = p->step;
	ssp_talk_init(test, &t);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, read_text(p->packages, &t.id.packages));
	st = ssp_spnego_cred_open_from(ssp_fake_mech_at, &t.id, p->use,
				       &t.cred);
	if (st >= 0) {
		params.cred = t.cred;
		params.target = &t.target;
		st = ssp_spnego_mech.ctx_new(&params, &t.ctx);
	}
	if (st >= 0)
		st = ssp_talk_step(&t, nothing);
	KUNIT_EXPECT_EQ(test, st, p->st < 0 ? p->st : CONT);
	if (p->offer)
		expect_offer(&t, p->offer);
	else
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].news, 0u);
	ssp_talk_close(&t);
	ssp_utf16_free(&t.id.packages);
	ssp_fake_stop();
}

/* It is about initiators: an acceptor takes what it has. */
static void policy_is_not_for_acceptors(struct kunit *test)
{
	struct ssp_fake *fake = ssp_fake_start(test);
	struct ssp_identity id = { .is_explicit = false };
	void *cred = NULL;

	fake->no_fallback = true;
	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_mechs[0].open_st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_spnego_cred_open_from(ssp_fake_mech_at, &id,
						  SECPKG_CRED_INBOUND, &cred));
	ssp_spnego_mech.cred_close(cred);
	ssp_fake_stop();
}

/* What was dropped is not ours any more, even if the acceptor would like it. */
static void dropped_is_not_chosen(struct kunit *test)
{
	static const struct ssp_talk_turn turn = {
		SSP_TOLD('M', 'A', NULL, 0), SSP_ENDS(SEC_E_INVALID_TOKEN)
	};
	struct ssp_talk t;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_fake_mechs[0].legs[0].st = SEC_E_NO_CREDENTIALS;
	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing), CONT);
	ssp_talk_turn(&t, &turn);
	KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].news, 1u);
	ssp_talk_close(&t);
}

/* An acceptor that speaks first is heard, but chooses nothing. */
static const struct hint {
	const char *what;
	const char *hex;
	ssp_status st;
} hints[] = {
	{ "Windows: not the third", spnego_windows_init2, CONT },
	{ "MIT krb5: the first, by its other OID", spnego_mit_init2, CONT },
	{ "another order",
	  "602406062b0601050502a01a3018a016301406062b060105057f060a2b060104"
	  "01823702020a",
	  CONT },
	{ "nobody of ours", "601406062b0601050502a00a3008a006300406022b06",
	  CONT },
	{ "no list", "600c06062b0601050502a0023000", CONT },
	{ "empty list", "601006062b0601050502a0063004a0023000", CONT },
	{ "a malformed one", "601106062b0601050502a0073005a003060129",
	  SEC_E_INVALID_TOKEN },
	{ "a reply", "a1073005a0030a0101", SEC_E_INVALID_TOKEN },
};

static void hints_desc(const struct hint *h, char *desc)
{
	strcpy(desc, h->what);
}

KUNIT_ARRAY_PARAM(hints, hints, hints_desc);

static void takes_hints(struct kunit *test)
{
	const struct hint *h = test->param_value;
	struct ssp_talk t;
	size_t n;
	u8 *p;

	ssp_talk_script(SSP_TALK_2, SSP_TALK_2, SSP_TALK_2);
	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, 0), SEC_E_OK);
	n = ssp_test_unhex(test, h->hex, &p);
	KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, (struct ssp_span){ p, n }),
			h->st);
	if (h->st >= 0)
		expect_offer(&t, "AaBC");
	else
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[0].news, 0u);
	ssp_talk_close(&t);
}

static struct kunit_case spnego_cred_cases[] = {
	KUNIT_CASE(row),
	KUNIT_CASE_PARAM(opens, credentials_gen_params),
	KUNIT_CASE(opens_without_memory),
	KUNIT_CASE(needs_an_oid),
	KUNIT_CASE(queries),
	KUNIT_CASE_PARAM(falls_back, starts_gen_params),
	KUNIT_CASE_PARAM(policy_forbids_to_fall_back, policies_gen_params),
	KUNIT_CASE(policy_is_not_for_acceptors),
	KUNIT_CASE(dropped_is_not_chosen),
	KUNIT_CASE_PARAM(takes_hints, hints_gen_params),
	{}
};

static struct kunit_suite spnego_cred_suite = {
	.name = "spnego_cred",
	.test_cases = spnego_cred_cases,
};

kunit_test_suites(&spnego_cred_suite);
