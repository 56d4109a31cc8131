// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * pAuthData as one block: SEC_WINNT_AUTH_IDENTITY_EX2, built octet by octet.
 */
#include <kunit/test.h>

#include "core/identity.h"
#include "platform/memory.h"
#include "tests/support.h"

static struct ssp_test_memory *memory;

static int ex2_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void ex2_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

/* "alice" of "LAB", "pw" and a smiling face, "!ntlm": 124 octets. */
static const char block_hex[] =
	/* the block: 48 */
	"01020000 3000 0000 7c000000" /* version, header, all */
	"30000000 0a00 0000" /* user at 48 */
	"3a000000 0600 0000" /* domain at 58 */
	"4a000000 3200 0000" /* packed credentials at 74: not aligned */
	"06000000" /* Unicode, in one block */
	"40000000 0a00 0000" /* packages at 64 */
	"61006c00690063006500"
	"4c0041004200"
	"21006e0074006c006d00"
	/* packed credentials: 28 */
	"1c00 3200"
	"2fc3bf28 f610 3847 98d1 1ac061df716a"
	"1c000000 1000 0000" /* data at 28 */
	/* the password: 8 */
	"08000000 0800 0000" /* at 8 */
	"700077003dd800de"
	/* and what nobody looks at, to the end of both */
	"000000000000";

enum {
	HEADER_AT = 4,
	SIZE_AT = 8,
	USER_AT = 12,
	DOMAIN_AT = 20,
	PACKED_AT = 28,
	FLAGS_AT = 36,
	LIST_AT = 40,
	PACKED = 74,
	PACKED_HEADER_AT = PACKED,
	PACKED_SIZE_AT = PACKED + 2,
	TYPE_AT = PACKED + 4,
	DATA_AT = PACKED + 20,
	PASSWORD_AT = PACKED + 28,
	END = 124,
};

static const u16 user[] = { 'a', 'l', 'i', 'c', 'e' };
static const u16 domain[] = { 'L', 'A', 'B' };
static const u16 password[] = { 'p', 'w', 0xd83d, 0xde00 };
static const u16 list[] = { '!', 'n', 't', 'l', 'm' };

static u8 *block(struct kunit *test)
{
	u8 *p;

	KUNIT_ASSERT_EQ(test, ssp_test_unhex(test, block_hex, &p), (size_t)END);
	return p;
}

static void put(u8 *p, size_t at, size_t n, u64 v)
{
	size_t i;

	for (i = 0; i < n; i++)
		p[at + i] = (u8)(v >> 8 * i);
}

/* Of a guarded copy in virtual memory; @n is what the caller says. */
static ssp_status read_n(struct kunit *test, const u8 *p, size_t there,
			 size_t n, struct ssp_identity *id)
{
	u8 *copy = ssp_test_guarded_copy(test, p, there);

	memset(id, 0, sizeof(*id));
	ssp_test_memory_add_virtual(test, copy, there);
	return ssp_identity_read(copy, n, id);
}

static void expect_refused(struct kunit *test, const u8 *p, size_t n,
			   const char *what)
{
	struct ssp_identity id;

	KUNIT_EXPECT_EQ_MSG(test, read_n(test, p, n, n, &id),
			    SEC_E_UNKNOWN_CREDENTIALS, "%s", what);
	KUNIT_EXPECT_FALSE(test, id.is_explicit);
	ssp_identity_free(&id);
}

static void expect_text(struct kunit *test, const struct ssp_utf16 *s,
			const u16 *want, size_t n)
{
	KUNIT_ASSERT_EQ(test, n, s->n);
	SSP_EXPECT_MEMEQ(test, s->p, want, n * sizeof(*want));
}

static void expect_alice(struct kunit *test, const struct ssp_identity *id)
{
	KUNIT_EXPECT_TRUE(test, id->is_explicit);
	expect_text(test, &id->user, user, ARRAY_SIZE(user));
	expect_text(test, &id->domain, domain, ARRAY_SIZE(domain));
	expect_text(test, &id->password, password, ARRAY_SIZE(password));
	expect_text(test, &id->packages, list, ARRAY_SIZE(list));
}

static void a_block_is_read(struct kunit *test)
{
	u8 *p = block(test);
	struct ssp_identity id;

	KUNIT_ASSERT_EQ(test, read_n(test, p, END, END, &id), SEC_E_OK);
	expect_alice(test, &id);
	KUNIT_EXPECT_FALSE(test, id.is_nt_hash);
	ssp_identity_free(&id);
	/* It says itself how long it is. */
	KUNIT_ASSERT_EQ(test, read_n(test, p, END, SSP_IDENTITY_UNSIZED, &id),
			SEC_E_OK);
	expect_alice(test, &id);
	ssp_identity_free(&id);
	/* Wide without being told. */
	put(p, FLAGS_AT, 4, SECUR32_IDENTITY_NT_HASH);
	KUNIT_ASSERT_EQ(test, read_n(test, p, END, END, &id), SEC_E_OK);
	expect_alice(test, &id);
	KUNIT_EXPECT_TRUE(test, id.is_nt_hash);
	ssp_identity_free(&id);
}

static void it_may_lie_anywhere(struct kunit *test)
{
	u8 *p = ssp_test_guarded(test, END + 1);
	struct ssp_identity id;
	size_t i;

	ssp_test_memory_add_virtual(test, p, END + 1);
	for (i = 0; i < 2; i++) {
		memcpy(p + i, block(test), END);
		memset(&id, 0, sizeof(id));
		KUNIT_ASSERT_EQ(test, ssp_identity_read(p + i, END, &id),
				SEC_E_OK);
		expect_alice(test, &id);
		ssp_identity_free(&id);
	}
}

/* What has no length is not there, wherever it is said to be. */
static void parts_may_be_missing(struct kunit *test)
{
	static const size_t vectors[] = { USER_AT, DOMAIN_AT, PACKED_AT };
	struct ssp_identity id;
	unsigned int bits;
	size_t i;

	for (bits = 0; bits < 8; bits++) {
		u8 *p = block(test);

		for (i = 0; i < ARRAY_SIZE(vectors); i++) {
			if (bits & 1u << i)
				continue;
			put(p, vectors[i], 4, bits & 1 ? 0 : 0xffffffff);
			put(p, vectors[i] + 4, 2, 0);
		}
		KUNIT_ASSERT_EQ(test, read_n(test, p, END, END, &id), SEC_E_OK);
		KUNIT_EXPECT_EQ(test, id.is_explicit, bits != 0);
		KUNIT_EXPECT_EQ(test, id.user.n, bits & 1 ? 5 : 0);
		KUNIT_EXPECT_EQ(test, id.domain.n, bits & 2 ? 3 : 0);
		KUNIT_EXPECT_EQ(test, id.password.n, bits & 4 ? 4 : 0);
		expect_text(test, &id.packages, list, ARRAY_SIZE(list));
		ssp_identity_free(&id);
	}
}

/* Numbers that lead out of where they belong, or into a header. */
static const struct number {
	const char *what;
	size_t at;
	size_t n;
	u64 v;
} numbers[] = {
	{ "a short header", HEADER_AT, 2, 47 },
	{ "a header longer than all", HEADER_AT, 2, END + 1 },
	{ "a header that reaches into the user", HEADER_AT, 2, 49 },
	{ "no size", SIZE_AT, 4, 0 },
	{ "smaller than its header", SIZE_AT, 4, 47 },
	{ "larger than it is", SIZE_AT, 4, END + 1 },
	{ "much larger", SIZE_AT, 4, 0xffffffff },
	{ "a user in the header", USER_AT, 4, 46 },
	{ "a user at the start", USER_AT, 4, 0 },
	{ "a user at an odd place", USER_AT, 4, 49 },
	{ "a user behind the end", USER_AT, 4, END },
	{ "a user that leaves it", USER_AT, 4, END - 8 },
	{ "a user round the world", USER_AT, 4, 0xfffffffe },
	{ "a user of half a unit", USER_AT + 4, 2, 9 },
	{ "a user of any length", USER_AT + 4, 2, 0xfffe },
	{ "a domain in the header", DOMAIN_AT, 4, 4 },
	{ "a domain round the world", DOMAIN_AT, 4, 0xfffffffc },
	{ "a domain of any length", DOMAIN_AT + 4, 2, 0xfffe },
	{ "packages at an odd place", LIST_AT, 4, 65 },
	{ "packages of any length", LIST_AT + 4, 2, 0xfffe },
	{ "credentials in the header", PACKED_AT, 4, 0 },
	{ "credentials round the world", PACKED_AT, 4, 0xffffffff },
	{ "credentials that leave it", PACKED_AT + 4, 2, 51 },
	{ "credentials without a header", PACKED_AT + 4, 2, 27 },
	{ "their short header", PACKED_HEADER_AT, 2, 27 },
	{ "their header longer than they", PACKED_HEADER_AT, 2, 51 },
	{ "their header in the data", PACKED_HEADER_AT, 2, 29 },
	{ "smaller than their header", PACKED_SIZE_AT, 2, 27 },
	{ "larger than they are", PACKED_SIZE_AT, 2, 51 },
	{ "a type that nobody knows", TYPE_AT, 1, 0x2e },
	{ "data in the header", DATA_AT, 4, 27 },
	{ "data round the world", DATA_AT, 4, 0xfffffff8 },
	{ "data that leaves them", DATA_AT, 4, 35 },
	{ "data of any length", DATA_AT + 4, 2, 0xffff },
	{ "no data", DATA_AT + 4, 2, 0 },
	{ "data of half a vector", DATA_AT + 4, 2, 7 },
	{ "a password in the header", PASSWORD_AT, 4, 6 },
	{ "a password at an odd place", PASSWORD_AT, 4, 9 },
	{ "a password that leaves the data", PASSWORD_AT, 4, 10 },
	{ "a password round the world", PASSWORD_AT, 4, 0xfffffffe },
	{ "a password of half a unit", PASSWORD_AT + 4, 2, 7 },
	{ "a password of any length", PASSWORD_AT + 4, 2, 0xfffe },
	{ "half a character", PASSWORD_AT + 4, 2, 6 },
	{ "ANSI", FLAGS_AT, 4, SEC_WINNT_AUTH_IDENTITY_ANSI },
	{ "encrypted", FLAGS_AT, 4,
	  SEC_WINNT_AUTH_IDENTITY_FLAGS_PROCESS_ENCRYPTED },
	{ "protected", FLAGS_AT, 4,
	  SEC_WINNT_AUTH_IDENTITY_FLAGS_SYSTEM_PROTECTED },
	{ "the user's", FLAGS_AT, 4,
	  SEC_WINNT_AUTH_IDENTITY_FLAGS_USER_PROTECTED },
	{ "the system's", FLAGS_AT, 4,
	  SEC_WINNT_AUTH_IDENTITY_FLAGS_SYSTEM_ENCRYPTED },
};

static void numbers_are_checked(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		u8 *p = block(test);

		put(p, numbers[i].at, numbers[i].n, numbers[i].v);
		expect_refused(test, p, END, numbers[i].what);
	}
}

static void other_credentials_are_unknown(struct kunit *test)
{
	const GUID types[] = {
		SEC_WINNT_AUTH_DATA_TYPE_CERT,
		SEC_WINNT_AUTH_DATA_TYPE_KEYTAB,
		SEC_WINNT_AUTH_DATA_TYPE_CSP_DATA,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		u8 *p = block(test);

		memcpy(p + TYPE_AT, &types[i], sizeof(types[i]));
		expect_refused(test, p, END, "another type");
	}
}

/* Cut by the caller, who says so; and by itself, which says so. */
static void cut(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_identity id;

	(void)arg;
	expect_refused(test, p, n, "cut");
	/* The last six octets are nobody's, but both sizes count them. */
	if (n < SIZE_AT + 4)
		return;
	put(p, SIZE_AT, 4, n);
	KUNIT_EXPECT_EQ(test, read_n(test, p, n, SSP_IDENTITY_UNSIZED, &id),
			n < 48 ? SEC_E_INVALID_PARAMETER :
				 SEC_E_UNKNOWN_CREDENTIALS);
	ssp_identity_free(&id);
}

/* No status but these, and nothing from outside of it. */
static void changed(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_identity id;
	ssp_status st;

	(void)arg;
	/* Another form has pointers, and is another suite's. */
	if (p[0] != 0x01 || p[1] != 0x02 || p[2] || p[3])
		return;
	st = read_n(test, p, n, n, &id);
	KUNIT_EXPECT_TRUE(test,
			  st == SEC_E_OK || st == SEC_E_UNKNOWN_CREDENTIALS);
	KUNIT_EXPECT_LE(test, id.user.n, n / 2);
	KUNIT_EXPECT_LE(test, id.domain.n, n / 2);
	KUNIT_EXPECT_LE(test, id.password.n, n / 2);
	ssp_identity_free(&id);
}

static void cut_and_changed(struct kunit *test)
{
	u8 *p = block(test);

	ssp_test_each_truncation(test, p, END, cut, NULL);
	ssp_test_each_change(test, p, END, changed, NULL);
}

/* P41: all of it, and not only its header. */
static void memory_must_be_virtual(struct kunit *test)
{
	struct ssp_identity id = { .is_explicit = false };
	u8 *p = ssp_test_guarded_copy(test, block(test), END);

	KUNIT_EXPECT_EQ(test, ssp_identity_read(p, END, &id),
			SEC_E_INVALID_PARAMETER);
	ssp_test_memory_add_virtual(test, p, 48);
	KUNIT_EXPECT_EQ(test, ssp_identity_read(p, END, &id),
			SEC_E_INVALID_PARAMETER);
	ssp_test_memory_add_virtual(test, p, END - 1);
	KUNIT_EXPECT_EQ(test, ssp_identity_read(p, END, &id),
			SEC_E_INVALID_PARAMETER);
	ssp_test_memory_add_virtual(test, p, END);
	KUNIT_EXPECT_EQ(test, ssp_identity_read(p, END, &id), SEC_E_OK);
	ssp_identity_free(&id);
}

static ssp_status read_and_free(struct kunit *test, void *arg)
{
	struct ssp_identity id = { .is_explicit = false };
	ssp_status st;

	(void)test;
	st = ssp_identity_read(arg, END, &id);
	ssp_identity_free(&id);
	return st;
}

static void every_allocation_may_fail(struct kunit *test)
{
	u8 *p = block(test);

	ssp_test_memory_add_virtual(test, p, END);
	KUNIT_EXPECT_EQ(test, (u64)5,
			ssp_test_each_failed_allocation(
				test, memory, read_and_free, NULL, p));
}

static struct kunit_case identity_ex2_cases[] = {
	KUNIT_CASE(a_block_is_read),
	KUNIT_CASE(it_may_lie_anywhere),
	KUNIT_CASE(parts_may_be_missing),
	KUNIT_CASE(numbers_are_checked),
	KUNIT_CASE(other_credentials_are_unknown),
	KUNIT_CASE(cut_and_changed),
	KUNIT_CASE(memory_must_be_virtual),
	KUNIT_CASE(every_allocation_may_fail),
	{}
};

static struct kunit_suite identity_ex2_suite = {
	.name = "identity_ex2",
	.init = ex2_init,
	.exit = ex2_exit,
	.test_cases = identity_ex2_cases,
};

kunit_test_suites(&identity_ex2_suite);
