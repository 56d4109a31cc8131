// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The cipher is CBC by the book around the library's AES; the hashes hash
 * nothing, since only their failures are of interest.
 */
#include "tests/kunit/picky_crypto.h"

#include <crypto/aes.h>
#include <crypto/internal/hash.h>
#include <crypto/internal/skcipher.h>
#include <crypto/md5.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/sizes.h>
#include <linux/workqueue.h>

#include "tests/kunit/runner.h"
#include "tests/world.h"

#define BLOCK AES_BLOCK_SIZE

static struct ssp_picky picky;

/* One more call: is it the one that fails? */
static int count(bool keeps_rules)
{
	if (!keeps_rules)
		picky.faults++;
	return ++picky.calls == picky.fail_at ? -EIO : 0;
}

static void skip_where_tested(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_CRYPTO_MANAGER_DISABLE_TESTS))
		kunit_skip(test, "this kernel tests its algorithms");
}

struct later {
	struct work_struct work;
	struct skcipher_request *req;
	bool encrypt;
};

static struct workqueue_struct *queue;

static int cipher_init(struct crypto_skcipher *tfm)
{
	crypto_skcipher_set_reqsize(tfm, sizeof(struct later));
	return 0;
}

static int cipher_key(struct crypto_skcipher *tfm, const u8 *key,
		      unsigned int n)
{
	picky.keys++;
	if (picky.key_error)
		return picky.key_error;
	return aes_expandkey(crypto_skcipher_ctx(tfm), key, n);
}

static bool request_keeps_rules(const struct skcipher_request *req)
{
	u32 mask = crypto_skcipher_alignmask(
		crypto_skcipher_reqtfm((struct skcipher_request *)req));
	u32 n = req->cryptlen;

	return n && n % BLOCK == 0 && n <= req->src->length &&
	       req->src->offset + n <= PAGE_SIZE &&
	       (req->src->offset & mask) == 0 &&
	       ((uintptr_t)req->iv & mask) == 0 && req->dst == req->src;
}

static void cbc_encrypt(const struct crypto_aes_ctx *ctx, u8 *p, u32 n, u8 *iv)
{
	for (; n; n -= BLOCK, p += BLOCK) {
		crypto_xor(p, iv, BLOCK);
		aes_encrypt(ctx, p, p);
		memcpy(iv, p, BLOCK);
	}
}

static void cbc_decrypt(const struct crypto_aes_ctx *ctx, u8 *p, u32 n, u8 *iv)
{
	u8 next[BLOCK];

	for (; n; n -= BLOCK, p += BLOCK) {
		memcpy(next, p, BLOCK);
		aes_decrypt(ctx, p, p);
		crypto_xor(p, iv, BLOCK);
		memcpy(iv, next, BLOCK);
	}
}

static int cipher_do(struct skcipher_request *req, bool encrypt)
{
	bool keeps_rules = request_keeps_rules(req);
	int err = count(keeps_rules);
	const void *ctx = crypto_skcipher_ctx(crypto_skcipher_reqtfm(req));
	u8 *p = sg_virt(req->src);

	if (err || !keeps_rules)
		return -EIO;
	picky.iv = req->iv;
	picky.text = p;
	if (encrypt)
		cbc_encrypt(ctx, p, req->cryptlen, req->iv);
	else
		cbc_decrypt(ctx, p, req->cryptlen, req->iv);
	return 0;
}

static void cipher_work(struct work_struct *work)
{
	struct later *l = container_of(work, struct later, work);

	skcipher_request_complete(l->req, cipher_do(l->req, l->encrypt));
}

static int cipher_request(struct skcipher_request *req, bool encrypt)
{
	struct later *l = skcipher_request_ctx(req);

	if (!picky.later)
		return cipher_do(req, encrypt);
	l->req = req;
	l->encrypt = encrypt;
	INIT_WORK(&l->work, cipher_work);
	queue_work(queue, &l->work);
	return -EINPROGRESS;
}

static int cipher_encrypt(struct skcipher_request *req)
{
	return cipher_request(req, true);
}

static int cipher_decrypt(struct skcipher_request *req)
{
	return cipher_request(req, false);
}

static struct skcipher_alg cipher;

/* The API keeps its own things in a row that it was given: a new one. */
static void cipher_describe(u32 alignmask, u32 flags)
{
	cipher = (struct skcipher_alg){
		.base = {
			.cra_name = "cbc(aes)",
			.cra_driver_name = "cbc-aes-picky",
			.cra_priority = 100000,
			.cra_flags = flags,
			.cra_blocksize = BLOCK,
			.cra_alignmask = alignmask,
			.cra_ctxsize = sizeof(struct crypto_aes_ctx),
			.cra_module = THIS_MODULE,
		},
		.min_keysize = AES_MIN_KEY_SIZE,
		.max_keysize = AES_MAX_KEY_SIZE,
		.ivsize = BLOCK,
		.init = cipher_init,
		.setkey = cipher_key,
		.encrypt = cipher_encrypt,
		.decrypt = cipher_decrypt,
	};
}

static void cipher_remove(struct kunit *test, void *data)
{
	crypto_unregister_skcipher(&cipher);
	destroy_workqueue(queue);
}

/* The API takes a lack of memory at this moment for a bug. */
static int cipher_install(void)
{
	bool faults = ssp_runner_faults(false);
	int err = -ENOMEM;

	queue = alloc_workqueue("picky", 0, 0);
	if (queue)
		err = crypto_register_skcipher(&cipher);
	if (err && queue)
		destroy_workqueue(queue);
	ssp_runner_faults(faults);
	return err;
}

struct ssp_picky *ssp_picky_cipher(struct kunit *test, u32 alignmask, u32 flags)
{
	skip_where_tested(test);
	picky = (struct ssp_picky){};
	cipher_describe(alignmask, flags);
	KUNIT_ASSERT_EQ(test, cipher_install(), 0);
	ssp_kunit_defer(test, cipher_remove, NULL);
	return &picky;
}

static int hash_key(struct crypto_shash *tfm, const u8 *key, unsigned int n)
{
	picky.keys++;
	return picky.key_error;
}

static int hash_init(struct shash_desc *desc)
{
	return count(true);
}

static int hash_update(struct shash_desc *desc, const u8 *p, unsigned int n)
{
	return count(n <= SZ_4K);
}

static int hash_final(struct shash_desc *desc, u8 *out)
{
	int err = count(true);

	if (!err)
		memset(out, 0x5a, MD5_DIGEST_SIZE);
	return err;
}

static struct shash_alg hashes[2];

static struct shash_alg hash_row(const char *name, const char *driver)
{
	struct shash_alg alg = {
		.base = {
			.cra_priority = 100000,
			.cra_blocksize = MD5_HMAC_BLOCK_SIZE,
			.cra_module = THIS_MODULE,
		},
		.digestsize = MD5_DIGEST_SIZE,
		.descsize = 8,
		.init = hash_init,
		.update = hash_update,
		.final = hash_final,
	};

	strscpy(alg.base.cra_name, name, CRYPTO_MAX_ALG_NAME);
	strscpy(alg.base.cra_driver_name, driver, CRYPTO_MAX_ALG_NAME);
	return alg;
}

static int hashes_install(void)
{
	bool faults = ssp_runner_faults(false);
	int err = crypto_register_shashes(hashes, ARRAY_SIZE(hashes));

	ssp_runner_faults(faults);
	return err;
}

static void hashes_remove(struct kunit *test, void *data)
{
	crypto_unregister_shashes(hashes, ARRAY_SIZE(hashes));
}

struct ssp_picky *ssp_picky_hashes(struct kunit *test)
{
	skip_where_tested(test);
	picky = (struct ssp_picky){};
	hashes[0] = hash_row("md5", "md5-picky");
	hashes[1] = hash_row("hmac(md5)", "hmac-md5-picky");
	hashes[1].setkey = hash_key;
	KUNIT_ASSERT_EQ(test, hashes_install(), 0);
	ssp_kunit_defer(test, hashes_remove, NULL);
	return &picky;
}
