// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Service keys: read from the key source, kept for a while, tried on tickets.
 *
 * Of what the source gives, only the keys that the credential may use and that
 * we know how to use are kept; the others are wiped at once.
 */
#include "core/krb5/krb5_keys.h"

#include "core/krb5/krb5_keytab.h"
#include "platform/memory.h"

/* For so long a key that was taken out of the keytab goes on opening. */
#define KEEP (60 * SSP_TICKS_PER_SEC)

/**
 * struct ssp_krb5_keytab - keys as they were read; immutable, counted
 * @refs: references
 * @blob: from the source
 * @used: bytes of it that are left
 * @count: keys in these
 * @read: when
 */
struct ssp_krb5_keytab {
	struct ssp_atomic refs;
	struct ssp_ticket_blob blob;
	size_t used;
	size_t count;
	u64 read;
};

ssp_status ssp_krb5_keys_open(struct ssp_krb5_keys *keys,
			      const struct ssp_identity *id)
{
	ssp_mutex_init(&keys->lock);
	keys->open = true;
	keys->nobodys = id->is_explicit;
	if (!id->principal.p || !id->principal.n)
		return SEC_E_OK;
	return ssp_utf16_dup(id->principal.p, id->principal.n,
			     &keys->principal);
}

static void keytab_put(struct ssp_krb5_keytab *kt)
{
	if (!kt || ssp_atomic_sub(&kt->refs, 1))
		return;
	ssp_pool_free(kt->blob.p, kt->blob.n);
	ssp_pool_free(kt, sizeof(*kt));
}

void ssp_krb5_keys_close(struct ssp_krb5_keys *keys)
{
	if (!keys->open)
		return;
	keytab_put(keys->latest);
	ssp_utf16_free(&keys->principal);
	ssp_mutex_destroy(&keys->lock);
	keys->open = false;
}

ssp_status ssp_krb5_keys_name(const struct ssp_krb5_keys *keys,
			      struct ssp_utf16 *name)
{
	if (!keys->principal.p)
		return SEC_E_NO_CREDENTIALS;
	return ssp_utf16_dup(keys->principal.p, keys->principal.n, name);
}

/* Where a realm begins that is not part of a component; the end if none does. */
static size_t realm_at(const struct ssp_utf16 *s)
{
	size_t i;

	for (i = 0; i < s->n && s->p[i] != '@'; i++) {
		if (s->p[i] == '\\')
			i++;
	}
	return ssp_min(i, s->n);
}

static u16 fold(u16 c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* The first @n units, where an "@" of @wanted may stand for "/". */
static bool same(const struct ssp_utf16 *wanted, const struct ssp_utf16 *name,
		 size_t n, bool at_is_slash)
{
	size_t i;

	if (wanted->n != n)
		return false;
	for (i = 0; i < n; i++) {
		u16 c = fold(wanted->p[i]);

		if (c == '@' && at_is_slash)
			c = '/';
		if (c != fold(name->p[i]))
			return false;
	}
	return true;
}

/* The whole name, or all but the realm, or GSS-API's "service@host". */
static bool is_wanted(const struct ssp_utf16 *wanted,
		      const struct ssp_utf16 *name)
{
	size_t realm = realm_at(name);

	return same(wanted, name, name->n, false) ||
	       same(wanted, name, realm, false) ||
	       same(wanted, name, realm, true);
}

/* A name that is no text is nobody's that could be asked for. */
static ssp_status may_use(const struct ssp_krb5_keys *keys,
			  const struct ssp_krb5_keytab_entry *e, bool *may)
{
	struct ssp_utf16 name;
	ssp_status st;

	*may = false;
	if (!ssp_krb5_etype_find(e->etype))
		return SEC_E_OK;
	st = ssp_krb5_keytab_text(e, &name);
	if (st < 0)
		return st == SEC_E_INSUFFICIENT_MEMORY ? st : SEC_E_OK;
	*may = !keys->principal.p || is_wanted(&keys->principal, &name);
	ssp_utf16_free(&name);
	return SEC_E_OK;
}

/* Append an entry to those that stay, which lie before it. */
static void keep(struct ssp_krb5_keytab *kt, struct ssp_span body)
{
	u8 *to = kt->blob.p + kt->used;

	to[0] = (u8)(body.n >> 24);
	to[1] = (u8)(body.n >> 16);
	to[2] = (u8)(body.n >> 8);
	to[3] = (u8)body.n;
	memmove(to + 4, body.p, body.n);
	kt->used += 4 + body.n;
	kt->count++;
}

static ssp_status sift(const struct ssp_krb5_keys *keys,
		       struct ssp_krb5_keytab *kt)
{
	struct ssp_span file = { kt->blob.p, kt->blob.n };
	bool bad = false;
	struct ssp_rd r = ssp_krb5_keytab_open(file, &bad);
	struct ssp_krb5_keytab_entry e;
	bool may;
	ssp_status st;

	kt->used = SSP_KRB5_KEYTAB_HEADER;
	while (ssp_krb5_keytab_next(&r, &e)) {
		st = may_use(keys, &e, &may);
		if (st < 0)
			return st;
		if (may)
			keep(kt, e.body);
	}
	/* Not a peer's doing. */
	if (bad)
		return SEC_E_INTERNAL_ERROR;
	ssp_wipe(kt->blob.p + kt->used, kt->blob.n - kt->used);
	return kt->count ? SEC_E_OK : SEC_E_NO_CREDENTIALS;
}

static const struct ssp_key_source *source(const struct ssp_env *env)
{
	size_t end = offsetof(struct ssp_env, keys) + sizeof(env->keys);

	return env->size >= end ? env->keys : NULL;
}

static ssp_status read_keytab(const struct ssp_krb5_keys *keys,
			      struct ssp_krb5_keytab **out)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_krb5_keytab *kt;
	ssp_status st;

	if (keys->nobodys || !source(env))
		return SEC_E_NO_CREDENTIALS;
	kt = ssp_pool_alloc(sizeof(*kt));
	if (!kt)
		return SEC_E_INSUFFICIENT_MEMORY;
	ssp_atomic_set(&kt->refs, 1);
	kt->read = env->wall_time(env->arg);
	st = source(env)->fetch(env->arg, &kt->blob);
	if (st >= 0)
		st = sift(keys, kt);
	if (st < 0) {
		keytab_put(kt);
		return st;
	}
	*out = kt;
	return SEC_E_OK;
}

/* A reference to what was read lately, or NULL. */
static struct ssp_krb5_keytab *latest(struct ssp_krb5_keys *keys)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_krb5_keytab *kt;

	ssp_mutex_lock(&keys->lock);
	kt = keys->latest;
	/* Nor is it good when the clock was set back. */
	if (kt && env->wall_time(env->arg) - kt->read >= KEEP)
		kt = NULL;
	if (kt)
		ssp_atomic_add(&kt->refs, 1);
	ssp_mutex_unlock(&keys->lock);
	return kt;
}

static ssp_status read_anew(struct ssp_krb5_keys *keys,
			    struct ssp_krb5_keytab **out)
{
	struct ssp_krb5_keytab *old;
	ssp_status st;

	st = read_keytab(keys, out);
	if (st < 0)
		return st;
	ssp_atomic_add(&(*out)->refs, 1);
	ssp_mutex_lock(&keys->lock);
	old = keys->latest;
	keys->latest = *out;
	ssp_mutex_unlock(&keys->lock);
	keytab_put(old);
	return SEC_E_OK;
}

ssp_status ssp_krb5_keys_ready(struct ssp_krb5_keys *keys)
{
	struct ssp_krb5_keytab *kt = latest(keys);
	ssp_status st = SEC_E_OK;

	if (!kt)
		st = read_anew(keys, &kt);
	if (st >= 0)
		keytab_put(kt);
	return st;
}

/*
 * How well a key fits what the ticket says in the clear.  All that fit in some
 * way are tried: names may be aliases, and a version may be more than a keytab
 * can tell (read-only domain controllers) or not be there.
 */
enum fit { FIT_EXACT, FIT_VERSION, FIT_NAME, FIT_NONE };

static enum fit fit(const struct ssp_krb5_ap_req *req,
		    const struct ssp_krb5_keytab_entry *e)
{
	if (e->etype != req->ticket.etype)
		return FIT_NONE;
	if (!ssp_krb5_keytab_is(e, req->realm, req->sname))
		return FIT_NAME;
	return req->ticket.have_kvno && req->ticket.kvno != e->kvno ?
		       FIT_VERSION :
		       FIT_EXACT;
}

static ssp_status try_key(const struct ssp_krb5_ap_req *req,
			  const struct ssp_krb5_keytab_entry *e,
			  struct ssp_krb5_opened *o)
{
	ssp_status st;

	st = ssp_krb5_keyblock_set(&o->key, e->etype, e->key);
	/* A key of the wrong length is as good as none. */
	if (st < 0)
		return SEC_E_MESSAGE_ALTERED;
	st = ssp_krb5_open_blob(&o->key, SSP_KRB5_USE_TICKET,
				req->ticket.cipher, &o->blob.p, &o->plain);
	if (st < 0)
		return st;
	o->blob.n = req->ticket.cipher.n;
	st = ssp_krb5_keytab_text(e, &o->server);
	if (st >= 0)
		st = ssp_utf16_from_utf8(e->realm, &o->realm);
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_INTERNAL_ERROR : st;
}

/* Keys that fit so, in the order of the file; @fits counts them. */
static ssp_status try_fitting(const struct ssp_krb5_keytab *kt, enum fit wanted,
			      const struct ssp_krb5_ap_req *req,
			      struct ssp_krb5_opened *o, size_t *fits)
{
	struct ssp_span file = { kt->blob.p, kt->used };
	bool bad = false;
	struct ssp_rd r = ssp_krb5_keytab_open(file, &bad);
	struct ssp_krb5_keytab_entry e;
	ssp_status st;

	*fits = 0;
	while (ssp_krb5_keytab_next(&r, &e)) {
		if (fit(req, &e) != wanted)
			continue;
		++*fits;
		st = try_key(req, &e, o);
		if (st != SEC_E_MESSAGE_ALTERED)
			return st;
	}
	return SEC_E_MESSAGE_ALTERED;
}

/* SEC_E_MESSAGE_ALTERED when no key does; then @error says what was tried. */
static ssp_status try_all(const struct ssp_krb5_keytab *kt,
			  const struct ssp_krb5_ap_req *req,
			  struct ssp_krb5_opened *o, s32 *error)
{
	static const s32 errors[] = {
		[FIT_EXACT] = SSP_KRB5_ERR_MODIFIED,
		[FIT_VERSION] = SSP_KRB5_ERR_BADKEYVER,
		[FIT_NAME] = SSP_KRB5_ERR_NOT_US,
	};
	size_t fits;
	ssp_status st;
	int i;

	*error = SSP_KRB5_ERR_NOKEY;
	for (i = FIT_EXACT; i <= FIT_NAME; i++) {
		st = try_fitting(kt, i, req, o, &fits);
		if (st != SEC_E_MESSAGE_ALTERED) {
			*error = 0;
			return st;
		}
		if (fits && *error == SSP_KRB5_ERR_NOKEY)
			*error = errors[i];
	}
	return SEC_E_MESSAGE_ALTERED;
}

ssp_status ssp_krb5_keys_ticket(struct ssp_krb5_keys *keys,
				const struct ssp_krb5_ap_req *req,
				struct ssp_krb5_opened *o, s32 *error)
{
	struct ssp_krb5_keytab *kt = latest(keys);
	ssp_status st = SEC_E_MESSAGE_ALTERED;

	if (kt) {
		st = try_all(kt, req, o, error);
		keytab_put(kt);
	}
	if (st == SEC_E_MESSAGE_ALTERED) {
		st = read_anew(keys, &kt);
		*error = 0;
		if (st < 0)
			return st;
		st = try_all(kt, req, o, error);
		keytab_put(kt);
	}
	if (st != SEC_E_MESSAGE_ALTERED)
		return st;
	if (!ssp_krb5_etype_find(req->ticket.etype))
		*error = SSP_KRB5_ERR_ETYPE_NOSUPP;
	return ssp_krb5_error_refusal(*error);
}

void ssp_krb5_opened_free(struct ssp_krb5_opened *o)
{
	ssp_pool_free(o->blob.p, o->blob.n);
	ssp_utf16_free(&o->server);
	ssp_utf16_free(&o->realm);
	ssp_wipe(o, sizeof(*o));
}
