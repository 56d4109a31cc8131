// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's acceptor, with our initiator and with what Windows sent
 * (core/ntlm/ntlm_accept.c): who is let in, and above all who is not.
 */
#include <kunit/test.h>

#include "core/ntlm/ntlm_av.h"
#include "tests/ntlm_talk.h"
#include "tests/vectors/ntlm.h"

static struct ssp_test_memory *memory;
static struct ntlm_talk talk;

static int accept_init(struct kunit *test)
{
	struct ssp_fake *fake = ssp_fake_start(test);

	memory = ssp_test_memory_start(test);
	ntlm_talk_start(test, fake, &talk);
	return 0;
}

static void accept_exit(struct kunit *test)
{
	ntlm_talk_end(&talk);
	ssp_test_memory_stop(test, memory);
	ssp_fake_stop();
}

static void describe(void *ctx, struct ssp_ctx_info *info)
{
	memset(info, 0, sizeof(*info));
	/* There may have been no memory for one. */
	if (ctx)
		ssp_ntlm_mech.describe(ctx, info);
}

#define SEQ (ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT)

static const struct wish {
	const char *name;
	u32 req;
	u32 accept_req;
	u32 granted; /* by both */
	u32 only_init;
	u32 only_acc;
} wishes[] = {
	{ "nothing", 0, 0, ISC_RET_INTEGRITY, 0, 0 },
	{ "no integrity", ISC_REQ_NO_INTEGRITY, 0, 0, 0, 0 },
	{ "no integrity after all", ISC_REQ_NO_INTEGRITY | ISC_REQ_INTEGRITY, 0,
	  0, 0, 0 },
	{ "integrity", ISC_REQ_INTEGRITY, ISC_REQ_INTEGRITY, ISC_RET_INTEGRITY,
	  0, 0 },
	{ "sequence", SEQ, 0, ISC_RET_INTEGRITY, SEQ, 0 },
	{ "sequence that needs integrity", SEQ | ISC_REQ_NO_INTEGRITY, SEQ,
	  ISC_RET_INTEGRITY | SEQ, 0, 0 },
	{ "confidentiality", ISC_REQ_CONFIDENTIALITY, 0,
	  ISC_RET_INTEGRITY | ISC_RET_CONFIDENTIALITY, 0, 0 },
	{ "confidentiality for both", ISC_REQ_CONFIDENTIALITY | SEQ,
	  ISC_REQ_CONFIDENTIALITY | SEQ,
	  ISC_RET_INTEGRITY | ISC_RET_CONFIDENTIALITY | SEQ, 0, 0 },
	{ "identify", ISC_REQ_IDENTIFY, 0, ISC_RET_INTEGRITY | ISC_RET_IDENTIFY,
	  0, 0 },
	{ "what NTLM has not", ISC_REQ_MUTUAL_AUTH | ISC_REQ_DELEGATE,
	  ISC_REQ_MUTUAL_AUTH, ISC_RET_INTEGRITY, 0, 0 },
	{ "DCE style", ISC_REQ_USE_DCE_STYLE, 0, ISC_RET_INTEGRITY,
	  ISC_RET_USED_DCE_STYLE, 0 },
};

static void wish_desc(const struct wish *w, char *desc)
{
	strcpy(desc, w->name);
}

KUNIT_ARRAY_PARAM(wish, wishes, wish_desc);

static void expect_name(struct kunit *test, const struct ssp_utf16 *got,
			const char *want)
{
	KUNIT_ASSERT_NOT_NULL(test, got);
	KUNIT_EXPECT_TRUE_MSG(test, ssp_utf16_eq_ascii(got, want), "not %s",
			      want);
}

static void both_agree(struct kunit *test)
{
	const struct wish *w = test->param_value;
	struct ssp_ctx_info i, a;

	talk.req = w->req;
	talk.accept_req = w->accept_req;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	describe(talk.init, &i);
	describe(talk.acc, &a);
	KUNIT_EXPECT_EQ(test, i.flags,
			w->granted | w->only_init | ISC_RET_CONNECTION);
	KUNIT_EXPECT_EQ(test, a.flags,
			w->granted | w->only_acc | ISC_RET_CONNECTION);
	KUNIT_EXPECT_EQ(test, i.session_key.n, 16);
	SSP_EXPECT_MEMEQ(test, i.session_key.p, a.session_key.p, 16);
	KUNIT_EXPECT_EQ(test, i.key_bits, 128u);
	KUNIT_EXPECT_EQ(test, a.key_bits, 128u);
	KUNIT_EXPECT_EQ(test, i.max_signature, 16u);
	KUNIT_EXPECT_EQ(test, i.trailer, 16u);
	KUNIT_EXPECT_EQ(test, i.block, 0u);
	KUNIT_EXPECT_TRUE(test, i.wants_mic && a.wants_mic);
	KUNIT_EXPECT_EQ(test, i.expiry, SSP_TIME_NEVER);
	expect_name(test, i.client, "EXAMPLE\\alice");
	expect_name(test, a.client, "EXAMPLE\\alice");
	expect_name(test, i.server, NTLM_SPN);
	expect_name(test, a.server, NTLM_SPN);
	expect_name(test, a.target, NTLM_SPN);
	KUNIT_EXPECT_NULL(test, i.target);
	expect_name(test, i.authority, "DOMAIN");
	expect_name(test, a.authority, "DOMAIN");
	/* An established context is done. */
	KUNIT_EXPECT_EQ(test,
			ntlm_talk_step(talk.acc, ssp_wr_span(&talk.token[2]),
				       NULL, &talk.token[0]),
			SEC_E_OUT_OF_SEQUENCE);
}

/* A message each way through the row, as everybody above does. */
static void messages_flow(struct kunit *test)
{
	const struct wish *w = test->param_value;
	u8 data[] = "some text", token[16];
	struct ssp_msg m;
	ssp_status want;
	u32 qop = 0;

	talk.req = w->req;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	memset(&m, 0, sizeof(m));
	m.token = (struct ssp_seg){ token, 16, 0 };
	m.seg[0] = (struct ssp_seg){ data, sizeof(data), 0 };
	m.nseg = 1;
	want = w->granted & ISC_RET_INTEGRITY ? SEC_E_OK :
						SEC_E_UNSUPPORTED_FUNCTION;
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.sign(talk.init, &m), want);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.verify(talk.acc, &m), want);
	/* As SPNEGO does behind its MICs: streams anew, but not numbers. */
	ssp_ntlm_mech.mic_done(talk.init);
	ssp_ntlm_mech.mic_done(talk.acc);
	KUNIT_EXPECT_EQ(test, talk.init->messages.send.rc4.i, 0);
	KUNIT_EXPECT_EQ(test, talk.acc->messages.recv.rc4.i, 0);
	KUNIT_EXPECT_EQ(test, talk.init->messages.send.seq,
			w->granted & ISC_RET_INTEGRITY ? 1u : 0u);
	want = w->granted & ISC_RET_CONFIDENTIALITY ?
		       SEC_E_OK :
		       SEC_E_UNSUPPORTED_FUNCTION;
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.seal(talk.acc, &m, 0), want);
	if (want == SEC_E_OK)
		KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.unseal(talk.init, &m, &qop),
				SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, data, "some text", sizeof(data));
}

static const u8 here[16] = { 1, 2, 3 };
static const u8 there[16] = { 1, 2, 4 };

#define SUPPORT SEC_CHANNEL_BINDINGS_RESULT_CLIENT_SUPPORT
#define ABSENT (SUPPORT | SEC_CHANNEL_BINDINGS_RESULT_ABSENT)
#define MISMATCH (SUPPORT | SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISMATCH)
#define MISSING (ABSENT | SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISSING)
#define MATCHED (SUPPORT | SEC_CHANNEL_BINDINGS_RESULT_VALID_MATCHED)
#define PROXY (SUPPORT | SEC_CHANNEL_BINDINGS_RESULT_VALID_PROXY)

static const struct bound {
	const char *name;
	const u8 *client;
	const u8 *server;
	u32 policy;
	u32 found;
} bounds[] = {
	{ "nobody", NULL, NULL, 0, ABSENT },
	{ "both", here, here, 0, MATCHED },
	{ "elsewhere", there, here, 0, MISMATCH },
	{ "only the client", here, NULL, 0, SUPPORT },
	{ "only the server", NULL, here, 0, MISSING },
	/* It knows of them, so it has none for a reason. */
	{ "missing", NULL, here, SSP_ACCEPT_MISSING_BINDINGS, MISSING },
	{ "missing, but wrong", there, here, SSP_ACCEPT_MISSING_BINDINGS,
	  MISMATCH },
	{ "missing, but right", here, here, SSP_ACCEPT_MISSING_BINDINGS,
	  MATCHED },
	{ "proxy", there, NULL, SSP_ACCEPT_PROXY_BINDINGS, PROXY },
	{ "proxy with its own", there, here, SSP_ACCEPT_PROXY_BINDINGS, PROXY },
	{ "proxy without", NULL, NULL, SSP_ACCEPT_PROXY_BINDINGS, MISSING },
};

static void bound_desc(const struct bound *b, char *desc)
{
	strcpy(desc, b->name);
}

KUNIT_ARRAY_PARAM(bound, bounds, bound_desc);

static void bindings(struct kunit *test)
{
	const struct bound *b = test->param_value;
	bool refused = b->found & SEC_CHANNEL_BINDINGS_RESULT_NOTVALID;
	struct ssp_ctx_info info;

	talk.bindings = b->client;
	talk.accept_bindings = b->server;
	talk.policy = b->policy;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk),
			refused ? SEC_E_BAD_BINDINGS : SEC_E_OK);
	describe(talk.acc, &info);
	KUNIT_EXPECT_EQ(test, info.bindings, b->found);
}

/* What an acceptor of several mechanisms knows NTLM by. */
static void owns_what_comes_first(struct kunit *test)
{
	struct ssp_wr *token = talk.token;
	size_t i;

	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, ssp_ntlm_mech.owns(ssp_wr_span(&token[0])));
	KUNIT_EXPECT_FALSE(test, ssp_ntlm_mech.owns(ssp_wr_span(&token[1])));
	KUNIT_EXPECT_FALSE(test, ssp_ntlm_mech.owns(ssp_wr_span(&token[2])));
	for (i = 0; i < 12; i++) {
		const u8 *head = ssp_test_guarded_copy(test, token[0].p, i);

		KUNIT_EXPECT_FALSE(
			test, ssp_ntlm_mech.owns((struct ssp_span){ head, i }));
		token[0].p[i] ^= 1;
		KUNIT_EXPECT_FALSE(test,
				   ssp_ntlm_mech.owns(ssp_wr_span(&token[0])));
		token[0].p[i] ^= 1;
	}
}

static void anonymous_if_both_want(struct kunit *test)
{
	struct ssp_ctx_info i, a;

	talk.user = NULL;
	talk.fake->accounts = NULL;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_NO_CREDENTIALS);
	talk.req = ISC_REQ_NULL_SESSION;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
	talk.accept_req = ISC_REQ_NULL_SESSION;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, talk.fake->lookups, 0u);
	describe(talk.init, &i);
	describe(talk.acc, &a);
	KUNIT_EXPECT_EQ(test, i.flags,
			ISC_RET_CONNECTION | ISC_RET_NULL_SESSION);
	KUNIT_EXPECT_EQ(test, a.flags,
			ISC_RET_CONNECTION | ISC_RET_NULL_SESSION);
	KUNIT_EXPECT_NULL(test, a.client);
	KUNIT_EXPECT_FALSE(test, i.wants_mic || a.wants_mic);
	/* Leave to come as nobody takes nothing from somebody. */
	talk.user = NTLM_USER;
	talk.req = 0;
	ntlm_talk_end(&talk);
	ntlm_talk_start(test, talk.fake, &talk);
	talk.accept_req = ISC_REQ_NULL_SESSION;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	describe(talk.acc, &a);
	KUNIT_EXPECT_EQ(test, a.flags & ISC_RET_NULL_SESSION, 0u);
	talk.password = "wrong";
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
}

enum { LM = 12, NT = 20, USER = 36, NONE = 0 };

/* Fields of AUTHENTICATE that are taken out. */
static void half_a_name(struct ntlm_talk *t, size_t leg, struct ssp_wr *token)
{
	const size_t *field;

	for (field = t->arg; leg == NTLM_AUTHENTICATE && *field; field++)
		memset(token->p + *field, 0, 4);
}

static void neither_nobody_nor_somebody(struct kunit *test)
{
	static size_t fields[][4] = {
		{ USER }, { NT }, { USER, LM }, { NT, LM }, { USER, NT },
	};
	size_t i;

	talk.accept_req = ISC_REQ_NULL_SESSION;
	talk.meddle = half_a_name;
	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		talk.arg = fields[i];
		KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
	}
}

/* Other clients offer what they cannot have; nobody gets it (3.4). */
static void offer_protection(struct ntlm_talk *t, size_t leg,
			     struct ssp_wr *token)
{
	(void)t;
	if (leg == NTLM_NEGOTIATE)
		token->p[12] |= SSP_NTLM_PROTECTION;
	if (leg == NTLM_AUTHENTICATE)
		token->p[60] |= SSP_NTLM_PROTECTION;
}

static void nobody_gets_no_protection(struct kunit *test)
{
	struct ssp_ctx_info info;

	talk.req = talk.accept_req = ISC_REQ_NULL_SESSION;
	talk.meddle = offer_protection;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	describe(talk.acc, &info);
	KUNIT_EXPECT_EQ(test, info.flags,
			ISC_RET_CONNECTION | ISC_RET_NULL_SESSION);
	KUNIT_EXPECT_NULL(test, talk.acc->messages.send.sign);
}

static void protection_needs_somebody(struct kunit *test)
{
	talk.req = ISC_REQ_NULL_SESSION | ISC_REQ_INTEGRITY;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_UNSUPPORTED_FUNCTION);
	talk.req = ISC_REQ_NULL_SESSION;
	talk.accept_req = ISC_REQ_NULL_SESSION | ISC_REQ_INTEGRITY;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_UNSUPPORTED_FUNCTION);
}

/* What an acceptor counts on must be agreed on. */
static void acceptors_wishes(struct kunit *test)
{
	talk.accept_req = ISC_REQ_CONFIDENTIALITY;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_UNSUPPORTED_FUNCTION);
	talk.accept_req = ISC_REQ_INTEGRITY;
	talk.req = ISC_REQ_NO_INTEGRITY;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_UNSUPPORTED_FUNCTION);
	talk.accept_req = ISC_REQ_USE_SESSION_KEY;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_UNSUPPORTED_FUNCTION);
}

static void datagrams(struct kunit *test)
{
	u8 data[] = "text", token[16];
	struct ssp_ctx_info info;
	struct ssp_wr none;
	struct ssp_msg m;
	u32 qop;

	talk.req = ISC_REQ_DATAGRAM | ISC_REQ_CONFIDENTIALITY | SEQ;
	talk.accept_req = ISC_REQ_DATAGRAM;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, talk.token[NTLM_NEGOTIATE].n, 0);
	describe(talk.init, &info);
	KUNIT_EXPECT_EQ(test, info.flags,
			ISC_RET_DATAGRAM | ISC_RET_INTEGRITY |
				ISC_RET_CONFIDENTIALITY);
	describe(talk.acc, &info);
	KUNIT_EXPECT_EQ(test, info.flags,
			ISC_RET_DATAGRAM | ISC_RET_INTEGRITY |
				ISC_RET_CONFIDENTIALITY);
	KUNIT_EXPECT_TRUE(test, info.wants_mic);
	memset(&m, 0, sizeof(m));
	m.token = (struct ssp_seg){ token, 16, 0 };
	m.seg[0] = (struct ssp_seg){ data, sizeof(data), 0 };
	m.nseg = 1;
	m.seqno = 77;
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.seal(talk.init, &m, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.unseal(talk.acc, &m, &qop),
			SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, data, "text", sizeof(data));

	/* Both or neither. */
	talk.accept_req = 0;
	KUNIT_EXPECT_LT(test, ntlm_talk_run(&talk), 0);
	talk.accept_req = ISC_REQ_DATAGRAM;
	talk.req = 0;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	describe(talk.acc, &info);
	KUNIT_EXPECT_EQ(test, info.flags,
			ISC_RET_CONNECTION | ISC_RET_INTEGRITY);
	/* Nothing at all is for datagrams only. */
	talk.accept_req = 0;
	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	ssp_wr_init(&none);
	KUNIT_EXPECT_EQ(test,
			ntlm_talk_step(talk.acc, ssp_wr_span(&none), NULL,
				       &talk.token[0]),
			SEC_E_INVALID_TOKEN);
}

/* Flags that a client may not have, or not without others. */
static const struct forged {
	const char *name;
	u32 negotiate; /* flags in NEGOTIATE */
	u32 offered; /* of these in CHALLENGE */
	ssp_status st;
} forgeds[] = {
	{ "no letters", 0xe2088294, 0, SEC_E_INVALID_TOKEN },
	{ "no Unicode", 0xe2088296, 0xe28a8206, SEC_I_CONTINUE_NEEDED },
	{ "curl", 0x00088206, 0x008a8206, SEC_I_CONTINUE_NEEDED },
	{ "Windows 10", 0xe20882b7, 0xe28a8235, SEC_I_CONTINUE_NEEDED },
	{ "Windows 7, HTTP", 0xa2088207, 0xa28a8205, SEC_I_CONTINUE_NEEDED },
	{ "no extended security", 0xe20082b7, 0xa2828205,
	  SEC_I_CONTINUE_NEEDED },
	{ "seal alone", 0xe2088221, 0xe2888231, SEC_I_CONTINUE_NEEDED },
	{ "datagram", 0xe20882f7, 0xe28a8235, SEC_I_CONTINUE_NEEDED },
	{ "every flag", 0xffffffff, 0xe29a8235, SEC_I_CONTINUE_NEEDED },
};

static void forged_desc(const struct forged *f, char *desc)
{
	strcpy(desc, f->name);
}

KUNIT_ARRAY_PARAM(forged, forgeds, forged_desc);

static void offers(struct kunit *test)
{
	const struct forged *f = test->param_value;
	struct ssp_ntlm_challenge m;
	struct ssp_wr w;

	ssp_wr_init(&w);
	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	ssp_ntlm_negotiate_write(&w, f->negotiate);
	KUNIT_EXPECT_EQ(test,
			ntlm_talk_step(talk.acc, ssp_wr_span(&w), NULL,
				       &talk.token[1]),
			f->st);
	ssp_wr_free(&w);
	if (f->st < 0)
		return;
	KUNIT_ASSERT_EQ(
		test, ssp_ntlm_challenge_read(ssp_wr_span(&talk.token[1]), &m),
		SEC_E_OK);
	/* Sealing means signing, whether it was asked for or not. */
	KUNIT_EXPECT_EQ(test, m.flags,
			f->offered |
				(f->negotiate & f->offered & SSP_NTLM_EXTENDED ?
					 f->negotiate & SSP_NTLM_PROTECTION :
					 0));
}

static void challenge_layout(struct kunit *test)
{
	static const u8 info[] = {
		0x02, 0x00, 0x0c, 0x00, 'D',  0,    'O',  0,	'M',  0,
		'A',  0,    'I',  0,	'N',  0,    0x01, 0x00, 0x0c, 0x00,
		'S',  0,    'E',  0,	'R',  0,    'V',  0,	'E',  0,
		'R',  0,    0x03, 0x00, 0x26, 0x00, 's',  0,	'e',  0,
		'r',  0,    'v',  0,	'e',  0,    'r',  0,	'.',  0,
	};
	struct ssp_ntlm_challenge m;
	struct ssp_ntlm_avs avs;

	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	KUNIT_ASSERT_EQ(
		test, ssp_ntlm_challenge_read(ssp_wr_span(&talk.token[1]), &m),
		SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_avs_read(m.info, &avs), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, m.info.p, info, sizeof(info));
	KUNIT_EXPECT_EQ(test, avs.time, talk.fake->now);
	KUNIT_EXPECT_NULL(test, avs.v[SSP_NTLM_AV_FLAGS].p);
	KUNIT_EXPECT_EQ(test, m.target.n, 12);
	KUNIT_EXPECT_LE(test, talk.token[1].n, SSP_NTLM_TOKEN_MAX);
}

/* A context that has sent what Windows' server sent to Windows' client. */
static void windows_client(struct kunit *test)
{
	static const struct ssp_fake_account windows[] = {
		{ "Administrator", "WS2008R2", "P@ssw0rd" },
		{ NULL, NULL, NULL },
	};
	struct ssp_ctx_info info;
	struct ssp_ntlm_ctx *ctx;
	struct ssp_span token;
	struct ssp_wr none;
	u8 *p, *bound, *key;
	size_t n;

	ssp_wr_init(&none);
	talk.fake->accounts = windows;
	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	ctx = talk.acc;
	ctx->state = SSP_NTLM_SENT;
	ctx->flags = 0xa2888205;
	ctx->issued = talk.fake->now;
	n = ssp_test_unhex(test, NTLM_WIN7_NEGOTIATE, &p);
	ssp_wr_bytes(&ctx->negotiate, (struct ssp_span){ p, n });
	n = ssp_test_unhex(test, NTLM_WIN7_CHALLENGE, &p);
	ssp_wr_bytes(&ctx->challenge, (struct ssp_span){ p, n });
	token.n = ssp_test_unhex(test, NTLM_WIN7_AUTHENTICATE, &p);
	token.p = p;
	ssp_test_unhex(test, "6586e99d81c2fc984e47172fd4dd0310", &bound);
	ssp_test_unhex(test, "9bd3f8be97c125f9e2f02bb60eb53ec7", &key);
	KUNIT_ASSERT_EQ(test, ntlm_talk_step(ctx, token, bound, &none),
			SEC_E_OK);
	describe(ctx, &info);
	SSP_EXPECT_MEMEQ(test, info.session_key.p, key, 16);
	expect_name(test, info.client, "WS2008R2\\Administrator");
	expect_name(test, info.server, "HTTP/dc-ws2008r2.ws2008r2.local");
	KUNIT_EXPECT_TRUE(test, info.wants_mic);
	KUNIT_EXPECT_EQ(test, info.flags, ISC_RET_CONNECTION);
}

/* Who asks whether its target's name is to be trusted is not heard. */
static void a_target_from_nowhere(struct kunit *test)
{
	struct ssp_ctx_info info;

	talk.req = ISC_REQ_UNVERIFIED_TARGET_NAME;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	describe(talk.acc, &info);
	KUNIT_EXPECT_TRUE(test, !info.target || !info.target->n);
	KUNIT_EXPECT_TRUE(test, !info.server || !info.server->n);
	expect_name(test, info.client, "EXAMPLE\\alice");
}

static ssp_status whole_talk(struct kunit *test, void *arg)
{
	ssp_status st;

	(void)test;
	(void)arg;
	st = ntlm_talk_run(&talk);
	ntlm_talk_end(&talk);
	return st;
}

static void allocations_fail(struct kunit *test)
{
	talk.req = ISC_REQ_CONFIDENTIALITY;
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, memory,
							whole_talk, NULL, NULL),
			(u64)20);
}

static struct kunit_case ntlm_accept_cases[] = {
	KUNIT_CASE_PARAM(both_agree, wish_gen_params),
	KUNIT_CASE_PARAM(messages_flow, wish_gen_params),
	KUNIT_CASE_PARAM(bindings, bound_gen_params),
	KUNIT_CASE(owns_what_comes_first),
	KUNIT_CASE(anonymous_if_both_want),
	KUNIT_CASE(neither_nobody_nor_somebody),
	KUNIT_CASE(nobody_gets_no_protection),
	KUNIT_CASE(protection_needs_somebody),
	KUNIT_CASE(acceptors_wishes),
	KUNIT_CASE(datagrams),
	KUNIT_CASE_PARAM(offers, forged_gen_params),
	KUNIT_CASE(challenge_layout),
	KUNIT_CASE(windows_client),
	KUNIT_CASE(a_target_from_nowhere),
	KUNIT_CASE(allocations_fail),
	{}
};

static struct kunit_suite ntlm_accept_suite = {
	.name = "ntlm_accept",
	.init = accept_init,
	.exit = accept_exit,
	.test_cases = ntlm_accept_cases,
};

kunit_test_suites(&ntlm_accept_suite);
