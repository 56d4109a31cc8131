/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * All that a kernel client does with SSPI: a credential, a context, its legs,
 * its session key.  What carries the tokens is not known here.
 */
#ifndef AUTH_H
#define AUTH_H

#include <linux/types.h>

#include <sspi.h>

#define AUTH_KEY_LENGTH 16

/**
 * struct auth_who - whose credentials; where no name is, the caller's own
 * @user: a principal, or with @password an account; or NULL
 * @domain: of the account, or NULL
 * @password: of the account, or NULL
 * @ntlm: where Kerberos cannot be, NTLM will do, though its server proves no
 *	more than that somebody behind it knows the account
 */
struct auth_who {
	char *user;
	char *domain;
	char *password;
	bool ntlm;
};

/**
 * struct auth - one authentication
 * @cred: the credential
 * @ctx: the context, from the first leg on
 * @target: the server's name, in virtual memory
 * @needed: what has to be granted, ISC_RET_*
 * @begun: @ctx is there
 * @done: the hand-shake is complete, with all that is @needed
 */
struct auth {
	CredHandle cred;
	CtxtHandle ctx;
	UNICODE_STRING target;
	ULONG needed;
	bool begun;
	bool done;
};

/**
 * auth_open() - get a credential for package Negotiate
 * @a: the authentication, for auth_close() if this succeeds
 * @who: whose
 * @spn: of the server
 *
 * Return: 0; -ENOKEY when SSPI refuses, and the log says why; -ENOMEM; -EINVAL
 * for text that is not ASCII
 */
int auth_open(struct auth *a, const struct auth_who *who, const char *spn);
void auth_close(struct auth *a);

/**
 * auth_step() - one leg
 * @a: the authentication
 * @in: the server's token, in virtual memory
 * @in_length: its bytes; 0 when there is none
 * @out: receives our token, in virtual memory, for FreeContextBuffer(); NULL
 *	when there is nothing to say
 * @out_length: its bytes
 *
 * Return: 0, or -ENOKEY when SSPI refuses, and the log says why
 */
int auth_step(struct auth *a, void *in, size_t in_length, void **out,
	      size_t *out_length);

/* The key that both sides have when @done, cut to what SMB takes of it. */
int auth_session_key(struct auth *a, u8 key[AUTH_KEY_LENGTH]);

/* Say in the log who was authenticated, and how. */
void auth_describe(struct auth *a);

#endif /* AUTH_H */
