// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A caller of AcceptSecurityContext() on scripted mechanisms.
 */
#include "tests/fake_server.h"

#include "core/cred.h"
#include "core/ctx.h"
#include "core/spnego/spnego.h"

static ssp_status open_fakes(const struct ssp_identity *id, u32 use,
			     void **cred)
{
	return ssp_spnego_cred_open_from(ssp_fake_mech_at, id, use, cred);
}

/* "Negotiate", but for where its children come from. */
static struct ssp_mech negotiate;

struct ssp_server *ssp_server_start(struct kunit *test)
{
	struct ssp_server *s = kunit_kzalloc(test, sizeof(*s), GFP_KERNEL);
	u8 *in;

	KUNIT_ASSERT_NOT_NULL(test, s);
	test->priv = s;
	s->test = test;
	negotiate = ssp_spnego_mech;
	negotiate.cred_open = open_fakes;
	ssp_talk_script(SSP_TALK_3, SSP_TALK_3, SSP_TALK_3);
	s->memory = ssp_test_memory_start(test);
	s->fake = ssp_fake_start(test);
	in = ssp_test_guarded(test, SSP_SERVER_ROOM);
	s->in_end = in + SSP_SERVER_ROOM;
	s->out_room = ssp_test_guarded(test, SSP_SERVER_ROOM);
	ssp_test_memory_add_virtual(test, in, SSP_SERVER_ROOM);
	ssp_test_memory_add_virtual(test, s->out_room, SSP_SERVER_ROOM);
	return s;
}

void ssp_server_stop(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	size_t i;

	if (!s || !s->memory)
		return;
	DeleteSecurityContext(&s->ctx);
	FreeCredentialsHandle(&s->cred);
	ssp_handle_trim(&ssp_ctxs);
	ssp_handle_trim(&ssp_creds);
	for (i = 0; i < SSP_FAKE_MECHS; i++) {
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[i].ctxs, 0u);
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[i].creds, 0u);
	}
	ssp_fake_stop();
	ssp_test_memory_stop(test, s->memory);
}

void ssp_server_acquire(struct ssp_server *s, size_t package, u32 use)
{
	const struct ssp_mech *mech = package ? &ssp_fake_rows[package - 1] :
						&negotiate;
	struct ssp_identity id = { .is_explicit = false };
	u64 expiry;

	FreeCredentialsHandle(&s->cred);
	KUNIT_ASSERT_EQ(s->test, SEC_E_OK,
			ssp_cred_new(mech, &id, use, &s->cred, &expiry));
}

static bool is_none(const SecHandle *h)
{
	return !h->dwLower && !h->dwUpper;
}

void ssp_server_prepare(struct ssp_server *s, u32 req, struct ssp_span token)
{
	s->args = (struct ssp_server_args){
		.cred = &s->cred,
		.context = is_none(&s->ctx) ? NULL : &s->ctx,
		.req = req,
		.drep = SECURITY_NATIVE_DREP,
		.new_context = &s->ctx,
		.output = &s->out_desc,
		.attr = &s->attr,
		.expiry = &s->expiry,
	};
	s->in_desc = (SecBufferDesc){ SECBUFFER_VERSION, 0, s->in };
	s->out[0] =
		(SecBuffer){ SSP_SERVER_ROOM, SECBUFFER_TOKEN, s->out_room };
	s->out_desc = (SecBufferDesc){ SECBUFFER_VERSION, 1, s->out };
	memset(s->out_room, SSP_SERVER_FRESH, SSP_SERVER_ROOM);
	memset(&s->attr, SSP_SERVER_FRESH, sizeof(s->attr));
	memset(&s->expiry, SSP_SERVER_FRESH, sizeof(s->expiry));
	if (token.n)
		ssp_server_add(s, SECBUFFER_TOKEN, token);
}

/* The first one ends where the room does, the others lie before it. */
void ssp_server_add(struct ssp_server *s, u32 type, struct ssp_span c)
{
	u32 i = s->in_desc.cBuffers;
	u8 *end = i ? s->in[i - 1].pvBuffer : s->in_end;

	KUNIT_ASSERT_LT(s->test, i, (u32)ARRAY_SIZE(s->in));
	KUNIT_ASSERT_LE(s->test, c.n, SSP_SERVER_ROOM / ARRAY_SIZE(s->in));
	s->in[i] = (SecBuffer){ (ULONG)c.n, type, end - c.n };
	if (c.n)
		memcpy(end - c.n, c.p, c.n);
	s->in_desc.cBuffers++;
	s->args.input = &s->in_desc;
}

void ssp_server_bind(struct ssp_server *s, const char *data)
{
	SEC_CHANNEL_BINDINGS header = { 0 };
	u8 blob[sizeof(header) + 64];
	size_t n = strlen(data);

	KUNIT_ASSERT_LE(s->test, n, sizeof(blob) - sizeof(header));
	header.cbApplicationDataLength = (ULONG)n;
	header.dwApplicationDataOffset = sizeof(header);
	memcpy(blob, &header, sizeof(header));
	memcpy(blob + sizeof(header), data, n);
	ssp_server_add(s, SECBUFFER_CHANNEL_BINDINGS,
		       (struct ssp_span){ blob, sizeof(header) + n });
}

ssp_status ssp_server_call(struct ssp_server *s)
{
	const struct ssp_server_args *a = &s->args;

	s->given = s->out[0];
	return AcceptSecurityContext(a->cred, a->context, a->input, a->req,
				     a->drep, a->new_context, a->output,
				     a->attr, a->expiry);
}

ssp_status ssp_server_leg(struct ssp_server *s, u32 req, struct ssp_span token)
{
	ssp_server_prepare(s, req, token);
	return ssp_server_call(s);
}

struct ssp_span ssp_server_token(const struct ssp_server *s)
{
	return (struct ssp_span){ s->out[0].pvBuffer, s->out[0].cbBuffer };
}

void ssp_server_connect(struct ssp_server *s, u32 req)
{
	KUNIT_ASSERT_EQ(s->test, SEC_I_CONTINUE_NEEDED,
			ssp_server_leg(s, req, ssp_talk_text("x1")));
	KUNIT_ASSERT_EQ(s->test, SEC_E_OK,
			ssp_server_leg(s, req, ssp_talk_text("x2")));
}

void ssp_server_delete(struct ssp_server *s)
{
	KUNIT_EXPECT_EQ(s->test, SEC_E_OK, DeleteSecurityContext(&s->ctx));
	memset(&s->ctx, 0, sizeof(s->ctx));
}

void ssp_server_untouched(struct ssp_server *s)
{
	struct kunit *test = s->test;
	size_t i;

	KUNIT_EXPECT_EQ(test, s->given.cbBuffer, s->out[0].cbBuffer);
	KUNIT_EXPECT_EQ(test, s->given.BufferType, s->out[0].BufferType);
	KUNIT_EXPECT_PTR_EQ(test, s->given.pvBuffer, s->out[0].pvBuffer);
	for (i = 0; i < SSP_SERVER_ROOM && s->out_room[i] == SSP_SERVER_FRESH;
	     i++)
		;
	KUNIT_EXPECT_EQ(test, (size_t)SSP_SERVER_ROOM, i);
	KUNIT_EXPECT_EQ(test, (ULONG)SSP_SERVER_FRESH32, s->attr);
	KUNIT_EXPECT_EQ(test, (ULONG)SSP_SERVER_FRESH32, s->expiry.LowPart);
	KUNIT_EXPECT_EQ(test, (LONG)SSP_SERVER_FRESH32, s->expiry.HighPart);
}
