// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The platform's hashes, HMAC and AES (platform/crypto.h), against published
 * vectors and, for text in pieces, against the same text in one.
 */
#include "tests/support.h"

#include "platform/crypto.h"

static size_t text_len(const char *s)
{
	return strlen(s);
}

static struct ssp_seg seg_of(u8 *p, size_t n)
{
	return (struct ssp_seg){ .p = p, .n = (u32)n };
}

/*
 * RFC 1321 A.5; FIPS 180-2 appendices A to D and the empty text of the NIST
 * CAVP short-message files.
 */
static const struct hash_vector {
	enum ssp_hash hash;
	const char *text;
	const char *digest;
} hash_vectors[] = {
	{ SSP_HASH_MD5, "", "d41d8cd98f00b204e9800998ecf8427e" },
	{ SSP_HASH_MD5, "a", "0cc175b9c0f1b6a831c399e269772661" },
	{ SSP_HASH_MD5, "abc", "900150983cd24fb0d6963f7d28e17f72" },
	{ SSP_HASH_MD5, "message digest", "f96b697d7cb7938d525a2f31aaf161d0" },
	{ SSP_HASH_MD5, "abcdefghijklmnopqrstuvwxyz",
	  "c3fcd3d76192e4007dfb496cca67e13b" },
	{ SSP_HASH_MD5,
	  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
	  "d174ab98d277d9f5a5611c2c9f419d9f" },
	{ SSP_HASH_MD5,
	  "1234567890123456789012345678901234567890"
	  "1234567890123456789012345678901234567890",
	  "57edf4a22be3c955ac49da2e2107b67a" },
	{ SSP_HASH_SHA1, "", "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
	{ SSP_HASH_SHA1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d" },
	{ SSP_HASH_SHA1,
	  "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "84983e441c3bd26ebaae4aa1f95129e5e54670f1" },
	{ SSP_HASH_SHA256, "",
	  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ SSP_HASH_SHA256, "abc",
	  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ SSP_HASH_SHA256,
	  "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	{ SSP_HASH_SHA384, "",
	  "38b060a751ac96384cd9327eb1b1e36a21fdb71114be0743"
	  "4c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b" },
	{ SSP_HASH_SHA384, "abc",
	  "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"
	  "1a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7" },
	{ SSP_HASH_SHA384,
	  "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
	  "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
	  "09330c33f71147e83d192fc782cd1b4753111b173b3b05d2"
	  "2fa08086e3b0f712fcc7c71a557e2db966c3e9fa91746039" },
};

KUNIT_ARRAY_PARAM(hash_vector, hash_vectors, NULL);

static void hash_gives_published_digests(struct kunit *test)
{
	const struct hash_vector *v = test->param_value;
	size_t size = ssp_hash_size(v->hash);
	struct ssp_seg seg;
	u8 *want, *got;

	KUNIT_ASSERT_EQ(test, ssp_test_unhex(test, v->digest, &want), size);
	got = ssp_test_guarded(test, size);
	seg = seg_of(ssp_test_guarded_copy(test, v->text, text_len(v->text)),
		     text_len(v->text));
	KUNIT_ASSERT_EQ(test, ssp_hash(v->hash, &seg, 1, got), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, got, want, size);
}

static const enum ssp_hash all_hashes[] = { SSP_HASH_MD5, SSP_HASH_SHA1,
					    SSP_HASH_SHA256, SSP_HASH_SHA384 };

KUNIT_ARRAY_PARAM(any_hash, all_hashes, NULL);

static void hash_takes_pieces(struct kunit *test)
{
	enum ssp_hash hash = *(const enum ssp_hash *)test->param_value;
	size_t n = 150, i, j;
	u8 one[SSP_HASH_SIZE_MAX], many[SSP_HASH_SIZE_MAX];
	u8 *text = ssp_test_guarded(test, n);
	struct ssp_seg whole = seg_of(text, n);
	u32 seed = 1;

	ssp_test_rand_fill(&seed, text, n);
	KUNIT_ASSERT_EQ(test, ssp_hash(hash, &whole, 1, one), SEC_E_OK);
	for (i = 0; i <= n; i++) {
		for (j = i; j <= n; j += 1 + i % 23) {
			struct ssp_seg seg[] = {
				seg_of(text, i),
				seg_of(NULL, 0),
				seg_of(text + i, j - i),
				seg_of(text + j, n - j),
			};

			seg[2].flags = SSP_SEG_SIGN_ONLY;
			KUNIT_ASSERT_EQ(test, ssp_hash(hash, seg, 4, many),
					SEC_E_OK);
			SSP_ASSERT_MEMEQ(test, many, one, ssp_hash_size(hash));
		}
	}
}

/* RFC 2202 2 and 3, RFC 4231 4.2 to 4.6; keys and texts in hex. */
#define KEY_25 "0102030405060708090a0b0c0d0e0f10111213141516171819"
#define AA_16 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define DD_10 "dddddddddddddddddddd"
#define CD_10 "cdcdcdcdcdcdcdcdcdcd"
#define DD_50 DD_10 DD_10 DD_10 DD_10 DD_10
#define CD_50 CD_10 CD_10 CD_10 CD_10 CD_10
#define HI_THERE "4869205468657265"
#define JEFE "4a656665"
#define WHAT "7768617420646f2079612077616e7420666f72206e6f7468696e673f"
#define TRUNCATION "546573742057697468205472756e636174696f6e"

static const struct hmac_vector {
	enum ssp_hash hash;
	const char *key;
	const char *text;
	const char *mac;
} hmac_vectors[] = {
	{ SSP_HASH_MD5, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", HI_THERE,
	  "9294727a3638bb1c13f48ef8158bfc9d" },
	{ SSP_HASH_MD5, JEFE, WHAT, "750c783e6ab0b503eaa86e310a5db738" },
	{ SSP_HASH_MD5, AA_16, DD_50, "56be34521d144c88dbb8c733f0e8b3f6" },
	{ SSP_HASH_MD5, KEY_25, CD_50, "697eaf0aca3a3aea3a75164746ffaa79" },
	{ SSP_HASH_MD5, "0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c", TRUNCATION,
	  "56461ef2342edc00f9bab995690efd4c" },
	{ SSP_HASH_SHA1, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", HI_THERE,
	  "b617318655057264e28bc0b6fb378c8ef146be00" },
	{ SSP_HASH_SHA1, JEFE, WHAT,
	  "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79" },
	{ SSP_HASH_SHA1, AA_16 "aaaaaaaa", DD_50,
	  "125d7342b9ac11cd91a39af48aa17b4f63f175d3" },
	{ SSP_HASH_SHA1, KEY_25, CD_50,
	  "4c9007f4026250c6bc8414f9bf50c86c2d7235da" },
	{ SSP_HASH_SHA1, "0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c", TRUNCATION,
	  "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04" },
	{ SSP_HASH_SHA256, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", HI_THERE,
	  "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
	{ SSP_HASH_SHA256, JEFE, WHAT,
	  "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
	{ SSP_HASH_SHA256, AA_16 "aaaaaaaa", DD_50,
	  "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
	{ SSP_HASH_SHA256, KEY_25, CD_50,
	  "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b" },
	{ SSP_HASH_SHA256, "0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c",
	  TRUNCATION, "a3b6167473100ee06e0c796c2955552b" },
	{ SSP_HASH_SHA384, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", HI_THERE,
	  "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec6"
	  "82aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6" },
	{ SSP_HASH_SHA384, JEFE, WHAT,
	  "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47"
	  "e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649" },
	{ SSP_HASH_SHA384, AA_16 "aaaaaaaa", DD_50,
	  "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9feb"
	  "e83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27" },
	{ SSP_HASH_SHA384, KEY_25, CD_50,
	  "3e8a69b7783c25851933ab6290af6ca77a9981480850009c"
	  "c5577c6e1f573b4e6801dd23c4a7d679ccf8a386c674cffb" },
	{ SSP_HASH_SHA384, "0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c",
	  TRUNCATION, "3abf34c3503b2a23a46efc619baef897" },
};

KUNIT_ARRAY_PARAM(hmac_vector, hmac_vectors, NULL);

/* Every length a MAC can be cut to, and the same object over and over. */
static void hmac_gives_published_macs(struct kunit *test)
{
	const struct hmac_vector *v = test->param_value;
	u8 *key, *text, *want, *got;
	struct ssp_hmac *hmac;
	struct ssp_seg seg;
	size_t key_n, n, i;

	key_n = ssp_test_unhex(test, v->key, &key);
	n = ssp_test_unhex(test, v->text, &text);
	seg = seg_of(text, n);
	n = ssp_test_unhex(test, v->mac, &want);
	KUNIT_ASSERT_EQ(test, ssp_hmac_new(v->hash, key, key_n, &hmac),
			SEC_E_OK);
	for (i = 1; i <= n; i++) {
		got = ssp_test_guarded(test, i);
		KUNIT_EXPECT_EQ(test, ssp_hmac(hmac, &seg, 1, got, i),
				SEC_E_OK);
		SSP_EXPECT_MEMEQ(test, got, want, i);
	}
	ssp_hmac_free(hmac);
}

/* RFC 2104 2, by hand: hash of outer key and hash of inner key and text. */
static void hmac_by_hand(struct kunit *test, enum ssp_hash hash, const u8 *key,
			 size_t key_n, const struct ssp_seg *text, u8 *mac)
{
	size_t block = hash == SSP_HASH_SHA384 ? 128 : 64;
	u8 inner[128], outer[128], digest[SSP_HASH_SIZE_MAX];
	struct ssp_seg seg[2];
	size_t i;

	for (i = 0; i < block; i++) {
		inner[i] = 0x36 ^ (i < key_n ? key[i] : 0);
		outer[i] = 0x5c ^ (i < key_n ? key[i] : 0);
	}
	seg[0] = seg_of(inner, block);
	seg[1] = *text;
	KUNIT_ASSERT_EQ(test, ssp_hash(hash, seg, 2, digest), SEC_E_OK);
	seg[0] = seg_of(outer, block);
	seg[1] = seg_of(digest, ssp_hash_size(hash));
	KUNIT_ASSERT_EQ(test, ssp_hash(hash, seg, 2, mac), SEC_E_OK);
}

static void hmac_takes_every_key_and_text_length(struct kunit *test)
{
	enum ssp_hash hash = *(const enum ssp_hash *)test->param_value;
	size_t block = hash == SSP_HASH_SHA384 ? 128 : 64;
	u8 *bytes = ssp_test_guarded(test, 300);
	u8 want[SSP_HASH_SIZE_MAX], got[SSP_HASH_SIZE_MAX];
	size_t size = ssp_hash_size(hash), n;
	struct ssp_hmac *hmac;
	u32 seed = 2;

	ssp_test_rand_fill(&seed, bytes, 300);
	for (n = 0; n <= 300; n++) {
		size_t key_n = n % (block + 1);
		struct ssp_seg text = seg_of(bytes + 300 - n, n);

		hmac_by_hand(test, hash, bytes, key_n, &text, want);
		KUNIT_ASSERT_EQ(test, ssp_hmac_new(hash, bytes, key_n, &hmac),
				SEC_E_OK);
		KUNIT_EXPECT_EQ(test, ssp_hmac(hmac, &text, 1, got, size),
				SEC_E_OK);
		ssp_hmac_free(hmac);
		SSP_ASSERT_MEMEQ(test, got, want, size);
	}
}

static void hmac_refuses_what_it_must(struct kunit *test)
{
	enum ssp_hash hash = *(const enum ssp_hash *)test->param_value;
	size_t block = hash == SSP_HASH_SHA384 ? 128 : 64;
	size_t size = ssp_hash_size(hash);
	u8 bytes[129] = { 0 };
	struct ssp_seg seg = seg_of(bytes, 1);
	struct ssp_hmac *hmac = (void *)bytes;

	KUNIT_EXPECT_EQ(test, ssp_hmac_new(hash, bytes, block + 1, &hmac),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_NULL(test, hmac);
	KUNIT_ASSERT_EQ(test, ssp_hmac_new(hash, bytes, block, &hmac),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_hmac(hmac, &seg, 1, bytes, 0),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_hmac(hmac, &seg, 1, bytes, size + 1),
			SEC_E_INTERNAL_ERROR);
	ssp_hmac_free(hmac);
	ssp_hmac_free(NULL);
}

struct hmac_run {
	struct ssp_test_memory *memory;
	enum ssp_hash hash;
};

/* A key costs memory when it is prepared, and none when it is used. */
static ssp_status prepare_and_use(struct kunit *test, void *arg)
{
	struct hmac_run *run = arg;
	u8 bytes[64] = { 0 }, mac[SSP_HASH_SIZE_MAX];
	struct ssp_seg seg = seg_of(bytes, sizeof(bytes));
	struct ssp_hmac *hmac;
	ssp_status st;
	u64 calls;

	st = ssp_hmac_new(run->hash, bytes, 16, &hmac);
	if (st < 0) {
		KUNIT_EXPECT_NULL(test, hmac);
		return st;
	}
	calls = run->memory->calls;
	st = ssp_hmac(hmac, &seg, 1, mac, 12);
	KUNIT_EXPECT_EQ(test, run->memory->calls, calls);
	ssp_hmac_free(hmac);
	return st;
}

static void hmac_allocates_when_prepared(struct kunit *test)
{
	struct hmac_run run = {
		.memory = ssp_test_memory_start(test),
		.hash = *(const enum ssp_hash *)test->param_value,
	};

	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(
				test, run.memory, prepare_and_use, NULL, &run),
			0);
	ssp_test_memory_stop(test, run.memory);
}

static void memeq_sees_every_bit(struct kunit *test)
{
	u8 *a = ssp_test_guarded(test, 33);
	u8 *b = ssp_test_guarded(test, 33);
	size_t i;

	KUNIT_EXPECT_TRUE(test, ssp_memeq_ct(a, b, 33));
	KUNIT_EXPECT_TRUE(test, ssp_memeq_ct(NULL, NULL, 0));
	for (i = 0; i < 33 * 8; i++) {
		b[i / 8] ^= 1 << i % 8;
		KUNIT_EXPECT_FALSE(test, ssp_memeq_ct(a, b, 33));
		b[i / 8] ^= 1 << i % 8;
	}
	b[32] ^= 1;
	KUNIT_EXPECT_TRUE(test, ssp_memeq_ct(a, b, 32));
}

static struct kunit_case hash_cases[] = {
	KUNIT_CASE_PARAM(hash_gives_published_digests, hash_vector_gen_params),
	KUNIT_CASE_PARAM(hash_takes_pieces, any_hash_gen_params),
	KUNIT_CASE_PARAM(hmac_gives_published_macs, hmac_vector_gen_params),
	KUNIT_CASE_PARAM(hmac_takes_every_key_and_text_length,
			 any_hash_gen_params),
	KUNIT_CASE_PARAM(hmac_refuses_what_it_must, any_hash_gen_params),
	KUNIT_CASE_PARAM(hmac_allocates_when_prepared, any_hash_gen_params),
	KUNIT_CASE(memeq_sees_every_bit),
	{}
};

static struct kunit_suite hash_suite = {
	.name = "crypto_hash",
	.test_cases = hash_cases,
};

kunit_test_suites(&hash_suite);
