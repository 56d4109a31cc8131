// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Kerberos credentials and the service tickets they keep in memory.
 *
 * Fetching is the ticket source's work (platform/env.h); what it answers is
 * a KRB-CRED, so that one parser serves libkrb5, the kernel's upcall and
 * tests alike.
 */
#include "core/krb5/krb5_ticket.h"

#include "core/krb5/krb5_keys.h"
#include "platform/memory.h"

/* Services that one credential remembers. */
#define CACHE_MAX 32

/**
 * struct cached - one service
 * @next: another, or NULL
 * @target: the name that was asked for, not what the KDC made of it
 * @ticket: a reference
 * @refused: the service would not have it, or somebody said so: the next one
 *	must come from the KDC, and not from a cache of the source's
 */
struct cached {
	struct cached *next;
	struct ssp_utf16 target;
	struct ssp_krb5_ticket *ticket;
	bool refused;
};

struct ssp_krb5_cred {
	bool asks; /* good for initiators */
	struct ssp_ticket_cred *source;
	struct ssp_mutex lock; /* guards the list; not held over a fetch */
	struct cached *cache; /* latest first */
	struct ssp_krb5_keys keys;
};

static ssp_status identity_utf8(const struct ssp_identity *id,
				struct ssp_ticket_identity *out)
{
	ssp_status st;

	memset(out, 0, sizeof(*out));
	out->have_password = id->is_explicit;
	if ((st = ssp_utf16_utf8_dup(&id->principal, &out->principal)) < 0 ||
	    (st = ssp_utf16_utf8_dup(&id->user, &out->user)) < 0 ||
	    (st = ssp_utf16_utf8_dup(&id->domain, &out->domain)) < 0)
		return st;
	return ssp_utf16_utf8_dup(&id->password, &out->password);
}

static void span_free(struct ssp_span *s)
{
	ssp_pool_free((void *)s->p, s->n);
}

static ssp_status open_tickets(struct ssp_krb5_cred *cred,
			       const struct ssp_identity *id)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_ticket_identity who;
	ssp_status st;

	if (id->is_nt_hash)
		return SEC_E_UNKNOWN_CREDENTIALS;
	st = identity_utf8(id, &who);
	if (st >= 0)
		st = env->tickets->open(env->arg, &who, &cred->source);
	span_free(&who.principal);
	span_free(&who.user);
	span_free(&who.domain);
	span_free(&who.password);
	cred->asks = st >= 0;
	return st;
}

ssp_status ssp_krb5_cred_open(const struct ssp_identity *id, u32 use,
			      void **out)
{
	struct ssp_krb5_cred *cred;
	ssp_status st = SEC_E_OK;

	cred = ssp_pool_alloc(sizeof(*cred));
	if (!cred)
		return SEC_E_INSUFFICIENT_MEMORY;
	ssp_mutex_init(&cred->lock);
	if (use & SECPKG_CRED_OUTBOUND)
		st = open_tickets(cred, id);
	if (st >= 0 && use & SECPKG_CRED_INBOUND)
		st = ssp_krb5_keys_open(&cred->keys, id);
	if (st < 0) {
		ssp_krb5_cred_close(cred);
		return st;
	}
	*out = cred;
	return SEC_E_OK;
}

bool ssp_krb5_cred_serves(const struct ssp_krb5_cred *cred, bool accept)
{
	return accept ? cred->keys.open : cred->asks;
}

struct ssp_krb5_keys *ssp_krb5_cred_keys(struct ssp_krb5_cred *cred)
{
	return &cred->keys;
}

static void cached_free(struct cached *c)
{
	ssp_krb5_ticket_put(c->ticket);
	ssp_utf16_free(&c->target);
	ssp_pool_free(c, sizeof(*c));
}

void ssp_krb5_cred_close(void *state)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_krb5_cred *cred = state;
	struct cached *c;

	if (!cred)
		return;
	while ((c = cred->cache)) {
		cred->cache = c->next;
		cached_free(c);
	}
	if (cred->asks)
		env->tickets->close(env->arg, cred->source);
	ssp_krb5_keys_close(&cred->keys);
	ssp_mutex_destroy(&cred->lock);
	ssp_pool_free(cred, sizeof(*cred));
}

ssp_status ssp_krb5_cred_query(void *state, struct ssp_cred_info *info)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_krb5_cred *cred = state;
	struct ssp_ticket_blob name = { NULL, 0 };
	struct ssp_span text;
	ssp_status st;

	if (!cred->asks)
		return ssp_krb5_keys_name(&cred->keys, &info->name);
	st = env->tickets->name(env->arg, cred->source, &name, &info->expiry);
	if (st < 0)
		return st;
	text.p = name.p;
	text.n = name.n;
	st = ssp_utf16_from_utf8(text, &info->name);
	ssp_pool_free(name.p, name.n);
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_NO_CREDENTIALS : st;
}

void ssp_krb5_ticket_put(struct ssp_krb5_ticket *t)
{
	if (!t || ssp_atomic_sub(&t->refs, 1))
		return;
	ssp_utf16_free(&t->client);
	ssp_utf16_free(&t->server);
	ssp_utf16_free(&t->realm);
	ssp_pool_free(t->blob.p, t->blob.n);
	ssp_pool_free(t, sizeof(*t));
}

/* Is it good now?  A ticket of the future means that clocks disagree. */
static ssp_status check(const struct ssp_krb5_ticket *t, u64 now)
{
	if (t->msg.flags & SSP_KRB5_TKT_INVALID)
		return SEC_E_NO_CREDENTIALS;
	if (t->msg.start > now + SSP_KRB5_SKEW)
		return SEC_E_TIME_SKEW;
	if (t->msg.end <= now)
		return SEC_E_CONTEXT_EXPIRED;
	return SEC_E_OK;
}

static ssp_status read_names(struct ssp_krb5_ticket *t)
{
	ssp_status st;

	st = ssp_krb5_name_text(t->msg.cname, t->msg.crealm, &t->client);
	if (st >= 0)
		st = ssp_krb5_name_text(t->msg.sname, t->msg.srealm,
					&t->server);
	if (st >= 0)
		st = ssp_utf16_from_utf8(t->msg.srealm, &t->realm);
	return st;
}

/* What makes no sense here is not a peer's doing. */
static ssp_status parse(struct ssp_krb5_ticket *t)
{
	struct ssp_span blob = { t->blob.p, t->blob.n };
	ssp_status st;

	st = ssp_krb5_cred_decode(blob, &t->msg);
	if (st >= 0)
		st = ssp_krb5_keyblock_set(&t->key, t->msg.key.etype,
					   t->msg.key.key);
	if (st >= 0)
		st = read_names(t);
	if (st == SEC_E_INVALID_TOKEN || st == SEC_E_INVALID_PARAMETER)
		return SEC_E_INTERNAL_ERROR;
	return st;
}

static ssp_status fetch(struct ssp_krb5_cred *cred,
			const struct ssp_utf16 *target, u32 flags,
			struct ssp_krb5_ticket **out)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_krb5_ticket *t;
	struct ssp_span spn;
	ssp_status st;

	t = ssp_pool_alloc(sizeof(*t));
	if (!t)
		return SEC_E_INSUFFICIENT_MEMORY;
	ssp_atomic_set(&t->refs, 1);
	st = ssp_utf16_utf8_dup(target, &spn);
	if (st >= 0) {
		st = env->tickets->fetch(env->arg, cred->source, spn, flags,
					 &t->blob);
		span_free(&spn);
	}
	if (st >= 0)
		st = parse(t);
	if (st >= 0)
		st = check(t, env->wall_time(env->arg));
	if (st < 0) {
		ssp_krb5_ticket_put(t);
		return st;
	}
	*out = t;
	return SEC_E_OK;
}

static u16 fold(u16 c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* SPNs compare without regard to case (MS-KILE 3.1.5.11). */
static bool same_target(const struct ssp_utf16 *a, const struct ssp_utf16 *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++) {
		if (fold(a->p[i]) != fold(b->p[i]))
			return false;
	}
	return true;
}

/* Gone or about to go: the next user would not have it long. */
static bool ends_soon(const struct cached *c, u64 now)
{
	return check(c->ticket, now + SSP_KRB5_SKEW) == SEC_E_CONTEXT_EXPIRED;
}

/*
 * Under the lock: a good ticket for the target, one reference more.  @flags
 * says how to fetch a better one, or the first.
 */
static struct ssp_krb5_ticket *lookup(struct ssp_krb5_cred *cred,
				      const struct ssp_utf16 *target, u64 now,
				      u32 *flags)
{
	struct cached **link = &cred->cache;
	struct cached *c;

	*flags = 0;
	while ((c = *link)) {
		if (ends_soon(c, now)) {
			*link = c->next;
			cached_free(c);
			continue;
		}
		if (same_target(&c->target, target) &&
		    check(c->ticket, now) >= 0) {
			*flags = c->refused ? SSP_TICKET_FRESH : 0;
			ssp_atomic_add(&c->ticket->refs, 1);
			return c->ticket;
		}
		link = &c->next;
	}
	return NULL;
}

/* Under the lock: what is remembered for a target. */
static void drop(struct ssp_krb5_cred *cred, const struct ssp_utf16 *target)
{
	struct cached **link = &cred->cache;
	struct cached *c;

	while ((c = *link)) {
		if (same_target(&c->target, target)) {
			*link = c->next;
			cached_free(c);
		} else {
			link = &c->next;
		}
	}
}

/* Under the lock: the oldest goes when there are too many. */
static void shorten(struct ssp_krb5_cred *cred)
{
	struct cached **link = &cred->cache;
	size_t n = 0;

	while (*link && n++ < CACHE_MAX)
		link = &(*link)->next;
	while (*link) {
		struct cached *c = *link;

		*link = c->next;
		cached_free(c);
	}
}

/* A ticket that cannot be remembered is as good a ticket. */
static void remember(struct ssp_krb5_cred *cred, const struct ssp_utf16 *target,
		     struct ssp_krb5_ticket *t)
{
	struct cached *c = ssp_pool_alloc(sizeof(*c));

	if (!c)
		return;
	if (ssp_utf16_dup(target->p, target->n, &c->target) < 0) {
		ssp_pool_free(c, sizeof(*c));
		return;
	}
	ssp_atomic_add(&t->refs, 1);
	c->ticket = t;
	ssp_mutex_lock(&cred->lock);
	drop(cred, target);
	c->next = cred->cache;
	cred->cache = c;
	shorten(cred);
	ssp_mutex_unlock(&cred->lock);
}

/*
 * A KRB-ERROR is nobody's word (RFC 4120 5.9.1).  It makes us ask for a better
 * ticket, but where there is nobody to ask, the one at hand is no worse for it.
 */
ssp_status ssp_krb5_ticket_get(struct ssp_krb5_cred *cred,
			       const struct ssp_utf16 *target,
			       struct ssp_krb5_ticket **out)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_krb5_ticket *old;
	u32 flags;
	ssp_status st;

	if (!ssp_krb5_target_is_host(target))
		return SEC_E_TARGET_UNKNOWN;
	ssp_mutex_lock(&cred->lock);
	old = lookup(cred, target, env->wall_time(env->arg), &flags);
	ssp_mutex_unlock(&cred->lock);
	if (old && !flags) {
		*out = old;
		return SEC_E_OK;
	}
	st = fetch(cred, target, flags, out);
	if (old && st == SEC_E_NO_AUTHENTICATING_AUTHORITY) {
		*out = old;
		return SEC_E_OK;
	}
	if (st >= 0)
		remember(cred, target, *out);
	ssp_krb5_ticket_put(old);
	return st;
}

void ssp_krb5_ticket_forget(struct ssp_krb5_cred *cred,
			    const struct ssp_krb5_ticket *t)
{
	struct cached *c;

	ssp_mutex_lock(&cred->lock);
	for (c = cred->cache; c; c = c->next) {
		if (c->ticket == t)
			c->refused = true;
	}
	ssp_mutex_unlock(&cred->lock);
}

/* The host of "class/host:port/name@REALM", or the whole of a bare name. */
static void host_part(const struct ssp_utf16 *t, size_t *from, size_t *to)
{
	size_t i;

	*from = 0;
	*to = t->n;
	for (i = 0; i < t->n; i++) {
		if (t->p[i] == '/' || t->p[i] == '@') {
			*from = i + 1;
			break;
		}
	}
	for (i = *from; i < t->n; i++) {
		if (t->p[i] == '/' || t->p[i] == '@') {
			*to = i;
			break;
		}
	}
}

/*
 * IPv6 holds two colons or a bracket; a name with a port holds one.  IPv4 is
 * nothing but digits and dots.
 */
static bool is_address(const u16 *p, size_t n)
{
	size_t colons = 0, others = 0, i;

	for (i = 0; i < n; i++) {
		if (p[i] == ':')
			colons++;
		else if (colons == 0 && p[i] != '.' &&
			 !(p[i] >= '0' && p[i] <= '9'))
			others++;
	}
	return colons >= 2 || (n && p[0] == '[') || others == 0;
}

bool ssp_krb5_target_is_host(const struct ssp_utf16 *target)
{
	size_t from, to;

	if (!target->p || !target->n)
		return false;
	host_part(target, &from, &to);
	return !is_address(target->p + from, to - from);
}
