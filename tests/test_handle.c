// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Handle tables: what is looked up, what is refused, what outlives what.
 */
#include "core/handle.h"
#include "platform/memory.h"
#include "tests/support.h"

static u32 released;

static void release(void *obj)
{
	released++;
	ssp_pool_free(obj, sizeof(u32));
}

static struct ssp_handle_table table = SSP_HANDLE_TABLE(table, 5, release);
static struct ssp_handle_table other = SSP_HANDLE_TABLE(other, 10, release);

static struct ssp_test_memory *memory;

static int handle_init(struct kunit *test)
{
	released = 0;
	memory = ssp_test_memory_start(test);
	return 0;
}

static void handle_exit(struct kunit *test)
{
	ssp_handle_trim(&table);
	ssp_handle_trim(&other);
	ssp_test_memory_stop(test, memory);
}

static SecHandle make(struct kunit *test, u32 value)
{
	u32 *obj = ssp_pool_alloc(sizeof(*obj));
	SecHandle h;

	KUNIT_ASSERT_NOT_NULL(test, obj);
	*obj = value;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_handle_new(&table, obj, &h));
	return h;
}

static void finds_the_object(struct kunit *test)
{
	SecHandle a = make(test, 1), b = make(test, 2);
	struct ssp_ref ref;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_handle_get(&table, &a, &ref));
	KUNIT_EXPECT_EQ(test, 1u, *(u32 *)ref.obj);
	ssp_handle_put(&table, &ref);
	KUNIT_EXPECT_NULL(test, ref.obj);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_handle_get(&table, &b, &ref));
	KUNIT_EXPECT_EQ(test, 2u, *(u32 *)ref.obj);
	ssp_handle_put(&table, &ref);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &a));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &b));
	KUNIT_EXPECT_EQ(test, 2u, released);
}

/* Callers use 0, -1 and -2 for "none" and "deleted". */
static void never_hands_out_a_reserved_word(struct kunit *test)
{
	const size_t count = 600;
	SecHandle *h = kunit_kzalloc(test, count * sizeof(*h), GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, h);
	/* Two growths, and a generation about to wrap. */
	table.generation = 0xffffff00u;
	for (i = 0; i < count; i++) {
		h[i] = make(test, (u32)i);
		KUNIT_EXPECT_TRUE(test, SecIsValidHandle(&h[i]));
		KUNIT_EXPECT_NE(test, (ULONG_PTR)0, h[i].dwLower);
		KUNIT_EXPECT_NE(test, (ULONG_PTR)0, h[i].dwUpper);
		KUNIT_EXPECT_TRUE(test, h[i].dwUpper < 0xfffffffeu);
		KUNIT_EXPECT_NE(test, SEC_DELETED_HANDLE, h[i].dwLower);
	}
	for (i = 0; i < count; i++)
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				ssp_handle_delete(&table, &h[i]));
	KUNIT_EXPECT_EQ(test, (u32)count, released);
	KUNIT_EXPECT_EQ(test, (size_t)0, table.live);
}

static void refuses(struct kunit *test, SecHandle h)
{
	struct ssp_ref ref;

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_handle_get(&table, &h, &ref));
	KUNIT_EXPECT_NULL(test, ref.obj);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_handle_delete(&table, &h));
}

static void refuses_stale_handles(struct kunit *test)
{
	SecHandle a = make(test, 1), b;

	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &a));
	refuses(test, a);
	/* The same slot again: the generation tells them apart. */
	b = make(test, 2);
	KUNIT_EXPECT_EQ(test, a.dwLower, b.dwLower);
	refuses(test, a);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &b));
	/* And after the memory went and came back. */
	ssp_handle_trim(&table);
	refuses(test, b);
	a = make(test, 3);
	refuses(test, b);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &a));
}

static void refuses_forged_handles(struct kunit *test)
{
	SecHandle good = make(test, 1), h;
	struct ssp_ref ref;
	unsigned int bit;

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_handle_get(&table, NULL, &ref));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_handle_delete(&table, NULL));
	memset(&h, 0, sizeof(h));
	refuses(test, h);
	memset(&h, 0xff, sizeof(h));
	refuses(test, h);
	for (bit = 0; bit < 64; bit++) {
		h = good;
		h.dwLower ^= (ULONG_PTR)1 << bit;
		refuses(test, h);
		h = good;
		h.dwUpper ^= (ULONG_PTR)1 << bit;
		refuses(test, h);
	}
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &good));
}

/* A context's handle is no credential's, and the reverse. */
static void refuses_crossed_handles(struct kunit *test)
{
	SecHandle a = make(test, 1);
	u32 *obj = ssp_pool_alloc(sizeof(*obj));
	SecHandle b;

	KUNIT_ASSERT_NOT_NULL(test, obj);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_handle_new(&other, obj, &b));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_handle_delete(&other, &a));
	refuses(test, b);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&other, &b));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &a));
}

static void references_outlive_the_handle(struct kunit *test)
{
	SecHandle h = make(test, 7);
	struct ssp_ref one, two;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_handle_get(&table, &h, &one));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_handle_get(&table, &h, &two));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &h));
	refuses(test, h);
	KUNIT_EXPECT_EQ(test, 0u, released);
	KUNIT_EXPECT_EQ(test, 7u, *(u32 *)one.obj);
	ssp_handle_put(&table, &one);
	KUNIT_EXPECT_EQ(test, 0u, released);
	ssp_handle_put(&table, &two);
	KUNIT_EXPECT_EQ(test, 1u, released);
}

static void trim_spares_the_living(struct kunit *test)
{
	SecHandle h = make(test, 1);
	struct ssp_ref ref;

	ssp_handle_trim(&table);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_handle_get(&table, &h, &ref));
	ssp_handle_put(&table, &ref);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &h));
}

/* Whatever is left is released, in every chunk; references and all. */
static void clear_ends_all_that_is_left(struct kunit *test)
{
	SecHandle gone = make(test, 0), h = make(test, 1);
	u32 i;

	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_handle_delete(&table, &gone));
	for (i = 0; i < SSP_HANDLE_CHUNK_SLOTS; i++)
		make(test, i);
	KUNIT_EXPECT_EQ(test, SSP_HANDLE_CHUNK_SLOTS + 1u,
			ssp_handle_clear(&table));
	KUNIT_EXPECT_EQ(test, SSP_HANDLE_CHUNK_SLOTS + 2u, released);
	refuses(test, h);
	KUNIT_EXPECT_EQ(test, 0u, memory->live_blocks[SSP_MEMORY_POOL]);
	KUNIT_EXPECT_EQ(test, 0u, ssp_handle_clear(&table));
	KUNIT_EXPECT_EQ(test, 0u, ssp_handle_clear(&other));
}

/* An empty reference is what a failed look-up leaves. */
static void an_empty_reference_may_be_put(struct kunit *test)
{
	SecHandle none = { 0, 0 };
	struct ssp_ref ref;

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_handle_get(&table, &none, &ref));
	ssp_handle_put(&table, &ref);
	KUNIT_EXPECT_EQ(test, 0u, released);
}

/* Nothing is asked of the allocator for a slot that cannot be named. */
static void a_full_table_is_out_of_memory(struct kunit *test)
{
	u32 *obj = ssp_pool_alloc(sizeof(*obj));
	SecHandle h = { 1, 2 };

	KUNIT_ASSERT_NOT_NULL(test, obj);
	ssp_handle_trim(&table);
	ssp_test_memory_fail_at(memory, 0);
	table.nchunks = SSP_HANDLE_CHUNKS;
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY,
			ssp_handle_new(&table, obj, &h));
	table.nchunks = 0;
	KUNIT_EXPECT_EQ(test, (u64)0, memory->calls);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)1, h.dwLower);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)2, h.dwUpper);
	ssp_pool_free(obj, sizeof(*obj));
}

static void leaves_the_object_when_memory_is_out(struct kunit *test)
{
	u32 *obj = ssp_pool_alloc(sizeof(*obj));
	SecHandle h = { 1, 2 };

	KUNIT_ASSERT_NOT_NULL(test, obj);
	ssp_handle_trim(&table);
	ssp_test_memory_fail_at(memory, 1);
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY,
			ssp_handle_new(&table, obj, &h));
	KUNIT_EXPECT_TRUE(test, memory->fail_hit);
	ssp_test_memory_fail_at(memory, 0);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)1, h.dwLower);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)2, h.dwUpper);
	KUNIT_EXPECT_EQ(test, 0u, released);
	ssp_pool_free(obj, sizeof(*obj));
}

static struct kunit_case handle_cases[] = {
	KUNIT_CASE(finds_the_object),
	KUNIT_CASE(never_hands_out_a_reserved_word),
	KUNIT_CASE(refuses_stale_handles),
	KUNIT_CASE(refuses_forged_handles),
	KUNIT_CASE(refuses_crossed_handles),
	KUNIT_CASE(references_outlive_the_handle),
	KUNIT_CASE(trim_spares_the_living),
	KUNIT_CASE(clear_ends_all_that_is_left),
	KUNIT_CASE(an_empty_reference_may_be_put),
	KUNIT_CASE(a_full_table_is_out_of_memory),
	KUNIT_CASE(leaves_the_object_when_memory_is_out),
	{}
};

static struct kunit_suite handle_suite = {
	.name = "handle",
	.init = handle_init,
	.exit = handle_exit,
	.test_cases = handle_cases,
};

kunit_test_suites(&handle_suite);
