/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * One mutex type.  It sleeps; it is not recursive.
 */
#ifndef SSP_PLATFORM_SYNC_H
#define SSP_PLATFORM_SYNC_H

#include "ssp_os.h"

/**
 * ssp_mutex_init() - make a mutex usable; cannot fail
 * @m: the mutex
 *
 * Those that one place in the source initialises are one class of locks to a
 * kernel that proves its locking order.
 */
#define ssp_mutex_init(m)                              \
	do {                                           \
		static struct ssp_lock_class of_these; \
                                                       \
		ssp_mutex_init_as((m), #m, &of_these); \
	} while (0)

/** ssp_mutex_init_as() - ssp_mutex_init() for a class that the caller has */
void ssp_mutex_init_as(struct ssp_mutex *m, const char *name,
		       struct ssp_lock_class *class);
/** ssp_mutex_destroy() - @m is unlocked and nobody will lock it again */
void ssp_mutex_destroy(struct ssp_mutex *m);
/** ssp_mutex_lock() - may sleep */
void ssp_mutex_lock(struct ssp_mutex *m);
/** ssp_mutex_unlock() - by the thread that locked it */
void ssp_mutex_unlock(struct ssp_mutex *m);

#endif /* SSP_PLATFORM_SYNC_H */
