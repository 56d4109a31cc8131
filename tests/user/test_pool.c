// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The user-mode allocator (platform/user/memory.c).
 *
 * Built with AddressSanitizer, pool memory is malloc()'s, and the cases about
 * mappings and locks are not there.
 */
#define _GNU_SOURCE

#include "tests/support.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define POOL_IS_MALLOC 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOL_IS_MALLOC 1
#endif
#endif

#define SLOTS 400
#define LARGEST 20000

struct slot {
	u8 *p;
	size_t n;
	u8 mark;
};

struct slots {
	struct slot slot[SLOTS];
	u32 seed;
	u32 damaged;
};

static void *take(enum ssp_memory_kind kind, size_t n)
{
	return ssp_memory_default.allocate(ssp_memory_default.arg, kind, n);
}

static void give(enum ssp_memory_kind kind, void *p, size_t n)
{
	ssp_memory_default.free(ssp_memory_default.arg, kind, p, n);
}

/* Half of the blocks are small, every size class gets some. */
static size_t any_size(u32 *seed)
{
	u32 most = ssp_test_rand(seed) & 1 ? 600 : LARGEST;

	return 1 + ssp_test_rand(seed) % most;
}

static bool all_marked(const struct slot *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->p[i] != s->mark)
			return false;
	return true;
}

static void drop(struct slots *s, struct slot *slot)
{
	if (!slot->p)
		return;
	s->damaged += !all_marked(slot);
	give(SSP_MEMORY_POOL, slot->p, slot->n);
	slot->p = NULL;
}

/* Take and give back in no order; every block keeps what was written to it. */
static void *churn(void *arg)
{
	struct slots *s = arg;
	u32 round, i;

	for (round = 0; round < 20000; round++) {
		struct slot *slot = &s->slot[ssp_test_rand(&s->seed) % SLOTS];

		drop(s, slot);
		slot->n = any_size(&s->seed);
		slot->mark = (u8)ssp_test_rand(&s->seed);
		slot->p = take(SSP_MEMORY_POOL, slot->n);
		if (!slot->p || (uintptr_t)slot->p % 16) {
			s->damaged++;
			break;
		}
		memset(slot->p, slot->mark, slot->n);
	}
	for (i = 0; i < SLOTS; i++)
		drop(s, &s->slot[i]);
	return NULL;
}

static void blocks_keep_apart(struct kunit *test)
{
	struct slots *s = kunit_kzalloc(test, sizeof(*s), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, s);
	s->seed = 11;
	churn(s);
	KUNIT_EXPECT_EQ(test, s->damaged, 0);
}

static void threads_keep_apart(struct kunit *test)
{
	struct slots *s = kunit_kzalloc(test, 4 * sizeof(*s), GFP_KERNEL);
	pthread_t thread[4];
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, s);
	for (i = 0; i < 4; i++) {
		s[i].seed = 100 + i;
		KUNIT_ASSERT_EQ(test,
				pthread_create(&thread[i], NULL, churn, &s[i]),
				0);
	}
	for (i = 0; i < 4; i++) {
		KUNIT_ASSERT_EQ(test, pthread_join(thread[i], NULL), 0);
		KUNIT_EXPECT_EQ(test, s[i].damaged, 0);
	}
}

static void each_size_is_usable_to_its_end(struct kunit *test)
{
	size_t n;

	for (n = 1; n <= LARGEST; n++) {
		u8 *p = take(SSP_MEMORY_POOL, n);

		KUNIT_ASSERT_NOT_NULL(test, p);
		memset(p, 0x5a, n);
		give(SSP_MEMORY_POOL, p, n);
	}
}

static void virtual_is_whatever_does_not_wrap(struct kunit *test)
{
	bool (*is_virtual)(void *arg, const void *p, size_t n) =
		ssp_memory_default.is_virtual;
	u8 *p = take(SSP_MEMORY_VIRTUAL, 100);
	u8 here;

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 1, 100);
	KUNIT_EXPECT_TRUE(test, is_virtual(NULL, p, 100));
	KUNIT_EXPECT_TRUE(test, is_virtual(NULL, &here, 1));
	KUNIT_EXPECT_TRUE(test, is_virtual(NULL, p, UINTPTR_MAX - (size_t)p));
	KUNIT_EXPECT_FALSE(test,
			   is_virtual(NULL, p, UINTPTR_MAX - (size_t)p + 1));
	KUNIT_EXPECT_FALSE(test, is_virtual(NULL, p, SIZE_MAX));
	give(SSP_MEMORY_VIRTUAL, p, 100);
}

#ifndef POOL_IS_MALLOC

struct mapping {
	unsigned long start;
	unsigned long end;
	bool hidden; /* "dd": not in a core file */
};

/* The next entry of proc(5)'s smaps. */
static bool next_mapping(FILE *f, struct mapping *m)
{
	char line[512];
	bool found = false;

	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%lx-%lx ", &m->start, &m->end) == 2)
			found = true;
		if (found && strncmp(line, "VmFlags:", 8) == 0) {
			m->hidden = strstr(line, " dd") != NULL;
			return true;
		}
	}
	return false;
}

/* Is @p in a mapping that stays out of core files? */
static bool is_hidden(struct kunit *test, const void *p)
{
	FILE *f = fopen("/proc/self/smaps", "r");
	unsigned long at = (unsigned long)p;
	bool hidden = false, found = false;
	struct mapping m;

	KUNIT_ASSERT_NOT_NULL(test, f);
	while (!found && next_mapping(f, &m)) {
		found = at >= m.start && at < m.end;
		hidden = found && m.hidden;
	}
	fclose(f);
	KUNIT_EXPECT_TRUE(test, found);
	return hidden;
}

static size_t hidden_bytes(struct kunit *test)
{
	FILE *f = fopen("/proc/self/smaps", "r");
	struct mapping m;
	size_t n = 0;

	KUNIT_ASSERT_NOT_NULL(test, f);
	while (next_mapping(f, &m))
		n += m.hidden ? m.end - m.start : 0;
	fclose(f);
	return n;
}

static const size_t hidden_sizes[] = { 1, 32, 33, 8192, 8193, 1 << 20 };

KUNIT_ARRAY_PARAM(hidden_size, hidden_sizes, NULL);

static void pool_stays_out_of_core_files(struct kunit *test)
{
	size_t n = *(const size_t *)test->param_value;
	u8 *pool = take(SSP_MEMORY_POOL, n);
	u8 *heap = malloc(n);

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_NOT_NULL(test, heap);
	KUNIT_EXPECT_TRUE(test, is_hidden(test, pool));
	KUNIT_EXPECT_TRUE(test, is_hidden(test, pool + n - 1));
	KUNIT_EXPECT_FALSE(test, is_hidden(test, heap));
	free(heap);
	give(SSP_MEMORY_POOL, pool, n);
}

/* What 4,000 blocks of a size needed goes back, but for one chunk. */
static void free_chunks_go_back(struct kunit *test)
{
	size_t before = hidden_bytes(test);
	u8 **p = kunit_kzalloc(test, 4000 * sizeof(*p), GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	for (i = 0; i < 4000; i++)
		p[i] = take(SSP_MEMORY_POOL, 1000);
	KUNIT_EXPECT_GE(test, hidden_bytes(test), before + 4000 * 1000);
	for (i = 0; i < 4000; i++)
		give(SSP_MEMORY_POOL, p[i ^ 1], 1000);
	KUNIT_EXPECT_LE(test, hidden_bytes(test), before + 65536);
}

/* Blocks come and go so that locks are held for most of the time. */
static void *hammer(void *stop)
{
	u8 *p[SLOTS / 4];
	size_t i;

	while (!ssp_atomic_read(stop)) {
		for (i = 0; i < ARRAY_SIZE(p); i++)
			p[i] = take(SSP_MEMORY_POOL, 8000);
		for (i = 0; i < ARRAY_SIZE(p); i++)
			give(SSP_MEMORY_POOL, p[i], 8000);
		/* Where one runs at a time, as under valgrind, who forks must. */
		(void)sched_yield();
	}
	return NULL;
}

/* Exits 0, or is ended by SIGALRM when it waits for a thread it has not. */
static _Noreturn void child(void)
{
	size_t n;
	u8 *p;

	alarm(10);
	for (n = 20; n <= LARGEST; n += n / 3) {
		p = take(SSP_MEMORY_POOL, n);
		if (!p)
			_exit(1);
		give(SSP_MEMORY_POOL, p, n);
	}
	_exit(0);
}

static void children_can_allocate(struct kunit *test)
{
	struct ssp_atomic stop = { 0 };
	pthread_t thread[3];
	int status, i;
	pid_t pid;

	for (i = 0; i < 3; i++)
		KUNIT_ASSERT_EQ(test,
				pthread_create(&thread[i], NULL, hammer, &stop),
				0);
	for (i = 0, status = 0; i < 40 && status == 0; i++) {
		pid = fork();
		if (pid == 0)
			child();
		if (pid < 0 || waitpid(pid, &status, 0) != pid)
			status = -1;
	}
	ssp_atomic_set(&stop, 1);
	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, pthread_join(thread[i], NULL), 0);
	KUNIT_EXPECT_EQ(test, status, 0);
}

static void no_memory_is_null(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, take(SSP_MEMORY_POOL, SIZE_MAX / 2));
}

#endif /* POOL_IS_MALLOC */

static struct kunit_case pool_cases[] = {
	KUNIT_CASE(blocks_keep_apart),
	KUNIT_CASE(threads_keep_apart),
	KUNIT_CASE(each_size_is_usable_to_its_end),
	KUNIT_CASE(virtual_is_whatever_does_not_wrap),
#ifndef POOL_IS_MALLOC
	KUNIT_CASE_PARAM(pool_stays_out_of_core_files, hidden_size_gen_params),
	KUNIT_CASE(free_chunks_go_back),
	KUNIT_CASE(children_can_allocate),
	KUNIT_CASE(no_memory_is_null),
#endif
	{}
};

static struct kunit_suite pool_suite = {
	.name = "user_pool",
	.test_cases = pool_cases,
};

kunit_test_suites(&pool_suite);
