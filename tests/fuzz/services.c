// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Peers that know the keys and say what they like: what is behind decryption,
 * proofs and MICs.
 *
 * Inputs: kind, then parts, each with its size in 16 bits; the last one is the
 * rest.
 */
#include "core/bindings.h"
#include "core/gsstok.h"
#include "core/krb5/krb5.h"
#include "core/krb5/krb5_ap_req.h"
#include "core/krb5/krb5_ctx.h"
#include "core/krb5/krb5_der.h"
#include "core/text.h"
#include "tests/fake_service.h"
#include "tests/fuzz/fuzz.h"
#include "tests/ntlm_talk.h"

static struct ssp_span take_part(struct ssp_span *in)
{
	return ssp_fuzz_take(in, ssp_fuzz_u16(in));
}

static void seal(const struct ssp_krb5_keyblock *key, u32 usage,
		 struct ssp_span plain, struct ssp_wr *out)
{
	ssp_wr_init(out);
	SSP_FUZZ_MUST(ssp_krb5_seal_blob(key, usage, plain, out) >= 0);
}

/* A Ticket to SSP_FAKE_SPN around @plain. */
static void put_ticket(struct ssp_wr *w, const struct ssp_krb5_keyblock *key,
		       struct ssp_span plain)
{
	/* PrincipalName of HTTP/www.example.test. */
	static const u8 sname[] = {
		0x30, 0x21, 0xa0, 0x03, 0x02, 0x01, 0x02, 0xa1, 0x1a,
		0x30, 0x18, 0x1b, 0x04, 'H',  'T',  'T',  'P',	0x1b,
		0x10, 'w',  'w',  'w',	'.',  'e',  'x',  'a',	'm',
		'p',  'l',  'e',  '.',	't',  'e',  's',  't',
	};
	struct ssp_span realm = { (const u8 *)SSP_FAKE_REALM,
				  sizeof(SSP_FAKE_REALM) - 1 };
	struct ssp_wr cipher;
	size_t app, seq, mark, enc;

	seal(key, SSP_KRB5_USE_TICKET, plain, &cipher);
	app = ssp_der_open(w, SSP_DER_APP(1));
	seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	ssp_krb5_put_int(w, 0, SSP_KRB5_PVNO);
	ssp_krb5_put(w, 1, SSP_DER_STRING, realm);
	ssp_krb5_put_whole(w, 2, SSP_SPAN(sname));
	mark = ssp_der_open(w, SSP_DER_CTX(3));
	enc = ssp_der_open(w, SSP_DER_SEQUENCE);
	ssp_krb5_put_int(w, 0, key->et->id);
	ssp_krb5_put(w, 2, SSP_DER_OCTETS, ssp_wr_span(&cipher));
	ssp_der_close(w, enc);
	ssp_der_close(w, mark);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
	ssp_wr_free(&cipher);
}

/* The key in a ticket, or the one that it would have had. */
static void session_of(const struct ssp_fake *fake, struct ssp_span plain,
		       struct ssp_krb5_keyblock *key)
{
	struct ssp_krb5_ticket_part part;

	if (ssp_krb5_ticket_part_decode(plain, &part) < 0 ||
	    ssp_krb5_keyblock_set(key, part.key.etype, part.key.key) < 0)
		ssp_fake_key(fake, key);
}

static void put_request(const struct ssp_fake *fake, struct ssp_span ticket,
			struct ssp_span authenticator, struct ssp_wr *w)
{
	struct ssp_krb5_keyblock service, session;
	struct ssp_krb5_encdata auth = { .have_kvno = false };
	struct ssp_wr whole, cipher;
	size_t frame;

	ssp_fake_count_key(fake->etype, SSP_FAKE_SERVICE_KEY, &service);
	session_of(fake, ticket, &session);
	ssp_wr_init(&whole);
	put_ticket(&whole, &service, ticket);
	seal(&session, SSP_KRB5_USE_AP_REQ_AUTH, authenticator, &cipher);
	auth.etype = session.et->id;
	auth.cipher = ssp_wr_span(&cipher);
	ssp_wr_init(w);
	frame = ssp_gsstok_begin(w, ssp_krb5_oid);
	ssp_wr_be16(w, SSP_KRB5_TOK_AP_REQ);
	ssp_krb5_ap_req_encode(w, SSP_KRB5_AP_MUTUAL, ssp_wr_span(&whole),
			       &auth);
	ssp_gsstok_end(w, frame);
	ssp_wr_free(&whole);
	ssp_wr_free(&cipher);
}

static void *krb5_ctx(struct ssp_ctx_params *p, u32 use)
{
	struct ssp_identity id = { .is_explicit = false };
	void *ctx;

	SSP_FUZZ_MUST(ssp_krb5_mech.cred_open(&id, use, &p->cred) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_mech.ctx_new(p, &ctx) >= 0);
	return ctx;
}

static void krb5_end(void *ctx, void *cred)
{
	ssp_krb5_mech.ctx_free(ctx);
	ssp_krb5_mech.cred_close(cred);
	ssp_fake_stop();
}

/* What a step said holds of the context as well. */
static void expect_state(const struct ssp_mech *mech, void *ctx, ssp_status st)
{
	struct ssp_ctx_info info;
	u8 token[64], data = 0;
	struct ssp_msg m = { .token = { token, sizeof(token), 0 },
			     .seg[0] = { &data, 1, 0 },
			     .nseg = 1,
			     .total = 1 };

	memset(&info, 0, sizeof(info));
	mech->describe(ctx, &info);
	SSP_FUZZ_MUST(st != SEC_E_INTERNAL_ERROR);
	if (st != SEC_E_OK)
		return;
	SSP_FUZZ_MUST(info.session_key.n);
	if (info.flags & ISC_RET_INTEGRITY)
		SSP_FUZZ_MUST(mech->sign(ctx, &m) == SEC_E_OK);
}

/* Parts: EncTicketPart, Authenticator.  Kind: enctype, policy, bindings. */
static void krb5_accept(struct kunit *test, struct ssp_span in)
{
	static const u8 bindings[SSP_BINDINGS_SIZE] = { 1, 2, 3 };
	struct ssp_fake *fake = ssp_fake_start(test);
	u8 kind = ssp_fuzz_u8(&in);
	struct ssp_span ticket = take_part(&in);
	struct ssp_ctx_params p = { .accept = true, .policy = kind >> 2 & 3 };
	struct ssp_wr keytab, token, out;
	struct ssp_step s = { .out = &out };
	struct ssp_fake_ap ap;
	void *ctx;
	ssp_status st;

	fake->etype = 17 + (kind & 3);
	ssp_fake_ap_of(fake, &ap);
	ssp_wr_init(&out);
	ssp_wr_init(&keytab);
	ssp_fake_keytab(&keytab);
	ssp_fake_keytab_add(&keytab, &ap.service, 3, &ap.service_key);
	fake->keytab = ssp_wr_span(&keytab);
	fake->keys_st = SEC_E_OK;
	put_request(fake, ticket, in, &token);
	s.token = ssp_wr_span(&token);
	if (kind & 16)
		s.bindings = bindings;
	ctx = krb5_ctx(&p, SECPKG_CRED_INBOUND);
	st = ssp_krb5_mech.step(ctx, &s);
	expect_state(&ssp_krb5_mech, ctx, st);
	ssp_wr_free(&out);
	ssp_wr_free(&token);
	ssp_wr_free(&keytab);
	krb5_end(ctx, p.cred);
}

/* Parts: EncAPRepPart.  Kind: enctype. */
static void krb5_reply(struct kunit *test, struct ssp_span in)
{
	struct ssp_fake *fake = ssp_fake_start(test);
	struct ssp_utf16 target = ntlm_talk_text(SSP_FAKE_SPN);
	struct ssp_ctx_params p = { .flags = ISC_REQ_MUTUAL_AUTH,
				    .target = &target };
	struct ssp_krb5_encdata enc = { .have_kvno = false };
	struct ssp_krb5_keyblock key;
	struct ssp_wr out, cipher, token;
	struct ssp_step s = { .out = &out };
	size_t frame;
	void *ctx;

	fake->etype = 17 + (ssp_fuzz_u8(&in) & 3);
	ctx = krb5_ctx(&p, SECPKG_CRED_OUTBOUND);
	ssp_wr_init(&out);
	SSP_FUZZ_MUST(ssp_krb5_mech.step(ctx, &s) == SEC_I_CONTINUE_NEEDED);
	ssp_fake_key(fake, &key);
	seal(&key, SSP_KRB5_USE_AP_REP, in, &cipher);
	enc.etype = fake->etype;
	enc.cipher = ssp_wr_span(&cipher);
	ssp_wr_init(&token);
	frame = ssp_gsstok_begin(&token, ssp_krb5_oid);
	ssp_wr_be16(&token, SSP_KRB5_TOK_AP_REP);
	ssp_krb5_ap_rep_encode(&token, &enc);
	ssp_gsstok_end(&token, frame);
	s.token = ssp_wr_span(&token);
	expect_state(&ssp_krb5_mech, ctx, ssp_krb5_mech.step(ctx, &s));
	ssp_wr_free(&out);
	ssp_wr_free(&cipher);
	ssp_wr_free(&token);
	krb5_end(ctx, p.cred);
	ssp_utf16_free(&target);
}

/* Set when its MIC is right, and when its proof is. */
#define WITH_MIC 1u
#define ANONYMOUS_TOO 2u
#define WITH_KEY 4u

/**
 * struct logon - an AUTHENTICATE that somebody makes who has the password
 * @m: the message
 * @response: its NtChallengeResponse
 * @base: what its proof yields
 * @wrapped: its session key under that, when WITH_KEY
 */
struct logon {
	struct ssp_ntlm_authenticate m;
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

/* Its MIC as it would be, whatever the flags are. */
static void put_mic(struct ntlm_talk *t, const struct logon *l,
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

static void put_logon(struct ntlm_talk *t, u8 kind, struct ssp_span in,
		      struct ssp_wr *w)
{
	struct ssp_utf16 user = ntlm_talk_text(NTLM_USER);
	struct ssp_utf16 domain = ntlm_talk_text(NTLM_DOMAIN);
	struct ssp_span given = ssp_wr_span(&t->token[NTLM_CHALLENGE]);
	struct ssp_ntlm_challenge c;
	struct ssp_wr name, where;
	struct logon l;

	memset(&l, 0, sizeof(l));
	SSP_FUZZ_MUST(ssp_ntlm_challenge_read(given, &c) >= 0);
	l.m.flags = c.flags ^ (u32)ssp_fuzz_u16(&in);
	l.m.flags ^= (u32)ssp_fuzz_u16(&in) << 16;
	l.m.user = text(&user, &name);
	l.m.domain = text(&domain, &where);
	if (kind & WITH_KEY)
		l.m.key = SSP_SPAN(l.wrapped);
	prove(&l, &user, &domain, c.nonce.p, in);
	ssp_wr_init(w);
	ssp_ntlm_authenticate_write(w, &l.m);
	if (w->st >= 0 && kind & WITH_MIC)
		put_mic(t, &l, w);
	ssp_wr_free(&l.response);
	ssp_wr_free(&name);
	ssp_wr_free(&where);
	ssp_utf16_free(&user);
	ssp_utf16_free(&domain);
}

/* Parts: flags that differ from the CHALLENGE's, the blob. */
static void ntlm_accept(struct kunit *test, struct ssp_span in)
{
	u8 kind = ssp_fuzz_u8(&in);
	struct ssp_span nothing = { NULL, 0 };
	struct ssp_wr none, token;
	struct ntlm_talk t;
	ssp_status st;

	ntlm_talk_start(test, ssp_fake_start(test), &t);
	if (kind & ANONYMOUS_TOO)
		t.accept_req = ISC_REQ_NULL_SESSION;
	SSP_FUZZ_MUST(ntlm_talk_open(&t) >= 0);
	SSP_FUZZ_MUST(ntlm_talk_step(t.init, nothing, NULL,
				     &t.token[NTLM_NEGOTIATE]) >= 0);
	SSP_FUZZ_MUST(ntlm_talk_step(t.acc,
				     ssp_wr_span(&t.token[NTLM_NEGOTIATE]),
				     NULL, &t.token[NTLM_CHALLENGE]) >= 0);
	put_logon(&t, kind, in, &token);
	ssp_wr_init(&none);
	st = ntlm_talk_step(t.acc, ssp_wr_span(&token), NULL, &none);
	expect_state(&ssp_ntlm_mech, t.acc, st);
	ssp_wr_free(&none);
	ssp_wr_free(&token);
	ntlm_talk_end(&t);
	ssp_fake_stop();
}

const struct ssp_fuzz_target ssp_fuzz_services[] = {
	{ "krb5_accept", krb5_accept },
	{ "krb5_reply", krb5_reply },
	{ "ntlm_accept", ntlm_accept },
	{ NULL, NULL },
};
