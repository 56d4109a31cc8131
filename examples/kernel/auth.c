// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * InitializeSecurityContext (Negotiate) as a kernel client calls it: names are
 * counted UTF-16, and targets, identities and tokens lie in vmalloc()'s memory.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include <secur32.h>

#include "auth.h"

/* For SMB: a server that proves itself, and a key to sign with. */
#define WANTED (ISC_REQ_MUTUAL_AUTH | ISC_REQ_INTEGRITY)

/* The names of packages may lie anywhere. */
static WCHAR negotiate[] = { 'N', 'e', 'g', 'o', 't', 'i', 'a', 't', 'e' };
static UNICODE_STRING package = {
	.Length = sizeof(negotiate),
	.MaximumLength = sizeof(negotiate),
	.Buffer = negotiate,
};

static int refused(const char *call, SECURITY_STATUS st)
{
	pr_err("%s: %s\n", call, Secur32StatusName(st) ?: "no such status");
	return st == SEC_E_INSUFFICIENT_MEMORY ? -ENOMEM : -ENOKEY;
}

/* For vfree() of its Buffer. */
static int wide(UNICODE_STRING *s, const char *ascii)
{
	size_t i, n = strlen(ascii);

	if (n > U16_MAX / sizeof(WCHAR))
		return -EINVAL;
	s->Length = s->MaximumLength = n * sizeof(WCHAR);
	s->Buffer = vmalloc(s->Length + sizeof(WCHAR));
	if (!s->Buffer)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		if (!isascii(ascii[i])) {
			vfree(s->Buffer);
			return -EINVAL;
		}
		s->Buffer[i] = ascii[i];
	}
	return 0;
}

/* What Negotiate may use when NTLM is not wanted: all the rest. */
static const char not_ntlm[] = "!ntlm";

static unsigned char *append(unsigned char **to, const char *text,
			     unsigned int *length)
{
	unsigned char *at = *to;

	*length = strlen(text);
	memcpy(at, text, *length);
	*to += *length;
	return at;
}

static bool is_account(const struct auth_who *who)
{
	return who->user && who->password;
}

/*
 * An identity with its strings behind it, in UTF-8: SSPI looks at the flags, not
 * at the letter in the function's name.  One without a name is the caller's own,
 * and restricts the packages only.  For kvfree_sensitive() of @size bytes.
 */
static SEC_WINNT_AUTH_IDENTITY_EXA *identity_new(const struct auth_who *who,
						 size_t *size)
{
	const char *domain = who->domain ?: "";
	SEC_WINNT_AUTH_IDENTITY_EXA *id;
	unsigned char *text;

	*size = sizeof(*id) + sizeof(not_ntlm);
	if (is_account(who))
		*size += strlen(who->user) + strlen(domain) +
			 strlen(who->password);
	id = vzalloc(*size);
	if (!id)
		return NULL;
	text = (unsigned char *)(id + 1);
	id->Version = SEC_WINNT_AUTH_IDENTITY_VERSION;
	id->Length = sizeof(*id);
	id->Flags = SEC_WINNT_AUTH_IDENTITY_ANSI;
	if (is_account(who)) {
		id->User = append(&text, who->user, &id->UserLength);
		id->Domain = append(&text, domain, &id->DomainLength);
		id->Password =
			append(&text, who->password, &id->PasswordLength);
	}
	if (!who->ntlm)
		id->PackageList =
			append(&text, not_ntlm, &id->PackageListLength);
	return id;
}

/* A user alone is a principal, one of those the caller has credentials of. */
static int acquire(struct auth *a, const struct auth_who *who)
{
	SEC_WINNT_AUTH_IDENTITY_EXA *id;
	UNICODE_STRING principal = {};
	SECURITY_STATUS st;
	size_t size = 0;
	int err = 0;

	if (who->user && !who->password)
		err = wide(&principal, who->user);
	if (err)
		return err;
	id = identity_new(who, &size);
	if (!id) {
		vfree(principal.Buffer);
		return -ENOMEM;
	}
	st = AcquireCredentialsHandleW(principal.Buffer ? &principal : NULL,
				       &package, SECPKG_CRED_OUTBOUND, NULL, id,
				       NULL, NULL, &a->cred, NULL);
	kvfree_sensitive(id, size);
	vfree(principal.Buffer);
	return st < 0 ? refused("AcquireCredentialsHandle", st) : 0;
}

int auth_open(struct auth *a, const struct auth_who *who, const char *spn)
{
	int err;

	*a = (struct auth){ .needed = ISC_RET_INTEGRITY };
	if (!who->ntlm)
		a->needed |= ISC_RET_MUTUAL_AUTH;
	err = wide(&a->target, spn);
	if (err)
		return err;
	err = acquire(a, who);
	if (err)
		vfree(a->target.Buffer);
	return err;
}

void auth_close(struct auth *a)
{
	if (a->begun)
		DeleteSecurityContext(&a->ctx);
	FreeCredentialsHandle(&a->cred);
	vfree(a->target.Buffer);
}

int auth_step(struct auth *a, void *in, size_t in_length, void **out,
	      size_t *out_length)
{
	SecBuffer ib = { in_length, SECBUFFER_TOKEN, in };
	SecBuffer ob = { 0, SECBUFFER_TOKEN, NULL };
	SecBufferDesc ins = { SECBUFFER_VERSION, 1, &ib };
	SecBufferDesc outs = { SECBUFFER_VERSION, 1, &ob };
	SECURITY_STATUS st;
	ULONG attr;

	st = InitializeSecurityContextW(
		&a->cred, a->begun ? &a->ctx : NULL, &a->target,
		WANTED | ISC_REQ_ALLOCATE_MEMORY, 0, SECURITY_NATIVE_DREP,
		in_length ? &ins : NULL, 0, &a->ctx, &outs, &attr, NULL);
	if (st < 0)
		return refused("InitializeSecurityContext", st);
	a->begun = true;
	a->done = st != SEC_I_CONTINUE_NEEDED;
	/* What was asked for is a wish; what counts is what one got. */
	if (a->done && (attr & a->needed) != a->needed) {
		FreeContextBuffer(ob.pvBuffer);
		return refused("ISC_RET_*", SEC_E_MUTUAL_AUTH_FAILED);
	}
	*out = ob.pvBuffer;
	*out_length = ob.cbBuffer;
	return 0;
}

/* MS-SMB2 3.2.5.3: the first 16 bytes; a shorter key is filled up with zeroes. */
int auth_session_key(struct auth *a, u8 key[AUTH_KEY_LENGTH])
{
	SecPkgContext_SessionKey got;
	SECURITY_STATUS st;

	st = QueryContextAttributesW(&a->ctx, SECPKG_ATTR_SESSION_KEY, &got);
	if (st < 0)
		return refused("SECPKG_ATTR_SESSION_KEY", st);
	memset(key, 0, AUTH_KEY_LENGTH);
	memcpy(key, got.SessionKey,
	       min_t(size_t, got.SessionKeyLength, AUTH_KEY_LENGTH));
	FreeContextBuffer(got.SessionKey);
	return 0;
}

/* For the log: anything but plain ASCII becomes a question mark. */
static const char *narrow(const SEC_WCHAR *wide, char *text, size_t room)
{
	size_t i;

	for (i = 0; wide[i] && i < room - 1; i++)
		text[i] = wide[i] < 128 && isprint(wide[i]) ? wide[i] : '?';
	text[i] = '\0';
	return text;
}

void auth_describe(struct auth *a)
{
	SecPkgContext_PackageInfoW info;
	SecPkgContext_NamesW names;
	SECURITY_STATUS st;
	char text[128];

	st = QueryContextAttributesW(&a->ctx, SECPKG_ATTR_PACKAGE_INFO, &info);
	if (st >= 0) {
		pr_info("package: %s\n",
			narrow(info.PackageInfo->Name, text, sizeof(text)));
		FreeContextBuffer(info.PackageInfo);
	}
	st = QueryContextAttributesW(&a->ctx, SECPKG_ATTR_NAMES, &names);
	if (st >= 0) {
		pr_info("client: %s\n",
			narrow(names.sUserName, text, sizeof(text)));
		FreeContextBuffer(names.sUserName);
	}
}
