// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Entry points that no package provides; their handles are not looked at.
 */
#include <sspi.h>

SECURITY_STATUS SEC_ENTRY AcceptSecurityContext(
	PCredHandle phCredential, PCtxtHandle phContext, PSecBufferDesc pInput,
	ULONG fContextReq, ULONG TargetDataRep, PCtxtHandle phNewContext,
	PSecBufferDesc pOutput, ULONG *pfContextAttr, PTimeStamp ptsExpiry)
{
	(void)phCredential;
	(void)phContext;
	(void)pInput;
	(void)fContextReq;
	(void)TargetDataRep;
	(void)phNewContext;
	(void)pOutput;
	(void)pfContextAttr;
	(void)ptsExpiry;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY CompleteAuthToken(PCtxtHandle phContext,
					    PSecBufferDesc pToken)
{
	(void)phContext;
	(void)pToken;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY ApplyControlToken(PCtxtHandle phContext,
					    PSecBufferDesc pInput)
{
	(void)phContext;
	(void)pInput;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY ImpersonateSecurityContext(PCtxtHandle phContext)
{
	(void)phContext;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY RevertSecurityContext(PCtxtHandle phContext)
{
	(void)phContext;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY QuerySecurityContextToken(PCtxtHandle phContext,
						    void **Token)
{
	(void)phContext;
	(void)Token;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY ExportSecurityContext(PCtxtHandle phContext,
						ULONG fFlags,
						PSecBuffer pPackedContext,
						void **pToken)
{
	(void)phContext;
	(void)fFlags;
	(void)pPackedContext;
	(void)pToken;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY ImportSecurityContextW(SECUR32_STRW pszPackage,
						 PSecBuffer pPackedContext,
						 void *Token,
						 PCtxtHandle phContext)
{
	(void)pszPackage;
	(void)pPackedContext;
	(void)Token;
	(void)phContext;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY AddCredentialsW(
	PCredHandle hCredentials, SECUR32_STRW pszPrincipal,
	SECUR32_STRW pszPackage, ULONG fCredentialUse, void *pAuthData,
	SEC_GET_KEY_FN pGetKeyFn, void *pvGetKeyArgument, PTimeStamp ptsExpiry)
{
	(void)hCredentials;
	(void)pszPrincipal;
	(void)pszPackage;
	(void)fCredentialUse;
	(void)pAuthData;
	(void)pGetKeyFn;
	(void)pvGetKeyArgument;
	(void)ptsExpiry;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY
QueryCredentialsAttributesExW(PCredHandle phCredential, ULONG ulAttribute,
			      void *pBuffer, ULONG cbBuffer)
{
	(void)phCredential;
	(void)ulAttribute;
	(void)pBuffer;
	(void)cbBuffer;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY SetCredentialsAttributesW(PCredHandle phCredential,
						    ULONG ulAttribute,
						    void *pBuffer,
						    ULONG cbBuffer)
{
	(void)phCredential;
	(void)ulAttribute;
	(void)pBuffer;
	(void)cbBuffer;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY QueryContextAttributesExW(PCtxtHandle phContext,
						    ULONG ulAttribute,
						    void *pBuffer,
						    ULONG cbBuffer)
{
	(void)phContext;
	(void)ulAttribute;
	(void)pBuffer;
	(void)cbBuffer;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY SetContextAttributesW(PCtxtHandle phContext,
						ULONG ulAttribute,
						void *pBuffer, ULONG cbBuffer)
{
	(void)phContext;
	(void)ulAttribute;
	(void)pBuffer;
	(void)cbBuffer;
	return SEC_E_UNSUPPORTED_FUNCTION;
}
