// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A client as kernel programmers write one: counted strings, the W names under
 * their bare ones, SealMessage, and the table with its reserved slot.
 *
 * Compiling this file is the test; it is not meant to be run.
 */
#include <security.h>
#include <secur32.h>

SECURITY_STATUS kernel_open(PCredHandle cred, PUNICODE_STRING package,
			    PTimeStamp expiry);
SECURITY_STATUS kernel_leg(PCredHandle cred, PCtxtHandle ctx,
			   PSECURITY_STRING target, PSecBufferDesc in,
			   PSecBufferDesc out, ULONG *attrs);
SECURITY_STATUS kernel_seal(PCtxtHandle ctx, PSecBufferDesc message);

SECURITY_STATUS kernel_open(PCredHandle cred, PUNICODE_STRING package,
			    PTimeStamp expiry)
{
	PSecPkgInfo info;
	SECURITY_STATUS st = QuerySecurityPackageInfo(package, &info);

	if (st < 0)
		return st;
	FreeContextBuffer(info);
	return AcquireCredentialsHandle(NULL, package, SECPKG_CRED_OUTBOUND,
					NULL, NULL, NULL, NULL, cred, expiry);
}

SECURITY_STATUS kernel_leg(PCredHandle cred, PCtxtHandle ctx,
			   PSECURITY_STRING target, PSecBufferDesc in,
			   PSecBufferDesc out, ULONG *attrs)
{
	PSecurityFunctionTable table = InitSecurityInterface();
	INITIALIZE_SECURITY_CONTEXT_FN step = InitializeSecurityContextW;
	void *reserved = table->Reserved9;

	if (reserved)
		return SEC_E_INTERNAL_ERROR;
	table->InitializeSecurityContextW(cred, ctx, target, 0, 0,
					  SECURITY_NATIVE_DREP, in, 0, ctx, out,
					  attrs, NULL);
	return step(cred, ctx, target, 0, 0, SECURITY_NATIVE_DREP, in, 0, ctx,
		    out, attrs, NULL);
}

SECURITY_STATUS kernel_seal(PCtxtHandle ctx, PSecBufferDesc message)
{
	ENCRYPT_MESSAGE_FN seal = SealMessage;
	DECRYPT_MESSAGE_FN unseal = UnsealMessage;
	SecPkgContext_NamesW names;
	ULONG qop;

	seal(ctx, 0, message, 0);
	unseal(ctx, message, 0, &qop);
	EncryptMessage(ctx, 0, message, 0);
	DecryptMessage(ctx, message, 0, &qop);
	return QueryContextAttributes(ctx, SECPKG_ATTR_NAMES, &names);
}

/* Every function is of the type that its slot has. */
SecurityFunctionTableW kernel_table = {
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
	NULL,
	NULL,
	ExportSecurityContext,
	ImportSecurityContextW,
	AddCredentialsW,
	NULL,
	QuerySecurityContextToken,
	EncryptMessage,
	DecryptMessage,
	SetContextAttributesW,
	SetCredentialsAttributesW,
	NULL,
	QueryContextAttributesExW,
	QueryCredentialsAttributesExW,
};
