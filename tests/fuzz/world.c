// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The case that a fuzz target runs in: tests/cmocka/kunit without a runner,
 * where a failed check ends the program, and an allocator on the sanitizer's
 * heap that looks at what comes back.
 */
#include <sanitizer/allocator_interface.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/memory.h"
#include "tests/fuzz/fuzz.h"
#include "tests/world.h"

#define FRESH 0xa5

struct deferred {
	struct deferred *next;
	void (*fn)(struct kunit *test, void *data);
	void *data;
};

static struct kunit fuzz_case = { .name = "fuzz" };
static struct deferred *deferred;
static size_t live;

_Noreturn void ssp_fuzz_die(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: must be: %s\n", file, line, what);
	abort();
}

static void *allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	void *p = malloc(n);

	(void)arg;
	(void)kind;
	if (!p)
		return NULL;
	memset(p, FRESH, n);
	live++;
	return p;
}

static void give_back(void *arg, enum ssp_memory_kind kind, void *p, size_t n)
{
	const u8 *bytes = p;

	(void)arg;
	(void)kind;
	SSP_FUZZ_MUST(__sanitizer_get_ownership(p));
	SSP_FUZZ_MUST(__sanitizer_get_allocated_size(p) == n);
	SSP_FUZZ_MUST(!bytes[0] && !memcmp(bytes, bytes + 1, n - 1));
	free(p);
	live--;
}

static bool is_virtual(void *arg, const void *p, size_t n)
{
	(void)arg;
	(void)p;
	(void)n;
	return true;
}

static const struct ssp_memory_ops table = {
	.size = sizeof(table),
	.allocate = allocate,
	.free = give_back,
	.is_virtual = is_virtual,
};

struct kunit *ssp_fuzz_world_start(void)
{
	SSP_FUZZ_MUST(ssp_memory_set(&table) >= 0);
	return &fuzz_case;
}

void ssp_fuzz_world_stop(void)
{
	struct deferred *d;

	while ((d = deferred)) {
		deferred = d->next;
		d->fn(&fuzz_case, d->data);
		free(d);
	}
	fuzz_case.priv = NULL;
	SSP_FUZZ_MUST(!live);
}

void ssp_kunit_defer(struct kunit *test,
		     void (*fn)(struct kunit *test, void *data), void *data)
{
	struct deferred *d = malloc(sizeof(*d));

	(void)test;
	SSP_FUZZ_MUST(d);
	*d = (struct deferred){ .next = deferred, .fn = fn, .data = data };
	deferred = d;
}

static void release_memory(struct kunit *test, void *data)
{
	(void)test;
	free(data);
}

void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	void *p = calloc(n, size);

	(void)gfp;
	SSP_FUZZ_MUST(p);
	ssp_kunit_defer(test, release_memory, p);
	return p;
}

void *kunit_kcalloc(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, n, size, gfp);
}

/* With the case is soon enough. */
void kunit_kfree(struct kunit *test, const void *ptr)
{
	(void)test;
	(void)ptr;
}

void ssp_kunit_note(struct kunit *test, const char *fmt, ...)
{
	(void)test;
	(void)fmt;
}

static _Noreturn void fail(const struct ssp_kunit_check *check)
{
	ssp_fuzz_die(check->file, check->line,
		     check->left ? check->left : "not reached");
}

void ssp_kunit_fail(struct kunit *test, const struct ssp_kunit_check *check,
		    const char *fmt, ...)
{
	(void)test;
	(void)fmt;
	fail(check);
}

void ssp_kunit_fail_bool(struct kunit *test,
			 const struct ssp_kunit_check *check, bool wanted,
			 const char *fmt, ...)
{
	(void)test;
	(void)wanted;
	(void)fmt;
	fail(check);
}

void ssp_kunit_fail_int(struct kunit *test, const struct ssp_kunit_check *check,
			long long left, long long right, const char *fmt, ...)
{
	(void)test;
	(void)fmt;
	fprintf(stderr, "left %#llx, right %#llx\n", left, right);
	fail(check);
}

void ssp_kunit_fail_str(struct kunit *test, const struct ssp_kunit_check *check,
			const char *left, const char *right, const char *fmt,
			...)
{
	(void)test;
	(void)fmt;
	fprintf(stderr, "left \"%s\", right \"%s\"\n", left, right);
	fail(check);
}

void ssp_kunit_fail_ptr(struct kunit *test, const struct ssp_kunit_check *check,
			const void *left, const void *right, const char *fmt,
			...)
{
	(void)test;
	(void)left;
	(void)right;
	(void)fmt;
	fail(check);
}
