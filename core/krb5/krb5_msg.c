// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AP-REQ, AP-REP and KRB-ERROR: RFC 4120 5.5 and 5.9, and the GSS checksum of
 * RFC 4121 4.1.1.  KRB-CRED is in krb5_cred_msg.c.
 */
#include "core/krb5/krb5_msg.h"

#include "core/krb5/krb5_der.h"
#include "platform/env.h"

#define TAG_AUTHENTICATOR SSP_DER_APP(2)
#define TAG_AP_REQ SSP_DER_APP(14)
#define TAG_AP_REP SSP_DER_APP(15)
#define TAG_AP_REP_PART SSP_DER_APP(27)
#define TAG_ERROR SSP_DER_APP(30)

#define MSG_AP_REQ 14
#define MSG_AP_REP 15
#define MSG_ERROR 30

void ssp_krb5_authenticator_encode(struct ssp_wr *w,
				   const struct ssp_krb5_authenticator *a)
{
	struct ssp_span subkey = { a->subkey->key, a->subkey->et->key_size };
	size_t app = ssp_der_open(w, TAG_AUTHENTICATOR);
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);

	ssp_krb5_put_int(w, 0, SSP_KRB5_PVNO);
	ssp_krb5_put(w, 1, SSP_DER_STRING, a->crealm);
	ssp_krb5_put_whole(w, 2, a->cname);
	ssp_krb5_put_typed(w, 3, SSP_KRB5_CKSUM_GSS, 1, a->cksum);
	ssp_krb5_put_int(w, 4, a->cusec);
	ssp_krb5_put_time(w, 5, a->ctime);
	ssp_krb5_put_typed(w, 6, a->subkey->et->id, 1, subkey);
	ssp_krb5_put_int(w, 7, a->seq);
	if (a->authz.n)
		ssp_krb5_put_whole(w, 8, a->authz);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

void ssp_krb5_ap_req_encode(struct ssp_wr *w, u32 options,
			    struct ssp_span ticket,
			    const struct ssp_krb5_encdata *auth)
{
	size_t app = ssp_der_open(w, TAG_AP_REQ);
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t mark;

	ssp_krb5_put_int(w, 0, SSP_KRB5_PVNO);
	ssp_krb5_put_int(w, 1, MSG_AP_REQ);
	mark = ssp_der_open(w, SSP_DER_CTX(2));
	ssp_der_put_flags(w, options);
	ssp_der_close(w, mark);
	ssp_krb5_put_whole(w, 3, ticket);
	ssp_krb5_put_typed(w, 4, auth->etype, 2, auth->cipher);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

static void get_header(struct ssp_rd *seq, s64 msg_type)
{
	if (ssp_krb5_field_int(seq, 0) != SSP_KRB5_PVNO ||
	    ssp_krb5_field_int(seq, 1) != msg_type)
		ssp_rd_fail(seq);
}

void ssp_krb5_encdata_read(struct ssp_rd *r, struct ssp_krb5_encdata *enc)
{
	struct ssp_rd seq = ssp_der_get(r, SSP_DER_SEQUENCE);
	struct ssp_rd f;

	ssp_rd_end(r);
	enc->etype = (s32)ssp_krb5_field_int(&seq, 0);
	enc->have_kvno = ssp_der_opt(&seq, SSP_DER_CTX(1), &f);
	if (enc->have_kvno)
		enc->kvno = ssp_der_u32(&f);
	enc->cipher = ssp_krb5_field_only(&seq, 2, SSP_DER_OCTETS);
	ssp_rd_end(&seq);
}

ssp_status ssp_krb5_ap_rep_decode(struct ssp_span msg,
				  struct ssp_krb5_encdata *enc)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(msg, &bad);
	struct ssp_rd seq = ssp_krb5_enter(&top, TAG_AP_REP);
	struct ssp_rd f;

	memset(enc, 0, sizeof(*enc));
	get_header(&seq, MSG_AP_REP);
	f = ssp_der_get(&seq, SSP_DER_CTX(2));
	ssp_krb5_encdata_read(&f, enc);
	ssp_rd_end(&seq);
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}

void ssp_krb5_ap_rep_encode(struct ssp_wr *w,
			    const struct ssp_krb5_encdata *enc)
{
	size_t app = ssp_der_open(w, TAG_AP_REP);
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);

	ssp_krb5_put_int(w, 0, SSP_KRB5_PVNO);
	ssp_krb5_put_int(w, 1, MSG_AP_REP);
	ssp_krb5_put_typed(w, 2, enc->etype, 2, enc->cipher);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

void ssp_krb5_ap_rep_part_encode(struct ssp_wr *w,
				 const struct ssp_krb5_ap_rep_part *part)
{
	size_t app = ssp_der_open(w, TAG_AP_REP_PART);
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);

	ssp_krb5_put_time(w, 0, part->ctime);
	ssp_krb5_put_int(w, 1, part->cusec);
	if (part->have_subkey)
		ssp_krb5_put_typed(w, 2, part->subkey.etype, 1,
				   part->subkey.key);
	if (part->have_seq)
		ssp_krb5_put_int(w, 3, part->seq);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

ssp_status ssp_krb5_ap_rep_part_decode(struct ssp_span msg,
				       struct ssp_krb5_ap_rep_part *part)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(msg, &bad);
	struct ssp_rd seq = ssp_krb5_enter(&top, TAG_AP_REP_PART);
	struct ssp_rd f, key;

	memset(part, 0, sizeof(*part));
	part->ctime = ssp_krb5_field_time(&seq, 0);
	part->cusec = (u32)ssp_krb5_field_int(&seq, 1);
	if (ssp_der_opt(&seq, SSP_DER_CTX(2), &f)) {
		key = ssp_der_get(&f, SSP_DER_SEQUENCE);
		ssp_rd_end(&f);
		part->have_subkey = true;
		part->subkey.etype = (s32)ssp_krb5_field_int(&key, 0);
		part->subkey.key = ssp_krb5_field_only(&key, 1, SSP_DER_OCTETS);
		ssp_rd_end(&key);
	}
	if (ssp_der_opt(&seq, SSP_DER_CTX(3), &f)) {
		part->have_seq = true;
		part->seq = ssp_der_u32(&f);
	}
	ssp_rd_end(&seq);
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}

ssp_status ssp_krb5_error_decode(struct ssp_span msg, s32 *code)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(msg, &bad);
	struct ssp_rd seq = ssp_krb5_enter(&top, TAG_ERROR);
	u8 field;

	get_header(&seq, MSG_ERROR);
	ssp_krb5_skip(&seq, 2); /* ctime */
	ssp_krb5_skip(&seq, 3); /* cusec */
	ssp_krb5_field_time(&seq, 4); /* stime */
	ssp_krb5_field_int(&seq, 5); /* susec */
	*code = (s32)ssp_krb5_field_int(&seq, 6);
	ssp_krb5_skip(&seq, 7); /* crealm */
	ssp_krb5_skip(&seq, 8); /* cname */
	ssp_krb5_field_only(&seq, 9, SSP_DER_STRING); /* realm */
	ssp_krb5_field_only(&seq, 10, SSP_DER_SEQUENCE); /* sname */
	for (field = 11; field <= 12; field++) /* e-text, e-data */
		ssp_krb5_skip(&seq, field);
	ssp_rd_end(&seq);
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}

void ssp_krb5_error_encode(struct ssp_wr *w, const struct ssp_krb5_error *e)
{
	size_t app = ssp_der_open(w, TAG_ERROR);
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);

	ssp_krb5_put_int(w, 0, SSP_KRB5_PVNO);
	ssp_krb5_put_int(w, 1, MSG_ERROR);
	ssp_krb5_put_time(w, 4, e->now);
	ssp_krb5_put_int(w, 5, (s64)(e->now % SSP_TICKS_PER_SEC / 10));
	ssp_krb5_put_int(w, 6, e->code);
	ssp_krb5_put(w, 9, SSP_DER_STRING, e->realm);
	ssp_krb5_put_whole(w, 10, e->sname);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

/* RFC 2743 and RFC 4757 7.1 numbers of what SSPI asks for. */
static const struct {
	u32 flag;
	u32 gss;
} gss_flags[] = {
	{ ISC_RET_DELEGATE, 0x01 },	   { ISC_RET_MUTUAL_AUTH, 0x02 },
	{ ISC_RET_REPLAY_DETECT, 0x04 },   { ISC_RET_SEQUENCE_DETECT, 0x08 },
	{ ISC_RET_CONFIDENTIALITY, 0x10 }, { ISC_RET_INTEGRITY, 0x20 },
	{ ISC_RET_IDENTIFY, 0x2000 },	   { ISC_RET_EXTENDED_ERROR, 0x4000 },
};

void ssp_krb5_gss_cksum_encode(struct ssp_wr *w, const u8 *bindings, u32 flags)
{
	static const u8 none[16];
	u32 gss = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(gss_flags); i++) {
		if (flags & gss_flags[i].flag)
			gss |= gss_flags[i].gss;
	}
	ssp_wr_le32(w, sizeof(none));
	/* Zeroes, not the hash of nothing, say that there are none. */
	ssp_wr_bytes(w, (struct ssp_span){ bindings ? bindings : none,
					   sizeof(none) });
	ssp_wr_le32(w, gss);
}

/* RFC 4121 4.1.1.1: an option, 1, and a KRB-CRED behind its size. */
static void skip_delegation(struct ssp_rd *r)
{
	if (ssp_rd_le16(r) != 1)
		ssp_rd_fail(r);
	ssp_rd_bytes(r, ssp_rd_le16(r));
}

/* RFC 4121 4.1.1: numbers here are big-endian, unlike those before. */
static void skip_extensions(struct ssp_rd *r)
{
	while (ssp_rd_more(r)) {
		ssp_rd_be32(r);
		ssp_rd_bytes(r, ssp_rd_be32(r));
	}
}

ssp_status ssp_krb5_gss_cksum_decode(struct ssp_span cksum,
				     struct ssp_krb5_gss_cksum *c)
{
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(cksum, &bad);
	size_t i;

	memset(c, 0, sizeof(*c));
	if (ssp_rd_le32(&r) != 16)
		ssp_rd_fail(&r);
	c->bindings = ssp_rd_bytes(&r, 16);
	c->gss = ssp_rd_le32(&r);
	if (c->gss & SSP_KRB5_GSS_DELEG)
		skip_delegation(&r);
	skip_extensions(&r);
	for (i = 0; i < ARRAY_SIZE(gss_flags); i++) {
		if (c->gss & gss_flags[i].gss)
			c->flags |= gss_flags[i].flag;
	}
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}
