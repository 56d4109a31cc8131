// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's initiator (core/ntlm/ntlm_init.c): what it sends, and which answers it
 * takes.
 */
#include <kunit/test.h>

#include "core/ntlm/ntlm_av.h"
#include "tests/ntlm_talk.h"
#include "tests/vectors/ntlm.h"

static struct ssp_test_memory *memory;
static struct ntlm_talk talk;

static int init_init(struct kunit *test)
{
	struct ssp_fake *fake = ssp_fake_start(test);

	memory = ssp_test_memory_start(test);
	ntlm_talk_start(test, fake, &talk);
	return 0;
}

static void init_exit(struct kunit *test)
{
	ntlm_talk_end(&talk);
	ssp_test_memory_stop(test, memory);
	ssp_fake_stop();
}

static const struct ssp_span nothing = { NULL, 0 };

/* The first leg, and then what the server says to it. */
static ssp_status begin(struct kunit *test)
{
	ssp_status st;

	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	st = ntlm_talk_step(talk.init, nothing, talk.bindings, &talk.token[0]);
	return st;
}

static ssp_status go_on(struct ssp_span challenge)
{
	ssp_wr_free(&talk.token[2]);
	return ntlm_talk_step(talk.init, challenge, talk.bindings,
			      &talk.token[2]);
}

static const struct wish {
	u32 req;
	u32 flags;
} wishes[] = {
	{ 0, 0xe2088215 },
	{ ISC_REQ_NO_INTEGRITY, 0xa2088205 },
	{ ISC_REQ_INTEGRITY, 0xe2088215 },
	{ ISC_REQ_REPLAY_DETECT | ISC_REQ_NO_INTEGRITY, 0xe2088215 },
	{ ISC_REQ_CONFIDENTIALITY, 0xe2088235 },
	{ ISC_REQ_CONFIDENTIALITY | ISC_REQ_NO_INTEGRITY, 0xe2088235 },
	{ ISC_REQ_IDENTIFY, 0xe2188215 },
	{ ISC_REQ_NULL_SESSION, 0xa2088205 },
	{ ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONNECTION | ISC_REQ_EXTENDED_ERROR,
	  0xe2088215 },
};

KUNIT_ARRAY_PARAM(wish, wishes, NULL);

static void negotiate_as_asked(struct kunit *test)
{
	const struct wish *w = test->param_value;
	u32 flags;

	talk.req = w->req;
	KUNIT_EXPECT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	KUNIT_EXPECT_EQ(test, talk.token[0].n, 40);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_negotiate_read(ssp_wr_span(&talk.token[0]),
						&flags),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, flags, w->flags);
}

static void not_without_somebody(struct kunit *test)
{
	talk.user = NULL;
	talk.fake->accounts = NULL;
	KUNIT_EXPECT_EQ(test, begin(test), SEC_E_NO_CREDENTIALS);
	talk.fake->env.accounts = NULL;
	KUNIT_EXPECT_EQ(test, begin(test), SEC_E_NO_CREDENTIALS);
	KUNIT_EXPECT_EQ(test, talk.token[0].n, 0);
	/* After a failure there is nothing more. */
	KUNIT_EXPECT_EQ(test, go_on(ssp_test_hex(test, NTLM_WIN7_CHALLENGE)),
			SEC_E_OUT_OF_SEQUENCE);
}

/* From a name of the user file. */
static void the_default_identity(struct kunit *test)
{
	talk.user = NULL;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&talk.acc->client,
						   "EXAMPLE\\alice"));
}

/*
 * With fixed nonces: nothing in the message is left to chance.  The proof, the
 * key and the MIC are checked by the acceptor's suite.
 */
static void authenticate_layout(struct kunit *test)
{
	static const u8 bound[16] = { 0xb1, 0xb2 };
	struct ssp_span challenge = ssp_test_hex(test, NTLM_WIN7_CHALLENGE);
	struct ssp_ntlm_authenticate m;
	struct ssp_ntlm_challenge c;
	struct ssp_ntlm_response r;
	struct ssp_ntlm_avs avs;
	struct ssp_span tail;
	struct ssp_wr want;

	talk.bindings = bound;
	talk.fake->random = 0x40;
	KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	KUNIT_ASSERT_EQ(test, go_on(challenge), SEC_E_OK);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_authenticate_read(ssp_wr_span(&talk.token[2]),
						   &m),
			SEC_E_OK);
	/* This server knows of no signatures. */
	KUNIT_EXPECT_EQ(test, m.flags, 0xa2888205u);
	KUNIT_EXPECT_EQ(test, talk.token[2].p[64], 10);
	KUNIT_EXPECT_EQ(test, m.mic.n, 16);
	KUNIT_EXPECT_EQ(test, m.key.n, 0);
	KUNIT_EXPECT_EQ(test, m.domain.n, 2 * strlen(NTLM_DOMAIN));
	KUNIT_EXPECT_EQ(test, m.user.n, 2 * strlen(NTLM_USER));
	SSP_EXPECT_MEMEQ(test, m.workstation.p, "S\0E\0R\0V\0E\0R\0", 12);
	/* The server said when, so nothing but zeroes here. */
	KUNIT_EXPECT_EQ(test, m.lm.n, 24);
	KUNIT_EXPECT_EQ(test, m.lm.p[0] | m.lm.p[15] | m.lm.p[23], 0);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_response_read(m.nt, &r), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, r.blob.p + 16,
			 "\x40\x41\x42\x43\x44\x45\x46\x47", 8);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_challenge_read(challenge, &c), SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_avs_read(c.info, &avs), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, r.time, avs.time);
	/* The server's pairs as they were, then ours. */
	SSP_EXPECT_MEMEQ(test, r.pairs.p, avs.all.p, avs.all.n);
	tail.p = r.pairs.p + avs.all.n;
	tail.n = r.pairs.n - avs.all.n;
	ssp_wr_init(&want);
	ssp_wr_bytes(&want, ssp_test_hex(test, "0600040002000000"));
	ssp_ntlm_av_put(&want, SSP_NTLM_AV_BINDINGS, SSP_SPAN(bound));
	ssp_wr_le16(&want, SSP_NTLM_AV_TARGET);
	ssp_wr_le16(&want, (u16)(2 * talk.name.n));
	ssp_ntlm_text_write(&want, &talk.name);
	ssp_wr_room(&want, 8);
	KUNIT_ASSERT_EQ(test, tail.n, want.n);
	SSP_EXPECT_MEMEQ(test, tail.p, want.p, want.n);
	ssp_wr_free(&want);
}

/* The document's server says no time: a time and an LMv2 of our own, no MIC. */
static void servers_without_a_time(struct kunit *test)
{
	struct ssp_ntlm_authenticate m;
	struct ssp_ntlm_response r;
	struct ssp_ntlm_avs avs;
	struct ssp_ctx_info info;

	talk.target = NULL;
	KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	KUNIT_ASSERT_EQ(test, go_on(ssp_test_hex(test, NTLM_DOC_CHALLENGE)),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_authenticate_read(ssp_wr_span(&talk.token[2]),
						   &m),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_response_read(m.nt, &r), SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_avs_read(r.pairs, &avs), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, r.time, talk.fake->now);
	KUNIT_EXPECT_NULL(test, avs.v[SSP_NTLM_AV_FLAGS].p);
	KUNIT_EXPECT_NOT_NULL(test, avs.v[SSP_NTLM_AV_BINDINGS].p);
	KUNIT_EXPECT_NOT_NULL(test, avs.v[SSP_NTLM_AV_TARGET].p);
	KUNIT_EXPECT_EQ(test, avs.v[SSP_NTLM_AV_TARGET].n, 0);
	SSP_EXPECT_MEMEQ(test, m.lm.p + 16, r.blob.p + 16, 8);
	KUNIT_EXPECT_NE(test, m.lm.p[0] | m.lm.p[7] | m.lm.p[15], 0);
	KUNIT_EXPECT_EQ(test, m.key.n, 16);
	memset(&info, 0, sizeof(info));
	ssp_ntlm_mech.describe(talk.init, &info);
	KUNIT_EXPECT_FALSE(test, info.wants_mic);
	KUNIT_EXPECT_NULL(test, info.server);
}

static void an_unverified_target(struct kunit *test)
{
	struct ssp_ntlm_authenticate m;
	struct ssp_ntlm_response r;
	struct ssp_ntlm_avs avs;

	talk.req = ISC_REQ_UNVERIFIED_TARGET_NAME;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_authenticate_read(ssp_wr_span(&talk.token[2]),
						   &m),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_response_read(m.nt, &r), SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_avs_read(r.pairs, &avs), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, avs.flags,
			SSP_NTLM_AV_FLAG_MIC | SSP_NTLM_AV_FLAG_UNVERIFIED);
}

/* A server's flags, and what becomes of a wish. */
static const struct reply {
	const char *name;
	u32 req;
	u32 flags;
	ssp_status st;
	u32 granted;
} replies[] = {
	{ "Windows", ISC_REQ_CONFIDENTIALITY, 0xe2898235, SEC_E_OK,
	  ISC_RET_INTEGRITY | ISC_RET_CONFIDENTIALITY },
	{ "every flag", ISC_REQ_CONFIDENTIALITY, 0xffffff3f, SEC_E_OK,
	  ISC_RET_INTEGRITY | ISC_RET_CONFIDENTIALITY },
	{ "no seal", ISC_REQ_CONFIDENTIALITY, 0xe2898215,
	  SEC_E_UNSUPPORTED_FUNCTION, 0 },
	{ "no sign", ISC_REQ_CONFIDENTIALITY, 0xe2898225,
	  SEC_E_UNSUPPORTED_FUNCTION, 0 },
	{ "no sign, wanted", ISC_REQ_SEQUENCE_DETECT, 0xe2898205,
	  SEC_E_UNSUPPORTED_FUNCTION, 0 },
	{ "no sign, not wanted", 0, 0xe2898205, SEC_E_OK, 0 },
	{ "56 bits", ISC_REQ_CONFIDENTIALITY, 0xc2898235,
	  SEC_E_UNSUPPORTED_FUNCTION, 0 },
	{ "56 bits, not wanted", 0, 0xc2898235, SEC_E_OK, 0 },
	{ "no extended security", ISC_REQ_INTEGRITY, 0xe2818235,
	  SEC_E_UNSUPPORTED_FUNCTION, 0 },
	{ "no extended security, not wanted", 0, 0xe2818235, SEC_E_OK, 0 },
	{ "no key exchange", ISC_REQ_INTEGRITY, 0xa2898235, SEC_E_OK,
	  ISC_RET_INTEGRITY },
	{ "OEM", 0, 0xe2898236, SEC_E_INVALID_TOKEN, 0 },
	{ "unasked datagrams", 0, 0xe2898275, SEC_E_OK, ISC_RET_INTEGRITY },
};

static void reply_desc(const struct reply *r, char *desc)
{
	strcpy(desc, r->name);
}

KUNIT_ARRAY_PARAM(reply, replies, reply_desc);

static void takes_or_leaves(struct kunit *test)
{
	const struct reply *r = test->param_value;
	struct ssp_span challenge = ssp_test_hex(test, NTLM_WIN10_CHALLENGE);
	struct ssp_ctx_info info;
	u32 i;

	talk.req = r->req;
	KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	for (i = 0; i < 4; i++)
		((u8 *)challenge.p)[20 + i] = (u8)(r->flags >> 8 * i);
	KUNIT_EXPECT_EQ(test, go_on(challenge), r->st);
	memset(&info, 0, sizeof(info));
	ssp_ntlm_mech.describe(talk.init, &info);
	KUNIT_EXPECT_EQ(test, info.flags & ~ISC_RET_CONNECTION, r->granted);
	if (r->st < 0)
		KUNIT_EXPECT_EQ(test, go_on(challenge), SEC_E_OUT_OF_SEQUENCE);
}

/* 3.1.5.1.2: who protects messages says who it is. */
static void names_of_the_server(struct kunit *test)
{
	static const u8 no_info[] = {
		'N',  'T',  'L', 'M', 'S', 'S', 'P', 0, 2, 0,	 0,
		0,    0,    0,	 0,   0,   0,	0,   0, 0, 0x35, 0x82,
		0x09, 0xe2, 1,	 2,   3,   4,	5,   6, 7, 8,
	};

	talk.req = ISC_REQ_INTEGRITY;
	KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	KUNIT_EXPECT_EQ(test, go_on(SSP_SPAN(no_info)), SEC_E_LOGON_DENIED);
	talk.req = 0;
	KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	KUNIT_EXPECT_EQ(test, go_on(SSP_SPAN(no_info)), SEC_E_OK);
	KUNIT_EXPECT_NULL(test, talk.init->authority.p);
}

/* A server that puts bindings and a target in our mouth. */
static void not_the_servers_to_say(struct kunit *test)
{
	struct ssp_span info = ssp_test_hex(
		test, "0200020041000100020042000a00100041414141414141414141"
		      "41414141414109000400410042000600040004000000ff000100"
		      "4300000000");
	struct ssp_ntlm_challenge c = {
		.flags = 0xe2898235,
		.nonce = { (const u8 *)"12345678", 8 },
		.info = info,
	};
	struct ssp_ntlm_authenticate m;
	struct ssp_ntlm_response r;
	struct ssp_ntlm_avs avs;
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_ntlm_challenge_write(&w, &c);
	KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	KUNIT_ASSERT_EQ(test, go_on(ssp_wr_span(&w)), SEC_E_OK);
	ssp_wr_free(&w);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_authenticate_read(ssp_wr_span(&talk.token[2]),
						   &m),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_response_read(m.nt, &r), SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_avs_read(r.pairs, &avs), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, avs.v[SSP_NTLM_AV_BINDINGS].p[0], 0);
	KUNIT_EXPECT_EQ(test, avs.v[SSP_NTLM_AV_TARGET].n, 2 * talk.name.n);
	/* Flags of the server's are repeated, and no MIC without its time. */
	KUNIT_EXPECT_EQ(test, avs.flags, 4u);
}

/* P38: the input may be a challenge; the output is then the response. */
static void the_server_speaks_first(struct kunit *test)
{
	struct ssp_ctx_info info;

	talk.req = ISC_REQ_CONFIDENTIALITY;
	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, go_on(ssp_test_hex(test, NTLM_WIN10_CHALLENGE)),
			SEC_E_OK);
	memset(&info, 0, sizeof(info));
	ssp_ntlm_mech.describe(talk.init, &info);
	KUNIT_EXPECT_EQ(test, info.flags,
			ISC_RET_CONNECTION | ISC_RET_INTEGRITY |
				ISC_RET_CONFIDENTIALITY);
	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, go_on(ssp_test_hex(test, NTLM_WIN10_NEGOTIATE)),
			SEC_E_INVALID_TOKEN);
}

static void refuse_piece(struct kunit *test, u8 *p, size_t n, void *arg)
{
	(void)arg;
	KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	KUNIT_ASSERT_EQ(test, go_on((struct ssp_span){ p, n }),
			SEC_E_INVALID_TOKEN);
}

static void take_or_refuse(struct kunit *test, u8 *p, size_t n, void *arg)
{
	ssp_status st;

	(void)arg;
	KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	st = go_on((struct ssp_span){ p, n });
	KUNIT_ASSERT_TRUE(test, st == SEC_E_OK || st == SEC_E_INVALID_TOKEN ||
					st == SEC_E_LOGON_DENIED ||
					st == SEC_E_UNSUPPORTED_FUNCTION);
}

static void challenges_cut_and_changed(struct kunit *test)
{
	struct ssp_span c = ssp_test_hex(test, NTLM_WIN10_CHALLENGE);

	ssp_test_each_truncation(test, c.p, c.n, refuse_piece, NULL);
	ssp_test_each_change(test, c.p, c.n, take_or_refuse, NULL);
}

/* No token is longer than we say tokens are (cbMaxToken). */
static void tokens_have_a_bound(struct kunit *test)
{
	struct ssp_ntlm_challenge c = {
		.flags = 0xe2898235,
		.nonce = { (const u8 *)"12345678", 8 },
	};
	char longest[SSP_ACCOUNT_NAME_MAX + 2];
	struct ssp_wr info, w;
	ssp_status st;
	size_t n;

	memset(longest, 'x', sizeof(longest));
	longest[SSP_ACCOUNT_NAME_MAX] = 0;
	talk.user = talk.domain = talk.target = longest;
	for (n = 0; n < 3000; n += 50) {
		ssp_wr_init(&info);
		ssp_wr_init(&w);
		ssp_wr_le16(&info, 0x77);
		ssp_wr_le16(&info, (u16)n);
		ssp_wr_room(&info, n + 4);
		c.info = ssp_wr_span(&info);
		ssp_ntlm_challenge_write(&w, &c);
		KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
		st = go_on(ssp_wr_span(&w));
		KUNIT_EXPECT_EQ(test, st,
				n < 1000 ? SEC_E_OK :
				n > 1150 ? SEC_E_INVALID_TOKEN :
					   st);
		if (st == SEC_E_OK)
			KUNIT_EXPECT_LE(test, talk.token[2].n,
					SSP_NTLM_TOKEN_MAX);
		ssp_wr_free(&info);
		ssp_wr_free(&w);
	}
	longest[SSP_ACCOUNT_NAME_MAX] = 'x';
	longest[SSP_ACCOUNT_NAME_MAX + 1] = 0;
	KUNIT_EXPECT_EQ(test, ntlm_talk_open(&talk), SEC_E_UNKNOWN_CREDENTIALS);
	talk.user = NTLM_USER;
	KUNIT_EXPECT_EQ(test, ntlm_talk_open(&talk), SEC_E_UNKNOWN_CREDENTIALS);
	talk.domain = NTLM_DOMAIN;
	KUNIT_EXPECT_EQ(test, begin(test), SEC_E_TARGET_UNKNOWN);
}

static void random_fails(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, begin(test), SEC_I_CONTINUE_NEEDED);
	talk.fake->random_st = SEC_E_INTERNAL_ERROR;
	KUNIT_EXPECT_EQ(test, go_on(ssp_test_hex(test, NTLM_WIN10_CHALLENGE)),
			SEC_E_INTERNAL_ERROR);
}

static void no_such_context(struct kunit *test)
{
	talk.req = ISC_REQ_USE_SESSION_KEY;
	KUNIT_EXPECT_EQ(test, ntlm_talk_open(&talk),
			SEC_E_UNSUPPORTED_FUNCTION);
	KUNIT_EXPECT_NULL(test, talk.init);
	ssp_ntlm_mech.ctx_free(NULL);
	ssp_ntlm_mech.cred_close(NULL);
}

/* Two contexts of one credential have nothing in common. */
static void keys_are_fresh(struct kunit *test)
{
	u8 first[16];

	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	memcpy(first, talk.init->session_key, sizeof(first));
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	KUNIT_EXPECT_NE(
		test, memcmp(first, talk.init->session_key, sizeof(first)), 0);
}

static struct kunit_case ntlm_init_cases[] = {
	KUNIT_CASE_PARAM(negotiate_as_asked, wish_gen_params),
	KUNIT_CASE(not_without_somebody),
	KUNIT_CASE(the_default_identity),
	KUNIT_CASE(authenticate_layout),
	KUNIT_CASE(servers_without_a_time),
	KUNIT_CASE(an_unverified_target),
	KUNIT_CASE_PARAM(takes_or_leaves, reply_gen_params),
	KUNIT_CASE(names_of_the_server),
	KUNIT_CASE(not_the_servers_to_say),
	KUNIT_CASE(the_server_speaks_first),
	KUNIT_CASE(challenges_cut_and_changed),
	KUNIT_CASE(tokens_have_a_bound),
	KUNIT_CASE(random_fails),
	KUNIT_CASE(no_such_context),
	KUNIT_CASE(keys_are_fresh),
	{}
};

static struct kunit_suite ntlm_init_suite = {
	.name = "ntlm_init",
	.init = init_init,
	.exit = init_exit,
	.test_cases = ntlm_init_cases,
};

kunit_test_suites(&ntlm_init_suite);
