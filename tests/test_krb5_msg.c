// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AP-REQ, AP-REP and KRB-ERROR (RFC 4120 5.5, 5.9) against what others made,
 * and the checksum of RFC 4121 4.1.1.  KRB-CRED is in test_krb5_cred_msg.c.
 */
#include <kunit/test.h>

#include "core/der.h"
#include "core/gsstok.h"
#include "core/krb5/krb5.h"
#include "core/krb5/krb5_msg.h"
#include "platform/env.h"
#include "tests/support.h"
#include "tests/vectors/krb5_msg.h"

/* 1994-06-10 06:03:17 UTC */
#define MIT_TIME ((771228197ull + SSP_EPOCH_1970) * SSP_TICKS_PER_SEC)

static const char mit_cipher[] = "krbASN.1 test message";

static struct ssp_test_memory *memory;

static int msg_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void msg_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

static bool is_text(struct ssp_span s, const char *text)
{
	return s.n == strlen(text) && memcmp(s.p, text, s.n) == 0;
}

/* Whatever is handed out lies in what was given. */
static void expect_inside(struct kunit *test, struct ssp_span s, const u8 *p,
			  size_t n)
{
	if (!s.n)
		return;
	KUNIT_EXPECT_TRUE(test, s.p >= p && s.p <= p + n);
	KUNIT_EXPECT_LE(test, s.n, (size_t)(p + n - s.p));
}

static void reads_mit_ap_rep(struct kunit *test)
{
	struct ssp_krb5_encdata enc;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_ap_rep_decode(ssp_test_hex(test, mit_ap_rep),
					       &enc));
	KUNIT_EXPECT_EQ(test, 0, enc.etype);
	KUNIT_EXPECT_TRUE(test, is_text(enc.cipher, mit_cipher));
}

static void reads_windows_ap_rep(struct kunit *test)
{
	struct ssp_span token = ssp_test_hex(test, windows_ap_rep);
	struct ssp_span oid, inner;
	struct ssp_krb5_encdata enc;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_gsstok_open(token, &oid, &inner));
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(oid, ssp_krb5_oid));
	KUNIT_ASSERT_GT(test, inner.n, (size_t)2);
	KUNIT_EXPECT_EQ(test, SSP_KRB5_TOK_AP_REP,
			inner.p[0] << 8 | inner.p[1]);
	inner.p += 2;
	inner.n -= 2;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_ap_rep_decode(inner, &enc));
	KUNIT_EXPECT_EQ(test, 18, enc.etype);
	KUNIT_EXPECT_EQ(test, (size_t)111, enc.cipher.n);
}

static void reads_mit_ap_rep_part(struct kunit *test)
{
	struct ssp_krb5_ap_rep_part part;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_ap_rep_part_decode(
				ssp_test_hex(test, mit_ap_rep_part), &part));
	KUNIT_EXPECT_EQ(test, MIT_TIME, part.ctime);
	KUNIT_EXPECT_EQ(test, 123456u, part.cusec);
	KUNIT_EXPECT_TRUE(test, part.have_subkey);
	KUNIT_EXPECT_EQ(test, 1, part.subkey.etype);
	KUNIT_EXPECT_TRUE(test, is_text(part.subkey.key, "12345678"));
	KUNIT_EXPECT_TRUE(test, part.have_seq);
	KUNIT_EXPECT_EQ(test, 17u, part.seq);

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_ap_rep_part_decode(
				ssp_test_hex(test, mit_ap_rep_part_short),
				&part));
	KUNIT_EXPECT_EQ(test, MIT_TIME, part.ctime);
	KUNIT_EXPECT_EQ(test, 123456u, part.cusec);
	KUNIT_EXPECT_FALSE(test, part.have_subkey);
	KUNIT_EXPECT_FALSE(test, part.have_seq);
	KUNIT_EXPECT_EQ(test, 0u, part.seq);
}

static void expect_written(struct kunit *test, struct ssp_wr *w,
			   const char *hex)
{
	struct ssp_span want = ssp_test_hex(test, hex);

	KUNIT_EXPECT_EQ(test, SEC_E_OK, w->st);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(want, ssp_wr_span(w)));
	ssp_wr_free(w);
}

static void writes_what_mit_writes(struct kunit *test)
{
	struct ssp_krb5_ap_rep_part part = {
		.ctime = MIT_TIME,
		.cusec = 123456,
		.have_subkey = true,
		.subkey = { 1, { (const u8 *)"12345678", 8 } },
		.have_seq = true,
		.seq = 17,
	};
	struct ssp_krb5_encdata enc, again;
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_krb5_ap_rep_part_encode(&w, &part);
	expect_written(test, &w, mit_ap_rep_part);
	part.have_subkey = false;
	part.have_seq = false;
	ssp_krb5_ap_rep_part_encode(&w, &part);
	expect_written(test, &w, mit_ap_rep_part_short);
	/* But for kvno, of which an AP-REP has no need. */
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_ap_rep_decode(ssp_test_hex(test, mit_ap_rep),
					       &enc));
	KUNIT_EXPECT_EQ(test, 5u, enc.kvno);
	ssp_krb5_ap_rep_encode(&w, &enc);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_ap_rep_decode(ssp_wr_span(&w), &again));
	KUNIT_EXPECT_FALSE(test, again.have_kvno);
	KUNIT_EXPECT_EQ(test, enc.etype, again.etype);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(enc.cipher, again.cipher));
	ssp_wr_free(&w);
}

/* RFC 4120 5.2.4: peers write UInt32 in two ways. */
static void a_sequence_number_may_look_negative(struct kunit *test)
{
	static const char *const forms[] = {
		"7b24 3022 a011 180f31393934303631303036303331375a"
		"a105020301e240 a306 0204 fedcba98",
		"7b25 3023 a011 180f31393934303631303036303331375a"
		"a105020301e240 a307 0205 00fedcba98",
	};
	struct ssp_krb5_ap_rep_part part;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(forms); i++) {
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				ssp_krb5_ap_rep_part_decode(
					ssp_test_hex(test, forms[i]), &part));
		KUNIT_EXPECT_EQ(test, 0xfedcba98u, part.seq);
	}
}

static void reads_errors(struct kunit *test)
{
	struct ssp_span bare = ssp_test_hex(test, windows_error);
	struct ssp_wr w;
	s32 code = 0;

	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_error_decode(ssp_test_hex(test, mit_error),
					      &code));
	KUNIT_EXPECT_EQ(test, 60, code);
	code = 0;
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_error_decode(
				ssp_test_hex(test, mit_error_short), &code));
	KUNIT_EXPECT_EQ(test, 60, code);

	ssp_wr_init(&w);
	ssp_der_put(&w, SSP_DER_APP(30), bare);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_error_decode(ssp_wr_span(&w), &code));
	KUNIT_EXPECT_EQ(test, 25, code);
	ssp_wr_free(&w);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_error_decode(bare, &code));
}

/* One decoder, as the loops want it; nothing that is cut off will do. */
static ssp_status decode(struct kunit *test, int which, const u8 *p, size_t n)
{
	struct ssp_span s = { p, n };
	struct ssp_krb5_ap_rep_part part;
	struct ssp_krb5_encdata enc;
	ssp_status st;
	s32 code;

	switch (which) {
	case 0:
		st = ssp_krb5_ap_rep_decode(s, &enc);
		if (st >= 0)
			expect_inside(test, enc.cipher, p, n);
		return st;
	case 1:
		st = ssp_krb5_ap_rep_part_decode(s, &part);
		if (st >= 0)
			expect_inside(test, part.subkey.key, p, n);
		return st;
	default:
		return ssp_krb5_error_decode(s, &code);
	}
}

static const char *const decoded[] = { mit_ap_rep, mit_ap_rep_part, mit_error };

static void truncated(struct kunit *test, u8 *p, size_t n, void *arg)
{
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			decode(test, *(const int *)arg, p, n));
}

static void changed(struct kunit *test, u8 *p, size_t n, void *arg)
{
	ssp_status st = decode(test, *(const int *)arg, p, n);

	KUNIT_EXPECT_TRUE(test, st == SEC_E_OK || st == SEC_E_INVALID_TOKEN);
}

static void every_truncation_is_refused(struct kunit *test)
{
	struct ssp_span s;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(decoded); i++) {
		s = ssp_test_hex(test, decoded[i]);
		ssp_test_each_truncation(test, s.p, s.n, truncated, &i);
	}
}

static void every_change_is_survived(struct kunit *test)
{
	struct ssp_span s;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(decoded); i++) {
		s = ssp_test_hex(test, decoded[i]);
		ssp_test_each_change(test, s.p, s.n, changed, &i);
	}
}

/* Another octet behind the message, and inside of its frame. */
static void nothing_may_follow(struct kunit *test)
{
	struct ssp_span s;
	u8 *p;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(decoded); i++) {
		s = ssp_test_hex(test, decoded[i]);
		p = ssp_test_guarded(test, s.n + 1);
		memcpy(p, s.p, s.n);
		p[s.n] = 0;
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
				decode(test, i, p, s.n + 1));
		/* The outermost length is its header's last octet. */
		p[p[1] == 0x81 ? 2 : 1]++;
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
				decode(test, i, p, s.n + 1));
	}
}

static const struct wrong {
	const char *what;
	int which;
	const char *hex;
} wrongs[] = {
	{ "AP-REP of version 4", 0,
	  "6f1a 3018 a003020104 a10302010f a20c 300a a003020112 a203 040100" },
	{ "AP-REP that is an AP-REQ", 0,
	  "6f1a 3018 a003020105 a10302010e a20c 300a a003020112 a203 040100" },
	{ "AP-REP without a cipher", 0,
	  "6f15 3013 a003020105 a10302010f a207 3005 a003020112" },
	{ "AP-REP with a field more", 0,
	  "6f1f 301d a003020105 a10302010f a20c 300a a003020112 a203 040100"
	  "a303020100" },
	{ "part without microseconds", 1,
	  "7b15 3013 a011 180f31393934303631303036303331375a" },
	{ "part with a local time", 1,
	  "7b1b 3019 a010 180e313939343036313030363033 3137 a105020301e240" },
	{ "part with a key and no type", 1,
	  "7b24 3022 a011 180f31393934303631303036303331375a a105020301e240"
	  "a206 3004 a102 0400" },
	{ "part in the wrong order", 1,
	  "7b1c 301a a105020301e240 a011 180f31393934303631303036303331375a" },
	{ "error without a code", 2,
	  "7e36 3034 a003020105 a10302011e a411 180f3139393430363130303630"
	  "3331375a a503020100 a903 1b0152 aa0b 3009 a003020100 a1023000" },
};

static void wrong_desc(const struct wrong *w, char *desc)
{
	strcpy(desc, w->what);
}

KUNIT_ARRAY_PARAM(wrong, wrongs, wrong_desc);

static void wrong_is_refused(struct kunit *test)
{
	const struct wrong *w = test->param_value;
	struct ssp_span s = ssp_test_hex(test, w->hex);

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			decode(test, w->which, s.p, s.n));
}

/* The fields of [APPLICATION n] SEQUENCE, header and all. */
static struct ssp_rd fields(struct ssp_span msg, u8 tag, bool *bad)
{
	struct ssp_rd top = ssp_rd_open(msg, bad);
	struct ssp_rd app = ssp_der_get(&top, tag);
	struct ssp_rd seq = ssp_der_get(&app, SSP_DER_SEQUENCE);

	ssp_rd_end(&top);
	ssp_rd_end(&app);
	return seq;
}

/* Field by field the same, but for one that is different by design. */
static void compare(struct kunit *test, struct ssp_span ours,
		    struct ssp_span theirs, u8 tag, u8 last, u8 but)
{
	bool bad = false;
	struct ssp_rd a = fields(ours, tag, &bad);
	struct ssp_rd b = fields(theirs, tag, &bad);
	u8 i;

	for (i = 0; i <= last; i++) {
		struct ssp_span x = ssp_der_whole(&a, SSP_DER_CTX(i));
		struct ssp_span y = ssp_der_whole(&b, SSP_DER_CTX(i));

		KUNIT_EXPECT_EQ_MSG(test, i != but, ssp_span_eq(x, y),
				    "field %u", i);
	}
	ssp_rd_end(&a);
	ssp_rd_end(&b);
	KUNIT_EXPECT_FALSE(test, bad);
}

/* A field's contents without its own header. */
static struct ssp_span inside(struct ssp_span msg, u8 tag, u8 n)
{
	bool bad = false;
	struct ssp_rd seq = fields(msg, tag, &bad);
	struct ssp_rd f = ssp_der_get(&seq, SSP_DER_CTX(0));
	u8 i;

	for (i = 1; i <= n; i++) {
		if (!ssp_der_opt(&seq, SSP_DER_CTX(i), &f))
			f = ssp_rd_open((struct ssp_span){ NULL, 0 }, &bad);
	}
	return ssp_rd_rest(&f);
}

/* Our checksum has another type, else it is MIT's Authenticator. */
static void writes_mit_authenticator(struct kunit *test)
{
	static const struct ssp_krb5_etype type_1 = { .id = 1, .key_size = 8 };
	static const u8 cksum[] = "1234";
	struct ssp_krb5_keyblock subkey = { .et = &type_1, .key = "12345678" };
	struct ssp_span mit = ssp_test_hex(test, mit_authenticator);
	struct ssp_krb5_authenticator a = {
		.crealm = { (const u8 *)"ATHENA.MIT.EDU", 14 },
		.cname = inside(mit, SSP_DER_APP(2), 2),
		.cksum = { cksum, 4 },
		.cusec = 123456,
		.ctime = MIT_TIME,
		.subkey = &subkey,
		.seq = 17,
		.authz = inside(mit, SSP_DER_APP(2), 8),
	};
	struct ssp_span ours, want;
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_krb5_authenticator_encode(&w, &a);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, w.st);
	ours = ssp_wr_span(&w);
	compare(test, ours, mit, SSP_DER_APP(2), 8, 3);
	want = ssp_test_hex(test, "300f a005 0203008003 a106 040431323334");
	KUNIT_EXPECT_TRUE(test,
			  ssp_span_eq(inside(ours, SSP_DER_APP(2), 3), want));
	ssp_wr_free(&w);
}

/* Its Authenticator comes without a kvno, else it is MIT's AP-REQ. */
static void writes_mit_ap_req(struct kunit *test)
{
	struct ssp_span mit = ssp_test_hex(test, mit_ap_req);
	const struct ssp_krb5_encdata auth = {
		.cipher = { (const u8 *)mit_cipher, sizeof(mit_cipher) - 1 },
	};
	struct ssp_span ours, want;
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_krb5_ap_req_encode(&w, 0xfedcba98, ssp_test_hex(test, mit_ticket),
			       &auth);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, w.st);
	ours = ssp_wr_span(&w);
	compare(test, ours, mit, SSP_DER_APP(14), 4, 4);
	want = ssp_test_hex(test, "301e a003020100 a217 0415"
				  "6b726241534e2e312074657374206d657373616765");
	KUNIT_EXPECT_TRUE(test,
			  ssp_span_eq(inside(ours, SSP_DER_APP(14), 4), want));
	ssp_wr_free(&w);
}

static const struct flag {
	u32 ret;
	u8 gss[4]; /* little-endian, as it stands in the checksum */
} flags[] = {
	{ 0, { 0, 0, 0, 0 } },
	{ ISC_RET_DELEGATE, { 0x01, 0, 0, 0 } },
	{ ISC_RET_MUTUAL_AUTH, { 0x02, 0, 0, 0 } },
	{ ISC_RET_REPLAY_DETECT, { 0x04, 0, 0, 0 } },
	{ ISC_RET_SEQUENCE_DETECT, { 0x08, 0, 0, 0 } },
	{ ISC_RET_CONFIDENTIALITY, { 0x10, 0, 0, 0 } },
	{ ISC_RET_INTEGRITY, { 0x20, 0, 0, 0 } },
	{ ISC_RET_IDENTIFY, { 0, 0x20, 0, 0 } },
	{ ISC_RET_EXTENDED_ERROR, { 0, 0x40, 0, 0 } },
	{ 0xffffffff, { 0x3f, 0x60, 0, 0 } },
};

/* RFC 4121 4.1.1, and RFC 4757 7.1 for the two of Windows. */
static void writes_the_gss_checksum(struct kunit *test)
{
	static const u8 hash[] = "0123456789abcdef";
	u8 want[24] = { 16 };
	struct ssp_wr w;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		ssp_wr_init(&w);
		ssp_krb5_gss_cksum_encode(&w, i & 1 ? hash : NULL,
					  flags[i].ret);
		KUNIT_EXPECT_EQ(test, SEC_E_OK, w.st);
		memset(want + 4, 0, 16);
		if (i & 1)
			memcpy(want + 4, hash, 16);
		memcpy(want + 20, flags[i].gss, 4);
		KUNIT_ASSERT_EQ(test, sizeof(want), w.n);
		SSP_EXPECT_MEMEQ(test, w.p, want, sizeof(want));
		ssp_wr_free(&w);
	}
}

static struct kunit_case msg_cases[] = {
	KUNIT_CASE(reads_mit_ap_rep),
	KUNIT_CASE(reads_windows_ap_rep),
	KUNIT_CASE(reads_mit_ap_rep_part),
	KUNIT_CASE(writes_what_mit_writes),
	KUNIT_CASE(a_sequence_number_may_look_negative),
	KUNIT_CASE(reads_errors),
	KUNIT_CASE(every_truncation_is_refused),
	KUNIT_CASE(every_change_is_survived),
	KUNIT_CASE(nothing_may_follow),
	KUNIT_CASE_PARAM(wrong_is_refused, wrong_gen_params),
	KUNIT_CASE(writes_mit_authenticator),
	KUNIT_CASE(writes_mit_ap_req),
	KUNIT_CASE(writes_the_gss_checksum),
	{}
};

static struct kunit_suite msg_suite = {
	.name = "krb5_msg",
	.init = msg_init,
	.exit = msg_exit,
	.test_cases = msg_cases,
};

kunit_test_suites(&msg_suite);
