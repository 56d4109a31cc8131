/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What acceptors in the kernel authenticate with: service keys for Kerberos and
 * NT hashes for NTLM, which root puts into a keyring of the module's.
 */
#ifndef SSP_KERNEL_KEYS_H
#define SSP_KERNEL_KEYS_H

#include <linux/key-type.h>

#include "platform/env.h"

/* The keyring, as /proc/keys has it. */
#define SSP_KEYS_KEYRING ".ksecdd.keys"

/* The one description that a key with a keytab has. */
#define SSP_KEYS_DEFAULT "default"

/* Payload: a keytab file.  Description: SSP_KEYS_DEFAULT. */
extern struct key_type ssp_keys_keytab_type;

/* Payload: an NT hash.  Description: "DOMAIN\USER" or "USER", in capitals. */
extern struct key_type ssp_keys_account_type;

/* Where they have to be. */
extern struct key *ssp_keys_keyring;

/* The source that ssp_env_default has. */
extern const struct ssp_key_source ssp_keys_kernel;

/**
 * ssp_keys_account() - find an account
 * @user: as struct ssp_account_source has it
 * @domain: likewise; where it has no such user, an account without a domain does
 * @account: zeroed; receives what is known, its names as the key has them
 *
 * Return: as lookup() of struct ssp_account_source.
 */
ssp_status ssp_keys_account(struct ssp_span user, struct ssp_span domain,
			    struct ssp_account *account);

/** ssp_keys_init() - before any of this is used; 0 or -errno */
int ssp_keys_init(void);

/** ssp_keys_exit() - no credential is open any more; wipes all keys */
void ssp_keys_exit(void);

#endif /* SSP_KERNEL_KEYS_H */
