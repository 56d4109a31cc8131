// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Contexts: life, locks, and the legs of the hand-shake.
 *
 * Which mechanism runs, and what its tokens mean, is not known here.
 */
#include "core/ctx.h"

#include "platform/env.h"
#include "platform/memory.h"
#include "platform/sync.h"

struct ssp_handle_table ssp_ctxs =
	SSP_HANDLE_TABLE(ssp_ctxs, SSP_HANDLE_TAG_CTX, ssp_ctx_release);

void ssp_ctx_release(void *obj)
{
	struct ssp_ctx *ctx = obj;

	/* Whoever had no room for the reply may come again with the token. */
	if (ctx->have_unsent && ctx->mech->undelivered)
		ctx->mech->undelivered(ctx->state);
	ctx->mech->ctx_free(ctx->next);
	ctx->mech->ctx_free(ctx->state);
	ssp_handle_put(&ssp_creds, &ctx->cred);
	ssp_utf16_free(&ctx->target);
	ssp_wr_free(&ctx->unsent);
	ssp_mutex_destroy(&ctx->recv_lock);
	ssp_mutex_destroy(&ctx->send_lock);
	ssp_mutex_destroy(&ctx->step_lock);
	ssp_pool_free(ctx, sizeof(*ctx));
}

static ssp_status start(struct ssp_ctx *ctx, void **state)
{
	const struct ssp_cred *cred = ctx->cred.obj;
	struct ssp_ctx_params params = {
		.cred = cred->state,
		.accept = ctx->accept,
		.flags = ctx->flags,
		.policy = ctx->policy,
		.target = &ctx->target,
	};

	return ctx->mech->ctx_new(&params, state);
}

static struct ssp_ctx *make(const struct ssp_cred *cred)
{
	struct ssp_ctx *ctx = ssp_pool_alloc(sizeof(*ctx));

	if (!ctx)
		return NULL;
	ssp_mutex_init(&ctx->step_lock);
	ssp_mutex_init(&ctx->send_lock);
	ssp_mutex_init(&ctx->recv_lock);
	ssp_wr_init(&ctx->unsent);
	ctx->mech = cred->mech;
	return ctx;
}

/* What moves into a context does so when nothing can fail any more. */
static ssp_status settle(struct ssp_ctx *ctx, struct ssp_ref *cred,
			 struct ssp_utf16 *target)
{
	ssp_status st;

	ctx->cred = *cred;
	ctx->target = *target;
	st = start(ctx, &ctx->state);
	if (st < 0) {
		ctx->cred.obj = NULL;
		ctx->target = (struct ssp_utf16){ NULL, 0 };
		ssp_ctx_release(ctx);
		return st;
	}
	*cred = (struct ssp_ref){ NULL, 0 };
	*target = (struct ssp_utf16){ NULL, 0 };
	return SEC_E_OK;
}

ssp_status ssp_ctx_new(struct ssp_ref *cred, struct ssp_utf16 *target,
		       u32 flags, struct ssp_ctx **out)
{
	struct ssp_ctx *ctx = make(cred->obj);
	ssp_status st;

	if (!ctx)
		return SEC_E_INSUFFICIENT_MEMORY;
	ctx->flags = flags;
	st = settle(ctx, cred, target);
	if (st >= 0)
		*out = ctx;
	return st;
}

ssp_status ssp_ctx_new_acceptor(struct ssp_ref *cred, u32 flags, u32 policy,
				struct ssp_ctx **out)
{
	struct ssp_ctx *ctx = make(cred->obj);
	struct ssp_utf16 no_target = { NULL, 0 };
	ssp_status st;

	if (!ctx)
		return SEC_E_INSUFFICIENT_MEMORY;
	ctx->accept = true;
	ctx->flags = flags;
	ctx->policy = policy;
	st = settle(ctx, cred, &no_target);
	if (st >= 0)
		*out = ctx;
	return st;
}

void ssp_ctx_describe(struct ssp_ctx *ctx, struct ssp_ctx_info *info)
{
	memset(info, 0, sizeof(*info));
	info->expiry = SSP_TIME_NEVER;
	ctx->mech->describe(ctx->state, info);
	/* The engine's own doing, with one value in request and answer. */
	info->flags |= ctx->flags & ISC_REQ_USE_SUPPLIED_CREDS;
}

static void establish(struct ssp_ctx *ctx)
{
	struct ssp_ctx_info info;
	void *old = NULL;

	ssp_mutex_lock(&ctx->send_lock);
	ssp_mutex_lock(&ctx->recv_lock);
	if (ctx->next) {
		old = ctx->state;
		ctx->state = ctx->next;
		ctx->next = NULL;
	}
	ssp_ctx_describe(ctx, &info);
	ctx->expiry = info.expiry;
	ssp_atomic_set(&ctx->phase, SSP_CTX_OPEN);
	ssp_mutex_unlock(&ctx->recv_lock);
	ssp_mutex_unlock(&ctx->send_lock);
	ctx->mech->ctx_free(old);
}

struct ssp_mutex *ssp_ctx_hold(struct ssp_ctx *ctx)
{
	/*
	 * A leg works on the state itself until the context is open, and from
	 * then on beside it; what replaces an open state takes this lock.
	 */
	struct ssp_mutex *lock = ssp_atomic_read(&ctx->phase) == SSP_CTX_OPEN ?
					 &ctx->send_lock :
					 &ctx->step_lock;

	ssp_mutex_lock(lock);
	return lock;
}

/*
 * A failed leg ends the context; a failed re-authentication only itself: the
 * session that it was to renew is as good as it was (P34, P40).
 */
static void leg_failed(struct ssp_ctx *ctx)
{
	if (ssp_atomic_read(&ctx->phase) == SSP_CTX_OPEN) {
		ctx->mech->ctx_free(ctx->next);
		ctx->next = NULL;
	} else {
		ssp_atomic_set(&ctx->phase, SSP_CTX_DEAD);
	}
}

/* Only an acceptor has a peer that waits for an answer it may not get. */
static bool tells_errors(const struct ssp_ctx *ctx)
{
	return ctx->accept && (ctx->flags & ISC_REQ_EXTENDED_ERROR) &&
	       ctx->unsent.st >= 0;
}

/* The mechanism's part of a leg; its reply is left in @ctx->unsent. */
static ssp_status run(struct ssp_ctx *ctx, const struct ssp_leg *leg)
{
	struct ssp_step step = { .token = leg->token, .out = &ctx->unsent };
	bool again = ssp_atomic_read(&ctx->phase) == SSP_CTX_OPEN;
	ssp_status st;

	/* They may come on any leg, and need not be repeated (sspi.h). */
	if (leg->have_bindings) {
		memcpy(ctx->bindings, leg->bindings, sizeof(ctx->bindings));
		ctx->have_bindings = true;
	}
	if (ctx->have_bindings)
		step.bindings = ctx->bindings;
	if (again && !ctx->next) {
		st = start(ctx, &ctx->next);
		if (st < 0)
			return st;
	}
	st = ctx->mech->step(again ? ctx->next : ctx->state, &step);
	if (st >= 0 && ctx->unsent.st < 0)
		st = ctx->unsent.st;
	if (st < 0) {
		leg_failed(ctx);
		/* Half a token, or one that would open what we say is shut. */
		if (!step.alert || !tells_errors(ctx))
			ssp_wr_free(&ctx->unsent);
	}
	return st;
}

static bool takes_legs(const struct ssp_ctx *ctx)
{
	enum ssp_ctx_phase phase = ssp_atomic_read(&ctx->phase);

	return phase == SSP_CTX_NEW || (phase == SSP_CTX_OPEN && !ctx->accept);
}

static void tell_bindings(struct ssp_ctx *ctx, PSecBuffer result)
{
	SEC_CHANNEL_BINDINGS_RESULT found;
	struct ssp_ctx_info info;

	if (!result)
		return;
	ssp_ctx_describe(ctx, &info);
	found.flags = info.bindings;
	memcpy(result->pvBuffer, &found, sizeof(found));
	result->cbBuffer = sizeof(found);
}

ssp_status ssp_ctx_step(struct ssp_ctx *ctx, const struct ssp_leg *leg,
			struct ssp_ctx_info *info)
{
	ssp_status st, sent;

	ssp_mutex_lock(&ctx->step_lock);
	if (ctx->have_unsent) {
		st = ctx->unsent_st;
	} else if (!takes_legs(ctx)) {
		st = SEC_E_OUT_OF_SEQUENCE;
		goto out;
	} else {
		st = run(ctx, leg);
	}
	sent = ssp_output_deliver(leg->out, leg->allocate, &ctx->unsent);
	if (st >= 0 && sent < 0) {
		ctx->have_unsent = true;
		ctx->unsent_st = st;
		st = sent;
		goto out;
	}
	ctx->have_unsent = false;
	ssp_wr_free(&ctx->unsent);
	if (sent < 0)
		ssp_output_deliver(leg->out, leg->allocate, &ctx->unsent);
	tell_bindings(ctx, leg->result);
	/* Not before the peer can have the token that makes it true. */
	if (st == SEC_E_OK)
		establish(ctx);
	if (st >= 0)
		ssp_ctx_describe(ctx, info);
out:
	ssp_mutex_unlock(&ctx->step_lock);
	return st;
}
