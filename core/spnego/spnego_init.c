// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The initiator's steps (RFC 4178 3.2 and 5, MS-SPNG 3.2).
 *
 * A table says what may come when; what is not in it ends the negotiation.
 * The chosen mechanism's tokens pass through untouched, and its failures are
 * reported as they are.
 *
 * Which mechanism can start at all is found out in spnego_child.c, when a
 * mechListMIC is due in spnego_mic.c.
 */
#include "core/spnego/spnego_ctx.h"

#include "core/der.h"
#include "core/spnego/spnego.h"

/* Nothing came, beside what spnego_msg.h knows. */
#define SILENCE SSP_SPNEGO_KINDS

static const struct ssp_span nothing = { NULL, 0 };

/* NegTokenInit: the list, and the token of its first mechanism. */
static ssp_status offer(struct ssp_spnego_ctx *ctx, struct ssp_step *s)
{
	struct ssp_spnego_msg init = { .kind = SSP_SPNEGO_INIT };
	struct ssp_wr token;
	ssp_status st;

	ssp_wr_init(&token);
	st = ssp_spnego_child_find(ctx, s, &token);
	if (st < 0)
		goto out;
	/* On the wire and under the MICs as the same bytes. */
	ssp_spnego_list_write(ctx, &ctx->list);
	st = ctx->list.st;
	if (st < 0)
		goto out;
	init.list = ssp_wr_span(&ctx->list);
	init.token = ssp_wr_span(&token);
	ssp_spnego_write(s->out, &init);
	ctx->phase = SSP_SPNEGO_OFFERED;
	st = SEC_I_CONTINUE_NEEDED;
out:
	ssp_wr_free(&token);
	return st;
}

/*
 * Also when the acceptor spoke first (MS-SPNG 3.2.5.2): its NegTokenInit2 is
 * read, but nobody vouches for it.  Whoever could strip a mechanism from it
 * would choose ours for us, so like Windows we offer what we have.
 */
static ssp_status begin(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			const struct ssp_spnego_msg *msg)
{
	(void)msg;
	ssp_spnego_offer_all(ctx);
	return offer(ctx, s);
}

/* NegTokenResp, all but the first of our messages. */
static ssp_status answer(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			 struct ssp_span token, bool with_mic, bool last)
{
	struct ssp_spnego_msg resp = { .token = token };
	ssp_status st = SEC_E_OK;
	struct ssp_wr mic;

	ssp_wr_init(&mic);
	if (with_mic)
		st = ssp_spnego_mic_make(ctx, &mic);
	if (st < 0)
		goto out;
	resp.kind = last ? SSP_SPNEGO_COMPLETED : SSP_SPNEGO_INCOMPLETE;
	resp.mic = ssp_wr_span(&mic);
	ssp_spnego_write(s->out, &resp);
out:
	ssp_wr_free(&mic);
	return st;
}

/*
 * Leniency: Azure's and Apple's acceptors say accept-incomplete as their last
 * word (Samba bug 11994).  Believed only where nothing hangs on it: our first
 * choice was taken without a MIC, and the caller wants no messages protected.
 */
static bool good_enough(const struct ssp_spnego_ctx *ctx)
{
	const u32 protection = ISC_REQ_INTEGRITY | ISC_REQ_CONFIDENTIALITY |
			       ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT;

	return !ctx->mic_needed && !(ctx->params.flags & protection);
}

/*
 * Our MIC is owed
 * - in answer to the acceptor's (RFC 4178 5 b I, 5 c IV);
 * - with the mechanism's last token, if that is ours and MICs are needed; where
 *   they are not, an acceptor that does not look at one counts its messages
 *   from another number than we, and nobody sends one;
 * - and when the acceptor waits although it has had the last token: nothing else
 *   could be meant.
 */
static bool mic_owed(const struct ssp_spnego_ctx *ctx, bool completed,
		     bool sending)
{
	if (ctx->mic_sent || !ssp_spnego_mic_possible(ctx))
		return false;
	if (ctx->mic_received)
		return true;
	if (sending)
		return ctx->mic_needed;
	return !completed && ctx->phase != SSP_SPNEGO_CLOSING;
}

/* The mechanism is done: MICs, and whose turn it is. */
static ssp_status conclude(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			   const struct ssp_spnego_msg *msg,
			   struct ssp_span token)
{
	bool completed = msg->kind == SSP_SPNEGO_COMPLETED;
	bool sending = token.n > 0;
	bool owed, last;
	ssp_status st;

	/* It cannot be done without the token that we still owe. */
	if (sending && completed)
		return SEC_E_INVALID_TOKEN;
	st = ssp_spnego_mic_check(ctx, msg->mic, sending);
	if (st < 0)
		return st;
	owed = mic_owed(ctx, completed, sending);
	if (!sending && !owed) {
		if (!completed && !good_enough(ctx))
			return SEC_E_INVALID_TOKEN;
		ctx->phase = SSP_SPNEGO_OPEN;
		return SEC_E_OK;
	}
	/* Ours in answer to theirs is the last message (RFC 4178 5 b I). */
	last = !sending && ctx->mic_received;
	st = answer(ctx, s, token, owed, last);
	if (st < 0)
		return st;
	ctx->phase = last ? SSP_SPNEGO_OPEN : SSP_SPNEGO_CLOSING;
	return last ? SEC_E_OK : SEC_I_CONTINUE_NEEDED;
}

/* What the child said goes to the acceptor. */
static ssp_status go_on(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			const struct ssp_spnego_msg *msg, struct ssp_span token)
{
	ssp_status st;

	if (ctx->child_done)
		return conclude(ctx, s, msg, token);
	/* Neither is possible while the mechanism is not done. */
	if (msg->mic.n || msg->kind == SSP_SPNEGO_COMPLETED)
		return SEC_E_INVALID_TOKEN;
	st = answer(ctx, s, token, false, false);
	if (st < 0)
		return st;
	ctx->phase = SSP_SPNEGO_UNDERWAY;
	return SEC_I_CONTINUE_NEEDED;
}

/*
 * The acceptor wants another mechanism of our list.  The optimistic context is
 * no use any more, nor is any responseToken, for that mechanism has said
 * nothing yet.  Windows 2003 and others say accept-incomplete where they
 * should say request-mic; the MIC is required either way.
 */
static ssp_status reselect(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			   const struct ssp_spnego_msg *msg, size_t child)
{
	struct ssp_wr token;
	ssp_status st;

	if (msg->kind == SSP_SPNEGO_COMPLETED || msg->mic.n)
		return SEC_E_INVALID_TOKEN;
	ssp_spnego_child_drop(ctx);
	ctx->reselected = true;
	ctx->mic_needed = true;
	ssp_wr_init(&token);
	st = ssp_spnego_child_start(ctx, s, child, &token);
	if (st >= 0)
		st = go_on(ctx, s, msg, ssp_wr_span(&token));
	ssp_wr_free(&token);
	return st;
}

/*
 * The acceptor calls itself done before its mechanism has proven anything:
 * exactly what mutual authentication is there to notice (P29).
 */
static bool proof_withheld(const struct ssp_spnego_ctx *ctx,
			   const struct ssp_spnego_msg *msg)
{
	return msg->kind == SSP_SPNEGO_COMPLETED && !msg->token.n &&
	       !ctx->child_done && (ctx->params.flags & ISC_REQ_MUTUAL_AUTH);
}

/*
 * The agreed mechanism's turn.  Zero octets for a mechanism that is done are
 * no token: old IIS.
 */
static ssp_status proceed(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			  const struct ssp_spnego_msg *msg)
{
	struct ssp_wr token;
	struct ssp_step step = {
		.token = msg->token,
		.bindings = s->bindings,
		.out = &token,
	};
	ssp_status st;

	if (proof_withheld(ctx, msg))
		return SEC_E_MUTUAL_AUTH_FAILED;
	if (ctx->child_done != !msg->token.n)
		return SEC_E_INVALID_TOKEN;
	if (ctx->child_done)
		return conclude(ctx, s, msg, nothing);
	ssp_wr_init(&token);
	st = ssp_spnego_child_step(ctx, &step);
	if (st >= 0)
		st = go_on(ctx, s, msg, ssp_wr_span(&token));
	ssp_wr_free(&token);
	return st;
}

/* Java's acceptors do not say which mechanism they mean: the first. */
static bool means_current(const struct ssp_spnego_ctx *ctx,
			  const struct ssp_spnego_msg *msg)
{
	return !msg->mech.n ||
	       ssp_spnego_has_oid(ssp_spnego_current(ctx), msg->mech);
}

static ssp_status first_reply(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			      const struct ssp_spnego_msg *msg)
{
	size_t i;

	if (msg->kind == SSP_SPNEGO_REQUEST_MIC)
		ctx->mic_needed = true;
	if (means_current(ctx, msg))
		return proceed(ctx, s, msg);
	for (i = 0; i < ctx->cred->n; i++) {
		if (ssp_spnego_offered(ctx, i) &&
		    ssp_spnego_has_oid(ctx->cred->child[i].mech, msg->mech))
			return reselect(ctx, s, msg, i);
	}
	return SEC_E_INVALID_TOKEN;
}

/* Samba names the mechanism every time; it must stay the same. */
static ssp_status later_reply(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			      const struct ssp_spnego_msg *msg)
{
	if (!means_current(ctx, msg))
		return SEC_E_INVALID_TOKEN;
	return proceed(ctx, s, msg);
}

/* The mechanism may know from a token with it why. */
static ssp_status rejected(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			   const struct ssp_spnego_msg *msg)
{
	struct ssp_wr unsent;
	struct ssp_step step = {
		.token = msg->token,
		.bindings = s->bindings,
		.out = &unsent,
	};
	ssp_status st = SEC_E_OK;

	if (msg->token.n && means_current(ctx, msg)) {
		ssp_wr_init(&unsent);
		st = ssp_spnego_child_step(ctx, &step);
		ssp_wr_free(&unsent);
	}
	return st < 0 ? st : SEC_E_LOGON_DENIED;
}

typedef ssp_status (*action)(struct ssp_spnego_ctx *ctx, struct ssp_step *s,
			     const struct ssp_spnego_msg *msg);

/* request-mic is for the first reply only (RFC 4178 4.2.2). */
static const action actions[SSP_SPNEGO_OPEN][SSP_SPNEGO_KINDS + 1] = {
	[SSP_SPNEGO_START] = {
		[SILENCE] = begin,
		[SSP_SPNEGO_INIT] = begin,
	},
	[SSP_SPNEGO_OFFERED] = {
		[SSP_SPNEGO_COMPLETED] = first_reply,
		[SSP_SPNEGO_INCOMPLETE] = first_reply,
		[SSP_SPNEGO_UNSTATED] = first_reply,
		[SSP_SPNEGO_REQUEST_MIC] = first_reply,
		[SSP_SPNEGO_REJECT] = rejected,
	},
	[SSP_SPNEGO_UNDERWAY] = {
		[SSP_SPNEGO_COMPLETED] = later_reply,
		[SSP_SPNEGO_INCOMPLETE] = later_reply,
		[SSP_SPNEGO_UNSTATED] = later_reply,
		[SSP_SPNEGO_REJECT] = rejected,
	},
	[SSP_SPNEGO_CLOSING] = {
		[SSP_SPNEGO_COMPLETED] = later_reply,
		[SSP_SPNEGO_INCOMPLETE] = later_reply,
		[SSP_SPNEGO_UNSTATED] = later_reply,
		[SSP_SPNEGO_REJECT] = rejected,
	},
};

static ssp_status take(struct ssp_spnego_ctx *ctx, struct ssp_step *s)
{
	struct ssp_spnego_msg msg;
	unsigned int kind = SILENCE;
	action act;
	ssp_status st;

	memset(&msg, 0, sizeof(msg));
	if (s->token.n) {
		st = ssp_spnego_read(s->token, &msg);
		if (st < 0)
			return st;
		kind = msg.kind;
	}
	/* Windows 2000 repeats the token where a MIC belongs. */
	if (ssp_span_eq(msg.mic, msg.token))
		msg.mic = nothing;
	act = actions[ctx->phase][kind];
	if (!act)
		return SEC_E_INVALID_TOKEN;
	st = act(ctx, s, &msg);
	if (st >= 0 && s->out->st < 0)
		st = s->out->st;
	return st;
}

/*
 * The one package that was asked for, by its own rules.  A server that spoke
 * first is heard as ever.
 */
static ssp_status begin_direct(struct ssp_spnego_ctx *ctx, struct ssp_step *s)
{
	struct ssp_spnego_msg msg;
	ssp_status st;

	if (s->token.n) {
		st = ssp_spnego_read(s->token, &msg);
		if (st < 0 || msg.kind != SSP_SPNEGO_INIT)
			return SEC_E_INVALID_TOKEN;
		s->token = nothing;
	}
	st = ssp_spnego_child_new(ctx, 0);
	return st < 0 ? st : ssp_spnego_direct_step(ctx, s);
}

ssp_status ssp_spnego_init_step(struct ssp_spnego_ctx *ctx, struct ssp_step *s)
{
	if (!ctx->direct)
		return take(ctx, s);
	return ctx->phase == SSP_SPNEGO_START ? begin_direct(ctx, s) :
						ssp_spnego_direct_step(ctx, s);
}
