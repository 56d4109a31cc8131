// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * KerberosTime (RFC 4120 5.2.3), a GeneralizedTime of exactly the form
 * YYYYMMDDHHMMSSZ, to and from FILETIME: units of 100 ns since 1601.
 *
 * Both are UTC in the proleptic Gregorian calendar and neither knows leap
 * seconds.  1601 opens one of its 400-year cycles, which makes days easy to
 * count from there.
 */
#include "core/der.h"

#define TEXT_SIZE 15
#define TICKS_PER_SECOND 10000000u
#define SECONDS_PER_DAY 86400u

#define YEAR_ZERO 1601u
#define YEAR_MIN 1970u
#define YEAR_MAX 9999u

#define DAYS_PER_YEAR 365u
#define DAYS_PER_4_YEARS 1461u
#define DAYS_PER_CENTURY 36524u
#define DAYS_PER_4_CENTURIES 146097u

/* In the order of the text. */
struct date {
	u32 year;
	u32 month;
	u32 day;
	u32 hour;
	u32 minute;
	u32 second;
};

static bool leap(u32 year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static u32 days_in_month(u32 year, u32 month)
{
	static const u8 days[] = { 31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31 };

	return month == 2 && leap(year) ? 29 : days[month - 1];
}

static bool possible(const struct date *d)
{
	return d->year >= YEAR_MIN && d->year <= YEAR_MAX && d->month >= 1 &&
	       d->month <= 12 && d->day >= 1 &&
	       d->day <= days_in_month(d->year, d->month) && d->hour < 24 &&
	       d->minute < 60 && d->second < 60;
}

static u64 to_filetime(const struct date *d)
{
	u32 years = d->year - YEAR_ZERO;
	u64 n = years * DAYS_PER_YEAR + years / 4 - years / 100 + years / 400;
	u32 month;

	for (month = 1; month < d->month; month++)
		n += days_in_month(d->year, month);
	n += d->day - 1;
	n = n * SECONDS_PER_DAY + d->hour * 3600 + d->minute * 60 + d->second;
	return n * TICKS_PER_SECOND;
}

/* The last year of a cycle is the longer one, hence the minima. */
static void set_day(struct date *d, u32 days)
{
	size_t part;

	d->year = YEAR_ZERO + days / DAYS_PER_4_CENTURIES * 400;
	days %= DAYS_PER_4_CENTURIES;
	part = ssp_min(days / DAYS_PER_CENTURY, 3);
	d->year += (u32)part * 100;
	days -= (u32)part * DAYS_PER_CENTURY;
	d->year += days / DAYS_PER_4_YEARS * 4;
	days %= DAYS_PER_4_YEARS;
	part = ssp_min(days / DAYS_PER_YEAR, 3);
	d->year += (u32)part;
	days -= (u32)part * DAYS_PER_YEAR;

	for (d->month = 1; days >= days_in_month(d->year, d->month); d->month++)
		days -= days_in_month(d->year, d->month);
	d->day = days + 1;
}

static bool from_filetime(u64 t, struct date *d)
{
	u64 seconds = t / TICKS_PER_SECOND;
	u64 days = seconds / SECONDS_PER_DAY;
	u32 rest = (u32)(seconds % SECONDS_PER_DAY);

	/* The last day of 64 bits is in the year 60056. */
	set_day(d, (u32)days);
	d->hour = rest / 3600;
	d->minute = rest / 60 % 60;
	d->second = rest % 60;
	return possible(d);
}

static u32 read_digits(struct ssp_rd *r, size_t n)
{
	struct ssp_span s = ssp_rd_bytes(r, n);
	u32 v = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9') {
			ssp_rd_fail(r);
			return 0;
		}
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

u64 ssp_der_time(struct ssp_rd *r)
{
	struct ssp_span s = ssp_der_only(r, SSP_DER_TIME);
	struct ssp_rd text = ssp_rd_open(s, r->bad);
	struct date d;

	d.year = read_digits(&text, 4);
	d.month = read_digits(&text, 2);
	d.day = read_digits(&text, 2);
	d.hour = read_digits(&text, 2);
	d.minute = read_digits(&text, 2);
	d.second = read_digits(&text, 2);
	if (ssp_rd_u8(&text) != 'Z' || !possible(&d))
		ssp_rd_fail(&text);
	ssp_rd_end(&text);
	return *r->bad ? 0 : to_filetime(&d);
}

static u8 *put_digits(u8 *p, u32 v, size_t n)
{
	size_t i;

	for (i = n; i > 0; i--, v /= 10)
		p[i - 1] = (u8)('0' + v % 10);
	return p + n;
}

void ssp_der_put_time(struct ssp_wr *w, u64 t)
{
	u8 text[TEXT_SIZE];
	struct date d;
	u8 *p;

	if (!from_filetime(t, &d)) {
		if (w->st >= 0)
			w->st = SEC_E_INTERNAL_ERROR;
		return;
	}
	p = put_digits(text, d.year, 4);
	p = put_digits(p, d.month, 2);
	p = put_digits(p, d.day, 2);
	p = put_digits(p, d.hour, 2);
	p = put_digits(p, d.minute, 2);
	p = put_digits(p, d.second, 2);
	*p = 'Z';
	ssp_der_put(w, SSP_DER_TIME, SSP_SPAN(text));
}
