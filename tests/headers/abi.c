// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The binary interface: size of every structure and offset of every member, as
 * a 64-bit Windows has them (ULONG 4 bytes, pointers 8, natural alignment).
 *
 * The numbers come from those rules and the order of members, not from the
 * headers.  Compiling this file is the test.
 */
#include <security.h>
#include <secur32.h>

#ifndef __LP64__
#error "the numbers below are for 64-bit machines"
#endif

#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)
#define AT(type, member, offset) \
	_Static_assert(offsetof(type, member) == (offset), #type "." #member)

SIZE(CHAR, 1);
SIZE(UCHAR, 1);
SIZE(BOOLEAN, 1);
SIZE(WCHAR, 2);
SIZE(USHORT, 2);
SIZE(LONG, 4);
SIZE(ULONG, 4);
SIZE(DWORD, 4);
SIZE(SECURITY_STATUS, 4);
SIZE(LONGLONG, 8);
SIZE(ULONGLONG, 8);
SIZE(ULONG_PTR, 8);
SIZE(INT_PTR, 8);
SIZE(PVOID, 8);
SIZE(TimeStamp, 8);
SIZE(CredHandle, 16);
SIZE(CtxtHandle, 16);
SIZE(SEC_WINNT_AUTH_IDENTITY_INFO, 72);
SIZE(SECPKG_CRED_CLASS, 4);
SIZE(SECPKG_ATTR_LCT_STATUS, 4);
SIZE(SecPkgContext_DatagramSizes, 20);

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
AT(LARGE_INTEGER, LowPart, 0);
AT(LARGE_INTEGER, HighPart, 4);
AT(LARGE_INTEGER, u.LowPart, 0);
AT(LARGE_INTEGER, u.HighPart, 4);
#endif

SIZE(LARGE_INTEGER, 8);
AT(LARGE_INTEGER, QuadPart, 0);

SIZE(UNICODE_STRING, 16);
AT(UNICODE_STRING, Length, 0);
AT(UNICODE_STRING, MaximumLength, 2);
AT(UNICODE_STRING, Buffer, 8);

SIZE(SECURITY_STRING, 16);
AT(SECURITY_STRING, Length, 0);
AT(SECURITY_STRING, MaximumLength, 2);
AT(SECURITY_STRING, Buffer, 8);

SIZE(LUID, 8);
AT(LUID, LowPart, 0);
AT(LUID, HighPart, 4);

SIZE(GUID, 16);
AT(GUID, Data1, 0);
AT(GUID, Data2, 4);
AT(GUID, Data3, 6);
AT(GUID, Data4, 8);

SIZE(SecHandle, 16);
AT(SecHandle, dwLower, 0);
AT(SecHandle, dwUpper, 8);

SIZE(SecBuffer, 16);
AT(SecBuffer, cbBuffer, 0);
AT(SecBuffer, BufferType, 4);
AT(SecBuffer, pvBuffer, 8);

SIZE(SecBufferDesc, 16);
AT(SecBufferDesc, ulVersion, 0);
AT(SecBufferDesc, cBuffers, 4);
AT(SecBufferDesc, pBuffers, 8);

SIZE(SEC_NEGOTIATION_INFO, 24);
AT(SEC_NEGOTIATION_INFO, Size, 0);
AT(SEC_NEGOTIATION_INFO, NameLength, 4);
AT(SEC_NEGOTIATION_INFO, Name, 8);
AT(SEC_NEGOTIATION_INFO, Reserved, 16);

SIZE(SEC_FLAGS, 8);
AT(SEC_FLAGS, Flags, 0);

SIZE(SEC_CHANNEL_BINDINGS, 32);
AT(SEC_CHANNEL_BINDINGS, dwInitiatorAddrType, 0);
AT(SEC_CHANNEL_BINDINGS, cbInitiatorLength, 4);
AT(SEC_CHANNEL_BINDINGS, dwInitiatorOffset, 8);
AT(SEC_CHANNEL_BINDINGS, dwAcceptorAddrType, 12);
AT(SEC_CHANNEL_BINDINGS, cbAcceptorLength, 16);
AT(SEC_CHANNEL_BINDINGS, dwAcceptorOffset, 20);
AT(SEC_CHANNEL_BINDINGS, cbApplicationDataLength, 24);
AT(SEC_CHANNEL_BINDINGS, dwApplicationDataOffset, 28);

SIZE(SEC_CHANNEL_BINDINGS_EX, 48);
AT(SEC_CHANNEL_BINDINGS_EX, magicNumber, 0);
AT(SEC_CHANNEL_BINDINGS_EX, flags, 4);
AT(SEC_CHANNEL_BINDINGS_EX, cbHeaderLength, 8);
AT(SEC_CHANNEL_BINDINGS_EX, cbStructureLength, 12);
AT(SEC_CHANNEL_BINDINGS_EX, dwInitiatorAddrType, 16);
AT(SEC_CHANNEL_BINDINGS_EX, cbInitiatorLength, 20);
AT(SEC_CHANNEL_BINDINGS_EX, dwInitiatorOffset, 24);
AT(SEC_CHANNEL_BINDINGS_EX, dwAcceptorAddrType, 28);
AT(SEC_CHANNEL_BINDINGS_EX, cbAcceptorLength, 32);
AT(SEC_CHANNEL_BINDINGS_EX, dwAcceptorOffset, 36);
AT(SEC_CHANNEL_BINDINGS_EX, cbApplicationDataLength, 40);
AT(SEC_CHANNEL_BINDINGS_EX, dwApplicationDataOffset, 44);

SIZE(SEC_CHANNEL_BINDINGS_RESULT, 4);
AT(SEC_CHANNEL_BINDINGS_RESULT, flags, 0);

SIZE(SECPKG_APP_MODE_INFO, 48);
AT(SECPKG_APP_MODE_INFO, UserFunction, 0);
AT(SECPKG_APP_MODE_INFO, Argument1, 8);
AT(SECPKG_APP_MODE_INFO, Argument2, 16);
AT(SECPKG_APP_MODE_INFO, UserData, 24);
AT(SECPKG_APP_MODE_INFO, ReturnToLsa, 40);

SIZE(SECURITY_PACKAGE_OPTIONS, 24);
AT(SECURITY_PACKAGE_OPTIONS, Size, 0);
AT(SECURITY_PACKAGE_OPTIONS, Type, 4);
AT(SECURITY_PACKAGE_OPTIONS, Flags, 8);
AT(SECURITY_PACKAGE_OPTIONS, SignatureSize, 12);
AT(SECURITY_PACKAGE_OPTIONS, Signature, 16);

SIZE(SEC_WINNT_AUTH_IDENTITY_A, 48);
AT(SEC_WINNT_AUTH_IDENTITY_A, User, 0);
AT(SEC_WINNT_AUTH_IDENTITY_A, UserLength, 8);
AT(SEC_WINNT_AUTH_IDENTITY_A, Domain, 16);
AT(SEC_WINNT_AUTH_IDENTITY_A, DomainLength, 24);
AT(SEC_WINNT_AUTH_IDENTITY_A, Password, 32);
AT(SEC_WINNT_AUTH_IDENTITY_A, PasswordLength, 40);
AT(SEC_WINNT_AUTH_IDENTITY_A, Flags, 44);

SIZE(SEC_WINNT_AUTH_IDENTITY_EXA, 72);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, Version, 0);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, Length, 4);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, User, 8);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, UserLength, 16);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, Domain, 24);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, DomainLength, 32);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, Password, 40);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, PasswordLength, 48);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, Flags, 52);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, PackageList, 56);
AT(SEC_WINNT_AUTH_IDENTITY_EXA, PackageListLength, 64);

SIZE(SEC_WINNT_AUTH_IDENTITY_W, 48);
AT(SEC_WINNT_AUTH_IDENTITY_W, User, 0);
AT(SEC_WINNT_AUTH_IDENTITY_W, UserLength, 8);
AT(SEC_WINNT_AUTH_IDENTITY_W, Domain, 16);
AT(SEC_WINNT_AUTH_IDENTITY_W, DomainLength, 24);
AT(SEC_WINNT_AUTH_IDENTITY_W, Password, 32);
AT(SEC_WINNT_AUTH_IDENTITY_W, PasswordLength, 40);
AT(SEC_WINNT_AUTH_IDENTITY_W, Flags, 44);

SIZE(SEC_WINNT_AUTH_IDENTITY_EXW, 72);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, Version, 0);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, Length, 4);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, User, 8);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, UserLength, 16);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, Domain, 24);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, DomainLength, 32);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, Password, 40);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, PasswordLength, 48);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, Flags, 52);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, PackageList, 56);
AT(SEC_WINNT_AUTH_IDENTITY_EXW, PackageListLength, 64);

SIZE(SEC_WINNT_AUTH_IDENTITY_EX2, 48);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, Version, 0);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, cbHeaderLength, 4);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, cbStructureLength, 8);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, UserOffset, 12);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, UserLength, 16);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, DomainOffset, 20);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, DomainLength, 24);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, PackedCredentialsOffset, 28);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, PackedCredentialsLength, 32);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, Flags, 36);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, PackageListOffset, 40);
AT(SEC_WINNT_AUTH_IDENTITY_EX2, PackageListLength, 44);

SIZE(SEC_WINNT_AUTH_BYTE_VECTOR, 8);
AT(SEC_WINNT_AUTH_BYTE_VECTOR, ByteArrayOffset, 0);
AT(SEC_WINNT_AUTH_BYTE_VECTOR, ByteArrayLength, 4);

SIZE(SEC_WINNT_AUTH_SHORT_VECTOR, 8);
AT(SEC_WINNT_AUTH_SHORT_VECTOR, ShortArrayOffset, 0);
AT(SEC_WINNT_AUTH_SHORT_VECTOR, ShortArrayCount, 4);

SIZE(SEC_WINNT_AUTH_DATA, 24);
AT(SEC_WINNT_AUTH_DATA, CredType, 0);
AT(SEC_WINNT_AUTH_DATA, CredData, 16);

SIZE(SEC_WINNT_AUTH_PACKED_CREDENTIALS, 28);
AT(SEC_WINNT_AUTH_PACKED_CREDENTIALS, cbHeaderLength, 0);
AT(SEC_WINNT_AUTH_PACKED_CREDENTIALS, cbStructureLength, 2);
AT(SEC_WINNT_AUTH_PACKED_CREDENTIALS, AuthData, 4);

SIZE(SEC_WINNT_AUTH_PACKED_CREDENTIALS_EX, 24);
AT(SEC_WINNT_AUTH_PACKED_CREDENTIALS_EX, cbHeaderLength, 0);
AT(SEC_WINNT_AUTH_PACKED_CREDENTIALS_EX, Flags, 4);
AT(SEC_WINNT_AUTH_PACKED_CREDENTIALS_EX, PackedCredentials, 8);
AT(SEC_WINNT_AUTH_PACKED_CREDENTIALS_EX, PackageList, 16);

SIZE(SEC_WINNT_AUTH_DATA_PASSWORD, 8);
AT(SEC_WINNT_AUTH_DATA_PASSWORD, UnicodePassword, 0);

SIZE(SecPkgInfoW, 32);
AT(SecPkgInfoW, fCapabilities, 0);
AT(SecPkgInfoW, wVersion, 4);
AT(SecPkgInfoW, wRPCID, 6);
AT(SecPkgInfoW, cbMaxToken, 8);
AT(SecPkgInfoW, Name, 16);
AT(SecPkgInfoW, Comment, 24);

SIZE(SecPkgContext_NamesW, 8);
AT(SecPkgContext_NamesW, sUserName, 0);

SIZE(SecPkgContext_KeyInfoW, 32);
AT(SecPkgContext_KeyInfoW, sSignatureAlgorithmName, 0);
AT(SecPkgContext_KeyInfoW, sEncryptAlgorithmName, 8);
AT(SecPkgContext_KeyInfoW, KeySize, 16);
AT(SecPkgContext_KeyInfoW, SignatureAlgorithm, 20);
AT(SecPkgContext_KeyInfoW, EncryptAlgorithm, 24);

SIZE(SecPkgContext_AuthorityW, 8);
AT(SecPkgContext_AuthorityW, sAuthorityName, 0);

SIZE(SecPkgContext_ProtoInfoW, 16);
AT(SecPkgContext_ProtoInfoW, sProtocolName, 0);
AT(SecPkgContext_ProtoInfoW, majorVersion, 8);
AT(SecPkgContext_ProtoInfoW, minorVersion, 12);

SIZE(SecPkgContext_PackageInfoW, 8);
AT(SecPkgContext_PackageInfoW, PackageInfo, 0);

SIZE(SecPkgContext_NegotiationInfoW, 16);
AT(SecPkgContext_NegotiationInfoW, PackageInfo, 0);
AT(SecPkgContext_NegotiationInfoW, NegotiationState, 8);

SIZE(SecPkgContext_NativeNamesW, 16);
AT(SecPkgContext_NativeNamesW, sClientName, 0);
AT(SecPkgContext_NativeNamesW, sServerName, 8);

SIZE(SecPkgContext_CredentialNameW, 16);
AT(SecPkgContext_CredentialNameW, CredentialType, 0);
AT(SecPkgContext_CredentialNameW, sCredentialName, 8);

SIZE(SecPkgCredentials_NamesW, 8);
AT(SecPkgCredentials_NamesW, sUserName, 0);

SIZE(SecPkgCredentials_SSIProviderW, 24);
AT(SecPkgCredentials_SSIProviderW, sProviderName, 0);
AT(SecPkgCredentials_SSIProviderW, ProviderInfoLength, 8);
AT(SecPkgCredentials_SSIProviderW, ProviderInfo, 16);

SIZE(SecPkgContext_Sizes, 16);
AT(SecPkgContext_Sizes, cbMaxToken, 0);
AT(SecPkgContext_Sizes, cbMaxSignature, 4);
AT(SecPkgContext_Sizes, cbBlockSize, 8);
AT(SecPkgContext_Sizes, cbSecurityTrailer, 12);

SIZE(SecPkgContext_Lifespan, 16);
AT(SecPkgContext_Lifespan, tsStart, 0);
AT(SecPkgContext_Lifespan, tsExpiry, 8);

SIZE(SecPkgContext_DceInfo, 16);
AT(SecPkgContext_DceInfo, AuthzSvc, 0);
AT(SecPkgContext_DceInfo, pPac, 8);

SIZE(SecPkgContext_StreamSizes, 20);
AT(SecPkgContext_StreamSizes, cbHeader, 0);
AT(SecPkgContext_StreamSizes, cbTrailer, 4);
AT(SecPkgContext_StreamSizes, cbMaximumMessage, 8);
AT(SecPkgContext_StreamSizes, cBuffers, 12);
AT(SecPkgContext_StreamSizes, cbBlockSize, 16);

SIZE(SecPkgContext_PasswordExpiry, 8);
AT(SecPkgContext_PasswordExpiry, tsPasswordExpires, 0);

SIZE(SecPkgContext_LogoffTime, 8);
AT(SecPkgContext_LogoffTime, tsLogoffTime, 0);

SIZE(SecPkgContext_SessionKey, 16);
AT(SecPkgContext_SessionKey, SessionKeyLength, 0);
AT(SecPkgContext_SessionKey, SessionKey, 8);

SIZE(SecPkgContext_UserFlags, 4);
AT(SecPkgContext_UserFlags, UserFlags, 0);

SIZE(SecPkgContext_Flags, 4);
AT(SecPkgContext_Flags, Flags, 0);

SIZE(SecPkgContext_TargetInformation, 16);
AT(SecPkgContext_TargetInformation, MarshalledTargetInfoLength, 0);
AT(SecPkgContext_TargetInformation, MarshalledTargetInfo, 8);

SIZE(SecPkgContext_AccessToken, 8);
AT(SecPkgContext_AccessToken, AccessToken, 0);

SIZE(SecPkgContext_Target, 16);
AT(SecPkgContext_Target, TargetLength, 0);
AT(SecPkgContext_Target, Target, 8);

SIZE(SecPkgContext_AuthzID, 16);
AT(SecPkgContext_AuthzID, AuthzIDLength, 0);
AT(SecPkgContext_AuthzID, AuthzID, 8);

SIZE(SecPkgContext_NegoKeys, 32);
AT(SecPkgContext_NegoKeys, KeyType, 0);
AT(SecPkgContext_NegoKeys, KeyLength, 4);
AT(SecPkgContext_NegoKeys, KeyValue, 8);
AT(SecPkgContext_NegoKeys, VerifyKeyType, 16);
AT(SecPkgContext_NegoKeys, VerifyKeyLength, 20);
AT(SecPkgContext_NegoKeys, VerifyKeyValue, 24);

SIZE(SecPkgContext_CredInfo, 8);
AT(SecPkgContext_CredInfo, CredClass, 0);
AT(SecPkgContext_CredInfo, IsPromptingNeeded, 4);

SIZE(SecPkgContext_Bindings, 16);
AT(SecPkgContext_Bindings, BindingsLength, 0);
AT(SecPkgContext_Bindings, Bindings, 8);

SIZE(SecPkgContext_ClientSpecifiedTarget, 8);
AT(SecPkgContext_ClientSpecifiedTarget, sTargetName, 0);

SIZE(SecPkgContext_LastClientTokenStatus, 4);
AT(SecPkgContext_LastClientTokenStatus, LastClientTokenStatus, 0);

SIZE(SecPkgContext_NegoPackageInfo, 4);
AT(SecPkgContext_NegoPackageInfo, PackageMask, 0);

SIZE(SecPkgContext_NegoStatus, 4);
AT(SecPkgContext_NegoStatus, LastStatus, 0);

SIZE(SecPkgContext_SubjectAttributes, 8);
AT(SecPkgContext_SubjectAttributes, AttributeInfo, 0);

SIZE(SecPkgCredentials_KdcProxySettingsW, 16);
AT(SecPkgCredentials_KdcProxySettingsW, Version, 0);
AT(SecPkgCredentials_KdcProxySettingsW, Flags, 4);
AT(SecPkgCredentials_KdcProxySettingsW, ProxyServerOffset, 8);
AT(SecPkgCredentials_KdcProxySettingsW, ProxyServerLength, 10);
AT(SecPkgCredentials_KdcProxySettingsW, ClientTlsCredOffset, 12);
AT(SecPkgCredentials_KdcProxySettingsW, ClientTlsCredLength, 14);

SIZE(SecPkgCredentials_KdcNetworkSettingsW, 20);
AT(SecPkgCredentials_KdcNetworkSettingsW, Version, 0);
AT(SecPkgCredentials_KdcNetworkSettingsW, Flags, 4);
AT(SecPkgCredentials_KdcNetworkSettingsW, ProxyServerOffset, 8);
AT(SecPkgCredentials_KdcNetworkSettingsW, ProxyServerLength, 10);
AT(SecPkgCredentials_KdcNetworkSettingsW, ClientTlsCredOffset, 12);
AT(SecPkgCredentials_KdcNetworkSettingsW, ClientTlsCredLength, 14);
AT(SecPkgCredentials_KdcNetworkSettingsW, DcDiscoveryFlags, 16);

SIZE(SecPkgCredentials_Cert, 16);
AT(SecPkgCredentials_Cert, EncodedCertSize, 0);
AT(SecPkgCredentials_Cert, EncodedCert, 8);

SIZE(SecurityFunctionTableW, 256);
AT(SecurityFunctionTableW, dwVersion, 0);
AT(SecurityFunctionTableW, EnumerateSecurityPackagesW, 8);
AT(SecurityFunctionTableW, QueryCredentialsAttributesW, 16);
AT(SecurityFunctionTableW, AcquireCredentialsHandleW, 24);
AT(SecurityFunctionTableW, FreeCredentialsHandle, 32);
AT(SecurityFunctionTableW, Reserved2, 40);
AT(SecurityFunctionTableW, InitializeSecurityContextW, 48);
AT(SecurityFunctionTableW, AcceptSecurityContext, 56);
AT(SecurityFunctionTableW, CompleteAuthToken, 64);
AT(SecurityFunctionTableW, DeleteSecurityContext, 72);
AT(SecurityFunctionTableW, ApplyControlToken, 80);
AT(SecurityFunctionTableW, QueryContextAttributesW, 88);
AT(SecurityFunctionTableW, ImpersonateSecurityContext, 96);
AT(SecurityFunctionTableW, RevertSecurityContext, 104);
AT(SecurityFunctionTableW, MakeSignature, 112);
AT(SecurityFunctionTableW, VerifySignature, 120);
AT(SecurityFunctionTableW, FreeContextBuffer, 128);
AT(SecurityFunctionTableW, QuerySecurityPackageInfoW, 136);
AT(SecurityFunctionTableW, Reserved3, 144);
AT(SecurityFunctionTableW, Reserved4, 152);
AT(SecurityFunctionTableW, ExportSecurityContext, 160);
AT(SecurityFunctionTableW, ImportSecurityContextW, 168);
AT(SecurityFunctionTableW, AddCredentialsW, 176);
AT(SecurityFunctionTableW, Reserved8, 184);
AT(SecurityFunctionTableW, QuerySecurityContextToken, 192);
AT(SecurityFunctionTableW, EncryptMessage, 200);
AT(SecurityFunctionTableW, DecryptMessage, 208);
AT(SecurityFunctionTableW, SetContextAttributesW, 216);
AT(SecurityFunctionTableW, SetCredentialsAttributesW, 224);
#if ISSP_MODE == 0
AT(SecurityFunctionTableW, Reserved9, 232);
#else
AT(SecurityFunctionTableW, ChangeAccountPasswordW, 232);
#endif
AT(SecurityFunctionTableW, QueryContextAttributesExW, 240);
AT(SecurityFunctionTableW, QueryCredentialsAttributesExW, 248);

#if ISSP_MODE != 0
SIZE(SecPkgInfoA, 32);
AT(SecPkgInfoA, fCapabilities, 0);
AT(SecPkgInfoA, wVersion, 4);
AT(SecPkgInfoA, wRPCID, 6);
AT(SecPkgInfoA, cbMaxToken, 8);
AT(SecPkgInfoA, Name, 16);
AT(SecPkgInfoA, Comment, 24);

SIZE(SecPkgContext_NamesA, 8);
AT(SecPkgContext_NamesA, sUserName, 0);

SIZE(SecPkgContext_KeyInfoA, 32);
AT(SecPkgContext_KeyInfoA, sSignatureAlgorithmName, 0);
AT(SecPkgContext_KeyInfoA, sEncryptAlgorithmName, 8);
AT(SecPkgContext_KeyInfoA, KeySize, 16);
AT(SecPkgContext_KeyInfoA, SignatureAlgorithm, 20);
AT(SecPkgContext_KeyInfoA, EncryptAlgorithm, 24);

SIZE(SecPkgContext_AuthorityA, 8);
AT(SecPkgContext_AuthorityA, sAuthorityName, 0);

SIZE(SecPkgContext_ProtoInfoA, 16);
AT(SecPkgContext_ProtoInfoA, sProtocolName, 0);
AT(SecPkgContext_ProtoInfoA, majorVersion, 8);
AT(SecPkgContext_ProtoInfoA, minorVersion, 12);

SIZE(SecPkgContext_PackageInfoA, 8);
AT(SecPkgContext_PackageInfoA, PackageInfo, 0);

SIZE(SecPkgContext_NegotiationInfoA, 16);
AT(SecPkgContext_NegotiationInfoA, PackageInfo, 0);
AT(SecPkgContext_NegotiationInfoA, NegotiationState, 8);

SIZE(SecPkgContext_NativeNamesA, 16);
AT(SecPkgContext_NativeNamesA, sClientName, 0);
AT(SecPkgContext_NativeNamesA, sServerName, 8);

SIZE(SecPkgContext_CredentialNameA, 16);
AT(SecPkgContext_CredentialNameA, CredentialType, 0);
AT(SecPkgContext_CredentialNameA, sCredentialName, 8);

SIZE(SecPkgCredentials_NamesA, 8);
AT(SecPkgCredentials_NamesA, sUserName, 0);

SIZE(SecPkgCredentials_SSIProviderA, 24);
AT(SecPkgCredentials_SSIProviderA, sProviderName, 0);
AT(SecPkgCredentials_SSIProviderA, ProviderInfoLength, 8);
AT(SecPkgCredentials_SSIProviderA, ProviderInfo, 16);

SIZE(SecurityFunctionTableA, 256);
AT(SecurityFunctionTableA, dwVersion, 0);
AT(SecurityFunctionTableA, EnumerateSecurityPackagesA, 8);
AT(SecurityFunctionTableA, QueryCredentialsAttributesA, 16);
AT(SecurityFunctionTableA, AcquireCredentialsHandleA, 24);
AT(SecurityFunctionTableA, FreeCredentialsHandle, 32);
AT(SecurityFunctionTableA, Reserved2, 40);
AT(SecurityFunctionTableA, InitializeSecurityContextA, 48);
AT(SecurityFunctionTableA, AcceptSecurityContext, 56);
AT(SecurityFunctionTableA, CompleteAuthToken, 64);
AT(SecurityFunctionTableA, DeleteSecurityContext, 72);
AT(SecurityFunctionTableA, ApplyControlToken, 80);
AT(SecurityFunctionTableA, QueryContextAttributesA, 88);
AT(SecurityFunctionTableA, ImpersonateSecurityContext, 96);
AT(SecurityFunctionTableA, RevertSecurityContext, 104);
AT(SecurityFunctionTableA, MakeSignature, 112);
AT(SecurityFunctionTableA, VerifySignature, 120);
AT(SecurityFunctionTableA, FreeContextBuffer, 128);
AT(SecurityFunctionTableA, QuerySecurityPackageInfoA, 136);
AT(SecurityFunctionTableA, Reserved3, 144);
AT(SecurityFunctionTableA, Reserved4, 152);
AT(SecurityFunctionTableA, ExportSecurityContext, 160);
AT(SecurityFunctionTableA, ImportSecurityContextA, 168);
AT(SecurityFunctionTableA, AddCredentialsA, 176);
AT(SecurityFunctionTableA, Reserved8, 184);
AT(SecurityFunctionTableA, QuerySecurityContextToken, 192);
AT(SecurityFunctionTableA, EncryptMessage, 200);
AT(SecurityFunctionTableA, DecryptMessage, 208);
AT(SecurityFunctionTableA, SetContextAttributesA, 216);
AT(SecurityFunctionTableA, SetCredentialsAttributesA, 224);
AT(SecurityFunctionTableA, ChangeAccountPasswordA, 232);
AT(SecurityFunctionTableA, QueryContextAttributesExA, 240);
AT(SecurityFunctionTableA, QueryCredentialsAttributesExA, 248);
#endif /* ISSP_MODE != 0 */

SIZE(struct ssp_memory_ops, 40);
AT(struct ssp_memory_ops, size, 0);
AT(struct ssp_memory_ops, arg, 8);
AT(struct ssp_memory_ops, allocate, 16);
AT(struct ssp_memory_ops, free, 24);
AT(struct ssp_memory_ops, is_virtual, 32);
