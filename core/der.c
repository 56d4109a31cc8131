// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * DER elements, read and written (X.690 8.1, 10.1), and the few primitive
 * types with a meaning of their own: INTEGER, ENUMERATED, KerberosFlags.
 *
 * KerberosTime is in der_time.c.
 */
#include "core/der.h"

/* X.690 8.1.3.5: this bit in the first octet announces length octets. */
#define LONG_FORM 0x80
#define LENGTH_OCTETS_MAX 4

/* X.690 8.1.3, and 10.1: definite, in as few octets as possible. */
static size_t read_length(struct ssp_rd *r)
{
	u8 first = ssp_rd_u8(r);
	size_t count = first & ~LONG_FORM;
	struct ssp_span s;
	u32 n = 0;
	size_t i;

	if (first < LONG_FORM)
		return first;
	if (count == 0 || count > LENGTH_OCTETS_MAX) {
		ssp_rd_fail(r);
		return 0;
	}
	s = ssp_rd_bytes(r, count);
	for (i = 0; i < s.n; i++)
		n = n << 8 | s.p[i];
	if (s.n && (s.p[0] == 0 || n < LONG_FORM))
		ssp_rd_fail(r);
	return n;
}

int ssp_der_peek(const struct ssp_rd *r)
{
	return ssp_rd_more(r) ? r->p[0] : -1;
}

struct ssp_rd ssp_der_get(struct ssp_rd *r, u8 tag)
{
	size_t n;

	if (ssp_rd_u8(r) != tag)
		ssp_rd_fail(r);
	n = read_length(r);
	return ssp_rd_open(ssp_rd_bytes(r, n), r->bad);
}

bool ssp_der_opt(struct ssp_rd *r, u8 tag, struct ssp_rd *in)
{
	*in = ssp_rd_open((struct ssp_span){ NULL, 0 }, r->bad);
	if (ssp_der_peek(r) != tag)
		return false;
	*in = ssp_der_get(r, tag);
	return !*r->bad;
}

struct ssp_span ssp_der_whole(struct ssp_rd *r, u8 tag)
{
	const u8 *start = r->p;

	ssp_der_get(r, tag);
	if (*r->bad)
		return (struct ssp_span){ NULL, 0 };
	return (struct ssp_span){ start, (size_t)(r->p - start) };
}

struct ssp_span ssp_der_only(struct ssp_rd *r, u8 tag)
{
	struct ssp_rd in = ssp_der_get(r, tag);

	ssp_rd_end(r);
	return ssp_rd_rest(&in);
}

/* X.690 8.3.2: the first nine bits are neither all zero nor all one. */
static bool minimal(struct ssp_span s)
{
	if (s.n == 1)
		return true;
	return s.p[0] != (s.p[1] & 0x80 ? 0xff : 0x00);
}

s64 ssp_der_int(struct ssp_rd *r, u8 tag)
{
	struct ssp_span s = ssp_der_only(r, tag);
	s64 v;
	size_t i;

	if (s.n == 0 || s.n > 5 || !minimal(s)) {
		ssp_rd_fail(r);
		return 0;
	}
	v = s.p[0] & 0x80 ? -1 : 0;
	for (i = 0; i < s.n; i++)
		v = v * 256 + s.p[i];
	if (v < -0x80000000LL || v > 0xffffffffLL) {
		ssp_rd_fail(r);
		return 0;
	}
	return v;
}

u32 ssp_der_u32(struct ssp_rd *r)
{
	return (u32)ssp_der_int(r, SSP_DER_INTEGER);
}

/*
 * No fewer than 32 bits (RFC 4120 5.2.8), more are for later protocols.  What
 * pads the last octet is zero (X.690 11.2.1).
 */
u32 ssp_der_flags(struct ssp_rd *r)
{
	struct ssp_span s = ssp_der_only(r, SSP_DER_BITSTRING);
	struct ssp_rd bits = ssp_rd_open(s, r->bad);
	u8 unused = ssp_rd_u8(&bits);
	u32 flags = ssp_rd_be32(&bits);

	if (unused > 7 || (unused && s.n <= 5))
		ssp_rd_fail(r);
	else if (s.n && s.p[s.n - 1] & ((1u << unused) - 1))
		ssp_rd_fail(r);
	return *r->bad ? 0 : flags;
}

/* The octets of length @n; returns how many. */
static size_t length_octets(size_t n, u8 *out)
{
	size_t count = 0;
	size_t i;

	if (n < LONG_FORM) {
		out[0] = (u8)n;
		return 1;
	}
	while (n >> 8 * count)
		count++;
	out[0] = (u8)(LONG_FORM | count);
	for (i = 1; i <= count; i++)
		out[i] = (u8)(n >> 8 * (count - i));
	return 1 + count;
}

/* One octet is kept for the length; a longer one is made room for later. */
size_t ssp_der_open(struct ssp_wr *w, u8 tag)
{
	ssp_wr_u8(w, tag);
	ssp_wr_u8(w, 0);
	return w->n;
}

void ssp_der_close(struct ssp_wr *w, size_t mark)
{
	u8 octets[1 + LENGTH_OCTETS_MAX];
	size_t n;

	if (w->st < 0)
		return;
	n = length_octets(w->n - mark, octets);
	if (n > 1 && !ssp_wr_insert(w, mark, n - 1))
		return;
	memcpy(w->p + mark - 1, octets, n);
}

void ssp_der_put(struct ssp_wr *w, u8 tag, struct ssp_span s)
{
	size_t mark = ssp_der_open(w, tag);

	ssp_wr_bytes(w, s);
	ssp_der_close(w, mark);
}

void ssp_der_put_int(struct ssp_wr *w, u8 tag, s64 v)
{
	u64 bits = (u64)v;
	struct ssp_span s;
	u8 b[8];
	size_t i;

	for (i = 0; i < sizeof(b); i++)
		b[i] = (u8)(bits >> 8 * (sizeof(b) - 1 - i));
	s = SSP_SPAN(b);
	while (!minimal(s)) {
		s.p++;
		s.n--;
	}
	ssp_der_put(w, tag, s);
}

void ssp_der_put_flags(struct ssp_wr *w, u32 flags)
{
	size_t mark = ssp_der_open(w, SSP_DER_BITSTRING);

	ssp_wr_u8(w, 0);
	ssp_wr_be32(w, flags);
	ssp_der_close(w, mark);
}
