// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Per-message calls as a caller makes them: buffers of the sizes that
 * SECPKG_ATTR_SIZES tells, sent by the lengths that came back.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <stdlib.h>
#include <string.h>

/* TOKEN, PADDING, and so many SECBUFFER_DATA. */
#define PIECES_MAX 8

/* Per-message calls, and those among them that asked for memory. */
static _Atomic unsigned long calls, allocating;
static __thread unsigned long before;

static void watch(void)
{
	before = live_allocations();
}

static SECURITY_STATUS watched(SECURITY_STATUS st)
{
	calls++;
	if (live_allocations() != before)
		allocating++;
	return st;
}

void live_check_allocations(void)
{
	live_want(calls > 0, "there was no per-message call");
	live_want(allocating == 0, "%lu of %lu per-message calls allocated",
		  allocating, calls);
	live_checked("no per-message call allocates");
}

struct live_bytes live_pattern(size_t n)
{
	struct live_bytes b = { malloc(n > 0 ? n : 1), n };
	uint32_t x = 2463534242u;
	size_t i;

	for (i = 0; i < n; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		b.p[i] = (unsigned char)x;
	}
	return b;
}

/* Equal pieces, as far as that goes; the first may be empty. */
static void cut(SecBuffer *b, size_t pieces, struct live_bytes msg)
{
	size_t each = msg.n / pieces, i;

	for (i = 0; i < pieces; i++) {
		b[i].BufferType = SECBUFFER_DATA;
		b[i].pvBuffer = msg.p + i * each;
		b[i].cbBuffer =
			(ULONG)(i + 1 < pieces ? each : msg.n - i * each);
	}
}

static void append(struct live_bytes *row, const SecBuffer *b)
{
	if (b->cbBuffer > 0)
		memcpy(row->p + row->n, b->pvBuffer, b->cbBuffer);
	row->n += b->cbBuffer;
}

SECURITY_STATUS live_seal(struct live_client *c, ULONG qop, size_t pieces,
			  struct live_bytes msg, struct live_bytes *out)
{
	SecBuffer b[PIECES_MAX + 2] = { { 0, SECBUFFER_TOKEN, NULL } };
	SecBufferDesc d = { SECBUFFER_VERSION, (ULONG)pieces + 2, b };
	struct live_bytes copy = live_pattern(msg.n);
	SecPkgContext_Sizes sizes = { 0 };
	SECURITY_STATUS st;
	size_t i;

	*out = (struct live_bytes){ NULL, 0 };
	live_query(c, SECPKG_ATTR_SIZES, &sizes);
	memcpy(copy.p, msg.p, msg.n);
	b[0].pvBuffer = malloc(sizes.cbSecurityTrailer);
	b[0].cbBuffer = sizes.cbSecurityTrailer;
	cut(&b[1], pieces, copy);
	b[pieces + 1].BufferType = SECBUFFER_PADDING;
	b[pieces + 1].pvBuffer = malloc(sizes.cbBlockSize);
	b[pieces + 1].cbBuffer = sizes.cbBlockSize;
	watch();
	st = watched(live_fn(c->ask.way, EncryptMessage)(&c->ctx, qop, &d, 0));
	if (st == SEC_E_OK) {
		out->p = malloc(sizes.cbSecurityTrailer + msg.n +
				sizes.cbBlockSize);
		for (i = 0; i < pieces + 2; i++)
			append(out, &b[i]);
	}
	free(b[0].pvBuffer);
	free(b[pieces + 1].pvBuffer);
	free(copy.p);
	return st;
}

SECURITY_STATUS live_unseal(struct live_client *c, struct live_bytes sealed,
			    size_t token_n, struct live_bytes *plain,
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
	*plain = (struct live_bytes){ NULL, 0 };
	watch();
	st = watched(live_fn(c->ask.way, DecryptMessage)(&c->ctx, &d, 0, qop));
	if (st == SEC_E_OK)
		*plain = (struct live_bytes){ b[1].pvBuffer, b[1].cbBuffer };
	return st;
}

SECURITY_STATUS live_sign(struct live_client *c, struct live_bytes msg,
			  struct live_bytes *mic)
{
	SecBuffer b[2] = {
		{ (ULONG)msg.n, SECBUFFER_DATA, msg.p },
		{ 0, SECBUFFER_TOKEN, NULL },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	SecPkgContext_Sizes sizes = { 0 };
	SECURITY_STATUS st;

	live_query(c, SECPKG_ATTR_SIZES, &sizes);
	b[1].pvBuffer = malloc(sizes.cbMaxSignature);
	b[1].cbBuffer = sizes.cbMaxSignature;
	watch();
	st = watched(live_fn(c->ask.way, MakeSignature)(&c->ctx, 0, &d, 0));
	*mic = (struct live_bytes){ b[1].pvBuffer, b[1].cbBuffer };
	return st;
}

SECURITY_STATUS live_verify(struct live_client *c, struct live_bytes msg,
			    struct live_bytes mic)
{
	SecBuffer b[2] = {
		{ (ULONG)msg.n, SECBUFFER_DATA, msg.p },
		{ (ULONG)mic.n, SECBUFFER_TOKEN, mic.p },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };

	watch();
	return watched(
		live_fn(c->ask.way, VerifySignature)(&c->ctx, &d, 0, NULL));
}

bool live_peer_seals(struct live_client *c, unsigned char how,
		     struct live_bytes msg, struct live_bytes *sealed)
{
	*sealed = (struct live_bytes){ NULL, 0 };
	if (!live_call(c, LAB_WRAP, &how, 1, msg.p, msg.n, LAB_WRAPPED))
		return false;
	*sealed = live_pattern(c->frame.n);
	memcpy(sealed->p, c->frame.p, c->frame.n);
	return true;
}

static bool to_peer(struct live_client *c, struct live_bytes msg)
{
	struct live_bytes sealed;
	bool ok;

	ok = live_want_status("EncryptMessage", SEC_E_OK,
			      live_seal(c, 0, 1, msg, &sealed)) &&
	     live_call(c, LAB_UNWRAP, NULL, 0, sealed.p, sealed.n,
		       LAB_UNWRAPPED) &&
	     live_want(c->frame.n >= 5 && c->frame.p[0] == LAB_CONF,
		       "the peer does not find it sealed") &&
	     live_want_bytes("unwrapped", msg.p, msg.n, c->frame.p + 5,
			     c->frame.n - 5);
	free(sealed.p);
	return ok;
}

static bool from_peer(struct live_client *c, struct live_bytes msg)
{
	struct live_bytes sealed, plain;
	ULONG qop = 0;
	bool ok;

	ok = live_peer_seals(c, LAB_CONF, msg, &sealed) &&
	     live_want_status("DecryptMessage", SEC_E_OK,
			      live_unseal(c, sealed, 0, &plain, &qop)) &&
	     live_want_bytes("unsealed", msg.p, msg.n, plain.p, plain.n);
	free(sealed.p);
	return ok;
}

bool live_exchange(struct live_client *c, size_t n)
{
	struct live_bytes msg = live_pattern(n);
	bool ok = to_peer(c, msg) && from_peer(c, msg);

	free(msg.p);
	return ok;
}
