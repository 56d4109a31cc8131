// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/der_time.c: KerberosTime (RFC 4120 5.2.3) and FILETIME.
 */
#include <kunit/test.h>

#include "core/der.h"
#include "tests/support.h"

#define TICKS 10000000ULL
#define UNIX_EPOCH 11644473600ULL /* seconds after 1601 */

/* Seconds after 1970, as date(1) says. */
static const struct known {
	const char *text;
	u64 seconds;
} known[] = {
	{ "19700101000000Z", 0 },	    { "19700101000001Z", 1 },
	{ "19940610060317Z", 771228197 },   { "19991231235959Z", 946684799 },
	{ "20000229120000Z", 951825600 },   { "20000301000000Z", 951868800 },
	{ "20240229235959Z", 1709251199 },  { "20380119031408Z", 2147483648 },
	{ "21000228235959Z", 4107542399 },  { "21000301000000Z", 4107542400 },
	{ "24000229000000Z", 13574563200 }, { "99991231235959Z", 253402300799 },
};

static void known_desc(const struct known *k, char *desc)
{
	strcpy(desc, k->text);
}

KUNIT_ARRAY_PARAM(known, known, known_desc);

/* @text as an element whose end touches an inaccessible page. */
static struct ssp_span element(struct kunit *test, const char *text)
{
	size_t n = strlen(text);
	u8 *p = ssp_test_guarded(test, 2 + n);

	p[0] = SSP_DER_TIME;
	p[1] = (u8)n;
	memcpy(p + 2, text, n);
	return (struct ssp_span){ p, 2 + n };
}

static void both_ways(struct kunit *test)
{
	const struct known *k = test->param_value;
	struct ssp_span s = element(test, k->text);
	u64 want = (UNIX_EPOCH + k->seconds) * TICKS;
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(s, &bad);
	struct ssp_wr w;

	KUNIT_EXPECT_EQ(test, ssp_der_time(&r), want);
	KUNIT_EXPECT_FALSE(test, bad);
	ssp_wr_init(&w);
	ssp_der_put_time(&w, want);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_wr_span(&w), s));
	ssp_wr_free(&w);

	/* Cut to the second, never rounded. */
	ssp_der_put_time(&w, want + TICKS - 1);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_wr_span(&w), s));
	ssp_wr_free(&w);
}

static const char *const impossible[] = {
	"",
	"Z",
	"19691231235959Z",
	"00000101000000Z",
	"16010101000000Z",
	"20240001000000Z",
	"20241301000000Z",
	"20240100000000Z",
	"20240132000000Z",
	"20240431000000Z",
	"20240631000000Z",
	"20240931000000Z",
	"20241131000000Z",
	"20240230000000Z",
	"20230229000000Z",
	"21000229000000Z",
	"20240101240000Z",
	"20240101006000Z",
	"20240101000060Z",
	"20161231235960Z",
	"20240101000000",
	"20240101000000z",
	"20240101000000+",
	"202401010000Z",
	"20240101000000ZZ",
	"20240101000000.0Z",
	"20240101000000+0000",
	"240101000000Z",
	"2024010100000 Z",
	"-2240101000000Z",
	"2024010a000000Z",
	"202401:1000000Z",
	"20240/01000000Z",
	"120240101000000Z",
};

static void impossible_desc(const char *const *text, char *desc)
{
	strcpy(desc, *text);
}

KUNIT_ARRAY_PARAM(impossible, impossible, impossible_desc);

static void refuses(struct kunit *test)
{
	const char *const *text = test->param_value;
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(element(test, *text), &bad);

	KUNIT_EXPECT_EQ(test, ssp_der_time(&r), 0);
	KUNIT_EXPECT_TRUE(test, bad);
}

static void reencode(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_span s = { p, n };
	unsigned int *accepted = arg;
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(s, &bad);
	u64 t = ssp_der_time(&r);
	struct ssp_wr w;

	if (bad) {
		KUNIT_EXPECT_EQ(test, t, 0);
		return;
	}
	++*accepted;
	ssp_wr_init(&w);
	ssp_der_put_time(&w, t);
	KUNIT_EXPECT_TRUE(test, ssp_span_eq(ssp_wr_span(&w), s));
	ssp_wr_free(&w);
}

static void every_truncation(struct kunit *test)
{
	struct ssp_span s = element(test, "20240229000000Z");
	unsigned int accepted = 0;

	ssp_test_each_truncation(test, s.p, s.n, reencode, &accepted);
	KUNIT_EXPECT_EQ(test, accepted, 0);
}

/* Dates that exist: 3024, 2124, December, March, the 28th, and six times. */
static void every_change(struct kunit *test)
{
	struct ssp_span s = element(test, "20240229000000Z");
	unsigned int accepted = 0;

	ssp_test_each_change(test, s.p, s.n, reencode, &accepted);
	KUNIT_EXPECT_EQ(test, accepted, 11);
}

/* The calendar, counted on by one day at a time and in another way. */
struct day {
	unsigned int year;
	unsigned int month;
	unsigned int day;
};

static void next_day(struct day *d)
{
	static const u8 last[] = { 0,  31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31 };
	bool leap = d->year % 400 == 0 ||
		    (d->year % 4 == 0 && d->year % 100 != 0);

	if (d->day < last[d->month] ||
	    (leap && d->month == 2 && d->day == 28)) {
		d->day++;
		return;
	}
	d->day = 1;
	if (++d->month <= 12)
		return;
	d->month = 1;
	d->year++;
}

static void digits(u8 *p, unsigned int v, size_t n)
{
	for (; n > 0; n--, v /= 10)
		p[n - 1] = (u8)('0' + v % 10);
}

/* Noon and a bit of @d; both ways. */
static bool day_is_right(const struct day *d, u64 t, struct ssp_wr *w)
{
	u8 want[] = "\x18\x0fYYYYMMDD120708Z";
	struct ssp_span s = { want, sizeof(want) - 1 };
	bool bad = false;
	struct ssp_rd r;

	digits(want + 2, d->year, 4);
	digits(want + 6, d->month, 2);
	digits(want + 8, d->day, 2);
	t = (t + 12 * 3600 + 7 * 60 + 8) * TICKS;
	w->n = 0;
	ssp_der_put_time(w, t);
	r = ssp_rd_open(ssp_wr_span(w), &bad);
	return ssp_span_eq(ssp_wr_span(w), s) && ssp_der_time(&r) == t && !bad;
}

/* The middle of a month is like any other; four centuries are like the next. */
static bool worth_a_look(const struct day *d)
{
	if (d->year < 1976)
		return true;
	if (d->day > 1 && d->day < 28)
		return false;
	return d->year < 2401 || d->year % 100 == 0 || d->year > 9990;
}

static void every_day(struct kunit *test)
{
	struct day d = { 1970, 1, 1 };
	u64 t = UNIX_EPOCH;
	unsigned int wrong = 0;
	struct ssp_wr w;

	ssp_wr_init(&w);
	for (; d.year < 10000 && !wrong; next_day(&d), t += 86400)
		if (worth_a_look(&d))
			wrong += !day_is_right(&d, t, &w);
	KUNIT_EXPECT_EQ_MSG(test, wrong, 0, "day after %u-%u-%u", d.year,
			    d.month, d.day);
	ssp_wr_free(&w);
}

static void has_no_encoding(struct kunit *test)
{
	static const u64 times[] = {
		0,
		1,
		UNIX_EPOCH * TICKS - 1,
		(UNIX_EPOCH + 253402300800) * TICKS,
		0x7fffffffffffffff,
		0x8000000000000000,
		(u64)-1,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(times); i++) {
		struct ssp_wr w;

		ssp_wr_init(&w);
		ssp_der_put_time(&w, times[i]);
		KUNIT_EXPECT_EQ(test, w.st, SEC_E_INTERNAL_ERROR);
		ssp_wr_free(&w);

		w.st = SEC_E_INSUFFICIENT_MEMORY;
		ssp_der_put_time(&w, times[i]);
		KUNIT_EXPECT_EQ(test, w.st, SEC_E_INSUFFICIENT_MEMORY);
		ssp_wr_free(&w);
	}
}

static struct kunit_case der_time_cases[] = {
	KUNIT_CASE_PARAM(both_ways, known_gen_params),
	KUNIT_CASE_PARAM(refuses, impossible_gen_params),
	KUNIT_CASE(every_truncation),
	KUNIT_CASE(every_change),
	KUNIT_CASE(every_day),
	KUNIT_CASE(has_no_encoding),
	{}
};

static struct kunit_suite der_time_suite = {
	.name = "der-time",
	.test_cases = der_time_cases,
};
kunit_test_suites(&der_time_suite);
