/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the harness's own tests (test_*_self.c) share: suites run inside a case
 * with their failures captured, and a trace of what those have done.
 */
#ifndef SSP_TESTS_CMOCKA_SELF_H
#define SSP_TESTS_CMOCKA_SELF_H

#include "tests/cmocka/harness.h"

/* What inner cases have done, in order, one letter each. */
struct trace {
	size_t n;
	char text[64];
};

static inline void did(struct trace *t, char what)
{
	if (t->n < sizeof(t->text) - 1)
		t->text[t->n++] = what;
}

/* The result lasts as long as the case. */
static inline struct ssp_kunit_capture *run_suite(struct kunit *test,
						  struct kunit_suite *suite)
{
	struct ssp_kunit_capture *c;

	c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, c);
	ssp_kunit_run_captured(suite, c);
	return c;
}

static inline struct ssp_kunit_capture *run_case(struct kunit *test,
						 void (*fn)(struct kunit *))
{
	struct kunit_case cases[] = { { .run_case = fn, .name = "inner" }, {} };
	struct kunit_suite suite = { .name = "inner", .test_cases = cases };
	struct ssp_kunit_capture *c = run_suite(test, &suite);

	KUNIT_ASSERT_EQ(test, c->passed + c->failed, 1);
	return c;
}

static inline unsigned int occurrences(const char *text, const char *what)
{
	unsigned int n = 0;

	while ((text = strstr(text, what))) {
		text += strlen(what);
		n++;
	}
	return n;
}

#endif /* SSP_TESTS_CMOCKA_SELF_H */
