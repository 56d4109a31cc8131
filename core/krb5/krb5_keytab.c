// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Keytab files, read:
 *
 *	05 02, then entries, each behind its size as a signed number of 32 bits
 *	size < 0	a hole of -size octets
 *	size = 0	the end; what follows was never written
 *	entry		16 bits: components, not counting the realm
 *			realm and components, each 16 bits of size and octets
 *			32 bits: name type; 32 bits: when it was made
 *			8 bits: key version
 *			16 bits: enctype; 16 bits of size and octets of the key
 *			32 bits: key version again, if there is room; 0 is none
 *
 * All numbers are big-endian.  What follows in an entry is for later versions.
 */
#include "core/krb5/krb5_keytab.h"

#include "core/krb5/krb5_der.h"
#include "core/krb5/krb5_name.h"

#define VERSION 0x0502

struct ssp_rd ssp_krb5_keytab_open(struct ssp_span file, bool *bad)
{
	struct ssp_rd r = ssp_rd_open(file, bad);

	if (ssp_rd_be16(&r) != VERSION)
		ssp_rd_fail(&r);
	return r;
}

static struct ssp_span counted(struct ssp_rd *r)
{
	return ssp_rd_bytes(r, ssp_rd_be16(r));
}

/* The next entry that is none of the holes; empty at the end. */
static struct ssp_span next_body(struct ssp_rd *r)
{
	while (ssp_rd_more(r)) {
		u32 size = ssp_rd_be32(r);

		if (!size)
			break;
		if (!(size >> 31))
			return ssp_rd_bytes(r, size);
		/* Modulo 2^32, the magnitude of any negative number. */
		ssp_rd_bytes(r, -size);
	}
	return (struct ssp_span){ NULL, 0 };
}

bool ssp_krb5_keytab_next(struct ssp_rd *r, struct ssp_krb5_keytab_entry *e)
{
	struct ssp_rd in;
	u32 kvno;
	u16 i;

	memset(e, 0, sizeof(*e));
	e->body = next_body(r);
	if (!e->body.n)
		return false;
	in = ssp_rd_open(e->body, r->bad);
	e->nparts = ssp_rd_be16(&in);
	e->realm = counted(&in);
	e->parts.p = in.p;
	for (i = 0; i < e->nparts && !*in.bad; i++)
		counted(&in);
	e->parts.n = *in.bad ? 0 : (size_t)(in.p - e->parts.p);
	ssp_rd_be32(&in); /* name type */
	ssp_rd_be32(&in); /* timestamp */
	e->kvno = ssp_rd_u8(&in);
	e->etype = (s16)ssp_rd_be16(&in);
	e->key = counted(&in);
	if (in.n >= 4) {
		kvno = ssp_rd_be32(&in);
		if (kvno)
			e->kvno = kvno;
	}
	return !*r->bad;
}

static u8 fold(u8 c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static bool same_text(struct ssp_span a, struct ssp_span b)
{
	size_t i;

	if (a.n != b.n)
		return false;
	for (i = 0; i < a.n; i++) {
		if (fold(a.p[i]) != fold(b.p[i]))
			return false;
	}
	return true;
}

bool ssp_krb5_keytab_is(const struct ssp_krb5_keytab_entry *e,
			struct ssp_span realm, struct ssp_span name)
{
	bool bad = false;
	struct ssp_rd mine = ssp_rd_open(e->parts, &bad);
	struct ssp_rd theirs = ssp_krb5_name_open(name, &bad);
	struct ssp_rd part;
	u16 i;

	if (!same_text(e->realm, realm))
		return false;
	for (i = 0; i < e->nparts; i++) {
		part = ssp_der_get(&theirs, SSP_DER_STRING);
		if (!same_text(counted(&mine), ssp_rd_rest(&part)) || bad)
			return false;
	}
	return !bad && !ssp_rd_more(&theirs);
}

ssp_status ssp_krb5_keytab_text(const struct ssp_krb5_keytab_entry *e,
				struct ssp_utf16 *out)
{
	bool bad = false;
	struct ssp_rd parts = ssp_rd_open(e->parts, &bad);
	struct ssp_wr w;
	u16 i;

	ssp_wr_init(&w);
	for (i = 0; i < e->nparts; i++) {
		if (i)
			ssp_wr_u8(&w, '/');
		ssp_krb5_name_put(&w, counted(&parts));
	}
	return ssp_krb5_name_finish(&w, e->realm, out);
}
