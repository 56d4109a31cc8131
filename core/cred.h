/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Credentials: a mechanism's credential state behind a handle.
 */
#ifndef SSP_CORE_CRED_H
#define SSP_CORE_CRED_H

#include "core/handle.h"
#include "core/mech.h"

/**
 * struct ssp_cred - what a CredHandle stands for; immutable once made
 * @mech: its package
 * @state: the mechanism's
 * @use: SECPKG_CRED_* bits
 * @packages: PackageList of the identity, or absent
 */
struct ssp_cred {
	const struct ssp_mech *mech;
	void *state;
	u32 use;
	struct ssp_utf16 packages;
};

extern struct ssp_handle_table ssp_creds;

/**
 * ssp_cred_new() - make a credential and give it a handle
 * @mech: package
 * @id: borrowed
 * @use: SECPKG_CRED_* bits, checked
 * @h: receives the handle
 * @expiry: receives the expiry, UTC
 *
 * Return: SEC_E_OK or what the mechanism or memory said.
 */
ssp_status ssp_cred_new(const struct ssp_mech *mech,
			const struct ssp_identity *id, u32 use, SecHandle *h,
			u64 *expiry);

#endif /* SSP_CORE_CRED_H */
