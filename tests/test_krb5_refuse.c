// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AP-REQs that are not what they should be: none may make a session, each has
 * its status, and the peer is told what RFC 4120 3.2.3 has for it.
 */
#include <kunit/test.h>

#include "core/der.h"
#include "core/krb5/krb5.h"
#include "core/krb5/krb5_msg.h"
#include "core/krb5/krb5_replay.h"
#include "platform/memory.h"
#include "tests/fake_service.h"
#include "tests/vectors/krb5_accept.h"

#define SECOND SSP_TICKS_PER_SEC

static int refuse_init(struct kunit *test)
{
	ssp_fake_acceptor_start(test);
	return 0;
}

static struct ssp_fake_ap *honest(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap *ap = kunit_kzalloc(test, sizeof(*ap), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, ap);
	ssp_fake_ap_of(a->fake, ap);
	return ap;
}

/* Nothing is granted, nothing is known, nothing is remembered. */
static void expect_nothing(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;

	KUNIT_EXPECT_EQ(test, 0u, a->info.flags);
	KUNIT_EXPECT_NULL(test, a->info.client);
	KUNIT_EXPECT_EQ(test, (size_t)0, a->info.session_key.n);
	KUNIT_EXPECT_NE(test, (u32)SECPKG_NEGOTIATION_COMPLETE,
			a->info.negotiation);
	KUNIT_EXPECT_EQ(test, (size_t)0,
			ssp_krb5_replay_count(&ssp_krb5_replays));
}

static void refuse(struct kunit *test, const struct ssp_fake_ap *ap,
		   ssp_status want, s32 error)
{
	struct ssp_fake_acceptor *a = test->priv;

	KUNIT_EXPECT_EQ(test, want, ssp_fake_acceptor_ap(a, ap));
	KUNIT_EXPECT_EQ(test, error, ssp_fake_acceptor_error(a));
	expect_nothing(test);
}

static void take(struct kunit *test, const struct ssp_fake_ap *ap)
{
	struct ssp_fake_acceptor *a = test->priv;

	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_acceptor_ap(a, ap));
	KUNIT_EXPECT_FALSE(test, a->alert);
	ssp_krb5_replay_clear(&ssp_krb5_replays);
}

/* Five minutes either way, and not a microsecond more (RFC 4120 1.6). */
static void a_clock_that_is_off(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap *ap = honest(test);
	u64 now = a->fake->now - a->fake->now % 10;

	ap->start -= 3600 * SECOND;
	a->fake->now = now + 300 * SECOND;
	take(test, ap);
	a->fake->now += 10;
	refuse(test, ap, SEC_E_TIME_SKEW, SSP_KRB5_ERR_SKEW);
	a->fake->now = now - 300 * SECOND;
	take(test, ap);
	a->fake->now -= 10;
	refuse(test, ap, SEC_E_TIME_SKEW, SSP_KRB5_ERR_SKEW);
}

/* RFC 4120 5.9.1: the error has our time, and the name that was asked for. */
static void the_error_tells_our_time(struct kunit *test)
{
	static const char want[] =
		"606f06092a864886f71201020203007e60305ea003020105a1030201"
		"1ea411180f32303230303130323033313530355aa50502030a5bf5a6"
		"03020125a90e1b0c4558414d504c452e54455354aa233021a0030201"
		"01a11a30181b04485454501b107777772e6578616d706c652e746573"
		"74";
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap *ap = honest(test);
	u8 *p;
	size_t n = ssp_test_unhex(test, want, &p);

	a->fake->now += 660 * SECOND;
	refuse(test, ap, SEC_E_TIME_SKEW, SSP_KRB5_ERR_SKEW);
	KUNIT_ASSERT_EQ(test, n, a->out.n);
	SSP_EXPECT_MEMEQ(test, p, a->out.p, n);
}

static void tickets_of_other_times(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap *ap = honest(test);
	u64 now = a->fake->now - a->fake->now % SECOND;

	ap->end = now;
	refuse(test, ap, SEC_E_CONTEXT_EXPIRED, SSP_KRB5_ERR_TKT_EXPIRED);
	ap->end = now + SECOND;
	take(test, ap);
	/* Other clocks may be ahead; authtime is no start when there is one. */
	ap->end = now + 3600 * SECOND;
	ap->start = now + 300 * SECOND;
	take(test, ap);
	ap->start += SECOND;
	refuse(test, ap, SEC_E_TIME_SKEW, SSP_KRB5_ERR_TKT_NYV);
	ap->start = 0;
	take(test, ap);
	ap->authtime = now + 301 * SECOND;
	refuse(test, ap, SEC_E_TIME_SKEW, SSP_KRB5_ERR_TKT_NYV);
	ap = honest(test);
	ap->flags = SSP_KRB5_TKT_INVALID;
	refuse(test, ap, SEC_E_TIME_SKEW, SSP_KRB5_ERR_TKT_NYV);
}

/* RFC 8062; and the word of the client for it. */
static void nobody_in_particular(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap *ap = honest(test);

	a->flags = ISC_REQ_NULL_SESSION;
	ap->flags = SSP_KRB5_TKT_ANONYMOUS;
	refuse(test, ap, SEC_E_LOGON_DENIED, SSP_KRB5_ERR_GENERIC);
	ap = honest(test);
	ap->cksum[20] |= SSP_KRB5_GSS_ANON;
	refuse(test, ap, SEC_E_LOGON_DENIED, SSP_KRB5_ERR_GENERIC);
}

/* RFC 4120 2.7. */
static void a_way_that_nobody_judged(struct kunit *test)
{
	static const u8 way[] = "OTHER.TEST";
	struct ssp_fake_ap *ap = honest(test);

	ap->transited = SSP_SPAN(way);
	refuse(test, ap, SEC_E_LOGON_DENIED, SSP_KRB5_ERR_PATH);
	ap->flags = SSP_KRB5_TKT_TRANSITED_CHECKED;
	take(test, ap);
}

static void another_than_the_tickets(struct kunit *test)
{
	struct ssp_fake_ap *ap = honest(test);

	ap->self.part[0] = "bob";
	refuse(test, ap, SEC_E_LOGON_DENIED, SSP_KRB5_ERR_BADMATCH);
	ap->self.part[0] = "Alice";
	refuse(test, ap, SEC_E_LOGON_DENIED, SSP_KRB5_ERR_BADMATCH);
	ap->self.part[0] = "alice";
	ap->self.part[1] = "admin";
	refuse(test, ap, SEC_E_LOGON_DENIED, SSP_KRB5_ERR_BADMATCH);
	ap->self.part[1] = NULL;
	ap->self.realm = "OTHER.TEST";
	refuse(test, ap, SEC_E_LOGON_DENIED, SSP_KRB5_ERR_BADMATCH);
	ap->client.realm = "OTHER.TEST";
	take(test, ap);
}

static void the_wrong_key(struct kunit *test)
{
	struct ssp_fake_ap *ap = honest(test);

	ap->service_key.key[0] ^= 1;
	refuse(test, ap, SEC_E_WRONG_PRINCIPAL, SSP_KRB5_ERR_MODIFIED);
	ap->kvno = 4;
	refuse(test, ap, SEC_E_WRONG_PRINCIPAL, SSP_KRB5_ERR_BADKEYVER);
	ap->service.part[0] = "CIFS";
	refuse(test, ap, SEC_E_WRONG_PRINCIPAL, SSP_KRB5_ERR_NOT_US);
	ap = honest(test);
	ap->service.realm = "OTHER.TEST";
	ap->service_key.key[0] ^= 1;
	refuse(test, ap, SEC_E_WRONG_PRINCIPAL, SSP_KRB5_ERR_NOT_US);
	/* No key of that type. */
	ssp_fake_count_key(17, SSP_FAKE_SERVICE_KEY, &ap->service_key);
	refuse(test, ap, SEC_E_WRONG_PRINCIPAL, SSP_KRB5_ERR_NOKEY);
}

/* The ticket is in order, but who sent it does not have its key. */
static void a_stolen_ticket(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap *ap = honest(test);
	struct ssp_fake_ap *thief = honest(test);
	struct ssp_wr good, bad;

	thief->session.key[5] ^= 1;
	ssp_wr_init(&good);
	ssp_wr_init(&bad);
	ssp_fake_ap_token(test, ap, &good);
	ssp_fake_ap_token(test, thief, &bad);
	/* His Authenticator behind the honest ticket: both are as long. */
	KUNIT_ASSERT_EQ(test, good.n, bad.n);
	memcpy(good.p + good.n - 100, bad.p + bad.n - 100, 100);
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED,
			ssp_fake_acceptor_leg(a, ssp_wr_span(&good)));
	KUNIT_EXPECT_EQ(test, SSP_KRB5_ERR_BAD_INTEGRITY,
			ssp_fake_acceptor_error(a));
	expect_nothing(test);
	ssp_wr_free(&good);
	ssp_wr_free(&bad);
}

/* RC4 and its kind do not exist here. */
static void enctypes_that_we_lack(struct kunit *test)
{
	static struct ssp_krb5_etype old;
	struct ssp_fake_ap *ap = honest(test);

	old = *ssp_krb5_etype_find(17);
	old.id = 23;
	ap->service_key.et = &old;
	refuse(test, ap, SEC_E_KDC_UNKNOWN_ETYPE, SSP_KRB5_ERR_ETYPE_NOSUPP);
	ap = honest(test);
	ap->session.et = &old;
	refuse(test, ap, SEC_E_KDC_UNKNOWN_ETYPE, SSP_KRB5_ERR_ETYPE_NOSUPP);
	ap = honest(test);
	ap->subkey.et = &old;
	refuse(test, ap, SEC_E_KDC_UNKNOWN_ETYPE, SSP_KRB5_ERR_ETYPE_NOSUPP);
	/* Or a key that is none of its type. */
	old.id = 18;
	ap = honest(test);
	ap->subkey.et = &old;
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	ap = honest(test);
	ap->session.et = &old;
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
}

/* RFC 4121 4.1.1. */
static void checksums(struct kunit *test)
{
	struct ssp_fake_ap *ap = honest(test);

	ap->cksum_type = 0;
	refuse(test, ap, SEC_E_INVALID_TOKEN, SSP_KRB5_ERR_INAPP_CKSUM);
	ap->cksum_type = 16; /* of the right enctype, even */
	refuse(test, ap, SEC_E_INVALID_TOKEN, SSP_KRB5_ERR_INAPP_CKSUM);
	ap = honest(test);
	for (ap->ncksum = 0; ap->ncksum < 24; ap->ncksum++)
		refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	/* Extensions: a header that is none, and one that promises too much. */
	for (ap->ncksum = 25; ap->ncksum < 32; ap->ncksum++)
		refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	ap->cksum[31] = 1;
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	ap->ncksum = 33;
	take(test, ap);
	/* A delegated credential that is not there, or longer than all else. */
	ap = honest(test);
	ap->cksum[20] |= SSP_KRB5_GSS_DELEG;
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	ap->ncksum = 28;
	ap->cksum[24] = 1;
	take(test, ap);
	ap->cksum[26] = 1;
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	ap->cksum[26] = 0;
	ap->cksum[24] = 2;
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	ap = honest(test);
	ap->cksum[0] = 15;
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
}

/* They change the tokens; DCE style comes without a frame as well. */
static void styles_that_we_lack(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap *ap = honest(test);
	struct ssp_span token;
	u8 *p;

	ap->cksum[21] = 0x10;
	refuse(test, ap, SEC_E_UNSUPPORTED_FUNCTION, 0);
	ap = honest(test);
	ap->options |= SSP_KRB5_AP_SESSION_KEY;
	refuse(test, ap, SEC_E_UNSUPPORTED_FUNCTION, 0);
	token.n = ssp_test_unhex(test, krb5_accept_dce, &p);
	token.p = p;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_fake_acceptor_leg(a, token));
	expect_nothing(test);
}

static void our_own_wishes(struct kunit *test)
{
	static const u32 flags[] = { ISC_REQ_USE_DCE_STYLE, ISC_REQ_DATAGRAM,
				     ISC_REQ_USE_SESSION_KEY };
	struct ssp_fake_acceptor *a = test->priv;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		a->flags = flags[i];
		KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
				ssp_fake_acceptor_ap(a, honest(test)));
	}
}

/* RFC 4120 3.2.3; and only while it could pass otherwise. */
static void the_same_again(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap *ap = honest(test);
	struct ssp_span token;
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_fake_ap_token(test, ap, &w);
	token = ssp_wr_span(&w);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_acceptor_leg(a, token));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED,
			ssp_fake_acceptor_leg(a, token));
	KUNIT_EXPECT_EQ(test, SSP_KRB5_ERR_REPEAT, ssp_fake_acceptor_error(a));
	/* To another credential of this process it is no newer. */
	ssp_fake_acceptor_close(a);
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED,
			ssp_fake_acceptor_leg(a, token));
	a->fake->now += 300 * SECOND - 10;
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED,
			ssp_fake_acceptor_leg(a, token));
	a->fake->now += 20;
	KUNIT_EXPECT_EQ(test, SEC_E_TIME_SKEW, ssp_fake_acceptor_leg(a, token));
	/* The same time under another confounder is another AP-REQ. */
	a->fake->now -= 600 * SECOND;
	ssp_wr_free(&w);
	ssp_fake_ap_token(test, ap, &w);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_fake_acceptor_leg(a, ssp_wr_span(&w)));
	ssp_wr_free(&w);
}

#define SUPPORT SEC_CHANNEL_BINDINGS_RESULT_CLIENT_SUPPORT
#define ABSENT SEC_CHANNEL_BINDINGS_RESULT_ABSENT
#define MISMATCH SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISMATCH
#define MISSING SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISSING
#define MATCHED SEC_CHANNEL_BINDINGS_RESULT_VALID_MATCHED
#define PROXY SEC_CHANNEL_BINDINGS_RESULT_VALID_PROXY
#define ALLOWED SEC_CHANNEL_BINDINGS_RESULT_VALID_MISSING

/* Of client and server: none, one, another; does the client know of them? */
static const struct {
	u8 server;
	u8 client;
	bool aware;
	u32 policy;
	u32 found;
} bindings[] = {
	{ 0, 0, false, 0, ABSENT },
	{ 0, 1, false, 0, SUPPORT },
	{ 0, 0, true, 0, SUPPORT | ABSENT },
	{ 1, 1, false, 0, SUPPORT | MATCHED },
	{ 1, 1, true, 0, SUPPORT | MATCHED },
	{ 1, 2, false, 0, SUPPORT | MISMATCH },
	{ 1, 0, false, 0, ABSENT | MISSING },
	{ 1, 0, true, 0, SUPPORT | ABSENT | MISSING },
	{ 1, 0, false, SSP_ACCEPT_MISSING_BINDINGS, ABSENT | ALLOWED },
	/* It knows of them and has none: somebody is between. */
	{ 1, 0, true, SSP_ACCEPT_MISSING_BINDINGS, SUPPORT | ABSENT | MISSING },
	{ 1, 1, false, SSP_ACCEPT_MISSING_BINDINGS, SUPPORT | MATCHED },
	{ 1, 2, false, SSP_ACCEPT_MISSING_BINDINGS, SUPPORT | MISMATCH },
	{ 0, 2, false, SSP_ACCEPT_PROXY_BINDINGS, SUPPORT | PROXY },
	{ 0, 0, false, SSP_ACCEPT_PROXY_BINDINGS, ABSENT | MISSING },
	{ 1, 1, false, SSP_ACCEPT_PROXY_BINDINGS, SUPPORT | MATCHED },
	{ 1, 2, false, SSP_ACCEPT_PROXY_BINDINGS, SUPPORT | PROXY },
	{ 1, 0, false, SSP_ACCEPT_PROXY_BINDINGS, ABSENT | MISSING },
};

/* AD-IF-RELEVANT { KERB_AP_OPTIONS: CBT } as Windows and we send it. */
static const u8 ad_cbt[] = {
	0x30, 0x1d, 0x30, 0x1b, 0xa0, 0x03, 0x02, 0x01, 0x01, 0xa1, 0x14,
	0x04, 0x12, 0x30, 0x10, 0x30, 0x0e, 0xa0, 0x04, 0x02, 0x02, 0x00,
	0x8f, 0xa1, 0x06, 0x04, 0x04, 0x00, 0x40, 0x00, 0x00,
};

static void channel_bindings(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	u8 ours[16] = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bindings); i++) {
		struct ssp_fake_ap *ap = honest(test);
		bool refused = bindings[i].found & (MISMATCH | MISSING);

		ours[15] = bindings[i].server;
		a->bindings = bindings[i].server ? ours : NULL;
		a->policy = bindings[i].policy;
		ap->cksum[19] = bindings[i].client;
		if (bindings[i].aware)
			ap->authz = SSP_SPAN(ad_cbt);
		if (refused)
			refuse(test, ap, SEC_E_BAD_BINDINGS,
			       SSP_KRB5_ERR_GENERIC);
		else
			take(test, ap);
		KUNIT_EXPECT_EQ_MSG(test, bindings[i].found, a->info.bindings,
				    "row %zu", i);
	}
}

/* RFC 4120 5.2.6: in AD-IF-RELEVANT one may overlook what one does not know. */
static void authorization_data(struct kunit *test)
{
	static const u8 bare[] = { 0x30, 0x0d, 0x30, 0x0b, 0xa0,
				   0x04, 0x02, 0x02, 0x03, 0xe7,
				   0xa1, 0x03, 0x04, 0x01, 'x' };
	static const u8 relevant[] = {
		0x30, 0x1a, 0x30, 0x18, 0xa0, 0x03, 0x02, 0x01, 0x01, 0xa1,
		0x11, 0x04, 0x0f, 0x30, 0x0d, 0x30, 0x0b, 0xa0, 0x04, 0x02,
		0x02, 0x03, 0xe7, 0xa1, 0x03, 0x04, 0x01, 'x',
	};
	static const u8 rubbish[] = { 0x30, 0x0c, 0x30, 0x0a, 0xa0, 0x03, 0x02,
				      0x01, 0x01, 0xa1, 0x03, 0x04, 0x01, 'x' };
	struct ssp_fake_ap *ap = honest(test);

	ap->ticket_authz = SSP_SPAN(relevant);
	ap->authz = SSP_SPAN(relevant);
	take(test, ap);
	ap->ticket_authz = SSP_SPAN(bare);
	refuse(test, ap, SEC_E_LOGON_DENIED, SSP_KRB5_ERR_GENERIC);
	ap->ticket_authz.n = 0;
	ap->authz = SSP_SPAN(bare);
	refuse(test, ap, SEC_E_LOGON_DENIED, SSP_KRB5_ERR_GENERIC);
	ap->authz = SSP_SPAN(rubbish);
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	ap->authz.n = 0;
	ap->ticket_authz = SSP_SPAN(rubbish);
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
}

/* A PAC of nobody's making, in the ticket of somebody who has the key. */
static void a_pac_without_a_signature(struct kunit *test)
{
	static const u8 pac[] = {
		0x30, 0x25, 0x30, 0x23, 0xa0, 0x03, 0x02, 0x01, 0x01, 0xa1,
		0x1c, 0x04, 0x1a, 0x30, 0x18, 0x30, 0x16, 0xa0, 0x04, 0x02,
		0x02, 0x00, 0x80, 0xa1, 0x0e, 0x04, 0x0c, 0x00, 0x00, 0x00,
		0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	};
	struct ssp_fake_ap *ap = honest(test);

	ap->ticket_authz = SSP_SPAN(pac);
	refuse(test, ap, SEC_E_MESSAGE_ALTERED, SSP_KRB5_ERR_MODIFIED);
}

static void frames(struct kunit *test)
{
	static const u8 other[] = { 0x2b, 0x06, 0x01, 0x05, 0x02 };
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_fake_ap *ap = honest(test);

	ap->oid = SSP_SPAN(other);
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	ap = honest(test);
	ap->tok = SSP_KRB5_TOK_AP_REP;
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	ap->tok = SSP_KRB5_TOK_ERROR;
	refuse(test, ap, SEC_E_INVALID_TOKEN, 0);
	/* Nobody speaks before the client here. */
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_fake_acceptor_leg(a, (struct ssp_span){ NULL, 0 }));
	expect_nothing(test);
}

static void refuse_bytes(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_span token = { p, n };

	(void)arg;
	KUNIT_EXPECT_LT(test, ssp_fake_acceptor_leg(a, token), 0);
	ssp_fake_acceptor_error(a);
	expect_nothing(test);
}

static void each_truncation(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	u8 *p;
	size_t n = ssp_test_unhex(test, krb5_accept_vectors[1].token, &p);

	a->fake->now = KRB5_ACCEPT_NOW;
	a->fake->keytab.n = ssp_test_unhex(test, krb5_accept_keytab,
					   (u8 **)&a->fake->keytab.p);
	ssp_test_each_truncation(test, p, n, refuse_bytes, NULL);
}

/* In the token of krb5_accept_vectors[1]. */
#define OPTIONS_AT 35
#define KVNO_AT 131

/*
 * Of a token of MIT's, some octets are nobody's word: options are not
 * authenticated, and names, version and type of name in the clear part of the
 * ticket may be aliases.
 */
static void change(struct kunit *test, u8 *p, size_t n, void *arg)
{
	const u8 *token = arg;
	struct ssp_fake_acceptor *a = test->priv;
	struct ssp_span s = { p, n };
	ssp_status st = ssp_fake_acceptor_leg(a, s);
	size_t at = 0;

	ssp_krb5_replay_clear(&ssp_krb5_replays);
	if (st < 0) {
		ssp_fake_acceptor_error(a);
		expect_nothing(test);
		return;
	}
	while (at < n && p[at] == token[at])
		at++;
	/* From APOptions to the version of the ticket's key. */
	KUNIT_EXPECT_TRUE_MSG(test, at >= OPTIONS_AT && at <= KVNO_AT,
			      "octet %zu", at);
	/* Whose key opened it is not changed by what is said in the clear. */
	KUNIT_ASSERT_NOT_NULL(test, a->info.server);
	KUNIT_EXPECT_TRUE(
		test, ssp_utf16_eq_ascii(a->info.server,
					 "et18/lab.secur32.test@SECUR32.TEST"));
}

static void each_change(struct kunit *test)
{
	struct ssp_fake_acceptor *a = test->priv;
	u8 *p;
	size_t n = ssp_test_unhex(test, krb5_accept_vectors[1].token, &p);

	a->fake->now = KRB5_ACCEPT_NOW;
	a->fake->keytab.n = ssp_test_unhex(test, krb5_accept_keytab,
					   (u8 **)&a->fake->keytab.p);
	ssp_test_each_change(test, p, n, change, p);
}

static struct kunit_case refuse_cases[] = {
	KUNIT_CASE(a_clock_that_is_off),
	KUNIT_CASE(the_error_tells_our_time),
	KUNIT_CASE(tickets_of_other_times),
	KUNIT_CASE(nobody_in_particular),
	KUNIT_CASE(a_way_that_nobody_judged),
	KUNIT_CASE(another_than_the_tickets),
	KUNIT_CASE(the_wrong_key),
	KUNIT_CASE(a_stolen_ticket),
	KUNIT_CASE(enctypes_that_we_lack),
	KUNIT_CASE(checksums),
	KUNIT_CASE(styles_that_we_lack),
	KUNIT_CASE(our_own_wishes),
	KUNIT_CASE(the_same_again),
	KUNIT_CASE(channel_bindings),
	KUNIT_CASE(authorization_data),
	KUNIT_CASE(a_pac_without_a_signature),
	KUNIT_CASE(frames),
	KUNIT_CASE(each_truncation),
	KUNIT_CASE(each_change),
	{}
};

static struct kunit_suite refuse_suite = {
	.name = "krb5_refuse",
	.init = refuse_init,
	.exit = ssp_fake_acceptor_stop,
	.test_cases = refuse_cases,
};

kunit_test_suites(&refuse_suite);
