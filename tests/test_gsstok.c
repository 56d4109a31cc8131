// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/gsstok.c: the frame of initial context tokens (RFC 2743 3.1).
 */
#include <kunit/test.h>

#include "core/gsstok.h"
#include "tests/support.h"

/* SPNEGO's OID, 1.3.6.1.5.5.2 */
static const u8 spnego[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02 };

/* A Windows server's first token (pyspnego, tests/data). */
static const char windows_hint[] =
	"607606062b0601050502a06c306aa03c303a060a2b06010401823702021e06092a"
	"864882f71201020206092a864886f712010202060a2a864886f712010202030"
	"60a2b06010401823702020aa32a3028a0261b246e6f745f646566696e65645f69"
	"6e5f5246433431373840706c656173655f69676e6f7265";

static void takes_frame_off(struct kunit *test)
{
	struct ssp_span oid, inner;
	u8 *p;
	size_t n = ssp_test_unhex(test, windows_hint, &p);

	KUNIT_ASSERT_EQ(test, n, 120);
	KUNIT_ASSERT_EQ(
		test, ssp_gsstok_open((struct ssp_span){ p, n }, &oid, &inner),
		SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(oid, SSP_SPAN(spnego)));
	KUNIT_EXPECT_PTR_EQ(test, inner.p, (const u8 *)p + 10);
	KUNIT_EXPECT_EQ(test, inner.n, 110);
}

static const struct refused {
	const char *what;
	const char *hex;
} refused[] = {
	{ "nothing", "" },
	{ "other tag", "6104060129aa" },
	{ "context tag", "a004060129aa" },
	{ "no OID", "6000" },
	{ "something else than an OID", "6004040129aa" },
	{ "empty OID", "60030600aa" },
	{ "OID leaves the frame", "6003060229aa" },
	{ "OID leaves the token", "6003060429aa" },
	{ "frame leaves the token", "6005060129aa" },
	{ "something follows", "6003060129aa" },
	{ "indefinite length", "6080060129aa0000" },
	{ "length in too many octets", "608104060129aa" },
	{ "length with a leading zero", "60820004060129aa" },
	{ "OID's length in too many octets", "600506810129aa" },
	{ "five length octets", "60850000000004060129aa" },
	{ "length near 2^32", "6084ffffffff060129aa" },
};

static void refused_desc(const struct refused *r, char *desc)
{
	strcpy(desc, r->what);
}

KUNIT_ARRAY_PARAM(refused, refused, refused_desc);

static void refuses(struct kunit *test)
{
	const struct refused *r = test->param_value;
	struct ssp_span oid = SSP_SPAN(spnego);
	struct ssp_span inner = SSP_SPAN(spnego);
	u8 *p;
	size_t n = ssp_test_unhex(test, r->hex, &p);

	KUNIT_EXPECT_EQ(
		test, ssp_gsstok_open((struct ssp_span){ p, n }, &oid, &inner),
		SEC_E_INVALID_TOKEN);
	KUNIT_EXPECT_TRUE(test, !oid.p && !oid.n);
	KUNIT_EXPECT_TRUE(test, !inner.p && !inner.n);
}

static void refuse_one(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_span oid, inner;

	(void)arg;
	KUNIT_EXPECT_EQ(
		test, ssp_gsstok_open((struct ssp_span){ p, n }, &oid, &inner),
		SEC_E_INVALID_TOKEN);
}

static void every_truncation(struct kunit *test)
{
	u8 *p;
	size_t n = ssp_test_unhex(test, windows_hint, &p);

	ssp_test_each_truncation(test, p, n, refuse_one, NULL);
}

/* What is accepted has one encoding: the frame it came in. */
static void reframe(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_span oid, inner;
	unsigned int *accepted = arg;
	struct ssp_wr w;
	size_t mark;

	if (ssp_gsstok_open((struct ssp_span){ p, n }, &oid, &inner) < 0)
		return;
	++*accepted;
	ssp_wr_init(&w);
	mark = ssp_gsstok_begin(&w, oid);
	ssp_wr_bytes(&w, inner);
	ssp_gsstok_end(&w, mark);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_wr_span(&w),
					    (struct ssp_span){ p, n }));
	ssp_wr_free(&w);
}

/* Of the header, only the OID's six bytes (and its length) may differ. */
static void every_change(struct kunit *test)
{
	unsigned int accepted = 0;
	u8 *p;
	size_t n = ssp_test_unhex(test, windows_hint, &p);

	ssp_test_each_change(test, p, n, reframe, &accepted);
	KUNIT_EXPECT_EQ(test, accepted, 3 * (n - 4) + 1);
}

/* Lengths written out by hand, so that the encoder does not judge itself. */
static size_t expect_header(size_t body, u8 *out)
{
	size_t n = 0;

	out[n++] = 0x60;
	if (body > 0xff) {
		out[n++] = 0x82;
		out[n++] = (u8)(body >> 8);
	} else if (body > 0x7f) {
		out[n++] = 0x81;
	}
	out[n++] = (u8)body;
	out[n++] = 0x06;
	out[n++] = sizeof(spnego);
	memcpy(out + n, spnego, sizeof(spnego));
	return n + sizeof(spnego);
}

/* A frame around @size bytes, there and back. */
static void frame_once(struct kunit *test, const u8 *bytes, size_t size)
{
	struct ssp_span oid, inner;
	struct ssp_wr w;
	size_t mark, n;
	u8 want[12];
	u8 *p;

	ssp_wr_init(&w);
	mark = ssp_gsstok_begin(&w, SSP_SPAN(spnego));
	ssp_wr_bytes(&w, (struct ssp_span){ bytes, size });
	ssp_gsstok_end(&w, mark);
	KUNIT_ASSERT_EQ(test, w.st, SEC_E_OK);
	n = expect_header(2 + sizeof(spnego) + size, want);
	KUNIT_ASSERT_EQ(test, w.n, n + size);
	SSP_EXPECT_MEMEQ(test, w.p, want, n);
	SSP_EXPECT_MEMEQ(test, w.p + n, bytes, size);

	p = ssp_test_guarded_copy(test, w.p, w.n);
	KUNIT_EXPECT_EQ(test,
			ssp_gsstok_open((struct ssp_span){ p, w.n }, &oid,
					&inner),
			SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(oid, SSP_SPAN(spnego)));
	KUNIT_EXPECT_PTR_EQ(test, inner.p, (const u8 *)p + n);
	KUNIT_EXPECT_EQ(test, inner.n, size);
	ssp_wr_free(&w);
}

/* The lengths of frame and token cross 127, 255 and 65535. */
static void every_length_form(struct kunit *test)
{
	u8 *bytes = kunit_kzalloc(test, SSP_TOKEN_MAX, GFP_KERNEL);
	u32 state = 2;
	size_t n;

	KUNIT_ASSERT_NOT_NULL(test, bytes);
	ssp_test_rand_fill(&state, bytes, SSP_TOKEN_MAX);
	for (n = 0; n <= 3; n++)
		frame_once(test, bytes, n);
	for (n = 110; n <= 130; n++)
		frame_once(test, bytes, n);
	for (n = 240; n <= 260; n++)
		frame_once(test, bytes, n);
	for (n = SSP_TOKEN_MAX - 16; n <= SSP_TOKEN_MAX - 12; n++)
		frame_once(test, bytes, n);
}

/* One byte more than fits; the length of the frame is what does not. */
static void refuses_to_write_too_much(struct kunit *test)
{
	struct ssp_wr w;
	size_t mark;

	ssp_wr_init(&w);
	mark = ssp_gsstok_begin(&w, SSP_SPAN(spnego));
	ssp_wr_room(&w, SSP_TOKEN_MAX - 11);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	ssp_gsstok_end(&w, mark);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_wr_span(&w).n, 0);
	ssp_wr_free(&w);
}

static ssp_status write_frame(struct kunit *test, void *arg)
{
	struct ssp_wr w;
	ssp_status st;
	size_t mark;

	(void)test;
	(void)arg;
	ssp_wr_init(&w);
	mark = ssp_gsstok_begin(&w, SSP_SPAN(spnego));
	ssp_wr_room(&w, 1000);
	ssp_wr_room(&w, 1000);
	ssp_gsstok_end(&w, mark);
	st = w.st;
	ssp_wr_free(&w);
	return st;
}

static void out_of_memory(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	KUNIT_EXPECT_EQ(test,
			ssp_test_each_failed_allocation(test, m, write_frame,
							NULL, NULL),
			3);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case gsstok_cases[] = {
	KUNIT_CASE(takes_frame_off),
	KUNIT_CASE_PARAM(refuses, refused_gen_params),
	KUNIT_CASE(every_truncation),
	KUNIT_CASE(every_change),
	KUNIT_CASE(every_length_form),
	KUNIT_CASE(refuses_to_write_too_much),
	KUNIT_CASE(out_of_memory),
	{}
};

static struct kunit_suite gsstok_suite = {
	.name = "gsstok",
	.test_cases = gsstok_cases,
};
kunit_test_suites(&gsstok_suite);
