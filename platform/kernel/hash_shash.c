// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Hashes and HMAC (RFC 2104) on the kernel's synchronous hashes, which take
 * text at any address.
 *
 * An HMAC key is a transform of its own, which keeps the two states after the
 * padded key, and room for one hash at work.
 */
#include "platform/crypto.h"

#include <crypto/algapi.h>
#include <crypto/hash.h>
#include <linux/err.h>
#include <linux/sched.h>
#include <linux/sizes.h>

#include "platform/memory.h"

static const struct {
	const char *name;
	const char *hmac;
	u8 size;
	u8 block;
} hashes[] = {
	[SSP_HASH_MD5] = { "md5", "hmac(md5)", SSP_MD5_SIZE, 64 },
	[SSP_HASH_SHA1] = { "sha1", "hmac(sha1)", SSP_SHA1_SIZE, 64 },
	[SSP_HASH_SHA256] = { "sha256", "hmac(sha256)", SSP_SHA256_SIZE, 64 },
	[SSP_HASH_SHA384] = { "sha384", "hmac(sha384)", SSP_SHA384_SIZE, 128 },
};

/* While keys are prepared, a lack of memory is nobody's fault. */
static ssp_status from_errno(long err)
{
	return err == -ENOMEM ? SEC_E_INSUFFICIENT_MEMORY :
				SEC_E_CRYPTO_SYSTEM_INVALID;
}

static ssp_status new_tfm(const char *name, struct crypto_shash **out)
{
	struct crypto_shash *tfm;

	tfm = crypto_alloc_shash(name, 0, CRYPTO_ALG_ALLOCATES_MEMORY);
	if (IS_ERR(tfm))
		return from_errno(PTR_ERR(tfm));
	*out = tfm;
	return SEC_E_OK;
}

/* Drivers may not be preempted during an update, so none is long. */
static int update(struct shash_desc *desc, const u8 *p, u32 n)
{
	while (n) {
		u32 part = n < SZ_4K ? n : SZ_4K;
		int err = crypto_shash_update(desc, p, part);

		if (err)
			return err;
		p += part;
		n -= part;
		cond_resched();
	}
	return 0;
}

static ssp_status digest(struct shash_desc *desc, const struct ssp_seg *seg,
			 size_t nseg, u8 *out)
{
	int err = crypto_shash_init(desc);
	size_t i;

	for (i = 0; i < nseg && !err; i++)
		err = update(desc, seg[i].p, seg[i].n);
	if (!err)
		err = crypto_shash_final(desc, out);
	return err ? SEC_E_CRYPTO_SYSTEM_INVALID : SEC_E_OK;
}

size_t ssp_hash_size(enum ssp_hash hash)
{
	return hashes[hash].size;
}

static ssp_status digest_with(struct crypto_shash *tfm,
			      const struct ssp_seg *seg, size_t nseg, u8 *out)
{
	SHASH_DESC_ON_STACK(desc, tfm);
	ssp_status st;

	desc->tfm = tfm;
	st = digest(desc, seg, nseg, out);
	shash_desc_zero(desc);
	return st;
}

/* A hand-shake needs this once, if it has channel bindings. */
ssp_status ssp_hash(enum ssp_hash hash, const struct ssp_seg *seg, size_t nseg,
		    u8 *out)
{
	struct crypto_shash *tfm;
	ssp_status st;

	st = new_tfm(hashes[hash].name, &tfm);
	if (st < 0)
		return st;
	st = digest_with(tfm, seg, nseg, out);
	crypto_free_shash(tfm);
	return st;
}

struct ssp_hmac {
	struct shash_desc desc; /* its state is behind it */
};

static size_t hmac_size(struct crypto_shash *tfm)
{
	return sizeof(struct ssp_hmac) + crypto_shash_descsize(tfm);
}

ssp_status ssp_hmac_new(enum ssp_hash hash, const u8 *key, size_t n,
			struct ssp_hmac **out)
{
	struct crypto_shash *tfm;
	struct ssp_hmac *h;
	ssp_status st;
	int err;

	*out = NULL;
	if (n > hashes[hash].block)
		return SEC_E_INTERNAL_ERROR;
	st = new_tfm(hashes[hash].hmac, &tfm);
	if (st < 0)
		return st;
	err = crypto_shash_setkey(tfm, key, (unsigned int)n);
	if (err) {
		st = from_errno(err);
		goto fail;
	}
	st = SEC_E_INSUFFICIENT_MEMORY;
	h = ssp_pool_alloc(hmac_size(tfm));
	if (!h)
		goto fail;
	h->desc.tfm = tfm;
	*out = h;
	return SEC_E_OK;
fail:
	crypto_free_shash(tfm); /* wipes */
	return st;
}

void ssp_hmac_free(struct ssp_hmac *hmac)
{
	struct crypto_shash *tfm;

	if (!hmac)
		return;
	tfm = hmac->desc.tfm;
	ssp_pool_free(hmac, hmac_size(tfm));
	crypto_free_shash(tfm);
}

ssp_status ssp_hmac(struct ssp_hmac *hmac, const struct ssp_seg *seg,
		    size_t nseg, u8 *out, size_t n)
{
	struct crypto_shash *tfm = hmac->desc.tfm;
	u8 mac[SSP_HASH_SIZE_MAX];
	ssp_status st;

	if (n == 0 || n > crypto_shash_digestsize(tfm))
		return SEC_E_INTERNAL_ERROR;
	st = digest(&hmac->desc, seg, nseg, mac);
	if (st >= 0)
		memcpy(out, mac, n);
	ssp_wipe(shash_desc_ctx(&hmac->desc), crypto_shash_descsize(tfm));
	ssp_wipe(mac, sizeof(mac));
	return st;
}

bool ssp_memeq_ct(const void *a, const void *b, size_t n)
{
	return crypto_memneq(a, b, n) == 0;
}
