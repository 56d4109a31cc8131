// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Kerberos' peers that know the keys and say what they like: what is behind
 * decryption.
 *
 * Inputs: kind, then parts, each with its size in 16 bits; the last one is the
 * rest.
 */
#include "core/gsstok.h"
#include "core/krb5/krb5.h"
#include "core/krb5/krb5_ap_req.h"
#include "core/krb5/krb5_ctx.h"
#include "core/krb5/krb5_der.h"
#include "core/krb5/krb5_name.h"
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

/* Who got in: with a ticket that is good now, as itself, and just now. */
static void expect_good_reasons(const struct ssp_fake *fake,
				struct ssp_span ticket, struct ssp_span auth)
{
	struct ssp_krb5_ticket_part t;
	struct ssp_krb5_auth_part a;
	u64 sent;

	SSP_FUZZ_MUST(ssp_krb5_ticket_part_decode(ticket, &t) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_auth_part_decode(auth, &a) >= 0);
	sent = a.ctime + a.cusec * 10ull;
	SSP_FUZZ_MUST(t.end > fake->now);
	SSP_FUZZ_MUST(t.start <= fake->now + SSP_KRB5_SKEW);
	SSP_FUZZ_MUST(sent <= fake->now + SSP_KRB5_SKEW);
	SSP_FUZZ_MUST(sent + SSP_KRB5_SKEW >= fake->now);
	SSP_FUZZ_MUST(ssp_span_eq(a.crealm, t.crealm));
	SSP_FUZZ_MUST(ssp_krb5_name_same(a.cname, t.cname));
}

static void expect_bindings(struct ssp_span auth)
{
	struct ssp_krb5_gss_cksum cksum;
	struct ssp_krb5_auth_part a;

	SSP_FUZZ_MUST(ssp_krb5_auth_part_decode(auth, &a) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_gss_cksum_decode(a.cksum, &cksum) >= 0);
	SSP_FUZZ_MUST(ssp_span_eq(cksum.bindings, SSP_SPAN(ssp_fuzz_bindings)));
}

/* A step of a context of its own; its status. */
static ssp_status accept_once(const struct ssp_ctx_params *p,
			      const struct ssp_step *given)
{
	struct ssp_step s = *given;
	struct ssp_wr out;
	ssp_status st;
	void *ctx;

	ssp_wr_init(&out);
	s.out = &out;
	SSP_FUZZ_MUST(ssp_krb5_mech.ctx_new(p, &ctx) >= 0);
	st = ssp_krb5_mech.step(ctx, &s);
	ssp_fuzz_state(&ssp_krb5_mech, ctx, st);
	ssp_krb5_mech.ctx_free(ctx);
	ssp_wr_free(&out);
	return st;
}

/* Parts: EncTicketPart, Authenticator.  Kind: enctype, policy, bindings. */
static void krb5_accept(struct kunit *test, struct ssp_span in)
{
	struct ssp_fake *fake = ssp_fake_start(test);
	struct ssp_identity nobody = { .is_explicit = false };
	u8 kind = ssp_fuzz_u8(&in);
	struct ssp_span ticket = take_part(&in);
	struct ssp_ctx_params p = { .accept = true, .policy = kind >> 2 & 3 };
	struct ssp_wr keytab, token;
	struct ssp_step s = { .bindings = kind & SSP_FUZZ_TICKET_BOUND ?
						  ssp_fuzz_bindings :
						  NULL };
	struct ssp_fake_ap ap;

	fake->etype = 17 + (kind & 3);
	ssp_fake_ap_of(fake, &ap);
	ssp_wr_init(&keytab);
	ssp_fake_keytab(&keytab);
	ssp_fake_keytab_add(&keytab, &ap.service, 3, &ap.service_key);
	fake->keytab = ssp_wr_span(&keytab);
	fake->keys_st = SEC_E_OK;
	put_request(fake, ticket, in, &token);
	s.token = ssp_fuzz_exact(test, &token);
	SSP_FUZZ_MUST(ssp_krb5_mech.cred_open(&nobody, SECPKG_CRED_INBOUND,
					      &p.cred) >= 0);
	if (accept_once(&p, &s) == SEC_E_OK) {
		expect_good_reasons(fake, ticket, in);
		if (kind & SSP_FUZZ_TICKET_BOUND && !p.policy)
			expect_bindings(in);
		SSP_FUZZ_MUST(accept_once(&p, &s) < 0);
	}
	ssp_wr_free(&token);
	ssp_wr_free(&keytab);
	ssp_krb5_mech.cred_close(p.cred);
	ssp_fake_stop();
}

static void put_reply(const struct ssp_fake *fake, u8 kind,
		      struct ssp_span plain, struct ssp_wr *token)
{
	struct ssp_krb5_encdata enc = { .have_kvno = false };
	struct ssp_krb5_keyblock key;
	struct ssp_wr cipher;
	size_t frame;

	ssp_fake_key(fake, &key);
	seal(&key, SSP_KRB5_USE_AP_REP, plain, &cipher);
	enc.etype = fake->etype + (kind >> 2 & 3);
	enc.cipher = ssp_wr_span(&cipher);
	ssp_wr_init(token);
	frame = ssp_gsstok_begin(token, ssp_krb5_oid);
	ssp_wr_be16(token, SSP_KRB5_TOK_AP_REP);
	ssp_krb5_ap_rep_encode(token, &enc);
	ssp_gsstok_end(token, frame);
	ssp_wr_free(&cipher);
}

/*
 * Who is believed: it knew our Authenticator's time, and its subkey is in force.
 * @was is the context before.
 */
static void expect_proof(const struct ssp_krb5_ctx *was,
			 const struct ssp_krb5_ctx *ctx, struct ssp_span plain)
{
	struct ssp_span ours = { was->key.key, was->key.et->key_size };
	struct ssp_span now = { ctx->key.key, ctx->key.et->key_size };
	struct ssp_krb5_ap_rep_part part;

	SSP_FUZZ_MUST(ssp_krb5_ap_rep_part_decode(plain, &part) >= 0);
	SSP_FUZZ_MUST(part.ctime == was->ctime && part.cusec == was->cusec);
	SSP_FUZZ_MUST(ctx->granted & ISC_RET_MUTUAL_AUTH);
	if (part.have_subkey)
		SSP_FUZZ_MUST(ctx->key.et->id == part.subkey.etype);
	SSP_FUZZ_MUST(
		ssp_span_eq(now, part.have_subkey ? part.subkey.key : ours));
}

/* Parts: EncAPRepPart.  Kind: enctype, how far off it is outside. */
static void krb5_reply(struct kunit *test, struct ssp_span in)
{
	struct ssp_fake *fake = ssp_fake_start(test);
	struct ssp_identity nobody = { .is_explicit = false };
	struct ssp_utf16 target = ntlm_talk_text(SSP_FAKE_SPN);
	struct ssp_ctx_params p = { .flags = ISC_REQ_MUTUAL_AUTH |
					     ISC_REQ_INTEGRITY,
				    .target = &target };
	u8 kind = ssp_fuzz_u8(&in);
	struct ssp_wr out, token;
	struct ssp_step s = { .out = &out };
	struct ssp_krb5_ctx was;
	void *ctx;
	ssp_status st;

	fake->etype = 17 + (kind & 3);
	SSP_FUZZ_MUST(ssp_krb5_mech.cred_open(&nobody, SECPKG_CRED_OUTBOUND,
					      &p.cred) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_mech.ctx_new(&p, &ctx) >= 0);
	ssp_wr_init(&out);
	SSP_FUZZ_MUST(ssp_krb5_mech.step(ctx, &s) == SEC_I_CONTINUE_NEEDED);
	was = *(struct ssp_krb5_ctx *)ctx;
	put_reply(fake, kind, in, &token);
	s.token = ssp_fuzz_exact(test, &token);
	st = ssp_krb5_mech.step(ctx, &s);
	ssp_fuzz_state(&ssp_krb5_mech, ctx, st);
	if (st == SEC_E_OK) {
		SSP_FUZZ_MUST(!(kind >> 2 & 3));
		expect_proof(&was, ctx, in);
	}
	ssp_wr_free(&out);
	ssp_wr_free(&token);
	ssp_krb5_mech.ctx_free(ctx);
	ssp_krb5_mech.cred_close(p.cred);
	ssp_fake_stop();
	ssp_utf16_free(&target);
}

const struct ssp_fuzz_target ssp_fuzz_services[] = {
	{ "krb5_accept", krb5_accept },
	{ "krb5_reply", krb5_reply },
	{ NULL, NULL },
};
