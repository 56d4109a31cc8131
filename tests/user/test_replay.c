// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A full replay cache.  With an allocator that keeps books this would take too
 * long; what else there is to say of the cache is in test_krb5_replay.c.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_replay.h"
#include "tests/fake_env.h"

static struct ssp_fake *fake;

#define HALF (SSP_TICKS_PER_SEC / 2)

/* Times are half seconds of this world. */
static ssp_status see(u32 what, u64 until, u64 now)
{
	struct ssp_span auth = { (const u8 *)&what, sizeof(what) };
	u8 name[SSP_KRB5_REPLAY_NAME];

	fake->now = SSP_FAKE_NOW + now * HALF;
	return ssp_krb5_replay_check(auth, SSP_FAKE_NOW + until * HALF, name);
}

static int replay_init(struct kunit *test)
{
	ssp_krb5_replay_clear();
	fake = ssp_fake_start(test);
	return 0;
}

static void replay_exit(struct kunit *test)
{
	(void)test;
	ssp_fake_stop();
}

/*
 * It fails closed: what it cannot remember it does not let pass.  All of it is
 * looked through for room once a second, and not for each client.
 */
static void no_more_than_there_is_room_for(struct kunit *test)
{
	u32 i;

	for (i = 0; i < SSP_KRB5_REPLAY_MAX; i++)
		KUNIT_ASSERT_EQ(test, SEC_E_OK, see(i, i ? 400 : 80, 50));
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY, see(i, 400, 200));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(0, 400, 200));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(i - 1, 400, 200));
	/* One of them has had its time, and is found wherever it is. */
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY, see(i, 400, 201));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, see(i, 400, 202));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, see(i, 400, 202));
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY, see(i + 1, 400, 202));
	KUNIT_EXPECT_EQ(test, (size_t)SSP_KRB5_REPLAY_MAX,
			ssp_krb5_replay_count());
}

static struct kunit_case replay_cases[] = {
	KUNIT_CASE(no_more_than_there_is_room_for),
	{}
};

static struct kunit_suite replay_suite = {
	.name = "replay",
	.init = replay_init,
	.exit = replay_exit,
	.test_cases = replay_cases,
};

kunit_test_suites(&replay_suite);
