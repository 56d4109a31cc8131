// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The A and W names of a program: each argument arrives where it belongs, and
 * both give the same, but for the kind of text.
 */
#include <kunit/test.h>

#include <secur32.h>

#include "core/status.h"
#include "platform/memory.h"
#include "tests/fake_client.h"

/* UTF-16 literals, as W functions take them. */
#define W(s) ((SEC_WCHAR *)(void *)(uintptr_t)u##s)
#define A(s) ((SEC_CHAR *)(uintptr_t)s)

static int front_init(struct kunit *test)
{
	ssp_fake_client_start(test);
	return 0;
}

static bool same(const SEC_WCHAR *w, const char *a)
{
	while (*w && *w == (u8)*a) {
		w++;
		a++;
	}
	return !*w && !*a;
}

/* The next call of either kind with all that is in @c->args. */
static ssp_status initialize(struct ssp_fake_client *c, bool wide)
{
	struct ssp_init_args *a = &c->args;

	return wide ? InitializeSecurityContextW(
			      (PCredHandle)a->cred, (PCtxtHandle)a->context,
			      (SEC_WCHAR *)a->target, a->req, a->reserved1,
			      a->drep, a->input, a->reserved2, a->new_context,
			      a->output, a->attr, a->expiry) :
		      InitializeSecurityContextA(
			      (PCredHandle)a->cred, (PCtxtHandle)a->context,
			      (SEC_CHAR *)a->target, a->req, a->reserved1,
			      a->drep, a->input, a->reserved2, a->new_context,
			      a->output, a->attr, a->expiry);
}

static ssp_status acquire(struct ssp_fake_client *c, bool wide)
{
	return wide ? AcquireCredentialsHandleW(W("alice"), W("Kerberos"),
						SECPKG_CRED_OUTBOUND, NULL,
						NULL, NULL, NULL, &c->cred,
						&c->expiry) :
		      AcquireCredentialsHandleA(A("alice"), A("Kerberos"),
						SECPKG_CRED_OUTBOUND, NULL,
						NULL, NULL, NULL, &c->cred,
						&c->expiry);
}

/**
 * struct outcome - all that a hand-shake gives
 * @first: its first token
 * @n: length of that
 * @attr: at the end
 * @expiry: at the end
 */
struct outcome {
	u8 first[1024];
	size_t n;
	ULONG attr;
	TimeStamp expiry;
};

/* From credential to context through one kind of names. */
static void run(struct kunit *test, bool wide, struct outcome *o)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_span none = { NULL, 0 };
	struct ssp_wr w;

	c->fake->random = 0;
	c->fake->stamps = 0;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, acquire(c, wide));
	KUNIT_EXPECT_STREQ(test, "alice", c->fake->principal);
	KUNIT_EXPECT_NE(test, SSP_FAKE_FRESH32, c->expiry.LowPart);
	c->target = wide ? (const char *)SECUR32_WTEXT("") SSP_FAKE_SPN :
			   SSP_FAKE_SPN;
	ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
	ssp_fake_client_bind(c, "tls-unique:a");
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED, initialize(c, wide));
	KUNIT_EXPECT_STREQ(test, SSP_FAKE_SPN, c->fake->spn);
	KUNIT_ASSERT_LE(test, c->out.cbBuffer, (ULONG)sizeof(o->first));
	o->n = c->out.cbBuffer;
	memcpy(o->first, c->out_room, o->n);
	ssp_wr_init(&w);
	ssp_fake_client_reply(c, NULL, &w);
	ssp_fake_client_prepare(c, SSP_FAKE_ALL, ssp_wr_span(&w));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, initialize(c, wide));
	ssp_wr_free(&w);
	o->attr = c->attr;
	o->expiry = c->expiry;
	ssp_fake_client_accept(c, NULL);
	ssp_fake_client_exchange(c);
	ssp_fake_client_delete(c);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&c->cred));
}

/* P03: the same arguments, the same bytes. */
static void both_names_do_the_same(struct kunit *test)
{
	struct outcome *a = kunit_kzalloc(test, sizeof(*a), GFP_KERNEL);
	struct outcome *w = kunit_kzalloc(test, sizeof(*w), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, w);
	run(test, false, a);
	run(test, true, w);
	KUNIT_ASSERT_GT(test, a->n, (size_t)0);
	KUNIT_ASSERT_EQ(test, a->n, w->n);
	SSP_EXPECT_MEMEQ(test, a->first, w->first, a->n);
	KUNIT_EXPECT_EQ(test, SSP_FAKE_ALL | ISC_RET_CONNECTION, a->attr);
	KUNIT_EXPECT_EQ(test, a->attr, w->attr);
	KUNIT_EXPECT_EQ(test, a->expiry.QuadPart, w->expiry.QuadPart);
}

/* Each argument that has no other effect, where it alone is wrong. */
static void arguments_arrive_where_they_belong(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	struct ssp_span none = { NULL, 0 };
	int wide;

	for (wide = 0; wide < 2; wide++) {
		KUNIT_ASSERT_EQ(test, SEC_E_OK, acquire(c, wide));
		c->target = NULL;
		ssp_fake_client_prepare(c, SSP_FAKE_ALL, none);
		KUNIT_EXPECT_EQ(test, SEC_E_TARGET_UNKNOWN,
				initialize(c, wide));
		c->args.reserved1 = 1;
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
				initialize(c, wide));
		c->args.reserved1 = 0;
		c->args.reserved2 = 1;
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
				initialize(c, wide));
		c->args.reserved2 = 0;
		c->args.drep = 1;
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
				initialize(c, wide));
		c->args.drep = SECURITY_NETWORK_DREP;
		c->args.req = ISC_REQ_PROMPT_FOR_CREDS;
		KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
				initialize(c, wide));
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				FreeCredentialsHandle(&c->cred));
	}
}

static void names_come_in_their_kind(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SecPkgContext_NamesA a;
	SecPkgContext_NamesW w;
	SecPkgCredentials_NamesA cred_a;
	SecPkgCredentials_NamesW cred_w;

	ssp_fake_client_acquire(c, "Negotiate");
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QueryContextAttributesA(&c->ctx, SECPKG_ATTR_NAMES,
						&a));
	KUNIT_EXPECT_STREQ(test, SSP_FAKE_CLIENT, a.sUserName);
	FreeContextBuffer(a.sUserName);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QueryContextAttributesW(&c->ctx, SECPKG_ATTR_NAMES,
						&w));
	KUNIT_EXPECT_TRUE(test, same(w.sUserName, SSP_FAKE_CLIENT));
	FreeContextBuffer(w.sUserName);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QueryCredentialsAttributesA(
				&c->cred, SECPKG_CRED_ATTR_NAMES, &cred_a));
	KUNIT_EXPECT_STREQ(test, SSP_FAKE_CLIENT, cred_a.sUserName);
	FreeContextBuffer(cred_a.sUserName);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QueryCredentialsAttributesW(
				&c->cred, SECPKG_CRED_ATTR_NAMES, &cred_w));
	KUNIT_EXPECT_TRUE(test, same(cred_w.sUserName, SSP_FAKE_CLIENT));
	FreeContextBuffer(cred_w.sUserName);
}

static void packages_come_in_their_kind(struct kunit *test)
{
	PSecPkgInfoA a = NULL;
	PSecPkgInfoW w = NULL;
	ULONG na = 0, nw = 0, i;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, EnumerateSecurityPackagesA(&na, &a));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, EnumerateSecurityPackagesW(&nw, &w));
	KUNIT_ASSERT_EQ(test, na, nw);
	for (i = 0; i < na; i++) {
		KUNIT_EXPECT_TRUE(test, same(w[i].Name, a[i].Name));
		KUNIT_EXPECT_TRUE(test, same(w[i].Comment, a[i].Comment));
		KUNIT_EXPECT_EQ(test, a[i].wRPCID, w[i].wRPCID);
		KUNIT_EXPECT_EQ(test, a[i].cbMaxToken, w[i].cbMaxToken);
	}
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(a));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(w));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QuerySecurityPackageInfoA(A("kerberos"), &a));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QuerySecurityPackageInfoW(W("KERBEROS"), &w));
	KUNIT_EXPECT_STREQ(test, "Kerberos", a->Name);
	KUNIT_EXPECT_TRUE(test, same(w->Name, "Kerberos"));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(a));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(w));
}

/* An A identity through W, and the reverse: its own flag decides. */
static void an_identity_is_of_its_own_kind(struct kunit *test)
{
	static u8 narrow[] = "bob";
	static u16 wide[] = { 'b', 'o', 'b' };
	struct ssp_fake_client *c = test->priv;
	SEC_WINNT_AUTH_IDENTITY_A a = {
		.User = narrow,
		.UserLength = 3,
		.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI,
	};
	SEC_WINNT_AUTH_IDENTITY_W w = {
		.User = wide,
		.UserLength = 3,
		.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE,
	};

	ssp_test_memory_add_virtual(test, &a, sizeof(a));
	ssp_test_memory_add_virtual(test, &w, sizeof(w));
	ssp_test_memory_add_virtual(test, narrow, sizeof(narrow));
	ssp_test_memory_add_virtual(test, wide, sizeof(wide));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			AcquireCredentialsHandleW(
				NULL, W("Negotiate"), SECPKG_CRED_OUTBOUND,
				NULL, &a, NULL, NULL, &c->cred, NULL));
	KUNIT_EXPECT_STREQ(test, "bob", c->fake->user);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&c->cred));
	memset(c->fake->user, 0, sizeof(c->fake->user));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			AcquireCredentialsHandleA(
				NULL, A("Negotiate"), SECPKG_CRED_OUTBOUND,
				NULL, &w, NULL, NULL, &c->cred, NULL));
	KUNIT_EXPECT_STREQ(test, "bob", c->fake->user);
}

/* Every value of the facility; test_status.c says what the names are. */
static void statuses_have_their_names(struct kunit *test)
{
	u32 low;

	for (low = 0; low < 0x800; low++) {
		KUNIT_EXPECT_PTR_EQ(test,
				    ssp_status_name((s32)(0x80090000 | low)),
				    Secur32StatusName((s32)(0x80090000 | low)));
		KUNIT_EXPECT_PTR_EQ(test, ssp_status_name((s32)(0x90000 | low)),
				    Secur32StatusName((s32)(0x90000 | low)));
	}
	KUNIT_EXPECT_STREQ(test, "SEC_E_OK", Secur32StatusName(SEC_E_OK));
	KUNIT_EXPECT_NULL(test, Secur32StatusName(1));
}

static struct kunit_case front_cases[] = {
	KUNIT_CASE(both_names_do_the_same),
	KUNIT_CASE(arguments_arrive_where_they_belong),
	KUNIT_CASE(names_come_in_their_kind),
	KUNIT_CASE(packages_come_in_their_kind),
	KUNIT_CASE(an_identity_is_of_its_own_kind),
	KUNIT_CASE(statuses_have_their_names),
	{}
};

static struct kunit_suite front_suite = {
	.name = "front",
	.init = front_init,
	.exit = ssp_fake_client_stop,
	.test_cases = front_cases,
};

kunit_test_suites(&front_suite);
