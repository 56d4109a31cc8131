// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Somebody between NTLM's two ends: whatever is changed, cut or kept for later
 * is refused by one of them.
 */
#include <kunit/test.h>

#include "core/ntlm/ntlm_av.h"
#include "tests/ntlm_talk.h"

static struct ssp_test_memory *memory;
static struct ntlm_talk talk;

static int tamper_init(struct kunit *test)
{
	struct ssp_fake *fake = ssp_fake_start(test);

	memory = ssp_test_memory_start(test);
	ntlm_talk_start(test, fake, &talk);
	return 0;
}

static void tamper_exit(struct kunit *test)
{
	ntlm_talk_end(&talk);
	ssp_test_memory_stop(test, memory);
	ssp_fake_stop();
}

/* One octet of one message, xored. */
struct change {
	size_t leg;
	size_t at;
	u8 with;
};

static void change_octet(struct ntlm_talk *t, size_t leg, struct ssp_wr *token)
{
	const struct change *c = t->arg;

	if (leg == c->leg)
		token->p[c->at] ^= c->with;
}

/* Of NEGOTIATE and CHALLENGE the MIC covers what either side saw. */
static void no_octet_may_change(struct kunit *test)
{
	static const u8 with[] = { 0x01, 0x80, 0xff };
	size_t size[NTLM_LEGS];
	struct change c;
	size_t i;

	talk.req = ISC_REQ_CONFIDENTIALITY;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	for (i = 0; i < NTLM_LEGS; i++)
		size[i] = talk.token[i].n;
	talk.meddle = change_octet;
	talk.arg = &c;
	for (c.leg = 0; c.leg < NTLM_LEGS; c.leg++) {
		for (c.at = 0; c.at < size[c.leg]; c.at++) {
			c.with = with[c.at % ARRAY_SIZE(with)];
			KUNIT_ASSERT_LT_MSG(test, ntlm_talk_run(&talk), 0,
					    "leg %u octet %u",
					    (unsigned int)c.leg,
					    (unsigned int)c.at);
			KUNIT_ASSERT_NE(test, (int)talk.acc_st, (int)SEC_E_OK);
		}
	}
}

static void cut(struct ntlm_talk *t, size_t leg, struct ssp_wr *token)
{
	const struct change *c = t->arg;

	if (leg == c->leg)
		token->n = c->at;
}

static void no_octet_may_be_missing(struct kunit *test)
{
	size_t size[NTLM_LEGS];
	struct change c;
	size_t i;

	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	for (i = 0; i < NTLM_LEGS; i++)
		size[i] = talk.token[i].n;
	talk.meddle = cut;
	talk.arg = &c;
	for (c.leg = 0; c.leg < NTLM_LEGS; c.leg++) {
		for (c.at = 0; c.at < size[c.leg]; c.at++)
			KUNIT_ASSERT_LT(test, ntlm_talk_run(&talk), 0);
	}
}

/*
 * Somebody in between takes the time out of CHALLENGE, so that the client sends
 * no MIC, and then a flag out of the others (CVE-2019-1040 and its kin).
 */
static void drop_the_time(struct ntlm_talk *t, size_t leg, struct ssp_wr *token)
{
	(void)t;
	/* The pair before the end becomes one that nobody knows. */
	if (leg == NTLM_CHALLENGE)
		token->p[token->n - 16] = 0x7f;
}

static void no_mic_without_our_leave(struct kunit *test)
{
	talk.meddle = drop_the_time;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
	KUNIT_EXPECT_FALSE(test, talk.init->mic);
}

/* The header says that there is no room for a MIC; the proof says there is. */
static void move_the_header(struct ntlm_talk *t, size_t leg,
			    struct ssp_wr *token)
{
	(void)t;
	if (leg != NTLM_AUTHENTICATE)
		return;
	/* A session key of 16 octets that begins where the MIC was. */
	token->p[52 + 4] = 72;
	token->p[52 + 5] = 0;
}

static void a_promised_mic_must_be_there(struct kunit *test)
{
	talk.meddle = move_the_header;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
}

/* A client that has no version leaves out its room; its MIC is at 64. */
static void lose_the_version(struct ntlm_talk *t, size_t leg,
			     struct ssp_wr *token)
{
	struct ssp_span messages[3];
	size_t f;

	if (leg != NTLM_AUTHENTICATE)
		return;
	memmove(token->p + 64, token->p + SSP_NTLM_MIC_AT,
		token->n - SSP_NTLM_MIC_AT);
	token->n -= 8;
	for (f = 12; f < 60; f += 8)
		ssp_put_le32(token->p + f + 4,
			     (token->p[f + 4] | token->p[f + 5] << 8) - 8u);
	token->p[63] &= (u8) ~(SSP_NTLM_VERSION >> 24);
	memset(token->p + 64, 0, SSP_NTLM_KEY);
	messages[0] = ssp_wr_span(&t->token[NTLM_NEGOTIATE]);
	messages[1] = ssp_wr_span(&t->token[NTLM_CHALLENGE]);
	messages[2] = ssp_wr_span(token);
	(void)!ssp_ntlm_mic(t->init->session_key, messages, 64, token->p + 64);
	token->p[64 + 15] ^= *(u8 *)t->arg;
}

static void a_mic_without_a_version(struct kunit *test)
{
	u8 with = 0;

	talk.meddle = lose_the_version;
	talk.arg = &with;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, talk.acc->mic);
	with = 1;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
}

/* The answer of a client that knows of no MIC, with a proof to match. */
static void know_no_mic(struct ntlm_talk *t, struct ssp_wr *token)
{
	const struct ssp_ntlm_cred *cred = t->init_cred;
	const u8 *nonce = t->token[NTLM_CHALLENGE].p + 24;
	struct ssp_ntlm_authenticate m;
	struct ssp_ntlm_response r;
	struct ssp_ntlm_avs avs;
	u8 key[SSP_NTLM_KEY], proof[SSP_NTLM_KEY], wrapped[SSP_NTLM_KEY];

	(void)!ssp_ntlm_authenticate_read(ssp_wr_span(token), &m);
	(void)!ssp_ntlm_response_read(m.nt, &r);
	(void)!ssp_ntlm_avs_read(r.pairs, &avs);
	memset((u8 *)avs.v[SSP_NTLM_AV_FLAGS].p, 0, 4);
	memset((u8 *)m.mic.p, 0, m.mic.n);
	(void)!ssp_ntlm_response_key(cred->nt_hash, &cred->user, &cred->domain,
				     key);
	(void)!ssp_ntlm_prove(key, nonce, r.blob, proof, key);
	memcpy((u8 *)r.proof.p, proof, sizeof(proof));
	memcpy(wrapped, t->init->session_key, sizeof(wrapped));
	ssp_ntlm_wrap_key(key, wrapped);
	memcpy((u8 *)m.key.p, wrapped, sizeof(wrapped));
}

/* And somebody in between, who takes 56 bits out of what it offers. */
static void offer_less(struct ntlm_talk *t, size_t leg, struct ssp_wr *token)
{
	const bool *knows_mic = t->arg;

	if (leg == NTLM_NEGOTIATE)
		token->p[15] &= (u8) ~(SSP_NTLM_56 >> 24);
	if (leg == NTLM_AUTHENTICATE && !*knows_mic)
		know_no_mic(t, token);
}

/*
 * A client that was told the time and sends no MIC is let in, and what came
 * before its proof is as good as whoever carried it: see threat-model.md.
 */
static void who_knows_no_mic_has_none(struct kunit *test)
{
	struct ssp_ctx_info info;
	bool knows_mic = false;

	talk.meddle = offer_less;
	talk.arg = &knows_mic;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	memset(&info, 0, sizeof(info));
	ssp_ntlm_mech.describe(talk.acc, &info);
	KUNIT_EXPECT_FALSE(test, info.wants_mic);
	knows_mic = true;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
}

static void wait_long(struct ntlm_talk *t, size_t leg, struct ssp_wr *token)
{
	(void)token;
	if (leg == NTLM_AUTHENTICATE)
		t->fake->now += *(s64 *)t->arg;
}

static void challenges_do_not_keep(struct kunit *test)
{
	s64 minutes = 60 * (s64)SSP_TICKS_PER_SEC;
	s64 wait = 29 * minutes;

	talk.meddle = wait_long;
	talk.arg = &wait;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	wait = 31 * minutes;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
	wait = -31 * minutes;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
}

static struct kunit_case ntlm_tamper_cases[] = {
	KUNIT_CASE(no_octet_may_change),
	KUNIT_CASE(no_octet_may_be_missing),
	KUNIT_CASE(no_mic_without_our_leave),
	KUNIT_CASE(a_promised_mic_must_be_there),
	KUNIT_CASE(a_mic_without_a_version),
	KUNIT_CASE(who_knows_no_mic_has_none),
	KUNIT_CASE(challenges_do_not_keep),
	{}
};

static struct kunit_suite ntlm_tamper_suite = {
	.name = "ntlm_tamper",
	.init = tamper_init,
	.exit = tamper_exit,
	.test_cases = ntlm_tamper_cases,
};

kunit_test_suites(&ntlm_tamper_suite);
