// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * tests/support.h: comparison, guarded memory, hex, random numbers and the
 * loops over prefixes, changes and failing allocations.  The allocator itself
 * is in test_arena_self.c.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cmocka/self.h"
#include "tests/support.h"

static bool aborted;

static void inner_memeq(struct kunit *test)
{
	u8 a[40], b[40];

	memset(a, 0x11, sizeof(a));
	memset(b, 0x11, sizeof(b));
	b[30] = 0xfe;
	SSP_EXPECT_MEMEQ(test, a, b, sizeof(a));
	SSP_EXPECT_MEMEQ(test, a, NULL, 1);
	aborted = true;
	SSP_ASSERT_MEMEQ(test, a, b, sizeof(a));
	aborted = false;
}

static void memeq(struct kunit *test)
{
	struct ssp_kunit_capture *c = run_case(test, inner_memeq);

	KUNIT_EXPECT_EQ(test, c->failed, 1);
	KUNIT_EXPECT_TRUE(test, aborted);
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "a != b"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "offset 30 of 40"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "left:  11 11 "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "right: fe 11 "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "right is NULL"));

	SSP_EXPECT_MEMEQ(test, "abcd", "abce", 3);
	SSP_EXPECT_MEMEQ(test, NULL, "abc", 0);
	SSP_ASSERT_MEMEQ(test, "abc", "abc", 4);
}

/* In a child, so that a memory checker does not blame this process. */
static bool faults(const u8 *p)
{
	pid_t pid = fork();
	int status = 0;

	if (!pid) {
		signal(SIGSEGV, SIG_DFL);
		_exit(*(const volatile u8 *)p ? 1 : 0);
	}
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV;
}

static void guarded(struct kunit *test)
{
	static const size_t sizes[] = { 0, 1, 4095, 4096, 4097, 70000 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		size_t n = sizes[i];
		u8 *p = ssp_test_guarded(test, n);

		KUNIT_ASSERT_NOT_NULL(test, p);
		if (n) {
			KUNIT_EXPECT_EQ(test, p[0] & p[n - 1], 0xa5);
			memset(p, 0, n);
		}
		KUNIT_EXPECT_TRUE(test, faults(p + n));
		p = ssp_test_guarded_copy(test, sizes, n % 32);
		SSP_EXPECT_MEMEQ(test, p, sizes, n % 32);
		KUNIT_EXPECT_TRUE(test, faults(p + n % 32));
	}
}

static void inner_underrun(struct kunit *test)
{
	ssp_test_guarded(test, 10)[-3] = 0;
}

static void underrun_is_seen(struct kunit *test)
{
	struct ssp_kunit_capture *c = run_case(test, inner_underrun);

	KUNIT_EXPECT_EQ(test, c->failed, 1);
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "3 bytes before guarded"));
}

static const char *bad_hex;

static void inner_unhex(struct kunit *test)
{
	u8 *p;

	aborted = true;
	ssp_test_unhex(test, bad_hex, &p);
	aborted = false;
}

static void unhex(struct kunit *test)
{
	static const u8 bytes[] = { 0x00, 0xaB, 0x9f, 0x10 };
	static const char *const bad[] = {
		"0", "0 0", "000", "0g", "x", "00,11"
	};
	size_t i;
	u8 *p;

	KUNIT_ASSERT_EQ(test, ssp_test_unhex(test, " 00aB\n9F\t10 ", &p), 4);
	SSP_EXPECT_MEMEQ(test, p, bytes, sizeof(bytes));
	KUNIT_EXPECT_TRUE(test, faults(p + 4));
	KUNIT_EXPECT_EQ(test, ssp_test_unhex(test, " ", &p), 0);
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		bad_hex = bad[i];
		KUNIT_EXPECT_EQ_MSG(test, run_case(test, inner_unhex)->failed,
				    1, "%s", bad[i]);
		KUNIT_EXPECT_TRUE(test, aborted);
	}
}

static void rand_repeats(struct kunit *test)
{
	u32 a = 0, b = 0, c = 1;
	u32 first = ssp_test_rand(&a);
	u32 ones = 0;
	u8 bytes[64], again[64];
	int i;

	KUNIT_EXPECT_EQ(test, ssp_test_rand(&b), first);
	KUNIT_EXPECT_NE(test, ssp_test_rand(&b), first);
	KUNIT_EXPECT_NE(test, ssp_test_rand(&c), first);
	for (i = 0; i < 1000; i++)
		ones += (u32)__builtin_popcount(ssp_test_rand(&a));
	KUNIT_EXPECT_GT(test, ones, 15500);
	KUNIT_EXPECT_LT(test, ones, 16500);

	a = b;
	ssp_test_rand_fill(&a, bytes, sizeof(bytes));
	ssp_test_rand_fill(&b, again, sizeof(again));
	SSP_EXPECT_MEMEQ(test, bytes, again, sizeof(bytes));
	KUNIT_EXPECT_EQ(test, a, b);
}

static const u8 message[5] = { 10, 11, 12, 13, 14 };

struct seen {
	size_t calls;
	size_t sum;
	size_t fail_at;
	bool assert;
};

static void see_prefix(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct seen *seen = arg;

	KUNIT_EXPECT_EQ(test, n, seen->calls);
	SSP_EXPECT_MEMEQ(test, p, message, n);
	KUNIT_EXPECT_TRUE(test, faults(p + n));
	if (n)
		p[0] = 99;
	if (++seen->calls != seen->fail_at)
		return;
	if (seen->assert)
		KUNIT_ASSERT_TRUE(test, false);
	KUNIT_EXPECT_TRUE(test, false);
}

static struct seen inner_seen;

static void inner_truncation(struct kunit *test)
{
	ssp_test_each_truncation(test, message, sizeof(message), see_prefix,
				 &inner_seen);
}

static void each_truncation(struct kunit *test)
{
	struct seen seen = { 0 };
	struct ssp_kunit_capture *c;
	int i;

	ssp_test_each_truncation(test, message, sizeof(message), see_prefix,
				 &seen);
	KUNIT_EXPECT_EQ(test, seen.calls, sizeof(message));
	ssp_test_each_truncation(test, NULL, 0, see_prefix, NULL);

	for (i = 0; i < 2; i++) {
		inner_seen = (struct seen){ .fail_at = 4, .assert = i };
		c = run_case(test, inner_truncation);
		KUNIT_EXPECT_EQ(test, c->failed, 1);
		KUNIT_EXPECT_EQ(test, inner_seen.calls, 4);
		KUNIT_EXPECT_NOT_NULL(test, strstr(c->text,
						   "(the first 3 of 5 bytes)"));
	}
}

static void see_change(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct seen *seen = arg;
	size_t different = 0;
	size_t i;

	KUNIT_EXPECT_EQ(test, n, sizeof(message));
	for (i = 0; i < n; i++) {
		different += p[i] != message[i];
		seen->sum += (size_t)(p[i] ^ message[i]) * (i + 1);
	}
	KUNIT_EXPECT_EQ(test, different, 1);
	memset(p, 0, n);
	if (++seen->calls == seen->fail_at)
		KUNIT_EXPECT_TRUE(test, false);
}

static void inner_change(struct kunit *test)
{
	ssp_test_each_change(test, message, sizeof(message), see_change,
			     &inner_seen);
}

static void each_change(struct kunit *test)
{
	struct seen seen = { 0 };
	struct ssp_kunit_capture *c;

	ssp_test_each_change(test, message, sizeof(message), see_change, &seen);
	KUNIT_EXPECT_EQ(test, seen.calls, 3 * sizeof(message));
	KUNIT_EXPECT_EQ(test, seen.sum, 0x180 * (1 + 2 + 3 + 4 + 5));

	inner_seen = (struct seen){ .fail_at = 5 };
	c = run_case(test, inner_change);
	KUNIT_EXPECT_EQ(test, c->failed, 1);
	KUNIT_EXPECT_EQ(test, inner_seen.calls, 5);
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "(byte 1 of 5 ^ 0x80)"));
}

enum blunder { NONE, LEAKS, SUCCEEDS, NEVER_WORKS };
static enum blunder blunder;
static void *leaked;

/* Two pool blocks and a virtual one. */
static ssp_status three_allocations(struct kunit *test, void *arg)
{
	void *a = ssp_pool_alloc(1);
	void *b = a ? ssp_pool_alloc(2) : NULL;
	void *c = b ? ssp_virtual_alloc(3) : NULL;
	bool worked = c && blunder != NEVER_WORKS;

	KUNIT_EXPECT_PTR_EQ(test, arg, &blunder);
	leaked = NULL;
	if (blunder == LEAKS && !c)
		leaked = b;
	else
		ssp_pool_free(b, 2);
	ssp_pool_free(a, 1);
	ssp_virtual_free(c);
	return worked || blunder == SUCCEEDS ? SEC_E_OK :
					       SEC_E_INSUFFICIENT_MEMORY;
}

static bool is_invalid(ssp_status st)
{
	return st == SEC_E_INVALID_PARAMETER;
}

static void inner_each_failure(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	ssp_test_each_failed_allocation(test, m, three_allocations, NULL,
					&blunder);
	ssp_pool_free(leaked, 2);
	ssp_test_memory_stop(test, m);
}

static void inner_other_status(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	ssp_test_each_failed_allocation(test, m, three_allocations, is_invalid,
					&blunder);
	ssp_test_memory_stop(test, m);
}

static void each_failed_allocation(struct kunit *test)
{
	static const char *const texts[] = {
		[LEAKS] = "with allocation 3 failing",
		[SUCCEEDS] = "status 0x00000000",
		[NEVER_WORKS] = "st >= 0",
	};
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	struct ssp_kunit_capture *c;

	blunder = NONE;
	KUNIT_EXPECT_EQ(test, 3,
			ssp_test_each_failed_allocation(
				test, m, three_allocations, NULL, &blunder));
	ssp_test_memory_stop(test, m);

	for (blunder = LEAKS; blunder <= NEVER_WORKS; blunder++) {
		c = run_case(test, inner_each_failure);
		KUNIT_EXPECT_EQ(test, c->failed, 1);
		KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, texts[blunder]));
	}
	blunder = NONE;
	c = run_case(test, inner_other_status);
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "status 0x80090300"));
}

static struct kunit_case support_cases[] = { KUNIT_CASE(memeq),
					     KUNIT_CASE(guarded),
					     KUNIT_CASE(underrun_is_seen),
					     KUNIT_CASE(unhex),
					     KUNIT_CASE(rand_repeats),
					     KUNIT_CASE(each_truncation),
					     KUNIT_CASE(each_change),
					     KUNIT_CASE(each_failed_allocation),
					     {} };

static struct kunit_suite support_suite = {
	.name = "support_self",
	.test_cases = support_cases,
};

kunit_test_suites(&support_suite);
