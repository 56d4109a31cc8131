/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Cryptography the core asks of its platform: mbedTLS in user mode, the
 * kernel crypto API in the kernel.
 *
 * A key object is prepared once and used for many messages.  Using one never
 * allocates.  It may hold working state, so one object serves one caller at a
 * time: the context's send or receive lock sees to that.  A failure of the
 * cipher or hash is an error that propagates: SEC_E_CRYPTO_SYSTEM_INVALID
 * unless said otherwise, and then the output must not be used.
 */
#ifndef SSP_PLATFORM_CRYPTO_H
#define SSP_PLATFORM_CRYPTO_H

#include "platform/types.h"

enum ssp_hash {
	SSP_HASH_MD5,
	SSP_HASH_SHA1,
	SSP_HASH_SHA256,
	SSP_HASH_SHA384,
};

#define SSP_MD5_SIZE 16
#define SSP_SHA1_SIZE 20
#define SSP_SHA256_SIZE 32
#define SSP_SHA384_SIZE 48
#define SSP_HASH_SIZE_MAX 48

#define SSP_AES_BLOCK 16

/**
 * ssp_hash_size() - bytes in a digest
 * @hash: which
 */
size_t ssp_hash_size(enum ssp_hash hash);

/**
 * ssp_hash() - digest of a list of pieces
 * @hash: which
 * @seg: pieces in order; flags are ignored
 * @nseg: how many
 * @out: receives ssp_hash_size(@hash) bytes
 *
 * Context: May sleep.  Does not allocate in user mode.
 */
ssp_status ssp_hash(enum ssp_hash hash, const struct ssp_seg *seg, size_t nseg,
		    u8 *out) __must_check;

struct ssp_hmac;

/**
 * ssp_hmac_new() - prepare a key for HMAC (RFC 2104)
 * @hash: which
 * @key: key bytes, copied in the form the hash needs
 * @n: how many; more than a block of the hash is SEC_E_INTERNAL_ERROR
 * @out: receives the object for ssp_hmac_free(); NULL on failure
 *
 * Context: May sleep.
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_hmac_new(enum ssp_hash hash, const u8 *key, size_t n,
			struct ssp_hmac **out) __must_check;

/**
 * ssp_hmac_free() - wipe and release
 * @hmac: object or NULL
 */
void ssp_hmac_free(struct ssp_hmac *hmac);

/**
 * ssp_hmac() - authenticate a list of pieces
 * @hmac: prepared key; one caller at a time
 * @seg: pieces in order, sign-only ones included
 * @nseg: how many
 * @out: receives the first @n bytes of the MAC
 * @n: 1 to ssp_hash_size()
 *
 * Never allocates.
 */
ssp_status ssp_hmac(struct ssp_hmac *hmac, const struct ssp_seg *seg,
		    size_t nseg, u8 *out, size_t n) __must_check;

enum ssp_aes_dir { SSP_AES_ENCRYPT, SSP_AES_DECRYPT };

struct ssp_aes;

/**
 * ssp_aes_new() - schedule an AES key for one direction
 * @key: key bytes
 * @n: 16 or 32; anything else is SEC_E_INTERNAL_ERROR
 * @dir: what the object will be used for; the other use is an error
 * @out: receives the object for ssp_aes_free(); NULL on failure
 *
 * Context: May sleep.
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_aes_new(const u8 *key, size_t n, enum ssp_aes_dir dir,
		       struct ssp_aes **out) __must_check;

/**
 * ssp_aes_free() - wipe and release
 * @aes: object or NULL
 */
void ssp_aes_free(struct ssp_aes *aes);

/**
 * ssp_aes_block() - one raw block (ECB), for key derivation
 * @aes: scheduled for encryption
 * @in: 16 bytes
 * @out: 16 bytes; may be @in
 */
ssp_status ssp_aes_block(struct ssp_aes *aes, const u8 *in,
			 u8 *out) __must_check;

/**
 * ssp_aes_cts() - AES-CBC with ciphertext stealing, zero IV, in place
 * @aes: scheduled key; its direction says encrypt or decrypt
 * @seg: pieces that together are the text; those marked SSP_SEG_SIGN_ONLY are
 *	stepped over
 * @nseg: how many
 *
 * RFC 3962 5: the last two blocks are always swapped (CBC-CS3), and a text of
 * exactly one block is plain CBC.  A piece may have any size, 0 included;
 * blocks may straddle pieces.  A text of less than 16 bytes is
 * SEC_E_INTERNAL_ERROR: callers check first.
 *
 * Never allocates.
 */
ssp_status ssp_aes_cts(struct ssp_aes *aes, const struct ssp_seg *seg,
		       size_t nseg) __must_check;

/**
 * ssp_memeq_ct() - are @n bytes equal?  In a time that tells nothing.
 * @a: one
 * @b: other
 * @n: bytes
 */
bool ssp_memeq_ct(const void *a, const void *b, size_t n) __must_check;

#endif /* SSP_PLATFORM_CRYPTO_H */
