// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Where memory comes from in a program, unless it says otherwise.
 *
 * Pool memory holds keys and passwords, which have no business in a core
 * file: it comes from mappings marked MADV_DONTDUMP.  Small blocks share
 * chunks, one list of chunks and one lock per size; large ones are mappings of
 * their own.  Virtual memory is malloc()'s: in a program everything that can
 * be addressed is virtual.
 *
 * Zeroing and wiping are done above (core/mem.c), and the size comes back with
 * every block, so blocks have no headers.
 *
 * After fork() the child has its own copy of everything.  Nobody holds a lock
 * of the pool while a process forks: a program that takes itself for one thread
 * may have another, a fetch that was too late to be waited for
 * (tickets_libkrb5.c), and its child has every right to go on.  A credential
 * that was fetching at that moment, and libkrb5 itself, are not for the child.
 */
#define _GNU_SOURCE

#include "platform/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "platform/sync.h"

/*
 * Under AddressSanitizer pool memory is malloc()'s as well, because that is
 * where it can see overruns and uses after free.
 */
#if defined(__SANITIZE_ADDRESS__)
#define POOL_IS_MALLOC 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOL_IS_MALLOC 1
#endif
#endif

#ifndef POOL_IS_MALLOC

/* Chunks lie on multiples of their size, so that a block leads to its chunk. */
#define CHUNK_SIZE ((size_t)65536)
#define BLOCK_MIN ((size_t)32)
#define BLOCK_MAX ((size_t)8192)

/* Sizes are 32, 48, 64, 96, 128 ... 8192: at most a third is wasted. */
#define CLASSES 17

struct block {
	struct block *next;
};

/*
 * @free: blocks that came back
 * @fresh: bytes at the end that were never handed out
 * @used: blocks in use
 * @which: of the size classes
 */
struct chunk {
	struct chunk *next;
	struct chunk *prev;
	struct block *free;
	u32 fresh;
	u32 used;
	u32 which;
} __attribute__((__aligned__(16)));

/* Chunks with room, and how many of them are wholly free. */
struct size_class {
	struct ssp_mutex lock;
	struct chunk *chunks;
	unsigned int idle;
};

static struct size_class classes[CLASSES] = {
	[0 ... CLASSES - 1] = { .lock = SSP_MUTEX_INIT(classes) },
};

/* Even classes are powers of two, odd ones lie half-way to the next. */
static size_t class_size(u32 which)
{
	size_t n = BLOCK_MIN << which / 2;

	return which & 1 ? n + n / 2 : n;
}

static u32 class_of(size_t n)
{
	u32 which = 0;

	while (class_size(which) < n)
		which++;
	return which;
}

static void *map(size_t n)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return NULL;
	if (madvise(p, n, MADV_DONTDUMP)) {
		(void)munmap(p, n);
		return NULL;
	}
	return p;
}

/* Twice the size has a multiple of the size in it; the rest goes back. */
static struct chunk *map_chunk(void)
{
	size_t n = 2 * CHUNK_SIZE;
	size_t before;
	u8 *p = map(n);

	if (!p)
		return NULL;
	before = -(uintptr_t)p & (CHUNK_SIZE - 1);
	if (before && munmap(p, before))
		goto fail;
	p += before;
	n -= before;
	if (munmap(p + CHUNK_SIZE, n - CHUNK_SIZE))
		goto fail;
	return (struct chunk *)(void *)p;
fail:
	(void)munmap(p, n);
	return NULL;
}

static struct chunk *chunk_of(void *block)
{
	return (struct chunk *)((uintptr_t)block & ~(CHUNK_SIZE - 1));
}

static bool has_room(const struct chunk *c)
{
	return c->free || c->fresh >= class_size(c->which);
}

static void link_chunk(struct size_class *k, struct chunk *c)
{
	c->prev = NULL;
	c->next = k->chunks;
	if (c->next)
		c->next->prev = c;
	k->chunks = c;
}

static void unlink_chunk(struct size_class *k, struct chunk *c)
{
	if (c->next)
		c->next->prev = c->prev;
	if (c->prev)
		c->prev->next = c->next;
	else
		k->chunks = c->next;
}

static struct chunk *new_chunk(struct size_class *k, u32 which)
{
	struct chunk *c = map_chunk();

	if (!c)
		return NULL;
	c->free = NULL;
	c->fresh = CHUNK_SIZE - sizeof(*c);
	c->used = 0;
	c->which = which;
	link_chunk(k, c);
	k->idle++;
	return c;
}

/* @c is linked and has room. */
static void *take_block(struct size_class *k, struct chunk *c)
{
	void *p = c->free;

	if (p) {
		c->free = c->free->next;
	} else {
		p = (u8 *)c + CHUNK_SIZE - c->fresh;
		c->fresh -= class_size(c->which);
	}
	if (c->used++ == 0)
		k->idle--;
	if (!has_room(c))
		unlink_chunk(k, c);
	return p;
}

/* One idle chunk of each size is kept for next time. */
static void return_block(struct size_class *k, struct chunk *c, struct block *b)
{
	if (!has_room(c))
		link_chunk(k, c);
	b->next = c->free;
	c->free = b;
	if (--c->used)
		return;
	if (k->idle) {
		unlink_chunk(k, c);
		if (munmap(c, CHUNK_SIZE) == 0)
			return;
		link_chunk(k, c);
	}
	k->idle++;
}

static void before_fork(void)
{
	u32 which;

	for (which = 0; which < CLASSES; which++)
		ssp_mutex_lock(&classes[which].lock);
}

static void after_fork(void)
{
	u32 which;

	for (which = 0; which < CLASSES; which++)
		ssp_mutex_unlock(&classes[which].lock);
}

static bool forks_are_safe;

static void make_forks_safe(void)
{
	forks_are_safe = !pthread_atfork(before_fork, after_fork, after_fork);
}

static void *pool_allocate(size_t n)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct chunk *c;
	struct size_class *k;
	void *p = NULL;
	u32 which;

	if (n > BLOCK_MAX)
		return map(n);
	/* It fails when there is no memory, and so do we. */
	if (pthread_once(&once, make_forks_safe) || !forks_are_safe)
		return NULL;
	which = class_of(n);
	k = &classes[which];
	ssp_mutex_lock(&k->lock);
	c = k->chunks ? k->chunks : new_chunk(k, which);
	if (c)
		p = take_block(k, c);
	ssp_mutex_unlock(&k->lock);
	return p;
}

/* A size that differs from what was asked for is a bug, and not a small one. */
static void pool_free(void *p, size_t n)
{
	struct chunk *c;
	struct size_class *k;
	u32 which;

	if (n > BLOCK_MAX) {
		/* The kernel may lack a mapping to split one: then it stays. */
		(void)munmap(p, n);
		return;
	}
	which = class_of(n);
	c = chunk_of(p);
	if (c->which != which)
		abort();
	k = &classes[which];
	ssp_mutex_lock(&k->lock);
	return_block(k, c, p);
	ssp_mutex_unlock(&k->lock);
}

#else /* POOL_IS_MALLOC */

static void *pool_allocate(size_t n)
{
	return malloc(n);
}

static void pool_free(void *p, size_t n)
{
	(void)n;
	free(p);
}

#endif /* POOL_IS_MALLOC */

static void *allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	(void)arg;
	return kind == SSP_MEMORY_POOL ? pool_allocate(n) : malloc(n);
}

static void release(void *arg, enum ssp_memory_kind kind, void *p, size_t n)
{
	(void)arg;
	if (kind == SSP_MEMORY_POOL)
		pool_free(p, n);
	else
		free(p);
}

/* Any memory will do; a range that wraps is none. */
static bool is_virtual(void *arg, const void *p, size_t n)
{
	(void)arg;
	return n <= UINTPTR_MAX - (uintptr_t)p;
}

const struct ssp_memory_ops ssp_memory_default = {
	.size = sizeof(ssp_memory_default),
	.allocate = allocate,
	.free = release,
	.is_virtual = is_virtual,
};
