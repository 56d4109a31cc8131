/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A Kerberos credential, and the service tickets it has fetched.  Those of an
 * acceptor have service keys (krb5_keys.h).
 *
 * The second context to a service touches no file and no KDC.
 */
#ifndef SSP_CORE_KRB5_TICKET_H
#define SSP_CORE_KRB5_TICKET_H

#include "core/krb5/krb5_msg.h"
#include "core/mech.h"
#include "platform/env.h"

/**
 * struct ssp_krb5_ticket - a service ticket; immutable, counted
 * @refs: references
 * @blob: the KRB-CRED it came in, @msg points into it; an acceptor has none
 * @msg: its parts; of an acceptor's ticket flags and times alone
 * @key: session key
 * @client: client's name as text
 * @server: server's name as text
 * @realm: realm that issued it, as text
 */
struct ssp_krb5_ticket {
	struct ssp_atomic refs;
	struct ssp_ticket_blob blob;
	struct ssp_krb5_cred_msg msg;
	struct ssp_krb5_keyblock key;
	struct ssp_utf16 client;
	struct ssp_utf16 server;
	struct ssp_utf16 realm;
};

struct ssp_krb5_cred;
struct ssp_krb5_keys;

/** ssp_krb5_cred_open() - struct ssp_mech.cred_open */
ssp_status ssp_krb5_cred_open(const struct ssp_identity *id, u32 use,
			      void **cred);
/** ssp_krb5_cred_close() - struct ssp_mech.cred_close */
void ssp_krb5_cred_close(void *cred);
/** ssp_krb5_cred_query() - struct ssp_mech.cred_query */
ssp_status ssp_krb5_cred_query(void *cred, struct ssp_cred_info *info);

/**
 * ssp_krb5_cred_serves() - is the credential good for contexts of that side?
 * @cred: credential
 * @accept: an acceptor's, else an initiator's
 */
bool ssp_krb5_cred_serves(const struct ssp_krb5_cred *cred, bool accept);

/** ssp_krb5_cred_keys() - of a credential that serves acceptors */
struct ssp_krb5_keys *ssp_krb5_cred_keys(struct ssp_krb5_cred *cred);

/**
 * ssp_krb5_ticket_get() - a ticket that is good now
 * @cred: credential
 * @target: the caller's target name, maybe absent
 * @out: receives a reference for ssp_krb5_ticket_put()
 *
 * A target that is absent, or an IP address, has no principal, and nobody is
 * asked for one.
 *
 * Context: May sleep, and ask a KDC for a bounded time.
 * Return: SEC_E_OK, SEC_E_TARGET_UNKNOWN, SEC_E_TIME_SKEW (not valid yet),
 * SEC_E_CONTEXT_EXPIRED, SEC_E_INSUFFICIENT_MEMORY, or what the ticket source
 * said (platform/env.h).
 */
ssp_status ssp_krb5_ticket_get(struct ssp_krb5_cred *cred,
			       const struct ssp_utf16 *target,
			       struct ssp_krb5_ticket **out);

/** ssp_krb5_ticket_put() - let go; NULL is fine */
void ssp_krb5_ticket_put(struct ssp_krb5_ticket *t);

/**
 * ssp_krb5_ticket_forget() - the acceptor would not have it
 * @cred: credential
 * @t: ticket; the next context asks the KDC for another one
 */
void ssp_krb5_ticket_forget(struct ssp_krb5_cred *cred,
			    const struct ssp_krb5_ticket *t);

/**
 * ssp_krb5_target_is_host() - can this name have a ticket?
 * @target: the caller's target name
 *
 * False when absent or empty, and when the host part is an IP address.
 */
bool ssp_krb5_target_is_host(const struct ssp_utf16 *target);

#endif /* SSP_CORE_KRB5_TICKET_H */
