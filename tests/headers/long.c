// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SECUR32_LONG_API at work, in C and C++: the functions below stand in for the
 * library, and the whole of an "unsigned long" must be stored, on success and on
 * failure, directly and through the table.  Exit status 0 when it is.
 *
 * The table names more functions than are here: link with
 * -Wl,--unresolved-symbols=ignore-all.
 */
#ifdef STANDIN
#include <security.h>

SECURITY_STATUS SEC_ENTRY InitializeSecurityContextW(
	PCredHandle phCredential, PCtxtHandle phContext,
	SEC_WCHAR *pszTargetName, ULONG fContextReq, ULONG Reserved1,
	ULONG TargetDataRep, PSecBufferDesc pInput, ULONG Reserved2,
	PCtxtHandle phNewContext, PSecBufferDesc pOutput, ULONG *pfContextAttr,
	PTimeStamp ptsExpiry)
{
	(void)phCredential;
	(void)phContext;
	(void)pszTargetName;
	(void)Reserved1;
	(void)TargetDataRep;
	(void)pInput;
	(void)Reserved2;
	(void)phNewContext;
	(void)pOutput;
	(void)ptsExpiry;
	if (!fContextReq)
		return SEC_E_INVALID_HANDLE;
	if (pfContextAttr)
		*pfContextAttr = fContextReq;
	return pfContextAttr ? SEC_E_OK : SEC_I_CONTINUE_NEEDED;
}

SECURITY_STATUS SEC_ENTRY DecryptMessage(PCtxtHandle phContext,
					 PSecBufferDesc pMessage,
					 ULONG MessageSeqNo, ULONG *pfQOP)
{
	(void)phContext;
	(void)pMessage;
	if (pfQOP)
		*pfQOP = MessageSeqNo;
	return pfQOP ? SEC_E_OK : SEC_I_CONTINUE_NEEDED;
}

#else
#define SECUR32_LONG_API
#include <security.h>

#define FILLED (~0ul)

static int leg(INITIALIZE_SECURITY_CONTEXT_FN_W init, ULONG req,
	       unsigned long *attrs)
{
	return init(NULL, NULL, NULL, req, 0, SECURITY_NATIVE_DREP, NULL, 0,
		    NULL, NULL, attrs, NULL);
}

static int whole(INITIALIZE_SECURITY_CONTEXT_FN_W init, DECRYPT_MESSAGE_FN open)
{
	unsigned long v = FILLED;

	if (leg(init, 0x80010002u, &v) != SEC_E_OK || v != 0x80010002ul)
		return 1;
	v = FILLED;
	if (leg(init, 0, &v) != SEC_E_INVALID_HANDLE || v != 0)
		return 2;
	if (leg(init, 1, NULL) != SEC_I_CONTINUE_NEEDED)
		return 3;
	v = FILLED;
	if (open(NULL, NULL, 0x80000001u, &v) != SEC_E_OK || v != 0x80000001ul)
		return 4;
	if (open(NULL, NULL, 0, NULL) != SEC_I_CONTINUE_NEEDED)
		return 5;
	return 0;
}

int main(void)
{
	PSecurityFunctionTableW table = InitSecurityInterfaceW();
	int st = whole(InitializeSecurityContextW, DecryptMessage);

	if (st)
		return st;
	st = whole(table->InitializeSecurityContextW, table->DecryptMessage);
	return st ? 10 + st : 0;
}
#endif
