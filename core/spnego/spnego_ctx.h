/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A negotiation of either side: its credential, its context, and what the
 * files of this folder do for each other.
 */
#ifndef SSP_CORE_SPNEGO_CTX_H
#define SSP_CORE_SPNEGO_CTX_H

#include "core/mech.h"
#include "core/spnego/spnego_msg.h"

/* Most mechanisms one credential negotiates. */
#define SSP_SPNEGO_CHILDREN 8

/**
 * struct ssp_spnego_cred - one credential for each mechanism that has one
 * @direct: an initiator's child speaks for itself, without a negotiation
 * @n: children
 * @child: in order of preference
 * @child.mech: the mechanism
 * @child.cred: its credential
 */
struct ssp_spnego_cred {
	bool direct;
	size_t n;
	struct ssp_spnego_child {
		const struct ssp_mech *mech;
		void *cred;
	} child[SSP_SPNEGO_CHILDREN];
};

enum ssp_spnego_phase {
	SSP_SPNEGO_START, /* nothing sent */
	SSP_SPNEGO_OFFERED, /* our list sent, no word from the peer */
	SSP_SPNEGO_UNDERWAY, /* mechanism agreed, its hand-shake goes on */
	SSP_SPNEGO_CLOSING, /* hand-shake done, the peer's last word is due */
	SSP_SPNEGO_OPEN, /* established */
	SSP_SPNEGO_FAILED /* for good */
};

/**
 * struct ssp_spnego_ctx - one negotiation
 * @params: as the child gets them, but for its credential
 * @cred: the children's credentials
 * @phase: where the negotiation stands
 * @direct: there is none: tokens are the child's own
 * @offered: bit per child: an initiator's, in the list that was sent; an
 *	acceptor's, not passed over yet
 * @chosen: which child @child belongs to
 * @child: its context, or NULL
 * @child_done: the child's hand-shake is complete
 * @reselected: the mechanism agreed on is not the initiator's first choice
 * @mic_needed: without the peer's mechListMIC there is no success
 * @mic_sent: ours was sent
 * @mic_received: the peer's came and was right
 * @list: the initiator's MechTypeList exactly as it was sent: what the MICs
 *	cover
 */
struct ssp_spnego_ctx {
	struct ssp_ctx_params params;
	const struct ssp_spnego_cred *cred;
	enum ssp_spnego_phase phase;
	bool direct;
	u32 offered;
	size_t chosen;
	void *child;
	bool child_done;
	bool reselected;
	bool mic_needed;
	bool mic_sent;
	bool mic_received;
	struct ssp_wr list;
};

/** ssp_spnego_current() - the mechanism of @ctx->child */
static inline const struct ssp_mech *
ssp_spnego_current(const struct ssp_spnego_ctx *ctx)
{
	return ctx->cred->child[ctx->chosen].mech;
}

/** ssp_spnego_has_oid() - is @oid one of @mech's? */
bool ssp_spnego_has_oid(const struct ssp_mech *mech, struct ssp_span oid);

/** ssp_spnego_offered() - is @child's bit set in @ctx->offered? */
bool ssp_spnego_offered(const struct ssp_spnego_ctx *ctx, size_t child);

/** ssp_spnego_offer_all() - set it for every child */
void ssp_spnego_offer_all(struct ssp_spnego_ctx *ctx);

/** ssp_spnego_list_write() - the MechTypeList of all that are offered */
void ssp_spnego_list_write(const struct ssp_spnego_ctx *ctx, struct ssp_wr *w);

/**
 * ssp_spnego_child_find() - start the first child that can
 * @ctx: an initiator's; its @offered says which to try; those that cannot are
 *	taken out
 * @s: the caller's step
 * @token: empty; receives the child's first token
 *
 * A child is passed over for lack of credentials, of a KDC or the like, or of
 * knowledge of the target, or because it knows no anonymous clients; where the
 * environment forbids to fall back, none is, and nothing but the first is
 * offered.  May sleep for the network.
 *
 * Return: the child's SEC_E_OK or SEC_I_CONTINUE_NEEDED; any other child's
 * failure at once; or, when all were passed over, the first one's.
 */
ssp_status ssp_spnego_child_find(struct ssp_spnego_ctx *ctx,
				 const struct ssp_step *s,
				 struct ssp_wr *token);

/**
 * ssp_spnego_child_new() - make a child's context
 * @ctx: has no child context
 * @child: which
 *
 * Return: the child's status.
 */
ssp_status ssp_spnego_child_new(struct ssp_spnego_ctx *ctx, size_t child);

/**
 * ssp_spnego_child_start() - ssp_spnego_child_new() and an initiator's first
 *	step
 * @ctx: has no child context
 * @s: the caller's step
 * @child: which
 * @token: empty; receives its first token
 *
 * Return: the child's status; the context is there even after a failed step.
 */
ssp_status ssp_spnego_child_start(struct ssp_spnego_ctx *ctx,
				  const struct ssp_step *s, size_t child,
				  struct ssp_wr *token);

/**
 * ssp_spnego_child_step() - hand a token to the child
 * @ctx: has a child context
 * @step: the child's; its @out, empty, receives the answer
 *
 * Return: the child's status.
 */
ssp_status ssp_spnego_child_step(struct ssp_spnego_ctx *ctx,
				 struct ssp_step *step);

/** ssp_spnego_child_drop() - release the child's context; NULL is fine */
void ssp_spnego_child_drop(struct ssp_spnego_ctx *ctx);

/**
 * ssp_spnego_init_step() - ssp_spnego_mech's step, of an initiator
 * @ctx: not over
 * @s: the caller's step
 */
ssp_status ssp_spnego_init_step(struct ssp_spnego_ctx *ctx, struct ssp_step *s);

/** ssp_spnego_accept_step() - of an acceptor */
ssp_status ssp_spnego_accept_step(struct ssp_spnego_ctx *ctx,
				  struct ssp_step *s);

/**
 * ssp_spnego_direct_step() - of either side, when the child speaks for itself
 * @ctx: has a child context
 * @s: the caller's step, which becomes the child's
 */
ssp_status ssp_spnego_direct_step(struct ssp_spnego_ctx *ctx,
				  struct ssp_step *s);

/** ssp_spnego_mic_possible() - can the child sign at all (RFC 4178 5)? */
bool ssp_spnego_mic_possible(const struct ssp_spnego_ctx *ctx);

/**
 * ssp_spnego_mic_check() - see to the peer's mechListMIC, or its absence
 * @ctx: its child's hand-shake is complete
 * @mic: from the message; empty when absent
 * @sending: the child has one more token for the peer
 *
 * Return: SEC_E_OK, SEC_E_INVALID_TOKEN for a MIC that is missing or that
 * cannot be, SEC_E_DOWNGRADE_DETECTED to an initiator for a mechanism that was
 * not its first choice and withholds the integrity that was asked of it,
 * SEC_E_INSUFFICIENT_MEMORY, or what the child says of a wrong one.
 */
ssp_status ssp_spnego_mic_check(struct ssp_spnego_ctx *ctx, struct ssp_span mic,
				bool sending);

/**
 * ssp_spnego_mic_make() - our mechListMIC
 * @ctx: its child's hand-shake is complete
 * @mic: empty; receives it
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the child's failure.
 */
ssp_status ssp_spnego_mic_make(struct ssp_spnego_ctx *ctx, struct ssp_wr *mic);

#endif /* SSP_CORE_SPNEGO_CTX_H */
