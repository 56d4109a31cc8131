// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Entry points that no package provides; their handles are not looked at.
 * Those that return nothing do nothing: there is no object yet that they could
 * be called with.
 */
#include <sspi.h>

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

SECURITY_STATUS SEC_ENTRY SspiCompareAuthIdentities(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity1,
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity2,
	PBOOLEAN SameSuppliedUser, PBOOLEAN SameSuppliedIdentity)
{
	(void)AuthIdentity1;
	(void)AuthIdentity2;
	(void)SameSuppliedUser;
	(void)SameSuppliedIdentity;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY
SspiCopyAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData,
		     PSEC_WINNT_AUTH_IDENTITY_OPAQUE *AuthDataCopy)
{
	(void)AuthData;
	(void)AuthDataCopy;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY SspiEncodeAuthIdentityAsStrings(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE pAuthIdentity, PCWSTR *ppszUserName,
	PCWSTR *ppszDomainName, PCWSTR *ppszPackedCredentialsString)
{
	(void)pAuthIdentity;
	(void)ppszUserName;
	(void)ppszDomainName;
	(void)ppszPackedCredentialsString;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY
SspiEncodeStringsAsAuthIdentity(PCWSTR pszUserName, PCWSTR pszDomainName,
				PCWSTR pszPackedCredentialsString,
				PSEC_WINNT_AUTH_IDENTITY_OPAQUE *ppAuthIdentity)
{
	(void)pszUserName;
	(void)pszDomainName;
	(void)pszPackedCredentialsString;
	(void)ppAuthIdentity;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY SspiExcludePackage(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity, PCWSTR pszPackageName,
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE *ppNewAuthIdentity)
{
	(void)AuthIdentity;
	(void)pszPackageName;
	(void)ppNewAuthIdentity;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

void SEC_ENTRY SspiFreeAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData)
{
	(void)AuthData;
}

SECURITY_STATUS SEC_ENTRY SspiGetTargetHostName(PCWSTR pszTargetName,
						PWSTR *pszHostName)
{
	(void)pszTargetName;
	(void)pszHostName;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

BOOLEAN SEC_ENTRY SspiIsPromptingNeeded(ULONG ErrorOrNtStatus)
{
	(void)ErrorOrNtStatus;
	return 0;
}

void SEC_ENTRY SspiLocalFree(PVOID DataBuffer)
{
	(void)DataBuffer;
}

SECURITY_STATUS SEC_ENTRY
SspiMarshalAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity,
			ULONG *AuthIdentityLength, char **AuthIdentityByteArray)
{
	(void)AuthIdentity;
	(void)AuthIdentityLength;
	(void)AuthIdentityByteArray;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY
SspiUnmarshalAuthIdentity(ULONG AuthIdentityLength, char *AuthIdentityByteArray,
			  PSEC_WINNT_AUTH_IDENTITY_OPAQUE *ppAuthIdentity)
{
	(void)AuthIdentityLength;
	(void)AuthIdentityByteArray;
	(void)ppAuthIdentity;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY
SspiValidateAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData)
{
	(void)AuthData;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

void SEC_ENTRY SspiZeroAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData)
{
	(void)AuthData;
}
