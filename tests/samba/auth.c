// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SSPI, as a program's client calls it.
 */
#define _GNU_SOURCE
#include "tests/samba/auth.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	exit(EXIT_FAILURE);
}

static void want(const char *call, SECURITY_STATUS st)
{
	const char *name = Secur32StatusName(st);

	if (st < 0)
		fail("%s: %s", call, name ? name : "no such status");
}

static void read_password(struct auth *a, const char *path)
{
	FILE *f = fopen(path, "r");

	if (!f)
		fail("%s: %m", path);
	a->password[fread(a->password, 1, sizeof(a->password) - 1, f)] = '\0';
	fclose(f);
}

bool auth_option(struct auth *a, int option, const char *value)
{
	switch (option) {
	case 'P':
		a->package = value;
		return true;
	case 'l':
		a->list = value;
		return true;
	case 'u':
		a->user = value;
		return true;
	case 'd':
		a->domain = value;
		return true;
	case 'p':
		read_password(a, value);
		return true;
	default:
		return false;
	}
}

static unsigned char *text(const char *s, ULONG *n)
{
	*n = s ? (ULONG)strlen(s) : 0;
	return (unsigned char *)(size_t)s;
}

void auth_open(struct auth *a)
{
	SEC_WINNT_AUTH_IDENTITY_EXA id = {
		.Version = SEC_WINNT_AUTH_IDENTITY_VERSION,
		.Length = sizeof(id),
		.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI,
	};
	const char *package = a->package ? a->package : "Negotiate";

	if (a->user) {
		id.User = text(a->user, &id.UserLength);
		id.Domain = text(a->domain, &id.DomainLength);
		id.Password = text(a->password, &id.PasswordLength);
	}
	id.PackageList = text(a->list, &id.PackageListLength);
	want("AcquireCredentialsHandle",
	     AcquireCredentialsHandleA(NULL, (char *)(size_t)package,
				       SECPKG_CRED_OUTBOUND, NULL,
				       a->user || a->list ? &id : NULL, NULL,
				       NULL, &a->cred, NULL));
}

void auth_close(struct auth *a)
{
	if (a->begun)
		want("DeleteSecurityContext", DeleteSecurityContext(&a->ctx));
	want("FreeCredentialsHandle", FreeCredentialsHandle(&a->cred));
}

size_t auth_step(struct auth *a, void *in, size_t n, void **out)
{
	SecBuffer ib = { (ULONG)n, SECBUFFER_TOKEN, in };
	SecBuffer ob = { 0, SECBUFFER_TOKEN, NULL };
	SecBufferDesc ins = { SECBUFFER_VERSION, 1, &ib };
	SecBufferDesc outs = { SECBUFFER_VERSION, 1, &ob };
	SECURITY_STATUS st;

	st = InitializeSecurityContextA(
		&a->cred, a->begun ? &a->ctx : NULL, (char *)(size_t)a->spn,
		a->flags | ISC_REQ_ALLOCATE_MEMORY, 0, SECURITY_NETWORK_DREP,
		n > 0 ? &ins : NULL, 0, &a->ctx, &outs, &a->attr, NULL);
	want("InitializeSecurityContext", st);
	a->begun = true;
	a->done = st == SEC_E_OK;
	*out = ob.pvBuffer;
	return ob.cbBuffer;
}

/* MS-SMB2 3.2.5.3: the first 16 bytes; a shorter key is filled with zeroes. */
void auth_session_key(struct auth *a, uint8_t key[AUTH_KEY_LENGTH])
{
	SecPkgContext_SessionKey got;
	size_t n = AUTH_KEY_LENGTH;

	want("SECPKG_ATTR_SESSION_KEY",
	     QueryContextAttributesA(&a->ctx, SECPKG_ATTR_SESSION_KEY, &got));
	if (got.SessionKeyLength < n)
		n = got.SessionKeyLength;
	memset(key, 0, AUTH_KEY_LENGTH);
	memcpy(key, got.SessionKey, n);
	FreeContextBuffer(got.SessionKey);
}

void auth_describe(struct auth *a)
{
	SecPkgContext_PackageInfoA info;
	SecPkgContext_NamesA names;

	want("SECPKG_ATTR_PACKAGE_INFO",
	     QueryContextAttributesA(&a->ctx, SECPKG_ATTR_PACKAGE_INFO, &info));
	printf("package: %s%s\n", info.PackageInfo->Name,
	       a->attr & ISC_RET_MUTUAL_AUTH ? ", mutual" : "");
	FreeContextBuffer(info.PackageInfo);
	want("SECPKG_ATTR_NAMES",
	     QueryContextAttributesA(&a->ctx, SECPKG_ATTR_NAMES, &names));
	printf("client: %s\n", names.sUserName);
	FreeContextBuffer(names.sUserName);
}

static uint8_t *append(uint8_t *to, const SecBuffer *b)
{
	if (b->cbBuffer > 0)
		memmove(to, b->pvBuffer, b->cbBuffer);
	return to + b->cbBuffer;
}

size_t auth_wrap(struct auth *a, void *message, size_t n, uint8_t **out)
{
	bool seal = a->flags & ISC_REQ_CONFIDENTIALITY;
	SecPkgContext_Sizes sizes;
	SecBuffer b[3] = {
		{ 0, SECBUFFER_TOKEN, NULL },
		{ (ULONG)n, SECBUFFER_DATA, message },
		{ 0, SECBUFFER_PADDING, NULL },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 3, b };
	uint8_t *at;

	want("SECPKG_ATTR_SIZES",
	     QueryContextAttributesA(&a->ctx, SECPKG_ATTR_SIZES, &sizes));
	b[0].cbBuffer = sizes.cbSecurityTrailer;
	b[2].cbBuffer = sizes.cbBlockSize;
	b[0].pvBuffer = malloc(sizes.cbSecurityTrailer);
	b[2].pvBuffer = malloc(sizes.cbBlockSize + 1);
	*out = malloc(sizes.cbSecurityTrailer + n + sizes.cbBlockSize);
	if (!b[0].pvBuffer || !b[2].pvBuffer || !*out)
		fail("out of memory");
	want("EncryptMessage",
	     EncryptMessage(&a->ctx, seal ? 0 : SECQOP_WRAP_NO_ENCRYPT, &d, 0));
	at = append(append(append(*out, &b[0]), &b[1]), &b[2]);
	free(b[0].pvBuffer);
	free(b[2].pvBuffer);
	return (size_t)(at - *out);
}

size_t auth_unwrap(struct auth *a, void *piece, size_t n, uint8_t **message)
{
	SecBuffer b[2] = {
		{ (ULONG)n, SECBUFFER_STREAM, piece },
		{ 0, SECBUFFER_DATA, NULL },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	ULONG qop = 0;

	want("DecryptMessage", DecryptMessage(&a->ctx, &d, 0, &qop));
	if (!(a->flags & ISC_REQ_CONFIDENTIALITY) !=
	    (qop == SECQOP_WRAP_NO_ENCRYPT))
		fail("DecryptMessage: the server has sealed it, or has not");
	*message = b[1].pvBuffer;
	return b[1].cbBuffer;
}
