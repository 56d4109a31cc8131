/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Service keys of the kernel.
 */
#ifndef SSP_KERNEL_KEYTAB_KEY_H
#define SSP_KERNEL_KEYTAB_KEY_H

#include "platform/env.h"

/* The source that ssp_env_default has. */
extern const struct ssp_key_source ssp_keytab_key_source;

/** ssp_keytab_key_init() - before the source is used; 0 or -errno */
int ssp_keytab_key_init(void);

/** ssp_keytab_key_exit() - no credential is open any more */
void ssp_keytab_key_exit(void);

#endif /* SSP_KERNEL_KEYTAB_KEY_H */
