// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AP-REQ, EncTicketPart, Authenticator and AuthorizationData (RFC 4120 5.5.1,
 * 5.3, 5.2.6) as others write them, and as nobody should.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_ap_req.h"
#include "core/krb5/krb5_ctx.h"
#include "core/krb5/krb5_der.h"
#include "platform/env.h"
#include "tests/support.h"
#include "tests/vectors/krb5_ap_req.h"
#include "tests/vectors/krb5_msg.h"

/* 1994-06-10 06:03:17 UTC */
#define MIT_TIME ((771228197ull + SSP_EPOCH_1970) * SSP_TICKS_PER_SEC)

static struct ssp_test_memory *memory;

static int ap_req_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void ap_req_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

static bool is_text(struct ssp_span s, const char *text)
{
	return s.n == strlen(text) && memcmp(s.p, text, s.n) == 0;
}

static void expect_name(struct kunit *test, struct ssp_span name,
			struct ssp_span realm, const char *want)
{
	struct ssp_utf16 text;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_name_text(name, realm, &text));
	KUNIT_EXPECT_TRUE_MSG(test, ssp_utf16_eq_ascii(&text, want), "not %s",
			      want);
	ssp_utf16_free(&text);
}

static void mits_ap_req(struct kunit *test)
{
	struct ssp_krb5_ap_req req;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_ap_req_decode(ssp_test_hex(test, mit_ap_req),
					       &req));
	KUNIT_EXPECT_EQ(test, 0xfedcba98u, req.options);
	expect_name(test, req.sname, req.realm, "hftsai/extra@ATHENA.MIT.EDU");
	KUNIT_EXPECT_EQ(test, 0, req.ticket.etype);
	KUNIT_EXPECT_TRUE(test, req.ticket.have_kvno);
	KUNIT_EXPECT_EQ(test, 5u, req.ticket.kvno);
	KUNIT_EXPECT_TRUE(test,
			  is_text(req.ticket.cipher, "krbASN.1 test message"));
	KUNIT_EXPECT_TRUE(test,
			  is_text(req.auth.cipher, "krbASN.1 test message"));
}

/* What goes back in an error has to be a name. */
static void a_service_needs_a_name(struct kunit *test)
{
	struct ssp_span s = ssp_test_hex(test, mit_ap_req);
	struct ssp_krb5_ap_req req;
	u8 *sname;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_ap_req_decode(s, &req));
	sname = (u8 *)req.sname.p;
	KUNIT_ASSERT_EQ(test, 0xa1, sname[7]);
	sname[7] = 0xa2;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_ap_req_decode(s, &req));
}

static void windows_token(struct kunit *test)
{
	struct ssp_krb5_ap_req req;
	struct ssp_span body;
	u16 id;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_token_open(ssp_test_hex(test, windows_ap_req),
					    &id, &body));
	KUNIT_EXPECT_EQ(test, SSP_KRB5_TOK_AP_REQ, (int)id);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_ap_req_decode(body, &req));
	KUNIT_EXPECT_EQ(test, SSP_KRB5_AP_MUTUAL, req.options);
	expect_name(test, req.sname, req.realm, "host/dc01@DOMAIN.LOCAL");
	KUNIT_EXPECT_EQ(test, 18, req.ticket.etype);
	KUNIT_EXPECT_EQ(test, 6u, req.ticket.kvno);
	KUNIT_EXPECT_EQ(test, (size_t)0x407, req.ticket.cipher.n);
	KUNIT_EXPECT_EQ(test, 18, req.auth.etype);
	KUNIT_EXPECT_FALSE(test, req.auth.have_kvno);
}

static void mits_ticket(struct kunit *test)
{
	struct ssp_krb5_ticket_part part;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_ticket_part_decode(
				ssp_test_hex(test, mit_ticket_part), &part));
	KUNIT_EXPECT_EQ(test, 0xfedcba98u, part.flags);
	KUNIT_EXPECT_EQ(test, 1, part.key.etype);
	KUNIT_EXPECT_TRUE(test, is_text(part.key.key, "12345678"));
	expect_name(test, part.cname, part.crealm,
		    "hftsai/extra@ATHENA.MIT.EDU");
	KUNIT_EXPECT_TRUE(test, is_text(part.transited,
					"EDU,MIT.,ATHENA.,WASHINGTON.EDU,CS."));
	KUNIT_EXPECT_EQ(test, MIT_TIME, part.start);
	KUNIT_EXPECT_EQ(test, MIT_TIME, part.end);
	KUNIT_EXPECT_EQ(test, (size_t)36, part.authz.n);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_ticket_part_decode(
				ssp_test_hex(test, mit_ticket_part_short),
				&part));
	KUNIT_EXPECT_EQ(test, MIT_TIME, part.start);
	KUNIT_EXPECT_EQ(test, MIT_TIME, part.end);
	KUNIT_EXPECT_EQ(test, (size_t)0, part.authz.n);
}

static void mits_authenticator(struct kunit *test)
{
	struct ssp_krb5_auth_part part;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_auth_part_decode(
				ssp_test_hex(test, mit_authenticator), &part));
	expect_name(test, part.cname, part.crealm,
		    "hftsai/extra@ATHENA.MIT.EDU");
	KUNIT_EXPECT_EQ(test, 1u, part.cksum_type);
	KUNIT_EXPECT_TRUE(test, is_text(part.cksum, "1234"));
	KUNIT_EXPECT_EQ(test, 123456u, part.cusec);
	KUNIT_EXPECT_EQ(test, MIT_TIME, part.ctime);
	KUNIT_EXPECT_TRUE(test, part.have_subkey);
	KUNIT_EXPECT_TRUE(test, is_text(part.subkey.key, "12345678"));
	KUNIT_EXPECT_EQ(test, 17u, part.seq);
	KUNIT_EXPECT_EQ(test, (size_t)36, part.authz.n);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_auth_part_decode(
				ssp_test_hex(test, mit_authenticator_short),
				&part));
	KUNIT_EXPECT_EQ(test, 0u, part.cksum_type);
	KUNIT_EXPECT_FALSE(test, part.have_subkey);
	KUNIT_EXPECT_EQ(test, 0u, part.seq);
	KUNIT_EXPECT_EQ(test, (size_t)0, part.authz.n);
}

/* The field of mit_authenticator_short, 02 03 01e240, with other contents. */
static void microseconds_are_fewer_than_a_million(struct kunit *test)
{
	struct ssp_span s = ssp_test_hex(test, mit_authenticator_short);
	struct ssp_krb5_auth_part part;
	u8 *cusec = (u8 *)s.p + s.n - 22;

	KUNIT_ASSERT_EQ(test, 0x01, cusec[0]);
	KUNIT_ASSERT_EQ(test, 0xe2, cusec[1]);
	memcpy(cusec, "\x0f\x42\x3f", 3);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_krb5_auth_part_decode(s, &part));
	KUNIT_EXPECT_EQ(test, 999999u, part.cusec);
	cusec[2] = 0x40;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_auth_part_decode(s, &part));
	memcpy(cusec, "\xff\x42\x3f", 3);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_auth_part_decode(s, &part));
}

static const struct {
	const char *name;
	const char *hex;
	bool bad;
	bool unknown;
	bool pac;
	u32 options;
	size_t target;
} authz[] = {
	{ "nothing at all", "", false, false, false, 0, 0 },
	{ "no elements", "3000", false, false, false, 0, 0 },
	{ "MIT's: relevant, but what?",
	  "3022 300f a003020101 a1080406666f6f626172"
	  "300f a003020101 a1080406666f6f626172",
	  true, false, false, 0, 0 },
	{ "options", "3012 3010 a004 0202008f a108 0406 0040000000ff", true,
	  false, false, 0, 0 },
	{ "options, bare", "3010 300e a004 0202008f a106 0404 00c00000", false,
	  false, false, 0xc000, 0 },
	{ "a PAC, bare", "300c 300a a004 02020080 a102 0400", false, false,
	  true, 0, 0 },
	{ "two PACs",
	  "3018 300a a004 02020080 a102 0400"
	  "300a a004 02020080 a102 0400",
	  true, false, true, 0, 0 },
	{ "a PAC inside and one outside",
	  "3025 3017 a003 020101 a110 040e 300c 300a a004 02020080 a102 0400"
	  "300a a004 02020080 a102 0400",
	  true, false, false, 0, 0 },
	{ "issued by the KDC", "300b 3009 a003 020104 a102 0400", false, false,
	  false, 0, 0 },
	{ "Windows' own, bare",
	  "3024 300a a004 0202008d a102 0400 300a a004 0202008e a102 0400"
	  "300a a004 02020090 a102 0400",
	  false, false, false, 0, 0 },
	{ "a target, inside",
	  "3021 301f a003 020101 a118 0416 3014 3012 a004 02020090"
	  "a10a 0408 0041002f0042ff00",
	  false, false, false, 0, 8 },
	{ "two targets",
	  "301c 300c a004 02020090 a104 0402 4100"
	  "300c a004 02020090 a104 0402 4100",
	  true, false, false, 0, 0 },
	{ "unknown and critical", "300b 3009 a003 020105 a102 0400", false,
	  true, false, 0, 0 },
	{ "what is relevant to nobody",
	  "3018 3016 a003 020101 a10f 040d 300b 3009 a003 020105 a102 0400",
	  false, false, false, 0, 0 },
	{ "relevance inside relevance is not followed",
	  "3018 3016 a003 020101 a10f 040d 300b 3009 a003 020101 a102 0400",
	  false, false, false, 0, 0 },
	{ "more behind it", "3000 00", true, false, false, 0, 0 },
	{ "more inside", "300c 300a a003 020104 a102 0400 00", true, false,
	  false, 0, 0 },
};

static void authorization_data(struct kunit *test)
{
	struct ssp_krb5_authz a;
	ssp_status st;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(authz); i++) {
		st = ssp_krb5_authz_decode(ssp_test_hex(test, authz[i].hex),
					   &a);
		KUNIT_EXPECT_EQ_MSG(
			test, authz[i].bad ? SEC_E_INVALID_TOKEN : SEC_E_OK, st,
			"%s", authz[i].name);
		if (st < 0)
			continue;
		KUNIT_EXPECT_EQ_MSG(test, authz[i].unknown, a.unknown, "%s",
				    authz[i].name);
		KUNIT_EXPECT_EQ_MSG(test, authz[i].pac, a.have_pac, "%s",
				    authz[i].name);
		KUNIT_EXPECT_EQ_MSG(test, authz[i].options, a.options, "%s",
				    authz[i].name);
		KUNIT_EXPECT_EQ_MSG(test, authz[i].target, a.target.n, "%s",
				    authz[i].name);
	}
}

/* One decoder after the other; what is handed out must lie in what came. */
static ssp_status decode(struct kunit *test, struct ssp_span s, int which)
{
	struct ssp_krb5_ticket_part ticket;
	struct ssp_krb5_auth_part auth;
	struct ssp_krb5_ap_req req;
	struct ssp_krb5_authz a;
	struct ssp_span out[3] = { { NULL, 0 } };
	ssp_status st;
	size_t i;

	switch (which) {
	case 0:
		st = ssp_krb5_ap_req_decode(s, &req);
		out[0] = req.sname;
		out[1] = req.ticket.cipher;
		out[2] = req.auth.cipher;
		break;
	case 1:
		st = ssp_krb5_ticket_part_decode(s, &ticket);
		out[0] = ticket.cname;
		out[1] = ticket.key.key;
		out[2] = ticket.authz;
		break;
	case 2:
		st = ssp_krb5_auth_part_decode(s, &auth);
		out[0] = auth.cname;
		out[1] = auth.cksum;
		out[2] = auth.authz;
		break;
	default:
		st = ssp_krb5_authz_decode(s, &a);
		out[0] = a.pac;
		break;
	}
	for (i = 0; i < ARRAY_SIZE(out); i++)
		KUNIT_EXPECT_TRUE(test, !out[i].n || (out[i].p >= s.p &&
						      out[i].p + out[i].n <=
							      s.p + s.n));
	return st;
}

static void refuses(struct kunit *test, u8 *p, size_t n, void *arg)
{
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			decode(test, (struct ssp_span){ p, n }, *(int *)arg));
}

static void survives(struct kunit *test, u8 *p, size_t n, void *arg)
{
	ssp_status st;

	st = decode(test, (struct ssp_span){ p, n }, *(int *)arg);
	KUNIT_EXPECT_TRUE(test, st == SEC_E_OK || st == SEC_E_INVALID_TOKEN);
}

static void each_truncation_and_change(struct kunit *test)
{
	static const char *const whole[] = {
		mit_ap_req,
		mit_ticket_part,
		mit_authenticator,
		"3018 3016 a003 020101 a10f 040d 300b 3009 a003 020105 a102 0400",
	};
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(whole); i++) {
		struct ssp_span s = ssp_test_hex(test, whole[i]);

		KUNIT_ASSERT_EQ(test, SEC_E_OK, decode(test, s, i));
		/* Of authorization data none at all is a form, too. */
		ssp_test_each_truncation(test, s.p, s.n,
					 i == 3 ? survives : refuses, &i);
		ssp_test_each_change(test, s.p, s.n, survives, &i);
	}
}

/* RFC 4120 6.2: the type of a name is a hint. */
static void names_compare_by_their_parts(struct kunit *test)
{
	static const char one[] = "3010 a003 020101 a109 3007 1b0161 1b0262 63";
	struct ssp_span a = ssp_test_hex(test, one);
	struct ssp_span b = ssp_test_hex(test, one);
	u8 *p = (u8 *)b.p;

	KUNIT_EXPECT_TRUE(test, ssp_krb5_name_same(a, b));
	p[6] = 2; /* the type */
	KUNIT_EXPECT_TRUE(test, ssp_krb5_name_same(a, b));
	p[13] = 'A';
	KUNIT_EXPECT_FALSE(test, ssp_krb5_name_same(a, b));
	b.n--;
	KUNIT_EXPECT_FALSE(test, ssp_krb5_name_same(a, b));
	KUNIT_EXPECT_FALSE(test, ssp_krb5_name_same(b, b));
}

static struct kunit_case ap_req_cases[] = {
	KUNIT_CASE(mits_ap_req),
	KUNIT_CASE(a_service_needs_a_name),
	KUNIT_CASE(windows_token),
	KUNIT_CASE(mits_ticket),
	KUNIT_CASE(mits_authenticator),
	KUNIT_CASE(microseconds_are_fewer_than_a_million),
	KUNIT_CASE(authorization_data),
	KUNIT_CASE(each_truncation_and_change),
	KUNIT_CASE(names_compare_by_their_parts),
	{}
};

static struct kunit_suite ap_req_suite = {
	.name = "krb5_ap_req",
	.init = ap_req_init,
	.exit = ap_req_exit,
	.test_cases = ap_req_cases,
};

kunit_test_suites(&ap_req_suite);
