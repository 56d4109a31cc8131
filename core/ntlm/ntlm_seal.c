// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's messages (MS-NLMP 3.4.2, 3.4.3, 3.4.4.2) in the caller's buffers.
 *
 * The signature is over the plain text and the message's number; with key
 * exchange it is encrypted too, behind the data.  What moves a key stream works
 * on a copy that takes the old one's place when all was right: a forged message
 * costs its receiver nothing.
 */
#include "core/ntlm/ntlm_seal.h"

u32 ssp_ntlm_bits(u32 flags)
{
	if (flags & SSP_NTLM_128)
		return 128;
	return flags & SSP_NTLM_56 ? 56 : 40;
}

static ssp_status way_init(struct ssp_ntlm_way *w, const u8 *session_key,
			   enum ssp_ntlm_from from, u32 bits)
{
	u8 key[SSP_NTLM_KEY];
	ssp_status st;

	st = ssp_ntlm_sign_key(session_key, from, key);
	if (st >= 0)
		st = ssp_hmac_new(SSP_HASH_MD5, key, sizeof(key), &w->sign);
	ssp_wipe(key, sizeof(key));
	if (st >= 0)
		st = ssp_ntlm_seal_key(session_key, from, bits, w->key);
	if (st >= 0)
		ssp_rc4_init(&w->rc4, w->key, sizeof(w->key));
	return st;
}

ssp_status ssp_ntlm_messages_init(struct ssp_ntlm_messages *c, u32 flags,
				  const u8 *session_key, enum ssp_ntlm_from us)
{
	enum ssp_ntlm_from them = us == SSP_NTLM_CLIENT ? SSP_NTLM_SERVER :
							  SSP_NTLM_CLIENT;
	u32 bits = ssp_ntlm_bits(flags);
	ssp_status st;

	c->flags = flags;
	if (!(flags & SSP_NTLM_SIGN))
		return SEC_E_OK;
	st = way_init(&c->send, session_key, us, bits);
	if (st >= 0)
		st = way_init(&c->recv, session_key, them, bits);
	return st;
}

void ssp_ntlm_messages_fini(struct ssp_ntlm_messages *c)
{
	ssp_hmac_free(c->send.sign);
	ssp_hmac_free(c->recv.sign);
	ssp_wipe(c, sizeof(*c));
}

void ssp_ntlm_messages_restart(struct ssp_ntlm_messages *c)
{
	ssp_rc4_init(&c->send.rc4, c->send.key, SSP_NTLM_KEY);
	ssp_rc4_init(&c->recv.rc4, c->recv.key, SSP_NTLM_KEY);
}

/* Datagrams are numbered by who sends them, for they may get lost (3.4.4). */
static u32 number(const struct ssp_ntlm_messages *c,
		  const struct ssp_ntlm_way *w, const struct ssp_msg *m)
{
	return c->flags & SSP_NTLM_DATAGRAM ? m->seqno : w->seq;
}

/* The stream for a message: a datagram has one of its own (3.4). */
static ssp_status stream(const struct ssp_ntlm_messages *c,
			 const struct ssp_ntlm_way *w, u32 seq,
			 struct ssp_rc4 *rc4)
{
	u8 key[SSP_NTLM_KEY], le[4];
	const struct ssp_seg in[] = { { (u8 *)w->key, SSP_NTLM_KEY, 0 },
				      { le, sizeof(le), 0 } };
	ssp_status st;

	if (!(c->flags & SSP_NTLM_DATAGRAM)) {
		*rc4 = w->rc4;
		return SEC_E_OK;
	}
	ssp_put_le32(le, seq);
	st = ssp_hash(SSP_HASH_MD5, in, ARRAY_SIZE(in), key);
	if (st >= 0)
		ssp_rc4_init(rc4, key, sizeof(key));
	ssp_wipe(key, sizeof(key));
	return st;
}

/* Nothing can fail any more: this is the state now. */
static void commit(struct ssp_ntlm_way *w, struct ssp_rc4 *rc4)
{
	w->rc4 = *rc4;
	w->seq++;
	ssp_wipe(rc4, sizeof(*rc4));
}

/* 3.4.4.2, its checksum not yet encrypted. */
static ssp_status signature(struct ssp_ntlm_way *w, u32 seq,
			    const struct ssp_seg *data, size_t ndata, u8 *out)
{
	struct ssp_seg seg[SSP_MSG_SEGS_MAX + 1];

	ssp_put_le32(out, 1);
	ssp_put_le32(out + 12, seq);
	seg[0] = (struct ssp_seg){ out + 12, 4, 0 };
	memcpy(&seg[1], data, ndata * sizeof(*data));
	return ssp_hmac(w->sign, seg, ndata + 1, out + 4, 8);
}

static void encrypt_checksum(const struct ssp_ntlm_messages *c,
			     struct ssp_rc4 *rc4, u8 *signature)
{
	if (c->flags & SSP_NTLM_KEY_EXCH)
		ssp_rc4(rc4, signature + 4, 8);
}

static void encrypt(struct ssp_rc4 *rc4, const struct ssp_seg *seg, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!(seg[i].flags & SSP_SEG_SIGN_ONLY))
			ssp_rc4(rc4, seg[i].p, seg[i].n);
	}
}

static void scrub(const struct ssp_seg *seg, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!(seg[i].flags & SSP_SEG_SIGN_ONLY) && seg[i].n)
			ssp_wipe(seg[i].p, seg[i].n);
	}
}

static ssp_status protect(struct ssp_ntlm_messages *c, struct ssp_msg *m,
			  bool private)
{
	struct ssp_ntlm_way *w = &c->send;
	u32 seq = number(c, w, m);
	u8 out[SSP_NTLM_SIGNATURE];
	struct ssp_rc4 rc4;
	ssp_status st;

	if (!(c->flags & SSP_NTLM_SIGN))
		return SEC_E_UNSUPPORTED_FUNCTION;
	if (m->token.n < SSP_NTLM_SIGNATURE)
		return SEC_E_BUFFER_TOO_SMALL;
	st = signature(w, seq, m->seg, m->nseg, out);
	if (st >= 0)
		st = stream(c, w, seq, &rc4);
	if (st < 0)
		return st;
	if (private)
		encrypt(&rc4, m->seg, m->nseg);
	encrypt_checksum(c, &rc4, out);
	memcpy(m->token.p, out, sizeof(out));
	m->token_used = sizeof(out);
	commit(w, &rc4);
	return SEC_E_OK;
}

/* The signature was @theirs, over @seg once that is decrypted. */
static ssp_status unprotect(struct ssp_ntlm_messages *c,
			    const struct ssp_msg *m, const struct ssp_seg *seg,
			    size_t nseg, const u8 *theirs, bool private)
{
	struct ssp_ntlm_way *w = &c->recv;
	u32 seq = number(c, w, m);
	u8 ours[SSP_NTLM_SIGNATURE];
	struct ssp_rc4 rc4;
	ssp_status st;

	st = stream(c, w, seq, &rc4);
	if (st < 0)
		return st;
	if (private)
		encrypt(&rc4, seg, nseg);
	st = signature(w, seq, seg, nseg, ours);
	encrypt_checksum(c, &rc4, ours);
	if (st >= 0 && !ssp_memeq_ct(ours, theirs, sizeof(ours)))
		st = SEC_E_MESSAGE_ALTERED;
	ssp_wipe(ours, sizeof(ours));
	if (st < 0) {
		ssp_wipe(&rc4, sizeof(rc4));
		if (private)
			scrub(seg, nseg);
		return st;
	}
	commit(w, &rc4);
	return SEC_E_OK;
}

ssp_status ssp_ntlm_sign(struct ssp_ntlm_messages *c, struct ssp_msg *m)
{
	return protect(c, m, false);
}

ssp_status ssp_ntlm_verify(struct ssp_ntlm_messages *c, struct ssp_msg *m)
{
	if (!(c->flags & SSP_NTLM_SIGN))
		return SEC_E_UNSUPPORTED_FUNCTION;
	if (m->token.n != SSP_NTLM_SIGNATURE)
		return SEC_E_INVALID_TOKEN;
	return unprotect(c, m, m->seg, m->nseg, m->token.p, false);
}

ssp_status ssp_ntlm_seal(struct ssp_ntlm_messages *c, struct ssp_msg *m,
			 u32 qop)
{
	bool private = c->flags & SSP_NTLM_SEAL;
	bool clear = (qop & SECQOP_WRAP_NO_ENCRYPT) == SECQOP_WRAP_NO_ENCRYPT;

	if (private == clear)
		return SEC_E_UNSUPPORTED_FUNCTION;
	return protect(c, m, private);
}

ssp_status ssp_ntlm_unseal(struct ssp_ntlm_messages *c, struct ssp_msg *m,
			   u32 *qop)
{
	bool private = c->flags & SSP_NTLM_SEAL;
	struct ssp_seg rest;
	ssp_status st;

	if (!(c->flags & SSP_NTLM_SIGN))
		return SEC_E_UNSUPPORTED_FUNCTION;
	if (m->token.n < SSP_NTLM_SIGNATURE)
		return SEC_E_BUFFER_TOO_SMALL;
	rest.p = m->token.p + SSP_NTLM_SIGNATURE;
	rest.n = m->token.n - SSP_NTLM_SIGNATURE;
	rest.flags = 0;
	if (m->stream)
		st = unprotect(c, m, &rest, 1, m->token.p, private);
	else if (rest.n)
		st = SEC_E_INVALID_TOKEN;
	else
		st = unprotect(c, m, m->seg, m->nseg, m->token.p, private);
	if (st < 0)
		return st;
	if (m->stream)
		m->plain = rest;
	*qop = private ? 0 : SECQOP_WRAP_NO_ENCRYPT;
	return SEC_E_OK;
}
