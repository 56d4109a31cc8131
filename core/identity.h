/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * pAuthData of AcquireCredentialsHandle(): SEC_WINNT_AUTH_IDENTITY in its
 * forms, to struct ssp_identity.
 */
#ifndef SSP_CORE_IDENTITY_H
#define SSP_CORE_IDENTITY_H

#include "core/mech.h"

/* Secrets that are hidden from us. */
#define SSP_IDENTITY_REFUSED_FLAGS                         \
	(SEC_WINNT_AUTH_IDENTITY_FLAGS_PROCESS_ENCRYPTED | \
	 SEC_WINNT_AUTH_IDENTITY_FLAGS_SYSTEM_PROTECTED |  \
	 SEC_WINNT_AUTH_IDENTITY_FLAGS_USER_PROTECTED |    \
	 SEC_WINNT_AUTH_IDENTITY_FLAGS_SYSTEM_ENCRYPTED)

/* For callers who cannot tell how many bytes there are at @auth. */
#define SSP_IDENTITY_UNSIZED ((size_t)-1)

/**
 * ssp_identity_read() - take a caller's identity
 * @auth: SEC_WINNT_AUTH_IDENTITY_A, _W, _EX or _EX2, or NULL for the default;
 *	may be unaligned
 * @n: bytes at @auth, no more of which are read
 * @id: zeroed; receives copies, for ssp_identity_free() even on failure
 *
 * The structure tells its own form: the first word is a version for EX and EX2,
 * and the ANSI bit of Flags, not the API's suffix, says narrow or wide.
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, SEC_E_UNKNOWN_CREDENTIALS (a
 * form or flag that is not supported, a form longer than @n, text that is
 * malformed), or SEC_E_INVALID_PARAMETER for memory that is not virtual (P41).
 */
ssp_status ssp_identity_read(const void *auth, size_t n,
			     struct ssp_identity *id);

#endif /* SSP_CORE_IDENTITY_H */
