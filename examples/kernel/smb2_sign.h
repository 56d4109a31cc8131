/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Signatures, and the hash of the conversation that they rest on
 * (MS-SMB2 3.1.4.1, 3.1.4.2, 3.1.5.1).
 *
 * Not here: where the session key comes from (auth.h).
 */
#ifndef SMB2_SIGN_H
#define SMB2_SIGN_H

#include "smb2_proto.h"

#define SMB2_KEY_LENGTH 16
#define SMB2_PREAUTH_LENGTH 64

struct crypto_shash;

/**
 * struct smb2_preauth - all that was said before anything could be signed
 * @hash: SHA-512
 * @value: hash of the last message and of the value before it; zeroes at first
 *
 * The signing key depends on it: sides that did not see the same bytes do not
 * get the same key.
 */
struct smb2_preauth {
	struct crypto_shash *hash;
	u8 value[SMB2_PREAUTH_LENGTH];
};

int smb2_preauth_init(struct smb2_preauth *p);
int smb2_preauth_add(struct smb2_preauth *p, const void *message, size_t n);
void smb2_preauth_free(struct smb2_preauth *p);

/**
 * smb2_signer_new() - the keyed function that signs a session's messages
 * @key: the session key
 * @preauth: up to the last request of the session's setup
 *
 * Return: for crypto_free_shash(); or an ERR_PTR
 */
struct crypto_shash *smb2_signer_new(const u8 key[SMB2_KEY_LENGTH],
				     const struct smb2_preauth *preauth);

/* Sign @n bytes, a message of ours. */
int smb2_sign(struct crypto_shash *signer, struct smb2_header *h, size_t n);

/* Is it signed, and by who knows the key?  -EBADMSG if not; the signature goes. */
int smb2_verify(struct crypto_shash *signer, const struct smb2_reply *r);

#endif /* SMB2_SIGN_H */
