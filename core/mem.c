// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Pool and virtual memory over the run-time table (platform/memory.h).
 *
 * Pool blocks are bare: their owners know their sizes.  Virtual blocks start
 * with a header, because they come back as nothing but a pointer, and from
 * callers who may pass any.
 */
#include "platform/memory.h"

/*
 * In front of what the caller sees, which therefore stays aligned for any
 * type.  The mark of a block in use can be told from that of a block that is
 * gone, or of a copy elsewhere.
 */
struct header {
	u64 size;
	struct ssp_atomic mark;
};

_Static_assert(sizeof(struct header) == 16, "keeps the alignment");

#define MARK 0x9e6d62d06f6a9a9bULL

/* Nothing is ever mapped there. */
#define FIRST_PAGE 4096u

static const struct ssp_memory_ops *table = &ssp_memory_default;
static struct ssp_atomic live; /* blocks, of both kinds */

ssp_status ssp_memory_set(const struct ssp_memory_ops *ops)
{
	if (!ops)
		ops = &ssp_memory_default;
	if (ops->size < sizeof(*ops) || !ops->allocate || !ops->free ||
	    !ops->is_virtual)
		return SEC_E_INVALID_PARAMETER;
	if (ssp_atomic_read(&live))
		return SEC_E_OUT_OF_SEQUENCE;
	table = ops;
	return SEC_E_OK;
}

/* Zeroed, and counted from before it exists, so that the table stays. */
static void *take(enum ssp_memory_kind kind, size_t n)
{
	void *p;

	ssp_atomic_add(&live, 1);
	p = table->allocate(table->arg, kind, n);
	if (!p) {
		ssp_atomic_sub(&live, 1);
		return NULL;
	}
	return memset(p, 0, n);
}

static void give_back(enum ssp_memory_kind kind, void *p, size_t n)
{
	ssp_wipe(p, n);
	table->free(table->arg, kind, p, n);
	ssp_atomic_sub(&live, 1);
}

void *ssp_pool_alloc(size_t n)
{
	if (!n || n > SSP_ALLOC_MAX)
		return NULL;
	return take(SSP_MEMORY_POOL, n);
}

void *ssp_pool_dup(const void *p, size_t n)
{
	void *copy = ssp_pool_alloc(n);

	if (copy)
		memcpy(copy, p, n);
	return copy;
}

void ssp_pool_free(void *p, size_t n)
{
	if (p)
		give_back(SSP_MEMORY_POOL, p, n);
}

bool ssp_is_virtual(const void *p, size_t n)
{
	if (!n)
		return true;
	if (!p || (uintptr_t)p + (n - 1) < (uintptr_t)p)
		return false;
	return table->is_virtual(table->arg, p, n);
}

/* Every bit of address and size counts. */
static u64 mark_of(const struct header *h)
{
	return MARK ^ (uintptr_t)h ^ (h->size << 32 | h->size >> 32);
}

static bool aligned(const void *p)
{
	return (uintptr_t)p % sizeof(struct header) == 0;
}

void *ssp_virtual_alloc(size_t n)
{
	size_t size = sizeof(struct header) + n;
	struct header *h;

	if (!n || n > SSP_ALLOC_MAX)
		return NULL;
	h = take(SSP_MEMORY_VIRTUAL, size);
	if (!h)
		return NULL;
	/* From a table that breaks its promises, better nothing. */
	if (!aligned(h) || !ssp_is_virtual(h, size)) {
		give_back(SSP_MEMORY_VIRTUAL, h, size);
		return NULL;
	}
	h->size = size;
	ssp_atomic_set(&h->mark, mark_of(h));
	return h + 1;
}

bool ssp_virtual_free(void *p)
{
	struct header *h;
	u64 mark;

	if (!p)
		return true;
	if ((uintptr_t)p < FIRST_PAGE || !aligned(p))
		return false;
	h = (struct header *)p - 1;
	if (!ssp_is_virtual(h, sizeof(*h)))
		return false;
	/* Others' memory may not be ours to write, and is not written. */
	mark = mark_of(h);
	if (ssp_atomic_read(&h->mark) != mark)
		return false;
	/* Of two who free one block at once, one finds the mark. */
	if (!ssp_atomic_cas(&h->mark, &mark, 0))
		return false;
	give_back(SSP_MEMORY_VIRTUAL, h, (size_t)h->size);
	return true;
}
