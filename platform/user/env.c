// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The environment of a program: its clock, its time zone, the kernel's random
 * numbers, tickets and service keys from libkrb5, and accounts from a file.
 */
#define _GNU_SOURCE

#include "platform/env.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "platform/user/accounts.h"
#include "platform/user/keys.h"
#include "platform/user/tickets.h"

static u64 wall_time(void *arg)
{
	struct timespec now;

	(void)arg;
	/* Without a clock everything has expired. */
	if (clock_gettime(CLOCK_REALTIME, &now))
		return SSP_TIME_NEVER;
	return ((u64)now.tv_sec + SSP_EPOCH_1970) * SSP_TICKS_PER_SEC +
	       (u64)now.tv_nsec / (1000000000 / SSP_TICKS_PER_SEC);
}

/* P15.  What lies beyond either end of a FILETIME is moved to that end. */
static u64 to_local(void *arg, u64 utc)
{
	time_t t = (time_t)(utc / SSP_TICKS_PER_SEC - SSP_EPOCH_1970);
	struct tm tm;
	u64 shift;

	(void)arg;
	if (utc >= SSP_TIME_NEVER)
		return SSP_TIME_NEVER;
	if (!localtime_r(&t, &tm))
		return utc;
	if (tm.tm_gmtoff < 0) {
		shift = (u64)-tm.tm_gmtoff * SSP_TICKS_PER_SEC;
		return utc < shift ? 0 : utc - shift;
	}
	shift = (u64)tm.tm_gmtoff * SSP_TICKS_PER_SEC;
	return SSP_TIME_NEVER - utc < shift ? SSP_TIME_NEVER : utc + shift;
}

static u64 stamp(void *arg)
{
	return ssp_env_stamp(wall_time, arg);
}

static ssp_status get_random(u8 *to, size_t n)
{
	while (n) {
		ssize_t got = getrandom(to, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return SEC_E_INTERNAL_ERROR;
		to += got;
		n -= (size_t)got;
	}
	return SEC_E_OK;
}

/*
 * getrandom() is a cancellation point, and our callers hold locks: a thread
 * that is cancelled ends when they have returned.
 */
static ssp_status fill_random(void *arg, void *p, size_t n)
{
	int cancel = PTHREAD_CANCEL_ENABLE;
	ssp_status st;

	(void)arg;
	(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel);
	st = get_random(p, n);
	(void)pthread_setcancelstate(cancel, &cancel);
	return st;
}

/* It can only forbid, so that nobody gains anything by setting it. */
static bool no_fallback(void *arg)
{
	const char *said = getenv("SECUR32_NO_FALLBACK");

	(void)arg;
	return said && *said;
}

const struct ssp_env ssp_env_default = {
	.size = sizeof(ssp_env_default),
	.wall_time = wall_time,
	.to_local = to_local,
	.stamp = stamp,
	.random = fill_random,
	.tickets = &ssp_tickets_libkrb5,
	.no_fallback = no_fallback,
	.keys = &ssp_keys_libkrb5,
	.accounts = &ssp_accounts_user,
};
