// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Mutexes, on pthreads.
 *
 * A default mutex reports an error only when it is misused: destroyed while
 * it is held, or not a mutex at all.  That is a bug of ours, nothing a caller
 * could act upon, and whatever the mutex guarded can no longer be trusted with
 * keys: the process ends.
 */
#include "platform/sync.h"

#include <stdlib.h>

static void must(int err)
{
	if (err)
		abort();
}

void ssp_mutex_init_as(struct ssp_mutex *m, const char *name,
		       struct ssp_lock_class *class)
{
	(void)name;
	(void)class;
	must(pthread_mutex_init(&m->m, NULL));
}

void ssp_mutex_destroy(struct ssp_mutex *m)
{
	must(pthread_mutex_destroy(&m->m));
}

void ssp_mutex_lock(struct ssp_mutex *m)
{
	must(pthread_mutex_lock(&m->m));
}

void ssp_mutex_unlock(struct ssp_mutex *m)
{
	must(pthread_mutex_unlock(&m->m));
}
