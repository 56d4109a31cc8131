// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The W names: NUL-terminated UTF-16.
 */
#include <sspi.h>

#include "core/api.h"

SECURITY_STATUS SEC_ENTRY AcquireCredentialsHandleW(
	LPWSTR pszPrincipal, LPWSTR pszPackage, ULONG fCredentialUse,
	void *pvLogonId, void *pAuthData, SEC_GET_KEY_FN pGetKeyFn,
	void *pvGetKeyArgument, PCredHandle phCredential, PTimeStamp ptsExpiry)
{
	/* No logon sessions here, and no package ever calls a key function. */
	(void)pvLogonId;
	(void)pGetKeyFn;
	(void)pvGetKeyArgument;
	return ssp_api_acquire(&ssp_text_wide, pszPrincipal, pszPackage,
			       fCredentialUse, pAuthData, phCredential,
			       ptsExpiry);
}

SECURITY_STATUS SEC_ENTRY InitializeSecurityContextW(
	PCredHandle phCredential, PCtxtHandle phContext,
	SEC_WCHAR *pszTargetName, ULONG fContextReq, ULONG Reserved1,
	ULONG TargetDataRep, PSecBufferDesc pInput, ULONG Reserved2,
	PCtxtHandle phNewContext, PSecBufferDesc pOutput, ULONG *pfContextAttr,
	PTimeStamp ptsExpiry)
{
	struct ssp_init_args args = {
		.cred = phCredential,
		.context = phContext,
		.target = pszTargetName,
		.req = fContextReq,
		.reserved1 = Reserved1,
		.drep = TargetDataRep,
		.input = pInput,
		.reserved2 = Reserved2,
		.new_context = phNewContext,
		.output = pOutput,
		.attr = pfContextAttr,
		.expiry = ptsExpiry,
	};

	return ssp_api_initialize(&ssp_text_wide, &args);
}

SECURITY_STATUS SEC_ENTRY QueryContextAttributesW(PCtxtHandle phContext,
						  ULONG ulAttribute,
						  void *pBuffer)
{
	return ssp_api_query_context(&ssp_text_wide, phContext, ulAttribute,
				     pBuffer);
}

SECURITY_STATUS SEC_ENTRY QueryCredentialsAttributesW(PCredHandle phCredential,
						      ULONG ulAttribute,
						      void *pBuffer)
{
	return ssp_api_query_cred(&ssp_text_wide, phCredential, ulAttribute,
				  pBuffer);
}

SECURITY_STATUS SEC_ENTRY
EnumerateSecurityPackagesW(ULONG *pcPackages, PSecPkgInfoW *ppPackageInfo)
{
	return ssp_api_enumerate(&ssp_text_wide, pcPackages,
				 (void **)ppPackageInfo);
}

SECURITY_STATUS SEC_ENTRY QuerySecurityPackageInfoW(LPWSTR pszPackageName,
						    PSecPkgInfoW *ppPackageInfo)
{
	return ssp_api_package(&ssp_text_wide, pszPackageName,
			       (void **)ppPackageInfo);
}
