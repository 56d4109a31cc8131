// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The Kerberos row of the mechanism table: which request flags can be, what
 * is granted to an initiator, and what can be said of a context.
 */
#include "core/krb5/krb5.h"

#include "core/gsstok.h"
#include "core/krb5/krb5_accept.h"
#include "core/krb5/krb5_init.h"
#include "core/krb5/krb5_keys.h"
#include "platform/memory.h"

static const u8 oid[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02 };
static const u8 oid_ms[] = { 0x2a, 0x86, 0x48, 0x82, 0xf7,
			     0x12, 0x01, 0x02, 0x02 };

const struct ssp_span ssp_krb5_oid = { oid, sizeof(oid) };
const struct ssp_span ssp_krb5_oid_ms = { oid_ms, sizeof(oid_ms) };

/* In the order in which Windows lists them. */
static const struct ssp_span oids[] = {
	{ oid_ms, sizeof(oid_ms) },
	{ oid, sizeof(oid) },
};

/* Granting these silently would be a lie; they change the tokens. */
#define IMPOSSIBLE \
	(ISC_REQ_USE_SESSION_KEY | ISC_REQ_USE_DCE_STYLE | ISC_REQ_DATAGRAM)

/* An acceptor merely allows it: those who come without a name are refused. */
#define IMPOSSIBLE_TO_ASK (IMPOSSIBLE | ISC_REQ_NULL_SESSION)

/*
 * Asked for is granted.  Delegation is not there to give; the errors that
 * EXTENDED_ERROR is about only ever come from the acceptor (RFC 4120 5.9.1).
 */
#define ECHOED                                             \
	(ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT | \
	 ISC_REQ_CONFIDENTIALITY | ISC_REQ_EXTENDED_ERROR | ISC_REQ_IDENTIFY)

/* Each of them rests on integrity, whatever NO_INTEGRITY says (P08). */
#define NEED_INTEGRITY                                     \
	(ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT | \
	 ISC_REQ_CONFIDENTIALITY)

/* A framed AP-REQ (RFC 4121 4.1), under either OID. */
static bool owns(struct ssp_span token)
{
	bool bad = false;
	struct ssp_span name, inner;
	struct ssp_rd r;

	if (ssp_gsstok_open(token, &name, &inner) < 0)
		return false;
	r = ssp_rd_open(inner, &bad);
	return (ssp_span_eq(name, ssp_krb5_oid) ||
		ssp_span_eq(name, ssp_krb5_oid_ms)) &&
	       ssp_rd_be16(&r) == SSP_KRB5_TOK_AP_REQ;
}

static u32 grant(u32 req)
{
	u32 granted = ISC_RET_CONNECTION | (req & ECHOED);

	if (!(req & ISC_REQ_NO_INTEGRITY) || (req & NEED_INTEGRITY))
		granted |= ISC_RET_INTEGRITY;
	return granted;
}

static ssp_status ctx_new(const struct ssp_ctx_params *params, void **out)
{
	u32 impossible = params->accept ? IMPOSSIBLE : IMPOSSIBLE_TO_ASK;
	struct ssp_krb5_ctx *ctx;
	ssp_status st;

	if (params->flags & impossible)
		return SEC_E_UNSUPPORTED_FUNCTION;
	if (!ssp_krb5_cred_serves(params->cred, params->accept))
		return SEC_E_NO_CREDENTIALS;
	/* A negotiation must not agree on what could not go on. */
	if (params->accept) {
		st = ssp_krb5_keys_ready(ssp_krb5_cred_keys(params->cred));
		if (st < 0)
			return st;
	}
	ctx = ssp_pool_alloc(sizeof(*ctx));
	if (!ctx)
		return SEC_E_INSUFFICIENT_MEMORY;
	ctx->cred = params->cred;
	ctx->target = params->target;
	ctx->accept = params->accept;
	ctx->flags = params->flags;
	ctx->policy = params->policy;
	/* An acceptor's are the client's to choose. */
	if (!ctx->accept)
		ctx->granted = grant(params->flags);
	*out = ctx;
	return SEC_E_OK;
}

static void ctx_free(void *state)
{
	struct ssp_krb5_ctx *ctx = state;

	if (!ctx)
		return;
	ssp_krb5_cfx_fini(&ctx->cfx);
	ssp_krb5_ticket_put(ctx->ticket);
	ssp_utf16_free(&ctx->named);
	ssp_pool_free(ctx, sizeof(*ctx));
}

static ssp_status step(void *state, struct ssp_step *s)
{
	struct ssp_krb5_ctx *ctx = state;

	return ctx->accept ? ssp_krb5_accept_step(ctx, s) :
			     ssp_krb5_init_step(ctx, s);
}

static void undelivered(void *state)
{
	struct ssp_krb5_ctx *ctx = state;

	if (ctx->have_seen)
		ssp_krb5_replay_forget(&ssp_krb5_replays, ctx->seen);
}

static void describe_key(const struct ssp_krb5_etype *et,
			 struct ssp_ctx_info *info)
{
	info->sign_name = et->cksum_name;
	info->seal_name = et->name;
	info->key_bits = et->bits;
	info->sign_alg = et->cksum_id;
	info->seal_alg = (u32)et->id;
	info->max_signature = ssp_krb5_cfx_max_signature(et);
	info->trailer = ssp_krb5_cfx_trailer(et);
	info->block = 1;
}

static void describe(void *state, struct ssp_ctx_info *info)
{
	const struct ssp_krb5_ctx *ctx = state;
	const struct ssp_krb5_ticket *t = ctx->ticket;

	info->mech = &ssp_krb5_mech;
	info->flags = ctx->granted;
	info->negotiation = SECPKG_NEGOTIATION_IN_PROGRESS;
	info->bindings = ctx->bindings;
	if (t) {
		info->start = t->msg.start;
		info->expiry = t->msg.end;
		info->client = &t->client;
		info->server = &t->server;
		info->authority = &t->realm;
		if (ctx->accept)
			info->target = ctx->named.p ? &ctx->named : &t->server;
		describe_key(t->key.et, info);
	}
	if (ctx->state == SSP_KRB5_DONE) {
		info->negotiation = SECPKG_NEGOTIATION_COMPLETE;
		info->session_key.p = ctx->key.key;
		info->session_key.n = ctx->key.et->key_size;
		describe_key(ctx->key.et, info);
	}
}

/* The context's phase is the caller's to check; what was granted is ours. */
static ssp_status need_integrity(const struct ssp_krb5_ctx *ctx)
{
	return ctx->granted & ISC_RET_INTEGRITY ? SEC_E_OK :
						  SEC_E_UNSUPPORTED_FUNCTION;
}

static ssp_status sign(void *state, struct ssp_msg *m)
{
	struct ssp_krb5_ctx *ctx = state;
	ssp_status st = need_integrity(ctx);

	return st < 0 ? st : ssp_krb5_cfx_sign(&ctx->cfx, m);
}

static ssp_status verify(void *state, struct ssp_msg *m)
{
	struct ssp_krb5_ctx *ctx = state;
	ssp_status st = need_integrity(ctx);

	return st < 0 ? st : ssp_krb5_cfx_verify(&ctx->cfx, m);
}

static ssp_status seal(void *state, struct ssp_msg *m, u32 qop)
{
	struct ssp_krb5_ctx *ctx = state;
	ssp_status st = need_integrity(ctx);

	return st < 0 ? st : ssp_krb5_cfx_seal(&ctx->cfx, m, qop);
}

static ssp_status unseal(void *state, struct ssp_msg *m, u32 *qop)
{
	struct ssp_krb5_ctx *ctx = state;
	ssp_status st = need_integrity(ctx);

	return st < 0 ? st : ssp_krb5_cfx_unseal(&ctx->cfx, m, qop);
}

const struct ssp_mech ssp_krb5_mech = {
	.name = "Kerberos",
	.comment = "Microsoft Kerberos V1.0",
	.rpc_id = RPC_C_AUTHN_GSS_KERBEROS,
	.capabilities =
		SECPKG_FLAG_INTEGRITY | SECPKG_FLAG_PRIVACY |
		SECPKG_FLAG_TOKEN_ONLY | SECPKG_FLAG_CONNECTION |
		SECPKG_FLAG_MULTI_REQUIRED | SECPKG_FLAG_EXTENDED_ERROR |
		SECPKG_FLAG_ACCEPT_WIN32_NAME | SECPKG_FLAG_NEGOTIABLE |
		SECPKG_FLAG_GSS_COMPATIBLE | SECPKG_FLAG_LOGON |
		SECPKG_FLAG_MUTUAL_AUTH | SECPKG_FLAG_READONLY_WITH_CHECKSUM,
	.max_token = SSP_TOKEN_MAX, /* a ticket may be as large as it likes */
	.oids = oids,
	.noids = ARRAY_SIZE(oids),
	.owns = owns,
	.cred_open = ssp_krb5_cred_open,
	.cred_close = ssp_krb5_cred_close,
	.cred_query = ssp_krb5_cred_query,
	.ctx_new = ctx_new,
	.ctx_free = ctx_free,
	.step = step,
	.describe = describe,
	.undelivered = undelivered,
	.sign = sign,
	.verify = verify,
	.seal = seal,
	.unseal = unseal,
};
