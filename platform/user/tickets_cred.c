// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Whose tickets, and what their owner is called: the caller's credential
 * caches, the client keytab, or a password.
 *
 * A cache that is there is used as it is; we never renew or replace what the
 * caller put into it.  Keytabs and passwords need an AS exchange, and what
 * comes of it stays in a MEMORY cache of the identity's own.
 */
#define _POSIX_C_SOURCE 200809L

#include "platform/user/tickets.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "platform/memory.h"

/* A ticket with less than this to live is as good as expired: the usual skew. */
#define RENEW_SECONDS 300

/* Windows's domain names have no case, Kerberos realms do, by custom upper. */
static krb5_error_code set_domain(krb5_context ctx, krb5_principal p,
				  const char *domain)
{
	krb5_error_code err;
	char *realm = strdup(domain);
	char *c;

	if (!realm)
		return ENOMEM;
	for (c = realm; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	err = krb5_set_principal_realm(ctx, p, realm);
	free(realm);
	return err;
}

/* The user as it is, with a realm of its own or the default one; or both. */
static krb5_error_code explicit_client(krb5_context ctx,
				       const struct ssp_ticket_cred *cred,
				       krb5_principal *client)
{
	const char *user = (const char *)cred->user.p;
	const char *domain = (const char *)cred->domain.p;
	krb5_error_code err;

	if (!*user)
		return KRB5_PARSE_MALFORMED;
	if (!*domain)
		return krb5_parse_name(ctx, user, client);
	err = krb5_parse_name_flags(ctx, user, KRB5_PRINCIPAL_PARSE_NO_REALM,
				    client);
	if (err)
		return err;
	err = set_domain(ctx, *client, domain);
	if (err) {
		krb5_free_principal(ctx, *client);
		*client = NULL;
	}
	return err;
}

krb5_error_code ssp_tickets_client(krb5_context ctx,
				   const struct ssp_ticket_cred *cred,
				   krb5_principal *client)
{
	const char *name = (const char *)cred->principal.p;

	*client = NULL;
	if (cred->password.p)
		return explicit_client(ctx, cred, client);
	return *name ? krb5_parse_name(ctx, name, client) : 0;
}

static bool keytab_has(krb5_context ctx, krb5_const_principal client)
{
	krb5_keytab_entry entry;
	krb5_error_code err;
	krb5_keytab kt;

	if (krb5_kt_client_default(ctx, &kt))
		return false;
	err = krb5_kt_get_entry(ctx, kt, client, 0, 0, &entry);
	if (!err)
		(void)krb5_free_keytab_entry_contents(ctx, &entry);
	(void)krb5_kt_close(ctx, kt);
	return !err;
}

/* The first principal of the client keytab, or NULL. */
static krb5_principal keytab_first(krb5_context ctx)
{
	krb5_principal client = NULL;
	krb5_keytab_entry entry;
	krb5_kt_cursor cursor;
	krb5_keytab kt;

	if (krb5_kt_client_default(ctx, &kt))
		return NULL;
	if (krb5_kt_start_seq_get(ctx, kt, &cursor) == 0) {
		if (krb5_kt_next_entry(ctx, kt, &entry, &cursor) == 0) {
			(void)krb5_copy_principal(ctx, entry.principal,
						  &client);
			(void)krb5_free_keytab_entry_contents(ctx, &entry);
		}
		(void)krb5_kt_end_seq_get(ctx, kt, &cursor);
	}
	(void)krb5_kt_close(ctx, kt);
	return client;
}

/* o->client is somebody; the principal is kept, whatever comes out. */
static krb5_error_code locate_named(krb5_context ctx,
				    struct ssp_tickets_origin *o)
{
	krb5_error_code err;

	err = krb5_cc_cache_match(ctx, o->client, &o->cache);
	if (err && keytab_has(ctx, o->client)) {
		o->keytab = true;
		return 0;
	}
	return err;
}

/*
 * Has the user laid down, in .k5identity, or do realm and host tell, which
 * cache of the collection goes with this server?  That is asked of host-based
 * names only, and the name's type decides what is one.
 */
static bool select_cache(krb5_context ctx, krb5_const_principal server,
			 struct ssp_tickets_origin *o)
{
	krb5_principal_data host_based = *server;

	host_based.type = KRB5_NT_SRV_HST;
	return krb5_cc_select(ctx, &host_based, &o->cache, &o->client) == 0;
}

static krb5_error_code locate_default(krb5_context ctx,
				      krb5_const_principal server,
				      struct ssp_tickets_origin *o)
{
	krb5_error_code err;

	if (server && select_cache(ctx, server, o))
		return 0;
	if (o->client)
		return locate_named(ctx, o);
	err = krb5_cc_default(ctx, &o->cache);
	if (!err)
		err = krb5_cc_get_principal(ctx, o->cache, &o->client);
	if (!err)
		return 0;
	if (o->cache)
		(void)krb5_cc_close(ctx, o->cache);
	o->cache = NULL;
	o->client = keytab_first(ctx);
	o->keytab = o->client;
	return o->client ? 0 : err;
}

krb5_error_code ssp_tickets_locate(krb5_context ctx,
				   const struct ssp_ticket_cred *cred,
				   krb5_const_principal server,
				   struct ssp_tickets_origin *o)
{
	krb5_error_code err;

	*o = (struct ssp_tickets_origin){ .client = NULL };
	err = ssp_tickets_client(ctx, cred, &o->client);
	if (err || cred->password.p)
		return err;
	return o->client ? locate_named(ctx, o) :
			   locate_default(ctx, server, o);
}

void ssp_tickets_origin_free(krb5_context ctx, struct ssp_tickets_origin *o)
{
	if (o->cache)
		(void)krb5_cc_close(ctx, o->cache);
	krb5_free_principal(ctx, o->client);
}

void ssp_tickets_tgt_put(struct ssp_tickets_tgt *tgt)
{
	if (!tgt || ssp_atomic_sub(&tgt->refs, 1))
		return;
	if (tgt->cache)
		(void)krb5_cc_destroy(tgt->ctx, tgt->cache);
	krb5_free_principal(tgt->ctx, tgt->client);
	krb5_free_context(tgt->ctx);
	ssp_pool_free(tgt, sizeof(*tgt));
}

/* The AS exchange itself.  There is nobody to ask: no prompter. */
static krb5_error_code ask(krb5_context ctx, const struct ssp_ticket_cred *cred,
			   const struct ssp_tickets_origin *o,
			   krb5_get_init_creds_opt *opt,
			   struct ssp_tickets_tgt *tgt)
{
	krb5_creds creds = { .client = NULL };
	krb5_error_code err;
	krb5_keytab kt;

	err = krb5_get_init_creds_opt_set_out_ccache(ctx, opt, tgt->cache);
	if (err)
		return err;
	if (o->keytab) {
		err = krb5_kt_client_default(ctx, &kt);
		if (err)
			return err;
		err = krb5_get_init_creds_keytab(ctx, &creds, o->client, kt, 0,
						 NULL, opt);
		(void)krb5_kt_close(ctx, kt);
	} else {
		err = krb5_get_init_creds_password(
			ctx, &creds, o->client, (const char *)cred->password.p,
			NULL, NULL, 0, NULL, opt);
	}
	if (err)
		return err;
	tgt->endtime = (u32)creds.times.endtime;
	krb5_free_cred_contents(ctx, &creds);
	return 0;
}

static krb5_error_code tgt_new(krb5_context ctx,
			       const struct ssp_ticket_cred *cred,
			       const struct ssp_tickets_origin *o,
			       struct ssp_tickets_tgt **out)
{
	krb5_get_init_creds_opt *opt = NULL;
	struct ssp_tickets_tgt *tgt;
	krb5_error_code err;

	tgt = ssp_pool_alloc(sizeof(*tgt));
	if (!tgt)
		return ENOMEM;
	ssp_atomic_set(&tgt->refs, 1);
	err = krb5_init_context(&tgt->ctx);
	if (err)
		goto out;
	err = krb5_copy_principal(tgt->ctx, o->client, &tgt->client);
	if (err)
		goto out;
	err = krb5_cc_new_unique(tgt->ctx, "MEMORY", NULL, &tgt->cache);
	if (err)
		goto out;
	err = krb5_get_init_creds_opt_alloc(ctx, &opt);
	if (err)
		goto out;
	err = ask(ctx, cred, o, opt, tgt);
out:
	krb5_get_init_creds_opt_free(ctx, opt);
	if (err) {
		ssp_tickets_tgt_put(tgt);
		return err;
	}
	*out = tgt;
	return 0;
}

static struct ssp_tickets_tgt *tgt_ref(struct ssp_tickets_tgt *tgt)
{
	ssp_atomic_add(&tgt->refs, 1);
	return tgt;
}

/*
 * The lock is not held while a KDC is asked: when two callers find that there
 * is no ticket, both ask, and the later answer stays.
 */
krb5_error_code ssp_tickets_tgt_get(krb5_context ctx,
				    struct ssp_ticket_cred *cred,
				    const struct ssp_tickets_origin *o,
				    struct ssp_tickets_tgt **tgt)
{
	s64 needed = (s64)time(NULL) + RENEW_SECONDS;
	struct ssp_tickets_tgt *old;
	krb5_error_code err;

	*tgt = NULL;
	ssp_mutex_lock(&cred->lock);
	if (cred->tgt && cred->tgt->endtime > needed &&
	    krb5_principal_compare(ctx, cred->tgt->client, o->client))
		*tgt = tgt_ref(cred->tgt);
	ssp_mutex_unlock(&cred->lock);
	if (*tgt)
		return 0;
	err = tgt_new(ctx, cred, o, tgt);
	if (err)
		return err;
	ssp_mutex_lock(&cred->lock);
	old = cred->tgt;
	cred->tgt = tgt_ref(*tgt);
	ssp_mutex_unlock(&cred->lock);
	ssp_tickets_tgt_put(old);
	return 0;
}

/* libkrb5's timestamps are 32 bits, and unsigned since 1.16. */
static u64 filetime(u32 seconds)
{
	return (seconds + SSP_EPOCH_1970) * SSP_TICKS_PER_SEC;
}

static u64 cache_expiry(krb5_context ctx, const struct ssp_tickets_origin *o)
{
	const krb5_data *realm = &o->client->realm;
	krb5_creds want = { .client = o->client };
	krb5_creds tgt = { .client = NULL };
	u64 expiry = SSP_TIME_NEVER;

	if (krb5_build_principal_ext(ctx, &want.server, realm->length,
				     realm->data, KRB5_TGS_NAME_SIZE,
				     KRB5_TGS_NAME, realm->length, realm->data,
				     0))
		return SSP_TIME_NEVER;
	if (krb5_cc_retrieve_cred(ctx, o->cache, 0, &want, &tgt) == 0) {
		expiry = filetime((u32)tgt.times.endtime);
		krb5_free_cred_contents(ctx, &tgt);
	}
	krb5_free_principal(ctx, want.server);
	return expiry;
}

/* Of a ticket of our own, if there is one already. */
static u64 own_expiry(struct ssp_ticket_cred *cred)
{
	u64 expiry = SSP_TIME_NEVER;

	ssp_mutex_lock(&cred->lock);
	if (cred->tgt)
		expiry = filetime(cred->tgt->endtime);
	ssp_mutex_unlock(&cred->lock);
	return expiry;
}

static krb5_error_code unparse(krb5_context ctx, krb5_const_principal client,
			       struct ssp_ticket_blob *name)
{
	krb5_error_code err;
	char *text;

	err = krb5_unparse_name(ctx, client, &text);
	if (err)
		return err;
	name->n = strlen(text);
	name->p = ssp_pool_dup(text, name->n);
	krb5_free_unparsed_name(ctx, text);
	return name->p ? 0 : ENOMEM;
}

krb5_error_code ssp_tickets_name(struct ssp_ticket_cred *cred,
				 struct ssp_ticket_blob *name, u64 *expiry)
{
	struct ssp_tickets_origin o = { .client = NULL };
	krb5_error_code err;
	krb5_context ctx;

	*name = (struct ssp_ticket_blob){ NULL, 0 };
	*expiry = SSP_TIME_NEVER;
	err = krb5_init_context(&ctx);
	if (err)
		return err;
	err = ssp_tickets_locate(ctx, cred, NULL, &o);
	if (!err)
		err = unparse(ctx, o.client, name);
	if (!err)
		*expiry = o.cache ? cache_expiry(ctx, &o) : own_expiry(cred);
	ssp_tickets_origin_free(ctx, &o);
	krb5_free_context(ctx);
	return err;
}
