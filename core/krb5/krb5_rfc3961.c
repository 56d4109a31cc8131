// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Key derivation of the simplified profile (RFC 3961 5.1 and 5.3) with AES as
 * RFC 3962 6 fills it in: block and key functions of AES, and random-to-key
 * that changes nothing.
 */
#include "core/krb5/krb5_etype.h"

#define FOLD_MAX 64

/* Turn a string of octets right by 13 bits. */
static void turn(u8 *p, size_t n)
{
	u8 old[FOLD_MAX];
	size_t one = n - 1; /* the octet before, and the one before that */
	size_t two = n > 1 ? n - 2 : 0;
	size_t i;

	memcpy(old, p, n);
	for (i = 0; i < n; i++) {
		p[i] = (u8)(old[one] >> 5 | old[two] << 3);
		two = one;
		one = i;
	}
}

static size_t common_multiple(size_t a, size_t b)
{
	size_t m = a;

	while (m % b)
		m += a;
	return m;
}

/*
 * The input again and again, each copy turned 13 bits further, cut into pieces
 * of the output's size that are added in ones' complement.  Columns first,
 * then the carries, of which the last goes round to the end: this runs a dozen
 * times in every hand-shake.
 */
void ssp_krb5_nfold(const u8 *in, size_t nin, u8 *out, size_t nout)
{
	size_t left = common_multiple(nin, nout);
	u32 column[FOLD_MAX] = { 0 };
	u8 copy[FOLD_MAX];
	size_t i, at = 0;
	u32 carry = 0;

	memcpy(copy, in, nin);
	for (; left; left -= nin) {
		for (i = 0; i < nin; i++) {
			column[at] += copy[i];
			if (++at == nout)
				at = 0;
		}
		turn(copy, nin);
	}
	do {
		for (i = nout; i--;) {
			carry += column[i];
			column[i] = carry & 0xff;
			carry >>= 8;
		}
	} while (carry);
	for (i = 0; i < nout; i++)
		out[i] = (u8)column[i];
}

/* DR: the folded constant, then each block the encryption of the one before. */
static ssp_status generate(struct ssp_aes *aes, u8 *block, u8 *out, size_t n)
{
	ssp_status st;
	size_t done;

	for (done = 0; done < n; done += SSP_AES_BLOCK) {
		st = ssp_aes_block(aes, block, block);
		if (st < 0)
			return st;
		memcpy(out + done, block, ssp_min(SSP_AES_BLOCK, n - done));
	}
	return SEC_E_OK;
}

ssp_status ssp_krb5_rfc3961_derive(const struct ssp_krb5_keyblock *key,
				   u32 usage, enum ssp_krb5_derive what,
				   u8 *out)
{
	const u8 constant[5] = { (u8)(usage >> 24), (u8)(usage >> 16),
				 (u8)(usage >> 8), (u8)usage, (u8)what };
	u8 block[SSP_AES_BLOCK];
	struct ssp_aes *aes;
	ssp_status st;

	st = ssp_aes_new(key->key, key->et->key_size, SSP_AES_ENCRYPT, &aes);
	if (st < 0)
		return st;
	ssp_krb5_nfold(constant, sizeof(constant), block, sizeof(block));
	st = generate(aes, block, out, key->et->key_size);
	ssp_wipe(block, sizeof(block));
	ssp_aes_free(aes);
	return st;
}
