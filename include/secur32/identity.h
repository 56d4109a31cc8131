/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Identities: the user, domain and password that a caller supplies as
 * pAuthData, in the forms Windows has for them, and helpers that convert,
 * compare and release them.
 *
 * Not here: asking a person (the credential dialog), and the payloads of smart
 * cards and security keys, whose type ids are listed all the same.
 */
#ifndef SECUR32_IDENTITY_H
#define SECUR32_IDENTITY_H

#include "types.h"
#include "status.h"
#include "attributes.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * DOC: Which form is it?
 *
 * A package is given a bare pointer and looks: a first ULONG of
 * SEC_WINNT_AUTH_IDENTITY_VERSION means the EX form, one of
 * SEC_WINNT_AUTH_IDENTITY_VERSION_2 the EX2 form, anything else the short form
 * (which begins with a pointer).  Then Flags decides: with
 * SEC_WINNT_AUTH_IDENTITY_ANSI the strings are bytes, here UTF-8; without it
 * they are UTF-16.  The A or W in the name of the function that gets the
 * pointer has no say.
 *
 * Lengths of the short and EX forms are in characters (bytes or UTF-16 units),
 * terminator not counted and not required.  Lengths of EX2 are in bytes.
 *
 * EX2 is always wide and has no pointers: every offset in it counts from the start of
 * the structure that has the offset, leads behind that structure's header, and
 * is even where text is.  Its credentials are of type PASSWORD.
 *
 * Other credentials, and secrets hidden by SspiEncryptAuthIdentity() or its
 * like, are SEC_E_UNKNOWN_CREDENTIALS.
 *
 * Kernel: the structure and its strings lie in virtual memory (vmalloc).
 */

#define SEC_WINNT_AUTH_IDENTITY_VERSION 0x200
#define SEC_WINNT_AUTH_IDENTITY_VERSION_2 0x201

/* Flags of an identity. */
#define SEC_WINNT_AUTH_IDENTITY_ANSI 0x1 /* strings are UTF-8 */
#define SEC_WINNT_AUTH_IDENTITY_UNICODE 0x2 /* strings are UTF-16 */
#define SEC_WINNT_AUTH_IDENTITY_MARSHALLED 0x4 /* all in one block */
#define SEC_WINNT_AUTH_IDENTITY_ONLY 0x8 /* identity only, no PAC wanted */
#define SEC_WINNT_AUTH_IDENTITY_FLAGS_PROCESS_ENCRYPTED 0x10
#define SEC_WINNT_AUTH_IDENTITY_FLAGS_SYSTEM_PROTECTED 0x20
#define SEC_WINNT_AUTH_IDENTITY_FLAGS_USER_PROTECTED 0x40
#define SEC_WINNT_AUTH_IDENTITY_FLAGS_SYSTEM_ENCRYPTED 0x80
#define SEC_WINNT_AUTH_IDENTITY_FLAGS_RESERVED 0x10000
#define SEC_WINNT_AUTH_IDENTITY_FLAGS_NULL_USER 0x20000
#define SEC_WINNT_AUTH_IDENTITY_FLAGS_NULL_DOMAIN 0x40000
#define SEC_WINNT_AUTH_IDENTITY_FLAGS_ID_PROVIDER 0x80000
#define SEC_WINNT_AUTH_IDENTITY_FLAGS_SSPIPFC_USE_MASK 0xFF000000

/* Options of SspiEncryptAuthIdentityEx() and SspiDecryptAuthIdentityEx(). */
#define SEC_WINNT_AUTH_IDENTITY_ENCRYPT_SAME_LOGON 0x1
#define SEC_WINNT_AUTH_IDENTITY_ENCRYPT_SAME_PROCESS 0x2
#define SEC_WINNT_AUTH_IDENTITY_ENCRYPT_FOR_SYSTEM 0x4

/**
 * struct _SEC_WINNT_AUTH_IDENTITY_W - the short form, wide
 * @User: user name, NULL for the caller's own credentials
 * @UserLength: units at @User
 * @Domain: domain or realm, NULL to take it from @User or the default
 * @DomainLength: units at @Domain
 * @Password: password, NULL for the caller's own credentials
 * @PasswordLength: units at @Password
 * @Flags: SEC_WINNT_AUTH_IDENTITY_UNICODE
 */
struct _SEC_WINNT_AUTH_IDENTITY_W {
	unsigned short *User;
	ULONG UserLength;
	unsigned short *Domain;
	ULONG DomainLength;
	unsigned short *Password;
	ULONG PasswordLength;
	ULONG Flags;
};
typedef struct _SEC_WINNT_AUTH_IDENTITY_W SEC_WINNT_AUTH_IDENTITY_W,
	*PSEC_WINNT_AUTH_IDENTITY_W;

/**
 * struct _SEC_WINNT_AUTH_IDENTITY_A - the short form, UTF-8
 * @User: user name, NULL for the caller's own credentials
 * @UserLength: bytes at @User
 * @Domain: domain or realm, NULL to take it from @User or the default
 * @DomainLength: bytes at @Domain
 * @Password: password, NULL for the caller's own credentials
 * @PasswordLength: bytes at @Password
 * @Flags: SEC_WINNT_AUTH_IDENTITY_ANSI
 */
struct _SEC_WINNT_AUTH_IDENTITY_A {
	unsigned char *User;
	ULONG UserLength;
	unsigned char *Domain;
	ULONG DomainLength;
	unsigned char *Password;
	ULONG PasswordLength;
	ULONG Flags;
};
typedef struct _SEC_WINNT_AUTH_IDENTITY_A SEC_WINNT_AUTH_IDENTITY_A,
	*PSEC_WINNT_AUTH_IDENTITY_A;

/**
 * struct _SEC_WINNT_AUTH_IDENTITY_EXW - the long form, wide
 * @Version: SEC_WINNT_AUTH_IDENTITY_VERSION
 * @Length: of this structure, in bytes
 * @User: user name, NULL for the caller's own credentials
 * @UserLength: units at @User
 * @Domain: domain or realm, NULL to take it from @User or the default
 * @DomainLength: units at @Domain
 * @Password: password, NULL for the caller's own credentials
 * @PasswordLength: units at @Password
 * @Flags: SEC_WINNT_AUTH_IDENTITY_UNICODE
 * @PackageList: packages that Negotiate may choose, separated by commas; a
 *	leading "!" excludes one; NULL for all.  It counts even when the
 *	caller's own credentials are meant.
 * @PackageListLength: units at @PackageList
 */
struct _SEC_WINNT_AUTH_IDENTITY_EXW {
	ULONG Version;
	ULONG Length;
	unsigned short *User;
	ULONG UserLength;
	unsigned short *Domain;
	ULONG DomainLength;
	unsigned short *Password;
	ULONG PasswordLength;
	ULONG Flags;
	unsigned short *PackageList;
	ULONG PackageListLength;
};
typedef struct _SEC_WINNT_AUTH_IDENTITY_EXW SEC_WINNT_AUTH_IDENTITY_EXW,
	*PSEC_WINNT_AUTH_IDENTITY_EXW;

/**
 * struct _SEC_WINNT_AUTH_IDENTITY_EXA - the long form, UTF-8
 * @Version: SEC_WINNT_AUTH_IDENTITY_VERSION
 * @Length: of this structure, in bytes
 * @User: as in the wide form; lengths are in bytes
 * @UserLength: bytes at @User
 * @Domain: as in the wide form
 * @DomainLength: bytes at @Domain
 * @Password: as in the wide form
 * @PasswordLength: bytes at @Password
 * @Flags: SEC_WINNT_AUTH_IDENTITY_ANSI
 * @PackageList: as in the wide form
 * @PackageListLength: bytes at @PackageList
 */
struct _SEC_WINNT_AUTH_IDENTITY_EXA {
	ULONG Version;
	ULONG Length;
	unsigned char *User;
	ULONG UserLength;
	unsigned char *Domain;
	ULONG DomainLength;
	unsigned char *Password;
	ULONG PasswordLength;
	ULONG Flags;
	unsigned char *PackageList;
	ULONG PackageListLength;
};
typedef struct _SEC_WINNT_AUTH_IDENTITY_EXA SEC_WINNT_AUTH_IDENTITY_EXA,
	*PSEC_WINNT_AUTH_IDENTITY_EXA;

/**
 * struct _SEC_WINNT_AUTH_IDENTITY_EX2 - one block, offsets instead of pointers
 * @Version: SEC_WINNT_AUTH_IDENTITY_VERSION_2
 * @cbHeaderLength: of this structure, in bytes
 * @cbStructureLength: the same with everything the offsets lead to
 * @UserOffset: from the start of this structure
 * @UserLength: bytes of UTF-16, as all lengths here
 * @DomainOffset: from the start of this structure
 * @DomainLength: bytes
 * @PackedCredentialsOffset: to a SEC_WINNT_AUTH_PACKED_CREDENTIALS
 * @PackedCredentialsLength: bytes
 * @Flags: SEC_WINNT_AUTH_IDENTITY_*
 * @PackageListOffset: to text as in the EX form
 * @PackageListLength: bytes
 */
struct _SEC_WINNT_AUTH_IDENTITY_EX2 {
	ULONG Version;
	USHORT cbHeaderLength;
	ULONG cbStructureLength;
	ULONG UserOffset;
	USHORT UserLength;
	ULONG DomainOffset;
	USHORT DomainLength;
	ULONG PackedCredentialsOffset;
	USHORT PackedCredentialsLength;
	ULONG Flags;
	ULONG PackageListOffset;
	USHORT PackageListLength;
};
typedef struct _SEC_WINNT_AUTH_IDENTITY_EX2 SEC_WINNT_AUTH_IDENTITY_EX2,
	*PSEC_WINNT_AUTH_IDENTITY_EX2;

/**
 * union _SEC_WINNT_AUTH_IDENTITY_INFO - any form
 * @AuthIdExw: long, wide
 * @AuthIdExa: long, UTF-8
 * @AuthId_a: short, UTF-8
 * @AuthId_w: short, wide
 * @AuthIdEx2: one block
 *
 * A pointer to one may lead to a smaller object: look at its first ULONG only,
 * before its form is known.
 */
union _SEC_WINNT_AUTH_IDENTITY_INFO {
	SEC_WINNT_AUTH_IDENTITY_EXW AuthIdExw;
	SEC_WINNT_AUTH_IDENTITY_EXA AuthIdExa;
	SEC_WINNT_AUTH_IDENTITY_A AuthId_a;
	SEC_WINNT_AUTH_IDENTITY_W AuthId_w;
	SEC_WINNT_AUTH_IDENTITY_EX2 AuthIdEx2;
};
typedef union _SEC_WINNT_AUTH_IDENTITY_INFO SEC_WINNT_AUTH_IDENTITY_INFO,
	*PSEC_WINNT_AUTH_IDENTITY_INFO;

/* Any form, and none of the caller's business. */
typedef PVOID PSEC_WINNT_AUTH_IDENTITY_OPAQUE;

/**
 * struct _SEC_WINNT_AUTH_BYTE_VECTOR - bytes elsewhere in the block
 * @ByteArrayOffset: from the start of the structure that encloses this one
 * @ByteArrayLength: bytes
 */
struct _SEC_WINNT_AUTH_BYTE_VECTOR {
	ULONG ByteArrayOffset;
	USHORT ByteArrayLength;
};
typedef struct _SEC_WINNT_AUTH_BYTE_VECTOR SEC_WINNT_AUTH_BYTE_VECTOR,
	*PSEC_WINNT_AUTH_BYTE_VECTOR;

/**
 * struct _SEC_WINNT_AUTH_SHORT_VECTOR - UTF-16 units elsewhere in the block
 * @ShortArrayOffset: from the start of the structure that encloses this one
 * @ShortArrayCount: units
 */
struct _SEC_WINNT_AUTH_SHORT_VECTOR {
	ULONG ShortArrayOffset;
	USHORT ShortArrayCount;
};
typedef struct _SEC_WINNT_AUTH_SHORT_VECTOR SEC_WINNT_AUTH_SHORT_VECTOR,
	*PSEC_WINNT_AUTH_SHORT_VECTOR;

/**
 * struct _SEC_WINNT_AUTH_DATA - a credential and what kind it is
 * @CredType: SEC_WINNT_AUTH_DATA_TYPE_*
 * @CredData: the payload, e.g. a SEC_WINNT_AUTH_DATA_PASSWORD
 */
struct _SEC_WINNT_AUTH_DATA {
	GUID CredType;
	SEC_WINNT_AUTH_BYTE_VECTOR CredData;
};
typedef struct _SEC_WINNT_AUTH_DATA SEC_WINNT_AUTH_DATA, *PSEC_WINNT_AUTH_DATA;

/**
 * struct _SEC_WINNT_AUTH_PACKED_CREDENTIALS - the credentials of an EX2 form
 * @cbHeaderLength: of this structure, in bytes
 * @cbStructureLength: the same with the payload
 * @AuthData: the credential
 */
struct _SEC_WINNT_AUTH_PACKED_CREDENTIALS {
	USHORT cbHeaderLength;
	USHORT cbStructureLength;
	SEC_WINNT_AUTH_DATA AuthData;
};
typedef struct _SEC_WINNT_AUTH_PACKED_CREDENTIALS
	SEC_WINNT_AUTH_PACKED_CREDENTIALS,
	*PSEC_WINNT_AUTH_PACKED_CREDENTIALS;

/**
 * struct _SEC_WINNT_AUTH_PACKED_CREDENTIALS_EX - the same with a package list
 * @cbHeaderLength: of this structure, in bytes
 * @Flags: of the identity it was made from
 * @PackedCredentials: a SEC_WINNT_AUTH_PACKED_CREDENTIALS
 * @PackageList: text as in the EX form
 */
struct _SEC_WINNT_AUTH_PACKED_CREDENTIALS_EX {
	USHORT cbHeaderLength;
	ULONG Flags;
	SEC_WINNT_AUTH_BYTE_VECTOR PackedCredentials;
	SEC_WINNT_AUTH_SHORT_VECTOR PackageList;
};
typedef struct _SEC_WINNT_AUTH_PACKED_CREDENTIALS_EX
	SEC_WINNT_AUTH_PACKED_CREDENTIALS_EX,
	*PSEC_WINNT_AUTH_PACKED_CREDENTIALS_EX;

/**
 * struct _SEC_WINNT_AUTH_DATA_PASSWORD - payload of type PASSWORD
 * @UnicodePassword: the password in UTF-16
 */
struct _SEC_WINNT_AUTH_DATA_PASSWORD {
	SEC_WINNT_AUTH_BYTE_VECTOR UnicodePassword;
};
typedef struct _SEC_WINNT_AUTH_DATA_PASSWORD SEC_WINNT_AUTH_DATA_PASSWORD,
	*PSEC_WINNT_AUTH_DATA_PASSWORD;

/*
 * CredType of a SEC_WINNT_AUTH_DATA.  Constants with an address, as on Windows,
 * but one per translation unit; compare their contents.
 */
#define SECUR32_CREDTYPE(kind, d1, d2, d3, ...)           \
	static const GUID SEC_WINNT_AUTH_DATA_TYPE_##kind \
		__attribute__((__unused__)) = { d1, d2, d3, { __VA_ARGS__ } }

SECUR32_CREDTYPE(PASSWORD, 0x28bfc32f, 0x10f6, 0x4738, 0x98, 0xd1, 0x1a, 0xc0,
		 0x61, 0xdf, 0x71, 0x6a);
SECUR32_CREDTYPE(CERT, 0x235f69ad, 0x73fb, 0x4dbc, 0x82, 0x03, 0x06, 0x29, 0xe7,
		 0x39, 0x33, 0x9b);
SECUR32_CREDTYPE(CREDMAN_CERT, 0x7cb72412, 0x1016, 0x491a, 0x8c, 0x87, 0x4d,
		 0x2a, 0xa1, 0xb7, 0xdd, 0x3a);
SECUR32_CREDTYPE(NGC, 0x10a47879, 0x5ebf, 0x4b85, 0xbd, 0x8d, 0xc2, 0x1b, 0xb4,
		 0xf4, 0x9c, 0x8a);
SECUR32_CREDTYPE(FIDO, 0x32e8f8d7, 0x7871, 0x4bcc, 0x83, 0xc5, 0x46, 0x0f, 0x66,
		 0xc6, 0x13, 0x5c);
SECUR32_CREDTYPE(KEYTAB, 0xd587aae8, 0xf78f, 0x4455, 0xa1, 0x12, 0xc9, 0x34,
		 0xbe, 0xee, 0x7c, 0xe1);
SECUR32_CREDTYPE(DELEGATION_TOKEN, 0x12e52e0f, 0x6f9b, 0x4f83, 0x90, 0x20, 0x9d,
		 0xe4, 0x2b, 0x22, 0x62, 0x67);
SECUR32_CREDTYPE(CSP_DATA, 0x68fd9879, 0x079c, 0x4dfe, 0x82, 0x81, 0x57, 0x8a,
		 0xad, 0xc1, 0xc1, 0x00);
SECUR32_CREDTYPE(SMARTCARD_CONTEXTS, 0xb86c4ff3, 0x49d7, 0x4dc4, 0xb5, 0x60,
		 0xb1, 0x16, 0x36, 0x85, 0xb2, 0x36);

/* The helpers' own names have neither A nor W: their text is wide, always. */

/**
 * SspiEncodeAuthIdentityAsStrings() - an identity as up to three strings
 * @pAuthIdentity: the identity
 * @ppszUserName: receives the user name; SspiLocalFree()
 * @ppszDomainName: receives the domain; SspiLocalFree()
 * @ppszPackedCredentialsString: receives the credentials in an opaque text
 *	form, to be wiped and released with SspiLocalFree(); NULL when unwanted
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- strings are there
 * * SEC_E_INVALID_PARAMETER	- not an identity
 * * SEC_E_INSUFFICIENT_MEMORY	- nothing was allocated
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY SspiEncodeAuthIdentityAsStrings(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE pAuthIdentity, PCWSTR *ppszUserName,
	PCWSTR *ppszDomainName, PCWSTR *ppszPackedCredentialsString);

/**
 * SspiEncodeStringsAsAuthIdentity() - the way back
 * @pszUserName: user name, or NULL
 * @pszDomainName: domain, or NULL
 * @pszPackedCredentialsString: as SspiEncodeAuthIdentityAsStrings() gave it,
 *	or a plain password, or NULL
 * @ppAuthIdentity: receives the identity; SspiFreeAuthIdentity()
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the identity is there
 * * SEC_E_INVALID_PARAMETER	- all strings are NULL, or one is malformed
 * * SEC_E_INSUFFICIENT_MEMORY	- nothing was allocated
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY SspiEncodeStringsAsAuthIdentity(
	PCWSTR pszUserName, PCWSTR pszDomainName,
	PCWSTR pszPackedCredentialsString,
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE *ppAuthIdentity);

/**
 * SspiValidateAuthIdentity() - is it an identity?
 * @AuthData: what to look at
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- well formed
 * * SEC_E_INVALID_PARAMETER	- not so
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SspiValidateAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData);

/**
 * SspiCopyAuthIdentity() - a copy in one block
 * @AuthData: the identity
 * @AuthDataCopy: receives the copy; SspiFreeAuthIdentity()
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the copy is there
 * * SEC_E_INVALID_PARAMETER	- not an identity
 * * SEC_E_INSUFFICIENT_MEMORY	- nothing was allocated
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SspiCopyAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData,
		     PSEC_WINNT_AUTH_IDENTITY_OPAQUE *AuthDataCopy);

/**
 * SspiFreeAuthIdentity() - wipe and release an identity of this library's
 * @AuthData: the identity, or NULL
 *
 * Context: May sleep.  Does nothing where the library does not provide it,
 * which then makes no identities either.
 */
SECUR32_API void SEC_ENTRY
SspiFreeAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData);

/**
 * SspiZeroAuthIdentity() - wipe an identity's secrets where they are
 * @AuthData: any identity, also the caller's own; or NULL
 *
 * Context: May sleep.  Does nothing where the library does not provide it: wipe
 * a password of your own yourself.
 */
SECUR32_API void SEC_ENTRY
SspiZeroAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData);

/**
 * SspiLocalFree() - release what a helper of this chapter allocated
 * @DataBuffer: the memory, or NULL
 *
 * Context: May sleep.
 */
SECUR32_API void SEC_ENTRY SspiLocalFree(PVOID DataBuffer);

/**
 * SspiCompareAuthIdentities() - do two identities mean the same?
 * @AuthIdentity1: one, or NULL for the caller's own
 * @AuthIdentity2: the other, or NULL
 * @SameSuppliedUser: receives whether user and domain agree; may be NULL
 * @SameSuppliedIdentity: receives whether credentials agree as well; may be
 *	NULL
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- compared
 * * SEC_E_INVALID_PARAMETER	- not an identity
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY SspiCompareAuthIdentities(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity1,
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity2,
	PBOOLEAN SameSuppliedUser, PBOOLEAN SameSuppliedIdentity);

/**
 * SspiMarshalAuthIdentity() - an identity as bytes
 * @AuthIdentity: the identity
 * @AuthIdentityLength: receives the bytes at @AuthIdentityByteArray
 * @AuthIdentityByteArray: receives the bytes; SspiLocalFree()
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the bytes are there
 * * SEC_E_INVALID_PARAMETER	- not an identity
 * * SEC_E_INSUFFICIENT_MEMORY	- nothing was allocated
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY SspiMarshalAuthIdentity(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity, ULONG *AuthIdentityLength,
	char **AuthIdentityByteArray);

/**
 * SspiUnmarshalAuthIdentity() - the way back
 * @AuthIdentityLength: bytes at @AuthIdentityByteArray
 * @AuthIdentityByteArray: as SspiMarshalAuthIdentity() gave them
 * @ppAuthIdentity: receives the identity; SspiFreeAuthIdentity()
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the identity is there
 * * SEC_E_INVALID_PARAMETER	- the bytes are no identity
 * * SEC_E_INSUFFICIENT_MEMORY	- nothing was allocated
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SspiUnmarshalAuthIdentity(ULONG AuthIdentityLength, char *AuthIdentityByteArray,
			  PSEC_WINNT_AUTH_IDENTITY_OPAQUE *ppAuthIdentity);

/**
 * SspiIsPromptingNeeded() - would asking a person for credentials help?
 * @ErrorOrNtStatus: the status a function of this interface failed with
 *
 * Context: Any.
 * Return: TRUE (1) for statuses that say credentials are missing or wrong;
 * FALSE (0) for others, and where the library does not provide it.
 */
SECUR32_API BOOLEAN SEC_ENTRY SspiIsPromptingNeeded(ULONG ErrorOrNtStatus);

/**
 * SspiGetTargetHostName() - the host in a service principal name
 * @pszTargetName: class/host[:port][/name]
 * @pszHostName: receives the host; SspiLocalFree()
 *
 * Context: May sleep.  Never blocks on a network.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the name is there
 * * SEC_E_INVALID_PARAMETER	- not a service principal name
 * * SEC_E_INSUFFICIENT_MEMORY	- nothing was allocated
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SspiGetTargetHostName(PCWSTR pszTargetName, PWSTR *pszHostName);

/**
 * SspiExcludePackage() - an identity that keeps Negotiate off one package
 * @AuthIdentity: the identity to start from, or NULL for the caller's own
 * @pszPackageName: the package
 * @ppNewAuthIdentity: receives the identity; SspiFreeAuthIdentity()
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the identity is there
 * * SEC_E_INVALID_PARAMETER	- not an identity, or no name
 * * SEC_E_INSUFFICIENT_MEMORY	- nothing was allocated
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY SspiExcludePackage(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity, PCWSTR pszPackageName,
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE *ppNewAuthIdentity);

#if ISSP_MODE != 0
/**
 * SspiEncryptAuthIdentity() - hide an identity's secrets in memory
 * @AuthData: the identity, changed in place
 *
 * Programs only, as the rest of this chapter.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- hidden, for this process to reveal
 * * SEC_E_INVALID_PARAMETER	- not an identity
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SspiEncryptAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData);

/**
 * SspiEncryptAuthIdentityEx() - the same, for whom to reveal
 * @Options: one SEC_WINNT_AUTH_IDENTITY_ENCRYPT_*
 * @AuthData: the identity, changed in place
 *
 * Context: May sleep.
 * Return: as SspiEncryptAuthIdentity().
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY SspiEncryptAuthIdentityEx(
	ULONG Options, PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthData);

/**
 * SspiDecryptAuthIdentity() - reveal an identity's secrets
 * @EncryptedAuthData: the identity, changed in place
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- revealed
 * * SEC_E_DECRYPT_FAILURE	- hidden by somebody else
 * * SEC_E_INVALID_PARAMETER	- not an identity
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SspiDecryptAuthIdentity(PSEC_WINNT_AUTH_IDENTITY_OPAQUE EncryptedAuthData);

/**
 * SspiDecryptAuthIdentityEx() - the same, hidden for whom
 * @Options: as SspiEncryptAuthIdentityEx() was given
 * @EncryptedAuthData: the identity, changed in place
 *
 * Context: May sleep.
 * Return: as SspiDecryptAuthIdentity().
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY SspiDecryptAuthIdentityEx(
	ULONG Options, PSEC_WINNT_AUTH_IDENTITY_OPAQUE EncryptedAuthData);

/**
 * SspiIsAuthIdentityEncrypted() - are an identity's secrets hidden?
 * @EncryptedAuthData: the identity
 *
 * Context: Any.
 * Return: TRUE (1) if so; FALSE (0) otherwise, and where the library does not
 * provide it.
 */
SECUR32_API BOOLEAN SEC_ENTRY
SspiIsAuthIdentityEncrypted(PSEC_WINNT_AUTH_IDENTITY_OPAQUE EncryptedAuthData);

/**
 * SspiPrepareForCredRead() - how a credential store knows an identity
 * @AuthIdentity: the identity
 * @pszTargetName: what it is for
 * @pCredmanCredentialType: receives the store's type of entry
 * @ppszCredmanTargetName: receives the entry's name; SspiLocalFree()
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the values are there
 * * SEC_E_INVALID_PARAMETER	- not an identity
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY SspiPrepareForCredRead(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity, PCWSTR pszTargetName,
	PULONG pCredmanCredentialType, PCWSTR *ppszCredmanTargetName);

/**
 * SspiPrepareForCredWrite() - what a credential store is to keep
 * @AuthIdentity: the identity
 * @pszTargetName: what it is for; NULL for its user's own
 * @pCredmanCredentialType: receives the store's type of entry
 * @ppszCredmanTargetName: receives the entry's name; SspiLocalFree()
 * @ppszCredmanUserName: receives the user name; SspiLocalFree()
 * @ppCredentialBlob: receives the secret; SspiLocalFree()
 * @pCredentialBlobSize: receives the bytes at @ppCredentialBlob
 *
 * Context: May sleep.
 * Return: as SspiPrepareForCredRead().
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY SspiPrepareForCredWrite(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity, PCWSTR pszTargetName,
	PULONG pCredmanCredentialType, PCWSTR *ppszCredmanTargetName,
	PCWSTR *ppszCredmanUserName, PUCHAR *ppCredentialBlob,
	PULONG pCredentialBlobSize);

/**
 * SspiSetChannelBindingFlags() - change how bindings are judged
 * @pBindings: bindings, possibly moved into the EX form; still released by one
 *	FreeContextBuffer()
 * @flags: SEC_CHANNEL_BINDINGS_AUDIT_BINDINGS or 0
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- set
 * * SEC_E_INVALID_PARAMETER	- malformed bindings or an unknown flag
 * * SEC_E_INSUFFICIENT_MEMORY	- @pBindings is as it was
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
SspiSetChannelBindingFlags(PSecPkgContext_Bindings pBindings, ULONG flags);
#endif /* ISSP_MODE != 0 */

#ifdef SECUR32_WIDE
#define SEC_WINNT_AUTH_IDENTITY SEC_WINNT_AUTH_IDENTITY_W
#define PSEC_WINNT_AUTH_IDENTITY PSEC_WINNT_AUTH_IDENTITY_W
#define _SEC_WINNT_AUTH_IDENTITY _SEC_WINNT_AUTH_IDENTITY_W
#define SEC_WINNT_AUTH_IDENTITY_EX SEC_WINNT_AUTH_IDENTITY_EXW
#define PSEC_WINNT_AUTH_IDENTITY_EX PSEC_WINNT_AUTH_IDENTITY_EXW
#else
#define SEC_WINNT_AUTH_IDENTITY SEC_WINNT_AUTH_IDENTITY_A
#define PSEC_WINNT_AUTH_IDENTITY PSEC_WINNT_AUTH_IDENTITY_A
#define _SEC_WINNT_AUTH_IDENTITY _SEC_WINNT_AUTH_IDENTITY_A
#define SEC_WINNT_AUTH_IDENTITY_EX SEC_WINNT_AUTH_IDENTITY_EXA
#define PSEC_WINNT_AUTH_IDENTITY_EX PSEC_WINNT_AUTH_IDENTITY_EXA
#endif

#ifdef __LP64__
SECUR32_ASSERT(offsetof(SEC_WINNT_AUTH_IDENTITY_W, Flags) == 44);
SECUR32_ASSERT(sizeof(SEC_WINNT_AUTH_IDENTITY_W) == 48);
SECUR32_ASSERT(sizeof(SEC_WINNT_AUTH_IDENTITY_A) == 48);
SECUR32_ASSERT(offsetof(SEC_WINNT_AUTH_IDENTITY_EXW, Flags) == 52);
SECUR32_ASSERT(offsetof(SEC_WINNT_AUTH_IDENTITY_EXW, PackageList) == 56);
SECUR32_ASSERT(sizeof(SEC_WINNT_AUTH_IDENTITY_EXW) == 72);
SECUR32_ASSERT(sizeof(SEC_WINNT_AUTH_IDENTITY_EXA) == 72);
#endif
SECUR32_ASSERT(sizeof(SEC_WINNT_AUTH_IDENTITY_EX2) == 48);
SECUR32_ASSERT(offsetof(SEC_WINNT_AUTH_PACKED_CREDENTIALS, AuthData) == 4);
SECUR32_ASSERT(sizeof(SEC_WINNT_AUTH_PACKED_CREDENTIALS) == 28);

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_IDENTITY_H */
