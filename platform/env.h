/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The environment: clocks, random, and where tickets, keys and accounts come
 * from.
 *
 * A run-time table, because tests script it: a fixed clock, chosen nonces and
 * canned tickets give byte-exact tokens.  The table is append-only; @size
 * tells how much of it the provider knew.
 *
 * core/env.c implements all of this but ssp_env_default, the platform's.
 */
#ifndef SSP_PLATFORM_ENV_H
#define SSP_PLATFORM_ENV_H

#include "platform/types.h"

/*
 * Times are FILETIMEs: 100 ns ticks since 1601-01-01 UTC.  "Never" is the
 * largest positive LARGE_INTEGER, which is what Windows hands out.
 */
#define SSP_TICKS_PER_SEC 10000000ull
#define SSP_EPOCH_1970 11644473600ull /* seconds from 1601 to 1970 */
#define SSP_TIME_NEVER 0x7fffffffffffffffull

/**
 * struct ssp_ticket_identity - on whose behalf tickets are fetched
 * @principal: named principal in UTF-8, or empty for the caller's default
 * @user: user of an explicit identity in UTF-8, or empty
 * @domain: its domain or realm in UTF-8, or empty
 * @password: its password in UTF-8; meaningful when @have_password
 * @have_password: an explicit identity was supplied; an empty password counts
 *
 * All spans are borrowed for the duration of open(), which copies.
 */
struct ssp_ticket_identity {
	struct ssp_span principal;
	struct ssp_span user;
	struct ssp_span domain;
	struct ssp_span password;
	bool have_password;
};

/**
 * struct ssp_ticket_blob - an owned byte string
 * @p: from ssp_pool_alloc(), NULL when empty
 * @n: its size
 */
struct ssp_ticket_blob {
	u8 *p;
	size_t n;
};

/* A source's own idea of an opened identity. */
struct ssp_ticket_cred;

/* What to fetch. */
#define SSP_TICKET_FRESH 1u /* made by a KDC now, whatever caches have */

/**
 * struct ssp_ticket_source - fetches Kerberos tickets
 * @open: bind to an identity.  Asks no KDC and checks no password.  Statuses:
 *	SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, SEC_E_UNKNOWN_CREDENTIALS (a name
 *	that cannot be parsed).
 * @close: release; NULL is fine.
 * @name: the client principal in UTF-8 ("user@REALM") into pool memory that
 *	the caller frees, and the expiry if known, else SSP_TIME_NEVER.  Asks no
 *	KDC.  Statuses: SEC_E_OK, SEC_E_NO_CREDENTIALS when there are none
 *	(yet), and those of @fetch that need no KDC.
 * @fetch: a service ticket for @spn (UTF-8), as a KRB-CRED message with etype
 *	0 (RFC 4120 5.8.1) holding exactly one ticket, in pool memory that the
 *	caller frees.  @flags: SSP_TICKET_*.  With SSP_TICKET_FRESH, caches
 *	give the TGTs to ask with and nothing else, and stay as they are.
 *	Comes back within a bounded time, whatever KDCs do.  Statuses:
 *	SEC_E_OK, SEC_E_NO_CREDENTIALS, SEC_E_NO_AUTHENTICATING_AUTHORITY,
 *	SEC_E_TARGET_UNKNOWN, SEC_E_LOGON_DENIED, SEC_E_TIME_SKEW,
 *	SEC_E_KDC_UNKNOWN_ETYPE, SEC_E_INSUFFICIENT_MEMORY,
 *	SEC_E_INTERNAL_ERROR.
 *
 * All may sleep, and be called from several threads at once, also for one
 * @cred.  Only @fetch has a deadline: @open and @name take as long as the
 * system does to read its configuration and to find credentials.  That means
 * files, which others may have locked, but where it is so configured also a
 * daemon that keeps credentials (KCM), or the DNS for the name of a realm.
 *
 * In a program none is a cancellation point: callers hold locks.
 */
struct ssp_ticket_source {
	ssp_status (*open)(void *arg, const struct ssp_ticket_identity *id,
			   struct ssp_ticket_cred **cred);
	void (*close)(void *arg, struct ssp_ticket_cred *cred);
	ssp_status (*name)(void *arg, struct ssp_ticket_cred *cred,
			   struct ssp_ticket_blob *name, u64 *expiry);
	ssp_status (*fetch)(void *arg, struct ssp_ticket_cred *cred,
			    struct ssp_span spn, u32 flags,
			    struct ssp_ticket_blob *krb_cred);
};

#define SSP_NT_HASH_SIZE 16

/* The documented maximum of user and domain names, in UTF-16 units. */
#define SSP_ACCOUNT_NAME_MAX 256

/**
 * struct ssp_account - somebody NTLM can be
 * @user: name in UTF-8, in pool memory that the caller frees
 * @domain: likewise; maybe empty
 * @nt_hash: MD4 of the password
 */
struct ssp_account {
	struct ssp_ticket_blob user;
	struct ssp_ticket_blob domain;
	u8 nt_hash[SSP_NT_HASH_SIZE];
};

/**
 * struct ssp_host - what this machine tells NTLM's peers of itself
 * @computer: NetBIOS name, NUL-terminated ASCII as all of them
 * @domain: NetBIOS name of its domain; of a machine in none, @computer
 * @dns: name in the DNS; empty if there is none
 */
struct ssp_host {
	char computer[16];
	char domain[16];
	char dns[256];
};

/**
 * struct ssp_account_source - who may be authenticated with NTLM, and as whom
 * @lookup: the account for a name that a peer says is its own (UTF-8, case does
 *	not matter).  @domain may be empty, and peers put all sorts of things in
 *	it.  @account is zeroed, and the caller frees what is in it, after a
 *	failure too.  It is whom the peer will be taken for: its names are the
 *	source's own, not what the peer wrote, and its domain is empty where the
 *	source knows of none.  Statuses: SEC_E_OK, SEC_E_LOGON_DENIED (unknown,
 *	disabled), SEC_E_INSUFFICIENT_MEMORY, SEC_E_INTERNAL_ERROR.
 * @self: whose name and hash an initiator without an explicit identity has.
 *	@name: "user", "user@domain" or "DOMAIN\user" in UTF-8; empty for the
 *	default.  @account is zeroed; the caller frees what is in it.  Statuses:
 *	SEC_E_OK, SEC_E_NO_CREDENTIALS, SEC_E_INSUFFICIENT_MEMORY.
 * @host: what this machine is called; @host is zeroed
 *
 * All may sleep, and be called from several threads at once.  In a program none
 * is a cancellation point: callers hold locks.
 */
struct ssp_account_source {
	ssp_status (*lookup)(void *arg, struct ssp_span user,
			     struct ssp_span domain,
			     struct ssp_account *account);
	ssp_status (*self)(void *arg, struct ssp_span name,
			   struct ssp_account *account);
	void (*host)(void *arg, struct ssp_host *host);
};

/**
 * struct ssp_key_source - the keys of this machine's services
 * @fetch: all there are, as one file in the format of MIT's keytabs, version
 *	0x0502, in pool memory that the caller frees.  Which of them a
 *	credential may use is the core's to say.  Asks no KDC.  Statuses:
 *	SEC_E_OK, SEC_E_NO_CREDENTIALS (no keytab, or nothing in it),
 *	SEC_E_INSUFFICIENT_MEMORY, SEC_E_INTERNAL_ERROR (one that cannot be read;
 *	an acceptor that has no keys may be passed over, one that cannot tell
 *	must not).
 *
 * May sleep, and be called from several threads at once.  In a program it is no
 * cancellation point: callers hold locks.
 */
struct ssp_key_source {
	ssp_status (*fetch)(void *arg, struct ssp_ticket_blob *keytab);
};

/**
 * struct ssp_env - the world as the core sees it
 * @size: sizeof(struct ssp_env) as the provider knew it
 * @arg: handed back to every function
 * @wall_time: UTC as a FILETIME
 * @to_local: that UTC moment as local time (P15); SSP_TIME_NEVER stays
 * @stamp: the same clock to the microsecond, but no moment twice in this
 *	process while the clock goes on: it is what tells one Authenticator,
 *	and the proof that answers it, from another (RFC 4120 5.5.1, 3.2.5)
 * @random: @n unpredictable bytes; a failure is fatal to the operation
 * @tickets: Kerberos tickets
 * @no_fallback: NULL or: must an initiator's negotiation do with the first of
 *	its mechanisms?  Then one that cannot start is the caller's error.
 * @keys: service keys of acceptors; NULL when there are none
 * @accounts: NTLM accounts; NULL where there are none
 */
struct ssp_env {
	u32 size;
	void *arg;
	u64 (*wall_time)(void *arg);
	u64 (*to_local)(void *arg, u64 utc);
	u64 (*stamp)(void *arg);
	ssp_status (*random)(void *arg, void *p, size_t n);
	const struct ssp_ticket_source *tickets;
	bool (*no_fallback)(void *arg);
	const struct ssp_key_source *keys;
	const struct ssp_account_source *accounts;
};

/* The platform's own. */
extern const struct ssp_env ssp_env_default;

/**
 * ssp_env_stamp() - a clock made into what @stamp of an environment has to be
 * @wall_time: UTC as a FILETIME
 * @arg: handed to it
 */
u64 ssp_env_stamp(u64 (*wall_time)(void *arg), void *arg);

/**
 * ssp_env_get() - the environment in force
 */
const struct ssp_env *ssp_env_get(void);

/** ssp_env_forbids_fallback() - @no_fallback of the environment in force */
bool ssp_env_forbids_fallback(void);

/**
 * ssp_env_set() - put another in force
 * @env: must outlive its use; NULL for the default
 *
 * Context: Not while another thread is inside the library.
 */
void ssp_env_set(const struct ssp_env *env);

#endif /* SSP_PLATFORM_ENV_H */
