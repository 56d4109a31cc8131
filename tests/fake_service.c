// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The service of the scripted world, and its clients.
 */
#include "tests/fake_service.h"

#include "core/gsstok.h"
#include "core/krb5/krb5.h"
#include "core/krb5/krb5_ctx.h"
#include "core/krb5/krb5_der.h"
#include "core/krb5/krb5_msg.h"
#include "core/text.h"
#include "platform/memory.h"

static struct ssp_span text(const char *s)
{
	return (struct ssp_span){ (const u8 *)s, strlen(s) };
}

void ssp_fake_ap_of(const struct ssp_fake *fake, struct ssp_fake_ap *ap)
{
	static const u8 cksum[] = { 16, 0, 0, 0, 0, 0, 0, 0, 0, 0,   0,
				    0,	0, 0, 0, 0, 0, 0, 0, 0, 0x3e };

	*ap = (struct ssp_fake_ap){
		.oid = ssp_krb5_oid,
		.tok = SSP_KRB5_TOK_AP_REQ,
		.options = SSP_KRB5_AP_MUTUAL,
		.service = { SSP_FAKE_REALM, { "HTTP", "www.example.test" } },
		.have_kvno = true,
		.kvno = 3,
		.client = { SSP_FAKE_REALM, { "alice" } },
		.authtime = fake->start,
		.start = fake->start,
		.end = fake->end,
		.self = { SSP_FAKE_REALM, { "alice" } },
		.cksum_type = SSP_KRB5_CKSUM_GSS,
		.ncksum = 24,
		.cusec = (u32)(fake->now % SSP_TICKS_PER_SEC / 10),
		.ctime = fake->now - fake->now % SSP_TICKS_PER_SEC,
		.have_seq = true,
		.seq = SSP_FAKE_INITIATOR_SEQ,
	};
	memcpy(ap->cksum, cksum, sizeof(cksum));
	ssp_fake_count_key(fake->etype, SSP_FAKE_SERVICE_KEY, &ap->service_key);
	ssp_fake_key(fake, &ap->session);
	ssp_fake_count_key(fake->etype, 0, &ap->subkey);
}

static void put_name(struct ssp_wr *w, u8 n, const struct ssp_fake_name *name)
{
	size_t mark = ssp_der_open(w, SSP_DER_CTX(n));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t field, list;
	size_t i;

	ssp_krb5_put_int(w, 0, 1);
	field = ssp_der_open(w, SSP_DER_CTX(1));
	list = ssp_der_open(w, SSP_DER_SEQUENCE);
	for (i = 0; i < SSP_FAKE_PARTS && name->part[i]; i++)
		ssp_der_put(w, SSP_DER_STRING, text(name->part[i]));
	ssp_der_close(w, list);
	ssp_der_close(w, field);
	ssp_der_close(w, seq);
	ssp_der_close(w, mark);
}

static struct ssp_span key_span(const struct ssp_krb5_keyblock *key)
{
	return (struct ssp_span){ key->key, key->et->key_size };
}

static void put_ticket_part(const struct ssp_fake_ap *ap, struct ssp_wr *w)
{
	size_t app = ssp_der_open(w, SSP_DER_APP(3));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t mark = ssp_der_open(w, SSP_DER_CTX(0));

	ssp_der_put_flags(w, ap->flags);
	ssp_der_close(w, mark);
	ssp_krb5_put_typed(w, 1, ap->session.et->id, 1, key_span(&ap->session));
	ssp_krb5_put(w, 2, SSP_DER_STRING, text(ap->client.realm));
	put_name(w, 3, &ap->client);
	ssp_krb5_put_typed(w, 4, 1, 1, ap->transited);
	ssp_krb5_put_time(w, 5, ap->authtime);
	if (ap->start)
		ssp_krb5_put_time(w, 6, ap->start);
	ssp_krb5_put_time(w, 7, ap->end);
	if (ap->ticket_authz.n)
		ssp_krb5_put_whole(w, 10, ap->ticket_authz);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

/* EncryptedData in field @n: @plain under @key. */
static void put_sealed(struct kunit *test, struct ssp_wr *w, u8 n,
		       const struct ssp_krb5_keyblock *key, u32 usage,
		       const u32 *kvno, struct ssp_wr *plain)
{
	size_t mark = ssp_der_open(w, SSP_DER_CTX(n));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	struct ssp_wr cipher;

	ssp_wr_init(&cipher);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_seal_blob(key, usage, ssp_wr_span(plain),
					   &cipher));
	ssp_krb5_put_int(w, 0, key->et->id);
	if (kvno)
		ssp_krb5_put_int(w, 1, *kvno);
	ssp_krb5_put(w, 2, SSP_DER_OCTETS, ssp_wr_span(&cipher));
	ssp_der_close(w, seq);
	ssp_der_close(w, mark);
	ssp_wr_free(&cipher);
	ssp_wr_free(plain);
}

void ssp_fake_ap_ticket(struct kunit *test, const struct ssp_fake_ap *ap,
			struct ssp_wr *w)
{
	size_t app = ssp_der_open(w, SSP_DER_APP(1));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	struct ssp_wr plain;

	ssp_wr_init(&plain);
	put_ticket_part(ap, &plain);
	ssp_krb5_put_int(w, 0, SSP_KRB5_PVNO);
	ssp_krb5_put(w, 1, SSP_DER_STRING, text(ap->service.realm));
	put_name(w, 2, &ap->service);
	put_sealed(test, w, 3, &ap->service_key, SSP_KRB5_USE_TICKET,
		   ap->have_kvno ? &ap->kvno : NULL, &plain);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

static void put_authenticator(const struct ssp_fake_ap *ap, struct ssp_wr *w)
{
	size_t app = ssp_der_open(w, SSP_DER_APP(2));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);

	ssp_krb5_put_int(w, 0, SSP_KRB5_PVNO);
	ssp_krb5_put(w, 1, SSP_DER_STRING, text(ap->self.realm));
	put_name(w, 2, &ap->self);
	if (ap->cksum_type)
		ssp_krb5_put_typed(w, 3, (s32)ap->cksum_type, 1,
				   (struct ssp_span){ ap->cksum, ap->ncksum });
	ssp_krb5_put_int(w, 4, ap->cusec);
	ssp_krb5_put_time(w, 5, ap->ctime);
	if (ap->subkey.et)
		ssp_krb5_put_typed(w, 6, ap->subkey.et->id, 1,
				   key_span(&ap->subkey));
	if (ap->have_seq)
		ssp_krb5_put_int(w, 7, ap->seq);
	if (ap->authz.n)
		ssp_krb5_put_whole(w, 8, ap->authz);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

void ssp_fake_ap_token(struct kunit *test, const struct ssp_fake_ap *ap,
		       struct ssp_wr *w)
{
	size_t frame = ssp_gsstok_begin(w, ap->oid);
	size_t app, seq, mark;
	struct ssp_wr plain;

	ssp_wr_init(&plain);
	ssp_wr_be16(w, ap->tok);
	app = ssp_der_open(w, SSP_DER_APP(14));
	seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	ssp_krb5_put_int(w, 0, SSP_KRB5_PVNO);
	ssp_krb5_put_int(w, 1, 14);
	mark = ssp_der_open(w, SSP_DER_CTX(2));
	ssp_der_put_flags(w, ap->options);
	ssp_der_close(w, mark);
	mark = ssp_der_open(w, SSP_DER_CTX(3));
	ssp_fake_ap_ticket(test, ap, w);
	ssp_der_close(w, mark);
	put_authenticator(ap, &plain);
	put_sealed(test, w, 4, &ap->session, SSP_KRB5_USE_AP_REQ_AUTH, NULL,
		   &plain);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
	ssp_gsstok_end(w, frame);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, w->st);
}

void ssp_fake_keytab(struct ssp_wr *w)
{
	ssp_wr_be16(w, 0x0502);
}

static void put_counted(struct ssp_wr *w, struct ssp_span s)
{
	ssp_wr_be16(w, (u16)s.n);
	ssp_wr_bytes(w, s);
}

void ssp_fake_keytab_add(struct ssp_wr *w, const struct ssp_fake_name *name,
			 u32 kvno, const struct ssp_krb5_keyblock *key)
{
	struct ssp_wr body;
	u16 n = 0;

	while (n < SSP_FAKE_PARTS && name->part[n])
		n++;
	ssp_wr_init(&body);
	ssp_wr_be16(&body, n);
	put_counted(&body, text(name->realm));
	for (n = 0; n < SSP_FAKE_PARTS && name->part[n]; n++)
		put_counted(&body, text(name->part[n]));
	ssp_wr_be32(&body, 1); /* name type */
	ssp_wr_be32(&body, 0); /* timestamp */
	ssp_wr_u8(&body, (u8)kvno);
	ssp_wr_be16(&body, (u16)key->et->id);
	put_counted(&body, key_span(key));
	ssp_wr_be32(&body, kvno);
	ssp_wr_be32(w, (u32)body.n);
	ssp_wr_bytes(w, ssp_wr_span(&body));
	ssp_wr_free(&body);
}

struct ssp_fake_acceptor *ssp_fake_acceptor_start(struct kunit *test)
{
	struct ssp_fake_acceptor *a =
		kunit_kzalloc(test, sizeof(*a), GFP_KERNEL);
	struct ssp_fake_ap ap;

	KUNIT_ASSERT_NOT_NULL(test, a);
	test->priv = a;
	a->test = test;
	a->memory = ssp_test_memory_start(test);
	a->fake = ssp_fake_start(test);
	ssp_wr_init(&a->out);
	ssp_wr_init(&a->keytab);
	ssp_fake_ap_of(a->fake, &ap);
	ssp_fake_keytab(&a->keytab);
	ssp_fake_keytab_add(&a->keytab, &ap.service, 3, &ap.service_key);
	a->fake->keytab = ssp_wr_span(&a->keytab);
	a->fake->keys_st = SEC_E_OK;
	return a;
}

void ssp_fake_acceptor_close(struct ssp_fake_acceptor *a)
{
	ssp_krb5_mech.ctx_free(a->ctx);
	a->ctx = NULL;
	ssp_krb5_mech.cred_close(a->cred);
	a->cred = NULL;
}

void ssp_fake_acceptor_stop(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;

	if (!a || !a->memory)
		return;
	ssp_fake_acceptor_close(a);
	ssp_wr_free(&a->keytab);
	ssp_wr_free(&a->out);
	ssp_fake_stop();
	ssp_test_memory_stop(test, a->memory);
}

static ssp_status open_cred(struct ssp_fake_acceptor *a)
{
	struct ssp_identity id = { .is_explicit = false };
	ssp_status st = SEC_E_OK;

	if (a->cred)
		return SEC_E_OK;
	if (a->principal)
		st = ssp_text_utf8.read(a->principal, &id.principal);
	if (st >= 0)
		st = ssp_krb5_mech.cred_open(&id, SECPKG_CRED_INBOUND,
					     &a->cred);
	ssp_identity_free(&id);
	return st;
}

ssp_status ssp_fake_acceptor_leg(struct ssp_fake_acceptor *a,
				 struct ssp_span token)
{
	struct ssp_ctx_params params = {
		.accept = true,
		.flags = a->flags,
		.policy = a->policy,
	};
	struct ssp_step s = {
		.token = token,
		.bindings = a->bindings,
		.out = &a->out,
	};
	ssp_status st;

	ssp_wr_free(&a->out);
	a->alert = false;
	memset(&a->info, 0, sizeof(a->info));
	ssp_krb5_mech.ctx_free(a->ctx);
	a->ctx = NULL;
	st = open_cred(a);
	params.cred = a->cred;
	if (st >= 0)
		st = ssp_krb5_mech.ctx_new(&params, &a->ctx);
	if (st < 0)
		return st;
	st = ssp_krb5_mech.step(a->ctx, &s);
	a->alert = s.alert;
	ssp_krb5_mech.describe(a->ctx, &a->info);
	return st;
}

ssp_status ssp_fake_acceptor_ap(struct ssp_fake_acceptor *a,
				const struct ssp_fake_ap *ap)
{
	struct ssp_wr w;
	ssp_status st;

	ssp_wr_init(&w);
	ssp_fake_ap_token(a->test, ap, &w);
	st = ssp_fake_acceptor_leg(a, ssp_wr_span(&w));
	ssp_wr_free(&w);
	return st;
}

s32 ssp_fake_acceptor_error(struct ssp_fake_acceptor *a)
{
	struct kunit *test = a->test;
	struct ssp_span body;
	s32 code = 0;
	u16 id;

	KUNIT_EXPECT_EQ(test, a->alert, ssp_wr_span(&a->out).n != 0);
	if (!a->alert)
		return 0;
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_token_open(ssp_wr_span(&a->out), &id, &body));
	KUNIT_EXPECT_EQ(test, SSP_KRB5_TOK_ERROR, (int)id);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_krb5_error_decode(body, &code));
	return code;
}
