// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * MakeSignature, VerifySignature, EncryptMessage, DecryptMessage: find the
 * context, check the buffers, take the direction's lock, dispatch.
 *
 * Nothing here or below allocates or copies a message.
 */
#include <sspi.h>

#include "core/ctx.h"
#include "platform/env.h"
#include "platform/sync.h"

/*
 * An established context ends with its ticket, whatever the peer believes.
 * The direction's lock is held, so that @ctx->state stays what it is.
 */
static ssp_status usable(const struct ssp_ctx *ctx)
{
	const struct ssp_env *env = ssp_env_get();

	if (ssp_atomic_read(&ctx->phase) != SSP_CTX_OPEN)
		return SEC_E_INVALID_HANDLE;
	if (ctx->expiry != SSP_TIME_NEVER &&
	    env->wall_time(env->arg) >= ctx->expiry)
		return SEC_E_CONTEXT_EXPIRED;
	return SEC_E_OK;
}

static ssp_status dispatch(struct ssp_ctx *ctx, enum ssp_msg_use use,
			   struct ssp_msg *m, u32 *qop)
{
	const struct ssp_mech *mech = ctx->mech;

	switch (use) {
	case SSP_MSG_SIGN:
		return mech->sign(ctx->state, m);
	case SSP_MSG_VERIFY:
		return mech->verify(ctx->state, m);
	case SSP_MSG_SEAL:
		return mech->seal(ctx->state, m, *qop);
	case SSP_MSG_UNSEAL:
		return mech->unseal(ctx->state, m, qop);
	}
	return SEC_E_INTERNAL_ERROR;
}

static ssp_status protect(PCtxtHandle handle, PSecBufferDesc desc,
			  enum ssp_msg_use use, u32 seqno, u32 *qop)
{
	struct ssp_ref ref;
	struct ssp_mutex *lock;
	struct ssp_ctx *ctx;
	struct ssp_msg m;
	ssp_status st;

	st = ssp_handle_get(&ssp_ctxs, handle, &ref);
	if (st < 0)
		return st;
	ctx = ref.obj;
	lock = use == SSP_MSG_SIGN || use == SSP_MSG_SEAL ? &ctx->send_lock :
							    &ctx->recv_lock;
	st = ssp_msg_open(desc, use, &m);
	if (st < 0)
		goto out;
	m.seqno = seqno;
	ssp_mutex_lock(lock);
	st = usable(ctx);
	if (st >= 0)
		st = dispatch(ctx, use, &m, qop);
	ssp_mutex_unlock(lock);
	if (st >= 0)
		ssp_msg_close(&m, use);
out:
	ssp_handle_put(&ssp_ctxs, &ref);
	return st;
}

SECURITY_STATUS SEC_ENTRY MakeSignature(PCtxtHandle phContext, ULONG fQOP,
					PSecBufferDesc pMessage,
					ULONG MessageSeqNo)
{
	u32 qop = fQOP;

	return protect(phContext, pMessage, SSP_MSG_SIGN, MessageSeqNo, &qop);
}

SECURITY_STATUS SEC_ENTRY VerifySignature(PCtxtHandle phContext,
					  PSecBufferDesc pMessage,
					  ULONG MessageSeqNo, ULONG *pfQOP)
{
	u32 qop = 0;
	ssp_status st;

	st = protect(phContext, pMessage, SSP_MSG_VERIFY, MessageSeqNo, &qop);
	if (st >= 0 && pfQOP)
		*pfQOP = qop;
	return st;
}

SECURITY_STATUS SEC_ENTRY EncryptMessage(PCtxtHandle phContext, ULONG fQOP,
					 PSecBufferDesc pMessage,
					 ULONG MessageSeqNo)
{
	u32 qop = fQOP;

	return protect(phContext, pMessage, SSP_MSG_SEAL, MessageSeqNo, &qop);
}

SECURITY_STATUS SEC_ENTRY DecryptMessage(PCtxtHandle phContext,
					 PSecBufferDesc pMessage,
					 ULONG MessageSeqNo, ULONG *pfQOP)
{
	u32 qop = 0;
	ssp_status st;

	st = protect(phContext, pMessage, SSP_MSG_UNSEAL, MessageSeqNo, &qop);
	if (st >= 0 && pfQOP)
		*pfQOP = qop;
	return st;
}
