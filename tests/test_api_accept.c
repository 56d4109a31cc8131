// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AcceptSecurityContext on scripted mechanisms: legs, results, request and
 * answer bits, what is told of a failure, and what can be asked afterwards.
 *
 * Wrong arguments are in api_accept_args, both ends of the interface at once in
 * api_talk.
 */
#include <kunit/test.h>

#include "core/rd.h"
#include "tests/fake_server.h"

#define CONT SEC_I_CONTINUE_NEEDED

static const struct ssp_span none = { NULL, 0 };

static struct ssp_span text(const char *s)
{
	return ssp_talk_text(s);
}

static int accept_init(struct kunit *test)
{
	struct ssp_server *s = ssp_server_start(test);

	ssp_server_acquire(s, 1, SECPKG_CRED_BOTH);
	return 0;
}

static bool said(const struct ssp_server *s, const char *token)
{
	return ssp_span_eq(ssp_server_token(s), text(token));
}

static void legs_make_a_context(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	CtxtHandle first;
	u8 data[4] = { 0 }, token[4] = { 0 };
	SecBuffer b[] = {
		{ sizeof(token), SECBUFFER_TOKEN, token },
		{ sizeof(data), SECBUFFER_DATA, data },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };

	KUNIT_EXPECT_EQ(test, CONT, ssp_server_leg(s, 0, text("x1")));
	KUNIT_EXPECT_TRUE(test, said(s, "y1"));
	KUNIT_EXPECT_EQ(test, (ULONG)SECBUFFER_TOKEN, s->out[0].BufferType);
	KUNIT_EXPECT_TRUE(test, ssp_fake_mechs[0].accepting);
	first = s->ctx;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			EncryptMessage(&s->ctx, 0, &d, 0));
	/* The credential need not be repeated. */
	ssp_server_prepare(s, 0, text("x2"));
	s->args.cred = NULL;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_server_call(s));
	KUNIT_EXPECT_EQ(test, 0u, s->out[0].cbBuffer);
	KUNIT_EXPECT_EQ(test, first.dwLower, s->ctx.dwLower);
	KUNIT_EXPECT_EQ(test, first.dwUpper, s->ctx.dwUpper);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, EncryptMessage(&s->ctx, 0, &d, 0));
	KUNIT_EXPECT_EQ(test, 0u, ssp_fake_mechs[0].wrong);
}

/* A leg that goes on and has nothing to say; one without any output. */
static void empty_tokens(struct kunit *test)
{
	struct ssp_server *s = test->priv;

	ssp_fake_mechs[0].accepts[0].out = none;
	KUNIT_EXPECT_EQ(test, CONT, ssp_server_leg(s, 0, text("x1")));
	KUNIT_EXPECT_EQ(test, 0u, s->out[0].cbBuffer);
	ssp_server_prepare(s, 0, text("x2"));
	s->args.output = NULL;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_server_call(s));
}

static void results_are_optional(struct kunit *test)
{
	struct ssp_server *s = test->priv;

	ssp_server_prepare(s, 0, text("x1"));
	s->args.attr = NULL;
	s->args.expiry = NULL;
	KUNIT_EXPECT_EQ(test, CONT, ssp_server_call(s));
	ssp_server_prepare(s, 0, text("x2"));
	s->args.new_context = NULL;
	s->args.drep = SECURITY_NETWORK_DREP;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_server_call(s));
}

/* In local time, as it is, and never if it is not known. */
static void the_expiry_is_told(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	const u64 expiry = SSP_FAKE_NOW + 3600 * SSP_TICKS_PER_SEC;
	u64 got;

	s->fake->zone = 7200 * (s64)SSP_TICKS_PER_SEC;
	KUNIT_EXPECT_EQ(test, CONT, ssp_server_leg(s, 0, text("x1")));
	KUNIT_EXPECT_EQ(test, (ULONG)0xffffffff, s->expiry.LowPart);
	KUNIT_EXPECT_EQ(test, (LONG)0x7fffffff, s->expiry.HighPart);
	ssp_fake_mechs[0].expiry = expiry;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_server_leg(s, 0, text("x2")));
	got = (u64)(u32)s->expiry.HighPart << 32 | s->expiry.LowPart;
	KUNIT_EXPECT_EQ(test, expiry + (u64)s->fake->zone, got);
}

/* The same word sits on other bits than an initiator's (sspi.h). */
static const struct word {
	const char *what;
	u32 asc;
	u32 isc; /* to the mechanism, and from it */
} words[] = {
	{ "DELEGATE", 0x00000001, ISC_REQ_DELEGATE },
	{ "MUTUAL_AUTH", 0x00000002, ISC_REQ_MUTUAL_AUTH },
	{ "REPLAY_DETECT", 0x00000004, ISC_REQ_REPLAY_DETECT },
	{ "SEQUENCE_DETECT", 0x00000008, ISC_REQ_SEQUENCE_DETECT },
	{ "CONFIDENTIALITY", 0x00000010, ISC_REQ_CONFIDENTIALITY },
	{ "USE_SESSION_KEY", 0x00000020, ISC_REQ_USE_SESSION_KEY },
	{ "SESSION_TICKET", 0x00000040, 0 },
	{ "USE_DCE_STYLE", 0x00000200, ISC_REQ_USE_DCE_STYLE },
	{ "DATAGRAM", 0x00000400, ISC_REQ_DATAGRAM },
	{ "CONNECTION", 0x00000800, ISC_REQ_CONNECTION },
	{ "CALL_LEVEL", 0x00001000, 0 },
	{ "FRAGMENT_SUPPLIED", 0x00002000, 0 },
	{ "EXTENDED_ERROR", 0x00008000, ISC_REQ_EXTENDED_ERROR },
	{ "STREAM", 0x00010000, ISC_REQ_STREAM },
	{ "INTEGRITY", 0x00020000, ISC_REQ_INTEGRITY },
	{ "LICENSING", 0x00040000, 0 },
	{ "IDENTIFY", 0x00080000, ISC_REQ_IDENTIFY },
	{ "ALLOW_NULL_SESSION", 0x00100000, ISC_REQ_NULL_SESSION },
	{ "ALLOW_NON_USER_LOGONS", 0x00200000, 0 },
	{ "ALLOW_CONTEXT_REPLAY", 0x00400000, 0 },
	{ "FRAGMENT_TO_FIT", 0x00800000, 0 },
	{ "NO_TOKEN", 0x01000000, 0 },
	{ "PROXY_BINDINGS", 0x04000000, 0 },
	{ "ALLOW_MISSING_BINDINGS", 0x10000000, 0 },
};

static void words_desc(const struct word *w, char *desc)
{
	strcpy(desc, w->what);
}

KUNIT_ARRAY_PARAM(words, words, words_desc);

static void bits_are_translated(struct kunit *test)
{
	const struct word *w = test->param_value;
	struct ssp_server *s = test->priv;
	SecPkgContext_Flags flags = { 0 };

	ssp_fake_mechs[0].granted = w->isc;
	ssp_server_connect(s, w->asc);
	KUNIT_EXPECT_EQ(test, w->isc, ssp_fake_mechs[0].flags);
	KUNIT_EXPECT_EQ(test, w->isc ? w->asc : 0u, s->attr);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_api_query_context(&ssp_text_utf8, &s->ctx,
					      SECPKG_ATTR_FLAGS, &flags));
	KUNIT_EXPECT_EQ(test, w->isc ? w->asc : 0u, flags.Flags);
}

/* What a caller's memory becomes meanwhile is of no account, on either side. */
static void tokens_are_read_once(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	struct ssp_fake_mech *mech = &ssp_fake_mechs[0];
	struct ssp_init_args a = {
		.cred = &s->cred,
		.drep = SECURITY_NATIVE_DREP,
		.new_context = &s->ctx,
		.output = &s->out_desc,
	};

	mech->wreck = s->in_end - 2;
	mech->nwreck = 2;
	ssp_server_connect(s, 0);
	KUNIT_EXPECT_EQ(test, 0, (int)s->in_end[-1]);
	ssp_server_delete(s);
	ssp_server_prepare(s, 0, none);
	KUNIT_EXPECT_EQ(test, CONT, ssp_api_initialize(&ssp_text_utf8, &a));
	ssp_server_prepare(s, 0, text("y1"));
	a.context = &s->ctx;
	a.input = &s->in_desc;
	KUNIT_EXPECT_GE(test, ssp_api_initialize(&ssp_text_utf8, &a), 0);
	KUNIT_EXPECT_EQ(test, 0u, mech->wrong);
	KUNIT_EXPECT_EQ(test, 4u, mech->steps);
}

/* What fails before the mechanism has heard of it can be done again. */
static void without_memory_a_leg_is_not_taken(struct kunit *test)
{
	struct ssp_server *s = test->priv;

	ssp_fake_mechs[0].accepts[1].out = none;
	KUNIT_ASSERT_EQ(test, CONT, ssp_server_leg(s, 0, text("x1")));
	ssp_test_memory_fail_at(s->memory, 1);
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY,
			ssp_server_leg(s, 0, text("x2")));
	ssp_test_memory_fail_at(s->memory, 0);
	ssp_server_untouched(s);
	KUNIT_EXPECT_EQ(test, 1u, ssp_fake_mechs[0].steps);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_server_leg(s, 0, text("x2")));
}

/* What was not granted is not told, whatever was asked for. */
static void bits_are_true(struct kunit *test)
{
	struct ssp_server *s = test->priv;

	ssp_fake_mechs[0].granted = ISC_RET_INTEGRITY | ISC_RET_MUTUAL_AUTH |
				    ISC_RET_USED_COLLECTED_CREDS;
	ssp_server_connect(s, ASC_REQ_CONFIDENTIALITY);
	KUNIT_EXPECT_EQ(test, (u32)(ASC_RET_INTEGRITY | ASC_RET_MUTUAL_AUTH),
			s->attr);
}

static void policies_are_passed_on(struct kunit *test)
{
	static const struct {
		u32 req;
		u32 policy;
	} rows[] = {
		{ 0, 0 },
		{ ASC_REQ_ALLOW_MISSING_BINDINGS, SSP_ACCEPT_MISSING_BINDINGS },
		{ ASC_REQ_PROXY_BINDINGS, SSP_ACCEPT_PROXY_BINDINGS },
	};
	struct ssp_server *s = test->priv;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		KUNIT_EXPECT_EQ(test, CONT,
				ssp_server_leg(s, rows[i].req, text("x1")));
		KUNIT_EXPECT_EQ(test, rows[i].policy, ssp_fake_mechs[0].policy);
		ssp_server_delete(s);
	}
}

static void memory_can_be_the_packages(struct kunit *test)
{
	struct ssp_server *s = test->priv;

	ssp_server_prepare(s, ASC_REQ_ALLOCATE_MEMORY, text("x1"));
	s->out[0].pvBuffer = NULL;
	s->out[0].cbBuffer = 0;
	KUNIT_EXPECT_EQ(test, CONT, ssp_server_call(s));
	KUNIT_EXPECT_TRUE(test, said(s, "y1"));
	KUNIT_EXPECT_TRUE(test, s->attr & ASC_RET_ALLOCATED_MEMORY);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(s->out[0].pvBuffer));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_server_leg(s, ASC_REQ_ALLOCATE_MEMORY, text("x2")));
	KUNIT_EXPECT_NULL(test, s->out[0].pvBuffer);
	KUNIT_EXPECT_EQ(test, 0u, s->out[0].cbBuffer);
}

/* The mechanism's step is not taken twice: its peer would call it a replay. */
static void a_token_waits_for_room(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	SEC_CHANNEL_BINDINGS_RESULT found = { 0 };

	ssp_fake_mechs[0].accepts[1].out = text("more than one byte");
	KUNIT_EXPECT_EQ(test, CONT, ssp_server_leg(s, 0, text("x1")));
	ssp_server_prepare(s, 0, text("x2"));
	s->out[0].cbBuffer = 1;
	ssp_fake_mechs[0].found = SEC_CHANNEL_BINDINGS_RESULT_VALID_MATCHED;
	s->out[1] = (SecBuffer){ 4, SECBUFFER_CHANNEL_BINDINGS_RESULT,
				 s->out_room + 64 };
	s->out_desc.cBuffers = 2;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, ssp_server_call(s));
	ssp_server_untouched(s);
	ssp_server_prepare(s, 0, none);
	s->out[1] = (SecBuffer){ 4, SECBUFFER_CHANNEL_BINDINGS_RESULT,
				 s->out_room + 64 };
	s->out_desc.cBuffers = 2;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_server_call(s));
	KUNIT_EXPECT_TRUE(test, said(s, "more than one byte"));
	memcpy(&found, s->out_room + 64, sizeof(found));
	KUNIT_EXPECT_EQ(test, (ULONG)SEC_CHANNEL_BINDINGS_RESULT_VALID_MATCHED,
			found.flags);
	KUNIT_EXPECT_EQ(test, 2u, ssp_fake_mechs[0].steps);
}

/* Its context goes without it: then the mechanism hears, whoever is above it. */
static void a_token_that_nobody_gets(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	struct ssp_fake_mech *mech = &ssp_fake_mechs[0];
	size_t i;

	for (i = 0; i < 2; i++) {
		ssp_server_acquire(s, i, SECPKG_CRED_BOTH);
		mech->undelivered = 0;
		mech->accepts[0].in = i ? text("x1") : text("R0 x1");
		ssp_server_prepare(s, 0, mech->accepts[0].in);
		s->out[0].cbBuffer = 1;
		KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL,
				ssp_server_call(s));
		ssp_server_untouched(s);
		KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, s->ctx.dwLower);
		KUNIT_EXPECT_EQ(test, 1u, mech->undelivered);
		KUNIT_EXPECT_EQ(test, CONT,
				ssp_server_leg(s, 0, mech->accepts[0].in));
		ssp_server_delete(s);
		KUNIT_EXPECT_EQ(test, 1u, mech->undelivered);
	}
	/* A later one waits as long as there is a context. */
	mech->accepts[1].out = text("more than one byte");
	KUNIT_EXPECT_EQ(test, CONT, ssp_server_leg(s, 0, text("x1")));
	ssp_server_prepare(s, 0, text("x2"));
	s->out[0].cbBuffer = 1;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, ssp_server_call(s));
	KUNIT_EXPECT_EQ(test, 1u, mech->undelivered);
	ssp_server_delete(s);
	KUNIT_EXPECT_EQ(test, 2u, mech->undelivered);
}

/**
 * struct failure - a leg that fails, and what is delivered of it
 * @what: which
 * @req: ASC_REQ_*
 * @alert: the mechanism has something to tell
 * @room: for it
 * @told: it is delivered
 */
struct failure {
	const char *what;
	u32 req;
	bool alert;
	u32 room;
	bool told;
};

static const struct failure failures[] = {
	{ "nothing asked for", 0, true, SSP_SERVER_ROOM, false },
	{ "errors asked for", ASC_REQ_EXTENDED_ERROR, true, SSP_SERVER_ROOM,
	  true },
	/* The bit that means it to an initiator. */
	{ "something else asked for", ISC_REQ_EXTENDED_ERROR, true,
	  SSP_SERVER_ROOM, false },
	{ "errors asked for, none there", ASC_REQ_EXTENDED_ERROR, false,
	  SSP_SERVER_ROOM, false },
	{ "errors asked for, no room", ASC_REQ_EXTENDED_ERROR, true, 3, false },
	{ "errors asked for, allocated",
	  ASC_REQ_EXTENDED_ERROR | ASC_REQ_ALLOCATE_MEMORY, true, 0, true },
	{ "nothing asked for, allocated", ASC_REQ_ALLOCATE_MEMORY, true, 0,
	  false },
};

static void failures_desc(const struct failure *f, char *desc)
{
	strcpy(desc, f->what);
}

KUNIT_ARRAY_PARAM(failures, failures, failures_desc);

static void fail_at(size_t leg, bool alert)
{
	ssp_fake_mechs[0].accepts[leg].st = SEC_E_TIME_SKEW;
	ssp_fake_mechs[0].accepts[leg].out = text("skewed");
	ssp_fake_mechs[0].accepts[leg].alert = alert;
}

static void expect_told(struct ssp_server *s, const struct failure *f)
{
	struct kunit *test = s->test;
	bool allocated = f->req & ASC_REQ_ALLOCATE_MEMORY;

	KUNIT_EXPECT_TRUE(test, said(s, f->told ? "skewed" : NULL));
	if (allocated && f->told)
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				FreeContextBuffer(s->out[0].pvBuffer));
	else if (allocated)
		KUNIT_EXPECT_NULL(test, s->out[0].pvBuffer);
	KUNIT_EXPECT_EQ(test, (ULONG)SSP_SERVER_FRESH32, s->attr);
	KUNIT_EXPECT_EQ(test, (ULONG)SSP_SERVER_FRESH32, s->expiry.LowPart);
}

static void a_first_leg_fails(struct kunit *test)
{
	const struct failure *f = test->param_value;
	struct ssp_server *s = test->priv;

	fail_at(0, f->alert);
	ssp_server_prepare(s, f->req, text("x1"));
	s->out[0].cbBuffer = f->room;
	KUNIT_EXPECT_EQ(test, SEC_E_TIME_SKEW, ssp_server_call(s));
	expect_told(s, f);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, s->ctx.dwLower);
	KUNIT_EXPECT_EQ(test, 0u, ssp_fake_mechs[0].ctxs);
}

static void a_later_leg_fails(struct kunit *test)
{
	const struct failure *f = test->param_value;
	struct ssp_server *s = test->priv;
	u32 first = f->req & ~(u32)ASC_REQ_ALLOCATE_MEMORY;

	fail_at(1, f->alert);
	KUNIT_EXPECT_EQ(test, CONT, ssp_server_leg(s, first, text("x1")));
	/* What counts is what was asked for on the first leg. */
	ssp_server_prepare(s, f->req ^ ASC_REQ_EXTENDED_ERROR, text("x2"));
	s->out[0].cbBuffer = f->room;
	KUNIT_EXPECT_EQ(test, SEC_E_TIME_SKEW, ssp_server_call(s));
	expect_told(s, f);
	/* Dead, but still there to be deleted. */
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE,
			ssp_server_leg(s, f->req, text("x2")));
	ssp_server_untouched(s);
	KUNIT_EXPECT_EQ(test, 2u, ssp_fake_mechs[0].steps);
	ssp_server_delete(s);
}

/* What failed for want of memory can be nobody's token. */
static void half_an_error_is_none(struct kunit *test)
{
	struct ssp_server *s = test->priv;

	fail_at(0, true);
	ssp_fake_mechs[0].accepts[0].out.p =
		ssp_test_guarded(test, SSP_TOKEN_MAX);
	ssp_fake_mechs[0].accepts[0].out.n = SSP_TOKEN_MAX + 1;
	KUNIT_EXPECT_EQ(test, SEC_E_TIME_SKEW,
			ssp_server_leg(s, ASC_REQ_EXTENDED_ERROR, text("x1")));
	KUNIT_EXPECT_EQ(test, 0u, s->out[0].cbBuffer);
}

/* An initiator's failure delivers nothing, whatever it asked for. */
static void an_initiator_tells_nothing(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	struct ssp_init_args a = {
		.cred = &s->cred,
		.req = ISC_REQ_EXTENDED_ERROR,
		.drep = SECURITY_NATIVE_DREP,
		.new_context = &s->ctx,
		.output = &s->out_desc,
	};

	ssp_server_prepare(s, 0, none);
	ssp_fake_mechs[0].legs[0].st = SEC_E_TIME_SKEW;
	ssp_fake_mechs[0].legs[0].alert = true;
	KUNIT_EXPECT_EQ(test, SEC_E_TIME_SKEW,
			ssp_api_initialize(&ssp_text_utf8, &a));
	KUNIT_EXPECT_EQ(test, 0u, s->out[0].cbBuffer);
}

/* Established is established; who wants to begin anew, begins a new one. */
static void an_open_context_takes_no_more(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	u8 data[4] = { 0 }, token[4] = { 0 };
	SecBuffer b[] = {
		{ sizeof(token), SECBUFFER_TOKEN, token },
		{ sizeof(data), SECBUFFER_DATA, data },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };

	ssp_server_connect(s, 0);
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE,
			ssp_server_leg(s, 0, text("x1")));
	ssp_server_untouched(s);
	KUNIT_EXPECT_EQ(test, 1u, ssp_fake_mechs[0].news);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, EncryptMessage(&s->ctx, 0, &d, 0));
}

static void sides_are_not_mixed_up(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	struct ssp_init_args a = {
		.cred = &s->cred,
		.drep = SECURITY_NATIVE_DREP,
		.output = &s->out_desc,
		.input = &s->in_desc,
		.attr = &s->attr,
		.expiry = &s->expiry,
	};
	CtxtHandle client = { 0, 0 };

	KUNIT_EXPECT_EQ(test, CONT, ssp_server_leg(s, 0, text("x1")));
	ssp_server_prepare(s, 0, text("y1"));
	a.context = &s->ctx;
	s->given = s->out[0];
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_api_initialize(&ssp_text_utf8, &a));
	ssp_server_untouched(s);

	a.context = NULL;
	a.new_context = &client;
	a.input = NULL;
	KUNIT_EXPECT_EQ(test, CONT, ssp_api_initialize(&ssp_text_utf8, &a));
	ssp_server_prepare(s, 0, text("x2"));
	s->args.context = &client;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, ssp_server_call(s));
	ssp_server_untouched(s);
	KUNIT_EXPECT_EQ(test, 2u, ssp_fake_mechs[0].steps);

	/* Neither has noticed. */
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_server_leg(s, 0, text("x2")));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, DeleteSecurityContext(&client));
}

/* Channel bindings go to the mechanism, and what it finds comes back. */
static void put_result(struct ssp_server *s, u32 size)
{
	s->out[1] = (SecBuffer){ size, SECBUFFER_CHANNEL_BINDINGS_RESULT,
				 s->out_room + 64 };
	s->out_desc.cBuffers = 2;
}

static void expect_found(struct ssp_server *s, u32 flags)
{
	u32 got;

	memcpy(&got, s->out_room + 64, sizeof(got));
	KUNIT_EXPECT_EQ(s->test, got, flags);
	KUNIT_EXPECT_EQ(s->test, s->out_room[68], (u8)SSP_SERVER_FRESH);
	KUNIT_EXPECT_EQ(s->test, s->out[1].cbBuffer, 4u);
}

static void bindings_are_judged(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	struct ssp_fake_mech *mech = &ssp_fake_mechs[0];

	ssp_server_prepare(s, 0, text("x1"));
	ssp_server_bind(s, "tls-unique:a");
	put_result(s, 16);
	KUNIT_EXPECT_EQ(test, CONT, ssp_server_call(s));
	KUNIT_EXPECT_NOT_NULL(test, mech->bindings);
	expect_found(s, 0);
	mech->found = SEC_CHANNEL_BINDINGS_RESULT_CLIENT_SUPPORT |
		      SEC_CHANNEL_BINDINGS_RESULT_VALID_MATCHED;
	ssp_server_prepare(s, ASC_REQ_ALLOCATE_MEMORY, text("x2"));
	put_result(s, 4);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_server_call(s));
	/* They need not be repeated. */
	KUNIT_EXPECT_NOT_NULL(test, mech->bindings);
	expect_found(s, mech->found);
}

/* Also, and most of all, if they were the reason to refuse. */
static void bindings_that_fail_are_told(struct kunit *test)
{
	struct ssp_server *s = test->priv;
	struct ssp_fake_mech *mech = &ssp_fake_mechs[0];

	mech->accepts[0].st = SEC_E_BAD_BINDINGS;
	mech->found = SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISMATCH;
	ssp_server_prepare(s, 0, text("x1"));
	put_result(s, 4);
	KUNIT_EXPECT_EQ(test, SEC_E_BAD_BINDINGS, ssp_server_call(s));
	expect_found(s, mech->found);
	KUNIT_EXPECT_NULL(test, mech->bindings);

	/* Through a negotiation as well. */
	ssp_server_acquire(s, 0, SECPKG_CRED_BOTH);
	ssp_server_prepare(s, 0, text("R0 x1"));
	put_result(s, 4);
	KUNIT_EXPECT_EQ(test, SEC_E_BAD_BINDINGS, ssp_server_call(s));
	expect_found(s, mech->found);
}

/* Asked of an established acceptor, and before. */
static void queries_are_answered(struct kunit *test)
{
	static u16 client[] = { 'c' }, server[] = { 's' }, target[] = { 't' };
	static const struct ssp_utf16 names[] = { { client, 1 },
						  { server, 1 },
						  { target, 1 } };
	struct ssp_server *s = test->priv;
	SecPkgContext_NamesW name = { NULL };
	SecPkgContext_NativeNamesW native = { NULL, NULL };
	SecPkgContext_ClientSpecifiedTarget wanted = { NULL };
	SecPkgContext_NegotiationInfoW nego = { NULL, 9 };
	const struct ssp_text_ops *w = &ssp_text_wide;

	ssp_server_acquire(s, 0, SECPKG_CRED_BOTH);
	ssp_fake_mechs[1].client = &names[0];
	ssp_fake_mechs[1].server = &names[1];
	ssp_fake_mechs[1].accepts[0].in = text("R1 x1");
	KUNIT_EXPECT_EQ(test, CONT, ssp_server_leg(s, 0, text("R1 x1")));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_api_query_context(w, &s->ctx,
					      SECPKG_ATTR_NEGOTIATION_INFO,
					      &nego));
	KUNIT_EXPECT_EQ(test, (ULONG)SECPKG_NEGOTIATION_DIRECT,
			nego.NegotiationState);
	FreeContextBuffer(nego.PackageInfo);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_api_query_context(w, &s->ctx, SECPKG_ATTR_NAMES,
					      &name));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_server_leg(s, 0, text("x2")));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_api_query_context(w, &s->ctx,
					      SECPKG_ATTR_NEGOTIATION_INFO,
					      &nego));
	KUNIT_EXPECT_EQ(test, (ULONG)SECPKG_NEGOTIATION_COMPLETE,
			nego.NegotiationState);
	KUNIT_EXPECT_EQ(test, (u16)'F', (u16)nego.PackageInfo->Name[0]);
	FreeContextBuffer(nego.PackageInfo);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_api_query_context(w, &s->ctx, SECPKG_ATTR_NAMES,
					      &name));
	KUNIT_EXPECT_EQ(test, (u16)'c', (u16)name.sUserName[0]);
	FreeContextBuffer(name.sUserName);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_api_query_context(
				w, &s->ctx, SECPKG_ATTR_NATIVE_NAMES, &native));
	KUNIT_EXPECT_EQ(test, (u16)'c', (u16)native.sClientName[0]);
	KUNIT_EXPECT_EQ(test, (u16)'s', (u16)native.sServerName[0]);
	FreeContextBuffer(native.sClientName);
	FreeContextBuffer(native.sServerName);
	/* The client did not say which, then it did. */
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_api_query_context(
				w, &s->ctx, SECPKG_ATTR_CLIENT_SPECIFIED_TARGET,
				&wanted));
	ssp_fake_mechs[1].asked_for = &names[2];
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_api_query_context(
				w, &s->ctx, SECPKG_ATTR_CLIENT_SPECIFIED_TARGET,
				&wanted));
	KUNIT_EXPECT_EQ(test, (u16)'t', (u16)wanted.sTargetName[0]);
	FreeContextBuffer(wanted.sTargetName);
}

/* There is no access token, and no channel of ours. */
static void what_is_not_there(struct kunit *test)
{
	static const u32 attrs[] = {
		SECPKG_ATTR_UNIQUE_BINDINGS, SECPKG_ATTR_ENDPOINT_BINDINGS,
		SECPKG_ATTR_ACCESS_TOKEN,    SECPKG_ATTR_DCE_INFO,
		SECPKG_ATTR_STREAM_SIZES,
	};
	struct ssp_server *s = test->priv;
	void *token = s;
	u8 room[64];
	size_t i;

	ssp_server_connect(s, 0);
	for (i = 0; i < ARRAY_SIZE(attrs); i++)
		KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
				ssp_api_query_context(&ssp_text_wide, &s->ctx,
						      attrs[i], room));
	KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
			QuerySecurityContextToken(&s->ctx, &token));
	KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
			ImpersonateSecurityContext(&s->ctx));
	KUNIT_EXPECT_PTR_EQ(test, token, (void *)s);
}

static struct kunit_case accept_cases[] = {
	KUNIT_CASE(legs_make_a_context),
	KUNIT_CASE(empty_tokens),
	KUNIT_CASE(results_are_optional),
	KUNIT_CASE(the_expiry_is_told),
	KUNIT_CASE_PARAM(bits_are_translated, words_gen_params),
	KUNIT_CASE(tokens_are_read_once),
	KUNIT_CASE(without_memory_a_leg_is_not_taken),
	KUNIT_CASE(bits_are_true),
	KUNIT_CASE(policies_are_passed_on),
	KUNIT_CASE(memory_can_be_the_packages),
	KUNIT_CASE(a_token_waits_for_room),
	KUNIT_CASE(a_token_that_nobody_gets),
	KUNIT_CASE_PARAM(a_first_leg_fails, failures_gen_params),
	KUNIT_CASE_PARAM(a_later_leg_fails, failures_gen_params),
	KUNIT_CASE(half_an_error_is_none),
	KUNIT_CASE(an_initiator_tells_nothing),
	KUNIT_CASE(an_open_context_takes_no_more),
	KUNIT_CASE(sides_are_not_mixed_up),
	KUNIT_CASE(bindings_are_judged),
	KUNIT_CASE(bindings_that_fail_are_told),
	KUNIT_CASE(queries_are_answered),
	KUNIT_CASE(what_is_not_there),
	{}
};

static struct kunit_suite accept_suite = {
	.name = "api_accept",
	.init = accept_init,
	.exit = ssp_server_stop,
	.test_cases = accept_cases,
};

kunit_test_suites(&accept_suite);
