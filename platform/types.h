/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The few types that every layer shares.
 */
#ifndef SSP_PLATFORM_TYPES_H
#define SSP_PLATFORM_TYPES_H

#include <sspi.h>

#include "ssp_os.h"

/* SECURITY_STATUS under the house's name.  Failure is < 0, never != 0. */
typedef SECURITY_STATUS ssp_status;

/**
 * struct ssp_span - bytes that somebody else owns
 * @p: first byte; may be NULL when @n is 0
 * @n: how many
 *
 * Inert: a span may be stored for as long as its owner lives.
 */
struct ssp_span {
	const u8 *p;
	size_t n;
};

#define SSP_SPAN(a) ((struct ssp_span){ (const u8 *)(a), sizeof(a) })

/**
 * struct ssp_seg - one piece of a message that is worked on in place
 * @p: first byte; may be NULL when @n is 0
 * @n: how many; messages are counted in ULONGs at the API, hence 32 bits
 * @flags: SSP_SEG_SIGN_ONLY: under the checksum, but never encrypted
 */
struct ssp_seg {
	u8 *p;
	u32 n;
	u32 flags;
};

#define SSP_SEG_SIGN_ONLY 1u

/* Most pieces one message may have, the mechanism's own included. */
#define SSP_SEGS_MAX 32

#endif /* SSP_PLATFORM_TYPES_H */
