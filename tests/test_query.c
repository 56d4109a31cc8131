// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * QueryContextAttributes and QueryCredentialsAttributes: every attribute, in
 * both kinds of text, before and after, and with no memory left.
 */
#include <kunit/test.h>

#include "core/mech.h"
#include "platform/memory.h"
#include "tests/fake_client.h"

static const struct ssp_span none = { NULL, 0 };

/*
 * struct kind - A or W
 * @name: which
 * @text: how strings are written
 */
static const struct kind {
	const char *name;
	const struct ssp_text_ops *text;
} kinds[] = {
	{ "narrow", &ssp_text_utf8 },
	{ "wide", &ssp_text_wide },
};

static void kind_desc(const struct kind *k, char *desc)
{
	strcpy(desc, k->name);
}

KUNIT_ARRAY_PARAM(kind, kinds, kind_desc);

static int query_init(struct kunit *test)
{
	struct ssp_fake_client *c = ssp_fake_client_start(test);

	ssp_fake_client_acquire(c, "Negotiate");
	return 0;
}

static const struct ssp_text_ops *text_of(struct kunit *test)
{
	const struct kind *k = test->param_value;

	return k->text;
}

static ssp_status query(struct kunit *test, u32 attr, void *out)
{
	struct ssp_fake_client *c = test->priv;

	return ssp_api_query_context(text_of(test), &c->ctx, attr, out);
}

/* Expects a string of the case's kind, in a block of its own, and frees it. */
static void expect_block(struct kunit *test, void *p, const char *want)
{
	struct ssp_utf16 s = { NULL, 0 };

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, ssp_is_virtual(p, 1));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, text_of(test)->read(p, &s));
	KUNIT_EXPECT_TRUE_MSG(test, ssp_utf16_eq_ascii(&s, want), "not %s",
			      want);
	ssp_utf16_free(&s);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(p));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, FreeContextBuffer(p));
}

static void expect_text(struct kunit *test, const void *p, const char *want)
{
	struct ssp_utf16 s = { NULL, 0 };

	KUNIT_ASSERT_EQ(test, SEC_E_OK, text_of(test)->read(p, &s));
	KUNIT_EXPECT_TRUE_MSG(test, ssp_utf16_eq_ascii(&s, want), "not %s",
			      want);
	ssp_utf16_free(&s);
}

/* A description, which is one block with its strings, and frees it. */
static void expect_package(struct kunit *test, SecPkgInfoW *p, size_t row)
{
	const struct ssp_mech *m = ssp_mech_at(row);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, m->capabilities, p->fCapabilities);
	KUNIT_EXPECT_EQ(test, 1, (int)p->wVersion);
	KUNIT_EXPECT_EQ(test, m->rpc_id, p->wRPCID);
	KUNIT_EXPECT_EQ(test, m->max_token, p->cbMaxToken);
	expect_text(test, p->Name, m->name);
	expect_text(test, p->Comment, m->comment);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(p));
}

static u64 ticks(const TimeStamp *t)
{
	return (u64)(u32)t->HighPart << 32 | t->LowPart;
}

static struct ssp_fake_client *connected(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;

	c->fake->zone = 3600 * (s64)SSP_TICKS_PER_SEC;
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	return c;
}

static void sizes_are_told(struct kunit *test)
{
	static const struct {
		s32 etype;
		ULONG signature, trailer;
	} rows[] = {
		{ 17, 28, 76 },
		{ 18, 28, 76 },
		{ 19, 32, 80 },
		{ 20, 40, 88 },
	};
	struct ssp_fake_client *c = test->priv;
	SecPkgContext_Sizes s;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		c->fake->etype = rows[i].etype;
		c->target = i & 1 ? "HTTP/a" : "HTTP/b";
		c->fake->now += 7200 * SSP_TICKS_PER_SEC;
		c->fake->end = c->fake->now + 60 * SSP_TICKS_PER_SEC;
		connected(test);
		KUNIT_ASSERT_EQ(test, SEC_E_OK,
				query(test, SECPKG_ATTR_SIZES, &s));
		KUNIT_EXPECT_EQ(test, ssp_mech_at(0)->max_token, s.cbMaxToken);
		KUNIT_EXPECT_EQ(test, rows[i].signature, s.cbMaxSignature);
		KUNIT_EXPECT_EQ(test, rows[i].trailer, s.cbSecurityTrailer);
		KUNIT_EXPECT_EQ(test, 1u, s.cbBlockSize);
		ssp_fake_client_delete(c);
	}
}

static void names_are_told(struct kunit *test)
{
	SecPkgContext_NamesW names;
	SecPkgContext_NativeNamesW native;
	SecPkgContext_AuthorityW authority;

	connected(test);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, query(test, SECPKG_ATTR_NAMES, &names));
	expect_block(test, names.sUserName, SSP_FAKE_CLIENT);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			query(test, SECPKG_ATTR_NATIVE_NAMES, &native));
	expect_block(test, native.sClientName, SSP_FAKE_CLIENT);
	expect_block(test, native.sServerName, SSP_FAKE_SPN "@" SSP_FAKE_REALM);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			query(test, SECPKG_ATTR_AUTHORITY, &authority));
	expect_block(test, authority.sAuthorityName, SSP_FAKE_REALM);
}

/* P15: local time, all of it. */
static void the_lifespan_is_told(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test);
	SecPkgContext_Lifespan span;
	u64 zone = (u64)c->fake->zone;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			query(test, SECPKG_ATTR_LIFESPAN, &span));
	KUNIT_EXPECT_EQ(test, c->fake->start + zone, ticks(&span.tsStart));
	KUNIT_EXPECT_EQ(test, c->fake->end + zone, ticks(&span.tsExpiry));
}

static void keys_are_told(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test);
	SecPkgContext_KeyInfoW info;
	SecPkgContext_SessionKey key;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			query(test, SECPKG_ATTR_KEY_INFO, &info));
	expect_block(test, info.sSignatureAlgorithmName, "hmac-sha1-96-aes256");
	expect_block(test, info.sEncryptAlgorithmName,
		     "aes256-cts-hmac-sha1-96");
	KUNIT_EXPECT_EQ(test, 256u, info.KeySize);
	KUNIT_EXPECT_EQ(test, 16u, info.SignatureAlgorithm);
	KUNIT_EXPECT_EQ(test, 18u, info.EncryptAlgorithm);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			query(test, SECPKG_ATTR_SESSION_KEY, &key));
	KUNIT_ASSERT_EQ(test, 32u, key.SessionKeyLength);
	SSP_EXPECT_MEMEQ(test, key.SessionKey, c->peer.subkey.key, 32);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(key.SessionKey));
}

/* The package in force is the one that was agreed on. */
static void the_package_is_told(struct kunit *test)
{
	SecPkgContext_PackageInfoW package;
	SecPkgContext_NegotiationInfoW info;

	connected(test);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			query(test, SECPKG_ATTR_PACKAGE_INFO, &package));
	expect_package(test, package.PackageInfo, 1);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			query(test, SECPKG_ATTR_NEGOTIATION_INFO, &info));
	expect_package(test, info.PackageInfo, 1);
	KUNIT_EXPECT_EQ(test, (ULONG)SECPKG_NEGOTIATION_COMPLETE,
			info.NegotiationState);
}

static void flags_are_told(struct kunit *test)
{
	SecPkgContext_Flags flags;

	connected(test);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, query(test, SECPKG_ATTR_FLAGS, &flags));
	KUNIT_EXPECT_EQ(test, SSP_FAKE_ALL | ISC_RET_CONNECTION, flags.Flags);
}

/* Always wide (sspi.h), and as the caller wrote it. */
static void the_target_is_told(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SecPkgContext_ClientSpecifiedTarget target;
	struct ssp_utf16 s = { NULL, 0 };

	c->target = "http/WWW.example.test";
	connected(test);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			query(test, SECPKG_ATTR_CLIENT_SPECIFIED_TARGET,
			      &target));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_text_wide.read(target.sTargetName, &s));
	KUNIT_ASSERT_EQ(test, strlen(c->target), s.n);
	KUNIT_EXPECT_EQ(test, (int)'h', (int)s.p[0]);
	KUNIT_EXPECT_EQ(test, (int)'W', (int)s.p[5]);
	ssp_utf16_free(&s);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(target.sTargetName));
}

static const u32 known[] = {
	SECPKG_ATTR_SIZES,
	SECPKG_ATTR_NAMES,
	SECPKG_ATTR_LIFESPAN,
	SECPKG_ATTR_KEY_INFO,
	SECPKG_ATTR_AUTHORITY,
	SECPKG_ATTR_SESSION_KEY,
	SECPKG_ATTR_PACKAGE_INFO,
	SECPKG_ATTR_NEGOTIATION_INFO,
	SECPKG_ATTR_NATIVE_NAMES,
	SECPKG_ATTR_FLAGS,
	SECPKG_ATTR_CLIENT_SPECIFIED_TARGET,
};

/* Larger than any of the structures. */
union any {
	u8 octets[64];
	void *p;
};

static void expect_fresh(struct kunit *test, const union any *out)
{
	union any fresh;

	memset(&fresh, SSP_FAKE_FRESH, sizeof(fresh));
	SSP_EXPECT_MEMEQ(test, out, &fresh, sizeof(fresh));
}

static void expect_unanswered(struct kunit *test, u32 attr, ssp_status want)
{
	union any out;

	memset(&out, SSP_FAKE_FRESH, sizeof(out));
	KUNIT_EXPECT_EQ_MSG(test, want, query(test, attr, &out), "attribute %u",
			    attr);
	expect_fresh(test, &out);
}

/* The package can be asked for at any time, all else has to wait. */
static void too_early_is_said(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SecPkgContext_PackageInfoW package;
	SecPkgContext_NegotiationInfoW info;
	int state;
	size_t i;

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	for (state = 0; state < 2; state++) {
		for (i = 0; i < ARRAY_SIZE(known); i++) {
			if (known[i] != SECPKG_ATTR_PACKAGE_INFO &&
			    known[i] != SECPKG_ATTR_NEGOTIATION_INFO)
				expect_unanswered(test, known[i],
						  SEC_E_INVALID_HANDLE);
		}
		KUNIT_ASSERT_EQ(test, SEC_E_OK,
				query(test, SECPKG_ATTR_PACKAGE_INFO,
				      &package));
		expect_package(test, package.PackageInfo, 0);
		KUNIT_ASSERT_EQ(test, SEC_E_OK,
				query(test, SECPKG_ATTR_NEGOTIATION_INFO,
				      &info));
		expect_package(test, info.PackageInfo, 0);
		KUNIT_EXPECT_NE(test, (ULONG)SECPKG_NEGOTIATION_COMPLETE,
				info.NegotiationState);
		/* P34: a failed one is no more than an early one. */
		KUNIT_ASSERT_EQ(test,
				state ? SEC_E_OUT_OF_SEQUENCE :
					SEC_E_INVALID_TOKEN,
				ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	}
}

/* Raw Kerberos knows itself from the start. */
static void kerberos_itself_is_told(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SecPkgContext_NegotiationInfoW info;

	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&c->cred));
	ssp_fake_client_acquire(c, "Kerberos");
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			query(test, SECPKG_ATTR_NEGOTIATION_INFO, &info));
	expect_package(test, info.PackageInfo, 1);
	KUNIT_EXPECT_EQ(test, (ULONG)SECPKG_NEGOTIATION_IN_PROGRESS,
			info.NegotiationState);
}

static void unknown_attributes_are_refused(struct kunit *test)
{
	static const u32 unknown[] = {
		SECPKG_ATTR_DCE_INFO,
		SECPKG_ATTR_STREAM_SIZES,
		SECPKG_ATTR_PROTO_INFO,
		SECPKG_ATTR_PASSWORD_EXPIRY,
		SECPKG_ATTR_USER_FLAGS,
		SECPKG_ATTR_ACCESS_TOKEN,
		SECPKG_ATTR_UNIQUE_BINDINGS,
		124,
		0x80000000,
		0xffffffff,
	};
	size_t i;

	connected(test);
	for (i = 0; i < ARRAY_SIZE(unknown); i++)
		expect_unanswered(test, unknown[i], SEC_E_UNSUPPORTED_FUNCTION);
	KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
			query(test, unknown[0], NULL));
}

static void wrong_arguments_are_refused(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test);
	CtxtHandle good = c->ctx;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
				query(test, known[i], NULL));
	c->ctx = c->cred;
	expect_unanswered(test, SECPKG_ATTR_SIZES, SEC_E_INVALID_HANDLE);
	memset(&c->ctx, 0, sizeof(c->ctx));
	expect_unanswered(test, SECPKG_ATTR_SIZES, SEC_E_INVALID_HANDLE);
	c->ctx = good;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_api_query_context(text_of(test), NULL,
					      SECPKG_ATTR_SIZES, &good));
}

/**
 * struct question - one attribute asked for in a loop
 * @attr: which
 * @blocks: pointers at the start of its structure, to be freed
 */
struct question {
	u32 attr;
	size_t blocks;
};

static const struct question questions[] = {
	{ SECPKG_ATTR_NAMES, 1 },
	{ SECPKG_ATTR_NATIVE_NAMES, 2 },
	{ SECPKG_ATTR_KEY_INFO, 2 },
	{ SECPKG_ATTR_AUTHORITY, 1 },
	{ SECPKG_ATTR_PACKAGE_INFO, 1 },
	{ SECPKG_ATTR_NEGOTIATION_INFO, 1 },
	{ SECPKG_ATTR_CLIENT_SPECIFIED_TARGET, 1 },
	{ SECPKG_ATTR_SESSION_KEY, 0 },
};

static ssp_status ask(struct kunit *test, void *arg)
{
	const struct question *q = arg;
	SecPkgContext_SessionKey key;
	union {
		union any any;
		void *block[2];
	} out;
	ssp_status st;
	size_t i;

	if (q->attr == SECPKG_ATTR_SESSION_KEY) {
		st = query(test, q->attr, &key);
		if (st >= 0)
			FreeContextBuffer(key.SessionKey);
		return st;
	}
	memset(&out, SSP_FAKE_FRESH, sizeof(out));
	st = query(test, q->attr, &out);
	if (st < 0)
		expect_fresh(test, &out.any);
	for (i = 0; st >= 0 && i < q->blocks; i++)
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				FreeContextBuffer(out.block[i]));
	return st;
}

/* P20: nothing given, nothing lost. */
static void every_allocation_may_fail(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test);
	struct question q;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(questions); i++) {
		q = questions[i];
		KUNIT_EXPECT_GT(test,
				ssp_test_each_failed_allocation(test, c->memory,
								ask, NULL, &q),
				(u64)0);
	}
}

static ssp_status ask_cred(struct kunit *test, void *arg)
{
	struct ssp_fake_client *c = test->priv;
	SecPkgCredentials_NamesW names = { arg };
	ssp_status st;

	st = ssp_api_query_cred(text_of(test), &c->cred, SECPKG_CRED_ATTR_NAMES,
				&names);
	if (st < 0)
		KUNIT_EXPECT_PTR_EQ(test, arg, (void *)names.sUserName);
	else
		FreeContextBuffer(names.sUserName);
	return st;
}

static void the_name_of_a_credential_is_told(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	SecPkgCredentials_NamesW names;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_query_cred(text_of(test), &c->cred,
					   SECPKG_CRED_ATTR_NAMES, &names));
	expect_block(test, names.sUserName, SSP_FAKE_CLIENT);
	KUNIT_EXPECT_EQ(test, (u64)3,
			ssp_test_each_failed_allocation(
				test, c->memory, ask_cred, NULL, &names));
	c->fake->name_st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, ask_cred(test, &names));
}

static void a_credential_has_nothing_else_to_tell(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	const struct ssp_text_ops *text = text_of(test);
	union any out;
	u32 attr;

	memset(&out, SSP_FAKE_FRESH, sizeof(out));
	for (attr = 0; attr < 8; attr++) {
		if (attr != SECPKG_CRED_ATTR_NAMES)
			KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
					ssp_api_query_cred(text, &c->cred, attr,
							   &out));
	}
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_api_query_cred(text, &c->cred,
					   SECPKG_CRED_ATTR_NAMES, NULL));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_api_query_cred(text, &c->ctx,
					   SECPKG_CRED_ATTR_NAMES, &out));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			ssp_api_query_cred(text, NULL, SECPKG_CRED_ATTR_NAMES,
					   &out));
	expect_fresh(test, &out);
}

static struct kunit_case query_cases[] = {
	KUNIT_CASE_PARAM(sizes_are_told, kind_gen_params),
	KUNIT_CASE_PARAM(names_are_told, kind_gen_params),
	KUNIT_CASE_PARAM(the_lifespan_is_told, kind_gen_params),
	KUNIT_CASE_PARAM(keys_are_told, kind_gen_params),
	KUNIT_CASE_PARAM(the_package_is_told, kind_gen_params),
	KUNIT_CASE_PARAM(flags_are_told, kind_gen_params),
	KUNIT_CASE_PARAM(the_target_is_told, kind_gen_params),
	KUNIT_CASE_PARAM(too_early_is_said, kind_gen_params),
	KUNIT_CASE_PARAM(kerberos_itself_is_told, kind_gen_params),
	KUNIT_CASE_PARAM(unknown_attributes_are_refused, kind_gen_params),
	KUNIT_CASE_PARAM(wrong_arguments_are_refused, kind_gen_params),
	KUNIT_CASE_PARAM(every_allocation_may_fail, kind_gen_params),
	KUNIT_CASE_PARAM(the_name_of_a_credential_is_told, kind_gen_params),
	KUNIT_CASE_PARAM(a_credential_has_nothing_else_to_tell,
			 kind_gen_params),
	{}
};

static struct kunit_suite query_suite = {
	.name = "query",
	.init = query_init,
	.exit = ssp_fake_client_stop,
	.test_cases = query_cases,
};

kunit_test_suites(&query_suite);
