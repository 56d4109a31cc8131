/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The shapes that every Kerberos message is made of (RFC 4120 5.2): fields,
 * which all have explicit tags, and what lies in them.
 */
#ifndef SSP_CORE_KRB5_DER_H
#define SSP_CORE_KRB5_DER_H

#include "core/der.h"

/** ssp_krb5_field() - enter field @n of a SEQUENCE */
static inline struct ssp_rd ssp_krb5_field(struct ssp_rd *seq, u8 n)
{
	return ssp_der_get(seq, SSP_DER_CTX(n));
}

/** ssp_krb5_field_int() - the INTEGER in field @n */
static inline s64 ssp_krb5_field_int(struct ssp_rd *seq, u8 n)
{
	struct ssp_rd f = ssp_krb5_field(seq, n);

	return ssp_der_int(&f, SSP_DER_INTEGER);
}

/** ssp_krb5_field_only() - contents of the one element in field @n */
static inline struct ssp_span ssp_krb5_field_only(struct ssp_rd *seq, u8 n,
						  u8 tag)
{
	struct ssp_rd f = ssp_krb5_field(seq, n);

	return ssp_der_only(&f, tag);
}

/** ssp_krb5_field_whole() - the one element in field @n, header and all */
static inline struct ssp_span ssp_krb5_field_whole(struct ssp_rd *seq, u8 n,
						   u8 tag)
{
	struct ssp_rd f = ssp_krb5_field(seq, n);
	struct ssp_span s = ssp_der_whole(&f, tag);

	ssp_rd_end(&f);
	return s;
}

/** ssp_krb5_field_seq() - enter the SEQUENCE in field @n */
static inline struct ssp_rd ssp_krb5_field_seq(struct ssp_rd *seq, u8 n)
{
	struct ssp_rd f = ssp_krb5_field(seq, n);
	struct ssp_rd in = ssp_der_get(&f, SSP_DER_SEQUENCE);

	ssp_rd_end(&f);
	return in;
}

/** ssp_krb5_field_time() - the KerberosTime in field @n */
static inline u64 ssp_krb5_field_time(struct ssp_rd *seq, u8 n)
{
	struct ssp_rd f = ssp_krb5_field(seq, n);

	return ssp_der_time(&f);
}

/** ssp_krb5_skip() - step over field @n if it is there, whatever it holds */
static inline void ssp_krb5_skip(struct ssp_rd *seq, u8 n)
{
	struct ssp_rd f;

	ssp_der_opt(seq, SSP_DER_CTX(n), &f);
}

/**
 * ssp_krb5_enter() - enter [APPLICATION n] SEQUENCE, which is all there is
 * @top: cursor; must be at its end afterwards
 * @tag: SSP_DER_APP(n)
 */
static inline struct ssp_rd ssp_krb5_enter(struct ssp_rd *top, u8 tag)
{
	struct ssp_rd app = ssp_der_get(top, tag);
	struct ssp_rd seq;

	ssp_rd_end(top);
	seq = ssp_der_get(&app, SSP_DER_SEQUENCE);
	ssp_rd_end(&app);
	return seq;
}

/** ssp_krb5_put_int() - field @n, an INTEGER */
static inline void ssp_krb5_put_int(struct ssp_wr *w, u8 n, s64 v)
{
	size_t mark = ssp_der_open(w, SSP_DER_CTX(n));

	ssp_der_put_int(w, SSP_DER_INTEGER, v);
	ssp_der_close(w, mark);
}

/** ssp_krb5_put() - field @n, a primitive element with contents @s */
static inline void ssp_krb5_put(struct ssp_wr *w, u8 n, u8 tag,
				struct ssp_span s)
{
	size_t mark = ssp_der_open(w, SSP_DER_CTX(n));

	ssp_der_put(w, tag, s);
	ssp_der_close(w, mark);
}

/** ssp_krb5_put_whole() - field @n, an element that is encoded already */
static inline void ssp_krb5_put_whole(struct ssp_wr *w, u8 n,
				      struct ssp_span element)
{
	size_t mark = ssp_der_open(w, SSP_DER_CTX(n));

	ssp_wr_bytes(w, element);
	ssp_der_close(w, mark);
}

/** ssp_krb5_put_time() - field @n, a KerberosTime */
static inline void ssp_krb5_put_time(struct ssp_wr *w, u8 n, u64 t)
{
	size_t mark = ssp_der_open(w, SSP_DER_CTX(n));

	ssp_der_put_time(w, t);
	ssp_der_close(w, mark);
}

/**
 * ssp_krb5_put_typed() - field @n, a number and octets in a SEQUENCE
 * @w: writer
 * @n: which field
 * @type: field 0 of the SEQUENCE
 * @octets_field: its other field: EncryptionKey and Checksum have 1,
 *	EncryptedData without kvno 2
 * @octets: contents of that
 */
static inline void ssp_krb5_put_typed(struct ssp_wr *w, u8 n, s32 type,
				      u8 octets_field, struct ssp_span octets)
{
	size_t outer = ssp_der_open(w, SSP_DER_CTX(n));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);

	ssp_krb5_put_int(w, 0, type);
	ssp_krb5_put(w, octets_field, SSP_DER_OCTETS, octets);
	ssp_der_close(w, seq);
	ssp_der_close(w, outer);
}

#endif /* SSP_CORE_KRB5_DER_H */
