// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A client as Windows programmers write one, in C: the bare names, which are A
 * or W as UNICODE says, first called directly and then through the table.  With
 * SECUR32_LONG_API its counts and bits are "unsigned long", as on Windows.
 *
 * Compiling this file is the test; it is not meant to be run.
 */
#include <security.h>

#ifdef SECUR32_LONG_API
typedef unsigned long count_t;
#else
typedef ULONG count_t;
#endif

struct client {
	CredHandle hCred;
	CtxtHandle hCtxt;
	BOOLEAN fHaveCtxt;
	count_t fAttrs;
	TimeStamp tsExpiry;
};

SECURITY_STATUS client_open(struct client *c, SECURITY_PSTR pszUser,
			    ULONG cchUser);
SECURITY_STATUS client_leg(struct client *c, SECURITY_PSTR pszTarget,
			   PSecBuffer pFromPeer, PSecBuffer pToPeer);
SECURITY_STATUS client_seal(struct client *c, void *pvData, ULONG cbData,
			    void *pvToken, ULONG cbToken);
SECURITY_STATUS client_ask(struct client *c);
SECURITY_STATUS client_close(struct client *c);
SECURITY_STATUS table_leg(struct client *c, SECURITY_PSTR pszTarget,
			  PSecBufferDesc pIn, PSecBufferDesc pOut);

SECURITY_STATUS client_open(struct client *c, SECURITY_PSTR pszUser,
			    ULONG cchUser)
{
	SEC_WINNT_AUTH_IDENTITY_EX id = { 0 };
	SECURITY_STATUS ss;
	PSecPkgInfo pInfo;
	count_t cPackages;

	ss = EnumerateSecurityPackages(&cPackages, &pInfo);
	if (ss != SEC_E_OK)
		return ss;
	while (cPackages-- > 0 && pInfo[cPackages].cbMaxToken > 0)
		;
	FreeContextBuffer(pInfo);

	id.Version = SEC_WINNT_AUTH_IDENTITY_VERSION;
	id.Length = sizeof(id);
#ifdef UNICODE
	id.User = (unsigned short *)pszUser;
	id.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
#else
	id.User = (unsigned char *)pszUser;
	id.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI;
#endif
	id.UserLength = cchUser;

	SecInvalidateHandle(&c->hCred);
	SecInvalidateHandle(&c->hCtxt);
	c->fHaveCtxt = 0;
	return AcquireCredentialsHandle(NULL, NEGOSSP_NAME,
					SECPKG_CRED_OUTBOUND, NULL, &id, NULL,
					NULL, &c->hCred, &c->tsExpiry);
}

SECURITY_STATUS client_leg(struct client *c, SECURITY_PSTR pszTarget,
			   PSecBuffer pFromPeer, PSecBuffer pToPeer)
{
	SecBufferDesc in = { SECBUFFER_VERSION, 1, pFromPeer };
	SecBufferDesc out = { SECBUFFER_VERSION, 1, pToPeer };
	SECURITY_STATUS ss;

	pToPeer->BufferType = SECBUFFER_TOKEN;
	pToPeer->pvBuffer = NULL;
	pToPeer->cbBuffer = 0;
	ss = InitializeSecurityContext(
		&c->hCred, c->fHaveCtxt ? &c->hCtxt : NULL, pszTarget,
		ISC_REQ_ALLOCATE_MEMORY | ISC_REQ_MUTUAL_AUTH |
			ISC_REQ_CONFIDENTIALITY | ISC_REQ_INTEGRITY,
		0, SECURITY_NATIVE_DREP, c->fHaveCtxt ? &in : NULL, 0,
		&c->hCtxt, &out, &c->fAttrs, &c->tsExpiry);
	if (ss < 0)
		return ss;
	c->fHaveCtxt = 1;

	switch (ss) {
	case SEC_I_COMPLETE_NEEDED:
	case SEC_I_COMPLETE_AND_CONTINUE:
		ss = CompleteAuthToken(&c->hCtxt, &out);
		break;
	case SEC_I_CONTINUE_NEEDED:
	case SEC_E_OK:
		break;
	default:
		return SEC_E_INTERNAL_ERROR;
	}
	return c->fAttrs & ISC_RET_MUTUAL_AUTH ? ss : SEC_E_MUTUAL_AUTH_FAILED;
}

SECURITY_STATUS client_seal(struct client *c, void *pvData, ULONG cbData,
			    void *pvToken, ULONG cbToken)
{
	SecBuffer buf[2] = {
		{ cbToken, SECBUFFER_TOKEN, pvToken },
		{ cbData, SECBUFFER_DATA, pvData },
	};
	SecBufferDesc msg = { SECBUFFER_VERSION, 2, buf };
	count_t qop = 0;
	SECURITY_STATUS ss;

	ss = EncryptMessage(&c->hCtxt, 0, &msg, 0);
	if (ss == SEC_E_OK)
		ss = DecryptMessage(&c->hCtxt, &msg, 0, &qop);
	if (ss == SEC_E_OK && (qop & SECQOP_WRAP_NO_ENCRYPT) == 0)
		ss = MakeSignature(&c->hCtxt, 0, &msg, 0);
	if (ss == SEC_E_OK)
		ss = VerifySignature(&c->hCtxt, &msg, 0, &qop);
	return ss;
}

SECURITY_STATUS client_ask(struct client *c)
{
	SecPkgContext_NegotiationInfo neg;
	SecPkgContext_NativeNames names;
	SecPkgCredentials_Names cred;
	SecPkgContext_SessionKey key;
	SecPkgContext_Lifespan life;
	SecPkgContext_Sizes sizes;
	SECURITY_STATUS ss;

	ss = QueryContextAttributes(&c->hCtxt, SECPKG_ATTR_SIZES, &sizes);
	if (ss == SEC_E_OK)
		ss = QueryContextAttributes(&c->hCtxt, SECPKG_ATTR_LIFESPAN,
					    &life);
	if (ss == SEC_E_OK && life.tsExpiry.QuadPart > life.tsStart.QuadPart &&
	    life.tsExpiry.HighPart != 0)
		ss = QueryContextAttributes(&c->hCtxt, SECPKG_ATTR_NATIVE_NAMES,
					    &names);
	if (ss == SEC_E_OK) {
		FreeContextBuffer(names.sClientName);
		FreeContextBuffer(names.sServerName);
		ss = QueryContextAttributes(&c->hCtxt, SECPKG_ATTR_SESSION_KEY,
					    &key);
	}
	if (ss == SEC_E_OK) {
		FreeContextBuffer(key.SessionKey);
		ss = QueryContextAttributesEx(&c->hCtxt,
					      SECPKG_ATTR_NEGOTIATION_INFO,
					      &neg, sizeof(neg));
	}
	if (ss == SEC_E_OK &&
	    neg.NegotiationState == SECPKG_NEGOTIATION_COMPLETE)
		ss = FreeContextBuffer(neg.PackageInfo);
	if (ss == SEC_E_OK)
		ss = QueryCredentialsAttributes(&c->hCred,
						SECPKG_CRED_ATTR_NAMES, &cred);
	return ss == SEC_E_OK ? FreeContextBuffer(cred.sUserName) : ss;
}

SECURITY_STATUS client_close(struct client *c)
{
	if (SecIsValidHandle(&c->hCtxt))
		DeleteSecurityContext(&c->hCtxt);
	if (SecIsValidHandle(&c->hCred))
		FreeCredentialHandle(&c->hCred);
	SecInvalidateHandle(&c->hCtxt);
	return SEC_E_OK;
}

SECURITY_STATUS table_leg(struct client *c, SECURITY_PSTR pszTarget,
			  PSecBufferDesc pIn, PSecBufferDesc pOut)
{
	PSecurityFunctionTable pSec = InitSecurityInterface();
	INITIALIZE_SECURITY_CONTEXT_FN pInit = pSec->InitializeSecurityContext;
	ACCEPT_SECURITY_CONTEXT_FN pAccept = pSec->AcceptSecurityContext;
	ENUMERATE_SECURITY_PACKAGES_FN pList = pSec->EnumerateSecurityPackages;
	PSecPkgInfo pInfo;
	count_t n, qop;

	pSec->FreeCredentialHandle(&c->hCred);
	pSec->EncryptMessage(&c->hCtxt, 0, pOut, 0);
	pSec->DecryptMessage(&c->hCtxt, pIn, 0, &qop);
	pSec->VerifySignature(&c->hCtxt, pIn, 0, &qop);
	pSec->ChangeAccountPassword(pszTarget, pszTarget, pszTarget, pszTarget,
				    pszTarget, 0, 0, pOut);
	pList(&n, &pInfo);
	pAccept(&c->hCred, NULL, pIn, ASC_REQ_ALLOCATE_MEMORY,
		SECURITY_NETWORK_DREP, &c->hCtxt, pOut, &c->fAttrs, NULL);
	return pInit(&c->hCred, &c->hCtxt, pszTarget, ISC_REQ_DELEGATE, 0,
		     SECURITY_NETWORK_DREP, pIn, 0, NULL, pOut, &c->fAttrs,
		     &c->tsExpiry);
}

/* Every function is of the type that its slot has. */
SecurityFunctionTableW table_w = {
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
	ChangeAccountPasswordW,
	QueryContextAttributesExW,
	QueryCredentialsAttributesExW,
};

SecurityFunctionTableA table_a = {
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
	NULL,
	NULL,
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
