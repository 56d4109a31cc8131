// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Guarded bytes of tests/support.h in user mode: whole pages from mmap(), the
 * last one inaccessible, the bytes at the end of those before it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/cmocka/harness.h"
#include "tests/support.h"

#define FRESH 0xa5

struct guarded {
	u8 *map;
	size_t room; /* accessible bytes */
	size_t n; /* of which these last ones were handed out */
};

/* What lies before the bytes cannot fault, but it can be looked at. */
static void release(struct kunit *test, void *data)
{
	struct guarded *g = data;
	size_t i;

	for (i = 0; i < g->room - g->n; i++) {
		if (g->map[i] == FRESH)
			continue;
		KUNIT_FAIL(test, "%zu bytes before guarded memory: overwritten",
			   g->room - g->n - i);
		break;
	}
	munmap(g->map, g->room + (size_t)sysconf(_SC_PAGESIZE));
	free(g);
}

u8 *ssp_test_guarded(struct kunit *test, size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t room = (n / page + 1) * page;
	struct guarded *g;
	u8 *map;

	map = mmap(NULL, room + page, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	KUNIT_ASSERT_TRUE_MSG(test, map != MAP_FAILED, "no %zu bytes", n);
	g = malloc(sizeof(*g));
	if (!g)
		abort();
	*g = (struct guarded){ .map = map, .room = room, .n = n };
	memset(map, FRESH, room);
	ssp_kunit_defer(test, release, g);
	KUNIT_ASSERT_EQ(test, mprotect(map + room, page, PROT_NONE), 0);
	return map + room - n;
}
