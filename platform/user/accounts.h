/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * NTLM accounts of programs: the user file, and what an embedder brings.
 */
#ifndef SSP_USER_ACCOUNTS_H
#define SSP_USER_ACCOUNTS_H

#include <secur32.h>

#include "platform/env.h"

/* The source that ssp_env_default has. */
extern const struct ssp_account_source ssp_accounts_user;

/**
 * ssp_accounts_set() - let a program's own function look accounts up
 * @ops: in the place of the user file; NULL for the file
 *
 * Return: SEC_E_OK or SEC_E_INVALID_PARAMETER.
 */
ssp_status ssp_accounts_set(const struct ssp_account_ops *ops);

/**
 * struct ssp_account_line - one account of a user file
 * @domain: UTF-8; empty for any
 * @user: UTF-8
 * @password: UTF-8; NULL when the line has a hash instead
 * @nt_hash: that hash
 * @enabled: somebody may log on with it
 */
struct ssp_account_line {
	struct ssp_span domain;
	struct ssp_span user;
	struct ssp_span password;
	u8 nt_hash[SSP_NT_HASH_SIZE];
	bool enabled;
};

/**
 * ssp_account_line_read() - a line of a user file
 * @line: without its end
 * @out: receives the account; points into @line
 *
 * Two forms, which may be mixed: "DOMAIN:user:password" as gss-ntlmssp and
 * Heimdal have it, the password being all the rest; and Samba's smbpasswd(5),
 * "user:uid:LM hash:NT hash:[flags]:...".  What has a number and two hashes is
 * of the second form, and disabled if the flags are not there.
 *
 * Return: false for a comment, an empty line, and what is neither.
 */
bool ssp_account_line_read(struct ssp_span line, struct ssp_account_line *out);

#endif /* SSP_USER_ACCOUNTS_H */
