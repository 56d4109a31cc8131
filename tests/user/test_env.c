// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The environment of a program (platform/user/env.c), and what the key objects
 * of the mbedTLS side cost.
 */
#define _GNU_SOURCE

#include "tests/support.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "platform/crypto.h"
#include "platform/env.h"

#define FILETIME(unix) (((unix) + SSP_EPOCH_1970) * SSP_TICKS_PER_SEC)
#define HOURS(n) ((n)*3600ull * SSP_TICKS_PER_SEC)

/* 2024-01-15 and 2024-07-15, both 12:00 UTC. */
#define WINTER FILETIME(1705320000ull)
#define SUMMER FILETIME(1721044800ull)

static void time_is_utc(struct kunit *test)
{
	u64 before = FILETIME((u64)time(NULL));
	u64 now = ssp_env_default.wall_time(NULL);
	u64 after = FILETIME((u64)time(NULL));

	/* time() reads a coarser clock, which may lag by a tick. */
	KUNIT_EXPECT_GE(test, now, before);
	KUNIT_EXPECT_LE(test, now, after + 2 * SSP_TICKS_PER_SEC);
}

#define STAMPS 5000

static void *take_stamps(void *arg)
{
	u64 *stamps = arg;
	size_t i;

	for (i = 0; i < STAMPS; i++)
		stamps[i] = ssp_env_default.stamp(NULL);
	return NULL;
}

static int by_time(const void *a, const void *b)
{
	const u64 *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Whole microseconds, near the clock's, and nobody gets one twice. */
static void stamps_are_unique(struct kunit *test)
{
	static u64 stamps[2 * STAMPS];
	pthread_t other;
	size_t i;

	KUNIT_ASSERT_EQ(test, 0,
			pthread_create(&other, NULL, take_stamps, stamps));
	take_stamps(stamps + STAMPS);
	pthread_join(other, NULL);
	qsort(stamps, ARRAY_SIZE(stamps), sizeof(stamps[0]), by_time);
	for (i = 1; i < ARRAY_SIZE(stamps); i++)
		KUNIT_ASSERT_GE(test, stamps[i], stamps[i - 1] + 10);
	KUNIT_EXPECT_EQ(test, 0ull, (unsigned long long)(stamps[0] % 10));
	KUNIT_EXPECT_LE(test, stamps[i - 1],
			ssp_env_default.wall_time(NULL) + SSP_TICKS_PER_SEC);
	KUNIT_EXPECT_GE(test, stamps[0] + 60 * SSP_TICKS_PER_SEC,
			ssp_env_default.wall_time(NULL));
}

static const struct zone_case {
	const char *tz;
	u64 utc;
	u64 local;
} zone_cases[] = {
	{ "UTC0", WINTER, WINTER },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", WINTER, WINTER + HOURS(1) },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", SUMMER, SUMMER + HOURS(2) },
	{ "EST5EDT,M3.2.0,M11.1.0", WINTER, WINTER - HOURS(5) },
	{ "EST5EDT,M3.2.0,M11.1.0", SUMMER, SUMMER - HOURS(4) },
	{ "XXX-14", SSP_TIME_NEVER, SSP_TIME_NEVER },
	{ "XXX12", SSP_TIME_NEVER, SSP_TIME_NEVER },
	{ "XXX-14", SSP_TIME_NEVER - 1, SSP_TIME_NEVER },
	{ "XXX-14", SSP_TIME_NEVER - HOURS(14) - 1, SSP_TIME_NEVER - 1 },
	{ "XXX12", SSP_TIME_NEVER - 1, SSP_TIME_NEVER - 1 - HOURS(12) },
	{ "XXX12", ~0ull, SSP_TIME_NEVER },
	{ "XXX12", 5, 0 },
	{ "XXX12", HOURS(12) + 5, 5 },
	{ "XXX-14", 5, HOURS(14) + 5 },
};

KUNIT_ARRAY_PARAM(zone_case, zone_cases, NULL);

static void local_time_is_of_that_moment(struct kunit *test)
{
	const struct zone_case *c = test->param_value;
	const char *tz = getenv("TZ");
	char *saved = tz ? strdup(tz) : NULL;
	u64 local;

	setenv("TZ", c->tz, 1);
	tzset();
	local = ssp_env_default.to_local(NULL, c->utc);
	if (saved)
		setenv("TZ", saved, 1);
	else
		unsetenv("TZ");
	tzset();
	free(saved);
	KUNIT_EXPECT_EQ(test, local, c->local);
}

static void random_is_different_every_time(struct kunit *test)
{
	size_t n = 100000, i;
	u8 *a = ssp_test_guarded(test, n);
	u8 *b = ssp_test_guarded(test, n);
	u16 seen[256] = { 0 };

	KUNIT_EXPECT_EQ(test, ssp_env_default.random(NULL, a, n), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_env_default.random(NULL, b, n), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_env_default.random(NULL, NULL, 0), SEC_E_OK);
	KUNIT_EXPECT_NE(test, memcmp(a, b, n), 0);
	/* About 390 of each; 100 is fourteen deviations away. */
	for (i = 0; i < n; i++)
		seen[a[i]]++;
	for (i = 0; i < 256; i++)
		KUNIT_EXPECT_GT(test, seen[i], 100);
}

/* What the next call of getrandom() does; then it is the kernel's again. */
static enum { AS_EVER, INTERRUPTED, SHORT, FAILING } mood;

/* In the place of libc's, for the whole program. */
ssize_t getrandom(void *p, size_t n, unsigned int flags)
{
	int now = mood;

	pthread_testcancel(); /* as libc's */
	mood = now == INTERRUPTED ? SHORT : AS_EVER;
	if (now == INTERRUPTED || now == FAILING) {
		errno = now == FAILING ? ENOSYS : EINTR;
		return -1;
	}
	return syscall(SYS_getrandom, p, now == SHORT ? n / 3 : n, flags);
}

/* getrandom(2) may stop before it begins, and half-way. */
static void random_goes_on_after_signals(struct kunit *test)
{
	size_t n = 3000, i, stale = 0;
	u8 *p = ssp_test_guarded(test, n);

	mood = INTERRUPTED;
	KUNIT_EXPECT_EQ(test, ssp_env_default.random(NULL, p, n), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, mood, AS_EVER);
	for (i = 0; i < n; i++)
		stale += p[i] == 0xa5;
	KUNIT_EXPECT_LT(test, stale, 100);
}

static void random_that_fails_is_an_error(struct kunit *test)
{
	u8 p[16];

	mood = FAILING;
	KUNIT_EXPECT_EQ(test, ssp_env_default.random(NULL, p, sizeof(p)),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, mood, AS_EVER);
}

struct last_words {
	u8 p[16];
	ssp_status st;
};

/* Without a frame to speak of: clang 14's AddressSanitizer trips over it. */
static void *random_when_cancelled(void *arg)
{
	struct last_words *w = arg;

	(void)pthread_cancel(pthread_self());
	w->st = ssp_env_default.random(NULL, w->p, sizeof(w->p));
	pthread_testcancel();
	return NULL;
}

/* Callers hold locks meanwhile. */
static void random_is_no_cancellation_point(struct kunit *test)
{
	struct last_words w = { .st = SEC_E_INTERNAL_ERROR };
	pthread_t thread;
	void *end;

	KUNIT_ASSERT_EQ(
		test, pthread_create(&thread, NULL, random_when_cancelled, &w),
		0);
	KUNIT_ASSERT_EQ(test, pthread_join(thread, &end), 0);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	KUNIT_EXPECT_PTR_EQ(test, end, PTHREAD_CANCELED);
}

static void environment_can_be_replaced(struct kunit *test)
{
	static const struct ssp_env other = { .size = sizeof(other) };
	const struct ssp_env *was = ssp_env_get();

	ssp_env_set(&other);
	KUNIT_EXPECT_PTR_EQ(test, ssp_env_get(), &other);
	ssp_env_set(NULL);
	KUNIT_EXPECT_PTR_EQ(test, ssp_env_get(), &ssp_env_default);
	ssp_env_set(was);
}

/* Whoever sets it to anything means it. */
static void a_variable_forbids_to_fall_back(struct kunit *test)
{
	struct ssp_env old = ssp_env_default;
	const struct ssp_env *was = ssp_env_get();

	ssp_env_set(NULL);
	unsetenv("SECUR32_NO_FALLBACK");
	KUNIT_EXPECT_FALSE(test, ssp_env_forbids_fallback());
	setenv("SECUR32_NO_FALLBACK", "", 1);
	KUNIT_EXPECT_FALSE(test, ssp_env_forbids_fallback());
	setenv("SECUR32_NO_FALLBACK", "1", 1);
	KUNIT_EXPECT_TRUE(test, ssp_env_forbids_fallback());
	/* A provider that knows nothing of it forbids nothing. */
	old.size = offsetof(struct ssp_env, no_fallback);
	ssp_env_set(&old);
	KUNIT_EXPECT_FALSE(test, ssp_env_forbids_fallback());
	old.size = sizeof(old);
	old.no_fallback = NULL;
	KUNIT_EXPECT_FALSE(test, ssp_env_forbids_fallback());
	unsetenv("SECUR32_NO_FALLBACK");
	ssp_env_set(was);
}

/* An established context keeps a dozen of these: they must stay small. */
static void key_objects_are_small(struct kunit *test)
{
	static const struct {
		enum ssp_hash hash;
		size_t most;
	} sizes[] = {
		{ SSP_HASH_SHA1, 48 },
		{ SSP_HASH_SHA256, 72 },
		{ SSP_HASH_SHA384, 136 },
	};
	const u8 key[32] = { 0 };
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	struct ssp_hmac *hmac;
	struct ssp_aes *aes;
	size_t i, n;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		KUNIT_EXPECT_EQ(test,
				ssp_hmac_new(sizes[i].hash, key, 16, &hmac),
				SEC_E_OK);
		KUNIT_EXPECT_LE(test, m->live_bytes[SSP_MEMORY_POOL],
				sizes[i].most);
		ssp_hmac_free(hmac);
	}
	for (n = 16; n <= 32; n += 16) {
		KUNIT_EXPECT_EQ(test,
				ssp_aes_new(key, n, SSP_AES_DECRYPT, &aes),
				SEC_E_OK);
		KUNIT_EXPECT_LE(test, m->live_bytes[SSP_MEMORY_POOL],
				n == 16 ? 184 : 248);
		ssp_aes_free(aes);
	}
	ssp_test_memory_stop(test, m);
}

static struct kunit_case env_cases[] = {
	KUNIT_CASE(time_is_utc),
	KUNIT_CASE(stamps_are_unique),
	KUNIT_CASE_PARAM(local_time_is_of_that_moment, zone_case_gen_params),
	KUNIT_CASE(random_is_different_every_time),
	KUNIT_CASE(random_goes_on_after_signals),
	KUNIT_CASE(random_that_fails_is_an_error),
	KUNIT_CASE(random_is_no_cancellation_point),
	KUNIT_CASE(environment_can_be_replaced),
	KUNIT_CASE(a_variable_forbids_to_fall_back),
	KUNIT_CASE(key_objects_are_small),
	{}
};

static struct kunit_suite env_suite = {
	.name = "user_env",
	.test_cases = env_cases,
};

kunit_test_suites(&env_suite);
