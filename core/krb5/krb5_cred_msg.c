// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * KRB-CRED in the clear (RFC 4120 5.8.1), the form in which every ticket
 * source answers, and the text of principal names.
 */
#include "core/krb5/krb5_msg.h"

#include "core/der.h"
#include "platform/memory.h"

#define TAG_TICKET SSP_DER_APP(1)
#define TAG_CRED SSP_DER_APP(22)
#define TAG_CRED_PART SSP_DER_APP(29)

#define MSG_CRED 22
#define ETYPE_NULL 0

static struct ssp_rd field(struct ssp_rd *seq, u8 n)
{
	return ssp_der_get(seq, SSP_DER_CTX(n));
}

static struct ssp_span field_only(struct ssp_rd *seq, u8 n, u8 tag)
{
	struct ssp_rd f = field(seq, n);

	return ssp_der_only(&f, tag);
}

/* A field whose contents are kept header and all, to be sent on. */
static struct ssp_span field_whole(struct ssp_rd *seq, u8 n, u8 tag)
{
	struct ssp_rd f = field(seq, n);
	struct ssp_span s = ssp_der_whole(&f, tag);

	ssp_rd_end(&f);
	return s;
}

static s64 field_int(struct ssp_rd *seq, u8 n)
{
	struct ssp_rd f = field(seq, n);

	return ssp_der_int(&f, SSP_DER_INTEGER);
}

/* KrbCredInfo, in the order of its fields. */
static void get_info(struct ssp_rd *list, struct ssp_krb5_cred_msg *m)
{
	struct ssp_rd seq = ssp_der_get(list, SSP_DER_SEQUENCE);
	struct ssp_rd f = field(&seq, 0);
	struct ssp_rd key = ssp_der_get(&f, SSP_DER_SEQUENCE);

	ssp_rd_end(&f);
	m->key.etype = (s32)field_int(&key, 0);
	m->key.key = field_only(&key, 1, SSP_DER_OCTETS);
	ssp_rd_end(&key);
	m->crealm = field_only(&seq, 1, SSP_DER_STRING);
	m->cname = field_whole(&seq, 2, SSP_DER_SEQUENCE);
	f = field(&seq, 3);
	m->flags = ssp_der_flags(&f);
	if (ssp_der_opt(&seq, SSP_DER_CTX(4), &f)) /* authtime */
		m->start = ssp_der_time(&f);
	if (ssp_der_opt(&seq, SSP_DER_CTX(5), &f)) /* starttime */
		m->start = ssp_der_time(&f);
	f = field(&seq, 6);
	m->end = ssp_der_time(&f);
	ssp_der_opt(&seq, SSP_DER_CTX(7), &f); /* renew-till */
	m->srealm = field_only(&seq, 8, SSP_DER_STRING);
	m->sname = field_whole(&seq, 9, SSP_DER_SEQUENCE);
	ssp_der_opt(&seq, SSP_DER_CTX(10), &f); /* caddr */
	ssp_rd_end(&seq);
}

/* EncKrbCredPart; what follows ticket-info guards a transfer, not us. */
static void get_part(struct ssp_rd *top, struct ssp_krb5_cred_msg *m)
{
	struct ssp_rd app = ssp_der_get(top, TAG_CRED_PART);
	struct ssp_rd seq = ssp_der_get(&app, SSP_DER_SEQUENCE);
	struct ssp_rd f = field(&seq, 0);
	struct ssp_rd list = ssp_der_get(&f, SSP_DER_SEQUENCE);
	u8 n;

	ssp_rd_end(top);
	ssp_rd_end(&app);
	ssp_rd_end(&f);
	get_info(&list, m);
	ssp_rd_end(&list);
	for (n = 1; n <= 5; n++)
		ssp_der_opt(&seq, SSP_DER_CTX(n), &f);
	ssp_rd_end(&seq);
}

/* EncryptedData that is none: etype 0, the cipher is the text. */
static struct ssp_rd get_plain(struct ssp_rd *seq)
{
	struct ssp_rd f = field(seq, 3);
	struct ssp_rd enc = ssp_der_get(&f, SSP_DER_SEQUENCE);
	struct ssp_rd kvno, octets;

	ssp_rd_end(&f);
	if (field_int(&enc, 0) != ETYPE_NULL)
		ssp_rd_fail(&enc);
	ssp_der_opt(&enc, SSP_DER_CTX(1), &kvno);
	f = field(&enc, 2);
	octets = ssp_der_get(&f, SSP_DER_OCTETS);
	ssp_rd_end(&f);
	ssp_rd_end(&enc);
	return octets;
}

ssp_status ssp_krb5_cred_decode(struct ssp_span msg,
				struct ssp_krb5_cred_msg *m)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(msg, &bad);
	struct ssp_rd app = ssp_der_get(&top, TAG_CRED);
	struct ssp_rd seq = ssp_der_get(&app, SSP_DER_SEQUENCE);
	struct ssp_rd f, list, part;

	memset(m, 0, sizeof(*m));
	ssp_rd_end(&top);
	ssp_rd_end(&app);
	if (field_int(&seq, 0) != SSP_KRB5_PVNO ||
	    field_int(&seq, 1) != MSG_CRED)
		ssp_rd_fail(&seq);
	f = field(&seq, 2);
	list = ssp_der_get(&f, SSP_DER_SEQUENCE);
	ssp_rd_end(&f);
	m->ticket = ssp_der_whole(&list, TAG_TICKET);
	ssp_rd_end(&list);
	part = get_plain(&seq);
	get_part(&part, m);
	ssp_rd_end(&seq);
	if (bad)
		memset(m, 0, sizeof(*m));
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}

static bool must_escape(u8 c)
{
	return c == '/' || c == '@' || c == '\\';
}

static void put_escaped(struct ssp_wr *w, struct ssp_span s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (must_escape(s.p[i]))
			ssp_wr_u8(w, '\\');
		ssp_wr_u8(w, s.p[i]);
	}
}

ssp_status ssp_krb5_name_text(struct ssp_span name, struct ssp_span realm,
			      struct ssp_utf16 *out)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(name, &bad);
	struct ssp_rd seq = ssp_der_get(&top, SSP_DER_SEQUENCE);
	struct ssp_rd f, parts;
	bool first = true;
	struct ssp_wr w;
	ssp_status st;

	*out = (struct ssp_utf16){ NULL, 0 };
	ssp_wr_init(&w);
	ssp_rd_end(&top);
	field_int(&seq, 0); /* name-type is a hint (RFC 4120 6.2) */
	f = field(&seq, 1);
	parts = ssp_der_get(&f, SSP_DER_SEQUENCE);
	ssp_rd_end(&f);
	ssp_rd_end(&seq);
	while (ssp_rd_more(&parts)) {
		struct ssp_rd part = ssp_der_get(&parts, SSP_DER_STRING);

		if (!first)
			ssp_wr_u8(&w, '/');
		first = false;
		put_escaped(&w, ssp_rd_rest(&part));
	}
	ssp_wr_u8(&w, '@');
	put_escaped(&w, realm);
	st = bad ? SEC_E_INVALID_TOKEN : w.st;
	if (st >= 0)
		st = ssp_utf16_from_utf8(ssp_wr_span(&w), out);
	ssp_wr_free(&w);
	/* Too long, or not UTF-8: either way no name that we can take. */
	if (st < 0 && st != SEC_E_INSUFFICIENT_MEMORY)
		st = SEC_E_INVALID_TOKEN;
	return st;
}
