// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The user-mode runner: every registered suite as a group of cmocka.
 *
 *	--list		names of all suites, one a line
 *	--cases		of these all cases: suite, tab, case[/parameter]
 *	--suite NAME	run that one (may be given again)
 *
 * A suite whose name begins with a dot is neither listed nor run unless it is
 * named: the runner's own tests (test_runner_self.c) need one that fails.
 *
 * The last line is "N passed, N failed"; every parameter of a case counts.
 * Exit status: 0 when nothing failed and something passed, 1 when not, 2 when
 * the arguments or the suites' names are wrong.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <execinfo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/cmocka/harness.h"

static struct kunit_suite **suites;
static size_t suite_count;
static size_t passed;
static size_t failed;

/* cmocka hands a group's fixtures nothing that says which group it is. */
static struct kunit_suite *group;

void ssp_kunit_register(struct kunit_suite *const *more, size_t n)
{
	suites = realloc(suites, (suite_count + n) * sizeof(*suites));
	if (!suites)
		abort();
	memcpy(suites + suite_count, more, n * sizeof(*suites));
	suite_count += n;
}

static int group_setup(void **state)
{
	(void)state;
	return ssp_kunit_suite_init(group) ? 0 : -1;
}

static int group_teardown(void **state)
{
	(void)state;
	if (group->suite_exit)
		group->suite_exit(group);
	return 0;
}

static void run_entry(void **state)
{
	struct ssp_kunit_entry *entry = *state;

	if (ssp_kunit_run_entry(entry))
		passed++;
	else
		_fail(entry->file ? entry->file : entry->suite->name,
		      entry->line);
}

static void run_suite(struct kunit_suite *suite)
{
	struct ssp_kunit_entry *entries;
	size_t n = ssp_kunit_expand(suite, &entries);
	struct CMUnitTest *tests = calloc(n ? n : 1, sizeof(*tests));
	size_t before = passed;
	size_t i;
	int bad;

	if (!tests)
		abort();
	for (i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){ .name = entries[i].name,
						.test_func = run_entry,
						.initial_state = &entries[i] };
	printf("# %s\n", suite->name);
	group = suite;
	bad = _cmocka_run_group_tests(suite->name, tests, n, group_setup,
				      group_teardown);

	/* What did not pass has failed, even if it never ran. */
	failed += n - (passed - before);
	if (bad && passed - before == n)
		failed++; /* the teardown, which is nobody's case */
	free(tests);
	free(entries);
}

static struct kunit_suite *find(const char *name)
{
	size_t i;

	for (i = 0; i < suite_count; i++)
		if (!strcmp(suites[i]->name, name))
			return suites[i];
	return NULL;
}

static bool names_are_unique(void)
{
	size_t i;

	for (i = 0; i < suite_count; i++) {
		if (find(suites[i]->name) == suites[i])
			continue;
		fprintf(stderr, "two suites are called %s\n", suites[i]->name);
		return false;
	}
	return true;
}

static int usage(const char *self)
{
	fprintf(stderr, "usage: %s [--list | --cases | --suite NAME ...]\n",
		self);
	return 2;
}

static int list(void)
{
	size_t i;

	for (i = 0; i < suite_count; i++)
		if (suites[i]->name[0] != '.')
			puts(suites[i]->name);
	return 0;
}

static void list_cases_of(struct kunit_suite *suite)
{
	struct ssp_kunit_entry *entries;
	size_t n = ssp_kunit_expand(suite, &entries);
	size_t i;

	for (i = 0; i < n; i++)
		printf("%s\t%s\n", suite->name, entries[i].name);
	free(entries);
}

static int list_cases(void)
{
	size_t i;

	for (i = 0; i < suite_count; i++)
		if (suites[i]->name[0] != '.')
			list_cases_of(suites[i]);
	return 0;
}

/* All of them, unless the arguments choose; @chosen has room for either. */
static int choose(int argc, char **argv, struct kunit_suite **chosen, size_t *n)
{
	size_t k;
	int i;

	*n = 0;
	for (i = 1; i < argc; i += 2) {
		if (strcmp(argv[i], "--suite") || i + 1 == argc)
			return usage(argv[0]);
		chosen[*n] = find(argv[i + 1]);
		if (!chosen[(*n)++]) {
			fprintf(stderr, "no suite is called %s\n", argv[i + 1]);
			return 2;
		}
	}
	for (k = 0; argc == 1 && k < suite_count; k++)
		if (suites[k]->name[0] != '.')
			chosen[(*n)++] = suites[k];
	return 0;
}

int main(int argc, char **argv)
{
	struct kunit_suite **chosen;
	void *frame;
	size_t n;
	size_t i;
	int ret;

	/* Its first call loads a library; a fault's handler must not. */
	backtrace(&frame, 1);

	/* Keeps the order of standard output and error in one log. */
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!names_are_unique())
		return 2;
	if (argc == 2 && !strcmp(argv[1], "--list"))
		return list();
	if (argc == 2 && !strcmp(argv[1], "--cases"))
		return list_cases();
	chosen = calloc(suite_count + (size_t)argc, sizeof(*chosen));
	if (!chosen)
		abort();
	ret = choose(argc, argv, chosen, &n);
	if (!ret) {
		for (i = 0; i < n; i++)
			run_suite(chosen[i]);
		printf("%zu passed, %zu failed\n", passed, failed);
		ret = failed || !passed;
	}
	free(chosen);
	free(suites);
	return ret;
}
