// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AP-REQ, EncTicketPart, Authenticator and AuthorizationData, read
 * (RFC 4120 5.5.1, 5.3, 5.2.6).
 *
 * Whom to believe is in krb5_verify.c.
 */
#include "core/krb5/krb5_ap_req.h"

#include "core/krb5/krb5_der.h"

#define TAG_TICKET SSP_DER_APP(1)
#define TAG_AUTHENTICATOR SSP_DER_APP(2)
#define TAG_TICKET_PART SSP_DER_APP(3)
#define TAG_AP_REQ SSP_DER_APP(14)

#define MSG_AP_REQ 14

/* AuthorizationData, RFC 4120 7.5.4 and MS-KILE 2.2. */
#define AD_IF_RELEVANT 1
#define AD_KDC_ISSUED 4
#define AD_WIN2K_PAC 128
#define AD_TOKEN_RESTRICTIONS 141
#define AD_LOCAL 142
#define AD_AP_OPTIONS 143
#define AD_CLIENT_TARGET 144

static void get_ticket(struct ssp_rd *field, struct ssp_krb5_ap_req *req)
{
	struct ssp_rd seq = ssp_krb5_enter(field, TAG_TICKET);
	struct ssp_rd f;

	if (ssp_krb5_field_int(&seq, 0) != SSP_KRB5_PVNO)
		ssp_rd_fail(&seq);
	req->realm = ssp_krb5_field_only(&seq, 1, SSP_DER_STRING);
	req->sname = ssp_krb5_field_whole(&seq, 2, SSP_DER_SEQUENCE);
	f = ssp_krb5_field(&seq, 3);
	ssp_krb5_encdata_read(&f, &req->ticket);
	ssp_rd_end(&seq);
}

ssp_status ssp_krb5_ap_req_decode(struct ssp_span msg,
				  struct ssp_krb5_ap_req *req)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(msg, &bad);
	struct ssp_rd seq = ssp_krb5_enter(&top, TAG_AP_REQ);
	struct ssp_rd f;

	memset(req, 0, sizeof(*req));
	if (ssp_krb5_field_int(&seq, 0) != SSP_KRB5_PVNO ||
	    ssp_krb5_field_int(&seq, 1) != MSG_AP_REQ)
		ssp_rd_fail(&seq);
	f = ssp_krb5_field(&seq, 2);
	req->options = ssp_der_flags(&f);
	f = ssp_krb5_field(&seq, 3);
	get_ticket(&f, req);
	f = ssp_krb5_field(&seq, 4);
	ssp_krb5_encdata_read(&f, &req->auth);
	ssp_rd_end(&seq);
	/* What goes back in an error must be a name. */
	ssp_krb5_name_open(req->sname, &bad);
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}

static void get_key(struct ssp_rd *seq, struct ssp_krb5_keydata *key)
{
	key->etype = (s32)ssp_krb5_field_int(seq, 0);
	key->key = ssp_krb5_field_only(seq, 1, SSP_DER_OCTETS);
	ssp_rd_end(seq);
}

/* AuthorizationData in an optional field. */
static struct ssp_span get_authz(struct ssp_rd *seq, u8 n)
{
	struct ssp_span authz = { NULL, 0 };
	struct ssp_rd f;

	if (ssp_der_opt(seq, SSP_DER_CTX(n), &f)) {
		authz = ssp_der_whole(&f, SSP_DER_SEQUENCE);
		ssp_rd_end(&f);
	}
	return authz;
}

ssp_status ssp_krb5_ticket_part_decode(struct ssp_span msg,
				       struct ssp_krb5_ticket_part *part)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(msg, &bad);
	struct ssp_rd seq = ssp_krb5_enter(&top, TAG_TICKET_PART);
	struct ssp_rd f;

	memset(part, 0, sizeof(*part));
	f = ssp_krb5_field(&seq, 0);
	part->flags = ssp_der_flags(&f);
	f = ssp_krb5_field_seq(&seq, 1);
	get_key(&f, &part->key);
	part->crealm = ssp_krb5_field_only(&seq, 2, SSP_DER_STRING);
	part->cname = ssp_krb5_field_whole(&seq, 3, SSP_DER_SEQUENCE);
	f = ssp_krb5_field_seq(&seq, 4);
	ssp_krb5_field_int(&f, 0);
	part->transited = ssp_krb5_field_only(&f, 1, SSP_DER_OCTETS);
	ssp_rd_end(&f);
	part->start = ssp_krb5_field_time(&seq, 5); /* authtime */
	if (ssp_der_opt(&seq, SSP_DER_CTX(6), &f)) /* starttime */
		part->start = ssp_der_time(&f);
	part->end = ssp_krb5_field_time(&seq, 7);
	ssp_krb5_skip(&seq, 8); /* renew-till */
	ssp_krb5_skip(&seq, 9); /* caddr: where to we do not know */
	part->authz = get_authz(&seq, 10);
	ssp_rd_end(&seq);
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}

static void get_cksum(struct ssp_rd *seq, struct ssp_krb5_auth_part *part)
{
	part->cksum_type = (u32)ssp_krb5_field_int(seq, 0);
	part->cksum = ssp_krb5_field_only(seq, 1, SSP_DER_OCTETS);
	ssp_rd_end(seq);
}

ssp_status ssp_krb5_auth_part_decode(struct ssp_span msg,
				     struct ssp_krb5_auth_part *part)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(msg, &bad);
	struct ssp_rd seq = ssp_krb5_enter(&top, TAG_AUTHENTICATOR);
	struct ssp_rd f, in;

	memset(part, 0, sizeof(*part));
	if (ssp_krb5_field_int(&seq, 0) != SSP_KRB5_PVNO)
		ssp_rd_fail(&seq);
	part->crealm = ssp_krb5_field_only(&seq, 1, SSP_DER_STRING);
	part->cname = ssp_krb5_field_whole(&seq, 2, SSP_DER_SEQUENCE);
	if (ssp_der_opt(&seq, SSP_DER_CTX(3), &f)) {
		in = ssp_der_get(&f, SSP_DER_SEQUENCE);
		ssp_rd_end(&f);
		get_cksum(&in, part);
	}
	part->cusec = (u32)ssp_krb5_field_int(&seq, 4);
	if (part->cusec > 999999)
		ssp_rd_fail(&seq);
	part->ctime = ssp_krb5_field_time(&seq, 5);
	if (ssp_der_opt(&seq, SSP_DER_CTX(6), &f)) {
		in = ssp_der_get(&f, SSP_DER_SEQUENCE);
		ssp_rd_end(&f);
		part->have_subkey = true;
		get_key(&in, &part->subkey);
	}
	if (ssp_der_opt(&seq, SSP_DER_CTX(7), &f))
		part->seq = ssp_der_u32(&f);
	part->authz = get_authz(&seq, 8);
	ssp_rd_end(&seq);
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}

/* One element of AuthorizationData. */
static s64 get_element(struct ssp_rd *list, struct ssp_span *data)
{
	struct ssp_rd seq = ssp_der_get(list, SSP_DER_SEQUENCE);
	s64 type = ssp_krb5_field_int(&seq, 0);

	*data = ssp_krb5_field_only(&seq, 1, SSP_DER_OCTETS);
	ssp_rd_end(&seq);
	return type;
}

/* Is it one that we know? */
static bool take(struct ssp_rd *list, s64 type, struct ssp_span data,
		 struct ssp_krb5_authz *a)
{
	struct ssp_rd r;

	switch (type) {
	case AD_WIN2K_PAC:
		if (a->have_pac)
			ssp_rd_fail(list);
		a->have_pac = true;
		a->pac = data;
		return true;
	case AD_AP_OPTIONS:
		r = ssp_rd_open(data, list->bad);
		a->options |= ssp_rd_le32(&r);
		ssp_rd_end(&r);
		return true;
	case AD_KDC_ISSUED: /* gives rights, takes none (RFC 4120 5.2.6.2) */
	/* Of Windows to Windows, and not always in AD-IF-RELEVANT (3.2.5.8). */
	case AD_TOKEN_RESTRICTIONS:
	case AD_LOCAL:
		return true;
	case AD_CLIENT_TARGET:
		if (a->target.n)
			ssp_rd_fail(list);
		a->target = data;
		return true;
	default:
		return false;
	}
}

/* AD-IF-RELEVANT; what it holds deeper down is ignored by right. */
static void get_relevant(struct ssp_rd *list, struct ssp_span data,
			 struct ssp_krb5_authz *a)
{
	struct ssp_rd top = ssp_rd_open(data, list->bad);
	struct ssp_rd inner = ssp_der_get(&top, SSP_DER_SEQUENCE);
	s64 type;

	ssp_rd_end(&top);
	while (ssp_rd_more(&inner)) {
		type = get_element(&inner, &data);
		take(&inner, type, data, a);
	}
}

ssp_status ssp_krb5_authz_decode(struct ssp_span msg, struct ssp_krb5_authz *a)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(msg, &bad);
	struct ssp_rd list;
	struct ssp_span data;
	s64 type;

	memset(a, 0, sizeof(*a));
	if (!msg.n)
		return SEC_E_OK;
	list = ssp_der_get(&top, SSP_DER_SEQUENCE);
	ssp_rd_end(&top);
	while (ssp_rd_more(&list)) {
		type = get_element(&list, &data);
		if (type == AD_IF_RELEVANT)
			get_relevant(&list, data, a);
		else if (!take(&list, type, data, a))
			a->unknown = true;
	}
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}
