// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/rd.h: the cursor over a stranger's bytes.
 */
#include <kunit/test.h>

#include "core/rd.h"
#include "tests/support.h"

static void reads_in_order(struct kunit *test)
{
	static const u8 bytes[] = { 0x01, 0x80, 0x02, 0x81, 0x03, 0x04, 0x82,
				    0x83, 0x05, 0x84, 0x06, 0x07, 0x08, 0x85,
				    0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f,
				    0x10, 0x11, 0x12, 0x13 };
	u8 *p = ssp_test_guarded_copy(test, bytes, sizeof(bytes));
	bool bad = false;
	struct ssp_rd r =
		ssp_rd_open((struct ssp_span){ p, sizeof(bytes) }, &bad);
	struct ssp_span s;

	KUNIT_EXPECT_EQ(test, ssp_rd_u8(&r), 0x01);
	KUNIT_EXPECT_EQ(test, ssp_rd_le16(&r), 0x0280);
	KUNIT_EXPECT_EQ(test, ssp_rd_le32(&r), 0x82040381u);
	KUNIT_EXPECT_EQ(test, ssp_rd_be16(&r), 0x8305);
	KUNIT_EXPECT_EQ(test, ssp_rd_be32(&r), 0x84060708u);
	KUNIT_EXPECT_EQ(test, ssp_rd_be64(&r), 0x85090a0b0c0d0e0fULL);
	s = ssp_rd_bytes(&r, 2);
	KUNIT_EXPECT_PTR_EQ(test, s.p, (const u8 *)p + 21);
	KUNIT_EXPECT_EQ(test, s.n, 2);
	KUNIT_EXPECT_TRUE(test, ssp_rd_more(&r));
	s = ssp_rd_rest(&r);
	KUNIT_EXPECT_PTR_EQ(test, s.p, (const u8 *)p + 23);
	KUNIT_EXPECT_EQ(test, s.n, 2);
	KUNIT_EXPECT_FALSE(test, ssp_rd_more(&r));
	ssp_rd_end(&r);
	KUNIT_EXPECT_FALSE(test, bad);
	KUNIT_EXPECT_EQ(test, ssp_rd_u8(&r), 0);
	KUNIT_EXPECT_TRUE(test, bad);
}

/* One read of every kind, each of which says what it needs. */
static u64 read_u8(struct ssp_rd *r)
{
	return ssp_rd_u8(r);
}

static u64 read_le16(struct ssp_rd *r)
{
	return ssp_rd_le16(r);
}

static u64 read_le32(struct ssp_rd *r)
{
	return ssp_rd_le32(r);
}

static u64 read_be16(struct ssp_rd *r)
{
	return ssp_rd_be16(r);
}

static u64 read_be32(struct ssp_rd *r)
{
	return ssp_rd_be32(r);
}

static u64 read_bytes(struct ssp_rd *r)
{
	struct ssp_span s = ssp_rd_bytes(r, 5);

	return s.p || s.n;
}

static const struct kind {
	u64 (*read)(struct ssp_rd *r);
	size_t needs;
} kinds[] = {
	{ read_u8, 1 },	   { read_le16, 2 }, { read_le32, 4 },
	{ read_be16, 2 },  { read_be32, 4 }, { ssp_rd_be64, 8 },
	{ read_bytes, 5 },
};

KUNIT_ARRAY_PARAM(kind, kinds, NULL);

/* Nothing of a value is left when its end is missing. */
static void needs_all_bytes(struct kunit *test)
{
	const struct kind *kind = test->param_value;
	u8 *end = ssp_test_guarded(test, kind->needs) + kind->needs;
	size_t n;

	for (n = 0; n <= kind->needs; n++) {
		bool bad = false;
		struct ssp_rd r =
			ssp_rd_open((struct ssp_span){ end - n, n }, &bad);
		u64 v = kind->read(&r);

		KUNIT_EXPECT_EQ(test, bad, n < kind->needs);
		KUNIT_EXPECT_EQ(test, v != 0, n == kind->needs);
		KUNIT_EXPECT_FALSE(test, ssp_rd_more(&r));
	}
}

/* The verdict is one for all cursors, and nothing is read after it. */
static void error_sticks(struct kunit *test)
{
	static const u8 bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	const struct kind *kind = test->param_value;
	bool bad = false;
	struct ssp_rd one = ssp_rd_open(SSP_SPAN(bytes), &bad);
	struct ssp_rd other = ssp_rd_open(SSP_SPAN(bytes), &bad);
	struct ssp_span s;

	ssp_rd_u8(&other);
	ssp_rd_fail(&one);
	KUNIT_EXPECT_TRUE(test, bad);
	KUNIT_EXPECT_FALSE(test, ssp_rd_more(&one));
	KUNIT_EXPECT_FALSE(test, ssp_rd_more(&other));
	KUNIT_EXPECT_EQ(test, kind->read(&one), 0);
	KUNIT_EXPECT_EQ(test, kind->read(&other), 0);
	s = ssp_rd_rest(&other);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
	s = ssp_rd_bytes(&other, 0);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
	KUNIT_EXPECT_TRUE(test, bad);
}

static void huge_count(struct kunit *test)
{
	static const u8 bytes[] = { 1, 2, 3 };
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(SSP_SPAN(bytes), &bad);
	struct ssp_span s;

	ssp_rd_u8(&r);
	s = ssp_rd_bytes(&r, (size_t)-1);
	KUNIT_EXPECT_TRUE(test, bad);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
}

static void nothing_to_read(struct kunit *test)
{
	bool bad = false;
	struct ssp_rd r = ssp_rd_open((struct ssp_span){ NULL, 0 }, &bad);
	struct ssp_span s;

	s = ssp_rd_bytes(&r, 0);
	KUNIT_EXPECT_EQ(test, s.n, 0);
	s = ssp_rd_rest(&r);
	KUNIT_EXPECT_EQ(test, s.n, 0);
	ssp_rd_end(&r);
	KUNIT_EXPECT_FALSE(test, bad);
	KUNIT_EXPECT_FALSE(test, ssp_rd_more(&r));
}

static void end_wants_nothing_left(struct kunit *test)
{
	static const u8 bytes[] = { 1, 2 };
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(SSP_SPAN(bytes), &bad);

	ssp_rd_u8(&r);
	ssp_rd_end(&r);
	KUNIT_EXPECT_TRUE(test, bad);
}

static void spans_compare(struct kunit *test)
{
	static const u8 a[] = { 1, 2, 3 };
	static const u8 b[] = { 1, 2, 3, 4 };
	static const u8 c[] = { 1, 2, 4 };
	const struct ssp_span none = { NULL, 0 };

	KUNIT_EXPECT_TRUE(test, ssp_span_eq(SSP_SPAN(a), SSP_SPAN(a)));
	KUNIT_EXPECT_FALSE(test, ssp_span_eq(SSP_SPAN(a), SSP_SPAN(b)));
	KUNIT_EXPECT_FALSE(test, ssp_span_eq(SSP_SPAN(b), SSP_SPAN(a)));
	KUNIT_EXPECT_FALSE(test, ssp_span_eq(SSP_SPAN(a), SSP_SPAN(c)));
	KUNIT_EXPECT_FALSE(test, ssp_span_eq(SSP_SPAN(a), none));
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(none, none));
	KUNIT_EXPECT_TRUE(test, ssp_span_eq((struct ssp_span){ a, 0 }, none));
}

static struct kunit_case rd_cases[] = {
	KUNIT_CASE(reads_in_order),
	KUNIT_CASE_PARAM(needs_all_bytes, kind_gen_params),
	KUNIT_CASE_PARAM(error_sticks, kind_gen_params),
	KUNIT_CASE(huge_count),
	KUNIT_CASE(nothing_to_read),
	KUNIT_CASE(end_wants_nothing_left),
	KUNIT_CASE(spans_compare),
	{}
};

static struct kunit_suite rd_suite = {
	.name = "rd",
	.test_cases = rd_cases,
};
kunit_test_suites(&rd_suite);
