// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/ntlm/ntlm_key.c against MS-NLMP 4.2.4 and a captured exchange.
 */
#include <kunit/test.h>

#include "core/ntlm/ntlm_msg.h"
#include "tests/support.h"
#include "tests/vectors/ntlm.h"

static struct ssp_test_memory *memory;

static int key_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void key_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

static struct ssp_utf16 text(struct kunit *test, const char *s)
{
	struct ssp_span span = { (const u8 *)s, strlen(s) };
	struct ssp_utf16 out;

	KUNIT_ASSERT_EQ(test, ssp_utf16_from_utf8(span, &out), SEC_E_OK);
	return out;
}

static void expect(struct kunit *test, const u8 *got, const char *want)
{
	struct ssp_span w = ssp_test_hex(test, want);

	SSP_EXPECT_MEMEQ(test, got, w.p, w.n);
}

static const struct who {
	const char *user;
	const char *domain;
	const char *password;
	const char *nt_hash;
	const char *key;
} whos[] = {
	/* 4.2.2.1.2 and 4.2.4.1.1, whatever the case of the user. */
	{ "User", "Domain", "Password", "a4f49c406510bdcab6824ee7c30fd852",
	  "0c868a403bfd7a93a3001ef22ef02e3f" },
	{ "uSER", "Domain", "Password", "a4f49c406510bdcab6824ee7c30fd852",
	  "0c868a403bfd7a93a3001ef22ef02e3f" },
	{ "User", "Domain", "", "31d6cfe0d16ae931b73c59d7e0c089c0",
	  "7b88e8919e1e3aea963ac347f278b1c9" },
	{ "Administrator", "WS2008R2", "P@ssw0rd",
	  "e19ccf75ee54e06b06a5907af13cef42",
	  "22fe5b1bc73d136282aef78e70c8dd58" },
};

KUNIT_ARRAY_PARAM(who, whos, NULL);

static void passwords_to_keys(struct kunit *test)
{
	const struct who *w = test->param_value;
	struct ssp_utf16 user = text(test, w->user);
	struct ssp_utf16 domain = text(test, w->domain);
	struct ssp_utf16 password = text(test, w->password);
	u8 hash[SSP_NTLM_KEY], key[SSP_NTLM_KEY];

	KUNIT_EXPECT_EQ(test, ssp_ntlm_nt_hash(&password, hash), SEC_E_OK);
	expect(test, hash, w->nt_hash);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_response_key(hash, &user, &domain, key),
			SEC_E_OK);
	expect(test, key, w->key);
	ssp_utf16_free(&user);
	ssp_utf16_free(&domain);
	ssp_utf16_free(&password);
}

/* The domain is taken as it is. */
static void the_domain_has_a_case(struct kunit *test)
{
	struct ssp_utf16 user = text(test, "User");
	struct ssp_utf16 domain = text(test, "DOMAIN");
	u8 key[SSP_NTLM_KEY];
	struct ssp_span hash =
		ssp_test_hex(test, "a4f49c406510bdcab6824ee7c30fd852");
	struct ssp_span other =
		ssp_test_hex(test, "0c868a403bfd7a93a3001ef22ef02e3f");

	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_response_key(hash.p, &user, &domain, key),
			SEC_E_OK);
	KUNIT_EXPECT_NE(test, memcmp(key, other.p, sizeof(key)), 0);
	ssp_utf16_free(&user);
	ssp_utf16_free(&domain);
}

#define DOC_KEY "0c868a403bfd7a93a3001ef22ef02e3f"
#define DOC_NONCE "0123456789abcdef"
#define DOC_BASE "8de40ccadbc14a82f15cb0ad0de95ca3"
#define DOC_EXPORTED "55555555555555555555555555555555"

/* 4.2.4.1.3, 4.2.4.2. */
static void responses(struct kunit *test)
{
	u8 proof[SSP_NTLM_KEY], base[SSP_NTLM_KEY];
	u8 lm[SSP_NTLM_KEY + SSP_NTLM_NONCE];
	u8 exported[SSP_NTLM_KEY];

	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_prove(ssp_test_hex(test, DOC_KEY).p,
				       ssp_test_hex(test, DOC_NONCE).p,
				       ssp_test_hex(test, NTLM_DOC_BLOB), proof,
				       base),
			SEC_E_OK);
	expect(test, proof, "68cd0ab851e51c96aabc927bebef6a1c");
	expect(test, base, DOC_BASE);
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_lm_response(
				ssp_test_hex(test, DOC_KEY).p,
				ssp_test_hex(test, DOC_NONCE).p,
				ssp_test_hex(test, "aaaaaaaaaaaaaaaa").p, lm),
			SEC_E_OK);
	expect(test, lm, "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
	memset(exported, 0x55, sizeof(exported));
	ssp_ntlm_wrap_key(base, exported);
	expect(test, exported, "c5dad2544fc9799094ce1ce90bc9d03e");
	ssp_ntlm_wrap_key(base, exported);
	expect(test, exported, DOC_EXPORTED);
}

static const struct derived {
	enum ssp_ntlm_from from;
	const char *sign;
	const char *seal[3]; /* 128, 56, 40 bits */
} deriveds[] = {
	{ SSP_NTLM_CLIENT,
	  "4788dc861b4782f35d43fd98fe1a2d39",
	  { "59f600973cc4960a25480a7c196e4c58",
	    "a5f7253c1065e8d3d68642040e71cfe0",
	    "42f964a471091a02ff4a77455366e4e5" } },
	{ SSP_NTLM_SERVER,
	  "d04d6f10741041d1d246d64188d7a8ad",
	  { "9355f3a957c1583d25c4c2f11e40390e",
	    "583e2f98959b385cd158f3734b5f5d3f",
	    "c5d3853b406b7c1241c595f0ce0750e2" } },
};

KUNIT_ARRAY_PARAM(derived, deriveds, NULL);

static void keys_of_messages(struct kunit *test)
{
	static const u32 bits[] = { 128, 56, 40 };
	const struct derived *d = test->param_value;
	u8 exported[SSP_NTLM_KEY], key[SSP_NTLM_KEY];
	size_t i;

	memset(exported, 0x55, sizeof(exported));
	KUNIT_EXPECT_EQ(test, ssp_ntlm_sign_key(exported, d->from, key),
			SEC_E_OK);
	expect(test, key, d->sign);
	for (i = 0; i < ARRAY_SIZE(bits); i++) {
		KUNIT_EXPECT_EQ(test,
				ssp_ntlm_seal_key(exported, d->from, bits[i],
						  key),
				SEC_E_OK);
		expect(test, key, d->seal[i]);
	}
}

static void keys_of_nobody(struct kunit *test)
{
	static const u8 zero[SSP_NTLM_KEY];
	u8 key[SSP_NTLM_KEY];

	KUNIT_EXPECT_EQ(test, ssp_ntlm_sign_key(zero, SSP_NTLM_CLIENT, key),
			SEC_E_OK);
	expect(test, key, "6383c35421545bf6fa31abe14e21e75a");
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_seal_key(zero, SSP_NTLM_CLIENT, 128, key),
			SEC_E_OK);
	expect(test, key, "81fa8be2c10f89b47a7ddada99ca3bc4");
}

/* The whole of the captured exchange, from its password to its MIC. */
static void captured_exchange(struct kunit *test)
{
	const struct ssp_span messages[3] = {
		ssp_test_hex(test, NTLM_WIN7_NEGOTIATE),
		ssp_test_hex(test, NTLM_WIN7_CHALLENGE),
		ssp_test_hex(test, NTLM_WIN7_AUTHENTICATE),
	};
	u8 proof[SSP_NTLM_KEY], base[SSP_NTLM_KEY], mic[SSP_NTLM_KEY];
	struct ssp_ntlm_authenticate m;
	struct ssp_ntlm_challenge c;
	struct ssp_ntlm_response r;

	KUNIT_ASSERT_EQ(test, ssp_ntlm_challenge_read(messages[1], &c),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_authenticate_read(messages[2], &m),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_response_read(m.nt, &r), SEC_E_OK);
	KUNIT_EXPECT_EQ(
		test,
		ssp_ntlm_prove(
			ssp_test_hex(test, "22fe5b1bc73d136282aef78e70c8dd58").p,
			c.nonce.p, r.blob, proof, base),
		SEC_E_OK);
	expect(test, proof, "5a6a21ae1a44c044693eee59fc5d81e0");
	SSP_EXPECT_MEMEQ(test, proof, r.proof.p, sizeof(proof));
	expect(test, base, "9bd3f8be97c125f9e2f02bb60eb53ec7");
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_mic(base, messages, SSP_NTLM_MIC_AT, mic),
			SEC_E_OK);
	expect(test, mic, "f054a542b090b66c1fea1a2cc82e930b");
	SSP_EXPECT_MEMEQ(test, mic, m.mic.p, sizeof(mic));
}

static ssp_status all_of_it(struct kunit *test, void *arg)
{
	static const u8 nonce[SSP_NTLM_NONCE];
	struct ssp_utf16 *name = arg;
	u8 hash[SSP_NTLM_KEY], key[SSP_NTLM_KEY], base[SSP_NTLM_KEY];
	u8 lm[SSP_NTLM_KEY + SSP_NTLM_NONCE];
	ssp_status st;

	(void)test;
	st = ssp_ntlm_nt_hash(name, hash);
	if (st >= 0)
		st = ssp_ntlm_response_key(hash, name, name, key);
	if (st >= 0)
		st = ssp_ntlm_prove(key, nonce, SSP_SPAN(nonce), hash, base);
	if (st >= 0)
		st = ssp_ntlm_lm_response(key, nonce, nonce, lm);
	return st;
}

static void allocations_fail(struct kunit *test)
{
	struct ssp_utf16 name = text(test, "somebody");

	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, memory, all_of_it,
							NULL, &name),
			(u64)0);
	ssp_utf16_free(&name);
}

static struct kunit_case ntlm_key_cases[] = {
	KUNIT_CASE_PARAM(passwords_to_keys, who_gen_params),
	KUNIT_CASE(the_domain_has_a_case),
	KUNIT_CASE(responses),
	KUNIT_CASE_PARAM(keys_of_messages, derived_gen_params),
	KUNIT_CASE(keys_of_nobody),
	KUNIT_CASE(captured_exchange),
	KUNIT_CASE(allocations_fail),
	{}
};

static struct kunit_suite ntlm_key_suite = {
	.name = "ntlm_key",
	.init = key_init,
	.exit = key_exit,
	.test_cases = ntlm_key_cases,
};

kunit_test_suites(&ntlm_key_suite);
