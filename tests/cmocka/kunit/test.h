/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * KUnit's API as of Linux 6.1, for test suites that run in user mode.
 *
 * In the kernel the suites get the real header of this name; what is here
 * accepts the same source.  Differences that a suite can notice:
 *
 * - nothing can be skipped: there is no kunit_skip(), no kunit_mark_skipped();
 * - every parameter of a case is a test of its own, and so is a parameterised
 *   case without a single parameter, which fails;
 * - @priv starts as NULL for every parameter;
 * - @exit runs once, also when it aborts;
 * - a fault (SIGSEGV, SIGBUS, SIGFPE, SIGILL) fails the case it happens in.
 *
 * The expectations and assertions are in <kunit/assert.h>, the functions behind
 * both in tests/cmocka/harness.c and report.c.
 * Resources (kunit_alloc_resource() and kin) and attributes are not here.
 */
#ifndef KUNIT_TEST_H
#define KUNIT_TEST_H

#include "ssp_os.h"

#define KUNIT_PARAM_DESC_SIZE 128

/* Kernel words that suites use; the allocation flags mean nothing here. */
typedef unsigned int gfp_t;
#define GFP_KERNEL ((gfp_t)0)
#define GFP_ATOMIC ((gfp_t)0)
#define MODULE_LICENSE(license) _Static_assert(sizeof(license), "licence")

enum kunit_status { KUNIT_SUCCESS, KUNIT_FAILURE };

struct ssp_kunit_run;

/**
 * struct kunit - one running case
 * @priv: the suite's own, usually set by its init()
 * @name: the case's name; with a parameter "case/description"
 * @param_value: this run's parameter, NULL in a case without parameters
 * @param_index: which parameter that is, from 0
 * @status: whether any expectation has failed so far
 * @run: the harness's own
 */
struct kunit {
	void *priv;
	const char *name;
	const void *param_value;
	int param_index;
	enum kunit_status status;
	struct ssp_kunit_run *run;
};

/**
 * struct kunit_case - one test case; written with KUNIT_CASE()
 * @run_case: the test
 * @name: what to call it
 * @generate_params: gives the next parameter after @prev (NULL: the first),
 *	NULL at the end, and may describe it in @desc
 */
struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *prev, char *desc);
};

/**
 * struct kunit_suite - cases that share a fixture
 * @name: what --suite and --list call it
 * @suite_init: once before all cases; non-zero fails all of them
 * @suite_exit: once after all cases, unless @suite_init failed
 * @init: before every case; non-zero fails the case, which then does not run
 * @exit: after every case, also after a failed @init or an aborted case
 * @test_cases: ends with an empty one
 */
struct kunit_suite {
	const char name[256];
	int (*suite_init)(struct kunit_suite *suite);
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
};

#define KUNIT_CASE(test_name)                             \
	{                                                 \
		.run_case = test_name, .name = #test_name \
	}

#define KUNIT_CASE_PARAM(test_name, gen_params)            \
	{                                                  \
		.run_case = test_name, .name = #test_name, \
		.generate_params = gen_params              \
	}

/* Defines name##_gen_params() for KUNIT_CASE_PARAM(); get_desc may be NULL. */
#define KUNIT_ARRAY_PARAM(name, array, get_desc)                              \
	static const void *name##_gen_params(const void *prev, char *desc)    \
	{                                                                     \
		__typeof__(&(array)[0]) kunit_p_ = (array);                   \
		void (*kunit_desc_)(__typeof__(kunit_p_), char *) = get_desc; \
                                                                              \
		if (prev)                                                     \
			kunit_p_ = (__typeof__(kunit_p_))prev + 1;            \
		if (kunit_p_ == (array) + ARRAY_SIZE(array))                  \
			return NULL;                                          \
		if (kunit_desc_)                                              \
			kunit_desc_(kunit_p_, desc);                          \
		return kunit_p_;                                              \
	}

/**
 * ssp_kunit_register() - remember suites for the runner
 * @suites: they and the array itself must stay
 * @n: how many
 *
 * Called by kunit_test_suites() before main(), in link order.
 */
void ssp_kunit_register(struct kunit_suite *const *suites, size_t n);

#define SSP_KUNIT_GLUE_(a, b) a##b
#define SSP_KUNIT_GLUE(a, b) SSP_KUNIT_GLUE_(a, b)
#define SSP_KUNIT_REGISTER(id, ...)                                            \
	static struct kunit_suite *const SSP_KUNIT_GLUE(                       \
		suites_, id)[] = { __VA_ARGS__ };                              \
	__attribute__((__constructor__)) static void SSP_KUNIT_GLUE(register_, \
								    id)(void)  \
	{                                                                      \
		ssp_kunit_register(SSP_KUNIT_GLUE(suites_, id),                \
				   ARRAY_SIZE(SSP_KUNIT_GLUE(suites_, id)));   \
	}                                                                      \
	_Static_assert(1, "takes the semicolon")

#define kunit_test_suites(...) SSP_KUNIT_REGISTER(__COUNTER__, __VA_ARGS__)
#define kunit_test_suite(suite) kunit_test_suites(&suite)

/**
 * kunit_kmalloc_array() - memory that is released when the case ends
 * @test: the running case
 * @n: elements
 * @size: bytes of each
 * @gfp: ignored
 *
 * Return: uninitialised memory, or NULL when n * size overflows.
 */
void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp);

/**
 * kunit_kcalloc() - kunit_kmalloc_array(), zeroed
 * @test: the running case
 * @n: elements
 * @size: bytes of each
 * @gfp: ignored
 */
void *kunit_kcalloc(struct kunit *test, size_t n, size_t size, gfp_t gfp);

/**
 * kunit_kfree() - release early what kunit_kmalloc() and kin gave
 * @test: the case that allocated it
 * @ptr: the memory; anything else, NULL too, fails the case
 */
void kunit_kfree(struct kunit *test, const void *ptr);

static inline void *kunit_kmalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, 1, size, gfp);
}

static inline void *kunit_kzalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kcalloc(test, 1, size, gfp);
}

/**
 * ssp_kunit_log() - a line about a case or a suite
 * @name: its name
 * @fmt: as for printf(); a missing newline is added
 */
__attribute__((__format__(__printf__, 2, 3))) void
ssp_kunit_log(const char *name, const char *fmt, ...);

#define kunit_info(test, ...) ssp_kunit_log((test)->name, __VA_ARGS__)
#define kunit_err(test, ...) ssp_kunit_log((test)->name, __VA_ARGS__)

#include <kunit/assert.h>

#endif /* KUNIT_TEST_H */
