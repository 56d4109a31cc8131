// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The replay cache: what it knows, what it forgets, and how much it takes.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_replay.h"
#include "tests/support.h"

/* More than any case but one needs, and soon full. */
#define MAX 6000

static struct ssp_krb5_replay cache = SSP_KRB5_REPLAY_INIT(cache, MAX);
static struct ssp_test_memory *memory;

static int replay_init(struct kunit *test)
{
	ssp_krb5_replay_clear(&cache);
	memory = ssp_test_memory_start(test);
	return 0;
}

static void replay_exit(struct kunit *test)
{
	ssp_krb5_replay_clear(&cache);
	ssp_test_memory_stop(test, memory);
}

static ssp_status see(u32 what, u64 until, u64 now)
{
	struct ssp_span auth = { (const u8 *)&what, sizeof(what) };

	return ssp_krb5_replay_check(&cache, auth, until, now);
}

static void once_while_it_lasts(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, SEC_E_OK, see(1, 100, 50));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(1, 100, 50));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, see(2, 120, 60));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(1, 100, 100));
	KUNIT_EXPECT_EQ(test, (size_t)2, ssp_krb5_replay_count(&cache));
	/* Who asks so late is refused for his time. */
	KUNIT_EXPECT_EQ(test, SEC_E_OK, see(1, 201, 101));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(2, 120, 101));
	ssp_krb5_replay_clear(&cache);
	KUNIT_EXPECT_EQ(test, (size_t)0, ssp_krb5_replay_count(&cache));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, see(2, 120, 101));
}

/* Many of them, each known, and none taken for another. */
static void many(struct kunit *test)
{
	u32 i;

	for (i = 0; i < 3000; i++)
		KUNIT_ASSERT_EQ(test, SEC_E_OK, see(i, 100, 50));
	for (i = 0; i < 3000; i++)
		KUNIT_ASSERT_EQ(test, SEC_E_LOGON_DENIED, see(i, 100, 50));
	KUNIT_EXPECT_EQ(test, (size_t)3000, ssp_krb5_replay_count(&cache));
}

/* Each newcomer takes some old ones along, wherever they are. */
static void memory_follows_the_load(struct kunit *test)
{
	u32 i;

	for (i = 0; i < 3000; i++)
		KUNIT_ASSERT_EQ(test, SEC_E_OK, see(i, 100, 50));
	for (i = 0; i < 5000; i++)
		KUNIT_ASSERT_EQ(test, SEC_E_OK, see(9000 + i, 300, 200));
	KUNIT_EXPECT_EQ(test, (size_t)5000, ssp_krb5_replay_count(&cache));
}

/* It fails closed: what it cannot remember it does not let pass. */
static void no_more_than_there_is_room_for(struct kunit *test)
{
	u32 i;

	for (i = 0; i < MAX; i++)
		KUNIT_ASSERT_EQ(test, SEC_E_OK, see(i, i ? 200 : 100, 50));
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY, see(i, 200, 100));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(0, 100, 100));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(i - 1, 200, 100));
	/* One of them has had its time, and is found wherever it is. */
	KUNIT_EXPECT_EQ(test, SEC_E_OK, see(i, 200, 101));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(i, 200, 101));
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY, see(i + 1, 200, 101));
	KUNIT_EXPECT_EQ(test, (size_t)MAX, ssp_krb5_replay_count(&cache));
}

static ssp_status run_see(struct kunit *test, void *arg)
{
	ssp_status st = see(7, 100, 50);

	(void)test;
	(void)arg;
	if (st < 0)
		KUNIT_EXPECT_EQ(test, (size_t)0, ssp_krb5_replay_count(&cache));
	ssp_krb5_replay_clear(&cache);
	return st;
}

/* What cannot be remembered is not accepted. */
static void every_allocation_may_fail(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, (u64)2,
			ssp_test_each_failed_allocation(test, memory, run_see,
							NULL, NULL));
}

static struct kunit_case replay_cases[] = {
	KUNIT_CASE(once_while_it_lasts),
	KUNIT_CASE(many),
	KUNIT_CASE(memory_follows_the_load),
	KUNIT_CASE(no_more_than_there_is_room_for),
	KUNIT_CASE(every_allocation_may_fail),
	{}
};

static struct kunit_suite replay_suite = {
	.name = "krb5_replay",
	.init = replay_init,
	.exit = replay_exit,
	.test_cases = replay_cases,
};

kunit_test_suites(&replay_suite);
