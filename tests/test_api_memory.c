// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Memory behind the interface: every allocation failing in turn (P20), with
 * handles that are there or are not, and what is kept of a context.
 */
#include <kunit/test.h>

#include "core/cred.h"
#include "core/ctx.h"
#include "platform/memory.h"
#include "tests/fake_client.h"

static const struct ssp_span none = { NULL, 0 };

static int memory_init(struct kunit *test)
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

/* Tables and tickets stay between runs; here each begins with nothing. */
static void forget_all(void)
{
	ssp_handle_trim(&ssp_ctxs);
	ssp_handle_trim(&ssp_creds);
}

static bool out_of_memory_or_not(ssp_status st)
{
	return st == SEC_E_INSUFFICIENT_MEMORY || st == SEC_E_OK ||
	       st == SEC_I_CONTINUE_NEEDED;
}

static ssp_status acquire(struct kunit *test, void *arg)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	SecHandle h = { 7, 8 };
	ssp_status st;

	st = ssp_api_acquire(&ssp_text_utf8, "alice", *package,
			     SECPKG_CRED_BOTH, arg, &h, NULL);
	if (st < 0) {
		KUNIT_EXPECT_EQ(test, (ULONG_PTR)7, h.dwLower);
		KUNIT_EXPECT_EQ(test, (ULONG_PTR)8, h.dwUpper);
	} else {
		KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&h));
	}
	KUNIT_EXPECT_EQ(test, 0u, c->fake->creds);
	forget_all();
	return st;
}

/* Only the name of a credential may be missing: then its end is unknown. */
static void acquiring(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SEC_WINNT_AUTH_IDENTITY_A a = { 0 };
	void *auth = ssp_test_guarded(test, sizeof(a));
	u8 *text = ssp_test_guarded_copy(test, "aliceEXAMPLEsecret", 18);

	ssp_test_memory_add_virtual(test, auth, sizeof(a));
	ssp_test_memory_add_virtual(test, text, 18);
	a.User = text;
	a.UserLength = 5;
	a.Domain = text + 5;
	a.DomainLength = 7;
	a.Password = text + 12;
	a.PasswordLength = 6;
	a.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI;
	memcpy(auth, &a, sizeof(a));
	KUNIT_EXPECT_GT(
		test,
		ssp_test_each_failed_allocation(test, c->memory, acquire,
						out_of_memory_or_not, auth),
		(u64)10);
}

/* P39: with a handle or without, never in between. */
static ssp_status first_leg(struct kunit *test, void *arg)
{
	struct ssp_fake_client *c = test->priv;
	const u32 *req = arg;
	ssp_status st;

	st = ssp_fake_client_leg(c, *req, none);
	if (st < 0) {
		KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, c->ctx.dwLower);
		KUNIT_EXPECT_EQ(test, SSP_FAKE_FRESH32, c->attr);
		return st;
	}
	if (*req & ISC_REQ_ALLOCATE_MEMORY)
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				FreeContextBuffer(c->out.pvBuffer));
	ssp_fake_client_delete(c);
	return st;
}

static const u32 requests[] = {
	SSP_FAKE_ALL,
	SSP_FAKE_ALL & ~ISC_REQ_MUTUAL_AUTH,
	SSP_FAKE_ALL | ISC_REQ_ALLOCATE_MEMORY,
};

static void beginning(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	u32 req;
	size_t i;

	ssp_fake_client_acquire(c, *package);
	/* What stays: a chunk of slots, and the ticket. */
	for (i = 0; i < ARRAY_SIZE(requests); i++) {
		req = requests[i];
		KUNIT_ASSERT_GE(test, first_leg(test, &req), 0);
		KUNIT_EXPECT_GT(test,
				ssp_test_each_failed_allocation(
					test, c->memory, first_leg,
					out_of_memory_or_not, &req),
				(u64)4);
	}
}

/* The same with nothing there yet, not even a ticket. */
static ssp_status from_nothing(struct kunit *test, void *arg)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	ssp_status st;

	st = ssp_api_acquire(&ssp_text_utf8, NULL, *package, SECPKG_CRED_BOTH,
			     NULL, &c->cred, NULL);
	if (st >= 0) {
		st = first_leg(test, arg);
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				FreeCredentialsHandle(&c->cred));
	}
	forget_all();
	KUNIT_EXPECT_EQ(test, 0u, c->fake->creds);
	return st;
}

static void beginning_with_nothing(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	u32 req = SSP_FAKE_ALL;

	KUNIT_EXPECT_GT(
		test,
		ssp_test_each_failed_allocation(test, c->memory, from_nothing,
						out_of_memory_or_not, &req),
		(u64)20);
}

/*
 * The second leg with one allocation failing; a context that a leg could not
 * finish is still a handle to be deleted.
 */
static ssp_status last_leg(struct kunit *test, void *arg)
{
	struct ssp_fake_client *c = test->priv;
	const struct ssp_krb5_keyblock *subkey = arg;
	u64 nth = c->memory->fail_at;
	struct ssp_wr w;
	ssp_status st;

	ssp_test_memory_fail_at(c->memory, 0);
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, subkey, &w);
	ssp_test_memory_fail_at(c->memory, nth);
	st = ssp_fake_client_leg(c, SSP_FAKE_ALL, ssp_wr_span(&w));
	if (st < 0) {
		KUNIT_EXPECT_EQ(test, SSP_FAKE_FRESH32, c->attr);
		/* The first is the token's: the leg was not taken. */
		KUNIT_EXPECT_EQ(test, nth != 1, c->out.cbBuffer == 0);
	}
	ssp_fake_client_delete(c);
	ssp_wr_free(&w);
	return st;
}

static void finishing(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	struct ssp_krb5_keyblock subkey;

	ssp_fake_count_key(20, SSP_FAKE_SUBKEY, &subkey);
	ssp_fake_client_acquire(c, *package);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, last_leg(test, &subkey));
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(
				test, c->memory, last_leg, NULL, &subkey),
			(u64)6);
}

/* P40: the session that there is does not notice. */
static ssp_status again(struct kunit *test, void *arg)
{
	static const u8 rubbish[] = "no token";
	struct ssp_fake_client *c = test->priv;
	ssp_status st;
	bool hit;

	(void)arg;
	st = ssp_fake_client_leg(c, SSP_FAKE_ALL, none);
	hit = c->memory->fail_hit;
	ssp_test_memory_fail_at(c->memory, 0);
	ssp_fake_client_exchange(c);
	/* An end to the attempt, if there is one. */
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_fake_client_leg(c, SSP_FAKE_ALL,
					    SSP_SPAN(rubbish)));
	ssp_fake_client_exchange(c);
	c->memory->fail_hit = hit;
	return st;
}

static void beginning_again(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;

	ssp_fake_client_acquire(c, *package);
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED, again(test, NULL));
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, c->memory, again,
							NULL, NULL),
			(u64)4);
}

/* Supplied identities are credentials of their own (P36). */
static ssp_status supply(struct kunit *test, void *arg)
{
	struct ssp_fake_client *c = test->priv;
	const struct ssp_span *params = arg;
	ssp_status st;

	ssp_fake_client_prepare(c, SSP_FAKE_ALL | ISC_REQ_USE_SUPPLIED_CREDS,
				none);
	ssp_fake_client_add(c, SECBUFFER_PKG_PARAMS, *params);
	st = ssp_fake_client_call(c);
	if (st >= 0)
		ssp_fake_client_delete(c);
	KUNIT_EXPECT_EQ(test, 1u, c->fake->creds);
	return st;
}

static void supplying(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	u8 *user = ssp_test_guarded_copy(test, "alice", 5);
	SEC_WINNT_AUTH_IDENTITY_A a = {
		.User = user,
		.UserLength = 5,
		.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI,
	};
	struct ssp_span params = { (const u8 *)&a, sizeof(a) };

	ssp_test_memory_add_virtual(test, user, 5);
	ssp_fake_client_acquire(c, *package);
	KUNIT_ASSERT_GE(test, supply(test, &params), 0);
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, c->memory, supply,
							out_of_memory_or_not,
							&params),
			(u64)10);
}

/* Keys included; the ticket is the credential's. */
static void a_context_is_small(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	size_t before;

	ssp_fake_client_acquire(c, *package);
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	ssp_krb5_cfx_fini(&c->acceptor);
	ssp_fake_client_delete(c);
	before = c->memory->live_bytes[SSP_MEMORY_POOL];
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	ssp_krb5_cfx_fini(&c->acceptor);
	KUNIT_EXPECT_LT(test, c->memory->live_bytes[SSP_MEMORY_POOL] - before,
			ssp_test_context_max);
	KUNIT_EXPECT_EQ(test, (size_t)0,
			c->memory->live_blocks[SSP_MEMORY_VIRTUAL]);
}

static struct kunit_case memory_cases[] = {
	KUNIT_CASE_PARAM(acquiring, package_gen_params),
	KUNIT_CASE_PARAM(beginning, package_gen_params),
	KUNIT_CASE_PARAM(beginning_with_nothing, package_gen_params),
	KUNIT_CASE_PARAM(finishing, package_gen_params),
	KUNIT_CASE_PARAM(beginning_again, package_gen_params),
	KUNIT_CASE_PARAM(supplying, package_gen_params),
	KUNIT_CASE_PARAM(a_context_is_small, package_gen_params),
	{}
};

static struct kunit_suite memory_suite = {
	.name = "api_memory",
	.init = memory_init,
	.exit = ssp_fake_client_stop,
	.test_cases = memory_cases,
};

kunit_test_suites(&memory_suite);
