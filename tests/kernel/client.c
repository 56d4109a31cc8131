// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A client of the lab's acceptor: the hand-shake on ksecdd's exported API.
 * Names and tokens are in virtual memory, as they have to be; descriptors and
 * handles are on the stack.
 */
#include "tests/kernel/consumer.h"

#include <linux/vmalloc.h>

const char *const con_packages[CON_PACKAGES] = { "Negotiate", "Kerberos" };

const struct con_enctype con_enctypes[CON_ENCTYPES] = {
	{ 17, "et17/" CON_HOST, "aes128-cts-hmac-sha1-96", 128 },
	{ 18, "et18/" CON_HOST, "aes256-cts-hmac-sha1-96", 256 },
	{ 19, "et19/" CON_HOST, "aes128-cts-hmac-sha256-128", 128 },
	{ 20, "et20/" CON_HOST, "aes256-cts-hmac-sha384-192", 256 },
};

void con_init(struct con_client *c, const struct con_ask *ask)
{
	memset(c, 0, sizeof(*c));
	c->ask = *ask;
}

static struct con_identity identify(const struct con_ask *ask)
{
	return con_identify(CON_VMALLOC, ask->user, ask->domain, ask->password,
			    ask->packages);
}

SECURITY_STATUS con_acquire(struct con_client *c)
{
	UNICODE_STRING package = con_string(c->ask.package);
	UNICODE_STRING principal = con_string(c->ask.principal);
	struct con_identity id = { .bytes.p = NULL };
	SECURITY_STATUS st = SEC_E_OK;

	if (c->ask.cred) {
		c->cred = *c->ask.cred;
		goto out;
	}
	if (c->ask.user && !c->ask.supply)
		id = identify(&c->ask);
	st = AcquireCredentialsHandleW(c->ask.principal ? &principal : NULL,
				       &package, SECPKG_CRED_OUTBOUND, NULL,
				       id.bytes.p, NULL, NULL, &c->cred, NULL);
	c->have_cred = st == SEC_E_OK;
	con_forget(&id);
out:
	con_unstring(&package);
	con_unstring(&principal);
	return st;
}

/* A buffer of the size that the package says is enough, and no byte more. */
static struct con_bytes bring_buffer(struct con_client *c)
{
	UNICODE_STRING package = con_string(c->ask.package);
	struct con_bytes b = { NULL, 0, NULL, CON_VMALLOC };
	PSecPkgInfoW info;
	SECURITY_STATUS st;

	st = QuerySecurityPackageInfoW(&package, &info);
	if (con_want_status("QuerySecurityPackageInfo", SEC_E_OK, st)) {
		b = con_take(CON_VMALLOC, info->cbMaxToken);
		FreeContextBuffer(info);
	}
	con_unstring(&package);
	return b;
}

static SECURITY_STATUS initialize(struct con_client *c, PSecBufferDesc in,
				  PSecBufferDesc out)
{
	UNICODE_STRING target = con_string(c->ask.target);
	SECURITY_STATUS st;

	st = InitializeSecurityContextW(&c->cred, c->have_ctx ? &c->ctx : NULL,
					c->ask.target ? &target : NULL,
					c->ask.flags, 0, SECURITY_NATIVE_DREP,
					in, 0, &c->ctx, out, &c->attr,
					&c->expiry);
	con_unstring(&target);
	return st;
}

/* What was delivered becomes memory of ours. */
static void keep_token(struct con_client *c, bool allocate, SECURITY_STATUS st,
		       const SecBuffer *b, struct con_bytes *room)
{
	if (!allocate) {
		c->token = *room;
		c->token.n = st >= 0 ? b->cbBuffer : 0;
		return;
	}
	if (b->cbBuffer > 0) {
		con_want(is_vmalloc_addr(b->pvBuffer),
			 "a token outside virtual memory");
		c->token = con_copy(CON_VMALLOC, b->pvBuffer, b->cbBuffer);
	}
	con_want_status("FreeContextBuffer", SEC_E_OK,
			FreeContextBuffer(b->pvBuffer));
}

SECURITY_STATUS con_leg(struct con_client *c, const void *in, size_t n)
{
	bool supply = c->ask.supply && !c->have_ctx;
	bool allocate = c->ask.flags & ISC_REQ_ALLOCATE_MEMORY;
	struct con_bytes token = con_copy(CON_VMALLOC, in, n);
	struct con_bytes room = { NULL, 0, NULL, CON_VMALLOC };
	struct con_identity id = { .bytes.p = NULL };
	SecBuffer ib[2] = { { (ULONG)n, SECBUFFER_TOKEN, token.p } };
	SecBufferDesc id_in = { SECBUFFER_VERSION, supply ? 2 : 1, ib };
	SecBuffer ob = { 0, SECBUFFER_TOKEN, NULL };
	SecBufferDesc od = { SECBUFFER_VERSION, 1, &ob };
	SECURITY_STATUS st;

	con_give(&c->token);
	if (supply) {
		id = identify(&c->ask);
		ib[1] = (SecBuffer){ (ULONG)id.bytes.n, SECBUFFER_PKG_PARAMS,
				     id.bytes.p };
	}
	if (!allocate) {
		room = bring_buffer(c);
		ob.pvBuffer = room.p;
		ob.cbBuffer = (ULONG)room.n;
	}
	st = initialize(c, in || supply ? &id_in : NULL, &od);
	if (st >= 0)
		c->have_ctx = true;
	con_want(ob.BufferType == SECBUFFER_TOKEN,
		 "the output buffer's type is %u", ob.BufferType);
	keep_token(c, allocate, st, &ob, &room);
	con_give(&token);
	con_forget(&id);
	return st;
}

/* LAB_COMPLETE: what the peer thinks of the context. */
static bool take_peer_view(struct con_client *c)
{
	const u8 *p = c->frame.p;
	size_t n = c->frame.n, oid_n, name_n;

	if (!con_want(n >= 16, "LAB_COMPLETE is short"))
		return false;
	c->peer_flags = con_get_be32(p);
	c->peer_life = con_get_be32(p + 4);
	oid_n = con_get_be32(p + 8);
	if (!con_want(oid_n <= n - 16, "LAB_COMPLETE is short"))
		return false;
	name_n = con_get_be32(p + 12 + oid_n);
	if (!con_want(name_n == n - 16 - oid_n && name_n < sizeof(c->peer_name),
		      "LAB_COMPLETE holds a name of %zu bytes", name_n))
		return false;
	memcpy(c->peer_name, p + 16 + oid_n, name_n);
	c->peer_name[name_n] = '\0';
	c->peer_done = true;
	return true;
}

static bool send_token(struct con_client *c)
{
	return con_send(c->sock, LAB_TOKEN, NULL, 0, c->token.p, c->token.n);
}

/* The peer's token, or its regrets; nothing else may come. */
static bool recv_token(struct con_client *c)
{
	return con_recv(c->sock, &c->frame) &&
	       con_want(c->frame.type == LAB_TOKEN ||
				c->frame.type == LAB_ERROR,
			"expected a token, got a frame of type %c",
			c->frame.type);
}

static bool recv_type(struct con_client *c, enum lab_type type)
{
	if (!con_recv(c->sock, &c->frame))
		return false;
	if (c->frame.type == LAB_ERROR && type != LAB_ERROR && c->frame.n == 8)
		return con_want(false, "the peer failed: 0x%08x, 0x%08x",
				con_get_be32(c->frame.p),
				con_get_be32(c->frame.p + 4));
	return con_want(c->frame.type == type,
			"expected a frame of type %c, got %c", type,
			c->frame.type);
}

SECURITY_STATUS con_first(struct con_client *c)
{
	SECURITY_STATUS st = con_acquire(c);

	if (st == SEC_E_OK)
		st = con_leg(c, NULL, 0);
	if (st < 0)
		return st;
	con_want(c->token.n > 0, "the first leg gave no token");
	c->sock = con_connect(c->ask.port, &c->frame);
	if (!c->sock || !send_token(c))
		return SEC_E_INTERNAL_ERROR;
	if (st == SEC_I_CONTINUE_NEEDED && !recv_token(c))
		return SEC_E_INTERNAL_ERROR;
	return st;
}

SECURITY_STATUS con_turn(struct con_client *c)
{
	SECURITY_STATUS st = con_leg(c, c->frame.p, c->frame.n);

	if (st >= 0 && c->token.n > 0 && !send_token(c))
		return SEC_E_INTERNAL_ERROR;
	if (st == SEC_I_CONTINUE_NEEDED && !recv_token(c))
		return SEC_E_INTERNAL_ERROR;
	return st;
}

SECURITY_STATUS con_go_on(struct con_client *c, SECURITY_STATUS st)
{
	while (st == SEC_I_CONTINUE_NEEDED && c->frame.type != LAB_ERROR)
		st = con_turn(c);
	if (st == SEC_E_OK && recv_type(c, LAB_COMPLETE))
		take_peer_view(c);
	return st;
}

SECURITY_STATUS con_handshake(struct con_client *c)
{
	return con_go_on(c, con_first(c));
}

bool con_open(struct con_client *c, const struct con_ask *ask)
{
	con_init(c, ask);
	return con_want_status("hand-shake", SEC_E_OK, con_handshake(c)) &&
	       con_want(c->peer_done, "the peer has no context");
}

void con_close(struct con_client *c)
{
	con_disconnect(c->sock, &c->frame);
	if (c->have_ctx)
		con_want_status("DeleteSecurityContext", SEC_E_OK,
				DeleteSecurityContext(&c->ctx));
	if (c->have_cred)
		con_want_status("FreeCredentialsHandle", SEC_E_OK,
				FreeCredentialsHandle(&c->cred));
	con_give(&c->token);
	con_init(c, &c->ask);
}

bool con_call(struct con_client *c, enum lab_type command, const void *head,
	      size_t head_n, const void *body, size_t body_n,
	      enum lab_type answer)
{
	return con_send(c->sock, command, head, head_n, body, body_n) &&
	       recv_type(c, answer);
}

bool con_query(struct con_client *c, ULONG attr, void *out)
{
	SECURITY_STATUS st = QueryContextAttributesW(&c->ctx, attr, out);

	return con_want(st == SEC_E_OK, "attribute %u: %s", attr,
			con_status_name(st));
}
