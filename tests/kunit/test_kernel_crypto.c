// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The kernel's side of platform/crypto.h, beyond what tests/test_aes.c and
 * tests/test_hash.c say of every platform: text wherever kernel memory may be,
 * no allocation by anybody on the message path, what is asked of a driver, and
 * drivers that fail.
 */
#include "tests/support.h"

#include <crypto/aes.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "platform/crypto.h"
#include "tests/kunit/picky_crypto.h"
#include "tests/kunit/slab_count.h"

#define BLOCK SSP_AES_BLOCK
#define TEXT_MAX (2 * PAGE_SIZE + 99)
#define ROOM (4 * PAGE_SIZE)
#define STACK_ROOM 160
#define GAP 0xee
#define GAP_MAX 20

static u8 module_data[ROOM];

enum place { IN_VMALLOC, IN_SLAB, IN_MODULE, ON_STACK, PLACES };

struct region {
	u8 *p;
	size_t n;
	size_t used;
};

/* One text in pieces all over the memory, and what shall become of it. */
struct scene {
	struct region region[PLACES];
	struct ssp_seg seg[SSP_SEGS_MAX];
	size_t nseg;
	u32 seed;
	struct crypto_aes_ctx ctx;
	struct ssp_aes *enc;
	struct ssp_aes *dec;
	struct ssp_hmac *hmac;
	u8 plain[TEXT_MAX];
	u8 cipher[TEXT_MAX + SSP_SEGS_MAX * GAP_MAX];
};

static struct scene *scene_of(struct kunit *test)
{
	return test->priv;
}

static void *keep(struct kunit *test, void *p)
{
	KUNIT_ASSERT_NOT_NULL(test, p);
	return p;
}

static int scene_init(struct kunit *test)
{
	struct scene *s = kvzalloc(sizeof(*s), GFP_KERNEL);

	test->priv = s;
	keep(test, s);
	s->region[IN_VMALLOC] = (struct region){ vmalloc(ROOM), ROOM, 0 };
	s->region[IN_SLAB] =
		(struct region){ kmalloc(ROOM, GFP_KERNEL), ROOM, 0 };
	s->region[IN_MODULE] = (struct region){ module_data, ROOM, 0 };
	keep(test, s->region[IN_VMALLOC].p);
	keep(test, s->region[IN_SLAB].p);
	s->seed = 1;
	return 0;
}

static void scene_exit(struct kunit *test)
{
	struct scene *s = scene_of(test);

	if (!s)
		return;
	ssp_aes_free(s->enc);
	ssp_aes_free(s->dec);
	ssp_hmac_free(s->hmac);
	vfree(s->region[IN_VMALLOC].p);
	kfree(s->region[IN_SLAB].p);
	kvfree(s);
	test->priv = NULL;
}

static void scene_keys(struct kunit *test, struct scene *s, size_t n)
{
	u8 key[32];

	ssp_test_rand_fill(&s->seed, key, sizeof(key));
	KUNIT_ASSERT_EQ(test, aes_expandkey(&s->ctx, key, n), 0);
	KUNIT_ASSERT_EQ(test, ssp_aes_new(key, n, SSP_AES_ENCRYPT, &s->enc),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_aes_new(key, n, SSP_AES_DECRYPT, &s->dec),
			SEC_E_OK);
}

static void scene_drop_keys(struct scene *s)
{
	ssp_aes_free(s->enc);
	ssp_aes_free(s->dec);
	s->enc = NULL;
	s->dec = NULL;
}

/* RFC 3962 5 as it is written, with the library's AES. */
static void cts_by_hand(struct scene *s, size_t n)
{
	size_t blocks = (n + BLOCK - 1) / BLOCK, i, j;
	u8 *last = s->cipher + BLOCK * (blocks - 1);
	u8 iv[BLOCK] = { 0 };

	memcpy(s->cipher, s->plain, n);
	memset(s->cipher + n, 0, BLOCK);
	for (i = 0; i < blocks; i++) {
		for (j = 0; j < BLOCK; j++)
			iv[j] ^= s->cipher[BLOCK * i + j];
		aes_encrypt(&s->ctx, iv, iv);
		memcpy(s->cipher + BLOCK * i, iv, BLOCK);
	}
	if (blocks > 1) {
		memcpy(last, last - BLOCK, BLOCK);
		memcpy(last - BLOCK, iv, BLOCK);
	}
}

static void new_text(struct scene *s, size_t n)
{
	ssp_test_rand_fill(&s->seed, s->plain, n);
	cts_by_hand(s, n);
}

/* The room for all of a text and its gaps is vmalloc's. */
static struct region *region_for(struct scene *s, size_t n)
{
	struct region *r = &s->region[ssp_test_rand(&s->seed) % PLACES];

	return r->n - r->used >= n ? r : &s->region[IN_VMALLOC];
}

static void add_piece(struct scene *s, const u8 *text, size_t n)
{
	size_t gap = ssp_test_rand(&s->seed) % GAP_MAX;
	struct region *r = region_for(s, gap + n);
	struct ssp_seg *seg = &s->seg[s->nseg++];

	r->used += gap;
	seg->p = r->p + r->used;
	seg->n = (u32)n;
	seg->flags = text ? 0 : SSP_SEG_SIGN_ONLY;
	r->used += n;
	if (text)
		memcpy(seg->p, text, n);
}

static size_t some_size(struct scene *s)
{
	u32 r = ssp_test_rand(&s->seed);

	switch (r % 4) {
	case 0:
		return r / 4 % 3;
	case 1:
		return r / 4 % 40;
	case 2:
		return r / 4 % 9 * BLOCK;
	default:
		return r / 4 % PAGE_SIZE;
	}
}

static void empty_regions(struct scene *s)
{
	size_t i;

	for (i = 0; i < PLACES; i++) {
		s->region[i].used = 0;
		if (s->region[i].n)
			memset(s->region[i].p, GAP, s->region[i].n);
	}
	s->nseg = 0;
}

static void lay_out(struct scene *s, const u8 *text, size_t n)
{
	size_t size;

	empty_regions(s);
	while (s->nseg < SSP_SEGS_MAX - 2) {
		size = ssp_min(some_size(s), n);
		add_piece(s, text, size);
		text += size;
		n -= size;
		if (ssp_test_rand(&s->seed) % 3 == 0)
			add_piece(s, NULL, ssp_test_rand(&s->seed) % GAP_MAX);
	}
	add_piece(s, text, n);
}

/* @text is in the pieces, and nothing else was written. */
static void expect_text(struct kunit *test, struct scene *s, const u8 *text)
{
	size_t i;

	for (i = 0; i < s->nseg; i++) {
		struct ssp_seg *seg = &s->seg[i];

		if (seg->flags & SSP_SEG_SIGN_ONLY)
			continue;
		SSP_ASSERT_MEMEQ(test, seg->p, text, seg->n);
		text += seg->n;
		memset(seg->p, GAP, seg->n);
	}
	for (i = 0; i < PLACES; i++)
		KUNIT_ASSERT_NULL(test, memchr_inv(s->region[i].p, GAP,
						   s->region[i].n));
}

static void there_and_back(struct kunit *test, struct scene *s, size_t n)
{
	new_text(s, n);
	lay_out(s, s->plain, n);
	KUNIT_ASSERT_EQ(test, ssp_aes_cts(s->enc, s->seg, s->nseg), SEC_E_OK);
	expect_text(test, s, s->cipher);
	lay_out(s, s->cipher, n);
	KUNIT_ASSERT_EQ(test, ssp_aes_cts(s->dec, s->seg, s->nseg), SEC_E_OK);
	expect_text(test, s, s->plain);
}

static void rounds(struct kunit *test, struct scene *s, u32 count)
{
	size_t n;

	while (count--) {
		n = count % 4 ? TEXT_MAX : 5 * BLOCK;
		n = BLOCK + ssp_test_rand(&s->seed) % (n - BLOCK + 1);
		there_and_back(test, s, n);
	}
}

static void text_may_be_anywhere(struct kunit *test)
{
	struct scene *s = scene_of(test);
	u8 stack[STACK_ROOM];

	s->region[ON_STACK] = (struct region){ stack, sizeof(stack), 0 };
	scene_keys(test, s, 16);
	rounds(test, s, 400);
	scene_drop_keys(s);
	scene_keys(test, s, 32);
	rounds(test, s, 100);
}

static const enum place plain_places[] = { IN_VMALLOC, IN_SLAB, IN_MODULE };

KUNIT_ARRAY_PARAM(place, plain_places, NULL);

/* In one piece, around the end of a page. */
static void blocks_may_straddle_pages(struct kunit *test)
{
	struct scene *s = scene_of(test);
	struct region *r = &s->region[*(const enum place *)test->param_value];
	u8 *end = PTR_ALIGN(r->p + 5 * BLOCK, PAGE_SIZE);
	struct ssp_seg seg;
	size_t before, n;

	scene_keys(test, s, 32);
	for (n = BLOCK; n < 5 * BLOCK; n++) {
		new_text(s, n);
		for (before = 0; before <= n; before++) {
			seg = (struct ssp_seg){ .p = end - before,
						.n = (u32)n };
			memcpy(seg.p, s->plain, n);
			KUNIT_ASSERT_EQ(test, ssp_aes_cts(s->enc, &seg, 1),
					SEC_E_OK);
			SSP_ASSERT_MEMEQ(test, seg.p, s->cipher, n);
			KUNIT_ASSERT_EQ(test, ssp_aes_cts(s->dec, &seg, 1),
					SEC_E_OK);
			SSP_ASSERT_MEMEQ(test, seg.p, s->plain, n);
		}
	}
}

static const enum ssp_hash all_hashes[] = { SSP_HASH_MD5, SSP_HASH_SHA1,
					    SSP_HASH_SHA256, SSP_HASH_SHA384 };

KUNIT_ARRAY_PARAM(any_hash, all_hashes, NULL);

/* All pieces in one, those in between too. */
static struct ssp_seg join(struct scene *s)
{
	struct ssp_seg one = { .p = s->cipher };
	size_t i;

	for (i = 0; i < s->nseg; i++) {
		memcpy(one.p + one.n, s->seg[i].p, s->seg[i].n);
		one.n += s->seg[i].n;
	}
	return one;
}

static void hashed_text_may_be_anywhere(struct kunit *test)
{
	enum ssp_hash hash = *(const enum ssp_hash *)test->param_value;
	u8 want[SSP_HASH_SIZE_MAX], got[SSP_HASH_SIZE_MAX];
	struct scene *s = scene_of(test);
	size_t n = ssp_hash_size(hash);
	u8 stack[STACK_ROOM];
	struct ssp_seg one;
	u32 round;

	s->region[ON_STACK] = (struct region){ stack, sizeof(stack), 0 };
	KUNIT_ASSERT_EQ(test, ssp_hmac_new(hash, s->plain, n, &s->hmac),
			SEC_E_OK);
	for (round = 0; round < 20; round++) {
		ssp_test_rand_fill(&s->seed, s->plain, TEXT_MAX);
		lay_out(s, s->plain, TEXT_MAX);
		one = join(s);
		KUNIT_ASSERT_EQ(test, ssp_hmac(s->hmac, &one, 1, want, n),
				SEC_E_OK);
		KUNIT_ASSERT_EQ(test,
				ssp_hmac(s->hmac, s->seg, s->nseg, got, n),
				SEC_E_OK);
		SSP_ASSERT_MEMEQ(test, got, want, n);
		KUNIT_ASSERT_EQ(test, ssp_hash(hash, &one, 1, want), SEC_E_OK);
		KUNIT_ASSERT_EQ(test, ssp_hash(hash, s->seg, s->nseg, got),
				SEC_E_OK);
		SSP_ASSERT_MEMEQ(test, got, want, n);
	}
}

/* Twice at least: a leak checker has its books to keep. */
static void counting_counts(struct kunit *test)
{
	u32 before = ssp_slab_count(test);

	kfree(kmalloc(8, GFP_KERNEL));
	kfree(kmalloc(8, GFP_ATOMIC));
	KUNIT_EXPECT_GE(test, ssp_slab_count(test), before + 2);
}

/* Neither by us nor by the API, nor by a driver. */
static void ciphers_do_not_allocate(struct kunit *test)
{
	struct scene *s = scene_of(test);
	u8 stack[STACK_ROOM];
	u32 before, round;

	counting_counts(test);
	s->region[ON_STACK] = (struct region){ stack, sizeof(stack), 0 };
	scene_keys(test, s, 32);
	new_text(s, TEXT_MAX);
	for (round = 0; round < 50; round++) {
		lay_out(s, s->plain, TEXT_MAX - round);
		before = ssp_slab_count(test);
		KUNIT_ASSERT_EQ(test, ssp_aes_cts(s->enc, s->seg, s->nseg),
				SEC_E_OK);
		KUNIT_ASSERT_EQ(test, ssp_aes_cts(s->dec, s->seg, s->nseg),
				SEC_E_OK);
		KUNIT_ASSERT_EQ(test, ssp_aes_block(s->enc, stack, stack),
				SEC_E_OK);
		KUNIT_ASSERT_EQ(test, ssp_slab_count(test), before);
	}
}

static void hashes_do_not_allocate(struct kunit *test)
{
	enum ssp_hash hash = *(const enum ssp_hash *)test->param_value;
	struct scene *s = scene_of(test);
	u8 stack[STACK_ROOM], mac[SSP_HASH_SIZE_MAX];
	u32 before, round;

	counting_counts(test);
	s->region[ON_STACK] = (struct region){ stack, sizeof(stack), 0 };
	KUNIT_ASSERT_EQ(test, ssp_hmac_new(hash, s->plain, 16, &s->hmac),
			SEC_E_OK);
	for (round = 0; round < 50; round++) {
		lay_out(s, s->plain, TEXT_MAX - round);
		before = ssp_slab_count(test);
		KUNIT_EXPECT_EQ(test,
				ssp_hmac(s->hmac, s->seg, s->nseg, mac, 12),
				SEC_E_OK);
		KUNIT_EXPECT_EQ(test, ssp_slab_count(test), before);
	}
}

/* From a driver that takes anything to the one that asks most. */
static const u32 alignmasks[] = { 0, 3, 15, 63 };

KUNIT_ARRAY_PARAM(alignmask, alignmasks, NULL);

static void drivers_are_asked_nicely(struct kunit *test)
{
	struct ssp_picky *picky = ssp_picky_cipher(
		test, *(const u32 *)test->param_value, CRYPTO_ALG_ASYNC);
	struct scene *s = scene_of(test);
	u8 stack[STACK_ROOM];

	s->region[ON_STACK] = (struct region){ stack, sizeof(stack), 0 };
	scene_keys(test, s, 32);
	KUNIT_ASSERT_EQ(test, picky->keys, 2);
	rounds(test, s, 50);
	picky->later = true;
	rounds(test, s, 5);
	KUNIT_EXPECT_GT(test, picky->calls, 0);
	KUNIT_EXPECT_EQ(test, picky->faults, 0);
}

static void drivers_that_allocate_are_not_taken(struct kunit *test)
{
	struct ssp_picky *picky =
		ssp_picky_cipher(test, 0, CRYPTO_ALG_ALLOCATES_MEMORY);
	struct scene *s = scene_of(test);

	scene_keys(test, s, 16);
	KUNIT_EXPECT_EQ(test, picky->keys, 0);
}

static void expect_zeros(struct kunit *test, const u8 *p, size_t n)
{
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, n));
}

/* The last request of a text, and the only one of a block, is in our memory. */
static void nothing_stays_behind(struct kunit *test)
{
	struct ssp_picky *picky = ssp_picky_cipher(test, 0, 0);
	struct scene *s = scene_of(test);
	struct ssp_seg seg = { .p = s->plain, .n = 90 };

	scene_keys(test, s, 16);
	ssp_test_rand_fill(&s->seed, s->plain, 90);
	KUNIT_EXPECT_EQ(test, ssp_aes_cts(s->enc, &seg, 1), SEC_E_OK);
	expect_zeros(test, picky->iv, BLOCK);
	expect_zeros(test, picky->text, 2 * BLOCK);
	KUNIT_EXPECT_EQ(test, ssp_aes_cts(s->dec, &seg, 1), SEC_E_OK);
	expect_zeros(test, picky->iv, BLOCK);
	expect_zeros(test, picky->text, 2 * BLOCK);
	KUNIT_EXPECT_EQ(test, ssp_aes_block(s->enc, seg.p, seg.p), SEC_E_OK);
	expect_zeros(test, picky->iv, BLOCK);
	expect_zeros(test, picky->text, BLOCK);
	picky->fail_at = picky->calls + 1;
	KUNIT_EXPECT_EQ(test, ssp_aes_block(s->enc, seg.p, seg.p),
			SEC_E_CRYPTO_SYSTEM_INVALID);
	expect_zeros(test, picky->text, BLOCK);
}

/* Every request of a text in turn; the next text is none the worse for it. */
static void failing_ciphers_are_noticed(struct kunit *test)
{
	struct ssp_picky *picky = ssp_picky_cipher(test, 0, 0);
	struct scene *s = scene_of(test);
	struct ssp_aes *const *aes[] = { &s->enc, &s->dec };
	struct ssp_seg seg[3];
	ssp_status st;
	size_t i;
	u32 nth;

	scene_keys(test, s, 32);
	for (i = 0; i < 4; i++) {
		picky->later = i & 1;
		seg[0] = (struct ssp_seg){ .p = s->plain, .n = 40 };
		seg[1] = (struct ssp_seg){ .p = s->plain + 50, .n = 9 };
		seg[2] = (struct ssp_seg){ .p = s->plain + 60, .n = 100 };
		for (nth = 1;; nth++) {
			picky->calls = 0;
			picky->fail_at = nth;
			st = ssp_aes_cts(*aes[i / 2], seg, 3);
			if (picky->calls < nth)
				break;
			KUNIT_EXPECT_EQ(test, st, SEC_E_CRYPTO_SYSTEM_INVALID);
		}
		KUNIT_EXPECT_EQ(test, st, SEC_E_OK);
		KUNIT_EXPECT_GT(test, nth, 4);
		picky->fail_at = 0;
		there_and_back(test, s, 90);
	}
}

static const struct key_error {
	int err;
	ssp_status st;
} key_errors[] = {
	{ -ENOMEM, SEC_E_INSUFFICIENT_MEMORY },
	{ -EINVAL, SEC_E_CRYPTO_SYSTEM_INVALID },
};

KUNIT_ARRAY_PARAM(key_error, key_errors, NULL);

static void failing_keys_are_noticed(struct kunit *test)
{
	const struct key_error *e = test->param_value;
	struct ssp_picky *picky = ssp_picky_cipher(test, 0, 0);
	struct ssp_hmac *hmac = (void *)picky;
	struct ssp_aes *aes = (void *)picky;
	u8 key[16] = { 0 };

	picky->key_error = e->err;
	KUNIT_EXPECT_EQ(test, ssp_aes_new(key, 16, SSP_AES_ENCRYPT, &aes),
			e->st);
	KUNIT_EXPECT_NULL(test, aes);
	picky = ssp_picky_hashes(test);
	picky->key_error = e->err;
	KUNIT_EXPECT_EQ(test, ssp_hmac_new(SSP_HASH_MD5, key, 16, &hmac),
			e->st);
	KUNIT_EXPECT_NULL(test, hmac);
}

/* A 10000 bytes' text is five steps: the first, the last, three updates. */
static void failing_hashes_are_noticed(struct kunit *test)
{
	struct ssp_picky *picky = ssp_picky_hashes(test);
	struct scene *s = scene_of(test);
	struct ssp_seg seg = { .p = s->region[IN_VMALLOC].p, .n = 10000 };
	u8 mac[SSP_MD5_SIZE] = { 0 }, digest[SSP_MD5_SIZE];
	u32 nth;

	KUNIT_ASSERT_EQ(test, ssp_hmac_new(SSP_HASH_MD5, mac, 16, &s->hmac),
			SEC_E_OK);
	for (nth = 1; nth <= 6; nth++) {
		ssp_status want = nth < 6 ? SEC_E_CRYPTO_SYSTEM_INVALID :
					    SEC_E_OK;

		picky->fail_at = nth;
		picky->calls = 0;
		KUNIT_EXPECT_EQ(test, ssp_hmac(s->hmac, &seg, 1, mac, 16),
				want);
		KUNIT_EXPECT_EQ(test, picky->calls, nth < 6 ? nth : 5);
		picky->calls = 0;
		KUNIT_EXPECT_EQ(test, ssp_hash(SSP_HASH_MD5, &seg, 1, digest),
				want);
		KUNIT_EXPECT_EQ(test, picky->calls, nth < 6 ? nth : 5);
	}
	KUNIT_EXPECT_EQ(test, picky->faults, 0);
}

static struct kunit_case kernel_crypto_cases[] = {
	KUNIT_CASE(text_may_be_anywhere),
	KUNIT_CASE_PARAM(blocks_may_straddle_pages, place_gen_params),
	KUNIT_CASE_PARAM(hashed_text_may_be_anywhere, any_hash_gen_params),
	KUNIT_CASE(ciphers_do_not_allocate),
	KUNIT_CASE_PARAM(hashes_do_not_allocate, any_hash_gen_params),
	KUNIT_CASE_PARAM(drivers_are_asked_nicely, alignmask_gen_params),
	KUNIT_CASE(drivers_that_allocate_are_not_taken),
	KUNIT_CASE(nothing_stays_behind),
	KUNIT_CASE(failing_ciphers_are_noticed),
	KUNIT_CASE_PARAM(failing_keys_are_noticed, key_error_gen_params),
	KUNIT_CASE(failing_hashes_are_noticed),
	{}
};

static struct kunit_suite kernel_crypto_suite = {
	.name = "kernel_crypto",
	.init = scene_init,
	.exit = scene_exit,
	.test_cases = kernel_crypto_cases,
};

kunit_test_suites(&kernel_crypto_suite);
