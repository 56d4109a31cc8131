// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/der.c on one whole message with every kind of element but flags: the
 * EncAPRepPart of RFC 4120 5.5.2, in the two encodings of MIT krb5
 * (src/tests/asn.1).  The codec here is the test's own.
 */
#include <kunit/test.h>

#include "core/der.h"
#include "tests/support.h"

static const char full[] =
	"7b363034a011180f31393934303631303036303331375aa105020301e240a213"
	"3011a003020101a10a04083132333435363738a303020111";
static const char least[] =
	"7b1c301aa011180f31393934303631303036303331375aa105020301e240";

struct rep_part {
	u64 ctime;
	s64 cusec;
	bool has_key;
	s64 key_type;
	struct ssp_span key;
	bool has_seq;
	s64 seq;
};

static void read_key(struct ssp_rd *field, struct rep_part *m)
{
	struct ssp_rd seq = ssp_der_get(field, SSP_DER_SEQUENCE);
	struct ssp_rd f;

	f = ssp_der_get(&seq, SSP_DER_CTX(0));
	m->key_type = ssp_der_int(&f, SSP_DER_INTEGER);
	f = ssp_der_get(&seq, SSP_DER_CTX(1));
	m->key = ssp_der_only(&f, SSP_DER_OCTETS);
	ssp_rd_end(&seq);
	ssp_rd_end(field);
}

static bool decode(struct ssp_span s, struct rep_part *m)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(s, &bad);
	struct ssp_rd app = ssp_der_get(&top, SSP_DER_APP(27));
	struct ssp_rd seq = ssp_der_get(&app, SSP_DER_SEQUENCE);
	struct ssp_rd f;

	memset(m, 0, sizeof(*m));
	f = ssp_der_get(&seq, SSP_DER_CTX(0));
	m->ctime = ssp_der_time(&f);
	f = ssp_der_get(&seq, SSP_DER_CTX(1));
	m->cusec = ssp_der_int(&f, SSP_DER_INTEGER);
	m->has_key = ssp_der_opt(&seq, SSP_DER_CTX(2), &f);
	if (m->has_key)
		read_key(&f, m);
	m->has_seq = ssp_der_opt(&seq, SSP_DER_CTX(3), &f);
	if (m->has_seq)
		m->seq = ssp_der_int(&f, SSP_DER_INTEGER);
	ssp_rd_end(&seq);
	ssp_rd_end(&app);
	ssp_rd_end(&top);
	return !bad;
}

static void put_int(struct ssp_wr *w, u8 tag, s64 v)
{
	size_t mark = ssp_der_open(w, tag);

	ssp_der_put_int(w, SSP_DER_INTEGER, v);
	ssp_der_close(w, mark);
}

static void put_key(struct ssp_wr *w, const struct rep_part *m)
{
	size_t field = ssp_der_open(w, SSP_DER_CTX(2));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t mark;

	put_int(w, SSP_DER_CTX(0), m->key_type);
	mark = ssp_der_open(w, SSP_DER_CTX(1));
	ssp_der_put(w, SSP_DER_OCTETS, m->key);
	ssp_der_close(w, mark);
	ssp_der_close(w, seq);
	ssp_der_close(w, field);
}

static void encode(struct ssp_wr *w, const struct rep_part *m)
{
	size_t app = ssp_der_open(w, SSP_DER_APP(27));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t mark = ssp_der_open(w, SSP_DER_CTX(0));

	ssp_der_put_time(w, m->ctime);
	ssp_der_close(w, mark);
	put_int(w, SSP_DER_CTX(1), m->cusec);
	if (m->has_key)
		put_key(w, m);
	if (m->has_seq)
		put_int(w, SSP_DER_CTX(3), m->seq);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

/* Seconds between 1601 and 1970, and MIT's sample time. */
#define SAMPLE_TIME ((11644473600ULL + 771228197) * 10000000)

static void reads_message(struct kunit *test)
{
	static const u8 key[] = { '1', '2', '3', '4', '5', '6', '7', '8' };
	struct rep_part m;
	u8 *p;
	size_t n = ssp_test_unhex(test, full, &p);

	KUNIT_ASSERT_TRUE(test, decode((struct ssp_span){ p, n }, &m));
	KUNIT_EXPECT_EQ(test, m.ctime, SAMPLE_TIME);
	KUNIT_EXPECT_EQ(test, m.cusec, 123456);
	KUNIT_EXPECT_TRUE(test, m.has_key);
	KUNIT_EXPECT_EQ(test, m.key_type, 1);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(m.key, SSP_SPAN(key)));
	KUNIT_EXPECT_TRUE(test, m.has_seq);
	KUNIT_EXPECT_EQ(test, m.seq, 17);

	n = ssp_test_unhex(test, least, &p);
	KUNIT_ASSERT_TRUE(test, decode((struct ssp_span){ p, n }, &m));
	KUNIT_EXPECT_EQ(test, m.ctime, SAMPLE_TIME);
	KUNIT_EXPECT_EQ(test, m.cusec, 123456);
	KUNIT_EXPECT_FALSE(test, m.has_key);
	KUNIT_EXPECT_FALSE(test, m.has_seq);
}

/* What is accepted has one encoding: the one it came in (X.690 10). */
static void reencode(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_span s = { p, n };
	unsigned int *accepted = arg;
	struct rep_part m;
	struct ssp_wr w;

	if (!decode(s, &m))
		return;
	++*accepted;
	ssp_wr_init(&w);
	encode(&w, &m);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_wr_span(&w), s));
	ssp_wr_free(&w);
}

static void writes_message(struct kunit *test)
{
	unsigned int accepted = 0;
	u8 *p;
	size_t n = ssp_test_unhex(test, full, &p);

	reencode(test, p, n, &accepted);
	n = ssp_test_unhex(test, least, &p);
	reencode(test, p, n, &accepted);
	KUNIT_EXPECT_EQ(test, accepted, 2);
}

static void refuse_one(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct rep_part m;

	(void)arg;
	KUNIT_EXPECT_FALSE(test, decode((struct ssp_span){ p, n }, &m));
}

static void every_truncation(struct kunit *test)
{
	u8 *p;
	size_t n = ssp_test_unhex(test, full, &p);

	ssp_test_each_truncation(test, p, n, refuse_one, NULL);
}

static void every_change(struct kunit *test)
{
	unsigned int accepted = 0;
	u8 *p;
	size_t n = ssp_test_unhex(test, full, &p);

	ssp_test_each_change(test, p, n, reencode, &accepted);
	/* The key alone may be anything; most else may not. */
	KUNIT_EXPECT_GE(test, accepted, 3 * 8);
	KUNIT_EXPECT_LT(test, accepted, 3 * n / 2);
}

/* Two bytes at a time, anywhere, and a cut: further off than one change. */
static void random_damage(struct kunit *test)
{
	unsigned int accepted = 0;
	u32 state = 3;
	u8 *good, *p;
	size_t n = ssp_test_unhex(test, full, &good);
	int i;

	p = ssp_test_guarded(test, n);
	for (i = 0; i < 20000 && test->status == KUNIT_SUCCESS; i++) {
		size_t cut = ssp_test_rand(&state) % 4 ?
				     0 :
				     ssp_test_rand(&state) % n;

		memcpy(p + cut, good, n - cut);
		p[cut + ssp_test_rand(&state) % (n - cut)] =
			(u8)ssp_test_rand(&state);
		p[cut + ssp_test_rand(&state) % (n - cut)] ^=
			(u8)(1u << ssp_test_rand(&state) % 8);
		reencode(test, p + cut, n - cut, &accepted);
	}
	KUNIT_EXPECT_GT(test, accepted, 0);
}

static ssp_status write_one(struct kunit *test, void *arg)
{
	struct ssp_wr w;
	ssp_status st;
	int i;

	(void)test;
	ssp_wr_init(&w);
	for (i = 0; i < 20; i++)
		encode(&w, arg);
	st = w.st;
	ssp_wr_free(&w);
	return st;
}

static void out_of_memory(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	struct rep_part rep;
	u8 *p;
	size_t n = ssp_test_unhex(test, full, &p);

	KUNIT_ASSERT_TRUE(test, decode((struct ssp_span){ p, n }, &rep));
	KUNIT_EXPECT_GE(test,
			ssp_test_each_failed_allocation(test, m, write_one,
							NULL, &rep),
			3);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case der_message_cases[] = {
	KUNIT_CASE(reads_message),
	KUNIT_CASE(writes_message),
	KUNIT_CASE(every_truncation),
	KUNIT_CASE(every_change),
	KUNIT_CASE(random_damage),
	KUNIT_CASE(out_of_memory),
	{},
};

static struct kunit_suite der_message_suite = {
	.name = "der-message",
	.test_cases = der_message_cases,
};
kunit_test_suites(&der_message_suite);
