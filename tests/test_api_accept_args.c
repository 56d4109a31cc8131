// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AcceptSecurityContext with one argument wrong: the status of the contract,
 * and nothing touched, on the first leg and on a later one.
 */
#include <kunit/test.h>

#include "tests/fake_server.h"

#define CONT SEC_I_CONTINUE_NEEDED

static int args_init(struct kunit *test)
{
	struct ssp_server *s = ssp_server_start(test);

	ssp_server_acquire(s, 1, SECPKG_CRED_BOTH);
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
	void (*spoil)(struct ssp_server *s);
};

static void drep_1(struct ssp_server *s)
{
	s->args.drep = 1;
}

static void both_policies(struct ssp_server *s)
{
	s->args.req |= ASC_REQ_ALLOW_MISSING_BINDINGS | ASC_REQ_PROXY_BINDINGS;
}

static void no_handles(struct ssp_server *s)
{
	s->args.cred = NULL;
	s->args.context = NULL;
}

static void no_cred(struct ssp_server *s)
{
	s->args.cred = NULL;
}

static void no_new_context(struct ssp_server *s)
{
	s->args.new_context = NULL;
}

/* One that lasts as long as the case. */
static SecHandle *handle(struct ssp_server *s, ULONG_PTR lower, ULONG_PTR upper)
{
	SecHandle *h = kunit_kzalloc(s->test, sizeof(*h), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(s->test, h);
	h->dwLower = lower;
	h->dwUpper = upper;
	return h;
}

static void zero_cred(struct ssp_server *s)
{
	s->args.cred = handle(s, 0, 0);
}

static void forged_cred(struct ssp_server *s)
{
	s->args.cred = handle(s, s->cred.dwLower, s->cred.dwUpper + 1);
}

static void crossed_cred(struct ssp_server *s)
{
	s->args.cred = handle(s, s->ctx.dwLower, s->ctx.dwUpper);
}

static void zero_context(struct ssp_server *s)
{
	s->args.context = handle(s, 0, 0);
}

static void forged_context(struct ssp_server *s)
{
	s->args.context = handle(s, s->ctx.dwLower ^ 0x10, s->ctx.dwUpper);
}

static void crossed_context(struct ssp_server *s)
{
	s->args.context = handle(s, s->cred.dwLower, s->cred.dwUpper);
}

static void input_version(struct ssp_server *s)
{
	s->in_desc.ulVersion = 1;
}

static void input_nowhere(struct ssp_server *s)
{
	s->in_desc.pBuffers = NULL;
}

static void input_endless(struct ssp_server *s)
{
	s->in_desc.cBuffers = 0xffffffff;
}

static void two_tokens(struct ssp_server *s)
{
	ssp_server_add(s, SECBUFFER_TOKEN, ssp_talk_text("x1"));
}

static void token_at_null(struct ssp_server *s)
{
	s->in[0].pvBuffer = NULL;
}

static void huge_token(struct ssp_server *s)
{
	size_t n = 65536;
	u8 *p = ssp_test_guarded(s->test, n);

	ssp_test_memory_add_virtual(s->test, p, n);
	s->in[0] = (SecBuffer){ (ULONG)n, SECBUFFER_TOKEN, p };
}

static void two_bindings(struct ssp_server *s)
{
	ssp_server_bind(s, "tls-unique:a");
	ssp_server_bind(s, "tls-unique:a");
}

static void short_bindings(struct ssp_server *s)
{
	static const u8 some[16] = { 0 };

	ssp_server_add(s, SECBUFFER_CHANNEL_BINDINGS, SSP_SPAN(some));
}

/* P42: anything in pInput, whatever its type. */
static void pool_input(struct ssp_server *s)
{
	ssp_server_add(s, SECBUFFER_EMPTY, ssp_talk_text("zz"));
	s->in[1].pvBuffer = &s->cred;
}

/* All but its last byte. */
static void half_virtual_input(struct ssp_server *s)
{
	u8 *p = ssp_test_guarded(s->test, 8);

	ssp_test_memory_add_virtual(s->test, p, 7);
	s->in[0] = (SecBuffer){ 8, SECBUFFER_TOKEN, p };
}

static void no_output(struct ssp_server *s)
{
	s->args.output = NULL;
}

static void empty_output(struct ssp_server *s)
{
	s->out_desc.cBuffers = 0;
}

static void data_output(struct ssp_server *s)
{
	s->out[0].BufferType = SECBUFFER_DATA;
}

static void zero_output(struct ssp_server *s)
{
	s->out[0].cbBuffer = 0;
}

static void small_output(struct ssp_server *s)
{
	s->out[0].cbBuffer = 1;
}

static void null_output(struct ssp_server *s)
{
	s->out[0].pvBuffer = NULL;
}

static void output_version(struct ssp_server *s)
{
	s->out_desc.ulVersion = 1;
}

static void output_nowhere(struct ssp_server *s)
{
	s->out_desc.pBuffers = NULL;
}

static void pool_output(struct ssp_server *s)
{
	s->out[0].pvBuffer = &s->cred;
	s->out[0].cbBuffer = 8;
}

static void half_virtual_output(struct ssp_server *s)
{
	s->out[0].cbBuffer = SSP_SERVER_ROOM + 1;
}

static void add_result(struct ssp_server *s, ULONG n, void *p)
{
	s->out[s->out_desc.cBuffers++] =
		(SecBuffer){ n, SECBUFFER_CHANNEL_BINDINGS_RESULT, p };
}

static void small_result(struct ssp_server *s)
{
	add_result(s, 3, s->out_room + 8);
}

static void null_result(struct ssp_server *s)
{
	add_result(s, 4, NULL);
}

static void two_results(struct ssp_server *s)
{
	add_result(s, 4, s->out_room + 8);
	add_result(s, 4, s->out_room + 16);
}

static void pool_result(struct ssp_server *s)
{
	add_result(s, 4, &s->cred);
}

/* The rest may be what it likes then, but not this. */
static void pool_result_allocated(struct ssp_server *s)
{
	s->args.req |= ASC_REQ_ALLOCATE_MEMORY;
	add_result(s, 4, &s->cred);
}

static void half_virtual_result(struct ssp_server *s)
{
	add_result(s, 4, s->out_room + SSP_SERVER_ROOM - 2);
}

static const struct wrong wrongs[] = {
	{ "data representation 1", BOTH, SEC_E_INVALID_PARAMETER, drep_1 },
	{ "ALLOW_MISSING_BINDINGS and PROXY_BINDINGS", BOTH,
	  SEC_E_UNSUPPORTED_FUNCTION, both_policies },
	{ "no handle at all", BOTH, SEC_E_INVALID_HANDLE, no_handles },
	{ "no credential", FIRST, SEC_E_INVALID_HANDLE, no_cred },
	{ "no place for the handle", FIRST, SEC_E_INVALID_HANDLE,
	  no_new_context },
	{ "credential of zeroes", BOTH, SEC_E_INVALID_HANDLE, zero_cred },
	{ "forged credential", BOTH, SEC_E_INVALID_HANDLE, forged_cred },
	{ "context as credential", LATER, SEC_E_INVALID_HANDLE, crossed_cred },
	{ "context of zeroes", BOTH, SEC_E_INVALID_HANDLE, zero_context },
	{ "forged context", LATER, SEC_E_INVALID_HANDLE, forged_context },
	{ "credential as context", BOTH, SEC_E_INVALID_HANDLE,
	  crossed_context },
	{ "input of version 1", BOTH, SEC_E_INVALID_TOKEN, input_version },
	{ "input nowhere", BOTH, SEC_E_INVALID_TOKEN, input_nowhere },
	{ "input without end", BOTH, SEC_E_INVALID_TOKEN, input_endless },
	{ "two tokens", BOTH, SEC_E_INVALID_TOKEN, two_tokens },
	{ "token at NULL", BOTH, SEC_E_INVALID_TOKEN, token_at_null },
	{ "token of 64 KiB", BOTH, SEC_E_INVALID_TOKEN, huge_token },
	{ "two bindings", BOTH, SEC_E_INVALID_TOKEN, two_bindings },
	{ "bindings cut short", BOTH, SEC_E_BAD_BINDINGS, short_bindings },
	/* P42 */
	{ "input in the pool", BOTH, SEC_E_INVALID_PARAMETER, pool_input },
	{ "input half virtual", BOTH, SEC_E_INVALID_PARAMETER,
	  half_virtual_input },
	{ "output in the pool", BOTH, SEC_E_INVALID_PARAMETER, pool_output },
	{ "output half virtual", BOTH, SEC_E_INVALID_PARAMETER,
	  half_virtual_output },
	{ "result in the pool", BOTH, SEC_E_INVALID_PARAMETER, pool_result },
	{ "result in the pool, token allocated", BOTH, SEC_E_INVALID_PARAMETER,
	  pool_result_allocated },
	{ "result half virtual", BOTH, SEC_E_INVALID_PARAMETER,
	  half_virtual_result },
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
	{ "result too small", BOTH, SEC_E_BUFFER_TOO_SMALL, small_result },
	{ "result at NULL", BOTH, SEC_E_INTERNAL_ERROR, null_result },
	{ "two results", BOTH, SEC_E_INVALID_TOKEN, two_results },
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
	struct ssp_server *s = test->priv;
	size_t before;

	/* Slots come in chunks. */
	KUNIT_ASSERT_EQ(test, CONT, ssp_server_leg(s, 0, ssp_talk_text("x1")));
	ssp_server_delete(s);
	ssp_server_prepare(s, 0, ssp_talk_text("x1"));
	w->spoil(s);
	before = s->memory->live_blocks[0] + s->memory->live_blocks[1];
	KUNIT_EXPECT_EQ(test, w->want, ssp_server_call(s));
	ssp_server_untouched(s);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, s->ctx.dwLower);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, s->ctx.dwUpper);
	KUNIT_EXPECT_EQ(test, before,
			s->memory->live_blocks[0] + s->memory->live_blocks[1]);
}

/* After the mistake the right call does what it would have done before. */
static void on_a_later_leg(struct kunit *test)
{
	const struct wrong *w = test->param_value;
	struct ssp_server *s = test->priv;
	SecHandle before;

	KUNIT_ASSERT_EQ(test, CONT, ssp_server_leg(s, 0, ssp_talk_text("x1")));
	before = s->ctx;
	ssp_server_prepare(s, 0, ssp_talk_text("x2"));
	w->spoil(s);
	KUNIT_EXPECT_EQ(test, w->want, ssp_server_call(s));
	ssp_server_untouched(s);
	KUNIT_EXPECT_EQ(test, before.dwLower, s->ctx.dwLower);
	KUNIT_EXPECT_EQ(test, before.dwUpper, s->ctx.dwUpper);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_server_leg(s, 0, ssp_talk_text("x2")));
	KUNIT_EXPECT_EQ(test, 0u, ssp_fake_mechs[0].wrong);
}

/* It must be good for INBOUND, at least (P04 for the other side). */
static void a_credential_must_be_good_for_it(struct kunit *test)
{
	static const struct {
		u32 use;
		ssp_status want;
	} uses[] = {
		{ SECPKG_CRED_INBOUND, CONT },
		{ SECPKG_CRED_BOTH, CONT },
		{ SECPKG_CRED_OUTBOUND, SEC_E_NO_CREDENTIALS },
		{ SECPKG_CRED_INBOUND | SECPKG_CRED_PROCESS_POLICY_ONLY,
		  SEC_E_NO_CREDENTIALS },
	};
	struct ssp_server *s = test->priv;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(uses); i++) {
		ssp_server_acquire(s, 1, uses[i].use);
		KUNIT_EXPECT_EQ(test, uses[i].want,
				ssp_server_leg(s, 0, ssp_talk_text("x1")));
		if (uses[i].want >= 0)
			ssp_server_delete(s);
	}
}

static struct kunit_case args_cases[] = {
	KUNIT_CASE_PARAM(on_the_first_leg, first_gen_params),
	KUNIT_CASE_PARAM(on_a_later_leg, later_gen_params),
	KUNIT_CASE(a_credential_must_be_good_for_it),
	{}
};

static struct kunit_suite args_suite = {
	.name = "api_accept_args",
	.init = args_init,
	.exit = ssp_server_stop,
	.test_cases = args_cases,
};

kunit_test_suites(&args_suite);
