// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The acceptor's side of the Kerberos hand-shake: AP-REQ in, AP-REP or
 * KRB-ERROR out (RFC 4121 4.1, RFC 4120 3.2).  One leg is all there is.
 *
 * Whom to believe is in krb5_verify.c.
 */
#include "core/krb5/krb5_accept.h"

#include "core/gsstok.h"
#include "core/krb5/krb5.h"
#include "core/krb5/krb5_verify.h"

/* RFC 4120 3.2.4: the client's time, under the key of its ticket. */
static ssp_status put_ap_rep(const struct ssp_krb5_ctx *ctx,
			     const struct ssp_krb5_verdict *v,
			     struct ssp_wr *out)
{
	const struct ssp_krb5_ap_rep_part part = {
		.ctime = v->ctime,
		.cusec = v->cusec,
		.have_subkey = true,
		.subkey = { ctx->key.et->id,
			    { ctx->key.key, ctx->key.et->key_size } },
		.have_seq = true,
		.seq = ctx->seq,
	};
	const struct ssp_krb5_keyblock *key = &ctx->ticket->key;
	struct ssp_krb5_encdata enc = { .etype = key->et->id };
	struct ssp_wr plain, cipher;
	size_t frame;
	ssp_status st;

	ssp_wr_init(&plain);
	ssp_wr_init(&cipher);
	ssp_krb5_ap_rep_part_encode(&plain, &part);
	st = plain.st;
	if (st >= 0)
		st = ssp_krb5_seal_blob(key, SSP_KRB5_USE_AP_REP,
					ssp_wr_span(&plain), &cipher);
	if (st >= 0) {
		enc.cipher = ssp_wr_span(&cipher);
		frame = ssp_gsstok_begin(out, ssp_krb5_oid);
		ssp_wr_be16(out, SSP_KRB5_TOK_AP_REP);
		ssp_krb5_ap_rep_encode(out, &enc);
		ssp_gsstok_end(out, frame);
		st = out->st;
	}
	ssp_wr_free(&cipher);
	ssp_wr_free(&plain);
	return st;
}

static void put_error(const struct ssp_krb5_ap_req *req, s32 code, u64 now,
		      struct ssp_wr *out)
{
	const struct ssp_krb5_error e = {
		.code = code,
		.now = now,
		.realm = req->realm,
		.sname = req->sname,
	};
	size_t frame = ssp_gsstok_begin(out, ssp_krb5_oid);

	ssp_wr_be16(out, SSP_KRB5_TOK_ERROR);
	ssp_krb5_error_encode(out, &e);
	ssp_gsstok_end(out, frame);
}

/* RFC 4121 2: with an AP-REP the keys are of our making, too. */
static ssp_status establish(struct ssp_krb5_ctx *ctx,
			    const struct ssp_krb5_verdict *v)
{
	ssp_status st;

	ctx->key = v->key;
	/* No AP-REP: both directions count from the initiator's number. */
	ctx->seq = v->seq;
	if (v->reply) {
		st = ssp_krb5_ctx_nonces(ctx, v->key.et);
		if (st < 0)
			return st;
	}
	return ssp_krb5_ctx_establish(ctx, v->reply, v->flags, v->seq);
}

/* What can fail comes before what the peer could take for an agreement. */
static ssp_status agree(struct ssp_krb5_ctx *ctx, struct ssp_krb5_verdict *v,
			struct ssp_wr *out)
{
	ssp_status st;

	ctx->ticket = v->ticket;
	ctx->named = v->target;
	memcpy(ctx->seen, v->seen, sizeof(ctx->seen));
	ctx->have_seen = true;
	v->ticket = NULL;
	v->target = (struct ssp_utf16){ NULL, 0 };
	st = establish(ctx, v);
	if (st < 0 || !v->reply)
		return st;
	return put_ap_rep(ctx, v, out);
}

static ssp_status judge(struct ssp_krb5_ctx *ctx,
			const struct ssp_krb5_ap_req *req, struct ssp_step *s)
{
	const struct ssp_env *env = ssp_env_get();
	const struct ssp_krb5_judge j = {
		.keys = ssp_krb5_cred_keys(ctx->cred),
		.bindings = s->bindings,
		.wanted = ctx->flags,
		.policy = ctx->policy,
		.now = env->wall_time(env->arg),
	};
	struct ssp_krb5_verdict v = { .error = 0 };
	ssp_status st;

	st = ssp_krb5_verify(&j, req, &v);
	ctx->bindings = v.bindings;
	if (st >= 0) {
		st = agree(ctx, &v, s->out);
	} else if (v.error) {
		put_error(req, v.error, j.now, s->out);
		s->alert = s->out->st >= 0;
	}
	ssp_krb5_verdict_free(&v);
	return st;
}

static ssp_status recv_ap_req(struct ssp_krb5_ctx *ctx, struct ssp_step *s)
{
	struct ssp_krb5_ap_req req;
	struct ssp_span body;
	ssp_status st;
	u16 id;

	st = ssp_krb5_token_open(s->token, &id, &body);
	if (st < 0)
		return st;
	if (id != SSP_KRB5_TOK_AP_REQ)
		return SEC_E_INVALID_TOKEN;
	st = ssp_krb5_ap_req_decode(body, &req);
	if (st < 0)
		return st;
	/* User-to-user: the ticket is not for a key of a keytab. */
	if (req.options & SSP_KRB5_AP_SESSION_KEY)
		return SEC_E_UNSUPPORTED_FUNCTION;
	return judge(ctx, &req, s);
}

ssp_status ssp_krb5_accept_step(struct ssp_krb5_ctx *ctx, struct ssp_step *s)
{
	ssp_status st = SEC_E_OUT_OF_SEQUENCE;

	if (ctx->state == SSP_KRB5_START)
		st = recv_ap_req(ctx, s);
	if (st < 0) {
		ctx->state = SSP_KRB5_FAILED;
		ctx->granted = 0;
	}
	return st;
}
