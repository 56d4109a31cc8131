// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The runner from outside: its arguments, its last line, its exit status.
 * This program is started again with a hidden suite that fails.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <kunit/test.h>

static void passes(struct kunit *test)
{
	KUNIT_SUCCEED(test);
}

static void expects(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, false);
}

static void asserts(struct kunit *test)
{
	KUNIT_ASSERT_TRUE(test, false);
}

static void faults(struct kunit *test)
{
	raise(SIGSEGV);
	KUNIT_SUCCEED(test);
}

static int no_init(struct kunit_suite *suite)
{
	(void)suite;
	return -1;
}

static struct kunit_case failing_cases[] = {
	KUNIT_CASE(passes), KUNIT_CASE(expects), KUNIT_CASE(asserts),
	KUNIT_CASE(faults), KUNIT_CASE(passes),	 {}
};

static struct kunit_case passing_cases[] = { KUNIT_CASE(passes), {} };
static struct kunit_case no_cases[] = { {} };

static struct kunit_suite failing = { .name = ".fails",
				      .test_cases = failing_cases };
static struct kunit_suite stillborn = { .name = ".no_init",
					.suite_init = no_init,
					.test_cases = failing_cases };
static struct kunit_suite passing = { .name = ".passes",
				      .test_cases = passing_cases };
static struct kunit_suite empty = { .name = ".empty", .test_cases = no_cases };

static const struct outcome {
	const char *args;
	int status;
	const char *end;
} outcomes[] = {
	{ "--suite .passes", 0, "\n1 passed, 0 failed\n" },
	{ "--suite .fails", 1, "\n2 passed, 3 failed\n" },
	{ "--suite .no_init", 1, "\n0 passed, 5 failed\n" },
	{ "--suite .empty", 1, "\n0 passed, 0 failed\n" },
	{ "--suite .passes --suite .fails", 1, "\n3 passed, 3 failed\n" },
	{ "--suite .fails --suite .passes", 1, "\n3 passed, 3 failed\n" },
	{ "--suite .passes --suite .passes", 0, "\n2 passed, 0 failed\n" },
	{ "--suite .pass", 2, "\nno suite is called .pass\n" },
	{ "--suite", 2, "[--list | --cases | --suite NAME ...]\n" },
	{ "--what", 2, "[--list | --cases | --suite NAME ...]\n" },
};

static void outcome_desc(const struct outcome *o, char *desc)
{
	strcpy(desc, o->args);
}

KUNIT_ARRAY_PARAM(outcome, outcomes, outcome_desc);

#define TEXT_SIZE 262144

/* The exit status, with standard output and error in @text after a newline. */
static int run_self(struct kunit *test, const char *args, char *text)
{
	char self[1024] = "";
	char command[2048];
	FILE *pipe;
	size_t n;

	KUNIT_ASSERT_GT(test, readlink("/proc/self/exe", self, 1023), 0);
	snprintf(command, sizeof(command), "exec '%s' %s 2>&1", self, args);
	pipe = popen(command, "re");
	KUNIT_ASSERT_NOT_NULL(test, pipe);
	text[0] = '\n';
	n = fread(text + 1, 1, TEXT_SIZE - 2, pipe);
	text[1 + n] = '\0';
	return WEXITSTATUS(pclose(pipe));
}

static void ends_as_it_should(struct kunit *test)
{
	const struct outcome *o = test->param_value;
	char *text = kunit_kzalloc(test, TEXT_SIZE, GFP_KERNEL);
	size_t end = strlen(o->end);

	KUNIT_ASSERT_NOT_NULL(test, text);
	/* If this went unnoticed, so would a failed expectation. */
	if (run_self(test, o->args, text) != o->status)
		abort();
	KUNIT_ASSERT_GE(test, strlen(text), end);
	KUNIT_EXPECT_STREQ(test, text + strlen(text) - end, o->end);
}

static void shows_failures(struct kunit *test)
{
	char *text = kunit_kzalloc(test, TEXT_SIZE, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, text);
	run_self(test, "--suite .fails", text);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "[  FAILED  ] expects\n"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "[  FAILED  ] asserts\n"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "[  FAILED  ] faults\n"));
	KUNIT_EXPECT_NULL(test, strstr(text, "[  FAILED  ] passes\n"));
	KUNIT_EXPECT_NULL(test, strstr(text, "[       OK ] expects\n"));
}

static void lists_what_it_runs(struct kunit *test)
{
	char *text = kunit_kzalloc(test, TEXT_SIZE, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, text);
	KUNIT_EXPECT_EQ(test, run_self(test, "--list", text), 0);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\nkunit_runner_self\n"));
	KUNIT_EXPECT_NULL(test, strstr(text, "\n."));
	KUNIT_EXPECT_EQ(test, run_self(test, "--cases", text), 0);
	KUNIT_EXPECT_NOT_NULL(
		test, strstr(text, "\nkunit_runner_self\tshows_failures\n"));
	KUNIT_EXPECT_NOT_NULL(
		test, strstr(text, "\tends_as_it_should/--suite .passes\n"));
	KUNIT_EXPECT_NULL(test, strstr(text, "\n."));
}

static struct kunit_case runner_cases[] = {
	KUNIT_CASE_PARAM(ends_as_it_should, outcome_gen_params),
	KUNIT_CASE(shows_failures),
	KUNIT_CASE(lists_what_it_runs),
	{}
};

static struct kunit_suite runner_suite = {
	.name = "kunit_runner_self",
	.test_cases = runner_cases,
};

kunit_test_suites(&runner_suite, &failing, &stillborn, &passing, &empty);
