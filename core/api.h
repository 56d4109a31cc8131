/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The entry points that take or give text, once: the fronts call these with
 * their own idea of a string.  Statuses are those of <sspi.h>.
 *
 * Structures that hold strings are the W ones; the A ones have the same
 * layout, and what a string pointer points at is the text table's business.
 */
#ifndef SSP_CORE_API_H
#define SSP_CORE_API_H

#include "core/text.h"

/** ssp_api_acquire() - AcquireCredentialsHandle */
ssp_status ssp_api_acquire(const struct ssp_text_ops *text,
			   const void *principal, const void *package, u32 use,
			   const void *auth, PCredHandle cred,
			   PTimeStamp expiry);

/**
 * struct ssp_init_args - InitializeSecurityContext's parameters, as named there
 */
struct ssp_init_args {
	const SecHandle *cred;
	const SecHandle *context;
	const void *target;
	u32 req;
	u32 reserved1;
	u32 drep;
	PSecBufferDesc input;
	u32 reserved2;
	PCtxtHandle new_context;
	PSecBufferDesc output;
	ULONG *attr;
	PTimeStamp expiry;
};

/** ssp_api_initialize() - InitializeSecurityContext */
ssp_status ssp_api_initialize(const struct ssp_text_ops *text,
			      const struct ssp_init_args *args);

/** ssp_api_query_context() - QueryContextAttributes */
ssp_status ssp_api_query_context(const struct ssp_text_ops *text,
				 const SecHandle *context, u32 attr, void *out);

/** ssp_api_query_cred() - QueryCredentialsAttributes */
ssp_status ssp_api_query_cred(const struct ssp_text_ops *text,
			      const SecHandle *cred, u32 attr, void *out);

/**
 * ssp_api_enumerate() - EnumerateSecurityPackages
 * @text: how to write names
 * @count: receives how many
 * @info: receives one block, an array of SecPkgInfo
 */
ssp_status ssp_api_enumerate(const struct ssp_text_ops *text, ULONG *count,
			     void **info);

/** ssp_api_package() - QuerySecurityPackageInfo */
ssp_status ssp_api_package(const struct ssp_text_ops *text, const void *name,
			   void **info);

struct ssp_mech;

/** ssp_package_info() - SecPkgInfo of a mechanism, one virtual block */
ssp_status ssp_package_info(const struct ssp_text_ops *text,
			    const struct ssp_mech *mech, void **info);

/** ssp_timestamp() - a UTC FILETIME as the local time that callers get (P15) */
TimeStamp ssp_timestamp(u64 utc);

#endif /* SSP_CORE_API_H */
