// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The children of a negotiation: which are offered, which one can start, and
 * the way of a token into one and out of it.
 *
 * An initiator's fallback from one mechanism to the next happens here, before
 * anything was sent, and only because a mechanism cannot start; never because
 * something went wrong with keys, and not at all where policy forbids it.
 */
#include "core/spnego/spnego_ctx.h"

#include "core/der.h"
#include "platform/env.h"

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

void ssp_spnego_offer_all(struct ssp_spnego_ctx *ctx)
{
	ctx->offered = (1u << ctx->cred->n) - 1;
}

void ssp_spnego_list_write(const struct ssp_spnego_ctx *ctx, struct ssp_wr *w)
{
	size_t mark = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t i, j;

	for (i = 0; i < ctx->cred->n; i++) {
		const struct ssp_mech *mech = ctx->cred->child[i].mech;

		for (j = 0; ssp_spnego_offered(ctx, i) && j < mech->noids; j++)
			ssp_der_put(w, SSP_DER_OID, mech->oids[j]);
	}
	ssp_der_close(w, mark);
}

ssp_status ssp_spnego_child_step(struct ssp_spnego_ctx *ctx,
				 struct ssp_step *step)
{
	ssp_status st;

	st = ssp_spnego_current(ctx)->step(ctx->child, step);
	if (st >= 0 && step->out->st < 0)
		st = step->out->st;
	ctx->child_done = st == SEC_E_OK;
	return st;
}

ssp_status ssp_spnego_child_new(struct ssp_spnego_ctx *ctx, size_t child)
{
	struct ssp_ctx_params params = ctx->params;

	params.cred = ctx->cred->child[child].cred;
	ctx->chosen = child;
	return ssp_spnego_current(ctx)->ctx_new(&params, &ctx->child);
}

ssp_status ssp_spnego_child_start(struct ssp_spnego_ctx *ctx,
				  const struct ssp_step *s, size_t child,
				  struct ssp_wr *token)
{
	struct ssp_step step = { .bindings = s->bindings, .out = token };
	ssp_status st;

	st = ssp_spnego_child_new(ctx, child);
	if (st < 0)
		return st;
	return ssp_spnego_child_step(ctx, &step);
}

ssp_status ssp_spnego_direct_step(struct ssp_spnego_ctx *ctx,
				  struct ssp_step *s)
{
	ssp_status st = ssp_spnego_child_step(ctx, s);

	if (st == SEC_E_OK)
		ctx->phase = SSP_SPNEGO_OPEN;
	else
		ctx->phase = SSP_SPNEGO_UNDERWAY;
	return st;
}

void ssp_spnego_child_drop(struct ssp_spnego_ctx *ctx)
{
	ssp_spnego_current(ctx)->ctx_free(ctx->child);
	ctx->child = NULL;
	ctx->child_done = false;
}

/*
 * No credentials, nobody to ask, or nobody there knows the target: the next
 * mechanism may do better.  Who wants to be nobody has nothing to lose where
 * a mechanism does not know such a thing.
 */
static bool may_fall_back(const struct ssp_spnego_ctx *ctx, ssp_status st)
{
	if (st == SEC_E_UNSUPPORTED_FUNCTION)
		return ctx->params.flags & ISC_REQ_NULL_SESSION;
	return st == SEC_E_NO_CREDENTIALS || st == SEC_E_TARGET_UNKNOWN ||
	       st == SEC_E_NO_AUTHENTICATING_AUTHORITY;
}

ssp_status ssp_spnego_child_find(struct ssp_spnego_ctx *ctx,
				 const struct ssp_step *s, struct ssp_wr *token)
{
	ssp_status first = SEC_E_OK;
	ssp_status st;
	size_t i;

	if (ssp_env_forbids_fallback())
		ctx->offered = 1;
	for (i = 0; i < ctx->cred->n; i++) {
		if (!ssp_spnego_offered(ctx, i))
			continue;
		st = ssp_spnego_child_start(ctx, s, i, token);
		if (st >= 0)
			return st;
		ssp_spnego_child_drop(ctx);
		ssp_wr_free(token);
		ctx->offered &= ~(1u << i);
		if (!may_fall_back(ctx, st))
			return st;
		if (first == SEC_E_OK)
			first = st;
	}
	return first < 0 ? first : SEC_E_NO_CREDENTIALS;
}
