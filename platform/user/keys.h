/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Service keys from MIT libkrb5.
 */
#ifndef SSP_USER_KEYS_H
#define SSP_USER_KEYS_H

#include "platform/env.h"

/* The source that ssp_env_default has. */
extern const struct ssp_key_source ssp_keys_libkrb5;

#endif /* SSP_USER_KEYS_H */
