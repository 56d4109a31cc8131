/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Handles: a slot and its generation, never a pointer.
 *
 * A stale, forged or crossed handle is found out in O(1) and without
 * following anything it says.  Looking one up takes no lock: a slot's state
 * is one word of generation, liveness and references.
 */
#ifndef SSP_CORE_HANDLE_H
#define SSP_CORE_HANDLE_H

#include "platform/types.h"

struct ssp_handle_chunk;

#define SSP_HANDLE_CHUNKS 4096
#define SSP_HANDLE_CHUNK_SLOTS 256

/**
 * struct ssp_handle_table - all objects of one kind
 * @tag: in the low bits of every dwLower, differs between tables
 * @release: called with an object when its last reference is gone
 * @lock: guards the free list and growing; never held over a call out
 * @chunks: slots, published as they appear
 * @nchunks: how many
 * @free: head of the free list, slot number + 1, or 0
 * @generation: of the handle given out last
 * @live: slots in use
 */
struct ssp_handle_table {
	const u32 tag;
	void (*const release)(void *obj);
	struct ssp_mutex lock;
	struct ssp_handle_chunk *chunks[SSP_HANDLE_CHUNKS];
	size_t nchunks;
	u32 free;
	u32 generation;
	size_t live;
};

/**
 * SSP_HANDLE_TABLE() - initialiser of a table
 * @table: the table's name
 * @t: SSP_HANDLE_TAG_*
 * @f: release function
 */
#define SSP_HANDLE_TABLE(table, t, f)                                          \
	{                                                                      \
		.tag = (t), .release = (f), .lock = SSP_MUTEX_INIT(table.lock) \
	}

#define SSP_HANDLE_TAG_CRED 5u
#define SSP_HANDLE_TAG_CTX 10u

/* A reference to an object through its slot. */
struct ssp_ref {
	void *obj;
	u32 slot;
};

/**
 * ssp_handle_new() - give an object a handle
 * @t: table
 * @obj: the object, the table's from now on
 * @h: receives the handle
 *
 * Return: SEC_E_OK, or SEC_E_INSUFFICIENT_MEMORY and @obj stays the caller's.
 */
ssp_status ssp_handle_new(struct ssp_handle_table *t, void *obj, SecHandle *h);

/**
 * ssp_handle_get() - look up a handle and hold its object
 * @t: table
 * @h: any value, or NULL
 * @ref: receives the reference, for ssp_handle_put()
 *
 * Return: SEC_E_OK or SEC_E_INVALID_HANDLE.
 */
ssp_status ssp_handle_get(struct ssp_handle_table *t, const SecHandle *h,
			  struct ssp_ref *ref);

/**
 * ssp_handle_put() - let go; the last one out releases the object
 * @t: table
 * @ref: reference; may be empty
 */
void ssp_handle_put(struct ssp_handle_table *t, struct ssp_ref *ref);

/**
 * ssp_handle_delete() - end a handle; references keep the object
 * @t: table
 * @h: any value, or NULL
 *
 * Return: SEC_E_OK or SEC_E_INVALID_HANDLE.
 */
ssp_status ssp_handle_delete(struct ssp_handle_table *t, const SecHandle *h);

/**
 * ssp_handle_clear() - end every handle of a table, and trim it
 * @t: table
 *
 * Context: Not while another thread is inside the library.
 * Return: how many handles were in use.
 */
size_t ssp_handle_clear(struct ssp_handle_table *t);

/**
 * ssp_handle_trim() - give back the memory of an empty table
 * @t: table; does nothing while objects live
 *
 * Generations survive, so that old handles stay invalid.
 *
 * Context: Not while another thread is inside the library.
 */
void ssp_handle_trim(struct ssp_handle_table *t);

#endif /* SSP_CORE_HANDLE_H */
