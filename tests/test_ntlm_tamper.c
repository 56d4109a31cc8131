// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Somebody between NTLM's two ends: whatever is changed, cut or kept for later
 * is refused by one of them.
 */
#include <kunit/test.h>

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
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
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
