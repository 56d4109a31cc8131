/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The harness behind <kunit/test.h>, for its own files and its own tests.
 * Suites do not include this: nothing here exists in the kernel.
 */
#ifndef SSP_TESTS_CMOCKA_HARNESS_H
#define SSP_TESTS_CMOCKA_HARNESS_H

#include "tests/world.h"

/**
 * struct ssp_kunit_entry - one thing to run: a case, or one of its parameters
 * @suite: where it belongs
 * @kcase: which case
 * @index: the parameter's index, or one of SSP_KUNIT_*
 * @value: the parameter, once it was generated for the run
 * @name: what to call it
 * @file: where the first failure was reported, NULL if none was
 * @line: the same
 *
 * The entries of one case stand side by side in the order of their index:
 * each run takes its parameter from its predecessor's, as KUnit does, so that
 * a generator may keep one static object and change it.
 */
struct ssp_kunit_entry {
	struct kunit_suite *suite;
	const struct kunit_case *kcase;
	int index;
	const void *value;
	char name[256];
	const char *file;
	int line;
};

#define SSP_KUNIT_PLAIN (-1) /* no parameters */
#define SSP_KUNIT_EMPTY (-2) /* a generator that generates nothing */

/**
 * ssp_kunit_expand() - list what a suite will run
 * @suite: the suite
 * @entries: receives the list, for free()
 *
 * Return: the number of entries.
 */
size_t ssp_kunit_expand(struct kunit_suite *suite,
			struct ssp_kunit_entry **entries);

/**
 * ssp_kunit_run_entry() - init(), the case, exit() and clean-up
 * @entry: from ssp_kunit_expand()
 *
 * Return: whether it passed.
 */
bool ssp_kunit_run_entry(struct ssp_kunit_entry *entry);

/**
 * ssp_kunit_suite_init() - run suite_init(), if there is one, and report
 * @suite: the suite
 *
 * Return: whether its cases may run; if not, suite_exit() must not either.
 */
bool ssp_kunit_suite_init(struct kunit_suite *suite);

/**
 * struct ssp_kunit_capture - a suite run inside a case
 * @passed: entries that did
 * @failed: entries that did not
 * @used: bytes in @text
 * @text: what would have been printed, cut off when full
 * @outer: the harness's own
 */
struct ssp_kunit_capture {
	unsigned int passed;
	unsigned int failed;
	size_t used;
	char text[8192];
	struct ssp_kunit_capture *outer;
};

/**
 * ssp_kunit_run_captured() - run a suite without cmocka, counters or output
 * @suite: not registered
 * @capture: receives the result
 */
void ssp_kunit_run_captured(struct kunit_suite *suite,
			    struct ssp_kunit_capture *capture);

/**
 * struct ssp_kunit_run - the harness's side of a running case
 * @test: the suite's side
 * @entry: what is run
 * @outer: the run inside which this one happens
 * @thread: who may jump to @env
 * @env: a sigjmp_buf, where an assertion or a fault goes; NULL in between
 * @deferred: what ssp_kunit_defer() has collected
 * @note: from ssp_kunit_note(), "" if none
 */
struct ssp_kunit_run {
	struct kunit test;
	struct ssp_kunit_entry *entry;
	struct ssp_kunit_run *outer;
	pthread_t thread;
	void *env;
	struct ssp_kunit_deferred *deferred;
	char note[128];
};

/**
 * ssp_kunit_mark_failed() - the case has failed
 * @test: the running case
 * @file: where, NULL if unknown
 * @line: where
 */
void ssp_kunit_mark_failed(struct kunit *test, const char *file, int line);

/**
 * ssp_kunit_abort() - end the case
 * @test: already marked as failed
 *
 * A thread that the case has started ends alone, as in the kernel.
 */
_Noreturn void ssp_kunit_abort(struct kunit *test);

/**
 * ssp_kunit_print() - write to standard error or the innermost capture
 * @text: whole lines
 */
void ssp_kunit_print(const char *text);

/**
 * ssp_kunit_capture_begin() - from now on print to @capture
 * @capture: emptied
 */
void ssp_kunit_capture_begin(struct ssp_kunit_capture *capture);

/** ssp_kunit_capture_end() - undo the last ssp_kunit_capture_begin() */
void ssp_kunit_capture_end(void);

/** ssp_kunit_capturing() - whether there is a capture to print to */
bool ssp_kunit_capturing(void);

#endif /* SSP_TESTS_CMOCKA_HARNESS_H */
