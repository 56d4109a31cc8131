// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What ksecdd.ko exports: every function that include/ declares for
 * SECURITY_KERNEL, sorted.  tests/check/exports.sh compares the three.
 */
#include <sspi.h>
#include <secur32.h>

#include <linux/export.h>

EXPORT_SYMBOL_GPL(AcceptSecurityContext);
EXPORT_SYMBOL_GPL(AcquireCredentialsHandleW);
EXPORT_SYMBOL_GPL(AddCredentialsW);
EXPORT_SYMBOL_GPL(ApplyControlToken);
EXPORT_SYMBOL_GPL(CompleteAuthToken);
EXPORT_SYMBOL_GPL(DecryptMessage);
EXPORT_SYMBOL_GPL(DeleteSecurityContext);
EXPORT_SYMBOL_GPL(EncryptMessage);
EXPORT_SYMBOL_GPL(EnumerateSecurityPackagesW);
EXPORT_SYMBOL_GPL(ExportSecurityContext);
EXPORT_SYMBOL_GPL(FreeContextBuffer);
EXPORT_SYMBOL_GPL(FreeCredentialsHandle);
EXPORT_SYMBOL_GPL(ImpersonateSecurityContext);
EXPORT_SYMBOL_GPL(ImportSecurityContextW);
EXPORT_SYMBOL_GPL(InitSecurityInterfaceW);
EXPORT_SYMBOL_GPL(InitializeSecurityContextW);
EXPORT_SYMBOL_GPL(MakeSignature);
EXPORT_SYMBOL_GPL(QueryContextAttributesExW);
EXPORT_SYMBOL_GPL(QueryContextAttributesW);
EXPORT_SYMBOL_GPL(QueryCredentialsAttributesExW);
EXPORT_SYMBOL_GPL(QueryCredentialsAttributesW);
EXPORT_SYMBOL_GPL(QuerySecurityContextToken);
EXPORT_SYMBOL_GPL(QuerySecurityPackageInfoW);
EXPORT_SYMBOL_GPL(RevertSecurityContext);
EXPORT_SYMBOL_GPL(SealMessage);
EXPORT_SYMBOL_GPL(Secur32StatusName);
EXPORT_SYMBOL_GPL(SetContextAttributesW);
EXPORT_SYMBOL_GPL(SetCredentialsAttributesW);
EXPORT_SYMBOL_GPL(SspiCompareAuthIdentities);
EXPORT_SYMBOL_GPL(SspiCopyAuthIdentity);
EXPORT_SYMBOL_GPL(SspiEncodeAuthIdentityAsStrings);
EXPORT_SYMBOL_GPL(SspiEncodeStringsAsAuthIdentity);
EXPORT_SYMBOL_GPL(SspiExcludePackage);
EXPORT_SYMBOL_GPL(SspiFreeAuthIdentity);
EXPORT_SYMBOL_GPL(SspiGetTargetHostName);
EXPORT_SYMBOL_GPL(SspiIsPromptingNeeded);
EXPORT_SYMBOL_GPL(SspiLocalFree);
EXPORT_SYMBOL_GPL(SspiMarshalAuthIdentity);
EXPORT_SYMBOL_GPL(SspiUnmarshalAuthIdentity);
EXPORT_SYMBOL_GPL(SspiValidateAuthIdentity);
EXPORT_SYMBOL_GPL(SspiZeroAuthIdentity);
EXPORT_SYMBOL_GPL(UnsealMessage);
EXPORT_SYMBOL_GPL(VerifySignature);
