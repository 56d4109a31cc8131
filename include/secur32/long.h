/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * SECUR32_LONG_API: for sources that say "unsigned long" where Windows does.
 *
 * On Windows that is a ULONG; on 64-bit Linux it is twice as wide, and its
 * address is not the address of a ULONG.  With this macro defined before the
 * first include, every function that stores a count or a set of bits takes an
 * "unsigned long *" instead, and so do the types and slots of the function
 * table.  The whole variable is stored, on failure 0.
 *
 * One convention per source file: a ULONG variable no longer fits there, and
 * the compiler says so.  A table that was looked up in a library at run time
 * does not fit either; InitSecurityInterface() gives one that does.
 *
 * Programs only.  The library itself knows nothing of it.
 */
#ifndef SECUR32_LONG_H
#define SECUR32_LONG_H

#include "buffers.h"
#include "context.h"
#include "identity.h"
#include "message.h"
#include "package.h"

#if ISSP_MODE == 0
#error "SECUR32_LONG_API is for programs: kernel code uses ULONG"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Where to store the ULONG in between: nowhere, when nobody asks for it. */
static inline ULONG *secur32_long_in(const unsigned long *to, ULONG *value)
{
	*value = 0;
	return to ? value : NULL;
}

static inline SECURITY_STATUS secur32_long_out(SECURITY_STATUS st,
					       unsigned long *to, ULONG value)
{
	if (to)
		*to = value;
	return st;
}

static inline SECURITY_STATUS SEC_ENTRY secur32_long_EnumerateSecurityPackagesW(
	unsigned long *pcPackages, PSecPkgInfoW *ppPackageInfo)
{
	ULONG v;
	SECURITY_STATUS st = EnumerateSecurityPackagesW(
		secur32_long_in(pcPackages, &v), ppPackageInfo);

	return secur32_long_out(st, pcPackages, v);
}

static inline SECURITY_STATUS SEC_ENTRY secur32_long_EnumerateSecurityPackagesA(
	unsigned long *pcPackages, PSecPkgInfoA *ppPackageInfo)
{
	ULONG v;
	SECURITY_STATUS st = EnumerateSecurityPackagesA(
		secur32_long_in(pcPackages, &v), ppPackageInfo);

	return secur32_long_out(st, pcPackages, v);
}

static inline SECURITY_STATUS SEC_ENTRY secur32_long_InitializeSecurityContextW(
	PCredHandle phCredential, PCtxtHandle phContext,
	SEC_WCHAR *pszTargetName, ULONG fContextReq, ULONG Reserved1,
	ULONG TargetDataRep, PSecBufferDesc pInput, ULONG Reserved2,
	PCtxtHandle phNewContext, PSecBufferDesc pOutput,
	unsigned long *pfContextAttr, PTimeStamp ptsExpiry)
{
	ULONG v;
	SECURITY_STATUS st = InitializeSecurityContextW(
		phCredential, phContext, pszTargetName, fContextReq, Reserved1,
		TargetDataRep, pInput, Reserved2, phNewContext, pOutput,
		secur32_long_in(pfContextAttr, &v), ptsExpiry);

	return secur32_long_out(st, pfContextAttr, v);
}

static inline SECURITY_STATUS SEC_ENTRY secur32_long_InitializeSecurityContextA(
	PCredHandle phCredential, PCtxtHandle phContext,
	SEC_CHAR *pszTargetName, ULONG fContextReq, ULONG Reserved1,
	ULONG TargetDataRep, PSecBufferDesc pInput, ULONG Reserved2,
	PCtxtHandle phNewContext, PSecBufferDesc pOutput,
	unsigned long *pfContextAttr, PTimeStamp ptsExpiry)
{
	ULONG v;
	SECURITY_STATUS st = InitializeSecurityContextA(
		phCredential, phContext, pszTargetName, fContextReq, Reserved1,
		TargetDataRep, pInput, Reserved2, phNewContext, pOutput,
		secur32_long_in(pfContextAttr, &v), ptsExpiry);

	return secur32_long_out(st, pfContextAttr, v);
}

static inline SECURITY_STATUS SEC_ENTRY secur32_long_AcceptSecurityContext(
	PCredHandle phCredential, PCtxtHandle phContext, PSecBufferDesc pInput,
	ULONG fContextReq, ULONG TargetDataRep, PCtxtHandle phNewContext,
	PSecBufferDesc pOutput, unsigned long *pfContextAttr,
	PTimeStamp ptsExpiry)
{
	ULONG v;
	SECURITY_STATUS st = AcceptSecurityContext(
		phCredential, phContext, pInput, fContextReq, TargetDataRep,
		phNewContext, pOutput, secur32_long_in(pfContextAttr, &v),
		ptsExpiry);

	return secur32_long_out(st, pfContextAttr, v);
}

static inline SECURITY_STATUS SEC_ENTRY
secur32_long_VerifySignature(PCtxtHandle phContext, PSecBufferDesc pMessage,
			     ULONG MessageSeqNo, unsigned long *pfQOP)
{
	ULONG v;
	SECURITY_STATUS st = VerifySignature(phContext, pMessage, MessageSeqNo,
					     secur32_long_in(pfQOP, &v));

	return secur32_long_out(st, pfQOP, v);
}

static inline SECURITY_STATUS SEC_ENTRY
secur32_long_DecryptMessage(PCtxtHandle phContext, PSecBufferDesc pMessage,
			    ULONG MessageSeqNo, unsigned long *pfQOP)
{
	ULONG v;
	SECURITY_STATUS st = DecryptMessage(phContext, pMessage, MessageSeqNo,
					    secur32_long_in(pfQOP, &v));

	return secur32_long_out(st, pfQOP, v);
}

static inline SECURITY_STATUS SEC_ENTRY secur32_long_SspiMarshalAuthIdentity(
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE AuthIdentity,
	unsigned long *AuthIdentityLength, char **AuthIdentityByteArray)
{
	ULONG v;
	SECURITY_STATUS st = SspiMarshalAuthIdentity(
		AuthIdentity, secur32_long_in(AuthIdentityLength, &v),
		AuthIdentityByteArray);

	return secur32_long_out(st, AuthIdentityLength, v);
}

/* Not function-like: the table's slots have to change their names as well. */
#define EnumerateSecurityPackagesW secur32_long_EnumerateSecurityPackagesW
#define EnumerateSecurityPackagesA secur32_long_EnumerateSecurityPackagesA
#define InitializeSecurityContextW secur32_long_InitializeSecurityContextW
#define InitializeSecurityContextA secur32_long_InitializeSecurityContextA
#define AcceptSecurityContext secur32_long_AcceptSecurityContext
#define VerifySignature secur32_long_VerifySignature
#define DecryptMessage secur32_long_DecryptMessage
#define SspiMarshalAuthIdentity secur32_long_SspiMarshalAuthIdentity

/* Not the tables of a source that goes without: C++ can tell them apart. */
#define _SECURITY_FUNCTION_TABLE_W secur32_long_function_table_w
#define _SECURITY_FUNCTION_TABLE_A secur32_long_function_table_a

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_LONG_H */
