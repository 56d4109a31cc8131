// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * tests/world.h in user mode: malloc() and mmap().  What was revoked is kept
 * until it is released, poisoned (heap, under a sanitizer), patterned (heap) or
 * inaccessible (pages), so that late writes show.
 *
 * ssp_kunit_defer() is in harness.c, ssp_kunit_note() in report.c.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "tests/support.h"
#include "tests/world.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

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

#define DEAD 0x5a

const size_t ssp_test_context_max = 2048;

void *ssp_world_alloc(size_t n)
{
	return calloc(1, n);
}

void ssp_world_free(void *p)
{
	free(p);
}

u8 *ssp_world_heap(size_t n)
{
	return malloc(n);
}

void ssp_world_heap_revoke(u8 *p, size_t n)
{
	memset(p, DEAD, n);
	ASAN_POISON_MEMORY_REGION(p, n);
}

bool ssp_world_heap_release(u8 *p, size_t n)
{
	bool alone = true;
	size_t i;

	ASAN_UNPOISON_MEMORY_REGION(p, n);
	for (i = 0; i < n; i++)
		alone = alone && p[i] == DEAD;
	free(p);
	return alone;
}

size_t ssp_world_page(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

u8 *ssp_world_pages(size_t n)
{
	size_t page = ssp_world_page();
	u8 *map = mmap(NULL, n + page, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (map == MAP_FAILED)
		return NULL;
	if (mprotect(map + n, page, PROT_NONE)) {
		(void)munmap(map, n + page);
		return NULL;
	}
	return map;
}

void ssp_world_pages_return(u8 *p, size_t n)
{
	(void)munmap(p, n + ssp_world_page());
}

u8 *ssp_world_map(size_t n)
{
	return ssp_world_pages(n);
}

void ssp_world_map_revoke(u8 *p, size_t n)
{
	(void)mprotect(p, n, PROT_NONE);
}

void ssp_world_map_release(u8 *p, size_t n)
{
	ssp_world_pages_return(p, n);
}
