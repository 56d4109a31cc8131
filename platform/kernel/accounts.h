/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * NTLM accounts of the kernel.
 */
#ifndef SSP_KERNEL_ACCOUNTS_H
#define SSP_KERNEL_ACCOUNTS_H

#include "platform/env.h"

/* The source that ssp_env_default has. */
extern const struct ssp_account_source ssp_accounts_kernel;

#endif /* SSP_KERNEL_ACCOUNTS_H */
