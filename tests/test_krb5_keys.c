// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Which service keys an acceptor uses, and when it reads them.
 */
#include <kunit/test.h>

#include "core/krb5/krb5.h"
#include "core/krb5/krb5_msg.h"
#include "core/krb5/krb5_replay.h"
#include "core/text.h"
#include "tests/fake_service.h"

static int keys_init(struct kunit *test)
{
	ssp_fake_acceptor_start(test);
	return 0;
}

/* alice's AP-REQ to HTTP/www.example.test, not the same twice. */
static ssp_status knock(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;
	ssp_status st;

	ssp_fake_ap_of(a->fake, &ap);
	st = ssp_fake_acceptor_ap(a, &ap);
	ssp_krb5_replay_clear(&ssp_krb5_replays);
	return st;
}

/* There is none; none may be used; and none is an answer of its own. */
static void no_keys_no_credentials(struct kunit *test)
{
	static const u8 empty[] = { 0x05, 0x02 };
	struct ssp_fake_acceptor *a = test->priv;

	a->fake->keytab = SSP_SPAN(empty);
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, knock(test));
	KUNIT_EXPECT_FALSE(test, a->alert);
	a->fake->keys_st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, knock(test));
	a->fake->keys_st = SEC_E_INTERNAL_ERROR;
	KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR, knock(test));
	/* Of a world without them, and of one that does not know of them. */
	a->fake->keys_st = SEC_E_OK;
	a->fake->keytab = ssp_wr_span(&a->keytab);
	a->fake->env.size = offsetof(struct ssp_env, keys);
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, knock(test));
	a->fake->env.size = sizeof(a->fake->env);
	a->fake->env.keys = NULL;
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, knock(test));
}

static void a_keytab_that_is_none(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;

	a->fake->keytab.n--;
	KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR, knock(test));
	KUNIT_EXPECT_FALSE(test, a->alert);
}

/* A password is not a keytab, and the machine's keys are not that user's. */
static void an_explicit_identity_has_none(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_identity id = { .is_explicit = true };

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_mech.cred_open(&id, SECPKG_CRED_INBOUND,
						&a->cred));
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, knock(test));
	KUNIT_EXPECT_EQ(test, 0u, a->fake->reads);
}

static const struct {
	const char *principal;
	bool may;
} principals[] = {
	{ NULL, true },
	{ "HTTP/www.example.test", true },
	{ "http/WWW.example.test", true },
	{ "HTTP/www.example.test@EXAMPLE.TEST", true },
	{ "HTTP@www.example.test", true },
	{ "HTTP/www.example.test@OTHER.TEST", false },
	{ "HTTP/www.example.tes", false },
	{ "HTTP", false },
	{ "CIFS/www.example.test", false },
	{ "HTTP/www.example.test@", false },
	{ "@EXAMPLE.TEST", false },
};

/* pszPrincipal of AcquireCredentialsHandle. */
static void one_service_alone(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(principals); i++) {
		a->principal = principals[i].principal;
		KUNIT_EXPECT_EQ_MSG(test,
				    principals[i].may ? SEC_E_OK :
							SEC_E_NO_CREDENTIALS,
				    knock(test), "row %zu", i);
		ssp_fake_acceptor_close(a);
	}
}

/* The key says whose the ticket is, whatever stands in front of it. */
static void a_ticket_under_another_name(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;

	ssp_fake_ap_of(a->fake, &ap);
	ap.service.part[0] = "CIFS";
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_TRUE(
		test, ssp_utf16_eq_ascii(a->info.server,
					 "HTTP/www.example.test@EXAMPLE.TEST"));
	KUNIT_EXPECT_TRUE(
		test, ssp_utf16_eq_ascii(a->info.target,
					 "CIFS/www.example.test@EXAMPLE.TEST"));
}

/* Read when needed, kept for a minute. */
static void read_now_and_then(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;

	KUNIT_EXPECT_EQ(test, SEC_E_OK, knock(test));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, knock(test));
	KUNIT_EXPECT_EQ(test, 1u, a->fake->reads);
	a->fake->now += 60 * SSP_TICKS_PER_SEC - 1;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, knock(test));
	KUNIT_EXPECT_EQ(test, 1u, a->fake->reads);
	a->fake->now++;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, knock(test));
	KUNIT_EXPECT_EQ(test, 2u, a->fake->reads);
	/* A clock that was set back makes no key good for ever. */
	a->fake->now--;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, knock(test));
	KUNIT_EXPECT_EQ(test, 3u, a->fake->reads);
	/* What is gone is gone. */
	a->fake->keys_st = SEC_E_NO_CREDENTIALS;
	a->fake->now += 60 * SSP_TICKS_PER_SEC;
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, knock(test));
}

/* A new key is found when the first ticket for it comes. */
static void a_key_that_was_added(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;

	KUNIT_EXPECT_EQ(test, SEC_E_OK, knock(test));
	ssp_fake_ap_of(a->fake, &ap);
	ap.kvno = 4;
	ap.service_key.key[0] ^= 0x80;
	KUNIT_EXPECT_EQ(test, SEC_E_WRONG_PRINCIPAL,
			ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_EQ(test, 2u, a->fake->reads);
	ssp_fake_keytab_add(&a->keytab, &ap.service, 4, &ap.service_key);
	a->fake->keytab = ssp_wr_span(&a->keytab);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_EQ(test, 3u, a->fake->reads);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, knock(test));
	KUNIT_EXPECT_EQ(test, 3u, a->fake->reads);
	/* Which may be impossible, and then it is not the ticket's fault. */
	ap.service_key.key[0] ^= 1;
	a->fake->keys_st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_FALSE(test, a->alert);
}

/* Keys of types that we lack, or that are none, are stepped over. */
static void keys_of_all_kinds(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_krb5_etype odd = *ssp_krb5_etype_find(18);
	struct ssp_krb5_keyblock key = { .et = &odd };
	struct ssp_fake_ap ap;
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_fake_ap_of(a->fake, &ap);
	ssp_fake_keytab(&w);
	odd.id = 23;
	ssp_fake_keytab_add(&w, &ap.service, 3, &key);
	a->fake->keytab = ssp_wr_span(&w);
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, knock(test));
	odd.id = 18;
	odd.key_size = 16;
	ssp_fake_keytab_add(&w, &ap.service, 3, &key);
	a->fake->keytab = ssp_wr_span(&w);
	KUNIT_EXPECT_EQ(test, SEC_E_WRONG_PRINCIPAL, knock(test));
	ssp_fake_keytab_add(&w, &ap.service, 3, &ap.service_key);
	a->fake->keytab = ssp_wr_span(&w);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, knock(test));
	ssp_wr_free(&w);
}

/* Either side needs a credential that is for it. */
static void use_of_credentials(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_identity id = { .is_explicit = false };
	struct ssp_cred_info info = { .expiry = SSP_TIME_NEVER };
	struct ssp_ctx_params p = { .accept = true };
	void *ctx = NULL;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_mech.cred_open(&id, SECPKG_CRED_OUTBOUND,
						&p.cred));
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_krb5_mech.ctx_new(&p, &ctx));
	ssp_krb5_mech.cred_close(p.cred);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_mech.cred_open(&id, SECPKG_CRED_INBOUND,
						&p.cred));
	KUNIT_EXPECT_EQ(test, 0u, a->fake->creds);
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_krb5_mech.cred_query(p.cred, &info));
	/* Before the client has spoken nothing is granted, whoever asks. */
	p.flags = ISC_REQ_CONFIDENTIALITY | ISC_REQ_MUTUAL_AUTH;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_mech.ctx_new(&p, &ctx));
	ssp_krb5_mech.describe(ctx, &a->info);
	KUNIT_EXPECT_EQ(test, 0u, a->info.flags);
	ssp_krb5_mech.ctx_free(ctx);
	ctx = NULL;
	p.flags = 0;
	p.accept = false;
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_krb5_mech.ctx_new(&p, &ctx));
	ssp_krb5_mech.cred_close(p.cred);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_text_utf8.read(SSP_FAKE_SPN, &id.principal));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_mech.cred_open(&id, SECPKG_CRED_INBOUND,
						&p.cred));
	ssp_identity_free(&id);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_mech.cred_query(p.cred, &info));
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&info.name, SSP_FAKE_SPN));
	KUNIT_EXPECT_EQ(test, SSP_TIME_NEVER, info.expiry);
	ssp_utf16_free(&info.name);
	ssp_krb5_mech.cred_close(p.cred);
	KUNIT_EXPECT_EQ(test, 0u, a->fake->reads);
}

static struct kunit_case keys_cases[] = {
	KUNIT_CASE(no_keys_no_credentials),
	KUNIT_CASE(a_keytab_that_is_none),
	KUNIT_CASE(an_explicit_identity_has_none),
	KUNIT_CASE(one_service_alone),
	KUNIT_CASE(a_ticket_under_another_name),
	KUNIT_CASE(read_now_and_then),
	KUNIT_CASE(a_key_that_was_added),
	KUNIT_CASE(keys_of_all_kinds),
	KUNIT_CASE(use_of_credentials),
	{}
};

static struct kunit_suite keys_suite = {
	.name = "krb5_keys",
	.init = keys_init,
	.exit = ssp_fake_acceptor_stop,
	.test_cases = keys_cases,
};

kunit_test_suites(&keys_suite);
