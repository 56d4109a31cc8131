/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * MD4 (RFC 1320), for passwords of NTLM alone.  It is our own: cryptographic
 * libraries drop it, and the kernel has.
 */
#ifndef SSP_CORE_MD4_H
#define SSP_CORE_MD4_H

#include "platform/types.h"

#define SSP_MD4_SIZE 16

/**
 * ssp_md4() - digest of a string of bytes
 * @s: the bytes
 * @out: receives SSP_MD4_SIZE bytes
 */
void ssp_md4(struct ssp_span s, u8 *out);

#endif /* SSP_CORE_MD4_H */
