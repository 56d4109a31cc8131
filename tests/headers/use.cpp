// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The same in C++: wrappers around handles, UTF-16 literals and strings, and a
 * function table whose types come from the functions.
 *
 * Compiling this file is the test; it is not meant to be run.
 */
#include <security.h>
#include <secur32.h>

#include <string>
#include <vector>

#ifdef SECUR32_LONG_API
using count_t = unsigned long;
#else
using count_t = ULONG;
#endif

class context {
public:
	explicit context(CredHandle &cred) : cred_(cred)
	{
		SecInvalidateHandle(&ctx_);
	}
	context(const context &) = delete;
	context &operator=(const context &) = delete;
	~context()
	{
		if (SecIsValidHandle(&ctx_))
			DeleteSecurityContext(&ctx_);
	}

	SECURITY_STATUS leg(const std::u16string &target,
			    std::vector<unsigned char> &in)
	{
		auto size = static_cast<ULONG>(in.size());
		SecBuffer from = { size, SECBUFFER_TOKEN, in.data() };
		SecBuffer to = { 0, SECBUFFER_TOKEN, nullptr };
		SecBufferDesc input = { SECBUFFER_VERSION, 1, &from };
		SecBufferDesc output = { SECBUFFER_VERSION, 1, &to };
		PCtxtHandle old = SecIsValidHandle(&ctx_) ? &ctx_ : nullptr;

		auto st = InitializeSecurityContextW(
			&cred_, old, const_cast<SEC_WCHAR *>(target.c_str()),
			ISC_REQ_ALLOCATE_MEMORY, 0, SECURITY_NATIVE_DREP,
			old ? &input : nullptr, 0, &ctx_, &output, &attrs_,
			nullptr);
		FreeContextBuffer(to.pvBuffer);
		return st;
	}

	std::u16string peer()
	{
		SecPkgContext_NamesW names = {};
		std::u16string name;

		if (QueryContextAttributesW(&ctx_, SECPKG_ATTR_NAMES, &names) ==
		    SEC_E_OK)
			name = names.sUserName;
		FreeContextBuffer(names.sUserName);
		return name;
	}

private:
	CredHandle &cred_;
	CtxtHandle ctx_;
	count_t attrs_ = 0;
};

SECURITY_STATUS acquire(CredHandle &cred, std::u16string user)
{
	SEC_WINNT_AUTH_IDENTITY_W id = {};
	PSecPkgInfoA info = nullptr;
	WCHAR package[] = NEGOSSP_NAME_W;
	LPWSTR literal = const_cast<LPWSTR>(u"Negotiate");

	id.User = reinterpret_cast<unsigned short *>(&user[0]);
	id.UserLength = static_cast<ULONG>(user.size());
	id.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
	QuerySecurityPackageInfoA(const_cast<LPSTR>(NEGOSSP_NAME_A), &info);
	FreeContextBuffer(info);
	if (AcquireCredentialsHandleW(nullptr, literal, SECPKG_CRED_OUTBOUND,
				      nullptr, &id, nullptr, nullptr, &cred,
				      nullptr) == SEC_E_OK)
		FreeCredentialsHandle(&cred);
	return AcquireCredentialsHandleW(nullptr, package, SECPKG_CRED_OUTBOUND,
					 nullptr, &id, nullptr, nullptr, &cred,
					 nullptr);
}

std::string text(SECURITY_STATUS st)
{
	const char *name = Secur32StatusName(st);

	return name ? name : "?";
}

bool is_password(const SEC_WINNT_AUTH_DATA &data)
{
	const GUID *type = &SEC_WINNT_AUTH_DATA_TYPE_PASSWORD;

	return data.CredType.Data1 == type->Data1;
}

SECURITY_STATUS through_table(PCtxtHandle ctx, PSecBufferDesc message)
{
	decltype(&InitSecurityInterfaceW) entry = &InitSecurityInterfaceW;
	decltype(&DecryptMessage) decrypt = entry()->DecryptMessage;
	VERIFY_SIGNATURE_FN verify = VerifySignature;
	count_t qop = 0;

	verify(ctx, message, 0, &qop);
	return decrypt(ctx, message, 0, &qop);
}
