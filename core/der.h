/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * DER (X.690), as much as SPNEGO and Kerberos need: single-byte tags,
 * definite lengths, no recursion.
 *
 * Strict: every inner length is held against the element around it.  Lengths
 * that could have been shorter are refused, because two encodings of one
 * value let a peer vary bytes without changing their meaning (X.690 10.1).
 */
#ifndef SSP_CORE_DER_H
#define SSP_CORE_DER_H

#include "core/rd.h"
#include "core/wr.h"

#define SSP_DER_BOOLEAN 0x01
#define SSP_DER_INTEGER 0x02
#define SSP_DER_BITSTRING 0x03
#define SSP_DER_OCTETS 0x04
#define SSP_DER_OID 0x06
#define SSP_DER_ENUM 0x0a
#define SSP_DER_TIME 0x18 /* GeneralizedTime */
#define SSP_DER_STRING 0x1b /* GeneralString */
#define SSP_DER_SEQUENCE 0x30
#define SSP_DER_CTX(n) (0xa0 | (n)) /* constructed, context-specific */
#define SSP_DER_APP(n) (0x60 | (n)) /* constructed, application */

/**
 * ssp_der_peek() - tag of the next element
 * @r: cursor
 *
 * Return: the tag, or -1 when nothing is left.
 */
int ssp_der_peek(const struct ssp_rd *r);

/**
 * ssp_der_get() - enter the next element, which must have tag @tag
 * @r: cursor; moves past the element
 * @tag: expected
 *
 * Return: a cursor over its contents; empty after an error.
 */
struct ssp_rd ssp_der_get(struct ssp_rd *r, u8 tag);

/**
 * ssp_der_opt() - enter the next element if it has tag @tag
 * @r: cursor; moves past the element when it is taken
 * @tag: wanted
 * @in: receives a cursor over its contents
 *
 * Return: was it there (and whole)?
 */
bool ssp_der_opt(struct ssp_rd *r, u8 tag, struct ssp_rd *in);

/**
 * ssp_der_whole() - the next element, header and all
 * @r: cursor; moves past it
 * @tag: expected
 */
struct ssp_span ssp_der_whole(struct ssp_rd *r, u8 tag);

/**
 * ssp_der_only() - contents of the one element that @r may hold
 * @r: cursor; must be at its end afterwards
 * @tag: expected
 */
struct ssp_span ssp_der_only(struct ssp_rd *r, u8 tag);

/**
 * ssp_der_int() - the one INTEGER (or ENUMERATED) that @r may hold
 * @r: cursor; must be at its end afterwards
 * @tag: SSP_DER_INTEGER or SSP_DER_ENUM
 *
 * Minimal two's complement of at most 5 octets, -2^31 to 2^32 - 1: peers
 * encode UInt32 fields both as 5 octets and as negative 4 (RFC 4120 5.2.4).
 */
s64 ssp_der_int(struct ssp_rd *r, u8 tag);

/** ssp_der_u32() - ssp_der_int() of a UInt32 field, folded to 32 bits */
u32 ssp_der_u32(struct ssp_rd *r);

/**
 * ssp_der_flags() - the one KerberosFlags that @r may hold (RFC 4120 5.2.8)
 * @r: cursor; must be at its end afterwards
 *
 * At least 32 bits; what follows the first 32 is not looked at.
 *
 * Return: the first 32 bits, bit 0 of the RFC in the most significant place.
 */
u32 ssp_der_flags(struct ssp_rd *r);

/**
 * ssp_der_time() - the one KerberosTime that @r may hold, as a FILETIME
 * @r: cursor; must be at its end afterwards
 *
 * Exactly YYYYMMDDHHMMSSZ (RFC 4120 5.2.3), years 1970 to 9999, a date that
 * exists, no leap second.
 *
 * Return: units of 100 ns since 1601, 0 after an error.
 */
u64 ssp_der_time(struct ssp_rd *r);

/**
 * ssp_der_open() - start an element whose length is not known yet
 * @w: writer
 * @tag: its tag
 *
 * Return: mark for ssp_der_close().
 */
size_t ssp_der_open(struct ssp_wr *w, u8 tag);

/** ssp_der_close() - the element that began at @mark is complete */
void ssp_der_close(struct ssp_wr *w, size_t mark);

/** ssp_der_put() - a primitive element with contents @s */
void ssp_der_put(struct ssp_wr *w, u8 tag, struct ssp_span s);
/** ssp_der_put_int() - minimal INTEGER or ENUMERATED */
void ssp_der_put_int(struct ssp_wr *w, u8 tag, s64 v);
/** ssp_der_put_flags() - KerberosFlags of 32 bits */
void ssp_der_put_flags(struct ssp_wr *w, u32 flags);

/**
 * ssp_der_put_time() - KerberosTime of a FILETIME, cut to the second
 * @w: writer; fails with SEC_E_INTERNAL_ERROR for what ssp_der_time() refuses
 * @t: units of 100 ns since 1601
 */
void ssp_der_put_time(struct ssp_wr *w, u64 t);

#endif /* SSP_CORE_DER_H */
