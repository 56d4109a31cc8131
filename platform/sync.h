/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * One mutex type.  It sleeps; it is not recursive.
 */
#ifndef SSP_PLATFORM_SYNC_H
#define SSP_PLATFORM_SYNC_H

#include "ssp_os.h"

/** ssp_mutex_init() - make @m usable; cannot fail */
void ssp_mutex_init(struct ssp_mutex *m);
/** ssp_mutex_destroy() - @m is unlocked and nobody will lock it again */
void ssp_mutex_destroy(struct ssp_mutex *m);
/** ssp_mutex_lock() - may sleep */
void ssp_mutex_lock(struct ssp_mutex *m);
/** ssp_mutex_unlock() - by the thread that locked it */
void ssp_mutex_unlock(struct ssp_mutex *m);

#endif /* SSP_PLATFORM_SYNC_H */
