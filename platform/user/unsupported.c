// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * User-mode entry points that no package provides.
 */
#include <sspi.h>

SECURITY_STATUS SEC_ENTRY ImportSecurityContextA(LPSTR pszPackage,
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

SECURITY_STATUS SEC_ENTRY
ChangeAccountPasswordW(SEC_WCHAR *pszPackageName, SEC_WCHAR *pszDomainName,
		       SEC_WCHAR *pszAccountName, SEC_WCHAR *pszOldPassword,
		       SEC_WCHAR *pszNewPassword, BOOLEAN bImpersonating,
		       ULONG dwReserved, PSecBufferDesc pOutput)
{
	(void)pszPackageName;
	(void)pszDomainName;
	(void)pszAccountName;
	(void)pszOldPassword;
	(void)pszNewPassword;
	(void)bImpersonating;
	(void)dwReserved;
	(void)pOutput;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY AddCredentialsA(PCredHandle hCredentials,
					  LPSTR pszPrincipal, LPSTR pszPackage,
					  ULONG fCredentialUse, void *pAuthData,
					  SEC_GET_KEY_FN pGetKeyFn,
					  void *pvGetKeyArgument,
					  PTimeStamp ptsExpiry)
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
QueryCredentialsAttributesExA(PCredHandle phCredential, ULONG ulAttribute,
			      void *pBuffer, ULONG cbBuffer)
{
	(void)phCredential;
	(void)ulAttribute;
	(void)pBuffer;
	(void)cbBuffer;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY SetCredentialsAttributesA(PCredHandle phCredential,
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

SECURITY_STATUS SEC_ENTRY
ChangeAccountPasswordA(SEC_CHAR *pszPackageName, SEC_CHAR *pszDomainName,
		       SEC_CHAR *pszAccountName, SEC_CHAR *pszOldPassword,
		       SEC_CHAR *pszNewPassword, BOOLEAN bImpersonating,
		       ULONG dwReserved, PSecBufferDesc pOutput)
{
	(void)pszPackageName;
	(void)pszDomainName;
	(void)pszAccountName;
	(void)pszOldPassword;
	(void)pszNewPassword;
	(void)bImpersonating;
	(void)dwReserved;
	(void)pOutput;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY QueryContextAttributesExA(PCtxtHandle phContext,
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

SECURITY_STATUS SEC_ENTRY SetContextAttributesA(PCtxtHandle phContext,
						ULONG ulAttribute,
						void *pBuffer, ULONG cbBuffer)
{
	(void)phContext;
	(void)ulAttribute;
	(void)pBuffer;
	(void)cbBuffer;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY
SspiEncryptAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData)
{
	(void)AuthData;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY SspiEncryptAuthIdentityEx(
	ULONG Options, PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData)
{
	(void)Options;
	(void)AuthData;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY
SspiDecryptAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE EncryptedAuthData)
{
	(void)EncryptedAuthData;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY SspiDecryptAuthIdentityEx(
	ULONG Options, PSEC_WINNT_AUTH_IDENTITY_OPAQUE EncryptedAuthData)
{
	(void)Options;
	(void)EncryptedAuthData;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

BOOLEAN SEC_ENTRY
SspiIsAuthIdentityEncrypted(PSEC_WINNT_AUTH_IDENTITY_OPAQUE EncryptedAuthData)
{
	(void)EncryptedAuthData;
	return 0;
}

SECURITY_STATUS SEC_ENTRY SspiPrepareForCredRead(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity, PCWSTR pszTargetName,
	PULONG pCredmanCredentialType, PCWSTR *ppszCredmanTargetName)
{
	(void)AuthIdentity;
	(void)pszTargetName;
	(void)pCredmanCredentialType;
	(void)ppszCredmanTargetName;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY SspiPrepareForCredWrite(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity, PCWSTR pszTargetName,
	PULONG pCredmanCredentialType, PCWSTR *ppszCredmanTargetName,
	PCWSTR *ppszCredmanUserName, PUCHAR *ppCredentialBlob,
	PULONG pCredentialBlobSize)
{
	(void)AuthIdentity;
	(void)pszTargetName;
	(void)pCredmanCredentialType;
	(void)ppszCredmanTargetName;
	(void)ppszCredmanUserName;
	(void)ppCredentialBlob;
	(void)pCredentialBlobSize;
	return SEC_E_UNSUPPORTED_FUNCTION;
}

SECURITY_STATUS SEC_ENTRY
SspiSetChannelBindingFlags(PSecPkgContext_Bindings pBindings, ULONG flags)
{
	(void)pBindings;
	(void)flags;
	return SEC_E_UNSUPPORTED_FUNCTION;
}
