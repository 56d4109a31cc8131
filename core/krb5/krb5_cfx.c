// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The per-message state of a context: its keys, the header of its tokens, and
 * MIC tokens (RFC 4121 4.2.6.1).  Wrap tokens are in krb5_wrap.c.
 */
#include "core/krb5/krb5_cfx.h"

#include "core/rd.h"

/* RFC 4121 4.2.2, with SSP_KRB5_CFX_SEALED between the two. */
#define SENT_BY_ACCEPTOR 1
#define ACCEPTOR_SUBKEY 4

static ssp_status init_send(struct ssp_krb5_cfx *c,
			    const struct ssp_krb5_keyblock *key)
{
	u32 seal = c->initiator ? SSP_KRB5_USE_INITIATOR_SEAL :
				  SSP_KRB5_USE_ACCEPTOR_SEAL;
	u32 sign = c->initiator ? SSP_KRB5_USE_INITIATOR_SIGN :
				  SSP_KRB5_USE_ACCEPTOR_SIGN;
	ssp_status st;

	st = ssp_krb5_cipher_init(&c->seal, key, seal, SSP_AES_ENCRYPT);
	if (st >= 0)
		st = ssp_krb5_hmac_init(&c->wrap, key, seal, SSP_KRB5_KC);
	if (st >= 0)
		st = ssp_krb5_hmac_init(&c->sign, key, sign, SSP_KRB5_KC);
	return st;
}

static ssp_status init_recv(struct ssp_krb5_cfx *c,
			    const struct ssp_krb5_keyblock *key)
{
	u32 seal = c->initiator ? SSP_KRB5_USE_ACCEPTOR_SEAL :
				  SSP_KRB5_USE_INITIATOR_SEAL;
	u32 sign = c->initiator ? SSP_KRB5_USE_ACCEPTOR_SIGN :
				  SSP_KRB5_USE_INITIATOR_SIGN;
	ssp_status st;

	st = ssp_krb5_cipher_init(&c->unseal, key, seal, SSP_AES_DECRYPT);
	if (st >= 0)
		st = ssp_krb5_hmac_init(&c->unwrap, key, seal, SSP_KRB5_KC);
	if (st >= 0)
		st = ssp_krb5_hmac_init(&c->verify, key, sign, SSP_KRB5_KC);
	return st;
}

ssp_status ssp_krb5_cfx_init(struct ssp_krb5_cfx *c,
			     const struct ssp_krb5_cfx_params *p)
{
	ssp_status st;

	c->et = p->key->et;
	c->initiator = p->initiator;
	c->acceptor_subkey = p->acceptor_subkey;
	c->dce = p->flags & ISC_RET_USED_DCE_STYLE;
	c->conf = p->flags & ISC_RET_CONFIDENTIALITY;
	c->send_seq = p->send_seq;
	ssp_krb5_seq_init(&c->recv, p->recv_seq,
			  p->flags & ISC_RET_REPLAY_DETECT,
			  p->flags & ISC_RET_SEQUENCE_DETECT);
	st = init_send(c, p->key);
	return st < 0 ? st : init_recv(c, p->key);
}

void ssp_krb5_cfx_fini(struct ssp_krb5_cfx *c)
{
	ssp_krb5_cipher_fini(&c->seal);
	ssp_krb5_cipher_fini(&c->unseal);
	ssp_hmac_free(c->sign);
	ssp_hmac_free(c->verify);
	ssp_hmac_free(c->wrap);
	ssp_hmac_free(c->unwrap);
	memset(c, 0, sizeof(*c));
}

u32 ssp_krb5_cfx_max_signature(const struct ssp_krb5_etype *et)
{
	return SSP_KRB5_CFX_HDR + et->cksum_size;
}

u32 ssp_krb5_cfx_trailer(const struct ssp_krb5_etype *et)
{
	/* Header, filler of DCE style, encrypted header, MAC, confounder. */
	return SSP_KRB5_CFX_HDR + SSP_AES_BLOCK + SSP_KRB5_CFX_HDR +
	       et->cksum_size + SSP_KRB5_CONFOUNDER;
}

static void put_be(u8 *p, u64 v, size_t n)
{
	while (n--) {
		p[n] = (u8)v;
		v >>= 8;
	}
}

void ssp_krb5_cfx_put(const struct ssp_krb5_cfx *c,
		      const struct ssp_krb5_cfx_hdr *h, u8 *out)
{
	put_be(out, h->id, 2);
	out[2] = (c->initiator ? 0 : SENT_BY_ACCEPTOR) |
		 (h->sealed ? SSP_KRB5_CFX_SEALED : 0) |
		 (c->acceptor_subkey ? ACCEPTOR_SUBKEY : 0);
	out[3] = 0xff;
	put_be(out + 4, h->ec, 2);
	put_be(out + 6, h->rrc, 2);
	put_be(out + 8, h->seq, 8);
}

/* A token of our own must not come back to us: the flag tells (4.2.2). */
static bool flags_ok(const struct ssp_krb5_cfx *c, u8 flags)
{
	return !(flags & SENT_BY_ACCEPTOR) == !c->initiator &&
	       !(flags & ACCEPTOR_SUBKEY) == !c->acceptor_subkey;
}

ssp_status ssp_krb5_cfx_get(const struct ssp_krb5_cfx *c, u16 id,
			    struct ssp_span token, struct ssp_krb5_cfx_hdr *h)
{
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(token, &bad);
	u8 flags;

	h->id = ssp_rd_be16(&r);
	flags = ssp_rd_u8(&r);
	h->sealed = flags & SSP_KRB5_CFX_SEALED;
	if (ssp_rd_u8(&r) != 0xff)
		bad = true;
	h->ec = ssp_rd_be16(&r);
	h->rrc = ssp_rd_be16(&r);
	h->seq = ssp_rd_be64(&r);
	if (bad || h->id != id || !flags_ok(c, flags))
		return SEC_E_INVALID_TOKEN;
	/* 4.2.6.1: five filler octets, and never the Sealed flag (4.2.2). */
	if (id == SSP_KRB5_CFX_MIC &&
	    (h->sealed || h->ec != 0xffff || h->rrc != 0xffff))
		return SEC_E_INVALID_TOKEN;
	return SEC_E_OK;
}

ssp_status ssp_krb5_cfx_cksum(const struct ssp_krb5_cfx *c,
			      struct ssp_hmac *key, const struct ssp_seg *data,
			      size_t ndata, const u8 *token, u8 *out)
{
	struct ssp_seg seg[SSP_MSG_SEGS_MAX + 1];
	u8 header[SSP_KRB5_CFX_HDR];

	memcpy(header, token, sizeof(header));
	if (header[0] == SSP_KRB5_CFX_WRAP >> 8)
		memset(header + 4, 0, 4);
	memcpy(seg, data, ndata * sizeof(*seg));
	seg[ndata] = (struct ssp_seg){ header, sizeof(header), 0 };
	return ssp_hmac(key, seg, ndata + 1, out, c->et->cksum_size);
}

ssp_status ssp_krb5_cfx_check(const struct ssp_krb5_cfx *c,
			      struct ssp_hmac *key, const struct ssp_seg *data,
			      size_t ndata, const u8 *token, const u8 *cksum)
{
	u8 want[SSP_KRB5_CKSUM_MAX];
	ssp_status st;

	st = ssp_krb5_cfx_cksum(c, key, data, ndata, token, want);
	if (st >= 0 && !ssp_memeq_ct(want, cksum, c->et->cksum_size))
		st = SEC_E_MESSAGE_ALTERED;
	ssp_wipe(want, sizeof(want));
	return st;
}

ssp_status ssp_krb5_cfx_sign(struct ssp_krb5_cfx *c, struct ssp_msg *m)
{
	const struct ssp_krb5_cfx_hdr h = {
		.id = SSP_KRB5_CFX_MIC,
		.ec = 0xffff,
		.rrc = 0xffff,
		.seq = c->send_seq,
	};
	ssp_status st;

	if (m->token.n < ssp_krb5_cfx_max_signature(c->et))
		return SEC_E_BUFFER_TOO_SMALL;
	ssp_krb5_cfx_put(c, &h, m->token.p);
	st = ssp_krb5_cfx_cksum(c, c->sign, m->seg, m->nseg, m->token.p,
				m->token.p + SSP_KRB5_CFX_HDR);
	if (st < 0)
		return st;
	m->token_used = ssp_krb5_cfx_max_signature(c->et);
	c->send_seq++;
	return SEC_E_OK;
}

ssp_status ssp_krb5_cfx_verify(struct ssp_krb5_cfx *c, struct ssp_msg *m)
{
	const struct ssp_span token = { m->token.p, m->token.n };
	struct ssp_krb5_cfx_hdr h;
	ssp_status st;

	st = ssp_krb5_cfx_get(c, SSP_KRB5_CFX_MIC, token, &h);
	if (st < 0)
		return st;
	if (token.n != ssp_krb5_cfx_max_signature(c->et))
		return SEC_E_INVALID_TOKEN;
	st = ssp_krb5_cfx_check(c, c->verify, m->seg, m->nseg, token.p,
				token.p + SSP_KRB5_CFX_HDR);
	return st < 0 ? st : ssp_krb5_seq_check(&c->recv, h.seq);
}
