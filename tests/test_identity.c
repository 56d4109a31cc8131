// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * pAuthData in its forms: which form it is, what is taken from it, and what a
 * caller may get wrong (P41 for its memory).
 */
#include <kunit/test.h>

#include "core/identity.h"
#include "platform/memory.h"
#include "tests/support.h"

#define ANSI SEC_WINNT_AUTH_IDENTITY_ANSI
#define UNICODE_FORM SEC_WINNT_AUTH_IDENTITY_UNICODE

/* "alice", "EXAMPLE", a password with a character of each size, a list. */
static const u16 wide_user[] = { 'a', 'l', 'i', 'c', 'e' };
static const u16 wide_domain[] = { 'E', 'X', 'A', 'M', 'P', 'L', 'E' };
static const u16 wide_password[] = { 'p', 0xe4, 0x20ac, 0xd83d, 0xde00 };
static const u16 wide_list[] = { '!', 'n', 't', 'l', 'm' };
static const u8 narrow_password[] = { 'p',  0xc3, 0xa4, 0xe2, 0x82,
				      0xac, 0xf0, 0x9f, 0x98, 0x80 };

static struct ssp_test_memory *memory;

static int identity_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void identity_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

/* Bytes where a caller's have to lie, with nothing readable behind them. */
static void *place(struct kunit *test, const void *p, size_t n)
{
	u8 *copy = ssp_test_guarded_copy(test, p, n);

	ssp_test_memory_add_virtual(test, copy, n);
	return copy;
}

/* The long form holds all of the short one. */
static SEC_WINNT_AUTH_IDENTITY_EXW wide(struct kunit *test)
{
	return (SEC_WINNT_AUTH_IDENTITY_EXW){
		.Version = SEC_WINNT_AUTH_IDENTITY_VERSION,
		.Length = sizeof(SEC_WINNT_AUTH_IDENTITY_EXW),
		.User = place(test, wide_user, sizeof(wide_user)),
		.UserLength = ARRAY_SIZE(wide_user),
		.Domain = place(test, wide_domain, sizeof(wide_domain)),
		.DomainLength = ARRAY_SIZE(wide_domain),
		.Password = place(test, wide_password, sizeof(wide_password)),
		.PasswordLength = ARRAY_SIZE(wide_password),
		.Flags = UNICODE_FORM,
		.PackageList = place(test, wide_list, sizeof(wide_list)),
		.PackageListLength = ARRAY_SIZE(wide_list),
	};
}

static SEC_WINNT_AUTH_IDENTITY_EXW narrow(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_EXW a = wide(test);

	a.User = place(test, "alice", 5);
	a.Domain = place(test, "EXAMPLE", 7);
	a.Password = place(test, narrow_password, sizeof(narrow_password));
	a.PasswordLength = sizeof(narrow_password);
	a.PackageList = place(test, "!ntlm", 5);
	a.Flags = ANSI;
	return a;
}

static SEC_WINNT_AUTH_IDENTITY_W brief(const SEC_WINNT_AUTH_IDENTITY_EXW *ex)
{
	return (SEC_WINNT_AUTH_IDENTITY_W){
		.User = ex->User,
		.UserLength = ex->UserLength,
		.Domain = ex->Domain,
		.DomainLength = ex->DomainLength,
		.Password = ex->Password,
		.PasswordLength = ex->PasswordLength,
		.Flags = ex->Flags,
	};
}

static void expect_text(struct kunit *test, const struct ssp_utf16 *s,
			const u16 *want, size_t n)
{
	KUNIT_ASSERT_NOT_NULL(test, s->p);
	KUNIT_ASSERT_EQ(test, n, s->n);
	SSP_EXPECT_MEMEQ(test, s->p, want, n * sizeof(*want));
}

/* Reads what a form says and compares it with the strings above. */
static void expect_alice(struct kunit *test, const void *auth, bool with_list)
{
	struct ssp_identity id = { .is_explicit = false };

	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_identity_read(auth, SSP_IDENTITY_UNSIZED, &id));
	KUNIT_EXPECT_TRUE(test, id.is_explicit);
	KUNIT_EXPECT_NULL(test, id.principal.p);
	expect_text(test, &id.user, wide_user, ARRAY_SIZE(wide_user));
	expect_text(test, &id.domain, wide_domain, ARRAY_SIZE(wide_domain));
	expect_text(test, &id.password, wide_password,
		    ARRAY_SIZE(wide_password));
	if (with_list)
		expect_text(test, &id.packages, wide_list,
			    ARRAY_SIZE(wide_list));
	else
		KUNIT_EXPECT_NULL(test, id.packages.p);
	ssp_identity_free(&id);
	KUNIT_EXPECT_NULL(test, id.user.p);
	KUNIT_EXPECT_FALSE(test, id.is_explicit);
}

static void every_form_is_told_by_itself(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_EXW ex = wide(test);
	SEC_WINNT_AUTH_IDENTITY_W w = brief(&ex);

	expect_alice(test, place(test, &ex, sizeof(ex)), true);
	expect_alice(test, place(test, &w, sizeof(w)), false);
	/* Wide is the default. */
	w.Flags = 0;
	expect_alice(test, place(test, &w, sizeof(w)), false);
	ex = narrow(test);
	w = brief(&ex);
	expect_alice(test, place(test, &ex, sizeof(ex)), true);
	expect_alice(test, place(test, &w, sizeof(w)), false);
	/* Flags that say how it came about change nothing. */
	w.Flags |= SEC_WINNT_AUTH_IDENTITY_MARSHALLED |
		   SEC_WINNT_AUTH_IDENTITY_ONLY;
	expect_alice(test, place(test, &w, sizeof(w)), false);
}

static void a_hash_is_told_from_a_password(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_EXW ex = narrow(test);
	struct ssp_identity id = { .is_explicit = false };

	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_identity_read(place(test, &ex, sizeof(ex)),
					  SSP_IDENTITY_UNSIZED, &id));
	KUNIT_EXPECT_FALSE(test, id.is_nt_hash);
	ssp_identity_free(&id);
	ex.Flags |= SECUR32_IDENTITY_NT_HASH;
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_identity_read(place(test, &ex, sizeof(ex)),
					  SSP_IDENTITY_UNSIZED, &id));
	KUNIT_EXPECT_TRUE(test, id.is_nt_hash);
	ssp_identity_free(&id);
	KUNIT_EXPECT_FALSE(test, id.is_nt_hash);
}

static void any_alignment_will_do(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_EXW ex = wide(test);
	u8 *p = ssp_test_guarded(test, sizeof(ex) + 1);

	/* Whichever of the two is odd. */
	ssp_test_memory_add_virtual(test, p, sizeof(ex) + 1);
	memcpy(p, &ex, sizeof(ex));
	expect_alice(test, p, true);
	memcpy(p + 1, &ex, sizeof(ex));
	expect_alice(test, p + 1, true);
}

static void nothing_means_the_callers_own(struct kunit *test)
{
	struct ssp_identity id = { .is_explicit = false };

	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_identity_read(NULL, 0, &id));
	KUNIT_EXPECT_FALSE(test, id.is_explicit);
	KUNIT_EXPECT_NULL(test, id.user.p);
	ssp_identity_free(&id);
}

/* Who is named is decided by what is there, not by which pointers are set. */
static void explicit_is_who_is_named(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_EXW all = wide(test), ex;
	struct ssp_identity id;
	unsigned int bits;

	for (bits = 0; bits < 8; bits++) {
		ex = all;
		if (!(bits & 1))
			ex.UserLength = 0;
		if (!(bits & 2))
			ex.DomainLength = 0;
		if (!(bits & 4))
			ex.PasswordLength = 0;
		memset(&id, 0, sizeof(id));
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				ssp_identity_read(place(test, &ex, sizeof(ex)),
						  sizeof(ex), &id));
		KUNIT_EXPECT_EQ(test, bits != 0, id.is_explicit);
		/* The list counts either way. */
		expect_text(test, &id.packages, wide_list,
			    ARRAY_SIZE(wide_list));
		ssp_identity_free(&id);
	}
}

static void absent_is_not_empty(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_EXW ex = wide(test);
	struct ssp_identity id = { .is_explicit = false };

	ex.Domain = NULL;
	ex.DomainLength = 0;
	ex.PasswordLength = 0;
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_identity_read(place(test, &ex, sizeof(ex)),
					  sizeof(ex), &id));
	KUNIT_EXPECT_NULL(test, id.domain.p);
	KUNIT_EXPECT_NOT_NULL(test, id.password.p);
	KUNIT_EXPECT_EQ(test, (size_t)0, id.password.n);
	ssp_identity_free(&id);
}

static void expect_refused(struct kunit *test, const void *auth, size_t n,
			   ssp_status want)
{
	struct ssp_identity id = { .is_explicit = false };

	KUNIT_EXPECT_EQ(test, want, ssp_identity_read(auth, n, &id));
	KUNIT_EXPECT_FALSE(test, id.is_explicit);
	ssp_identity_free(&id);
}

/* SECBUFFER_PKG_PARAMS has a length, and nothing behind it is looked at. */
static void no_more_is_read_than_there_is(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_EXW ex = wide(test);
	SEC_WINNT_AUTH_IDENTITY_W w = brief(&ex);
	size_t n;

	for (n = 0; n < sizeof(ex); n++)
		expect_refused(test, place(test, &ex, n), n,
			       SEC_E_UNKNOWN_CREDENTIALS);
	for (n = 0; n < sizeof(w); n++)
		expect_refused(test, place(test, &w, n), n,
			       SEC_E_UNKNOWN_CREDENTIALS);
}

static void unsupported_forms_are_refused(struct kunit *test)
{
	static const u32 flags[] = {
		SEC_WINNT_AUTH_IDENTITY_FLAGS_PROCESS_ENCRYPTED,
		SEC_WINNT_AUTH_IDENTITY_FLAGS_SYSTEM_PROTECTED,
		SEC_WINNT_AUTH_IDENTITY_FLAGS_USER_PROTECTED,
		SEC_WINNT_AUTH_IDENTITY_FLAGS_SYSTEM_ENCRYPTED,
	};
	SEC_WINNT_AUTH_IDENTITY_EXW ex = wide(test);
	SEC_WINNT_AUTH_IDENTITY_W w;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		ex.Flags = UNICODE_FORM | flags[i];
		w = brief(&ex);
		expect_refused(test, place(test, &ex, sizeof(ex)), sizeof(ex),
			       SEC_E_UNKNOWN_CREDENTIALS);
		expect_refused(test, place(test, &w, sizeof(w)), sizeof(w),
			       SEC_E_UNKNOWN_CREDENTIALS);
	}
}

/* One of the four strings in turn is not what it should be. */
static void refuse_strings(struct kunit *test, SEC_WINNT_AUTH_IDENTITY_EXW all,
			   const void *p, u32 n, ssp_status want)
{
	int which;

	for (which = 0; which < 4; which++) {
		SEC_WINNT_AUTH_IDENTITY_EXW ex = all;
		unsigned short **at[] = { &ex.User, &ex.Domain, &ex.Password,
					  &ex.PackageList };
		ULONG *len[] = { &ex.UserLength, &ex.DomainLength,
				 &ex.PasswordLength, &ex.PackageListLength };

		*at[which] = (unsigned short *)p;
		*len[which] = n;
		expect_refused(test, place(test, &ex, sizeof(ex)), sizeof(ex),
			       want);
	}
}

static void malformed_text_is_refused(struct kunit *test)
{
	static const u16 half[] = { 'a', 0xd83d };
	static const u16 zero[] = { 'a', 0, 'b' };
	static const u8 latin1[] = { 'p', 0xe4 };
	static const u8 nul[] = { 'a', 0, 'b' };
	u16 *p = place(test, half, sizeof(half));

	refuse_strings(test, wide(test), p, 2, SEC_E_UNKNOWN_CREDENTIALS);
	p = place(test, zero, sizeof(zero));
	refuse_strings(test, wide(test), p, 3, SEC_E_UNKNOWN_CREDENTIALS);
	p = place(test, latin1, sizeof(latin1));
	refuse_strings(test, narrow(test), p, 2, SEC_E_UNKNOWN_CREDENTIALS);
	p = place(test, nul, sizeof(nul));
	refuse_strings(test, narrow(test), p, 3, SEC_E_UNKNOWN_CREDENTIALS);
	refuse_strings(test, wide(test), NULL, 1, SEC_E_UNKNOWN_CREDENTIALS);
	refuse_strings(test, narrow(test), NULL, 1, SEC_E_UNKNOWN_CREDENTIALS);
}

static void too_long_text_is_refused(struct kunit *test)
{
	size_t n = SSP_TEXT_MAX * 4 + 1;
	u8 *p = ssp_test_guarded(test, n * sizeof(u16));
	struct ssp_identity id = { .is_explicit = false };
	SEC_WINNT_AUTH_IDENTITY_EXW ex = wide(test);

	ssp_test_memory_add_virtual(test, p, n * sizeof(u16));
	memset(p, 'a', n * sizeof(u16));
	refuse_strings(test, wide(test), p, SSP_TEXT_MAX + 1,
		       SEC_E_UNKNOWN_CREDENTIALS);
	refuse_strings(test, narrow(test), p, SSP_TEXT_MAX + 1,
		       SEC_E_UNKNOWN_CREDENTIALS);
	refuse_strings(test, wide(test), p, (u32)n, SEC_E_UNKNOWN_CREDENTIALS);
	refuse_strings(test, narrow(test), p, 0xffffffff,
		       SEC_E_UNKNOWN_CREDENTIALS);
	ex.Password = (unsigned short *)p;
	ex.PasswordLength = SSP_TEXT_MAX;
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_identity_read(place(test, &ex, sizeof(ex)),
					  sizeof(ex), &id));
	KUNIT_EXPECT_EQ(test, (size_t)SSP_TEXT_MAX, id.password.n);
	ssp_identity_free(&id);
}

/* P41: the structure and each of its strings, over their whole length. */
static void memory_must_be_virtual(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_EXW ex = wide(test);
	SEC_WINNT_AUTH_IDENTITY_W w = brief(&ex);
	void *pool = ssp_pool_alloc(128);
	u8 *half = ssp_test_guarded_copy(test, &ex, sizeof(ex));

	KUNIT_ASSERT_NOT_NULL(test, pool);
	memcpy(pool, &ex, sizeof(ex));
	expect_refused(test, pool, 128, SEC_E_INVALID_PARAMETER);
	memcpy(pool, &w, sizeof(w));
	expect_refused(test, pool, 128, SEC_E_INVALID_PARAMETER);
	/* All but the last byte. */
	ssp_test_memory_add_virtual(test, half, sizeof(ex) - 1);
	expect_refused(test, half, sizeof(ex), SEC_E_INVALID_PARAMETER);

	memset(pool, 'a', 128);
	refuse_strings(test, wide(test), pool, 4, SEC_E_INVALID_PARAMETER);
	refuse_strings(test, narrow(test), pool, 4, SEC_E_INVALID_PARAMETER);
	/* Longer than what it lies in. */
	refuse_strings(test, wide(test), ex.User, ex.UserLength + 1,
		       SEC_E_INVALID_PARAMETER);
	ssp_pool_free(pool, 128);
}

static ssp_status read_and_free(struct kunit *test, void *arg)
{
	struct ssp_identity id = { .is_explicit = false };
	ssp_status st;

	(void)test;
	st = ssp_identity_read(arg, sizeof(SEC_WINNT_AUTH_IDENTITY_EXW), &id);
	ssp_identity_free(&id);
	return st;
}

static void every_allocation_may_fail(struct kunit *test)
{
	SEC_WINNT_AUTH_IDENTITY_EXW ex = wide(test);
	void *p = place(test, &ex, sizeof(ex));

	KUNIT_EXPECT_EQ(test, (u64)4,
			ssp_test_each_failed_allocation(
				test, memory, read_and_free, NULL, p));
}

static struct kunit_case identity_cases[] = {
	KUNIT_CASE(every_form_is_told_by_itself),
	KUNIT_CASE(a_hash_is_told_from_a_password),
	KUNIT_CASE(any_alignment_will_do),
	KUNIT_CASE(nothing_means_the_callers_own),
	KUNIT_CASE(explicit_is_who_is_named),
	KUNIT_CASE(absent_is_not_empty),
	KUNIT_CASE(no_more_is_read_than_there_is),
	KUNIT_CASE(unsupported_forms_are_refused),
	KUNIT_CASE(malformed_text_is_refused),
	KUNIT_CASE(too_long_text_is_refused),
	KUNIT_CASE(memory_must_be_virtual),
	KUNIT_CASE(every_allocation_may_fail),
	{}
};

static struct kunit_suite identity_suite = {
	.name = "identity",
	.init = identity_init,
	.exit = identity_exit,
	.test_cases = identity_cases,
};

kunit_test_suites(&identity_suite);
