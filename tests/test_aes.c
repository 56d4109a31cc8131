// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The platform's AES (platform/crypto.h): published vectors, ciphertext
 * stealing by hand, and text in every kind of pieces.
 */
#include "tests/support.h"

#include "platform/crypto.h"

#define SPLIT_MAX 80

static struct ssp_seg seg_of(u8 *p, size_t n)
{
	return (struct ssp_seg){ .p = p, .n = (u32)n };
}

static struct ssp_aes *new_key(struct kunit *test, const u8 *key, size_t n,
			       enum ssp_aes_dir dir)
{
	struct ssp_aes *aes;

	KUNIT_ASSERT_EQ(test, ssp_aes_new(key, n, dir, &aes), SEC_E_OK);
	return aes;
}

/* FIPS 197 C.1 and C.3. */
static const struct block_vector {
	size_t key_size;
	const char *out;
} block_vectors[] = {
	{ 16, "69c4e0d86a7b0430d8cdb78070b4c55a" },
	{ 32, "8ea2b7ca516745bfeafc49904b496089" },
};

KUNIT_ARRAY_PARAM(block_vector, block_vectors, NULL);

static void block_gives_published_text(struct kunit *test)
{
	const struct block_vector *v = test->param_value;
	u8 key[32], *in, *out, *want;
	struct ssp_aes *aes;
	u8 i;

	for (i = 0; i < 32; i++)
		key[i] = i;
	ssp_test_unhex(test, "00112233445566778899aabbccddeeff", &in);
	ssp_test_unhex(test, v->out, &want);
	out = ssp_test_guarded(test, 16);
	aes = new_key(test, key, v->key_size, SSP_AES_ENCRYPT);
	KUNIT_EXPECT_EQ(test, ssp_aes_block(aes, in, out), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, out, want, 16);
	KUNIT_EXPECT_EQ(test, ssp_aes_block(aes, in, in), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, in, want, 16);
	ssp_aes_free(aes);
}

static void keys_are_checked(struct kunit *test)
{
	u8 key[33] = { 0 };
	struct ssp_aes *aes;
	size_t n;

	for (n = 0; n <= 33; n++) {
		aes = (void *)key;
		if (n == 16 || n == 32)
			continue;
		KUNIT_EXPECT_EQ(test,
				ssp_aes_new(key, n, SSP_AES_ENCRYPT, &aes),
				SEC_E_INTERNAL_ERROR);
		KUNIT_EXPECT_NULL(test, aes);
	}
	aes = new_key(test, key, 16, SSP_AES_DECRYPT);
	KUNIT_EXPECT_EQ(test, ssp_aes_block(aes, key, key),
			SEC_E_INTERNAL_ERROR);
	ssp_aes_free(aes);
	ssp_aes_free(NULL);
}

/* RFC 3962 appendix B. */
static const u8 cts_key[] = "chicken teriyaki";
static const u8 cts_text[] =
	"I would like the General Gau's Chicken, please, and wonton soup.";

static const char *const cts_vectors[] = {
	"c6353568f2bf8cb4d8a580362da7ff7f97",
	"fc00783e0efdb2c1d445d4c8eff7ed2297687268d6ecccc0c07b25e25ecfe5",
	"39312523a78662d5be7fcbcc98ebf5a897687268d6ecccc0c07b25e25ecfe584",
	"97687268d6ecccc0c07b25e25ecfe584b3fffd940c16a18c1b5549d2f838029e"
	"39312523a78662d5be7fcbcc98ebf5",
	"97687268d6ecccc0c07b25e25ecfe5849dad8bbb96c4cdc03bc103e1a194bbd8"
	"39312523a78662d5be7fcbcc98ebf5a8",
	"97687268d6ecccc0c07b25e25ecfe58439312523a78662d5be7fcbcc98ebf5a8"
	"4807efe836ee89a526730dbc2f7bc8409dad8bbb96c4cdc03bc103e1a194bbd8",
};

KUNIT_ARRAY_PARAM(cts_vector, cts_vectors, NULL);

static void cts_gives_published_text(struct kunit *test)
{
	const char *hex = *(const char *const *)test->param_value;
	struct ssp_aes *enc = new_key(test, cts_key, 16, SSP_AES_ENCRYPT);
	struct ssp_aes *dec = new_key(test, cts_key, 16, SSP_AES_DECRYPT);
	struct ssp_seg seg;
	u8 *want, *text;
	size_t n;

	n = ssp_test_unhex(test, hex, &want);
	text = ssp_test_guarded_copy(test, cts_text, n);
	seg = seg_of(text, n);
	KUNIT_EXPECT_EQ(test, ssp_aes_cts(enc, &seg, 1), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, text, want, n);
	KUNIT_EXPECT_EQ(test, ssp_aes_cts(dec, &seg, 1), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, text, cts_text, n);
	ssp_aes_free(enc);
	ssp_aes_free(dec);
}

static void cts_of_one_block_is_cbc(struct kunit *test)
{
	struct ssp_aes *enc = new_key(test, cts_key, 16, SSP_AES_ENCRYPT);
	struct ssp_aes *dec = new_key(test, cts_key, 16, SSP_AES_DECRYPT);
	u8 *text = ssp_test_guarded_copy(test, cts_text, 16);
	struct ssp_seg seg = seg_of(text, 16);
	u8 want[16];

	KUNIT_EXPECT_EQ(test, ssp_aes_block(enc, cts_text, want), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_aes_cts(enc, &seg, 1), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, text, want, 16);
	KUNIT_EXPECT_EQ(test, ssp_aes_cts(dec, &seg, 1), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, text, cts_text, 16);
	ssp_aes_free(enc);
	ssp_aes_free(dec);
}

/*
 * RFC 3962 5 as it is written: CBC over the text padded with zeros, then the
 * last two blocks change places and the text is cut to its length.
 */
static void cts_by_hand(struct kunit *test, struct ssp_aes *aes, u8 *text,
			size_t n)
{
	u8 block[SPLIT_MAX + 16] = { 0 }, iv[16] = { 0 };
	size_t blocks = (n + 15) / 16, i, j;

	memcpy(block, text, n);
	for (i = 0; i < blocks; i++) {
		for (j = 0; j < 16; j++)
			iv[j] ^= block[16 * i + j];
		KUNIT_ASSERT_EQ(test, ssp_aes_block(aes, iv, iv), SEC_E_OK);
		memcpy(block + 16 * i, iv, 16);
	}
	if (blocks > 1) {
		memcpy(block + 16 * (blocks - 1), block + 16 * (blocks - 2),
		       16);
		memcpy(block + 16 * (blocks - 2), iv, 16);
	}
	memcpy(text, block, n);
}

struct split {
	struct ssp_aes *enc;
	struct ssp_aes *dec;
	u8 *buf; /* 8 bytes, text, 8 bytes, text, 8 bytes, text */
	u8 plain[SPLIT_MAX];
	u8 want[SPLIT_MAX];
};

/* Piece by piece into one buffer, with a gap before each that must stay. */
static size_t lay_out(struct split *s, const u8 *text, const size_t *size,
		      struct ssp_seg *seg)
{
	u8 *p = s->buf;
	size_t i;

	for (i = 0; i < 3; i++) {
		memset(p, 0xee, 8);
		seg[2 * i] = seg_of(p, 8);
		seg[2 * i].flags = SSP_SEG_SIGN_ONLY;
		p += 8;
		if (size[i])
			memcpy(p, text, size[i]);
		seg[2 * i + 1] = seg_of(size[i] ? p : NULL, size[i]);
		p += size[i];
		text += size[i];
	}
	return (size_t)(p - s->buf);
}

/* What is in the buffer is @text in pieces, and the gaps are as they were. */
static void expect_split(struct kunit *test, struct split *s, const u8 *text,
			 const size_t *size)
{
	u8 got[SPLIT_MAX + 24];
	struct ssp_seg seg[6];
	size_t n;

	memcpy(got, s->buf, sizeof(got));
	n = lay_out(s, text, size, seg);
	if (memcmp(got, s->buf, n)) {
		kunit_err(test, "%zu + %zu + %zu bytes", size[0], size[1],
			  size[2]);
		SSP_ASSERT_MEMEQ(test, got, s->buf, n);
	}
}

static void check_split(struct kunit *test, struct split *s, const size_t *size)
{
	struct ssp_seg seg[6];

	lay_out(s, s->plain, size, seg);
	KUNIT_ASSERT_EQ(test, ssp_aes_cts(s->enc, seg, 6), SEC_E_OK);
	expect_split(test, s, s->want, size);
	KUNIT_ASSERT_EQ(test, ssp_aes_cts(s->dec, seg, 6), SEC_E_OK);
	expect_split(test, s, s->plain, size);
}

/* All lengths from one block to five, cut in most ways into three pieces. */
static void cts_takes_every_split(struct kunit *test)
{
	struct split *s = kunit_kzalloc(test, sizeof(*s), GFP_KERNEL);
	size_t n, i, j;
	u32 seed = 3;
	u8 key[32];

	KUNIT_ASSERT_NOT_NULL(test, s);
	s->buf = ssp_test_guarded(test, SPLIT_MAX + 24);
	for (n = 16; n <= SPLIT_MAX; n++) {
		size_t key_size = n & 1 ? 16 : 32;

		ssp_test_rand_fill(&seed, key, sizeof(key));
		ssp_test_rand_fill(&seed, s->plain, n);
		s->enc = new_key(test, key, key_size, SSP_AES_ENCRYPT);
		s->dec = new_key(test, key, key_size, SSP_AES_DECRYPT);
		memcpy(s->want, s->plain, n);
		cts_by_hand(test, s->enc, s->want, n);
		for (i = 0; i <= n; i++) {
			for (j = i; j <= n; j += 1 + i % 3) {
				size_t size[] = { i, j - i, n - j };

				check_split(test, s, size);
			}
		}
		ssp_aes_free(s->enc);
		ssp_aes_free(s->dec);
	}
}

/* Cut @n bytes at @p into SSP_SEGS_MAX pieces, most of them small. */
static void cut(struct ssp_seg *seg, u8 *p, size_t n, u32 *seed)
{
	size_t i, part;

	for (i = 0; i < SSP_SEGS_MAX; i++) {
		part = ssp_test_rand(seed) %
		       (ssp_test_rand(seed) & 7 ? 40 : 600);
		part = i == SSP_SEGS_MAX - 1 ? n : ssp_min(part, n);
		seg[i] = seg_of(p, part);
		p += part;
		n -= part;
	}
}

static void cts_takes_many_pieces(struct kunit *test)
{
	struct ssp_aes *enc = new_key(test, cts_key, 16, SSP_AES_ENCRYPT);
	struct ssp_aes *dec = new_key(test, cts_key, 16, SSP_AES_DECRYPT);
	u8 *plain = ssp_test_guarded(test, 4096);
	u8 *one = ssp_test_guarded(test, 4096);
	u8 *many = ssp_test_guarded(test, 4096);
	struct ssp_seg seg[SSP_SEGS_MAX], whole;
	u32 seed = 4, round;

	for (round = 0; round < 300; round++) {
		size_t n = 16 + ssp_test_rand(&seed) % 4081;

		ssp_test_rand_fill(&seed, plain, n);
		memcpy(one, plain, n);
		memcpy(many, plain, n);
		whole = seg_of(one, n);
		KUNIT_ASSERT_EQ(test, ssp_aes_cts(enc, &whole, 1), SEC_E_OK);
		cut(seg, many, n, &seed);
		KUNIT_ASSERT_EQ(test, ssp_aes_cts(enc, seg, SSP_SEGS_MAX),
				SEC_E_OK);
		SSP_ASSERT_MEMEQ(test, many, one, n);
		cut(seg, many, n, &seed);
		KUNIT_ASSERT_EQ(test, ssp_aes_cts(dec, seg, SSP_SEGS_MAX),
				SEC_E_OK);
		SSP_ASSERT_MEMEQ(test, many, plain, n);
	}
	ssp_aes_free(enc);
	ssp_aes_free(dec);
}

static void cts_refuses_less_than_a_block(struct kunit *test)
{
	struct ssp_aes *enc = new_key(test, cts_key, 16, SSP_AES_ENCRYPT);
	u8 *text = ssp_test_guarded_copy(test, cts_text, 32);
	struct ssp_seg seg[2];
	u32 n;

	KUNIT_EXPECT_EQ(test, ssp_aes_cts(enc, NULL, 0), SEC_E_INTERNAL_ERROR);
	for (n = 0; n < 16; n++) {
		seg[0] = seg_of(text, n);
		seg[1] = seg_of(text + 16, 16);
		seg[1].flags = SSP_SEG_SIGN_ONLY;
		KUNIT_EXPECT_EQ(test, ssp_aes_cts(enc, seg, 2),
				SEC_E_INTERNAL_ERROR);
	}
	SSP_EXPECT_MEMEQ(test, text, cts_text, 32);
	ssp_aes_free(enc);
}

/* A key costs memory when it is scheduled, and none when it is used. */
static ssp_status schedule_and_use(struct kunit *test, void *arg)
{
	struct ssp_test_memory *m = arg;
	u8 text[40] = { 0 };
	struct ssp_seg seg[] = { seg_of(text, 7), seg_of(text + 7, 33) };
	struct ssp_aes *aes;
	ssp_status st;
	u64 calls;

	st = ssp_aes_new(cts_key, 16, SSP_AES_ENCRYPT, &aes);
	if (st < 0) {
		KUNIT_EXPECT_NULL(test, aes);
		return st;
	}
	calls = m->calls;
	KUNIT_EXPECT_EQ(test, ssp_aes_block(aes, text, text), SEC_E_OK);
	st = ssp_aes_cts(aes, seg, 2);
	KUNIT_EXPECT_EQ(test, m->calls, calls);
	ssp_aes_free(aes);
	return st;
}

static void keys_allocate_when_scheduled(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(
				test, m, schedule_and_use, NULL, m),
			0);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case aes_cases[] = {
	KUNIT_CASE_PARAM(block_gives_published_text, block_vector_gen_params),
	KUNIT_CASE(keys_are_checked),
	KUNIT_CASE_PARAM(cts_gives_published_text, cts_vector_gen_params),
	KUNIT_CASE(cts_of_one_block_is_cbc),
	KUNIT_CASE(cts_takes_every_split),
	KUNIT_CASE(cts_takes_many_pieces),
	KUNIT_CASE(cts_refuses_less_than_a_block),
	KUNIT_CASE(keys_allocate_when_scheduled),
	{}
};

static struct kunit_suite aes_suite = {
	.name = "crypto_aes",
	.test_cases = aes_cases,
};

kunit_test_suites(&aes_suite);
