// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Credentials: a mechanism's credential state behind a handle.
 *
 * A context holds a reference to its credential, so that freeing the
 * credential first is legal.
 */
#include "core/cred.h"

#include "platform/env.h"
#include "platform/memory.h"

static void cred_release(void *obj)
{
	struct ssp_cred *cred = obj;

	cred->mech->cred_close(cred->state);
	ssp_utf16_free(&cred->packages);
	ssp_pool_free(cred, sizeof(*cred));
}

struct ssp_handle_table ssp_creds =
	SSP_HANDLE_TABLE(ssp_creds, SSP_HANDLE_TAG_CRED, cred_release);

/* A credential whose name is not known yet has no known expiry either. */
static u64 cred_expiry(const struct ssp_cred *cred)
{
	struct ssp_cred_info info = { .expiry = SSP_TIME_NEVER };

	if (cred->mech->cred_query(cred->state, &info) < 0)
		info.expiry = SSP_TIME_NEVER;
	ssp_utf16_free(&info.name);
	return info.expiry;
}

ssp_status ssp_cred_new(const struct ssp_mech *mech,
			const struct ssp_identity *id, u32 use, SecHandle *h,
			u64 *expiry)
{
	struct ssp_cred *cred;
	ssp_status st = SEC_E_OK;

	cred = ssp_pool_alloc(sizeof(*cred));
	if (!cred)
		return SEC_E_INSUFFICIENT_MEMORY;
	cred->mech = mech;
	cred->use = use;
	if (id->packages.p)
		st = ssp_utf16_dup(id->packages.p, id->packages.n,
				   &cred->packages);
	if (st >= 0)
		st = mech->cred_open(id, use, &cred->state);
	if (st < 0) {
		cred_release(cred);
		return st;
	}
	*expiry = cred_expiry(cred);
	st = ssp_handle_new(&ssp_creds, cred, h);
	if (st < 0)
		cred_release(cred);
	return st;
}
