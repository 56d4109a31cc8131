// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What initiator and acceptor share: the frame of tokens, fresh keys, and the
 * step to an established context.
 */
#include "core/krb5/krb5_ctx.h"

#include "core/gsstok.h"
#include "core/krb5/krb5.h"

ssp_status ssp_krb5_ctx_nonces(struct ssp_krb5_ctx *ctx,
			       const struct ssp_krb5_etype *et)
{
	const struct ssp_env *env = ssp_env_get();
	u8 seq[4];
	ssp_status st;

	st = env->random(env->arg, ctx->key.key, et->key_size);
	if (st >= 0)
		st = env->random(env->arg, seq, sizeof(seq));
	if (st < 0)
		return st;
	ctx->key.et = et;
	/* Below 2^30: old peers mistake larger ones for negative. */
	ctx->seq = (u32)(seq[0] & 0x3f) << 24 | seq[1] << 16 | seq[2] << 8 |
		   seq[3];
	return SEC_E_OK;
}

ssp_status ssp_krb5_ctx_establish(struct ssp_krb5_ctx *ctx,
				  bool acceptor_subkey, u32 granted,
				  u32 recv_seq)
{
	struct ssp_krb5_cfx_params params = {
		.key = &ctx->key,
		.initiator = !ctx->accept,
		.acceptor_subkey = acceptor_subkey,
		.flags = granted,
		.send_seq = ctx->seq,
		.recv_seq = recv_seq,
	};
	ssp_status st;

	st = ssp_krb5_cfx_init(&ctx->cfx, &params);
	if (st < 0)
		return st;
	ctx->granted = granted;
	ctx->state = SSP_KRB5_DONE;
	return SEC_E_OK;
}

static bool is_our_oid(struct ssp_span oid)
{
	return ssp_span_eq(oid, ssp_krb5_oid) ||
	       ssp_span_eq(oid, ssp_krb5_oid_ms);
}

ssp_status ssp_krb5_token_open(struct ssp_span token, u16 *id,
			       struct ssp_span *body)
{
	bool bad = false;
	struct ssp_span oid, inner;
	struct ssp_rd r;
	ssp_status st;

	st = ssp_gsstok_open(token, &oid, &inner);
	if (st < 0 || !is_our_oid(oid))
		return SEC_E_INVALID_TOKEN;
	r = ssp_rd_open(inner, &bad);
	*id = ssp_rd_be16(&r);
	*body = ssp_rd_rest(&r);
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}
