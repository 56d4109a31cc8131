// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's functions of passwords, challenges and keys (MS-NLMP 3.3.2, 3.4.5).
 */
#include "core/ntlm/ntlm_key.h"

#include "core/md4.h"
#include "core/rc4.h"
#include "core/upcase.h"
#include "core/wr.h"
#include "platform/crypto.h"

static struct ssp_seg seg(const void *p, size_t n)
{
	return (struct ssp_seg){ .p = (u8 *)p, .n = (u32)n };
}

ssp_status ssp_ntlm_md5_keyed(const u8 *key, const struct ssp_seg *segs,
			      size_t nseg, u8 *out)
{
	struct ssp_hmac *hmac;
	ssp_status st;

	st = ssp_hmac_new(SSP_HASH_MD5, key, SSP_NTLM_KEY, &hmac);
	if (st < 0)
		return st;
	st = ssp_hmac(hmac, segs, nseg, out, SSP_NTLM_KEY);
	ssp_hmac_free(hmac);
	return st;
}

ssp_status ssp_ntlm_nt_hash(const struct ssp_utf16 *password, u8 *out)
{
	struct ssp_wr w;
	ssp_status st;
	size_t i;

	ssp_wr_init(&w);
	for (i = 0; i < password->n; i++)
		ssp_wr_le16(&w, password->p[i]);
	st = w.st;
	if (st >= 0)
		ssp_md4(ssp_wr_span(&w), out);
	ssp_wr_free(&w);
	return st;
}

ssp_status ssp_ntlm_response_key(const u8 *nt_hash,
				 const struct ssp_utf16 *user,
				 const struct ssp_utf16 *domain, u8 *out)
{
	struct ssp_seg names;
	struct ssp_wr w;
	ssp_status st;
	size_t i;

	ssp_wr_init(&w);
	for (i = 0; i < user->n; i++)
		ssp_wr_le16(&w, ssp_upcase(user->p[i]));
	for (i = 0; i < domain->n; i++)
		ssp_wr_le16(&w, domain->p[i]);
	names = seg(w.p, w.n);
	st = w.st;
	if (st >= 0)
		st = ssp_ntlm_md5_keyed(nt_hash, &names, 1, out);
	ssp_wr_free(&w);
	return st;
}

ssp_status ssp_ntlm_prove(const u8 *response_key, const u8 *challenge,
			  struct ssp_span blob, u8 *proof, u8 *session_key)
{
	const struct ssp_seg in[] = { seg(challenge, SSP_NTLM_NONCE),
				      seg(blob.p, blob.n) };
	struct ssp_hmac *hmac;
	struct ssp_seg proven;
	ssp_status st;

	st = ssp_hmac_new(SSP_HASH_MD5, response_key, SSP_NTLM_KEY, &hmac);
	if (st < 0)
		return st;
	st = ssp_hmac(hmac, in, ARRAY_SIZE(in), proof, SSP_NTLM_KEY);
	proven = seg(proof, SSP_NTLM_KEY);
	if (st >= 0)
		st = ssp_hmac(hmac, &proven, 1, session_key, SSP_NTLM_KEY);
	ssp_hmac_free(hmac);
	return st;
}

ssp_status ssp_ntlm_lm_response(const u8 *response_key, const u8 *challenge,
				const u8 *nonce, u8 *out)
{
	const struct ssp_seg in[] = { seg(challenge, SSP_NTLM_NONCE),
				      seg(nonce, SSP_NTLM_NONCE) };

	memcpy(out + SSP_NTLM_KEY, nonce, SSP_NTLM_NONCE);
	return ssp_ntlm_md5_keyed(response_key, in, ARRAY_SIZE(in), out);
}

void ssp_ntlm_wrap_key(const u8 *with, u8 *key)
{
	struct ssp_rc4 rc4;

	ssp_rc4_init(&rc4, with, SSP_NTLM_KEY);
	ssp_rc4(&rc4, key, SSP_NTLM_KEY);
	ssp_wipe(&rc4, sizeof(rc4));
}

ssp_status ssp_ntlm_mic(const u8 *session_key,
			const struct ssp_span messages[3], size_t at, u8 *out)
{
	static const u8 none[SSP_NTLM_KEY];
	const struct ssp_span *last = &messages[2];
	size_t after = at + SSP_NTLM_KEY;
	const struct ssp_seg in[] = {
		seg(messages[0].p, messages[0].n),
		seg(messages[1].p, messages[1].n),
		seg(last->p, at),
		seg(none, sizeof(none)),
		seg(last->p + after, last->n - after),
	};

	return ssp_ntlm_md5_keyed(session_key, in, ARRAY_SIZE(in), out);
}

/* MD5 of a key, or of its beginning, and a text with its NUL. */
static ssp_status derive(const u8 *key, size_t n, const char *text,
			 size_t ntext, u8 *out)
{
	const struct ssp_seg in[] = { seg(key, n), seg(text, ntext) };

	return ssp_hash(SSP_HASH_MD5, in, ARRAY_SIZE(in), out);
}

/* MS-NLMP 3.4.5.2 and 3.4.5.3, in the order of enum ssp_ntlm_from. */
static const char sign_text[][59] = {
	"session key to client-to-server signing key magic constant",
	"session key to server-to-client signing key magic constant",
};

static const char seal_text[][59] = {
	"session key to client-to-server sealing key magic constant",
	"session key to server-to-client sealing key magic constant",
};

ssp_status ssp_ntlm_sign_key(const u8 *session_key, enum ssp_ntlm_from from,
			     u8 *out)
{
	return derive(session_key, SSP_NTLM_KEY, sign_text[from],
		      sizeof(sign_text[from]), out);
}

ssp_status ssp_ntlm_seal_key(const u8 *session_key, enum ssp_ntlm_from from,
			     u32 bits, u8 *out)
{
	return derive(session_key, bits / 8, seal_text[from],
		      sizeof(seal_text[from]), out);
}
