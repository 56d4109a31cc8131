/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Credentials: on whose behalf contexts are made.
 */
#ifndef SECUR32_CREDENTIAL_H
#define SECUR32_CREDENTIAL_H

#include "types.h"
#include "status.h"
#include "buffers.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a credential is for. */
#define SECPKG_CRED_INBOUND 0x00000001 /* AcceptSecurityContext() */
#define SECPKG_CRED_OUTBOUND 0x00000002 /* InitializeSecurityContext() */
#define SECPKG_CRED_BOTH 0x00000003
#define SECPKG_CRED_DEFAULT 0x00000004
#define SECPKG_CRED_AUTOLOGON_RESTRICTED 0x00000010 /* supplied ones only */
#define SECPKG_CRED_PROCESS_POLICY_ONLY 0x00000020 /* never authenticates */
#define SECPKG_CRED_KERB_ANCHOR_DS_VERSION 0x00000040
#define SECPKG_CRED_RESERVED 0xF0000000

/**
 * typedef SEC_GET_KEY_FN - asked for a service's key
 * @Arg: pvGetKeyArgument of AcquireCredentialsHandle()
 * @Principal: whose key
 * @KeyVer: its version
 * @Key: receives the key
 * @Status: receives the outcome
 *
 * No package here calls it.
 */
typedef void (*SEC_GET_KEY_FN)(void *Arg, void *Principal, ULONG KeyVer,
			       void **Key, SECURITY_STATUS *Status);

/**
 * AcquireCredentialsHandleW() - open a credential
 * @pszPrincipal: whose, as a principal name; NULL for the caller's own.
 *	Kernel: a PSECURITY_STRING, as @pszPackage is.
 * @pszPackage: package name, case ignored
 * @fCredentialUse: SECPKG_CRED_*
 * @pvLogonId: LUID of a logon session; NULL.  Linux has none: ignored
 * @pAuthData: an identity (secur32/identity.h), copied before the call
 *	returns; NULL for the caller's own credentials
 * @pGetKeyFn: NULL; ignored
 * @pvGetKeyArgument: NULL; ignored
 * @phCredential: receives the handle, for FreeCredentialsHandle(); untouched on
 *	failure
 * @ptsExpiry: receives the expiry of the credential, in local time, "never" if
 *	unknown; may be NULL
 *
 * Nothing is proved here: a wrong password shows up when the first context is
 * made.  One credential serves any number of contexts, at once.
 *
 * sspi.h, AcquireCredentialsHandle (Negotiate, Kerberos, NTLM).
 *
 * Context: May sleep.  Looks at files, in the kernel through the ticket helper;
 * asks no KDC.
 * Return:
 * * SEC_E_OK			- the handle is there
 * * SEC_E_SECPKG_NOT_FOUND	- no such package, or no name
 * * SEC_E_INVALID_HANDLE	- @phCredential is NULL
 * * SEC_E_UNKNOWN_CREDENTIALS	- @pAuthData or @pszPrincipal makes no sense
 * * SEC_E_NO_CREDENTIALS	- the package has none for this use
 * * SEC_E_NOT_OWNER		- the caller has no right to @pszPrincipal
 * * SEC_E_INVALID_PARAMETER	- @fCredentialUse has no direction, or text is
 *				  not well formed; kernel: @pAuthData is not in
 *				  virtual memory
 * * SEC_E_INSUFFICIENT_MEMORY	- an allocation failed
 * * SEC_E_INTERNAL_ERROR	- none of the above
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY AcquireCredentialsHandleW(
	SECUR32_STRW pszPrincipal, SECUR32_STRW pszPackage,
	ULONG fCredentialUse, void *pvLogonId, void *pAuthData,
	SEC_GET_KEY_FN pGetKeyFn, void *pvGetKeyArgument,
	PCredHandle phCredential, PTimeStamp ptsExpiry);

/**
 * FreeCredentialsHandle() - close a credential
 * @phCredential: the handle
 *
 * Contexts made from it stay usable: they hold what they need of it.
 *
 * sspi.h, FreeCredentialsHandle.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_OK			- closed; wiped with its last context
 * * SEC_E_INVALID_HANDLE	- not an open credential, or NULL
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
FreeCredentialsHandle(PCredHandle phCredential);

/* A name that some sources, and one slot of the A table, have for it. */
#define FreeCredentialHandle FreeCredentialsHandle

/**
 * AddCredentialsW() - add another credential to an open one
 * @hCredentials: the open one
 * @pszPrincipal: whose; NULL for the caller's own.  Kernel: a
 *	PSECURITY_STRING, as @pszPackage is.
 * @pszPackage: package name
 * @fCredentialUse: SECPKG_CRED_*
 * @pAuthData: an identity, copied; or NULL
 * @pGetKeyFn: NULL; ignored
 * @pvGetKeyArgument: NULL; ignored
 * @ptsExpiry: receives the expiry, in local time; may be NULL
 *
 * sspi.h, AddCredentials.
 *
 * Context: May sleep.  Never blocks on a network.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- added
 * * SEC_E_INVALID_HANDLE	- not an open credential
 * * others			- as AcquireCredentialsHandleW()
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY AddCredentialsW(
	PCredHandle hCredentials, SECUR32_STRW pszPrincipal,
	SECUR32_STRW pszPackage, ULONG fCredentialUse, void *pAuthData,
	SEC_GET_KEY_FN pGetKeyFn, void *pvGetKeyArgument, PTimeStamp ptsExpiry);

/* Attributes of a credential. */
#define SECPKG_CRED_ATTR_NAMES 1 /* SecPkgCredentials_Names */
#define SECPKG_CRED_ATTR_SSI_PROVIDER 2 /* SecPkgCredentials_SSIProvider */
#define SECPKG_CRED_ATTR_KDC_PROXY_SETTINGS 3
#define SECPKG_CRED_ATTR_KDC_NETWORK_SETTINGS 3 /* told apart by Version */
#define SECPKG_CRED_ATTR_CERT 4 /* SecPkgCredentials_Cert */
#define SECPKG_CRED_ATTR_PAC_BYPASS 5

#define KDC_PROXY_SETTINGS_V1 1
#define KDC_NETWORK_SETTINGS_V2 2
#define KDC_PROXY_SETTINGS_FLAGS_FORCEPROXY 0x1
#define KDC_NETWORK_SETTINGS_FLAGS_FORCEPROXY 0x1
#define KDC_NETWORK_SETTINGS_FLAGS_CONFIGURE_PROXY 0x80000000
#define KDC_NETWORK_SETTINGS_FLAGS_CONFIGURE_DISCOVERY 0x40000000
#define KDC_NETWORK_DISCOVERY_FLAGS_DS13_REQUIRED 0x80000000

/**
 * struct _SecPkgCredentials_NamesW - SECPKG_CRED_ATTR_NAMES
 * @sUserName: whose credential; FreeContextBuffer()
 */
struct _SecPkgCredentials_NamesW {
	SEC_WCHAR *sUserName;
};
typedef struct _SecPkgCredentials_NamesW SecPkgCredentials_NamesW,
	*PSecPkgCredentials_NamesW;

/**
 * struct _SecPkgCredentials_SSIProviderW - SECPKG_CRED_ATTR_SSI_PROVIDER
 * @sProviderName: identity provider; FreeContextBuffer()
 * @ProviderInfoLength: bytes at @ProviderInfo
 * @ProviderInfo: its data; FreeContextBuffer()
 */
struct _SecPkgCredentials_SSIProviderW {
	SEC_WCHAR *sProviderName;
	ULONG ProviderInfoLength;
	char *ProviderInfo;
};
typedef struct _SecPkgCredentials_SSIProviderW SecPkgCredentials_SSIProviderW,
	*PSecPkgCredentials_SSIProviderW;

/**
 * struct _SecPkgCredentials_KdcProxySettingsW - KDC_PROXY_SETTINGS, to be set
 * @Version: KDC_PROXY_SETTINGS_V1
 * @Flags: KDC_PROXY_SETTINGS_FLAGS_*
 * @ProxyServerOffset: UTF-16 text, from the start of this structure; 0: none
 * @ProxyServerLength: bytes
 * @ClientTlsCredOffset: credential for the proxy; 0: none
 * @ClientTlsCredLength: bytes
 */
struct _SecPkgCredentials_KdcProxySettingsW {
	ULONG Version;
	ULONG Flags;
	USHORT ProxyServerOffset;
	USHORT ProxyServerLength;
	USHORT ClientTlsCredOffset;
	USHORT ClientTlsCredLength;
};
typedef struct _SecPkgCredentials_KdcProxySettingsW
	SecPkgCredentials_KdcProxySettingsW,
	*PSecPkgCredentials_KdcProxySettingsW;

/**
 * struct _SecPkgCredentials_KdcNetworkSettingsW - KDC_NETWORK_SETTINGS
 * @Version: KDC_NETWORK_SETTINGS_V2
 * @Flags: KDC_NETWORK_SETTINGS_FLAGS_*
 * @ProxyServerOffset: UTF-16 text, from the start of this structure; 0: none
 * @ProxyServerLength: bytes
 * @ClientTlsCredOffset: credential for the proxy; 0: none
 * @ClientTlsCredLength: bytes
 * @DcDiscoveryFlags: KDC_NETWORK_DISCOVERY_FLAGS_*
 */
struct _SecPkgCredentials_KdcNetworkSettingsW {
	ULONG Version;
	ULONG Flags;
	USHORT ProxyServerOffset;
	USHORT ProxyServerLength;
	USHORT ClientTlsCredOffset;
	USHORT ClientTlsCredLength;
	ULONG DcDiscoveryFlags;
};
typedef struct _SecPkgCredentials_KdcNetworkSettingsW
	SecPkgCredentials_KdcNetworkSettingsW,
	*PSecPkgCredentials_KdcNetworkSettingsW;

/**
 * struct _SecPkgCredentials_Cert - SECPKG_CRED_ATTR_CERT
 * @EncodedCertSize: bytes at @EncodedCert
 * @EncodedCert: the certificate in DER; FreeContextBuffer()
 */
struct _SecPkgCredentials_Cert {
	ULONG EncodedCertSize;
	unsigned char *EncodedCert;
};
typedef struct _SecPkgCredentials_Cert SecPkgCredentials_Cert,
	*PSecPkgCredentials_Cert;

/**
 * QueryCredentialsAttributesW() - ask about a credential
 * @phCredential: the credential
 * @ulAttribute: SECPKG_CRED_ATTR_*
 * @pBuffer: receives the structure that belongs to @ulAttribute; untouched on
 *	failure.  Release each pointer in it with FreeContextBuffer().
 *
 * sspi.h, QueryCredentialsAttributes: NAMES for all packages.
 *
 * Context: May sleep.  Looks at files, never at a network.
 * Return:
 * * SEC_E_OK			- @pBuffer is filled
 * * SEC_E_INVALID_HANDLE	- not an open credential
 * * SEC_E_NOT_SUPPORTED	- not an attribute of this package's
 * * SEC_E_NO_CREDENTIALS	- the caller's own are meant and there are none
 * * SEC_E_INVALID_PARAMETER	- @pBuffer is NULL
 * * SEC_E_INSUFFICIENT_MEMORY	- an allocation failed
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY QueryCredentialsAttributesW(
	PCredHandle phCredential, ULONG ulAttribute, void *pBuffer);

/**
 * QueryCredentialsAttributesExW() - the same with the size of the answer
 * @phCredential: the credential
 * @ulAttribute: SECPKG_CRED_ATTR_*
 * @pBuffer: receives the structure
 * @cbBuffer: bytes at @pBuffer
 *
 * sspi.h, QueryCredentialsAttributesEx.
 *
 * Context: May sleep.  Never blocks on a network.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_BUFFER_TOO_SMALL	- the structure is larger than @cbBuffer
 * * others			- as QueryCredentialsAttributesW()
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
QueryCredentialsAttributesExW(PCredHandle phCredential, ULONG ulAttribute,
			      void *pBuffer, ULONG cbBuffer);

/**
 * SetCredentialsAttributesW() - change a credential
 * @phCredential: the credential
 * @ulAttribute: SECPKG_CRED_ATTR_KDC_PROXY_SETTINGS
 * @pBuffer: the structure that belongs to it, copied
 * @cbBuffer: bytes at @pBuffer, data behind the structure included
 *
 * sspi.h, SetCredentialsAttributes (Kerberos).
 *
 * Context: May sleep.  Never blocks on a network.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it, or not
 *				  an attribute of this package's
 * * SEC_E_OK			- in force for contexts that begin from now on
 * * SEC_E_INVALID_HANDLE	- not an open credential
 * * SEC_E_INVALID_PARAMETER	- @pBuffer is NULL or malformed
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SetCredentialsAttributesW(PCredHandle phCredential, ULONG ulAttribute,
			  void *pBuffer, ULONG cbBuffer);

#if ISSP_MODE != 0
/**
 * ChangeAccountPasswordW() - change a password at the authority
 * @pszPackageName: package that talks to it
 * @pszDomainName: domain or realm
 * @pszAccountName: user name
 * @pszOldPassword: the present password
 * @pszNewPassword: the next one
 * @bImpersonating: FALSE: as the caller
 * @dwReserved: 0
 * @pOutput: one SECBUFFER_CHANGE_PASS_RESPONSE for what the authority says
 *
 * Programs only.  sspi.h, ChangeAccountPassword.
 *
 * Context: Blocks on the network for a bounded time.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION		- where the library does not provide it
 * * SEC_E_OK				- changed
 * * SEC_E_LOGON_DENIED			- the present password is wrong
 * * SEC_E_SECPKG_NOT_FOUND		- no such package
 * * SEC_E_NO_AUTHENTICATING_AUTHORITY	- nobody answered
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
ChangeAccountPasswordW(SEC_WCHAR *pszPackageName, SEC_WCHAR *pszDomainName,
		       SEC_WCHAR *pszAccountName, SEC_WCHAR *pszOldPassword,
		       SEC_WCHAR *pszNewPassword, BOOLEAN bImpersonating,
		       ULONG dwReserved, PSecBufferDesc pOutput);

/* As AcquireCredentialsHandleW(), in UTF-8. */
SECUR32_API SECURITY_STATUS SEC_ENTRY AcquireCredentialsHandleA(
	LPSTR pszPrincipal, LPSTR pszPackage, ULONG fCredentialUse,
	void *pvLogonId, void *pAuthData, SEC_GET_KEY_FN pGetKeyFn,
	void *pvGetKeyArgument, PCredHandle phCredential, PTimeStamp ptsExpiry);

/* As AddCredentialsW(), in UTF-8. */
SECUR32_API SECURITY_STATUS SEC_ENTRY
AddCredentialsA(PCredHandle hCredentials, LPSTR pszPrincipal, LPSTR pszPackage,
		ULONG fCredentialUse, void *pAuthData, SEC_GET_KEY_FN pGetKeyFn,
		void *pvGetKeyArgument, PTimeStamp ptsExpiry);

/**
 * struct _SecPkgCredentials_NamesA - SECPKG_CRED_ATTR_NAMES
 * @sUserName: whose credential; FreeContextBuffer()
 */
struct _SecPkgCredentials_NamesA {
	SEC_CHAR *sUserName;
};
typedef struct _SecPkgCredentials_NamesA SecPkgCredentials_NamesA,
	*PSecPkgCredentials_NamesA;

/**
 * struct _SecPkgCredentials_SSIProviderA - SECPKG_CRED_ATTR_SSI_PROVIDER
 * @sProviderName: identity provider; FreeContextBuffer()
 * @ProviderInfoLength: bytes at @ProviderInfo
 * @ProviderInfo: its data; FreeContextBuffer()
 */
struct _SecPkgCredentials_SSIProviderA {
	SEC_CHAR *sProviderName;
	ULONG ProviderInfoLength;
	char *ProviderInfo;
};
typedef struct _SecPkgCredentials_SSIProviderA SecPkgCredentials_SSIProviderA,
	*PSecPkgCredentials_SSIProviderA;

/* As QueryCredentialsAttributesW(), with the A structures. */
SECUR32_API SECURITY_STATUS SEC_ENTRY QueryCredentialsAttributesA(
	PCredHandle phCredential, ULONG ulAttribute, void *pBuffer);

/* As QueryCredentialsAttributesExW(), with the A structures. */
SECUR32_API SECURITY_STATUS SEC_ENTRY
QueryCredentialsAttributesExA(PCredHandle phCredential, ULONG ulAttribute,
			      void *pBuffer, ULONG cbBuffer);

/* As SetCredentialsAttributesW(); the structures stay wide. */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SetCredentialsAttributesA(PCredHandle phCredential, ULONG ulAttribute,
			  void *pBuffer, ULONG cbBuffer);

/* As ChangeAccountPasswordW(), in UTF-8. */
SECUR32_API SECURITY_STATUS SEC_ENTRY
ChangeAccountPasswordA(SEC_CHAR *pszPackageName, SEC_CHAR *pszDomainName,
		       SEC_CHAR *pszAccountName, SEC_CHAR *pszOldPassword,
		       SEC_CHAR *pszNewPassword, BOOLEAN bImpersonating,
		       ULONG dwReserved, PSecBufferDesc pOutput);
#endif /* ISSP_MODE != 0 */

#ifdef SECUR32_WIDE
#define AcquireCredentialsHandle AcquireCredentialsHandleW
#define AddCredentials AddCredentialsW
#define SecPkgCredentials_Names SecPkgCredentials_NamesW
#define PSecPkgCredentials_Names PSecPkgCredentials_NamesW
#define SecPkgCredentials_SSIProvider SecPkgCredentials_SSIProviderW
#define PSecPkgCredentials_SSIProvider PSecPkgCredentials_SSIProviderW
#define QueryCredentialsAttributes QueryCredentialsAttributesW
#define QueryCredentialsAttributesEx QueryCredentialsAttributesExW
#define SetCredentialsAttributes SetCredentialsAttributesW
#else
#define AcquireCredentialsHandle AcquireCredentialsHandleA
#define AddCredentials AddCredentialsA
#define SecPkgCredentials_Names SecPkgCredentials_NamesA
#define PSecPkgCredentials_Names PSecPkgCredentials_NamesA
#define SecPkgCredentials_SSIProvider SecPkgCredentials_SSIProviderA
#define PSecPkgCredentials_SSIProvider PSecPkgCredentials_SSIProviderA
#define QueryCredentialsAttributes QueryCredentialsAttributesA
#define QueryCredentialsAttributesEx QueryCredentialsAttributesExA
#define SetCredentialsAttributes SetCredentialsAttributesA
#endif

#if ISSP_MODE != 0
#ifdef SECUR32_WIDE
#define ChangeAccountPassword ChangeAccountPasswordW
#else
#define ChangeAccountPassword ChangeAccountPasswordA
#endif
#endif

SECUR32_ASSERT(sizeof(SecPkgCredentials_KdcProxySettingsW) == 16);
SECUR32_ASSERT(sizeof(SecPkgCredentials_KdcNetworkSettingsW) == 20);
#ifdef __LP64__
SECUR32_ASSERT(sizeof(SecPkgCredentials_NamesW) == 8);
SECUR32_ASSERT(sizeof(SecPkgCredentials_SSIProviderW) == 24);
SECUR32_ASSERT(sizeof(SecPkgCredentials_Cert) == 16);
#endif

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_CREDENTIAL_H */
