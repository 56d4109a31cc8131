// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The A names: NUL-terminated UTF-8.
 */
#include <sspi.h>

#include "core/api.h"

SECURITY_STATUS SEC_ENTRY AcquireCredentialsHandleA(
	LPSTR pszPrincipal, LPSTR pszPackage, ULONG fCredentialUse,
	void *pvLogonId, void *pAuthData, SEC_GET_KEY_FN pGetKeyFn,
	void *pvGetKeyArgument, PCredHandle phCredential, PTimeStamp ptsExpiry)
{
	/* No logon sessions here, and no package ever calls a key function. */
	(void)pvLogonId;
	(void)pGetKeyFn;
	(void)pvGetKeyArgument;
	return ssp_api_acquire(&ssp_text_utf8, pszPrincipal, pszPackage,
			       fCredentialUse, pAuthData, phCredential,
			       ptsExpiry);
}

SECURITY_STATUS SEC_ENTRY InitializeSecurityContextA(
	PCredHandle phCredential, PCtxtHandle phContext,
	SEC_CHAR *pszTargetName, ULONG fContextReq, ULONG Reserved1,
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

	return ssp_api_initialize(&ssp_text_utf8, &args);
}

SECURITY_STATUS SEC_ENTRY QueryContextAttributesA(PCtxtHandle phContext,
						  ULONG ulAttribute,
						  void *pBuffer)
{
	return ssp_api_query_context(&ssp_text_utf8, phContext, ulAttribute,
				     pBuffer);
}

SECURITY_STATUS SEC_ENTRY QueryCredentialsAttributesA(PCredHandle phCredential,
						      ULONG ulAttribute,
						      void *pBuffer)
{
	return ssp_api_query_cred(&ssp_text_utf8, phCredential, ulAttribute,
				  pBuffer);
}

SECURITY_STATUS SEC_ENTRY
EnumerateSecurityPackagesA(ULONG *pcPackages, PSecPkgInfoA *ppPackageInfo)
{
	return ssp_api_enumerate(&ssp_text_utf8, pcPackages,
				 (void **)ppPackageInfo);
}

SECURITY_STATUS SEC_ENTRY QuerySecurityPackageInfoA(LPSTR pszPackageName,
						    PSecPkgInfoA *ppPackageInfo)
{
	return ssp_api_package(&ssp_text_utf8, pszPackageName,
			       (void **)ppPackageInfo);
}
