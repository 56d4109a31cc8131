// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/upcase.c: Windows' capitals, unit by unit.
 */
#include <kunit/test.h>

#include "core/upcase.h"
#include "tests/support.h"

static const struct pair {
	u16 small;
	u16 capital;
} pairs[] = {
	{ 'a', 'A' },	    { 'z', 'Z' },	{ 'i', 'I' },
	{ 0x00e0, 0x00c0 }, { 0x00f6, 0x00d6 }, { 0x00f8, 0x00d8 },
	{ 0x00fe, 0x00de }, { 0x00ff, 0x0178 }, { 0x0101, 0x0100 },
	{ 0x017e, 0x017d }, { 0x01c6, 0x01c4 }, { 0x01dd, 0x018e },
	{ 0x0259, 0x018f }, { 0x03ac, 0x0386 }, { 0x03b1, 0x0391 },
	{ 0x03c2, 0x03a3 }, { 0x03c3, 0x03a3 }, { 0x0430, 0x0410 },
	{ 0x0451, 0x0401 }, { 0x04cf, 0x04c0 }, { 0x0561, 0x0531 },
	{ 0x1e01, 0x1e00 }, { 0x1f80, 0x1f88 }, { 0x1f70, 0x1fba },
	{ 0x2170, 0x2160 }, { 0x24d0, 0x24b6 }, { 0x2c30, 0x2c00 },
	{ 0x2d00, 0x10a0 }, { 0xff41, 0xff21 }, { 0xff5a, 0xff3a },
};

static void capitals(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(pairs); i++) {
		KUNIT_EXPECT_EQ(test, ssp_upcase(pairs[i].small),
				pairs[i].capital);
		KUNIT_EXPECT_EQ(test, ssp_upcase(pairs[i].capital),
				pairs[i].capital);
	}
}

/* What a locale or a full case mapping would change, and what is no letter. */
static void left_alone(struct kunit *test)
{
	static const u16 units[] = {
		0,	0x40,	0x5b,	0x60,	0x7b,	0x7f,	0xb5,	0xd7,
		0xdf,	0xf7,	0x0130, 0x0131, 0x0149, 0x017f, 0x01c5, 0x0345,
		0x03d0, 0x0587, 0x10d0, 0x13f8, 0x1e9b, 0x1e9e, 0x1fbe, 0x1fc3,
		0x3042, 0xa641, 0xab70, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xffff,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(units); i++)
		KUNIT_EXPECT_EQ(test, ssp_upcase(units[i]), units[i]);
}

/* Fletcher's sums of the whole table: a change of any entry is seen. */
static void the_whole_table(struct kunit *test)
{
	u32 a = 0, b = 0, changed = 0;
	u32 c;

	for (c = 0; c < 0x10000; c++) {
		u16 up = ssp_upcase((u16)c);

		if (up != c)
			changed++;
		KUNIT_ASSERT_EQ(test, ssp_upcase(up), up);
		a = (a + up) % 65521;
		b = (b + a) % 65521;
	}
	KUNIT_EXPECT_EQ(test, changed, 870u);
	KUNIT_EXPECT_EQ(test, a, 64359u);
	KUNIT_EXPECT_EQ(test, b, 10437u);
}

static void equal_but_for_capitals(struct kunit *test)
{
	u16 a[] = { 'A', 0x00e4, 'z' }, b[] = { 'a', 0x00c4, 'Z' };
	struct ssp_utf16 x = { a, 3 }, y = { b, 3 }, none = { NULL, 0 };

	KUNIT_EXPECT_TRUE(test, ssp_upcase_eq(&x, &y));
	KUNIT_EXPECT_TRUE(test, ssp_upcase_eq(&none, &none));
	KUNIT_EXPECT_FALSE(test, ssp_upcase_eq(&x, &none));
	y.n = 2;
	KUNIT_EXPECT_FALSE(test, ssp_upcase_eq(&x, &y));
	y.n = 3;
	b[2] = 'Y';
	KUNIT_EXPECT_FALSE(test, ssp_upcase_eq(&x, &y));
}

static struct kunit_case upcase_cases[] = { KUNIT_CASE(capitals),
					    KUNIT_CASE(left_alone),
					    KUNIT_CASE(the_whole_table),
					    KUNIT_CASE(equal_but_for_capitals),
					    {} };

static struct kunit_suite upcase_suite = {
	.name = "upcase",
	.test_cases = upcase_cases,
};

kunit_test_suites(&upcase_suite);
