// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The Kerberos acceptor and clients that are in the right: MIT's, ours, and
 * such as a scripted world makes.  Those in the wrong are in
 * test_krb5_refuse.c.
 */
#include <kunit/test.h>

#include "core/krb5/krb5.h"
#include "core/krb5/krb5_ctx.h"
#include "core/krb5/krb5_msg.h"
#include "core/krb5/krb5_replay.h"
#include "core/text.h"
#include "platform/memory.h"
#include "tests/fake_service.h"
#include "tests/krb5_support.h"
#include "tests/vectors/krb5_accept.h"

static const struct ssp_span none = { NULL, 0 };

static int accept_init(struct kunit *test)
{
	ssp_fake_acceptor_start(test);
	return 0;
}

static void expect_text(struct kunit *test, const struct ssp_utf16 *got,
			const char *want)
{
	KUNIT_ASSERT_NOT_NULL(test, got);
	KUNIT_EXPECT_TRUE_MSG(test, ssp_utf16_eq_ascii(got, want), "not %s",
			      want);
}

static void accept_desc(const struct krb5_accept_vector *v, char *desc)
{
	strcpy(desc, v->name);
}

KUNIT_ARRAY_PARAM(accept, krb5_accept_vectors, accept_desc);

static const char *keytab_of(const struct krb5_accept_vector *v)
{
	return v->rolled ? krb5_accept_keytab_rolled : krb5_accept_keytab;
}

static void expect_described(struct kunit *test,
			     const struct krb5_accept_vector *v)
{
	struct ssp_fake_acceptor *a = test->priv;
	const struct ssp_ctx_info *info = &a->info;
	const struct ssp_krb5_etype *et = ssp_krb5_etype_find(v->etype);

	KUNIT_EXPECT_PTR_EQ(test, &ssp_krb5_mech, info->mech);
	KUNIT_EXPECT_EQ(test, (u32)SECPKG_NEGOTIATION_COMPLETE,
			info->negotiation);
	KUNIT_EXPECT_EQ(test, (u32)v->flags, info->flags);
	KUNIT_EXPECT_EQ(test, KRB5_ACCEPT_START, info->start);
	KUNIT_EXPECT_EQ(test, KRB5_ACCEPT_END, info->expiry);
	expect_text(test, info->client, KRB5_ACCEPT_CLIENT);
	expect_text(test, info->server, v->server);
	expect_text(test, info->target, v->server);
	expect_text(test, info->authority, KRB5_ACCEPT_REALM);
	KUNIT_EXPECT_EQ(test, (size_t)et->key_size, info->session_key.n);
	KUNIT_EXPECT_EQ(test, (u32)et->id, info->seal_alg);
	KUNIT_EXPECT_EQ(test, (u32)et->bits, info->key_bits);
}

/* Times, names, PAC, checksum and keys as another implementation makes them. */
static void mits_tokens(struct kunit *test)
{
	const struct krb5_accept_vector *v = test->param_value;
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_span token = ssp_test_hex(test, v->token);
	struct ssp_span subkey;

	a->fake->now = KRB5_ACCEPT_NOW;
	a->fake->keytab = ssp_test_hex(test, keytab_of(v));
	if (v->bindings)
		a->bindings = ssp_test_hex(test, KRB5_ACCEPT_BINDINGS_HASH).p;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_leg(a, token));
	KUNIT_EXPECT_FALSE(test, a->alert);
	KUNIT_EXPECT_EQ(test, (v->flags & ISC_RET_MUTUAL_AUTH) != 0,
			a->out.n != 0);
	expect_described(test, v);
	if (v->subkey) {
		subkey = ssp_test_hex(test, v->subkey);
		KUNIT_ASSERT_EQ(test, subkey.n, a->info.session_key.n);
		SSP_EXPECT_MEMEQ(test, subkey.p, a->info.session_key.p,
				 subkey.n);
	}
	/* Once, and not again. */
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED,
			ssp_fake_acceptor_leg(a, token));
	KUNIT_EXPECT_EQ(test, SSP_KRB5_ERR_REPEAT, ssp_fake_acceptor_error(a));
}

/* The keytab's key of version 1 opens it; the ticket says so. */
static void an_older_key(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;
	struct ssp_wr keytab;

	ssp_fake_ap_of(a->fake, &ap);
	ssp_wr_init(&keytab);
	ssp_fake_keytab(&keytab);
	ssp_fake_count_key(18, 0x60, &ap.session);
	ssp_fake_keytab_add(&keytab, &ap.service, 4, &ap.session);
	ssp_fake_keytab_add(&keytab, &ap.service, 3, &ap.service_key);
	ssp_fake_key(a->fake, &ap.session);
	a->fake->keytab = ssp_wr_span(&keytab);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	/* No version told, or one that the keytab does not have. */
	ap.cusec++;
	ap.have_kvno = false;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	ap.cusec++;
	ap.have_kvno = true;
	ap.kvno = 0xff000003;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	ssp_wr_free(&keytab);
}

static const s32 etypes[] = { 17, 18, 19, 20 };

static void etype_desc(const s32 *etype, char *desc)
{
	strcpy(desc, ssp_krb5_etype_find(*etype)->name);
}

KUNIT_ARRAY_PARAM(etype, etypes, etype_desc);

static void expect_rep(struct kunit *test, const struct ssp_fake_ap *ap)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_krb5_ap_rep_part part;
	struct ssp_krb5_encdata enc;
	struct ssp_span body, plain;
	u8 *text;
	u16 id;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_token_open(ssp_wr_span(&a->out), &id, &body));
	KUNIT_EXPECT_EQ(test, SSP_KRB5_TOK_AP_REP, (int)id);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_ap_rep_decode(body, &enc));
	KUNIT_EXPECT_EQ(test, ap->session.et->id, enc.etype);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_open_blob(&ap->session, SSP_KRB5_USE_AP_REP,
					   enc.cipher, &text, &plain));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_ap_rep_part_decode(plain, &part));
	KUNIT_EXPECT_EQ(test, ap->ctime, part.ctime);
	KUNIT_EXPECT_EQ(test, ap->cusec, part.cusec);
	KUNIT_EXPECT_TRUE(test, part.have_seq);
	KUNIT_EXPECT_TRUE(test, part.have_subkey);
	KUNIT_EXPECT_EQ(test, a->info.seal_alg, (u32)part.subkey.etype);
	KUNIT_EXPECT_TRUE(test,
			  ssp_span_eq(part.subkey.key, a->info.session_key));
	ssp_pool_free(text, enc.cipher.n);
}

/* RFC 4121 2: our key is of the type of the initiator's, or of the ticket's. */
static void the_answer_proves_and_chooses(struct kunit *test)
{
	const s32 *etype = test->param_value;
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(etypes); i++) {
		ssp_fake_ap_of(a->fake, &ap);
		ap.cusec = (u32)i;
		ssp_fake_count_key(*etype, 1, &ap.session);
		ssp_fake_count_key(etypes[i], 2, &ap.subkey);
		KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
		KUNIT_EXPECT_EQ(test, (u32)etypes[i], a->info.seal_alg);
		expect_rep(test, &ap);
	}
	ap.cusec = 99;
	ap.subkey.et = NULL;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_EQ(test, (u32)*etype, a->info.seal_alg);
	expect_rep(test, &ap);
}

/* Without AP-REP the keys are the initiator's alone. */
static void one_side_alone(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;

	ssp_fake_ap_of(a->fake, &ap);
	ap.options = 0;
	ap.cksum[20] = 0x3c;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_EQ(test, (size_t)0, a->out.n);
	KUNIT_EXPECT_FALSE(test, a->info.flags & ISC_RET_MUTUAL_AUTH);
	SSP_EXPECT_MEMEQ(test, ap.subkey.key, a->info.session_key.p,
			 ap.subkey.et->key_size);
	ap.cusec++;
	ap.subkey.et = NULL;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	SSP_EXPECT_MEMEQ(test, ap.session.key, a->info.session_key.p,
			 ap.session.et->key_size);
	/* Either place may ask for an answer; one of them the client wrote. */
	ap.cusec++;
	ap.options = SSP_KRB5_AP_MUTUAL;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_FALSE(test, a->info.flags & ISC_RET_MUTUAL_AUTH);
	expect_rep(test, &ap);
	ap.cusec++;
	ap.options = 0;
	ap.cksum[20] = 0x3e;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_TRUE(test, a->info.flags & ISC_RET_MUTUAL_AUTH);
	expect_rep(test, &ap);
}

static const struct {
	u16 gss;
	u32 flags;
} granted[] = {
	{ 0, 0 },
	{ 0x04, ISC_RET_REPLAY_DETECT | ISC_RET_INTEGRITY },
	{ 0x08, ISC_RET_SEQUENCE_DETECT | ISC_RET_INTEGRITY },
	{ 0x10, ISC_RET_CONFIDENTIALITY | ISC_RET_INTEGRITY },
	{ 0x20, ISC_RET_INTEGRITY },
	{ 0x2000, ISC_RET_IDENTIFY },
	{ 0x4000, ISC_RET_EXTENDED_ERROR },
	/* What MIT has there for itself. */
	{ 0x8980, 0 },
};

/* The client's wishes, and none of ours. */
static void flags_are_true(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;
	size_t i;

	a->flags = ISC_REQ_DELEGATE | ISC_REQ_NULL_SESSION |
		   ISC_REQ_MUTUAL_AUTH;
	for (i = 0; i < ARRAY_SIZE(granted); i++) {
		ssp_fake_ap_of(a->fake, &ap);
		ap.cusec = (u32)i;
		ap.options = 0;
		ap.cksum[20] = (u8)granted[i].gss;
		ap.cksum[21] = (u8)(granted[i].gss >> 8);
		KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
		KUNIT_EXPECT_EQ(test, granted[i].flags | ISC_RET_CONNECTION,
				a->info.flags);
	}
}

/* Its reply reached nobody: it may come again.  One that did has come. */
static void what_was_not_delivered(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;
	struct ssp_wr w;
	size_t i;

	ssp_wr_init(&w);
	ssp_fake_ap_of(a->fake, &ap);
	ssp_fake_ap_token(test, &ap, &w);
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				ssp_fake_acceptor_leg(a, ssp_wr_span(&w)));
		KUNIT_ASSERT_NOT_NULL(test, a->ctx);
		ssp_krb5_mech.undelivered(a->ctx);
	}
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_fake_acceptor_leg(a, ssp_wr_span(&w)));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED,
			ssp_fake_acceptor_leg(a, ssp_wr_span(&w)));
	/* A context that accepted nothing takes nothing back. */
	KUNIT_ASSERT_NOT_NULL(test, a->ctx);
	ssp_krb5_mech.undelivered(a->ctx);
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED,
			ssp_fake_acceptor_leg(a, ssp_wr_span(&w)));
	ssp_wr_free(&w);
}

/* RFC 4121 4.1.1: delegation and extensions are somebody else's. */
static void more_in_the_checksum(struct kunit *test)
{
	static const u8 more[] = { 1, 0, 3, 0, 'x', 'y', 'z', 0,  0,
				   0, 9, 0, 0, 0,   2,	 'e', 'f' };
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;

	ssp_fake_ap_of(a->fake, &ap);
	ap.cksum[20] |= SSP_KRB5_GSS_DELEG;
	memcpy(ap.cksum + 24, more, sizeof(more));
	ap.ncksum = 24 + sizeof(more);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_FALSE(test, a->info.flags & ISC_RET_DELEGATE);
	/* The extension alone. */
	ssp_fake_ap_of(a->fake, &ap);
	ap.cusec++;
	memcpy(ap.cksum + 24, more + 7, sizeof(more) - 7);
	ap.ncksum = 24 + sizeof(more) - 7;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
}

/* An initiator of ours, for the ticket of the scripted service. */
static void *connect(struct kunit *test, u32 req, void **cred)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_identity id = { .is_explicit = false };
	struct ssp_utf16 target;
	struct ssp_ctx_params params = { .flags = req, .target = &target };
	struct ssp_wr ticket, token;
	struct ssp_step s = { .out = &token, .bindings = a->bindings };
	struct ssp_fake_ap *ap = kunit_kzalloc(test, sizeof(*ap), GFP_KERNEL);
	void *ctx = NULL;
	ssp_status st;

	KUNIT_ASSERT_NOT_NULL(test, ap);
	ssp_wr_init(&ticket);
	ssp_wr_init(&token);
	ssp_fake_ap_of(a->fake, ap);
	ssp_fake_ap_ticket(test, ap, &ticket);
	a->fake->ticket = ssp_wr_span(&ticket);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_text_utf8.read(SSP_FAKE_SPN, &target));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_mech.cred_open(&id, SECPKG_CRED_OUTBOUND,
						cred));
	params.cred = *cred;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_mech.ctx_new(&params, &ctx));
	st = ssp_krb5_mech.step(ctx, &s);
	KUNIT_EXPECT_EQ(test,
			req & ISC_REQ_MUTUAL_AUTH ? SEC_I_CONTINUE_NEEDED :
						    SEC_E_OK,
			st);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_fake_acceptor_leg(a, ssp_wr_span(&token)));
	ssp_wr_free(&token);
	if (st == SEC_I_CONTINUE_NEEDED) {
		s.token = ssp_wr_span(&a->out);
		st = ssp_krb5_mech.step(ctx, &s);
	}
	KUNIT_EXPECT_EQ(test, SEC_E_OK, st);
	KUNIT_EXPECT_EQ(test, (size_t)0, token.n);
	ssp_wr_free(&ticket);
	a->fake->ticket = none;
	ssp_utf16_free(&target);
	return ctx;
}

static void signed_message(struct kunit *test, void *from, void *to)
{
	u8 token[40], data[] = "signed";
	struct ssp_msg m;

	krb5_test_msg(&m, token, sizeof(token), data, sizeof(data));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_mech.sign(from, &m));
	krb5_test_msg(&m, token, m.token_used, data, sizeof(data));
	/* Not to whom it came from. */
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_mech.verify(from, &m));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_krb5_mech.verify(to, &m));
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE,
			ssp_krb5_mech.verify(to, &m));
}

static void sealed_message(struct kunit *test, void *from, void *to)
{
	u8 token[KRB5_TEST_TOKEN_MAX], data[] = "sealed";
	struct ssp_msg m;
	u32 qop;

	krb5_test_msg(&m, token, sizeof(token), data, sizeof(data));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_mech.seal(from, &m, 0));
	KUNIT_EXPECT_NE(test, 0, memcmp(data, "sealed", sizeof(data)));
	krb5_test_msg(&m, token, m.token_used, data, sizeof(data));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_mech.unseal(to, &m, &qop));
	SSP_EXPECT_MEMEQ(test, data, "sealed", sizeof(data));
}

/* Both ends ours: the same keys, numbers and directions. */
static void messages_both_ways(struct kunit *test)
{
	static const u32 reqs[] = {
		KRB5_TEST_FLAGS,
		KRB5_TEST_FLAGS | ISC_REQ_MUTUAL_AUTH,
	};
	const s32 *etype = test->param_value;
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_ctx_info info = { 0 };
	struct ssp_fake_ap ap;
	void *cred, *ctx;
	size_t i;

	a->fake->etype = *etype;
	ssp_fake_ap_of(a->fake, &ap);
	ssp_fake_keytab_add(&a->keytab, &ap.service, 3, &ap.service_key);
	a->fake->keytab = ssp_wr_span(&a->keytab);
	for (i = 0; i < ARRAY_SIZE(reqs); i++) {
		ctx = connect(test, reqs[i], &cred);
		ssp_krb5_mech.describe(ctx, &info);
		KUNIT_ASSERT_EQ(test, info.negotiation,
				SECPKG_NEGOTIATION_COMPLETE);
		KUNIT_ASSERT_EQ(test, a->info.negotiation,
				SECPKG_NEGOTIATION_COMPLETE);
		KUNIT_EXPECT_EQ(test, info.flags, a->info.flags);
		KUNIT_EXPECT_TRUE(test, ssp_span_eq(info.session_key,
						    a->info.session_key));
		signed_message(test, ctx, a->ctx);
		signed_message(test, a->ctx, ctx);
		sealed_message(test, ctx, a->ctx);
		sealed_message(test, a->ctx, ctx);
		ssp_krb5_mech.ctx_free(ctx);
		ssp_krb5_mech.cred_close(cred);
	}
}

/* Windows has two names for it (RFC 4121 4.1, MS-SPNG). */
static void either_name_will_do(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;

	ssp_fake_ap_of(a->fake, &ap);
	ap.oid = ssp_krb5_oid_ms;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
}

/* One leg is all there is; what comes then ends it. */
static void nothing_comes_after(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_wr out;
	struct ssp_step s = { .out = &out };
	struct ssp_fake_ap ap;

	ssp_wr_init(&out);
	ssp_fake_ap_of(a->fake, &ap);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, &ap));
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE,
			ssp_krb5_mech.step(a->ctx, &s));
	KUNIT_EXPECT_EQ(test, (size_t)0, out.n);
	ssp_krb5_mech.describe(a->ctx, &a->info);
	KUNIT_EXPECT_NE(test, (u32)SECPKG_NEGOTIATION_COMPLETE,
			a->info.negotiation);
	KUNIT_EXPECT_EQ(test, 0u, a->info.flags);
}

static ssp_status run_leg(struct kunit *test, void *arg)
{
	struct ssp_fake_acceptor *a = test->priv;
	const struct ssp_span *token = arg;
	ssp_status st = ssp_fake_acceptor_leg(a, *token);

	ssp_fake_acceptor_close(a);
	if (st < 0)
		KUNIT_EXPECT_EQ(test, (size_t)0, ssp_wr_span(&a->out).n);
	ssp_wr_free(&a->out);
	/* What was remembered would make the next run fail. */
	ssp_krb5_replay_clear(&ssp_krb5_replays);
	return st;
}

/* Nothing is left, nothing is sent, and no AP-REQ passes for want of memory. */
static void every_allocation_may_fail(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap ap;
	struct ssp_span token;
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_fake_ap_of(a->fake, &ap);
	ssp_fake_ap_token(test, &ap, &w);
	token.n = w.n;
	token.p = ssp_test_guarded_copy(test, w.p, w.n);
	ssp_wr_free(&w);
	a->principal = SSP_FAKE_SPN;
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, a->memory,
							run_leg, NULL, &token),
			(u64)20);
}

static struct kunit_case accept_cases[] = {
	KUNIT_CASE_PARAM(mits_tokens, accept_gen_params),
	KUNIT_CASE(an_older_key),
	KUNIT_CASE_PARAM(the_answer_proves_and_chooses, etype_gen_params),
	KUNIT_CASE(one_side_alone),
	KUNIT_CASE(flags_are_true),
	KUNIT_CASE(what_was_not_delivered),
	KUNIT_CASE(more_in_the_checksum),
	KUNIT_CASE_PARAM(messages_both_ways, etype_gen_params),
	KUNIT_CASE(either_name_will_do),
	KUNIT_CASE(nothing_comes_after),
	KUNIT_CASE(every_allocation_may_fail),
	{}
};

static struct kunit_suite accept_suite = {
	.name = "krb5_accept",
	.init = accept_init,
	.exit = ssp_fake_acceptor_stop,
	.test_cases = accept_cases,
};

kunit_test_suites(&accept_suite);
