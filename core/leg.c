// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * One hand-shake call of either side: buffers, credential, leg, results.
 *
 * What only one side has - targets, supplied identities, what a request bit
 * means - is in core/sspi.c and core/accept.c.
 */
#include "core/leg.h"

#include <sspi.h>

#include "core/api.h"
#include "platform/memory.h"

ssp_status ssp_leg_check(const struct ssp_call *call)
{
	if (!call->context && (!call->cred || !call->new_context))
		return SEC_E_INVALID_HANDLE;
	if (call->drep != SECURITY_NATIVE_DREP &&
	    call->drep != SECURITY_NETWORK_DREP)
		return SEC_E_INVALID_PARAMETER;
	return SEC_E_OK;
}

ssp_status ssp_leg_open(const struct ssp_call *call, struct ssp_leg *leg)
{
	struct ssp_input in;
	ssp_status st;

	leg->allocate = call->allocate;
	leg->result = NULL;
	st = ssp_input_open(call->input, &in);
	if (st < 0)
		return st;
	leg->token = in.token;
	leg->params = in.params;
	leg->have_bindings = in.bindings.n > 0;
	if (leg->have_bindings) {
		st = ssp_bindings_hash(in.bindings, leg->bindings);
		if (st < 0)
			return st;
	}
	if (call->accept) {
		st = ssp_output_result(call->output, &leg->result);
		if (st < 0)
			return st;
	}
	return ssp_output_find(call->output, leg->allocate, !call->context,
			       &leg->out);
}

ssp_status ssp_leg_cred(const struct ssp_call *call, struct ssp_ref *ref)
{
	u32 side = call->accept ? SECPKG_CRED_INBOUND : SECPKG_CRED_OUTBOUND;
	const struct ssp_cred *cred;
	ssp_status st;

	st = ssp_handle_get(&ssp_creds, call->cred, ref);
	if (st < 0)
		return st;
	cred = ref->obj;
	if ((cred->use & side) &&
	    !(cred->use & SECPKG_CRED_PROCESS_POLICY_ONLY))
		return SEC_E_OK;
	ssp_handle_put(&ssp_creds, ref);
	return SEC_E_NO_CREDENTIALS;
}

static void report(const struct ssp_call *call, const struct ssp_ctx_info *info,
		   const SecHandle *handle)
{
	/* The bit has the same value for both sides, in request and answer. */
	u32 allocated = call->allocate ? ISC_RET_ALLOCATED_MEMORY : 0;
	u32 flags = call->accept ? ssp_accept_attr(info->flags) : info->flags;

	if (call->new_context)
		*call->new_context = *handle;
	if (call->attr)
		*call->attr = flags | allocated;
	if (call->expiry)
		*call->expiry = ssp_timestamp(info->expiry);
}

/*
 * Mechanisms read a token more than once, and believe that what they judged is
 * what they used: they get a copy, whatever the caller's memory does meanwhile.
 */
static ssp_status step(struct ssp_ctx *ctx, const struct ssp_leg *given,
		       struct ssp_ctx_info *info)
{
	struct ssp_leg leg = *given;
	u8 *token = NULL;
	ssp_status st;

	if (leg.token.n) {
		token = ssp_pool_dup(leg.token.p, leg.token.n);
		if (!token)
			return SEC_E_INSUFFICIENT_MEMORY;
	}
	leg.token.p = token;
	st = ssp_ctx_step(ctx, &leg, info);
	ssp_pool_free(token, leg.token.n);
	return st;
}

ssp_status ssp_leg_first(const struct ssp_call *call, const struct ssp_leg *leg,
			 struct ssp_ctx *ctx)
{
	struct ssp_ctx_info info;
	struct ssp_ref ref;
	SecHandle handle;
	ssp_status st;

	/* Nobody knows the handle yet. */
	st = ssp_handle_new(&ssp_ctxs, ctx, &handle);
	if (st < 0) {
		ssp_ctx_release(ctx);
		return st;
	}
	st = ssp_handle_get(&ssp_ctxs, &handle, &ref);
	if (st >= 0) {
		st = step(ref.obj, leg, &info);
		if (st >= 0)
			report(call, &info, &handle);
		ssp_handle_put(&ssp_ctxs, &ref);
	}
	/* A failed first leg owes the caller no handle (P39). */
	if (st < 0)
		ssp_handle_delete(&ssp_ctxs, &handle);
	return st;
}

ssp_status ssp_leg_later(const struct ssp_call *call, const struct ssp_leg *leg)
{
	struct ssp_ref cred = { NULL, 0 };
	struct ssp_ctx_info info;
	struct ssp_ref ref;
	struct ssp_ctx *ctx;
	ssp_status st;

	/* The credential may be left out, but not be rubbish. */
	if (call->cred) {
		st = ssp_handle_get(&ssp_creds, call->cred, &cred);
		if (st < 0)
			return st;
	}
	st = ssp_handle_get(&ssp_ctxs, call->context, &ref);
	if (st >= 0) {
		ctx = ref.obj;
		st = ctx->accept == call->accept ? step(ctx, leg, &info) :
						   SEC_E_INVALID_HANDLE;
		if (st >= 0)
			report(call, &info, call->context);
		ssp_handle_put(&ssp_ctxs, &ref);
	}
	ssp_handle_put(&ssp_creds, &cred);
	return st;
}
