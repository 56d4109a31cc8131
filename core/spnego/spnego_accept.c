// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The acceptor's steps (RFC 4178 3.2, 4.2.2 and 5, MS-SPNG 3.1).
 *
 * The initiator's order decides which mechanism it will be.  Whoever is sent
 * away is told so, with what the mechanism has to say of it.
 *
 * A table says what may come when; what is not in it ends the negotiation.  An
 * initiator's negState means nothing but for a rejection: some leave it out.
 */
#include "core/spnego/spnego_ctx.h"

#include "core/der.h"
#include "platform/memory.h"

/* Nothing came, beside what spnego_msg.h knows. */
#define SILENCE SSP_SPNEGO_KINDS

static const struct ssp_span nothing = { NULL, 0 };

/**
 * struct turn - one message, and what is said to it
 * @ctx: the negotiation
 * @s: the caller's step
 * @msg: what came
 * @mech: supportedMech of the answer: the first one names it, in the
 *	initiator's own words
 * @child: the child's step; its @out is the answer's responseToken
 */
struct turn {
	struct ssp_spnego_ctx *ctx;
	struct ssp_step *s;
	struct ssp_spnego_msg msg;
	struct ssp_span mech;
	struct ssp_step child;
};

/*
 * A mechanism that has nothing to accept with is not one to choose from.  Any
 * other failure is told whoever chooses it: left out, it would be a downgrade.
 */
static ssp_status leave_out(struct ssp_spnego_ctx *ctx)
{
	ssp_status st;
	size_t i;

	for (i = 0; i < ctx->cred->n; i++) {
		st = ssp_spnego_child_new(ctx, i);
		ssp_spnego_child_drop(ctx);
		if (st == SEC_E_INSUFFICIENT_MEMORY)
			return st;
		if (st == SEC_E_NO_CREDENTIALS)
			ctx->offered &= ~(1u << i);
	}
	return ctx->offered ? SEC_E_OK : SEC_E_NO_CREDENTIALS;
}

/* MS-SPNG 3.2.5.2: what there is to choose from, when asked to speak first. */
static ssp_status hint(struct turn *t)
{
	struct ssp_spnego_msg init = { .kind = SSP_SPNEGO_INIT, .hints = true };
	struct ssp_wr list;
	ssp_status st;

	st = leave_out(t->ctx);
	if (st < 0)
		return st;
	ssp_wr_init(&list);
	ssp_spnego_list_write(t->ctx, &list);
	st = list.st;
	if (st >= 0) {
		init.list = ssp_wr_span(&list);
		ssp_spnego_write(t->s->out, &init);
		t->ctx->phase = SSP_SPNEGO_OFFERED;
		st = SEC_I_CONTINUE_NEEDED;
	}
	ssp_wr_free(&list);
	return st;
}

static ssp_status answer(struct turn *t, enum ssp_spnego_kind kind,
			 bool with_mic)
{
	struct ssp_spnego_msg resp = {
		.kind = kind,
		.mech = t->mech,
		.token = ssp_wr_span(t->child.out),
	};
	ssp_status st = SEC_E_OK;
	struct ssp_wr mic;

	ssp_wr_init(&mic);
	if (with_mic)
		st = ssp_spnego_mic_make(t->ctx, &mic);
	if (st >= 0) {
		resp.mic = ssp_wr_span(&mic);
		ssp_spnego_write(t->s->out, &resp);
	}
	ssp_wr_free(&mic);
	return st;
}

static ssp_status go_on(struct turn *t, enum ssp_spnego_kind kind)
{
	ssp_status st = answer(t, kind, false);

	if (st < 0)
		return st;
	t->ctx->phase = SSP_SPNEGO_UNDERWAY;
	return SEC_I_CONTINUE_NEEDED;
}

/* The mechanism's last token is ours, and with it goes our MIC (5 b). */
static ssp_status ask_for_mic(struct turn *t)
{
	ssp_status st = answer(t, SSP_SPNEGO_INCOMPLETE, true);

	if (st < 0)
		return st;
	t->ctx->phase = SSP_SPNEGO_CLOSING;
	return SEC_I_CONTINUE_NEEDED;
}

/*
 * The initiator's MIC in answer to ours ends it, and nothing is due (5 b I),
 * unless the initiator says that it waits for something, as Samba's does by
 * not saying anything.
 */
static bool waits(const struct turn *t)
{
	return t->ctx->phase != SSP_SPNEGO_CLOSING ||
	       t->msg.kind != SSP_SPNEGO_COMPLETED;
}

/*
 * The mechanism is done.  Where the MIC may be left out (its first choice was
 * taken) an initiator that sends none gets none: Windows ends the connection
 * when one comes unasked.
 */
static ssp_status conclude(struct turn *t)
{
	struct ssp_spnego_ctx *ctx = t->ctx;
	bool sending = t->child.out->n > 0;
	ssp_status st;

	/* It cannot have made one before our last token. */
	if (sending && t->msg.mic.n)
		return SEC_E_INVALID_TOKEN;
	st = ssp_spnego_mic_check(ctx, t->msg.mic, sending);
	if (st < 0)
		return st;
	if (sending && ctx->mic_needed && ssp_spnego_mic_possible(ctx))
		return ask_for_mic(t);
	if (waits(t)) {
		st = answer(t, SSP_SPNEGO_COMPLETED,
			    ctx->mic_received && !ctx->mic_sent);
		if (st < 0)
			return st;
	}
	ctx->phase = SSP_SPNEGO_OPEN;
	return SEC_E_OK;
}

/* A token for the mechanism. */
static ssp_status feed(struct turn *t)
{
	ssp_status st;

	t->child.token = t->msg.token;
	t->child.bindings = t->s->bindings;
	st = ssp_spnego_child_step(t->ctx, &t->child);
	if (st < 0)
		return st;
	if (t->ctx->child_done)
		return conclude(t);
	/* Nobody can make one while the mechanism is not done. */
	if (t->msg.mic.n)
		return SEC_E_INVALID_TOKEN;
	return go_on(t, SSP_SPNEGO_INCOMPLETE);
}

/*
 * Agree on @child.  The initiator's token belongs to its first choice; for any
 * other there is none yet, and both sides will have to prove that they saw the
 * same list (RFC 4178 4.2.2, request-mic).
 */
static ssp_status agree(struct turn *t, size_t child, struct ssp_span oid,
			bool first)
{
	ssp_status st = ssp_spnego_child_new(t->ctx, child);

	if (st < 0)
		return st;
	t->mech = oid;
	if (!first) {
		t->ctx->reselected = true;
		t->ctx->mic_needed = true;
		return go_on(t, SSP_SPNEGO_REQUEST_MIC);
	}
	if (t->msg.token.n)
		return feed(t);
	return t->msg.mic.n ? SEC_E_INVALID_TOKEN :
			      go_on(t, SSP_SPNEGO_INCOMPLETE);
}

static bool find(const struct ssp_spnego_ctx *ctx, struct ssp_span oid,
		 size_t *child)
{
	size_t i;

	for (i = 0; i < ctx->cred->n; i++) {
		if (ssp_spnego_offered(ctx, i) &&
		    ssp_spnego_has_oid(ctx->cred->child[i].mech, oid)) {
			*child = i;
			return true;
		}
	}
	return false;
}

/*
 * Down the list.  What nobody here knows is skipped, and so is a mechanism that
 * has nothing to accept with, as if it had not been there; any other failure
 * is one, for falling back from it would be a downgrade.
 */
static ssp_status choose(struct turn *t)
{
	struct ssp_spnego_ctx *ctx = t->ctx;
	ssp_status st = SEC_E_INVALID_TOKEN;
	struct ssp_rd all, list;
	bool bad = false;
	bool first = true;
	size_t child;

	ssp_wr_free(&ctx->list);
	ssp_wr_bytes(&ctx->list, t->msg.list);
	if (ctx->list.st < 0)
		return ctx->list.st;
	all = ssp_rd_open(t->msg.list, &bad);
	list = ssp_der_get(&all, SSP_DER_SEQUENCE);
	for (; ssp_rd_more(&list); first = false) {
		struct ssp_rd oid = ssp_der_get(&list, SSP_DER_OID);
		struct ssp_span name = ssp_rd_rest(&oid);

		if (!find(ctx, name, &child))
			continue;
		st = agree(t, child, name, first);
		if (st != SEC_E_NO_CREDENTIALS || ctx->child_done)
			break;
		ssp_spnego_child_drop(ctx);
		ssp_wr_free(t->child.out);
		t->child.alert = false;
		ctx->offered &= ~(1u << child);
	}
	return st;
}

/* supportedMech is the acceptor's to say (RFC 4178 4.2.2). */
static ssp_status proceed(struct turn *t)
{
	if (t->msg.mech.n)
		return SEC_E_INVALID_TOKEN;
	if (!t->ctx->child_done)
		return t->msg.token.n ? feed(t) : SEC_E_INVALID_TOKEN;
	return t->msg.token.n ? SEC_E_INVALID_TOKEN : conclude(t);
}

static ssp_status rejected(struct turn *t)
{
	(void)t;
	return SEC_E_LOGON_DENIED;
}

typedef ssp_status (*action)(struct turn *t);

static const action actions[SSP_SPNEGO_OPEN][SSP_SPNEGO_KINDS + 1] = {
	[SSP_SPNEGO_START] = {
		[SILENCE] = hint,
		[SSP_SPNEGO_INIT] = choose,
	},
	[SSP_SPNEGO_OFFERED] = {
		[SSP_SPNEGO_INIT] = choose,
	},
	[SSP_SPNEGO_UNDERWAY] = {
		[SSP_SPNEGO_COMPLETED] = proceed,
		[SSP_SPNEGO_INCOMPLETE] = proceed,
		[SSP_SPNEGO_UNSTATED] = proceed,
		[SSP_SPNEGO_REJECT] = rejected,
	},
	[SSP_SPNEGO_CLOSING] = {
		[SSP_SPNEGO_COMPLETED] = proceed,
		[SSP_SPNEGO_INCOMPLETE] = proceed,
		[SSP_SPNEGO_UNSTATED] = proceed,
		[SSP_SPNEGO_REJECT] = rejected,
	},
};

static ssp_status take(struct turn *t)
{
	unsigned int kind = SILENCE;
	action act;
	ssp_status st;

	if (t->s->token.n) {
		st = ssp_spnego_read(t->s->token, &t->msg);
		if (st < 0) {
			t->msg.kind = SSP_SPNEGO_UNSTATED;
			return st;
		}
		kind = t->msg.kind;
	}
	/* Windows 2000 repeats the token where a MIC belongs. */
	if (ssp_span_eq(t->msg.mic, t->msg.token))
		t->msg.mic = nothing;
	act = actions[t->ctx->phase][kind];
	return act ? act(t) : SEC_E_INVALID_TOKEN;
}

/*
 * The answer to what cannot be: a rejection, with the mechanism's own word when
 * it has one.  Who rejects us need not be told.
 */
static void reject(struct turn *t)
{
	struct ssp_spnego_msg resp = { .kind = SSP_SPNEGO_REJECT };

	ssp_wr_free(t->s->out);
	if (t->child.alert)
		resp.token = ssp_wr_span(t->child.out);
	ssp_spnego_write(t->s->out, &resp);
	t->s->alert = t->s->out->st >= 0;
}

static ssp_status negotiate(struct ssp_spnego_ctx *ctx, struct ssp_step *s)
{
	struct ssp_wr token;
	struct turn t = { .ctx = ctx, .s = s, .child.out = &token };
	ssp_status st;

	ssp_wr_init(&token);
	st = take(&t);
	if (st >= 0 && s->out->st < 0)
		st = s->out->st;
	if (st < 0 && t.msg.kind != SSP_SPNEGO_REJECT)
		reject(&t);
	ssp_wr_free(&token);
	return st;
}

/*
 * A first token without any negotiation around it, as clients send that have
 * but one mechanism: whoever knows it as its own goes on without us.
 */
static ssp_status begin(struct ssp_spnego_ctx *ctx, struct ssp_step *s)
{
	ssp_status st;
	size_t i;

	ssp_spnego_offer_all(ctx);
	for (i = 0; s->token.n && i < ctx->cred->n; i++) {
		const struct ssp_mech *mech = ctx->cred->child[i].mech;

		if (!mech->owns || !mech->owns(s->token))
			continue;
		ctx->direct = true;
		st = ssp_spnego_child_new(ctx, i);
		return st < 0 ? st : ssp_spnego_direct_step(ctx, s);
	}
	return negotiate(ctx, s);
}

ssp_status ssp_spnego_accept_step(struct ssp_spnego_ctx *ctx,
				  struct ssp_step *s)
{
	if (ctx->direct)
		return ssp_spnego_direct_step(ctx, s);
	return ctx->phase <= SSP_SPNEGO_OFFERED ? begin(ctx, s) :
						  negotiate(ctx, s);
}
