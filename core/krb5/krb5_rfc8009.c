// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Key derivation of RFC 8009 3 and 5: one block of SP 800-108 in counter mode
 * over HMAC.
 *
 *	K1 = HMAC(key, 00000001 | label | 00 | bits wanted as 32 bits)
 */
#include "core/krb5/krb5_etype.h"

ssp_status ssp_krb5_rfc8009_derive(const struct ssp_krb5_keyblock *key,
				   u32 usage, enum ssp_krb5_derive what,
				   u8 *out)
{
	const struct ssp_krb5_etype *et = key->et;
	u8 n = what == SSP_KRB5_KE ? et->key_size : et->mac_key_size;
	u32 bits = 8u * n;
	u8 input[14] = { [3] = 1 };
	const struct ssp_seg seg = { input, sizeof(input), 0 };
	struct ssp_hmac *hmac;
	ssp_status st;

	/* The label: usage, and what for. */
	input[4] = (u8)(usage >> 24);
	input[5] = (u8)(usage >> 16);
	input[6] = (u8)(usage >> 8);
	input[7] = (u8)usage;
	input[8] = (u8)what;
	input[12] = (u8)(bits >> 8);
	input[13] = (u8)bits;

	st = ssp_hmac_new(et->hash, key->key, et->key_size, &hmac);
	if (st < 0)
		return st;
	st = ssp_hmac(hmac, &seg, 1, out, n);
	ssp_hmac_free(hmac);
	return st;
}
