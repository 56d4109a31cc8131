// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Checks and their lines.  A check that looked at nothing has failed.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of one check, what is shown: the first failures say most. */
#define NOTES_MAX 5

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char notes[NOTES_MAX][256];
static unsigned long wants, misses;
static unsigned long passed, failed;
static char scene[128];

bool live_want(bool ok, const char *fmt, ...)
{
	va_list ap;

	pthread_mutex_lock(&lock);
	wants++;
	if (!ok && misses++ < NOTES_MAX) {
		va_start(ap, fmt);
		vsnprintf(notes[misses - 1], sizeof(notes[0]), fmt, ap);
		va_end(ap);
	}
	pthread_mutex_unlock(&lock);
	return ok;
}

const char *live_status_name(SECURITY_STATUS st)
{
	static __thread char number[16];
	const char *name = Secur32StatusName(st);

	if (name)
		return name;
	snprintf(number, sizeof(number), "0x%08x", (unsigned int)st);
	return number;
}

bool live_want_status(const char *call, SECURITY_STATUS want,
		      SECURITY_STATUS got)
{
	char name[64];

	snprintf(name, sizeof(name), "%s", live_status_name(want));
	return live_want(want == got, "%s: expected %s, got %s", call, name,
			 live_status_name(got));
}

bool live_want_hex(const char *what, uint64_t want, uint64_t got)
{
	return live_want(want == got, "%s: expected 0x%llx, got 0x%llx", what,
			 (unsigned long long)want, (unsigned long long)got);
}

bool live_want_text(const char *what, const char *want, const char *got)
{
	return live_want(got && strcmp(want, got) == 0,
			 "%s: expected \"%s\", got \"%s\"", what, want,
			 got ? got : "(nothing)");
}

bool live_want_bytes(const char *what, const void *want, size_t want_n,
		     const void *got, size_t got_n)
{
	const unsigned char *a = want, *b = got;
	size_t i = 0;

	if (!live_want(want_n == got_n, "%s: expected %zu bytes, got %zu", what,
		       want_n, got_n))
		return false;
	while (i < want_n && a[i] == b[i])
		i++;
	return live_want(i == want_n, "%s: byte %zu of %zu differs", what, i,
			 want_n);
}

void live_scene(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(scene, sizeof(scene), fmt, ap);
	va_end(ap);
}

void live_checked(const char *fmt, ...)
{
	bool ok = wants > 0 && misses == 0;
	unsigned long i;
	va_list ap;

	printf("%s  %s: ", ok ? "ok  " : "FAIL", scene);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	if (wants == 0)
		puts("      nothing was looked at");
	for (i = 0; i < misses && i < NOTES_MAX; i++)
		printf("      %s\n", notes[i]);
	if (misses > NOTES_MAX)
		printf("      and %lu more\n", misses - NOTES_MAX);
	fflush(stdout);
	if (ok)
		passed++;
	else
		failed++;
	wants = 0;
	misses = 0;
}

int live_result(void)
{
	printf("%lu passed, %lu failed\n", passed, failed);
	return passed > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
