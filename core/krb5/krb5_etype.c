// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The table of encryption types, and encryption with integrity as RFC 3962 6
 * and RFC 8009 5 define it.
 *
 * The two families differ in the order of things: RFC 3962 authenticates the
 * plaintext, RFC 8009 the ciphertext with the IV in front of it.  Not here:
 * string-to-key (passwords are libkrb5's business) and the PRF.
 */
#include "core/krb5/krb5_etype.h"

#include "core/wr.h"
#include "platform/env.h"
#include "platform/memory.h"

/* In order of preference: first what every KDC and acceptor has. */
static const struct ssp_krb5_etype etypes[] = {
	{
		.id = 18,
		.name = "aes256-cts-hmac-sha1-96",
		.bits = 256,
		.key_size = 32,
		.mac_key_size = 32,
		.cksum_size = 12,
		.cksum_id = 16,
		.cksum_name = "hmac-sha1-96-aes256",
		.hash = SSP_HASH_SHA1,
		.derive = ssp_krb5_rfc3961_derive,
	},
	{
		.id = 17,
		.name = "aes128-cts-hmac-sha1-96",
		.bits = 128,
		.key_size = 16,
		.mac_key_size = 16,
		.cksum_size = 12,
		.cksum_id = 15,
		.cksum_name = "hmac-sha1-96-aes128",
		.hash = SSP_HASH_SHA1,
		.derive = ssp_krb5_rfc3961_derive,
	},
	{
		.id = 20,
		.name = "aes256-cts-hmac-sha384-192",
		.bits = 256,
		.key_size = 32,
		.mac_key_size = 24,
		.cksum_size = 24,
		.cksum_id = 20,
		.cksum_name = "hmac-sha384-192-aes256",
		.hash = SSP_HASH_SHA384,
		.encrypt_then_mac = true,
		.derive = ssp_krb5_rfc8009_derive,
	},
	{
		.id = 19,
		.name = "aes128-cts-hmac-sha256-128",
		.bits = 128,
		.key_size = 16,
		.mac_key_size = 16,
		.cksum_size = 16,
		.cksum_id = 19,
		.cksum_name = "hmac-sha256-128-aes128",
		.hash = SSP_HASH_SHA256,
		.encrypt_then_mac = true,
		.derive = ssp_krb5_rfc8009_derive,
	},
};

const struct ssp_krb5_etype *ssp_krb5_etype_at(size_t i)
{
	return i < ARRAY_SIZE(etypes) ? &etypes[i] : NULL;
}

const struct ssp_krb5_etype *ssp_krb5_etype_find(s32 id)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(etypes); i++) {
		if (etypes[i].id == id)
			return &etypes[i];
	}
	return NULL;
}

ssp_status ssp_krb5_keyblock_set(struct ssp_krb5_keyblock *kb, s32 id,
				 struct ssp_span key)
{
	const struct ssp_krb5_etype *et = ssp_krb5_etype_find(id);

	if (!et)
		return SEC_E_KDC_UNKNOWN_ETYPE;
	if (key.n != et->key_size)
		return SEC_E_INVALID_TOKEN;
	kb->et = et;
	memcpy(kb->key, key.p, key.n);
	return SEC_E_OK;
}

ssp_status ssp_krb5_hmac_init(struct ssp_hmac **hmac,
			      const struct ssp_krb5_keyblock *key, u32 usage,
			      enum ssp_krb5_derive what)
{
	const struct ssp_krb5_etype *et = key->et;
	u8 k[SSP_KRB5_KEY_MAX];
	ssp_status st;

	*hmac = NULL;
	st = et->derive(key, usage, what, k);
	if (st >= 0)
		st = ssp_hmac_new(et->hash, k, et->mac_key_size, hmac);
	ssp_wipe(k, sizeof(k));
	return st;
}

ssp_status ssp_krb5_cipher_init(struct ssp_krb5_cipher *c,
				const struct ssp_krb5_keyblock *key, u32 usage,
				enum ssp_aes_dir dir)
{
	const struct ssp_krb5_etype *et = key->et;
	u8 k[SSP_KRB5_KEY_MAX];
	ssp_status st;

	c->et = et;
	c->dir = dir;
	st = et->derive(key, usage, SSP_KRB5_KE, k);
	if (st >= 0)
		st = ssp_aes_new(k, et->key_size, dir, &c->ke);
	ssp_wipe(k, sizeof(k));
	if (st < 0)
		return st;
	return ssp_krb5_hmac_init(&c->ki, key, usage, SSP_KRB5_KI);
}

void ssp_krb5_cipher_fini(struct ssp_krb5_cipher *c)
{
	ssp_aes_free(c->ke);
	ssp_hmac_free(c->ki);
	memset(c, 0, sizeof(*c));
}

/* RFC 3961 5.3: every text starts with a confounder. */
static bool has_confounder(const struct ssp_seg *seg, size_t nseg)
{
	u64 total = 0;
	size_t i;

	for (i = 0; i < nseg; i++) {
		if (!(seg[i].flags & SSP_SEG_SIGN_ONLY))
			total += seg[i].n;
	}
	return total >= SSP_KRB5_CONFOUNDER;
}

/* RFC 8009 5: the checksum covers the IV, which is zero, and the ciphertext. */
static ssp_status authenticate(struct ssp_krb5_cipher *c,
			       const struct ssp_seg *seg, size_t nseg, u8 *mac)
{
	u8 iv[SSP_AES_BLOCK] = { 0 };
	struct ssp_seg all[SSP_SEGS_MAX];

	if (!c->et->encrypt_then_mac)
		return ssp_hmac(c->ki, seg, nseg, mac, c->et->cksum_size);
	all[0] = (struct ssp_seg){ iv, sizeof(iv), 0 };
	memcpy(&all[1], seg, nseg * sizeof(*seg));
	return ssp_hmac(c->ki, all, nseg + 1, mac, c->et->cksum_size);
}

static ssp_status compare(struct ssp_krb5_cipher *c, const struct ssp_seg *seg,
			  size_t nseg, const u8 *mac)
{
	u8 want[SSP_KRB5_CKSUM_MAX];
	ssp_status st;

	st = authenticate(c, seg, nseg, want);
	if (st >= 0 && !ssp_memeq_ct(want, mac, c->et->cksum_size))
		st = SEC_E_MESSAGE_ALTERED;
	ssp_wipe(want, sizeof(want));
	return st;
}

ssp_status ssp_krb5_encrypt(struct ssp_krb5_cipher *c,
			    const struct ssp_seg *seg, size_t nseg, u8 *mac)
{
	ssp_status st;

	if (nseg > SSP_KRB5_SEGS_MAX || !has_confounder(seg, nseg))
		return SEC_E_INTERNAL_ERROR;
	if (c->et->encrypt_then_mac) {
		st = ssp_aes_cts(c->ke, seg, nseg);
		return st < 0 ? st : authenticate(c, seg, nseg, mac);
	}
	st = authenticate(c, seg, nseg, mac);
	return st < 0 ? st : ssp_aes_cts(c->ke, seg, nseg);
}

ssp_status ssp_krb5_decrypt(struct ssp_krb5_cipher *c,
			    const struct ssp_seg *seg, size_t nseg,
			    const u8 *mac)
{
	ssp_status st;

	if (nseg > SSP_KRB5_SEGS_MAX)
		return SEC_E_INTERNAL_ERROR;
	/* Before any arithmetic on the length (CVE-2009-4212). */
	if (!has_confounder(seg, nseg))
		return SEC_E_INVALID_TOKEN;
	if (c->et->encrypt_then_mac) {
		st = compare(c, seg, nseg, mac);
		if (st < 0)
			return st;
	}
	st = ssp_aes_cts(c->ke, seg, nseg);
	if (st >= 0 && !c->et->encrypt_then_mac)
		st = compare(c, seg, nseg, mac);
	if (st < 0)
		ssp_krb5_scrub(seg, nseg);
	return st;
}

void ssp_krb5_scrub(const struct ssp_seg *seg, size_t nseg)
{
	size_t i;

	for (i = 0; i < nseg; i++) {
		if (!(seg[i].flags & SSP_SEG_SIGN_ONLY) && seg[i].n)
			ssp_wipe(seg[i].p, seg[i].n);
	}
}

static ssp_status seal_at(const struct ssp_krb5_keyblock *key, u32 usage, u8 *p,
			  size_t n)
{
	const struct ssp_env *env = ssp_env_get();
	const struct ssp_seg seg = { p, (u32)n, 0 };
	struct ssp_krb5_cipher c = { 0 };
	ssp_status st;

	st = env->random(env->arg, p, SSP_KRB5_CONFOUNDER);
	if (st < 0)
		return st;
	st = ssp_krb5_cipher_init(&c, key, usage, SSP_AES_ENCRYPT);
	if (st >= 0)
		st = ssp_krb5_encrypt(&c, &seg, 1, p + n);
	ssp_krb5_cipher_fini(&c);
	return st;
}

ssp_status ssp_krb5_seal_blob(const struct ssp_krb5_keyblock *key, u32 usage,
			      struct ssp_span plain, struct ssp_wr *out)
{
	size_t at = out->n;
	ssp_status st;

	ssp_wr_room(out, SSP_KRB5_CONFOUNDER);
	ssp_wr_bytes(out, plain);
	ssp_wr_room(out, key->et->cksum_size);
	if (out->st < 0)
		return out->st;
	st = seal_at(key, usage, out->p + at, SSP_KRB5_CONFOUNDER + plain.n);
	if (st < 0)
		out->st = st;
	return st;
}

ssp_status ssp_krb5_open_blob(const struct ssp_krb5_keyblock *key, u32 usage,
			      struct ssp_span cipher, u8 **out,
			      struct ssp_span *plain)
{
	struct ssp_krb5_cipher c = { 0 };
	size_t mac = key->et->cksum_size;
	struct ssp_seg seg;
	ssp_status st;
	u8 *p;

	*out = NULL;
	*plain = (struct ssp_span){ NULL, 0 };
	if (cipher.n < SSP_KRB5_CONFOUNDER + mac || cipher.n > SSP_ALLOC_MAX)
		return SEC_E_INVALID_TOKEN;
	p = ssp_pool_dup(cipher.p, cipher.n);
	if (!p)
		return SEC_E_INSUFFICIENT_MEMORY;
	seg = (struct ssp_seg){ p, (u32)(cipher.n - mac), 0 };
	st = ssp_krb5_cipher_init(&c, key, usage, SSP_AES_DECRYPT);
	if (st >= 0)
		st = ssp_krb5_decrypt(&c, &seg, 1, p + seg.n);
	ssp_krb5_cipher_fini(&c);
	if (st < 0) {
		ssp_pool_free(p, cipher.n);
		return st;
	}
	*out = p;
	*plain = (struct ssp_span){ p + SSP_KRB5_CONFOUNDER,
				    seg.n - SSP_KRB5_CONFOUNDER };
	return SEC_E_OK;
}
