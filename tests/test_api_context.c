// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * InitializeSecurityContext as its page describes it, statement by statement:
 * the sequence of calls, what each gives, and how long a context lives.
 * Authenticating again is in test_api_again.c.
 */
#include <kunit/test.h>

#include "core/ctx.h"
#include "platform/memory.h"
#include "tests/fake_client.h"

static const struct ssp_span none = { NULL, 0 };

static int context_init(struct kunit *test)
{
	ssp_fake_client_start(test);
	return 0;
}

static const char *const packages[] = { "Negotiate", "Kerberos" };

static void package_desc(const char *const *package, char *desc)
{
	strcpy(desc, *package);
}

KUNIT_ARRAY_PARAM(package, packages, package_desc);

/* A client of the package that is the case's parameter. */
static struct ssp_fake_client *client(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;

	ssp_fake_client_acquire(c, *package);
	return c;
}

static u64 ticks(const TimeStamp *t)
{
	return (u64)(u32)t->HighPart << 32 | t->LowPart;
}

/*
 * P01, P02, P05, P12, P13, P16, P17, P32, P33: token out, token in, until the
 * status is SEC_E_OK; the handle stays what it was.
 */
static void two_legs_make_a_context(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);
	CtxtHandle handle;
	struct ssp_wr w;

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	KUNIT_EXPECT_TRUE(test, SecIsValidHandle(&c->ctx));
	KUNIT_EXPECT_EQ(test, (ULONG)SECBUFFER_TOKEN, c->out.BufferType);
	KUNIT_EXPECT_PTR_EQ(test, (void *)c->out_room, c->out.pvBuffer);
	KUNIT_EXPECT_GT(test, c->out.cbBuffer, 0u);
	/* Nothing is written behind the token. */
	KUNIT_EXPECT_EQ(test, (u8)SSP_FAKE_FRESH, c->out_room[c->out.cbBuffer]);
	handle = c->ctx;

	ssp_wr_init(&w);
	ssp_fake_client_reply(c, NULL, &w);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, ssp_wr_span(&w)));
	ssp_wr_free(&w);
	KUNIT_EXPECT_EQ(test, 0u, c->out.cbBuffer);
	KUNIT_EXPECT_EQ(test, (ULONG)SECBUFFER_TOKEN, c->out.BufferType);
	KUNIT_EXPECT_EQ(test, handle.dwLower, c->ctx.dwLower);
	KUNIT_EXPECT_EQ(test, handle.dwUpper, c->ctx.dwUpper);
}

/* P05, P12: handles that may be left out, or be elsewhere. */
static void later_legs_need_the_context_alone(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);
	CtxtHandle other = { 0, 0 };
	struct ssp_wr w;
	int variant;

	for (variant = 0; variant < 2; variant++) {
		KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
				ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
		ssp_wr_init(&w);
		ssp_fake_client_reply(c, NULL, &w);
		ssp_fake_client_prepare(c, SSP_FAKE_ALL, ssp_wr_span(&w));
		c->args.cred = NULL;
		c->args.target = NULL;
		c->args.new_context = variant ? &other : NULL;
		c->args.output = NULL;
		c->args.attr = NULL;
		c->args.expiry = NULL;
		KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_fake_client_call(c));
		ssp_wr_free(&w);
		if (variant)
			KUNIT_EXPECT_EQ(test, c->ctx.dwUpper, other.dwUpper);
		ssp_fake_client_delete(c);
	}
}

/* P14, P15: what need not be asked for. */
static void results_are_optional(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);

	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	c->args.attr = NULL;
	c->args.expiry = NULL;
	KUNIT_EXPECT_EQ(test, SEC_I_CONTINUE_NEEDED, ssp_fake_client_call(c));
}

/* P10, P11: either representation, and every way to say "no token". */
static void the_first_leg_comes_in_many_forms(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);
	int form;

	for (form = 0; form < 6; form++) {
		ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
		if (form & 1)
			c->args.drep = SECURITY_NETWORK_DREP;
		switch (form) {
		case 1: /* a descriptor of nothing */
			c->args.input = &c->in_desc;
			break;
		case 2:
			ssp_fake_client_add(c, SECBUFFER_TOKEN, none);
			break;
		case 3:
			ssp_fake_client_add(c, SECBUFFER_EMPTY, none);
			break;
		case 4: /* bindings and nothing else */
			ssp_fake_client_bind(c, "tls-unique:a");
			break;
		case 5: /* ... or beside an empty buffer */
			ssp_fake_client_add(c, SECBUFFER_EMPTY, none);
			ssp_fake_client_bind(c, "tls-unique:a");
			break;
		}
		KUNIT_EXPECT_EQ_MSG(test, SEC_I_CONTINUE_NEEDED,
				    ssp_fake_client_call(c), "form %d", form);
		ssp_fake_client_delete(c);
	}
}

/* P07: the name goes to whoever has tickets. */
static void the_target_is_the_callers(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);

	c->target = "cifs/files.example.test:445";
	KUNIT_EXPECT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	KUNIT_EXPECT_STREQ(test, c->target, c->fake->spn);
}

/* P07, P27: without a name nobody is asked, nor is anybody for an address. */
static void no_name_no_ticket(struct kunit *test)
{
	static const char *const targets[] = { NULL, "", "HTTP/192.0.2.1",
					       "HTTP/[2001:db8::1]:80" };
	struct ssp_fake_client *c = client(test);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(targets); i++) {
		c->target = targets[i];
		KUNIT_EXPECT_EQ(test, SEC_E_TARGET_UNKNOWN,
				ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
		KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, c->ctx.dwLower);
	}
	KUNIT_EXPECT_EQ(test, 0u, c->fake->fetches);
}

static const struct grant {
	u32 req;
	u32 ret;
} grants[] = {
	{ 0, ISC_RET_INTEGRITY },
	{ ISC_REQ_CONNECTION, ISC_RET_INTEGRITY },
	{ ISC_REQ_MUTUAL_AUTH, ISC_RET_MUTUAL_AUTH | ISC_RET_INTEGRITY },
	{ ISC_REQ_REPLAY_DETECT, ISC_RET_REPLAY_DETECT | ISC_RET_INTEGRITY },
	{ ISC_REQ_SEQUENCE_DETECT,
	  ISC_RET_SEQUENCE_DETECT | ISC_RET_INTEGRITY },
	{ ISC_REQ_CONFIDENTIALITY,
	  ISC_RET_CONFIDENTIALITY | ISC_RET_INTEGRITY },
	{ ISC_REQ_INTEGRITY, ISC_RET_INTEGRITY },
	{ ISC_REQ_NO_INTEGRITY, 0 },
	{ ISC_REQ_INTEGRITY | ISC_REQ_NO_INTEGRITY, 0 },
	/* What rests on integrity brings it back. */
	{ ISC_REQ_NO_INTEGRITY | ISC_REQ_CONFIDENTIALITY,
	  ISC_RET_CONFIDENTIALITY | ISC_RET_INTEGRITY },
	{ ISC_REQ_NO_INTEGRITY | ISC_REQ_REPLAY_DETECT,
	  ISC_RET_REPLAY_DETECT | ISC_RET_INTEGRITY },
	{ ISC_REQ_NO_INTEGRITY | ISC_REQ_SEQUENCE_DETECT,
	  ISC_RET_SEQUENCE_DETECT | ISC_RET_INTEGRITY },
	{ ISC_REQ_EXTENDED_ERROR, ISC_RET_EXTENDED_ERROR | ISC_RET_INTEGRITY },
	{ ISC_REQ_IDENTIFY, ISC_RET_IDENTIFY | ISC_RET_INTEGRITY },
	/* Not there to give. */
	{ ISC_REQ_DELEGATE | ISC_REQ_MUTUAL_AUTH,
	  ISC_RET_MUTUAL_AUTH | ISC_RET_INTEGRITY },
	{ ISC_REQ_STREAM, ISC_RET_INTEGRITY },
	{ ISC_REQ_CALL_LEVEL | ISC_REQ_FRAGMENT_SUPPLIED |
		  ISC_REQ_FRAGMENT_TO_FIT,
	  ISC_RET_INTEGRITY },
	{ ISC_REQ_ALLOCATE_MEMORY,
	  ISC_RET_ALLOCATED_MEMORY | ISC_RET_INTEGRITY },
	{ SSP_FAKE_ALL, SSP_FAKE_ALL },
};

/* P08, P14, P35: what was granted, not what was asked for. */
static void attributes_are_true(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);
	SecPkgContext_Flags flags;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(grants); i++) {
		u32 want = grants[i].ret | ISC_RET_CONNECTION;

		ssp_fake_client_connect(c, grants[i].req, NULL);
		KUNIT_EXPECT_EQ_MSG(test, want, c->attr, "row %zu", i);
		KUNIT_ASSERT_EQ(test, SEC_E_OK,
				ssp_api_query_context(&ssp_text_utf8, &c->ctx,
						      SECPKG_ATTR_FLAGS,
						      &flags));
		/* How a call returned its token says nothing of the session. */
		want &= ~(u32)ISC_RET_ALLOCATED_MEMORY;
		KUNIT_EXPECT_EQ_MSG(test, want, flags.Flags, "row %zu", i);
		ssp_fake_client_delete(c);
	}
}

/* P14, P35: mutual authentication is claimed when it has happened. */
static void nothing_is_promised_early(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	KUNIT_EXPECT_EQ(test, 0u,
			c->attr & ~(SSP_FAKE_ALL | ISC_RET_CONNECTION));
	KUNIT_EXPECT_FALSE(test, c->attr & ISC_RET_MUTUAL_AUTH);
	/* Its end may be known, or not. */
	KUNIT_EXPECT_TRUE(test, ticks(&c->expiry) == c->fake->end ||
					ticks(&c->expiry) == SSP_TIME_NEVER);
}

/* P15: with the ticket, in local time. */
static void the_context_ends_with_its_ticket(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);
	SecPkgContext_Lifespan span;
	u64 zone = 3600 * SSP_TICKS_PER_SEC;

	c->fake->zone = -(s64)zone;
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	KUNIT_EXPECT_EQ(test, c->fake->end - zone, ticks(&c->expiry));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_query_context(&ssp_text_utf8, &c->ctx,
					      SECPKG_ATTR_LIFESPAN, &span));
	KUNIT_EXPECT_EQ(test, c->fake->start - zone, ticks(&span.tsStart));
	KUNIT_EXPECT_EQ(test, c->fake->end - zone, ticks(&span.tsExpiry));
}

/* P13, P37: the package's memory, virtual, one FreeContextBuffer(). */
static void memory_can_be_the_packages(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);
	u32 req = SSP_FAKE_ALL | ISC_REQ_ALLOCATE_MEMORY;
	struct ssp_wr w;
	void *token;

	ssp_fake_client_prepare(c, req, none);
	/* What the caller left there counts for nothing. */
	c->out.pvBuffer = &c->acceptor;
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED, ssp_fake_client_call(c));
	KUNIT_EXPECT_TRUE(test, c->attr & ISC_RET_ALLOCATED_MEMORY);
	token = c->out.pvBuffer;
	KUNIT_EXPECT_PTR_NE(test, (void *)&c->acceptor, token);
	KUNIT_EXPECT_GT(test, c->out.cbBuffer, 100u);
	KUNIT_EXPECT_TRUE(test, ssp_is_virtual(token, c->out.cbBuffer));
	KUNIT_EXPECT_EQ(test, (size_t)1,
			c->memory->live_blocks[SSP_MEMORY_VIRTUAL]);

	ssp_wr_init(&w);
	ssp_fake_client_reply(c, NULL, &w);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(token));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, FreeContextBuffer(token));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_fake_client_leg(c, req, ssp_wr_span(&w)));
	ssp_wr_free(&w);
	/* An empty token takes no memory. */
	KUNIT_EXPECT_EQ(test, 0u, c->out.cbBuffer);
	KUNIT_EXPECT_NULL(test, c->out.pvBuffer);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(NULL));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeContextBuffer(c->out_room));
	KUNIT_EXPECT_EQ(test, (size_t)0,
			c->memory->live_blocks[SSP_MEMORY_VIRTUAL]);
}

/* P30, P31: at any time, once. */
static void a_context_is_deleted_in_any_state(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);
	CtxtHandle copy;

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	ssp_fake_client_delete(c);
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	copy = c->ctx;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeCredentialsHandle(&copy));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, DeleteSecurityContext(&copy));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			DeleteSecurityContext(&c->ctx));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	ssp_fake_client_untouched(c);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			DeleteSecurityContext(NULL));
	memset(&c->ctx, 0, sizeof(c->ctx));
}

/* P34, P39: nothing comes after a failure but the end. */
static void a_failed_leg_ends_the_context(struct kunit *test)
{
	static const u8 rubbish[] = "no token at all";
	struct ssp_fake_client *c = client(test);
	SecPkgContext_Flags flags = { 0 };
	struct ssp_wr w;

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, NULL, &w);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_fake_client_leg(c, SSP_FAKE_ALL,
					    SSP_SPAN(rubbish)));
	/* There is nothing to send, and no result. */
	KUNIT_EXPECT_EQ(test, 0u, c->out.cbBuffer);
	KUNIT_EXPECT_EQ(test, SSP_FAKE_FRESH32, c->attr);
	KUNIT_EXPECT_EQ(test, SSP_FAKE_FRESH32, c->expiry.LowPart);
	/* The right answer comes too late. */
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, ssp_wr_span(&w)));
	ssp_fake_client_untouched(c);
	ssp_wr_free(&w);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_api_query_context(&ssp_text_utf8, &c->ctx,
					      SECPKG_ATTR_FLAGS, &flags));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, DeleteSecurityContext(&c->ctx));
	memset(&c->ctx, 0, sizeof(c->ctx));
}

static const ssp_status first_failures[] = {
	SEC_E_LOGON_DENIED, /* P24 */
	SEC_E_NO_AUTHENTICATING_AUTHORITY, /* P25 */
	SEC_E_NO_CREDENTIALS, /* P26 */
	SEC_E_TARGET_UNKNOWN, /* P27 */
	SEC_E_INTERNAL_ERROR, /* P21 */
	SEC_E_INSUFFICIENT_MEMORY, /* P20 */
	SEC_E_TIME_SKEW,
	SEC_E_KDC_UNKNOWN_ETYPE,
};

/* P39: a first leg that failed owes nobody a handle. */
static void a_failed_first_leg_leaves_no_handle(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(first_failures); i++) {
		c->fake->fetch_st = first_failures[i];
		KUNIT_EXPECT_EQ(test, first_failures[i],
				ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
		KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, c->ctx.dwLower);
		KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, c->ctx.dwUpper);
		KUNIT_EXPECT_EQ(test, 0u, c->out.cbBuffer);
		KUNIT_EXPECT_EQ(test, SSP_FAKE_FRESH32, c->attr);
		KUNIT_EXPECT_EQ(test, (size_t)0, ssp_ctxs.live);
	}
	c->fake->fetch_st = SEC_E_OK;
	KUNIT_EXPECT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
}

/* Nothing is lost: the next first leg needs no second ticket. */
static void too_little_room_can_be_made_up_for(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);
	u32 needed;

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	needed = c->out.cbBuffer;
	ssp_fake_client_delete(c);

	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	c->out.cbBuffer = needed - 1;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, ssp_fake_client_call(c));
	ssp_fake_client_untouched(c);
	KUNIT_EXPECT_EQ(test, (size_t)0, ssp_ctxs.live);
	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	c->out.cbBuffer = needed;
	KUNIT_EXPECT_EQ(test, SEC_I_CONTINUE_NEEDED, ssp_fake_client_call(c));
	KUNIT_EXPECT_EQ(test, needed, c->out.cbBuffer);
	KUNIT_EXPECT_EQ(test, 1u, c->fake->fetches);
}

/* P18, P19 never come; whoever calls all the same learns why. */
static void tokens_are_always_complete(struct kunit *test)
{
	struct ssp_fake_client *c = client(test);

	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
			CompleteAuthToken(&c->ctx, &c->out_desc));
	KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
			CompleteAuthToken(NULL, NULL));
}

static struct kunit_case context_cases[] = {
	KUNIT_CASE_PARAM(two_legs_make_a_context, package_gen_params),
	KUNIT_CASE_PARAM(later_legs_need_the_context_alone, package_gen_params),
	KUNIT_CASE_PARAM(results_are_optional, package_gen_params),
	KUNIT_CASE_PARAM(the_first_leg_comes_in_many_forms, package_gen_params),
	KUNIT_CASE_PARAM(the_target_is_the_callers, package_gen_params),
	KUNIT_CASE_PARAM(no_name_no_ticket, package_gen_params),
	KUNIT_CASE_PARAM(attributes_are_true, package_gen_params),
	KUNIT_CASE_PARAM(nothing_is_promised_early, package_gen_params),
	KUNIT_CASE_PARAM(the_context_ends_with_its_ticket, package_gen_params),
	KUNIT_CASE_PARAM(memory_can_be_the_packages, package_gen_params),
	KUNIT_CASE_PARAM(a_context_is_deleted_in_any_state, package_gen_params),
	KUNIT_CASE_PARAM(a_failed_leg_ends_the_context, package_gen_params),
	KUNIT_CASE_PARAM(a_failed_first_leg_leaves_no_handle,
			 package_gen_params),
	KUNIT_CASE_PARAM(too_little_room_can_be_made_up_for,
			 package_gen_params),
	KUNIT_CASE_PARAM(tokens_are_always_complete, package_gen_params),
	{}
};

static struct kunit_suite context_suite = {
	.name = "api_context",
	.init = context_init,
	.exit = ssp_fake_client_stop,
	.test_cases = context_cases,
};

kunit_test_suites(&context_suite);
