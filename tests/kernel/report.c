// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Checks and their lines.  A check that looked at nothing has failed.
 */
#include "tests/kernel/consumer.h"

#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/stdarg.h>

/* Longer than any report; one that is not is a failure. */
#define REPORT_SIZE (256u << 10)

/* Of one check, what is shown: the first failures say most. */
#define NOTES_MAX 5

static DEFINE_MUTEX(turn); /* held from begin to end */
static DEFINE_MUTEX(lock); /* of what threads note at once */
static char *text;
static size_t used;
static char notes[NOTES_MAX][160];
static unsigned long wants, misses;
static unsigned long passed, failed;
static char scene[96];

int con_report_begin(void)
{
	mutex_lock(&turn);
	text = kvzalloc(REPORT_SIZE, GFP_KERNEL);
	if (!text) {
		mutex_unlock(&turn);
		return -ENOMEM;
	}
	used = 0;
	wants = misses = passed = failed = 0;
	return 0;
}

char *con_report_end(size_t *n)
{
	char *whole = text;

	text = NULL;
	*n = used;
	mutex_unlock(&turn);
	return whole;
}

static __printf(1, 0) void put(const char *fmt, va_list ap)
{
	used += vscnprintf(text + used, REPORT_SIZE - used, fmt, ap);
}

static __printf(1, 2) void say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(fmt, ap);
	va_end(ap);
}

void con_say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(fmt, ap);
	va_end(ap);
	say("\n");
}

bool con_want(bool ok, const char *fmt, ...)
{
	va_list ap;

	mutex_lock(&lock);
	wants++;
	if (!ok && misses++ < NOTES_MAX) {
		va_start(ap, fmt);
		vscnprintf(notes[misses - 1], sizeof(notes[0]), fmt, ap);
		va_end(ap);
	}
	mutex_unlock(&lock);
	return ok;
}

const char *con_status_name(SECURITY_STATUS st)
{
	const char *name = Secur32StatusName(st);

	return name ? name : "a status without a name";
}

bool con_want_status(const char *call, SECURITY_STATUS want,
		     SECURITY_STATUS got)
{
	return con_want(want == got, "%s: expected %s, got %s (0x%08x)", call,
			con_status_name(want), con_status_name(got),
			(unsigned int)got);
}

bool con_want_hex(const char *what, u64 want, u64 got)
{
	return con_want(want == got, "%s: expected 0x%llx, got 0x%llx", what,
			want, got);
}

bool con_want_text(const char *what, const char *want, const char *got)
{
	return con_want(got && strcmp(want, got) == 0,
			"%s: expected \"%s\", got \"%s\"", what, want,
			got ? got : "(nothing)");
}

bool con_want_bytes(const char *what, const void *want, size_t want_n,
		    const void *got, size_t got_n)
{
	const u8 *a = want, *b = got;
	size_t i = 0;

	if (!con_want(want_n == got_n, "%s: expected %zu bytes, got %zu", what,
		      want_n, got_n))
		return false;
	while (i < want_n && a[i] == b[i])
		i++;
	return con_want(i == want_n, "%s: byte %zu of %zu differs", what, i,
			want_n);
}

void con_scene(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vscnprintf(scene, sizeof(scene), fmt, ap);
	va_end(ap);
}

void con_checked(const char *fmt, ...)
{
	bool ok = wants > 0 && misses == 0;
	unsigned long i;
	va_list ap;

	say("%s  %s: ", ok ? "ok  " : "FAIL", scene);
	va_start(ap, fmt);
	put(fmt, ap);
	va_end(ap);
	say("\n");
	if (wants == 0)
		say("      nothing was looked at\n");
	for (i = 0; i < misses && i < NOTES_MAX; i++)
		say("      %s\n", notes[i]);
	if (misses > NOTES_MAX)
		say("      and %lu more\n", misses - NOTES_MAX);
	if (ok)
		passed++;
	else
		failed++;
	wants = 0;
	misses = 0;
}

/* A full report ends without its last line, which the script misses. */
void con_result(void)
{
	say("%lu passed, %lu failed\n", passed, failed);
}
