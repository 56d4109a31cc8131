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
