/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Kerberos encryption types: a row per type, a profile per family.
 *
 * RFC 3961 (the framework), RFC 3962 (AES with HMAC-SHA1: 17, 18), RFC 8009
 * (AES with HMAC-SHA2: 19, 20).
 */
#ifndef SSP_CORE_KRB5_ETYPE_H
#define SSP_CORE_KRB5_ETYPE_H

#include "platform/crypto.h"

/* Key usages of RFC 4120 7.5.1, RFC 4121 2 and MS-PAC 2.8.1. */
#define SSP_KRB5_USE_TICKET 2
#define SSP_KRB5_USE_AP_REQ_AUTH 11
#define SSP_KRB5_USE_AP_REP 12
#define SSP_KRB5_USE_KRB_CRED 14
#define SSP_KRB5_USE_PAC 17
#define SSP_KRB5_USE_ACCEPTOR_SEAL 22
#define SSP_KRB5_USE_ACCEPTOR_SIGN 23
#define SSP_KRB5_USE_INITIATOR_SEAL 24
#define SSP_KRB5_USE_INITIATOR_SIGN 25

#define SSP_KRB5_KEY_MAX 32
#define SSP_KRB5_CONFOUNDER 16
#define SSP_KRB5_CKSUM_MAX 24

struct ssp_krb5_etype;
struct ssp_wr;

/**
 * struct ssp_krb5_keyblock - a protocol key; pool or wiped stack memory
 * @et: its type, NULL when there is no key
 * @key: @et's key_size bytes
 */
struct ssp_krb5_keyblock {
	const struct ssp_krb5_etype *et;
	u8 key[SSP_KRB5_KEY_MAX];
};

/* What a derived key is for: the last octet of RFC 3961 5.3's constant. */
enum ssp_krb5_derive {
	SSP_KRB5_KC = 0x99,
	SSP_KRB5_KE = 0xaa,
	SSP_KRB5_KI = 0x55,
};

/**
 * struct ssp_krb5_etype - one encryption type
 * @id: assigned number
 * @name: registered name
 * @bits: key strength
 * @key_size: bytes in the protocol key, and in Ke
 * @mac_key_size: bytes in Kc and Ki
 * @cksum_size: bytes in a checksum and in the ciphertext's trailer
 * @cksum_id: assigned number of its checksum type
 * @cksum_name: registered name of it
 * @hash: of its HMAC
 * @encrypt_then_mac: RFC 8009 authenticates ciphertext, RFC 3962 plaintext
 * @derive: derived key for @usage; writes key_size or mac_key_size bytes
 */
struct ssp_krb5_etype {
	s32 id;
	const char *name;
	u16 bits;
	u8 key_size;
	u8 mac_key_size;
	u8 cksum_size;
	u16 cksum_id;
	const char *cksum_name;
	enum ssp_hash hash;
	bool encrypt_then_mac;
	ssp_status (*derive)(const struct ssp_krb5_keyblock *key, u32 usage,
			     enum ssp_krb5_derive what, u8 *out);
};

/**
 * ssp_krb5_etype_find() - the row of an enctype number
 * @id: number
 *
 * Return: the row, or NULL for a type that is not supported.
 */
const struct ssp_krb5_etype *ssp_krb5_etype_find(s32 id);

/**
 * ssp_krb5_etype_at() - the rows in order of preference
 * @i: index
 *
 * Return: the row, or NULL past the end.
 */
const struct ssp_krb5_etype *ssp_krb5_etype_at(size_t i);

/**
 * ssp_krb5_keyblock_set() - check and take a key that came from outside
 * @kb: receives it
 * @id: enctype number
 * @key: bytes
 *
 * Return: SEC_E_OK, SEC_E_KDC_UNKNOWN_ETYPE, or SEC_E_INVALID_TOKEN when the
 * length is not the type's.
 */
ssp_status ssp_krb5_keyblock_set(struct ssp_krb5_keyblock *kb, s32 id,
				 struct ssp_span key);

/**
 * struct ssp_krb5_cipher - a protocol key made ready to encrypt or to decrypt
 *	under one usage
 * @et: its type
 * @ke: scheduled Ke
 * @ki: prepared Ki
 * @dir: what it was made ready for
 */
struct ssp_krb5_cipher {
	const struct ssp_krb5_etype *et;
	struct ssp_aes *ke;
	struct ssp_hmac *ki;
	enum ssp_aes_dir dir;
};

/**
 * ssp_krb5_cipher_init() - derive and schedule
 * @c: zeroed; valid for ssp_krb5_cipher_fini() even after a failure
 * @key: protocol key
 * @usage: SSP_KRB5_USE_*
 * @dir: encrypt or decrypt
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_krb5_cipher_init(struct ssp_krb5_cipher *c,
				const struct ssp_krb5_keyblock *key, u32 usage,
				enum ssp_aes_dir dir);
/** ssp_krb5_cipher_fini() - wipe and release; zeroed is fine */
void ssp_krb5_cipher_fini(struct ssp_krb5_cipher *c);

/**
 * ssp_krb5_hmac_init() - derive a checksum key and prepare it
 * @hmac: receives the object for ssp_hmac_free(); NULL on failure
 * @key: protocol key
 * @usage: SSP_KRB5_USE_*
 * @what: SSP_KRB5_KC, or SSP_KRB5_KI
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_krb5_hmac_init(struct ssp_hmac **hmac,
			      const struct ssp_krb5_keyblock *key, u32 usage,
			      enum ssp_krb5_derive what);

/* Most pieces of one text: RFC 8009 authenticates one more, its IV. */
#define SSP_KRB5_SEGS_MAX (SSP_SEGS_MAX - 1)

/**
 * ssp_krb5_encrypt() - encrypt and authenticate in place, over pieces
 * @c: made ready to encrypt
 * @seg: the text in order; the first 16 bytes of it are the confounder, which
 *	the caller filled with random.  Pieces marked SSP_SEG_SIGN_ONLY are
 *	authenticated in their place but stay clear.
 * @nseg: how many, at most SSP_KRB5_SEGS_MAX
 * @mac: receives the type's cksum_size bytes; outside of @seg
 *
 * Never allocates.
 *
 * Return: SEC_E_OK, SEC_E_INTERNAL_ERROR for too many pieces or no room for a
 * confounder, or the crypto failure, after which the pieces are worthless.
 */
ssp_status ssp_krb5_encrypt(struct ssp_krb5_cipher *c,
			    const struct ssp_seg *seg, size_t nseg, u8 *mac);

/**
 * ssp_krb5_decrypt() - check and decrypt in place, over pieces
 * @c: made ready to decrypt
 * @seg: as for ssp_krb5_encrypt()
 * @nseg: how many, at most SSP_KRB5_SEGS_MAX
 * @mac: cksum_size bytes that came with it; outside of @seg
 *
 * RFC 8009 checks before it decrypts: a forged text stays as it is.  RFC 3962
 * cannot: a forged text is wiped, so that nobody uses what it decrypts to.
 * Either way no plaintext is left after a failure.
 *
 * Never allocates.
 *
 * Return: SEC_E_OK, SEC_E_INVALID_TOKEN when the pieces are shorter than a
 * confounder, SEC_E_MESSAGE_ALTERED, SEC_E_INTERNAL_ERROR for too many pieces,
 * or the crypto failure.
 */
ssp_status ssp_krb5_decrypt(struct ssp_krb5_cipher *c,
			    const struct ssp_seg *seg, size_t nseg,
			    const u8 *mac);

/**
 * ssp_krb5_scrub() - wipe a decrypted text that turned out to be unacceptable
 * @seg: its pieces; those that are SSP_SEG_SIGN_ONLY are left alone
 * @nseg: how many
 */
void ssp_krb5_scrub(const struct ssp_seg *seg, size_t nseg);

/**
 * ssp_krb5_seal_blob() - EncryptedData contents for a small message
 * @key: protocol key
 * @usage: SSP_KRB5_USE_*
 * @plain: the text
 * @out: receives confounder, text and MAC, encrypted; appended
 *
 * Return: SEC_E_OK or what random, memory or crypto said; @out carries it too.
 */
ssp_status ssp_krb5_seal_blob(const struct ssp_krb5_keyblock *key, u32 usage,
			      struct ssp_span plain, struct ssp_wr *out);

/**
 * ssp_krb5_open_blob() - the reverse
 * @key: protocol key
 * @usage: SSP_KRB5_USE_*
 * @cipher: contents of EncryptedData.cipher
 * @out: receives pool memory with the text at *@plain, for
 *	ssp_pool_free(*@out, @cipher.n); NULL on failure
 * @plain: the text inside *@out
 *
 * Return: SEC_E_OK, SEC_E_INVALID_TOKEN (too short), SEC_E_MESSAGE_ALTERED,
 * SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_krb5_open_blob(const struct ssp_krb5_keyblock *key, u32 usage,
			      struct ssp_span cipher, u8 **out,
			      struct ssp_span *plain);

/**
 * ssp_krb5_nfold() - RFC 3961 5.1
 * @in: bytes, 1 to 64
 * @nin: how many
 * @out: receives @nout bytes
 * @nout: 1 to 64
 */
void ssp_krb5_nfold(const u8 *in, size_t nin, u8 *out, size_t nout);

/** ssp_krb5_rfc3961_derive() - DR and DK of RFC 3961 5.1, AES by RFC 3962 */
ssp_status ssp_krb5_rfc3961_derive(const struct ssp_krb5_keyblock *key,
				   u32 usage, enum ssp_krb5_derive what,
				   u8 *out);

/** ssp_krb5_rfc8009_derive() - KDF-HMAC-SHA2 of RFC 8009 3 and 5 */
ssp_status ssp_krb5_rfc8009_derive(const struct ssp_krb5_keyblock *key,
				   u32 usage, enum ssp_krb5_derive what,
				   u8 *out);

#endif /* SSP_CORE_KRB5_ETYPE_H */
