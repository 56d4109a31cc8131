// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * examples/kernel/smb2_sign.h with mbedTLS: SHA-512 over what was said, and
 * AES-CMAC under a key derived from the session key.
 */
#include "examples/kernel/smb2_sign.h"

#include <errno.h>
#include <stdlib.h>

#include <mbedtls/cipher.h>
#include <mbedtls/cmac.h>
#include <mbedtls/md.h>
#include <mbedtls/sha512.h>

struct crypto_shash {
	u8 key[SMB2_KEY_LENGTH];
};

int smb2_preauth_init(struct smb2_preauth *p)
{
	memset(p, 0, sizeof(*p));
	return 0;
}

int smb2_preauth_add(struct smb2_preauth *p, const void *message, size_t n)
{
	mbedtls_sha512_context sha;
	int err;

	mbedtls_sha512_init(&sha);
	err = mbedtls_sha512_starts_ret(&sha, 0);
	if (!err)
		err = mbedtls_sha512_update_ret(&sha, p->value,
						sizeof(p->value));
	if (!err)
		err = mbedtls_sha512_update_ret(&sha, message, n);
	if (!err)
		err = mbedtls_sha512_finish_ret(&sha, p->value);
	mbedtls_sha512_free(&sha);
	return err ? -EIO : 0;
}

void smb2_preauth_free(struct smb2_preauth *p)
{
	(void)p;
}

/* NIST SP 800-108 5.1 in counter mode, of which one block is enough. */
struct crypto_shash *smb2_signer_new(const u8 key[SMB2_KEY_LENGTH],
				     const struct smb2_preauth *preauth)
{
	static const u8 head[] = "\0\0\0\1SMBSigningKey\0"; /* and one NUL */
	static const u8 bits[] = { 0, 0, 0, 8 * SMB2_KEY_LENGTH };
	u8 in[sizeof(head) + SMB2_PREAUTH_LENGTH + sizeof(bits)], block[32];
	struct crypto_shash *signer = malloc(sizeof(*signer));

	memcpy(in, head, sizeof(head));
	memcpy(in + sizeof(head), preauth->value, SMB2_PREAUTH_LENGTH);
	memcpy(in + sizeof(head) + SMB2_PREAUTH_LENGTH, bits, sizeof(bits));
	if (!signer ||
	    mbedtls_md_hmac(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), key,
			    SMB2_KEY_LENGTH, in, sizeof(in), block) != 0) {
		free(signer);
		return NULL;
	}
	memcpy(signer->key, block, sizeof(signer->key));
	return signer;
}

/* Over the whole message, with zeroes for a signature. */
static int compute(struct crypto_shash *signer, struct smb2_header *h, size_t n,
		   u8 out[SMB2_SIGNATURE_LENGTH])
{
	memset(h->signature, 0, sizeof(h->signature));
	return mbedtls_cipher_cmac(mbedtls_cipher_info_from_type(
					   MBEDTLS_CIPHER_AES_128_ECB),
				   signer->key, 8 * SMB2_KEY_LENGTH, (u8 *)h, n,
				   out) ?
		       -EIO :
		       0;
}

int smb2_sign(struct crypto_shash *signer, struct smb2_header *h, size_t n)
{
	u8 mac[SMB2_SIGNATURE_LENGTH];
	int err;

	h->flags |= cpu_to_le32(SMB2_FLAGS_SIGNED);
	err = compute(signer, h, n, mac);
	if (!err)
		memcpy(h->signature, mac, sizeof(h->signature));
	return err;
}

int smb2_verify(struct crypto_shash *signer, const struct smb2_reply *r)
{
	u8 mac[SMB2_SIGNATURE_LENGTH], got[SMB2_SIGNATURE_LENGTH];
	int err;

	if (!(le32_to_cpu(r->header->flags) & SMB2_FLAGS_SIGNED))
		return -EBADMSG;
	memcpy(got, r->header->signature, sizeof(got));
	err = compute(signer, r->header, r->length, mac);
	if (!err && memcmp(got, mac, sizeof(got)) != 0)
		err = -EBADMSG;
	return err;
}
