/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What InitializeSecurityContext and AcceptSecurityContext have in common: a
 * hand-shake call unpacked, its credential found, its leg taken, and its
 * results reported.
 */
#ifndef SSP_CORE_LEG_H
#define SSP_CORE_LEG_H

#include "core/ctx.h"

/**
 * struct ssp_call - a hand-shake call of either side, as the caller made it
 * @accept: it is AcceptSecurityContext
 * @cred: phCredential
 * @context: phContext; NULL on the first leg
 * @drep: TargetDataRep
 * @input: pInput
 * @output: pOutput
 * @allocate: ALLOCATE_MEMORY was asked for
 * @new_context: phNewContext
 * @attr: pfContextAttr
 * @expiry: ptsExpiry
 */
struct ssp_call {
	bool accept;
	const SecHandle *cred;
	const SecHandle *context;
	u32 drep;
	PSecBufferDesc input;
	PSecBufferDesc output;
	bool allocate;
	PCtxtHandle new_context;
	ULONG *attr;
	PTimeStamp expiry;
};

/**
 * ssp_leg_check() - what can be said of a call without looking at buffers
 * @call: as the caller made it
 *
 * Return: SEC_E_OK, SEC_E_INVALID_HANDLE when a handle is missing, or
 * SEC_E_INVALID_PARAMETER for an unknown data representation (P10).
 */
ssp_status ssp_leg_check(const struct ssp_call *call);

/**
 * ssp_leg_open() - check and unpack a call's buffers
 * @call: checked
 * @leg: receives what is in them
 *
 * Return: SEC_E_OK or what core/secbuf.h and core/bindings.h say.
 */
ssp_status ssp_leg_open(const struct ssp_call *call, struct ssp_leg *leg);

/**
 * ssp_leg_cred() - the credential of a first leg
 * @call: its credential must be good for its side (P04)
 * @cred: receives a reference
 *
 * Return: SEC_E_OK, SEC_E_INVALID_HANDLE or SEC_E_NO_CREDENTIALS.
 */
ssp_status ssp_leg_cred(const struct ssp_call *call, struct ssp_ref *cred);

/**
 * ssp_leg_first() - the first leg of a context
 * @call: opened as @leg
 * @leg: what is in it
 * @ctx: made for it; belongs to its handle, or is gone, afterwards
 *
 * The mechanism works on a copy of the token.
 *
 * Return: ssp_ctx_step()'s, the failure to make a handle, or
 * SEC_E_INSUFFICIENT_MEMORY.
 */
ssp_status ssp_leg_first(const struct ssp_call *call, const struct ssp_leg *leg,
			 struct ssp_ctx *ctx);

/**
 * ssp_leg_later() - any other leg
 * @call: opened as @leg
 * @leg: what is in it
 *
 * As ssp_leg_first(), on a copy; for want of memory nothing is touched.
 *
 * Return: ssp_ctx_step()'s, SEC_E_INSUFFICIENT_MEMORY, or SEC_E_INVALID_HANDLE,
 * also for a context of the other side.
 */
ssp_status ssp_leg_later(const struct ssp_call *call,
			 const struct ssp_leg *leg);

/**
 * ssp_accept_attr() - ISC_RET_* bits as an acceptor is told them
 * @flags: the engine's
 *
 * Return: ASC_RET_* bits.
 */
u32 ssp_accept_attr(u32 flags);

#endif /* SSP_CORE_LEG_H */
