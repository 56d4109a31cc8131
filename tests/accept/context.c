// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AcceptSecurityContext() in the conversation of tests/lab/lab_frames.h, in the
 * place of gss_context.c: a client cannot tell which of the two it has before
 * it, but for LAB_ERROR, whose major is our SECURITY_STATUS and whose minor is 0.
 *
 * Flags go over as GSS-API has them.  LAB_WRAP_IOV is a form of GSS-API's that
 * SSPI has no counterpart for.
 */
#define _GNU_SOURCE
#include "tests/accept/context.h"

#include <mbedtls/sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <secur32.h>

#include "tests/lab/lab_frames.h"

#define SHA256_LEN 32
#define TRAILER_MAX 1024
#define BINDINGS_MAX 256

/* One connection. */
struct talk {
	int fd;
	const struct accept_ask *ask;
	struct lab_frame f;
	CredHandle cred;
	CtxtHandle ctx;
	bool have_cred;
	bool have_ctx;
	ULONG attr;
	TimeStamp expiry;
};

static bool send_error(struct talk *t, const char *what, SECURITY_STATUS st)
{
	const char *name = Secur32StatusName(st);
	unsigned char body[8];

	fprintf(stderr, "%s: %s\n", what, name ? name : "an unknown status");
	lab_put_be32(body, (uint32_t)st);
	lab_put_be32(body + 4, 0);
	return lab_send(t->fd, LAB_ERROR, NULL, 0, body, sizeof(body));
}

/* RFC 2744 3.11, as SSPI wants it: a header and what it points at. */
static ULONG put_bindings(const char *channel, unsigned char *out)
{
	const SEC_CHANNEL_BINDINGS head = {
		.cbApplicationDataLength = (ULONG)strlen(channel),
		.dwApplicationDataOffset = sizeof(head),
	};

	if (strlen(channel) > BINDINGS_MAX - sizeof(head))
		return 0;
	memcpy(out, &head, sizeof(head));
	memcpy(out + sizeof(head), channel, strlen(channel));
	return (ULONG)(sizeof(head) + strlen(channel));
}

/* One leg: what is in the frame goes in, what comes out is sent. */
static SECURITY_STATUS leg(struct talk *t)
{
	unsigned char bindings[BINDINGS_MAX];
	SecBuffer in[2] = { { (ULONG)t->f.n, SECBUFFER_TOKEN, t->f.p } };
	SecBufferDesc ind = { SECBUFFER_VERSION, 1, in };
	SecBuffer out = { 0, SECBUFFER_TOKEN, NULL };
	SecBufferDesc outd = { SECBUFFER_VERSION, 1, &out };
	SECURITY_STATUS st;

	if (t->ask->channel) {
		in[1].BufferType = SECBUFFER_CHANNEL_BINDINGS;
		in[1].cbBuffer = put_bindings(t->ask->channel, bindings);
		in[1].pvBuffer = bindings;
		ind.cBuffers = 2;
	}
	st = AcceptSecurityContext(&t->cred, t->have_ctx ? &t->ctx : NULL, &ind,
				   t->ask->flags, SECURITY_NATIVE_DREP, &t->ctx,
				   &outd, &t->attr, &t->expiry);
	if (st >= 0)
		t->have_ctx = true;
	if (out.cbBuffer > 0 &&
	    !lab_send(t->fd, LAB_TOKEN, NULL, 0, out.pvBuffer, out.cbBuffer))
		st = SEC_E_INTERNAL_ERROR;
	FreeContextBuffer(out.pvBuffer);
	return st;
}

/* ASC_RET_*, in the bits of GSS-API (RFC 2744, RFC 4757 7.1). */
static uint32_t gss_flags(ULONG attr)
{
	static const struct {
		ULONG asc;
		uint32_t gss;
	} pairs[] = {
		{ ASC_RET_DELEGATE, 0x1 },
		{ ASC_RET_MUTUAL_AUTH, 0x2 },
		{ ASC_RET_REPLAY_DETECT, 0x4 },
		{ ASC_RET_SEQUENCE_DETECT, 0x8 },
		{ ASC_RET_CONFIDENTIALITY, 0x10 },
		{ ASC_RET_INTEGRITY, 0x20 },
		{ ASC_RET_IDENTIFY, 0x2000 },
		{ ASC_RET_EXTENDED_ERROR, 0x4000 },
	};
	uint32_t flags = 0;
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (attr & pairs[i].asc)
			flags |= pairs[i].gss;
	}
	return flags;
}

/* Until @expiry, which is local time. */
static uint32_t seconds_left(TimeStamp expiry)
{
	time_t now = time(NULL);
	struct tm tm;
	long long left = expiry.QuadPart / 10000000 - 11644473600;

	localtime_r(&now, &tm);
	left -= now + tm.tm_gmtoff;
	if (left < 0)
		return 0;
	return left < UINT32_MAX ? (uint32_t)left : UINT32_MAX;
}

/*
 * The registered OIDs of what may have been agreed on; contents octets.  None
 * where nothing was.
 */
static void oid_of(const SecPkgContext_NegotiationInfoA *agreed, const char **p,
		   uint32_t *n)
{
	static const char krb5[] = "\x2a\x86\x48\x86\xf7\x12\x01\x02\x02";
	static const char ntlm[] = "\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a";
	const char *name = agreed->PackageInfo->Name;

	*p = NULL;
	*n = 0;
	if (agreed->NegotiationState != SECPKG_NEGOTIATION_COMPLETE)
		return;
	if (strcmp(name, "Kerberos") == 0) {
		*p = krb5;
		*n = sizeof(krb5) - 1;
	} else if (strcmp(name, "NTLM") == 0) {
		*p = ntlm;
		*n = sizeof(ntlm) - 1;
	}
}

static bool send_complete(struct talk *t)
{
	SecPkgContext_NegotiationInfoA agreed = { NULL, 0 };
	SecPkgContext_NamesA names = { NULL };
	unsigned char head[64];
	SECURITY_STATUS st;
	const char *oid;
	uint32_t n;
	bool ok;

	st = QueryContextAttributesA(&t->ctx, SECPKG_ATTR_NEGOTIATION_INFO,
				     &agreed);
	if (st == SEC_E_OK)
		st = QueryContextAttributesA(&t->ctx, SECPKG_ATTR_NAMES,
					     &names);
	if (st != SEC_E_OK) {
		send_error(t, "QueryContextAttributes", st);
		FreeContextBuffer(agreed.PackageInfo);
		return false;
	}
	oid_of(&agreed, &oid, &n);
	lab_put_be32(head, gss_flags(t->attr));
	lab_put_be32(head + 4, seconds_left(t->expiry));
	lab_put_be32(head + 8, n);
	if (n)
		memcpy(head + 12, oid, n);
	lab_put_be32(head + 12 + n, (uint32_t)strlen(names.sUserName));
	ok = lab_send(t->fd, LAB_COMPLETE, head, 16 + n, names.sUserName,
		      strlen(names.sUserName));
	FreeContextBuffer(agreed.PackageInfo);
	FreeContextBuffer(names.sUserName);
	return ok;
}

/* Tokens to and fro; true when there is a context and the client knows. */
static bool establish(struct talk *t)
{
	SECURITY_STATUS st;

	st = AcquireCredentialsHandleA(NULL, (char *)t->ask->package,
				       SECPKG_CRED_INBOUND, NULL, NULL, NULL,
				       NULL, &t->cred, NULL);
	t->have_cred = st == SEC_E_OK;
	while (st >= 0) {
		if (!lab_recv(t->fd, &t->f) || t->f.type != LAB_TOKEN)
			return false;
		st = leg(t);
		if (st == SEC_E_OK)
			return send_complete(t);
	}
	send_error(t, "accept", st);
	return false;
}

static bool do_unwrap(struct talk *t)
{
	SecBuffer b[2] = { { (ULONG)t->f.n, SECBUFFER_STREAM, t->f.p },
			   { 0, SECBUFFER_DATA, NULL } };
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	unsigned char head[5] = { 0 };
	SECURITY_STATUS st;
	ULONG qop = 0;

	st = DecryptMessage(&t->ctx, &d, 0, &qop);
	if (st != SEC_E_OK)
		return send_error(t, "DecryptMessage", st);
	head[0] = qop == SECQOP_WRAP_NO_ENCRYPT ? 0 : LAB_CONF;
	return lab_send(t->fd, LAB_UNWRAPPED, head, sizeof(head), b[1].pvBuffer,
			b[1].cbBuffer);
}

static bool do_wrap(struct talk *t)
{
	unsigned char token[TRAILER_MAX], padding[TRAILER_MAX];
	SecBuffer b[3] = { { 0, SECBUFFER_TOKEN, token },
			   { (ULONG)t->f.n - 1, SECBUFFER_DATA, t->f.p + 1 },
			   { 0, SECBUFFER_PADDING, padding } };
	SecBufferDesc d = { SECBUFFER_VERSION, 3, b };
	SecPkgContext_Sizes sizes = { 0 };
	SECURITY_STATUS st;
	ULONG qop;

	if (t->f.n < 1)
		return false;
	qop = t->f.p[0] & LAB_CONF ? 0 : SECQOP_WRAP_NO_ENCRYPT;
	st = QueryContextAttributesA(&t->ctx, SECPKG_ATTR_SIZES, &sizes);
	if (st == SEC_E_OK && (sizes.cbSecurityTrailer > sizeof(token) ||
			       sizes.cbBlockSize > sizeof(padding)))
		st = SEC_E_INTERNAL_ERROR;
	b[0].cbBuffer = sizes.cbSecurityTrailer;
	b[2].cbBuffer = sizes.cbBlockSize;
	if (st == SEC_E_OK)
		st = EncryptMessage(&t->ctx, qop, &d, 0);
	/* Nobody pads any more (RFC 4121 4.2.3, MS-NLMP 3.4.4). */
	if (st == SEC_E_OK && b[2].cbBuffer > 0)
		st = SEC_E_INTERNAL_ERROR;
	if (st != SEC_E_OK)
		return send_error(t, "EncryptMessage", st);
	return lab_send(t->fd, LAB_WRAPPED, token, b[0].cbBuffer, b[1].pvBuffer,
			b[1].cbBuffer);
}

static bool do_sign(struct talk *t)
{
	unsigned char mic[TRAILER_MAX];
	SecBuffer b[2] = { { (ULONG)t->f.n, SECBUFFER_DATA, t->f.p },
			   { 0, SECBUFFER_TOKEN, mic } };
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	SecPkgContext_Sizes sizes = { 0 };
	SECURITY_STATUS st;

	st = QueryContextAttributesA(&t->ctx, SECPKG_ATTR_SIZES, &sizes);
	if (st == SEC_E_OK && sizes.cbMaxSignature > sizeof(mic))
		st = SEC_E_INTERNAL_ERROR;
	b[1].cbBuffer = sizes.cbMaxSignature;
	if (st == SEC_E_OK)
		st = MakeSignature(&t->ctx, 0, &d, 0);
	if (st != SEC_E_OK)
		return send_error(t, "MakeSignature", st);
	return lab_send(t->fd, LAB_MIC, NULL, 0, mic, b[1].cbBuffer);
}

static bool do_verify(struct talk *t)
{
	SecBuffer b[2] = { { 0, SECBUFFER_TOKEN, t->f.p + 4 },
			   { 0, SECBUFFER_DATA, NULL } };
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	unsigned char body[4];

	if (t->f.n < 4 || lab_get_be32(t->f.p) > t->f.n - 4)
		return false;
	b[0].cbBuffer = lab_get_be32(t->f.p);
	b[1].pvBuffer = t->f.p + 4 + b[0].cbBuffer;
	b[1].cbBuffer = (ULONG)(t->f.n - 4 - b[0].cbBuffer);
	lab_put_be32(body, (uint32_t)VerifySignature(&t->ctx, &d, 0, NULL));
	return lab_send(t->fd, LAB_VERIFIED, NULL, 0, body, sizeof(body));
}

static bool do_key(struct talk *t)
{
	SecPkgContext_SessionKey key = { 0, NULL };
	SecPkgContext_KeyInfoA info = { NULL };
	unsigned char body[SHA256_LEN + 4];
	SECURITY_STATUS st;
	bool ok = false;

	st = QueryContextAttributesA(&t->ctx, SECPKG_ATTR_SESSION_KEY, &key);
	if (st == SEC_E_OK)
		st = QueryContextAttributesA(&t->ctx, SECPKG_ATTR_KEY_INFO,
					     &info);
	if (st != SEC_E_OK) {
		ok = send_error(t, "session key", st);
	} else if (mbedtls_sha256_ret(key.SessionKey, key.SessionKeyLength,
				      body, 0) == 0) {
		lab_put_be32(body + SHA256_LEN, info.EncryptAlgorithm);
		ok = lab_send(t->fd, LAB_KEY, NULL, 0, body, sizeof(body));
	}
	FreeContextBuffer(key.SessionKey);
	FreeContextBuffer(info.sSignatureAlgorithmName);
	FreeContextBuffer(info.sEncryptAlgorithmName);
	return ok;
}

static bool command(struct talk *t)
{
	switch (t->f.type) {
	case LAB_UNWRAP:
		return do_unwrap(t);
	case LAB_WRAP:
		return do_wrap(t);
	case LAB_SIGN:
		return do_sign(t);
	case LAB_MIC:
		return do_verify(t);
	case LAB_KEY:
		return do_key(t);
	default: /* LAB_QUIT, and what has no place here */
		return false;
	}
}

bool accept_serve(int fd, const struct accept_ask *ask)
{
	struct talk t = { .fd = fd, .ask = ask };
	bool more;

	t.f.buf = malloc(LAB_FRAME_MAX);
	if (!t.f.buf)
		return false;
	more = establish(&t);
	while (more && lab_recv(fd, &t.f))
		more = command(&t);
	if (t.have_ctx)
		DeleteSecurityContext(&t.ctx);
	if (t.have_cred)
		FreeCredentialsHandle(&t.cred);
	free(t.f.buf);
	return true;
}
