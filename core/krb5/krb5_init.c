// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The initiator's side of the Kerberos hand-shake: AP-REQ out, AP-REP or
 * KRB-ERROR in (RFC 4121 4.1, RFC 4120 3.2).
 *
 * Nothing that a peer sends changes a context before it is proven.
 */
#include "core/krb5/krb5_init.h"

#include "core/gsstok.h"
#include "core/krb5/krb5.h"
#include "platform/memory.h"

/*
 * AD-IF-RELEVANT { KERB_AP_OPTIONS (143): KERB_AP_OPTIONS_CBT 0x4000 }: this
 * client knows of channel bindings, so that an acceptor need not take zeroes
 * for an answer (MS-KILE 3.2.5.8).
 */
static const u8 ad_cbt[] = {
	0x30, 0x1d, 0x30, 0x1b, 0xa0, 0x03, 0x02, 0x01, 0x01, 0xa1, 0x14,
	0x04, 0x12, 0x30, 0x10, 0x30, 0x0e, 0xa0, 0x04, 0x02, 0x02, 0x00,
	0x8f, 0xa1, 0x06, 0x04, 0x04, 0x00, 0x40, 0x00, 0x00,
};

/* Subkey, sequence number, clock: what makes this context this context. */
static ssp_status choose_nonces(struct ssp_krb5_ctx *ctx)
{
	const struct ssp_env *env = ssp_env_get();
	u64 now;
	ssp_status st;

	st = ssp_krb5_ctx_nonces(ctx, ctx->ticket->key.et);
	if (st < 0)
		return st;
	now = env->stamp(env->arg);
	ctx->cusec = (u32)(now % SSP_TICKS_PER_SEC / 10);
	ctx->ctime = now - now % SSP_TICKS_PER_SEC;
	return SEC_E_OK;
}

/* The encrypted Authenticator, RFC 4120 5.5.1, appended to @out. */
static ssp_status put_authenticator(const struct ssp_krb5_ctx *ctx,
				    const u8 *bindings, struct ssp_wr *out)
{
	const struct ssp_krb5_cred_msg *msg = &ctx->ticket->msg;
	struct ssp_krb5_authenticator a = {
		.crealm = msg->crealm,
		.cname = msg->cname,
		.cusec = ctx->cusec,
		.ctime = ctx->ctime,
		.subkey = &ctx->key,
		.seq = ctx->seq,
	};
	struct ssp_wr cksum, plain;
	u32 told = ctx->granted | (ctx->flags & ISC_REQ_MUTUAL_AUTH);
	ssp_status st;

	ssp_wr_init(&cksum);
	ssp_wr_init(&plain);
	ssp_krb5_gss_cksum_encode(&cksum, bindings, told);
	a.cksum = ssp_wr_span(&cksum);
	if (bindings)
		a.authz = SSP_SPAN(ad_cbt);
	ssp_krb5_authenticator_encode(&plain, &a);
	st = cksum.st < 0 ? cksum.st : plain.st;
	if (st >= 0)
		st = ssp_krb5_seal_blob(&ctx->ticket->key,
					SSP_KRB5_USE_AP_REQ_AUTH,
					ssp_wr_span(&plain), out);
	ssp_wr_free(&plain);
	ssp_wr_free(&cksum);
	return st;
}

static ssp_status put_ap_req(const struct ssp_krb5_ctx *ctx, const u8 *bindings,
			     struct ssp_wr *out)
{
	u32 options = ctx->flags & ISC_REQ_MUTUAL_AUTH ? SSP_KRB5_AP_MUTUAL : 0;
	struct ssp_krb5_encdata auth = { .etype = ctx->ticket->key.et->id };
	struct ssp_wr cipher;
	size_t frame;
	ssp_status st;

	ssp_wr_init(&cipher);
	st = put_authenticator(ctx, bindings, &cipher);
	if (st >= 0) {
		auth.cipher = ssp_wr_span(&cipher);
		frame = ssp_gsstok_begin(out, ssp_krb5_oid);
		ssp_wr_be16(out, SSP_KRB5_TOK_AP_REQ);
		ssp_krb5_ap_req_encode(out, options, ctx->ticket->msg.ticket,
				       &auth);
		ssp_gsstok_end(out, frame);
		st = out->st;
	}
	ssp_wr_free(&cipher);
	return st;
}

static ssp_status send_ap_req(struct ssp_krb5_ctx *ctx, struct ssp_step *s)
{
	ssp_status st;

	st = ssp_krb5_ticket_get(ctx->cred, ctx->target, &ctx->ticket);
	if (st >= 0)
		st = choose_nonces(ctx);
	if (st >= 0)
		st = put_ap_req(ctx, s->bindings, s->out);
	if (st < 0)
		return st;
	if (!(ctx->flags & ISC_REQ_MUTUAL_AUTH)) {
		/* No AP-REP: both directions count from our number. */
		return ssp_krb5_ctx_establish(ctx, false, ctx->granted,
					      ctx->seq);
	}
	ctx->state = SSP_KRB5_SENT;
	return SEC_I_CONTINUE_NEEDED;
}

/* Next time, ask for a fresh ticket instead of this one. */
static bool ticket_is_stale(ssp_status st)
{
	return st == SEC_E_CONTEXT_EXPIRED || st == SEC_E_WRONG_PRINCIPAL ||
	       st == SEC_E_NO_KERB_KEY || st == SEC_E_MESSAGE_ALTERED;
}

static ssp_status recv_error(struct ssp_krb5_ctx *ctx, struct ssp_span body)
{
	ssp_status st;
	s32 code;

	st = ssp_krb5_error_decode(body, &code);
	if (st < 0)
		return st;
	st = ssp_krb5_error_status(code);
	if (ticket_is_stale(st))
		ssp_krb5_ticket_forget(ctx->cred, ctx->ticket);
	return st;
}

/* RFC 4120 3.2.5: the time we sent, under the key that only we two have. */
static ssp_status prove(const struct ssp_krb5_ctx *ctx,
			const struct ssp_krb5_ap_rep_part *part)
{
	if (part->ctime != ctx->ctime || part->cusec != ctx->cusec)
		return SEC_E_MUTUAL_AUTH_FAILED;
	return SEC_E_OK;
}

/* The acceptor's subkey, when it sent one, takes the place of ours. */
static ssp_status accept_part(struct ssp_krb5_ctx *ctx,
			      const struct ssp_krb5_ap_rep_part *part)
{
	struct ssp_krb5_keyblock subkey;
	ssp_status st;

	st = prove(ctx, part);
	if (st < 0)
		return st;
	if (part->have_subkey) {
		st = ssp_krb5_keyblock_set(&subkey, part->subkey.etype,
					   part->subkey.key);
		if (st < 0)
			return st;
		ctx->key = subkey;
		ssp_wipe(&subkey, sizeof(subkey));
	}
	return ssp_krb5_ctx_establish(ctx, part->have_subkey,
				      ctx->granted | ISC_RET_MUTUAL_AUTH,
				      part->seq);
}

static ssp_status recv_ap_rep(struct ssp_krb5_ctx *ctx, struct ssp_span body)
{
	struct ssp_krb5_ap_rep_part part;
	struct ssp_krb5_encdata enc;
	struct ssp_span plain;
	u8 *text = NULL;
	ssp_status st;

	st = ssp_krb5_ap_rep_decode(body, &enc);
	if (st < 0)
		return st;
	if (enc.etype != ctx->ticket->key.et->id)
		return SEC_E_INVALID_TOKEN;
	st = ssp_krb5_open_blob(&ctx->ticket->key, SSP_KRB5_USE_AP_REP,
				enc.cipher, &text, &plain);
	if (st < 0)
		return st;
	st = ssp_krb5_ap_rep_part_decode(plain, &part);
	if (st >= 0)
		st = accept_part(ctx, &part);
	ssp_pool_free(text, enc.cipher.n);
	return st;
}

/*
 * After establishment only an error makes sense: an acceptor that owed us no
 * AP-REP may still refuse.
 */
static ssp_status recv(struct ssp_krb5_ctx *ctx, struct ssp_span token)
{
	struct ssp_span body;
	ssp_status st;
	u16 id;

	st = ssp_krb5_token_open(token, &id, &body);
	if (st < 0)
		return st;
	if (id == SSP_KRB5_TOK_ERROR)
		return recv_error(ctx, body);
	if (id == SSP_KRB5_TOK_AP_REP && ctx->state == SSP_KRB5_SENT)
		return recv_ap_rep(ctx, body);
	return SEC_E_INVALID_TOKEN;
}

ssp_status ssp_krb5_init_step(struct ssp_krb5_ctx *ctx, struct ssp_step *s)
{
	ssp_status st = SEC_E_OUT_OF_SEQUENCE;

	switch (ctx->state) {
	case SSP_KRB5_START:
		st = s->token.n ? SEC_E_INVALID_TOKEN : send_ap_req(ctx, s);
		break;
	case SSP_KRB5_SENT:
	case SSP_KRB5_DONE:
		st = recv(ctx, s->token);
		break;
	case SSP_KRB5_FAILED:
		break;
	}
	if (st < 0)
		ctx->state = SSP_KRB5_FAILED;
	return st;
}
