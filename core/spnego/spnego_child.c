// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The children of a negotiation: which are offered, which one can start, and
 * the way of a token into one and out of it.
 *
 * Fallback from one mechanism to the next happens here, before anything was
 * sent, and only because a mechanism cannot start; never because something
 * went wrong with keys.
 */
#include "core/spnego/spnego_init.h"

#include "core/rd.h"

bool ssp_spnego_has_oid(const struct ssp_mech *mech, struct ssp_span oid)
{
	size_t i;

	for (i = 0; i < mech->noids; i++) {
		if (ssp_span_eq(mech->oids[i], oid))
			return true;
	}
	return false;
}

bool ssp_spnego_offered(const struct ssp_spnego_ctx *ctx, size_t child)
{
	return ctx->offered >> child & 1;
}

ssp_status ssp_spnego_child_step(struct ssp_spnego_ctx *ctx,
				 const struct ssp_step *s,
				 struct ssp_span token, struct ssp_wr *reply)
{
	struct ssp_step step = {
		.token = token,
		.bindings = s->bindings,
		.out = reply,
	};
	ssp_status st;

	st = ssp_spnego_current(ctx)->step(ctx->child, &step);
	if (st >= 0 && reply->st < 0)
		st = reply->st;
	ctx->child_done = st == SEC_E_OK;
	return st;
}

ssp_status ssp_spnego_child_start(struct ssp_spnego_ctx *ctx,
				  const struct ssp_step *s, size_t child,
				  struct ssp_wr *token)
{
	struct ssp_ctx_params params = {
		.cred = ctx->cred->child[child].cred,
		.flags = ctx->flags,
		.target = ctx->target,
	};
	ssp_status st;

	ctx->chosen = child;
	st = ssp_spnego_current(ctx)->ctx_new(&params, &ctx->child);
	if (st < 0)
		return st;
	return ssp_spnego_child_step(ctx, s, (struct ssp_span){ NULL, 0 },
				     token);
}

void ssp_spnego_child_drop(struct ssp_spnego_ctx *ctx)
{
	ssp_spnego_current(ctx)->ctx_free(ctx->child);
	ctx->child = NULL;
	ctx->child_done = false;
}

/*
 * No credentials, nobody to ask, or nobody there knows the target: the next
 * mechanism may do better.
 */
static bool may_fall_back(ssp_status st)
{
	return st == SEC_E_NO_CREDENTIALS || st == SEC_E_TARGET_UNKNOWN ||
	       st == SEC_E_NO_AUTHENTICATING_AUTHORITY;
}

ssp_status ssp_spnego_child_find(struct ssp_spnego_ctx *ctx,
				 const struct ssp_step *s, struct ssp_wr *token)
{
	ssp_status first = SEC_E_OK;
	ssp_status st;
	size_t i;

	for (i = 0; i < ctx->cred->n; i++) {
		if (!ssp_spnego_offered(ctx, i))
			continue;
		st = ssp_spnego_child_start(ctx, s, i, token);
		if (st >= 0)
			return st;
		ssp_spnego_child_drop(ctx);
		ssp_wr_free(token);
		ctx->offered &= ~(1u << i);
		if (!may_fall_back(st))
			return st;
		if (first == SEC_E_OK)
			first = st;
	}
	return first < 0 ? first : SEC_E_NO_CREDENTIALS;
}
