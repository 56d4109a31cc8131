// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * struct ssp_test_memory of tests/support.h in user mode.
 *
 * One table for the whole process, because the engine refuses to change tables
 * while it holds memory: after a case that leaked, the table stays in place and
 * serves without counting, and the next ssp_test_memory_start() takes over.
 *
 * Blocks that come back are kept a while, poisoned (heap, under a sanitizer),
 * patterned (heap) or inaccessible (mappings), so that a second free is told
 * from the free of something else and late writes show.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/cmocka/harness.h"
#include "tests/support.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED
#endif
#endif

/* A compiler may come without the header of a sanitizer that is not used. */
#if defined(WATCHED) || defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

#define FRESH 0xa5
#define DEAD 0x5a
#define DEAD_MAX 64
#define ALIGN 16

struct block {
	struct block *next;
	uintptr_t hidden; /* ~address: a leak checker must not count this one */
	size_t n;
	enum ssp_memory_kind kind;
	u64 session;
};

struct region {
	struct region *next;
	const u8 *p;
	size_t n;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct block *live;
static struct block *dead; /* oldest last */
static size_t dead_count;
static struct region *regions;
static struct ssp_test_memory *active;
static u64 session;
static bool in_place;

static u8 *address(const struct block *b)
{
	return (u8 *)~b->hidden;
}

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

/* A mapping is the bytes' pages and the inaccessible one behind them. */
static size_t mapped_room(size_t n)
{
	return (n + page_size() - 1) / page_size() * page_size();
}

static size_t rounded(size_t n)
{
	return (n + ALIGN - 1) / ALIGN * ALIGN;
}

static u8 *mapping(const struct block *b)
{
	return address(b) + rounded(b->n) - mapped_room(b->n);
}

static bool all(const u8 *p, size_t n, u8 value)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] != value)
			return false;
	return true;
}

static u8 *map_bytes(size_t n)
{
	size_t room = mapped_room(n);
	u8 *map = mmap(NULL, room + page_size(), PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (map == MAP_FAILED)
		return NULL;
	mprotect(map + room, page_size(), PROT_NONE);
	memset(map, FRESH, room);
	return map + room - rounded(n);
}

/* Whether this call is the one to fail. */
static bool count_call(void)
{
	if (!active)
		return false;
	active->calls++;
	if (active->calls != active->fail_at)
		return false;
	active->fail_hit = true;
	return true;
}

static void *allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	struct block *b = NULL;
	u8 *p = NULL;

	(void)arg;
	pthread_mutex_lock(&lock);
	if (count_call() || !n)
		goto out;
	b = malloc(sizeof(*b));
	if (!b)
		goto out;
	p = kind == SSP_MEMORY_VIRTUAL ? map_bytes(n) : malloc(n);
	if (!p) {
		free(b);
		goto out;
	}
	memset(p, FRESH, n);
	*b = (struct block){ .next = live,
			     .hidden = ~(uintptr_t)p,
			     .n = n,
			     .kind = kind,
			     .session = active ? session : 0 };
	live = b;
	if (active) {
		active->live_blocks[kind]++;
		active->live_bytes[kind] += n;
	}
out:
	pthread_mutex_unlock(&lock);
	return p;
}

/* Also looks whether the block was written to after it came back. */
static void bury(struct block *b)
{
	if (b->kind == SSP_MEMORY_VIRTUAL) {
		munmap(mapping(b), mapped_room(b->n) + page_size());
	} else {
		ASAN_UNPOISON_MEMORY_REGION(address(b), b->n);
		if (!all(address(b), b->n, DEAD) && active)
			active->overruns++;
		free(address(b));
	}
	free(b);
}

static void bury_all_but(size_t keep)
{
	struct block **pp = &dead;
	size_t i;

	for (i = 0; i < keep && *pp; i++)
		pp = &(*pp)->next;
	while (*pp) {
		struct block *b = *pp;

		*pp = b->next;
		dead_count--;
		bury(b);
	}
}

static void make_dead(struct block *b)
{
	if (b->kind == SSP_MEMORY_VIRTUAL) {
		mprotect(mapping(b), mapped_room(b->n), PROT_NONE);
	} else {
		memset(address(b), DEAD, b->n);
		ASAN_POISON_MEMORY_REGION(address(b), b->n);
	}
	b->next = dead;
	dead = b;
	if (++dead_count == 2 * DEAD_MAX)
		bury_all_but(DEAD_MAX);
}

static void check_returned(const struct block *b, enum ssp_memory_kind kind,
			   size_t n)
{
	const u8 *p = address(b);

	if (!active)
		return;
	if (b->kind != kind || b->n != n)
		active->wrong_frees++;
	if (b->kind == SSP_MEMORY_POOL && !all(p, b->n, 0))
		active->unwiped++;
	if (b->kind == SSP_MEMORY_VIRTUAL &&
	    !all(p + b->n, rounded(b->n) - b->n, FRESH))
		active->overruns++;
	if (b->session == session) {
		active->live_blocks[b->kind]--;
		active->live_bytes[b->kind] -= b->n;
	}
}

static struct block **find(struct block **pp, const void *p)
{
	while (*pp && address(*pp) != p)
		pp = &(*pp)->next;
	return pp;
}

static void give_back(void *arg, enum ssp_memory_kind kind, void *p, size_t n)
{
	struct block **pp;
	struct block *b;

	(void)arg;
	pthread_mutex_lock(&lock);
	pp = find(&live, p);
	b = *pp;
	if (b) {
		*pp = b->next;
		check_returned(b, kind, n);
		make_dead(b);
	} else if (active) {
		if (*find(&dead, p))
			active->double_frees++;
		else
			active->wrong_frees++;
	}
	pthread_mutex_unlock(&lock);
}

static bool inside(const u8 *p, size_t n, const u8 *whole, size_t size)
{
	return p >= whole && p <= whole + size &&
	       n <= size - (size_t)(p - whole);
}

static bool is_virtual(void *arg, const void *p, size_t n)
{
	const struct region *r;
	const struct block *b;
	bool found = false;

	(void)arg;
	pthread_mutex_lock(&lock);
	for (b = live; b && !found; b = b->next)
		found = b->kind == SSP_MEMORY_VIRTUAL &&
			inside(p, n, address(b), b->n);
	for (r = regions; r && !found; r = r->next)
		found = inside(p, n, r->p, r->n);
	pthread_mutex_unlock(&lock);
	return found;
}

const struct ssp_memory_ops ssp_test_memory_table = {
	.size = sizeof(ssp_test_memory_table),
	.allocate = allocate,
	.free = give_back,
	.is_virtual = is_virtual,
};

/* Refused as long as somebody holds memory; the table then stays. */
static void end_session(void)
{
	struct region *r;

	pthread_mutex_lock(&lock);
	bury_all_but(0);
	active = NULL;
	while ((r = regions)) {
		regions = r->next;
		free(r);
	}
	pthread_mutex_unlock(&lock);
	in_place = ssp_memory_set(NULL) < 0;
}

static void forgotten(struct kunit *test, void *data)
{
	if (active != data)
		return;
	end_session();
	if (test->status == KUNIT_SUCCESS)
		KUNIT_FAIL(test, "ssp_test_memory_stop() was not called");
}

struct ssp_test_memory *ssp_test_memory_start(struct kunit *test)
{
	struct ssp_test_memory *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	ssp_status st;

	KUNIT_ASSERT_NOT_NULL(test, m);
	KUNIT_ASSERT_PTR_EQ_MSG(test, active, NULL, "started twice");
	st = ssp_memory_set(&ssp_test_memory_table);
	if (!in_place)
		KUNIT_ASSERT_GE_MSG(test, st, 0,
				    "is memory of the default still in use?");
	in_place = true;
	pthread_mutex_lock(&lock);
	session++;
	active = m;
	pthread_mutex_unlock(&lock);
	ssp_kunit_defer(test, forgotten, m);
	return m;
}

void ssp_test_memory_stop(struct kunit *test, struct ssp_test_memory *m)
{
	KUNIT_ASSERT_PTR_EQ_MSG(test, active, m, "not started");
	end_session();
	KUNIT_EXPECT_EQ(test, m->live_blocks[SSP_MEMORY_POOL], 0);
	KUNIT_EXPECT_EQ(test, m->live_blocks[SSP_MEMORY_VIRTUAL], 0);
	KUNIT_EXPECT_EQ(test, m->double_frees, 0);
	KUNIT_EXPECT_EQ(test, m->wrong_frees, 0);
	KUNIT_EXPECT_EQ(test, m->unwiped, 0);
	KUNIT_EXPECT_EQ(test, m->overruns, 0);
}

void ssp_test_memory_fail_at(struct ssp_test_memory *m, u64 nth)
{
	pthread_mutex_lock(&lock);
	m->calls = 0;
	m->fail_at = nth;
	m->fail_hit = false;
	pthread_mutex_unlock(&lock);
}

void ssp_test_memory_add_virtual(struct kunit *test, const void *p, size_t n)
{
	struct region *r;

	KUNIT_ASSERT_NOT_NULL_MSG(test, active, "not started");
	r = malloc(sizeof(*r));
	KUNIT_ASSERT_NOT_NULL(test, r);
	pthread_mutex_lock(&lock);
	*r = (struct region){ .next = regions, .p = p, .n = n };
	regions = r;
	pthread_mutex_unlock(&lock);
}

u64 ssp_test_memory_violations(struct ssp_test_memory *m)
{
	u64 sum;

	pthread_mutex_lock(&lock);
	sum = m->double_frees + m->wrong_frees + m->unwiped + m->overruns;
	pthread_mutex_unlock(&lock);
	return sum;
}
