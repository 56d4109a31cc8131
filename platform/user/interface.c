// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * InitSecurityInterface: the function tables, A and W.
 *
 * The unnamed slots hold what Windows has in them: Reserved2 nothing,
 * Reserved3 and Reserved4 the functions once called SealMessage and
 * UnsealMessage.
 */
#include <sspi.h>

#define TABLE(X)                                                              \
	{                                                                     \
		.dwVersion = SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION,     \
		.EnumerateSecurityPackages##X = EnumerateSecurityPackages##X, \
		.QueryCredentialsAttributes##X =                              \
			QueryCredentialsAttributes##X,                        \
		.AcquireCredentialsHandle##X = AcquireCredentialsHandle##X,   \
		.FreeCredentialsHandle = FreeCredentialsHandle,               \
		.InitializeSecurityContext##X = InitializeSecurityContext##X, \
		.AcceptSecurityContext = AcceptSecurityContext,               \
		.CompleteAuthToken = CompleteAuthToken,                       \
		.DeleteSecurityContext = DeleteSecurityContext,               \
		.ApplyControlToken = ApplyControlToken,                       \
		.QueryContextAttributes##X = QueryContextAttributes##X,       \
		.ImpersonateSecurityContext = ImpersonateSecurityContext,     \
		.RevertSecurityContext = RevertSecurityContext,               \
		.MakeSignature = MakeSignature,                               \
		.VerifySignature = VerifySignature,                           \
		.FreeContextBuffer = FreeContextBuffer,                       \
		.QuerySecurityPackageInfo##X = QuerySecurityPackageInfo##X,   \
		.Reserved3 = (void *)EncryptMessage,                          \
		.Reserved4 = (void *)DecryptMessage,                          \
		.ExportSecurityContext = ExportSecurityContext,               \
		.ImportSecurityContext##X = ImportSecurityContext##X,         \
		.AddCredentials##X = AddCredentials##X,                       \
		.QuerySecurityContextToken = QuerySecurityContextToken,       \
		.EncryptMessage = EncryptMessage,                             \
		.DecryptMessage = DecryptMessage,                             \
		.SetContextAttributes##X = SetContextAttributes##X,           \
		.SetCredentialsAttributes##X = SetCredentialsAttributes##X,   \
		.ChangeAccountPassword##X = ChangeAccountPassword##X,         \
		.QueryContextAttributesEx##X = QueryContextAttributesEx##X,   \
		.QueryCredentialsAttributesEx##X =                            \
			QueryCredentialsAttributesEx##X,                      \
	}

static SecurityFunctionTableA table_a = TABLE(A);
static SecurityFunctionTableW table_w = TABLE(W);

PSecurityFunctionTableA SEC_ENTRY InitSecurityInterfaceA(void)
{
	return &table_a;
}

PSecurityFunctionTableW SEC_ENTRY InitSecurityInterfaceW(void)
{
	return &table_w;
}
