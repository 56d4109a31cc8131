/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The slots of a function table that both modes have, for InitSecurityInterface.
 *
 * The unnamed slots hold what Windows has in them: Reserved2 nothing,
 * Reserved3 and Reserved4 the functions once called SealMessage and
 * UnsealMessage.
 */
#ifndef SSP_PLATFORM_INTERFACE_H
#define SSP_PLATFORM_INTERFACE_H

#include <sspi.h>

/* @X: A or W */
#define SSP_INTERFACE_SLOTS(X)                                              \
	.dwVersion = SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION,           \
	.EnumerateSecurityPackages##X = EnumerateSecurityPackages##X,       \
	.QueryCredentialsAttributes##X = QueryCredentialsAttributes##X,     \
	.AcquireCredentialsHandle##X = AcquireCredentialsHandle##X,         \
	.FreeCredentialsHandle = FreeCredentialsHandle,                     \
	.InitializeSecurityContext##X = InitializeSecurityContext##X,       \
	.AcceptSecurityContext = AcceptSecurityContext,                     \
	.CompleteAuthToken = CompleteAuthToken,                             \
	.DeleteSecurityContext = DeleteSecurityContext,                     \
	.ApplyControlToken = ApplyControlToken,                             \
	.QueryContextAttributes##X = QueryContextAttributes##X,             \
	.ImpersonateSecurityContext = ImpersonateSecurityContext,           \
	.RevertSecurityContext = RevertSecurityContext,                     \
	.MakeSignature = MakeSignature, .VerifySignature = VerifySignature, \
	.FreeContextBuffer = FreeContextBuffer,                             \
	.QuerySecurityPackageInfo##X = QuerySecurityPackageInfo##X,         \
	.Reserved3 = (void *)EncryptMessage,                                \
	.Reserved4 = (void *)DecryptMessage,                                \
	.ExportSecurityContext = ExportSecurityContext,                     \
	.ImportSecurityContext##X = ImportSecurityContext##X,               \
	.AddCredentials##X = AddCredentials##X,                             \
	.QuerySecurityContextToken = QuerySecurityContextToken,             \
	.EncryptMessage = EncryptMessage, .DecryptMessage = DecryptMessage, \
	.SetContextAttributes##X = SetContextAttributes##X,                 \
	.SetCredentialsAttributes##X = SetCredentialsAttributes##X,         \
	.QueryContextAttributesEx##X = QueryContextAttributesEx##X,         \
	.QueryCredentialsAttributesEx##X = QueryCredentialsAttributesEx##X

#endif /* SSP_PLATFORM_INTERFACE_H */
