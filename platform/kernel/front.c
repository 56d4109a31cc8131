// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The W names of the kernel: counted UTF-16, and the rules for kernel callers.
 */
#include <secur32.h>
#include <sspi.h>

#include <linux/kernel.h>

#include "core/api.h"
#include "core/status.h"
#include "platform/memory.h"

SECURITY_STATUS SEC_ENTRY AcquireCredentialsHandleW(
	PSECURITY_STRING pszPrincipal, PSECURITY_STRING pszPackage,
	ULONG fCredentialUse, void *pvLogonId, void *pAuthData,
	SEC_GET_KEY_FN pGetKeyFn, void *pvGetKeyArgument,
	PCredHandle phCredential, PTimeStamp ptsExpiry)
{
	might_sleep();
	/* No logon sessions here, and no package ever calls a key function. */
	return ssp_api_acquire(&ssp_text_counted, pszPrincipal, pszPackage,
			       fCredentialUse, pAuthData, phCredential,
			       ptsExpiry);
}

/*
 * P41.  Asked on every leg, also where the name is not used any more; whether
 * the text is any good is seen when it is read.
 */
static bool target_is_virtual(PCUNICODE_STRING target)
{
	return !target || !target->Buffer ||
	       ssp_is_virtual(target->Buffer, target->Length);
}

SECURITY_STATUS SEC_ENTRY InitializeSecurityContextW(
	PCredHandle phCredential, PCtxtHandle phContext,
	PSECURITY_STRING pszTargetName, ULONG fContextReq, ULONG Reserved1,
	ULONG TargetDataRep, PSecBufferDesc pInput, ULONG Reserved2,
	PCtxtHandle phNewContext, PSecBufferDesc pOutput, ULONG *pfContextAttr,
	PTimeStamp ptsExpiry)
{
	const struct ssp_init_args args = {
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

	might_sleep();
	if (!target_is_virtual(pszTargetName))
		return SEC_E_INVALID_PARAMETER;
	return ssp_api_initialize(&ssp_text_counted, &args);
}

SECURITY_STATUS SEC_ENTRY QueryContextAttributesW(PCtxtHandle phContext,
						  ULONG ulAttribute,
						  void *pBuffer)
{
	might_sleep();
	return ssp_api_query_context(&ssp_text_counted, phContext, ulAttribute,
				     pBuffer);
}

SECURITY_STATUS SEC_ENTRY QueryCredentialsAttributesW(PCredHandle phCredential,
						      ULONG ulAttribute,
						      void *pBuffer)
{
	might_sleep();
	return ssp_api_query_cred(&ssp_text_counted, phCredential, ulAttribute,
				  pBuffer);
}

SECURITY_STATUS SEC_ENTRY
EnumerateSecurityPackagesW(ULONG *pcPackages, PSecPkgInfoW *ppPackageInfo)
{
	might_sleep();
	return ssp_api_enumerate(&ssp_text_counted, pcPackages,
				 (void **)ppPackageInfo);
}

SECURITY_STATUS SEC_ENTRY QuerySecurityPackageInfoW(
	PSECURITY_STRING pszPackageName, PSecPkgInfoW *ppPackageInfo)
{
	might_sleep();
	return ssp_api_package(&ssp_text_counted, pszPackageName,
			       (void **)ppPackageInfo);
}

/* The names that drivers know these two by. */

SECURITY_STATUS SEC_ENTRY SealMessage(PCtxtHandle phContext, ULONG fQOP,
				      PSecBufferDesc pMessage,
				      ULONG MessageSeqNo)
{
	return EncryptMessage(phContext, fQOP, pMessage, MessageSeqNo);
}

SECURITY_STATUS SEC_ENTRY UnsealMessage(PCtxtHandle phContext,
					PSecBufferDesc pMessage,
					ULONG MessageSeqNo, ULONG *pfQOP)
{
	return DecryptMessage(phContext, pMessage, MessageSeqNo, pfQOP);
}

const char *SEC_ENTRY Secur32StatusName(SECURITY_STATUS Status)
{
	return ssp_status_name(Status);
}
