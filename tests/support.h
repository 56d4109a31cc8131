/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the suites share beyond KUnit: memory comparison, bytes that end at an
 * inaccessible page, hex text, the allocator that fails and counts, and the
 * loops every decoder has to survive.
 *
 * Implemented beside it (support.c, guard.c, arena.c), over what differs
 * between user mode and a kernel (world.h).  Everything obtained here belongs
 * to the running case and goes when it ends.
 */
#ifndef SSP_TESTS_SUPPORT_H
#define SSP_TESTS_SUPPORT_H

#include <kunit/test.h>

#include "platform/memory.h"
#include "platform/types.h"

/**
 * ssp_test_memdiff() - say where two pieces of memory differ
 * @test: the running case
 * @left: @n bytes
 * @right: @n bytes
 * @n: how many; with 0 the pointers do not matter
 *
 * Return: NULL when they are equal, else text that lasts as long as the case.
 */
const char *ssp_test_memdiff(struct kunit *test, const void *left,
			     const void *right, size_t n);

#define SSP_TEST_MEMEQ(check, test, left, right, n, ltext, rtext)            \
	do {                                                                 \
		const char *memory_difference =                              \
			ssp_test_memdiff(test, (left), (right), (n));        \
		check(test, memory_difference, "%s != %s\n%s", ltext, rtext, \
		      memory_difference);                                    \
	} while (0)

/* KUNIT_EXPECT_MEMEQ() and KUNIT_ASSERT_MEMEQ() of later kernels. */
#define SSP_EXPECT_MEMEQ(test, left, right, n)                             \
	SSP_TEST_MEMEQ(KUNIT_EXPECT_NULL_MSG, test, left, right, n, #left, \
		       #right)
#define SSP_ASSERT_MEMEQ(test, left, right, n)                             \
	SSP_TEST_MEMEQ(KUNIT_ASSERT_NULL_MSG, test, left, right, n, #left, \
		       #right)

/**
 * ssp_test_guarded() - bytes whose end touches an inaccessible page
 * @test: the running case
 * @n: how many; 0 gives a pointer that must not be followed
 *
 * Not aligned: meant for bytes.  Fresh bytes are 0xa5.
 *
 * Return: the bytes; never NULL, the case is aborted instead.
 */
u8 *ssp_test_guarded(struct kunit *test, size_t n);

/**
 * ssp_test_guarded_copy() - the same with contents
 * @test: the running case
 * @p: @n bytes
 * @n: how many
 */
u8 *ssp_test_guarded_copy(struct kunit *test, const void *p, size_t n);

/**
 * ssp_test_unhex() - hex text to guarded memory
 * @test: the running case; aborted when @hex is not hex
 * @hex: pairs of digits of either case; white space anywhere between pairs
 * @out: receives the bytes
 *
 * Return: the number of bytes.
 */
size_t ssp_test_unhex(struct kunit *test, const char *hex, u8 **out);

/** ssp_test_hex() - the same as a span */
struct ssp_span ssp_test_hex(struct kunit *test, const char *hex);

/**
 * ssp_test_rand() - the next number of a repeatable sequence
 * @state: any seed, 0 too; advanced
 *
 * Return: 32 evenly spread bits.  Nothing secret may depend on them.
 */
u32 ssp_test_rand(u32 *state);

/**
 * ssp_test_rand_fill() - ssp_test_rand(), many bytes at a time
 * @state: as there
 * @p: receives @n bytes
 * @n: how many
 */
void ssp_test_rand_fill(u32 *state, void *p, size_t n);

/**
 * ssp_test_each_truncation() - a decoder against every proper prefix
 * @test: the running case
 * @p: @n bytes
 * @n: how many
 * @fn: called with 0, 1, ... @n - 1 bytes of @p, guarded, which it may change
 * @arg: passed on
 *
 * Stops at the first prefix for which @fn makes the case fail.
 */
void ssp_test_each_truncation(struct kunit *test, const void *p, size_t n,
			      void (*fn)(struct kunit *test, u8 *p, size_t n,
					 void *arg),
			      void *arg);

/**
 * ssp_test_each_change() - a decoder against every single-byte change
 * @test: the running case
 * @p: @n bytes
 * @n: how many
 * @fn: called with @p where one byte was xored with 0x01, 0x80 and 0xff in
 *	turn, each by all three unless @n is above 256, and then by one;
 *	guarded, and it may change the bytes
 * @arg: passed on
 *
 * Stops at the first change for which @fn makes the case fail.
 */
void ssp_test_each_change(struct kunit *test, const void *p, size_t n,
			  void (*fn)(struct kunit *test, u8 *p, size_t n,
				     void *arg),
			  void *arg);

/**
 * struct ssp_test_memory - an allocator that counts, checks and fails
 * @calls: allocations asked for, since start or ssp_test_memory_fail_at()
 * @fail_at: which of @calls fails, from 1; 0 for none
 * @fail_hit: that call has come and was refused
 * @live_blocks: blocks in use, by enum ssp_memory_kind
 * @live_bytes: bytes in use, by enum ssp_memory_kind
 * @double_frees: a block came back a second time
 * @wrong_frees: wrong size, wrong kind, or no block at all came back
 * @unwiped: a pool block came back with something in it
 * @overruns: bytes behind a block were written, or its bytes after it came back
 *
 * Pool blocks come from the heap, virtual ones are mappings of their own that
 * end at an inaccessible page (rounded up to 16 bytes: they hold structures).
 * Nothing is virtual but what lies wholly inside one live virtual block or one
 * registered region.  Fresh memory is filled with 0xa5.  Blocks that were in
 * use before start are no matter of the counters.  Safe from any thread.
 */
struct ssp_test_memory {
	u64 calls;
	u64 fail_at;
	bool fail_hit;
	size_t live_blocks[2];
	size_t live_bytes[2];
	u64 double_frees;
	u64 wrong_frees;
	u64 unwiped;
	u64 overruns;
};

/* No established context has so much of the pool, keys included. */
extern const size_t ssp_test_context_max;

/**
 * ssp_test_memory_start() - put the allocator in place
 * @test: the running case; aborted when the engine still holds memory of the
 *	default allocator, or this was called before
 *
 * When the case is aborted the allocator goes by itself; a case that merely
 * forgets ssp_test_memory_stop() fails.
 *
 * Return: the counters, all zero; they last as long as the case, which is why
 * they are not the caller's: an aborted case has no stack left when its suite's
 * exit() gives memory back.
 */
struct ssp_test_memory *ssp_test_memory_start(struct kunit *test);

/**
 * ssp_test_memory_stop() - expect that all is clean and restore the default
 * @test: fails when a block is live or anything was violated
 * @m: from ssp_test_memory_start(); its counters stay readable
 *
 * Blocks that are still live are abandoned, for a leak checker to find; as long
 * as the engine holds them, the table stays in place without counting.
 */
void ssp_test_memory_stop(struct kunit *test, struct ssp_test_memory *m);

/**
 * ssp_test_memory_fail_at() - count anew and fail one allocation
 * @m: started
 * @nth: 1 is the next one; 0 for none
 */
void ssp_test_memory_fail_at(struct ssp_test_memory *m, u64 nth);

/**
 * ssp_test_memory_add_virtual() - let a region count as virtual until stop
 * @test: the running case
 * @p: first byte
 * @n: how many
 */
void ssp_test_memory_add_virtual(struct kunit *test, const void *p, size_t n);

/**
 * ssp_test_memory_violations() - sum of the four kinds, at this moment
 * @m: started
 */
u64 ssp_test_memory_violations(struct ssp_test_memory *m);

/**
 * ssp_test_each_failed_allocation() - fail every allocation of a run in turn
 * @test: the running case
 * @m: started
 * @run: does the work and undoes it; its status is looked at
 * @refused: whether a status is a right answer to a failed allocation; NULL
 *	for SEC_E_INSUFFICIENT_MEMORY alone
 * @arg: passed to @run
 *
 * Calls @run with its 1st, 2nd, 3rd, ... allocation failing until a run gets
 * by without meeting the failure; that one must succeed (>= 0).  Each run must
 * leave as many live blocks as it found.  Stops at the first that does not.
 *
 * Return: how many runs had a failed allocation; 0 when @run needs none.
 */
u64 ssp_test_each_failed_allocation(struct kunit *test,
				    struct ssp_test_memory *m,
				    ssp_status (*run)(struct kunit *test,
						      void *arg),
				    bool (*refused)(ssp_status st), void *arg);

#endif /* SSP_TESTS_SUPPORT_H */
