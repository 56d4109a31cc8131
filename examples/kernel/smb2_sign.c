// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Signatures as SMB 3.1.1 has them, when nothing else is negotiated: AES-CMAC
 * under a key that HMAC-SHA256 derives from the session key.
 */
#include <linux/err.h>
#include <linux/string.h>

#include <crypto/algapi.h>
#include <crypto/hash.h>
#include <crypto/sha2.h>

#include "smb2_sign.h"

int smb2_preauth_init(struct smb2_preauth *p)
{
	memset(p->value, 0, sizeof(p->value));
	p->hash = crypto_alloc_shash("sha512", 0, 0);
	return PTR_ERR_OR_ZERO(p->hash);
}

int smb2_preauth_add(struct smb2_preauth *p, const void *message, size_t n)
{
	SHASH_DESC_ON_STACK(desc, p->hash);

	int err;

	desc->tfm = p->hash;
	err = crypto_shash_init(desc);
	if (!err)
		err = crypto_shash_update(desc, p->value, sizeof(p->value));
	if (!err)
		err = crypto_shash_finup(desc, message, n, p->value);
	return err;
}

void smb2_preauth_free(struct smb2_preauth *p)
{
	if (!IS_ERR_OR_NULL(p->hash))
		crypto_free_shash(p->hash);
	p->hash = NULL;
}

static struct crypto_shash *keyed(const char *name,
				  const u8 key[SMB2_KEY_LENGTH])
{
	struct crypto_shash *f = crypto_alloc_shash(name, 0, 0);
	int err;

	if (IS_ERR(f))
		return f;
	err = crypto_shash_setkey(f, key, SMB2_KEY_LENGTH);
	if (err) {
		crypto_free_shash(f);
		return ERR_PTR(err);
	}
	return f;
}

/*
 * NIST SP 800-108 5.1 in counter mode, whose first block is all that is needed:
 * HMAC-SHA256(key, counter || label || 0 || context || bits wanted).
 */
static int derive(const u8 key[SMB2_KEY_LENGTH],
		  const struct smb2_preauth *context, u8 out[SMB2_KEY_LENGTH])
{
	struct {
		__be32 counter;
		char label[sizeof("SMBSigningKey")]; /* its NUL included */
		u8 zero;
		u8 context[SMB2_PREAUTH_LENGTH];
		__be32 bits;
	} __packed in = {
		.counter = cpu_to_be32(1),
		.label = "SMBSigningKey",
		.bits = cpu_to_be32(8 * SMB2_KEY_LENGTH),
	};
	struct crypto_shash *prf = keyed("hmac(sha256)", key);
	u8 block[SHA256_DIGEST_SIZE];
	int err;

	if (IS_ERR(prf))
		return PTR_ERR(prf);
	memcpy(in.context, context->value, sizeof(in.context));
	err = crypto_shash_tfm_digest(prf, (u8 *)&in, sizeof(in), block);
	memcpy(out, block, SMB2_KEY_LENGTH);
	memzero_explicit(block, sizeof(block));
	crypto_free_shash(prf);
	return err;
}

struct crypto_shash *smb2_signer_new(const u8 key[SMB2_KEY_LENGTH],
				     const struct smb2_preauth *preauth)
{
	struct crypto_shash *signer;
	u8 derived[SMB2_KEY_LENGTH];
	int err;

	err = derive(key, preauth, derived);
	signer = err ? ERR_PTR(err) : keyed("cmac(aes)", derived);
	memzero_explicit(derived, sizeof(derived));
	return signer;
}

/* Over the whole message, with zeroes for a signature. */
static int compute(struct crypto_shash *signer, struct smb2_header *h, size_t n,
		   u8 out[SMB2_SIGNATURE_LENGTH])
{
	memset(h->signature, 0, sizeof(h->signature));
	return crypto_shash_tfm_digest(signer, (u8 *)h, n, out);
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
	struct smb2_header *h = r->header;
	u8 mac[SMB2_SIGNATURE_LENGTH], got[SMB2_SIGNATURE_LENGTH];
	int err;

	if (!(le32_to_cpu(h->flags) & SMB2_FLAGS_SIGNED))
		return -EBADMSG;
	memcpy(got, h->signature, sizeof(got));
	err = compute(signer, h, r->length, mac);
	if (!err && crypto_memneq(got, mac, sizeof(got)))
		err = -EBADMSG;
	return err;
}
