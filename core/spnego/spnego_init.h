/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The initiator's side of a negotiation: its credential, its context, and what
 * the files of this folder do for each other.
 */
#ifndef SSP_CORE_SPNEGO_INIT_H
#define SSP_CORE_SPNEGO_INIT_H

#include "core/mech.h"
#include "core/spnego/spnego_msg.h"

/* Most mechanisms one credential negotiates. */
#define SSP_SPNEGO_CHILDREN 8

/**
 * struct ssp_spnego_cred - one credential for each mechanism that has one
 * @n: children
 * @child: in order of preference
 * @child.mech: the mechanism
 * @child.cred: its credential
 */
struct ssp_spnego_cred {
	size_t n;
	struct ssp_spnego_child {
		const struct ssp_mech *mech;
		void *cred;
	} child[SSP_SPNEGO_CHILDREN];
};

enum ssp_spnego_phase {
	SSP_SPNEGO_START, /* nothing sent */
	SSP_SPNEGO_OFFERED, /* NegTokenInit sent, no word from the acceptor */
	SSP_SPNEGO_UNDERWAY, /* mechanism agreed, its hand-shake goes on */
	SSP_SPNEGO_CLOSING, /* hand-shake done, the acceptor's last word is due */
	SSP_SPNEGO_OPEN, /* established */
	SSP_SPNEGO_FAILED /* for good */
};

/**
 * struct ssp_spnego_ctx - one negotiation
 * @cred: the children's credentials
 * @flags: ISC_REQ_* bits, handed to the child
 * @target: likewise
 * @phase: where the negotiation stands
 * @offered: bit per child: in the list that was sent
 * @chosen: which child @child belongs to
 * @child: its context, or NULL
 * @child_done: the child's hand-shake is complete
 * @mic_needed: without the acceptor's mechListMIC there is no success
 * @mic_sent: ours was sent
 * @mic_received: the acceptor's came and was right
 * @list: the MechTypeList exactly as it was sent: what the MICs cover
 */
struct ssp_spnego_ctx {
	const struct ssp_spnego_cred *cred;
	u32 flags;
	const struct ssp_utf16 *target;
	enum ssp_spnego_phase phase;
	u32 offered;
	size_t chosen;
	void *child;
	bool child_done;
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

/** ssp_spnego_offered() - is that child in the list, or to be? */
bool ssp_spnego_offered(const struct ssp_spnego_ctx *ctx, size_t child);

/**
 * ssp_spnego_child_find() - start the first child that can
 * @ctx: its @offered says which to try; those that cannot are taken out
 * @s: the caller's step
 * @token: empty; receives the child's first token
 *
 * A child is passed over for lack of credentials, of a KDC or the like, or of
 * knowledge of the target.  May sleep for the network.
 *
 * Return: the child's SEC_E_OK or SEC_I_CONTINUE_NEEDED; any other child's
 * failure at once; or, when all were passed over, the first one's.
 */
ssp_status ssp_spnego_child_find(struct ssp_spnego_ctx *ctx,
				 const struct ssp_step *s,
				 struct ssp_wr *token);

/**
 * ssp_spnego_child_start() - make a child's context and take its first step
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
 * @s: the caller's step
 * @token: from the acceptor
 * @reply: empty; receives the child's answer
 *
 * Return: the child's status.
 */
ssp_status ssp_spnego_child_step(struct ssp_spnego_ctx *ctx,
				 const struct ssp_step *s,
				 struct ssp_span token, struct ssp_wr *reply);

/** ssp_spnego_child_drop() - release the child's context; NULL is fine */
void ssp_spnego_child_drop(struct ssp_spnego_ctx *ctx);

/** ssp_spnego_step() - ssp_spnego_mech's step */
ssp_status ssp_spnego_step(void *ctx, struct ssp_step *s);

/**
 * ssp_spnego_mic_check() - see to the acceptor's mechListMIC, or its absence
 * @ctx: its child's hand-shake is complete
 * @mic: from the message; empty when absent
 * @sending: the child has one more token for the acceptor
 *
 * Return: SEC_E_OK, SEC_E_INVALID_TOKEN for a MIC that is missing or that
 * cannot be, SEC_E_INSUFFICIENT_MEMORY, or what the child says of a wrong one.
 */
ssp_status ssp_spnego_mic_check(struct ssp_spnego_ctx *ctx, struct ssp_span mic,
				bool sending);

/**
 * ssp_spnego_mic_owed() - must the next message carry our mechListMIC?
 * @ctx: after ssp_spnego_mic_check()
 * @completed: the acceptor considers itself done
 */
bool ssp_spnego_mic_owed(const struct ssp_spnego_ctx *ctx, bool completed);

/**
 * ssp_spnego_mic_make() - our mechListMIC
 * @ctx: its child's hand-shake is complete
 * @mic: empty; receives it
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the child's failure.
 */
ssp_status ssp_spnego_mic_make(struct ssp_spnego_ctx *ctx, struct ssp_wr *mic);

#endif /* SSP_CORE_SPNEGO_INIT_H */
