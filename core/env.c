// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Which environment is in force, and the clock that never says a moment twice.
 */
#include "platform/env.h"

static const struct ssp_env *in_force = &ssp_env_default;

const struct ssp_env *ssp_env_get(void)
{
	return ssp_published(&in_force);
}

void ssp_env_set(const struct ssp_env *env)
{
	ssp_publish(&in_force, env ? env : &ssp_env_default);
}

bool ssp_env_forbids_fallback(void)
{
	const struct ssp_env *env = ssp_env_get();

	return env->size >= offsetof(struct ssp_env, no_fallback) +
				    sizeof(env->no_fallback) &&
	       env->no_fallback && env->no_fallback(env->arg);
}

/*
 * Ahead of a clock that was asked twice within a microsecond, but not of one
 * that was set back.
 */
u64 ssp_env_stamp(u64 (*wall_time)(void *arg), void *arg)
{
	const u64 tick = SSP_TICKS_PER_SEC / 1000000;
	static struct ssp_atomic last; /* in microseconds */
	u64 old = ssp_atomic_read(&last);
	u64 now, next;

	do {
		now = wall_time(arg) / tick;
		next = now > old || old - now > 1000000 ? now : old + 1;
	} while (!ssp_atomic_cas(&last, &old, next));
	return next * tick;
}
