// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The judgement of an AP-REQ, in the order of RFC 4120 3.2.3: the ticket with a
 * service key, the Authenticator with the ticket's key, names, times; then what
 * RFC 4121 4.1.1 and MS-KILE add; the replay cache last, so that nothing is
 * remembered that was not accepted.
 *
 * What stands outside of the two ciphertexts chooses keys to try and goes back
 * into errors, and is believed in nothing else.
 */
#include "core/krb5/krb5_verify.h"

#include "core/bindings.h"
#include "core/krb5/krb5_pac.h"
#include "core/krb5/krb5_replay.h"
#include "platform/memory.h"

static ssp_status refuse(struct ssp_krb5_verdict *v, s32 error)
{
	v->error = error;
	return ssp_krb5_error_refusal(error);
}

/* A ticket ends by our clock: a session that it makes does, too. */
static ssp_status check_ticket(const struct ssp_krb5_ticket_part *t, u64 now,
			       struct ssp_krb5_verdict *v)
{
	if (t->flags & SSP_KRB5_TKT_INVALID || t->start > now + SSP_KRB5_SKEW)
		return refuse(v, SSP_KRB5_ERR_TKT_NYV);
	if (t->end <= now)
		return refuse(v, SSP_KRB5_ERR_TKT_EXPIRED);
	/* RFC 8062: a name that is nobody's; who wants that has not asked. */
	if (t->flags & SSP_KRB5_TKT_ANONYMOUS)
		return refuse(v, SSP_KRB5_ERR_GENERIC);
	/* RFC 4120 2.7: the KDC did not judge the way, and we cannot. */
	if (t->transited.n && !(t->flags & SSP_KRB5_TKT_TRANSITED_CHECKED))
		return refuse(v, SSP_KRB5_ERR_PATH);
	return SEC_E_OK;
}

/* RFC 4120 5.2.6; MS-KILE 3.4.5.3: a PAC that is there must be right. */
static ssp_status check_authz(const struct ssp_krb5_ticket_part *t,
			      const struct ssp_krb5_keyblock *service,
			      struct ssp_krb5_verdict *v)
{
	struct ssp_krb5_authz authz;
	ssp_status st;

	st = ssp_krb5_authz_decode(t->authz, &authz);
	if (st < 0)
		return st;
	if (authz.unknown)
		return refuse(v, SSP_KRB5_ERR_GENERIC);
	if (!authz.have_pac)
		return SEC_E_OK;
	st = ssp_krb5_pac_verify(authz.pac, service);
	if (st == SEC_E_MESSAGE_ALTERED)
		v->error = SSP_KRB5_ERR_MODIFIED;
	return st;
}

/* The ticket in the form that an initiator has it, without the KRB-CRED. */
static ssp_status make_ticket(const struct ssp_krb5_ticket_part *part,
			      struct ssp_krb5_opened *o,
			      struct ssp_krb5_verdict *v)
{
	struct ssp_krb5_ticket *t = ssp_pool_alloc(sizeof(*t));
	ssp_status st;

	if (!t)
		return SEC_E_INSUFFICIENT_MEMORY;
	ssp_atomic_set(&t->refs, 1);
	v->ticket = t;
	t->msg.flags = part->flags;
	t->msg.start = part->start;
	t->msg.end = part->end;
	t->server = o->server;
	t->realm = o->realm;
	o->server = (struct ssp_utf16){ NULL, 0 };
	o->realm = (struct ssp_utf16){ NULL, 0 };
	st = ssp_krb5_name_text(part->cname, part->crealm, &t->client);
	if (st < 0)
		return st;
	st = ssp_krb5_keyblock_set(&t->key, part->key.etype, part->key.key);
	if (st == SEC_E_KDC_UNKNOWN_ETYPE)
		v->error = SSP_KRB5_ERR_ETYPE_NOSUPP;
	return st;
}

static ssp_status judge_ticket(const struct ssp_krb5_judge *j,
			       struct ssp_krb5_opened *o,
			       struct ssp_krb5_ticket_part *t,
			       struct ssp_krb5_verdict *v)
{
	ssp_status st;

	st = ssp_krb5_ticket_part_decode(o->plain, t);
	if (st >= 0)
		st = check_authz(t, &o->key, v);
	if (st >= 0)
		st = check_ticket(t, j->now, v);
	return st < 0 ? st : make_ticket(t, o, v);
}

static ssp_status check_times(const struct ssp_krb5_judge *j,
			      const struct ssp_krb5_auth_part *a,
			      struct ssp_krb5_verdict *v)
{
	u64 sent = a->ctime + a->cusec * 10ull;
	u64 off = sent > j->now ? sent - j->now : j->now - sent;

	if (off > SSP_KRB5_SKEW)
		return refuse(v, SSP_KRB5_ERR_SKEW);
	v->ctime = a->ctime;
	v->cusec = a->cusec;
	return SEC_E_OK;
}

/* The 0x8003 checksum is nobody else's form: no other makes a context. */
static ssp_status check_cksum(const struct ssp_krb5_judge *j,
			      const struct ssp_krb5_auth_part *a,
			      struct ssp_krb5_verdict *v)
{
	struct ssp_krb5_gss_cksum c;
	struct ssp_krb5_authz authz;
	ssp_status st;

	if (a->cksum_type != SSP_KRB5_CKSUM_GSS)
		return refuse(v, SSP_KRB5_ERR_INAPP_CKSUM);
	st = ssp_krb5_gss_cksum_decode(a->cksum, &c);
	if (st >= 0)
		st = ssp_krb5_authz_decode(a->authz, &authz);
	if (st < 0)
		return st;
	if (authz.unknown || c.gss & SSP_KRB5_GSS_ANON)
		return refuse(v, SSP_KRB5_ERR_GENERIC);
	if (c.gss & SSP_KRB5_GSS_DCE_STYLE)
		return SEC_E_UNSUPPORTED_FUNCTION;
	v->flags = c.flags & ~ISC_RET_DELEGATE;
	v->bindings = ssp_bindings_compare(
		c.bindings, authz.options & SSP_KRB5_AP_OPTIONS_CBT,
		j->bindings, j->policy);
	if (v->bindings & SEC_CHANNEL_BINDINGS_RESULT_NOTVALID) {
		v->error = SSP_KRB5_ERR_GENERIC;
		return SEC_E_BAD_BINDINGS;
	}
	return SEC_E_OK;
}

static ssp_status take_keys(const struct ssp_krb5_auth_part *a,
			    struct ssp_krb5_verdict *v)
{
	ssp_status st;

	v->seq = a->seq;
	v->key = v->ticket->key;
	if (!a->have_subkey)
		return SEC_E_OK;
	st = ssp_krb5_keyblock_set(&v->key, a->subkey.etype, a->subkey.key);
	if (st == SEC_E_KDC_UNKNOWN_ETYPE)
		v->error = SSP_KRB5_ERR_ETYPE_NOSUPP;
	return st;
}

static ssp_status judge_auth(const struct ssp_krb5_judge *j,
			     const struct ssp_krb5_ticket_part *t,
			     struct ssp_span plain, struct ssp_krb5_verdict *v)
{
	struct ssp_krb5_auth_part a;
	ssp_status st;

	st = ssp_krb5_auth_part_decode(plain, &a);
	if (st < 0)
		return st;
	if (!ssp_span_eq(a.crealm, t->crealm) ||
	    !ssp_krb5_name_same(a.cname, t->cname))
		return refuse(v, SSP_KRB5_ERR_BADMATCH);
	st = check_times(j, &a, v);
	if (st >= 0)
		st = check_cksum(j, &a, v);
	return st < 0 ? st : take_keys(&a, v);
}

static ssp_status open_auth(const struct ssp_krb5_judge *j,
			    const struct ssp_krb5_ap_req *req,
			    const struct ssp_krb5_ticket_part *t,
			    struct ssp_krb5_verdict *v)
{
	const struct ssp_krb5_keyblock *key = &v->ticket->key;
	struct ssp_span plain;
	u8 *text;
	ssp_status st;

	if (req->auth.etype != key->et->id)
		return refuse(v, SSP_KRB5_ERR_BAD_INTEGRITY);
	st = ssp_krb5_open_blob(key, SSP_KRB5_USE_AP_REQ_AUTH, req->auth.cipher,
				&text, &plain);
	if (st == SEC_E_MESSAGE_ALTERED)
		return refuse(v, SSP_KRB5_ERR_BAD_INTEGRITY);
	if (st < 0)
		return st;
	st = judge_auth(j, t, plain, v);
	ssp_pool_free(text, req->auth.cipher.n);
	return st;
}

static ssp_status remember(const struct ssp_krb5_judge *j,
			   const struct ssp_krb5_ap_req *req,
			   struct ssp_krb5_verdict *v)
{
	u64 until = v->ctime + v->cusec * 10ull + SSP_KRB5_SKEW;
	ssp_status st;

	st = ssp_krb5_replay_check(&ssp_krb5_replays, req->auth.cipher, until,
				   j->now);
	return st == SEC_E_LOGON_DENIED ? refuse(v, SSP_KRB5_ERR_REPEAT) : st;
}

ssp_status ssp_krb5_verify(const struct ssp_krb5_judge *j,
			   const struct ssp_krb5_ap_req *req,
			   struct ssp_krb5_verdict *v)
{
	struct ssp_krb5_opened o = { .server = { NULL, 0 } };
	struct ssp_krb5_ticket_part t;
	ssp_status st;

	st = ssp_krb5_keys_ticket(j->keys, req, &o, &v->error);
	if (st >= 0)
		st = judge_ticket(j, &o, &t, v);
	if (st >= 0)
		st = open_auth(j, req, &t, v);
	if (st >= 0)
		st = ssp_krb5_name_text(req->sname, req->realm, &v->target);
	if (st >= 0)
		st = remember(j, req, v);
	ssp_krb5_opened_free(&o);
	/* Both ends may say it, and either has it (RFC 4121 4.1.1.1). */
	if (req->options & SSP_KRB5_AP_MUTUAL)
		v->flags |= ISC_RET_MUTUAL_AUTH;
	return st;
}

void ssp_krb5_verdict_free(struct ssp_krb5_verdict *v)
{
	ssp_krb5_ticket_put(v->ticket);
	ssp_utf16_free(&v->target);
	ssp_wipe(v, sizeof(*v));
}
