// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AcceptSecurityContext: the acceptor's request and answer bits, and its legs.
 *
 * The same in all modes: there is no text among its arguments.
 */
#include <sspi.h>

#include "core/leg.h"

/*
 * The same words on both sides, with the bits that each has for them; request
 * and answer agree.  What an acceptor could ask for beyond these is TLS's, or
 * would need an access token, or would let replays in: not granted.
 */
static const struct words {
	u32 asc;
	u32 isc;
} words[] = {
	{ ASC_REQ_DELEGATE, ISC_REQ_DELEGATE },
	{ ASC_REQ_MUTUAL_AUTH, ISC_REQ_MUTUAL_AUTH },
	{ ASC_REQ_REPLAY_DETECT, ISC_REQ_REPLAY_DETECT },
	{ ASC_REQ_SEQUENCE_DETECT, ISC_REQ_SEQUENCE_DETECT },
	{ ASC_REQ_CONFIDENTIALITY, ISC_REQ_CONFIDENTIALITY },
	{ ASC_REQ_USE_SESSION_KEY, ISC_REQ_USE_SESSION_KEY },
	{ ASC_REQ_USE_DCE_STYLE, ISC_REQ_USE_DCE_STYLE },
	{ ASC_REQ_DATAGRAM, ISC_REQ_DATAGRAM },
	{ ASC_REQ_CONNECTION, ISC_REQ_CONNECTION },
	{ ASC_REQ_EXTENDED_ERROR, ISC_REQ_EXTENDED_ERROR },
	{ ASC_REQ_STREAM, ISC_REQ_STREAM },
	{ ASC_REQ_INTEGRITY, ISC_REQ_INTEGRITY },
	{ ASC_REQ_IDENTIFY, ISC_REQ_IDENTIFY },
	{ ASC_REQ_ALLOW_NULL_SESSION, ISC_REQ_NULL_SESSION },
};

static u32 translate_request(u32 asc)
{
	u32 isc = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		if (asc & words[i].asc)
			isc |= words[i].isc;
	}
	return isc;
}

u32 ssp_accept_attr(u32 flags)
{
	u32 asc = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		if (flags & words[i].isc)
			asc |= words[i].asc;
	}
	return asc;
}

static u32 policy_of(u32 req)
{
	u32 policy = 0;

	if (req & ASC_REQ_ALLOW_MISSING_BINDINGS)
		policy |= SSP_ACCEPT_MISSING_BINDINGS;
	if (req & ASC_REQ_PROXY_BINDINGS)
		policy |= SSP_ACCEPT_PROXY_BINDINGS;
	return policy;
}

/* One says that a client must be bound, the other that it need not be. */
static bool contradicts_itself(u32 req)
{
	const u32 both = ASC_REQ_ALLOW_MISSING_BINDINGS |
			 ASC_REQ_PROXY_BINDINGS;

	return (req & both) == both;
}

static ssp_status first_leg(const struct ssp_call *call,
			    const struct ssp_leg *leg, u32 req)
{
	struct ssp_ref cred = { NULL, 0 };
	struct ssp_ctx *ctx;
	ssp_status st;

	st = ssp_leg_cred(call, &cred);
	if (st < 0)
		return st;
	st = ssp_ctx_new_acceptor(&cred, translate_request(req), policy_of(req),
				  &ctx);
	if (st >= 0)
		st = ssp_leg_first(call, leg, ctx);
	ssp_handle_put(&ssp_creds, &cred);
	return st;
}

SECURITY_STATUS SEC_ENTRY AcceptSecurityContext(
	PCredHandle phCredential, PCtxtHandle phContext, PSecBufferDesc pInput,
	ULONG fContextReq, ULONG TargetDataRep, PCtxtHandle phNewContext,
	PSecBufferDesc pOutput, ULONG *pfContextAttr, PTimeStamp ptsExpiry)
{
	const struct ssp_call call = {
		.accept = true,
		.cred = phCredential,
		.context = phContext,
		.drep = TargetDataRep,
		.input = pInput,
		.output = pOutput,
		.allocate = fContextReq & ASC_REQ_ALLOCATE_MEMORY,
		.new_context = phNewContext,
		.attr = pfContextAttr,
		.expiry = ptsExpiry,
	};
	struct ssp_leg leg;
	ssp_status st;

	st = ssp_leg_check(&call);
	if (st < 0)
		return st;
	if (contradicts_itself(fContextReq))
		return SEC_E_UNSUPPORTED_FUNCTION;
	st = ssp_leg_open(&call, &leg);
	if (st < 0)
		return st;
	return phContext ? ssp_leg_later(&call, &leg) :
			   first_leg(&call, &leg, fContextReq);
}
