/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Channel bindings: SEC_CHANNEL_BINDINGS in, the MD5 of RFC 4121 4.1.1.2 out.
 * NTLM's AV pair carries the same hash (MS-NLMP 2.2.2.1 MsvAvChannelBindings).
 */
#ifndef SSP_CORE_BINDINGS_H
#define SSP_CORE_BINDINGS_H

#include "platform/types.h"

#define SSP_BINDINGS_SIZE 16

/**
 * ssp_bindings_hash() - digest of a caller's channel bindings
 * @blob: contents of a SECBUFFER_CHANNEL_BINDINGS; not empty
 * @hash: receives SSP_BINDINGS_SIZE bytes
 *
 * Return: SEC_E_OK, SEC_E_BAD_BINDINGS (offsets or lengths that leave the
 * blob), or the crypto failure.
 */
ssp_status ssp_bindings_hash(struct ssp_span blob, u8 *hash);

/* What only an acceptor can ask for. */
#define SSP_ACCEPT_MISSING_BINDINGS 1u /* the client need not send any */
#define SSP_ACCEPT_PROXY_BINDINGS 2u /* the caller's need not be the client's */

/**
 * ssp_bindings_compare() - what is to become of a client's bindings
 * @theirs: SSP_BINDINGS_SIZE bytes, all zero when it has none; or empty
 * @aware: it says that it knows of bindings, by sending none for instance
 * @ours: SSP_BINDINGS_SIZE bytes, or NULL when the caller has none
 * @policy: SSP_ACCEPT_* bits
 *
 * Return: SEC_CHANNEL_BINDINGS_RESULT_* bits; of NOTVALID one if the client must
 * be refused.
 */
u32 ssp_bindings_compare(struct ssp_span theirs, bool aware, const u8 *ours,
			 u32 policy);

#endif /* SSP_CORE_BINDINGS_H */
