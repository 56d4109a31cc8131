/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Contexts: a mechanism's context state behind a handle, its locks and its
 * life.
 */
#ifndef SSP_CORE_CTX_H
#define SSP_CORE_CTX_H

#include "core/bindings.h"
#include "core/cred.h"
#include "core/handle.h"
#include "core/mech.h"

enum ssp_ctx_phase {
	SSP_CTX_NEW, /* hand-shake under way */
	SSP_CTX_OPEN, /* established: messages may flow */
	SSP_CTX_DEAD, /* a leg failed: only deletion and queries */
};

/**
 * struct ssp_ctx - what a CtxtHandle stands for
 * @step_lock: one leg at a time (P06), and queries until the first is done
 * @send_lock: over sign and seal, and queries of an open context
 * @recv_lock: over verify and unseal
 * @mech: its package
 * @state: the mechanism's, once there is one
 * @next: the mechanism's, of a re-authentication under way (P40)
 * @cred: keeps the credential
 * @accept: it is an acceptor's
 * @target: the name an initiator gave on the first leg
 * @flags: ISC_REQ_* bits of the first leg
 * @policy: an acceptor's SSP_ACCEPT_* bits of the first leg
 * @phase: enum ssp_ctx_phase
 * @expiry: UTC; set when established
 * @have_bindings: some leg brought channel bindings
 * @bindings: their hash, the latest
 * @unsent: a reply that did not fit the caller's buffer, and
 * @unsent_st: what its leg answered; see ssp_ctx_step()
 * @have_unsent: there is one
 */
struct ssp_ctx {
	struct ssp_mutex step_lock;
	struct ssp_mutex send_lock;
	struct ssp_mutex recv_lock;
	const struct ssp_mech *mech;
	void *state;
	void *next;
	struct ssp_ref cred;
	bool accept;
	struct ssp_utf16 target;
	u32 flags;
	u32 policy;
	struct ssp_atomic phase;
	u64 expiry;
	bool have_bindings;
	u8 bindings[SSP_BINDINGS_SIZE];
	struct ssp_wr unsent;
	ssp_status unsent_st;
	bool have_unsent;
};

extern struct ssp_handle_table ssp_ctxs;

/**
 * struct ssp_leg - one hand-shake call, checked and unpacked
 * @token: the peer's token
 * @have_bindings: there is a SECBUFFER_CHANNEL_BINDINGS
 * @bindings: its hash
 * @params: SECBUFFER_PKG_PARAMS, or empty
 * @out: the caller's TOKEN buffer, or NULL
 * @result: the caller's CHANNEL_BINDINGS_RESULT buffer, or NULL
 * @allocate: ALLOCATE_MEMORY
 */
struct ssp_leg {
	struct ssp_span token;
	bool have_bindings;
	u8 bindings[SSP_BINDINGS_SIZE];
	struct ssp_span params;
	PSecBuffer out;
	PSecBuffer result;
	bool allocate;
};

/**
 * ssp_ctx_new() - an initiator's context before its first leg
 * @cred: reference; moves into the context on success
 * @target: text; moves into the context on success
 * @flags: ISC_REQ_* bits
 * @out: receives the context, for ssp_ctx_release() or a handle
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or what the mechanism says of
 * the flags.
 */
ssp_status ssp_ctx_new(struct ssp_ref *cred, struct ssp_utf16 *target,
		       u32 flags, struct ssp_ctx **out);

/**
 * ssp_ctx_new_acceptor() - an acceptor's
 * @cred: as ssp_ctx_new()
 * @flags: ISC_REQ_* bits
 * @policy: SSP_ACCEPT_* bits
 * @out: as ssp_ctx_new()
 *
 * Return: as ssp_ctx_new().
 */
ssp_status ssp_ctx_new_acceptor(struct ssp_ref *cred, u32 flags, u32 policy,
				struct ssp_ctx **out);

/** ssp_ctx_release() - wipe and free; the last reference is gone */
void ssp_ctx_release(void *ctx);

/**
 * ssp_ctx_step() - one leg, delivery included
 * @ctx: context; the caller holds a reference, no lock
 * @leg: the call
 * @info: receives what the context is now, when the leg succeeded
 *
 * A reply that cannot be delivered is kept, nothing is lost: the leg answers
 * SEC_E_BUFFER_TOO_SMALL or SEC_E_INSUFFICIENT_MEMORY, the caller's buffer is
 * untouched, and the next call delivers it without looking at its input.  If
 * there is none, the mechanism hears of it when the context goes (struct
 * ssp_mech, @undelivered).
 *
 * A leg that fails for any other reason ends the context, or, when it asked an
 * established context to authenticate anew (P40), only that attempt.  Nothing
 * of it is delivered: cbBuffer is 0.  The one exception is an acceptor's that
 * asked for EXTENDED_ERROR on its first leg: the mechanism's error token
 * (struct ssp_step, @alert) is delivered with the failure.  One that does not
 * fit is dropped, it is not worth another call.
 *
 * What the mechanism found about the client's channel bindings is told by
 * every leg that got as far as a mechanism, failed or not.
 *
 * An acceptor does not authenticate anew: an established one answers
 * SEC_E_OUT_OF_SEQUENCE, and is as good as it was.
 *
 * Return: SEC_E_OK, SEC_I_CONTINUE_NEEDED, SEC_E_OUT_OF_SEQUENCE on a context
 * that takes no more (nothing is touched), or the failure.
 */
ssp_status ssp_ctx_step(struct ssp_ctx *ctx, const struct ssp_leg *leg,
			struct ssp_ctx_info *info);

/**
 * ssp_ctx_hold() - keep a context's state as it is
 * @ctx: context; the caller holds a reference
 *
 * Does not wait for a re-authentication that waits for the network.
 *
 * Return: the lock that was taken, to be unlocked.
 */
struct ssp_mutex *ssp_ctx_hold(struct ssp_ctx *ctx);

/**
 * ssp_ctx_describe() - what the context is now
 * @ctx: context, held or in a leg
 * @info: receives it; borrows from the context
 */
void ssp_ctx_describe(struct ssp_ctx *ctx, struct ssp_ctx_info *info);

#endif /* SSP_CORE_CTX_H */
