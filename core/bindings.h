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

#endif /* SSP_CORE_BINDINGS_H */
