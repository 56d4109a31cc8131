// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * InitSecurityInterface, slot by slot, and the functions of programs that no
 * package provides.
 */
#include <kunit/test.h>

#include <security.h>

#include "tests/support.h"

typedef void (*function)(void);

/* A slot by its number, counted from dwVersion, which is number 0. */
static function slot(const void *table, size_t n)
{
	function f;

	memcpy(&f, (const char *)table + n * sizeof(f), sizeof(f));
	return f;
}

#define COMMON(n, name)                           \
	{                                         \
		n, (function)name, (function)name \
	}
#define EITHER(n, name)                                 \
	{                                               \
		n, (function)name##A, (function)name##W \
	}

/* sspi.h, in the order of Windows; 5 and 23 are nobody's. */
static const struct {
	size_t n;
	function a;
	function w;
} slots[] = {
	EITHER(1, EnumerateSecurityPackages),
	EITHER(2, QueryCredentialsAttributes),
	EITHER(3, AcquireCredentialsHandle),
	COMMON(4, FreeCredentialsHandle),
	{ 5, NULL, NULL },
	EITHER(6, InitializeSecurityContext),
	COMMON(7, AcceptSecurityContext),
	COMMON(8, CompleteAuthToken),
	COMMON(9, DeleteSecurityContext),
	COMMON(10, ApplyControlToken),
	EITHER(11, QueryContextAttributes),
	COMMON(12, ImpersonateSecurityContext),
	COMMON(13, RevertSecurityContext),
	COMMON(14, MakeSignature),
	COMMON(15, VerifySignature),
	COMMON(16, FreeContextBuffer),
	EITHER(17, QuerySecurityPackageInfo),
	/* Once SealMessage and UnsealMessage. */
	COMMON(18, EncryptMessage),
	COMMON(19, DecryptMessage),
	COMMON(20, ExportSecurityContext),
	EITHER(21, ImportSecurityContext),
	EITHER(22, AddCredentials),
	{ 23, NULL, NULL },
	COMMON(24, QuerySecurityContextToken),
	COMMON(25, EncryptMessage),
	COMMON(26, DecryptMessage),
	EITHER(27, SetContextAttributes),
	EITHER(28, SetCredentialsAttributes),
	EITHER(29, ChangeAccountPassword),
	EITHER(30, QueryContextAttributesEx),
	EITHER(31, QueryCredentialsAttributesEx),
};

static void every_slot_has_its_function(struct kunit *test)
{
	const SecurityFunctionTableA *a = InitSecurityInterfaceA();
	const SecurityFunctionTableW *w = InitSecurityInterfaceW();
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, w);
	KUNIT_EXPECT_EQ(test, 1u, a->dwVersion);
	KUNIT_EXPECT_EQ(test, 1u, w->dwVersion);
	KUNIT_ASSERT_EQ(test, sizeof(*a), 32 * sizeof(void *));
	KUNIT_ASSERT_EQ(test, sizeof(*w), 32 * sizeof(void *));
	KUNIT_ASSERT_EQ(test, ARRAY_SIZE(slots), (size_t)31);
	for (i = 0; i < ARRAY_SIZE(slots); i++) {
		KUNIT_EXPECT_EQ(test, i + 1, slots[i].n);
		KUNIT_EXPECT_TRUE_MSG(test, slot(a, i + 1) == slots[i].a,
				      "slot %zu of A", i + 1);
		KUNIT_EXPECT_TRUE_MSG(test, slot(w, i + 1) == slots[i].w,
				      "slot %zu of W", i + 1);
	}
	KUNIT_EXPECT_PTR_EQ(test, a, InitSecurityInterfaceA());
	KUNIT_EXPECT_PTR_EQ(test, w, InitSecurityInterfaceW());
}

/*
 * P03: the parameters in their order, which the compiler checks; in
 * test_front.c each of them is seen to arrive where it belongs.
 */
static void the_signature_is_that_of_the_page(struct kunit *test)
{
	SECURITY_STATUS(*a)
	(CredHandle * phCredential, CtxtHandle * phContext,
	 SEC_CHAR * pszTargetName, ULONG fContextReq, ULONG Reserved1,
	 ULONG TargetDataRep, SecBufferDesc * pInput, ULONG Reserved2,
	 CtxtHandle * phNewContext, SecBufferDesc * pOutput,
	 ULONG * pfContextAttr,
	 TimeStamp * ptsExpiry) = InitializeSecurityContextA;
	SECURITY_STATUS(*w)
	(CredHandle * phCredential, CtxtHandle * phContext,
	 SEC_WCHAR * pszTargetName, ULONG fContextReq, ULONG Reserved1,
	 ULONG TargetDataRep, SecBufferDesc * pInput, ULONG Reserved2,
	 CtxtHandle * phNewContext, SecBufferDesc * pOutput,
	 ULONG * pfContextAttr,
	 TimeStamp * ptsExpiry) = InitializeSecurityContextW;

	KUNIT_EXPECT_TRUE(
		test,
		a == InitSecurityInterfaceA()->InitializeSecurityContextA);
	KUNIT_EXPECT_TRUE(
		test,
		w == InitSecurityInterfaceW()->InitializeSecurityContextW);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			a(NULL, NULL, NULL, 0, 0, 0, NULL, 0, NULL, NULL, NULL,
			  NULL));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			w(NULL, NULL, NULL, 0, 0, 0, NULL, 0, NULL, NULL, NULL,
			  NULL));
}

#define REFUSES(call) KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION, call)

static void contexts_and_credentials(struct kunit *test)
{
	CredHandle cred = { 7, 8 };
	SecBuffer packed = { 0, SECBUFFER_EMPTY, NULL };
	u64 out = 0x5a5a5a5a5a5a5a5aULL;

	REFUSES(ImportSecurityContextA(NULL, &packed, NULL, &cred));
	REFUSES(ImportSecurityContextW(NULL, &packed, NULL, &cred));
	REFUSES(AddCredentialsA(&cred, NULL, NULL, 0, NULL, NULL, NULL, NULL));
	REFUSES(AddCredentialsW(&cred, NULL, NULL, 0, NULL, NULL, NULL, NULL));
	REFUSES(QueryContextAttributesExA(&cred, 0, &out, sizeof(out)));
	REFUSES(QueryContextAttributesExW(&cred, 0, &out, sizeof(out)));
	REFUSES(QueryCredentialsAttributesExA(&cred, 1, &out, sizeof(out)));
	REFUSES(QueryCredentialsAttributesExW(&cred, 1, &out, sizeof(out)));
	REFUSES(SetContextAttributesA(&cred, 0, &out, sizeof(out)));
	REFUSES(SetContextAttributesW(&cred, 0, &out, sizeof(out)));
	REFUSES(SetCredentialsAttributesA(&cred, 3, &out, sizeof(out)));
	REFUSES(SetCredentialsAttributesW(&cred, 3, &out, sizeof(out)));
	REFUSES(ChangeAccountPasswordA(NULL, NULL, NULL, NULL, NULL, 0, 0,
				       NULL));
	REFUSES(ChangeAccountPasswordW(NULL, NULL, NULL, NULL, NULL, 0, 0,
				       NULL));
	KUNIT_EXPECT_EQ(test, 0x5a5a5a5a5a5a5a5aULL, out);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)7, cred.dwLower);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)8, cred.dwUpper);
}

static void identities(struct kunit *test)
{
	char mark = 0, *bytes = &mark;
	PCWSTR text = (PCWSTR)(const void *)SECUR32_WTEXT("mark");
	const PCWSTR same = text;
	PSEC_WINNT_AUTH_IDENTITY_OPAQUE id = &mark;
	BOOLEAN yes = 5;
	ULONG n = 6;

	REFUSES(SspiEncodeAuthIdentityAsStrings(id, &text, &text, &text));
	REFUSES(SspiEncodeStringsAsAuthIdentity(text, text, text, &id));
	REFUSES(SspiValidateAuthIdentity(id));
	REFUSES(SspiCopyAuthIdentity(id, &id));
	SspiFreeAuthIdentity(id);
	SspiZeroAuthIdentity(id);
	SspiLocalFree(id);
	REFUSES(SspiCompareAuthIdentities(id, id, &yes, &yes));
	REFUSES(SspiMarshalAuthIdentity(id, &n, &bytes));
	REFUSES(SspiUnmarshalAuthIdentity(n, bytes, &id));
	REFUSES(SspiExcludePackage(id, text, &id));
	REFUSES(SspiEncryptAuthIdentity(id));
	REFUSES(SspiEncryptAuthIdentityEx(0, id));
	REFUSES(SspiDecryptAuthIdentity(id));
	REFUSES(SspiDecryptAuthIdentityEx(0, id));
	REFUSES(SspiPrepareForCredRead(id, text, &n, &text));
	REFUSES(SspiPrepareForCredWrite(id, text, &n, &text, &text,
					(PUCHAR *)&bytes, &n));
	KUNIT_EXPECT_PTR_EQ(test, (void *)&mark, id);
	KUNIT_EXPECT_PTR_EQ(test, &mark, bytes);
	KUNIT_EXPECT_PTR_EQ(test, same, text);
	KUNIT_EXPECT_EQ(test, 5, yes);
	KUNIT_EXPECT_EQ(test, 6u, n);
}

static void the_rest(struct kunit *test)
{
	PWSTR host = NULL;

	REFUSES(SspiGetTargetHostName(
		(PCWSTR)(const void *)SECUR32_WTEXT("HTTP/a"), &host));
	REFUSES(SspiSetChannelBindingFlags(NULL, 0));
	KUNIT_EXPECT_NULL(test, host);
	KUNIT_EXPECT_FALSE(test, SspiIsPromptingNeeded(0x8009030e));
	KUNIT_EXPECT_FALSE(test, SspiIsAuthIdentityEncrypted(NULL));
}

static struct kunit_case interface_cases[] = {
	KUNIT_CASE(every_slot_has_its_function),
	KUNIT_CASE(the_signature_is_that_of_the_page),
	KUNIT_CASE(contexts_and_credentials),
	KUNIT_CASE(identities),
	KUNIT_CASE(the_rest),
	{}
};

static struct kunit_suite interface_suite = {
	.name = "interface",
	.test_cases = interface_cases,
};

kunit_test_suites(&interface_suite);
