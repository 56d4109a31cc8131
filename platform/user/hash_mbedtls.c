// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Hashes and HMAC (RFC 2104) on mbedTLS 2.28.
 *
 * A context lives for hours and its keys with it, so an HMAC key is kept as
 * the two states of the hash after the padded key, not as two of mbedTLS's
 * contexts, which are three to five times as large.  A context of mbedTLS is
 * made from a state on the stack, for each message.  This takes the layouts of
 * 2.28, where all members are public.
 */
#include "platform/crypto.h"

#include <mbedtls/md5.h>
#include <mbedtls/sha1.h>
#include <mbedtls/sha256.h>
#include <mbedtls/sha512.h>
#include <mbedtls/version.h>

#include "platform/memory.h"

#if MBEDTLS_VERSION_NUMBER < 0x021c0000 || MBEDTLS_VERSION_NUMBER >= 0x03000000
#error "the layouts used here are those of mbedTLS 2.28"
#endif

#define HASH_BLOCK_MAX 128
#define HASH_STATE_MAX 64

/* One hash at work. */
struct hash_ctx {
	enum ssp_hash hash;
	union {
		mbedtls_md5_context md5;
		mbedtls_sha1_context sha1;
		mbedtls_sha256_context sha256;
		mbedtls_sha512_context sha512;
	} u;
};

/* Bytes of a digest, of a block, and of the state between two blocks. */
static const struct {
	u8 size;
	u8 block;
	u8 state;
} hashes[] = {
	[SSP_HASH_MD5] = { SSP_MD5_SIZE, 64, 16 },
	[SSP_HASH_SHA1] = { SSP_SHA1_SIZE, 64, 20 },
	[SSP_HASH_SHA256] = { SSP_SHA256_SIZE, 64, 32 },
	[SSP_HASH_SHA384] = { SSP_SHA384_SIZE, 128, 64 },
};

static ssp_status from_mbedtls(int err)
{
	return err ? SEC_E_CRYPTO_SYSTEM_INVALID : SEC_E_OK;
}

static ssp_status hash_start(struct hash_ctx *c, enum ssp_hash hash)
{
	c->hash = hash;
	switch (hash) {
	case SSP_HASH_MD5:
		mbedtls_md5_init(&c->u.md5);
		return from_mbedtls(mbedtls_md5_starts_ret(&c->u.md5));
	case SSP_HASH_SHA1:
		mbedtls_sha1_init(&c->u.sha1);
		return from_mbedtls(mbedtls_sha1_starts_ret(&c->u.sha1));
	case SSP_HASH_SHA256:
		mbedtls_sha256_init(&c->u.sha256);
		return from_mbedtls(mbedtls_sha256_starts_ret(&c->u.sha256, 0));
	case SSP_HASH_SHA384:
		mbedtls_sha512_init(&c->u.sha512);
		return from_mbedtls(mbedtls_sha512_starts_ret(&c->u.sha512, 1));
	}
	return SEC_E_INTERNAL_ERROR;
}

static ssp_status hash_update(struct hash_ctx *c, const u8 *p, size_t n)
{
	int err = -1;

	if (n == 0)
		return SEC_E_OK;
	switch (c->hash) {
	case SSP_HASH_MD5:
		err = mbedtls_md5_update_ret(&c->u.md5, p, n);
		break;
	case SSP_HASH_SHA1:
		err = mbedtls_sha1_update_ret(&c->u.sha1, p, n);
		break;
	case SSP_HASH_SHA256:
		err = mbedtls_sha256_update_ret(&c->u.sha256, p, n);
		break;
	case SSP_HASH_SHA384:
		err = mbedtls_sha512_update_ret(&c->u.sha512, p, n);
		break;
	}
	return from_mbedtls(err);
}

static ssp_status hash_update_segs(struct hash_ctx *c,
				   const struct ssp_seg *seg, size_t nseg)
{
	ssp_status st = SEC_E_OK;
	size_t i;

	for (i = 0; i < nseg && st >= 0; i++)
		st = hash_update(c, seg[i].p, seg[i].n);
	return st;
}

/* @out has room for 64 bytes: mbedTLS's word is that of SHA-512. */
static ssp_status hash_finish(struct hash_ctx *c, u8 *out)
{
	int err = -1;

	switch (c->hash) {
	case SSP_HASH_MD5:
		err = mbedtls_md5_finish_ret(&c->u.md5, out);
		break;
	case SSP_HASH_SHA1:
		err = mbedtls_sha1_finish_ret(&c->u.sha1, out);
		break;
	case SSP_HASH_SHA256:
		err = mbedtls_sha256_finish_ret(&c->u.sha256, out);
		break;
	case SSP_HASH_SHA384:
		err = mbedtls_sha512_finish_ret(&c->u.sha512, out);
		break;
	}
	return from_mbedtls(err);
}

/* Between two blocks this is all that a hash remembers, beside its length. */
static void *hash_state(struct hash_ctx *c)
{
	switch (c->hash) {
	case SSP_HASH_MD5:
		return c->u.md5.state;
	case SSP_HASH_SHA1:
		return c->u.sha1.state;
	case SSP_HASH_SHA256:
		return c->u.sha256.state;
	case SSP_HASH_SHA384:
		return c->u.sha512.state;
	}
	return NULL;
}

/* Go on from a state that was saved after the first block. */
static ssp_status hash_resume(struct hash_ctx *c, enum ssp_hash hash,
			      const u8 *state)
{
	ssp_status st = hash_start(c, hash);

	if (st < 0)
		return st;
	memcpy(hash_state(c), state, hashes[hash].state);
	switch (hash) {
	case SSP_HASH_MD5:
		c->u.md5.total[0] = 64;
		break;
	case SSP_HASH_SHA1:
		c->u.sha1.total[0] = 64;
		break;
	case SSP_HASH_SHA256:
		c->u.sha256.total[0] = 64;
		break;
	case SSP_HASH_SHA384:
		c->u.sha512.total[0] = 128;
		break;
	}
	return SEC_E_OK;
}

size_t ssp_hash_size(enum ssp_hash hash)
{
	return hashes[hash].size;
}

ssp_status ssp_hash(enum ssp_hash hash, const struct ssp_seg *seg, size_t nseg,
		    u8 *out)
{
	u8 digest[HASH_STATE_MAX];
	struct hash_ctx c;
	ssp_status st;

	st = hash_start(&c, hash);
	if (st >= 0)
		st = hash_update_segs(&c, seg, nseg);
	if (st >= 0)
		st = hash_finish(&c, digest);
	if (st >= 0)
		memcpy(out, digest, hashes[hash].size);
	ssp_wipe(&c, sizeof(c));
	ssp_wipe(digest, sizeof(digest));
	return st;
}

/* The states after the inner and after the outer padded key, in this order. */
struct ssp_hmac {
	u32 hash;
	u8 state[];
};

static size_t hmac_size(enum ssp_hash hash)
{
	return sizeof(struct ssp_hmac) + 2 * (size_t)hashes[hash].state;
}

/* RFC 2104 2: the key, zeros up to a block, every byte xored with @pad. */
static ssp_status hmac_pad(enum ssp_hash hash, const u8 *key, size_t n, u8 pad,
			   u8 *state)
{
	u8 block[HASH_BLOCK_MAX] = { 0 };
	struct hash_ctx c;
	ssp_status st;
	size_t i;

	if (n)
		memcpy(block, key, n);
	for (i = 0; i < hashes[hash].block; i++)
		block[i] ^= pad;
	st = hash_start(&c, hash);
	if (st >= 0)
		st = hash_update(&c, block, hashes[hash].block);
	if (st >= 0)
		memcpy(state, hash_state(&c), hashes[hash].state);
	ssp_wipe(&c, sizeof(c));
	ssp_wipe(block, sizeof(block));
	return st;
}

ssp_status ssp_hmac_new(enum ssp_hash hash, const u8 *key, size_t n,
			struct ssp_hmac **out)
{
	struct ssp_hmac *h;
	ssp_status st;

	*out = NULL;
	if (n > hashes[hash].block)
		return SEC_E_INTERNAL_ERROR;
	h = ssp_pool_alloc(hmac_size(hash));
	if (!h)
		return SEC_E_INSUFFICIENT_MEMORY;
	h->hash = hash;
	st = hmac_pad(hash, key, n, 0x36, h->state);
	if (st >= 0)
		st = hmac_pad(hash, key, n, 0x5c,
			      h->state + hashes[hash].state);
	if (st < 0) {
		ssp_hmac_free(h);
		return st;
	}
	*out = h;
	return SEC_E_OK;
}

void ssp_hmac_free(struct ssp_hmac *hmac)
{
	if (hmac)
		ssp_pool_free(hmac, hmac_size(hmac->hash));
}

ssp_status ssp_hmac(struct ssp_hmac *hmac, const struct ssp_seg *seg,
		    size_t nseg, u8 *out, size_t n)
{
	enum ssp_hash hash = hmac->hash;
	u8 digest[HASH_STATE_MAX];
	struct hash_ctx c;
	ssp_status st;

	if (n == 0 || n > hashes[hash].size)
		return SEC_E_INTERNAL_ERROR;
	st = hash_resume(&c, hash, hmac->state);
	if (st >= 0)
		st = hash_update_segs(&c, seg, nseg);
	if (st >= 0)
		st = hash_finish(&c, digest);
	if (st >= 0)
		st = hash_resume(&c, hash, hmac->state + hashes[hash].state);
	if (st >= 0)
		st = hash_update(&c, digest, hashes[hash].size);
	if (st >= 0)
		st = hash_finish(&c, digest);
	if (st >= 0)
		memcpy(out, digest, n);
	ssp_wipe(&c, sizeof(c));
	ssp_wipe(digest, sizeof(digest));
	return st;
}

bool ssp_memeq_ct(const void *a, const void *b, size_t n)
{
	const volatile u8 *x = a;
	const volatile u8 *y = b;
	u8 differ = 0;

	while (n--)
		differ |= *x++ ^ *y++;
	return differ == 0;
}
