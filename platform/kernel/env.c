// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The environment of the kernel: its clock, the time zone that settimeofday(2)
 * told it, its random numbers, tickets from a helper in user space, and the keys
 * that root gave us.
 */
#include "platform/env.h"

#include <linux/ktime.h>
#include <linux/moduleparam.h>
#include <linux/random.h>
#include <linux/time.h>

#include "platform/kernel/accounts.h"
#include "platform/kernel/keys.h"
#include "platform/kernel/tickets.h"

#define TICK_NS (1000000000ull / SSP_TICKS_PER_SEC)

static u64 wall_time(void *arg)
{
	return ktime_get_real_ns() / TICK_NS +
	       SSP_EPOCH_1970 * SSP_TICKS_PER_SEC;
}

/* P15.  What lies beyond either end of a FILETIME is moved to that end. */
static u64 to_local(void *arg, u64 utc)
{
	s64 west = (s64)sys_tz.tz_minuteswest * 60 * (s64)SSP_TICKS_PER_SEC;

	if (utc >= SSP_TIME_NEVER)
		return SSP_TIME_NEVER;
	if (west > 0)
		return utc < (u64)west ? 0 : utc - (u64)west;
	return SSP_TIME_NEVER - utc < (u64)-west ? SSP_TIME_NEVER :
						   utc + (u64)-west;
}

static u64 stamp(void *arg)
{
	return ssp_env_stamp(wall_time, arg);
}

/* Early in a boot this waits; a fatal signal ends the wait. */
static ssp_status fill_random(void *arg, void *p, size_t n)
{
	return get_random_bytes_wait(p, n) ? SEC_E_INTERNAL_ERROR : SEC_E_OK;
}

static bool no_fallback;
module_param(no_fallback, bool, 0644);
MODULE_PARM_DESC(no_fallback,
		 "negotiations do with the first mechanism of their list");

static bool forbids_fallback(void *arg)
{
	return READ_ONCE(no_fallback);
}

const struct ssp_env ssp_env_default = {
	.size = sizeof(ssp_env_default),
	.wall_time = wall_time,
	.to_local = to_local,
	.stamp = stamp,
	.random = fill_random,
	.tickets = &ssp_tickets_upcall,
	.no_fallback = forbids_fallback,
	.keys = &ssp_keys_kernel,
	.accounts = &ssp_accounts_kernel,
};
