// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Guarded bytes of tests/support.h: whole pages, an inaccessible one behind
 * them, and the bytes at their end.
 *
 * Cases ask for thousands, so the books are kept in chunks.
 */
#include "platform/sync.h"
#include "tests/support.h"
#include "tests/world.h"

#define FRESH 0xa5
#define CHUNK 64

/* What was handed out are the last @n bytes of the @room ones at @map. */
struct guarded {
	u8 *map;
	size_t room;
	size_t n;
};

struct chunk {
	struct chunk *next;
	struct kunit *test;
	size_t used;
	struct guarded g[CHUNK];
};

static struct ssp_mutex lock = SSP_MUTEX_INIT(lock);
static struct chunk *chunks; /* the newest first */

/* What lies before the bytes cannot fault, but it can be looked at. */
static void release_one(struct kunit *test, const struct guarded *g)
{
	size_t before = g->room - g->n;
	size_t i = 0;

	if (g->map[0] == FRESH && !memcmp(g->map, g->map + 1, before - 1))
		i = before;
	while (i < before && g->map[i] == FRESH)
		i++;
	if (i < before)
		KUNIT_FAIL(test, "%zu bytes before guarded memory: overwritten",
			   before - i);
	ssp_world_pages_return(g->map, g->room);
}

static void release(struct kunit *test, void *data)
{
	struct chunk *c = data;
	struct chunk **pp = &chunks;

	ssp_mutex_lock(&lock);
	while (*pp != c)
		pp = &(*pp)->next;
	*pp = c->next;
	ssp_mutex_unlock(&lock);
	while (c->used)
		release_one(test, &c->g[--c->used]);
	ssp_world_free(c);
}

/* The case's chunk with room for one more. */
static struct chunk *chunk_of(struct kunit *test)
{
	struct chunk *c = chunks;

	if (c && c->test == test && c->used < CHUNK)
		return c;
	c = ssp_world_alloc(sizeof(*c));
	if (!c)
		return NULL;
	c->test = test;
	c->next = chunks;
	chunks = c;
	ssp_kunit_defer(test, release, c);
	return c;
}

static struct guarded *take(struct kunit *test, size_t n)
{
	size_t page = ssp_world_page();
	size_t room = (n / page + 1) * page;
	struct chunk *c = chunk_of(test);
	struct guarded *g;
	u8 *map = c ? ssp_world_pages(room) : NULL;

	if (!map)
		return NULL;
	memset(map, FRESH, room);
	g = &c->g[c->used++];
	*g = (struct guarded){ .map = map, .room = room, .n = n };
	return g;
}

u8 *ssp_test_guarded(struct kunit *test, size_t n)
{
	struct guarded *g;

	ssp_mutex_lock(&lock);
	g = take(test, n);
	ssp_mutex_unlock(&lock);
	KUNIT_ASSERT_TRUE_MSG(test, g, "no %zu bytes", n);
	return g->map + g->room - g->n;
}
