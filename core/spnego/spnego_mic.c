// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * mechListMIC, the initiator's view: when it is owed, making ours, checking
 * the acceptor's (RFC 4178 5).
 *
 * The chosen mechanism signs and verifies the MechTypeList as an ordinary
 * message, so that its sequence numbers count it.
 */
#include "core/spnego/spnego_init.h"

#include "platform/memory.h"

static void describe(const struct ssp_spnego_ctx *ctx,
		     struct ssp_ctx_info *info)
{
	memset(info, 0, sizeof(*info));
	ssp_spnego_current(ctx)->describe(ctx->child, info);
}

/* A mechanism without integrity has no MIC to exchange (RFC 4178 5). */
static bool possible(const struct ssp_spnego_ctx *ctx)
{
	struct ssp_ctx_info info;

	describe(ctx, &info);
	return info.flags & ISC_RET_INTEGRITY;
}

static void list_message(const struct ssp_spnego_ctx *ctx, u8 *mic, size_t n,
			 struct ssp_msg *m)
{
	memset(m, 0, sizeof(*m));
	m->token.p = mic;
	m->token.n = (u32)n;
	m->seg[0].p = ctx->list.p;
	m->seg[0].n = (u32)ctx->list.n;
	m->nseg = 1;
	m->total = ctx->list.n;
}

/* Of a copy: mechanisms work in place, and the acceptor's token is not ours. */
static ssp_status verify(struct ssp_spnego_ctx *ctx, struct ssp_span mic)
{
	struct ssp_msg m;
	ssp_status st;
	u8 *copy;

	copy = ssp_pool_dup(mic.p, mic.n);
	if (!copy)
		return SEC_E_INSUFFICIENT_MEMORY;
	list_message(ctx, copy, mic.n, &m);
	st = ssp_spnego_current(ctx)->verify(ctx->child, &m);
	ssp_pool_free(copy, mic.n);
	return st;
}

/*
 * Required when the acceptor chose another mechanism than our first, or asked
 * for it (RFC 4178 5).  Whoever sends the mechanism's last token sends the MIC
 * with it, so once nothing of ours is due it has to be here (5 b IV, 5 c IV).
 * A second one, or one that nobody can check, is no part of the protocol.
 */
ssp_status ssp_spnego_mic_check(struct ssp_spnego_ctx *ctx, struct ssp_span mic,
				bool sending)
{
	ssp_status st;

	if (!mic.n) {
		if (ctx->mic_needed && !ctx->mic_received && !sending &&
		    possible(ctx))
			return SEC_E_INVALID_TOKEN;
		return SEC_E_OK;
	}
	if (ctx->mic_received || !possible(ctx))
		return SEC_E_INVALID_TOKEN;
	st = verify(ctx, mic);
	if (st >= 0)
		ctx->mic_received = true;
	return st;
}

/*
 * In answer to the acceptor's (RFC 4178 5 b I, 5 c IV), and whenever the
 * mechanism is done but the acceptor is not:
 * - because it waits for the mechanism's last token, which is ours; the RFC
 *   lets the MIC be left out there if the first choice was accepted (5 c), but
 *   Windows and Samba insist on it;
 * - or because it waits all the same, and nothing else could be meant.
 *
 * The acceptor's is not insisted on where the RFC lets it be left out: MIT
 * krb5 1.21.0 to 1.21.3, 1.22.0 and 1.22.1 do not see ours, and answer none.
 */
bool ssp_spnego_mic_owed(const struct ssp_spnego_ctx *ctx, bool completed)
{
	if (ctx->mic_sent)
		return false;
	return (ctx->mic_received || !completed) && possible(ctx);
}

ssp_status ssp_spnego_mic_make(struct ssp_spnego_ctx *ctx, struct ssp_wr *mic)
{
	struct ssp_ctx_info info;
	struct ssp_msg m;
	ssp_status st;
	u8 *room;

	describe(ctx, &info);
	room = ssp_wr_room(mic, info.max_signature);
	if (!room)
		return mic->st;
	list_message(ctx, room, info.max_signature, &m);
	st = ssp_spnego_current(ctx)->sign(ctx->child, &m);
	if (st < 0)
		return st;
	if (!m.token_used || m.token_used > mic->n)
		return SEC_E_INTERNAL_ERROR;
	mic->n = m.token_used;
	return SEC_E_OK;
}
