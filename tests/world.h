/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What support.c, guard.c and arena.c ask of the world they run in: user mode
 * (tests/cmocka/) or a kernel (tests/kunit/).  Suites do not include this.
 */
#ifndef SSP_TESTS_WORLD_H
#define SSP_TESTS_WORLD_H

#include <kunit/test.h>

struct ssp_memory_ops;

/**
 * ssp_kunit_defer() - have something done when the case has ended
 * @test: the running case
 * @fn: called after exit(), the latest first; may expect
 * @data: passed to @fn
 */
void ssp_kunit_defer(struct kunit *test,
		     void (*fn)(struct kunit *test, void *data), void *data);

/**
 * ssp_kunit_note() - say what a loop is at, for failures to come
 * @test: the running case
 * @fmt: as for printf(); NULL for nothing to say any more
 */
__attribute__((__format__(__printf__, 2, 3))) void
ssp_kunit_note(struct kunit *test, const char *fmt, ...);

/**
 * ssp_world_alloc() - memory for the books, which no test makes fail
 * @n: bytes
 *
 * Return: zeroed memory for ssp_world_free(), or NULL.
 */
void *ssp_world_alloc(size_t n);

/** ssp_world_free() - release; NULL is fine */
void ssp_world_free(void *p);

/**
 * ssp_world_heap() - a block of the heap, as a checker likes it best
 * @n: bytes, exactly
 *
 * Return: the block, or NULL.
 */
u8 *ssp_world_heap(size_t n);

/**
 * ssp_world_heap_revoke() - nobody may touch a block any more
 * @p: from ssp_world_heap()
 * @n: its size
 */
void ssp_world_heap_revoke(u8 *p, size_t n);

/**
 * ssp_world_heap_release() - forget a block
 * @p: revoked
 * @n: its size
 *
 * Return: whether it was left alone; where touching it is reported at once,
 * true.
 */
bool ssp_world_heap_release(u8 *p, size_t n);

/** ssp_world_page() - bytes in a page */
size_t ssp_world_page(void);

/**
 * ssp_world_pages() - pages for a case, and an inaccessible one behind the last
 * @n: bytes, a multiple of ssp_world_page(), not 0
 *
 * Return: the first page, or NULL.  No test makes this fail.
 */
u8 *ssp_world_pages(size_t n);

/**
 * ssp_world_pages_return() - the case is over
 * @p: from ssp_world_pages()
 * @n: as there
 */
void ssp_world_pages_return(u8 *p, size_t n);

/**
 * ssp_world_map() - ssp_world_pages() for a block of the engine
 * @n: as there
 *
 * Return: the first page, or NULL.
 */
u8 *ssp_world_map(size_t n);

/**
 * ssp_world_map_revoke() - nobody may touch the pages any more
 * @p: from ssp_world_map()
 * @n: as there
 */
void ssp_world_map_revoke(u8 *p, size_t n);

/**
 * ssp_world_map_release() - forget the pages
 * @p: revoked
 * @n: as there
 */
void ssp_world_map_release(u8 *p, size_t n);

/* What ssp_test_memory_start() installs, for the tests of its violations. */
extern const struct ssp_memory_ops ssp_test_memory_table;

#endif /* SSP_TESTS_WORLD_H */
