// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Answers to an AP-REQ that are not what they should be: none of them may make
 * a session (P23, P29, P34), and each has its own status.
 */
#include <kunit/test.h>

#include "core/der.h"
#include "core/gsstok.h"
#include "core/krb5/krb5.h"
#include "core/krb5/krb5_msg.h"
#include "tests/fake_client.h"

static const struct ssp_span none = { NULL, 0 };

static int reply_init(struct kunit *test)
{
	struct ssp_fake_client *c = ssp_fake_client_start(test);

	ssp_fake_client_acquire(c, "Kerberos");
	return 0;
}

/* A new context that waits for its answer. */
static void send(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
}

/*
 * The answer fails with @want, and for good: what comes after is not looked at,
 * and the handle is good for nothing but deletion (P34, P39).
 */
static void refuse(struct kunit *test, struct ssp_span answer, ssp_status want)
{
	struct ssp_fake_client *c = test->priv;
	ssp_status st = ssp_fake_client_leg(c, SSP_FAKE_ALL, answer);

	if (want)
		KUNIT_EXPECT_EQ(test, want, st);
	KUNIT_EXPECT_LT(test, st, 0);
	KUNIT_EXPECT_EQ(test, 0u, c->out.cbBuffer);
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, answer));
	ssp_fake_client_untouched(c);
	ssp_fake_client_delete(c);
}

/* The answer of @rep to a new context. */
static void refuse_rep(struct kunit *test, const struct ssp_fake_rep *rep,
		       ssp_status want)
{
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_fake_ap_rep(test, rep, &w);
	refuse(test, ssp_wr_span(&w), want);
	ssp_wr_free(&w);
}

/* A new context, and what would be right to say to it. */
static struct ssp_fake_rep *ask(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_fake_rep *rep =
		kunit_kzalloc(test, sizeof(*rep), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, rep);
	send(test);
	ssp_fake_accept(test, c->fake, ssp_fake_client_token(c), &c->peer);
	ssp_fake_rep_of(c->fake, &c->peer, rep);
	return rep;
}

/* RFC 4120 3.2.5: to the microsecond. */
static void another_time_proves_nothing(struct kunit *test)
{
	struct ssp_fake_rep *rep = ask(test);

	rep->cusec++;
	refuse_rep(test, rep, SEC_E_MUTUAL_AUTH_FAILED);
	rep = ask(test);
	rep->cusec = 0;
	refuse_rep(test, rep, SEC_E_MUTUAL_AUTH_FAILED);
	rep = ask(test);
	rep->ctime += SSP_TICKS_PER_SEC;
	refuse_rep(test, rep, SEC_E_MUTUAL_AUTH_FAILED);
	rep = ask(test);
	rep->ctime -= SSP_TICKS_PER_SEC;
	refuse_rep(test, rep, SEC_E_MUTUAL_AUTH_FAILED);
}

static void another_key_proves_nothing(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_fake_rep *rep = ask(test);

	rep->key.key[31] ^= 1;
	refuse_rep(test, rep, SEC_E_MESSAGE_ALTERED);
	/* The subkey of our own Authenticator is the wrong key, too. */
	rep = ask(test);
	rep->key = c->peer.subkey;
	refuse_rep(test, rep, SEC_E_MESSAGE_ALTERED);
}

static void another_enctype_is_not_tried(struct kunit *test)
{
	struct ssp_fake_rep *rep = ask(test);

	ssp_fake_count_key(20, SSP_FAKE_SESSION_KEY, &rep->key);
	refuse_rep(test, rep, SEC_E_INVALID_TOKEN);
}

static void a_subkey_must_be_one(struct kunit *test)
{
	static const struct ssp_krb5_etype rc4 = { .id = 23, .key_size = 16 };
	static const struct ssp_krb5_etype small = { .id = 18, .key_size = 16 };
	struct ssp_krb5_keyblock key = { .et = &rc4 };
	struct ssp_fake_rep *rep = ask(test);

	rep->subkey = &key;
	refuse_rep(test, rep, SEC_E_KDC_UNKNOWN_ETYPE);
	rep = ask(test);
	rep->subkey = &key;
	key.et = &small;
	refuse_rep(test, rep, SEC_E_INVALID_TOKEN);
}

/* Of an earlier context: its time is not ours. */
static void an_old_answer_is_no_answer(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_fake_rep *rep = ask(test);

	ssp_fake_client_delete(c);
	c->fake->now += 10;
	send(test);
	refuse_rep(test, rep, SEC_E_MUTUAL_AUTH_FAILED);
}

/* Frame @body as @oid does, with a token id in front. */
static void frame(struct ssp_wr *w, struct ssp_span oid, u16 id,
		  struct ssp_span body)
{
	size_t mark = ssp_gsstok_begin(w, oid);

	ssp_wr_be16(w, id);
	ssp_wr_bytes(w, body);
	ssp_gsstok_end(w, mark);
}

static void refuse_frame(struct kunit *test, struct ssp_span oid, u16 id,
			 struct ssp_span body)
{
	struct ssp_wr w;

	send(test);
	ssp_wr_init(&w);
	frame(&w, oid, id, body);
	refuse(test, ssp_wr_span(&w), SEC_E_INVALID_TOKEN);
	ssp_wr_free(&w);
}

static void another_frame_is_refused(struct kunit *test)
{
	static const u8 spnego[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02 };
	static const u8 ntlm[] = "NTLMSSP\0\2\0\0\0";
	static const u8 zero[16];
	struct ssp_fake_client *c = test->priv;
	struct ssp_wr good;
	struct ssp_span oid, inner;

	ask(test);
	ssp_wr_init(&good);
	ssp_fake_client_reply(c, NULL, &good);
	ssp_fake_client_delete(c);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_gsstok_open(ssp_wr_span(&good), &oid, &inner));
	inner.p += 2;
	inner.n -= 2;
	/* An AP-REP, but of somebody else, or as something else. */
	refuse_frame(test, SSP_SPAN(spnego), SSP_KRB5_TOK_AP_REP, inner);
	refuse_frame(test, ssp_krb5_oid, SSP_KRB5_TOK_AP_REQ, inner);
	refuse_frame(test, ssp_krb5_oid, SSP_KRB5_TOK_ERROR, inner);
	refuse_frame(test, ssp_krb5_oid, 0x0401, inner);
	refuse_frame(test, ssp_krb5_oid, SSP_KRB5_TOK_AP_REP, none);

	send(test);
	refuse(test, inner, SEC_E_INVALID_TOKEN);
	send(test);
	refuse(test, SSP_SPAN(ntlm), SEC_E_INVALID_TOKEN);
	send(test);
	refuse(test, SSP_SPAN(zero), SEC_E_INVALID_TOKEN);
	ssp_wr_free(&good);
}

/* P11, P33: from the second leg on there must be a token. */
static void silence_is_refused(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;

	send(test);
	refuse(test, none, SEC_E_INVALID_TOKEN);
	send(test);
	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	ssp_fake_client_add(c, SECBUFFER_TOKEN, none);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, ssp_fake_client_call(c));
}

/* Our own token, sent back. */
static void a_mirror_is_no_acceptor(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_span token;
	u8 *copy;

	send(test);
	token = ssp_fake_client_token(c);
	copy = ssp_test_guarded_copy(test, token.p, token.n);
	refuse(test, (struct ssp_span){ copy, token.n }, SEC_E_INVALID_TOKEN);
}

static void refuse_any(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_fake_client *c = test->priv;

	(void)arg;
	c->fake->stamps = 0;
	send(test);
	refuse(test, (struct ssp_span){ p, n }, 0);
}

/*
 * RFC 4120 3.2.5: what an acceptor proved to one context it did not prove to
 * another, though both have the same ticket and no time has passed.
 */
static void an_answer_is_for_one_context(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_krb5_keyblock subkey;
	struct ssp_wr w;

	ssp_fake_count_key(18, SSP_FAKE_SUBKEY, &subkey);
	send(test);
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, &subkey, &w);
	ssp_fake_client_delete(c);
	send(test);
	refuse(test, ssp_wr_span(&w), SEC_E_MUTUAL_AUTH_FAILED);
	ssp_wr_free(&w);
}

/*
 * With the same stamp for every context one answer is right for all of them;
 * with any octet missing or changed it is right for none.
 */
static void every_spoilt_answer_fails(struct kunit *test)
{
	static const s32 etypes[] = { 18, 19 };
	struct ssp_fake_client *c = test->priv;
	struct ssp_krb5_keyblock subkey;
	struct ssp_wr w;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(etypes); i++) {
		c->fake->etype = etypes[i];
		c->target = i ? "HTTP/b" : "HTTP/a";
		ssp_fake_count_key(etypes[i], SSP_FAKE_SUBKEY, &subkey);
		c->fake->stamps = 0;
		send(test);
		ssp_wr_init(&w);
		ssp_fake_client_reply(c, &subkey, &w);
		ssp_fake_client_delete(c);
		ssp_test_each_truncation(test, w.p, w.n, refuse_any, NULL);
		ssp_test_each_change(test, w.p, w.n, refuse_any, NULL);
		/* And the whole one is right. */
		c->fake->stamps = 0;
		send(test);
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				ssp_fake_client_leg(c, SSP_FAKE_ALL,
						    ssp_wr_span(&w)));
		ssp_fake_client_delete(c);
		ssp_wr_free(&w);
	}
}

/* A ticket that the acceptor cannot use is not offered to it again. */
static bool forgets(s32 code)
{
	switch (code) {
	case 31: /* KRB_AP_ERR_BAD_INTEGRITY */
	case 32: /* KRB_AP_ERR_TKT_EXPIRED */
	case 35: /* KRB_AP_ERR_NOT_US */
	case 36: /* KRB_AP_ERR_BADMATCH */
	case 41: /* KRB_AP_ERR_MODIFIED */
	case 44: /* KRB_AP_ERR_BADKEYVER */
	case 45: /* KRB_AP_ERR_NOKEY */
	case 50: /* KRB_AP_ERR_INAPP_CKSUM */
		return true;
	default:
		return false;
	}
}

/* Each code's status is told in test_krb5_cred_msg.c. */
static void an_error_is_passed_on(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_wr w;
	s32 code;
	u32 before;

	for (code = 0; code < 80; code++) {
		send(test);
		before = c->fake->fetches;
		ssp_wr_init(&w);
		ssp_fake_krb_error(&w, code);
		refuse(test, ssp_wr_span(&w), ssp_krb5_error_status(code));
		ssp_wr_free(&w);
		send(test);
		KUNIT_EXPECT_EQ_MSG(test, before + forgets(code),
				    c->fake->fetches, "code %d", code);
		ssp_fake_client_delete(c);
	}
}

static void a_spoilt_error_fails_as_well(struct kunit *test)
{
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_fake_krb_error(&w, 37);
	ssp_test_each_truncation(test, w.p, w.n, refuse_any, NULL);
	ssp_test_each_change(test, w.p, w.n, refuse_any, NULL);
	ssp_wr_free(&w);
}

static struct kunit_case reply_cases[] = {
	KUNIT_CASE(another_time_proves_nothing),
	KUNIT_CASE(another_key_proves_nothing),
	KUNIT_CASE(another_enctype_is_not_tried),
	KUNIT_CASE(a_subkey_must_be_one),
	KUNIT_CASE(an_old_answer_is_no_answer),
	KUNIT_CASE(another_frame_is_refused),
	KUNIT_CASE(silence_is_refused),
	KUNIT_CASE(a_mirror_is_no_acceptor),
	KUNIT_CASE(an_answer_is_for_one_context),
	KUNIT_CASE(every_spoilt_answer_fails),
	KUNIT_CASE(an_error_is_passed_on),
	KUNIT_CASE(a_spoilt_error_fails_as_well),
	{}
};

static struct kunit_suite reply_suite = {
	.name = "krb5_reply",
	.init = reply_init,
	.exit = ssp_fake_client_stop,
	.test_cases = reply_cases,
};

kunit_test_suites(&reply_suite);
