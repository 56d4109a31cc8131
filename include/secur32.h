/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What Linux adds to the interface of Windows.  Functions begin with Secur32.
 */
#ifndef SECUR32_H
#define SECUR32_H

#include "sspi.h"

#if !defined(__KERNEL__) && !defined(__cplusplus)
#include <stdbool.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * enum ssp_memory_kind - what a block of memory is for
 * @SSP_MEMORY_POOL: the library's own: objects, keys, passwords
 * @SSP_MEMORY_VIRTUAL: whatever crosses the interface: tokens, attributes,
 *	package lists
 */
enum ssp_memory_kind { SSP_MEMORY_POOL, SSP_MEMORY_VIRTUAL };

/**
 * struct ssp_memory_ops - where memory comes from
 * @size: sizeof(struct ssp_memory_ops); later versions append members
 * @arg: handed to every function
 * @allocate: @n bytes, never 0, aligned for any object (16); whether they are
 *	zero does not matter.  NULL: out of memory.
 * @free: give back @n bytes at @p, with the kind and the size they were asked
 *	for; secrets have been wiped
 * @is_virtual: do the @n bytes at @p lie wholly in virtual memory?  Asked about
 *	memory of any origin.  In user mode a default that has no reason to tell
 *	says yes.
 *
 * The functions are called from any thread, several at once, and may sleep.
 * They must not call this library.
 */
struct ssp_memory_ops {
	uint32_t size;
	void *arg;
	void *(*allocate)(void *arg, enum ssp_memory_kind kind, size_t n);
	void (*free)(void *arg, enum ssp_memory_kind kind, void *p, size_t n);
	bool (*is_virtual)(void *arg, const void *p, size_t n);
};

#ifdef __LP64__
SECUR32_ASSERT(sizeof(struct ssp_memory_ops) == 40);
#endif

#if ISSP_MODE != 0
/**
 * Secur32SetAllocator() - let the library use another allocator
 * @ops: the table, which must outlive its use; NULL for the library's own
 *
 * Programs only: a kernel module brings its table when it is loaded.
 *
 * Context: Before the first use of the library, or after everything was given
 * back; not while another thread is inside.
 * Return:
 * * SEC_E_OK			- in place
 * * SEC_E_INVALID_PARAMETER	- @size is too small, or a function is missing
 * * SEC_E_OUT_OF_SEQUENCE	- memory of the present allocator is in use
 */
SECUR32_API SECURITY_STATUS
Secur32SetAllocator(const struct ssp_memory_ops *ops);
#endif

/*
 * In the Flags of a SEC_WINNT_AUTH_IDENTITY: Password is not the password but
 * its NT hash, MD4 of it in UTF-16LE, as 32 hexadecimal digits.  For NTLM alone.
 */
#define SECUR32_IDENTITY_NT_HASH 0x00800000

#if ISSP_MODE != 0
/* 256 UTF-16 units, the longest name there is, in UTF-8, and their end. */
#define SECUR32_ACCOUNT_NAME_SIZE 769

/**
 * struct ssp_account_found - an NTLM account
 * @user: its name, NUL-terminated UTF-8
 * @domain: its domain; empty when it has none
 * @nt_hash: MD4 of the password in UTF-16LE
 */
struct ssp_account_found {
	char user[SECUR32_ACCOUNT_NAME_SIZE];
	char domain[SECUR32_ACCOUNT_NAME_SIZE];
	uint8_t nt_hash[16];
};

/**
 * ssp_account_lookup() - find an NTLM account
 * @arg: of struct ssp_account_ops
 * @user: whom a client says it is, in UTF-8; its case does not matter
 * @domain: likewise; may be empty, or anything
 * @account: zeroed; receives the account.  Its names are what
 *	SECPKG_ATTR_NAMES will say of the client, so they are to be those of the
 *	account, whatever the client wrote.
 *
 * Called from any thread, several at once, and may sleep.  It must not call
 * this library, nor end the thread.
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or SEC_E_LOGON_DENIED, which
 * every other value counts as, and an account without a name.
 */
typedef SECURITY_STATUS ssp_account_lookup(void *arg, const char *user,
					   const char *domain,
					   struct ssp_account_found *account);

/**
 * struct ssp_account_ops - who may log on with NTLM
 * @size: sizeof(struct ssp_account_ops); later versions append members
 * @arg: handed to @lookup
 * @lookup: finds an account
 */
struct ssp_account_ops {
	uint32_t size;
	void *arg;
	ssp_account_lookup *lookup;
};

#ifdef __LP64__
SECUR32_ASSERT(sizeof(struct ssp_account_ops) == 24);
SECUR32_ASSERT(sizeof(struct ssp_account_found) == 1554);
#endif

/**
 * Secur32SetAccounts() - let a program say who may log on with NTLM
 * @ops: the table, which must outlive its use; NULL for NTLM_USER_FILE
 *
 * It takes the place of the file for acceptors; whom an initiator without an
 * explicit identity is, the file still says.
 *
 * Context: Not while another thread is inside.
 * Return:
 * * SEC_E_OK			- in place
 * * SEC_E_INVALID_PARAMETER	- @size is too small, or there is no function
 */
SECUR32_API SECURITY_STATUS
Secur32SetAccounts(const struct ssp_account_ops *ops);
#endif

/**
 * Secur32StatusName() - the name of a status code
 * @Status: any value
 *
 * Where a code has two names, the one that is not an alias.
 *
 * Context: Any; never sleeps.
 * Return: the constant's name, e.g. "SEC_E_OK": a static string; NULL for a
 * value that is no SEC_E_* or SEC_I_*.
 */
SECUR32_API const char *Secur32StatusName(SECURITY_STATUS Status);

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_H */
