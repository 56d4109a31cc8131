// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A client and a server of the public interface on the real mechanisms.
 */
#include "tests/negotiate_talk.h"

#include "core/cred.h"
#include "core/ctx.h"
#include "core/krb5/krb5_replay.h"
#include "tests/fake_service.h"

#define CONT SEC_I_CONTINUE_NEEDED

/* Where things lie in the blob. */
#define BINDINGS 0
#define RESULT 256
#define IDENTITY 512
#define TEXTS 768
#define BLOB 1024

static const struct ssp_fake_account accounts[] = {
	{ "alice", "EXAMPLE", "secret" },
	{ NULL, NULL, NULL },
};

static void make_world(struct negotiate_talk *t)
{
	struct ssp_fake_ap *ap =
		kunit_kzalloc(t->test, sizeof(*ap), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(t->test, ap);
	t->fake = ssp_fake_start(t->test);
	ssp_wr_init(&t->ticket);
	ssp_wr_init(&t->keytab);
	ssp_fake_ap_of(t->fake, ap);
	ssp_fake_ap_ticket(t->test, ap, &t->ticket);
	t->fake->ticket = ssp_wr_span(&t->ticket);
	ssp_fake_keytab(&t->keytab);
	ssp_fake_keytab_add(&t->keytab, &ap->service, 3, &ap->service_key);
	t->fake->keytab = ssp_wr_span(&t->keytab);
	t->fake->keys_st = SEC_E_OK;
	t->fake->accounts = accounts;
}

struct negotiate_talk *negotiate_talk_start(struct kunit *test)
{
	struct negotiate_talk *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	size_t i;
	u8 *in;

	KUNIT_ASSERT_NOT_NULL(test, t);
	test->priv = t;
	t->test = test;
	t->memory = ssp_test_memory_start(test);
	make_world(t);
	for (i = 0; i < NEGOTIATE_LEGS; i++) {
		t->token[i] = kunit_kzalloc(test, NEGOTIATE_ROOM, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, t->token[i]);
	}
	in = ssp_test_guarded(test, NEGOTIATE_ROOM);
	t->in_end = in + NEGOTIATE_ROOM;
	t->blob = ssp_test_guarded(test, BLOB);
	ssp_test_memory_add_virtual(test, in, NEGOTIATE_ROOM);
	ssp_test_memory_add_virtual(test, t->blob, BLOB);
	t->client.package = "Negotiate";
	t->client.req = NEGOTIATE_ISC;
	t->server.server = true;
	t->server.package = "Negotiate";
	t->server.req = NEGOTIATE_ASC | ASC_REQ_EXTENDED_ERROR;
	t->target = SSP_FAKE_SPN;
	return t;
}

void negotiate_talk_stop(struct kunit *test)
{
	struct negotiate_talk *t = test->priv;

	if (!t || !t->memory)
		return;
	negotiate_talk_end(t);
	ssp_wr_free(&t->ticket);
	ssp_wr_free(&t->keytab);
	ssp_fake_stop();
	ssp_test_memory_stop(test, t->memory);
}

static bool is_none(const SecHandle *h)
{
	return !h->dwLower && !h->dwUpper;
}

/* What goes into the identity lies behind it; @at is where the last ended. */
static ULONG put_text(struct negotiate_talk *t, const char *s, size_t *at,
		      unsigned char **p)
{
	size_t n = s ? strlen(s) : 0;

	KUNIT_ASSERT_LE(t->test, *at + n, (size_t)BLOB);
	*p = s ? t->blob + *at : NULL;
	if (n)
		memcpy(*p, s, n);
	*at += n;
	return (ULONG)n;
}

static const void *identity(struct negotiate_talk *t,
			    const struct negotiate_side *side)
{
	SEC_WINNT_AUTH_IDENTITY_EXA id = {
		.Version = SEC_WINNT_AUTH_IDENTITY_VERSION,
		.Length = sizeof(id),
		.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI,
	};
	size_t at = TEXTS;

	if (!side->list && !side->user)
		return NULL;
	id.UserLength = put_text(t, side->user, &at, &id.User);
	id.DomainLength = put_text(t, side->domain, &at, &id.Domain);
	id.PasswordLength = put_text(t, side->password, &at, &id.Password);
	id.PackageListLength = put_text(t, side->list, &at, &id.PackageList);
	memcpy(t->blob + IDENTITY, &id, sizeof(id));
	return t->blob + IDENTITY;
}

static ssp_status acquire(struct negotiate_talk *t, struct negotiate_side *side)
{
	u32 use = side->server ? SECPKG_CRED_INBOUND : SECPKG_CRED_OUTBOUND;

	return ssp_api_acquire(&ssp_text_utf8, NULL, side->package, use,
			       identity(t, side), &side->cred, NULL);
}

static u32 put_bindings(struct negotiate_talk *t, const char *data)
{
	SEC_CHANNEL_BINDINGS b = {
		.cbApplicationDataLength = (ULONG)strlen(data),
		.dwApplicationDataOffset = sizeof(b),
	};

	memcpy(t->blob + BINDINGS, &b, sizeof(b));
	memcpy(t->blob + BINDINGS + sizeof(b), data, strlen(data));
	return (u32)(sizeof(b) + strlen(data));
}

/**
 * struct leg - one call's buffers
 * @in: TOKEN and CHANNEL_BINDINGS, each if there is one
 * @ins: pInput
 * @out: TOKEN, and a server's CHANNEL_BINDINGS_RESULT
 * @outs: pOutput
 */
struct leg {
	SecBuffer in[2];
	SecBufferDesc ins;
	SecBuffer out[2];
	SecBufferDesc outs;
};

static void prepare(struct negotiate_talk *t, const struct negotiate_side *side,
		    struct leg *l)
{
	struct ssp_span token = { NULL, 0 };

	memset(l, 0, sizeof(*l));
	l->ins = (SecBufferDesc){ SECBUFFER_VERSION, 0, l->in };
	l->outs = (SecBufferDesc){ SECBUFFER_VERSION, 1, l->out };
	if (t->legs)
		token = negotiate_talk_token(t, t->legs - 1);
	if (token.n) {
		memcpy(t->in_end - token.n, token.p, token.n);
		l->in[l->ins.cBuffers++] = (SecBuffer){ (ULONG)token.n,
							SECBUFFER_TOKEN,
							t->in_end - token.n };
	}
	if (side->bindings)
		l->in[l->ins.cBuffers++] =
			(SecBuffer){ put_bindings(t, side->bindings),
				     SECBUFFER_CHANNEL_BINDINGS,
				     t->blob + BINDINGS };
	l->out[0].BufferType = SECBUFFER_TOKEN;
	if (side->server) {
		memset(t->blob + RESULT, 0, sizeof(ULONG));
		l->out[1] = (SecBuffer){ sizeof(ULONG),
					 SECBUFFER_CHANNEL_BINDINGS_RESULT,
					 t->blob + RESULT };
		l->outs.cBuffers++;
	}
}

static ssp_status initiate(struct negotiate_talk *t, struct leg *l)
{
	struct negotiate_side *side = &t->client;
	const struct ssp_init_args args = {
		.cred = &side->cred,
		.context = is_none(&side->ctx) ? NULL : &side->ctx,
		.target = t->target,
		.req = side->req | ISC_REQ_ALLOCATE_MEMORY,
		.drep = SECURITY_NATIVE_DREP,
		.input = l->ins.cBuffers ? &l->ins : NULL,
		.new_context = &side->ctx,
		.output = &l->outs,
		.attr = &side->attr,
	};

	return ssp_api_initialize(&ssp_text_utf8, &args);
}

static ssp_status serve(struct negotiate_talk *t, struct leg *l)
{
	struct negotiate_side *side = &t->server;
	PCtxtHandle ctx = is_none(&side->ctx) ? NULL : &side->ctx;
	ssp_status st;

	st = AcceptSecurityContext(&side->cred, ctx,
				   l->ins.cBuffers ? &l->ins : NULL,
				   side->req | ASC_REQ_ALLOCATE_MEMORY,
				   SECURITY_NATIVE_DREP, &side->ctx, &l->outs,
				   &side->attr, NULL);
	memcpy(&side->found, t->blob + RESULT, sizeof(side->found));
	return st;
}

/* Is there something for the other side? */
static bool step(struct negotiate_talk *t, struct negotiate_side *side)
{
	struct leg l;
	size_t n;

	prepare(t, side, &l);
	side->st = side->server ? serve(t, &l) : initiate(t, &l);
	n = l.out[0].cbBuffer;
	if (!n)
		return false;
	KUNIT_ASSERT_LE(t->test, n, (size_t)NEGOTIATE_ROOM);
	memcpy(t->token[t->legs], l.out[0].pvBuffer, n);
	t->n[t->legs] = n;
	KUNIT_EXPECT_EQ(t->test, SEC_E_OK,
			FreeContextBuffer(l.out[0].pvBuffer));
	if (t->meddle)
		t->meddle(t, t->legs);
	return t->n[t->legs++] > 0;
}

static ssp_status verdict(const struct negotiate_talk *t)
{
	const ssp_status memory = SEC_E_INSUFFICIENT_MEMORY;

	if (t->client.st == memory || t->server.st == memory)
		return memory;
	if (t->client.st < 0 || t->server.st == SEC_E_OK)
		return t->client.st;
	return t->server.st;
}

ssp_status negotiate_talk_acquire(struct negotiate_talk *t)
{
	ssp_status st;

	negotiate_talk_end(t);
	st = acquire(t, &t->client);
	return st < 0 ? st : acquire(t, &t->server);
}

ssp_status negotiate_talk_shake(struct negotiate_talk *t)
{
	bool server = t->server_first;

	while (step(t, server ? &t->server : &t->client) &&
	       t->legs < NEGOTIATE_LEGS)
		server = !server;
	KUNIT_EXPECT_LT(t->test, t->legs, (size_t)NEGOTIATE_LEGS);
	return verdict(t);
}

ssp_status negotiate_talk_run(struct negotiate_talk *t)
{
	ssp_status st = negotiate_talk_acquire(t);

	return st < 0 ? st : negotiate_talk_shake(t);
}

static void end_side(struct negotiate_talk *t, struct negotiate_side *side)
{
	if (!is_none(&side->ctx))
		KUNIT_EXPECT_EQ(t->test, SEC_E_OK,
				DeleteSecurityContext(&side->ctx));
	if (!is_none(&side->cred))
		KUNIT_EXPECT_EQ(t->test, SEC_E_OK,
				FreeCredentialsHandle(&side->cred));
	memset(&side->ctx, 0, sizeof(side->ctx));
	memset(&side->cred, 0, sizeof(side->cred));
	side->st = CONT;
	side->attr = 0;
	side->found = 0;
}

void negotiate_talk_end(struct negotiate_talk *t)
{
	end_side(t, &t->client);
	end_side(t, &t->server);
	ssp_handle_trim(&ssp_ctxs);
	ssp_handle_trim(&ssp_creds);
	ssp_krb5_replay_clear(&ssp_krb5_replays);
	KUNIT_EXPECT_EQ(t->test, 0u, t->fake->creds);
	t->legs = 0;
}

struct ssp_span negotiate_talk_token(const struct negotiate_talk *t, size_t leg)
{
	return (struct ssp_span){ t->token[leg], t->n[leg] };
}

static struct negotiate_side *peer_of(struct negotiate_talk *t,
				      const struct negotiate_side *side)
{
	return side->server ? &t->client : &t->server;
}

static SecPkgContext_Sizes sizes_of(struct negotiate_talk *t,
				    struct negotiate_side *side)
{
	SecPkgContext_Sizes sizes = { 0 };

	KUNIT_EXPECT_EQ(t->test, SEC_E_OK,
			ssp_api_query_context(&ssp_text_utf8, &side->ctx,
					      SECPKG_ATTR_SIZES, &sizes));
	return sizes;
}

u32 negotiate_talk_seal(struct negotiate_talk *t, struct negotiate_side *from)
{
	struct negotiate_side *to = peer_of(t, from);
	struct kunit *test = t->test;
	u8 data[8] = "message", token[80];
	SecBuffer b[] = {
		{ sizes_of(t, from).cbSecurityTrailer, SECBUFFER_TOKEN, token },
		{ sizeof(data), SECBUFFER_DATA, data },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	u32 number = 0;
	size_t i;

	KUNIT_ASSERT_LE(test, (size_t)b[0].cbBuffer, sizeof(token));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, EncryptMessage(&from->ctx, 0, &d, 0));
	KUNIT_EXPECT_NE(test, 0, memcmp(data, "message", sizeof(data)));
	for (i = 0; i < 4; i++)
		number |= (u32)token[12 + i] << 8 * i;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, DecryptMessage(&to->ctx, &d, 0, NULL));
	SSP_EXPECT_MEMEQ(test, data, "message", sizeof(data));
	return number;
}

void negotiate_talk_sign(struct negotiate_talk *t, struct negotiate_side *from)
{
	struct negotiate_side *to = peer_of(t, from);
	struct kunit *test = t->test;
	u8 data[8] = "message", token[80];
	SecBuffer b[] = {
		{ sizes_of(t, from).cbMaxSignature, SECBUFFER_TOKEN, token },
		{ sizeof(data), SECBUFFER_DATA, data },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };

	KUNIT_ASSERT_LE(test, (size_t)b[0].cbBuffer, sizeof(token));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, MakeSignature(&from->ctx, 0, &d, 0));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, VerifySignature(&to->ctx, &d, 0, NULL));
}

void negotiate_talk_is(struct negotiate_talk *t, struct negotiate_side *side,
		       const char *package, u32 state)
{
	SecPkgContext_NegotiationInfoA info = { NULL, 0 };
	struct kunit *test = t->test;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_query_context(&ssp_text_utf8, &side->ctx,
					      SECPKG_ATTR_NEGOTIATION_INFO,
					      &info));
	KUNIT_EXPECT_STREQ(test, (const char *)info.PackageInfo->Name, package);
	KUNIT_EXPECT_EQ(test, state, info.NegotiationState);
	FreeContextBuffer(info.PackageInfo);
}

void negotiate_talk_knows(struct negotiate_talk *t, const char *client)
{
	SecPkgContext_ClientSpecifiedTarget target = { NULL };
	SecPkgContext_NamesA names = { NULL };
	struct kunit *test = t->test;
	size_t i;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_query_context(&ssp_text_utf8, &t->server.ctx,
					      SECPKG_ATTR_NAMES, &names));
	KUNIT_EXPECT_STREQ(test, (const char *)names.sUserName, client);
	FreeContextBuffer(names.sUserName);
	if (!t->target)
		return;
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_query_context(
				&ssp_text_utf8, &t->server.ctx,
				SECPKG_ATTR_CLIENT_SPECIFIED_TARGET, &target));
	for (i = 0; t->target[i]; i++)
		KUNIT_EXPECT_EQ(test, (u16)t->target[i],
				(u16)target.sTargetName[i]);
	FreeContextBuffer(target.sTargetName);
}
