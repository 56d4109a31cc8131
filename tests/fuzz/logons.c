// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * An NTLM client that knows the password and says what it likes: what is behind
 * the proof and the MIC.
 *
 * Inputs: kind, flags that differ from the CHALLENGE's, the size of the blob and
 * the blob; then instructions that change the message before its MIC is made.
 */
#include "core/ntlm/ntlm_av.h"
#include "tests/fuzz/fuzz.h"
#include "tests/ntlm_talk.h"

#define HALF_AN_HOUR (1800 * SSP_TICKS_PER_SEC)

/**
 * struct logon - an AUTHENTICATE that somebody makes who has the password
 * @m: the message
 * @user: in it
 * @domain: in it
 * @response: its NtChallengeResponse
 * @base: what its proof yields
 * @wrapped: its session key under that, when SSP_FUZZ_WITH_KEY
 */
struct logon {
	struct ssp_ntlm_authenticate m;
	struct ssp_wr user;
	struct ssp_wr domain;
	struct ssp_wr response;
	u8 base[SSP_NTLM_KEY];
	u8 wrapped[SSP_NTLM_KEY];
};

static struct ssp_span text(const struct ssp_utf16 *s, struct ssp_wr *w)
{
	ssp_wr_init(w);
	ssp_ntlm_text_write(w, s);
	return ssp_wr_span(w);
}

static void prove(struct logon *l, const struct ssp_utf16 *user,
		  const struct ssp_utf16 *domain, const u8 *nonce,
		  struct ssp_span blob)
{
	struct ssp_utf16 password = ntlm_talk_text(NTLM_PASSWORD);
	u8 hash[SSP_NTLM_KEY], key[SSP_NTLM_KEY], proof[SSP_NTLM_KEY];

	SSP_FUZZ_MUST(ssp_ntlm_nt_hash(&password, hash) >= 0);
	SSP_FUZZ_MUST(ssp_ntlm_response_key(hash, user, domain, key) >= 0);
	SSP_FUZZ_MUST(ssp_ntlm_prove(key, nonce, blob, proof, l->base) >= 0);
	ssp_wr_init(&l->response);
	ssp_wr_bytes(&l->response, SSP_SPAN(proof));
	ssp_wr_bytes(&l->response, blob);
	l->m.nt = ssp_wr_span(&l->response);
	ssp_utf16_free(&password);
}

static void make_logon(const struct ntlm_talk *t, u8 kind, struct ssp_span *in,
		       struct logon *l)
{
	struct ssp_utf16 user = ntlm_talk_text(NTLM_USER);
	struct ssp_utf16 domain = ntlm_talk_text(NTLM_DOMAIN);
	struct ssp_span given = ssp_wr_span(&t->token[NTLM_CHALLENGE]);
	struct ssp_ntlm_challenge c;
	size_t nblob;

	memset(l, 0, sizeof(*l));
	SSP_FUZZ_MUST(ssp_ntlm_challenge_read(given, &c) >= 0);
	l->m.flags = c.flags ^ (u32)ssp_fuzz_u16(in);
	l->m.flags ^= (u32)ssp_fuzz_u16(in) << 16;
	l->m.user = text(&user, &l->user);
	l->m.domain = text(&domain, &l->domain);
	if (kind & SSP_FUZZ_WITH_KEY)
		l->m.key = SSP_SPAN(l->wrapped);
	nblob = ssp_fuzz_u16(in);
	prove(l, &user, &domain, c.nonce.p, ssp_fuzz_take(in, nblob));
	ssp_utf16_free(&user);
	ssp_utf16_free(&domain);
}

/* Its MIC as it would be, whatever the flags are. */
static void put_mic(const struct ntlm_talk *t, const struct logon *l,
		    struct ssp_wr *w)
{
	const struct ssp_span messages[] = {
		ssp_wr_span(&t->token[NTLM_NEGOTIATE]),
		ssp_wr_span(&t->token[NTLM_CHALLENGE]),
		ssp_wr_span(w),
	};
	u8 key[SSP_NTLM_KEY], mic[SSP_NTLM_KEY];

	memcpy(key, l->m.key.n ? l->wrapped : l->base, sizeof(key));
	if (l->m.key.n)
		ssp_ntlm_wrap_key(l->base, key);
	SSP_FUZZ_MUST(ssp_ntlm_mic(key, messages, SSP_NTLM_MIC_AT, mic) >= 0);
	memcpy(w->p + SSP_NTLM_MIC_AT, mic, sizeof(mic));
}

static void put_logon(const struct ntlm_talk *t, u8 kind, struct ssp_span *in,
		      const struct logon *l, struct ssp_wr *w)
{
	ssp_wr_init(w);
	ssp_ntlm_authenticate_write(w, &l->m);
	if (w->st < 0)
		ssp_wr_free(w);
	(void)ssp_fuzz_change(in, w, (struct ssp_span){ NULL, 0 });
	if (kind & SSP_FUZZ_WITH_MIC && w->n >= SSP_NTLM_MIC_AT + SSP_NTLM_KEY)
		put_mic(t, l, w);
}

static void logon_free(struct logon *l)
{
	ssp_wr_free(&l->user);
	ssp_wr_free(&l->domain);
	ssp_wr_free(&l->response);
}

/* What was agreed on, both said; and the key is what @l leads to. */
static void expect_agreement(const struct ssp_ntlm_ctx *ctx,
			     const struct ssp_ntlm_authenticate *a,
			     const struct logon *l)
{
	u8 key[SSP_NTLM_KEY];

	/* Sealing is signing. */
	SSP_FUZZ_MUST(!(ctx->flags & ~a->flags & ~SSP_NTLM_SIGN));
	memcpy(key, l->base, sizeof(key));
	if (ctx->flags & SSP_NTLM_KEY_EXCH && a->key.n) {
		SSP_FUZZ_MUST(a->key.n == sizeof(key));
		memcpy(key, a->key.p, sizeof(key));
		ssp_ntlm_wrap_key(l->base, key);
	}
	SSP_FUZZ_MUST(!memcmp(ctx->session_key, key, sizeof(key)));
}

/* All that we said comes back, and what only we may leave out is there. */
static void expect_pairs(const struct ntlm_talk *t, u8 kind,
			 const struct ssp_ntlm_authenticate *a)
{
	struct ssp_span given = ssp_wr_span(&t->token[NTLM_CHALLENGE]);
	struct ssp_ntlm_avs ours, theirs;
	struct ssp_ntlm_challenge c;
	struct ssp_ntlm_response r;
	size_t i;

	SSP_FUZZ_MUST(ssp_ntlm_challenge_read(given, &c) >= 0);
	SSP_FUZZ_MUST(ssp_ntlm_avs_read(c.info, &ours) >= 0);
	SSP_FUZZ_MUST(ssp_ntlm_response_read(a->nt, &r) >= 0);
	SSP_FUZZ_MUST(ssp_ntlm_avs_read(r.pairs, &theirs) >= 0);
	for (i = 0; i < SSP_NTLM_AV_KNOWN; i++)
		SSP_FUZZ_MUST(!ours.v[i].p ||
			      ssp_span_eq(ours.v[i], theirs.v[i]));
	if (theirs.flags & SSP_NTLM_AV_FLAG_MIC)
		SSP_FUZZ_MUST(a->mic.n && kind & SSP_FUZZ_WITH_MIC);
	if (kind & SSP_FUZZ_BOUND && !SSP_FUZZ_POLICY(kind))
		SSP_FUZZ_MUST(ssp_span_eq(theirs.v[SSP_NTLM_AV_BINDINGS],
					  SSP_SPAN(ssp_fuzz_bindings)));
}

/* Who got in said what a client has to say; @token is its AUTHENTICATE. */
static void expect_manners(const struct ntlm_talk *t, u8 kind,
			   const struct logon *l, struct ssp_span token)
{
	u32 granted = t->acc->granted;
	struct ssp_ntlm_authenticate a;

	if (kind & SSP_FUZZ_SECRET)
		SSP_FUZZ_MUST(granted & ISC_RET_CONFIDENTIALITY);
	if (granted & ISC_RET_NULL_SESSION) {
		SSP_FUZZ_MUST(kind & SSP_FUZZ_NOBODY_TOO);
		return;
	}
	SSP_FUZZ_MUST(!(kind & SSP_FUZZ_LATE));
	SSP_FUZZ_MUST(ssp_ntlm_authenticate_read(token, &a) >= 0);
	SSP_FUZZ_MUST(ssp_span_eq(a.nt, l->m.nt));
	expect_agreement(t->acc, &a, l);
	expect_pairs(t, kind, &a);
}

static void start(struct kunit *test, struct ntlm_talk *t, u8 kind)
{
	struct ssp_span nothing = { NULL, 0 };

	ntlm_talk_start(test, ssp_fake_start(test), t);
	t->req = ISC_REQ_CONFIDENTIALITY;
	if (kind & SSP_FUZZ_NOBODY_TOO)
		t->accept_req |= ISC_REQ_NULL_SESSION;
	if (kind & SSP_FUZZ_SECRET)
		t->accept_req |= ISC_REQ_CONFIDENTIALITY;
	if (kind & SSP_FUZZ_BOUND)
		t->accept_bindings = ssp_fuzz_bindings;
	t->policy = SSP_FUZZ_POLICY(kind);
	SSP_FUZZ_MUST(ntlm_talk_open(t) >= 0);
	SSP_FUZZ_MUST(ntlm_talk_step(t->init, nothing, NULL,
				     &t->token[NTLM_NEGOTIATE]) >= 0);
	SSP_FUZZ_MUST(ntlm_talk_step(t->acc,
				     ssp_wr_span(&t->token[NTLM_NEGOTIATE]),
				     NULL, &t->token[NTLM_CHALLENGE]) >= 0);
	if (kind & SSP_FUZZ_LATE)
		t->fake->now += HALF_AN_HOUR + 1;
}

static void ntlm_accept(struct kunit *test, struct ssp_span in)
{
	u8 kind = ssp_fuzz_u8(&in);
	struct ssp_wr none, w;
	struct ssp_span token;
	struct ntlm_talk t;
	struct logon l;
	ssp_status st;

	start(test, &t, kind);
	make_logon(&t, kind, &in, &l);
	put_logon(&t, kind, &in, &l, &w);
	token = ssp_fuzz_exact(test, &w);
	ssp_wr_init(&none);
	st = ntlm_talk_step(t.acc, token, t.accept_bindings, &none);
	ssp_fuzz_state(&ssp_ntlm_mech, t.acc, st);
	if (st == SEC_E_OK)
		expect_manners(&t, kind, &l, token);
	ssp_wr_free(&none);
	ssp_wr_free(&w);
	logon_free(&l);
	ntlm_talk_end(&t);
	ssp_fake_stop();
}

const struct ssp_fuzz_target ssp_fuzz_logons[] = {
	{ "ntlm_accept", ntlm_accept },
	{ NULL, NULL },
};
