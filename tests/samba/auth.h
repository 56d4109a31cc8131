/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the clients of this lane do with SSPI: a credential, a context, its legs,
 * its key, its messages.  What carries them is not known here.
 *
 * A step that fails says so in a line and ends the program: the rows compare
 * what is said.
 */
#ifndef SSP_TESTS_SAMBA_AUTH_H
#define SSP_TESTS_SAMBA_AUTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SECURITY_WIN32
#include <secur32.h>

#define AUTH_KEY_LENGTH 16

/* For getopt(), and for people. */
#define AUTH_OPTIONS "P:l:u:d:p:"
#define AUTH_USAGE "[-P PACKAGE] [-l PACKAGES] [-u USER -d DOMAIN -p FILE]"

/**
 * struct auth - one authentication
 * @package: Negotiate unless told otherwise
 * @list: PackageList, or NULL
 * @user: account, or NULL for the caller's own credentials
 * @domain: of the account
 * @password: of the account, all of a file
 * @spn: of the server
 * @flags: ISC_REQ_*
 * @attr: ISC_RET_* of the last leg
 * @cred: the credential
 * @ctx: the context, from the first leg on
 * @begun: @ctx is there
 * @done: the hand-shake is complete
 */
struct auth {
	const char *package;
	const char *list;
	const char *user;
	const char *domain;
	char password[128];
	const char *spn;
	ULONG flags;
	ULONG attr;
	CredHandle cred;
	CtxtHandle ctx;
	bool begun;
	bool done;
};

/** fail() - say it in a line, and end */
_Noreturn void fail(const char *fmt, ...)
	__attribute__((__format__(__printf__, 1, 2)));

/** auth_option() - take one of AUTH_OPTIONS; false for another */
bool auth_option(struct auth *a, int option, const char *value);

/** auth_open() - get a credential */
void auth_open(struct auth *a);

/** auth_close() - give back what @a has; for those who come to the end */
void auth_close(struct auth *a);

/**
 * auth_step() - one leg
 * @a: the authentication
 * @in: the server's token
 * @n: its bytes; 0: there is none
 * @out: receives ours, for FreeContextBuffer(); NULL when there is none
 *
 * Return: the bytes of ours.
 */
size_t auth_step(struct auth *a, void *in, size_t n, void **out);

/** auth_session_key() - what both sides have, cut to what SMB takes of it */
void auth_session_key(struct auth *a, uint8_t key[AUTH_KEY_LENGTH]);

/** auth_describe() - say by which package, and as whom */
void auth_describe(struct auth *a);

/**
 * auth_wrap() - protect a message as SASL has it: sealed if that was asked for,
 *	else signed
 * @a: the authentication
 * @message: the message, changed
 * @n: its bytes
 * @out: receives the one piece, for free()
 *
 * Return: the bytes of the piece.
 */
size_t auth_wrap(struct auth *a, void *message, size_t n, uint8_t **out);

/**
 * auth_unwrap() - look into what the server protected
 * @a: the authentication
 * @piece: the piece, changed
 * @n: its bytes
 * @message: receives where the message is in it
 *
 * Return: the bytes of the message.
 */
size_t auth_unwrap(struct auth *a, void *piece, size_t n, uint8_t **message);

#endif
