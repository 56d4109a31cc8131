// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A full replay cache.  With an allocator that keeps books this would take too
 * long; what else there is to say of the cache is in test_krb5_replay.c.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_replay.h"

static ssp_status see(u32 what, u64 until, u64 now)
{
	struct ssp_span auth = { (const u8 *)&what, sizeof(what) };

	return ssp_krb5_replay_check(auth, until, now);
}

/* It fails closed: what it cannot remember it does not let pass. */
static void no_more_than_there_is_room_for(struct kunit *test)
{
	u32 i;

	ssp_krb5_replay_clear();
	for (i = 0; i < SSP_KRB5_REPLAY_MAX; i++)
		KUNIT_ASSERT_EQ(test, SEC_E_OK, see(i, i ? 200 : 100, 50));
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY, see(i, 200, 100));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(0, 100, 100));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(i - 1, 200, 100));
	/* One of them has had its time, and is found wherever it is. */
	KUNIT_EXPECT_EQ(test, SEC_E_OK, see(i, 200, 101));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(i, 200, 101));
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY, see(i + 1, 200, 101));
	KUNIT_EXPECT_EQ(test, (size_t)SSP_KRB5_REPLAY_MAX,
			ssp_krb5_replay_count());
	ssp_krb5_replay_clear();
}

static struct kunit_case replay_cases[] = {
	KUNIT_CASE(no_more_than_there_is_room_for),
	{}
};

static struct kunit_suite replay_suite = {
	.name = "replay",
	.test_cases = replay_cases,
};

kunit_test_suites(&replay_suite);
