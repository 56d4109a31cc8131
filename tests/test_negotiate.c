// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * InitializeSecurityContext and AcceptSecurityContext with each other, on the
 * packages that there are: which one it comes to, with what around its tokens,
 * and messages afterwards.
 *
 * Peers in the wrong, and people in between, are in negotiate_refuse.
 */
#include <kunit/test.h>

#include "core/ntlm/ntlm_seal.h"
#include "tests/negotiate_talk.h"

#define CONT SEC_I_CONTINUE_NEEDED
#define BAD SEC_E_INVALID_TOKEN
#define DENIED SEC_E_LOGON_DENIED
#define NO_KDC SEC_E_NO_AUTHENTICATING_AUTHORITY

static int negotiate_init(struct kunit *test)
{
	negotiate_talk_start(test);
	return 0;
}

/**
 * struct meeting - how the two come together
 * @what: its name
 * @client: the client's package, NULL for Negotiate
 * @list: and PackageList
 * @server: the server's package
 * @server_list: and PackageList
 * @target: instead of SSP_FAKE_SPN; "" for none
 * @fetch_st: what asking for a ticket answers
 * @no_keys: the server has none
 * @no_fallback: policy forbids to fall back
 * @server_first: the server is asked to speak first
 * @st: the client's last status
 * @server_st: the server's
 * @mech: the package that it comes to
 * @first: the client's first token: 'S'PNEGO, or the package's own
 * @mics: of the list they are exchanged
 */
struct meeting {
	const char *what;
	const char *client;
	const char *list;
	const char *server;
	const char *server_list;
	const char *target;
	ssp_status fetch_st;
	bool no_keys;
	bool no_fallback;
	bool server_first;
	ssp_status st;
	ssp_status server_st;
	const char *mech;
	char first;
	bool mics;
};

/* What it comes to. */
#define KERBEROS .mech = "Kerberos", .first = 'S'
#define NTLM .mech = "NTLM", .first = 'S', .mics = true
#define RAW(package) .mech = (package), .first = (package)[0]
#define NOT_SENT(status) .st = (status), .server_st = CONT
#define REFUSED(status, theirs) .st = (status), .server_st = (theirs)

static const struct meeting meetings[] = {
	{ .what = "all is well", KERBEROS },
	{ .what = "no KDC", .fetch_st = NO_KDC, NTLM },
	{ .what = "an unknown service", .fetch_st = SEC_E_TARGET_UNKNOWN, NTLM },
	{ .what = "no tickets", .fetch_st = SEC_E_NO_CREDENTIALS, NTLM },
	{ .what = "an address", .target = "HTTP/192.0.2.1", NTLM },
	{ .what = "no target", .target = "", NTLM },
	{ .what = "a wrong clock is no reason",
	  .fetch_st = SEC_E_TIME_SKEW,
	  NOT_SENT(SEC_E_TIME_SKEW) },
	{ .what = "!ntlm", .list = "!ntlm", KERBEROS },
	{ .what = "!ntlm, no KDC",
	  .list = "!ntlm",
	  .fetch_st = NO_KDC,
	  NOT_SENT(NO_KDC) },
	{ .what = "kerberos", .list = "kerberos", KERBEROS },
	{ .what = "kerberos, no target",
	  .list = "kerberos",
	  .target = "",
	  NOT_SENT(SEC_E_TARGET_UNKNOWN) },
	{ .what = "kerberos,ntlm",
	  .list = "kerberos,ntlm",
	  .fetch_st = NO_KDC,
	  NTLM },
	{ .what = "NTLM", .list = "NTLM", RAW("NTLM") },
	{ .what = "!kerberos", .list = "!kerberos", NTLM },
	{ .what = "policy", .no_fallback = true, KERBEROS },
	{ .what = "policy, no KDC",
	  .no_fallback = true,
	  .fetch_st = NO_KDC,
	  NOT_SENT(NO_KDC) },
	{ .what = "policy, NTLM asked for",
	  .no_fallback = true,
	  .list = "NTLM",
	  RAW("NTLM") },

	{ .what = "server without keys", .no_keys = true, NTLM },
	{ .what = "server without Kerberos", .server_list = "!kerberos", NTLM },
	{ .what = "server without NTLM", .server_list = "!ntlm", KERBEROS },
	{ .what = "server without NTLM, no KDC",
	  .server_list = "!ntlm",
	  .fetch_st = NO_KDC,
	  REFUSED(DENIED, BAD) },
	{ .what = "server without keys, policy",
	  .no_keys = true,
	  .no_fallback = true,
	  REFUSED(DENIED, SEC_E_NO_CREDENTIALS) },

	{ .what = "server first", .server_first = true, KERBEROS },
	{ .what = "server first, no KDC",
	  .server_first = true,
	  .fetch_st = NO_KDC,
	  NTLM },
	{ .what = "server first, without keys",
	  .server_first = true,
	  .no_keys = true,
	  NTLM },
	{ .what = "server first, NTLM",
	  .server_first = true,
	  .list = "NTLM",
	  RAW("NTLM") },

	{ .what = "the package NTLM", .client = "NTLM", RAW("NTLM") },
	{ .what = "the package Kerberos",
	  .client = "Kerberos",
	  RAW("Kerberos") },
	{ .what = "NTLM to NTLM",
	  .client = "NTLM",
	  .server = "NTLM",
	  RAW("NTLM") },
	{ .what = "Kerberos to Kerberos",
	  .client = "Kerberos",
	  .server = "Kerberos",
	  RAW("Kerberos") },
	{ .what = "NTLM, to a server without it",
	  .client = "NTLM",
	  .server_list = "!ntlm",
	  REFUSED(BAD, BAD) },
	{ .what = "Kerberos, to a server without keys",
	  .client = "Kerberos",
	  .no_keys = true,
	  REFUSED(SEC_E_OK, SEC_E_NO_CREDENTIALS) },
	{ .what = "Negotiate to NTLM", .server = "NTLM", REFUSED(CONT, BAD) },
	{ .what = "Negotiate to Kerberos",
	  .server = "Kerberos",
	  REFUSED(CONT, BAD) },
};

static void meetings_desc(const struct meeting *m, char *desc)
{
	strcpy(desc, m->what);
}

KUNIT_ARRAY_PARAM(meetings, meetings, meetings_desc);

static void arrange(struct negotiate_talk *t, const struct meeting *m)
{
	t->client.package = m->client ? m->client : "Negotiate";
	t->client.list = m->list;
	t->server.package = m->server ? m->server : "Negotiate";
	t->server.list = m->server_list;
	if (m->target)
		t->target = *m->target ? m->target : NULL;
	t->server_first = m->server_first;
	t->fake->fetch_st = m->fetch_st;
	t->fake->keys_st = m->no_keys ? SEC_E_NO_CREDENTIALS : SEC_E_OK;
	t->fake->no_fallback = m->no_fallback;
}

/* NegTokenInit, a framed AP-REQ, NEGOTIATE. */
static void expect_first(struct negotiate_talk *t, char kind)
{
	struct ssp_span s = negotiate_talk_token(t, t->server_first);
	struct kunit *test = t->test;
	char got = 'S';

	KUNIT_ASSERT_GT(test, s.n, (size_t)16);
	if (s.p[0] == 'N')
		got = 'N';
	else if (!memcmp(s.p + (s.p[1] == 0x82 ? 4 : 3), "\x06\x09", 2))
		got = 'K';
	KUNIT_EXPECT_EQ(test, (int)kind, (int)got);
}

/*
 * The MICs were NTLM's messages of number 0, and its streams start anew
 * (MS-SPNG 3.1.5.1).
 */
static void expect_messages(struct negotiate_talk *t, const char *mech,
			    bool mics)
{
	struct negotiate_side *sides[] = { &t->client, &t->server };
	struct kunit *test = t->test;
	u32 i, number;

	for (i = 0; i < 4; i++) {
		number = negotiate_talk_seal(t, sides[i % 2]);
		if (mech[0] == 'N')
			KUNIT_EXPECT_EQ(test, i / 2 + mics, number);
	}
	negotiate_talk_sign(t, &t->server);
	negotiate_talk_sign(t, &t->client);
	negotiate_talk_seal(t, &t->client);
	negotiate_talk_seal(t, &t->server);
}

static void expect_attributes(struct negotiate_talk *t, const char *mech)
{
	const u32 isc = NEGOTIATE_ISC | ISC_RET_CONNECTION |
			ISC_RET_ALLOCATED_MEMORY;
	const u32 asc = NEGOTIATE_ASC | ASC_RET_CONNECTION |
			ASC_RET_ALLOCATED_MEMORY;
	struct kunit *test = t->test;

	KUNIT_EXPECT_EQ(test, isc, t->client.attr);
	KUNIT_EXPECT_EQ(test, asc, t->server.attr);
	negotiate_talk_is(t, &t->client, mech, SECPKG_NEGOTIATION_COMPLETE);
	negotiate_talk_is(t, &t->server, mech, SECPKG_NEGOTIATION_COMPLETE);
	negotiate_talk_knows(t, mech[0] == 'N' ? "EXAMPLE\\alice" :
						 SSP_FAKE_CLIENT);
}

/* P32, P33: the loops of both pages. */
static void they_meet(struct kunit *test)
{
	const struct meeting *m = test->param_value;
	struct negotiate_talk *t = test->priv;
	ssp_status st;

	arrange(t, m);
	st = negotiate_talk_run(t);
	KUNIT_EXPECT_EQ(test, m->st, t->client.st);
	KUNIT_EXPECT_EQ(test, m->server_st, t->server.st);
	KUNIT_ASSERT_EQ(test, m->mech != NULL, st == SEC_E_OK);
	if (m->mech) {
		expect_first(t, m->first);
		expect_attributes(t, m->mech);
		expect_messages(t, m->mech, m->mics);
	}
	negotiate_talk_end(t);
}

/* Credentials are made first: who lacks memory for a name has one all the same. */
static ssp_status run(struct kunit *test, void *arg)
{
	struct negotiate_talk *t = arg;
	u64 nth = t->memory->fail_at;
	ssp_status st;

	ssp_test_memory_fail_at(t->memory, 0);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, negotiate_talk_acquire(t));
	ssp_test_memory_fail_at(t->memory, nth);
	st = negotiate_talk_shake(t);
	negotiate_talk_end(t);
	return st;
}

static const struct meeting scarce[] = {
	{ .what = "Kerberos" },
	{ .what = "NTLM", .fetch_st = NO_KDC, .server_first = true },
	{ .what = "another choice", .no_keys = true },
	{ .what = "NTLM alone", .list = "NTLM" },
};

KUNIT_ARRAY_PARAM(scarce, scarce, meetings_desc);

/* A ticket that cannot be kept for the next time is good for this one. */
static bool refused(ssp_status st)
{
	return st == SEC_E_INSUFFICIENT_MEMORY || st == SEC_E_OK;
}

static void every_failed_allocation(struct kunit *test)
{
	struct negotiate_talk *t = test->priv;

	arrange(t, test->param_value);
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, t->memory, run,
							refused, t),
			20u);
}

#define SUPPORT SEC_CHANNEL_BINDINGS_RESULT_CLIENT_SUPPORT
#define ABSENT SEC_CHANNEL_BINDINGS_RESULT_ABSENT
#define MISMATCH SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISMATCH
#define MISSING SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISSING
#define MATCHED SEC_CHANNEL_BINDINGS_RESULT_VALID_MATCHED
#define PROXY SEC_CHANNEL_BINDINGS_RESULT_VALID_PROXY
#define ALLOWED SEC_CHANNEL_BINDINGS_RESULT_VALID_MISSING

#define HERE "tls-server-end-point:here"
#define THERE "tls-server-end-point:there"

/*
 * A client of NTLM's that has none says so, and one of Kerberos' does not; so
 * only the latter can be let in as one that does not know of them.
 */
static const struct channel {
	const char *what;
	const char *client;
	const char *server;
	u32 req;
	u32 kerberos;
	u32 ntlm;
} channels[] = {
	{ "nobody", NULL, NULL, 0, ABSENT, SUPPORT | ABSENT },
	{ "both", HERE, HERE, 0, SUPPORT | MATCHED, SUPPORT | MATCHED },
	{ "elsewhere", THERE, HERE, 0, SUPPORT | MISMATCH, SUPPORT | MISMATCH },
	{ "only the client", HERE, NULL, 0, SUPPORT, SUPPORT },
	{ "only the server", NULL, HERE, 0, ABSENT | MISSING,
	  SUPPORT | ABSENT | MISSING },
	{ "missing", NULL, HERE, ASC_REQ_ALLOW_MISSING_BINDINGS,
	  ABSENT | ALLOWED, SUPPORT | ABSENT | MISSING },
	{ "missing, but wrong", THERE, HERE, ASC_REQ_ALLOW_MISSING_BINDINGS,
	  SUPPORT | MISMATCH, SUPPORT | MISMATCH },
	{ "missing, but right", HERE, HERE, ASC_REQ_ALLOW_MISSING_BINDINGS,
	  SUPPORT | MATCHED, SUPPORT | MATCHED },
	{ "proxy", THERE, NULL, ASC_REQ_PROXY_BINDINGS, SUPPORT | PROXY,
	  SUPPORT | PROXY },
	{ "proxy without", NULL, NULL, ASC_REQ_PROXY_BINDINGS, ABSENT | MISSING,
	  SUPPORT | ABSENT | MISSING },
};

static void channels_desc(const struct channel *c, char *desc)
{
	strcpy(desc, c->what);
}

KUNIT_ARRAY_PARAM(channels, channels, channels_desc);

static void bind(struct negotiate_talk *t, const struct channel *c,
		 const char *package, bool ntlm)
{
	u32 found = ntlm ? c->ntlm : c->kerberos;
	bool refused = found & SEC_CHANNEL_BINDINGS_RESULT_NOTVALID;
	struct kunit *test = t->test;

	t->client.package = package;
	t->client.bindings = c->client;
	t->server.bindings = c->server;
	t->server.req = NEGOTIATE_ASC | c->req;
	t->fake->fetch_st = ntlm ? NO_KDC : SEC_E_OK;
	negotiate_talk_run(t);
	KUNIT_EXPECT_EQ(test, refused ? SEC_E_BAD_BINDINGS : SEC_E_OK,
			t->server.st);
	KUNIT_EXPECT_EQ(test, found, (u32)t->server.found);
	if (!refused)
		negotiate_talk_seal(t, &t->client);
	negotiate_talk_end(t);
}

/* Through the buffers of both calls, with and without a negotiation. */
static void channel_bindings(struct kunit *test)
{
	const struct channel *c = test->param_value;
	struct negotiate_talk *t = test->priv;

	bind(t, c, "Negotiate", false);
	bind(t, c, "Kerberos", false);
	bind(t, c, "Negotiate", true);
	bind(t, c, "NTLM", true);
}

static void nobody(struct negotiate_talk *t, const char *package, u32 allow,
		   ssp_status st)
{
	struct kunit *test = t->test;

	t->client.package = package;
	t->client.req = ISC_REQ_NULL_SESSION;
	t->server.req = allow;
	negotiate_talk_run(t);
	KUNIT_EXPECT_EQ(test, st, t->server.st);
	if (st < 0) {
		KUNIT_EXPECT_FALSE(test, t->server.attr & ASC_RET_NULL_SESSION);
		return;
	}
	KUNIT_EXPECT_EQ(test, SEC_E_OK, t->client.st);
	KUNIT_EXPECT_TRUE(test, t->client.attr & ISC_RET_NULL_SESSION);
	KUNIT_EXPECT_TRUE(test, t->server.attr & ASC_RET_NULL_SESSION);
	KUNIT_EXPECT_FALSE(test, t->server.attr & ASC_RET_INTEGRITY);
	negotiate_talk_is(t, &t->server, "NTLM", SECPKG_NEGOTIATION_COMPLETE);
}

/* An empty password is somebody's. */
static void nobody_is_let_in_if_both_want(struct kunit *test)
{
	static const struct ssp_fake_account careless[] = {
		{ "bob", "EXAMPLE", "" },
		{ NULL, NULL, NULL },
	};
	struct negotiate_talk *t = test->priv;
	const u32 allow = ASC_REQ_ALLOW_NULL_SESSION;

	nobody(t, "Negotiate", allow, SEC_E_OK);
	nobody(t, "NTLM", allow, SEC_E_OK);
	nobody(t, "Negotiate", 0, DENIED);
	nobody(t, "NTLM", 0, DENIED);
	nobody(t, "NTLM", allow | ASC_REQ_INTEGRITY,
	       SEC_E_UNSUPPORTED_FUNCTION);
	nobody(t, "Negotiate", allow | ASC_REQ_INTEGRITY,
	       SEC_E_UNSUPPORTED_FUNCTION);

	t->client.req = NEGOTIATE_ISC;
	t->client.user = "bob";
	t->client.domain = "EXAMPLE";
	t->client.password = "";
	t->server.req = NEGOTIATE_ASC | allow;
	t->fake->accounts = careless;
	t->fake->fetch_st = NO_KDC;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, negotiate_talk_run(t));
	KUNIT_EXPECT_FALSE(test, t->server.attr & ASC_RET_NULL_SESSION);
	negotiate_talk_knows(t, "EXAMPLE\\bob");
}

/* Who wants no integrity gets none, and the list goes without MICs. */
static void no_integrity(struct kunit *test)
{
	struct negotiate_talk *t = test->priv;

	t->fake->fetch_st = NO_KDC;
	t->client.req = ISC_REQ_NO_INTEGRITY;
	t->server.req = 0;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, negotiate_talk_run(t));
	KUNIT_EXPECT_FALSE(test, t->client.attr & ISC_RET_INTEGRITY);
	KUNIT_EXPECT_FALSE(test, t->server.attr & ASC_RET_INTEGRITY);
	/* Unless the other side insists. */
	t->server.req = ASC_REQ_INTEGRITY;
	negotiate_talk_run(t);
	KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION, t->server.st);
}

/* The text that keys from the session key begin with. */
static void first_cipher(struct negotiate_talk *t, u8 *text, u32 n)
{
	const u32 flags = SSP_NTLM_PROTECTION | SSP_NTLM_EXTENDED |
			  SSP_NTLM_128 | SSP_NTLM_56 | SSP_NTLM_KEY_EXCH;
	SecPkgContext_SessionKey key = { 0, NULL };
	struct ssp_ntlm_messages *m;
	struct kunit *test = t->test;
	u8 token[16];
	struct ssp_msg msg = {
		.token = { token, sizeof(token), 0 },
		.seg[0] = { text, n, 0 },
		.nseg = 1,
		.total = n,
	};

	m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, m);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_query_context(&ssp_text_utf8, &t->client.ctx,
					      SECPKG_ATTR_SESSION_KEY, &key));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_ntlm_messages_init(m, flags, key.SessionKey,
					       SSP_NTLM_CLIENT));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_ntlm_seal(m, &msg, 0));
	ssp_ntlm_messages_fini(m);
	FreeContextBuffer(key.SessionKey);
}

/*
 * MS-SPNG 3.1.5.1: what the MIC has used of the stream is used again, but its
 * number is not.
 */
static void streams_start_anew(struct kunit *test)
{
	struct negotiate_talk *t = test->priv;
	u8 data[8] = "message", same[8] = "message", token[16];
	SecBuffer b[] = {
		{ sizeof(token), SECBUFFER_TOKEN, token },
		{ sizeof(data), SECBUFFER_DATA, data },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };

	t->fake->fetch_st = NO_KDC;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, negotiate_talk_run(t));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			EncryptMessage(&t->client.ctx, 0, &d, 0));
	SSP_EXPECT_MEMEQ(test, token + 12, "\x01\x00\x00\x00", 4);
	first_cipher(t, same, sizeof(same));
	SSP_EXPECT_MEMEQ(test, data, same, sizeof(same));
}

/* P29's other half: with mutual authentication both know. */
static void both_are_sure(struct kunit *test)
{
	struct negotiate_talk *t = test->priv;

	t->client.req |= ISC_REQ_MUTUAL_AUTH;
	t->server.req |= ASC_REQ_MUTUAL_AUTH;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, negotiate_talk_run(t));
	KUNIT_EXPECT_TRUE(test, t->client.attr & ISC_RET_MUTUAL_AUTH);
	KUNIT_EXPECT_TRUE(test, t->server.attr & ASC_RET_MUTUAL_AUTH);
	negotiate_talk_seal(t, &t->client);
	negotiate_talk_seal(t, &t->server);
	/* NTLM has no such thing, and says so. */
	t->fake->fetch_st = NO_KDC;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, negotiate_talk_run(t));
	KUNIT_EXPECT_FALSE(test, t->client.attr & ISC_RET_MUTUAL_AUTH);
	KUNIT_EXPECT_FALSE(test, t->server.attr & ASC_RET_MUTUAL_AUTH);
}

static struct kunit_case negotiate_cases[] = {
	KUNIT_CASE_PARAM(they_meet, meetings_gen_params),
	KUNIT_CASE_PARAM(every_failed_allocation, scarce_gen_params),
	KUNIT_CASE_PARAM(channel_bindings, channels_gen_params),
	KUNIT_CASE(nobody_is_let_in_if_both_want),
	KUNIT_CASE(no_integrity),
	KUNIT_CASE(streams_start_anew),
	KUNIT_CASE(both_are_sure),
	{}
};

static struct kunit_suite negotiate_suite = {
	.name = "negotiate",
	.init = negotiate_init,
	.exit = negotiate_talk_stop,
	.test_cases = negotiate_cases,
};

kunit_test_suites(&negotiate_suite);
