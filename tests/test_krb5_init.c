// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What the Kerberos initiator sends, byte for byte, and what it makes of an
 * honest answer.  Dishonest ones are in test_krb5_reply.c.
 */
#include <kunit/test.h>

#include "core/krb5/krb5.h"
#include "core/krb5/krb5_init.h"
#include "platform/memory.h"
#include "tests/fake_client.h"
#include "tests/vectors/krb5_init.h"

static const struct ssp_span none = { NULL, 0 };

static int init_init(struct kunit *test)
{
	ssp_fake_client_start(test);
	return 0;
}

static void init_desc(const struct krb5_init_vector *v, char *desc)
{
	strcpy(desc, v->name);
}

KUNIT_ARRAY_PARAM(init, krb5_init_vectors, init_desc);

/* P01: a token for the peer, out of a credential and a name. */
static void the_first_token_is_exactly_this(struct kunit *test)
{
	const struct krb5_init_vector *v = test->param_value;
	struct ssp_fake_client *c = test->priv;
	struct ssp_span got;
	ssp_status st;
	u8 *want;
	size_t n;

	c->fake->etype = v->etype;
	ssp_fake_client_acquire(c, "Kerberos");
	ssp_fake_client_prepare(c, v->req, none);
	if (v->bindings)
		ssp_fake_client_bind(c, KRB5_INIT_BINDINGS);
	st = ssp_fake_client_call(c);
	KUNIT_EXPECT_EQ(test,
			v->req & ISC_REQ_MUTUAL_AUTH ? SEC_I_CONTINUE_NEEDED :
						       SEC_E_OK,
			st);
	got = ssp_fake_client_token(c);
	n = ssp_test_unhex(test, v->token, &want);
	KUNIT_ASSERT_EQ(test, n, got.n);
	SSP_EXPECT_MEMEQ(test, want, got.p, n);
}

static void the_acceptor_reads_what_was_meant(struct kunit *test)
{
	const struct krb5_init_vector *v = test->param_value;
	struct ssp_fake_client *c = test->priv;
	struct ssp_krb5_keyblock subkey;
	struct ssp_fake_peer *peer = &c->peer;
	u8 *token, *cksum;
	size_t n = ssp_test_unhex(test, v->token, &token);

	c->fake->etype = v->etype;
	ssp_fake_accept(test, c->fake, (struct ssp_span){ token, n }, peer);
	KUNIT_EXPECT_EQ(test,
			v->req & ISC_REQ_MUTUAL_AUTH ? SSP_KRB5_AP_MUTUAL : 0,
			peer->options);
	KUNIT_EXPECT_EQ(test, v->seq, peer->seq);
	KUNIT_EXPECT_EQ(test, SSP_FAKE_NOW - SSP_FAKE_NOW % SSP_TICKS_PER_SEC,
			peer->ctime);
	KUNIT_EXPECT_EQ(test, 678901u, peer->cusec);
	ssp_fake_count_key(v->etype, 0, &subkey);
	KUNIT_EXPECT_PTR_EQ(test, subkey.et, peer->subkey.et);
	SSP_EXPECT_MEMEQ(test, subkey.key, peer->subkey.key,
			 subkey.et->key_size);
	KUNIT_ASSERT_EQ(test, sizeof(peer->cksum),
			ssp_test_unhex(test, v->cksum, &cksum));
	SSP_EXPECT_MEMEQ(test, cksum, peer->cksum, sizeof(peer->cksum));
	KUNIT_EXPECT_EQ(test, v->bindings, peer->authz.n != 0);
}

/* MS-KILE 3.2.5.8: the acceptor learns that zeroes would not be ours. */
static void bindings_come_with_the_word_for_them(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	u8 *want;
	size_t n;

	ssp_fake_client_acquire(c, "Kerberos");
	ssp_fake_client_prepare(c, ISC_REQ_MUTUAL_AUTH, none);
	ssp_fake_client_bind(c, KRB5_INIT_BINDINGS);
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED, ssp_fake_client_call(c));
	ssp_fake_accept(test, c->fake, ssp_fake_client_token(c), &c->peer);
	n = ssp_test_unhex(test, KRB5_INIT_BINDINGS_HASH, &want);
	KUNIT_ASSERT_EQ(test, (size_t)16, n);
	SSP_EXPECT_MEMEQ(test, c->peer.cksum + 4, want, 16);
	/* AD-IF-RELEVANT { 143: 00004000 little-endian } */
	n = ssp_test_unhex(test,
			   "301d 301b a003020101 a114 0412 3010 300e"
			   "a00402 02008f a106 0404 00400000",
			   &want);
	KUNIT_ASSERT_EQ(test, n, c->peer.authz.n);
	SSP_EXPECT_MEMEQ(test, c->peer.authz.p, want, n);
}

static const struct told {
	u32 req;
	u8 gss[4];
} told[] = {
	{ 0, { 0x20 } },
	{ ISC_REQ_NO_INTEGRITY, { 0 } },
	{ ISC_REQ_INTEGRITY, { 0x20 } },
	{ ISC_REQ_INTEGRITY | ISC_REQ_NO_INTEGRITY, { 0 } },
	{ ISC_REQ_MUTUAL_AUTH, { 0x22 } },
	{ ISC_REQ_REPLAY_DETECT, { 0x24 } },
	{ ISC_REQ_SEQUENCE_DETECT, { 0x28 } },
	{ ISC_REQ_CONFIDENTIALITY, { 0x30 } },
	{ ISC_REQ_CONFIDENTIALITY | ISC_REQ_NO_INTEGRITY, { 0x30 } },
	{ ISC_REQ_EXTENDED_ERROR, { 0x20, 0x40 } },
	{ ISC_REQ_IDENTIFY, { 0x20, 0x20 } },
	{ ISC_REQ_CONNECTION | ISC_REQ_STREAM, { 0x20 } },
	/* Delegation is not there to give, so the acceptor is told of none. */
	{ ISC_REQ_DELEGATE | ISC_REQ_MUTUAL_AUTH, { 0x22 } },
	{ ISC_REQ_ALLOCATE_MEMORY, { 0x20 } },
};

/* P08, and that no bindings are zeroes (RFC 4121 4.1.1.2). */
static void the_acceptor_is_told_of_each_flag(struct kunit *test)
{
	static const u8 start[20] = { 16 };
	struct ssp_fake_client *c = test->priv;
	size_t i;

	ssp_fake_client_acquire(c, "Kerberos");
	for (i = 0; i < ARRAY_SIZE(told); i++) {
		KUNIT_ASSERT_GE(test, ssp_fake_client_leg(c, told[i].req, none),
				0);
		ssp_fake_accept(test, c->fake, ssp_fake_client_token(c),
				&c->peer);
		SSP_EXPECT_MEMEQ(test, c->peer.cksum, start, sizeof(start));
		SSP_EXPECT_MEMEQ(test, c->peer.cksum + 20, told[i].gss, 4);
		KUNIT_EXPECT_EQ(test, (size_t)0, c->peer.authz.n);
		if (told[i].req & ISC_REQ_ALLOCATE_MEMORY)
			FreeContextBuffer(c->out.pvBuffer);
		ssp_fake_client_delete(c);
	}
}

/* Old peers take a number above 2^31 for a negative one. */
static void sequence_numbers_stay_below_2_to_30(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;

	ssp_fake_client_acquire(c, "Kerberos");
	/* After the subkey's 32 octets comes 0xfd. */
	c->fake->random = 0xfd - 32;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_fake_client_leg(c, 0, none));
	ssp_fake_accept(test, c->fake, ssp_fake_client_token(c), &c->peer);
	KUNIT_EXPECT_EQ(test, 0x3dfeff00u, c->peer.seq);
}

static void expect_session_key(struct kunit *test,
			       const struct ssp_krb5_keyblock *want)
{
	struct ssp_fake_client *c = test->priv;
	SecPkgContext_SessionKey key;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_query_context(&ssp_text_utf8, &c->ctx,
					      SECPKG_ATTR_SESSION_KEY, &key));
	KUNIT_EXPECT_EQ(test, (ULONG)want->et->key_size, key.SessionKeyLength);
	SSP_EXPECT_MEMEQ(test, key.SessionKey, want->key, want->et->key_size);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(key.SessionKey));
}

static const s32 etypes[] = { 17, 18, 19, 20 };

static void etype_desc(const s32 *etype, char *desc)
{
	strcpy(desc, ssp_krb5_etype_find(*etype)->name);
}

KUNIT_ARRAY_PARAM(etype, etypes, etype_desc);

/* RFC 4121 2: the acceptor's subkey, when it sends one, whatever its type. */
static void mutual_with_the_acceptors_subkey(struct kunit *test)
{
	const s32 *etype = test->param_value;
	struct ssp_fake_client *c = test->priv;
	struct ssp_krb5_keyblock subkey;
	size_t i;

	c->fake->etype = *etype;
	ssp_fake_client_acquire(c, "Kerberos");
	for (i = 0; i < ARRAY_SIZE(etypes); i++) {
		ssp_fake_count_key(etypes[i], SSP_FAKE_SUBKEY, &subkey);
		ssp_fake_client_connect(c, SSP_FAKE_ALL, &subkey);
		KUNIT_EXPECT_EQ(test, (size_t)0, ssp_fake_client_token(c).n);
		KUNIT_EXPECT_TRUE(test, c->attr & ISC_RET_MUTUAL_AUTH);
		expect_session_key(test, &subkey);
		ssp_fake_client_exchange(c);
		ssp_fake_client_delete(c);
	}
}

static void mutual_without_one(struct kunit *test)
{
	const s32 *etype = test->param_value;
	struct ssp_fake_client *c = test->priv;

	c->fake->etype = *etype;
	ssp_fake_client_acquire(c, "Kerberos");
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	KUNIT_EXPECT_TRUE(test, c->attr & ISC_RET_MUTUAL_AUTH);
	expect_session_key(test, &c->peer.subkey);
	ssp_fake_client_exchange(c);
}

/* P16: done at once, and the token has still to be sent. */
static void one_leg_is_enough_for_one_side(struct kunit *test)
{
	const s32 *etype = test->param_value;
	struct ssp_fake_client *c = test->priv;

	c->fake->etype = *etype;
	ssp_fake_client_acquire(c, "Kerberos");
	ssp_fake_client_connect(c, SSP_FAKE_ALL & ~ISC_REQ_MUTUAL_AUTH, NULL);
	KUNIT_EXPECT_GT(test, ssp_fake_client_token(c).n, (size_t)0);
	KUNIT_EXPECT_FALSE(test, c->attr & ISC_RET_MUTUAL_AUTH);
	expect_session_key(test, &c->peer.subkey);
	ssp_fake_client_exchange(c);
}

/* The other OID that Windows has for the same mechanism. */
static void an_answer_may_bear_either_name(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_wr w;
	u8 *oid;

	ssp_fake_client_acquire(c, "Kerberos");
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, ISC_REQ_MUTUAL_AUTH, none));
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, NULL, &w);
	/* Behind the frame's header and its own. */
	oid = w.p + (w.p[1] & 0x80 ? 5 : 4);
	KUNIT_ASSERT_EQ(test, 0, memcmp(oid, ssp_krb5_oid.p, ssp_krb5_oid.n));
	memcpy(oid, ssp_krb5_oid_ms.p, ssp_krb5_oid_ms.n);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_fake_client_leg(c, ISC_REQ_MUTUAL_AUTH,
					    ssp_wr_span(&w)));
	ssp_wr_free(&w);
}

/* P11: here no server speaks first; and nobody is asked for a ticket. */
static void the_first_leg_takes_no_token(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	static const u8 byte[] = { 0x60 };

	ssp_fake_client_acquire(c, "Kerberos");
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_fake_client_leg(c, 0, SSP_SPAN(byte)));
	KUNIT_EXPECT_EQ(test, 0u, c->fake->fetches);
	/* One of no length is none. */
	ssp_fake_client_prepare(c, 0, none);
	ssp_fake_client_add(c, SECBUFFER_TOKEN, none);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_client_call(c));
}

/* Nothing that could be guessed is ever sent. */
static void without_random_there_is_no_token(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;

	ssp_fake_client_acquire(c, "Kerberos");
	c->fake->random_st = SEC_E_INTERNAL_ERROR;
	KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR,
			ssp_fake_client_leg(c, 0, none));
	KUNIT_EXPECT_EQ(test, (size_t)0, ssp_fake_client_token(c).n);
}

/* What the mechanism itself does when it is stepped once more. */
static void an_established_context_hears_errors_only(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_identity id = { .is_explicit = false };
	struct ssp_utf16 target;
	struct ssp_ctx_params params = { .target = &target };
	struct ssp_wr out, error;
	struct ssp_step step = { .out = &out };
	struct ssp_fake_peer peer;
	struct ssp_fake_rep rep;
	void *ctx = NULL;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_text_utf8.read(SSP_FAKE_SPN, &target));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_mech.cred_open(&id, SECPKG_CRED_OUTBOUND,
						&params.cred));
	ssp_wr_init(&out);
	ssp_wr_init(&error);
	/* An honest AP-REP that nobody asked for must not change the keys. */
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_mech.ctx_new(&params, &ctx));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_krb5_mech.step(ctx, &step));
	ssp_fake_accept(test, c->fake, ssp_wr_span(&out), &peer);
	ssp_fake_rep_of(c->fake, &peer, &rep);
	ssp_wr_free(&out);
	ssp_fake_ap_rep(test, &rep, &error);
	step.token = ssp_wr_span(&error);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_mech.step(ctx, &step));
	ssp_krb5_mech.ctx_free(ctx);
	ssp_wr_free(&error);

	step.token = none;
	ssp_fake_krb_error(&error, 37);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_mech.ctx_new(&params, &ctx));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_krb5_mech.step(ctx, &step));
	step.token = ssp_wr_span(&error);
	KUNIT_EXPECT_EQ(test, SEC_E_TIME_SKEW, ssp_krb5_mech.step(ctx, &step));
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE,
			ssp_krb5_mech.step(ctx, &step));
	ssp_krb5_mech.ctx_free(ctx);
	ssp_krb5_mech.ctx_free(NULL);
	ssp_krb5_mech.cred_close(params.cred);
	ssp_wr_free(&error);
	ssp_wr_free(&out);
	ssp_utf16_free(&target);
	KUNIT_EXPECT_EQ(test, 0u, c->fake->creds);
}

static struct kunit_case init_cases[] = {
	KUNIT_CASE_PARAM(the_first_token_is_exactly_this, init_gen_params),
	KUNIT_CASE_PARAM(the_acceptor_reads_what_was_meant, init_gen_params),
	KUNIT_CASE(bindings_come_with_the_word_for_them),
	KUNIT_CASE(the_acceptor_is_told_of_each_flag),
	KUNIT_CASE(sequence_numbers_stay_below_2_to_30),
	KUNIT_CASE_PARAM(mutual_with_the_acceptors_subkey, etype_gen_params),
	KUNIT_CASE_PARAM(mutual_without_one, etype_gen_params),
	KUNIT_CASE_PARAM(one_leg_is_enough_for_one_side, etype_gen_params),
	KUNIT_CASE(an_answer_may_bear_either_name),
	KUNIT_CASE(the_first_leg_takes_no_token),
	KUNIT_CASE(without_random_there_is_no_token),
	KUNIT_CASE(an_established_context_hears_errors_only),
	{}
};

static struct kunit_suite init_suite = {
	.name = "krb5_init",
	.init = init_init,
	.exit = ssp_fake_client_stop,
	.test_cases = init_cases,
};

kunit_test_suites(&init_suite);
