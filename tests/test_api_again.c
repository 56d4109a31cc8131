// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Calls on a context that is established: authenticating again (P40) beside the
 * session that there is, and a token that could not be delivered.
 */
#include <kunit/test.h>

#include "platform/memory.h"
#include "tests/fake_client.h"

static const struct ssp_span none = { NULL, 0 };

static int again_init(struct kunit *test)
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

/* A client of the case's package, with a session. */
static struct ssp_fake_client *connected(struct kunit *test, u32 req)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;

	ssp_fake_client_acquire(c, *package);
	ssp_fake_client_connect(c, req, NULL);
	ssp_fake_client_exchange(c);
	return c;
}

/* The acceptor's keys are moved aside, to be moved back. */
static void exchange(struct ssp_fake_client *c, struct ssp_krb5_cfx *aside)
{
	struct ssp_krb5_cfx now = c->acceptor;

	c->acceptor = *aside;
	*aside = now;
}

static struct ssp_krb5_cfx *no_keys(struct kunit *test)
{
	struct ssp_krb5_cfx *keys =
		kunit_kzalloc(test, sizeof(*keys), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, keys);
	return keys;
}

/* P40: the old session is as good as it was until there is a new one. */
static void a_session_lasts_until_the_next(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	struct ssp_krb5_cfx *old = no_keys(test);
	SecHandle handle = c->ctx;
	struct ssp_wr w;

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	KUNIT_EXPECT_GT(test, c->out.cbBuffer, 0u);
	/* What is said meanwhile is said of the session that there is. */
	KUNIT_EXPECT_TRUE(test, c->attr & ISC_RET_MUTUAL_AUTH);
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, NULL, &w);
	ssp_fake_client_exchange(c);

	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, ssp_wr_span(&w)));
	ssp_wr_free(&w);
	KUNIT_EXPECT_EQ(test, handle.dwLower, c->ctx.dwLower);
	KUNIT_EXPECT_EQ(test, handle.dwUpper, c->ctx.dwUpper);
	/* All keys are new. */
	exchange(c, old);
	ssp_fake_client_accept(c, NULL);
	ssp_fake_client_exchange(c);
	ssp_krb5_cfx_fini(old);
	KUNIT_EXPECT_EQ(test, 1u, c->fake->fetches);
}

/* Whatever goes wrong with the new one, the old one stays. */
static void a_failed_attempt_costs_nothing(struct kunit *test)
{
	static const u8 rubbish[] = "no token";
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	struct ssp_krb5_cfx *old = no_keys(test);

	/* It does not begin with a token of the acceptor's. */
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_fake_client_leg(c, SSP_FAKE_ALL,
					    SSP_SPAN(rubbish)));
	ssp_fake_client_exchange(c);
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_fake_client_leg(c, SSP_FAKE_ALL,
					    SSP_SPAN(rubbish)));
	ssp_fake_client_exchange(c);
	c->fake->random_st = SEC_E_INTERNAL_ERROR;
	KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	c->fake->random_st = SEC_E_OK;
	ssp_fake_client_exchange(c);
	/* And another attempt may succeed. */
	exchange(c, old);
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	ssp_fake_client_exchange(c);
	ssp_krb5_cfx_fini(old);
}

/* A context outlives its ticket in this way, and in no other. */
static void an_expired_session_can_be_renewed(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	u8 token[64];
	SecBuffer b = { sizeof(token), SECBUFFER_TOKEN, token };
	SecBufferDesc d = { SECBUFFER_VERSION, 1, &b };
	ULONG expiry = c->expiry.LowPart;

	c->fake->now = c->fake->end;
	KUNIT_EXPECT_EQ(test, SEC_E_CONTEXT_EXPIRED,
			MakeSignature(&c->ctx, 0, &d, 0));
	c->fake->start = c->fake->end;
	c->fake->end += 3600 * SSP_TICKS_PER_SEC;
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	KUNIT_EXPECT_EQ(test, 2u, c->fake->fetches);
	KUNIT_EXPECT_NE(test, expiry, c->expiry.LowPart);
	ssp_fake_client_exchange(c);
}

/* What was bound to a channel stays bound to it. */
static void bindings_need_not_be_repeated(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	u8 hash[16];
	struct ssp_wr w;

	ssp_fake_client_acquire(c, *package);
	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	ssp_fake_client_bind(c, "tls-unique:a");
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED, ssp_fake_client_call(c));
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, NULL, &w);
	memcpy(hash, c->peer.cksum + 4, sizeof(hash));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, ssp_wr_span(&w)));
	ssp_wr_free(&w);

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	ssp_fake_accept(test, c->fake, ssp_fake_client_token(c), &c->peer);
	SSP_EXPECT_MEMEQ(test, hash, c->peer.cksum + 4, sizeof(hash));
	KUNIT_EXPECT_GT(test, c->peer.authz.n, (size_t)0);
}

/* A token waits for room: the same one, made once. */
static void a_token_waits_for_room(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	struct ssp_krb5_cfx *old = no_keys(test);
	u8 random;
	u64 stamps;

	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	c->out.cbBuffer = 40;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, ssp_fake_client_call(c));
	ssp_fake_client_untouched(c);
	random = c->fake->random;
	stamps = c->fake->stamps;
	ssp_fake_client_exchange(c);
	c->fake->random = random;
	/* No TOKEN at all will not do, either. */
	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	c->args.output = NULL;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, ssp_fake_client_call(c));
	ssp_fake_client_untouched(c);

	exchange(c, old);
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	KUNIT_EXPECT_EQ(test, stamps, c->fake->stamps);
	ssp_fake_client_exchange(c);
	ssp_krb5_cfx_fini(old);
}

/* What comes with the call that fetches it is not looked at. */
static void a_waiting_token_comes_first(struct kunit *test)
{
	static const u8 rubbish[] = "no token";
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);

	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	c->out.cbBuffer = 40;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, ssp_fake_client_call(c));
	KUNIT_EXPECT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL,
					    SSP_SPAN(rubbish)));
	KUNIT_EXPECT_GT(test, c->out.cbBuffer, 40u);
	/* It was not the last chance to give up. */
	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	ssp_fake_client_delete(c);
}

static void a_waiting_token_goes_with_its_context(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);

	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	c->out.cbBuffer = 40;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, ssp_fake_client_call(c));
	ssp_fake_client_delete(c);
}

/* The same without memory for it. */
static void a_token_waits_for_memory(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	u32 req = SSP_FAKE_ALL | ISC_REQ_ALLOCATE_MEMORY;
	u64 calls;

	/* Which allocation is the token's own: the last. */
	ssp_test_memory_fail_at(c->memory, 0);
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, req, none));
	calls = c->memory->calls;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(c->out.pvBuffer));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_fake_client_leg(c, req, none));

	ssp_test_memory_fail_at(c->memory, calls);
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY,
			ssp_fake_client_leg(c, req, none));
	KUNIT_EXPECT_TRUE(test, c->memory->fail_hit);
	ssp_test_memory_fail_at(c->memory, 0);
	ssp_fake_client_untouched(c);
	KUNIT_EXPECT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, req, none));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(c->out.pvBuffer));
}

/* Not before the peer can have the token that makes it true. */
static void a_session_waits_for_its_token(struct kunit *test)
{
	const char *const *package = test->param_value;
	u32 req = SSP_FAKE_ALL & ~ISC_REQ_MUTUAL_AUTH;
	struct ssp_fake_client *c = test->priv;
	struct ssp_krb5_cfx *old = no_keys(test);

	ssp_fake_client_acquire(c, *package);
	ssp_fake_client_connect(c, req, NULL);
	ssp_fake_client_prepare(c, req, none);
	c->out.cbBuffer = 40;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, ssp_fake_client_call(c));
	ssp_fake_client_exchange(c);
	exchange(c, old);
	ssp_fake_client_connect(c, req, NULL);
	ssp_fake_client_exchange(c);
	ssp_krb5_cfx_fini(old);
}

static struct kunit_case again_cases[] = {
	KUNIT_CASE_PARAM(a_session_lasts_until_the_next, package_gen_params),
	KUNIT_CASE_PARAM(a_failed_attempt_costs_nothing, package_gen_params),
	KUNIT_CASE_PARAM(an_expired_session_can_be_renewed, package_gen_params),
	KUNIT_CASE_PARAM(bindings_need_not_be_repeated, package_gen_params),
	KUNIT_CASE_PARAM(a_token_waits_for_room, package_gen_params),
	KUNIT_CASE_PARAM(a_waiting_token_comes_first, package_gen_params),
	KUNIT_CASE_PARAM(a_waiting_token_goes_with_its_context,
			 package_gen_params),
	KUNIT_CASE_PARAM(a_token_waits_for_memory, package_gen_params),
	KUNIT_CASE_PARAM(a_session_waits_for_its_token, package_gen_params),
	{}
};

static struct kunit_suite again_suite = {
	.name = "api_again",
	.init = again_init,
	.exit = ssp_fake_client_stop,
	.test_cases = again_cases,
};

kunit_test_suites(&again_suite);
