/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The function table: the whole interface as one structure of pointers, for
 * callers that load a library at run time.
 *
 * Each xxx_FN type is a pointer to the function it is named after; parameters
 * and statuses are described there.
 */
#ifndef SECUR32_TABLE_H
#define SECUR32_TABLE_H

#include "attributes.h"
#include "buffers.h"
#include "context.h"
#include "credential.h"
#include "message.h"
#include "package.h"

#ifdef SECUR32_LONG_API
#include "long.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* What the pointers for counts and bits lead to; see secur32/long.h. */
#ifdef SECUR32_LONG_API
typedef unsigned long SECUR32_OUT_ULONG;
#else
typedef ULONG SECUR32_OUT_ULONG;
#endif

/* clang-format off */
typedef SECURITY_STATUS (SEC_ENTRY *FREE_CREDENTIALS_HANDLE_FN)(
	PCredHandle);
typedef SECURITY_STATUS (SEC_ENTRY *ACCEPT_SECURITY_CONTEXT_FN)(
	PCredHandle, PCtxtHandle, PSecBufferDesc, ULONG, ULONG, PCtxtHandle,
	PSecBufferDesc, SECUR32_OUT_ULONG *, PTimeStamp);
typedef SECURITY_STATUS (SEC_ENTRY *COMPLETE_AUTH_TOKEN_FN)(
	PCtxtHandle, PSecBufferDesc);
typedef SECURITY_STATUS (SEC_ENTRY *DELETE_SECURITY_CONTEXT_FN)(
	PCtxtHandle);
typedef SECURITY_STATUS (SEC_ENTRY *APPLY_CONTROL_TOKEN_FN)(
	PCtxtHandle, PSecBufferDesc);
typedef SECURITY_STATUS (SEC_ENTRY *IMPERSONATE_SECURITY_CONTEXT_FN)(
	PCtxtHandle);
typedef SECURITY_STATUS (SEC_ENTRY *REVERT_SECURITY_CONTEXT_FN)(
	PCtxtHandle);
typedef SECURITY_STATUS (SEC_ENTRY *MAKE_SIGNATURE_FN)(
	PCtxtHandle, ULONG, PSecBufferDesc, ULONG);
typedef SECURITY_STATUS (SEC_ENTRY *VERIFY_SIGNATURE_FN)(
	PCtxtHandle, PSecBufferDesc, ULONG, SECUR32_OUT_ULONG *);
typedef SECURITY_STATUS (SEC_ENTRY *FREE_CONTEXT_BUFFER_FN)(
	PVOID);
typedef SECURITY_STATUS (SEC_ENTRY *EXPORT_SECURITY_CONTEXT_FN)(
	PCtxtHandle, ULONG, PSecBuffer, void **);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_SECURITY_CONTEXT_TOKEN_FN)(
	PCtxtHandle, void **);
typedef SECURITY_STATUS (SEC_ENTRY *ENCRYPT_MESSAGE_FN)(
	PCtxtHandle, ULONG, PSecBufferDesc, ULONG);
typedef SECURITY_STATUS (SEC_ENTRY *DECRYPT_MESSAGE_FN)(
	PCtxtHandle, PSecBufferDesc, ULONG, SECUR32_OUT_ULONG *);

typedef SECURITY_STATUS (SEC_ENTRY *ENUMERATE_SECURITY_PACKAGES_FN_W)(
	SECUR32_OUT_ULONG *, PSecPkgInfoW *);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_CREDENTIALS_ATTRIBUTES_FN_W)(
	PCredHandle, ULONG, void *);
typedef SECURITY_STATUS (SEC_ENTRY *ACQUIRE_CREDENTIALS_HANDLE_FN_W)(
	SECUR32_STRW, SECUR32_STRW, ULONG, void *, void *, SEC_GET_KEY_FN,
	void *, PCredHandle, PTimeStamp);
typedef SECURITY_STATUS (SEC_ENTRY *INITIALIZE_SECURITY_CONTEXT_FN_W)(
	PCredHandle, PCtxtHandle, SECUR32_STRW, ULONG, ULONG, ULONG,
	PSecBufferDesc, ULONG, PCtxtHandle, PSecBufferDesc,
	SECUR32_OUT_ULONG *, PTimeStamp);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_CONTEXT_ATTRIBUTES_FN_W)(
	PCtxtHandle, ULONG, void *);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_SECURITY_PACKAGE_INFO_FN_W)(
	SECUR32_STRW, PSecPkgInfoW *);
typedef SECURITY_STATUS (SEC_ENTRY *IMPORT_SECURITY_CONTEXT_FN_W)(
	SECUR32_STRW, PSecBuffer, void *, PCtxtHandle);
typedef SECURITY_STATUS (SEC_ENTRY *ADD_CREDENTIALS_FN_W)(
	PCredHandle, SECUR32_STRW, SECUR32_STRW, ULONG, void *, SEC_GET_KEY_FN,
	void *, PTimeStamp);
typedef SECURITY_STATUS (SEC_ENTRY *SET_CONTEXT_ATTRIBUTES_FN_W)(
	PCtxtHandle, ULONG, void *, ULONG);
typedef SECURITY_STATUS (SEC_ENTRY *SET_CREDENTIALS_ATTRIBUTES_FN_W)(
	PCredHandle, ULONG, void *, ULONG);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_CONTEXT_ATTRIBUTES_EX_FN_W)(
	PCtxtHandle, ULONG, void *, ULONG);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_CREDENTIALS_ATTRIBUTES_EX_FN_W)(
	PCredHandle, ULONG, void *, ULONG);

#if ISSP_MODE != 0
typedef SECURITY_STATUS (SEC_ENTRY *CHANGE_PASSWORD_FN_W)(
	SEC_WCHAR *, SEC_WCHAR *, SEC_WCHAR *, SEC_WCHAR *, SEC_WCHAR *,
	BOOLEAN, ULONG, PSecBufferDesc);

typedef SECURITY_STATUS (SEC_ENTRY *ENUMERATE_SECURITY_PACKAGES_FN_A)(
	SECUR32_OUT_ULONG *, PSecPkgInfoA *);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_CREDENTIALS_ATTRIBUTES_FN_A)(
	PCredHandle, ULONG, void *);
typedef SECURITY_STATUS (SEC_ENTRY *ACQUIRE_CREDENTIALS_HANDLE_FN_A)(
	SEC_CHAR *, SEC_CHAR *, ULONG, void *, void *, SEC_GET_KEY_FN, void *,
	PCredHandle, PTimeStamp);
typedef SECURITY_STATUS (SEC_ENTRY *INITIALIZE_SECURITY_CONTEXT_FN_A)(
	PCredHandle, PCtxtHandle, SEC_CHAR *, ULONG, ULONG, ULONG,
	PSecBufferDesc, ULONG, PCtxtHandle, PSecBufferDesc,
	SECUR32_OUT_ULONG *, PTimeStamp);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_CONTEXT_ATTRIBUTES_FN_A)(
	PCtxtHandle, ULONG, void *);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_SECURITY_PACKAGE_INFO_FN_A)(
	SEC_CHAR *, PSecPkgInfoA *);
typedef SECURITY_STATUS (SEC_ENTRY *IMPORT_SECURITY_CONTEXT_FN_A)(
	SEC_CHAR *, PSecBuffer, void *, PCtxtHandle);
typedef SECURITY_STATUS (SEC_ENTRY *ADD_CREDENTIALS_FN_A)(
	PCredHandle, SEC_CHAR *, SEC_CHAR *, ULONG, void *, SEC_GET_KEY_FN,
	void *, PTimeStamp);
typedef SECURITY_STATUS (SEC_ENTRY *SET_CONTEXT_ATTRIBUTES_FN_A)(
	PCtxtHandle, ULONG, void *, ULONG);
typedef SECURITY_STATUS (SEC_ENTRY *SET_CREDENTIALS_ATTRIBUTES_FN_A)(
	PCredHandle, ULONG, void *, ULONG);
typedef SECURITY_STATUS (SEC_ENTRY *CHANGE_PASSWORD_FN_A)(
	SEC_CHAR *, SEC_CHAR *, SEC_CHAR *, SEC_CHAR *, SEC_CHAR *, BOOLEAN,
	ULONG, PSecBufferDesc);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_CONTEXT_ATTRIBUTES_EX_FN_A)(
	PCtxtHandle, ULONG, void *, ULONG);
typedef SECURITY_STATUS (SEC_ENTRY *QUERY_CREDENTIALS_ATTRIBUTES_EX_FN_A)(
	PCredHandle, ULONG, void *, ULONG);
#endif
/* clang-format on */

/* Names to look up in a library: bytes, or text of the bare names' kind. */
#define SECURITY_ENTRYPOINT_ANSIW "InitSecurityInterfaceW"
#define SECURITY_ENTRYPOINT_ANSIA "InitSecurityInterfaceA"
#define SECURITY_ENTRYPOINTW SEC_TEXT("InitSecurityInterfaceW")
#define SECURITY_ENTRYPOINTA SEC_TEXT("InitSecurityInterfaceA")
#define SECURITY_ENTRYPOINT16 "INITSECURITYINTERFACEA"

/* dwVersion, and up to which slot it vouches for. */
#define SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION 1 /* DecryptMessage */
#define SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION_2 2 /* SetContext... */
#define SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION_3 3 /* SetCredentials... */
#define SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION_4 4 /* ChangeAccount... */
#define SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION_5 5 /* ...AttributesEx */

/**
 * struct _SECURITY_FUNCTION_TABLE_W - all functions, in the order of Windows
 * @dwVersion: SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION, as Windows says,
 *	although every slot below is filled
 * @EnumerateSecurityPackagesW: EnumerateSecurityPackagesW()
 * @QueryCredentialsAttributesW: QueryCredentialsAttributesW()
 * @AcquireCredentialsHandleW: AcquireCredentialsHandleW()
 * @FreeCredentialsHandle: FreeCredentialsHandle()
 * @Reserved2: NULL
 * @InitializeSecurityContextW: InitializeSecurityContextW()
 * @AcceptSecurityContext: AcceptSecurityContext()
 * @CompleteAuthToken: CompleteAuthToken()
 * @DeleteSecurityContext: DeleteSecurityContext()
 * @ApplyControlToken: ApplyControlToken()
 * @QueryContextAttributesW: QueryContextAttributesW()
 * @ImpersonateSecurityContext: ImpersonateSecurityContext()
 * @RevertSecurityContext: RevertSecurityContext()
 * @MakeSignature: MakeSignature()
 * @VerifySignature: VerifySignature()
 * @FreeContextBuffer: FreeContextBuffer()
 * @QuerySecurityPackageInfoW: QuerySecurityPackageInfoW()
 * @Reserved3: the same function as EncryptMessage, under its old name
 * @Reserved4: the same function as DecryptMessage
 * @ExportSecurityContext: ExportSecurityContext()
 * @ImportSecurityContextW: ImportSecurityContextW()
 * @AddCredentialsW: AddCredentialsW()
 * @Reserved8: NULL
 * @QuerySecurityContextToken: QuerySecurityContextToken()
 * @EncryptMessage: EncryptMessage()
 * @DecryptMessage: DecryptMessage()
 * @SetContextAttributesW: SetContextAttributesW()
 * @SetCredentialsAttributesW: SetCredentialsAttributesW()
 * @ChangeAccountPasswordW: ChangeAccountPasswordW()
 * @Reserved9: kernel: NULL in the place of ChangeAccountPasswordW
 * @QueryContextAttributesExW: QueryContextAttributesExW()
 * @QueryCredentialsAttributesExW: QueryCredentialsAttributesExW()
 */
struct _SECURITY_FUNCTION_TABLE_W {
	ULONG dwVersion;
	ENUMERATE_SECURITY_PACKAGES_FN_W EnumerateSecurityPackagesW;
	QUERY_CREDENTIALS_ATTRIBUTES_FN_W QueryCredentialsAttributesW;
	ACQUIRE_CREDENTIALS_HANDLE_FN_W AcquireCredentialsHandleW;
	FREE_CREDENTIALS_HANDLE_FN FreeCredentialsHandle;
	void *Reserved2;
	INITIALIZE_SECURITY_CONTEXT_FN_W InitializeSecurityContextW;
	ACCEPT_SECURITY_CONTEXT_FN AcceptSecurityContext;
	COMPLETE_AUTH_TOKEN_FN CompleteAuthToken;
	DELETE_SECURITY_CONTEXT_FN DeleteSecurityContext;
	APPLY_CONTROL_TOKEN_FN ApplyControlToken;
	QUERY_CONTEXT_ATTRIBUTES_FN_W QueryContextAttributesW;
	IMPERSONATE_SECURITY_CONTEXT_FN ImpersonateSecurityContext;
	REVERT_SECURITY_CONTEXT_FN RevertSecurityContext;
	MAKE_SIGNATURE_FN MakeSignature;
	VERIFY_SIGNATURE_FN VerifySignature;
	FREE_CONTEXT_BUFFER_FN FreeContextBuffer;
	QUERY_SECURITY_PACKAGE_INFO_FN_W QuerySecurityPackageInfoW;
	void *Reserved3;
	void *Reserved4;
	EXPORT_SECURITY_CONTEXT_FN ExportSecurityContext;
	IMPORT_SECURITY_CONTEXT_FN_W ImportSecurityContextW;
	ADD_CREDENTIALS_FN_W AddCredentialsW;
	void *Reserved8;
	QUERY_SECURITY_CONTEXT_TOKEN_FN QuerySecurityContextToken;
	ENCRYPT_MESSAGE_FN EncryptMessage;
	DECRYPT_MESSAGE_FN DecryptMessage;
	SET_CONTEXT_ATTRIBUTES_FN_W SetContextAttributesW;
	SET_CREDENTIALS_ATTRIBUTES_FN_W SetCredentialsAttributesW;
#if ISSP_MODE != 0
	CHANGE_PASSWORD_FN_W ChangeAccountPasswordW;
#else
	void *Reserved9;
#endif
	QUERY_CONTEXT_ATTRIBUTES_EX_FN_W QueryContextAttributesExW;
	QUERY_CREDENTIALS_ATTRIBUTES_EX_FN_W QueryCredentialsAttributesExW;
};
typedef struct _SECURITY_FUNCTION_TABLE_W SecurityFunctionTableW,
	*PSecurityFunctionTableW;

#if ISSP_MODE != 0
/**
 * struct _SECURITY_FUNCTION_TABLE_A - all functions, in the order of Windows
 * @dwVersion: SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION, as Windows says,
 *	although every slot below is filled
 * @EnumerateSecurityPackagesA: EnumerateSecurityPackagesA()
 * @QueryCredentialsAttributesA: QueryCredentialsAttributesA()
 * @AcquireCredentialsHandleA: AcquireCredentialsHandleA()
 * @FreeCredentialsHandle: FreeCredentialsHandle()
 * @Reserved2: NULL
 * @InitializeSecurityContextA: InitializeSecurityContextA()
 * @AcceptSecurityContext: AcceptSecurityContext()
 * @CompleteAuthToken: CompleteAuthToken()
 * @DeleteSecurityContext: DeleteSecurityContext()
 * @ApplyControlToken: ApplyControlToken()
 * @QueryContextAttributesA: QueryContextAttributesA()
 * @ImpersonateSecurityContext: ImpersonateSecurityContext()
 * @RevertSecurityContext: RevertSecurityContext()
 * @MakeSignature: MakeSignature()
 * @VerifySignature: VerifySignature()
 * @FreeContextBuffer: FreeContextBuffer()
 * @QuerySecurityPackageInfoA: QuerySecurityPackageInfoA()
 * @Reserved3: the same function as EncryptMessage, under its old name
 * @Reserved4: the same function as DecryptMessage
 * @ExportSecurityContext: ExportSecurityContext()
 * @ImportSecurityContextA: ImportSecurityContextA()
 * @AddCredentialsA: AddCredentialsA()
 * @Reserved8: NULL
 * @QuerySecurityContextToken: QuerySecurityContextToken()
 * @EncryptMessage: EncryptMessage()
 * @DecryptMessage: DecryptMessage()
 * @SetContextAttributesA: SetContextAttributesA()
 * @SetCredentialsAttributesA: SetCredentialsAttributesA()
 * @ChangeAccountPasswordA: ChangeAccountPasswordA()
 * @QueryContextAttributesExA: QueryContextAttributesExA()
 * @QueryCredentialsAttributesExA: QueryCredentialsAttributesExA()
 */
struct _SECURITY_FUNCTION_TABLE_A {
	ULONG dwVersion;
	ENUMERATE_SECURITY_PACKAGES_FN_A EnumerateSecurityPackagesA;
	QUERY_CREDENTIALS_ATTRIBUTES_FN_A QueryCredentialsAttributesA;
	ACQUIRE_CREDENTIALS_HANDLE_FN_A AcquireCredentialsHandleA;
	FREE_CREDENTIALS_HANDLE_FN FreeCredentialsHandle;
	void *Reserved2;
	INITIALIZE_SECURITY_CONTEXT_FN_A InitializeSecurityContextA;
	ACCEPT_SECURITY_CONTEXT_FN AcceptSecurityContext;
	COMPLETE_AUTH_TOKEN_FN CompleteAuthToken;
	DELETE_SECURITY_CONTEXT_FN DeleteSecurityContext;
	APPLY_CONTROL_TOKEN_FN ApplyControlToken;
	QUERY_CONTEXT_ATTRIBUTES_FN_A QueryContextAttributesA;
	IMPERSONATE_SECURITY_CONTEXT_FN ImpersonateSecurityContext;
	REVERT_SECURITY_CONTEXT_FN RevertSecurityContext;
	MAKE_SIGNATURE_FN MakeSignature;
	VERIFY_SIGNATURE_FN VerifySignature;
	FREE_CONTEXT_BUFFER_FN FreeContextBuffer;
	QUERY_SECURITY_PACKAGE_INFO_FN_A QuerySecurityPackageInfoA;
	void *Reserved3;
	void *Reserved4;
	EXPORT_SECURITY_CONTEXT_FN ExportSecurityContext;
	IMPORT_SECURITY_CONTEXT_FN_A ImportSecurityContextA;
	ADD_CREDENTIALS_FN_A AddCredentialsA;
	void *Reserved8;
	QUERY_SECURITY_CONTEXT_TOKEN_FN QuerySecurityContextToken;
	ENCRYPT_MESSAGE_FN EncryptMessage;
	DECRYPT_MESSAGE_FN DecryptMessage;
	SET_CONTEXT_ATTRIBUTES_FN_A SetContextAttributesA;
	SET_CREDENTIALS_ATTRIBUTES_FN_A SetCredentialsAttributesA;
	CHANGE_PASSWORD_FN_A ChangeAccountPasswordA;
	QUERY_CONTEXT_ATTRIBUTES_EX_FN_A QueryContextAttributesExA;
	QUERY_CREDENTIALS_ATTRIBUTES_EX_FN_A QueryCredentialsAttributesExA;
};
typedef struct _SECURITY_FUNCTION_TABLE_A SecurityFunctionTableA,
	*PSecurityFunctionTableA;
#endif

#ifndef SECUR32_LONG_API
/**
 * InitSecurityInterfaceW() - the table of the W functions
 *
 * Context: Any.
 * Return: the table, never NULL.  It belongs to the library: not to be changed,
 * nothing to free.  (sspi.h, InitSecurityInterface.)
 */
SECUR32_API PSecurityFunctionTableW SEC_ENTRY InitSecurityInterfaceW(void);
typedef PSecurityFunctionTableW(SEC_ENTRY *INIT_SECURITY_INTERFACE_W)(void);

#if ISSP_MODE != 0
/* As InitSecurityInterfaceW(), of the A functions. */
SECUR32_API PSecurityFunctionTableA SEC_ENTRY InitSecurityInterfaceA(void);
typedef PSecurityFunctionTableA(SEC_ENTRY *INIT_SECURITY_INTERFACE_A)(void);
#endif

#else /* SECUR32_LONG_API */
/*
 * A table from a library has ULONG pointers, so it is none of these types:
 * whoever looks one up is told so by the compiler.
 */
struct secur32_abi_table;
typedef struct secur32_abi_table *(SEC_ENTRY *INIT_SECURITY_INTERFACE_W)(void);
typedef struct secur32_abi_table *(SEC_ENTRY *INIT_SECURITY_INTERFACE_A)(void);

static inline PSecurityFunctionTableW SEC_ENTRY
secur32_long_InitSecurityInterfaceW(void)
{
	static SecurityFunctionTableW table = {
		SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION,
		EnumerateSecurityPackagesW,
		QueryCredentialsAttributesW,
		AcquireCredentialsHandleW,
		FreeCredentialsHandle,
		NULL,
		InitializeSecurityContextW,
		AcceptSecurityContext,
		CompleteAuthToken,
		DeleteSecurityContext,
		ApplyControlToken,
		QueryContextAttributesW,
		ImpersonateSecurityContext,
		RevertSecurityContext,
		MakeSignature,
		VerifySignature,
		FreeContextBuffer,
		QuerySecurityPackageInfoW,
		(void *)(ULONG_PTR)EncryptMessage,
		(void *)(ULONG_PTR)DecryptMessage,
		ExportSecurityContext,
		ImportSecurityContextW,
		AddCredentialsW,
		NULL,
		QuerySecurityContextToken,
		EncryptMessage,
		DecryptMessage,
		SetContextAttributesW,
		SetCredentialsAttributesW,
		ChangeAccountPasswordW,
		QueryContextAttributesExW,
		QueryCredentialsAttributesExW,
	};

	return &table;
}

static inline PSecurityFunctionTableA SEC_ENTRY
secur32_long_InitSecurityInterfaceA(void)
{
	static SecurityFunctionTableA table = {
		SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION,
		EnumerateSecurityPackagesA,
		QueryCredentialsAttributesA,
		AcquireCredentialsHandleA,
		FreeCredentialsHandle,
		NULL,
		InitializeSecurityContextA,
		AcceptSecurityContext,
		CompleteAuthToken,
		DeleteSecurityContext,
		ApplyControlToken,
		QueryContextAttributesA,
		ImpersonateSecurityContext,
		RevertSecurityContext,
		MakeSignature,
		VerifySignature,
		FreeContextBuffer,
		QuerySecurityPackageInfoA,
		(void *)(ULONG_PTR)EncryptMessage,
		(void *)(ULONG_PTR)DecryptMessage,
		ExportSecurityContext,
		ImportSecurityContextA,
		AddCredentialsA,
		NULL,
		QuerySecurityContextToken,
		EncryptMessage,
		DecryptMessage,
		SetContextAttributesA,
		SetCredentialsAttributesA,
		ChangeAccountPasswordA,
		QueryContextAttributesExA,
		QueryCredentialsAttributesExA,
	};

	return &table;
}

#define InitSecurityInterfaceW secur32_long_InitSecurityInterfaceW
#define InitSecurityInterfaceA secur32_long_InitSecurityInterfaceA
#endif /* SECUR32_LONG_API */

#ifdef SECUR32_WIDE
#define ENUMERATE_SECURITY_PACKAGES_FN ENUMERATE_SECURITY_PACKAGES_FN_W
#define QUERY_CREDENTIALS_ATTRIBUTES_FN QUERY_CREDENTIALS_ATTRIBUTES_FN_W
#define ACQUIRE_CREDENTIALS_HANDLE_FN ACQUIRE_CREDENTIALS_HANDLE_FN_W
#define INITIALIZE_SECURITY_CONTEXT_FN INITIALIZE_SECURITY_CONTEXT_FN_W
#define QUERY_CONTEXT_ATTRIBUTES_FN QUERY_CONTEXT_ATTRIBUTES_FN_W
#define QUERY_SECURITY_PACKAGE_INFO_FN QUERY_SECURITY_PACKAGE_INFO_FN_W
#define IMPORT_SECURITY_CONTEXT_FN IMPORT_SECURITY_CONTEXT_FN_W
#define ADD_CREDENTIALS_FN ADD_CREDENTIALS_FN_W
#define SET_CONTEXT_ATTRIBUTES_FN SET_CONTEXT_ATTRIBUTES_FN_W
#define SET_CREDENTIALS_ATTRIBUTES_FN SET_CREDENTIALS_ATTRIBUTES_FN_W
#define QUERY_CONTEXT_ATTRIBUTES_EX_FN QUERY_CONTEXT_ATTRIBUTES_EX_FN_W
#define QUERY_CREDENTIALS_ATTRIBUTES_EX_FN QUERY_CREDENTIALS_ATTRIBUTES_EX_FN_W
#define SecurityFunctionTable SecurityFunctionTableW
#define PSecurityFunctionTable PSecurityFunctionTableW
#define InitSecurityInterface InitSecurityInterfaceW
#define INIT_SECURITY_INTERFACE INIT_SECURITY_INTERFACE_W
#define SECURITY_ENTRYPOINT SECURITY_ENTRYPOINTW
#define SECURITY_ENTRYPOINT_ANSI SECURITY_ENTRYPOINT_ANSIW
#else
#define ENUMERATE_SECURITY_PACKAGES_FN ENUMERATE_SECURITY_PACKAGES_FN_A
#define QUERY_CREDENTIALS_ATTRIBUTES_FN QUERY_CREDENTIALS_ATTRIBUTES_FN_A
#define ACQUIRE_CREDENTIALS_HANDLE_FN ACQUIRE_CREDENTIALS_HANDLE_FN_A
#define INITIALIZE_SECURITY_CONTEXT_FN INITIALIZE_SECURITY_CONTEXT_FN_A
#define QUERY_CONTEXT_ATTRIBUTES_FN QUERY_CONTEXT_ATTRIBUTES_FN_A
#define QUERY_SECURITY_PACKAGE_INFO_FN QUERY_SECURITY_PACKAGE_INFO_FN_A
#define IMPORT_SECURITY_CONTEXT_FN IMPORT_SECURITY_CONTEXT_FN_A
#define ADD_CREDENTIALS_FN ADD_CREDENTIALS_FN_A
#define SET_CONTEXT_ATTRIBUTES_FN SET_CONTEXT_ATTRIBUTES_FN_A
#define SET_CREDENTIALS_ATTRIBUTES_FN SET_CREDENTIALS_ATTRIBUTES_FN_A
#define QUERY_CONTEXT_ATTRIBUTES_EX_FN QUERY_CONTEXT_ATTRIBUTES_EX_FN_A
#define QUERY_CREDENTIALS_ATTRIBUTES_EX_FN QUERY_CREDENTIALS_ATTRIBUTES_EX_FN_A
#define SecurityFunctionTable SecurityFunctionTableA
#define PSecurityFunctionTable PSecurityFunctionTableA
#define InitSecurityInterface InitSecurityInterfaceA
#define INIT_SECURITY_INTERFACE INIT_SECURITY_INTERFACE_A
#define SECURITY_ENTRYPOINT SECURITY_ENTRYPOINTA
#define SECURITY_ENTRYPOINT_ANSI SECURITY_ENTRYPOINT_ANSIA
#endif

#if ISSP_MODE != 0
#ifdef SECUR32_WIDE
#define CHANGE_PASSWORD_FN CHANGE_PASSWORD_FN_W
#else
#define CHANGE_PASSWORD_FN CHANGE_PASSWORD_FN_A
#endif
#endif

#ifdef __LP64__
SECUR32_ASSERT(sizeof(SecurityFunctionTableW) == 256);
#if ISSP_MODE != 0
SECUR32_ASSERT(sizeof(SecurityFunctionTableA) == 256);
#endif
#endif

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_TABLE_H */
