// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * EnumerateSecurityPackages and QuerySecurityPackageInfo, in both kinds of
 * text: what is said of each package, in one block.
 */
#include <kunit/test.h>

#include "core/api.h"
#include "core/mech.h"
#include "platform/memory.h"
#include "tests/support.h"

static struct ssp_test_memory *memory;

static int package_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void package_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

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

static const struct ssp_text_ops *text_of(struct kunit *test)
{
	const struct kind *k = test->param_value;

	return k->text;
}

/* As Windows has them; what is there is never more than Windows has. */
static const struct row {
	const char *name;
	const char *comment;
	u16 rpc_id;
	u32 at_least;
	u32 at_most;
	u32 token;
} rows[] = {
	{ "Negotiate", "Microsoft Package Negotiator",
	  RPC_C_AUTHN_GSS_NEGOTIATE,
	  SECPKG_FLAG_INTEGRITY | SECPKG_FLAG_PRIVACY | SECPKG_FLAG_CONNECTION |
		  SECPKG_FLAG_NEGOTIABLE | SECPKG_FLAG_GSS_COMPATIBLE,
	  0x00883bb3, 12000 },
	{ "Kerberos", "Microsoft Kerberos V1.0", RPC_C_AUTHN_GSS_KERBEROS,
	  SECPKG_FLAG_INTEGRITY | SECPKG_FLAG_PRIVACY | SECPKG_FLAG_CONNECTION |
		  SECPKG_FLAG_NEGOTIABLE | SECPKG_FLAG_GSS_COMPATIBLE |
		  SECPKG_FLAG_MUTUAL_AUTH | SECPKG_FLAG_READONLY_WITH_CHECKSUM,
	  0x008f3bbf, 12000 },
	{ "NTLM", "NTLM Security Package", RPC_C_AUTHN_WINNT,
	  SECPKG_FLAG_INTEGRITY | SECPKG_FLAG_PRIVACY | SECPKG_FLAG_CONNECTION |
		  SECPKG_FLAG_NEGOTIABLE | SECPKG_FLAG_TOKEN_ONLY,
	  0x00002b37, 2888 },
};

static void expect_text(struct kunit *test, const void *p, const char *want)
{
	struct ssp_utf16 s = { NULL, 0 };

	KUNIT_ASSERT_EQ(test, SEC_E_OK, text_of(test)->read(p, &s));
	KUNIT_EXPECT_TRUE_MSG(test, ssp_utf16_eq_ascii(&s, want), "not %s",
			      want);
	ssp_utf16_free(&s);
}

static void expect_row(struct kunit *test, const SecPkgInfoW *p,
		       const struct row *row)
{
	expect_text(test, p->Name, row->name);
	expect_text(test, p->Comment, row->comment);
	KUNIT_EXPECT_EQ(test, row->rpc_id, p->wRPCID);
	KUNIT_EXPECT_EQ(test, SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION,
			(int)p->wVersion);
	KUNIT_EXPECT_GE(test, p->cbMaxToken, row->token);
	KUNIT_EXPECT_EQ(test, row->at_least, p->fCapabilities & row->at_least);
	KUNIT_EXPECT_EQ(test, 0u, p->fCapabilities & ~row->at_most);
	KUNIT_EXPECT_EQ(test, 0u,
			p->fCapabilities &
				(SECPKG_FLAG_DELEGATION | SECPKG_FLAG_DATAGRAM |
				 SECPKG_FLAG_STREAM));
}

static void all_are_listed_in_one_block(struct kunit *test)
{
	ULONG count = 0;
	void *info = NULL;
	SecPkgInfoW *p;
	size_t i;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_enumerate(text_of(test), &count, &info));
	KUNIT_ASSERT_EQ(test, (ULONG)ARRAY_SIZE(rows), count);
	KUNIT_EXPECT_EQ(test, (size_t)1,
			memory->live_blocks[SSP_MEMORY_VIRTUAL]);
	p = info;
	for (i = 0; i < count; i++)
		expect_row(test, &p[i], &rows[i]);
	/* No later element is a block of its own. */
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, FreeContextBuffer(&p[1]));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(info));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, FreeContextBuffer(info));
}

/* A caller's name, in the case's kind of text and pool memory. */
static void *name_of(struct kunit *test, const char *ascii)
{
	struct ssp_span span = { (const u8 *)ascii, strlen(ascii) };
	struct ssp_utf16 s;
	void *p = kunit_kzalloc(test, 2 * span.n + 2, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_utf16_from_utf8(span, &s));
	text_of(test)->write(&s, p);
	ssp_utf16_free(&s);
	return p;
}

static void one_is_described(struct kunit *test)
{
	static const char *const spellings[] = { "Negotiate", "KERBEROS",
						 "ntlm",      "negotiate",
						 "kerberos",  "NTLM" };
	void *info = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(spellings); i++) {
		KUNIT_ASSERT_EQ(test, SEC_E_OK,
				ssp_api_package(text_of(test),
						name_of(test, spellings[i]),
						&info));
		expect_row(test, info, &rows[i % ARRAY_SIZE(rows)]);
		KUNIT_EXPECT_EQ(test, (size_t)1,
				memory->live_blocks[SSP_MEMORY_VIRTUAL]);
		KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(info));
	}
}

static void others_are_not_found(struct kunit *test)
{
	static const char *const names[] = { "", "Kerberos5", "Schannel" };
	void *info = &memory;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		KUNIT_EXPECT_EQ(test, SEC_E_SECPKG_NOT_FOUND,
				ssp_api_package(text_of(test),
						name_of(test, names[i]),
						&info));
	KUNIT_EXPECT_EQ(test, SEC_E_SECPKG_NOT_FOUND,
			ssp_api_package(text_of(test), NULL, &info));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_api_package(&ssp_text_utf8, "Kerberos\xff", &info));
	KUNIT_EXPECT_PTR_EQ(test, (void *)&memory, info);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_api_package(text_of(test),
					name_of(test, "Kerberos"), NULL));
}

static void answers_need_a_place(struct kunit *test)
{
	ULONG count = 77;
	void *info = &memory;

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_api_enumerate(text_of(test), NULL, &info));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_api_enumerate(text_of(test), &count, NULL));
	KUNIT_EXPECT_EQ(test, 77u, count);
	KUNIT_EXPECT_PTR_EQ(test, (void *)&memory, info);
}

static ssp_status enumerate(struct kunit *test, void *arg)
{
	ULONG count = 77;
	void *info = arg;
	ssp_status st;

	st = ssp_api_enumerate(text_of(test), &count, &info);
	if (st >= 0) {
		FreeContextBuffer(info);
	} else {
		KUNIT_EXPECT_EQ(test, 77u, count);
		KUNIT_EXPECT_PTR_EQ(test, arg, info);
	}
	return st;
}

static ssp_status describe(struct kunit *test, void *arg)
{
	void *info = arg;
	ssp_status st;

	st = ssp_api_package(text_of(test), arg, &info);
	if (st >= 0)
		FreeContextBuffer(info);
	else
		KUNIT_EXPECT_PTR_EQ(test, arg, info);
	return st;
}

/* P20. */
static void every_allocation_may_fail(struct kunit *test)
{
	void *name = name_of(test, "Kerberos");

	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, memory, enumerate,
							NULL, name),
			(u64)4);
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, memory, describe,
							NULL, name),
			(u64)3);
}

static struct kunit_case package_cases[] = {
	KUNIT_CASE_PARAM(all_are_listed_in_one_block, kind_gen_params),
	KUNIT_CASE_PARAM(one_is_described, kind_gen_params),
	KUNIT_CASE_PARAM(others_are_not_found, kind_gen_params),
	KUNIT_CASE_PARAM(answers_need_a_place, kind_gen_params),
	KUNIT_CASE_PARAM(every_allocation_may_fail, kind_gen_params),
	{}
};

static struct kunit_suite package_suite = {
	.name = "package",
	.init = package_init,
	.exit = package_exit,
	.test_cases = package_cases,
};

kunit_test_suites(&package_suite);
