// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * KRB-CRED in the clear (RFC 4120 5.8.1), the text of principal names, and what
 * KRB-ERROR's codes mean (RFC 4120 7.5.9).
 */
#include <kunit/test.h>

#include "core/der.h"
#include "core/krb5/krb5_msg.h"
#include "platform/env.h"
#include "platform/memory.h"
#include "tests/fake_env.h"
#include "tests/support.h"
#include "tests/vectors/krb5_msg.h"

/* 1994-06-10 06:03:17 UTC */
#define MIT_TIME ((771228197ull + SSP_EPOCH_1970) * SSP_TICKS_PER_SEC)

static struct ssp_test_memory *memory;

static int cred_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void cred_exit(struct kunit *test)
{
	ssp_fake_stop();
	ssp_test_memory_stop(test, memory);
}

static bool is_text(struct ssp_span s, const char *text)
{
	return s.n == strlen(text) && memcmp(s.p, text, s.n) == 0;
}

static size_t open_field(struct ssp_wr *w, u8 n)
{
	return ssp_der_open(w, SSP_DER_CTX(n));
}

static void put_int(struct ssp_wr *w, u8 n, s64 v)
{
	size_t mark = open_field(w, n);

	ssp_der_put_int(w, SSP_DER_INTEGER, v);
	ssp_der_close(w, mark);
}

/* A list of @count copies of an element, in a field. */
static void put_list(struct ssp_wr *w, u8 n, struct ssp_span element,
		     size_t count)
{
	size_t mark = open_field(w, n);
	size_t list = ssp_der_open(w, SSP_DER_SEQUENCE);

	while (count--)
		ssp_wr_bytes(w, element);
	ssp_der_close(w, list);
	ssp_der_close(w, mark);
}

/* What a KRB-CRED is made of; the caller varies one thing. */
struct form {
	s64 pvno;
	s64 type;
	s64 etype;
	size_t tickets;
	size_t infos;
	const char *info;
	const char *part; /* instead of @infos times @info */
	bool kvno;
	bool guarded; /* EncKrbCredPart with nonce and time, as MIT's */
};

static const struct form good = {
	.pvno = 5,
	.type = 22,
	.tickets = 1,
	.infos = 1,
	.info = mit_cred_info,
};

static void put_part(struct kunit *test, const struct form *f, struct ssp_wr *w)
{
	size_t app, seq;

	if (f->part) {
		ssp_wr_bytes(w, ssp_test_hex(test, f->part));
		return;
	}
	app = ssp_der_open(w, SSP_DER_APP(29));
	seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	put_list(w, 0, ssp_test_hex(test, f->info), f->infos);
	if (f->guarded) {
		put_int(w, 1, 42);
		put_int(w, 3, 123456);
	}
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

static void put_cred(struct kunit *test, const struct form *f, struct ssp_wr *w)
{
	size_t app = ssp_der_open(w, SSP_DER_APP(22));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t mark, enc, octets;

	put_int(w, 0, f->pvno);
	put_int(w, 1, f->type);
	put_list(w, 2, ssp_test_hex(test, mit_ticket), f->tickets);
	mark = open_field(w, 3);
	enc = ssp_der_open(w, SSP_DER_SEQUENCE);
	put_int(w, 0, f->etype);
	if (f->kvno)
		put_int(w, 1, 5);
	octets = open_field(w, 2);
	{
		size_t text = ssp_der_open(w, SSP_DER_OCTETS);

		put_part(test, f, w);
		ssp_der_close(w, text);
	}
	ssp_der_close(w, octets);
	ssp_der_close(w, enc);
	ssp_der_close(w, mark);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, w->st);
}

static ssp_status decode_form(struct kunit *test, const struct form *f,
			      struct ssp_krb5_cred_msg *m)
{
	struct ssp_wr w;
	ssp_status st;
	u8 *copy;

	ssp_wr_init(&w);
	put_cred(test, f, &w);
	copy = ssp_test_guarded_copy(test, w.p, w.n);
	st = ssp_krb5_cred_decode((struct ssp_span){ copy, w.n }, m);
	ssp_wr_free(&w);
	return st;
}

/* MIT's ticket and MIT's KrbCredInfo in a message of our own making. */
static void reads_mit_parts(struct kunit *test)
{
	struct ssp_krb5_cred_msg m;
	struct ssp_span mit = ssp_test_hex(test, mit_ticket);
	struct ssp_utf16 name;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, decode_form(test, &good, &m));
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(m.ticket, mit));
	KUNIT_EXPECT_EQ(test, 1, m.key.etype);
	KUNIT_EXPECT_TRUE(test, is_text(m.key.key, "12345678"));
	KUNIT_EXPECT_TRUE(test, is_text(m.crealm, "ATHENA.MIT.EDU"));
	KUNIT_EXPECT_TRUE(test, is_text(m.srealm, "ATHENA.MIT.EDU"));
	KUNIT_EXPECT_EQ(test, 0xfedcba98u, m.flags);
	KUNIT_EXPECT_EQ(test, MIT_TIME, m.start);
	KUNIT_EXPECT_EQ(test, MIT_TIME, m.end);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_name_text(m.cname, m.crealm, &name));
	KUNIT_EXPECT_TRUE(
		test, ssp_utf16_eq_ascii(&name, "hftsai/extra@ATHENA.MIT.EDU"));
	ssp_utf16_free(&name);
}

static void leaves_out_what_guards_a_transfer(struct kunit *test)
{
	struct ssp_krb5_cred_msg m;
	struct form f = good;

	f.kvno = true;
	f.guarded = true;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, decode_form(test, &f, &m));
}

static void one_whole_ticket_in_the_clear(struct kunit *test)
{
	struct ssp_krb5_cred_msg m;
	struct form f;

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_cred_decode(ssp_test_hex(test, mit_cred), &m));
	for (f = good, f.tickets = 0; f.tickets < 3; f.tickets++)
		KUNIT_EXPECT_EQ(test, f.tickets == 1,
				decode_form(test, &f, &m) == SEC_E_OK);
	for (f = good, f.infos = 0; f.infos < 3; f.infos++)
		KUNIT_EXPECT_EQ(test, f.infos == 1,
				decode_form(test, &f, &m) == SEC_E_OK);
	f = good;
	f.part = mit_cred_part;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, decode_form(test, &f, &m));
	f = good;
	f.etype = 18;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, decode_form(test, &f, &m));
	f = good;
	f.pvno = 4;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, decode_form(test, &f, &m));
	f = good;
	f.type = 21;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, decode_form(test, &f, &m));
	/* Names, flags and endtime are optional in the RFC, not here. */
	f = good;
	f.info = mit_cred_info_short;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, decode_form(test, &f, &m));
	KUNIT_EXPECT_NULL(test, m.ticket.p);
	KUNIT_EXPECT_NULL(test, m.key.key.p);
}

static void truncated(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_krb5_cred_msg m;

	(void)arg;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_cred_decode((struct ssp_span){ p, n }, &m));
}

static void changed(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_krb5_cred_msg m;
	struct ssp_utf16 name;
	ssp_status st;

	(void)arg;
	st = ssp_krb5_cred_decode((struct ssp_span){ p, n }, &m);
	if (st < 0) {
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, st);
		KUNIT_EXPECT_NULL(test, m.ticket.p);
		return;
	}
	/* The last to be looked at, so all before it was whole. */
	KUNIT_EXPECT_TRUE(test, m.sname.p > p && m.sname.p < p + n);
	st = ssp_krb5_name_text(m.sname, m.srealm, &name);
	KUNIT_EXPECT_TRUE(test, st == SEC_E_OK || st == SEC_E_INVALID_TOKEN);
	ssp_utf16_free(&name);
}

static void survives_every_accident(struct kunit *test)
{
	struct ssp_fake *fake = ssp_fake_start(test);
	struct ssp_krb5_cred_msg m;
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_fake_ticket(fake, &w);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, w.st);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_cred_decode(ssp_wr_span(&w), &m));
	KUNIT_EXPECT_EQ(test, fake->start, m.start);
	KUNIT_EXPECT_EQ(test, fake->end, m.end);
	ssp_test_each_truncation(test, w.p, w.n, truncated, NULL);
	ssp_test_each_change(test, w.p, w.n, changed, NULL);
	ssp_wr_free(&w);
}

static const struct name {
	const char *what;
	const char *name; /* PrincipalName */
	const char *realm;
	const char *text;
} names[] = {
	{ "one component", "3010 a003020101 a109 3007 1b05 616c696365", "R",
	  "alice@R" },
	{ "two components", "300f a003020102 a108 3006 1b0161 1b0162", "R",
	  "a/b@R" },
	{ "an empty one first", "300e a003020102 a107 3005 1b00 1b0162", "R",
	  "/b@R" },
	{ "all characters that are escaped",
	  "300f a003020101 a108 3006 1b04 612f405c", "R@S/T",
	  "a\\/\\@\\\\@R\\@S\\/T" },
	{ "no component at all", "3009 a003020100 a1023000", "R", "@R" },
	{ "UTF-8", "300e a003020101 a107 3005 1b03 e282ac", "R",
	  "\xe2\x82\xac@R" },
};

static void name_desc(const struct name *n, char *desc)
{
	strcpy(desc, n->what);
}

KUNIT_ARRAY_PARAM(name, names, name_desc);

static void writes_a_name(struct kunit *test)
{
	const struct name *n = test->param_value;
	struct ssp_span realm = { (const u8 *)n->realm, strlen(n->realm) };
	struct ssp_utf16 text;
	struct ssp_span utf8;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_name_text(ssp_test_hex(test, n->name), realm,
					   &text));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_utf16_utf8_dup(&text, &utf8));
	KUNIT_EXPECT_TRUE(test, is_text(utf8, n->text));
	ssp_pool_free((void *)utf8.p, utf8.n);
	ssp_utf16_free(&text);
}

static const struct bad_name {
	const char *what;
	const char *name;
	const char *realm;
} bad_names[] = {
	{ "not UTF-8", "300c a003020101 a105 3003 1b01 e4", "R" },
	{ "realm not UTF-8", "300c a003020101 a105 3003 1b01 61", "\xe4" },
	{ "a zero in it", "300e a003020101 a107 3005 1b03 610062", "R" },
	{ "no names", "3005 a003020101", "R" },
	{ "no type", "3007 a105 3003 1b01 61", "R" },
	{ "another string", "300c a003020101 a105 3003 0c01 61", "R" },
	{ "something behind it", "300c a003020101 a105 3003 1b01 61 00", "R" },
};

static void bad_name_desc(const struct bad_name *n, char *desc)
{
	strcpy(desc, n->what);
}

KUNIT_ARRAY_PARAM(bad_name, bad_names, bad_name_desc);

static void refuses_a_name(struct kunit *test)
{
	const struct bad_name *n = test->param_value;
	struct ssp_span realm = { (const u8 *)n->realm, strlen(n->realm) };
	struct ssp_utf16 text = { (u16 *)(void *)&text, 7 };

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_name_text(ssp_test_hex(test, n->name), realm,
					   &text));
	KUNIT_EXPECT_NULL(test, text.p);
}

static ssp_status name_of(struct kunit *test, void *arg)
{
	const struct ssp_span *parts = arg;
	struct ssp_utf16 text;
	ssp_status st;

	(void)test;
	st = ssp_krb5_name_text(parts[0], parts[1], &text);
	ssp_utf16_free(&text);
	return st;
}

/* Longer than a text may be, and, escaped, than a writer goes. */
static void refuses_a_name_without_end(struct kunit *test)
{
	static const size_t sizes[] = { SSP_TEXT_MAX, 40000 };
	struct ssp_span parts[2];
	size_t i;
	u8 *realm;

	parts[0] = ssp_test_hex(test, names[0].name);
	realm = ssp_test_guarded(test, sizes[1]);
	memset(realm, '/', sizes[1]);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		parts[1] = (struct ssp_span){ realm, sizes[i] };
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
				name_of(test, parts));
	}
}

static void every_allocation_of_a_name_may_fail(struct kunit *test)
{
	static const u8 realm[] = "EXAMPLE.TEST";
	struct ssp_span parts[] = { ssp_test_hex(test, names[1].name),
				    { realm, sizeof(realm) - 1 } };

	KUNIT_EXPECT_EQ(test, (u64)2,
			ssp_test_each_failed_allocation(test, memory, name_of,
							NULL, parts));
}

static const struct error {
	s32 code;
	ssp_status want;
} errors[] = {
	{ 3, SEC_E_UNSUPPORTED_FUNCTION }, /* KDC_ERR_BAD_PVNO */
	{ 6, SEC_E_LOGON_DENIED }, /* KDC_ERR_C_PRINCIPAL_UNKNOWN */
	{ 7, SEC_E_TARGET_UNKNOWN }, /* KDC_ERR_S_PRINCIPAL_UNKNOWN */
	{ 14, SEC_E_KDC_UNKNOWN_ETYPE }, /* KDC_ERR_ETYPE_NOSUPP */
	{ 18, SEC_E_LOGON_DENIED }, /* KDC_ERR_CLIENT_REVOKED */
	{ 23, SEC_E_LOGON_DENIED }, /* KDC_ERR_KEY_EXPIRED */
	{ 24, SEC_E_LOGON_DENIED }, /* KDC_ERR_PREAUTH_FAILED */
	{ 31, SEC_E_WRONG_PRINCIPAL }, /* KRB_AP_ERR_BAD_INTEGRITY */
	{ 32, SEC_E_CONTEXT_EXPIRED }, /* KRB_AP_ERR_TKT_EXPIRED */
	{ 33, SEC_E_TIME_SKEW }, /* KRB_AP_ERR_TKT_NYV */
	{ 34, SEC_E_LOGON_DENIED }, /* KRB_AP_ERR_REPEAT */
	{ 35, SEC_E_WRONG_PRINCIPAL }, /* KRB_AP_ERR_NOT_US */
	{ 36, SEC_E_WRONG_PRINCIPAL }, /* KRB_AP_ERR_BADMATCH */
	{ 37, SEC_E_TIME_SKEW }, /* KRB_AP_ERR_SKEW */
	{ 41, SEC_E_WRONG_PRINCIPAL }, /* KRB_AP_ERR_MODIFIED */
	{ 44, SEC_E_NO_KERB_KEY }, /* KRB_AP_ERR_BADKEYVER */
	{ 45, SEC_E_NO_KERB_KEY }, /* KRB_AP_ERR_NOKEY */
	{ 46, SEC_E_MUTUAL_AUTH_FAILED }, /* KRB_AP_ERR_MUT_FAIL */
	{ 50, SEC_E_MESSAGE_ALTERED }, /* KRB_AP_ERR_INAPP_CKSUM */
	{ 60, SEC_E_LOGON_DENIED }, /* KRB_ERR_GENERIC */
	{ 69, SEC_E_NO_TGT_REPLY }, /* KRB_AP_ERR_USER_TO_USER_REQUIRED */
};

/* P24, P25, P27, P29: row by row; whatever has no row is a refusal. */
static void errors_have_a_status(struct kunit *test)
{
	size_t row = 0;
	s32 code;

	for (code = 0; code < 256; code++) {
		ssp_status want = SEC_E_LOGON_DENIED;

		if (row < ARRAY_SIZE(errors) && errors[row].code == code)
			want = errors[row++].want;
		KUNIT_EXPECT_EQ_MSG(test, want, ssp_krb5_error_status(code),
				    "code %d", code);
	}
	KUNIT_EXPECT_EQ(test, ARRAY_SIZE(errors), row);
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, ssp_krb5_error_status(-1));
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED,
			ssp_krb5_error_status(-0x7fffffff - 1));
}

static struct kunit_case cred_cases[] = {
	KUNIT_CASE(reads_mit_parts),
	KUNIT_CASE(leaves_out_what_guards_a_transfer),
	KUNIT_CASE(one_whole_ticket_in_the_clear),
	KUNIT_CASE(survives_every_accident),
	KUNIT_CASE_PARAM(writes_a_name, name_gen_params),
	KUNIT_CASE_PARAM(refuses_a_name, bad_name_gen_params),
	KUNIT_CASE(refuses_a_name_without_end),
	KUNIT_CASE(every_allocation_of_a_name_may_fail),
	KUNIT_CASE(errors_have_a_status),
	{}
};

static struct kunit_suite cred_suite = {
	.name = "krb5_cred_msg",
	.init = cred_init,
	.exit = cred_exit,
	.test_cases = cred_cases,
};

kunit_test_suites(&cred_suite);
