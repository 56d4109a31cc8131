// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * struct ssp_test_memory of tests/support.h.
 *
 * One table for the whole program, because the engine refuses to change tables
 * while it holds memory: after a case that leaked, the table stays in place and
 * serves without counting, and the next ssp_test_memory_start() takes over.
 *
 * Blocks that come back are revoked and remembered a while, so that a second
 * free is told from the free of something else and late writes show.
 */
#include "platform/sync.h"
#include "tests/support.h"
#include "tests/world.h"

#define FRESH 0xa5
#define DEAD_MAX 64
#define ALIGN_TO 16

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

static struct ssp_mutex lock = SSP_MUTEX_INIT(lock);
static struct block *live;
static struct block *dead; /* oldest last */
static size_t dead_count;
static struct block *spare; /* records of this session without a block */
static struct region *regions;
static struct ssp_test_memory *active;
static u64 session;
static bool in_place;

static u8 *address(const struct block *b)
{
	return (u8 *)~b->hidden;
}

/* The bytes' pages. */
static size_t mapped_room(size_t n)
{
	size_t page = ssp_world_page();

	return (n + page - 1) / page * page;
}

static size_t rounded(size_t n)
{
	return (n + ALIGN_TO - 1) / ALIGN_TO * ALIGN_TO;
}

static u8 *mapping(const struct block *b)
{
	return address(b) + rounded(b->n) - mapped_room(b->n);
}

static bool all(const u8 *p, size_t n, u8 value)
{
	return !n || (p[0] == value && !memcmp(p, p + 1, n - 1));
}

static u8 *map_bytes(size_t n)
{
	size_t room = mapped_room(n);
	u8 *map = ssp_world_map(room);

	if (!map)
		return NULL;
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

static struct block *new_record(void)
{
	struct block *b = spare;

	if (!b)
		return ssp_world_alloc(sizeof(*b));
	spare = b->next;
	return b;
}

static void forget_record(struct block *b)
{
	b->next = spare;
	spare = b;
}

static void *allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	struct block *b = NULL;
	u8 *p = NULL;

	(void)arg;
	ssp_mutex_lock(&lock);
	if (count_call() || !n)
		goto out;
	b = new_record();
	if (!b)
		goto out;
	p = kind == SSP_MEMORY_VIRTUAL ? map_bytes(n) : ssp_world_heap(n);
	if (!p) {
		forget_record(b);
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
	ssp_mutex_unlock(&lock);
	return p;
}

/* Also looks whether the block was written to after it came back. */
static void bury(struct block *b)
{
	if (b->kind == SSP_MEMORY_VIRTUAL)
		ssp_world_map_release(mapping(b), mapped_room(b->n));
	else if (!ssp_world_heap_release(address(b), b->n) && active)
		active->overruns++;
	forget_record(b);
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
	if (b->kind == SSP_MEMORY_VIRTUAL)
		ssp_world_map_revoke(mapping(b), mapped_room(b->n));
	else
		ssp_world_heap_revoke(address(b), b->n);
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
	ssp_mutex_lock(&lock);
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
	ssp_mutex_unlock(&lock);
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
	ssp_mutex_lock(&lock);
	for (b = live; b && !found; b = b->next)
		found = b->kind == SSP_MEMORY_VIRTUAL &&
			inside(p, n, address(b), b->n);
	for (r = regions; r && !found; r = r->next)
		found = inside(p, n, r->p, r->n);
	ssp_mutex_unlock(&lock);
	return found;
}

const struct ssp_memory_ops ssp_test_memory_table = {
	.size = sizeof(ssp_test_memory_table),
	.allocate = allocate,
	.free = give_back,
	.is_virtual = is_virtual,
};

static void free_records(void)
{
	struct block *b;

	while ((b = spare)) {
		spare = b->next;
		ssp_world_free(b);
	}
}

/* Refused as long as somebody holds memory; the table then stays. */
static void end_session(void)
{
	struct region *r;

	ssp_mutex_lock(&lock);
	bury_all_but(0);
	free_records();
	active = NULL;
	while ((r = regions)) {
		regions = r->next;
		ssp_world_free(r);
	}
	ssp_mutex_unlock(&lock);
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
	ssp_mutex_lock(&lock);
	session++;
	active = m;
	ssp_mutex_unlock(&lock);
	ssp_kunit_defer(test, forgotten, m);
	return m;
}

void ssp_test_memory_stop(struct kunit *test, struct ssp_test_memory *m)
{
	if (!m || active != m) {
		KUNIT_FAIL(test, "not started");
		return;
	}
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
	ssp_mutex_lock(&lock);
	m->calls = 0;
	m->fail_at = nth;
	m->fail_hit = false;
	ssp_mutex_unlock(&lock);
}

void ssp_test_memory_add_virtual(struct kunit *test, const void *p, size_t n)
{
	struct region *r;

	KUNIT_ASSERT_NOT_NULL_MSG(test, active, "not started");
	r = ssp_world_alloc(sizeof(*r));
	KUNIT_ASSERT_NOT_NULL(test, r);
	ssp_mutex_lock(&lock);
	*r = (struct region){ .next = regions, .p = p, .n = n };
	regions = r;
	ssp_mutex_unlock(&lock);
}

u64 ssp_test_memory_violations(struct ssp_test_memory *m)
{
	u64 sum;

	ssp_mutex_lock(&lock);
	sum = m->double_frees + m->wrong_frees + m->unwiped + m->overruns;
	ssp_mutex_unlock(&lock);
	return sum;
}
