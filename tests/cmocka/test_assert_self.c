// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Every expectation and assertion of <kunit/assert.h>: each holds where it
 * should, fails where it should, continues or aborts, and prints its message.
 */
#include "tests/cmocka/self.h"

static const int object[2];
static const char *const no_string;

/* Numbers the kernel compares without a warning, and so must this. */
static const size_t zero;
static const u64 huge = UINT64_MAX;

#define ALL(verb)                                             \
	HOLDS(KUNIT_##verb##_TRUE, zero == 0)                 \
	HOLDS(KUNIT_##verb##_FALSE, zero == 1)                \
	HOLDS(KUNIT_##verb##_EQ, zero, 0)                     \
	HOLDS(KUNIT_##verb##_NE, huge, 1)                     \
	HOLDS(KUNIT_##verb##_LT, 1, huge)                     \
	HOLDS(KUNIT_##verb##_LE, -2, -1)                      \
	HOLDS(KUNIT_##verb##_GT, huge, 0)                     \
	HOLDS(KUNIT_##verb##_GE, zero, 0)                     \
	HOLDS(KUNIT_##verb##_PTR_EQ, &object[0], &object[0])  \
	HOLDS(KUNIT_##verb##_PTR_NE, &object[0], &object[1])  \
	HOLDS(KUNIT_##verb##_STREQ, "a", "a")                 \
	HOLDS(KUNIT_##verb##_STRNEQ, "a", "b")                \
	HOLDS(KUNIT_##verb##_NULL, no_string)                 \
	HOLDS(KUNIT_##verb##_NOT_NULL, &object)               \
	HOLDS(KUNIT_##verb##_NOT_ERR_OR_NULL, (void *)-4096L) \
	FAILS(KUNIT_##verb##_TRUE, zero == 1)                 \
	FAILS(KUNIT_##verb##_FALSE, zero == 0)                \
	FAILS(KUNIT_##verb##_EQ, huge, 1)                     \
	FAILS(KUNIT_##verb##_NE, zero, 0)                     \
	FAILS(KUNIT_##verb##_LT, 1, 1)                        \
	FAILS(KUNIT_##verb##_LE, huge, 1)                     \
	FAILS(KUNIT_##verb##_GT, -1, -1)                      \
	FAILS(KUNIT_##verb##_GE, zero, 1)                     \
	FAILS(KUNIT_##verb##_PTR_EQ, &object[0], &object[1])  \
	FAILS(KUNIT_##verb##_PTR_NE, &object[0], &object[0])  \
	FAILS(KUNIT_##verb##_STREQ, "a", "b")                 \
	FAILS(KUNIT_##verb##_STREQ, no_string, no_string)     \
	FAILS(KUNIT_##verb##_STRNEQ, "a", "a")                \
	FAILS(KUNIT_##verb##_STRNEQ, "a", no_string)          \
	FAILS(KUNIT_##verb##_NULL, &object)                   \
	FAILS(KUNIT_##verb##_NOT_NULL, no_string)             \
	FAILS(KUNIT_##verb##_NOT_ERR_OR_NULL, no_string)      \
	FAILS(KUNIT_##verb##_NOT_ERR_OR_NULL, (void *)-12L)

enum { HOLDING = 15, FAILING = 18 };

/* How many checks came back to their case. */
static unsigned int returned;

static void all_hold(struct kunit *test)
{
#define HOLDS(check, ...)                                \
	check(test, __VA_ARGS__);                        \
	check##_MSG(test, __VA_ARGS__, "message %d", 1); \
	returned++;
#define FAILS(check, ...)
	ALL(EXPECT)
	ALL(ASSERT)
#undef HOLDS
#undef FAILS
}

static void none_hold(struct kunit *test)
{
#define HOLDS(check, ...)
#define FAILS(check, ...)                                \
	check(test, __VA_ARGS__);                        \
	check##_MSG(test, __VA_ARGS__, "message %d", 1); \
	returned++;
	ALL(EXPECT)
#undef HOLDS
#undef FAILS
	KUNIT_FAIL(test, "no reason, message %d", 2);
}

#define HOLDS(check, ...)
#define FAILS(check, ...)                             \
	{ __COUNTER__, #check "(" #__VA_ARGS__ ")" }, \
		{ __COUNTER__, #check "_MSG(" #__VA_ARGS__ ")" },
enum { FIRST = __COUNTER__ + 1 };
static const struct assertion {
	int id;
	const char *text;
} assertions[] = { ALL(ASSERT) };
#undef FAILS

static void assertion_desc(const struct assertion *a, char *desc)
{
	strncpy(desc, a->text, KUNIT_PARAM_DESC_SIZE - 1);
}

KUNIT_ARRAY_PARAM(assertion, assertions, assertion_desc);

enum { SECOND = __COUNTER__ + 1 };

/* One assertion of the list; the two passes over it number alike. */
static void one_aborts(struct kunit *test)
{
	const struct assertion *a = test->param_value;
	int id = a->id - FIRST + SECOND;

#define FAILS(check, ...)                 \
	if (id == __COUNTER__)            \
		check(test, __VA_ARGS__); \
	if (id == __COUNTER__)            \
		check##_MSG(test, __VA_ARGS__, "message %d", 1);
	ALL(ASSERT)
#undef HOLDS
#undef FAILS
	returned++;
}

static struct ssp_kunit_capture *run_inner(struct kunit *test,
					   struct kunit_case *cases)
{
	struct kunit_suite suite = { .name = "inner", .test_cases = cases };

	returned = 0;
	return run_suite(test, &suite);
}

static void what_holds_is_silent(struct kunit *test)
{
	struct kunit_case cases[] = { KUNIT_CASE(all_hold), {} };
	struct ssp_kunit_capture *c = run_inner(test, cases);

	KUNIT_EXPECT_EQ(test, c->passed, 1);
	KUNIT_EXPECT_STREQ(test, c->text, "");
	KUNIT_EXPECT_EQ(test, returned, 2 * HOLDING);
}

static void expectations_continue(struct kunit *test)
{
	struct kunit_case cases[] = { KUNIT_CASE(none_hold), {} };
	struct ssp_kunit_capture *c = run_inner(test, cases);

	KUNIT_EXPECT_EQ(test, c->failed, 1);
	KUNIT_EXPECT_EQ(test, returned, FAILING);
	KUNIT_EXPECT_EQ(test, occurrences(c->text, "EXPECTATION FAILED"),
			2 * FAILING + 1);
	KUNIT_EXPECT_EQ(test, occurrences(c->text, "message 1"), FAILING);
	KUNIT_EXPECT_EQ(test, occurrences(c->text, "message 2"), 1);
}

static void assertions_abort(struct kunit *test)
{
	struct kunit_case cases[] = {
		KUNIT_CASE_PARAM(one_aborts, assertion_gen_params), {}
	};
	struct ssp_kunit_capture *c = run_inner(test, cases);

	KUNIT_EXPECT_EQ(test, c->passed, 0);
	KUNIT_EXPECT_EQ(test, c->failed, 2 * FAILING);
	KUNIT_EXPECT_EQ(test, returned, 0);
	KUNIT_EXPECT_EQ(test, occurrences(c->text, "ASSERTION FAILED"),
			2 * FAILING);
}

static int evaluations;

static int evaluated(void)
{
	return ++evaluations;
}

static void operands_are_evaluated_once(struct kunit *test)
{
	evaluations = 0;
	KUNIT_EXPECT_EQ(test, evaluated(), 1);
	KUNIT_EXPECT_TRUE(test, evaluated() == 2);
	KUNIT_EXPECT_LT(test, 0, evaluated());
	KUNIT_EXPECT_NOT_NULL(test, (evaluated(), test));
	KUNIT_EXPECT_STREQ(test, "a", (evaluated(), "a"));
	KUNIT_EXPECT_EQ(test, evaluations, 5);
}

static struct kunit_case assert_cases[] = {
	KUNIT_CASE(what_holds_is_silent),
	KUNIT_CASE(expectations_continue),
	KUNIT_CASE(assertions_abort),
	KUNIT_CASE(operands_are_evaluated_once),
	{}
};

static struct kunit_suite assert_suite = {
	.name = "kunit_assert_self",
	.test_cases = assert_cases,
};

kunit_test_suite(assert_suite);
