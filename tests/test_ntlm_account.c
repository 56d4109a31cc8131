// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's acceptor and the accounts it knows: who is let in, and as whom
 * (core/ntlm/ntlm_accept.c, ntlm_cred.c).
 */
#include <kunit/test.h>

#include "tests/ntlm_talk.h"

static struct ssp_test_memory *memory;
static struct ntlm_talk talk;

static int account_init(struct kunit *test)
{
	struct ssp_fake *fake = ssp_fake_start(test);

	memory = ssp_test_memory_start(test);
	ntlm_talk_start(test, fake, &talk);
	return 0;
}

static void account_exit(struct kunit *test)
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

static void expect_name(struct kunit *test, const struct ssp_utf16 *got,
			const char *want)
{
	KUNIT_ASSERT_NOT_NULL(test, got);
	KUNIT_EXPECT_TRUE_MSG(test, ssp_utf16_eq_ascii(got, want), "not %s",
			      want);
}

static const struct who {
	const char *name;
	const char *user;
	const char *domain;
	const char *password;
	const char *seen; /* NULL when refused */
} whos[] = {
	{ "alice", "alice", "EXAMPLE", "secret", "EXAMPLE\\alice" },
	/* Other spellings are the same account, and are told as that. */
	{ "ALICE", "ALICE", "EXAMPLE", "secret", "EXAMPLE\\alice" },
	{ "example", "alice", "example", "secret", "EXAMPLE\\alice" },
	{ "no domain", "alice", "", "secret", "EXAMPLE\\alice" },
	{ "another domain", "alice", "OTHER", "secret", NULL },
	{ "wrong password", "alice", "EXAMPLE", "Secret", NULL },
	{ "no password", "alice", "EXAMPLE", "", NULL },
	{ "unknown", "mallory", "EXAMPLE", "secret", NULL },
	/* Found under any domain, and of none. */
	{ "an empty password that is right", "empty", "EXAMPLE", "", "empty" },
	{ "one that is not", "empty", "ANY", "x", NULL },
};

static void who_desc(const struct who *w, char *desc)
{
	strcpy(desc, w->name);
}

KUNIT_ARRAY_PARAM(who, whos, who_desc);

static void who_is_let_in(struct kunit *test)
{
	const struct who *w = test->param_value;
	struct ssp_ctx_info info;

	talk.user = w->user;
	talk.domain = w->domain;
	talk.password = w->password;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk),
			w->seen ? SEC_E_OK : SEC_E_LOGON_DENIED);
	/* Only the acceptor can tell. */
	KUNIT_EXPECT_EQ(test, talk.init_st, SEC_E_OK);
	KUNIT_EXPECT_EQ(test, talk.fake->lookups, 1u);
	describe(talk.acc, &info);
	KUNIT_EXPECT_EQ(test, info.negotiation,
			w->seen ? SECPKG_NEGOTIATION_COMPLETE :
				  SECPKG_NEGOTIATION_IN_PROGRESS);
	if (w->seen) {
		expect_name(test, info.client, w->seen);
	} else {
		KUNIT_EXPECT_EQ(test, info.flags, 0u);
		KUNIT_EXPECT_EQ(test, info.session_key.n, 0);
		KUNIT_EXPECT_NULL(test, info.client);
	}
}

/* Is that somebody alice, of the initiator's explicit credential? */
static void expect_alice(struct kunit *test, const struct ssp_utf16 *user,
			 const struct ssp_utf16 *domain, bool alice)
{
	struct ssp_ntlm_cred account;

	memset(&account, 0, sizeof(account));
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_account_find(talk.init_cred, user, domain,
					      &account),
			alice ? SEC_E_OK : SEC_E_LOGON_DENIED);
	KUNIT_EXPECT_EQ(test, account.known, alice);
	if (alice) {
		expect_name(test, &account.user, NTLM_USER);
		expect_name(test, &account.domain, NTLM_DOMAIN);
		KUNIT_EXPECT_NE(test, account.nt_hash[0] | account.nt_hash[15],
				0);
	}
	ssp_ntlm_account_free(&account);
	KUNIT_EXPECT_FALSE(test, account.known);
	KUNIT_EXPECT_EQ(test, account.nt_hash[0] | account.nt_hash[15], 0);
}

/* Whoever made the acceptor's credential may come in with it. */
static void the_acceptors_own(struct kunit *test)
{
	static const struct ssp_utf16 nobody = { NULL, 0 };
	struct ssp_utf16 user = ntlm_talk_text("aLICE");
	struct ssp_utf16 domain = ntlm_talk_text("example");
	struct ssp_utf16 other = ntlm_talk_text("OTHER");
	struct ssp_ctx_info info;

	talk.fake->accounts = NULL;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
	KUNIT_EXPECT_EQ(test, talk.fake->lookups, 1u);
	/* An explicit credential is the same for either side. */
	expect_alice(test, &user, &domain, true);
	expect_alice(test, &user, &nobody, true);
	KUNIT_EXPECT_EQ(test, talk.fake->lookups, 1u);
	expect_alice(test, &user, &other, false);
	expect_alice(test, &other, &domain, false);
	KUNIT_EXPECT_EQ(test, talk.fake->lookups, 3u);
	ssp_utf16_free(&user);
	ssp_utf16_free(&domain);
	ssp_utf16_free(&other);

	talk.own = true;
	KUNIT_ASSERT_EQ(test, ntlm_talk_run(&talk), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, talk.fake->lookups, 3u);
	describe(talk.acc, &info);
	expect_name(test, info.client, "EXAMPLE\\alice");
}

/* What a source says must be somebody. */
static void sources_have_names(struct kunit *test)
{
	static const struct ssp_fake_account nameless[] = {
		{ "", "", NTLM_PASSWORD },
		{ NULL, NULL, NULL },
	};
	struct ssp_ntlm_cred account = { .known = false };
	struct ssp_utf16 nobody = { NULL, 0 };

	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	talk.fake->accounts = nameless;
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_account_find(talk.acc_cred, &nobody, &nobody,
					      &account),
			SEC_E_INTERNAL_ERROR);
	ssp_ntlm_account_free(&account);
}

static void sources_fail_closed(struct kunit *test)
{
	talk.fake->lookup_st = SEC_E_INTERNAL_ERROR;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_INTERNAL_ERROR);
	talk.fake->lookup_st = SEC_E_OK;
	talk.fake->env.accounts = NULL;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
	talk.fake->env.accounts = &ssp_fake_account_source;
	talk.fake->random_st = SEC_E_INTERNAL_ERROR;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_INTERNAL_ERROR);
}

/* A client that has a password, but no name. */
static void lose_the_name(struct ntlm_talk *t, size_t leg, struct ssp_wr *token)
{
	struct ssp_ntlm_cred *cred = t->init_cred;

	(void)token;
	if (leg == NTLM_NEGOTIATE)
		ssp_utf16_free(&cred->user);
}

static void no_name_is_no_account(struct kunit *test)
{
	static const struct ssp_fake_account nameless[] = {
		{ "", "", NTLM_PASSWORD },
		{ NULL, NULL, NULL },
	};

	talk.fake->accounts = nameless;
	talk.meddle = lose_the_name;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
	KUNIT_EXPECT_EQ(test, talk.fake->lookups, 0u);
}

/* A client that guesses what stands in for an unknown account's hash. */
static void guess_the_hash(struct ntlm_talk *t, size_t leg,
			   struct ssp_wr *token)
{
	struct ssp_ntlm_cred *cred = t->init_cred;
	u8 i;

	(void)token;
	for (i = 0; leg == NTLM_NEGOTIATE && i < SSP_NTLM_KEY; i++)
		cred->nt_hash[i] = i;
	if (leg == NTLM_AUTHENTICATE)
		t->fake->random = 0;
}

static void unknown_is_unknown(struct kunit *test)
{
	talk.user = "mallory";
	talk.meddle = guess_the_hash;
	KUNIT_EXPECT_EQ(test, ntlm_talk_run(&talk), SEC_E_LOGON_DENIED);
}

static struct kunit_case ntlm_account_cases[] = {
	KUNIT_CASE_PARAM(who_is_let_in, who_gen_params),
	KUNIT_CASE(the_acceptors_own),
	KUNIT_CASE(sources_have_names),
	KUNIT_CASE(sources_fail_closed),
	KUNIT_CASE(no_name_is_no_account),
	KUNIT_CASE(unknown_is_unknown),
	{}
};

static struct kunit_suite ntlm_account_suite = {
	.name = "ntlm_account",
	.init = account_init,
	.exit = account_exit,
	.test_cases = ntlm_account_cases,
};

kunit_test_suites(&ntlm_account_suite);
