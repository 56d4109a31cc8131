// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/wr.c: the growing writer.
 */
#include <kunit/test.h>

#include "core/wr.h"
#include "tests/support.h"

static void writes_in_order(struct kunit *test)
{
	static const u8 bytes[] = { 0xf1, 0xf2 };
	static const u8 want[] = { 0x01, 0x03, 0x02, 0x07, 0x06, 0x05,
				   0x84, 0x08, 0x89, 0x8a, 0x0b, 0x0c,
				   0x0d, 0xf1, 0xf2, 0x00, 0x00, 0x0e };
	struct ssp_wr w;

	ssp_wr_init(&w);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_wr_span(&w).n, 0);
	ssp_wr_u8(&w, 0x01);
	ssp_wr_le16(&w, 0x0203);
	ssp_wr_le32(&w, 0x84050607);
	ssp_wr_be16(&w, 0x0889);
	ssp_wr_be32(&w, 0x8a0b0c0d);
	ssp_wr_bytes(&w, SSP_SPAN(bytes));
	ssp_wr_bytes(&w, (struct ssp_span){ NULL, 0 });
	KUNIT_EXPECT_NOT_NULL(test, ssp_wr_room(&w, 2));
	ssp_wr_u8(&w, 0x0e);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_wr_span(&w).n, sizeof(want));
	SSP_EXPECT_MEMEQ(test, ssp_wr_span(&w).p, want, sizeof(want));
	ssp_wr_free(&w);
	KUNIT_EXPECT_PTR_EQ(test, w.p, NULL);
	KUNIT_EXPECT_EQ(test, w.n + w.cap, 0);
	ssp_wr_free(&w);
}

/* In pieces of all sizes up to the largest text there can be. */
static void grows_to_the_limit(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	u8 *want = kunit_kzalloc(test, SSP_TOKEN_MAX, GFP_KERNEL);
	struct ssp_wr w;
	size_t n, done;
	u32 state = 1;

	KUNIT_ASSERT_NOT_NULL(test, want);
	ssp_test_rand_fill(&state, want, SSP_TOKEN_MAX);
	ssp_wr_init(&w);
	for (done = 0; done < SSP_TOKEN_MAX; done += n) {
		n = ssp_min(ssp_test_rand(&state) % 700, SSP_TOKEN_MAX - done);
		ssp_wr_bytes(&w, (struct ssp_span){ want + done, n });
	}
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	KUNIT_EXPECT_EQ(test, w.n, SSP_TOKEN_MAX);
	SSP_EXPECT_MEMEQ(test, w.p, want, SSP_TOKEN_MAX);

	KUNIT_EXPECT_NOT_NULL(test, ssp_wr_room(&w, 0));
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	ssp_wr_u8(&w, 1);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_wr_span(&w).n, 0);
	ssp_wr_free(&w);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	ssp_test_memory_stop(test, m);
}

static void refuses_too_much_at_once(struct kunit *test)
{
	static const size_t sizes[] = { SSP_TOKEN_MAX, SSP_TOKEN_MAX + 1,
					(size_t)-1, (size_t)-2 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct ssp_wr w;

		ssp_wr_init(&w);
		ssp_wr_u8(&w, 1);
		KUNIT_EXPECT_PTR_EQ(test, ssp_wr_room(&w, sizes[i]), NULL);
		KUNIT_EXPECT_EQ(test, w.st, SEC_E_INTERNAL_ERROR);
		ssp_wr_free(&w);
	}
}

/* A failed writer changes nothing any more. */
static void failure_sticks(struct kunit *test)
{
	static const u8 more[] = { 1, 2, 3 };
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_wr_u8(&w, 7);
	w.st = SEC_E_INSUFFICIENT_MEMORY;
	ssp_wr_bytes(&w, SSP_SPAN(more));
	ssp_wr_be32(&w, 1);
	KUNIT_EXPECT_PTR_EQ(test, ssp_wr_room(&w, 1), NULL);
	KUNIT_EXPECT_PTR_EQ(test, ssp_wr_room(&w, 0), NULL);
	KUNIT_EXPECT_PTR_EQ(test, ssp_wr_insert(&w, 0, 1), NULL);
	KUNIT_EXPECT_PTR_EQ(test, ssp_wr_room(&w, SSP_TOKEN_MAX + 1), NULL);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_INSUFFICIENT_MEMORY);
	KUNIT_EXPECT_EQ(test, w.n, 1);
	KUNIT_EXPECT_EQ(test, ssp_wr_span(&w).n, 0);
	ssp_wr_free(&w);
}

/* Also where memory was used before: what a caller cuts off may come back. */
static void room_is_zero(struct kunit *test)
{
	static const u8 zero[300];
	u8 *dirt = kunit_kzalloc(test, 200, GFP_KERNEL);
	struct ssp_wr w;
	u8 *p;

	KUNIT_ASSERT_NOT_NULL(test, dirt);
	memset(dirt, 0xee, 200);
	ssp_wr_init(&w);
	ssp_wr_bytes(&w, (struct ssp_span){ dirt, 200 });
	w.n = 10;
	p = ssp_wr_room(&w, 300);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_PTR_EQ(test, p, w.p + 10);
	SSP_EXPECT_MEMEQ(test, p, zero, 300);
	ssp_wr_free(&w);
}

/* @n bytes into 1, 2, 3 ... at @at; want is put together byte by byte. */
static void insert_once(struct kunit *test, size_t have, size_t at, size_t n)
{
	struct ssp_wr w;
	size_t i;
	u8 *p;

	ssp_wr_init(&w);
	for (i = 0; i < have; i++)
		ssp_wr_u8(&w, (u8)(i + 1));
	p = ssp_wr_insert(&w, at, n);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_PTR_EQ(test, p, w.p + at);
	KUNIT_EXPECT_EQ(test, w.n, have + n);
	for (i = 0; i < w.n; i++) {
		u8 want = (u8)(i < at ? i + 1 : i < at + n ? 0 : i - n + 1);

		if (w.p[i] != want)
			break;
	}
	KUNIT_EXPECT_EQ_MSG(test, i, w.n, "%zu bytes at %zu of %zu", n, at,
			    have);
	ssp_wr_free(&w);
}

static void inserts(struct kunit *test)
{
	static const size_t have[] = { 0, 1, 3, 253, 255, 256, 257, 512 };
	static const size_t n[] = { 0, 1, 2, 3, 300 };
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(have); i++) {
		for (j = 0; j < ARRAY_SIZE(n); j++) {
			insert_once(test, have[i], 0, n[j]);
			insert_once(test, have[i], have[i] / 2, n[j]);
			insert_once(test, have[i], have[i], n[j]);
		}
	}
}

static ssp_status write_some(struct kunit *test, void *arg)
{
	struct ssp_wr w;
	ssp_status st;
	size_t i;
	u8 *p;

	(void)arg;
	ssp_wr_init(&w);
	for (i = 0; i < 1000; i++)
		ssp_wr_be32(&w, 0x01020304);
	p = ssp_wr_insert(&w, 5, 3000);
	st = w.st;
	KUNIT_EXPECT_EQ(test, p == NULL, st < 0);
	KUNIT_EXPECT_EQ(test, ssp_wr_span(&w).n, st < 0 ? 0 : 7000);
	ssp_wr_free(&w);
	return st;
}

/* What was outgrown, or given up, comes back wiped: the allocator looks. */
static void out_of_memory(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	KUNIT_EXPECT_GE(test,
			ssp_test_each_failed_allocation(test, m, write_some,
							NULL, NULL),
			2);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case wr_cases[] = {
	KUNIT_CASE(writes_in_order),
	KUNIT_CASE(grows_to_the_limit),
	KUNIT_CASE(refuses_too_much_at_once),
	KUNIT_CASE(failure_sticks),
	KUNIT_CASE(room_is_zero),
	KUNIT_CASE(inserts),
	KUNIT_CASE(out_of_memory),
	{},
};

static struct kunit_suite wr_suite = {
	.name = "wr",
	.test_cases = wr_cases,
};
kunit_test_suites(&wr_suite);
