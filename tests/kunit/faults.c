// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Which allocations failslab may refuse: those that a case causes, in its own
 * thread, but not those that KUnit makes for itself or for the case.
 *
 * Whether it does refuse any, and how many, is set in failslab's own files,
 * with its task filter on (tests/kunit/suites).
 */
#include <kunit/test.h>
#include <linux/sched.h>

#include "tests/kunit/runner.h"

bool ssp_runner_faults(bool on)
{
	bool before = current->make_it_fail;

	current->make_it_fail = on;
	return before;
}

/* The linker puts these two in front of KUnit's. */
void *__real_kunit_kmalloc_array(struct kunit *test, size_t n, size_t size,
				 gfp_t gfp);
void *__wrap_kunit_kmalloc_array(struct kunit *test, size_t n, size_t size,
				 gfp_t gfp);
void __real_kunit_do_failed_assertion(struct kunit *test,
				      const struct kunit_loc *loc,
				      enum kunit_assert_type type,
				      const struct kunit_assert *assert,
				      assert_format_t format, const char *fmt,
				      ...);
__printf(6, 7) void __wrap_kunit_do_failed_assertion(
	struct kunit *test, const struct kunit_loc *loc,
	enum kunit_assert_type type, const struct kunit_assert *assert,
	assert_format_t format, const char *fmt, ...);

void *__wrap_kunit_kmalloc_array(struct kunit *test, size_t n, size_t size,
				 gfp_t gfp)
{
	bool faults = ssp_runner_faults(false);
	void *p = __real_kunit_kmalloc_array(test, n, size, gfp);

	ssp_runner_faults(faults);
	return p;
}

/* An assertion ends the thread in here. */
void __wrap_kunit_do_failed_assertion(struct kunit *test,
				      const struct kunit_loc *loc,
				      enum kunit_assert_type type,
				      const struct kunit_assert *assert,
				      assert_format_t format, const char *fmt,
				      ...)
{
	bool faults = ssp_runner_faults(false);
	struct va_format message = { .fmt = fmt };
	va_list ap;

	va_start(ap, fmt);
	message.va = &ap;
	__real_kunit_do_failed_assertion(test, loc, type, assert, format,
					 fmt ? "%pV" : NULL, &message);
	va_end(ap);
	ssp_runner_faults(faults);
}
