// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AES, one block or a text with ciphertext stealing (RFC 3962 5), on the
 * kernel's "cbc(aes)".
 *
 * The drivers that use the processor's instructions may call themselves
 * asynchronous, though in a context that may sleep they answer at once: they
 * are taken, and a request that does go elsewhere is waited for.
 *
 * A driver without CRYPTO_ALG_ALLOCATES_MEMORY keeps that promise under
 * conditions, which <linux/crypto.h> has beside the flag.  They hold for every
 * request made here: one piece of one page, aligned as the driver wants it,
 * and whole blocks.  A block that straddles pieces or pages, and text that is
 * not aligned, are worked on in a few blocks that belong to the key.  A list of
 * such pieces in one request would save little, since drivers work page by
 * page, and could not honour the walk size, which is not visible when one
 * driver wraps another.
 */
#include "platform/crypto.h"

#include <crypto/skcipher.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "platform/memory.h"

#define BLOCK SSP_AES_BLOCK
#define BOUNCE (4 * BLOCK) /* two blocks are what stealing needs */

/*
 * @size: of the whole object, for ssp_pool_free()
 * @aligned: what the driver wants addresses to be a multiple of
 * @bounce: BOUNCE bytes, aligned to at least that and so within a page
 * @iv: the next one; one block, aligned like @bounce
 */
struct ssp_aes {
	struct crypto_skcipher *tfm;
	struct skcipher_request *req;
	u8 *bounce;
	u8 *iv;
	u32 size;
	u16 aligned;
	u16 dir;
};

static void free_key(struct crypto_skcipher *tfm)
{
	crypto_free_skcipher(tfm); /* wipes */
}

static ssp_status new_key(const u8 *key, size_t n, struct crypto_skcipher **out)
{
	struct crypto_skcipher *tfm;
	int err;

	tfm = crypto_alloc_skcipher("cbc(aes)", 0, CRYPTO_ALG_ALLOCATES_MEMORY);
	if (IS_ERR(tfm))
		return PTR_ERR(tfm) == -ENOMEM ? SEC_E_INSUFFICIENT_MEMORY :
						 SEC_E_CRYPTO_SYSTEM_INVALID;
	err = crypto_skcipher_setkey(tfm, key, (unsigned int)n);
	if (err) {
		free_key(tfm);
		return err == -ENOMEM ? SEC_E_INSUFFICIENT_MEMORY :
					SEC_E_CRYPTO_SYSTEM_INVALID;
	}
	*out = tfm;
	return SEC_E_OK;
}

/* The object, and behind it: bounce blocks, IV, request. */
static struct ssp_aes *new_object(struct crypto_skcipher *tfm)
{
	size_t aligned = crypto_skcipher_alignmask(tfm) + 1;
	size_t room = aligned > BOUNCE ? aligned : BOUNCE;
	size_t req =
		sizeof(struct skcipher_request) + crypto_skcipher_reqsize(tfm);
	size_t size = sizeof(struct ssp_aes) + room - 1 + room + BLOCK +
		      CRYPTO_MINALIGN - 1 + req;
	struct ssp_aes *aes = ssp_pool_alloc(size);

	if (!aes)
		return NULL;
	aes->tfm = tfm;
	aes->size = (u32)size;
	aes->aligned = (u16)aligned;
	aes->bounce = PTR_ALIGN((u8 *)(aes + 1), room);
	aes->iv = aes->bounce + room;
	aes->req = (void *)PTR_ALIGN(aes->iv + BLOCK, CRYPTO_MINALIGN);
	skcipher_request_set_tfm(aes->req, tfm);
	return aes;
}

ssp_status ssp_aes_new(const u8 *key, size_t n, enum ssp_aes_dir dir,
		       struct ssp_aes **out)
{
	struct crypto_skcipher *tfm;
	struct ssp_aes *aes;
	ssp_status st;

	*out = NULL;
	if (n != 16 && n != 32)
		return SEC_E_INTERNAL_ERROR;
	st = new_key(key, n, &tfm);
	if (st < 0)
		return st;
	aes = new_object(tfm);
	if (!aes) {
		free_key(tfm);
		return SEC_E_INSUFFICIENT_MEMORY;
	}
	aes->dir = (u16)dir;
	*out = aes;
	return SEC_E_OK;
}

void ssp_aes_free(struct ssp_aes *aes)
{
	if (!aes)
		return;
	free_key(aes->tfm);
	ssp_pool_free(aes, aes->size);
}

/*
 * Text may be anywhere: slab, vmalloc, a stack, a module's data.  What the
 * direct map does not hold has entries in the page tables.
 */
static struct page *page_of(const u8 *p)
{
	return virt_addr_valid(p) ? virt_to_page(p) : vmalloc_to_page(p);
}

/* CBC in place over @n bytes in one page; the IV moves on. */
static ssp_status cbc(struct ssp_aes *aes, u8 *p, u32 n)
{
	DECLARE_CRYPTO_WAIT(wait);
	struct page *page = page_of(p);
	struct scatterlist sg;
	int err;

	if (!page)
		return SEC_E_CRYPTO_SYSTEM_INVALID;
	sg_init_table(&sg, 1);
	sg_set_page(&sg, page, n, offset_in_page(p));
	skcipher_request_set_callback(
		aes->req, CRYPTO_TFM_REQ_MAY_SLEEP | CRYPTO_TFM_REQ_MAY_BACKLOG,
		crypto_req_done, &wait);
	skcipher_request_set_crypt(aes->req, &sg, &sg, n, aes->iv);
	err = aes->dir == SSP_AES_ENCRYPT ? crypto_skcipher_encrypt(aes->req) :
					    crypto_skcipher_decrypt(aes->req);
	err = crypto_wait_req(err, &wait);
	return err ? SEC_E_CRYPTO_SYSTEM_INVALID : SEC_E_OK;
}

static void start(struct ssp_aes *aes)
{
	memset(aes->iv, 0, BLOCK);
}

static void finish(struct ssp_aes *aes)
{
	ssp_wipe(aes->bounce, BOUNCE);
	ssp_wipe(aes->iv, BLOCK);
}

ssp_status ssp_aes_block(struct ssp_aes *aes, const u8 *in, u8 *out)
{
	ssp_status st;

	if (aes->dir != SSP_AES_ENCRYPT)
		return SEC_E_INTERNAL_ERROR;
	start(aes);
	memcpy(aes->bounce, in, BLOCK);
	st = cbc(aes, aes->bounce, BLOCK);
	if (st >= 0)
		memcpy(out, aes->bounce, BLOCK);
	finish(aes);
	return st;
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

static bool aligned(const struct ssp_aes *aes, const u8 *p)
{
	return IS_ALIGNED((uintptr_t)p, aes->aligned);
}

/* Whole blocks that can be worked on where they are, in bytes. */
static u32 run_in_place(const struct ssp_aes *aes, const struct cursor *c,
			u64 n)
{
	const u8 *p = c->seg->p + c->off;
	size_t run = ssp_min(c->seg->n - c->off, PAGE_SIZE - offset_in_page(p));

	if (!aligned(aes, p))
		return 0;
	return (u32)(run < n ? run : n) & ~(u32)(BLOCK - 1);
}

/* Where nothing but a straddling block is in the way, that block alone. */
static u32 run_bounced(const struct ssp_aes *aes, const struct cursor *c, u64 n)
{
	if (aligned(aes, c->seg->p + c->off))
		return BLOCK;
	return n < BOUNCE ? (u32)n : BOUNCE;
}

/* CBC over @n bytes, whole blocks. */
static ssp_status cbc_body(struct ssp_aes *aes, struct cursor *c, u64 n)
{
	while (n) {
		u32 run = run_in_place(aes, c, n);
		ssp_status st;

		if (run) {
			st = cbc(aes, c->seg->p + c->off, run);
			if (st < 0)
				return st;
			cursor_skip(c, run);
		} else {
			run = run_bounced(aes, c, n);
			gather(*c, aes->bounce, run);
			st = cbc(aes, aes->bounce, run);
			if (st < 0)
				return st;
			scatter(c, aes->bounce, run);
		}
		n -= run;
	}
	return SEC_E_OK;
}

/*
 * CBC makes C1 and C2 of the last whole block and the @rest bytes after it,
 * padded with zeros.  The text is C2 and the first @rest bytes of C1.
 */
static ssp_status steal_encrypt(struct ssp_aes *aes, size_t rest)
{
	u8 *c1 = aes->bounce;
	u8 *c2 = aes->bounce + BLOCK;
	u8 keep[BLOCK];
	ssp_status st;

	memset(c2 + rest, 0, BLOCK - rest);
	st = cbc(aes, aes->bounce, 2 * BLOCK);
	if (st < 0)
		return st;
	memcpy(keep, c1, BLOCK);
	memcpy(c1, c2, BLOCK);
	memcpy(c2, keep, BLOCK);
	return SEC_E_OK;
}

/*
 * The other way: the block C2 and @rest bytes of C1.  D(C2) is P2 xored with
 * the first bytes of C1, followed by the missing ones.
 */
static ssp_status steal_decrypt(struct ssp_aes *aes, size_t rest)
{
	u8 *first = aes->bounce;
	u8 *second = aes->bounce + BLOCK;
	u8 iv[BLOCK], c1[BLOCK];
	ssp_status st;
	size_t i;

	memcpy(iv, aes->iv, BLOCK);
	memset(aes->iv, 0, BLOCK);
	st = cbc(aes, first, BLOCK);
	if (st < 0)
		return st;
	memcpy(c1, second, rest);
	memcpy(c1 + rest, first + rest, BLOCK - rest);
	for (i = 0; i < rest; i++)
		second[i] = first[i] ^ c1[i];
	memcpy(first, c1, BLOCK);
	memcpy(aes->iv, iv, BLOCK);
	return cbc(aes, first, BLOCK);
}

static ssp_status cts(struct ssp_aes *aes, struct cursor *c, u64 n)
{
	size_t rest = (n - 1) % BLOCK + 1;
	ssp_status st;

	if (n == BLOCK)
		return cbc_body(aes, c, BLOCK);
	st = cbc_body(aes, c, n - BLOCK - rest);
	if (st < 0)
		return st;
	gather(*c, aes->bounce, BLOCK + rest);
	st = aes->dir == SSP_AES_ENCRYPT ? steal_encrypt(aes, rest) :
					   steal_decrypt(aes, rest);
	if (st < 0)
		return st;
	scatter(c, aes->bounce, BLOCK + rest);
	return SEC_E_OK;
}

ssp_status ssp_aes_cts(struct ssp_aes *aes, const struct ssp_seg *seg,
		       size_t nseg)
{
	struct cursor c = { .seg = seg, .end = seg + nseg };
	ssp_status st;
	u64 n = 0;
	size_t i;

	for (i = 0; i < nseg; i++)
		if (!(seg[i].flags & SSP_SEG_SIGN_ONLY))
			n += seg[i].n;
	if (n < BLOCK)
		return SEC_E_INTERNAL_ERROR;
	cursor_settle(&c);
	start(aes);
	st = cts(aes, &c, n);
	finish(aes);
	return st;
}
