// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * struct ssp_test_memory of tests/support.h: counting, failing, what is
 * virtual, and every violation it is there to find.  Misuse goes through the
 * table itself, since the engine's own functions commit none.
 */
#include "tests/cmocka/self.h"
#include "tests/support.h"

static const struct ssp_memory_ops *const ops = &ssp_test_memory_table;

static void *take(enum ssp_memory_kind kind, size_t n)
{
	return ops->allocate(ops->arg, kind, n);
}

static void give(enum ssp_memory_kind kind, void *p, size_t n)
{
	ops->free(ops->arg, kind, p, n);
}

static bool virtual(const void *p, size_t n)
{
	return ops->is_virtual(ops->arg, p, n);
}

static void counts(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	void *pool = ssp_pool_alloc(100);
	void *other = ssp_virtual_alloc(50);

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_NOT_NULL(test, other);
	KUNIT_EXPECT_EQ(test, m->calls, 2);
	KUNIT_EXPECT_EQ(test, m->live_blocks[SSP_MEMORY_POOL], 1);
	KUNIT_EXPECT_EQ(test, m->live_bytes[SSP_MEMORY_POOL], 100);
	KUNIT_EXPECT_EQ(test, m->live_blocks[SSP_MEMORY_VIRTUAL], 1);
	KUNIT_EXPECT_GE(test, m->live_bytes[SSP_MEMORY_VIRTUAL], 50);
	memset(pool, 1, 100);
	ssp_pool_free(pool, 100);
	KUNIT_EXPECT_EQ(test, m->live_blocks[SSP_MEMORY_POOL], 0);
	KUNIT_EXPECT_EQ(test, m->live_bytes[SSP_MEMORY_POOL], 0);
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(other));
	KUNIT_EXPECT_EQ(test, m->live_bytes[SSP_MEMORY_VIRTUAL], 0);
	KUNIT_EXPECT_EQ(test, ssp_test_memory_violations(m), 0);
	ssp_test_memory_stop(test, m);
	KUNIT_EXPECT_EQ(test, m->calls, 2);
}

static void fails_the_nth(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	void *p[4];
	size_t i;

	ssp_test_memory_fail_at(m, 3);
	for (i = 0; i < ARRAY_SIZE(p); i++) {
		KUNIT_EXPECT_EQ(test, m->fail_hit, i == 3);
		p[i] = ssp_pool_alloc(8);
	}
	KUNIT_EXPECT_NOT_NULL(test, p[0]);
	KUNIT_EXPECT_NOT_NULL(test, p[1]);
	KUNIT_EXPECT_NULL(test, p[2]);
	KUNIT_EXPECT_NOT_NULL(test, p[3]);
	for (i = 0; i < ARRAY_SIZE(p); i++)
		ssp_pool_free(p[i], 8);
	ssp_test_memory_stop(test, m);
}

static void fresh_is_filled(struct kunit *test)
{
	static const enum ssp_memory_kind kinds[] = { SSP_MEMORY_POOL,
						      SSP_MEMORY_VIRTUAL };
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	size_t k, i;

	for (k = 0; k < ARRAY_SIZE(kinds); k++) {
		u8 *p = take(kinds[k], 5000);

		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_EQ(test, (uintptr_t)p % 16, 0);
		for (i = 0; i < 5000; i++)
			KUNIT_EXPECT_EQ(test, p[i], 0xa5);
		memset(p, 0, 5000);
		give(kinds[k], p, 5000);
	}
	ssp_test_memory_stop(test, m);
}

static void virtual_is_exact(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	u8 *v = take(SSP_MEMORY_VIRTUAL, 100);
	u8 *w = take(SSP_MEMORY_VIRTUAL, 100);
	u8 *p = take(SSP_MEMORY_POOL, 100);
	u8 stack[16];

	KUNIT_EXPECT_TRUE(test, virtual(v, 100));
	KUNIT_EXPECT_TRUE(test, virtual(v + 99, 1));
	KUNIT_EXPECT_FALSE(test, virtual(v, 101));
	KUNIT_EXPECT_FALSE(test, virtual(v - 1, 10));
	KUNIT_EXPECT_FALSE(test, virtual(v + 99, 2));
	KUNIT_EXPECT_FALSE(test, virtual(v + 50, SIZE_MAX));
	KUNIT_EXPECT_FALSE(test, virtual(p, 100));
	KUNIT_EXPECT_FALSE(test, virtual(stack, 1));
	KUNIT_EXPECT_FALSE(test, virtual(NULL, 1));

	ssp_test_memory_add_virtual(test, stack + 4, 8);
	KUNIT_EXPECT_TRUE(test, virtual(stack + 4, 8));
	KUNIT_EXPECT_FALSE(test, virtual(stack + 4, 9));
	KUNIT_EXPECT_FALSE(test, virtual(stack + 3, 2));

	give(SSP_MEMORY_VIRTUAL, v, 100);
	KUNIT_EXPECT_FALSE(test, virtual(v, 100));
	KUNIT_EXPECT_TRUE(test, virtual(w, 100));
	give(SSP_MEMORY_VIRTUAL, w, 100);
	memset(p, 0, 100);
	give(SSP_MEMORY_POOL, p, 100);
	ssp_test_memory_stop(test, m);
	KUNIT_EXPECT_FALSE(test, virtual(stack + 4, 8));
}

/* Not instrumented: the sanitizer would not let it happen. */
__attribute__((__no_sanitize_address__, __noinline__)) static void
late_write(u8 *p)
{
	*(volatile u8 *)p = 1;
}

static void use_after_free_is_seen(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	u8 *p = ssp_pool_alloc(10);
	size_t i;

	ssp_pool_free(p, 10);
	late_write(p + 9);
	for (i = 0; i < 1000 && !m->overruns; i++)
		ssp_pool_free(ssp_pool_alloc(10), 10);
	KUNIT_EXPECT_EQ(test, m->overruns, 1);
	KUNIT_EXPECT_EQ(test, ssp_test_memory_violations(m), 1);
	m->overruns = 0;
	ssp_test_memory_stop(test, m);
}

/* The latest blocks are looked at when the allocator stops. */
static void inner_late_write(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	u8 *p = ssp_pool_alloc(10);

	ssp_pool_free(p, 10);
	late_write(p);
	KUNIT_EXPECT_EQ(test, m->overruns, 0);
	ssp_test_memory_stop(test, m);
}

static void late_use_after_free_is_seen(struct kunit *test)
{
	struct ssp_kunit_capture *c = run_case(test, inner_late_write);

	KUNIT_EXPECT_EQ(test, c->failed, 1);
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "m->overruns == 1 "));
}

static void violations(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	u8 *p = take(SSP_MEMORY_POOL, 40);
	u8 *v = take(SSP_MEMORY_VIRTUAL, 40);
	u8 stack[8];

	p[39] = 1;
	memset(p, 0, 39);
	give(SSP_MEMORY_POOL, p, 40);
	KUNIT_EXPECT_EQ(test, m->unwiped, 1);
	give(SSP_MEMORY_POOL, p, 40);
	KUNIT_EXPECT_EQ(test, m->double_frees, 1);
	v[40] = 0;
	give(SSP_MEMORY_POOL, v, 40);
	KUNIT_EXPECT_EQ(test, m->overruns, 1);
	KUNIT_EXPECT_EQ(test, m->wrong_frees, 1);
	give(SSP_MEMORY_VIRTUAL, v, 40);
	KUNIT_EXPECT_EQ(test, m->double_frees, 2);

	p = take(SSP_MEMORY_POOL, 40);
	memset(p, 0, 40);
	give(SSP_MEMORY_POOL, p, 41);
	KUNIT_EXPECT_EQ(test, m->wrong_frees, 2);
	give(SSP_MEMORY_POOL, stack, sizeof(stack));
	KUNIT_EXPECT_EQ(test, m->wrong_frees, 3);
	KUNIT_EXPECT_EQ(test, m->unwiped, 1);
	KUNIT_EXPECT_EQ(test, m->live_blocks[SSP_MEMORY_POOL], 0);
	KUNIT_EXPECT_EQ(test, m->live_blocks[SSP_MEMORY_VIRTUAL], 0);
	KUNIT_EXPECT_EQ(test, ssp_test_memory_violations(m), 7);

	/* What stop() expects is tested below; this case has seen enough. */
	*m = (struct ssp_test_memory){ 0 };
	ssp_test_memory_stop(test, m);
}

/* Which of the six things stop() looks at is wrong. */
static size_t what;

static void inner_stop(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	size_t *const blocks[] = { &m->live_blocks[0], &m->live_blocks[1] };
	u64 *const numbers[] = { &m->double_frees, &m->wrong_frees, &m->unwiped,
				 &m->overruns };

	if (what < 2)
		*blocks[what] = 1;
	else if (what < 6)
		*numbers[what - 2] = 1;
	ssp_test_memory_stop(test, m);
}

static void stop_looks_at_everything(struct kunit *test)
{
	for (what = 0; what <= 6; what++)
		KUNIT_EXPECT_EQ(test, run_case(test, inner_stop)->failed,
				what < 6);
}

static void *leaked;
static int how;

static void inner_leaves(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	leaked = ssp_pool_alloc(10);
	if (how == 0)
		ssp_test_memory_stop(test, m);
	KUNIT_ASSERT_NE(test, how, 1);
}

/*
 * A leak, an assertion and a forgotten stop each leave a live block behind,
 * so that the engine refuses to change tables: the next case must not notice.
 */
static void bad_cases_do_not_poison(struct kunit *test)
{
	static const char *const texts[] = { "live_blocks", "how != 1",
					     "was not called" };
	struct ssp_test_memory *m;

	for (how = 0; how < 3; how++) {
		struct ssp_kunit_capture *c = run_case(test, inner_leaves);

		KUNIT_EXPECT_EQ(test, c->failed, 1);
		KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, texts[how]));
		m = ssp_test_memory_start(test);
		ssp_pool_free(leaked, 10);
		KUNIT_EXPECT_EQ(test, m->live_blocks[SSP_MEMORY_POOL], 0);
		ssp_test_memory_stop(test, m);
	}
}

static void starts_twice(struct kunit *test)
{
	ssp_test_memory_start(test);
	ssp_test_memory_start(test);
}

static void starts_late(struct kunit *test)
{
	ssp_test_memory_start(test);
}

static void start_is_refused(struct kunit *test)
{
	void *p;

	KUNIT_EXPECT_NOT_NULL(test, strstr(run_case(test, starts_twice)->text,
					   "started twice"));
	p = ssp_pool_alloc(1);
	KUNIT_EXPECT_NOT_NULL(test, strstr(run_case(test, starts_late)->text,
					   "memory of the default"));
	ssp_pool_free(p, 1);
}

static void *hammer(void *arg)
{
	u32 state = (u32)(uintptr_t)arg;
	int i;

	for (i = 0; i < 500; i++) {
		size_t n = 1 + ssp_test_rand(&state) % 100;
		void *p = ssp_pool_alloc(n);

		ssp_pool_free(p, n);
	}
	return NULL;
}

static void from_threads(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	pthread_t threads[4];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(threads); i++)
		KUNIT_ASSERT_EQ(test, 0,
				pthread_create(&threads[i], NULL, hammer,
					       (void *)i));
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		pthread_join(threads[i], NULL);
	KUNIT_EXPECT_EQ(test, m->calls, 2000);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case arena_cases[] = { KUNIT_CASE(counts),
					   KUNIT_CASE(fails_the_nth),
					   KUNIT_CASE(fresh_is_filled),
					   KUNIT_CASE(virtual_is_exact),
					   KUNIT_CASE(violations),
					   KUNIT_CASE(use_after_free_is_seen),
					   KUNIT_CASE(
						   late_use_after_free_is_seen),
					   KUNIT_CASE(stop_looks_at_everything),
					   KUNIT_CASE(bad_cases_do_not_poison),
					   KUNIT_CASE(start_is_refused),
					   KUNIT_CASE(from_threads),
					   {} };

static struct kunit_suite arena_suite = {
	.name = "arena_self",
	.test_cases = arena_cases,
};

kunit_test_suites(&arena_suite);
