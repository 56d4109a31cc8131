/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Attributes of a context: what was negotiated, with whom, until when.
 *
 * The caller brings the structure that belongs to the attribute, the package
 * fills it.  Every pointer in it is a block of its own: FreeContextBuffer().
 * Kernel code gets the W structures and none of the A ones.
 *
 * Not here: the two structures that only TLS fills.
 */
#ifndef SECUR32_ATTRIBUTES_H
#define SECUR32_ATTRIBUTES_H

#include "types.h"
#include "status.h"
#include "buffers.h"
#include "package.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SECPKG_ATTR_SIZES 0
#define SECPKG_ATTR_NAMES 1
#define SECPKG_ATTR_LIFESPAN 2
#define SECPKG_ATTR_DCE_INFO 3
#define SECPKG_ATTR_STREAM_SIZES 4
#define SECPKG_ATTR_DATAGRAM_SIZES SECPKG_ATTR_STREAM_SIZES
#define SECPKG_ATTR_KEY_INFO 5
#define SECPKG_ATTR_AUTHORITY 6
#define SECPKG_ATTR_PROTO_INFO 7
#define SECPKG_ATTR_PASSWORD_EXPIRY 8
#define SECPKG_ATTR_SESSION_KEY 9
#define SECPKG_ATTR_PACKAGE_INFO 10
#define SECPKG_ATTR_USER_FLAGS 11
#define SECPKG_ATTR_NEGOTIATION_INFO 12
#define SECPKG_ATTR_NATIVE_NAMES 13
#define SECPKG_ATTR_FLAGS 14
#define SECPKG_ATTR_USE_VALIDATED 15
#define SECPKG_ATTR_CREDENTIAL_NAME 16
#define SECPKG_ATTR_TARGET_INFORMATION 17
#define SECPKG_ATTR_ACCESS_TOKEN 18
#define SECPKG_ATTR_TARGET 19
#define SECPKG_ATTR_AUTHENTICATION_ID 20
#define SECPKG_ATTR_LOGOFF_TIME 21
#define SECPKG_ATTR_NEGO_KEYS 22
#define SECPKG_ATTR_PROMPTING_NEEDED 24
#define SECPKG_ATTR_UNIQUE_BINDINGS 25
#define SECPKG_ATTR_ENDPOINT_BINDINGS 26
#define SECPKG_ATTR_CLIENT_SPECIFIED_TARGET 27
#define SECPKG_ATTR_LAST_CLIENT_TOKEN_STATUS 30
#define SECPKG_ATTR_NEGO_PKG_INFO 31
#define SECPKG_ATTR_NEGO_STATUS 32
#define SECPKG_ATTR_CONTEXT_DELETED 33
#define SECPKG_ATTR_DTLS_MTU 34
#define SECPKG_ATTR_APPLICATION_PROTOCOL 35
#define SECPKG_ATTR_NEGOTIATED_TLS_EXTENSIONS 36
#define SECPKG_ATTR_IS_LOOPBACK 37
#define SECPKG_ATTR_SUBJECT_SECURITY_ATTRIBUTES 128
#define SECPKG_ATTR_SASL_CONTEXT 0x00010000
#define SECPKG_ATTR_THUNK_ALL 0x00010000
#define SECPKG_ATTR_CREDS_2 0x80000086

/* NegotiationState of SECPKG_ATTR_NEGOTIATION_INFO. */
#define SECPKG_NEGOTIATION_COMPLETE 0 /* the peer agreed */
#define SECPKG_NEGOTIATION_OPTIMISTIC 1 /* offered first, no answer yet */
#define SECPKG_NEGOTIATION_IN_PROGRESS 2 /* nothing chosen yet */
#define SECPKG_NEGOTIATION_DIRECT 3 /* spoken without negotiation */
#define SECPKG_NEGOTIATION_TRY_MULTICRED 4

/* PackageMask of SECPKG_ATTR_NEGO_PKG_INFO. */
#define SECPKG_ATTR_NEGO_INFO_FLAG_NO_KERBEROS 0x1
#define SECPKG_ATTR_NEGO_INFO_FLAG_NO_NTLM 0x2

/**
 * enum _SECPKG_CRED_CLASS - where credentials came from
 * @SecPkgCredClass_None: there are none
 * @SecPkgCredClass_Ephemeral: the caller's own
 * @SecPkgCredClass_PersistedGeneric: stored, for any target
 * @SecPkgCredClass_PersistedSpecific: stored, for this target
 * @SecPkgCredClass_Explicit: supplied by the caller
 */
enum _SECPKG_CRED_CLASS {
	SecPkgCredClass_None = 0,
	SecPkgCredClass_Ephemeral = 10,
	SecPkgCredClass_PersistedGeneric = 20,
	SecPkgCredClass_PersistedSpecific = 30,
	SecPkgCredClass_Explicit = 40
};
typedef enum _SECPKG_CRED_CLASS SECPKG_CRED_CLASS, *PSECPKG_CRED_CLASS;

/**
 * enum _SECPKG_ATTR_LCT_STATUS - was that the client's last token?
 * @SecPkgAttrLastClientTokenYes: it was
 * @SecPkgAttrLastClientTokenNo: another one comes
 * @SecPkgAttrLastClientTokenMaybe: cannot be told yet
 */
enum _SECPKG_ATTR_LCT_STATUS {
	SecPkgAttrLastClientTokenYes,
	SecPkgAttrLastClientTokenNo,
	SecPkgAttrLastClientTokenMaybe
};
typedef enum _SECPKG_ATTR_LCT_STATUS SECPKG_ATTR_LCT_STATUS,
	*PSECPKG_ATTR_LCT_STATUS;

/**
 * struct _SecPkgContext_Sizes - SECPKG_ATTR_SIZES: room that messages need
 * @cbMaxToken: no hand-shake token is longer, in bytes
 * @cbMaxSignature: bytes MakeSignature() needs in its SECBUFFER_TOKEN
 * @cbBlockSize: bytes EncryptMessage() needs in its SECBUFFER_PADDING;
 *	0 or 1: none
 * @cbSecurityTrailer: bytes EncryptMessage() needs in its SECBUFFER_TOKEN;
 *	it may use fewer and then says so
 */
struct _SecPkgContext_Sizes {
	ULONG cbMaxToken;
	ULONG cbMaxSignature;
	ULONG cbBlockSize;
	ULONG cbSecurityTrailer;
};
typedef struct _SecPkgContext_Sizes SecPkgContext_Sizes, *PSecPkgContext_Sizes;

/**
 * struct _SecPkgContext_StreamSizes - SECPKG_ATTR_STREAM_SIZES
 * @cbHeader: bytes of header
 * @cbTrailer: bytes of trailer
 * @cbMaximumMessage: longest message, in bytes
 * @cBuffers: buffers to pass
 * @cbBlockSize: block size, in bytes
 */
struct _SecPkgContext_StreamSizes {
	ULONG cbHeader;
	ULONG cbTrailer;
	ULONG cbMaximumMessage;
	ULONG cBuffers;
	ULONG cbBlockSize;
};
typedef struct _SecPkgContext_StreamSizes SecPkgContext_StreamSizes,
	*PSecPkgContext_StreamSizes;
typedef SecPkgContext_StreamSizes SecPkgContext_DatagramSizes,
	*PSecPkgContext_DatagramSizes;

/**
 * struct _SecPkgContext_NamesW - SECPKG_ATTR_NAMES
 * @sUserName: the client's name; FreeContextBuffer()
 */
struct _SecPkgContext_NamesW {
	SEC_WCHAR *sUserName;
};
typedef struct _SecPkgContext_NamesW SecPkgContext_NamesW,
	*PSecPkgContext_NamesW;

/**
 * struct _SecPkgContext_Lifespan - SECPKG_ATTR_LIFESPAN
 * @tsStart: valid from, local time
 * @tsExpiry: valid until, local time
 */
struct _SecPkgContext_Lifespan {
	TimeStamp tsStart;
	TimeStamp tsExpiry;
};
typedef struct _SecPkgContext_Lifespan SecPkgContext_Lifespan,
	*PSecPkgContext_Lifespan;

/**
 * struct _SecPkgContext_DceInfo - SECPKG_ATTR_DCE_INFO
 * @AuthzSvc: authorisation service
 * @pPac: the client's authorisation data
 */
struct _SecPkgContext_DceInfo {
	ULONG AuthzSvc;
	void *pPac;
};
typedef struct _SecPkgContext_DceInfo SecPkgContext_DceInfo,
	*PSecPkgContext_DceInfo;

/**
 * struct _SecPkgContext_KeyInfoW - SECPKG_ATTR_KEY_INFO
 * @sSignatureAlgorithmName: for people; FreeContextBuffer()
 * @sEncryptAlgorithmName: for people; FreeContextBuffer()
 * @KeySize: of the session key, in bits
 * @SignatureAlgorithm: number of the checksum algorithm
 * @EncryptAlgorithm: number of the encryption algorithm
 */
struct _SecPkgContext_KeyInfoW {
	SEC_WCHAR *sSignatureAlgorithmName;
	SEC_WCHAR *sEncryptAlgorithmName;
	ULONG KeySize;
	ULONG SignatureAlgorithm;
	ULONG EncryptAlgorithm;
};
typedef struct _SecPkgContext_KeyInfoW SecPkgContext_KeyInfoW,
	*PSecPkgContext_KeyInfoW;

/**
 * struct _SecPkgContext_AuthorityW - SECPKG_ATTR_AUTHORITY
 * @sAuthorityName: who vouched, e.g. a realm; FreeContextBuffer()
 */
struct _SecPkgContext_AuthorityW {
	SEC_WCHAR *sAuthorityName;
};
typedef struct _SecPkgContext_AuthorityW SecPkgContext_AuthorityW,
	*PSecPkgContext_AuthorityW;

/**
 * struct _SecPkgContext_ProtoInfoW - SECPKG_ATTR_PROTO_INFO
 * @sProtocolName: protocol; FreeContextBuffer()
 * @majorVersion: its version
 * @minorVersion: its version
 */
struct _SecPkgContext_ProtoInfoW {
	SEC_WCHAR *sProtocolName;
	ULONG majorVersion;
	ULONG minorVersion;
};
typedef struct _SecPkgContext_ProtoInfoW SecPkgContext_ProtoInfoW,
	*PSecPkgContext_ProtoInfoW;

/**
 * struct _SecPkgContext_PasswordExpiry - SECPKG_ATTR_PASSWORD_EXPIRY
 * @tsPasswordExpires: local time
 */
struct _SecPkgContext_PasswordExpiry {
	TimeStamp tsPasswordExpires;
};
typedef struct _SecPkgContext_PasswordExpiry SecPkgContext_PasswordExpiry,
	*PSecPkgContext_PasswordExpiry;

/**
 * struct _SecPkgContext_LogoffTime - SECPKG_ATTR_LOGOFF_TIME
 * @tsLogoffTime: when the session ends, local time
 */
struct _SecPkgContext_LogoffTime {
	TimeStamp tsLogoffTime;
};
typedef struct _SecPkgContext_LogoffTime SecPkgContext_LogoffTime,
	*PSecPkgContext_LogoffTime;

/**
 * struct _SecPkgContext_SessionKey - SECPKG_ATTR_SESSION_KEY
 * @SessionKeyLength: bytes at @SessionKey
 * @SessionKey: the key; wiped and released by FreeContextBuffer()
 */
struct _SecPkgContext_SessionKey {
	ULONG SessionKeyLength;
	unsigned char *SessionKey;
};
typedef struct _SecPkgContext_SessionKey SecPkgContext_SessionKey,
	*PSecPkgContext_SessionKey;

/**
 * struct _SecPkgContext_NegoKeys - SECPKG_ATTR_NEGO_KEYS
 * @KeyType: encryption type of the key
 * @KeyLength: bytes at @KeyValue
 * @KeyValue: the key; FreeContextBuffer()
 * @VerifyKeyType: encryption type of the peer's key
 * @VerifyKeyLength: bytes at @VerifyKeyValue
 * @VerifyKeyValue: the peer's key; FreeContextBuffer()
 */
struct _SecPkgContext_NegoKeys {
	ULONG KeyType;
	USHORT KeyLength;
	unsigned char *KeyValue;
	ULONG VerifyKeyType;
	USHORT VerifyKeyLength;
	unsigned char *VerifyKeyValue;
};
typedef struct _SecPkgContext_NegoKeys SecPkgContext_NegoKeys,
	*PSecPkgContext_NegoKeys;

/**
 * struct _SecPkgContext_PackageInfoW - SECPKG_ATTR_PACKAGE_INFO
 * @PackageInfo: the package in use; one FreeContextBuffer()
 */
struct _SecPkgContext_PackageInfoW {
	PSecPkgInfoW PackageInfo;
};
typedef struct _SecPkgContext_PackageInfoW SecPkgContext_PackageInfoW,
	*PSecPkgContext_PackageInfoW;

/**
 * struct _SecPkgContext_UserFlags - SECPKG_ATTR_USER_FLAGS
 * @UserFlags: of the logon
 */
struct _SecPkgContext_UserFlags {
	ULONG UserFlags;
};
typedef struct _SecPkgContext_UserFlags SecPkgContext_UserFlags,
	*PSecPkgContext_UserFlags;

/**
 * struct _SecPkgContext_Flags - SECPKG_ATTR_FLAGS
 * @Flags: ISC_RET_* of an initiator, ASC_RET_* of an acceptor
 */
struct _SecPkgContext_Flags {
	ULONG Flags;
};
typedef struct _SecPkgContext_Flags SecPkgContext_Flags, *PSecPkgContext_Flags;

/**
 * struct _SecPkgContext_NegotiationInfoW - SECPKG_ATTR_NEGOTIATION_INFO
 * @PackageInfo: the package chosen; one FreeContextBuffer()
 * @NegotiationState: SECPKG_NEGOTIATION_*; may be asked at any time
 */
struct _SecPkgContext_NegotiationInfoW {
	PSecPkgInfoW PackageInfo;
	ULONG NegotiationState;
};
typedef struct _SecPkgContext_NegotiationInfoW SecPkgContext_NegotiationInfoW,
	*PSecPkgContext_NegotiationInfoW;

/**
 * struct _SecPkgContext_NativeNamesW - SECPKG_ATTR_NATIVE_NAMES
 * @sClientName: client principal; FreeContextBuffer()
 * @sServerName: service principal; FreeContextBuffer()
 */
struct _SecPkgContext_NativeNamesW {
	SEC_WCHAR *sClientName;
	SEC_WCHAR *sServerName;
};
typedef struct _SecPkgContext_NativeNamesW SecPkgContext_NativeNamesW,
	*PSecPkgContext_NativeNamesW;

/**
 * struct _SecPkgContext_CredentialNameW - SECPKG_ATTR_CREDENTIAL_NAME
 * @CredentialType: kind of credential
 * @sCredentialName: its name; FreeContextBuffer()
 */
struct _SecPkgContext_CredentialNameW {
	ULONG CredentialType;
	SEC_WCHAR *sCredentialName;
};
typedef struct _SecPkgContext_CredentialNameW SecPkgContext_CredentialNameW,
	*PSecPkgContext_CredentialNameW;

/**
 * struct _SecPkgContext_TargetInformation - SECPKG_ATTR_TARGET_INFORMATION
 * @MarshalledTargetInfoLength: bytes at @MarshalledTargetInfo
 * @MarshalledTargetInfo: the target; FreeContextBuffer()
 */
struct _SecPkgContext_TargetInformation {
	ULONG MarshalledTargetInfoLength;
	unsigned char *MarshalledTargetInfo;
};
typedef struct _SecPkgContext_TargetInformation SecPkgContext_TargetInformation,
	*PSecPkgContext_TargetInformation;

/**
 * struct _SecPkgContext_AccessToken - SECPKG_ATTR_ACCESS_TOKEN
 * @AccessToken: the context's own; never to be closed
 */
struct _SecPkgContext_AccessToken {
	void *AccessToken;
};
typedef struct _SecPkgContext_AccessToken SecPkgContext_AccessToken,
	*PSecPkgContext_AccessToken;

/**
 * struct _SecPkgContext_Target - SECPKG_ATTR_TARGET
 * @TargetLength: bytes at @Target
 * @Target: the target; FreeContextBuffer()
 */
struct _SecPkgContext_Target {
	ULONG TargetLength;
	char *Target;
};
typedef struct _SecPkgContext_Target SecPkgContext_Target,
	*PSecPkgContext_Target;

/**
 * struct _SecPkgContext_AuthzID - SECPKG_ATTR_AUTHENTICATION_ID
 * @AuthzIDLength: bytes at @AuthzID
 * @AuthzID: the client to act as; FreeContextBuffer()
 */
struct _SecPkgContext_AuthzID {
	ULONG AuthzIDLength;
	char *AuthzID;
};
typedef struct _SecPkgContext_AuthzID SecPkgContext_AuthzID,
	*PSecPkgContext_AuthzID;

/**
 * struct _SecPkgContext_CredInfo - SECPKG_ATTR_PROMPTING_NEEDED
 * @CredClass: where the credentials came from
 * @IsPromptingNeeded: would asking a person help?
 */
struct _SecPkgContext_CredInfo {
	SECPKG_CRED_CLASS CredClass;
	ULONG IsPromptingNeeded;
};
typedef struct _SecPkgContext_CredInfo SecPkgContext_CredInfo,
	*PSecPkgContext_CredInfo;

/**
 * struct _SecPkgContext_Bindings - UNIQUE_BINDINGS, ENDPOINT_BINDINGS
 * @BindingsLength: bytes at @Bindings, data included
 * @Bindings: ready for SECBUFFER_CHANNEL_BINDINGS;
 *	FreeContextBuffer()
 */
struct _SecPkgContext_Bindings {
	ULONG BindingsLength;
	SEC_CHANNEL_BINDINGS *Bindings;
};
typedef struct _SecPkgContext_Bindings SecPkgContext_Bindings,
	*PSecPkgContext_Bindings;

/**
 * struct _SecPkgContext_ClientSpecifiedTarget - CLIENT_SPECIFIED_TARGET
 * @sTargetName: the name the client aimed at, always wide; to an acceptor, as
 *	its mechanism heard it from the client; FreeContextBuffer()
 */
struct _SecPkgContext_ClientSpecifiedTarget {
	SEC_WCHAR *sTargetName;
};
typedef struct _SecPkgContext_ClientSpecifiedTarget
	SecPkgContext_ClientSpecifiedTarget,
	*PSecPkgContext_ClientSpecifiedTarget;

/**
 * struct _SecPkgContext_LastClientTokenStatus - LAST_CLIENT_TOKEN_STATUS
 * @LastClientTokenStatus: was that the client's last token?
 */
struct _SecPkgContext_LastClientTokenStatus {
	SECPKG_ATTR_LCT_STATUS LastClientTokenStatus;
};
typedef struct _SecPkgContext_LastClientTokenStatus
	SecPkgContext_LastClientTokenStatus,
	*PSecPkgContext_LastClientTokenStatus;

/**
 * struct _SecPkgContext_NegoPackageInfo - SECPKG_ATTR_NEGO_PKG_INFO
 * @PackageMask: SECPKG_ATTR_NEGO_INFO_FLAG_*
 */
struct _SecPkgContext_NegoPackageInfo {
	ULONG PackageMask;
};
typedef struct _SecPkgContext_NegoPackageInfo SecPkgContext_NegoPackageInfo,
	*PSecPkgContext_NegoPackageInfo;

/**
 * struct _SecPkgContext_NegoStatus - SECPKG_ATTR_NEGO_STATUS
 * @LastStatus: why the last package failed, a SECURITY_STATUS
 */
struct _SecPkgContext_NegoStatus {
	ULONG LastStatus;
};
typedef struct _SecPkgContext_NegoStatus SecPkgContext_NegoStatus,
	*PSecPkgContext_NegoStatus;

/**
 * struct _SecPkgContext_SubjectAttributes - SUBJECT_SECURITY_ATTRIBUTES
 * @AttributeInfo: security attributes of the subject
 */
struct _SecPkgContext_SubjectAttributes {
	void *AttributeInfo;
};
typedef struct _SecPkgContext_SubjectAttributes SecPkgContext_SubjectAttributes,
	*PSecPkgContext_SubjectAttributes;

/**
 * QueryContextAttributesW() - ask about a context
 * @phContext: the context, in general an established one
 * @ulAttribute: SECPKG_ATTR_*
 * @pBuffer: receives the structure that belongs to @ulAttribute; untouched on
 *	failure
 *
 * SIZES, NAMES, NATIVE_NAMES, LIFESPAN, KEY_INFO, SESSION_KEY, PACKAGE_INFO,
 * NEGOTIATION_INFO, FLAGS, AUTHORITY and CLIENT_SPECIFIED_TARGET.  Of these
 * NEGOTIATION_INFO and PACKAGE_INFO may be asked before the context is
 * established.
 *
 * sspi.h, QueryContextAttributes (Negotiate, Kerberos, NTLM).
 *
 * Context: May sleep.  Never blocks on a network.
 * Return:
 * * SEC_E_OK			- @pBuffer is filled
 * * SEC_E_INVALID_HANDLE	- not a context, or the hand-shake is not far
 *				  enough to know
 * * SEC_E_UNSUPPORTED_FUNCTION	- not an attribute of this package's
 * * SEC_E_INVALID_PARAMETER	- @pBuffer is NULL
 * * SEC_E_INSUFFICIENT_MEMORY	- an allocation failed
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY QueryContextAttributesW(
	PCtxtHandle phContext, ULONG ulAttribute, void *pBuffer);

/**
 * QueryContextAttributesExW() - the same with the size of the answer
 * @phContext: the context
 * @ulAttribute: SECPKG_ATTR_*
 * @pBuffer: receives the structure
 * @cbBuffer: bytes at @pBuffer
 *
 * sspi.h, QueryContextAttributesEx.
 *
 * Context: May sleep.  Never blocks on a network.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_BUFFER_TOO_SMALL	- the structure is larger than @cbBuffer
 * * others			- as QueryContextAttributesW()
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
QueryContextAttributesExW(PCtxtHandle phContext, ULONG ulAttribute,
			  void *pBuffer, ULONG cbBuffer);

/**
 * SetContextAttributesW() - change a context
 * @phContext: the context
 * @ulAttribute: SECPKG_ATTR_*
 * @pBuffer: the structure that belongs to it
 * @cbBuffer: bytes at @pBuffer
 *
 * sspi.h, SetContextAttributes: no attribute of these packages can be set.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- always, for the packages here
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SetContextAttributesW(PCtxtHandle phContext, ULONG ulAttribute, void *pBuffer,
		      ULONG cbBuffer);

#if ISSP_MODE != 0
/**
 * struct _SecPkgContext_NamesA - SECPKG_ATTR_NAMES
 * @sUserName: the client's name; FreeContextBuffer()
 */
struct _SecPkgContext_NamesA {
	SEC_CHAR *sUserName;
};
typedef struct _SecPkgContext_NamesA SecPkgContext_NamesA,
	*PSecPkgContext_NamesA;

/**
 * struct _SecPkgContext_KeyInfoA - SECPKG_ATTR_KEY_INFO
 * @sSignatureAlgorithmName: for people; FreeContextBuffer()
 * @sEncryptAlgorithmName: for people; FreeContextBuffer()
 * @KeySize: of the session key, in bits
 * @SignatureAlgorithm: number of the checksum algorithm
 * @EncryptAlgorithm: number of the encryption algorithm
 */
struct _SecPkgContext_KeyInfoA {
	SEC_CHAR *sSignatureAlgorithmName;
	SEC_CHAR *sEncryptAlgorithmName;
	ULONG KeySize;
	ULONG SignatureAlgorithm;
	ULONG EncryptAlgorithm;
};
typedef struct _SecPkgContext_KeyInfoA SecPkgContext_KeyInfoA,
	*PSecPkgContext_KeyInfoA;

/**
 * struct _SecPkgContext_AuthorityA - SECPKG_ATTR_AUTHORITY
 * @sAuthorityName: who vouched, e.g. a realm; FreeContextBuffer()
 */
struct _SecPkgContext_AuthorityA {
	SEC_CHAR *sAuthorityName;
};
typedef struct _SecPkgContext_AuthorityA SecPkgContext_AuthorityA,
	*PSecPkgContext_AuthorityA;

/**
 * struct _SecPkgContext_ProtoInfoA - SECPKG_ATTR_PROTO_INFO
 * @sProtocolName: protocol; FreeContextBuffer()
 * @majorVersion: its version
 * @minorVersion: its version
 */
struct _SecPkgContext_ProtoInfoA {
	SEC_CHAR *sProtocolName;
	ULONG majorVersion;
	ULONG minorVersion;
};
typedef struct _SecPkgContext_ProtoInfoA SecPkgContext_ProtoInfoA,
	*PSecPkgContext_ProtoInfoA;

/**
 * struct _SecPkgContext_PackageInfoA - SECPKG_ATTR_PACKAGE_INFO
 * @PackageInfo: the package in use; one FreeContextBuffer()
 */
struct _SecPkgContext_PackageInfoA {
	PSecPkgInfoA PackageInfo;
};
typedef struct _SecPkgContext_PackageInfoA SecPkgContext_PackageInfoA,
	*PSecPkgContext_PackageInfoA;

/**
 * struct _SecPkgContext_NegotiationInfoA - SECPKG_ATTR_NEGOTIATION_INFO
 * @PackageInfo: the package chosen; one FreeContextBuffer()
 * @NegotiationState: SECPKG_NEGOTIATION_*; may be asked at any time
 */
struct _SecPkgContext_NegotiationInfoA {
	PSecPkgInfoA PackageInfo;
	ULONG NegotiationState;
};
typedef struct _SecPkgContext_NegotiationInfoA SecPkgContext_NegotiationInfoA,
	*PSecPkgContext_NegotiationInfoA;

/**
 * struct _SecPkgContext_NativeNamesA - SECPKG_ATTR_NATIVE_NAMES
 * @sClientName: client principal; FreeContextBuffer()
 * @sServerName: service principal; FreeContextBuffer()
 */
struct _SecPkgContext_NativeNamesA {
	SEC_CHAR *sClientName;
	SEC_CHAR *sServerName;
};
typedef struct _SecPkgContext_NativeNamesA SecPkgContext_NativeNamesA,
	*PSecPkgContext_NativeNamesA;

/**
 * struct _SecPkgContext_CredentialNameA - SECPKG_ATTR_CREDENTIAL_NAME
 * @CredentialType: kind of credential
 * @sCredentialName: its name; FreeContextBuffer()
 */
struct _SecPkgContext_CredentialNameA {
	ULONG CredentialType;
	SEC_CHAR *sCredentialName;
};
typedef struct _SecPkgContext_CredentialNameA SecPkgContext_CredentialNameA,
	*PSecPkgContext_CredentialNameA;

/* As QueryContextAttributesW(), with the A structures. */
SECUR32_API SECURITY_STATUS SEC_ENTRY QueryContextAttributesA(
	PCtxtHandle phContext, ULONG ulAttribute, void *pBuffer);

/* As QueryContextAttributesExW(), with the A structures. */
SECUR32_API SECURITY_STATUS SEC_ENTRY
QueryContextAttributesExA(PCtxtHandle phContext, ULONG ulAttribute,
			  void *pBuffer, ULONG cbBuffer);

/* As SetContextAttributesW(). */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SetContextAttributesA(PCtxtHandle phContext, ULONG ulAttribute, void *pBuffer,
		      ULONG cbBuffer);
#endif /* ISSP_MODE != 0 */

#ifdef SECUR32_WIDE
#define SecPkgContext_Names SecPkgContext_NamesW
#define PSecPkgContext_Names PSecPkgContext_NamesW
#define SecPkgContext_KeyInfo SecPkgContext_KeyInfoW
#define PSecPkgContext_KeyInfo PSecPkgContext_KeyInfoW
#define SecPkgContext_Authority SecPkgContext_AuthorityW
#define PSecPkgContext_Authority PSecPkgContext_AuthorityW
#define SecPkgContext_ProtoInfo SecPkgContext_ProtoInfoW
#define PSecPkgContext_ProtoInfo PSecPkgContext_ProtoInfoW
#define SecPkgContext_PackageInfo SecPkgContext_PackageInfoW
#define PSecPkgContext_PackageInfo PSecPkgContext_PackageInfoW
#define SecPkgContext_NegotiationInfo SecPkgContext_NegotiationInfoW
#define PSecPkgContext_NegotiationInfo PSecPkgContext_NegotiationInfoW
#define SecPkgContext_NativeNames SecPkgContext_NativeNamesW
#define PSecPkgContext_NativeNames PSecPkgContext_NativeNamesW
#define SecPkgContext_CredentialName SecPkgContext_CredentialNameW
#define PSecPkgContext_CredentialName PSecPkgContext_CredentialNameW
#define QueryContextAttributes QueryContextAttributesW
#define QueryContextAttributesEx QueryContextAttributesExW
#define SetContextAttributes SetContextAttributesW
#else
#define SecPkgContext_Names SecPkgContext_NamesA
#define PSecPkgContext_Names PSecPkgContext_NamesA
#define SecPkgContext_KeyInfo SecPkgContext_KeyInfoA
#define PSecPkgContext_KeyInfo PSecPkgContext_KeyInfoA
#define SecPkgContext_Authority SecPkgContext_AuthorityA
#define PSecPkgContext_Authority PSecPkgContext_AuthorityA
#define SecPkgContext_ProtoInfo SecPkgContext_ProtoInfoA
#define PSecPkgContext_ProtoInfo PSecPkgContext_ProtoInfoA
#define SecPkgContext_PackageInfo SecPkgContext_PackageInfoA
#define PSecPkgContext_PackageInfo PSecPkgContext_PackageInfoA
#define SecPkgContext_NegotiationInfo SecPkgContext_NegotiationInfoA
#define PSecPkgContext_NegotiationInfo PSecPkgContext_NegotiationInfoA
#define SecPkgContext_NativeNames SecPkgContext_NativeNamesA
#define PSecPkgContext_NativeNames PSecPkgContext_NativeNamesA
#define SecPkgContext_CredentialName SecPkgContext_CredentialNameA
#define PSecPkgContext_CredentialName PSecPkgContext_CredentialNameA
#define QueryContextAttributes QueryContextAttributesA
#define QueryContextAttributesEx QueryContextAttributesExA
#define SetContextAttributes SetContextAttributesA
#endif

SECUR32_ASSERT(sizeof(SECPKG_CRED_CLASS) == 4);
SECUR32_ASSERT(sizeof(SecPkgContext_Sizes) == 16);
SECUR32_ASSERT(sizeof(SecPkgContext_StreamSizes) == 20);
SECUR32_ASSERT(sizeof(SecPkgContext_Lifespan) == 16);
SECUR32_ASSERT(sizeof(SecPkgContext_CredInfo) == 8);
#ifdef __LP64__
SECUR32_ASSERT(sizeof(SecPkgContext_KeyInfoW) == 32);
SECUR32_ASSERT(sizeof(SecPkgContext_SessionKey) == 16);
SECUR32_ASSERT(sizeof(SecPkgContext_NegoKeys) == 32);
SECUR32_ASSERT(sizeof(SecPkgContext_NegotiationInfoW) == 16);
SECUR32_ASSERT(sizeof(SecPkgContext_NativeNamesW) == 16);
SECUR32_ASSERT(sizeof(SecPkgContext_Bindings) == 16);
#endif

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_ATTRIBUTES_H */
