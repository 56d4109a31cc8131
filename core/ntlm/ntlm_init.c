// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The initiator's side: NEGOTIATE out, CHALLENGE in, AUTHENTICATE out (MS-NLMP
 * 3.1.5).  A server that speaks first leaves the first of them out.
 */
#include "core/ntlm/ntlm.h"
#include "core/ntlm/ntlm_av.h"
#include "core/ntlm/ntlm_ctx.h"

/* What every client of today asks for; 56 bits only beside 128. */
#define ALWAYS_WISHED                                                  \
	(SSP_NTLM_UNICODE | SSP_NTLM_REQUEST_TARGET | SSP_NTLM_NTLM |  \
	 SSP_NTLM_ALWAYS_SIGN | SSP_NTLM_EXTENDED | SSP_NTLM_VERSION | \
	 SSP_NTLM_128 | SSP_NTLM_56)

/* What a client and its answer are made of until it is sent. */
struct answer {
	struct ssp_ntlm_challenge challenge;
	struct ssp_ntlm_avs theirs;
	u8 response_key[SSP_NTLM_KEY];
	u8 nonce[SSP_NTLM_NONCE];
	u8 lm[SSP_NTLM_KEY + SSP_NTLM_NONCE];
	u8 session_key[SSP_NTLM_KEY]; /* base, then exported */
	u8 wrapped[SSP_NTLM_KEY];
	struct ssp_wr nt;
	struct ssp_wr names;
};

static bool anonymous(const struct ssp_ntlm_ctx *ctx)
{
	return ctx->req & ISC_REQ_NULL_SESSION;
}

/*
 * Integrity is asked for unless it must not be: SPNEGO needs it too.  Nobody's
 * messages are not protected (3.4).
 */
static u32 wishes(const struct ssp_ntlm_ctx *ctx)
{
	u32 flags = ALWAYS_WISHED;

	if (ctx->req & ISC_REQ_IDENTIFY)
		flags |= SSP_NTLM_IDENTIFY;
	if (ctx->req & ISC_REQ_DATAGRAM)
		flags |= SSP_NTLM_DATAGRAM;
	if (anonymous(ctx))
		return flags;
	flags |= ssp_ntlm_wanted(ctx->req);
	if (!(ctx->req & ISC_REQ_NO_INTEGRITY))
		flags |= SSP_NTLM_SIGN;
	if (flags & SSP_NTLM_SIGN)
		flags |= SSP_NTLM_KEY_EXCH;
	return flags;
}

/* Connectionless, nothing is sent before the server's CHALLENGE (1.3.1.2). */
static ssp_status send_negotiate(struct ssp_ntlm_ctx *ctx, struct ssp_step *s)
{
	ctx->state = SSP_NTLM_SENT;
	if (ctx->flags & SSP_NTLM_DATAGRAM)
		return SEC_I_CONTINUE_NEEDED;
	ssp_ntlm_negotiate_write(&ctx->negotiate, ctx->flags);
	if (ctx->negotiate.st < 0)
		return ctx->negotiate.st;
	ssp_wr_bytes(s->out, ssp_wr_span(&ctx->negotiate));
	return SEC_I_CONTINUE_NEEDED;
}

/*
 * Messages are protected with extended session security and 128 bits or not at
 * all; and what the caller counts on must be there.
 */
static ssp_status agree(struct ssp_ntlm_ctx *ctx, u32 theirs)
{
	u32 wanted = ctx->flags & ssp_ntlm_wanted(ctx->req);
	u32 flags = ctx->flags & theirs;

	if (!(flags & SSP_NTLM_UNICODE))
		return SEC_E_INVALID_TOKEN;
	if (!(flags & SSP_NTLM_EXTENDED) || !(flags & SSP_NTLM_128) ||
	    !(flags & SSP_NTLM_SIGN))
		flags &= ~SSP_NTLM_PROTECTION;
	if (!(flags & SSP_NTLM_PROTECTION))
		flags &= ~SSP_NTLM_KEY_EXCH;
	if (wanted & ~flags)
		return SEC_E_UNSUPPORTED_FUNCTION;
	/* A stream per datagram, from a key that none had before (2.2.2.5). */
	if ((ctx->flags ^ flags) & SSP_NTLM_DATAGRAM)
		return SEC_E_UNSUPPORTED_FUNCTION;
	if ((flags & SSP_NTLM_DATAGRAM) && (flags & SSP_NTLM_SIGN) &&
	    !(flags & SSP_NTLM_KEY_EXCH))
		return SEC_E_UNSUPPORTED_FUNCTION;
	ctx->flags = flags | (theirs & SSP_NTLM_TARGET_INFO);
	return SEC_E_OK;
}

/* Where the caller counts on protection the server must say who it is. */
static ssp_status read_challenge(struct ssp_ntlm_ctx *ctx,
				 struct ssp_span token, struct answer *a)
{
	struct ssp_span domain;
	ssp_status st;

	st = ssp_ntlm_challenge_read(token, &a->challenge);
	if (st >= 0 && a->challenge.info.n)
		st = ssp_ntlm_avs_read(a->challenge.info, &a->theirs);
	if (st >= 0)
		st = agree(ctx, a->challenge.flags);
	if (st < 0)
		return st;
	/* 3.1.5.1.2. */
	if (ssp_ntlm_wanted(ctx->req) &&
	    (!a->theirs.v[SSP_NTLM_AV_NB_COMPUTER].p ||
	     !a->theirs.v[SSP_NTLM_AV_NB_DOMAIN].p))
		return SEC_E_LOGON_DENIED;
	domain = a->theirs.v[SSP_NTLM_AV_NB_DOMAIN];
	return domain.n ? ssp_ntlm_text_read(domain, &ctx->authority) :
			  SEC_E_OK;
}

/* The server's pairs, and ours in the order of Windows (3.1.5.1.2). */
static void put_pairs(const struct ssp_ntlm_ctx *ctx, const struct answer *a,
		      const u8 *bindings, struct ssp_wr *w)
{
	static const u8 no_bindings[SSP_NTLM_KEY];
	u32 flags = a->theirs.flags;
	struct ssp_wr target;
	u8 le[4];

	if (ctx->mic)
		flags |= SSP_NTLM_AV_FLAG_MIC;
	if (ctx->req & ISC_REQ_UNVERIFIED_TARGET_NAME)
		flags |= SSP_NTLM_AV_FLAG_UNVERIFIED;
	ssp_ntlm_avs_copy(w, &a->theirs);
	ssp_put_le32(le, flags);
	if (flags)
		ssp_ntlm_av_put(w, SSP_NTLM_AV_FLAGS, SSP_SPAN(le));
	ssp_ntlm_av_put(w, SSP_NTLM_AV_BINDINGS,
			(struct ssp_span){ bindings ? bindings : no_bindings,
					   SSP_NTLM_KEY });
	ssp_wr_init(&target);
	ssp_ntlm_text_write(&target, ctx->target);
	if (target.st < 0 && w->st >= 0)
		w->st = target.st;
	ssp_ntlm_av_put(w, SSP_NTLM_AV_TARGET, ssp_wr_span(&target));
	ssp_wr_free(&target);
	ssp_ntlm_av_put(w, SSP_NTLM_AV_END, (struct ssp_span){ NULL, 0 });
}

/* The NTLMv2 response; its proof is filled in when the blob is there. */
static ssp_status respond(const struct ssp_ntlm_ctx *ctx,
			  const struct ssp_step *s, struct answer *a)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_span blob;
	struct ssp_wr pairs;
	ssp_status st;
	u64 time;

	st = env->random(env->arg, a->nonce, sizeof(a->nonce));
	if (st < 0)
		return st;
	time = ctx->mic ? a->theirs.time : env->wall_time(env->arg);
	ssp_wr_init(&pairs);
	put_pairs(ctx, a, s->bindings, &pairs);
	ssp_wr_room(&a->nt, SSP_NTLM_KEY);
	ssp_ntlm_blob_write(&a->nt, time, a->nonce, ssp_wr_span(&pairs));
	st = pairs.st < 0 ? pairs.st : a->nt.st;
	ssp_wr_free(&pairs);
	if (st < 0)
		return st;
	blob.p = a->nt.p + SSP_NTLM_KEY;
	blob.n = a->nt.n - SSP_NTLM_KEY;
	st = ssp_ntlm_prove(a->response_key, a->challenge.nonce.p, blob,
			    a->nt.p, a->session_key);
	/* Zeroes where the server set the time (3.1.5.1.2). */
	if (st >= 0 && !ctx->mic)
		st = ssp_ntlm_lm_response(a->response_key, a->challenge.nonce.p,
					  a->nonce, a->lm);
	return st;
}

/* 3.1.5.1.2: a key of our own, under the one that both sides can compute. */
static ssp_status exchange_key(const struct ssp_ntlm_ctx *ctx, struct answer *a)
{
	const struct ssp_env *env = ssp_env_get();
	u8 key[SSP_NTLM_KEY];
	ssp_status st;

	if (!(ctx->flags & SSP_NTLM_KEY_EXCH))
		return SEC_E_OK;
	st = env->random(env->arg, key, sizeof(key));
	if (st >= 0) {
		memcpy(a->wrapped, key, sizeof(key));
		ssp_ntlm_wrap_key(a->session_key, a->wrapped);
		memcpy(a->session_key, key, sizeof(key));
	}
	ssp_wipe(key, sizeof(key));
	return st;
}

/* Names of the message, one after the other: domain, user, workstation. */
static ssp_status put_names(const struct ssp_ntlm_ctx *ctx, struct answer *a,
			    struct ssp_ntlm_authenticate *m)
{
	struct ssp_utf16 workstation;
	size_t domain, user;
	struct ssp_host host;
	struct ssp_span name = { (const u8 *)host.computer, 0 };
	ssp_status st;

	ssp_ntlm_host(&host);
	while (name.n < sizeof(host.computer) && host.computer[name.n])
		name.n++;
	st = ssp_utf16_from_utf8(name, &workstation);
	if (st < 0)
		return st == SEC_E_INVALID_PARAMETER ? SEC_E_INTERNAL_ERROR :
						       st;
	if (!anonymous(ctx))
		ssp_ntlm_text_write(&a->names, &ctx->cred->domain);
	domain = a->names.n;
	if (!anonymous(ctx))
		ssp_ntlm_text_write(&a->names, &ctx->cred->user);
	user = a->names.n;
	ssp_ntlm_text_write(&a->names, &workstation);
	ssp_utf16_free(&workstation);
	m->domain = (struct ssp_span){ a->names.p, domain };
	m->user = (struct ssp_span){ a->names.p + domain, user - domain };
	m->workstation =
		(struct ssp_span){ a->names.p + user, a->names.n - user };
	return a->names.st;
}

static ssp_status put_mic(const struct ssp_ntlm_ctx *ctx,
			  const struct ssp_step *s, const struct answer *a,
			  struct ssp_wr *w)
{
	const struct ssp_span messages[3] = {
		ssp_wr_span(&ctx->negotiate),
		s->token,
		ssp_wr_span(w),
	};

	return ssp_ntlm_mic(a->session_key, messages, SSP_NTLM_MIC_AT,
			    w->p + SSP_NTLM_MIC_AT);
}

static ssp_status put_authenticate(const struct ssp_ntlm_ctx *ctx,
				   struct ssp_step *s, struct answer *a)
{
	static const u8 nobody[1];
	struct ssp_ntlm_authenticate m = { .flags = ctx->flags };
	ssp_status st;

	st = put_names(ctx, a, &m);
	if (st < 0)
		return st;
	if (anonymous(ctx)) {
		m.flags |= SSP_NTLM_ANONYMOUS;
		m.lm = SSP_SPAN(nobody);
	} else {
		m.lm = SSP_SPAN(a->lm);
		m.nt = ssp_wr_span(&a->nt);
	}
	if (ctx->flags & SSP_NTLM_KEY_EXCH)
		m.key = SSP_SPAN(a->wrapped);
	ssp_ntlm_authenticate_write(s->out, &m);
	if (s->out->st < 0)
		return s->out->st;
	/* What the server calls itself leaves no room for the rest. */
	if (s->out->n > SSP_NTLM_TOKEN_MAX)
		return SEC_E_INVALID_TOKEN;
	return ctx->mic ? put_mic(ctx, s, a, s->out) : SEC_E_OK;
}

static ssp_status prove_identity(struct ssp_ntlm_ctx *ctx,
				 const struct ssp_step *s, struct answer *a)
{
	const struct ssp_ntlm_cred *cred = ctx->cred;
	ssp_status st;

	/* With the server's time there is a MIC (3.1.5.1.2). */
	ctx->mic = a->theirs.v[SSP_NTLM_AV_TIMESTAMP].p;
	st = ssp_ntlm_response_key(cred->nt_hash, &cred->user, &cred->domain,
				   a->response_key);
	if (st >= 0)
		st = respond(ctx, s, a);
	if (st >= 0)
		st = exchange_key(ctx, a);
	if (st >= 0)
		st = ssp_ntlm_account_name(&cred->user, &cred->domain,
					   &ctx->client);
	return st;
}

static ssp_status answer(struct ssp_ntlm_ctx *ctx, struct ssp_step *s,
			 struct answer *a)
{
	ssp_status st;

	st = read_challenge(ctx, s->token, a);
	if (st >= 0 && !anonymous(ctx))
		st = prove_identity(ctx, s, a);
	if (st >= 0)
		st = put_authenticate(ctx, s, a);
	if (st >= 0 && ctx->target->p)
		st = ssp_utf16_dup(ctx->target->p, ctx->target->n,
				   &ctx->server);
	if (st >= 0)
		st = ssp_ntlm_establish(ctx, a->session_key);
	return st;
}

static ssp_status recv_challenge(struct ssp_ntlm_ctx *ctx, struct ssp_step *s)
{
	struct answer a;
	ssp_status st;

	memset(&a, 0, sizeof(a));
	ssp_wr_init(&a.nt);
	ssp_wr_init(&a.names);
	st = answer(ctx, s, &a);
	ssp_wr_free(&a.nt);
	ssp_wr_free(&a.names);
	ssp_wipe(&a, sizeof(a));
	return st;
}

/* The name's length decides whether the answer can be delivered. */
static ssp_status start(struct ssp_ntlm_ctx *ctx, struct ssp_step *s)
{
	if (!ctx->cred->known && !anonymous(ctx))
		return SEC_E_NO_CREDENTIALS;
	if (ctx->target->n > SSP_ACCOUNT_NAME_MAX)
		return SEC_E_TARGET_UNKNOWN;
	ctx->flags = wishes(ctx);
	return s->token.n ? recv_challenge(ctx, s) : send_negotiate(ctx, s);
}

ssp_status ssp_ntlm_init_step(struct ssp_ntlm_ctx *ctx, struct ssp_step *s)
{
	switch (ctx->state) {
	case SSP_NTLM_START:
		return start(ctx, s);
	case SSP_NTLM_SENT:
		return recv_challenge(ctx, s);
	default:
		return SEC_E_OUT_OF_SEQUENCE;
	}
}
