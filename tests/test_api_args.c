// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * InitializeSecurityContext with one argument wrong: the status of the
 * contract, and nothing touched, on the first leg and on a later one.
 */
#include <kunit/test.h>

#include "platform/memory.h"
#include "tests/fake_client.h"

static const struct ssp_span none = { NULL, 0 };

static int args_init(struct kunit *test)
{
	struct ssp_fake_client *c = ssp_fake_client_start(test);

	ssp_fake_client_acquire(c, "Kerberos");
	return 0;
}

/* Which leg a mistake can be made on. */
#define FIRST 1
#define LATER 2
#define BOTH (FIRST | LATER)

/**
 * struct wrong - one mistake
 * @what: which
 * @legs: FIRST, LATER or BOTH
 * @want: what is answered
 * @spoil: makes it, in arguments that are right
 */
struct wrong {
	const char *what;
	unsigned int legs;
	ssp_status want;
	void (*spoil)(struct ssp_fake_client *c);
};

static void reserved1(struct ssp_fake_client *c)
{
	c->args.reserved1 = 1;
}

static void reserved2(struct ssp_fake_client *c)
{
	c->args.reserved2 = 0x80000000;
}

static void drep_1(struct ssp_fake_client *c)
{
	c->args.drep = 1;
}

static void drep_both(struct ssp_fake_client *c)
{
	c->args.drep = SECURITY_NATIVE_DREP | 1;
}

static void prompt(struct ssp_fake_client *c)
{
	c->args.req |= ISC_REQ_PROMPT_FOR_CREDS;
}

static void delegate(struct ssp_fake_client *c)
{
	c->args.req &= ~ISC_REQ_MUTUAL_AUTH;
	c->args.req |= ISC_REQ_DELEGATE;
}

static void no_handles(struct ssp_fake_client *c)
{
	c->args.cred = NULL;
	c->args.context = NULL;
}

static void no_cred(struct ssp_fake_client *c)
{
	c->args.cred = NULL;
}

static void no_new_context(struct ssp_fake_client *c)
{
	c->args.new_context = NULL;
}

/* One that lasts as long as the case. */
static SecHandle *handle(struct ssp_fake_client *c, ULONG_PTR lower,
			 ULONG_PTR upper)
{
	SecHandle *h = kunit_kzalloc(c->test, sizeof(*h), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(c->test, h);
	h->dwLower = lower;
	h->dwUpper = upper;
	return h;
}

static void zero_cred(struct ssp_fake_client *c)
{
	c->args.cred = handle(c, 0, 0);
}

static void invalidated_cred(struct ssp_fake_client *c)
{
	SecHandle *h = handle(c, 0, 0);

	SecInvalidateHandle(h);
	c->args.cred = h;
}

static void forged_cred(struct ssp_fake_client *c)
{
	c->args.cred = handle(c, c->cred.dwLower, c->cred.dwUpper + 1);
}

static void stale_cred(struct ssp_fake_client *c)
{
	SecHandle *h = handle(c, 0, 0);

	KUNIT_ASSERT_EQ(c->test, SEC_E_OK,
			ssp_api_acquire(&ssp_text_utf8, NULL, "Kerberos",
					SECPKG_CRED_BOTH, NULL, h, NULL));
	KUNIT_ASSERT_EQ(c->test, SEC_E_OK, FreeCredentialsHandle(h));
	c->args.cred = h;
}

/* A context's handle, bit for bit; there is one on a later leg only. */
static void crossed_cred(struct ssp_fake_client *c)
{
	c->args.cred = handle(c, c->ctx.dwLower, c->ctx.dwUpper);
}

static void zero_context(struct ssp_fake_client *c)
{
	c->args.context = handle(c, 0, 0);
}

static void deleted_context(struct ssp_fake_client *c)
{
	c->args.context = handle(c, SEC_DELETED_HANDLE, SEC_DELETED_HANDLE);
}

static void forged_context(struct ssp_fake_client *c)
{
	c->args.context = handle(c, c->ctx.dwLower ^ 0x10, c->ctx.dwUpper);
}

static void crossed_context(struct ssp_fake_client *c)
{
	c->args.context = handle(c, c->cred.dwLower, c->cred.dwUpper);
}

static void input_version(struct ssp_fake_client *c)
{
	c->in_desc.ulVersion = 1;
	c->args.input = &c->in_desc;
}

static void input_nowhere(struct ssp_fake_client *c)
{
	c->in_desc.cBuffers = 1;
	c->in_desc.pBuffers = NULL;
	c->args.input = &c->in_desc;
}

static void input_endless(struct ssp_fake_client *c)
{
	c->in_desc.cBuffers = 0xffffffff;
	c->args.input = &c->in_desc;
}

static const u8 some[48] = "sixteen octets..and more than that............";

static void two_tokens(struct ssp_fake_client *c)
{
	ssp_fake_client_add(c, SECBUFFER_TOKEN, SSP_SPAN(some));
	ssp_fake_client_add(c, SECBUFFER_TOKEN | SECBUFFER_READONLY,
			    SSP_SPAN(some));
}

static void token_at_null(struct ssp_fake_client *c)
{
	c->in[0] = (SecBuffer){ 1, SECBUFFER_TOKEN, NULL };
	c->in_desc.cBuffers = 1;
	c->args.input = &c->in_desc;
}

static void huge_token(struct ssp_fake_client *c)
{
	size_t n = 65536;
	u8 *p = ssp_test_guarded(c->test, n);

	ssp_test_memory_add_virtual(c->test, p, n);
	c->in[0] = (SecBuffer){ (ULONG)n, SECBUFFER_TOKEN, p };
	c->in_desc.cBuffers = 1;
	c->args.input = &c->in_desc;
}

static void two_bindings(struct ssp_fake_client *c)
{
	ssp_fake_client_bind(c, "tls-unique:a");
	ssp_fake_client_bind(c, "tls-unique:a");
}

static void short_bindings(struct ssp_fake_client *c)
{
	ssp_fake_client_add(c, SECBUFFER_CHANNEL_BINDINGS,
			    (struct ssp_span){ some, 16 });
}

/* Lengths that leave the blob. */
static void wild_bindings(struct ssp_fake_client *c)
{
	ssp_fake_client_add(c, SECBUFFER_CHANNEL_BINDINGS, SSP_SPAN(some));
}

static void two_params(struct ssp_fake_client *c)
{
	ssp_fake_client_add(c, SECBUFFER_PKG_PARAMS, SSP_SPAN(some));
	ssp_fake_client_add(c, SECBUFFER_PKG_PARAMS, SSP_SPAN(some));
}

/* P42: anything in pInput, whatever its type. */
static void pool_input(struct ssp_fake_client *c)
{
	c->in[0] = (SecBuffer){ 8, SECBUFFER_EMPTY, &c->acceptor };
	c->in_desc.cBuffers = 1;
	c->args.input = &c->in_desc;
}

/* All but its last byte. */
static void half_virtual_input(struct ssp_fake_client *c)
{
	u8 *p = ssp_test_guarded(c->test, 8);

	ssp_test_memory_add_virtual(c->test, p, 7);
	c->in[0] = (SecBuffer){ 8, SECBUFFER_TOKEN, p };
	c->in_desc.cBuffers = 1;
	c->args.input = &c->in_desc;
}

static void no_output(struct ssp_fake_client *c)
{
	c->args.output = NULL;
}

static void empty_output(struct ssp_fake_client *c)
{
	c->out_desc.cBuffers = 0;
}

static void data_output(struct ssp_fake_client *c)
{
	c->out.BufferType = SECBUFFER_DATA;
}

static void zero_output(struct ssp_fake_client *c)
{
	c->out.cbBuffer = 0;
}

static void small_output(struct ssp_fake_client *c)
{
	c->out.cbBuffer = 40;
}

static void null_output(struct ssp_fake_client *c)
{
	c->out.pvBuffer = NULL;
}

static void output_version(struct ssp_fake_client *c)
{
	c->out_desc.ulVersion = 1;
}

static void output_nowhere(struct ssp_fake_client *c)
{
	c->out_desc.pBuffers = NULL;
}

static void pool_output(struct ssp_fake_client *c)
{
	c->out.pvBuffer = &c->acceptor;
	c->out.cbBuffer = 8;
}

static void half_virtual_output(struct ssp_fake_client *c)
{
	c->out.cbBuffer = SSP_FAKE_ROOM + 1;
}

static void malformed_target(struct ssp_fake_client *c)
{
	c->args.target = "HTTP/\xe4";
}

static void endless_target(struct ssp_fake_client *c)
{
	char *p = kunit_kzalloc(c->test, 1026, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(c->test, p);
	memset(p, 'a', 1025);
	c->args.target = p;
}

static void session_key(struct ssp_fake_client *c)
{
	c->args.req |= ISC_REQ_USE_SESSION_KEY;
}

static void dce_style(struct ssp_fake_client *c)
{
	c->args.req |= ISC_REQ_USE_DCE_STYLE;
}

static void datagram(struct ssp_fake_client *c)
{
	c->args.req |= ISC_REQ_DATAGRAM;
}

static void null_session(struct ssp_fake_client *c)
{
	c->args.req |= ISC_REQ_NULL_SESSION;
}

static const struct wrong wrongs[] = {
	/* P09, P10 */
	{ "Reserved1", BOTH, SEC_E_INVALID_PARAMETER, reserved1 },
	{ "Reserved2", BOTH, SEC_E_INVALID_PARAMETER, reserved2 },
	{ "data representation 1", BOTH, SEC_E_INVALID_PARAMETER, drep_1 },
	{ "data representation 0x11", BOTH, SEC_E_INVALID_PARAMETER,
	  drep_both },
	/* P28 */
	{ "PROMPT_FOR_CREDS", BOTH, SEC_E_UNSUPPORTED_FUNCTION, prompt },
	{ "DELEGATE without MUTUAL_AUTH", BOTH, SEC_E_UNSUPPORTED_FUNCTION,
	  delegate },
	{ "USE_SESSION_KEY", FIRST, SEC_E_UNSUPPORTED_FUNCTION, session_key },
	{ "USE_DCE_STYLE", FIRST, SEC_E_UNSUPPORTED_FUNCTION, dce_style },
	{ "DATAGRAM", FIRST, SEC_E_UNSUPPORTED_FUNCTION, datagram },
	{ "NULL_SESSION", FIRST, SEC_E_UNSUPPORTED_FUNCTION, null_session },
	/* P04, P05, P12, P22 */
	{ "no handle at all", BOTH, SEC_E_INVALID_HANDLE, no_handles },
	{ "no credential", FIRST, SEC_E_INVALID_HANDLE, no_cred },
	{ "no place for the handle", FIRST, SEC_E_INVALID_HANDLE,
	  no_new_context },
	{ "credential of zeroes", BOTH, SEC_E_INVALID_HANDLE, zero_cred },
	{ "invalidated credential", BOTH, SEC_E_INVALID_HANDLE,
	  invalidated_cred },
	{ "forged credential", BOTH, SEC_E_INVALID_HANDLE, forged_cred },
	{ "stale credential", BOTH, SEC_E_INVALID_HANDLE, stale_cred },
	{ "context as credential", LATER, SEC_E_INVALID_HANDLE, crossed_cred },
	{ "context of zeroes", BOTH, SEC_E_INVALID_HANDLE, zero_context },
	{ "deleted context", BOTH, SEC_E_INVALID_HANDLE, deleted_context },
	{ "forged context", LATER, SEC_E_INVALID_HANDLE, forged_context },
	{ "credential as context", BOTH, SEC_E_INVALID_HANDLE,
	  crossed_context },
	/* P11, P23 */
	{ "input of version 1", BOTH, SEC_E_INVALID_TOKEN, input_version },
	{ "input nowhere", BOTH, SEC_E_INVALID_TOKEN, input_nowhere },
	{ "input without end", BOTH, SEC_E_INVALID_TOKEN, input_endless },
	{ "two tokens", BOTH, SEC_E_INVALID_TOKEN, two_tokens },
	{ "token at NULL", BOTH, SEC_E_INVALID_TOKEN, token_at_null },
	{ "token of 64 KiB", BOTH, SEC_E_INVALID_TOKEN, huge_token },
	{ "two bindings", BOTH, SEC_E_INVALID_TOKEN, two_bindings },
	{ "bindings cut short", BOTH, SEC_E_BAD_BINDINGS, short_bindings },
	{ "bindings that leave the blob", BOTH, SEC_E_BAD_BINDINGS,
	  wild_bindings },
	{ "two supplied identities", BOTH, SEC_E_INVALID_TOKEN, two_params },
	/* P42 */
	{ "input in the pool", BOTH, SEC_E_INVALID_PARAMETER, pool_input },
	{ "input half virtual", BOTH, SEC_E_INVALID_PARAMETER,
	  half_virtual_input },
	{ "output in the pool", BOTH, SEC_E_INVALID_PARAMETER, pool_output },
	{ "output half virtual", BOTH, SEC_E_INVALID_PARAMETER,
	  half_virtual_output },
	/* P13 */
	{ "no output", FIRST, SEC_E_BUFFER_TOO_SMALL, no_output },
	{ "output without buffers", FIRST, SEC_E_BUFFER_TOO_SMALL,
	  empty_output },
	{ "output without TOKEN", FIRST, SEC_E_BUFFER_TOO_SMALL, data_output },
	{ "output without room", FIRST, SEC_E_BUFFER_TOO_SMALL, zero_output },
	{ "output with too little room", FIRST, SEC_E_BUFFER_TOO_SMALL,
	  small_output },
	{ "output at NULL", BOTH, SEC_E_INTERNAL_ERROR, null_output },
	{ "output of version 1", BOTH, SEC_E_INVALID_TOKEN, output_version },
	{ "output nowhere", BOTH, SEC_E_INVALID_TOKEN, output_nowhere },
	/* P07 */
	{ "target that is no text", FIRST, SEC_E_INVALID_PARAMETER,
	  malformed_target },
	{ "target without end", FIRST, SEC_E_INVALID_PARAMETER,
	  endless_target },
};

/* The next mistake that can be made on such a leg. */
static const void *next_wrong(const struct wrong *prev, unsigned int leg,
			      char *desc)
{
	const struct wrong *w = prev ? prev + 1 : wrongs;

	for (; w < wrongs + ARRAY_SIZE(wrongs); w++) {
		if (!(w->legs & leg))
			continue;
		strcpy(desc, w->what);
		return w;
	}
	return NULL;
}

static const void *first_gen_params(const void *prev, char *desc)
{
	return next_wrong(prev, FIRST, desc);
}

static const void *later_gen_params(const void *prev, char *desc)
{
	return next_wrong(prev, LATER, desc);
}

static void on_the_first_leg(struct kunit *test)
{
	const struct wrong *w = test->param_value;
	struct ssp_fake_client *c = test->priv;
	size_t before;

	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	/* The cache of tickets grows once, and slots come in chunks. */
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED, ssp_fake_client_call(c));
	ssp_fake_client_delete(c);
	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	w->spoil(c);
	before = c->memory->live_blocks[0] + c->memory->live_blocks[1];
	KUNIT_EXPECT_EQ(test, w->want, ssp_fake_client_call(c));
	ssp_fake_client_untouched(c);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, c->ctx.dwLower);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, c->ctx.dwUpper);
	KUNIT_EXPECT_EQ(test, 1u, c->fake->fetches);
	KUNIT_EXPECT_EQ(test, before,
			c->memory->live_blocks[0] + c->memory->live_blocks[1]);
}

/* After the mistake the right call does what it would have done before. */
static void on_a_later_leg(struct kunit *test)
{
	const struct wrong *w = test->param_value;
	struct ssp_fake_client *c = test->priv;
	SecHandle before;
	struct ssp_wr answer;

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	before = c->ctx;
	ssp_wr_init(&answer);
	ssp_fake_client_reply(c, NULL, &answer);
	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	w->spoil(c);
	KUNIT_EXPECT_EQ(test, w->want, ssp_fake_client_call(c));
	ssp_fake_client_untouched(c);
	KUNIT_EXPECT_EQ(test, before.dwLower, c->ctx.dwLower);
	KUNIT_EXPECT_EQ(test, before.dwUpper, c->ctx.dwUpper);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_fake_client_leg(c, SSP_FAKE_ALL,
					    ssp_wr_span(&answer)));
	ssp_wr_free(&answer);
}

static struct kunit_case args_cases[] = {
	KUNIT_CASE_PARAM(on_the_first_leg, first_gen_params),
	KUNIT_CASE_PARAM(on_a_later_leg, later_gen_params),
	{}
};

static struct kunit_suite args_suite = {
	.name = "api_args",
	.init = args_init,
	.exit = ssp_fake_client_stop,
	.test_cases = args_cases,
};

kunit_test_suites(&args_suite);
