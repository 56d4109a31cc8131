// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The NTLM row of the mechanism table: which request flags can be, what is
 * granted, and what can be said of a context.
 */
#include "core/ntlm/ntlm.h"

#include "core/ntlm/ntlm_ctx.h"
#include "platform/memory.h"

static const u8 oid[] = { 0x2b, 0x06, 0x01, 0x04, 0x01,
			  0x82, 0x37, 0x02, 0x02, 0x0a };

static const struct ssp_span oids[] = {
	{ oid, sizeof(oid) },
};

/* Windows' numbers for what Windows' NTLM reports (wincrypt.h, CALG_RC4). */
#define SIGN_HMAC_MD5 0xffffff76u
#define SEAL_RC4 0x6801u

u32 ssp_ntlm_wanted(u32 req)
{
	u32 flags = 0;

	if (req & (ISC_REQ_CONFIDENTIALITY | ISC_REQ_REPLAY_DETECT |
		   ISC_REQ_SEQUENCE_DETECT))
		flags |= SSP_NTLM_SIGN;
	/* P08: on its own it does not count beside NO_INTEGRITY. */
	if ((req & ISC_REQ_INTEGRITY) && !(req & ISC_REQ_NO_INTEGRITY))
		flags |= SSP_NTLM_SIGN;
	if (req & ISC_REQ_CONFIDENTIALITY)
		flags |= SSP_NTLM_SEAL;
	return flags;
}

/*
 * Who is nobody has no keys to protect anything with; there is no session key
 * from elsewhere.  Delegation and mutual authentication are merely not granted.
 */
static bool impossible(const struct ssp_ctx_params *p)
{
	if (p->flags & ISC_REQ_USE_SESSION_KEY)
		return true;
	return !p->accept && (p->flags & ISC_REQ_NULL_SESSION) &&
	       ssp_ntlm_wanted(p->flags);
}

static ssp_status ctx_new(const struct ssp_ctx_params *p, void **out)
{
	static const struct ssp_utf16 no_target = { NULL, 0 };
	struct ssp_ntlm_ctx *ctx;

	if (impossible(p))
		return SEC_E_UNSUPPORTED_FUNCTION;
	ctx = ssp_pool_alloc(sizeof(*ctx));
	if (!ctx)
		return SEC_E_INSUFFICIENT_MEMORY;
	ctx->cred = p->cred;
	ctx->target = p->target ? p->target : &no_target;
	ctx->accept = p->accept;
	ctx->req = p->flags;
	ctx->policy = p->policy;
	ssp_wr_init(&ctx->negotiate);
	ssp_wr_init(&ctx->challenge);
	*out = ctx;
	return SEC_E_OK;
}

static void ctx_free(void *state)
{
	struct ssp_ntlm_ctx *ctx = state;

	if (!ctx)
		return;
	ssp_ntlm_messages_fini(&ctx->messages);
	ssp_wr_free(&ctx->negotiate);
	ssp_wr_free(&ctx->challenge);
	ssp_utf16_free(&ctx->client);
	ssp_utf16_free(&ctx->server);
	ssp_utf16_free(&ctx->authority);
	ssp_pool_free(ctx, sizeof(*ctx));
}

/*
 * Numbers are under every signature, so what is repeated or misplaced is always
 * seen; but datagrams may come in any order.
 */
static u32 grant(const struct ssp_ntlm_ctx *ctx)
{
	u32 granted = ctx->req & ISC_REQ_USE_DCE_STYLE;

	if (ctx->flags & SSP_NTLM_DATAGRAM)
		granted |= ISC_RET_DATAGRAM;
	else
		granted |= ISC_RET_CONNECTION;
	if (ctx->flags & SSP_NTLM_IDENTIFY)
		granted |= ISC_RET_IDENTIFY;
	if (ctx->flags & SSP_NTLM_SIGN) {
		granted |= ISC_RET_INTEGRITY;
		if (!(ctx->flags & SSP_NTLM_DATAGRAM))
			granted |= ctx->req & (ISC_REQ_REPLAY_DETECT |
					       ISC_REQ_SEQUENCE_DETECT);
	}
	if (ctx->flags & SSP_NTLM_SEAL)
		granted |= ISC_RET_CONFIDENTIALITY;
	if (!ctx->accept)
		granted |= ctx->req & ISC_REQ_NULL_SESSION;
	return granted;
}

ssp_status ssp_ntlm_establish(struct ssp_ntlm_ctx *ctx, const u8 *session_key)
{
	ssp_status st;

	st = ssp_ntlm_messages_init(&ctx->messages, ctx->flags, session_key,
				    ctx->accept ? SSP_NTLM_SERVER :
						  SSP_NTLM_CLIENT);
	if (st < 0)
		return st;
	memcpy(ctx->session_key, session_key, sizeof(ctx->session_key));
	ctx->granted |= grant(ctx);
	ctx->state = SSP_NTLM_DONE;
	return SEC_E_OK;
}

static ssp_status step(void *state, struct ssp_step *s)
{
	struct ssp_ntlm_ctx *ctx = state;
	ssp_status st;

	st = ctx->accept ? ssp_ntlm_accept_step(ctx, s) :
			   ssp_ntlm_init_step(ctx, s);
	if (st < 0)
		ctx->state = SSP_NTLM_FAILED;
	if (ctx->state == SSP_NTLM_DONE || ctx->state == SSP_NTLM_FAILED) {
		ssp_wr_free(&ctx->negotiate);
		ssp_wr_free(&ctx->challenge);
	}
	return st;
}

static void describe_keys(const struct ssp_ntlm_ctx *ctx,
			  struct ssp_ctx_info *info)
{
	info->sign_name = "HMAC-MD5";
	info->sign_alg = SIGN_HMAC_MD5;
	info->seal_name = "RSADSI RC4";
	info->seal_alg = SEAL_RC4;
	info->key_bits = ssp_ntlm_bits(ctx->flags);
	info->session_key = SSP_SPAN(ctx->session_key);
}

static const struct ssp_utf16 *known(const struct ssp_utf16 *s)
{
	return s->p ? s : NULL;
}

static void describe(void *state, struct ssp_ctx_info *info)
{
	const struct ssp_ntlm_ctx *ctx = state;

	info->mech = &ssp_ntlm_mech;
	info->negotiation = SECPKG_NEGOTIATION_IN_PROGRESS;
	info->flags = ctx->granted;
	info->expiry = SSP_TIME_NEVER;
	info->client = known(&ctx->client);
	info->server = known(&ctx->server);
	info->authority = known(&ctx->authority);
	info->bindings = ctx->bindings;
	if (ctx->accept)
		info->target = known(&ctx->server);
	info->max_signature = SSP_NTLM_SIGNATURE;
	info->trailer = SSP_NTLM_SIGNATURE;
	if (ctx->state == SSP_NTLM_DONE) {
		info->negotiation = SECPKG_NEGOTIATION_COMPLETE;
		info->wants_mic = ctx->mic;
		describe_keys(ctx, info);
	}
}

/* The signature and the type of NEGOTIATE (MS-NLMP 2.2.1.1). */
static bool owns(struct ssp_span token)
{
	static const u8 head[] = { 'N', 'T', 'L', 'M', 'S', 'S',
				   'P', 0,   1,	  0,   0,   0 };

	return token.n >= sizeof(head) && !memcmp(token.p, head, sizeof(head));
}

static void mic_done(void *state)
{
	struct ssp_ntlm_ctx *ctx = state;

	if (ctx->flags & SSP_NTLM_SIGN)
		ssp_ntlm_messages_restart(&ctx->messages);
}

static ssp_status sign(void *state, struct ssp_msg *m)
{
	struct ssp_ntlm_ctx *ctx = state;

	return ssp_ntlm_sign(&ctx->messages, m);
}

static ssp_status verify(void *state, struct ssp_msg *m)
{
	struct ssp_ntlm_ctx *ctx = state;

	return ssp_ntlm_verify(&ctx->messages, m);
}

static ssp_status seal(void *state, struct ssp_msg *m, u32 qop)
{
	struct ssp_ntlm_ctx *ctx = state;

	return ssp_ntlm_seal(&ctx->messages, m, qop);
}

static ssp_status unseal(void *state, struct ssp_msg *m, u32 *qop)
{
	struct ssp_ntlm_ctx *ctx = state;

	return ssp_ntlm_unseal(&ctx->messages, m, qop);
}

const struct ssp_mech ssp_ntlm_mech = {
	.name = "NTLM",
	.comment = "NTLM Security Package",
	.rpc_id = RPC_C_AUTHN_WINNT,
	.capabilities = SECPKG_FLAG_INTEGRITY | SECPKG_FLAG_PRIVACY |
			SECPKG_FLAG_TOKEN_ONLY | SECPKG_FLAG_CONNECTION |
			SECPKG_FLAG_MULTI_REQUIRED |
			SECPKG_FLAG_ACCEPT_WIN32_NAME | SECPKG_FLAG_NEGOTIABLE |
			SECPKG_FLAG_LOGON,
	.max_token = SSP_NTLM_TOKEN_MAX,
	.oids = oids,
	.noids = ARRAY_SIZE(oids),
	.owns = owns,
	.cred_open = ssp_ntlm_cred_open,
	.cred_close = ssp_ntlm_cred_close,
	.cred_query = ssp_ntlm_cred_query,
	.ctx_new = ctx_new,
	.ctx_free = ctx_free,
	.step = step,
	.describe = describe,
	.mic_done = mic_done,
	.sign = sign,
	.verify = verify,
	.seal = seal,
	.unseal = unseal,
};
