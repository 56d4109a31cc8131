/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A cursor over bytes that a stranger sent.
 *
 * One verdict per decode: all cursors cut from one share @bad, the first
 * error sticks, and from then on every read yields zeroes and empty spans.  A
 * decoder therefore reads straight through and asks once, at the end.
 *
 * A span may be stored; a cursor lives on one decoder's stack.
 */
#ifndef SSP_CORE_RD_H
#define SSP_CORE_RD_H

#include "platform/types.h"

struct ssp_rd {
	const u8 *p;
	size_t n;
	bool *bad;
};

/**
 * ssp_rd_open() - start reading
 * @s: the bytes
 * @bad: the decode's verdict, false to begin with
 */
static inline struct ssp_rd ssp_rd_open(struct ssp_span s, bool *bad)
{
	return (struct ssp_rd){ .p = s.p, .n = s.n, .bad = bad };
}

/** ssp_rd_fail() - the rest of this decode is worthless */
static inline void ssp_rd_fail(struct ssp_rd *r)
{
	*r->bad = true;
	r->n = 0;
}

/** ssp_rd_more() - is there anything left to read? */
static inline bool ssp_rd_more(const struct ssp_rd *r)
{
	return !*r->bad && r->n > 0;
}

/** ssp_rd_bytes() - the next @n bytes, or an empty span */
static inline struct ssp_span ssp_rd_bytes(struct ssp_rd *r, size_t n)
{
	struct ssp_span s = { NULL, 0 };

	if (*r->bad || n > r->n) {
		ssp_rd_fail(r);
		return s;
	}
	s.p = r->p;
	s.n = n;
	if (n)
		r->p += n;
	r->n -= n;
	return s;
}

/** ssp_rd_rest() - everything that is left */
static inline struct ssp_span ssp_rd_rest(struct ssp_rd *r)
{
	return ssp_rd_bytes(r, *r->bad ? 0 : r->n);
}

/** ssp_rd_end() - nothing may be left */
static inline void ssp_rd_end(struct ssp_rd *r)
{
	if (r->n)
		ssp_rd_fail(r);
}

/** ssp_rd_u8() - one byte, 0 after an error */
static inline u8 ssp_rd_u8(struct ssp_rd *r)
{
	struct ssp_span s = ssp_rd_bytes(r, 1);

	return s.n ? s.p[0] : 0;
}

/** ssp_rd_le16() - little-endian, 0 after an error */
static inline u16 ssp_rd_le16(struct ssp_rd *r)
{
	struct ssp_span s = ssp_rd_bytes(r, 2);

	return s.n ? (u16)(s.p[0] | s.p[1] << 8) : 0;
}

/** ssp_rd_le32() - little-endian, 0 after an error */
static inline u32 ssp_rd_le32(struct ssp_rd *r)
{
	struct ssp_span s = ssp_rd_bytes(r, 4);

	return s.n ? s.p[0] | s.p[1] << 8 | s.p[2] << 16 | (u32)s.p[3] << 24 :
		     0;
}

/** ssp_rd_be16() - big-endian, 0 after an error */
static inline u16 ssp_rd_be16(struct ssp_rd *r)
{
	struct ssp_span s = ssp_rd_bytes(r, 2);

	return s.n ? (u16)(s.p[0] << 8 | s.p[1]) : 0;
}

/** ssp_rd_be32() - big-endian, 0 after an error */
static inline u32 ssp_rd_be32(struct ssp_rd *r)
{
	struct ssp_span s = ssp_rd_bytes(r, 4);

	return s.n ? (u32)s.p[0] << 24 | s.p[1] << 16 | s.p[2] << 8 | s.p[3] :
		     0;
}

/** ssp_rd_be64() - big-endian, 0 after an error */
static inline u64 ssp_rd_be64(struct ssp_rd *r)
{
	u64 hi = ssp_rd_be32(r);
	u64 lo = ssp_rd_be32(r);

	return *r->bad ? 0 : hi << 32 | lo;
}

/** ssp_span_eq() - same bytes?  Not for secrets. */
static inline bool ssp_span_eq(struct ssp_span a, struct ssp_span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

#endif /* SSP_CORE_RD_H */
