// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * mechListMIC: making ours, checking the peer's, and what its absence means
 * (RFC 4178 5).  When ours is owed is each side's own matter.
 *
 * The chosen mechanism signs and verifies the MechTypeList as an ordinary
 * message, so that its sequence numbers count it.
 */
#include "core/spnego/spnego_ctx.h"

#include "platform/memory.h"

static void describe(const struct ssp_spnego_ctx *ctx,
		     struct ssp_ctx_info *info)
{
	memset(info, 0, sizeof(*info));
	ssp_spnego_current(ctx)->describe(ctx->child, info);
}

bool ssp_spnego_mic_possible(const struct ssp_spnego_ctx *ctx)
{
	struct ssp_ctx_info info;

	describe(ctx, &info);
	return info.flags & ISC_RET_INTEGRITY;
}

/*
 * NTLM under a MIC of its own: Windows and Samba insist on those of the list as
 * well, whichever choice it was (MS-SPNG 3.1.5.1, 3.2.5.1).
 */
static bool child_wants_mic(const struct ssp_spnego_ctx *ctx)
{
	struct ssp_ctx_info info;

	describe(ctx, &info);
	return info.wants_mic;
}

/* Both MICs are through: the hand-shake proper is over. */
static void note_exchange(const struct ssp_spnego_ctx *ctx)
{
	const struct ssp_mech *mech = ssp_spnego_current(ctx);

	if (ctx->mic_sent && ctx->mic_received && mech->mic_done)
		mech->mic_done(ctx->child);
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

/* Of a copy: mechanisms work in place, and the peer's token is not ours. */
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
 * A mechanism without integrity has no MIC to exchange (RFC 4178 5), and an
 * initiator is shown nothing that would prove that it was not somebody between
 * who chose it: only good enough for one that wants no integrity.
 */
static ssp_status impossible(const struct ssp_spnego_ctx *ctx)
{
	const u32 unwanted = ISC_REQ_NO_INTEGRITY | ISC_REQ_NULL_SESSION;

	if (ctx->reselected && !ctx->params.accept &&
	    !(ctx->params.flags & unwanted))
		return SEC_E_DOWNGRADE_DETECTED;
	return SEC_E_OK;
}

/*
 * Whoever sends the mechanism's last token sends the MIC with it, so once
 * nothing of ours is due it has to be here (RFC 4178 5 b IV, 5 c V).  A second
 * one, or one that nobody can check, is no part of the protocol.
 */
ssp_status ssp_spnego_mic_check(struct ssp_spnego_ctx *ctx, struct ssp_span mic,
				bool sending)
{
	bool possible = ssp_spnego_mic_possible(ctx);
	ssp_status st;

	if (possible && child_wants_mic(ctx))
		ctx->mic_needed = true;
	if (!mic.n) {
		if (!possible)
			return impossible(ctx);
		return ctx->mic_needed && !ctx->mic_received && !sending ?
			       SEC_E_INVALID_TOKEN :
			       SEC_E_OK;
	}
	if (ctx->mic_received || !possible)
		return SEC_E_INVALID_TOKEN;
	st = verify(ctx, mic);
	if (st < 0)
		return st;
	ctx->mic_received = true;
	note_exchange(ctx);
	return SEC_E_OK;
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
	ctx->mic_sent = true;
	note_exchange(ctx);
	return SEC_E_OK;
}
