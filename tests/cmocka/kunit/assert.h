/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * KUnit's expectations and assertions (Linux 6.1); comes with <kunit/test.h>.
 *
 * KUNIT_*_MEMEQ are not here: 6.1 has none, suites use SSP_EXPECT_MEMEQ() and
 * SSP_ASSERT_MEMEQ() of tests/support.h.
 */
#ifndef KUNIT_ASSERT_H
#define KUNIT_ASSERT_H

#include "ssp_os.h"

struct kunit;

/**
 * struct ssp_kunit_check - the constant part of one expectation
 * @file: where it stands
 * @line: where it stands
 * @fatal: an assertion, which ends the case
 * @op: the comparison; NULL in unary checks
 * @left: the left operand's text, or the only one's
 * @right: the right operand's text
 */
struct ssp_kunit_check {
	const char *file;
	int line;
	bool fatal;
	const char *op;
	const char *left;
	const char *right;
};

/*
 * One function per kind of check: report it as failed, mark the case as
 * failed and, if the check is fatal, do not return (which the compiler is not
 * told, as in the kernel, so that both see the same flow).  @fmt is the
 * message of the _MSG variants or NULL.
 */
__attribute__((__format__(__printf__, 3, 4))) void
ssp_kunit_fail(struct kunit *test, const struct ssp_kunit_check *check,
	       const char *fmt, ...);
__attribute__((__format__(__printf__, 4, 5))) void
ssp_kunit_fail_bool(struct kunit *test, const struct ssp_kunit_check *check,
		    bool wanted, const char *fmt, ...);
__attribute__((__format__(__printf__, 5, 6))) void
ssp_kunit_fail_int(struct kunit *test, const struct ssp_kunit_check *check,
		   long long left, long long right, const char *fmt, ...);
__attribute__((__format__(__printf__, 5, 6))) void
ssp_kunit_fail_ptr(struct kunit *test, const struct ssp_kunit_check *check,
		   const void *left, const void *right, const char *fmt, ...);
__attribute__((__format__(__printf__, 5, 6))) void
ssp_kunit_fail_str(struct kunit *test, const struct ssp_kunit_check *check,
		   const char *left, const char *right, const char *fmt, ...);
__attribute__((__format__(__printf__, 4, 5))) void
ssp_kunit_fail_err(struct kunit *test, const struct ssp_kunit_check *check,
		   const void *value, const char *fmt, ...);

/* The kernel's: the last 4095 addresses are error codes. */
static inline bool ssp_kunit_is_err_or_null(const void *p)
{
	return !p || (uintptr_t)p >= (uintptr_t)-4095;
}

#define SSP_KUNIT_SITE(is_fatal, operator, left_text, right_text) \
	static const struct ssp_kunit_check kunit_check_ = {      \
		.file = __FILE__,                                 \
		.line = __LINE__,                                 \
		.fatal = is_fatal,                                \
		.op = operator,                                   \
		.left = left_text,                                \
		.right = right_text                               \
	}

/*
 * The operands' text is taken by the outermost macros, before their own
 * macros are expanded: a failure names SEC_E_OK, not 0x00000000.
 */
#define SSP_KUNIT_BOOL(test, fatal, condition, wanted, text, ...)        \
	do {                                                             \
		SSP_KUNIT_SITE(fatal, NULL, text, NULL);                 \
		if ((!!(condition)) != (wanted))                         \
			ssp_kunit_fail_bool(test, &kunit_check_, wanted, \
					    __VA_ARGS__);                \
	} while (0)

/* Warnings the kernel builds without, and comparisons of any two numbers. */
#define SSP_KUNIT_QUIET                                              \
	_Pragma("GCC diagnostic push")                               \
		_Pragma("GCC diagnostic ignored \"-Wsign-compare\"") \
			_Pragma("GCC diagnostic ignored \"-Wtype-limits\"")
#define SSP_KUNIT_LOUD _Pragma("GCC diagnostic pop")

/* Compared in their own types; they become long long only to be printed. */
#define SSP_KUNIT_BINARY(kind, test, fatal, left, op, right, ltext, rtext,   \
			 ...)                                                \
	do {                                                                 \
		const __typeof__(left) kunit_l_ = (left);                    \
		const __typeof__(right) kunit_r_ = (right);                  \
		bool kunit_ok_;                                              \
		SSP_KUNIT_SITE(fatal, #op, ltext, rtext);                    \
		SSP_KUNIT_QUIET;                                             \
		kunit_ok_ = kunit_l_ op kunit_r_;                            \
		SSP_KUNIT_LOUD;                                              \
		if (!kunit_ok_)                                              \
			ssp_kunit_fail_##kind(test, &kunit_check_, kunit_l_, \
					      kunit_r_, __VA_ARGS__);        \
	} while (0)

#define SSP_KUNIT_STR(test, fatal, left, op, right, ltext, rtext, ...)    \
	do {                                                              \
		const char *kunit_l_ = (left);                            \
		const char *kunit_r_ = (right);                           \
		SSP_KUNIT_SITE(fatal, #op, ltext, rtext);                 \
		if (!kunit_l_ || !kunit_r_ ||                             \
		    !(strcmp(kunit_l_, kunit_r_) op 0))                   \
			ssp_kunit_fail_str(test, &kunit_check_, kunit_l_, \
					   kunit_r_, __VA_ARGS__);        \
	} while (0)

#define SSP_KUNIT_ERR(test, fatal, ptr, text, ...)                        \
	do {                                                              \
		const void *kunit_p_ = (ptr);                             \
		SSP_KUNIT_SITE(fatal, NULL, text, NULL);                  \
		if (ssp_kunit_is_err_or_null(kunit_p_))                   \
			ssp_kunit_fail_err(test, &kunit_check_, kunit_p_, \
					   __VA_ARGS__);                  \
	} while (0)

#define KUNIT_SUCCEED(test) ((void)(test))

#define KUNIT_FAIL(test, ...)                                     \
	do {                                                      \
		SSP_KUNIT_SITE(false, NULL, NULL, NULL);          \
		ssp_kunit_fail(test, &kunit_check_, __VA_ARGS__); \
	} while (0)

/* Expectations: on failure the case is marked and goes on. */
#define KUNIT_EXPECT_TRUE(test, condition) \
	SSP_KUNIT_BOOL(test, false, condition, true, #condition, NULL)
#define KUNIT_EXPECT_TRUE_MSG(test, condition, ...) \
	SSP_KUNIT_BOOL(test, false, condition, true, #condition, __VA_ARGS__)
#define KUNIT_EXPECT_FALSE(test, condition) \
	SSP_KUNIT_BOOL(test, false, condition, false, #condition, NULL)
#define KUNIT_EXPECT_FALSE_MSG(test, condition, ...) \
	SSP_KUNIT_BOOL(test, false, condition, false, #condition, __VA_ARGS__)
#define KUNIT_EXPECT_EQ(test, left, right) \
	SSP_KUNIT_BINARY(int, test, false, left, ==, right, #left, #right, NULL)
#define KUNIT_EXPECT_EQ_MSG(test, left, right, ...)                        \
	SSP_KUNIT_BINARY(int, test, false, left, ==, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_EXPECT_NE(test, left, right) \
	SSP_KUNIT_BINARY(int, test, false, left, !=, right, #left, #right, NULL)
#define KUNIT_EXPECT_NE_MSG(test, left, right, ...)                        \
	SSP_KUNIT_BINARY(int, test, false, left, !=, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_EXPECT_LT(test, left, right) \
	SSP_KUNIT_BINARY(int, test, false, left, <, right, #left, #right, NULL)
#define KUNIT_EXPECT_LT_MSG(test, left, right, ...)                       \
	SSP_KUNIT_BINARY(int, test, false, left, <, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_EXPECT_LE(test, left, right) \
	SSP_KUNIT_BINARY(int, test, false, left, <=, right, #left, #right, NULL)
#define KUNIT_EXPECT_LE_MSG(test, left, right, ...)                        \
	SSP_KUNIT_BINARY(int, test, false, left, <=, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_EXPECT_GT(test, left, right) \
	SSP_KUNIT_BINARY(int, test, false, left, >, right, #left, #right, NULL)
#define KUNIT_EXPECT_GT_MSG(test, left, right, ...)                       \
	SSP_KUNIT_BINARY(int, test, false, left, >, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_EXPECT_GE(test, left, right) \
	SSP_KUNIT_BINARY(int, test, false, left, >=, right, #left, #right, NULL)
#define KUNIT_EXPECT_GE_MSG(test, left, right, ...)                        \
	SSP_KUNIT_BINARY(int, test, false, left, >=, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_EXPECT_PTR_EQ(test, left, right) \
	SSP_KUNIT_BINARY(ptr, test, false, left, ==, right, #left, #right, NULL)
#define KUNIT_EXPECT_PTR_EQ_MSG(test, left, right, ...)                    \
	SSP_KUNIT_BINARY(ptr, test, false, left, ==, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_EXPECT_PTR_NE(test, left, right) \
	SSP_KUNIT_BINARY(ptr, test, false, left, !=, right, #left, #right, NULL)
#define KUNIT_EXPECT_PTR_NE_MSG(test, left, right, ...)                    \
	SSP_KUNIT_BINARY(ptr, test, false, left, !=, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_EXPECT_NULL(test, pointer)                                \
	SSP_KUNIT_BINARY(ptr, test, false, pointer, ==, NULL, #pointer, \
			 "NULL", NULL)
#define KUNIT_EXPECT_NULL_MSG(test, pointer, ...)                       \
	SSP_KUNIT_BINARY(ptr, test, false, pointer, ==, NULL, #pointer, \
			 "NULL", __VA_ARGS__)
#define KUNIT_EXPECT_NOT_NULL(test, pointer)                            \
	SSP_KUNIT_BINARY(ptr, test, false, pointer, !=, NULL, #pointer, \
			 "NULL", NULL)
#define KUNIT_EXPECT_NOT_NULL_MSG(test, pointer, ...)                   \
	SSP_KUNIT_BINARY(ptr, test, false, pointer, !=, NULL, #pointer, \
			 "NULL", __VA_ARGS__)
#define KUNIT_EXPECT_STREQ(test, left, right) \
	SSP_KUNIT_STR(test, false, left, ==, right, #left, #right, NULL)
#define KUNIT_EXPECT_STREQ_MSG(test, left, right, ...) \
	SSP_KUNIT_STR(test, false, left, ==, right, #left, #right, __VA_ARGS__)
#define KUNIT_EXPECT_STRNEQ(test, left, right) \
	SSP_KUNIT_STR(test, false, left, !=, right, #left, #right, NULL)
#define KUNIT_EXPECT_STRNEQ_MSG(test, left, right, ...) \
	SSP_KUNIT_STR(test, false, left, !=, right, #left, #right, __VA_ARGS__)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(test, pointer) \
	SSP_KUNIT_ERR(test, false, pointer, #pointer, NULL)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, pointer, ...) \
	SSP_KUNIT_ERR(test, false, pointer, #pointer, __VA_ARGS__)

/* Assertions: on failure the case ends; exit() and clean-up still run. */
#define KUNIT_ASSERT_TRUE(test, condition) \
	SSP_KUNIT_BOOL(test, true, condition, true, #condition, NULL)
#define KUNIT_ASSERT_TRUE_MSG(test, condition, ...) \
	SSP_KUNIT_BOOL(test, true, condition, true, #condition, __VA_ARGS__)
#define KUNIT_ASSERT_FALSE(test, condition) \
	SSP_KUNIT_BOOL(test, true, condition, false, #condition, NULL)
#define KUNIT_ASSERT_FALSE_MSG(test, condition, ...) \
	SSP_KUNIT_BOOL(test, true, condition, false, #condition, __VA_ARGS__)
#define KUNIT_ASSERT_EQ(test, left, right) \
	SSP_KUNIT_BINARY(int, test, true, left, ==, right, #left, #right, NULL)
#define KUNIT_ASSERT_EQ_MSG(test, left, right, ...)                       \
	SSP_KUNIT_BINARY(int, test, true, left, ==, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_ASSERT_NE(test, left, right) \
	SSP_KUNIT_BINARY(int, test, true, left, !=, right, #left, #right, NULL)
#define KUNIT_ASSERT_NE_MSG(test, left, right, ...)                       \
	SSP_KUNIT_BINARY(int, test, true, left, !=, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_ASSERT_LT(test, left, right) \
	SSP_KUNIT_BINARY(int, test, true, left, <, right, #left, #right, NULL)
#define KUNIT_ASSERT_LT_MSG(test, left, right, ...)                      \
	SSP_KUNIT_BINARY(int, test, true, left, <, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_ASSERT_LE(test, left, right) \
	SSP_KUNIT_BINARY(int, test, true, left, <=, right, #left, #right, NULL)
#define KUNIT_ASSERT_LE_MSG(test, left, right, ...)                       \
	SSP_KUNIT_BINARY(int, test, true, left, <=, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_ASSERT_GT(test, left, right) \
	SSP_KUNIT_BINARY(int, test, true, left, >, right, #left, #right, NULL)
#define KUNIT_ASSERT_GT_MSG(test, left, right, ...)                      \
	SSP_KUNIT_BINARY(int, test, true, left, >, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_ASSERT_GE(test, left, right) \
	SSP_KUNIT_BINARY(int, test, true, left, >=, right, #left, #right, NULL)
#define KUNIT_ASSERT_GE_MSG(test, left, right, ...)                       \
	SSP_KUNIT_BINARY(int, test, true, left, >=, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_ASSERT_PTR_EQ(test, left, right) \
	SSP_KUNIT_BINARY(ptr, test, true, left, ==, right, #left, #right, NULL)
#define KUNIT_ASSERT_PTR_EQ_MSG(test, left, right, ...)                   \
	SSP_KUNIT_BINARY(ptr, test, true, left, ==, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_ASSERT_PTR_NE(test, left, right) \
	SSP_KUNIT_BINARY(ptr, test, true, left, !=, right, #left, #right, NULL)
#define KUNIT_ASSERT_PTR_NE_MSG(test, left, right, ...)                   \
	SSP_KUNIT_BINARY(ptr, test, true, left, !=, right, #left, #right, \
			 __VA_ARGS__)
#define KUNIT_ASSERT_NULL(test, pointer)                                       \
	SSP_KUNIT_BINARY(ptr, test, true, pointer, ==, NULL, #pointer, "NULL", \
			 NULL)
#define KUNIT_ASSERT_NULL_MSG(test, pointer, ...)                              \
	SSP_KUNIT_BINARY(ptr, test, true, pointer, ==, NULL, #pointer, "NULL", \
			 __VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL(test, pointer)                                   \
	SSP_KUNIT_BINARY(ptr, test, true, pointer, !=, NULL, #pointer, "NULL", \
			 NULL)
#define KUNIT_ASSERT_NOT_NULL_MSG(test, pointer, ...)                          \
	SSP_KUNIT_BINARY(ptr, test, true, pointer, !=, NULL, #pointer, "NULL", \
			 __VA_ARGS__)
#define KUNIT_ASSERT_STREQ(test, left, right) \
	SSP_KUNIT_STR(test, true, left, ==, right, #left, #right, NULL)
#define KUNIT_ASSERT_STREQ_MSG(test, left, right, ...) \
	SSP_KUNIT_STR(test, true, left, ==, right, #left, #right, __VA_ARGS__)
#define KUNIT_ASSERT_STRNEQ(test, left, right) \
	SSP_KUNIT_STR(test, true, left, !=, right, #left, #right, NULL)
#define KUNIT_ASSERT_STRNEQ_MSG(test, left, right, ...) \
	SSP_KUNIT_STR(test, true, left, !=, right, #left, #right, __VA_ARGS__)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, pointer) \
	SSP_KUNIT_ERR(test, true, pointer, #pointer, NULL)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, pointer, ...) \
	SSP_KUNIT_ERR(test, true, pointer, #pointer, __VA_ARGS__)

#endif /* KUNIT_ASSERT_H */
