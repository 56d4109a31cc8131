// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AcceptSecurityContext() of the kernel in the conversation of
 * tests/lab/lab_frames.h, as tests/accept/context.c is that of a program: a
 * client cannot tell which of the two it has before it.  LAB_ERROR's major is
 * our SECURITY_STATUS, its minor 0.
 *
 * It runs beside the checks, so it notes nothing: what goes wrong here, the
 * client sees.
 */
#include "tests/kernel/consumer.h"

#include <linux/slab.h>
#include <linux/vmalloc.h>

#define TRAILER_MAX 128
#define BINDINGS_MAX 256
#define NAME_MAX_LEN 128

/* One connection. */
struct talk {
	struct socket *sock;
	const struct con_service *how;
	struct lab_frame f;
	u8 *bindings;
	CredHandle cred;
	CtxtHandle ctx;
	bool have_cred;
	bool have_ctx;
	ULONG attr;
	TimeStamp expiry;
};

/* False, where nothing more can follow. */
static bool say(struct talk *t, enum lab_type type, const void *head,
		size_t head_n, const void *body, size_t body_n)
{
	return con_put(t->sock, type, head, head_n, body, body_n) == 0;
}

static bool say_error(struct talk *t, SECURITY_STATUS st)
{
	u8 body[8] = { 0 };

	con_put_be32(body, (u32)st);
	return say(t, LAB_ERROR, NULL, 0, body, sizeof(body));
}

/* RFC 2744 3.11, as SSPI wants it: a header and what it points at. */
static ULONG put_bindings(const char *channel, u8 *out)
{
	const SEC_CHANNEL_BINDINGS head = {
		.cbApplicationDataLength = (ULONG)strlen(channel),
		.dwApplicationDataOffset = sizeof(head),
	};

	memcpy(out, &head, sizeof(head));
	memcpy(out + sizeof(head), channel, strlen(channel));
	return (ULONG)(sizeof(head) + strlen(channel));
}

/* One leg: what is in the frame goes in, what comes out is sent. */
static SECURITY_STATUS leg(struct talk *t)
{
	SecBuffer in[2] = { { (ULONG)t->f.n, SECBUFFER_TOKEN, t->f.p } };
	SecBufferDesc ind = { SECBUFFER_VERSION, 1, in };
	SecBuffer out = { 0, SECBUFFER_TOKEN, NULL };
	SecBufferDesc outd = { SECBUFFER_VERSION, 1, &out };
	SECURITY_STATUS st;

	if (*t->how->channel) {
		in[1].BufferType = SECBUFFER_CHANNEL_BINDINGS;
		in[1].cbBuffer = put_bindings(t->how->channel, t->bindings);
		in[1].pvBuffer = t->bindings;
		ind.cBuffers = 2;
	}
	st = AcceptSecurityContext(&t->cred, t->have_ctx ? &t->ctx : NULL, &ind,
				   t->how->flags, SECURITY_NATIVE_DREP, &t->ctx,
				   &outd, &t->attr, &t->expiry);
	if (st >= 0)
		t->have_ctx = true;
	if (out.cbBuffer > 0 &&
	    !say(t, LAB_TOKEN, NULL, 0, out.pvBuffer, out.cbBuffer))
		st = SEC_E_INTERNAL_ERROR;
	FreeContextBuffer(out.pvBuffer);
	return st;
}

/* ASC_RET_*, in the bits of GSS-API (RFC 2744, RFC 4757 7.1). */
static u32 gss_flags(ULONG attr)
{
	static const struct {
		ULONG asc;
		u32 gss;
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
	u32 flags = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(pairs); i++) {
		if (attr & pairs[i].asc)
			flags |= pairs[i].gss;
	}
	return flags;
}

/*
 * The registered OIDs of what may have been agreed on; contents octets.  None
 * where nothing was.
 */
static size_t put_oid(const char *package, u8 *out)
{
	static const char krb5[] = "\x2a\x86\x48\x86\xf7\x12\x01\x02\x02";
	static const char ntlm[] = "\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a";
	const char *oid = "";

	if (strcmp(package, "Kerberos") == 0)
		oid = krb5;
	else if (strcmp(package, "NTLM") == 0)
		oid = ntlm;
	con_put_be32(out, (u32)strlen(oid));
	memcpy(out + 4, oid, strlen(oid));
	return 4 + strlen(oid);
}

/* @package: what was agreed on, which is nothing before the end */
static SECURITY_STATUS query_texts(struct talk *t, char *package, char *name)
{
	SecPkgContext_NegotiationInfoW agreed = { NULL, 0 };
	SecPkgContext_NamesW names = { NULL };
	SECURITY_STATUS st;

	st = QueryContextAttributesW(&t->ctx, SECPKG_ATTR_NEGOTIATION_INFO,
				     &agreed);
	if (st != SEC_E_OK)
		return st;
	*package = '\0';
	if (agreed.NegotiationState == SECPKG_NEGOTIATION_COMPLETE)
		con_narrow(agreed.PackageInfo->Name, package, NAME_MAX_LEN);
	FreeContextBuffer(agreed.PackageInfo);
	st = QueryContextAttributesW(&t->ctx, SECPKG_ATTR_NAMES, &names);
	if (st != SEC_E_OK)
		return st;
	con_narrow(names.sUserName, name, NAME_MAX_LEN);
	FreeContextBuffer(names.sUserName);
	return SEC_E_OK;
}

static bool say_complete(struct talk *t)
{
	char package[NAME_MAX_LEN], name[NAME_MAX_LEN];
	s64 left = con_seconds_left(t->expiry);
	SECURITY_STATUS st;
	size_t n = 8;
	u8 head[64];

	st = query_texts(t, package, name);
	if (st != SEC_E_OK) {
		say_error(t, st);
		return false;
	}
	con_put_be32(head, gss_flags(t->attr));
	con_put_be32(head + 4, (u32)clamp_t(s64, left, 0, U32_MAX));
	n += put_oid(package, head + n);
	con_put_be32(head + n, (u32)strlen(name));
	return say(t, LAB_COMPLETE, head, n + 4, name, strlen(name));
}

static SECURITY_STATUS acquire(struct talk *t)
{
	UNICODE_STRING package = con_string(t->how->package);
	SECURITY_STATUS st;

	st = AcquireCredentialsHandleW(NULL, &package, SECPKG_CRED_INBOUND,
				       NULL, NULL, NULL, NULL, &t->cred, NULL);
	t->have_cred = st == SEC_E_OK;
	con_unstring(&package);
	return st;
}

/* Tokens to and fro; true when there is a context and the client knows. */
static bool establish(struct talk *t)
{
	SECURITY_STATUS st = acquire(t);

	while (st >= 0) {
		if (con_get(t->sock, &t->f) || t->f.type != LAB_TOKEN)
			return false;
		st = leg(t);
		if (st == SEC_E_OK)
			return say_complete(t);
	}
	say_error(t, st);
	return false;
}

static bool do_unwrap(struct talk *t)
{
	SecBuffer b[2] = { { (ULONG)t->f.n, SECBUFFER_STREAM, t->f.p },
			   { 0, SECBUFFER_DATA, NULL } };
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	u8 head[5] = { 0 };
	SECURITY_STATUS st;
	ULONG qop = 0;

	st = DecryptMessage(&t->ctx, &d, 0, &qop);
	if (st != SEC_E_OK)
		return say_error(t, st);
	head[0] = qop == SECQOP_WRAP_NO_ENCRYPT ? 0 : LAB_CONF;
	return say(t, LAB_UNWRAPPED, head, sizeof(head), b[1].pvBuffer,
		   b[1].cbBuffer);
}

static bool do_wrap(struct talk *t)
{
	u8 token[TRAILER_MAX], padding[TRAILER_MAX];
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
	st = QueryContextAttributesW(&t->ctx, SECPKG_ATTR_SIZES, &sizes);
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
		return say_error(t, st);
	return say(t, LAB_WRAPPED, token, b[0].cbBuffer, b[1].pvBuffer,
		   b[1].cbBuffer);
}

static bool do_sign(struct talk *t)
{
	u8 mic[TRAILER_MAX];
	SecBuffer b[2] = { { (ULONG)t->f.n, SECBUFFER_DATA, t->f.p },
			   { 0, SECBUFFER_TOKEN, mic } };
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	SecPkgContext_Sizes sizes = { 0 };
	SECURITY_STATUS st;

	st = QueryContextAttributesW(&t->ctx, SECPKG_ATTR_SIZES, &sizes);
	if (st == SEC_E_OK && sizes.cbMaxSignature > sizeof(mic))
		st = SEC_E_INTERNAL_ERROR;
	b[1].cbBuffer = sizes.cbMaxSignature;
	if (st == SEC_E_OK)
		st = MakeSignature(&t->ctx, 0, &d, 0);
	if (st != SEC_E_OK)
		return say_error(t, st);
	return say(t, LAB_MIC, NULL, 0, mic, b[1].cbBuffer);
}

static bool do_verify(struct talk *t)
{
	SecBuffer b[2] = { { 0, SECBUFFER_TOKEN, t->f.p + 4 },
			   { 0, SECBUFFER_DATA, NULL } };
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	u8 body[4];

	if (t->f.n < 4 || con_get_be32(t->f.p) > t->f.n - 4)
		return false;
	b[0].cbBuffer = con_get_be32(t->f.p);
	b[1].pvBuffer = t->f.p + 4 + b[0].cbBuffer;
	b[1].cbBuffer = (ULONG)(t->f.n - 4 - b[0].cbBuffer);
	con_put_be32(body, (u32)VerifySignature(&t->ctx, &d, 0, NULL));
	return say(t, LAB_VERIFIED, NULL, 0, body, sizeof(body));
}

static SECURITY_STATUS query_key(struct talk *t, u8 *hash, ULONG *enctype)
{
	SecPkgContext_SessionKey key = { 0, NULL };
	SecPkgContext_KeyInfoW info = { NULL };
	SECURITY_STATUS st;

	st = QueryContextAttributesW(&t->ctx, SECPKG_ATTR_KEY_INFO, &info);
	if (st != SEC_E_OK)
		return st;
	*enctype = info.EncryptAlgorithm;
	FreeContextBuffer(info.sSignatureAlgorithmName);
	FreeContextBuffer(info.sEncryptAlgorithmName);
	st = QueryContextAttributesW(&t->ctx, SECPKG_ATTR_SESSION_KEY, &key);
	if (st != SEC_E_OK)
		return st;
	if (con_sha256(key.SessionKey, key.SessionKeyLength, hash))
		st = SEC_E_INTERNAL_ERROR;
	FreeContextBuffer(key.SessionKey);
	return st;
}

static bool do_key(struct talk *t)
{
	u8 body[CON_SHA256 + 4];
	ULONG enctype = 0;
	SECURITY_STATUS st;

	st = query_key(t, body, &enctype);
	if (st != SEC_E_OK)
		return say_error(t, st);
	con_put_be32(body + CON_SHA256, enctype);
	return say(t, LAB_KEY, NULL, 0, body, sizeof(body));
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

void con_accept(struct socket *sock, const struct con_service *how)
{
	struct talk t = { .sock = sock, .how = how };
	bool more;

	t.f.buf = vmalloc(LAB_FRAME_MAX);
	t.bindings = vmalloc(BINDINGS_MAX);
	more = t.f.buf && t.bindings && establish(&t);
	while (more && con_get(sock, &t.f) == 0)
		more = command(&t);
	if (t.have_ctx)
		DeleteSecurityContext(&t.ctx);
	if (t.have_cred)
		FreeCredentialsHandle(&t.cred);
	vfree(t.bindings);
	vfree(t.f.buf);
}
