// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The user-mode harness, tested through suites that are run inside a case and
 * whose failures are captured instead of counted.
 *
 * Parameters and memory are in test_param_self.c, the checks themselves in
 * test_assert_self.c, the runner in test_runner_self.c, tests/support.h in
 * test_support_self.c and test_arena_self.c.  Nothing of this is built in the
 * kernel, which has its own harness.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <signal.h>
#include <stdlib.h>

#include "tests/cmocka/self.h"

static struct trace trace;

static struct ssp_kunit_capture *run_inner(struct kunit *test,
					   struct kunit_suite *suite)
{
	trace = (struct trace){ 0 };
	return run_suite(test, suite);
}

static int inner_init(struct kunit *test)
{
	did(&trace, 'i');
	test->priv = &trace;
	return 0;
}

static void inner_exit(struct kunit *test)
{
	did(&trace, test->priv == &trace ? 'x' : '!');
}

static void inner_passes(struct kunit *test)
{
	did(&trace, 'p');
	KUNIT_SUCCEED(test);
}

static void inner_expects(struct kunit *test)
{
	int answer = 41;

	KUNIT_EXPECT_EQ(test, answer, 42);
	did(&trace, 'e');
	KUNIT_EXPECT_TRUE_MSG(test, answer == 43, "asked %d times", 7);
	did(&trace, 'E');
}

static void inner_asserts(struct kunit *test)
{
	did(&trace, 'a');
	KUNIT_ASSERT_STREQ(test, "left", "right");
	did(&trace, 'A');
}

static void inner_faults(struct kunit *test)
{
	(void)test;
	did(&trace, 'f');
	raise(SIGSEGV);
	did(&trace, 'F');
}

static struct kunit_case inner_cases[] = {
	KUNIT_CASE(inner_passes),  KUNIT_CASE(inner_expects),
	KUNIT_CASE(inner_asserts), KUNIT_CASE(inner_faults),
	KUNIT_CASE(inner_passes),  {}
};

static struct kunit_suite inner_suite = {
	.name = "inner",
	.init = inner_init,
	.exit = inner_exit,
	.test_cases = inner_cases,
};

static void fixture_and_flow(struct kunit *test)
{
	struct ssp_kunit_capture *c = run_inner(test, &inner_suite);

	/* A harness that cannot fail would not fail at this either. */
	if (c->failed != 3)
		abort();
	KUNIT_EXPECT_EQ(test, c->passed, 2);
	KUNIT_EXPECT_STREQ(test, trace.text,
			   "ipx"
			   "ieEx"
			   "iax"
			   "ifx"
			   "ipx");
}

static void failure_text(struct kunit *test)
{
	struct ssp_kunit_capture *c = run_inner(test, &inner_suite);

	KUNIT_EXPECT_NOT_NULL(test,
			      strstr(c->text, "# inner_expects: EXPECTATION "
					      "FAILED at " __FILE__ ":"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "answer == 42, but"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "answer == 41 (0x29)"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "answer == 43 to be true"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "asked 7 times\n"));
	KUNIT_EXPECT_NOT_NULL(test,
			      strstr(c->text, "inner_asserts: ASSERTION"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "FAULT: signal 11"));
	KUNIT_EXPECT_EQ(test, occurrences(c->text, "FAILED"), 3);
}

static int failing_init(struct kunit *test)
{
	(void)test;
	did(&trace, 'i');
	return -12;
}

static void tracing_exit(struct kunit *test)
{
	(void)test;
	did(&trace, 'x');
}

static void failed_init_skips_the_case(struct kunit *test)
{
	struct kunit_suite suite = { .name = "inner",
				     .init = failing_init,
				     .exit = tracing_exit,
				     .test_cases = inner_cases };
	struct ssp_kunit_capture *c = run_inner(test, &suite);

	KUNIT_EXPECT_EQ(test, c->passed, 0);
	KUNIT_EXPECT_EQ(test, c->failed, 5);
	KUNIT_EXPECT_STREQ(test, trace.text, "ixixixixix");
	KUNIT_EXPECT_NOT_NULL(test, strstr(c->text, "initialize: -12"));
}

static void asserting_exit(struct kunit *test)
{
	did(&trace, 'x');
	KUNIT_ASSERT_TRUE(test, false);
	did(&trace, 'X');
}

static void exit_may_assert(struct kunit *test)
{
	struct kunit_suite suite = { .name = "inner",
				     .exit = asserting_exit,
				     .test_cases = inner_cases };
	struct ssp_kunit_capture *c = run_inner(test, &suite);

	KUNIT_EXPECT_EQ(test, c->failed, 5);
	KUNIT_EXPECT_STREQ(test, trace.text,
			   "px"
			   "eEx"
			   "ax"
			   "fx"
			   "px");
}

static int suite_init_works(struct kunit_suite *suite)
{
	(void)suite;
	did(&trace, '[');
	return 0;
}

static int suite_init_fails(struct kunit_suite *suite)
{
	(void)suite;
	did(&trace, '[');
	return -1;
}

static void suite_exit(struct kunit_suite *suite)
{
	(void)suite;
	did(&trace, ']');
}

static void suite_fixture(struct kunit *test)
{
	struct kunit_suite works = { .name = "inner",
				     .suite_init = suite_init_works,
				     .suite_exit = suite_exit,
				     .test_cases = inner_cases };
	struct kunit_suite fails = { .name = "inner",
				     .suite_init = suite_init_fails,
				     .suite_exit = suite_exit,
				     .test_cases = inner_cases };
	struct ssp_kunit_capture *c = run_inner(test, &works);

	KUNIT_EXPECT_EQ(test, c->passed, 2);
	KUNIT_EXPECT_STREQ(test, trace.text,
			   "["
			   "p"
			   "eE"
			   "a"
			   "f"
			   "p"
			   "]");

	/* Cases that could not run have failed; the exit is not called. */
	c = run_inner(test, &fails);
	KUNIT_EXPECT_EQ(test, c->passed, 0);
	KUNIT_EXPECT_EQ(test, c->failed, 5);
	KUNIT_EXPECT_STREQ(test, trace.text, "[");
}

static void deferred(struct kunit *test, void *data)
{
	did(&trace, *(char *)data);
	KUNIT_ASSERT_NE(test, *(char *)data, 'b');
}

static void inner_defers(struct kunit *test)
{
	static char letter_of[] = "abc";

	ssp_kunit_defer(test, deferred, &letter_of[0]);
	ssp_kunit_defer(test, deferred, &letter_of[1]);
	ssp_kunit_defer(test, deferred, &letter_of[2]);
	KUNIT_ASSERT_TRUE(test, false);
}

static struct kunit_case defer_cases[] = { KUNIT_CASE(inner_defers), {} };

static void deferred_runs_last_first(struct kunit *test)
{
	struct kunit_suite suite = { .name = "inner",
				     .exit = tracing_exit,
				     .test_cases = defer_cases };
	struct ssp_kunit_capture *c = run_inner(test, &suite);

	KUNIT_EXPECT_EQ(test, c->failed, 1);
	KUNIT_EXPECT_STREQ(test, trace.text, "xcba");
}

static void *thread_that_fails(void *arg)
{
	struct kunit *test = arg;

	KUNIT_EXPECT_EQ(test, 1, 2);
	did(&trace, 't');
	KUNIT_ASSERT_EQ(test, 1, 2);
	did(&trace, 'T');
	return NULL;
}

static void inner_threads(struct kunit *test)
{
	pthread_t thread;

	KUNIT_ASSERT_EQ(test, 0,
			pthread_create(&thread, NULL, thread_that_fails, test));
	pthread_join(thread, NULL);
	did(&trace, 'j');
	KUNIT_EXPECT_EQ(test, test->status, KUNIT_FAILURE);
}

static struct kunit_case thread_cases[] = { KUNIT_CASE(inner_threads), {} };

static void threads_fail_their_case(struct kunit *test)
{
	struct kunit_suite suite = { .name = "inner",
				     .test_cases = thread_cases };
	struct ssp_kunit_capture *c = run_inner(test, &suite);

	KUNIT_EXPECT_EQ(test, c->failed, 1);
	KUNIT_EXPECT_EQ(test, occurrences(c->text, "FAILED"), 2);
	KUNIT_EXPECT_STREQ(test, trace.text, "tj");
}

static struct kunit_case self_cases[] = { KUNIT_CASE(fixture_and_flow),
					  KUNIT_CASE(failure_text),
					  KUNIT_CASE(
						  failed_init_skips_the_case),
					  KUNIT_CASE(exit_may_assert),
					  KUNIT_CASE(suite_fixture),
					  KUNIT_CASE(deferred_runs_last_first),
					  KUNIT_CASE(threads_fail_their_case),
					  {} };

static struct kunit_suite self_suite = {
	.name = "kunit_self",
	.test_cases = self_cases,
};

kunit_test_suites(&self_suite);

MODULE_LICENSE("Dual BSD/GPL");
