// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Handles: slots, generations, references.
 *
 * A slot's state is one word, so that looking a handle up is one compare and
 * swap: generation in the upper half, then a dead bit, then references.  The
 * handle itself counts as one reference; deleting sets the dead bit and gives
 * that reference back.
 *
 * dwLower is slot and tag, dwUpper the generation.  Neither is ever 0, -1 or
 * -2, which callers and SecIsValidHandle() use for "none" and "deleted".
 */
#include "core/handle.h"

#include "platform/memory.h"
#include "platform/sync.h"

#define TAG_BITS 4
#define DEAD (1ull << 31)
#define REFS (DEAD - 1)
#define STATE(gen, refs) ((u64)(gen) << 32 | (refs))
#define STATE_GEN(s) ((u32)((s) >> 32))

struct slot {
	struct ssp_atomic state;
	void *obj;
	u32 next; /* free list: slot number + 1, or 0 */
};

struct ssp_handle_chunk {
	struct slot slot[SSP_HANDLE_CHUNK_SLOTS];
};

static struct slot *slot_at(struct ssp_handle_table *t, u32 n)
{
	struct ssp_handle_chunk *chunk;

	if (n / SSP_HANDLE_CHUNK_SLOTS >= SSP_HANDLE_CHUNKS)
		return NULL;
	chunk = ssp_published(&t->chunks[n / SSP_HANDLE_CHUNK_SLOTS]);
	return chunk ? &chunk->slot[n % SSP_HANDLE_CHUNK_SLOTS] : NULL;
}

/* Under the lock: one more chunk, all its slots onto the free list. */
static ssp_status grow(struct ssp_handle_table *t)
{
	struct ssp_handle_chunk *chunk;
	u32 first = (u32)t->nchunks * SSP_HANDLE_CHUNK_SLOTS;
	u32 i;

	if (t->nchunks == SSP_HANDLE_CHUNKS)
		return SEC_E_INSUFFICIENT_MEMORY;
	chunk = ssp_pool_alloc(sizeof(*chunk));
	if (!chunk)
		return SEC_E_INSUFFICIENT_MEMORY;
	for (i = 0; i < SSP_HANDLE_CHUNK_SLOTS - 1; i++)
		chunk->slot[i].next = first + i + 2;
	t->free = first + 1;
	ssp_publish(&t->chunks[t->nchunks], chunk);
	t->nchunks++;
	return SEC_E_OK;
}

static u32 next_generation(struct ssp_handle_table *t)
{
	do {
		t->generation++;
	} while (t->generation == 0 || t->generation >= 0xfffffffeu);
	return t->generation;
}

ssp_status ssp_handle_new(struct ssp_handle_table *t, void *obj, SecHandle *h)
{
	ssp_status st = SEC_E_OK;
	struct slot *s;
	u32 n, gen;

	ssp_mutex_lock(&t->lock);
	if (!t->free)
		st = grow(t);
	if (st < 0) {
		ssp_mutex_unlock(&t->lock);
		return st;
	}
	n = t->free - 1;
	s = slot_at(t, n);
	t->free = s->next;
	t->live++;
	gen = next_generation(t);
	s->obj = obj;
	ssp_atomic_set(&s->state, STATE(gen, 1));
	ssp_mutex_unlock(&t->lock);

	h->dwLower = (ULONG_PTR)n << TAG_BITS | t->tag;
	h->dwUpper = gen;
	return SEC_E_OK;
}

/* The slot that @h names, if it could be one of this table's. */
static struct slot *slot_of(struct ssp_handle_table *t, const SecHandle *h,
			    u32 *n)
{
	ULONG_PTR limit = (ULONG_PTR)SSP_HANDLE_CHUNKS * SSP_HANDLE_CHUNK_SLOTS;

	if (!h || (h->dwLower & ((1u << TAG_BITS) - 1)) != t->tag ||
	    h->dwLower >> TAG_BITS >= limit || h->dwUpper > 0xffffffffu ||
	    h->dwUpper == 0)
		return NULL;
	*n = (u32)(h->dwLower >> TAG_BITS);
	return slot_at(t, *n);
}

ssp_status ssp_handle_get(struct ssp_handle_table *t, const SecHandle *h,
			  struct ssp_ref *ref)
{
	struct slot *s;
	u64 state;
	u32 n;

	ref->obj = NULL;
	s = slot_of(t, h, &n);
	if (!s)
		return SEC_E_INVALID_HANDLE;
	state = ssp_atomic_read(&s->state);
	do {
		if (STATE_GEN(state) != (u32)h->dwUpper || (state & DEAD) ||
		    (state & REFS) == 0 || (state & REFS) == REFS)
			return SEC_E_INVALID_HANDLE;
	} while (!ssp_atomic_cas(&s->state, &state, state + 1));
	ref->obj = s->obj;
	ref->slot = n;
	return SEC_E_OK;
}

static void drop(struct ssp_handle_table *t, struct slot *s, u32 n)
{
	void *obj = s->obj;

	if (ssp_atomic_sub(&s->state, 1) & REFS)
		return;
	/* Dead, and nobody left: the slot is ours alone. */
	t->release(obj);
	ssp_mutex_lock(&t->lock);
	s->obj = NULL;
	ssp_atomic_set(&s->state, 0);
	s->next = t->free;
	t->free = n + 1;
	t->live--;
	ssp_mutex_unlock(&t->lock);
}

void ssp_handle_put(struct ssp_handle_table *t, struct ssp_ref *ref)
{
	if (!ref->obj)
		return;
	ref->obj = NULL;
	drop(t, slot_at(t, ref->slot), ref->slot);
}

ssp_status ssp_handle_delete(struct ssp_handle_table *t, const SecHandle *h)
{
	struct slot *s;
	u64 state;
	u32 n;

	s = slot_of(t, h, &n);
	if (!s)
		return SEC_E_INVALID_HANDLE;
	state = ssp_atomic_read(&s->state);
	do {
		if (STATE_GEN(state) != (u32)h->dwUpper || (state & DEAD) ||
		    (state & REFS) == 0)
			return SEC_E_INVALID_HANDLE;
	} while (!ssp_atomic_cas(&s->state, &state, state | DEAD));
	drop(t, s, n);
	return SEC_E_OK;
}

size_t ssp_handle_clear(struct ssp_handle_table *t)
{
	u32 slots = (u32)t->nchunks * SSP_HANDLE_CHUNK_SLOTS;
	size_t count = 0;
	SecHandle h;
	u32 n;

	for (n = 0; n < slots; n++) {
		h.dwLower = (ULONG_PTR)n << TAG_BITS | t->tag;
		h.dwUpper = STATE_GEN(ssp_atomic_read(&slot_at(t, n)->state));
		if (ssp_handle_delete(t, &h) >= 0)
			count++;
	}
	ssp_handle_trim(t);
	return count;
}

void ssp_handle_trim(struct ssp_handle_table *t)
{
	ssp_mutex_lock(&t->lock);
	while (t->live == 0 && t->nchunks) {
		t->nchunks--;
		ssp_pool_free(t->chunks[t->nchunks],
			      sizeof(struct ssp_handle_chunk));
		ssp_publish(&t->chunks[t->nchunks], NULL);
		t->free = 0;
	}
	ssp_mutex_unlock(&t->lock);
}
