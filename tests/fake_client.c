// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A caller of the interface in the scripted world.
 */
#include "tests/fake_client.h"

#include "core/cred.h"
#include "core/ctx.h"
#include "core/krb5/krb5_msg.h"

struct ssp_fake_client *ssp_fake_client_start(struct kunit *test)
{
	struct ssp_fake_client *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);
	u8 *in;

	KUNIT_ASSERT_NOT_NULL(test, c);
	test->priv = c;
	c->test = test;
	c->target = SSP_FAKE_SPN;
	c->memory = ssp_test_memory_start(test);
	c->fake = ssp_fake_start(test);
	in = ssp_test_guarded(test, SSP_FAKE_ROOM);
	c->in_end = in + SSP_FAKE_ROOM;
	c->out_room = ssp_test_guarded(test, SSP_FAKE_ROOM);
	ssp_test_memory_add_virtual(test, in, SSP_FAKE_ROOM);
	ssp_test_memory_add_virtual(test, c->out_room, SSP_FAKE_ROOM);
	return c;
}

void ssp_fake_client_stop(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;

	if (!c || !c->memory)
		return;
	ssp_krb5_cfx_fini(&c->acceptor);
	DeleteSecurityContext(&c->ctx);
	FreeCredentialsHandle(&c->cred);
	ssp_handle_trim(&ssp_ctxs);
	ssp_handle_trim(&ssp_creds);
	if (c->fake)
		KUNIT_EXPECT_EQ(test, 0u, c->fake->creds);
	ssp_fake_stop();
	ssp_test_memory_stop(test, c->memory);
}

void ssp_fake_client_acquire(struct ssp_fake_client *c, const char *package)
{
	KUNIT_ASSERT_EQ(c->test, SEC_E_OK,
			ssp_api_acquire(&ssp_text_utf8, NULL, package,
					SECPKG_CRED_BOTH, NULL, &c->cred,
					NULL));
}

static bool is_none(const SecHandle *h)
{
	return !h->dwLower && !h->dwUpper;
}

void ssp_fake_client_prepare(struct ssp_fake_client *c, u32 req,
			     struct ssp_span token)
{
	bool first = is_none(&c->ctx);

	c->args = (struct ssp_init_args){
		.cred = &c->cred,
		.context = first ? NULL : &c->ctx,
		.target = c->target,
		.req = req,
		.drep = SECURITY_NATIVE_DREP,
		.new_context = &c->ctx,
		.output = &c->out_desc,
		.attr = &c->attr,
		.expiry = &c->expiry,
	};
	c->in_desc = (SecBufferDesc){ SECBUFFER_VERSION, 0, c->in };
	c->out = (SecBuffer){ SSP_FAKE_ROOM, SECBUFFER_TOKEN, c->out_room };
	c->out_desc = (SecBufferDesc){ SECBUFFER_VERSION, 1, &c->out };
	memset(c->out_room, SSP_FAKE_FRESH, SSP_FAKE_ROOM);
	memset(&c->attr, SSP_FAKE_FRESH, sizeof(c->attr));
	memset(&c->expiry, SSP_FAKE_FRESH, sizeof(c->expiry));
	if (token.n)
		ssp_fake_client_add(c, SECBUFFER_TOKEN, token);
}

/* The first one ends where the room does, the others lie before it. */
void ssp_fake_client_add(struct ssp_fake_client *c, u32 type, struct ssp_span s)
{
	u32 i = c->in_desc.cBuffers;
	u8 *end = i ? c->in[i - 1].pvBuffer : c->in_end;

	KUNIT_ASSERT_LT(c->test, i, (u32)ARRAY_SIZE(c->in));
	KUNIT_ASSERT_LE(c->test, s.n, SSP_FAKE_ROOM / ARRAY_SIZE(c->in));
	c->in[i] = (SecBuffer){ (ULONG)s.n, type, end - s.n };
	if (s.n)
		memcpy(end - s.n, s.p, s.n);
	c->in_desc.cBuffers++;
	c->args.input = &c->in_desc;
}

void ssp_fake_client_bind(struct ssp_fake_client *c, const char *data)
{
	SEC_CHANNEL_BINDINGS header = { 0 };
	u8 blob[sizeof(header) + 64];
	size_t n = strlen(data);

	KUNIT_ASSERT_LE(c->test, n, sizeof(blob) - sizeof(header));
	header.cbApplicationDataLength = (ULONG)n;
	header.dwApplicationDataOffset = sizeof(header);
	memcpy(blob, &header, sizeof(header));
	memcpy(blob + sizeof(header), data, n);
	ssp_fake_client_add(c, SECBUFFER_CHANNEL_BINDINGS,
			    (struct ssp_span){ blob, sizeof(header) + n });
}

ssp_status ssp_fake_client_call(struct ssp_fake_client *c)
{
	c->given = c->out;
	return ssp_api_initialize(&ssp_text_utf8, &c->args);
}

ssp_status ssp_fake_client_leg(struct ssp_fake_client *c, u32 req,
			       struct ssp_span token)
{
	ssp_fake_client_prepare(c, req, token);
	return ssp_fake_client_call(c);
}

struct ssp_span ssp_fake_client_token(const struct ssp_fake_client *c)
{
	return (struct ssp_span){ c->out.pvBuffer, c->out.cbBuffer };
}

void ssp_fake_client_reply(struct ssp_fake_client *c,
			   const struct ssp_krb5_keyblock *subkey,
			   struct ssp_wr *w)
{
	struct ssp_fake_rep rep;
	struct ssp_wr token;

	ssp_fake_accept(c->test, c->fake, ssp_fake_client_token(c), &c->peer);
	ssp_wr_init(&token);
	if (c->peer.options & SSP_KRB5_AP_MUTUAL) {
		ssp_fake_rep_of(c->fake, &c->peer, &rep);
		rep.subkey = subkey;
		ssp_fake_ap_rep(c->test, &rep, &token);
	}
	if (c->peer.mechs.n)
		ssp_fake_completed(w, ssp_wr_span(&token));
	else
		ssp_wr_bytes(w, ssp_wr_span(&token));
	ssp_wr_free(&token);
	KUNIT_EXPECT_EQ(c->test, SEC_E_OK, w->st);
}

/* The acceptor's keys: its own subkey when it sent one. */
void ssp_fake_client_accept(struct ssp_fake_client *c,
			    const struct ssp_krb5_keyblock *subkey)
{
	bool mutual = c->peer.options & SSP_KRB5_AP_MUTUAL;
	struct ssp_krb5_cfx_params p = {
		.key = mutual && subkey ? subkey : &c->peer.subkey,
		.acceptor_subkey = mutual && subkey,
		.flags = c->attr,
		.send_seq = mutual ? SSP_FAKE_ACCEPTOR_SEQ : c->peer.seq,
		.recv_seq = c->peer.seq,
	};

	ssp_krb5_cfx_fini(&c->acceptor);
	KUNIT_ASSERT_EQ(c->test, SEC_E_OK, ssp_krb5_cfx_init(&c->acceptor, &p));
}

void ssp_fake_client_connect(struct ssp_fake_client *c, u32 req,
			     const struct ssp_krb5_keyblock *subkey)
{
	struct ssp_span none = { NULL, 0 };
	struct ssp_wr w;
	ssp_status st;

	st = ssp_fake_client_leg(c, req, none);
	KUNIT_ASSERT_GE(c->test, st, 0);
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, subkey, &w);
	if (req & ISC_REQ_ALLOCATE_MEMORY)
		KUNIT_EXPECT_EQ(c->test, SEC_E_OK,
				FreeContextBuffer(c->out.pvBuffer));
	if (st == SEC_I_CONTINUE_NEEDED)
		st = ssp_fake_client_leg(c, req, ssp_wr_span(&w));
	ssp_wr_free(&w);
	KUNIT_ASSERT_EQ(c->test, SEC_E_OK, st);
	ssp_fake_client_accept(c, subkey);
}

void ssp_fake_client_exchange(struct ssp_fake_client *c)
{
	struct kunit *test = c->test;
	u8 data[8] = "message", token[80];
	SecBuffer b[] = {
		{ sizeof(token), SECBUFFER_TOKEN, token },
		{ sizeof(data), SECBUFFER_DATA, data },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	struct ssp_msg m;
	u32 qop;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, EncryptMessage(&c->ctx, 0, &d, 0));
	KUNIT_EXPECT_NE(test, 0, memcmp(data, "message", 8));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_msg_open(&d, SSP_MSG_UNSEAL, &m));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_cfx_unseal(&c->acceptor, &m, &qop));
	SSP_EXPECT_MEMEQ(test, data, "message", 8);

	b[0].cbBuffer = sizeof(token);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_msg_open(&d, SSP_MSG_SEAL, &m));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_cfx_seal(&c->acceptor, &m, 0));
	ssp_msg_close(&m, SSP_MSG_SEAL);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, DecryptMessage(&c->ctx, &d, 0, NULL));
	SSP_EXPECT_MEMEQ(test, data, "message", 8);
}

void ssp_fake_client_delete(struct ssp_fake_client *c)
{
	KUNIT_EXPECT_EQ(c->test, SEC_E_OK, DeleteSecurityContext(&c->ctx));
	memset(&c->ctx, 0, sizeof(c->ctx));
}

void ssp_fake_client_untouched(struct ssp_fake_client *c)
{
	struct kunit *test = c->test;
	size_t i;

	KUNIT_EXPECT_EQ(test, c->given.cbBuffer, c->out.cbBuffer);
	KUNIT_EXPECT_EQ(test, c->given.BufferType, c->out.BufferType);
	KUNIT_EXPECT_PTR_EQ(test, c->given.pvBuffer, c->out.pvBuffer);
	for (i = 0; i < SSP_FAKE_ROOM && c->out_room[i] == SSP_FAKE_FRESH; i++)
		;
	KUNIT_EXPECT_EQ(test, (size_t)SSP_FAKE_ROOM, i);
	KUNIT_EXPECT_EQ(test, (ULONG)SSP_FAKE_FRESH32, c->attr);
	KUNIT_EXPECT_EQ(test, (ULONG)SSP_FAKE_FRESH32, c->expiry.LowPart);
	KUNIT_EXPECT_EQ(test, (LONG)SSP_FAKE_FRESH32, c->expiry.HighPart);
}
