/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Tickets from MIT libkrb5: what the parts of this source share.
 *
 * tickets_libkrb5.c is the source itself and bounds the time it takes,
 * tickets_cred.c finds or gets the credentials of an identity, tickets_get.c
 * gets a ticket with them, krb5_status.c names failures.
 */
#ifndef SSP_USER_TICKETS_H
#define SSP_USER_TICKETS_H

#include <krb5.h>

#include "platform/env.h"
#include "platform/sync.h"

/* The source that ssp_env_default has. */
extern const struct ssp_ticket_source ssp_tickets_libkrb5;

/**
 * struct ssp_tickets_tgt - a ticket-granting ticket that we asked for
 * @refs: who uses it
 * @ctx: for the end of what follows
 * @client: whose it is, as we asked; a KDC may have answered with another name
 * @cache: MEMORY, seen by nobody else; service tickets collect here too
 * @endtime: seconds since 1970
 */
struct ssp_tickets_tgt {
	struct ssp_atomic refs;
	krb5_context ctx;
	krb5_principal client;
	krb5_ccache cache;
	u32 endtime;
};

/**
 * struct ssp_ticket_cred - an opened identity
 * @refs: the opener, and every fetch that is under way
 * @principal: named principal, NUL-terminated, or empty
 * @user: of an explicit identity, NUL-terminated
 * @domain: the same, or empty
 * @password: the same; @password.p is NULL when the identity is not explicit
 * @lock: guards @tgt
 * @tgt: got with the password or from the client keytab; NULL before
 */
struct ssp_ticket_cred {
	struct ssp_atomic refs;
	struct ssp_ticket_blob principal;
	struct ssp_ticket_blob user;
	struct ssp_ticket_blob domain;
	struct ssp_ticket_blob password;
	struct ssp_mutex lock;
	struct ssp_tickets_tgt *tgt;
};

/**
 * struct ssp_tickets_origin - where an identity's credentials are
 * @client: the principal
 * @cache: the caller's credential cache, or NULL: there is none, a ticket has
 *	to be asked for
 * @keytab: asked for with the client keytab, not with the password
 */
struct ssp_tickets_origin {
	krb5_principal client;
	krb5_ccache cache;
	bool keytab;
};

/**
 * ssp_tickets_status() - the one place where libkrb5's codes become ours
 * @err: from libkrb5, or an errno
 */
ssp_status ssp_tickets_status(krb5_error_code err);

/**
 * ssp_tickets_client() - the principal that an identity names
 * @ctx: context
 * @cred: identity
 * @client: receives it; NULL for the default identity, which names nobody
 *
 * Return: 0, or why the name is none.
 */
krb5_error_code ssp_tickets_client(krb5_context ctx,
				   const struct ssp_ticket_cred *cred,
				   krb5_principal *client);

/**
 * ssp_tickets_locate() - look where an identity's credentials are
 * @ctx: context
 * @cred: identity
 * @server: what for, which may decide between caches; or NULL
 * @o: receives the answer, for ssp_tickets_origin_free(), also on failure
 *
 * Asks no KDC.
 */
krb5_error_code ssp_tickets_locate(krb5_context ctx,
				   const struct ssp_ticket_cred *cred,
				   krb5_const_principal server,
				   struct ssp_tickets_origin *o);

/**
 * ssp_tickets_origin_free() - release
 * @ctx: context
 * @o: from ssp_tickets_locate()
 */
void ssp_tickets_origin_free(krb5_context ctx, struct ssp_tickets_origin *o);

/**
 * ssp_tickets_tgt_get() - the ticket-granting ticket of an origin without cache
 * @ctx: context
 * @cred: identity; keeps the ticket for next time
 * @o: where
 * @tgt: receives it, good for some minutes at least, for ssp_tickets_tgt_put()
 *
 * Asks a KDC when there is none yet or it has expired.
 */
krb5_error_code ssp_tickets_tgt_get(krb5_context ctx,
				    struct ssp_ticket_cred *cred,
				    const struct ssp_tickets_origin *o,
				    struct ssp_tickets_tgt **tgt);

/**
 * ssp_tickets_tgt_put() - done with it
 * @tgt: ticket or NULL
 */
void ssp_tickets_tgt_put(struct ssp_tickets_tgt *tgt);

/**
 * ssp_tickets_name() - name() of the source, in libkrb5's words
 * @cred: identity
 * @name: receives the principal, in pool memory; empty on failure
 * @expiry: receives a FILETIME, or SSP_TIME_NEVER
 *
 * Asks no KDC.
 */
krb5_error_code ssp_tickets_name(struct ssp_ticket_cred *cred,
				 struct ssp_ticket_blob *name, u64 *expiry);

/**
 * ssp_tickets_server() - the principal of a service principal name
 * @ctx: context
 * @spn: "service/host[:port][/name][@REALM]", "service@host", or any principal
 * @server: receives it
 *
 * Letters stay as they are and no name is looked up in the DNS; the realm is
 * that of the name, else that of the host in [domain_realm], else empty, which
 * is libkrb5's way to say that the client's KDC shall find it.
 *
 * Return: 0, ENOMEM, KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN for what is no name.
 */
krb5_error_code ssp_tickets_server(krb5_context ctx, const char *spn,
				   krb5_principal *server);

/**
 * ssp_tickets_get() - a ticket as a KRB-CRED message with etype 0
 * @ctx: context
 * @cred: identity
 * @spn: for whom
 * @flags: SSP_TICKET_*
 * @krb_cred: receives it, in pool memory
 *
 * May ask KDCs, and takes as long as libkrb5 does.
 */
krb5_error_code ssp_tickets_get(krb5_context ctx, struct ssp_ticket_cred *cred,
				const char *spn, u32 flags,
				struct ssp_ticket_blob *krb_cred);

#endif /* SSP_USER_TICKETS_H */
