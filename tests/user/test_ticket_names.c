// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The names of identities and services, and of failures, on their way to and
 * from libkrb5 (platform/user/tickets.h).
 */
#define _GNU_SOURCE

#include "tests/user/krb5_folder.h"

#include <errno.h>

static const struct ssp_ticket_source *const source = &ssp_tickets_libkrb5;

/* NULL: no name of a service. */
static const struct spn_case {
	const char *spn;
	const char *principal;
} spn_cases[] = {
	{ "HTTP/www.corp.test", "HTTP/www.corp.test@CORP.TEST" },
	{ "HTTP/WWW.Corp.Test", "HTTP/WWW.Corp.Test@CORP.TEST" },
	{ "HTTP/one.test", "HTTP/one.test@ONE.TEST" },
	{ "HTTP/www.other.test", "HTTP/www.other.test@" },
	{ "HTTP/short", "HTTP/short@" },
	{ "HTTP@www.corp.test", "HTTP/www.corp.test@CORP.TEST" },
	{ "HTTP@www.corp.test@R.TEST", "HTTP/www.corp.test@R.TEST" },
	{ "HTTP/www.corp.test@R.test", "HTTP/www.corp.test@R.test" },
	{ "MSSQLSvc/db.corp.test:1433",
	  "MSSQLSvc/db.corp.test:1433@CORP.TEST" },
	{ "ldap/dc.corp.test/corp.test",
	  "ldap/dc.corp.test/corp.test@CORP.TEST" },
	{ "ldap/dc.x.test:389/x@Y.TEST", "ldap/dc.x.test:389/x@Y.TEST" },
	{ "host", "host@EXAMPLE.TEST" },
	{ "SRV$", "SRV$@EXAMPLE.TEST" },
	{ "HTTP/\xc3\xa9.corp.test", "HTTP/\xc3\xa9.corp.test@CORP.TEST" },
	{ "", NULL },
	{ "/", NULL },
	{ "@", NULL },
	{ "HTTP/", NULL },
	{ "HTTP@", NULL },
	{ "/www", NULL },
	{ "@www", NULL },
	{ "HTTP//x", NULL },
	{ "HTTP/www@A@B", NULL },
	{ "HTTP/www\\", NULL },
};

KUNIT_ARRAY_PARAM(spn_case, spn_cases, NULL);

static void spn_becomes_principal(struct kunit *test)
{
	const struct spn_case *c = test->param_value;
	struct ssp_test_krb5 *f = test->priv;
	krb5_principal p;
	char *name;

	if (!c->principal) {
		KUNIT_EXPECT_EQ(test, ssp_tickets_server(f->ctx, c->spn, &p),
				KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN);
		KUNIT_EXPECT_NULL(test, p);
		return;
	}
	KUNIT_ASSERT_EQ(test, ssp_tickets_server(f->ctx, c->spn, &p), 0);
	KUNIT_EXPECT_EQ(test, p->type, KRB5_NT_SRV_INST);
	KUNIT_ASSERT_EQ(test, krb5_unparse_name(f->ctx, p, &name), 0);
	KUNIT_EXPECT_STREQ(test, name, c->principal);
	krb5_free_unparsed_name(f->ctx, name);
	krb5_free_principal(f->ctx, p);
}

/* A NULL name: the identity cannot be opened. */
static const struct identity_case {
	const char *user;
	const char *domain;
	const char *name;
} identity_cases[] = {
	{ "alice", "", "alice@EXAMPLE.TEST" },
	{ "alice", "corp.test", "alice@CORP.TEST" },
	{ "Alice", "CORP.TEST", "Alice@CORP.TEST" },
	{ "alice", "a.zZ9`{.test", "alice@A.ZZ9`{.TEST" },
	{ "alice@corp.test", "", "alice@corp.test" },
	{ "alice/admin", "Corp.Test", "alice/admin@CORP.TEST" },
	{ "\xc3\xa9", "\xc3\xa9.test", "\xc3\xa9@\xc3\xa9.TEST" },
	{ "", "", NULL },
	{ "", "CORP.TEST", NULL },
	{ "alice@corp.test", "CORP.TEST", NULL },
	{ "alice@a@b", "", NULL },
	{ "alice\\", "", NULL },
};

KUNIT_ARRAY_PARAM(identity_case, identity_cases, NULL);

static void identity_has_a_name(struct kunit *test)
{
	const struct identity_case *c = test->param_value;
	struct ssp_ticket_identity id = {
		.user = ssp_test_text(c->user),
		.domain = ssp_test_text(c->domain),
		.have_password = true,
	};
	struct ssp_ticket_cred *cred = (void *)&id;

	if (!c->name) {
		KUNIT_EXPECT_EQ(test, source->open(NULL, &id, &cred),
				SEC_E_UNKNOWN_CREDENTIALS);
		KUNIT_EXPECT_NULL(test, cred);
		return;
	}
	cred = ssp_test_krb5_open(test, &id);
	ssp_test_krb5_expect_name(test, cred, c->name, SSP_TIME_NEVER);
	source->close(NULL, cred);
}

static void names_with_nul_are_none(struct kunit *test)
{
	const struct ssp_span bad = { (const u8 *)"a\0b", 3 };
	struct ssp_ticket_identity ids[] = {
		{ .principal = bad },
		{ .user = bad, .have_password = true },
		{ .user = ssp_test_text("a"),
		  .domain = bad,
		  .have_password = true },
		{ .user = ssp_test_text("a"),
		  .password = bad,
		  .have_password = true },
	};
	struct ssp_ticket_cred *cred;
	struct ssp_ticket_blob blob;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(ids); i++)
		KUNIT_EXPECT_EQ(test, source->open(NULL, &ids[i], &cred),
				SEC_E_UNKNOWN_CREDENTIALS);
	cred = ssp_test_krb5_open(test, &(struct ssp_ticket_identity){ 0 });
	KUNIT_EXPECT_EQ(test, source->fetch(NULL, cred, bad, 0, &blob),
			SEC_E_TARGET_UNKNOWN);
	KUNIT_EXPECT_NULL(test, blob.p);
	source->close(NULL, cred);
	source->close(NULL, NULL);
}

/* What the other cases and the live tests cannot bring about. */
static void rare_failures_have_a_status(struct kunit *test)
{
	static const struct {
		krb5_error_code err;
		ssp_status st;
	} rows[] = {
		{ 0, SEC_E_OK },
		{ ENOMEM, SEC_E_INSUFFICIENT_MEMORY },
		{ KRB5KDC_ERR_NULL_KEY, SEC_E_TARGET_UNKNOWN },
		{ KRB5KDC_ERR_MUST_USE_USER2USER, SEC_E_TARGET_UNKNOWN },
		{ KRB5KDC_ERR_SVC_UNAVAILABLE,
		  SEC_E_NO_AUTHENTICATING_AUTHORITY },
		{ KRB5KRB_AP_ERR_TKT_NYV, SEC_E_TIME_SKEW },
		{ KRB5_FCC_PERM, SEC_E_NO_CREDENTIALS },
		{ KRB5_KCM_RPC_ERROR, SEC_E_NO_CREDENTIALS },
		{ KRB5_KCM_MALFORMED_REPLY, SEC_E_NO_CREDENTIALS },
		{ KRB5_KCM_REPLY_TOO_BIG, SEC_E_NO_CREDENTIALS },
		{ KRB5_CC_NOSUPP, SEC_E_NO_CREDENTIALS },
		{ ECONNRESET, SEC_E_NO_CREDENTIALS },
		{ EPIPE, SEC_E_NO_CREDENTIALS },
		{ EACCES, SEC_E_NO_CREDENTIALS },
		{ KRB5KDC_ERR_POLICY, SEC_E_LOGON_DENIED },
		{ KRB5_PROG_ETYPE_NOSUPP, SEC_E_KDC_UNKNOWN_ETYPE },
		{ KRB5KRB_ERR_GENERIC, SEC_E_INTERNAL_ERROR },
		{ EIO, SEC_E_INTERNAL_ERROR },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		KUNIT_EXPECT_EQ(test, ssp_tickets_status(rows[i].err),
				rows[i].st);
}

static struct kunit_case name_cases[] = {
	KUNIT_CASE_PARAM(spn_becomes_principal, spn_case_gen_params),
	KUNIT_CASE_PARAM(identity_has_a_name, identity_case_gen_params),
	KUNIT_CASE(names_with_nul_are_none),
	KUNIT_CASE(rare_failures_have_a_status),
	{}
};

static struct kunit_suite name_suite = {
	.name = "user_ticket_names",
	.init = ssp_test_krb5_enter,
	.exit = ssp_test_krb5_leave,
	.test_cases = name_cases,
};

kunit_test_suites(&name_suite);
