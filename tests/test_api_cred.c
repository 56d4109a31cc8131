// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Credentials through the interface: opening and closing them, whom they stand
 * for, what they may be used for (P04), and identities that come with a call
 * (P36).
 */
#include <kunit/test.h>

#include "core/ctx.h"
#include "platform/memory.h"
#include "tests/fake_client.h"

static const struct ssp_span none = { NULL, 0 };

static int cred_init(struct kunit *test)
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

static u64 ticks(const TimeStamp *t)
{
	return (u64)(u32)t->HighPart << 32 | t->LowPart;
}

static ssp_status acquire(struct ssp_fake_client *c, const char *package,
			  u32 use, const void *auth)
{
	return ssp_api_acquire(&ssp_text_utf8, NULL, package, use, auth,
			       &c->cred, &c->expiry);
}

/* P15's rule for credentials: local time, and "never" where nobody knows. */
static void opens_and_closes(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	u64 end;
	u32 use;

	c->fake->zone = 2 * 3600 * (s64)SSP_TICKS_PER_SEC;
	for (use = SECPKG_CRED_INBOUND; use <= SECPKG_CRED_BOTH; use++) {
		c->fake->name_st = SEC_E_OK;
		KUNIT_ASSERT_EQ(test, SEC_E_OK,
				acquire(c, *package, use, NULL));
		KUNIT_EXPECT_TRUE(test, SecIsValidHandle(&c->cred));
		/* Service keys do not end. */
		end = use == SECPKG_CRED_INBOUND ?
			      SSP_TIME_NEVER :
			      c->fake->end + (u64)c->fake->zone;
		KUNIT_EXPECT_EQ(test, end, ticks(&c->expiry));
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				FreeCredentialsHandle(&c->cred));
		c->fake->name_st = SEC_E_NO_CREDENTIALS;
		KUNIT_ASSERT_EQ(test, SEC_E_OK,
				acquire(c, *package, use, NULL));
		KUNIT_EXPECT_EQ(test, (u64)SSP_TIME_NEVER, ticks(&c->expiry));
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				FreeCredentialsHandle(&c->cred));
	}
	KUNIT_EXPECT_EQ(test, 0u, c->fake->creds);
	/* Nothing is proved, nobody is asked. */
	KUNIT_EXPECT_EQ(test, 0u, c->fake->fetches);
}

/* A name that cannot be told is no name, and says nothing of the end. */
static void a_name_that_is_no_text(struct kunit *test)
{
	static const u8 latin1[] = { 'a', 'l', 0xef, 's' };
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	SecPkgCredentials_NamesW names = { NULL };

	c->fake->name = SSP_SPAN(latin1);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			acquire(c, *package, SECPKG_CRED_OUTBOUND, NULL));
	KUNIT_EXPECT_EQ(test, (u64)SSP_TIME_NEVER, ticks(&c->expiry));
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_api_query_cred(&ssp_text_utf8, &c->cred,
					   SECPKG_CRED_ATTR_NAMES, &names));
	KUNIT_EXPECT_NULL(test, names.sUserName);
}

/* Freeing what is not there does no harm. */
static void closes_once(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SecHandle h = { 0, 0 };

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, FreeCredentialsHandle(&h));
	SecInvalidateHandle(&h);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, FreeCredentialsHandle(&h));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeCredentialsHandle(NULL));
	ssp_fake_client_acquire(c, "Kerberos");
	h = c->cred;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, DeleteSecurityContext(&h));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&h));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, FreeCredentialsHandle(&h));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeCredentialsHandle(&c->cred));
}

static void expect_no_cred(struct kunit *test, ssp_status want, ssp_status got)
{
	struct ssp_fake_client *c = test->priv;

	KUNIT_EXPECT_EQ(test, want, got);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)7, c->cred.dwLower);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)8, c->cred.dwUpper);
	KUNIT_EXPECT_EQ(test, 9u, c->expiry.LowPart);
	KUNIT_EXPECT_EQ(test, 0u, c->fake->creds);
}

static void wrong_arguments_leave_all_as_it_was(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	static const u32 uses[] = { 0, SECPKG_CRED_DEFAULT,
				    SECPKG_CRED_AUTOLOGON_RESTRICTED,
				    SECPKG_CRED_RESERVED };
	static const char *const names[] = { NULL, "", "Kerbero", "NTLM5" };
	size_t i;

	c->cred = (SecHandle){ 7, 8 };
	c->expiry.LowPart = 9;
	for (i = 0; i < ARRAY_SIZE(uses); i++)
		expect_no_cred(test, SEC_E_INVALID_PARAMETER,
			       acquire(c, "Kerberos", uses[i], NULL));
	for (i = 0; i < ARRAY_SIZE(names); i++)
		expect_no_cred(test, SEC_E_SECPKG_NOT_FOUND,
			       acquire(c, names[i], SECPKG_CRED_BOTH, NULL));
	expect_no_cred(test, SEC_E_INVALID_PARAMETER,
		       acquire(c, "Kerberos\xff", SECPKG_CRED_BOTH, NULL));
	expect_no_cred(test, SEC_E_INVALID_PARAMETER,
		       ssp_api_acquire(&ssp_text_utf8, "alice\xff", "Kerberos",
				       SECPKG_CRED_BOTH, NULL, &c->cred,
				       &c->expiry));
	expect_no_cred(test, SEC_E_INVALID_PARAMETER,
		       ssp_api_acquire(&ssp_text_utf8, NULL, "Kerberos",
				       SECPKG_CRED_BOTH, NULL, NULL,
				       &c->expiry));
	c->fake->open_st = SEC_E_UNKNOWN_CREDENTIALS;
	expect_no_cred(test, SEC_E_UNKNOWN_CREDENTIALS,
		       acquire(c, "Kerberos", SECPKG_CRED_BOTH, NULL));
	memset(&c->cred, 0, sizeof(c->cred));
}

/* Alice, of no form that P41 would refuse. */
static SEC_WINNT_AUTH_IDENTITY_A *alice(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_A *a =
		(void *)ssp_test_guarded(test, sizeof(*a));
	u8 *text = ssp_test_guarded_copy(test, "aliceEXAMPLEsecret", 18);

	ssp_test_memory_add_virtual(test, a, sizeof(*a));
	ssp_test_memory_add_virtual(test, text, 18);
	memset(a, 0, sizeof(*a));
	a->User = text;
	a->UserLength = 5;
	a->Domain = text + 5;
	a->DomainLength = 7;
	a->Password = text + 12;
	a->PasswordLength = 6;
	a->Flags = SEC_WINNT_AUTH_IDENTITY_ANSI;
	return a;
}

static void an_identity_is_taken_along(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_fake *fake = c->fake;
	const u16 wide[] = { 'K', 'e', 'r', 'b', 'e', 'r', 'o', 's', 0 };
	const u16 name[] = { 'b', 0xf6, 'b', 0 };

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			acquire(c, "Kerberos", SECPKG_CRED_OUTBOUND,
				alice(test)));
	KUNIT_EXPECT_TRUE(test, fake->have_password);
	KUNIT_EXPECT_STREQ(test, "", fake->principal);
	KUNIT_EXPECT_STREQ(test, "alice", fake->user);
	KUNIT_EXPECT_STREQ(test, "EXAMPLE", fake->domain);
	KUNIT_EXPECT_STREQ(test, "secret", fake->password);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&c->cred));

	/* The identity's own flag counts, not the kind of the other strings. */
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_acquire(&ssp_text_wide, name, wide,
					SECPKG_CRED_OUTBOUND, alice(test),
					&c->cred, NULL));
	KUNIT_EXPECT_STREQ(test,
			   "b\xc3\xb6"
			   "b",
			   fake->principal);
	KUNIT_EXPECT_STREQ(test, "alice", fake->user);
}

/* P41. */
static void an_identity_lies_in_virtual_memory(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SEC_WINNT_AUTH_IDENTITY_A *a = alice(test);
	SEC_WINNT_AUTH_IDENTITY_A *pool = ssp_pool_dup(a, sizeof(*a));

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			acquire(c, "Kerberos", SECPKG_CRED_OUTBOUND, pool));
	a->Password = (void *)pool;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			acquire(c, "Negotiate", SECPKG_CRED_OUTBOUND, a));
	KUNIT_EXPECT_EQ(test, 0u, c->fake->opens);
	ssp_pool_free(pool, sizeof(*pool));
}

static void expect_no_context(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;

	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	ssp_fake_client_untouched(c);
	KUNIT_EXPECT_EQ(test, (ULONG_PTR)0, c->ctx.dwLower);
	KUNIT_EXPECT_EQ(test, 0u, c->fake->fetches);
}

/* P04, P26. */
static void a_credential_must_be_good_for_outbound(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			acquire(c, *package, SECPKG_CRED_INBOUND, NULL));
	expect_no_context(test);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&c->cred));
	/* One for looking at, not for authenticating. */
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			acquire(c, *package,
				SECPKG_CRED_OUTBOUND |
					SECPKG_CRED_PROCESS_POLICY_ONLY,
				NULL));
	expect_no_context(test);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&c->cred));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			acquire(c, *package, SECPKG_CRED_OUTBOUND, NULL));
	KUNIT_EXPECT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
}

/* The caller's own must not be used where only supplied ones may. */
static void own_credentials_can_be_forbidden(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	u32 use = SECPKG_CRED_OUTBOUND | SECPKG_CRED_AUTOLOGON_RESTRICTED;

	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			acquire(c, "Negotiate", use, NULL));
	KUNIT_EXPECT_EQ(test, 0u, c->fake->opens);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			acquire(c, "Negotiate", use, alice(test)));
}

/* A first leg with an identity of its own. */
static ssp_status supply(struct ssp_fake_client *c, u32 req,
			 struct ssp_span params)
{
	ssp_fake_client_prepare(c, req, none);
	if (params.n)
		ssp_fake_client_add(c, SECBUFFER_PKG_PARAMS, params);
	return ssp_fake_client_call(c);
}

static void an_identity_may_be_supplied(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;
	SEC_WINNT_AUTH_IDENTITY_A *a = alice(test);
	struct ssp_span params = { (const u8 *)a, sizeof(*a) };
	u32 req = SSP_FAKE_ALL | ISC_REQ_USE_SUPPLIED_CREDS;
	SecPkgContext_Flags flags;
	struct ssp_wr w;

	ssp_fake_client_acquire(c, *package);
	KUNIT_EXPECT_FALSE(test, c->fake->have_password);
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED, supply(c, req, params));
	KUNIT_EXPECT_TRUE(test, c->attr & ISC_RET_USED_SUPPLIED_CREDS);
	KUNIT_EXPECT_STREQ(test, "alice", c->fake->user);
	KUNIT_EXPECT_STREQ(test, "secret", c->fake->password);
	KUNIT_EXPECT_EQ(test, 2u, c->fake->creds);

	/* Said of the context, whatever a later leg asks for. */
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, NULL, &w);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, ssp_wr_span(&w)));
	ssp_wr_free(&w);
	KUNIT_EXPECT_TRUE(test, c->attr & ISC_RET_USED_SUPPLIED_CREDS);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_api_query_context(&ssp_text_utf8, &c->ctx,
					      SECPKG_ATTR_FLAGS, &flags));
	KUNIT_EXPECT_TRUE(test, flags.Flags & ISC_RET_USED_SUPPLIED_CREDS);
	/* The identity goes with the context. */
	ssp_fake_client_delete(c);
	KUNIT_EXPECT_EQ(test, 1u, c->fake->creds);
}

/* Nobody in particular, by these packages; of no form that P41 would refuse. */
static SEC_WINNT_AUTH_IDENTITY_EXA *by_packages(struct kunit *test,
						const char *list)
{
	SEC_WINNT_AUTH_IDENTITY_EXA *a =
		(void *)ssp_test_guarded(test, sizeof(*a));
	size_t n = strlen(list);
	u8 *text = ssp_test_guarded_copy(test, list, n);

	ssp_test_memory_add_virtual(test, a, sizeof(*a));
	ssp_test_memory_add_virtual(test, text, n);
	memset(a, 0, sizeof(*a));
	a->Version = SEC_WINNT_AUTH_IDENTITY_VERSION;
	a->Length = sizeof(*a);
	a->Flags = SEC_WINNT_AUTH_IDENTITY_ANSI;
	a->PackageList = text;
	a->PackageListLength = (ULONG)n;
	return a;
}

/* Whoever is supplied, the handle's list holds, unless there is another. */
static void expect_list(struct kunit *test, const char *want)
{
	struct ssp_fake_client *c = test->priv;
	const struct ssp_cred *cred;
	const struct ssp_ctx *ctx;
	struct ssp_ref ref;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_handle_get(&ssp_ctxs, &c->ctx, &ref));
	ctx = ref.obj;
	cred = ctx->cred.obj;
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&cred->packages, want));
	ssp_handle_put(&ssp_ctxs, &ref);
	ssp_fake_client_delete(c);
}

/* A list chooses among the caller's own; a supplied identity may narrow it. */
static void packages_can_be_chosen(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SEC_WINNT_AUTH_IDENTITY_A *a = alice(test);
	SEC_WINNT_AUTH_IDENTITY_EXA *ex;
	struct ssp_span params = { (const u8 *)a, sizeof(*a) };
	u32 req = SSP_FAKE_ALL | ISC_REQ_USE_SUPPLIED_CREDS;

	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			acquire(c, "Negotiate", SECPKG_CRED_OUTBOUND,
				by_packages(test, "!Kerberos,!NTLM")));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			acquire(c, "Negotiate", SECPKG_CRED_OUTBOUND,
				by_packages(test, "kerberos,!ntlm")));
	KUNIT_EXPECT_FALSE(test, c->fake->have_password);
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED, supply(c, req, params));
	KUNIT_EXPECT_TRUE(test, c->fake->have_password);
	expect_list(test, "kerberos,!ntlm");
	ex = by_packages(test, "Kerberos");
	ex->User = a->User;
	ex->UserLength = a->UserLength;
	params = (struct ssp_span){ (const u8 *)ex, sizeof(*ex) };
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED, supply(c, req, params));
	expect_list(test, "Kerberos");
}

static void it_must_be_there_and_name_somebody(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SEC_WINNT_AUTH_IDENTITY_A *a = alice(test);
	struct ssp_span params = { (const u8 *)a, sizeof(*a) };
	u32 req = SSP_FAKE_ALL | ISC_REQ_USE_SUPPLIED_CREDS;

	ssp_fake_client_acquire(c, "Kerberos");
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, supply(c, req, none));
	ssp_fake_client_untouched(c);
	params.n--;
	KUNIT_EXPECT_EQ(test, SEC_E_UNKNOWN_CREDENTIALS,
			supply(c, req, params));
	ssp_fake_client_untouched(c);
	params.n++;
	a->UserLength = 0;
	a->DomainLength = 0;
	a->PasswordLength = 0;
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, supply(c, req, params));
	ssp_fake_client_untouched(c);
	KUNIT_EXPECT_EQ(test, 1u, c->fake->opens);
	KUNIT_EXPECT_EQ(test, 0u, c->fake->fetches);
}

static void it_is_not_looked_at_unasked(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SEC_WINNT_AUTH_IDENTITY_A *a = alice(test);
	struct ssp_span params = { (const u8 *)a, sizeof(*a) };
	struct ssp_wr w;

	ssp_fake_client_acquire(c, "Kerberos");
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			supply(c, SSP_FAKE_ALL, params));
	KUNIT_EXPECT_FALSE(test, c->attr & ISC_RET_USED_SUPPLIED_CREDS);
	KUNIT_EXPECT_EQ(test, 1u, c->fake->opens);
	/* Asked for too late: the answer stays true. */
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, NULL, &w);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_fake_client_leg(
				c, SSP_FAKE_ALL | ISC_REQ_USE_SUPPLIED_CREDS,
				ssp_wr_span(&w)));
	ssp_wr_free(&w);
	KUNIT_EXPECT_FALSE(test, c->attr & ISC_RET_USED_SUPPLIED_CREDS);
}

static void one_serves_many_contexts(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SecHandle *h = kunit_kzalloc(test, 40 * sizeof(*h), GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, h);
	ssp_fake_client_acquire(c, "Negotiate");
	for (i = 0; i < 40; i++) {
		KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
				ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
		h[i] = c->ctx;
		memset(&c->ctx, 0, sizeof(c->ctx));
	}
	KUNIT_EXPECT_EQ(test, 1u, c->fake->fetches);
	KUNIT_EXPECT_EQ(test, 1u, c->fake->opens);
	for (i = 0; i < 40; i++)
		KUNIT_EXPECT_EQ(test, SEC_E_OK, DeleteSecurityContext(&h[i]));
}

static struct kunit_case cred_cases[] = {
	KUNIT_CASE_PARAM(opens_and_closes, package_gen_params),
	KUNIT_CASE_PARAM(a_name_that_is_no_text, package_gen_params),
	KUNIT_CASE(closes_once),
	KUNIT_CASE(wrong_arguments_leave_all_as_it_was),
	KUNIT_CASE(an_identity_is_taken_along),
	KUNIT_CASE(an_identity_lies_in_virtual_memory),
	KUNIT_CASE_PARAM(a_credential_must_be_good_for_outbound,
			 package_gen_params),
	KUNIT_CASE(own_credentials_can_be_forbidden),
	KUNIT_CASE_PARAM(an_identity_may_be_supplied, package_gen_params),
	KUNIT_CASE(packages_can_be_chosen),
	KUNIT_CASE(it_must_be_there_and_name_somebody),
	KUNIT_CASE(it_is_not_looked_at_unasked),
	KUNIT_CASE(one_serves_many_contexts),
	{}
};

static struct kunit_suite cred_suite = {
	.name = "api_cred",
	.init = cred_init,
	.exit = ssp_fake_client_stop,
	.test_cases = cred_cases,
};

kunit_test_suites(&cred_suite);
