/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The stream cipher RC4 (RFC 6229 has its vectors).  It is our own:
 * cryptographic libraries drop it, and a kernel need not have it.
 */
#ifndef SSP_CORE_RC4_H
#define SSP_CORE_RC4_H

#include "platform/types.h"

/**
 * struct ssp_rc4 - a key stream, and how far it was used
 * @s: the permutation
 * @i: counts
 * @j: wanders
 *
 * A plain value: a copy is the same stream from the same place.
 */
struct ssp_rc4 {
	u8 s[256];
	u8 i;
	u8 j;
};

/**
 * ssp_rc4_init() - start a key stream
 * @c: stream
 * @key: @n bytes
 * @n: 1 to 256
 */
void ssp_rc4_init(struct ssp_rc4 *c, const u8 *key, size_t n);

/**
 * ssp_rc4() - encrypt or decrypt in place
 * @c: stream; moves on by @n bytes
 * @p: @n bytes
 * @n: how many
 */
void ssp_rc4(struct ssp_rc4 *c, u8 *p, size_t n);

#endif /* SSP_CORE_RC4_H */
