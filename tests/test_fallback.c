// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Negotiate with the packages that there are: Kerberos if it can start, else
 * NTLM if it may; and a whole hand-shake with the latter.
 */
#include <kunit/test.h>

#include "core/spnego/spnego.h"
#include "core/spnego/spnego_msg.h"
#include "tests/ntlm_talk.h"

static struct ssp_test_memory *memory;
static struct ssp_fake *fake;
static struct ntlm_talk talk;

/* Negotiate's initiator. */
static struct {
	void *cred;
	void *ctx;
	struct ssp_utf16 target;
	struct ssp_wr out;
} nego;

static int fallback_init(struct kunit *test)
{
	fake = ssp_fake_start(test);
	memory = ssp_test_memory_start(test);
	ntlm_talk_start(test, fake, &talk);
	memset(&nego, 0, sizeof(nego));
	ssp_wr_init(&nego.out);
	return 0;
}

static void close_nego(void)
{
	ssp_spnego_mech.ctx_free(nego.ctx);
	ssp_spnego_mech.cred_close(nego.cred);
	ssp_utf16_free(&nego.target);
	ssp_wr_free(&nego.out);
	nego.ctx = nego.cred = NULL;
}

static void fallback_exit(struct kunit *test)
{
	close_nego();
	ntlm_talk_end(&talk);
	ssp_test_memory_stop(test, memory);
	ssp_fake_stop();
}

static ssp_status step(struct ssp_span token)
{
	struct ssp_step s = { .token = token, .out = &nego.out };

	ssp_wr_free(&nego.out);
	return ssp_spnego_mech.step(nego.ctx, &s);
}

/* The first leg as @user, or as whoever is the default. */
static ssp_status begin(struct kunit *test, const char *user,
			const char *packages, const char *target)
{
	struct ssp_identity id = { .is_explicit = user != NULL };
	struct ssp_ctx_params p = { .flags = ISC_REQ_CONFIDENTIALITY };
	ssp_status st;

	close_nego();
	id.user = ntlm_talk_text(user);
	id.domain = ntlm_talk_text(user ? NTLM_DOMAIN : NULL);
	id.password = ntlm_talk_text(user ? NTLM_PASSWORD : NULL);
	id.packages = ntlm_talk_text(packages);
	st = ssp_spnego_mech.cred_open(&id, SECPKG_CRED_OUTBOUND, &nego.cred);
	ssp_identity_free(&id);
	KUNIT_ASSERT_EQ(test, st, SEC_E_OK);
	nego.target = ntlm_talk_text(target);
	p.cred = nego.cred;
	p.target = &nego.target;
	KUNIT_ASSERT_EQ(test, ssp_spnego_mech.ctx_new(&p, &nego.ctx), SEC_E_OK);
	return step((struct ssp_span){ NULL, 0 });
}

/* NTLM's OID alone, as Windows' NegTokenInit has it too. */
static const u8 ntlm_only[] = { 0x30, 0x0c, 0x06, 0x0a, 0x2b, 0x06, 0x01,
				0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a };

static void expect_ntlm(struct kunit *test, struct ssp_spnego_msg *msg)
{
	u32 flags;

	KUNIT_ASSERT_EQ(test, ssp_spnego_read(ssp_wr_span(&nego.out), msg),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, (int)msg->kind, (int)SSP_SPNEGO_INIT);
	KUNIT_ASSERT_EQ(test, msg->list.n, sizeof(ntlm_only));
	SSP_EXPECT_MEMEQ(test, msg->list.p, ntlm_only, sizeof(ntlm_only));
	KUNIT_EXPECT_EQ(test, ssp_ntlm_negotiate_read(msg->token, &flags),
			SEC_E_OK);
}

/* What Kerberos says, and whether NTLM may then be tried. */
static const struct reason {
	ssp_status st;
	bool falls_back;
} reasons[] = {
	{ SEC_E_NO_CREDENTIALS, true },
	{ SEC_E_TARGET_UNKNOWN, true },
	{ SEC_E_NO_AUTHENTICATING_AUTHORITY, true },
	{ SEC_E_LOGON_DENIED, false },
	{ SEC_E_TIME_SKEW, false },
	{ SEC_E_KDC_UNKNOWN_ETYPE, false },
	{ SEC_E_INTERNAL_ERROR, false },
};

KUNIT_ARRAY_PARAM(reason, reasons, NULL);

static void when_kerberos_cannot(struct kunit *test)
{
	const struct reason *r = test->param_value;
	struct ssp_spnego_msg msg;

	fake->fetch_st = r->st;
	KUNIT_EXPECT_EQ(test, begin(test, NTLM_USER, NULL, SSP_FAKE_SPN),
			r->falls_back ? SEC_I_CONTINUE_NEEDED : r->st);
	if (r->falls_back)
		expect_ntlm(test, &msg);
	/* The caller, or lack of an account, may forbid it. */
	KUNIT_EXPECT_EQ(test, begin(test, NTLM_USER, "!ntlm", SSP_FAKE_SPN),
			r->st);
	KUNIT_EXPECT_EQ(test, begin(test, NTLM_USER, "Kerberos", SSP_FAKE_SPN),
			r->st);
	fake->accounts = NULL;
	KUNIT_EXPECT_EQ(test, begin(test, NULL, NULL, SSP_FAKE_SPN), r->st);
	KUNIT_EXPECT_EQ(test, nego.out.n, 0);
}

static void names_without_a_service(struct kunit *test)
{
	static const char *const targets[] = { "HTTP/192.0.2.1", "HTTP/[::1]",
					       NULL };
	struct ssp_spnego_msg msg;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(targets); i++) {
		KUNIT_EXPECT_EQ(test, begin(test, NTLM_USER, NULL, targets[i]),
				SEC_I_CONTINUE_NEEDED);
		expect_ntlm(test, &msg);
	}
	KUNIT_EXPECT_EQ(test, fake->fetches, 0u);
}

/* Kerberos first, its token alone; NTLM is known to the acceptor. */
static void when_kerberos_can(struct kunit *test)
{
	struct ssp_fake_peer peer;

	KUNIT_ASSERT_EQ(test, begin(test, NTLM_USER, NULL, SSP_FAKE_SPN),
			SEC_I_CONTINUE_NEEDED);
	ssp_fake_accept(test, fake, ssp_wr_span(&nego.out), &peer);
	KUNIT_ASSERT_GT(test, peer.mechs.n, sizeof(ntlm_only));
	SSP_EXPECT_MEMEQ(test, peer.mechs.p + peer.mechs.n - 12, ntlm_only + 2,
			 12);
}

/* What the acceptor says, wrapped. */
static ssp_status answer(enum ssp_spnego_kind kind, struct ssp_span token,
			 struct ssp_span mic)
{
	struct ssp_spnego_msg msg = {
		.kind = kind,
		.token = token,
		.mic = mic,
	};
	struct ssp_wr w;
	ssp_status st;

	ssp_wr_init(&w);
	ssp_spnego_write(&w, &msg);
	st = step(ssp_wr_span(&w));
	ssp_wr_free(&w);
	return st;
}

static void list_message(struct ssp_msg *m, u8 *token)
{
	memset(m, 0, sizeof(*m));
	m->token = (struct ssp_seg){ token, 16, 0 };
	m->seg[0].p = (u8 *)ntlm_only;
	m->seg[0].n = sizeof(ntlm_only);
	m->nseg = 1;
	m->total = sizeof(ntlm_only);
}

static void a_whole_hand_shake(struct kunit *test)
{
	static const struct ssp_span none = { NULL, 0 };
	struct ssp_ctx_info info;
	struct ssp_spnego_msg msg;
	struct ssp_msg m;
	struct ssp_wr w;
	u8 mic[16];

	ssp_wr_init(&w);
	fake->fetch_st = SEC_E_NO_AUTHENTICATING_AUTHORITY;
	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	KUNIT_ASSERT_EQ(test, begin(test, NTLM_USER, NULL, SSP_FAKE_SPN),
			SEC_I_CONTINUE_NEEDED);
	expect_ntlm(test, &msg);
	KUNIT_ASSERT_EQ(test, ntlm_talk_step(talk.acc, msg.token, NULL, &w),
			SEC_I_CONTINUE_NEEDED);
	KUNIT_ASSERT_EQ(test,
			answer(SSP_SPNEGO_INCOMPLETE, ssp_wr_span(&w), none),
			SEC_I_CONTINUE_NEEDED);
	ssp_wr_free(&w);
	KUNIT_ASSERT_EQ(test, ssp_spnego_read(ssp_wr_span(&nego.out), &msg),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ntlm_talk_step(talk.acc, msg.token, NULL, &w),
			SEC_E_OK);
	/* AUTHENTICATE had a MIC, and the list has. */
	KUNIT_EXPECT_TRUE(test, talk.acc->mic);
	KUNIT_ASSERT_EQ(test, msg.mic.n, sizeof(mic));
	memcpy(mic, msg.mic.p, sizeof(mic));
	list_message(&m, mic);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.verify(talk.acc, &m), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.sign(talk.acc, &m), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, answer(SSP_SPNEGO_COMPLETED, none, SSP_SPAN(mic)),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, nego.out.n, 0);
	memset(&info, 0, sizeof(info));
	ssp_spnego_mech.describe(nego.ctx, &info);
	KUNIT_EXPECT_PTR_EQ(test, info.mech, &ssp_ntlm_mech);
	KUNIT_EXPECT_EQ(test, info.flags,
			ISC_RET_CONNECTION | ISC_RET_INTEGRITY |
				ISC_RET_CONFIDENTIALITY);
	SSP_EXPECT_MEMEQ(test, info.session_key.p, talk.acc->session_key, 16);
}

static struct kunit_case fallback_cases[] = {
	KUNIT_CASE_PARAM(when_kerberos_cannot, reason_gen_params),
	KUNIT_CASE(names_without_a_service),
	KUNIT_CASE(when_kerberos_can),
	KUNIT_CASE(a_whole_hand_shake),
	{}
};

static struct kunit_suite fallback_suite = {
	.name = "fallback",
	.init = fallback_init,
	.exit = fallback_exit,
	.test_cases = fallback_cases,
};

kunit_test_suites(&fallback_suite);
