/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Security packages: their names, what they can do, and how to ask; and the
 * one way to give back what a package allocated.
 */
#ifndef SECUR32_PACKAGE_H
#define SECUR32_PACKAGE_H

#include "types.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Package names.  Case does not matter where one is passed.  The wide forms are
 * UTF-16 literals; C99, which has none, gets arrays.
 */
#define NEGOSSP_NAME_A "Negotiate"
#define MICROSOFT_KERBEROS_NAME_A "Kerberos"
#define NTLMSP_NAME_A "NTLM"
#if defined(__cplusplus) || \
	(defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L)
#define NEGOSSP_NAME_W SECUR32_WTEXT("Negotiate")
#define MICROSOFT_KERBEROS_NAME_W SECUR32_WTEXT("Kerberos")
#define NTLMSP_NAME_W SECUR32_WTEXT("NTLM")
#else
#define NEGOSSP_NAME_W \
	((SEC_WCHAR[]){ 'N', 'e', 'g', 'o', 't', 'i', 'a', 't', 'e', 0 })
#define MICROSOFT_KERBEROS_NAME_W \
	((SEC_WCHAR[]){ 'K', 'e', 'r', 'b', 'e', 'r', 'o', 's', 0 })
#define NTLMSP_NAME_W ((SEC_WCHAR[]){ 'N', 'T', 'L', 'M', 0 })
#endif

/* Ids that RPC knows packages by (wRPCID). */
#define RPC_C_AUTHN_GSS_NEGOTIATE 9
#define RPC_C_AUTHN_WINNT 10
#define RPC_C_AUTHN_GSS_SCHANNEL 14
#define RPC_C_AUTHN_GSS_KERBEROS 16
#define RPC_C_AUTHN_KERNEL 20
#define RPC_C_AUTHN_DIGEST 21
#define RPC_C_AUTHN_NEGO_EXTENDER 30
#define SECPKG_ID_NONE 0xFFFF

/* fCapabilities of a package. */
#define SECPKG_FLAG_INTEGRITY 0x00000001 /* signs messages */
#define SECPKG_FLAG_PRIVACY 0x00000002 /* seals messages */
#define SECPKG_FLAG_TOKEN_ONLY 0x00000004 /* needs nothing but the token */
#define SECPKG_FLAG_DATAGRAM 0x00000008 /* datagram contexts */
#define SECPKG_FLAG_CONNECTION 0x00000010 /* connection contexts */
#define SECPKG_FLAG_MULTI_REQUIRED 0x00000020 /* several legs */
#define SECPKG_FLAG_CLIENT_ONLY 0x00000040 /* no acceptor */
#define SECPKG_FLAG_EXTENDED_ERROR 0x00000080 /* tells the peer of errors */
#define SECPKG_FLAG_IMPERSONATION 0x00000100 /* acceptor may impersonate */
#define SECPKG_FLAG_ACCEPT_WIN32_NAME 0x00000200 /* account names as targets */
#define SECPKG_FLAG_STREAM 0x00000400 /* stream contexts */
#define SECPKG_FLAG_NEGOTIABLE 0x00000800 /* Negotiate may choose it */
#define SECPKG_FLAG_GSS_COMPATIBLE 0x00001000 /* GSS-API on the wire */
#define SECPKG_FLAG_LOGON 0x00002000 /* interactive logon */
#define SECPKG_FLAG_ASCII_BUFFERS 0x00004000 /* tokens are text */
#define SECPKG_FLAG_FRAGMENT 0x00008000 /* splits tokens to fit */
#define SECPKG_FLAG_MUTUAL_AUTH 0x00010000 /* acceptor proves itself */
#define SECPKG_FLAG_DELEGATION 0x00020000 /* passes credentials on */
#define SECPKG_FLAG_READONLY_WITH_CHECKSUM 0x00040000 /* that buffer flag */
#define SECPKG_FLAG_RESTRICTED_TOKENS 0x00080000 /* restricted callers */
#define SECPKG_FLAG_NEGO_EXTENDER 0x00100000 /* extends SPNEGO */
#define SECPKG_FLAG_NEGOTIABLE2 0x00200000 /* chosen by the extender */
#define SECPKG_FLAG_APPCONTAINER_PASSTHROUGH 0x00400000
#define SECPKG_FLAG_APPCONTAINER_CHECKS 0x00800000
#define SECPKG_FLAG_CREDENTIAL_ISOLATION_ENABLED 0x01000000
#define SECPKG_FLAG_APPLY_LOOPBACK 0x02000000 /* tells a loop-back */

/**
 * struct _SecPkgInfoW - a package describes itself, in UTF-16
 * @fCapabilities: SECPKG_FLAG_*
 * @wVersion: 1
 * @wRPCID: RPC_C_AUTHN_*, or SECPKG_ID_NONE
 * @cbMaxToken: no hand-shake token is longer, in bytes
 * @Name: what to pass as package name
 * @Comment: for people
 *
 * The strings lie in the same block as the structure: one FreeContextBuffer().
 */
struct _SecPkgInfoW {
	ULONG fCapabilities;
	USHORT wVersion;
	USHORT wRPCID;
	ULONG cbMaxToken;
	SEC_WCHAR *Name;
	SEC_WCHAR *Comment;
};
typedef struct _SecPkgInfoW SecPkgInfoW, *PSecPkgInfoW;

/**
 * EnumerateSecurityPackagesW() - list all packages
 * @pcPackages: receives how many there are
 * @ppPackageInfo: receives an array of that length, to be released by one
 *	FreeContextBuffer()
 *
 * sspi.h, EnumerateSecurityPackages.
 *
 * Context: May sleep.  Never blocks on a network.
 * Return:
 * * SEC_E_OK			- the list is there
 * * SEC_E_INVALID_PARAMETER	- an argument is NULL
 * * SEC_E_INSUFFICIENT_MEMORY	- nothing was allocated
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
EnumerateSecurityPackagesW(ULONG *pcPackages, PSecPkgInfoW *ppPackageInfo);

/**
 * QuerySecurityPackageInfoW() - describe one package
 * @pszPackageName: its name; kernel: a PSECURITY_STRING
 * @ppPackageInfo: receives the description, to be released by
 *	FreeContextBuffer(); untouched on failure
 *
 * sspi.h, QuerySecurityPackageInfo.
 *
 * Context: May sleep.  Never blocks on a network.
 * Return:
 * * SEC_E_OK			- the description is there
 * * SEC_E_SECPKG_NOT_FOUND	- no such package, or no name
 * * SEC_E_INVALID_PARAMETER	- @ppPackageInfo is NULL
 * * SEC_E_INSUFFICIENT_MEMORY	- nothing was allocated
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY QuerySecurityPackageInfoW(
	SECUR32_STRW pszPackageName, PSecPkgInfoW *ppPackageInfo);

/**
 * FreeContextBuffer() - give back memory that a package allocated
 * @pvContextBuffer: an output token (ISC_REQ_ALLOCATE_MEMORY,
 *	ASC_REQ_ALLOCATE_MEMORY), package information, one pointer inside an
 *	attribute structure, or an exported context; NULL does nothing
 *
 * The memory is wiped.  What an attribute structure points to is several
 * blocks, one per pointer; a SecPkgInfo with its strings is one.
 *
 * sspi.h, FreeContextBuffer.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_OK			- released, or NULL
 * * SEC_E_INVALID_HANDLE	- not a block of this library's, or released
 *				  before; nothing was touched
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY FreeContextBuffer(PVOID pvContextBuffer);

#if ISSP_MODE != 0
/**
 * struct _SecPkgInfoA - SecPkgInfoW with UTF-8 strings
 * @fCapabilities: SECPKG_FLAG_*
 * @wVersion: 1
 * @wRPCID: RPC_C_AUTHN_*, or SECPKG_ID_NONE
 * @cbMaxToken: no hand-shake token is longer, in bytes
 * @Name: what to pass as package name
 * @Comment: for people
 */
struct _SecPkgInfoA {
	ULONG fCapabilities;
	USHORT wVersion;
	USHORT wRPCID;
	ULONG cbMaxToken;
	SEC_CHAR *Name;
	SEC_CHAR *Comment;
};
typedef struct _SecPkgInfoA SecPkgInfoA, *PSecPkgInfoA;

/* As EnumerateSecurityPackagesW(), in UTF-8. */
SECUR32_API SECURITY_STATUS SEC_ENTRY
EnumerateSecurityPackagesA(ULONG *pcPackages, PSecPkgInfoA *ppPackageInfo);

/* As QuerySecurityPackageInfoW(), in UTF-8. */
SECUR32_API SECURITY_STATUS SEC_ENTRY
QuerySecurityPackageInfoA(LPSTR pszPackageName, PSecPkgInfoA *ppPackageInfo);
#endif

/* Kinds of a SECURITY_PACKAGE_OPTIONS, and its only flag. */
#define SECPKG_OPTIONS_TYPE_UNKNOWN 0
#define SECPKG_OPTIONS_TYPE_LSA 1
#define SECPKG_OPTIONS_TYPE_SSPI 2
#define SECPKG_OPTIONS_PERMANENT 0x00000001

/**
 * struct _SECURITY_PACKAGE_OPTIONS - how a package is to be loaded
 * @Size: of this structure, in bytes
 * @Type: SECPKG_OPTIONS_TYPE_*
 * @Flags: SECPKG_OPTIONS_PERMANENT or 0
 * @SignatureSize: bytes at @Signature
 * @Signature: over the package's file
 *
 * For sources that name it.  The packages here are built in; the functions that
 * load others are not part of this library.
 */
struct _SECURITY_PACKAGE_OPTIONS {
	ULONG Size;
	ULONG Type;
	ULONG Flags;
	ULONG SignatureSize;
	void *Signature;
};
typedef struct _SECURITY_PACKAGE_OPTIONS SECURITY_PACKAGE_OPTIONS,
	*PSECURITY_PACKAGE_OPTIONS;

#ifdef SECUR32_WIDE
#define NEGOSSP_NAME NEGOSSP_NAME_W
#define MICROSOFT_KERBEROS_NAME MICROSOFT_KERBEROS_NAME_W
#define NTLMSP_NAME NTLMSP_NAME_W
#define SecPkgInfo SecPkgInfoW
#define PSecPkgInfo PSecPkgInfoW
#define EnumerateSecurityPackages EnumerateSecurityPackagesW
#define QuerySecurityPackageInfo QuerySecurityPackageInfoW
#else
#define NEGOSSP_NAME NEGOSSP_NAME_A
#define MICROSOFT_KERBEROS_NAME MICROSOFT_KERBEROS_NAME_A
#define NTLMSP_NAME NTLMSP_NAME_A
#define SecPkgInfo SecPkgInfoA
#define PSecPkgInfo PSecPkgInfoA
#define EnumerateSecurityPackages EnumerateSecurityPackagesA
#define QuerySecurityPackageInfo QuerySecurityPackageInfoA
#endif

#ifdef __LP64__
SECUR32_ASSERT(offsetof(SecPkgInfoW, Name) == 16);
SECUR32_ASSERT(sizeof(SecPkgInfoW) == 32);
#endif

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_PACKAGE_H */
