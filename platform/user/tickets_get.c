// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A ticket for a service, with libkrb5, and its form: a KRB-CRED message
 * (RFC 4120 5.8.1) whose encrypted part has etype 0 and is plain (RFC 6448).
 */
#define _POSIX_C_SOURCE 200809L

#include "platform/user/tickets.h"

#include <errno.h>
#include <stdlib.h>

#include "platform/memory.h"

/* "service@host" means "service/host"; a realm may follow all the same. */
static char *slashed(const char *spn)
{
	size_t n = strlen(spn) + 1;
	char *copy = malloc(n);
	char *at;

	if (!copy)
		return NULL;
	memcpy(copy, spn, n);
	at = strchr(copy, '@');
	if (at && !strchr(copy, '/'))
		*at = '/';
	return copy;
}

static bool has_empty_part(krb5_const_principal p)
{
	krb5_int32 i;

	for (i = 0; i < p->length; i++)
		if (p->data[i].length == 0)
			return true;
	return p->length == 0;
}

/* [domain_realm], or the empty realm; of the host alone, without its port. */
static krb5_error_code set_host_realm(krb5_context ctx, krb5_principal p)
{
	const krb5_data *host = &p->data[1];
	krb5_error_code err;
	char **realms;
	char *name;

	name = strndup(host->data, host->length);
	if (!name)
		return ENOMEM;
	name[strcspn(name, ":")] = '\0';
	err = krb5_get_host_realm(ctx, name, &realms);
	free(name);
	if (err)
		return err;
	err = krb5_set_principal_realm(ctx, p, realms[0]);
	(void)krb5_free_host_realm(ctx, realms);
	return err;
}

/* A name of one part has no host to ask about. */
static krb5_error_code set_default_realm(krb5_context ctx, krb5_principal p)
{
	krb5_error_code err;
	char *realm;

	err = krb5_get_default_realm(ctx, &realm);
	if (err)
		return err;
	err = krb5_set_principal_realm(ctx, p, realm);
	krb5_free_default_realm(ctx, realm);
	return err;
}

krb5_error_code ssp_tickets_server(krb5_context ctx, const char *spn,
				   krb5_principal *server)
{
	krb5_principal p = NULL;
	krb5_error_code err;
	char *name;

	*server = NULL;
	name = slashed(spn);
	if (!name)
		return ENOMEM;
	err = krb5_parse_name_flags(ctx, name,
				    KRB5_PRINCIPAL_PARSE_NO_DEF_REALM, &p);
	free(name);
	if (err)
		return err == ENOMEM ? err : KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN;
	if (has_empty_part(p)) {
		krb5_free_principal(ctx, p);
		return KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN;
	}
	if (p->realm.length == 0)
		err = p->length > 1 ? set_host_realm(ctx, p) :
				      set_default_realm(ctx, p);
	if (err) {
		krb5_free_principal(ctx, p);
		return err;
	}
	/* Not KRB5_NT_SRV_HST: libkrb5 would look those up in the DNS. */
	p->type = KRB5_NT_SRV_INST;
	*server = p;
	return 0;
}

/* To pool memory, wiping what libkrb5 left in its own. */
static krb5_error_code take(krb5_data *d, struct ssp_ticket_blob *blob)
{
	blob->p = ssp_pool_dup(d->data, d->length);
	blob->n = blob->p ? d->length : 0;
	ssp_wipe(d->data, d->length);
	return blob->p ? 0 : ENOMEM;
}

/*
 * Asked for with an empty realm, a ticket comes back under that name, however
 * many realms have referred us to each other; the ticket itself knows better.
 */
static krb5_error_code name_server(krb5_context ctx, krb5_creds *creds)
{
	krb5_principal server = NULL;
	krb5_error_code err;
	krb5_ticket *ticket;

	err = krb5_decode_ticket(&creds->ticket, &ticket);
	if (err)
		return err;
	err = krb5_copy_principal(ctx, ticket->server, &server);
	krb5_free_ticket(ctx, ticket);
	if (err)
		return err;
	krb5_free_principal(ctx, creds->server);
	creds->server = server;
	return 0;
}

/* Did the way to that realm end before its KDC? */
static bool realm_is_unknown(krb5_context ctx, krb5_ccache cache,
			     krb5_const_principal client,
			     krb5_const_principal server)
{
	const krb5_data *realm = &server->realm;
	krb5_creds want = { .client = (krb5_principal)client };
	krb5_creds tgt = { .client = NULL };
	krb5_error_code err;

	if (!realm->length || krb5_realm_compare(ctx, client, server))
		return false;
	if (krb5_build_principal_ext(ctx, &want.server, realm->length,
				     realm->data, KRB5_TGS_NAME_SIZE,
				     KRB5_TGS_NAME, realm->length, realm->data,
				     0))
		return false;
	err = krb5_cc_retrieve_cred(ctx, cache, KRB5_TC_MATCH_SRV_NAMEONLY,
				    &want, &tgt);
	if (!err)
		krb5_free_cred_contents(ctx, &tgt);
	krb5_free_principal(ctx, want.server);
	return err != 0;
}

static krb5_error_code service_ticket(krb5_context ctx, krb5_auth_context ac,
				      krb5_ccache cache, krb5_principal client,
				      krb5_principal server,
				      struct ssp_ticket_blob *blob)
{
	krb5_creds want = { .client = client, .server = server };
	krb5_creds *creds = NULL;
	krb5_data *message = NULL;
	krb5_error_code err;

	err = krb5_get_credentials(ctx, 0, cache, &want, &creds);
	if (err == KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN &&
	    realm_is_unknown(ctx, cache, client, server))
		return KRB5_REALM_UNKNOWN;
	if (err)
		return err;
	err = name_server(ctx, creds);
	if (!err)
		err = krb5_mk_1cred(ctx, ac, creds, &message, NULL);
	krb5_free_creds(ctx, creds);
	if (err)
		return err;
	err = take(message, blob);
	krb5_free_data(ctx, message);
	return err;
}

/*
 * Any realm's TGT (RFC 4120 7.3), or what libkrb5 has noted about the cache,
 * such as the realm to begin with.
 */
static bool leads_to_tickets(krb5_context ctx, const krb5_creds *creds)
{
	krb5_const_principal p = creds->server;

	if (krb5_is_config_principal(ctx, p))
		return true;
	return p->length == 2 && p->data[0].length == KRB5_TGS_NAME_SIZE &&
	       memcmp(p->data[0].data, KRB5_TGS_NAME, KRB5_TGS_NAME_SIZE) == 0;
}

static krb5_error_code copy_tgts(krb5_context ctx, krb5_ccache from,
				 krb5_ccache to)
{
	krb5_cc_cursor cursor;
	krb5_error_code err;
	krb5_creds creds;

	err = krb5_cc_start_seq_get(ctx, from, &cursor);
	if (err)
		return err;
	while (!err) {
		err = krb5_cc_next_cred(ctx, from, &cursor, &creds);
		if (err)
			break;
		if (leads_to_tickets(ctx, &creds))
			err = krb5_cc_store_cred(ctx, to, &creds);
		krb5_free_cred_contents(ctx, &creds);
	}
	(void)krb5_cc_end_seq_get(ctx, from, &cursor);
	return err == KRB5_CC_END ? 0 : err;
}

/*
 * A cache of nothing but TGTs, for krb5_cc_destroy().  libkrb5 has no way to
 * pass over a service ticket that a cache has; in this one there is none.
 */
static krb5_error_code without_tickets(krb5_context ctx, krb5_ccache cache,
				       krb5_ccache *out)
{
	krb5_principal client = NULL;
	krb5_ccache copy = NULL;
	krb5_error_code err;

	err = krb5_cc_get_principal(ctx, cache, &client);
	if (err)
		return err;
	err = krb5_cc_new_unique(ctx, "MEMORY", NULL, &copy);
	if (!err)
		err = krb5_cc_initialize(ctx, copy, client);
	if (!err)
		err = copy_tgts(ctx, cache, copy);
	krb5_free_principal(ctx, client);
	if (err && copy)
		(void)krb5_cc_destroy(ctx, copy);
	else
		*out = copy;
	return err;
}

static krb5_error_code get_from(krb5_context ctx, krb5_ccache cache,
				krb5_principal server,
				struct ssp_ticket_blob *krb_cred)
{
	krb5_auth_context ac = NULL;
	krb5_principal client = NULL;
	krb5_error_code err;

	err = krb5_cc_get_principal(ctx, cache, &client);
	if (err)
		return err;
	/* Without a key the message is plain; without flags it is just that. */
	err = krb5_auth_con_init(ctx, &ac);
	if (!err)
		err = krb5_auth_con_setflags(ctx, ac, 0);
	if (!err)
		err = service_ticket(ctx, ac, cache, client, server, krb_cred);
	if (ac)
		(void)krb5_auth_con_free(ctx, ac);
	krb5_free_principal(ctx, client);
	return err;
}

krb5_error_code ssp_tickets_get(krb5_context ctx, struct ssp_ticket_cred *cred,
				const char *spn, u32 flags,
				struct ssp_ticket_blob *krb_cred)
{
	struct ssp_tickets_origin o = { .client = NULL };
	struct ssp_tickets_tgt *tgt = NULL;
	krb5_ccache fresh = NULL, cache;
	krb5_principal server = NULL;
	krb5_error_code err;

	err = ssp_tickets_server(ctx, spn, &server);
	if (err)
		return err;
	err = ssp_tickets_locate(ctx, cred, server, &o);
	if (!err && !o.cache)
		err = ssp_tickets_tgt_get(ctx, cred, &o, &tgt);
	cache = tgt ? tgt->cache : o.cache;
	if (!err && flags & SSP_TICKET_FRESH)
		err = without_tickets(ctx, cache, &fresh);
	if (!err)
		err = get_from(ctx, fresh ? fresh : cache, server, krb_cred);
	if (fresh)
		(void)krb5_cc_destroy(ctx, fresh);
	ssp_tickets_tgt_put(tgt);
	ssp_tickets_origin_free(ctx, &o);
	krb5_free_principal(ctx, server);
	return err;
}
