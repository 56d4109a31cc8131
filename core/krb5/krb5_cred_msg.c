// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * KRB-CRED in the clear (RFC 4120 5.8.1), the form in which every ticket
 * source answers.
 */
#include "core/krb5/krb5_msg.h"

#include "core/krb5/krb5_der.h"

#define TAG_TICKET SSP_DER_APP(1)
#define TAG_CRED SSP_DER_APP(22)
#define TAG_CRED_PART SSP_DER_APP(29)

#define MSG_CRED 22
#define ETYPE_NULL 0

/* KrbCredInfo, in the order of its fields. */
static void get_info(struct ssp_rd *list, struct ssp_krb5_cred_msg *m)
{
	struct ssp_rd seq = ssp_der_get(list, SSP_DER_SEQUENCE);
	struct ssp_rd key = ssp_krb5_field_seq(&seq, 0);
	struct ssp_rd f;

	m->key.etype = (s32)ssp_krb5_field_int(&key, 0);
	m->key.key = ssp_krb5_field_only(&key, 1, SSP_DER_OCTETS);
	ssp_rd_end(&key);
	m->crealm = ssp_krb5_field_only(&seq, 1, SSP_DER_STRING);
	m->cname = ssp_krb5_field_whole(&seq, 2, SSP_DER_SEQUENCE);
	f = ssp_krb5_field(&seq, 3);
	m->flags = ssp_der_flags(&f);
	if (ssp_der_opt(&seq, SSP_DER_CTX(4), &f)) /* authtime */
		m->start = ssp_der_time(&f);
	if (ssp_der_opt(&seq, SSP_DER_CTX(5), &f)) /* starttime */
		m->start = ssp_der_time(&f);
	m->end = ssp_krb5_field_time(&seq, 6);
	ssp_krb5_skip(&seq, 7); /* renew-till */
	m->srealm = ssp_krb5_field_only(&seq, 8, SSP_DER_STRING);
	m->sname = ssp_krb5_field_whole(&seq, 9, SSP_DER_SEQUENCE);
	ssp_krb5_skip(&seq, 10); /* caddr */
	ssp_rd_end(&seq);
}

/* EncKrbCredPart; what follows ticket-info guards a transfer, not us. */
static void get_part(struct ssp_rd *top, struct ssp_krb5_cred_msg *m)
{
	struct ssp_rd seq = ssp_krb5_enter(top, TAG_CRED_PART);
	struct ssp_rd list = ssp_krb5_field_seq(&seq, 0);
	u8 n;

	get_info(&list, m);
	ssp_rd_end(&list);
	for (n = 1; n <= 5; n++)
		ssp_krb5_skip(&seq, n);
	ssp_rd_end(&seq);
}

/* EncryptedData that is none: etype 0, the cipher is the text. */
static struct ssp_rd get_plain(struct ssp_rd *seq)
{
	struct ssp_rd enc = ssp_krb5_field_seq(seq, 3);
	struct ssp_rd f, octets;

	if (ssp_krb5_field_int(&enc, 0) != ETYPE_NULL)
		ssp_rd_fail(&enc);
	ssp_krb5_skip(&enc, 1); /* kvno */
	f = ssp_krb5_field(&enc, 2);
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
	struct ssp_rd seq = ssp_krb5_enter(&top, TAG_CRED);
	struct ssp_rd list, part;

	memset(m, 0, sizeof(*m));
	if (ssp_krb5_field_int(&seq, 0) != SSP_KRB5_PVNO ||
	    ssp_krb5_field_int(&seq, 1) != MSG_CRED)
		ssp_rd_fail(&seq);
	list = ssp_krb5_field_seq(&seq, 2);
	m->ticket = ssp_der_whole(&list, TAG_TICKET);
	ssp_rd_end(&list);
	part = get_plain(&seq);
	get_part(&part, m);
	ssp_rd_end(&seq);
	if (bad)
		memset(m, 0, sizeof(*m));
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}
