// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The package "Negotiate": its row, its credentials, the life of its contexts.
 *
 * Once a context is established its messages go straight to the child.
 */
#include "core/spnego/spnego.h"

#include "core/spnego/spnego_ctx.h"
#include "platform/env.h"
#include "platform/memory.h"

static void cred_close(void *state)
{
	struct ssp_spnego_cred *cred = state;
	size_t i;

	if (!cred)
		return;
	for (i = 0; i < cred->n; i++)
		cred->child[i].mech->cred_close(cred->child[i].cred);
	ssp_pool_free(cred, sizeof(*cred));
}

/*
 * A child without a credential for @id is left out, and its reason is kept in
 * @first if it is the first.  Lack of memory is nobody's reason, and where an
 * initiator may not fall back there is no next one.
 */
static ssp_status open_child(struct ssp_spnego_cred *cred,
			     const struct ssp_mech *mech,
			     const struct ssp_identity *id, u32 use,
			     ssp_status *first)
{
	struct ssp_spnego_child *child = &cred->child[cred->n];
	ssp_status st;

	st = mech->cred_open(id, use, &child->cred);
	if (st >= 0) {
		child->mech = mech;
		cred->n++;
		return SEC_E_OK;
	}
	child->cred = NULL;
	if (st == SEC_E_INSUFFICIENT_MEMORY)
		return st;
	if (!cred->n && (use & SECPKG_CRED_OUTBOUND) &&
	    ssp_env_forbids_fallback())
		return st;
	if (*first == SEC_E_OK)
		*first = st;
	return SEC_E_OK;
}

/*
 * A package that is the only one asked for, and whose tokens have never been
 * GSS-API's, needs no SPNEGO around them; Windows sends NTLM that way.
 */
static bool speaks_for_itself(const struct ssp_mech *mech,
			      const struct ssp_utf16 *packages)
{
	return ssp_mech_alone(packages, mech) &&
	       !(mech->capabilities & SECPKG_FLAG_GSS_COMPATIBLE);
}

ssp_status ssp_spnego_cred_open_from(const struct ssp_mech *(*at)(size_t i),
				     const struct ssp_identity *id, u32 use,
				     void **out)
{
	const struct ssp_mech *mech;
	struct ssp_spnego_cred *cred;
	ssp_status first = SEC_E_OK;
	ssp_status st = SEC_E_OK;
	size_t i;

	cred = ssp_pool_alloc(sizeof(*cred));
	if (!cred)
		return SEC_E_INSUFFICIENT_MEMORY;
	for (i = 0; (mech = at(i)) && cred->n < SSP_SPNEGO_CHILDREN; i++) {
		if (!mech->noids || !ssp_mech_allowed(&id->packages, mech))
			continue;
		st = open_child(cred, mech, id, use, &first);
		if (st < 0)
			break;
	}
	if (st >= 0 && !cred->n)
		st = first < 0 ? first : SEC_E_NO_CREDENTIALS;
	cred->direct = cred->n == 1 &&
		       speaks_for_itself(cred->child[0].mech, &id->packages);
	if (st < 0) {
		cred_close(cred);
		return st;
	}
	*out = cred;
	return SEC_E_OK;
}

static ssp_status cred_open(const struct ssp_identity *id, u32 use, void **cred)
{
	return ssp_spnego_cred_open_from(ssp_mech_at, id, use, cred);
}

/* The first child that knows a name; else what the first one said. */
static ssp_status cred_query(void *state, struct ssp_cred_info *info)
{
	const struct ssp_spnego_cred *cred = state;
	ssp_status first = SEC_E_OK;
	ssp_status st;
	size_t i;

	for (i = 0; i < cred->n; i++) {
		st = cred->child[i].mech->cred_query(cred->child[i].cred, info);
		if (st >= 0)
			return st;
		if (first == SEC_E_OK)
			first = st;
	}
	return first;
}

/* Whether the flags can be is known when a child is tried. */
static ssp_status ctx_new(const struct ssp_ctx_params *params, void **out)
{
	struct ssp_spnego_ctx *ctx = ssp_pool_alloc(sizeof(*ctx));

	if (!ctx)
		return SEC_E_INSUFFICIENT_MEMORY;
	ctx->params = *params;
	ctx->cred = params->cred;
	ctx->direct = ctx->cred->direct && !params->accept;
	ctx->phase = SSP_SPNEGO_START;
	ssp_wr_init(&ctx->list);
	*out = ctx;
	return SEC_E_OK;
}

static void ctx_free(void *state)
{
	struct ssp_spnego_ctx *ctx = state;

	if (!ctx)
		return;
	ssp_spnego_child_drop(ctx);
	ssp_wr_free(&ctx->list);
	ssp_pool_free(ctx, sizeof(*ctx));
}

static ssp_status step(void *state, struct ssp_step *s)
{
	struct ssp_spnego_ctx *ctx = state;
	ssp_status st;

	if (ctx->phase >= SSP_SPNEGO_OPEN)
		return SEC_E_OUT_OF_SEQUENCE;
	st = ctx->params.accept ? ssp_spnego_accept_step(ctx, s) :
				  ssp_spnego_init_step(ctx, s);
	if (st < 0)
		ctx->phase = SSP_SPNEGO_FAILED;
	return st;
}

static void undelivered(void *state)
{
	struct ssp_spnego_ctx *ctx = state;

	if (ctx->child && ssp_spnego_current(ctx)->undelivered)
		ssp_spnego_current(ctx)->undelivered(ctx->child);
}

static u32 negotiation_state(const struct ssp_spnego_ctx *ctx)
{
	if (ctx->direct)
		return SECPKG_NEGOTIATION_DIRECT;
	/* A token that the acceptor may yet decline. */
	if (ctx->phase == SSP_SPNEGO_OFFERED && !ctx->params.accept)
		return SECPKG_NEGOTIATION_OPTIMISTIC;
	return SECPKG_NEGOTIATION_IN_PROGRESS;
}

/*
 * Until all is agreed the package in force is this one, and a child that may
 * yet be declined has nothing to say, but what it thinks of the channel.
 */
static void describe(void *state, struct ssp_ctx_info *info)
{
	struct ssp_spnego_ctx *ctx = state;
	struct ssp_ctx_info early;

	if (ctx->phase == SSP_SPNEGO_OPEN) {
		ssp_spnego_current(ctx)->describe(ctx->child, info);
		info->mech = ssp_spnego_current(ctx);
		info->negotiation = SECPKG_NEGOTIATION_COMPLETE;
		return;
	}
	info->mech = &ssp_spnego_mech;
	info->negotiation = negotiation_state(ctx);
	if (ctx->child) {
		memset(&early, 0, sizeof(early));
		ssp_spnego_current(ctx)->describe(ctx->child, &early);
		info->bindings = early.bindings;
	}
}

static ssp_status sign(void *state, struct ssp_msg *m)
{
	struct ssp_spnego_ctx *ctx = state;

	if (ctx->phase != SSP_SPNEGO_OPEN)
		return SEC_E_INVALID_HANDLE;
	return ssp_spnego_current(ctx)->sign(ctx->child, m);
}

static ssp_status verify(void *state, struct ssp_msg *m)
{
	struct ssp_spnego_ctx *ctx = state;

	if (ctx->phase != SSP_SPNEGO_OPEN)
		return SEC_E_INVALID_HANDLE;
	return ssp_spnego_current(ctx)->verify(ctx->child, m);
}

static ssp_status seal(void *state, struct ssp_msg *m, u32 qop)
{
	struct ssp_spnego_ctx *ctx = state;

	if (ctx->phase != SSP_SPNEGO_OPEN)
		return SEC_E_INVALID_HANDLE;
	return ssp_spnego_current(ctx)->seal(ctx->child, m, qop);
}

static ssp_status unseal(void *state, struct ssp_msg *m, u32 *qop)
{
	struct ssp_spnego_ctx *ctx = state;

	if (ctx->phase != SSP_SPNEGO_OPEN)
		return SEC_E_INVALID_HANDLE;
	return ssp_spnego_current(ctx)->unseal(ctx->child, m, qop);
}

/*
 * Of what Windows reports for this package, all that is there: an acceptor can
 * tell who the client is, but not become it.  What a child adds, such as SECPKG_FLAG_MUTUAL_AUTH, is
 * learnt from the child's own row.
 */
#define CAPABILITIES                                                  \
	(SECPKG_FLAG_INTEGRITY | SECPKG_FLAG_PRIVACY |                \
	 SECPKG_FLAG_CONNECTION | SECPKG_FLAG_MULTI_REQUIRED |        \
	 SECPKG_FLAG_EXTENDED_ERROR | SECPKG_FLAG_ACCEPT_WIN32_NAME | \
	 SECPKG_FLAG_NEGOTIABLE | SECPKG_FLAG_GSS_COMPATIBLE |        \
	 SECPKG_FLAG_LOGON)

const struct ssp_mech ssp_spnego_mech = {
	.name = "Negotiate",
	.comment = "Microsoft Package Negotiator",
	.rpc_id = RPC_C_AUTHN_GSS_NEGOTIATE,
	.capabilities = CAPABILITIES,
	.max_token = SSP_TOKEN_MAX, /* a child's may be as large as it likes */
	.cred_open = cred_open,
	.cred_close = cred_close,
	.cred_query = cred_query,
	.ctx_new = ctx_new,
	.ctx_free = ctx_free,
	.step = step,
	.describe = describe,
	.undelivered = undelivered,
	.sign = sign,
	.verify = verify,
	.seal = seal,
	.unseal = unseal,
};
