// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Mutexes, the kernel's.
 */
#include "platform/sync.h"

void ssp_mutex_init_as(struct ssp_mutex *m, const char *name,
		       struct ssp_lock_class *class)
{
	__mutex_init(&m->m, name, &class->key);
}

void ssp_mutex_destroy(struct ssp_mutex *m)
{
	mutex_destroy(&m->m);
}

void ssp_mutex_lock(struct ssp_mutex *m)
{
	mutex_lock(&m->m);
}

void ssp_mutex_unlock(struct ssp_mutex *m)
{
	mutex_unlock(&m->m);
}
