// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Secur32SetAllocator: when another allocator is taken, and what it is asked
 * for.
 */
#include <stdlib.h>

#include <kunit/test.h>

#include <security.h>
#include <secur32.h>

#include "core/api.h"
#include "tests/fake_env.h"

/**
 * struct counter - an allocator that counts
 * @ops: its table
 * @blocks: in use, by enum ssp_memory_kind
 * @bytes: in use
 * @calls: ever asked for, by enum ssp_memory_kind
 * @asked: is_virtual() calls
 */
struct counter {
	struct ssp_memory_ops ops;
	long blocks[2];
	size_t bytes;
	unsigned int calls[2];
	unsigned int asked;
};

static void *count_allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	struct counter *k = arg;

	k->calls[kind]++;
	k->blocks[kind]++;
	k->bytes += n;
	return malloc(n);
}

static void count_free(void *arg, enum ssp_memory_kind kind, void *p, size_t n)
{
	struct counter *k = arg;

	k->blocks[kind]--;
	k->bytes -= n;
	free(p);
}

static bool count_is_virtual(void *arg, const void *p, size_t n)
{
	struct counter *k = arg;

	(void)p;
	(void)n;
	k->asked++;
	return true;
}

static int allocator_init(struct kunit *test)
{
	struct counter *k = kunit_kzalloc(test, sizeof(*k), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, k);
	k->ops = (struct ssp_memory_ops){
		.size = sizeof(k->ops),
		.arg = k,
		.allocate = count_allocate,
		.free = count_free,
		.is_virtual = count_is_virtual,
	};
	test->priv = k;
	ssp_fake_start(test);
	return 0;
}

static void allocator_exit(struct kunit *test)
{
	ssp_fake_stop();
	KUNIT_EXPECT_EQ(test, SEC_E_OK, Secur32SetAllocator(NULL));
}

static CredHandle acquire(struct kunit *test)
{
	CredHandle h;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_acquire(&ssp_text_utf8, NULL, "Negotiate",
					SECPKG_CRED_BOTH, NULL, &h, NULL));
	return h;
}

static void another_takes_over(struct kunit *test)
{
	struct counter *k = test->priv;
	PSecPkgInfoA info;
	CredHandle h;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, Secur32SetAllocator(&k->ops));
	h = acquire(test);
	KUNIT_EXPECT_GT(test, k->calls[SSP_MEMORY_POOL], 0u);
	KUNIT_EXPECT_EQ(test, 0u, k->calls[SSP_MEMORY_VIRTUAL]);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QuerySecurityPackageInfoA((LPSTR)(uintptr_t) "Kerberos",
						  &info));
	KUNIT_EXPECT_EQ(test, 1u, k->calls[SSP_MEMORY_VIRTUAL]);
	KUNIT_EXPECT_GT(test, k->asked, 0u);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(info));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&h));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, Secur32SetAllocator(NULL));
	KUNIT_EXPECT_EQ(test, 0L, k->blocks[SSP_MEMORY_POOL]);
	KUNIT_EXPECT_EQ(test, 0L, k->blocks[SSP_MEMORY_VIRTUAL]);
	KUNIT_EXPECT_EQ(test, (size_t)0, k->bytes);
}

static void tables_must_be_complete(struct kunit *test)
{
	struct counter *k = test->priv;
	struct ssp_memory_ops bad = k->ops;

	bad.size--;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			Secur32SetAllocator(&bad));
	bad = k->ops;
	bad.allocate = NULL;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			Secur32SetAllocator(&bad));
	bad = k->ops;
	bad.free = NULL;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			Secur32SetAllocator(&bad));
	bad = k->ops;
	bad.is_virtual = NULL;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			Secur32SetAllocator(&bad));
	/* What a later version appends is none of this one's business. */
	k->ops.size += 8;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, Secur32SetAllocator(&k->ops));
}

/* Neither a credential nor what was handed out may lose its allocator. */
static void not_while_anything_is_in_use(struct kunit *test)
{
	struct counter *k = test->priv;
	PSecPkgInfoA info;
	CredHandle h;

	h = acquire(test);
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE,
			Secur32SetAllocator(&k->ops));
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE, Secur32SetAllocator(NULL));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&h));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, Secur32SetAllocator(&k->ops));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QuerySecurityPackageInfoA((LPSTR)(uintptr_t) "Kerberos",
						  &info));
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE, Secur32SetAllocator(NULL));
	KUNIT_EXPECT_STREQ(test, "Kerberos", info->Name);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(info));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, Secur32SetAllocator(NULL));
}

/* A change takes the empty tables along, but old handles stay invalid. */
static void old_handles_stay_invalid(struct kunit *test)
{
	struct counter *k = test->priv;
	CredHandle old, new;

	old = acquire(test);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&old));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, Secur32SetAllocator(&k->ops));
	new = acquire(test);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeCredentialsHandle(&old));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&new));
}

static struct kunit_case allocator_cases[] = {
	KUNIT_CASE(another_takes_over),
	KUNIT_CASE(tables_must_be_complete),
	KUNIT_CASE(not_while_anything_is_in_use),
	KUNIT_CASE(old_handles_stay_invalid),
	{}
};

static struct kunit_suite allocator_suite = {
	.name = "allocator",
	.init = allocator_init,
	.exit = allocator_exit,
	.test_cases = allocator_cases,
};

kunit_test_suites(&allocator_suite);
