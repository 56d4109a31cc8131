// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Parameterised cases and the memory that belongs to a case, in the user-mode
 * harness.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <malloc.h>

#include "tests/cmocka/self.h"

static struct trace trace;

static const struct letter {
	char c;
	const char *name;
} letters[] = { { 'a', "first" }, { 'b', "second" }, { 'c', "" } };

static void letter_desc(const struct letter *letter, char *desc)
{
	strcpy(desc, letter->name);
}

KUNIT_ARRAY_PARAM(letter, letters, letter_desc);
KUNIT_ARRAY_PARAM(unnamed, letters, NULL);

static void parameter(struct kunit *test)
{
	static const char *const names[] = { "parameter/first",
					     "parameter/second",
					     "parameter/param-2" };
	const struct letter *letter = test->param_value;

	KUNIT_ASSERT_LT(test, test->param_index, 3);
	KUNIT_EXPECT_PTR_EQ(test, letter, &letters[test->param_index]);
	KUNIT_EXPECT_STREQ(test, test->name, names[test->param_index]);
	KUNIT_EXPECT_NULL(test, test->priv);
	test->priv = test;
}

/* One object that changes: KUnit takes parameters one at a time. */
static const void *counting_gen_params(const void *prev, char *desc)
{
	static int n;

	(void)desc;
	n = prev ? n + 1 : 0;
	return n < 3 ? &n : NULL;
}

static void inner_parameter(struct kunit *test)
{
	const int *n = test->param_value;

	did(&trace, (char)('0' + *n));
	KUNIT_EXPECT_EQ(test, *n, test->param_index);
	KUNIT_EXPECT_NE(test, *n, 1);
}

static void inner_any(struct kunit *test)
{
	did(&trace, 'p');
	KUNIT_SUCCEED(test);
}

static const void *no_gen_params(const void *prev, char *desc)
{
	(void)prev;
	(void)desc;
	return NULL;
}

static struct kunit_case parameter_cases[] = {
	KUNIT_CASE_PARAM(inner_parameter, counting_gen_params),
	KUNIT_CASE_PARAM(inner_parameter, no_gen_params),
	KUNIT_CASE_PARAM(inner_any, unnamed_gen_params),
	{}
};

static struct kunit_suite parameter_suite = {
	.name = "parameters",
	.test_cases = parameter_cases,
};

static void parameters_count_one_by_one(struct kunit *test)
{
	struct ssp_kunit_capture *c;

	trace = (struct trace){ 0 };
	c = run_suite(test, &parameter_suite);
	KUNIT_EXPECT_EQ(test, c->passed, 2 + 3);
	KUNIT_EXPECT_EQ(test, c->failed, 1 + 1);
	KUNIT_EXPECT_STREQ(test, trace.text, "012ppp");
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "no parameters"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "inner_parameter/param-1"));
}

static void inner_allocates(struct kunit *test)
{
	u8 *p = kunit_kzalloc(test, 1000, GFP_KERNEL);
	u8 *q = kunit_kcalloc(test, 10, 100, GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, q);
	for (i = 0; i < 1000; i++)
		KUNIT_EXPECT_EQ(test, p[i] | q[i], 0);
	KUNIT_EXPECT_NULL(test, kunit_kmalloc_array(test, SIZE_MAX / 4 + 2, 4,
						    GFP_KERNEL));
	kunit_kfree(test, q);
	memset(kunit_kmalloc(test, 1000, GFP_KERNEL), 1, 1000);
	memset(p, 1, 1000);
	KUNIT_ASSERT_TRUE(test, test->param_value == &letters[0]);
}

static void inner_frees_twice(struct kunit *test)
{
	void *p = kunit_kmalloc(test, 8, GFP_KERNEL);

	kunit_kfree(test, p);
	KUNIT_EXPECT_EQ(test, test->status, KUNIT_SUCCESS);
	kunit_kfree(test, p);
}

static struct kunit_case memory_cases[] = { KUNIT_CASE_PARAM(inner_allocates,
							     letter_gen_params),
					    KUNIT_CASE(inner_frees_twice),
					    {} };

static struct kunit_suite memory_suite = {
	.name = "memory",
	.test_cases = memory_cases,
};

/*
 * The allocator's caches blur the count, not a kilobyte a run.  Under a
 * sanitizer or valgrind nothing is counted here; those see a leak themselves.
 */
static void memory_goes_with_the_case(struct kunit *test)
{
	struct ssp_kunit_capture *c = run_suite(test, &memory_suite);
	size_t before = mallinfo2().uordblks;
	size_t after;
	int i;

	KUNIT_EXPECT_EQ(test, c->passed, 1);
	KUNIT_EXPECT_EQ(test, c->failed, 3);
	KUNIT_EXPECT_EQ(test, occurrences(c->text, "kunit_kfree: "), 1);
	for (i = 0; i < 100; i++)
		ssp_kunit_run_captured(&memory_suite, c);
	after = mallinfo2().uordblks;
	KUNIT_EXPECT_LT(test, after, before + 20 * 1000);
}

static struct kunit_case self_cases[] = {
	KUNIT_CASE_PARAM(parameter, letter_gen_params),
	KUNIT_CASE(parameters_count_one_by_one),
	KUNIT_CASE(memory_goes_with_the_case),
	{}
};

static struct kunit_suite self_suite = {
	.name = "kunit_param_self",
	.test_cases = self_cases,
};

kunit_test_suites(&self_suite);
