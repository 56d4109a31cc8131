// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's credentials, and whose hash an acceptor takes
 * (core/ntlm/ntlm_cred.c).
 */
#include <kunit/test.h>

#include "core/krb5/krb5.h"
#include "tests/ntlm_talk.h"

static struct ssp_test_memory *memory;
static struct ssp_fake *fake;

static int cred_init(struct kunit *test)
{
	fake = ssp_fake_start(test);
	memory = ssp_test_memory_start(test);
	return 0;
}

static void cred_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
	ssp_fake_stop();
}

static const struct ssp_fake_account accounts[] = {
	{ "alice", "EXAMPLE", "secret" },
	{ "bob", "", "other" },
	{ NULL, NULL, NULL },
};

/* An identity as a caller would have it; NULL for a text that is absent. */
static const struct row {
	const char *name;
	const char *principal;
	const char *user;
	const char *domain;
	const char *password;
	u32 use;
	ssp_status st;
	const char *is; /* NULL when it is nobody */
} rows[] = {
	{ "explicit", NULL, "carol", "LAB", "x", SECPKG_CRED_OUTBOUND, SEC_E_OK,
	  "LAB\\carol" },
	{ "without a domain", NULL, "carol", NULL, "x", SECPKG_CRED_OUTBOUND,
	  SEC_E_OK, "carol" },
	{ "UPN", NULL, "carol@lab.test", "", "x", SECPKG_CRED_OUTBOUND,
	  SEC_E_OK, "carol@lab.test" },
	{ "empty password", NULL, "carol", "LAB", "", SECPKG_CRED_BOTH,
	  SEC_E_OK, "LAB\\carol" },
	{ "no password", NULL, "carol", "LAB", NULL, SECPKG_CRED_INBOUND,
	  SEC_E_OK, "LAB\\carol" },
	{ "nobody's password", NULL, "", "LAB", "x", SECPKG_CRED_OUTBOUND,
	  SEC_E_UNKNOWN_CREDENTIALS, NULL },
	{ "default", NULL, NULL, NULL, NULL, SECPKG_CRED_OUTBOUND, SEC_E_OK,
	  "EXAMPLE\\alice" },
	{ "default, both", NULL, NULL, NULL, NULL, SECPKG_CRED_BOTH, SEC_E_OK,
	  "EXAMPLE\\alice" },
	{ "default of an acceptor", NULL, NULL, NULL, NULL, SECPKG_CRED_INBOUND,
	  SEC_E_OK, NULL },
	{ "named", "bob", NULL, NULL, NULL, SECPKG_CRED_OUTBOUND, SEC_E_OK,
	  "bob" },
	{ "named, not there", "mallory", NULL, NULL, NULL, SECPKG_CRED_OUTBOUND,
	  SEC_E_OK, NULL },
};

static void row_desc(const struct row *r, char *desc)
{
	strcpy(desc, r->name);
}

KUNIT_ARRAY_PARAM(row, rows, row_desc);

static void identity_of(const struct row *r, struct ssp_identity *id)
{
	memset(id, 0, sizeof(*id));
	id->principal = ntlm_talk_text(r->principal);
	id->user = ntlm_talk_text(r->user);
	id->domain = ntlm_talk_text(r->domain);
	id->password = ntlm_talk_text(r->password);
	id->is_explicit = id->user.n || id->domain.n || id->password.n;
}

static void whose_it_is(struct kunit *test)
{
	const struct row *r = test->param_value;
	struct ssp_cred_info info = { .expiry = 0 };
	struct ssp_identity id;
	void *cred = NULL;

	fake->accounts = accounts;
	identity_of(r, &id);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.cred_open(&id, r->use, &cred),
			r->st);
	ssp_identity_free(&id);
	if (r->st < 0) {
		KUNIT_EXPECT_NULL(test, cred);
		return;
	}
	KUNIT_ASSERT_NOT_NULL(test, cred);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.cred_query(cred, &info),
			r->is ? SEC_E_OK : SEC_E_NO_CREDENTIALS);
	if (r->is) {
		KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&info.name, r->is));
		KUNIT_EXPECT_EQ(test, info.expiry, SSP_TIME_NEVER);
	}
	ssp_utf16_free(&info.name);
	ssp_ntlm_mech.cred_close(cred);
}

#define SECRET "878d8014606cda29677A44EFA1353FC7" /* MD4 of "secret" */

static const struct hashed {
	const char *password;
	ssp_status st;
} hasheds[] = {
	{ SECRET, SEC_E_OK },
	{ SECRET "0", SEC_E_UNKNOWN_CREDENTIALS },
	{ "878d8014606cda29677a44efa1353fc", SEC_E_UNKNOWN_CREDENTIALS },
	{ "878d8014606cda29677a44efa1353fcg", SEC_E_UNKNOWN_CREDENTIALS },
	{ "g78d8014606cda29677a44efa1353fc7", SEC_E_UNKNOWN_CREDENTIALS },
	{ "", SEC_E_UNKNOWN_CREDENTIALS },
	{ NULL, SEC_E_UNKNOWN_CREDENTIALS },
};

KUNIT_ARRAY_PARAM(hashed, hasheds, NULL);

/* The hash is as good as the password, to NTLM and to nobody else. */
static void a_hash_for_a_password(struct kunit *test)
{
	const struct hashed *h = test->param_value;
	const struct row r = {
		"", NULL, "alice", "LAB", h->password, 0, 0, NULL
	};
	struct ssp_utf16 secret = ntlm_talk_text("secret");
	struct ssp_identity id;
	struct ssp_ntlm_cred *cred;
	void *state = NULL;
	u8 want[16];

	identity_of(&r, &id);
	id.is_nt_hash = true;
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_mech.cred_open(&id, SECPKG_CRED_BOTH, &state),
			h->st);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_nt_hash(&secret, want), SEC_E_OK);
	ssp_utf16_free(&secret);
	cred = state;
	if (cred)
		SSP_EXPECT_MEMEQ(test, cred->nt_hash, want, sizeof(want));
	ssp_ntlm_mech.cred_close(state);
	KUNIT_EXPECT_EQ(test,
			ssp_krb5_mech.cred_open(&id, SECPKG_CRED_BOTH, &state),
			SEC_E_UNKNOWN_CREDENTIALS);
	KUNIT_EXPECT_EQ(test, fake->opens, 0u);
	ssp_identity_free(&id);
}

/* No source of accounts is one without accounts. */
static void no_source(struct kunit *test)
{
	struct ssp_identity id = { .is_explicit = false };
	struct ssp_cred_info info = { .expiry = 0 };
	struct ssp_host host;
	void *cred;

	fake->env.accounts = NULL;
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_mech.cred_open(&id, SECPKG_CRED_BOTH, &cred),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_mech.cred_query(cred, &info),
			SEC_E_NO_CREDENTIALS);
	ssp_ntlm_mech.cred_close(cred);
	memset(&host, 0xff, sizeof(host));
	ssp_ntlm_host(&host);
	KUNIT_EXPECT_EQ(test, host.computer[0] | host.domain[0] | host.dns[0],
			0);
}

static ssp_status open_and_close(struct kunit *test, void *arg)
{
	struct ssp_cred_info info = { .expiry = 0 };
	void *cred = NULL;
	ssp_status st;

	(void)test;
	st = ssp_ntlm_mech.cred_open(arg, SECPKG_CRED_OUTBOUND, &cred);
	if (st >= 0)
		st = ssp_ntlm_mech.cred_query(cred, &info);
	ssp_utf16_free(&info.name);
	ssp_ntlm_mech.cred_close(cred);
	return st;
}

static void allocations_fail(struct kunit *test)
{
	struct ssp_identity id;

	fake->accounts = accounts;
	identity_of(&rows[0], &id);
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(
				test, memory, open_and_close, NULL, &id),
			(u64)3);
	ssp_identity_free(&id);
	memset(&id, 0, sizeof(id));
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(
				test, memory, open_and_close, NULL, &id),
			(u64)5);
}

static struct kunit_case ntlm_cred_cases[] = {
	KUNIT_CASE_PARAM(whose_it_is, row_gen_params),
	KUNIT_CASE_PARAM(a_hash_for_a_password, hashed_gen_params),
	KUNIT_CASE(no_source),
	KUNIT_CASE(allocations_fail),
	{},
};

static struct kunit_suite ntlm_cred_suite = {
	.name = "ntlm_cred",
	.init = cred_init,
	.exit = cred_exit,
	.test_cases = ntlm_cred_cases,
};

kunit_test_suites(&ntlm_cred_suite);
