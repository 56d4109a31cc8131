// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Wrap tokens (RFC 4121 4.2.4, 4.2.5, 4.2.6.2) in the caller's buffers, without
 * a copy of the data.
 *
 * The body of a token is, before it is rotated right by RRC octets,
 *
 *	sealed		E(confounder | data | EC octets | header) | MAC
 *	in the clear	data | checksum, which EC counts
 *
 * SSPI wants the data alone in its buffer and all else in front of it.  That is
 * the rotation by all that follows the data: what we send.  What we receive may
 * be rotated as it likes if it comes in one piece (SECBUFFER_STREAM).
 *
 * With DCE style Windows fills EC with 16 and rotates by RRC + EC, which RFC
 * 4121 does not say but every peer does; sealed tokens only.
 */
#include "core/krb5/krb5_cfx.h"

#include "platform/env.h"

/* The data in as many pieces as may be, and what goes around it. */
#define PIECES_MAX (SSP_MSG_SEGS_MAX + 3)

static ssp_status seal_private(struct ssp_krb5_cfx *c, struct ssp_msg *m)
{
	const struct ssp_env *env = ssp_env_get();
	struct ssp_krb5_cfx_hdr h = {
		.id = SSP_KRB5_CFX_WRAP,
		.sealed = true,
		.ec = c->dce ? SSP_AES_BLOCK : 0,
		.seq = c->send_seq,
	};
	struct ssp_seg seg[PIECES_MAX];
	u32 ntail = h.ec + SSP_KRB5_CFX_HDR;
	u8 mac = c->et->cksum_size;
	u32 size = SSP_KRB5_CFX_HDR + ntail + mac + SSP_KRB5_CONFOUNDER;
	u8 *confounder;
	u8 *tail;
	ssp_status st;

	if (m->token.n < size)
		return SEC_E_BUFFER_TOO_SMALL;
	tail = m->token.p + SSP_KRB5_CFX_HDR;
	confounder = tail + ntail + mac;
	st = env->random(env->arg, confounder, SSP_KRB5_CONFOUNDER);
	if (st < 0)
		return st;
	/* 4.2.4: EC octets of any value, then the header with RRC 0. */
	memset(tail, 0, h.ec);
	ssp_krb5_cfx_put(c, &h, tail + h.ec);
	h.rrc = SSP_KRB5_CFX_HDR + mac;
	ssp_krb5_cfx_put(c, &h, m->token.p);

	seg[0] = (struct ssp_seg){ confounder, SSP_KRB5_CONFOUNDER, 0 };
	memcpy(&seg[1], m->seg, m->nseg * sizeof(*seg));
	seg[m->nseg + 1] = (struct ssp_seg){ tail, ntail, 0 };
	st = ssp_krb5_encrypt(&c->seal, seg, m->nseg + 2, tail + ntail);
	if (st < 0)
		return st;
	m->token_used = size;
	return SEC_E_OK;
}

static ssp_status seal_clear(struct ssp_krb5_cfx *c, struct ssp_msg *m)
{
	const struct ssp_krb5_cfx_hdr h = {
		.id = SSP_KRB5_CFX_WRAP,
		.ec = c->et->cksum_size,
		.rrc = c->et->cksum_size,
		.seq = c->send_seq,
	};
	u32 size = SSP_KRB5_CFX_HDR + c->et->cksum_size;
	ssp_status st;

	if (m->token.n < size)
		return SEC_E_BUFFER_TOO_SMALL;
	ssp_krb5_cfx_put(c, &h, m->token.p);
	st = ssp_krb5_cfx_cksum(c, c->wrap, m->seg, m->nseg, m->token.p,
				m->token.p + SSP_KRB5_CFX_HDR);
	if (st < 0)
		return st;
	m->token_used = size;
	return SEC_E_OK;
}

ssp_status ssp_krb5_cfx_seal(struct ssp_krb5_cfx *c, struct ssp_msg *m, u32 qop)
{
	ssp_status st;

	/* One bit of the two is not enough to send something in the clear. */
	if ((qop & SECQOP_WRAP_NO_ENCRYPT) == SECQOP_WRAP_NO_ENCRYPT)
		st = seal_clear(c, m);
	else if (c->conf)
		st = seal_private(c, m);
	else
		st = SEC_E_UNSUPPORTED_FUNCTION;
	if (st >= 0)
		c->send_seq++;
	return st;
}

/* Where the parts of a body lie; head and tail are empty in the clear. */
struct parts {
	struct ssp_seg head; /* the confounder */
	struct ssp_seg data; /* of a stream; else it is in DATA */
	struct ssp_seg tail; /* EC octets and the header's copy */
	u8 *mac;
};

static void reverse(u8 *p, size_t n)
{
	u8 *end = p + n;
	u8 octet;

	while (end - p > 1) {
		octet = *p;
		*p++ = *--end;
		*end = octet;
	}
}

static void rotate_left(u8 *p, size_t n, size_t by)
{
	reverse(p, by);
	reverse(p + by, n - by);
	reverse(p, n);
}

/* Bytes of the body that are in DATA; what is only signed is no part of it. */
static size_t data_bytes(const struct ssp_msg *m)
{
	size_t n = 0;
	size_t i;

	for (i = 0; i < m->nseg; i++) {
		if (!(m->seg[i].flags & SSP_SEG_SIGN_ONLY))
			n += m->seg[i].n;
	}
	return n;
}

static ssp_status locate(const struct ssp_krb5_cfx *c, const struct ssp_msg *m,
			 const struct ssp_krb5_cfx_hdr *h, struct parts *p)
{
	u8 *body = m->token.p + SSP_KRB5_CFX_HDR;
	size_t here = m->token.n - SSP_KRB5_CFX_HDR;
	size_t there = data_bytes(m);
	size_t n = here + there;
	size_t head = h->sealed ? SSP_KRB5_CONFOUNDER : 0;
	size_t tail = h->sealed ? (size_t)h->ec + SSP_KRB5_CFX_HDR : 0;
	size_t mac = c->et->cksum_size;
	size_t data;
	size_t by;

	if (!h->sealed && h->ec != mac)
		return SEC_E_INVALID_TOKEN;
	/* The plaintext holds EC octets and a header, or it is none. */
	if (n < head + tail + mac)
		return SEC_E_INVALID_TOKEN;
	data = n - head - tail - mac;
	by = ((size_t)h->rrc + (h->sealed && c->dce ? h->ec : 0)) % n;
	if (there) {
		/* DATA comes last: all that follows it was turned before it. */
		if (here != head + tail + mac || by != tail + mac)
			return SEC_E_INVALID_TOKEN;
	} else if (data && !m->stream) {
		return SEC_E_INVALID_TOKEN;
	} else if (by && by != mac && by != tail + mac && by != n - head) {
		/* The turn cuts a part in two. */
		rotate_left(body, n, by);
		by = 0;
	}
	p->head = (struct ssp_seg){ body + by, (u32)head, 0 };
	p->data = (struct ssp_seg){ body + (head + by) % n, (u32)data, 0 };
	p->tail =
		(struct ssp_seg){ body + (head + data + by) % n, (u32)tail, 0 };
	p->mac = body + (n - mac + by) % n;
	return SEC_E_OK;
}

/* Of the header's copy only RRC may differ (4.2.4; CVE-2024-37370 was EC). */
static bool same_header(const u8 *outer, const u8 *inner)
{
	return memcmp(outer, inner, 6) == 0 &&
	       memcmp(outer + 8, inner + 8, 8) == 0;
}

static ssp_status unseal_private(struct ssp_krb5_cfx *c, struct ssp_msg *m,
				 const struct parts *p, u64 seq)
{
	struct ssp_seg seg[PIECES_MAX];
	size_t n = 0;
	ssp_status st;

	seg[n++] = p->head;
	if (m->stream)
		seg[n++] = p->data;
	memcpy(&seg[n], m->seg, m->nseg * sizeof(*seg));
	n += m->nseg;
	seg[n++] = p->tail;
	st = ssp_krb5_decrypt(&c->unseal, seg, n, p->mac);
	if (st < 0)
		return st;
	if (same_header(m->token.p, p->tail.p + p->tail.n - SSP_KRB5_CFX_HDR))
		st = ssp_krb5_seq_check(&c->recv, seq);
	else
		st = SEC_E_MESSAGE_ALTERED;
	if (st < 0)
		ssp_krb5_scrub(seg, n);
	return st;
}

static ssp_status unseal_clear(struct ssp_krb5_cfx *c, struct ssp_msg *m,
			       const struct parts *p, u64 seq)
{
	const struct ssp_seg *data = m->stream ? &p->data : m->seg;
	size_t ndata = m->stream ? 1 : m->nseg;
	ssp_status st;

	st = ssp_krb5_cfx_check(c, c->unwrap, data, ndata, m->token.p, p->mac);
	return st < 0 ? st : ssp_krb5_seq_check(&c->recv, seq);
}

ssp_status ssp_krb5_cfx_unseal(struct ssp_krb5_cfx *c, struct ssp_msg *m,
			       u32 *qop)
{
	const struct ssp_span token = { m->token.p, m->token.n };
	struct ssp_krb5_cfx_hdr h;
	struct parts p;
	ssp_status st;

	st = ssp_krb5_cfx_get(c, SSP_KRB5_CFX_WRAP, token, &h);
	if (st < 0)
		return st;
	st = locate(c, m, &h, &p);
	if (st < 0)
		return st;
	st = h.sealed ? unseal_private(c, m, &p, h.seq) :
			unseal_clear(c, m, &p, h.seq);
	if (st < 0)
		return st;
	if (m->stream)
		m->plain = p.data;
	*qop = h.sealed ? 0 : SECQOP_WRAP_NO_ENCRYPT;
	return SEC_E_OK;
}
