// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Running one case: init(), the case, exit(), clean-up, each able to abort
 * without taking the next one along.  cmocka comes in one layer up (main.c),
 * so that the harness's own tests can run failing suites without failing.
 *
 * Order and conditions are those of Linux 6.1: a failed init() skips the case,
 * exit() runs in any event, what was deferred or allocated goes last.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <execinfo.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/cmocka/harness.h"

struct ssp_kunit_deferred {
	struct ssp_kunit_deferred *next;
	void (*fn)(struct kunit *test, void *data);
	void *data;
};

static const int fault_signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL };

/* The innermost run; only the thread that runs the suites changes it. */
static struct ssp_kunit_run *current;
static pthread_mutex_t deferred_lock = PTHREAD_MUTEX_INITIALIZER;

void ssp_kunit_mark_failed(struct kunit *test, const char *file, int line)
{
	struct ssp_kunit_entry *entry = test->run->entry;

	__atomic_store_n(&test->status, KUNIT_FAILURE, __ATOMIC_RELAXED);
	if (!entry->file) {
		entry->file = file;
		entry->line = line;
	}
}

_Noreturn void ssp_kunit_abort(struct kunit *test)
{
	struct ssp_kunit_run *run = test->run;

	if (!pthread_equal(pthread_self(), run->thread))
		pthread_exit(NULL);
	if (!run->env)
		abort();
	siglongjmp(*(sigjmp_buf *)run->env, 1);
}

/*
 * A fault in the thread under test fails its case.  Printing from here is
 * fine: the signals are synchronous, and a suite that faults inside stdio is
 * lost anyway.
 */
static void fault(int sig, siginfo_t *info, void *context)
{
	struct ssp_kunit_run *run = current;
	void *frames[24];

	(void)context;
	if (!run || !run->env || !pthread_equal(pthread_self(), run->thread)) {
		signal(sig, SIG_DFL);
		raise(sig);
		return;
	}
	ssp_kunit_log(run->test.name, "FAULT: signal %d at address %p%s%s", sig,
		      info->si_addr, run->note[0] ? "\n    " : "", run->note);
	if (!ssp_kunit_capturing())
		backtrace_symbols_fd(frames, backtrace(frames, 24),
				     STDERR_FILENO);
	ssp_kunit_mark_failed(&run->test, NULL, 0);
	ssp_kunit_abort(&run->test);
}

static void catch_faults(struct sigaction *old)
{
	struct sigaction sa = { .sa_sigaction = fault, .sa_flags = SA_SIGINFO };
	size_t i;

	sigemptyset(&sa.sa_mask);
	for (i = 0; i < ARRAY_SIZE(fault_signals); i++)
		sigaction(fault_signals[i], &sa, &old[i]);
}

static void release_faults(const struct sigaction *old)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fault_signals); i++)
		sigaction(fault_signals[i], &old[i], NULL);
}

/* True when @fn came to its end instead of being aborted. */
static bool guarded(struct ssp_kunit_run *run,
		    void (*fn)(struct ssp_kunit_run *run))
{
	sigjmp_buf env;

	if (sigsetjmp(env, 1)) {
		run->env = NULL;
		return false;
	}
	run->env = &env;
	fn(run);
	run->env = NULL;
	return true;
}

static void init_and_case(struct ssp_kunit_run *run)
{
	struct ssp_kunit_entry *e = run->entry;
	int err = e->suite->init ? e->suite->init(&run->test) : 0;

	if (err) {
		kunit_err(&run->test, "failed to initialize: %d", err);
		ssp_kunit_mark_failed(&run->test, NULL, 0);
		return;
	}
	e->kcase->run_case(&run->test);
}

static void suite_exit(struct ssp_kunit_run *run)
{
	if (run->entry->suite->exit)
		run->entry->suite->exit(&run->test);
}

static void run_deferred(struct ssp_kunit_run *run)
{
	struct ssp_kunit_deferred *d;
	struct ssp_kunit_deferred copy;

	for (;;) {
		pthread_mutex_lock(&deferred_lock);
		d = run->deferred;
		if (d)
			run->deferred = d->next;
		pthread_mutex_unlock(&deferred_lock);
		if (!d)
			return;
		copy = *d;
		free(d);
		copy.fn(&run->test, copy.data);
	}
}

static void take_parameter(struct ssp_kunit_entry *e)
{
	char desc[KUNIT_PARAM_DESC_SIZE] = "";
	const void *prev = e->index > 0 ? e[-1].value : NULL;

	if (e->index >= 0)
		e->value = e->kcase->generate_params(prev, desc);
}

bool ssp_kunit_run_entry(struct ssp_kunit_entry *entry)
{
	struct sigaction old[ARRAY_SIZE(fault_signals)];
	struct ssp_kunit_run run = { .entry = entry, .thread = pthread_self() };

	take_parameter(entry);
	run.test.name = entry->name;
	run.test.run = &run;
	run.test.param_value = entry->value;
	run.test.param_index = entry->index > 0 ? entry->index : 0;
	if (entry->index == SSP_KUNIT_EMPTY) {
		kunit_err(&run.test, "no parameters, nothing was tested");
		return false;
	}
	run.outer = current;
	current = &run;
	catch_faults(old);
	guarded(&run, init_and_case);
	run.note[0] = '\0';
	guarded(&run, suite_exit);
	while (!guarded(&run, run_deferred))
		;
	release_faults(old);
	current = run.outer;
	return run.test.status == KUNIT_SUCCESS;
}

bool ssp_kunit_suite_init(struct kunit_suite *suite)
{
	int err = suite->suite_init ? suite->suite_init(suite) : 0;

	if (err)
		kunit_err(suite, "failed to initialize (%d)", err);
	return !err;
}

static void add_entry(struct ssp_kunit_entry **entries, size_t *n,
		      struct kunit_suite *suite, const struct kunit_case *kcase,
		      int index, const char *desc)
{
	struct ssp_kunit_entry *e;

	e = realloc(*entries, (*n + 1) * sizeof(*e));
	if (!e)
		abort();
	*entries = e;
	e += (*n)++;
	*e = (struct ssp_kunit_entry){ .suite = suite,
				       .kcase = kcase,
				       .index = index };
	if (index < 0)
		snprintf(e->name, sizeof(e->name), "%s", kcase->name);
	else if (desc[0])
		snprintf(e->name, sizeof(e->name), "%s/%s", kcase->name, desc);
	else
		snprintf(e->name, sizeof(e->name), "%s/param-%d", kcase->name,
			 index);
}

static void expand_parameters(struct ssp_kunit_entry **entries, size_t *n,
			      struct kunit_suite *suite,
			      const struct kunit_case *kcase)
{
	char desc[KUNIT_PARAM_DESC_SIZE] = "";
	const void *value = kcase->generate_params(NULL, desc);
	int index = 0;

	if (!value)
		add_entry(entries, n, suite, kcase, SSP_KUNIT_EMPTY, "");
	while (value) {
		add_entry(entries, n, suite, kcase, index++, desc);
		desc[0] = '\0';
		value = kcase->generate_params(value, desc);
	}
}

size_t ssp_kunit_expand(struct kunit_suite *suite,
			struct ssp_kunit_entry **entries)
{
	const struct kunit_case *kcase;
	size_t n = 0;

	*entries = NULL;
	for (kcase = suite->test_cases; kcase->run_case; kcase++) {
		if (kcase->generate_params)
			expand_parameters(entries, &n, suite, kcase);
		else
			add_entry(entries, &n, suite, kcase, SSP_KUNIT_PLAIN,
				  "");
	}
	return n;
}

void ssp_kunit_run_captured(struct kunit_suite *suite,
			    struct ssp_kunit_capture *capture)
{
	struct ssp_kunit_entry *entries;
	size_t n = ssp_kunit_expand(suite, &entries);
	size_t i;

	ssp_kunit_capture_begin(capture);
	if (ssp_kunit_suite_init(suite)) {
		for (i = 0; i < n; i++) {
			if (ssp_kunit_run_entry(&entries[i]))
				capture->passed++;
			else
				capture->failed++;
		}
		if (suite->suite_exit)
			suite->suite_exit(suite);
	} else {
		capture->failed = (unsigned int)n;
	}
	ssp_kunit_capture_end();
	free(entries);
}

void ssp_kunit_defer(struct kunit *test,
		     void (*fn)(struct kunit *test, void *data), void *data)
{
	struct ssp_kunit_deferred *d = malloc(sizeof(*d));

	if (!d)
		abort();
	pthread_mutex_lock(&deferred_lock);
	*d = (struct ssp_kunit_deferred){ .next = test->run->deferred,
					  .fn = fn,
					  .data = data };
	test->run->deferred = d;
	pthread_mutex_unlock(&deferred_lock);
}

static void release_memory(struct kunit *test, void *data)
{
	(void)test;
	free(data);
}

void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	void *p;

	(void)gfp;
	if (size && n > SIZE_MAX / 2 / size)
		return NULL;
	p = malloc(n * size);
	if (p)
		ssp_kunit_defer(test, release_memory, p);
	return p;
}

void *kunit_kcalloc(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	void *p = kunit_kmalloc_array(test, n, size, gfp);

	if (p)
		memset(p, 0, n * size);
	return p;
}

void kunit_kfree(struct kunit *test, const void *ptr)
{
	struct ssp_kunit_deferred **pp;
	struct ssp_kunit_deferred *d;

	pthread_mutex_lock(&deferred_lock);
	pp = &test->run->deferred;
	while (*pp && ((*pp)->fn != release_memory || (*pp)->data != ptr))
		pp = &(*pp)->next;
	d = *pp;
	if (d)
		*pp = d->next;
	pthread_mutex_unlock(&deferred_lock);
	if (d)
		free(d->data);
	else
		KUNIT_FAIL(test, "kunit_kfree: %p is not (or no longer) ours",
			   ptr);
	free(d);
}
