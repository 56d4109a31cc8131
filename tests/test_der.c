// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/der.c: DER elements, numbers and flags, and a whole Kerberos message
 * made of them.  Times are in test_der_time.c.
 */
#include <kunit/test.h>

#include "core/der.h"
#include "tests/support.h"

/* A cursor over hex text. */
static struct ssp_rd open_hex(struct kunit *test, const char *hex, bool *bad)
{
	struct ssp_span s;
	u8 *p;

	s.n = ssp_test_unhex(test, hex, &p);
	s.p = p;
	*bad = false;
	return ssp_rd_open(s, bad);
}

/*
 * The head of an element with @n octets of contents, written out by hand so
 * that the encoder does not judge itself.
 */
static size_t expect_head(u8 tag, size_t n, u8 *out)
{
	size_t i = 0;

	out[i++] = tag;
	if (n > 0xffff) {
		out[i++] = 0x83;
		out[i++] = (u8)(n >> 16);
		out[i++] = (u8)(n >> 8);
	} else if (n > 0xff) {
		out[i++] = 0x82;
		out[i++] = (u8)(n >> 8);
	} else if (n > 0x7f) {
		out[i++] = 0x81;
	}
	out[i++] = (u8)n;
	return i;
}

static const size_t lengths[] = {
	0,   1,	  119, 120, 121, 122, 123, 124, 125, 126,   127,   128,	  129,
	250, 251, 252, 253, 254, 255, 256, 257, 258, 65534, 65535, 65536, 70000,
};

KUNIT_ARRAY_PARAM(length, lengths, NULL);

static void reads_length(struct kunit *test)
{
	size_t n = *(const size_t *)test->param_value;
	u8 *p = ssp_test_guarded(test, n + 6);
	bool bad = false;
	struct ssp_rd r, in;
	struct ssp_span s;
	u8 head[5];
	size_t size = expect_head(SSP_DER_OCTETS, n, head);

	p += 6 - size;
	memcpy(p, head, size);
	s = (struct ssp_span){ p, size + n };
	r = ssp_rd_open(s, &bad);
	in = ssp_der_get(&r, SSP_DER_OCTETS);
	KUNIT_EXPECT_FALSE(test, bad);
	KUNIT_EXPECT_PTR_EQ(test, in.p, (const u8 *)p + size);
	KUNIT_EXPECT_EQ(test, in.n, n);
	KUNIT_EXPECT_EQ(test, r.n, 0);

	/* One octet of the contents is missing. */
	s.n--;
	r = ssp_rd_open(s, &bad);
	in = ssp_der_get(&r, SSP_DER_OCTETS);
	KUNIT_EXPECT_TRUE(test, bad);
	KUNIT_EXPECT_EQ(test, in.n, 0);
}

static void writes_length(struct kunit *test)
{
	size_t n = *(const size_t *)test->param_value;
	struct ssp_wr w;
	u8 head[5];
	size_t size = expect_head(SSP_DER_SEQUENCE, n, head);
	size_t mark;

	ssp_wr_init(&w);
	ssp_wr_u8(&w, 0x55);
	mark = ssp_der_open(&w, SSP_DER_SEQUENCE);
	ssp_wr_room(&w, n);
	ssp_der_close(&w, mark);
	if (1 + size + n > SSP_TOKEN_MAX) {
		KUNIT_EXPECT_EQ(test, w.st, SEC_E_INTERNAL_ERROR);
	} else {
		KUNIT_ASSERT_EQ(test, w.st, SEC_E_OK);
		KUNIT_EXPECT_EQ(test, w.n, 1 + size + n);
		KUNIT_EXPECT_EQ(test, w.p[0], 0x55);
		SSP_EXPECT_MEMEQ(test, w.p + 1, head, size);
	}
	ssp_wr_free(&w);
}

static const struct refused {
	const char *what;
	const char *hex;
} refused[] = {
	{ "nothing", "" },
	{ "tag alone", "04" },
	{ "other tag", "0500" },
	{ "constructed form", "2400" },
	{ "indefinite length", "04800000" },
	{ "reserved length", "04ff00" },
	{ "81 for 1", "048101aa" },
	{ "81 for 0", "048100" },
	{ "81 without its octet", "0481" },
	{ "82 with a leading zero", "04820001aa" },
	{ "82 without its octets", "048201" },
	{ "83 with a leading zero", "0483000001aa" },
	{ "84 with a leading zero", "048400000001aa" },
	{ "five length octets", "04850000000001aa" },
	{ "127 octets of length", "04ff000000000000000001aa" },
	{ "2^32 - 1", "0484ffffffffaa" },
	{ "2^31", "048480000000aa" },
	{ "contents short by one", "0403aabb" },
};

static void refused_desc(const struct refused *r, char *desc)
{
	strcpy(desc, r->what);
}

KUNIT_ARRAY_PARAM(refused, refused, refused_desc);

static void refuses(struct kunit *test)
{
	const struct refused *c = test->param_value;
	bool bad;
	struct ssp_rd r = open_hex(test, c->hex, &bad);
	struct ssp_rd in = ssp_der_get(&r, SSP_DER_OCTETS);
	struct ssp_span s;

	KUNIT_EXPECT_TRUE(test, bad);
	KUNIT_EXPECT_EQ(test, in.n, 0);
	KUNIT_EXPECT_EQ(test, ssp_der_peek(&r), -1);

	r = open_hex(test, c->hex, &bad);
	s = ssp_der_whole(&r, SSP_DER_OCTETS);
	KUNIT_EXPECT_TRUE(test, bad && !s.p && !s.n);

	r = open_hex(test, c->hex, &bad);
	s = ssp_der_only(&r, SSP_DER_OCTETS);
	KUNIT_EXPECT_TRUE(test, bad && !s.p && !s.n);
}

/* Forms of 127, 128 and 256, whose contents are there; some wrap around. */
static const struct refused bad_forms[] = {
	{ "81 for 127", "04817f" },
	{ "82 for 127", "0482007f" },
	{ "82 for 128", "04820080" },
	{ "83 for 256", "0483000100" },
	{ "84 for 128", "048400000080" },
	{ "85 for 128", "04850000000080" },
	{ "2^32 + 128", "04850100000080" },
	{ "2^64 + 128", "0489010000000000000080" },
};

KUNIT_ARRAY_PARAM(bad_form, bad_forms, refused_desc);

static void refuses_form(struct kunit *test)
{
	const struct refused *c = test->param_value;
	u8 *p = ssp_test_guarded(test, 300);
	bool bad = false;
	struct ssp_rd r = ssp_rd_open((struct ssp_span){ p, 300 }, &bad);
	u8 *head;
	size_t n = ssp_test_unhex(test, c->hex, &head);

	memcpy(p, head, n);
	ssp_der_get(&r, SSP_DER_OCTETS);
	KUNIT_EXPECT_TRUE(test, bad);
}

/* The bytes are there, but they are not the inner element's. */
static void inner_is_held_against_outer(struct kunit *test)
{
	bool bad;
	struct ssp_rd top = open_hex(test, "3003 0402aa bb cc", &bad);
	struct ssp_rd seq = ssp_der_get(&top, SSP_DER_SEQUENCE);

	KUNIT_EXPECT_FALSE(test, bad);
	ssp_der_get(&seq, SSP_DER_OCTETS);
	KUNIT_EXPECT_TRUE(test, bad);
}

static void optional(struct kunit *test)
{
	bool bad;
	struct ssp_rd r =
		open_hex(test, "a003020105 a103020106 a203020107", &bad);
	struct ssp_rd in;

	KUNIT_EXPECT_EQ(test, ssp_der_peek(&r), 0xa0);
	KUNIT_EXPECT_TRUE(test, ssp_der_opt(&r, SSP_DER_CTX(0), &in));
	KUNIT_EXPECT_EQ(test, ssp_der_int(&in, SSP_DER_INTEGER), 5);
	KUNIT_EXPECT_FALSE(test, ssp_der_opt(&r, SSP_DER_CTX(2), &in));
	KUNIT_EXPECT_FALSE(test, ssp_rd_more(&in));
	KUNIT_EXPECT_TRUE(test, ssp_der_opt(&r, SSP_DER_CTX(1), &in));
	KUNIT_EXPECT_EQ(test, ssp_der_u32(&in), 6);
	KUNIT_EXPECT_TRUE(test, ssp_der_opt(&r, SSP_DER_CTX(2), &in));
	KUNIT_EXPECT_FALSE(test, ssp_der_opt(&r, SSP_DER_CTX(3), &in));
	KUNIT_EXPECT_EQ(test, ssp_der_peek(&r), -1);
	KUNIT_EXPECT_FALSE(test, bad);

	/* There, but not whole. */
	r = open_hex(test, "a0030201", &bad);
	KUNIT_EXPECT_FALSE(test, ssp_der_opt(&r, SSP_DER_CTX(0), &in));
	KUNIT_EXPECT_TRUE(test, bad);
	KUNIT_EXPECT_FALSE(test, ssp_rd_more(&in));
}

static void whole_and_only(struct kunit *test)
{
	bool bad;
	struct ssp_rd r = open_hex(test, "0402aabb 0500", &bad);
	const u8 *start = r.p;
	struct ssp_span s = ssp_der_whole(&r, SSP_DER_OCTETS);

	KUNIT_EXPECT_PTR_EQ(test, s.p, start);
	KUNIT_EXPECT_EQ(test, s.n, 4);
	KUNIT_EXPECT_EQ(test, r.n, 2);
	s = ssp_der_only(&r, 0x05);
	KUNIT_EXPECT_PTR_EQ(test, s.p, start + 6);
	KUNIT_EXPECT_EQ(test, s.n, 0);
	KUNIT_EXPECT_FALSE(test, bad);

	r = open_hex(test, "0402aabb 0500", &bad);
	s = ssp_der_only(&r, SSP_DER_OCTETS);
	KUNIT_EXPECT_TRUE(test, bad && !s.p && !s.n);
}

/* The last is a kvno of MIT krb5's (src/tests/asn.1). */
static const struct number {
	const char *hex;
	s64 value;
} numbers[] = {
	{ "020100", 0 },
	{ "020101", 1 },
	{ "02017f", 127 },
	{ "02020080", 128 },
	{ "020200ff", 255 },
	{ "02020100", 256 },
	{ "02027fff", 32767 },
	{ "0203008000", 32768 },
	{ "020301e240", 123456 },
	{ "02047fffffff", 0x7fffffff },
	{ "02050080000000", 0x80000000LL },
	{ "020500ffffffff", 0xffffffffLL },
	{ "0201ff", -1 },
	{ "020180", -128 },
	{ "0202ff7f", -129 },
	{ "02028000", -32768 },
	{ "020480000000", -0x80000000LL },
	{ "0204ff000000", -0x1000000 },
};

KUNIT_ARRAY_PARAM(number, numbers, NULL);

static void number_both_ways(struct kunit *test)
{
	const struct number *c = test->param_value;
	bool bad;
	struct ssp_rd r = open_hex(test, c->hex, &bad);
	struct ssp_span bytes = { r.p, r.n };
	struct ssp_wr w;

	KUNIT_EXPECT_EQ(test, ssp_der_int(&r, SSP_DER_INTEGER), c->value);
	KUNIT_EXPECT_FALSE(test, bad);
	r = ssp_rd_open(bytes, &bad);
	KUNIT_EXPECT_EQ(test, ssp_der_u32(&r), (u32)c->value);

	ssp_wr_init(&w);
	ssp_der_put_int(&w, SSP_DER_INTEGER, c->value);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_wr_span(&w), bytes));
	ssp_wr_free(&w);
}

static const struct refused bad_numbers[] = {
	{ "no octets", "0200" },
	{ "leading zero", "02020001" },
	{ "leading zero of zero", "02020000" },
	{ "leading ones", "0202ff80" },
	{ "leading ones of -1", "0202ffff" },
	{ "2^32", "02050100000000" },
	{ "-2^31 - 1", "0205ff7fffffff" },
	{ "leading zero at five", "0205007fffffff" },
	{ "six octets", "0206008000000000" },
	{ "2^64 + 5", "0209010000000000000005" },
	{ "other tag", "0a0101" },
	{ "something follows", "020101 00" },
	{ "cut off", "020201" },
};

KUNIT_ARRAY_PARAM(bad_number, bad_numbers, refused_desc);

static void refuses_number(struct kunit *test)
{
	const struct refused *c = test->param_value;
	bool bad;
	struct ssp_rd r = open_hex(test, c->hex, &bad);

	KUNIT_EXPECT_EQ(test, ssp_der_int(&r, SSP_DER_INTEGER), 0);
	KUNIT_EXPECT_TRUE(test, bad);
}

static void enumerated(struct kunit *test)
{
	bool bad;
	struct ssp_rd r = open_hex(test, "0a0103", &bad);
	struct ssp_wr w;

	KUNIT_EXPECT_EQ(test, ssp_der_int(&r, SSP_DER_ENUM), 3);
	KUNIT_EXPECT_FALSE(test, bad);
	ssp_wr_init(&w);
	ssp_der_put_int(&w, SSP_DER_ENUM, 3);
	KUNIT_ASSERT_EQ(test, w.n, 3);
	SSP_EXPECT_MEMEQ(test, w.p, "\x0a\x01\x03", 3);
	ssp_wr_free(&w);
}

static void writes_the_longest_numbers(struct kunit *test)
{
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_der_put_int(&w, SSP_DER_INTEGER, 0x7fffffffffffffffLL);
	ssp_der_put_int(&w, SSP_DER_INTEGER, -0x7fffffffffffffffLL - 1);
	KUNIT_ASSERT_EQ(test, w.n, 20);
	SSP_EXPECT_MEMEQ(test, w.p,
			 "\x02\x08\x7f\xff\xff\xff\xff\xff\xff\xff"
			 "\x02\x08\x80\x00\x00\x00\x00\x00\x00\x00",
			 20);
	ssp_wr_free(&w);
}

/* The first is of MIT krb5's ap_req (src/tests/asn.1). */
static const struct flags {
	const char *hex;
	u32 value;
	bool ok;
} flags[] = {
	{ "030500fedcba98", 0xfedcba98, true },
	{ "03050080000001", 0x80000001, true },
	{ "03060012345678ff", 0x12345678, true },
	{ "03060712345678 80", 0x12345678, true },
	{ "0300", 0, false },
	{ "030100", 0, false },
	{ "030400fedcba", 0, false },
	{ "030501fedcba98", 0, false },
	{ "030508fedcba98", 0, false },
	{ "03060812345678 00", 0, false },
	{ "03060712345678 40", 0, false },
	{ "030600fedcba98", 0, false },
	{ "030500fedcba9800", 0, false },
	{ "040500fedcba98", 0, false },
};

KUNIT_ARRAY_PARAM(flags, flags, NULL);

static void reads_flags(struct kunit *test)
{
	const struct flags *c = test->param_value;
	bool bad;
	struct ssp_rd r = open_hex(test, c->hex, &bad);

	KUNIT_EXPECT_EQ(test, ssp_der_flags(&r), c->value);
	KUNIT_EXPECT_EQ(test, bad, !c->ok);
}

static void writes_flags(struct kunit *test)
{
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_der_put_flags(&w, 0xfedcba98);
	KUNIT_ASSERT_EQ(test, w.n, 7);
	SSP_EXPECT_MEMEQ(test, w.p, "\x03\x05\x00\xfe\xdc\xba\x98", 7);
	ssp_wr_free(&w);
}

/*
 * Heads of a NegTokenResp with nothing but a responseToken: the three lengths
 * grow past 127 one after the other.
 */
static const struct nested {
	size_t n;
	size_t size;
	const char *head;
} nested[] = {
	{ 119, 8, "\xa1\x7d\x30\x7b\xa2\x79\x04\x77" },
	{ 120, 8, "\xa1\x7e\x30\x7c\xa2\x7a\x04\x78" },
	{ 121, 8, "\xa1\x7f\x30\x7d\xa2\x7b\x04\x79" },
	{ 122, 9, "\xa1\x81\x80\x30\x7e\xa2\x7c\x04\x7a" },
	{ 123, 9, "\xa1\x81\x81\x30\x7f\xa2\x7d\x04\x7b" },
	{ 124, 10, "\xa1\x81\x83\x30\x81\x80\xa2\x7e\x04\x7c" },
	{ 125, 10, "\xa1\x81\x84\x30\x81\x81\xa2\x7f\x04\x7d" },
	{ 126, 11, "\xa1\x81\x86\x30\x81\x83\xa2\x81\x80\x04\x7e" },
	{ 127, 11, "\xa1\x81\x87\x30\x81\x84\xa2\x81\x81\x04\x7f" },
	{ 128, 12, "\xa1\x81\x89\x30\x81\x86\xa2\x81\x83\x04\x81\x80" },
	{ 246, 12, "\xa1\x81\xff\x30\x81\xfc\xa2\x81\xf9\x04\x81\xf6" },
	{ 247, 13, "\xa1\x82\x01\x00\x30\x81\xfd\xa2\x81\xfa\x04\x81\xf7" },
};

KUNIT_ARRAY_PARAM(nested, nested, NULL);

static void nested_lengths(struct kunit *test)
{
	const struct nested *c = test->param_value;
	u8 *bytes = ssp_test_guarded(test, c->n);
	struct ssp_span s = { bytes, c->n };
	size_t resp, seq, field;
	struct ssp_rd r, in;
	bool bad = false;
	struct ssp_wr w;

	ssp_wr_init(&w);
	resp = ssp_der_open(&w, SSP_DER_CTX(1));
	seq = ssp_der_open(&w, SSP_DER_SEQUENCE);
	field = ssp_der_open(&w, SSP_DER_CTX(2));
	ssp_der_put(&w, SSP_DER_OCTETS, s);
	ssp_der_close(&w, field);
	ssp_der_close(&w, seq);
	ssp_der_close(&w, resp);
	KUNIT_ASSERT_EQ(test, w.n, c->size + c->n);
	SSP_EXPECT_MEMEQ(test, w.p, c->head, c->size);
	SSP_EXPECT_MEMEQ(test, w.p + c->size, bytes, c->n);

	r = ssp_rd_open(ssp_wr_span(&w), &bad);
	in = ssp_der_get(&r, SSP_DER_CTX(1));
	in = ssp_der_get(&in, SSP_DER_SEQUENCE);
	in = ssp_der_get(&in, SSP_DER_CTX(2));
	KUNIT_EXPECT_TRUE(test,
			  ssp_span_eq(ssp_der_only(&in, SSP_DER_OCTETS), s));
	KUNIT_EXPECT_FALSE(test, bad);
	ssp_wr_free(&w);
}

static struct kunit_case der_cases[] = {
	KUNIT_CASE_PARAM(reads_length, length_gen_params),
	KUNIT_CASE_PARAM(writes_length, length_gen_params),
	KUNIT_CASE_PARAM(refuses, refused_gen_params),
	KUNIT_CASE_PARAM(refuses_form, bad_form_gen_params),
	KUNIT_CASE(inner_is_held_against_outer),
	KUNIT_CASE(optional),
	KUNIT_CASE(whole_and_only),
	KUNIT_CASE_PARAM(number_both_ways, number_gen_params),
	KUNIT_CASE_PARAM(refuses_number, bad_number_gen_params),
	KUNIT_CASE(enumerated),
	KUNIT_CASE(writes_the_longest_numbers),
	KUNIT_CASE_PARAM(reads_flags, flags_gen_params),
	KUNIT_CASE(writes_flags),
	KUNIT_CASE_PARAM(nested_lengths, nested_gen_params),
	{}
};

static struct kunit_suite der_suite = {
	.name = "der",
	.test_cases = der_cases,
};
kunit_test_suites(&der_suite);
