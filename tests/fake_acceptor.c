// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The acceptor of the scripted world: it reads what an initiator sent and
 * answers as honestly, or as badly, as a case wants.
 */
#include "core/der.h"
#include "core/gsstok.h"
#include "core/krb5/krb5.h"
#include "core/krb5/krb5_msg.h"
#include "core/spnego/spnego_msg.h"
#include "platform/memory.h"
#include "tests/fake_env.h"
#include "tests/support.h"

static struct ssp_rd field(struct ssp_rd *seq, u8 n)
{
	return ssp_der_get(seq, SSP_DER_CTX(n));
}

static s64 field_int(struct ssp_rd *seq, u8 n)
{
	struct ssp_rd f = field(seq, n);

	return ssp_der_int(&f, SSP_DER_INTEGER);
}

static struct ssp_span field_octets(struct ssp_rd *seq, u8 n)
{
	struct ssp_rd f = field(seq, n);

	return ssp_der_only(&f, SSP_DER_OCTETS);
}

/* SPNEGO's frame comes off when there is one. */
static struct ssp_span kerberos_token(struct kunit *test, struct ssp_span token,
				      struct ssp_fake_peer *peer)
{
	struct ssp_spnego_msg msg;

	if (ssp_spnego_read(token, &msg) < 0)
		return token;
	KUNIT_ASSERT_EQ(test, SSP_SPNEGO_INIT, msg.kind);
	peer->mechs = msg.list;
	return msg.token;
}

/* The ticket goes on as the source gave it, octet by octet. */
static void check_ticket(struct kunit *test, const struct ssp_fake *fake,
			 struct ssp_span ticket)
{
	struct ssp_krb5_cred_msg *m;
	struct ssp_wr w;

	m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, m);
	ssp_wr_init(&w);
	ssp_fake_ticket(fake, &w);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_cred_decode(ssp_wr_span(&w), m));
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(ticket, m->ticket));
	ssp_wr_free(&w);
}

/* The AP-REQ's encrypted Authenticator, and its options. */
static struct ssp_span ap_req_cipher(struct kunit *test,
				     const struct ssp_fake *fake,
				     struct ssp_span token,
				     struct ssp_fake_peer *peer)
{
	bool bad = false;
	struct ssp_span oid, inner, cipher;
	struct ssp_rd r, app, seq, f, enc;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_gsstok_open(token, &oid, &inner));
	KUNIT_ASSERT_TRUE(test, ssp_span_eq(oid, ssp_krb5_oid));
	r = ssp_rd_open(inner, &bad);
	KUNIT_ASSERT_EQ(test, SSP_KRB5_TOK_AP_REQ, (int)ssp_rd_be16(&r));
	app = ssp_der_get(&r, SSP_DER_APP(14));
	ssp_rd_end(&r);
	seq = ssp_der_get(&app, SSP_DER_SEQUENCE);
	ssp_rd_end(&app);
	KUNIT_ASSERT_EQ(test, (s64)SSP_KRB5_PVNO, field_int(&seq, 0));
	KUNIT_ASSERT_EQ(test, (s64)14, field_int(&seq, 1));
	f = field(&seq, 2);
	peer->options = ssp_der_flags(&f);
	f = field(&seq, 3);
	check_ticket(test, fake, ssp_der_whole(&f, SSP_DER_APP(1)));
	ssp_rd_end(&f);
	f = field(&seq, 4);
	enc = ssp_der_get(&f, SSP_DER_SEQUENCE);
	KUNIT_ASSERT_EQ(test, (s64)fake->etype, field_int(&enc, 0));
	cipher = field_octets(&enc, 2);
	ssp_rd_end(&enc);
	ssp_rd_end(&f);
	ssp_rd_end(&seq);
	KUNIT_ASSERT_FALSE(test, bad);
	return cipher;
}

/* crealm and cname, which must be the ticket's (RFC 4120 3.2.3). */
static void check_client(struct kunit *test, struct ssp_rd *seq)
{
	struct ssp_rd f = field(seq, 1);
	struct ssp_span realm = ssp_der_only(&f, SSP_DER_STRING);
	struct ssp_span client = { (const u8 *)SSP_FAKE_CLIENT,
				   sizeof(SSP_FAKE_CLIENT) - 1 };
	struct ssp_utf16 name;
	struct ssp_span text;

	f = field(seq, 2);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_name_text(ssp_der_whole(&f, SSP_DER_SEQUENCE),
					   realm, &name));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_utf16_utf8_dup(&name, &text));
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(text, client));
	ssp_pool_free((void *)text.p, text.n);
	ssp_utf16_free(&name);
}

static void read_authenticator(struct kunit *test, struct ssp_span plain,
			       struct ssp_fake_peer *peer)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(plain, &bad);
	struct ssp_rd app = ssp_der_get(&top, SSP_DER_APP(2));
	struct ssp_rd seq = ssp_der_get(&app, SSP_DER_SEQUENCE);
	struct ssp_rd f, in;
	struct ssp_span s;
	s64 etype;

	ssp_rd_end(&top);
	ssp_rd_end(&app);
	KUNIT_ASSERT_EQ(test, (s64)SSP_KRB5_PVNO, field_int(&seq, 0));
	check_client(test, &seq);
	f = field(&seq, 3);
	in = ssp_der_get(&f, SSP_DER_SEQUENCE);
	KUNIT_ASSERT_EQ(test, (s64)SSP_KRB5_CKSUM_GSS, field_int(&in, 0));
	s = field_octets(&in, 1);
	KUNIT_ASSERT_EQ(test, sizeof(peer->cksum), s.n);
	memcpy(peer->cksum, s.p, s.n);
	peer->cusec = (u32)field_int(&seq, 4);
	f = field(&seq, 5);
	peer->ctime = ssp_der_time(&f);
	f = field(&seq, 6);
	in = ssp_der_get(&f, SSP_DER_SEQUENCE);
	etype = field_int(&in, 0);
	s = field_octets(&in, 1);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_keyblock_set(&peer->subkey, (s32)etype, s));
	f = field(&seq, 7);
	peer->seq = ssp_der_u32(&f);
	if (ssp_der_opt(&seq, SSP_DER_CTX(8), &f))
		peer->authz = ssp_der_whole(&f, SSP_DER_SEQUENCE);
	ssp_rd_end(&seq);
	KUNIT_ASSERT_FALSE(test, bad);
}

void ssp_fake_accept(struct kunit *test, const struct ssp_fake *fake,
		     struct ssp_span token, struct ssp_fake_peer *peer)
{
	struct ssp_krb5_keyblock key;
	struct ssp_span cipher, plain;
	u8 *copy, *text;

	memset(peer, 0, sizeof(*peer));
	ssp_fake_key(fake, &key);
	token = kerberos_token(test, token, peer);
	cipher = ap_req_cipher(test, fake, token, peer);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_open_blob(&key, SSP_KRB5_USE_AP_REQ_AUTH,
					   cipher, &text, &plain));
	copy = kunit_kzalloc(test, plain.n, GFP_KERNEL);
	if (copy)
		memcpy(copy, plain.p, plain.n);
	plain.p = copy;
	ssp_pool_free(text, cipher.n);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	peer->plain = copy;
	read_authenticator(test, plain, peer);
}

void ssp_fake_rep_of(const struct ssp_fake *fake,
		     const struct ssp_fake_peer *peer, struct ssp_fake_rep *rep)
{
	memset(rep, 0, sizeof(*rep));
	ssp_fake_key(fake, &rep->key);
	rep->ctime = peer->ctime;
	rep->cusec = peer->cusec;
	rep->seq = SSP_FAKE_ACCEPTOR_SEQ;
}

static void put_int(struct ssp_wr *w, u8 n, s64 v)
{
	size_t mark = ssp_der_open(w, SSP_DER_CTX(n));

	ssp_der_put_int(w, SSP_DER_INTEGER, v);
	ssp_der_close(w, mark);
}

static void put(struct ssp_wr *w, u8 n, u8 tag, struct ssp_span s)
{
	size_t mark = ssp_der_open(w, SSP_DER_CTX(n));

	ssp_der_put(w, tag, s);
	ssp_der_close(w, mark);
}

static void put_rep_part(const struct ssp_fake_rep *rep, struct ssp_wr *w)
{
	size_t app = ssp_der_open(w, SSP_DER_APP(27));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t mark = ssp_der_open(w, SSP_DER_CTX(0));
	size_t key;

	ssp_der_put_time(w, rep->ctime);
	ssp_der_close(w, mark);
	put_int(w, 1, rep->cusec);
	if (rep->subkey) {
		mark = ssp_der_open(w, SSP_DER_CTX(2));
		key = ssp_der_open(w, SSP_DER_SEQUENCE);
		put_int(w, 0, rep->subkey->et->id);
		put(w, 1, SSP_DER_OCTETS,
		    (struct ssp_span){ rep->subkey->key,
				       rep->subkey->et->key_size });
		ssp_der_close(w, key);
		ssp_der_close(w, mark);
	}
	put_int(w, 3, rep->seq);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

void ssp_fake_ap_rep(struct kunit *test, const struct ssp_fake_rep *rep,
		     struct ssp_wr *w)
{
	struct ssp_wr plain, cipher;
	size_t frame, app, seq, mark, enc;

	ssp_wr_init(&plain);
	ssp_wr_init(&cipher);
	put_rep_part(rep, &plain);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_seal_blob(&rep->key, SSP_KRB5_USE_AP_REP,
					   ssp_wr_span(&plain), &cipher));
	frame = ssp_gsstok_begin(w, ssp_krb5_oid);
	ssp_wr_be16(w, SSP_KRB5_TOK_AP_REP);
	app = ssp_der_open(w, SSP_DER_APP(15));
	seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	put_int(w, 0, SSP_KRB5_PVNO);
	put_int(w, 1, 15);
	mark = ssp_der_open(w, SSP_DER_CTX(2));
	enc = ssp_der_open(w, SSP_DER_SEQUENCE);
	put_int(w, 0, rep->key.et->id);
	put(w, 2, SSP_DER_OCTETS, ssp_wr_span(&cipher));
	ssp_der_close(w, enc);
	ssp_der_close(w, mark);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
	ssp_gsstok_end(w, frame);
	ssp_wr_free(&cipher);
	ssp_wr_free(&plain);
}

void ssp_fake_krb_error(struct ssp_wr *w, s32 code)
{
	static const u8 realm[] = { 'R' };
	static const u8 name[] = { 0xa0, 0x03, 0x02, 0x01, 0x00,
				   0xa1, 0x02, 0x30, 0x00 };
	size_t frame = ssp_gsstok_begin(w, ssp_krb5_oid);
	size_t app, seq, mark;

	ssp_wr_be16(w, SSP_KRB5_TOK_ERROR);
	app = ssp_der_open(w, SSP_DER_APP(30));
	seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	put_int(w, 0, SSP_KRB5_PVNO);
	put_int(w, 1, 30);
	mark = ssp_der_open(w, SSP_DER_CTX(4));
	ssp_der_put_time(w, SSP_FAKE_NOW);
	ssp_der_close(w, mark);
	put_int(w, 5, 0);
	put_int(w, 6, code);
	put(w, 9, SSP_DER_STRING, SSP_SPAN(realm));
	put(w, 10, SSP_DER_SEQUENCE, SSP_SPAN(name));
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
	ssp_gsstok_end(w, frame);
}

void ssp_fake_completed(struct ssp_wr *w, struct ssp_span token)
{
	/* The OID that stood first in the offer, as Windows answers. */
	const struct ssp_spnego_msg msg = {
		.kind = SSP_SPNEGO_COMPLETED,
		.mech = ssp_krb5_oid_ms,
		.token = token,
	};

	ssp_spnego_write(w, &msg);
}
