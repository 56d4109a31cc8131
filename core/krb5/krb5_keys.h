/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The service keys of an acceptor's credential, and tickets opened with them.
 */
#ifndef SSP_CORE_KRB5_KEYS_H
#define SSP_CORE_KRB5_KEYS_H

#include "core/krb5/krb5_ap_req.h"
#include "core/mech.h"
#include "platform/env.h"
#include "platform/sync.h"

struct ssp_krb5_keytab;

/**
 * struct ssp_krb5_keys - whose keys, and those read last
 * @open: the credential is an acceptor's
 * @nobodys: an explicit identity: it has a password, and no keytab
 * @principal: the one service that may use them, or absent: all there are
 * @lock: guards @latest; not held over reading
 * @latest: keys read last; a reference, or NULL
 */
struct ssp_krb5_keys {
	bool open;
	bool nobodys;
	struct ssp_utf16 principal;
	struct ssp_mutex lock;
	struct ssp_krb5_keytab *latest;
};

/**
 * ssp_krb5_keys_open() - remember whose
 * @keys: zeroed; good for ssp_krb5_keys_close() even after a failure
 * @id: identity; its principal may be "service/host", with or without a realm,
 *	"service@host", or any principal
 *
 * Reads nothing yet.
 *
 * Return: SEC_E_OK or SEC_E_INSUFFICIENT_MEMORY.
 */
ssp_status ssp_krb5_keys_open(struct ssp_krb5_keys *keys,
			      const struct ssp_identity *id);

/** ssp_krb5_keys_close() - wipe and release; zeroed is fine */
void ssp_krb5_keys_close(struct ssp_krb5_keys *keys);

/**
 * ssp_krb5_keys_name() - the service that may use them, as the caller named it
 * @keys: keys
 * @name: receives a copy
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or SEC_E_NO_CREDENTIALS when it
 * is not one alone.
 */
ssp_status ssp_krb5_keys_name(const struct ssp_krb5_keys *keys,
			      struct ssp_utf16 *name);

/**
 * ssp_krb5_keys_ready() - is there one that may be used?
 * @keys: keys
 *
 * Looks at those read lately, or reads.
 *
 * Context: May sleep.
 * Return: SEC_E_OK; SEC_E_NO_CREDENTIALS when there is none; SEC_E_INTERNAL_ERROR
 * when that cannot be told; SEC_E_INSUFFICIENT_MEMORY.
 */
ssp_status ssp_krb5_keys_ready(struct ssp_krb5_keys *keys);

/**
 * struct ssp_krb5_opened - a ticket, opened
 * @blob: pool memory with the EncTicketPart in it
 * @plain: the EncTicketPart
 * @key: the service's, which opened it
 * @server: the principal it is the key of, as text
 * @realm: that one's realm, as text
 */
struct ssp_krb5_opened {
	struct ssp_ticket_blob blob;
	struct ssp_span plain;
	struct ssp_krb5_keyblock key;
	struct ssp_utf16 server;
	struct ssp_utf16 realm;
};

/**
 * ssp_krb5_keys_ticket() - open a ticket with whichever key does
 * @keys: keys
 * @req: the AP-REQ
 * @o: zeroed; receives the ticket, for ssp_krb5_opened_free(), also after a
 *	failure
 * @error: receives SSP_KRB5_ERR_* when the peer may be told why not
 *
 * The name, key version and enctype that the ticket bears in the clear say
 * which keys to try first.  Keys are kept for a minute, and read again before
 * a ticket is refused.
 *
 * Context: May sleep.
 * Return: SEC_E_OK; SEC_E_NO_CREDENTIALS when there is no key at all;
 * ssp_krb5_error_refusal() of @error; SEC_E_INSUFFICIENT_MEMORY,
 * SEC_E_INTERNAL_ERROR or the crypto failure.
 */
ssp_status ssp_krb5_keys_ticket(struct ssp_krb5_keys *keys,
				const struct ssp_krb5_ap_req *req,
				struct ssp_krb5_opened *o, s32 *error);

/** ssp_krb5_opened_free() - wipe and release; zeroed is fine */
void ssp_krb5_opened_free(struct ssp_krb5_opened *o);

#endif /* SSP_CORE_KRB5_KEYS_H */
