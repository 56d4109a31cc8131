// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The acceptor's side: NEGOTIATE in, CHALLENGE out, AUTHENTICATE in (MS-NLMP
 * 3.2.5).  Connectionless, the CHALLENGE comes first.
 *
 * Whoever cannot prove who it is learns nothing of why: for an account that is
 * not there the same is computed as for a wrong password.  How long the source
 * takes to look for it is another matter.
 */
#include "core/ntlm/ntlm_av.h"
#include "core/ntlm/ntlm_ctx.h"

/* One of them, for names; pairs are in Unicode whatever was agreed on. */
#define CHARSETS (SSP_NTLM_UNICODE | SSP_NTLM_OEM)

/* What a client may have; the rest of its wishes is left out. */
#define OFFERED                                                     \
	(CHARSETS | SSP_NTLM_REQUEST_TARGET | SSP_NTLM_PROTECTION | \
	 SSP_NTLM_DATAGRAM | SSP_NTLM_NTLM | SSP_NTLM_ALWAYS_SIGN | \
	 SSP_NTLM_EXTENDED | SSP_NTLM_IDENTIFY | SSP_NTLM_VERSION | \
	 SSP_NTLM_128 | SSP_NTLM_KEY_EXCH | SSP_NTLM_56)

/* What an acceptor of datagrams offers to whom it has not heard of yet. */
#define UNASKED (OFFERED & ~SSP_NTLM_IDENTIFY)

/* How long a CHALLENGE is good for, either way should clocks be set. */
#define LIFETIME (1800 * SSP_TICKS_PER_SEC)

/* One AUTHENTICATE, what is found out about it, and who it turns out to be. */
struct claim {
	struct ssp_ntlm_authenticate m;
	struct ssp_ntlm_response response;
	struct ssp_ntlm_avs avs;
	struct ssp_utf16 user;
	struct ssp_utf16 domain;
	struct ssp_ntlm_cred account;
	u8 session_key[SSP_NTLM_KEY];
};

/* Messages are protected with extended session security or not at all. */
static u32 offer(u32 theirs)
{
	u32 flags = theirs & OFFERED;

	if (flags & SSP_NTLM_UNICODE)
		flags &= ~SSP_NTLM_OEM;
	if (flags & SSP_NTLM_SEAL)
		flags |= SSP_NTLM_SIGN;
	if (!(flags & SSP_NTLM_EXTENDED))
		flags &= ~SSP_NTLM_PROTECTION;
	if (!(flags & SSP_NTLM_PROTECTION))
		flags &= ~SSP_NTLM_KEY_EXCH;
	return flags | SSP_NTLM_TARGET_INFO;
}

static void put_ascii(struct ssp_wr *w, const char *s, size_t room, u32 flags)
{
	size_t i;

	for (i = 0; i < room && s[i]; i++) {
		if (flags & SSP_NTLM_UNICODE)
			ssp_wr_le16(w, (u8)s[i]);
		else
			ssp_wr_u8(w, (u8)s[i]);
	}
}

static void put_name(struct ssp_wr *w, u16 id, const char *s, size_t room)
{
	struct ssp_wr name;

	ssp_wr_init(&name);
	put_ascii(&name, s, room, SSP_NTLM_UNICODE);
	if (name.st < 0 && w->st >= 0)
		w->st = name.st;
	ssp_ntlm_av_put(w, id, ssp_wr_span(&name));
	ssp_wr_free(&name);
}

/* In the order of Windows.  An empty SSP_NTLM_AV_FLAGS would trouble it. */
static void put_info(const struct ssp_ntlm_ctx *ctx,
		     const struct ssp_host *host, struct ssp_wr *w)
{
	u8 time[8];
	u32 i;

	for (i = 0; i < sizeof(time); i++)
		time[i] = (u8)(ctx->issued >> 8 * i);
	put_name(w, SSP_NTLM_AV_NB_DOMAIN, host->domain, sizeof(host->domain));
	put_name(w, SSP_NTLM_AV_NB_COMPUTER, host->computer,
		 sizeof(host->computer));
	if (host->dns[0])
		put_name(w, SSP_NTLM_AV_DNS_COMPUTER, host->dns,
			 sizeof(host->dns));
	ssp_ntlm_av_put(w, SSP_NTLM_AV_TIMESTAMP, SSP_SPAN(time));
	ssp_ntlm_av_put(w, SSP_NTLM_AV_END, (struct ssp_span){ NULL, 0 });
}

static ssp_status send_challenge(struct ssp_ntlm_ctx *ctx, struct ssp_step *s)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_ntlm_challenge m = { .flags = ctx->flags };
	struct ssp_wr target, info;
	u8 nonce[SSP_NTLM_NONCE];
	struct ssp_host host;
	ssp_status st;

	st = env->random(env->arg, nonce, sizeof(nonce));
	if (st < 0)
		return st;
	ctx->issued = env->wall_time(env->arg);
	ssp_ntlm_host(&host);
	ssp_wr_init(&target);
	ssp_wr_init(&info);
	if (ctx->flags & SSP_NTLM_REQUEST_TARGET) {
		m.flags |= SSP_NTLM_TARGET_SERVER;
		put_ascii(&target, host.computer, sizeof(host.computer),
			  m.flags);
	}
	put_info(ctx, &host, &info);
	m.nonce = SSP_SPAN(nonce);
	m.target = ssp_wr_span(&target);
	m.info = ssp_wr_span(&info);
	ssp_ntlm_challenge_write(&ctx->challenge, &m);
	st = target.st < 0 ? target.st : info.st;
	if (st >= 0)
		st = ctx->challenge.st;
	ssp_wr_free(&target);
	ssp_wr_free(&info);
	if (st < 0)
		return st;
	ssp_wr_bytes(s->out, ssp_wr_span(&ctx->challenge));
	ctx->state = SSP_NTLM_SENT;
	return SEC_I_CONTINUE_NEEDED;
}

/* Of code pages there are many: curl has nothing but one, and means ASCII. */
static ssp_status start(struct ssp_ntlm_ctx *ctx, struct ssp_step *s)
{
	ssp_status st;
	u32 theirs;

	if (!s->token.n && (ctx->req & ISC_REQ_DATAGRAM)) {
		ctx->flags = offer(UNASKED);
		return send_challenge(ctx, s);
	}
	st = ssp_ntlm_negotiate_read(s->token, &theirs);
	if (st < 0)
		return st;
	ssp_wr_bytes(&ctx->negotiate, s->token);
	if (ctx->negotiate.st < 0)
		return ctx->negotiate.st;
	ctx->flags = offer(theirs & ~SSP_NTLM_DATAGRAM);
	if (!(ctx->flags & CHARSETS))
		return SEC_E_INVALID_TOKEN;
	return send_challenge(ctx, s);
}

/*
 * What is in both, with keys that are strong enough.  A client that is nobody
 * has no protection (3.4).
 */
static ssp_status agree(struct ssp_ntlm_ctx *ctx, u32 theirs, bool nobody)
{
	u32 flags = ctx->flags & theirs;

	if (!(flags & CHARSETS))
		return SEC_E_INVALID_TOKEN;
	if (flags & SSP_NTLM_SEAL)
		flags |= SSP_NTLM_SIGN;
	if (nobody)
		flags &= ~(SSP_NTLM_PROTECTION | SSP_NTLM_KEY_EXCH);
	if ((flags & SSP_NTLM_SIGN) &&
	    (!(flags & SSP_NTLM_EXTENDED) || ssp_ntlm_bits(flags) < 56))
		return SEC_E_UNSUPPORTED_FUNCTION;
	if ((ctx->flags ^ flags) & SSP_NTLM_DATAGRAM)
		return SEC_E_UNSUPPORTED_FUNCTION;
	ctx->flags = flags;
	return SEC_E_OK;
}

/* No user and no response; the flag alone says nothing (3.2.5.1.2). */
static bool is_nobody(const struct ssp_ntlm_authenticate *m)
{
	return !m->user.n && !m->nt.n &&
	       (!m->lm.n || (m->lm.n == 1 && !m->lm.p[0]));
}

/* The session key of nobody is zeroes, and protects nothing. */
static ssp_status accept_nobody(struct ssp_ntlm_ctx *ctx, struct claim *c)
{
	ssp_status st;

	if (!(ctx->req & ISC_REQ_NULL_SESSION))
		return SEC_E_LOGON_DENIED;
	st = agree(ctx, c->m.flags, true);
	if (st < 0)
		return st;
	ctx->granted |= ISC_RET_NULL_SESSION;
	return ssp_ntlm_establish(ctx, c->session_key);
}

static ssp_status read_name(const struct ssp_ntlm_ctx *ctx, struct ssp_span s,
			    struct ssp_utf16 *out)
{
	bool oem = ctx->flags & SSP_NTLM_OEM;

	if (s.n > SSP_ACCOUNT_NAME_MAX * (oem ? 1u : 2u))
		return SEC_E_INVALID_TOKEN;
	return oem ? ssp_ntlm_oem_read(s, out) : ssp_ntlm_text_read(s, out);
}

static ssp_status read_claim(const struct ssp_ntlm_ctx *ctx, struct claim *c)
{
	ssp_status st;

	if (!c->m.user.n)
		return SEC_E_LOGON_DENIED;
	st = read_name(ctx, c->m.user, &c->user);
	if (st >= 0)
		st = read_name(ctx, c->m.domain, &c->domain);
	if (st < 0)
		return st;
	/* Whatever came before NTLMv2 is refused like a wrong password. */
	if (ssp_ntlm_response_read(c->m.nt, &c->response) < 0)
		return SEC_E_LOGON_DENIED;
	return ssp_ntlm_avs_read(c->response.pairs, &c->avs);
}

/*
 * Is the response that of somebody with @nt_hash?  Clients may leave the domain
 * out of what they compute (3.2.5.1.2), so both are tried, always.
 */
static ssp_status check_proof(const struct ssp_ntlm_ctx *ctx, struct claim *c,
			      const u8 *nt_hash, bool *right)
{
	static const struct ssp_utf16 none = { NULL, 0 };
	const struct ssp_utf16 *domains[] = { &c->domain, &none };
	const u8 *nonce = ctx->challenge.p + 24;
	u8 key[SSP_NTLM_KEY], proof[SSP_NTLM_KEY], base[SSP_NTLM_KEY];
	ssp_status st = SEC_E_OK;
	size_t i;

	*right = false;
	for (i = 0; i < ARRAY_SIZE(domains) && st >= 0; i++) {
		st = ssp_ntlm_response_key(nt_hash, &c->user, domains[i], key);
		if (st >= 0)
			st = ssp_ntlm_prove(key, nonce, c->response.blob, proof,
					    base);
		if (st >= 0 &&
		    ssp_memeq_ct(proof, c->response.proof.p, sizeof(proof))) {
			memcpy(c->session_key, base, sizeof(base));
			*right = true;
		}
	}
	ssp_wipe(key, sizeof(key));
	ssp_wipe(base, sizeof(base));
	return st;
}

/* An account that is not there has a password that nobody knows. */
static ssp_status check_password(const struct ssp_ntlm_ctx *ctx,
				 struct claim *c)
{
	const struct ssp_env *env = ssp_env_get();
	u8 unknown[SSP_NTLM_KEY];
	bool known, right;
	ssp_status st;

	st = env->random(env->arg, unknown, sizeof(unknown));
	if (st < 0)
		return st;
	st = ssp_ntlm_account_find(ctx->cred, &c->user, &c->domain,
				   &c->account);
	known = st >= 0;
	if (known || st == SEC_E_LOGON_DENIED)
		st = check_proof(ctx, c, known ? c->account.nt_hash : unknown,
				 &right);
	ssp_wipe(unknown, sizeof(unknown));
	if (st < 0)
		return st;
	return known && right ? SEC_E_OK : SEC_E_LOGON_DENIED;
}

/*
 * The client heard what we said: all our pairs are under its proof, and none of
 * them, the time above all, was taken out on the way to make it leave its MIC
 * out.
 */
static ssp_status check_echo(const struct ssp_ntlm_ctx *ctx,
			     const struct claim *c)
{
	const struct ssp_env *env = ssp_env_get();
	u64 now = env->wall_time(env->arg);
	u64 age = now > ctx->issued ? now - ctx->issued : ctx->issued - now;
	struct ssp_ntlm_challenge ours;
	struct ssp_ntlm_avs avs;
	ssp_status st;
	size_t i;

	st = ssp_ntlm_challenge_read(ssp_wr_span(&ctx->challenge), &ours);
	if (st >= 0)
		st = ssp_ntlm_avs_read(ours.info, &avs);
	if (st < 0)
		return SEC_E_INTERNAL_ERROR;
	if (age > LIFETIME)
		return SEC_E_LOGON_DENIED;
	for (i = 0; i < SSP_NTLM_AV_KNOWN; i++) {
		if (avs.v[i].p &&
		    (!c->avs.v[i].p || !ssp_span_eq(avs.v[i], c->avs.v[i])))
			return SEC_E_LOGON_DENIED;
	}
	return SEC_E_OK;
}

/*
 * A client that knows of bindings and has none sends zeroes; one that is too
 * old does not send the pair (2.2.2.1).
 */
static ssp_status check_bindings(struct ssp_ntlm_ctx *ctx,
				 const struct claim *c, const u8 *ours)
{
	struct ssp_span theirs = c->avs.v[SSP_NTLM_AV_BINDINGS];

	ctx->bindings = ssp_bindings_compare(theirs, theirs.p != NULL, ours,
					     ctx->policy);
	return ctx->bindings & SEC_CHANNEL_BINDINGS_RESULT_NOTVALID ?
		       SEC_E_BAD_BINDINGS :
		       SEC_E_OK;
}

/* 3.2.5.1.2.  A key without the flag is none; with it there must be one. */
static ssp_status unwrap_key(const struct ssp_ntlm_ctx *ctx, struct claim *c)
{
	u8 key[SSP_NTLM_KEY];

	if (!(ctx->flags & SSP_NTLM_KEY_EXCH))
		return SEC_E_OK;
	if (!c->m.key.n && !(ctx->flags & SSP_NTLM_PROTECTION))
		return SEC_E_OK;
	if (c->m.key.n != sizeof(key))
		return SEC_E_INVALID_TOKEN;
	memcpy(key, c->m.key.p, sizeof(key));
	ssp_ntlm_wrap_key(c->session_key, key);
	memcpy(c->session_key, key, sizeof(key));
	ssp_wipe(key, sizeof(key));
	return SEC_E_OK;
}

/*
 * The flag is under the proof: nobody can take it out with the MIC.  A client
 * that does not set it sends none, though it was told the time, and is let in:
 * there are such (2.2.2.1), and what is lost is theirs.
 */
static ssp_status check_mic(struct ssp_ntlm_ctx *ctx, const struct claim *c,
			    struct ssp_span token)
{
	const struct ssp_span messages[3] = {
		ssp_wr_span(&ctx->negotiate),
		ssp_wr_span(&ctx->challenge),
		token,
	};
	u8 mic[SSP_NTLM_KEY];
	ssp_status st;

	if (!(c->avs.flags & SSP_NTLM_AV_FLAG_MIC))
		return SEC_E_OK;
	if (!c->m.mic.n)
		return SEC_E_LOGON_DENIED;
	st = ssp_ntlm_mic(c->session_key, messages,
			  (size_t)(c->m.mic.p - token.p), mic);
	if (st >= 0 && !ssp_memeq_ct(mic, c->m.mic.p, sizeof(mic)))
		st = SEC_E_LOGON_DENIED;
	ssp_wipe(mic, sizeof(mic));
	ctx->mic = st >= 0;
	return st;
}

/*
 * The client is the account that its password is of.  What it calls itself and
 * its domain is looked up and proven with, and then forgotten: an account
 * without a domain is found under any.
 */
static ssp_status keep_names(struct ssp_ntlm_ctx *ctx, const struct claim *c)
{
	struct ssp_span domain = c->avs.v[SSP_NTLM_AV_NB_DOMAIN];
	struct ssp_span target = c->avs.v[SSP_NTLM_AV_TARGET];
	ssp_status st;

	st = ssp_ntlm_account_name(&c->account.user, &c->account.domain,
				   &ctx->client);
	if (st >= 0 && domain.n)
		st = ssp_ntlm_text_read(domain, &ctx->authority);
	/* Nobody vouches for what the client itself did not trust (2.2.2.1). */
	if (st >= 0 && target.n &&
	    !(c->avs.flags & SSP_NTLM_AV_FLAG_UNVERIFIED))
		st = ssp_ntlm_text_read(target, &ctx->server);
	return st;
}

static ssp_status accept_claim(struct ssp_ntlm_ctx *ctx,
			       const struct ssp_step *s, struct claim *c)
{
	ssp_status st;

	st = read_claim(ctx, c);
	if (st >= 0)
		st = check_password(ctx, c);
	if (st >= 0)
		st = check_echo(ctx, c);
	if (st >= 0)
		st = agree(ctx, c->m.flags, false);
	if (st >= 0)
		st = unwrap_key(ctx, c);
	if (st >= 0)
		st = check_mic(ctx, c, s->token);
	if (st >= 0)
		st = check_bindings(ctx, c, s->bindings);
	if (st >= 0)
		st = keep_names(ctx, c);
	if (st >= 0)
		st = ssp_ntlm_establish(ctx, c->session_key);
	return st;
}

static ssp_status recv_authenticate(struct ssp_ntlm_ctx *ctx,
				    struct ssp_step *s)
{
	struct claim c;
	ssp_status st;

	memset(&c, 0, sizeof(c));
	st = ssp_ntlm_authenticate_read(s->token, &c.m);
	if (st >= 0)
		st = is_nobody(&c.m) ? accept_nobody(ctx, &c) :
				       accept_claim(ctx, s, &c);
	if (st >= 0 && ssp_mech_lacks(ctx->req, ctx->granted))
		st = SEC_E_UNSUPPORTED_FUNCTION;
	ssp_utf16_free(&c.user);
	ssp_utf16_free(&c.domain);
	ssp_ntlm_account_free(&c.account);
	ssp_wipe(&c, sizeof(c));
	return st;
}

ssp_status ssp_ntlm_accept_step(struct ssp_ntlm_ctx *ctx, struct ssp_step *s)
{
	switch (ctx->state) {
	case SSP_NTLM_START:
		return start(ctx, s);
	case SSP_NTLM_SENT:
		return recv_authenticate(ctx, s);
	default:
		return SEC_E_OUT_OF_SEQUENCE;
	}
}
