// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Keytab files: MIT's, and such as nobody would write.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_keytab.h"
#include "tests/fake_service.h"
#include "tests/support.h"
#include "tests/vectors/krb5_accept.h"

static struct ssp_test_memory *memory;

static int keytab_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void keytab_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

/* How many entries, and is the file in order? */
static size_t count(struct ssp_span file, bool *bad)
{
	struct ssp_krb5_keytab_entry e;
	struct ssp_rd r;
	size_t n = 0;

	*bad = false;
	r = ssp_krb5_keytab_open(file, bad);
	while (ssp_krb5_keytab_next(&r, &e))
		n++;
	return n;
}

static void expect_entry(struct kunit *test, struct ssp_rd *r, const char *name,
			 u32 kvno, s32 etype, const char *key)
{
	struct ssp_krb5_keytab_entry e;
	struct ssp_utf16 text;

	KUNIT_ASSERT_TRUE(test, ssp_krb5_keytab_next(r, &e));
	KUNIT_EXPECT_EQ(test, kvno, e.kvno);
	KUNIT_EXPECT_EQ(test, etype, e.etype);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_test_hex(test, key), e.key));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_keytab_text(&e, &text));
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&text, name));
	ssp_utf16_free(&text);
}

static void mits_file(struct kunit *test)
{
	bool bad = false;
	struct ssp_krb5_keytab_entry e;
	struct ssp_rd r;

	r = ssp_krb5_keytab_open(ssp_test_hex(test, krb5_accept_keytab_rolled),
				 &bad);
	expect_entry(
		test, &r, "HTTP/localhost@SECUR32.TEST", 2, 18,
		"aa84d312c951b9072ae5eb9855ad9d84fa899593c835620f69a85bf258f188e7");
	expect_entry(
		test, &r, "HTTP/localhost@SECUR32.TEST", 1, 18,
		"143a3375d377f04f3f3942bace2d4bd5cbc181dbab11c034e3ab130dbde7afad");
	KUNIT_EXPECT_FALSE(test, ssp_krb5_keytab_next(&r, &e));
	KUNIT_EXPECT_FALSE(test, bad);
	KUNIT_EXPECT_EQ(test, (size_t)8,
			count(ssp_test_hex(test, krb5_accept_keytab), &bad));
	KUNIT_EXPECT_FALSE(test, bad);
}

/* An entry "a@R" of enctype 17 whose key is 01, in pieces. */
#define HEAD "0502"
#define BODY "0001 0001 52 0001 61 00000001 00000000 07 0011 0001 01"

static const struct {
	const char *name;
	const char *hex;
	size_t entries;
	bool bad;
	u32 kvno; /* of the last entry */
} files[] = {
	{ "nothing", HEAD, 0, false, 0 },
	{ "no header", "05", 0, true, 0 },
	{ "version 1", "0501 00000016" BODY, 0, true, 0 },
	{ "short version", HEAD "00000016" BODY, 1, false, 7 },
	{ "long version", HEAD "0000001a" BODY "0000012c", 1, false, 300 },
	{ "zeroes for a version", HEAD "0000001a" BODY "00000000", 1, false,
	  7 },
	{ "too little for one", HEAD "00000019" BODY "00012c", 1, false, 7 },
	{ "more behind it", HEAD "0000001c" BODY "0000012c ffff", 1, false,
	  300 },
	{ "a hole first", HEAD "fffffffd 000000 00000016" BODY, 1, false, 7 },
	{ "holes last", HEAD "00000016" BODY "ffffffff 00 ffffffff 00", 1,
	  false, 0 },
	{ "a hole beyond the end", HEAD "00000016" BODY "fffffff0 00", 1, true,
	  0 },
	{ "the largest hole", HEAD "80000000 00", 0, true, 0 },
	{ "the largest entry", HEAD "7fffffff 00", 0, true, 0 },
	{ "an end before the end", HEAD "00000016" BODY "00000000 ffffffff", 1,
	  false, 0 },
	{ "half a size", HEAD "00000016" BODY "0000", 1, true, 0 },
	{ "an entry of one octet", HEAD "00000001 00", 0, true, 0 },
	{ "more components than there are",
	  HEAD
	  "00000016 0009 0001 52 0001 61 00000001 00000000 07 0011 0001 01",
	  0, true, 0 },
	{ "a key beyond the entry",
	  HEAD
	  "00000016 0001 0001 52 0001 61 00000001 00000000 07 0011 0002 01",
	  0, true, 0 },
};

static void forms(struct kunit *test)
{
	struct ssp_krb5_keytab_entry e;
	size_t i, n;
	bool bad;

	for (i = 0; i < ARRAY_SIZE(files); i++) {
		struct ssp_span file = ssp_test_hex(test, files[i].hex);
		struct ssp_rd r;

		n = count(file, &bad);
		KUNIT_EXPECT_EQ_MSG(test, files[i].entries, n, "%s",
				    files[i].name);
		KUNIT_EXPECT_EQ_MSG(test, files[i].bad, bad, "%s",
				    files[i].name);
		if (!files[i].kvno)
			continue;
		bad = false;
		r = ssp_krb5_keytab_open(file, &bad);
		KUNIT_ASSERT_TRUE(test, ssp_krb5_keytab_next(&r, &e));
		KUNIT_EXPECT_EQ_MSG(test, files[i].kvno, e.kvno, "%s",
				    files[i].name);
		KUNIT_EXPECT_EQ(test, 17, e.etype);
	}
}

/* Only whole entries are handed out, and what they say lies in them. */
static void look(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_span file = { p, n };
	bool bad = false;
	struct ssp_rd r = ssp_krb5_keytab_open(file, &bad);
	struct ssp_krb5_keytab_entry e;
	struct ssp_utf16 text;
	size_t entries = 0;

	(void)arg;
	while (ssp_krb5_keytab_next(&r, &e)) {
		KUNIT_EXPECT_TRUE(test, e.body.p >= p &&
						e.body.p + e.body.n <= p + n);
		KUNIT_EXPECT_TRUE(test, e.key.p >= e.body.p &&
						e.key.p + e.key.n <=
							e.body.p + e.body.n);
		if (ssp_krb5_keytab_text(&e, &text) >= 0)
			ssp_utf16_free(&text);
		entries++;
	}
	KUNIT_EXPECT_LE(test, entries, (size_t)2);
}

static void each_truncation_and_change(struct kunit *test)
{
	struct ssp_span file = ssp_test_hex(test, krb5_accept_keytab_rolled);

	ssp_test_each_truncation(test, file.p, file.n, look, NULL);
	ssp_test_each_change(test, file.p, file.n, look, NULL);
}

static void whose_it_is(struct kunit *test)
{
	static const u8 localhost[] = {
		0x30, 0x1a, 0xa0, 0x03, 0x02, 0x01, 0x03, 0xa1, 0x13, 0x30,
		0x11, 0x1b, 0x04, 'h',	'T',  'T',  'P',  0x1b, 0x09, 'l',
		'o',  'c',  'a',  'l',	'H',  'o',  's',  't',
	};
	static const u8 longer[] = {
		0x30, 0x1d, 0xa0, 0x03, 0x02, 0x01, 0x03, 0xa1,
		0x16, 0x30, 0x14, 0x1b, 0x04, 'H',  'T',  'T',
		'P',  0x1b, 0x09, 'l',	'o',  'c',  'a',  'l',
		'h',  'o',  's',  't',	0x1b, 0x01, 'x',
	};
	static const u8 shorter[] = {
		0x30, 0x0f, 0xa0, 0x03, 0x02, 0x01, 0x03, 0xa1, 0x08,
		0x30, 0x06, 0x1b, 0x04, 'H',  'T',  'T',  'P',
	};
	static const u8 realm[] = "secur32.test", other[] = "SECUR32.TEST2";
	struct ssp_span r32 = { realm, sizeof(realm) - 1 };
	struct ssp_span name = SSP_SPAN(localhost);
	struct ssp_krb5_keytab_entry e;
	struct ssp_rd r;
	bool bad = false;

	r = ssp_krb5_keytab_open(ssp_test_hex(test, krb5_accept_keytab_rolled),
				 &bad);
	KUNIT_ASSERT_TRUE(test, ssp_krb5_keytab_next(&r, &e));
	KUNIT_EXPECT_TRUE(test, ssp_krb5_keytab_is(&e, r32, name));
	KUNIT_EXPECT_FALSE(test, ssp_krb5_keytab_is(&e, SSP_SPAN(other), name));
	KUNIT_EXPECT_FALSE(test, ssp_krb5_keytab_is(&e, r32, SSP_SPAN(longer)));
	KUNIT_EXPECT_FALSE(test,
			   ssp_krb5_keytab_is(&e, r32, SSP_SPAN(shorter)));
	name.n--;
	KUNIT_EXPECT_FALSE(test, ssp_krb5_keytab_is(&e, r32, name));
}

/* As krb5_unparse_name() has it; and what is no text is no name. */
static void names_as_text(struct kunit *test)
{
	static const char hex[] = "0502 0000001c 0002 0002 522f 0003 612f62"
				  "0001 40 00000001 00000000 07 0011 0001 01"
				  "00000016 0001 0001 52 0001 ff"
				  "00000001 00000000 07 0011 0001 01";
	struct ssp_krb5_keytab_entry e;
	struct ssp_utf16 text;
	bool bad = false;
	struct ssp_rd r = ssp_krb5_keytab_open(ssp_test_hex(test, hex), &bad);

	KUNIT_ASSERT_TRUE(test, ssp_krb5_keytab_next(&r, &e));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_keytab_text(&e, &text));
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&text, "a\\/b/\\@@R\\/"));
	ssp_utf16_free(&text);
	KUNIT_ASSERT_TRUE(test, ssp_krb5_keytab_next(&r, &e));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_krb5_keytab_text(&e, &text));
	KUNIT_EXPECT_NULL(test, text.p);
}

static struct kunit_case keytab_cases[] = { KUNIT_CASE(mits_file),
					    KUNIT_CASE(forms),
					    KUNIT_CASE(
						    each_truncation_and_change),
					    KUNIT_CASE(whose_it_is),
					    KUNIT_CASE(names_as_text),
					    {} };

static struct kunit_suite keytab_suite = {
	.name = "krb5_keytab",
	.init = keytab_init,
	.exit = keytab_exit,
	.test_cases = keytab_cases,
};

kunit_test_suites(&keytab_suite);
