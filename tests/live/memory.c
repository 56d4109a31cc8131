// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Memory of the library's under observation: what it asks for through
 * Secur32SetAllocator(), and what this thread asks of malloc() by any way at
 * all, for a backend of the library's could ask there behind its back.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* In front of each block, so that it lies on a multiple of 16. */
struct head {
	size_t n;
	enum ssp_memory_kind kind;
	unsigned int live;
};

#define HEAD 32
#define LIVE 0x4c495645u

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned long blocks, wrong, fail_at;
static size_t bytes;
static bool used, failed;

static __thread unsigned long calls;

static void *allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	struct head *h;
	bool refuse;

	(void)arg;
	calls++;
	pthread_mutex_lock(&lock);
	used = true;
	refuse = fail_at > 0 && --fail_at == 0;
	failed |= refuse;
	pthread_mutex_unlock(&lock);
	if (refuse || n == 0)
		return NULL;
	h = malloc(HEAD + n);
	if (!h)
		return NULL;
	*h = (struct head){ n, kind, LIVE };
	pthread_mutex_lock(&lock);
	blocks++;
	bytes += n;
	pthread_mutex_unlock(&lock);
	/* Whether it is zero is not the allocator's business: so it is not. */
	return memset((char *)h + HEAD, 0xa5, n);
}

static void release(void *arg, enum ssp_memory_kind kind, void *p, size_t n)
{
	struct head *h = (struct head *)((char *)p - HEAD);

	(void)arg;
	pthread_mutex_lock(&lock);
	if (h->live != LIVE || h->kind != kind || h->n != n)
		wrong++;
	blocks--;
	bytes -= n;
	pthread_mutex_unlock(&lock);
	h->live = 0;
	free(h);
}

static bool is_virtual(void *arg, const void *p, size_t n)
{
	(void)arg;
	(void)p;
	(void)n;
	return true;
}

static const struct ssp_memory_ops ops = {
	.size = sizeof(ops),
	.allocate = allocate,
	.free = release,
	.is_virtual = is_virtual,
};

void live_memory_begin(void)
{
	live_want_status("Secur32SetAllocator", SEC_E_OK,
			 Secur32SetAllocator(&ops));
}

/* The library keeps empty tables until it is told to use another allocator. */
void live_memory_end(void)
{
	live_want_status("Secur32SetAllocator", SEC_E_OK,
			 Secur32SetAllocator(NULL));
	pthread_mutex_lock(&lock);
	live_want(used, "the library never asked for memory");
	live_want(blocks == 0, "%lu blocks of %zu bytes are left", blocks,
		  bytes);
	live_want(wrong == 0, "%lu blocks came back other than they were asked",
		  wrong);
	pthread_mutex_unlock(&lock);
}

void live_memory_fail(unsigned long nth)
{
	pthread_mutex_lock(&lock);
	fail_at = nth;
	failed = false;
	pthread_mutex_unlock(&lock);
}

bool live_memory_failed(void)
{
	return failed;
}

/*
 * A program's malloc() comes before the C library's.  Sanitizers and valgrind
 * have one of their own, and it has to stay.
 */
#ifdef LIVE_COUNT_HEAP
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
	calls++;
	return __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	calls++;
	return __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	calls++;
	return __libc_realloc(p, n);
}
#endif

unsigned long live_allocations(void)
{
	return calls;
}
