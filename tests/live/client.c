// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A client of the lab's acceptor: the connection, and the hand-shake on the
 * public API.  Per-message calls are in message.c.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* A peer that says nothing for so long is gone. */
#define PEER_SECONDS 20

void live_init(struct live_client *c, const struct live_ask *ask)
{
	memset(c, 0, sizeof(*c));
	c->ask = *ask;
	if (!c->ask.way)
		c->ask.way = live_ways();
	c->fd = -1;
}

SECURITY_STATUS live_acquire(struct live_client *c)
{
	const struct live_way *way = c->ask.way;
	SEC_WCHAR *principal, *package;
	SECURITY_STATUS st;

	if (c->ask.cred) {
		c->cred = *c->ask.cred;
		return SEC_E_OK;
	}
	if (way->a) {
		st = way->a->AcquireCredentialsHandleA((char *)c->ask.principal,
						       (char *)c->ask.package,
						       SECPKG_CRED_OUTBOUND,
						       NULL, c->ask.auth, NULL,
						       NULL, &c->cred, NULL);
	} else {
		principal = live_widen(c->ask.principal);
		package = live_widen(c->ask.package);
		st = way->w->AcquireCredentialsHandleW(principal, package,
						       SECPKG_CRED_OUTBOUND,
						       NULL, c->ask.auth, NULL,
						       NULL, &c->cred, NULL);
		free(principal);
		free(package);
	}
	c->have_cred = st == SEC_E_OK;
	return st;
}

static SECURITY_STATUS initialize(struct live_client *c, PSecBufferDesc in,
				  PSecBufferDesc out)
{
	const struct live_way *way = c->ask.way;
	CtxtHandle *old = c->have_ctx ? &c->ctx : NULL;
	SEC_WCHAR *target;
	SECURITY_STATUS st;

	if (way->a)
		return way->a->InitializeSecurityContextA(
			&c->cred, old, (char *)c->ask.target, c->ask.flags, 0,
			SECURITY_NATIVE_DREP, in, 0, &c->ctx, out, &c->attr,
			&c->expiry);
	target = live_widen(c->ask.target);
	st = way->w->InitializeSecurityContextW(
		&c->cred, old, target, c->ask.flags, 0, SECURITY_NETWORK_DREP,
		in, 0, &c->ctx, out, &c->attr, &c->expiry);
	free(target);
	return st;
}

/* Keep what the library allocated as memory of ours. */
static void keep_token(struct live_client *c, const SecBuffer *b)
{
	if (b->cbBuffer > 0) {
		c->token = malloc(b->cbBuffer);
		memcpy(c->token, b->pvBuffer, b->cbBuffer);
		c->token_n = b->cbBuffer;
	}
	live_want_status("FreeContextBuffer", SEC_E_OK,
			 live_fn(c->ask.way, FreeContextBuffer)(b->pvBuffer));
}

/* A buffer of the size that the package says is enough, and no byte more. */
static void bring_buffer(struct live_client *c, SecBuffer *b)
{
	PSecPkgInfoA info;
	SECURITY_STATUS st;

	st = QuerySecurityPackageInfoA((char *)c->ask.package, &info);
	if (!live_want_status("QuerySecurityPackageInfo", SEC_E_OK, st))
		return;
	b->pvBuffer = malloc(info->cbMaxToken);
	b->cbBuffer = info->cbMaxToken;
	FreeContextBuffer(info);
}

/* Memory of its own, so that nothing lies behind it. */
static void *copy_of(const void *p, size_t n)
{
	void *copy = malloc(n > 0 ? n : 1);

	if (n > 0)
		memcpy(copy, p, n);
	return copy;
}

SECURITY_STATUS live_leg(struct live_client *c, const void *in, size_t n)
{
	SecBuffer ib[2] = {
		{ (ULONG)n, SECBUFFER_TOKEN, copy_of(in, n) },
		{ c->ask.params_n, SECBUFFER_PKG_PARAMS, c->ask.params },
	};
	SecBufferDesc id = { SECBUFFER_VERSION, c->ask.params ? 2 : 1, ib };
	SecBuffer ob = { 0, SECBUFFER_TOKEN, NULL };
	SecBufferDesc od = { SECBUFFER_VERSION, 1, &ob };
	bool allocate = c->ask.flags & ISC_REQ_ALLOCATE_MEMORY;
	SECURITY_STATUS st;

	free(c->token);
	c->token = NULL;
	c->token_n = 0;
	if (!allocate)
		bring_buffer(c, &ob);
	st = initialize(c, in || c->ask.params ? &id : NULL, &od);
	free(ib[0].pvBuffer);
	if (st >= 0) {
		c->have_ctx = true;
		live_want(ob.BufferType == SECBUFFER_TOKEN,
			  "the output buffer's type is %u", ob.BufferType);
	}
	if (allocate) {
		keep_token(c, &ob);
	} else if (st >= 0 && ob.cbBuffer > 0) {
		c->token = ob.pvBuffer;
		c->token_n = ob.cbBuffer;
	} else {
		free(ob.pvBuffer);
	}
	return st;
}

bool live_connect(struct live_client *c)
{
	const struct timeval wait = { .tv_sec = PEER_SECONDS };
	const int one = 1;
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)c->ask.port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	c->frame.buf = malloc(LAB_FRAME_MAX);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return live_want(c->frame.buf && c->fd >= 0 &&
				 setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO,
					    &wait, sizeof(wait)) == 0 &&
				 setsockopt(c->fd, SOL_SOCKET, SO_SNDTIMEO,
					    &wait, sizeof(wait)) == 0 &&
				 setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY,
					    &one, sizeof(one)) == 0 &&
				 connect(c->fd, (struct sockaddr *)&addr,
					 sizeof(addr)) == 0,
			 "no connection to port %d: %m", c->ask.port);
}

bool live_recv(struct live_client *c, enum lab_type type)
{
	if (!live_want(lab_recv(c->fd, &c->frame), "the peer ended: %m"))
		return false;
	if (c->frame.type == LAB_ERROR && type != LAB_ERROR && c->frame.n == 8)
		return live_want(false,
				 "the peer failed: major 0x%08x, minor 0x%08x",
				 lab_get_be32(c->frame.p),
				 lab_get_be32(c->frame.p + 4));
	return live_want(c->frame.type == type,
			 "expected a frame of type %c, got %c", type,
			 c->frame.type);
}

bool live_call(struct live_client *c, enum lab_type command, const void *head,
	       size_t head_n, const void *body, size_t body_n,
	       enum lab_type answer)
{
	return live_want(lab_send(c->fd, (unsigned char)command, head, head_n,
				  body, body_n),
			 "cannot send to the peer: %m") &&
	       live_recv(c, answer);
}

/* LAB_COMPLETE: what the peer thinks of the context. */
static bool take_peer_view(struct live_client *c)
{
	const unsigned char *p = c->frame.p;
	size_t n = c->frame.n, oid_n, name_n;

	if (!live_want(n >= 16, "LAB_COMPLETE is short"))
		return false;
	c->peer_flags = lab_get_be32(p);
	c->peer_life = lab_get_be32(p + 4);
	oid_n = lab_get_be32(p + 8);
	if (!live_want(oid_n <= n - 16, "LAB_COMPLETE is short"))
		return false;
	name_n = lab_get_be32(p + 12 + oid_n);
	if (!live_want(name_n == n - 16 - oid_n &&
			       name_n < sizeof(c->peer_name),
		       "LAB_COMPLETE holds a name of %zu bytes", name_n))
		return false;
	memcpy(c->peer_name, p + 16 + oid_n, name_n);
	c->peer_name[name_n] = '\0';
	c->peer_done = true;
	return true;
}

static bool send_token(struct live_client *c)
{
	return live_want(lab_send(c->fd, LAB_TOKEN, NULL, 0, c->token,
				  c->token_n),
			 "cannot send to the peer: %m");
}

/* The peer's token, or its regrets; nothing else may come. */
static bool recv_token(struct live_client *c)
{
	return live_want(lab_recv(c->fd, &c->frame), "the peer ended: %m") &&
	       live_want(c->frame.type == LAB_TOKEN ||
				 c->frame.type == LAB_ERROR,
			 "expected a token, got a frame of type %c",
			 c->frame.type);
}

SECURITY_STATUS live_first(struct live_client *c)
{
	SECURITY_STATUS st = live_acquire(c);

	if (st == SEC_E_OK)
		st = live_leg(c, NULL, 0);
	if (st < 0)
		return st;
	live_want(c->token_n > 0, "the first leg gave no token");
	if (!live_connect(c) || !send_token(c))
		return SEC_E_INTERNAL_ERROR;
	if (st == SEC_I_CONTINUE_NEEDED && !recv_token(c))
		return SEC_E_INTERNAL_ERROR;
	return st;
}

/* From the peer's answer to a first leg on. */
static SECURITY_STATUS go_on(struct live_client *c, SECURITY_STATUS st)
{
	while (st == SEC_I_CONTINUE_NEEDED) {
		if (c->frame.type == LAB_ERROR)
			return st;
		st = live_leg(c, c->frame.p, c->frame.n);
		if (st >= 0 && c->token_n > 0 && !send_token(c))
			return SEC_E_INTERNAL_ERROR;
		if (st == SEC_I_CONTINUE_NEEDED && !recv_token(c))
			return SEC_E_INTERNAL_ERROR;
	}
	if (st == SEC_E_OK && live_recv(c, LAB_COMPLETE))
		take_peer_view(c);
	return st;
}

SECURITY_STATUS live_handshake(struct live_client *c)
{
	return go_on(c, live_first(c));
}

static void disconnect(struct live_client *c)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	free(c->frame.buf);
	c->frame.buf = NULL;
	c->peer_done = false;
}

SECURITY_STATUS live_again(struct live_client *c)
{
	SECURITY_STATUS st;

	disconnect(c);
	st = live_leg(c, NULL, 0);
	if (st < 0)
		return st;
	if (!live_connect(c) || !send_token(c) ||
	    (st == SEC_I_CONTINUE_NEEDED && !recv_token(c)))
		return SEC_E_INTERNAL_ERROR;
	return go_on(c, st);
}

bool live_open(struct live_client *c, const struct live_ask *ask)
{
	live_init(c, ask);
	return live_want_status("hand-shake", SEC_E_OK, live_handshake(c)) &&
	       live_want(c->peer_done, "the peer has no context");
}

void live_close(struct live_client *c)
{
	disconnect(c);
	if (c->have_ctx)
		live_want_status("DeleteSecurityContext", SEC_E_OK,
				 live_fn(c->ask.way,
					 DeleteSecurityContext)(&c->ctx));
	if (c->have_cred)
		live_want_status("FreeCredentialsHandle", SEC_E_OK,
				 live_fn(c->ask.way,
					 FreeCredentialsHandle)(&c->cred));
	free(c->token);
	live_init(c, &c->ask);
}

bool live_query(struct live_client *c, ULONG attr, void *out)
{
	const struct live_way *way = c->ask.way;
	SECURITY_STATUS st;

	if (way->a)
		st = way->a->QueryContextAttributesA(&c->ctx, attr, out);
	else
		st = way->w->QueryContextAttributesW(&c->ctx, attr, out);
	return live_want(st == SEC_E_OK, "attribute %u: %s", attr,
			 live_status_name(st));
}
