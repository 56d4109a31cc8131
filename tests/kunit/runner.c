// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Suites on request: parameter "suites" of the module lists them, and what is
 * written to "run" is run before the write returns, by KUnit itself, which
 * reports as ever.  The write fails when the engine still holds memory after
 * that: the suites that follow cannot put an allocator of their own in place.
 *
 * Around every case: @priv is NULL for each parameter and exit() runs once, as
 * in user mode, and the case's thread, but not exit(), is one that failslab may
 * pick (faults.c).
 */
#include <kunit/test.h>
#include <linux/moduleparam.h>

#include "platform/memory.h"
#include "tests/kunit/runner.h"

/* suites.lds */
extern struct kunit_suite *ssp_suites[];
extern struct kunit_suite *ssp_suites_end[];

static int (*suite_init)(struct kunit *test);
static void (*suite_exit)(struct kunit *test);
static bool exited;

static int case_init(struct kunit *test)
{
	test->priv = NULL;
	exited = false;
	ssp_runner_faults(true);
	return suite_init ? suite_init(test) : 0;
}

/* Called anew when it was aborted. */
static void case_exit(struct kunit *test)
{
	ssp_runner_faults(false);
	if (exited)
		return;
	exited = true;
	if (suite_exit)
		suite_exit(test);
}

static void run(struct kunit_suite *suite)
{
	suite_init = suite->init;
	suite_exit = suite->exit;
	suite->init = case_init;
	suite->exit = case_exit;
	suite->suite_init_err = 0;
	kunit_run_tests(suite);
	ssp_runner_pages_free();
	suite->init = suite_init;
	suite->exit = suite_exit;
}

/* Parameters are set one at a time. */
static int run_set(const char *name, const struct kernel_param *kp)
{
	struct kunit_suite **suite;

	for (suite = ssp_suites; suite < ssp_suites_end; suite++) {
		if (!sysfs_streq(name, (*suite)->name))
			continue;
		run(*suite);
		return ssp_memory_set(NULL) < 0 ? -EBUSY : 0;
	}
	return -ENOENT;
}

static int suites_get(char *text, const struct kernel_param *kp)
{
	struct kunit_suite **suite;
	int n = 0;

	for (suite = ssp_suites; suite < ssp_suites_end; suite++)
		n += sysfs_emit_at(text, n, "%s\n", (*suite)->name);
	return n;
}

static const struct kernel_param_ops run_ops = { .set = run_set };
static const struct kernel_param_ops suites_ops = { .get = suites_get };

module_param_cb(run, &run_ops, NULL, 0200);
MODULE_PARM_DESC(run, "Run this suite");
module_param_cb(suites, &suites_ops, NULL, 0400);
MODULE_PARM_DESC(suites, "Names of all suites, one a line");
