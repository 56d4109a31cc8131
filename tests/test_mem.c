// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/mem.c: pool and virtual memory, and the table they come from.
 */
#include <kunit/test.h>

#include "platform/memory.h"
#include "tests/support.h"

static bool all_zero(const void *p, size_t n)
{
	const u8 *bytes = p;
	size_t i;

	for (i = 0; i < n; i++)
		if (bytes[i])
			return false;
	return true;
}

/* A table of the test's own with one block, for what it says and sees. */
static struct fake {
	u8 bytes[512] __attribute__((__aligned__(16)));
	size_t shift; /* of what is handed out */
	bool not_virtual;
	bool all_virtual; /* as user mode's default has it */
	bool empty;
	bool taken;
	bool dirty; /* a block came back with something in it */
	enum ssp_memory_kind kind;
	size_t n;
	void *freed;
	unsigned int asked; /* is_virtual() calls */
} fake;

static void *fake_allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	struct fake *f = arg;

	if (f->empty || f->taken || n > sizeof(f->bytes) - f->shift)
		return NULL;
	f->taken = true;
	f->kind = kind;
	f->n = n;
	memset(f->bytes, 0xa5, sizeof(f->bytes));
	return f->bytes + f->shift;
}

static void fake_free(void *arg, enum ssp_memory_kind kind, void *p, size_t n)
{
	struct fake *f = arg;

	f->taken = false;
	f->freed = p;
	f->dirty = !all_zero(p, n);
	if (kind != f->kind || n != f->n)
		f->freed = NULL;
}

static bool fake_is_virtual(void *arg, const void *p, size_t n)
{
	struct fake *f = arg;
	const u8 *bytes = p;

	f->asked++;
	if (f->all_virtual)
		return true;
	return !f->not_virtual && bytes >= f->bytes &&
	       bytes <= f->bytes + sizeof(f->bytes) &&
	       n <= (size_t)(f->bytes + sizeof(f->bytes) - bytes);
}

static const struct ssp_memory_ops fake_table = {
	.size = sizeof(fake_table),
	.arg = &fake,
	.allocate = fake_allocate,
	.free = fake_free,
	.is_virtual = fake_is_virtual,
};

static int reset_fake(struct kunit *test)
{
	(void)test;
	memset(&fake, 0, sizeof(fake));
	return 0;
}

/* Also after a case that was aborted. */
static void default_again(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, ssp_memory_set(NULL), SEC_E_OK);
}

static void use_fake(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, ssp_memory_set(&fake_table), SEC_E_OK);
}

static void table_is_checked(struct kunit *test)
{
	struct ssp_memory_ops ops = fake_table;

	ops.size--;
	KUNIT_EXPECT_EQ(test, ssp_memory_set(&ops), SEC_E_INVALID_PARAMETER);
	ops.size = 0;
	KUNIT_EXPECT_EQ(test, ssp_memory_set(&ops), SEC_E_INVALID_PARAMETER);
	ops = fake_table;
	ops.allocate = NULL;
	KUNIT_EXPECT_EQ(test, ssp_memory_set(&ops), SEC_E_INVALID_PARAMETER);
	ops = fake_table;
	ops.free = NULL;
	KUNIT_EXPECT_EQ(test, ssp_memory_set(&ops), SEC_E_INVALID_PARAMETER);
	ops = fake_table;
	ops.is_virtual = NULL;
	KUNIT_EXPECT_EQ(test, ssp_memory_set(&ops), SEC_E_INVALID_PARAMETER);
}

/* Members that later versions append are none of ours. */
static void larger_table(struct kunit *test)
{
	static struct {
		struct ssp_memory_ops ops;
		void *more;
	} later;
	void *p;

	later.ops = fake_table;
	later.ops.size = sizeof(later);
	KUNIT_ASSERT_EQ(test, ssp_memory_set(&later.ops), SEC_E_OK);
	p = ssp_pool_alloc(10);
	KUNIT_EXPECT_PTR_EQ(test, p, (void *)fake.bytes);
	ssp_pool_free(p, 10);
}

static void table_stays_while_used(struct kunit *test)
{
	void *p;

	use_fake(test);
	p = ssp_pool_alloc(1);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, ssp_memory_set(NULL), SEC_E_OUT_OF_SEQUENCE);
	ssp_pool_free(p, 1);
	KUNIT_EXPECT_EQ(test, ssp_memory_set(&fake_table), SEC_E_OK);

	p = ssp_virtual_alloc(1);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, ssp_memory_set(NULL), SEC_E_OUT_OF_SEQUENCE);
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(p));

	/* What could not be had is not in use. */
	fake.empty = true;
	KUNIT_EXPECT_PTR_EQ(test, ssp_pool_alloc(1), NULL);
	KUNIT_EXPECT_PTR_EQ(test, ssp_virtual_alloc(1), NULL);
	KUNIT_EXPECT_EQ(test, ssp_memory_set(NULL), SEC_E_OK);
}

static void pool_uses_table(struct kunit *test)
{
	void *p;

	use_fake(test);
	p = ssp_pool_alloc(100);
	KUNIT_ASSERT_PTR_EQ(test, p, (void *)fake.bytes);
	KUNIT_EXPECT_TRUE(test, all_zero(p, 100));
	KUNIT_EXPECT_EQ(test, fake.bytes[100], 0xa5);
	KUNIT_EXPECT_EQ(test, fake.kind, SSP_MEMORY_POOL);
	KUNIT_EXPECT_EQ(test, fake.n, 100);
	memset(p, 0x77, 100);
	ssp_pool_free(p, 100);
	KUNIT_EXPECT_PTR_EQ(test, fake.freed, p);
	KUNIT_EXPECT_FALSE(test, fake.dirty);
	KUNIT_EXPECT_EQ(test, fake.asked, 0);
}

static void virtual_uses_table(struct kunit *test)
{
	u8 *p;

	use_fake(test);
	p = ssp_virtual_alloc(100);
	KUNIT_ASSERT_PTR_EQ(test, p, fake.bytes + 16);
	KUNIT_EXPECT_TRUE(test, all_zero(p, 100));
	KUNIT_EXPECT_EQ(test, p[100], 0xa5);
	KUNIT_EXPECT_EQ(test, fake.kind, SSP_MEMORY_VIRTUAL);
	KUNIT_EXPECT_EQ(test, fake.n, 116);
	memset(p, 0x77, 100);
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(p));
	KUNIT_EXPECT_PTR_EQ(test, fake.freed, (void *)fake.bytes);
	KUNIT_EXPECT_FALSE(test, fake.dirty);
}

/* A block that could not be given back by its pointer is never given out. */
static void table_that_breaks_its_word(struct kunit *test)
{
	use_fake(test);
	fake.shift = 8;
	KUNIT_EXPECT_PTR_EQ(test, ssp_virtual_alloc(100), NULL);
	KUNIT_EXPECT_PTR_EQ(test, fake.freed, (void *)(fake.bytes + 8));
	fake.shift = 0;
	fake.not_virtual = true;
	KUNIT_EXPECT_PTR_EQ(test, ssp_virtual_alloc(100), NULL);
	KUNIT_EXPECT_PTR_EQ(test, fake.freed, (void *)fake.bytes);
	KUNIT_EXPECT_FALSE(test, fake.taken);
}

static void sizes_are_bounded(struct kunit *test)
{
	static const size_t sizes[] = { 0, SSP_ALLOC_MAX + 1, (size_t)-1,
					(size_t)-16, (size_t)-17 };
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	void *p;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		KUNIT_EXPECT_PTR_EQ(test, ssp_pool_alloc(sizes[i]), NULL);
		KUNIT_EXPECT_PTR_EQ(test, ssp_pool_dup("x", sizes[i]), NULL);
		KUNIT_EXPECT_PTR_EQ(test, ssp_virtual_alloc(sizes[i]), NULL);
	}
	KUNIT_EXPECT_EQ(test, m->calls, 0);
	p = ssp_pool_alloc(SSP_ALLOC_MAX);
	KUNIT_EXPECT_NOT_NULL(test, p);
	ssp_pool_free(p, SSP_ALLOC_MAX);
	p = ssp_virtual_alloc(SSP_ALLOC_MAX);
	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, ssp_is_virtual(p, SSP_ALLOC_MAX));
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(p));
	ssp_test_memory_stop(test, m);
}

static void pool_copies(struct kunit *test)
{
	static const char text[] = "a secret";
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	char *p = ssp_pool_dup(text, sizeof(text));

	KUNIT_ASSERT_NOT_NULL(test, p);
	SSP_EXPECT_MEMEQ(test, p, text, sizeof(text));
	KUNIT_EXPECT_FALSE(test, ssp_is_virtual(p, sizeof(text)));
	KUNIT_EXPECT_EQ(test, m->live_bytes[SSP_MEMORY_POOL], sizeof(text));
	ssp_pool_free(p, sizeof(text));
	ssp_pool_free(NULL, 5);
	ssp_test_memory_fail_at(m, 1);
	KUNIT_EXPECT_PTR_EQ(test, ssp_pool_dup(text, sizeof(text)), NULL);
	ssp_test_memory_stop(test, m);
}

/* As the default table and one that watches do it. */
static void virtual_blocks(struct kunit *test)
{
	static const size_t sizes[] = { 1, 15, 16, 17, 4080, 4096, 65535 };
	void *p[ARRAY_SIZE(sizes)];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		p[i] = ssp_virtual_alloc(sizes[i]);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		KUNIT_EXPECT_EQ(test, (uintptr_t)p[i] % 16, 0);
		KUNIT_EXPECT_TRUE(test, ssp_is_virtual(p[i], sizes[i]));
		KUNIT_EXPECT_TRUE(test, all_zero(p[i], sizes[i]));
		memset(p[i], 0x77, sizes[i]);
	}
	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		KUNIT_EXPECT_TRUE(test, ssp_virtual_free(p[i]));
}

static void virtual_blocks_watched(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	virtual_blocks(test);
	ssp_test_memory_stop(test, m);
}

/* None of these is followed, and none reaches the allocator. */
static void refuses_foreign_pointers(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	u8 *page = ssp_test_guarded(test, 4096);
	u8 *p = ssp_virtual_alloc(100);
	void *pool = ssp_pool_alloc(100);
	u64 local[8] __attribute__((__aligned__(16))) = { 0 };
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(NULL));
	for (i = 0; i < 4096; i++)
		KUNIT_EXPECT_FALSE(test, i && ssp_virtual_free((void *)i));
	KUNIT_EXPECT_FALSE(test, ssp_virtual_free((void *)(uintptr_t)-1));
	KUNIT_EXPECT_FALSE(test, ssp_virtual_free((void *)(uintptr_t)-16));
	KUNIT_EXPECT_FALSE(test, ssp_virtual_free(pool));
	KUNIT_EXPECT_FALSE(test, ssp_virtual_free(local + 2));
	KUNIT_EXPECT_FALSE(test, ssp_virtual_free(page));
	KUNIT_EXPECT_FALSE(test, ssp_virtual_free(page + 4096));
	for (i = 1; i < 100; i++)
		KUNIT_EXPECT_FALSE(test, ssp_virtual_free(p + i));
	for (i = 1; i <= 16; i++)
		KUNIT_EXPECT_FALSE(test, ssp_virtual_free(p - i));
	ssp_pool_free(pool, 100);
	KUNIT_EXPECT_EQ(test, m->live_blocks[SSP_MEMORY_VIRTUAL], 1);
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(p));
	ssp_test_memory_stop(test, m);
}

/* The watching allocator says no for memory that is gone: mark unread. */
static void refuses_a_second_time(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	void *p = ssp_virtual_alloc(100);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(p));
	KUNIT_EXPECT_FALSE(test, ssp_virtual_free(p));
	ssp_test_memory_stop(test, m);
}

/* Memory of @fake stays readable, so that it is the mark that tells. */
static void mark_tells(struct kunit *test)
{
	u8 header[16];
	u8 *p;
	int i;

	use_fake(test);
	p = ssp_virtual_alloc(100);
	KUNIT_ASSERT_NOT_NULL(test, p);
	memcpy(header, fake.bytes, sizeof(header));

	/* A copy of the header elsewhere. */
	memcpy(fake.bytes + 256, header, sizeof(header));
	KUNIT_EXPECT_FALSE(test, ssp_virtual_free(fake.bytes + 272));
	/* No byte of it may be another. */
	for (i = 0; i < 16; i++) {
		fake.bytes[i] ^= 0x10;
		KUNIT_EXPECT_FALSE(test, ssp_virtual_free(p));
		fake.bytes[i] ^= 0x10;
	}
	KUNIT_EXPECT_TRUE(test, fake.taken);
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(p));
	KUNIT_EXPECT_FALSE(test, fake.taken);
	KUNIT_EXPECT_FALSE(test, ssp_virtual_free(p));
}

/* Where everything is virtual, small numbers must not be followed either. */
static void refuses_small_numbers(struct kunit *test)
{
	size_t i;

	use_fake(test);
	fake.all_virtual = true;
	for (i = 16; i < 4096; i += 16)
		KUNIT_EXPECT_FALSE(test, ssp_virtual_free((void *)i));
}

static void range_is_checked(struct kunit *test)
{
	const u8 *end = fake.bytes + sizeof(fake.bytes);

	use_fake(test);
	KUNIT_EXPECT_TRUE(test, ssp_is_virtual(NULL, 0));
	KUNIT_EXPECT_TRUE(test, ssp_is_virtual((void *)1, 0));
	KUNIT_EXPECT_FALSE(test, ssp_is_virtual(NULL, 1));
	KUNIT_EXPECT_FALSE(test, ssp_is_virtual(fake.bytes, (size_t)-1));
	KUNIT_EXPECT_FALSE(test, ssp_is_virtual((void *)(uintptr_t)-4, 8));
	KUNIT_EXPECT_EQ(test, fake.asked, 0);
	KUNIT_EXPECT_TRUE(test, ssp_is_virtual(fake.bytes, sizeof(fake.bytes)));
	KUNIT_EXPECT_TRUE(test, ssp_is_virtual(end - 1, 1));
	KUNIT_EXPECT_FALSE(test, ssp_is_virtual(end - 1, 2));
	KUNIT_EXPECT_FALSE(test, ssp_is_virtual((void *)(uintptr_t)-4, 4));
	KUNIT_EXPECT_EQ(test, fake.asked, 4);
}

static ssp_status take_both(struct kunit *test, void *arg)
{
	void *pool = ssp_pool_alloc(10);
	void *virtual = ssp_virtual_alloc(20);
	ssp_status st = pool && virtual ? SEC_E_OK : SEC_E_INSUFFICIENT_MEMORY;

	(void)arg;
	ssp_pool_free(pool, 10);
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(virtual));
	return st;
}

static void out_of_memory(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	KUNIT_EXPECT_EQ(test,
			ssp_test_each_failed_allocation(test, m, take_both,
							NULL, NULL),
			2);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case mem_cases[] = {
	KUNIT_CASE(table_is_checked),
	KUNIT_CASE(larger_table),
	KUNIT_CASE(table_stays_while_used),
	KUNIT_CASE(pool_uses_table),
	KUNIT_CASE(virtual_uses_table),
	KUNIT_CASE(table_that_breaks_its_word),
	KUNIT_CASE(sizes_are_bounded),
	KUNIT_CASE(pool_copies),
	KUNIT_CASE(virtual_blocks),
	KUNIT_CASE(virtual_blocks_watched),
	KUNIT_CASE(refuses_foreign_pointers),
	KUNIT_CASE(refuses_a_second_time),
	KUNIT_CASE(mark_tells),
	KUNIT_CASE(refuses_small_numbers),
	KUNIT_CASE(range_is_checked),
	KUNIT_CASE(out_of_memory),
	{},
};

static struct kunit_suite mem_suite = {
	.name = "mem",
	.init = reset_fake,
	.exit = default_again,
	.test_cases = mem_cases,
};
kunit_test_suites(&mem_suite);
