// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What a failed check looks like, and where it is printed.
 *
 * The texts follow KUnit's: the source line, the expression, both values, the
 * message of the _MSG variants.  Values come in decimal and hexadecimal, since
 * statuses are known by the latter.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/cmocka/harness.h"

static pthread_mutex_t print_lock = PTHREAD_MUTEX_INITIALIZER;
static struct ssp_kunit_capture *capturing;

struct text {
	size_t used;
	char s[4096];
};

static void vadd(struct text *t, const char *fmt, va_list ap)
{
	int n = vsnprintf(t->s + t->used, sizeof(t->s) - t->used, fmt, ap);

	if (n > 0)
		t->used = ssp_min(t->used + (size_t)n, sizeof(t->s) - 1);
}

__attribute__((__format__(__printf__, 2, 3))) static void
add(struct text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vadd(t, fmt, ap);
	va_end(ap);
}

/* Messages may or may not bring their newline, as with printk(). */
static void end_line(struct text *t)
{
	if (!t->used || t->s[t->used - 1] == '\n')
		return;
	if (t->used == sizeof(t->s) - 1)
		t->used--;
	add(t, "\n");
}

void ssp_kunit_print(const char *text)
{
	size_t n;

	pthread_mutex_lock(&print_lock);
	if (capturing) {
		n = ssp_min(strlen(text),
			    sizeof(capturing->text) - 1 - capturing->used);
		memcpy(capturing->text + capturing->used, text, n);
		capturing->used += n;
		capturing->text[capturing->used] = '\0';
	} else {
		print_error("%s", text);
	}
	pthread_mutex_unlock(&print_lock);
}

void ssp_kunit_capture_begin(struct ssp_kunit_capture *capture)
{
	memset(capture, 0, sizeof(*capture));
	pthread_mutex_lock(&print_lock);
	capture->outer = capturing;
	capturing = capture;
	pthread_mutex_unlock(&print_lock);
}

void ssp_kunit_capture_end(void)
{
	pthread_mutex_lock(&print_lock);
	capturing = capturing->outer;
	pthread_mutex_unlock(&print_lock);
}

bool ssp_kunit_capturing(void)
{
	return __atomic_load_n(&capturing, __ATOMIC_RELAXED);
}

void ssp_kunit_log(const char *name, const char *fmt, ...)
{
	struct text t = { 0 };
	va_list ap;

	add(&t, "    # %s: ", name);
	va_start(ap, fmt);
	vadd(&t, fmt, ap);
	va_end(ap);
	end_line(&t);
	ssp_kunit_print(t.s);
}

void ssp_kunit_note(struct kunit *test, const char *fmt, ...)
{
	struct ssp_kunit_run *run = test->run;
	va_list ap;

	run->note[0] = '\0';
	if (!fmt)
		return;
	va_start(ap, fmt);
	vsnprintf(run->note, sizeof(run->note), fmt, ap);
	va_end(ap);
}

static void begin(struct text *t, struct kunit *test,
		  const struct ssp_kunit_check *check)
{
	t->used = 0;
	add(t, "    # %s: %s FAILED at %s:%d\n", test->name,
	    check->fatal ? "ASSERTION" : "EXPECTATION", check->file,
	    check->line);
}

/* Print, mark, and let an assertion end the case. */
static void finish(struct text *t, struct kunit *test,
		   const struct ssp_kunit_check *check, const char *fmt,
		   va_list ap)
{
	if (fmt) {
		add(t, "    ");
		vadd(t, fmt, ap);
		end_line(t);
	}
	if (test->run->note[0])
		add(t, "    (%s)\n", test->run->note);
	end_line(t);
	ssp_kunit_print(t->s);
	ssp_kunit_mark_failed(test, check->file, check->line);
	if (check->fatal)
		ssp_kunit_abort(test);
}

void ssp_kunit_fail(struct kunit *test, const struct ssp_kunit_check *check,
		    const char *fmt, ...)
{
	struct text t;
	va_list ap;

	begin(&t, test, check);
	va_start(ap, fmt);
	finish(&t, test, check, fmt, ap);
	va_end(ap);
}

void ssp_kunit_fail_bool(struct kunit *test,
			 const struct ssp_kunit_check *check, bool wanted,
			 const char *fmt, ...)
{
	struct text t;
	va_list ap;

	begin(&t, test, check);
	add(&t, "    Expected %s to be %s, but is %s\n", check->left,
	    wanted ? "true" : "false", wanted ? "false" : "true");
	va_start(ap, fmt);
	finish(&t, test, check, fmt, ap);
	va_end(ap);
}

static void begin_binary(struct text *t, struct kunit *test,
			 const struct ssp_kunit_check *check)
{
	begin(t, test, check);
	add(t, "    Expected %s %s %s, but\n", check->left, check->op,
	    check->right);
}

/* A literal speaks for itself. */
static bool is_literal(const char *name)
{
	return (name[0] >= '0' && name[0] <= '9') || name[0] == '"' ||
	       name[0] == '\'' || !strcmp(name, "NULL");
}

static void add_int(struct text *t, const char *name, long long value)
{
	if (is_literal(name))
		return;
	add(t, "        %s == %lld (0x%llx)\n", name, value,
	    value >= INT32_MIN && value < 0 ? value & 0xffffffffLL : value);
}

void ssp_kunit_fail_int(struct kunit *test, const struct ssp_kunit_check *check,
			long long left, long long right, const char *fmt, ...)
{
	struct text t;
	va_list ap;

	begin_binary(&t, test, check);
	add_int(&t, check->left, left);
	add_int(&t, check->right, right);
	va_start(ap, fmt);
	finish(&t, test, check, fmt, ap);
	va_end(ap);
}

static void add_ptr(struct text *t, const char *name, const void *value)
{
	if (!is_literal(name))
		add(t, "        %s == %p\n", name, value);
}

void ssp_kunit_fail_ptr(struct kunit *test, const struct ssp_kunit_check *check,
			const void *left, const void *right, const char *fmt,
			...)
{
	struct text t;
	va_list ap;

	begin_binary(&t, test, check);
	add_ptr(&t, check->left, left);
	add_ptr(&t, check->right, right);
	va_start(ap, fmt);
	finish(&t, test, check, fmt, ap);
	va_end(ap);
}

static void add_str(struct text *t, const char *name, const char *value)
{
	if (is_literal(name))
		return;
	if (value)
		add(t, "        %s == \"%s\"\n", name, value);
	else
		add(t, "        %s == NULL\n", name);
}

void ssp_kunit_fail_str(struct kunit *test, const struct ssp_kunit_check *check,
			const char *left, const char *right, const char *fmt,
			...)
{
	struct text t;
	va_list ap;

	begin_binary(&t, test, check);
	add_str(&t, check->left, left);
	add_str(&t, check->right, right);
	va_start(ap, fmt);
	finish(&t, test, check, fmt, ap);
	va_end(ap);
}

void ssp_kunit_fail_err(struct kunit *test, const struct ssp_kunit_check *check,
			const void *value, const char *fmt, ...)
{
	struct text t;
	va_list ap;

	begin(&t, test, check);
	if (value)
		add(&t, "    Expected %s is not error, but is: %ld\n",
		    check->left, (long)(intptr_t)value);
	else
		add(&t, "    Expected %s is not null, but is\n", check->left);
	va_start(ap, fmt);
	finish(&t, test, check, fmt, ap);
	va_end(ap);
}
