// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The table of packages: what callers find in it, and which of it a
 * PackageList admits.
 */
#include <kunit/test.h>

#include "core/mech.h"
#include "tests/support.h"
#include "tests/vectors/spnego.h"

static struct ssp_test_memory *memory;

static int mech_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void mech_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

static struct ssp_utf16 text(struct kunit *test, const char *s)
{
	struct ssp_span span = { (const u8 *)s, strlen(s) };
	struct ssp_utf16 out;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_utf16_from_utf8(span, &out));
	return out;
}

static const struct ssp_mech *named(struct kunit *test, const char *name)
{
	struct ssp_utf16 s = text(test, name);
	const struct ssp_mech *mech = ssp_mech_named(&s);

	ssp_utf16_free(&s);
	return mech;
}

/* Negotiate comes first, which is what callers who look no further get. */
static void packages_in_their_order(struct kunit *test)
{
	KUNIT_ASSERT_NOT_NULL(test, ssp_mech_at(0));
	KUNIT_ASSERT_NOT_NULL(test, ssp_mech_at(1));
	KUNIT_ASSERT_NOT_NULL(test, ssp_mech_at(2));
	KUNIT_EXPECT_NULL(test, ssp_mech_at(3));
	KUNIT_EXPECT_NULL(test, ssp_mech_at((size_t)-1));
	KUNIT_EXPECT_STREQ(test, "Negotiate", ssp_mech_at(0)->name);
	KUNIT_EXPECT_STREQ(test, "Kerberos", ssp_mech_at(1)->name);
	KUNIT_EXPECT_STREQ(test, "NTLM", ssp_mech_at(2)->name);
}

static void rows_are_complete(struct kunit *test)
{
	const struct ssp_mech *m;
	size_t i, j;

	for (i = 0; (m = ssp_mech_at(i)); i++) {
		KUNIT_EXPECT_NOT_NULL(test, m->comment);
		KUNIT_EXPECT_TRUE(test, m->cred_open && m->cred_close &&
						m->cred_query);
		KUNIT_EXPECT_TRUE(test, m->ctx_new && m->ctx_free && m->step &&
						m->describe);
		KUNIT_EXPECT_TRUE(test,
				  m->sign && m->verify && m->seal && m->unseal);
		KUNIT_EXPECT_GE(test, m->max_token, i == 2 ? 2888u : 12000u);
		KUNIT_EXPECT_LE(test, m->max_token, SSP_TOKEN_MAX);
		for (j = 0; j < m->noids; j++)
			KUNIT_EXPECT_GT(test, m->oids[j].n, (size_t)0);
	}
}

static void names_are_found_in_any_case(struct kunit *test)
{
	static const char *const spellings[] = { "Kerberos", "kerberos",
						 "KERBEROS", "kErBeRoS" };
	struct ssp_utf16 none = { NULL, 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(spellings); i++)
		KUNIT_EXPECT_PTR_EQ(test, named(test, spellings[i]),
				    ssp_mech_at(1));
	KUNIT_EXPECT_PTR_EQ(test, named(test, "negotiate"), ssp_mech_at(0));
	KUNIT_EXPECT_NULL(test, ssp_mech_named(&none));
}

static void other_names_are_not(struct kunit *test)
{
	static const char *const names[] = { "", "Kerbero", "Kerberos ",
					     "Kerberos5", "NegoExtender",
					     /* KELVIN SIGN is no K */
					     ("\xe2\x84\xaa"
					      "erberos") };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		KUNIT_EXPECT_NULL(test, named(test, names[i]));
}

static const struct list {
	const char *list;
	bool kerberos; /* may be used */
	bool alone; /* and nothing else is named */
} lists[] = {
	{ "", true, false },
	{ "Kerberos", true, true },
	{ "kerberos", true, true },
	{ " KERBEROS ", true, true },
	{ "Kerberos,kerberos", true, true },
	{ "NTLM", false, false },
	{ "NTLM,Kerberos", true, false },
	{ "NTLM , Kerberos", true, false },
	{ "NegoExtender", false, false },
	{ "Kerberos5", false, false },
	{ "!ntlm", true, false },
	{ "!Kerberos", false, false },
	{ "!KERBEROS", false, false },
	{ " ! Kerberos ", false, false },
	/* An exclusion wins, wherever it stands. */
	{ "Kerberos,!Kerberos", false, false },
	{ "!Kerberos,Kerberos", false, false },
	{ "!NTLM,Kerberos", true, true },
	{ "!NTLM,NegoExtender", false, false },
	/* Nothing between commas is no name. */
	{ ",", true, false },
	{ ",,Kerberos,", true, true },
	{ "!", true, false },
	{ "!,Kerberos", true, true },
	{ "!!Kerberos", true, false },
	{ "   ", true, false },
};

static void list_desc(const struct list *l, char *desc)
{
	strcpy(desc, l->list);
}

KUNIT_ARRAY_PARAM(list, lists, list_desc);

static void a_list_admits(struct kunit *test)
{
	const struct list *l = test->param_value;
	struct ssp_utf16 s = text(test, l->list);

	KUNIT_EXPECT_EQ(test, l->kerberos,
			ssp_mech_allowed(&s, ssp_mech_at(1)));
	KUNIT_EXPECT_EQ(test, l->alone, ssp_mech_alone(&s, ssp_mech_at(1)));
	ssp_utf16_free(&s);
}

static void no_list_admits_all(struct kunit *test)
{
	struct ssp_utf16 none = { NULL, 0 };

	KUNIT_EXPECT_TRUE(test, ssp_mech_allowed(&none, ssp_mech_at(0)));
	KUNIT_EXPECT_TRUE(test, ssp_mech_allowed(&none, ssp_mech_at(1)));
	KUNIT_EXPECT_FALSE(test, ssp_mech_alone(&none, ssp_mech_at(1)));
}

/* Whose first token is this?  The name of the row, or "" for nobody's. */
static const char *owner(struct ssp_span token)
{
	const struct ssp_mech *m;
	const char *name = "";
	size_t i;

	for (i = 0; (m = ssp_mech_at(i)); i++) {
		if (!m->owns || !m->owns(token))
			continue;
		if (*name)
			return "several";
		name = m->name;
	}
	return name;
}

static void cut_short(struct kunit *test, u8 *p, size_t n, void *arg)
{
	(void)arg;
	KUNIT_EXPECT_STREQ(test, "", owner((struct ssp_span){ p, n }));
}

/* Looked at as bytes; whether they are any good is seen later. */
static void looked_at(struct kunit *test, u8 *p, size_t n, void *arg)
{
	(void)test;
	(void)arg;
	owner((struct ssp_span){ p, n });
}

static void first_tokens_have_an_owner(struct kunit *test)
{
	static const struct {
		const char *hex;
		const char *name;
	} tokens[] = {
		{ "600f06092a864886f71201020201006e80", "Kerberos" },
		{ "600f06092a864882f71201020201006e80", "Kerberos" },
		/* An AP-REP, a longer OID, nothing inside, no frame. */
		{ "600f06092a864886f71201020202006f80", "" },
		{ "6010060a2a864886f7120102020301006e80", "" },
		{ "600b06092a864886f712010202", "" },
		{ "6e80", "" },
		/* SPNEGO's is a negotiation. */
		{ spnego_ntlm_init, "" },
		{ spnego_windows_init2, "" },
	};
	struct ssp_span ap_req;
	size_t i, n;
	u8 *p;

	for (i = 0; i < ARRAY_SIZE(tokens); i++) {
		n = ssp_test_unhex(test, tokens[i].hex, &p);
		KUNIT_EXPECT_STREQ(test, tokens[i].name,
				   owner((struct ssp_span){ p, n }));
		ssp_test_each_change(test, p, n, looked_at, NULL);
	}
	n = ssp_test_unhex(test, spnego_windows_init, &p);
	ap_req.n = SPNEGO_WINDOWS_AP_REQ_SIZE;
	ap_req.p = p + n - ap_req.n;
	KUNIT_EXPECT_STREQ(test, "Kerberos", owner(ap_req));
	ssp_test_each_truncation(test, ap_req.p, ap_req.n, cut_short, NULL);
	KUNIT_EXPECT_STREQ(test, "", owner((struct ssp_span){ NULL, 0 }));
}

static struct kunit_case mech_cases[] = {
	KUNIT_CASE(packages_in_their_order),
	KUNIT_CASE(rows_are_complete),
	KUNIT_CASE(names_are_found_in_any_case),
	KUNIT_CASE(other_names_are_not),
	KUNIT_CASE_PARAM(a_list_admits, list_gen_params),
	KUNIT_CASE(no_list_admits_all),
	KUNIT_CASE(first_tokens_have_an_owner),
	{}
};

static struct kunit_suite mech_suite = {
	.name = "mech",
	.init = mech_init,
	.exit = mech_exit,
	.test_cases = mech_cases,
};

kunit_test_suites(&mech_suite);
