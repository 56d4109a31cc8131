// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AES, one block or a text with ciphertext stealing (RFC 3962 5), on
 * mbedTLS 2.28.
 *
 * A key is kept as its round keys alone: mbedTLS's context has room for the
 * largest key and for scratch, and a security context has four to six of
 * them.  A context of mbedTLS that points to the round keys is made on the
 * stack, for each message.  This takes the layout of 2.28, where all members
 * are public.
 *
 * mbedTLS uses AES-NI by itself where it was built with it.
 */
#include "platform/crypto.h"

#include <pthread.h>

#include <mbedtls/aes.h>
#include <mbedtls/version.h>

#include "platform/memory.h"

#if MBEDTLS_VERSION_NUMBER < 0x021c0000 || MBEDTLS_VERSION_NUMBER >= 0x03000000
#error "the layout used here is that of mbedTLS 2.28"
#endif

#define BLOCK SSP_AES_BLOCK

struct ssp_aes {
	u16 dir;
	u16 rounds;
	u32 keys[]; /* one block per round, and one more */
};

static size_t aes_size(unsigned int rounds)
{
	return sizeof(struct ssp_aes) + (rounds + 1) * (size_t)BLOCK;
}

/*
 * mbedTLS computes its tables and asks for the processor's abilities at first
 * use, without a lock.
 */
static void first_use(void)
{
	const u8 zero[BLOCK] = { 0 };
	u8 block[BLOCK];
	mbedtls_aes_context ctx;

	mbedtls_aes_init(&ctx);
	/* Should this fail, so will the first call that matters. */
	if (mbedtls_aes_setkey_enc(&ctx, zero, 128) == 0)
		(void)mbedtls_aes_crypt_ecb(&ctx, MBEDTLS_AES_ENCRYPT, zero,
					    block);
	mbedtls_aes_free(&ctx);
}

static int schedule(mbedtls_aes_context *ctx, const u8 *key, size_t n,
		    enum ssp_aes_dir dir)
{
	return dir == SSP_AES_ENCRYPT ?
		       mbedtls_aes_setkey_enc(ctx, key, (unsigned int)n * 8) :
		       mbedtls_aes_setkey_dec(ctx, key, (unsigned int)n * 8);
}

ssp_status ssp_aes_new(const u8 *key, size_t n, enum ssp_aes_dir dir,
		       struct ssp_aes **out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	mbedtls_aes_context ctx;
	struct ssp_aes *aes;
	ssp_status st;

	*out = NULL;
	if (n != 16 && n != 32)
		return SEC_E_INTERNAL_ERROR;
	if (pthread_once(&once, first_use))
		return SEC_E_CRYPTO_SYSTEM_INVALID;
	mbedtls_aes_init(&ctx);
	st = SEC_E_CRYPTO_SYSTEM_INVALID;
	if (schedule(&ctx, key, n, dir))
		goto out;
	st = SEC_E_INSUFFICIENT_MEMORY;
	aes = ssp_pool_alloc(aes_size((unsigned int)ctx.nr));
	if (!aes)
		goto out;
	aes->dir = dir;
	aes->rounds = (u16)ctx.nr;
	memcpy(aes->keys, ctx.rk, aes_size(aes->rounds) - sizeof(*aes));
	*out = aes;
	st = SEC_E_OK;
out:
	mbedtls_aes_free(&ctx); /* wipes */
	return st;
}

void ssp_aes_free(struct ssp_aes *aes)
{
	if (aes)
		ssp_pool_free(aes, aes_size(aes->rounds));
}

/* Holds no key, only where it is: nothing to wipe. */
static void aes_borrow(struct ssp_aes *aes, mbedtls_aes_context *ctx)
{
	ctx->nr = aes->rounds;
	ctx->rk = aes->keys;
}

static ssp_status from_mbedtls(int err)
{
	return err ? SEC_E_CRYPTO_SYSTEM_INVALID : SEC_E_OK;
}

ssp_status ssp_aes_block(struct ssp_aes *aes, const u8 *in, u8 *out)
{
	mbedtls_aes_context ctx;

	if (aes->dir != SSP_AES_ENCRYPT)
		return SEC_E_INTERNAL_ERROR;
	aes_borrow(aes, &ctx);
	return from_mbedtls(
		mbedtls_aes_crypt_ecb(&ctx, MBEDTLS_AES_ENCRYPT, in, out));
}

/* A place in the text: @seg is never sign-only, and @off is inside it. */
struct cursor {
	const struct ssp_seg *seg;
	const struct ssp_seg *end;
	u32 off;
};

static void cursor_settle(struct cursor *c)
{
	while (c->seg < c->end &&
	       (c->seg->flags & SSP_SEG_SIGN_ONLY || c->off == c->seg->n)) {
		c->seg++;
		c->off = 0;
	}
}

static void cursor_skip(struct cursor *c, u32 n)
{
	c->off += n;
	cursor_settle(c);
}

/* Copy the next @n bytes of the text to @to, without moving on. */
static void gather(struct cursor c, u8 *to, size_t n)
{
	while (n) {
		u32 part = (u32)ssp_min(n, c.seg->n - c.off);

		memcpy(to, c.seg->p + c.off, part);
		to += part;
		n -= part;
		cursor_skip(&c, part);
	}
}

/* Put @n bytes into the text and move on behind them. */
static void scatter(struct cursor *c, const u8 *from, size_t n)
{
	while (n) {
		u32 part = (u32)ssp_min(n, c->seg->n - c->off);

		memcpy(c->seg->p + c->off, from, part);
		from += part;
		n -= part;
		cursor_skip(c, part);
	}
}

struct cbc {
	mbedtls_aes_context ctx;
	int mode; /* mbedTLS's word for the direction */
	u8 iv[BLOCK];
	u8 tail[2 * BLOCK];
};

/* CBC over @n bytes, whole blocks, in runs as long as the pieces allow. */
static ssp_status cbc_body(struct cbc *cbc, struct cursor *c, u64 n)
{
	while (n) {
		u64 run = c->seg->n - c->off;
		int err;

		run = (run < n ? run : n) & ~(u64)(BLOCK - 1);
		if (run) {
			u8 *p = c->seg->p + c->off;

			err = mbedtls_aes_crypt_cbc(&cbc->ctx, cbc->mode, run,
						    cbc->iv, p, p);
			cursor_skip(c, (u32)run);
		} else {
			run = BLOCK;
			gather(*c, cbc->tail, BLOCK);
			err = mbedtls_aes_crypt_cbc(&cbc->ctx, cbc->mode, BLOCK,
						    cbc->iv, cbc->tail,
						    cbc->tail);
			scatter(c, cbc->tail, BLOCK);
		}
		if (err)
			return SEC_E_CRYPTO_SYSTEM_INVALID;
		n -= run;
	}
	return SEC_E_OK;
}

/*
 * The last whole block P1 and the @rest bytes of P2 become the whole block
 * E(C1 ^ P2 padded with zeros) and the first @rest bytes of C1, where C1 is
 * what CBC makes of P1.
 */
static int steal_encrypt(struct cbc *cbc, size_t rest)
{
	u8 *p1 = cbc->tail;
	u8 *p2 = cbc->tail + BLOCK;
	u8 c1[BLOCK];
	int err;

	err = mbedtls_aes_crypt_cbc(&cbc->ctx, cbc->mode, BLOCK, cbc->iv, p1,
				    c1);
	if (err)
		return err;
	memset(p2 + rest, 0, BLOCK - rest);
	err = mbedtls_aes_crypt_cbc(&cbc->ctx, cbc->mode, BLOCK, cbc->iv, p2,
				    p1);
	memcpy(p2, c1, rest);
	return err;
}

/*
 * The other way: the block X and @rest bytes of C1.  D(X) is P2 xored with the
 * first bytes of C1, followed by the missing ones.
 */
static int steal_decrypt(struct cbc *cbc, size_t rest)
{
	u8 *x = cbc->tail;
	u8 *c1 = cbc->tail + BLOCK;
	u8 p2[BLOCK];
	size_t i;
	int err;

	err = mbedtls_aes_crypt_ecb(&cbc->ctx, cbc->mode, x, p2);
	if (err)
		return err;
	memcpy(c1 + rest, p2 + rest, BLOCK - rest);
	err = mbedtls_aes_crypt_cbc(&cbc->ctx, cbc->mode, BLOCK, cbc->iv, c1,
				    x);
	for (i = 0; i < rest; i++)
		c1[i] ^= p2[i];
	ssp_wipe(p2, sizeof(p2));
	return err;
}

static ssp_status cts(struct cbc *cbc, struct cursor *c, u64 n)
{
	size_t rest = (n - 1) % BLOCK + 1;
	ssp_status st;
	int err;

	if (n == BLOCK)
		return cbc_body(cbc, c, BLOCK);
	st = cbc_body(cbc, c, n - BLOCK - rest);
	if (st < 0)
		return st;
	gather(*c, cbc->tail, BLOCK + rest);
	err = cbc->mode == MBEDTLS_AES_ENCRYPT ? steal_encrypt(cbc, rest) :
						 steal_decrypt(cbc, rest);
	if (err)
		return SEC_E_CRYPTO_SYSTEM_INVALID;
	scatter(c, cbc->tail, BLOCK + rest);
	return SEC_E_OK;
}

ssp_status ssp_aes_cts(struct ssp_aes *aes, const struct ssp_seg *seg,
		       size_t nseg)
{
	struct cursor c = { .seg = seg };
	struct cbc cbc;
	ssp_status st;
	u64 n = 0;
	size_t i;

	for (i = 0; i < nseg; i++)
		if (!(seg[i].flags & SSP_SEG_SIGN_ONLY))
			n += seg[i].n;
	if (n < BLOCK)
		return SEC_E_INTERNAL_ERROR;
	c.end = seg + nseg;
	cursor_settle(&c);
	aes_borrow(aes, &cbc.ctx);
	cbc.mode = aes->dir == SSP_AES_ENCRYPT ? MBEDTLS_AES_ENCRYPT :
						 MBEDTLS_AES_DECRYPT;
	memset(cbc.iv, 0, sizeof(cbc.iv));
	st = cts(&cbc, &c, n);
	ssp_wipe(cbc.iv, sizeof(cbc.iv));
	ssp_wipe(cbc.tail, sizeof(cbc.tail));
	return st;
}
