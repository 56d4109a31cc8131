// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Per-message calls as a caller makes them: buffers of the sizes that
 * SECPKG_ATTR_SIZES tells, all of them where the message lies, sent by the
 * lengths that came back.
 */
#include "tests/kernel/consumer.h"

/* TOKEN, PADDING, and so many SECBUFFER_DATA. */
#define PIECES_MAX 4

/* Equal pieces, as far as that goes; the first may be empty. */
static void cut(SecBuffer *b, size_t pieces, const struct con_bytes *msg)
{
	size_t each = msg->n / pieces, i;

	for (i = 0; i < pieces; i++) {
		b[i].BufferType = SECBUFFER_DATA;
		b[i].pvBuffer = msg->p + i * each;
		b[i].cbBuffer =
			(ULONG)(i + 1 < pieces ? each : msg->n - i * each);
	}
}

/* TOKEN, DATA and PADDING by their lengths. */
static struct con_bytes row(enum con_place place, const SecBuffer *b, size_t n)
{
	struct con_bytes all;
	size_t i, at = 0;

	for (i = 0; i < n; i++)
		at += b[i].cbBuffer;
	all = con_take(place, at);
	for (i = 0, at = 0; all.p && i < n; at += b[i++].cbBuffer) {
		if (b[i].cbBuffer > 0)
			memcpy(all.p + at, b[i].pvBuffer, b[i].cbBuffer);
	}
	return all;
}

SECURITY_STATUS con_seal(struct con_client *c, ULONG qop, size_t pieces,
			 struct con_bytes msg, struct con_bytes *out)
{
	SecPkgContext_Sizes sizes = { 0 };
	struct con_bytes copy, token, padding;
	SecBuffer b[PIECES_MAX + 2] = { { 0 } };
	SecBufferDesc d = { SECBUFFER_VERSION, (ULONG)pieces + 2, b };
	SECURITY_STATUS st;

	*out = (struct con_bytes){ NULL, 0, NULL, CON_VMALLOC };
	con_query(c, SECPKG_ATTR_SIZES, &sizes);
	copy = con_copy(msg.place, msg.p, msg.n);
	token = con_take(msg.place, sizes.cbSecurityTrailer);
	padding = con_take(msg.place, sizes.cbBlockSize);
	b[0] = (SecBuffer){ (ULONG)token.n, SECBUFFER_TOKEN, token.p };
	cut(&b[1], pieces, &copy);
	b[pieces + 1] =
		(SecBuffer){ (ULONG)padding.n, SECBUFFER_PADDING, padding.p };
	st = EncryptMessage(&c->ctx, qop, &d, 0);
	/* What is sent lies elsewhere: the module's memory is for the call. */
	if (st == SEC_E_OK)
		*out = row(CON_VMALLOC, b, pieces + 2);
	con_give(&copy);
	con_give(&token);
	con_give(&padding);
	return st;
}

SECURITY_STATUS con_unseal(struct con_client *c, struct con_bytes sealed,
			   size_t token_n, u8 **plain, size_t *plain_n,
			   ULONG *qop)
{
	bool stream = token_n == 0;
	SecBuffer b[2] = {
		{ (ULONG)token_n, SECBUFFER_TOKEN, sealed.p },
		{ (ULONG)(sealed.n - token_n), SECBUFFER_DATA,
		  sealed.p + token_n },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	SECURITY_STATUS st;

	if (stream) {
		b[0] = (SecBuffer){ (ULONG)sealed.n, SECBUFFER_STREAM,
				    sealed.p };
		b[1] = (SecBuffer){ 0, SECBUFFER_DATA, NULL };
	}
	st = DecryptMessage(&c->ctx, &d, 0, qop);
	*plain = st == SEC_E_OK ? b[1].pvBuffer : NULL;
	*plain_n = st == SEC_E_OK ? b[1].cbBuffer : 0;
	return st;
}

SECURITY_STATUS con_sign(struct con_client *c, struct con_bytes msg,
			 struct con_bytes *mic)
{
	SecPkgContext_Sizes sizes = { 0 };
	SecBuffer b[2] = {
		{ (ULONG)msg.n, SECBUFFER_DATA, msg.p },
		{ 0, SECBUFFER_TOKEN, NULL },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	SECURITY_STATUS st;

	con_query(c, SECPKG_ATTR_SIZES, &sizes);
	*mic = con_take(msg.place, sizes.cbMaxSignature);
	b[1].pvBuffer = mic->p;
	b[1].cbBuffer = (ULONG)mic->n;
	st = MakeSignature(&c->ctx, 0, &d, 0);
	mic->n = st == SEC_E_OK ? b[1].cbBuffer : 0;
	return st;
}

SECURITY_STATUS con_verify(struct con_client *c, struct con_bytes msg,
			   const u8 *mic, size_t mic_n)
{
	struct con_bytes copy = con_copy(msg.place, mic, mic_n);
	SecBuffer b[2] = {
		{ (ULONG)msg.n, SECBUFFER_DATA, msg.p },
		{ (ULONG)copy.n, SECBUFFER_TOKEN, copy.p },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	SECURITY_STATUS st;

	st = VerifySignature(&c->ctx, &d, 0, NULL);
	con_give(&copy);
	return st;
}

static bool to_peer(struct con_client *c, struct con_bytes msg)
{
	struct con_bytes sealed;
	bool ok;

	ok = con_want_status("EncryptMessage", SEC_E_OK,
			     con_seal(c, 0, 1, msg, &sealed)) &&
	     con_call(c, LAB_UNWRAP, NULL, 0, sealed.p, sealed.n,
		      LAB_UNWRAPPED) &&
	     con_want(c->frame.n >= 5, "LAB_UNWRAPPED is short") &&
	     con_want_bytes("unwrapped", msg.p, msg.n, c->frame.p + 5,
			    c->frame.n - 5);
	con_give(&sealed);
	return ok;
}

static bool from_peer(struct con_client *c, struct con_bytes msg)
{
	const u8 how = LAB_CONF;
	struct con_bytes sealed;
	size_t plain_n;
	ULONG qop;
	u8 *plain;
	bool ok;

	if (!con_call(c, LAB_WRAP, &how, 1, msg.p, msg.n, LAB_WRAPPED))
		return false;
	sealed = con_copy(msg.place, c->frame.p, c->frame.n);
	ok = con_want_status("DecryptMessage", SEC_E_OK,
			     con_unseal(c, sealed, 0, &plain, &plain_n,
					&qop)) &&
	     con_want_bytes("unsealed", msg.p, msg.n, plain, plain_n);
	con_give(&sealed);
	return ok;
}

bool con_exchange(struct con_client *c, size_t n)
{
	struct con_bytes msg = con_pattern(CON_SLAB, n);
	bool ok = to_peer(c, msg) && from_peer(c, msg);

	con_give(&msg);
	return ok;
}
