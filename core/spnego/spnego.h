/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The package "Negotiate": SPNEGO (RFC 4178, MS-SPNG) as a mechanism whose
 * children are mechanisms.
 */
#ifndef SSP_CORE_SPNEGO_H
#define SSP_CORE_SPNEGO_H

#include "core/mech.h"

extern const struct ssp_mech ssp_spnego_mech;

/**
 * ssp_spnego_cred_open_from() - ssp_spnego_mech's cred_open, over any table
 * @at: gives the rows, as ssp_mech_at() does
 * @id: on whose behalf; borrowed
 * @use: SECPKG_CRED_*
 * @cred: receives the credential, for ssp_spnego_mech.cred_close()
 *
 * The rows that can be negotiated and that @id's PackageList admits become
 * children, in the table's order.  One that has no credential for @id is left
 * out.  May sleep.
 *
 * Return:
 * * SEC_E_OK			- at least one child is there
 * * SEC_E_NO_CREDENTIALS	- the PackageList leaves none
 * * SEC_E_INSUFFICIENT_MEMORY	- an allocation failed, a child's included
 * * the first child's error	- none of them has a credential
 */
ssp_status ssp_spnego_cred_open_from(const struct ssp_mech *(*at)(size_t i),
				     const struct ssp_identity *id, u32 use,
				     void **cred);

#endif /* SSP_CORE_SPNEGO_H */
