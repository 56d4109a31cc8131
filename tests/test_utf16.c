// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/utf16.c: counted UTF-16 and strict UTF-8 (RFC 3629).
 */
#include <kunit/test.h>

#include "core/utf16.h"
#include "tests/support.h"

/* Examples of RFC 3629 7, and both ends of every length. */
static const struct pair {
	const char *utf8;
	size_t n;
	u16 utf16[8];
} pairs[] = {
	{ "", 0, { 0 } },
	{ "41e289a2ce912e", 4, { 0x41, 0x2262, 0x391, 0x2e } },
	{ "ed959ceab5adec96b4", 3, { 0xd55c, 0xad6d, 0xc5b4 } },
	{ "e697a5e69cace8aa9e", 3, { 0x65e5, 0x672c, 0x8a9e } },
	{ "efbbbff0a38eb4", 3, { 0xfeff, 0xd84c, 0xdfb4 } },
	{ "01", 1, { 0x01 } },
	{ "7f", 1, { 0x7f } },
	{ "c280", 1, { 0x80 } },
	{ "dfbf", 1, { 0x7ff } },
	{ "e0a080", 1, { 0x800 } },
	{ "ed9fbf", 1, { 0xd7ff } },
	{ "ee8080", 1, { 0xe000 } },
	{ "efbfbf", 1, { 0xffff } },
	{ "f0908080", 2, { 0xd800, 0xdc00 } },
	{ "f48fbfbf", 2, { 0xdbff, 0xdfff } },
	{ "61f09f9880c3a962", 5, { 0x61, 0xd83d, 0xde00, 0xe9, 0x62 } },
};

KUNIT_ARRAY_PARAM(pair, pairs, NULL);

static void both_ways(struct kunit *test)
{
	const struct pair *c = test->param_value;
	struct ssp_utf16 s, copy;
	u8 *p, *back;
	size_t n = ssp_test_unhex(test, c->utf8, &p);

	KUNIT_ASSERT_EQ(test,
			ssp_utf16_from_utf8((struct ssp_span){ p, n }, &s),
			SEC_E_OK);
	KUNIT_ASSERT_NOT_NULL(test, s.p);
	KUNIT_EXPECT_EQ(test, s.n, c->n);
	SSP_EXPECT_MEMEQ(test, s.p, c->utf16, c->n * sizeof(u16));
	KUNIT_EXPECT_EQ(test, s.p[s.n], 0);

	KUNIT_EXPECT_EQ(test, ssp_utf16_utf8_size(&s), n);
	back = ssp_test_guarded(test, n);
	ssp_utf16_to_utf8(&s, back);
	SSP_EXPECT_MEMEQ(test, back, p, n);

	KUNIT_ASSERT_EQ(test, ssp_utf16_dup(c->utf16, c->n, &copy), SEC_E_OK);
	KUNIT_ASSERT_NOT_NULL(test, copy.p);
	KUNIT_EXPECT_EQ(test, copy.n, c->n);
	SSP_EXPECT_MEMEQ(test, copy.p, s.p, (c->n + 1) * sizeof(u16));
	ssp_utf16_free(&copy);
	ssp_utf16_free(&s);
	KUNIT_EXPECT_PTR_EQ(test, s.p, NULL);
	KUNIT_EXPECT_EQ(test, s.n, 0);
	ssp_utf16_free(&s);
}

static const struct refused {
	const char *what;
	const char *hex;
} refused[] = {
	{ "zero octet", "00" },
	{ "zero octet inside", "610062" },
	{ "zero octet, overlong (RFC 3629 10)", "c080" },
	{ "overlong slash (RFC 3629 10)", "2fc0ae2e2f" },
	{ "largest overlong of two", "c1bf" },
	{ "overlong of three", "e080af" },
	{ "largest overlong of three", "e09fbf" },
	{ "overlong of four", "f08080af" },
	{ "largest overlong of four", "f08fbfbf" },
	{ "first surrogate", "eda080" },
	{ "last surrogate", "edbfbf" },
	{ "surrogate pair (RFC 3629 10)", "eda18cedbeb4" },
	{ "beyond U+10FFFF", "f4908080" },
	{ "far beyond U+10FFFF", "f7bfbfbf" },
	{ "five octets", "f888808080" },
	{ "six octets", "fc8480808080" },
	{ "fe", "fe" },
	{ "ff", "ff" },
	{ "continuation alone", "80" },
	{ "continuation too many", "c3a9a9" },
	{ "two of three octets", "e282" },
	{ "one of two octets", "61c3" },
	{ "three of four octets", "f09f98" },
	{ "next character too early", "e28241" },
	{ "lead instead of continuation", "c3c3" },
};

static void refused_desc(const struct refused *r, char *desc)
{
	strcpy(desc, r->what);
}

KUNIT_ARRAY_PARAM(refused, refused, refused_desc);

static void refuses_utf8(struct kunit *test)
{
	const struct refused *c = test->param_value;
	struct ssp_utf16 s = { (u16 *)test, 1 };
	u8 *p;
	size_t n = ssp_test_unhex(test, c->hex, &p);

	KUNIT_EXPECT_EQ(test,
			ssp_utf16_from_utf8((struct ssp_span){ p, n }, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
}

static bool in(u8 c, u8 low, u8 high)
{
	return c >= low && c <= high;
}

/* The grammar of RFC 3629 4, word by word, for exactly one character. */
static bool grammar(const u8 *c, size_t n)
{
	if (n == 1)
		return in(c[0], 0x01, 0x7f);
	if (n == 2)
		return in(c[0], 0xc2, 0xdf) && in(c[1], 0x80, 0xbf);
	if (!in(c[2], 0x80, 0xbf))
		return false;
	if (n == 3)
		return (c[0] == 0xe0 && in(c[1], 0xa0, 0xbf)) ||
		       (in(c[0], 0xe1, 0xec) && in(c[1], 0x80, 0xbf)) ||
		       (c[0] == 0xed && in(c[1], 0x80, 0x9f)) ||
		       (in(c[0], 0xee, 0xef) && in(c[1], 0x80, 0xbf));
	if (!in(c[3], 0x80, 0xbf))
		return false;
	return (c[0] == 0xf0 && in(c[1], 0x90, 0xbf)) ||
	       (in(c[0], 0xf1, 0xf3) && in(c[1], 0x80, 0xbf)) ||
	       (c[0] == 0xf4 && in(c[1], 0x80, 0x8f));
}

/* All first and second octets, with thirds and fourths around the limits. */
static bool judges_as_grammar(const u8 *c, size_t n)
{
	struct ssp_utf16 s;
	ssp_status st = ssp_utf16_from_utf8((struct ssp_span){ c, n }, &s);

	ssp_utf16_free(&s);
	return st == (grammar(c, n) ? SEC_E_OK : SEC_E_INVALID_PARAMETER);
}

static void grammar_of_one(struct kunit *test)
{
	static const u8 limits[] = { 0x7f, 0x80, 0xbf, 0xc0 };
	unsigned int i, j, wrong = 0;
	u8 c[4];

	for (i = 0; i < 256; i++) {
		c[0] = (u8)i;
		wrong += !judges_as_grammar(c, 1);
	}
	for (i = 0xc0 * 256; i < 65536; i++) {
		c[0] = (u8)(i >> 8);
		c[1] = (u8)i;
		if (c[0] < 0xe0)
			wrong += !judges_as_grammar(c, 2);
		for (j = 0; j < 16 && c[0] >= 0xe0; j++) {
			c[2] = limits[j % 4];
			c[3] = limits[j / 4];
			if (j < 4 && c[0] < 0xf0)
				wrong += !judges_as_grammar(c, 3);
			if (c[0] >= 0xf0)
				wrong += !judges_as_grammar(c, 4);
		}
	}
	KUNIT_EXPECT_EQ(test, wrong, 0);
}

/* Every character there is, 512 at a time. */
static void all_characters(struct kunit *test)
{
	u16 *units = kunit_kzalloc(test, 1024 * sizeof(u16), GFP_KERNEL);
	u32 c = 1;

	KUNIT_ASSERT_NOT_NULL(test, units);
	while (c <= 0x10ffff && test->status == KUNIT_SUCCESS) {
		struct ssp_utf16 s, back;
		struct ssp_span utf8;
		size_t n = 0;
		int i;

		for (i = 0; i < 512 && c <= 0x10ffff; i++, c++) {
			if (c == 0xd800)
				c = 0xe000;
			if (c < 0x10000) {
				units[n++] = (u16)c;
				continue;
			}
			units[n++] = (u16)(0xd7c0 + c / 1024);
			units[n++] = (u16)(0xdc00 + c % 1024);
		}
		KUNIT_ASSERT_EQ(test, ssp_utf16_dup(units, n, &s), SEC_E_OK);
		KUNIT_ASSERT_EQ(test, ssp_utf16_utf8_dup(&s, &utf8), SEC_E_OK);
		KUNIT_EXPECT_EQ(test, ssp_utf16_from_utf8(utf8, &back),
				SEC_E_OK);
		KUNIT_EXPECT_EQ(test, back.n, n);
		SSP_EXPECT_MEMEQ(test, back.p, units, n * sizeof(u16));
		ssp_utf16_free(&back);
		ssp_pool_free((void *)utf8.p, utf8.n);
		ssp_utf16_free(&s);
	}
}

static const struct units {
	const char *what;
	size_t n;
	u16 units[4];
} bad_units[] = {
	{ "zero", 1, { 0 } },
	{ "zero at the end", 2, { 'a', 0 } },
	{ "zero at the start", 2, { 0, 'a' } },
	{ "high alone", 1, { 0xd800 } },
	{ "high at the end", 2, { 'a', 0xdbff } },
	{ "low alone", 1, { 0xdc00 } },
	{ "low first", 2, { 0xdfff, 0xd800 } },
	{ "high and a letter", 2, { 0xd83d, 'a' } },
	{ "two highs", 3, { 0xd83d, 0xd83d, 0xde00 } },
	{ "two lows", 3, { 0xd83d, 0xde00, 0xde00 } },
	{ "high and a private one", 2, { 0xdbff, 0xe000 } },
};

static void units_desc(const struct units *u, char *desc)
{
	strcpy(desc, u->what);
}

KUNIT_ARRAY_PARAM(units, bad_units, units_desc);

static void refuses_units(struct kunit *test)
{
	const struct units *c = test->param_value;
	struct ssp_utf16 s = { (u16 *)test, 1 };
	u8 *p = ssp_test_guarded_copy(test, c->units, c->n * sizeof(u16));

	KUNIT_EXPECT_EQ(test, ssp_utf16_dup(p, c->n, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
}

static void unaligned_units(struct kunit *test)
{
	const u16 want[] = { 'a', 0xd83d, 0xde00 };
	u8 *p = ssp_test_guarded(test, sizeof(want) + 1);
	struct ssp_utf16 s;

	memcpy(p, want, sizeof(want));
	KUNIT_ASSERT_EQ(test, ssp_utf16_dup(p, 3, &s), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, s.p, want, sizeof(want));
	ssp_utf16_free(&s);
	memcpy(p + 1, want, sizeof(want));
	KUNIT_ASSERT_EQ(test, ssp_utf16_dup(p + 1, 3, &s), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, s.p, want, sizeof(want));
	ssp_utf16_free(&s);
}

/* As many characters as make exactly the longest text, then one more. */
static void limit_of(struct kunit *test, const char *hex, size_t units)
{
	u8 *one;
	size_t size = ssp_test_unhex(test, hex, &one);
	size_t count = SSP_TEXT_MAX / units;
	u8 *p = ssp_test_guarded(test, (count + 1) * size);
	struct ssp_utf16 s;
	size_t i;

	for (i = 0; i <= count; i++)
		memcpy(p + i * size, one, size);
	KUNIT_EXPECT_EQ(
		test, ssp_utf16_from_utf8((struct ssp_span){ p, i * size }, &s),
		SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_PTR_EQ(test, s.p, NULL);
	i--;
	KUNIT_EXPECT_EQ(
		test, ssp_utf16_from_utf8((struct ssp_span){ p, i * size }, &s),
		SEC_E_OK);
	KUNIT_EXPECT_EQ(test, s.n, SSP_TEXT_MAX);
	KUNIT_EXPECT_EQ(test, ssp_utf16_utf8_size(&s), count * size);
	ssp_utf16_free(&s);
}

static void longest_text(struct kunit *test)
{
	struct ssp_utf16 s;
	u16 *units;
	size_t i;

	limit_of(test, "61", 1);
	limit_of(test, "c3a9", 1);
	limit_of(test, "e282ac", 1);
	limit_of(test, "f09f9880", 2);

	units = kunit_kzalloc(test, 2 * (SSP_TEXT_MAX + 1), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, units);
	for (i = 0; i <= SSP_TEXT_MAX; i++)
		units[i] = 'x';
	KUNIT_EXPECT_EQ(test, ssp_utf16_dup(units, SSP_TEXT_MAX + 1, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_EQ(test, ssp_utf16_dup(units, (size_t)-1, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_EQ(test, ssp_utf16_dup(units, SSP_TEXT_MAX, &s), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, s.n, SSP_TEXT_MAX);
	ssp_utf16_free(&s);
}

/* A pair that straddles the limit does not fit by half. */
static void pair_at_the_limit(struct kunit *test)
{
	u8 *p = ssp_test_guarded(test, SSP_TEXT_MAX + 3);
	struct ssp_utf16 s;

	memset(p, 'x', SSP_TEXT_MAX - 1);
	memcpy(p + SSP_TEXT_MAX - 1, "\xf0\x9f\x98\x80", 4);
	KUNIT_EXPECT_EQ(test,
			ssp_utf16_from_utf8(
				(struct ssp_span){ p, SSP_TEXT_MAX + 3 }, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_PTR_EQ(test, s.p, NULL);
}

/* "aé€😀": what ends between characters is text, nothing else is. */
static void truncated(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_utf16 s;
	ssp_status st = ssp_utf16_from_utf8((struct ssp_span){ p, n }, &s);

	(void)arg;
	KUNIT_EXPECT_EQ(test, st >= 0, n == 0 || n == 1 || n == 3 || n == 6);
	ssp_utf16_free(&s);
}

static void changed(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_span in = { p, n };
	struct ssp_span out;
	struct ssp_utf16 s;

	(void)arg;
	if (ssp_utf16_from_utf8(in, &s) < 0)
		return;
	KUNIT_ASSERT_EQ(test, ssp_utf16_utf8_dup(&s, &out), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, out.n, n);
	SSP_EXPECT_MEMEQ(test, out.p, p, n);
	ssp_pool_free((void *)out.p, out.n);
	ssp_utf16_free(&s);
}

static void every_truncation_and_change(struct kunit *test)
{
	static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";

	ssp_test_each_truncation(test, text, 10, truncated, NULL);
	ssp_test_each_change(test, text, 10, changed, NULL);
}

static void absent_and_empty(struct kunit *test)
{
	struct ssp_utf16 absent = { NULL, 0 };
	struct ssp_utf16 empty;
	struct ssp_span utf8 = { (const u8 *)test, 1 };

	KUNIT_EXPECT_EQ(test, ssp_utf16_utf8_size(&absent), 0);
	KUNIT_EXPECT_EQ(test, ssp_utf16_utf8_dup(&absent, &utf8), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, !utf8.p && !utf8.n);
	KUNIT_ASSERT_EQ(test, ssp_utf16_dup(NULL, 0, &empty), SEC_E_OK);
	KUNIT_ASSERT_NOT_NULL(test, empty.p);
	KUNIT_EXPECT_EQ(test, empty.p[0], 0);
	KUNIT_EXPECT_EQ(test, ssp_utf16_utf8_dup(&empty, &utf8), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, !utf8.p && !utf8.n);
	ssp_utf16_free(&empty);
	ssp_utf16_free(&absent);
}

static void compares_ascii(struct kunit *test)
{
	static const struct {
		u16 units[6];
		size_t n;
		const char *word;
		bool equal;
	} cases[] = {
		{ { 'N', 'e', 'G', 'o' }, 4, "nEgO", true },
		{ { 'n', 'e', 'g', 'o' }, 4, "negot", false },
		{ { 'n', 'e', 'g', 'o', 't' }, 5, "nego", false },
		{ { 'n', 'e', 'g', 'a' }, 4, "nego", false },
		{ { 'z', 'A', 'Z', 'a' }, 4, "Zaza", true },
		{ { '@', '[', '`', '{' }, 4, "@[`{", true },
		{ { '@' }, 1, "`", false },
		{ { '[' }, 1, "{", false },
		{ { 0x212a }, 1, "k", false }, /* the Kelvin sign */
		{ { 0x16b }, 1, "k", false },
		{ { 'a', 0 }, 2, "a", false },
		{ { 0 }, 0, "", true },
		{ { 0 }, 0, "a", false },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct ssp_utf16 s = { (u16 *)cases[i].units, cases[i].n };

		KUNIT_EXPECT_EQ_MSG(test, ssp_utf16_eq_ascii(&s, cases[i].word),
				    cases[i].equal, "case %zu", i);
	}
}

static ssp_status convert(struct kunit *test, void *arg)
{
	static const u8 text[] = { 's', 0xc3, 0xa9, 'c', 'r', 'e', 't' };
	struct ssp_utf16 s = { NULL, 0 };
	struct ssp_utf16 copy = { NULL, 0 };
	struct ssp_span utf8 = { NULL, 0 };
	ssp_status st;

	(void)test;
	(void)arg;
	st = ssp_utf16_from_utf8(SSP_SPAN(text), &s);
	if (st >= 0)
		st = ssp_utf16_dup(s.p, s.n, &copy);
	if (st >= 0)
		st = ssp_utf16_utf8_dup(&copy, &utf8);
	ssp_pool_free((void *)utf8.p, utf8.n);
	ssp_utf16_free(&copy);
	ssp_utf16_free(&s);
	return st;
}

/* The allocator also sees that sizes are right and passwords are wiped. */
static void out_of_memory(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	KUNIT_EXPECT_EQ(test,
			ssp_test_each_failed_allocation(test, m, convert, NULL,
							NULL),
			3);
	ssp_test_memory_stop(test, m);
}

/* A peer's, in its order whatever the machine's is. */
static void little_endian(struct kunit *test)
{
	static const u8 text[] = { 'H', 0, 0xac, 0x20, 0x3d, 0xd8, 0, 0xde };
	static const u16 units[] = { 'H', 0x20ac, 0xd83d, 0xde00 };
	static const struct {
		size_t from;
		size_t n;
	} bad[] = { { 0, 7 }, { 4, 2 }, { 6, 2 }, { 0, 1 } };
	u8 *much = ssp_test_guarded(test, 2 * SSP_TEXT_MAX + 2);
	struct ssp_span s = { much, 2 * SSP_TEXT_MAX };
	struct ssp_utf16 out;
	size_t i;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_utf16_from_le(SSP_SPAN(text), &out));
	KUNIT_ASSERT_EQ(test, ARRAY_SIZE(units), out.n);
	SSP_EXPECT_MEMEQ(test, units, out.p, sizeof(units));
	KUNIT_EXPECT_EQ(test, 0, (int)out.p[out.n]);
	ssp_utf16_free(&out);
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		KUNIT_EXPECT_EQ(
			test, SEC_E_INVALID_PARAMETER,
			ssp_utf16_from_le((struct ssp_span){ text + bad[i].from,
							     bad[i].n },
					  &out));
		KUNIT_EXPECT_NULL(test, out.p);
	}
	/* A zero within; the longest there is. */
	memset(much, 0, 2);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_utf16_from_le(s, &out));
	memset(much, 'x', 2 * SSP_TEXT_MAX + 2);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_utf16_from_le(s, &out));
	ssp_utf16_free(&out);
	s.n += 2;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_utf16_from_le(s, &out));
}

static struct kunit_case utf16_cases[] = {
	KUNIT_CASE_PARAM(both_ways, pair_gen_params),
	KUNIT_CASE_PARAM(refuses_utf8, refused_gen_params),
	KUNIT_CASE(grammar_of_one),
	KUNIT_CASE(all_characters),
	KUNIT_CASE_PARAM(refuses_units, units_gen_params),
	KUNIT_CASE(unaligned_units),
	KUNIT_CASE(little_endian),
	KUNIT_CASE(longest_text),
	KUNIT_CASE(pair_at_the_limit),
	KUNIT_CASE(every_truncation_and_change),
	KUNIT_CASE(absent_and_empty),
	KUNIT_CASE(compares_ascii),
	KUNIT_CASE(out_of_memory),
	{}
};

static struct kunit_suite utf16_suite = {
	.name = "utf16",
	.test_cases = utf16_cases,
};
kunit_test_suites(&utf16_suite);
