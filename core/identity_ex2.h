/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * SEC_WINNT_AUTH_IDENTITY_EX2: an identity in one block, with offsets in the
 * place of pointers and the password packed.
 */
#ifndef SSP_CORE_IDENTITY_EX2_H
#define SSP_CORE_IDENTITY_EX2_H

#include "core/mech.h"

/**
 * ssp_identity_ex2_read() - take one apart
 * @auth: SEC_WINNT_AUTH_IDENTITY_EX2; may be unaligned
 * @n: bytes at @auth, no more of which are read
 * @id: zeroed; receives copies, for ssp_identity_free() even on failure
 * @flags: receives Flags
 *
 * Return: as ssp_identity_read(); SEC_E_UNKNOWN_CREDENTIALS also for what
 * leaves the block, for text at an odd offset, for ANSI, which this form does
 * not have, and for credentials other than a password.
 */
ssp_status ssp_identity_ex2_read(const void *auth, size_t n,
				 struct ssp_identity *id, u32 *flags);

#endif /* SSP_CORE_IDENTITY_EX2_H */
