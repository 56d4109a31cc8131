// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * MD4 (RFC 1320) and RC4 (RFC 6229), which are our own.
 */
#include <kunit/test.h>

#include "core/md4.h"
#include "core/rc4.h"
#include "tests/support.h"

/* RFC 1320 A.5. */
static const struct digest {
	const char *text;
	const char *md4;
} digests[] = {
	{ "", "31d6cfe0d16ae931b73c59d7e0c089c0" },
	{ "a", "bde52cb31de33e46245e05fbdbd6fb24" },
	{ "abc", "a448017aaf21d8525fc10ae87aa6729d" },
	{ "message digest", "d9130a8164549fe818874806e1c7014b" },
	{ "abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9" },
	{ "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
	  "043f8582f241db351ce627e153e7f0e4" },
	{ "1234567890123456789012345678901234567890"
	  "1234567890123456789012345678901234567890",
	  "e33b4ddc9c38f2199c3e7b164fcc0536" },
};

KUNIT_ARRAY_PARAM(digest, digests, NULL);

static void md4_gives_published_digests(struct kunit *test)
{
	const struct digest *d = test->param_value;
	size_t n = strlen(d->text);
	struct ssp_span text = { ssp_test_guarded_copy(test, d->text, n), n };
	u8 *want, *got = ssp_test_guarded(test, SSP_MD4_SIZE);

	ssp_test_unhex(test, d->md4, &want);
	ssp_md4(text, got);
	SSP_EXPECT_MEMEQ(test, got, want, SSP_MD4_SIZE);
}

/* 0x78 so many times, against OpenSSL's: the padding's edges. */
static const struct edge {
	size_t n;
	const char *md4;
} edges[] = {
	{ 55, "92f32bb82c95ad10e8f87ae58ab06807" },
	{ 56, "374d5f08103b7092c83b4626ebceffab" },
	{ 57, "eebaefd8f3ba932d44239a789c38317a" },
	{ 63, "2870452596e98fffd48332289b3472b9" },
	{ 64, "b1abf956a5ae6f3221e5fe85e300fbb0" },
	{ 65, "afc1a3308fc176a53238a09aeddec2e6" },
	{ 119, "b55ae15e41e55643b0c3daad5e05c905" },
	{ 120, "d8f9adfc41ec43552619606c70cfd287" },
	{ 127, "52de10b34a64d0f7d57eb11be1b7260d" },
	{ 128, "7c087dd92a6743e09f3763a6d99c9d26" },
	{ 200, "ebd2de6bd766c2812cd60598d8d1c69f" },
};

KUNIT_ARRAY_PARAM(edge, edges, NULL);

static void md4_at_the_edges_of_blocks(struct kunit *test)
{
	const struct edge *e = test->param_value;
	u8 *text = ssp_test_guarded(test, e->n);
	u8 *want, got[SSP_MD4_SIZE];

	memset(text, 'x', e->n);
	ssp_test_unhex(test, e->md4, &want);
	ssp_md4((struct ssp_span){ text, e->n }, got);
	SSP_EXPECT_MEMEQ(test, got, want, SSP_MD4_SIZE);
}

/* RFC 6229 2: key stream at offsets 0, 1536 and 4096. */
static const struct stream {
	const char *key;
	const char *at_0;
	const char *at_1536;
	const char *at_4096;
} streams[] = {
	{ "0102030405", "b2396305f03dc027ccc3524a0a1118a8",
	  "d8729db41882259bee4f825325f5a130",
	  "ff25b58995996707e51fbdf08b34d875" },
	{ "01020304050607", "293f02d47f37c9b633f2af5285feb46b",
	  "78b272c96e42eab4c60bd914e39d06e3",
	  "e74b0b9731227fd37c0ec08a47ddd8b8" },
	{ "0102030405060708090a0b0c0d0e0f10",
	  "9ac7cc9a609d1ef7b2932899cde41b97",
	  "ffa0b514647ec04f6306b892ae661181",
	  "a36a4c301ae8ac13610ccbc12256cacc" },
};

KUNIT_ARRAY_PARAM(stream, streams, NULL);

static void rc4_gives_published_streams(struct kunit *test)
{
	const struct stream *v = test->param_value;
	u8 *key, *want, *got = ssp_test_guarded(test, 4112);
	size_t n = ssp_test_unhex(test, v->key, &key);
	struct ssp_rc4 c;

	memset(got, 0, 4112);
	ssp_rc4_init(&c, key, n);
	ssp_rc4(&c, got, 4112);
	ssp_test_unhex(test, v->at_0, &want);
	SSP_EXPECT_MEMEQ(test, got, want, 16);
	ssp_test_unhex(test, v->at_1536, &want);
	SSP_EXPECT_MEMEQ(test, got + 1536, want, 16);
	ssp_test_unhex(test, v->at_4096, &want);
	SSP_EXPECT_MEMEQ(test, got + 4096, want, 16);
}

static void rc4_goes_on_where_it_was(struct kunit *test)
{
	static const u8 key[] = { 1, 2, 3, 4, 5 };
	u8 whole[300] = { 0 }, parts[300] = { 0 };
	struct ssp_rc4 c, copy;
	size_t at = 0, n = 0;

	ssp_rc4_init(&c, key, sizeof(key));
	copy = c;
	ssp_rc4(&c, whole, sizeof(whole));
	for (; at < sizeof(parts); at += n, n++) {
		n = ssp_min(n, sizeof(parts) - at);
		ssp_rc4(&copy, parts + at, n);
	}
	SSP_EXPECT_MEMEQ(test, parts, whole, sizeof(whole));
	SSP_EXPECT_MEMEQ(test, &copy, &c, sizeof(c));
	ssp_rc4(&c, NULL, 0);
	SSP_EXPECT_MEMEQ(test, &copy, &c, sizeof(c));
}

static struct kunit_case legacy_crypto_cases[] = {
	KUNIT_CASE_PARAM(md4_gives_published_digests, digest_gen_params),
	KUNIT_CASE_PARAM(md4_at_the_edges_of_blocks, edge_gen_params),
	KUNIT_CASE_PARAM(rc4_gives_published_streams, stream_gen_params),
	KUNIT_CASE(rc4_goes_on_where_it_was),
	{}
};

static struct kunit_suite legacy_crypto_suite = {
	.name = "legacy_crypto",
	.test_cases = legacy_crypto_cases,
};

kunit_test_suites(&legacy_crypto_suite);
