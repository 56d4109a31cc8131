/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Memory: two kinds, by name.
 *
 * Pool is the engine's own: objects, keys, passwords.  It is zeroed when it
 * is handed out and wiped when it comes back.  Virtual is whatever crosses
 * the API (P37, P41, P42): tokens the package allocates, attributes, package
 * lists.  Where either comes from is a run-time table, struct ssp_memory_ops
 * of <secur32.h>, because users and tests replace it.
 *
 * core/mem.c implements all of this but ssp_memory_default, the platform's.
 */
#ifndef SSP_PLATFORM_MEMORY_H
#define SSP_PLATFORM_MEMORY_H

#include <secur32.h>

#include "platform/types.h"

/* Nothing the engine allocates in one piece is ever larger. */
#define SSP_ALLOC_MAX (1u << 20)

/* The platform's own table: kmalloc/vmalloc, or the user-mode pool. */
extern const struct ssp_memory_ops ssp_memory_default;

/**
 * ssp_memory_set() - put another allocator in place
 * @ops: the table, which must outlive its use; NULL for the default
 *
 * Context: Not while another thread is inside the library.
 * Return:
 * * SEC_E_OK			- in place
 * * SEC_E_INVALID_PARAMETER	- size too small, or a function is missing
 * * SEC_E_OUT_OF_SEQUENCE	- memory of the present table is still in use
 */
ssp_status ssp_memory_set(const struct ssp_memory_ops *ops);

/**
 * ssp_pool_alloc() - zeroed pool memory
 * @n: bytes; 0 and anything above SSP_ALLOC_MAX fail
 *
 * Context: May sleep.
 * Return: memory for ssp_pool_free(), or NULL.
 */
void *ssp_pool_alloc(size_t n) __must_check;

/**
 * ssp_pool_dup() - a pool copy of @n bytes at @p
 * @p: what to copy
 * @n: bytes, as for ssp_pool_alloc()
 *
 * Context: May sleep.
 * Return: memory for ssp_pool_free(), or NULL.
 */
void *ssp_pool_dup(const void *p, size_t n) __must_check;

/**
 * ssp_pool_free() - wipe and release
 * @p: from ssp_pool_alloc(), or NULL
 * @n: the size that was asked for
 */
void ssp_pool_free(void *p, size_t n);

/**
 * ssp_virtual_alloc() - zeroed memory that leaves through the API
 * @n: bytes; 0 and anything above SSP_ALLOC_MAX fail
 *
 * The block knows its size, so that FreeContextBuffer() needs only the
 * pointer.
 *
 * Context: May sleep.
 * Return: memory for ssp_virtual_free(), or NULL.
 */
void *ssp_virtual_alloc(size_t n) __must_check;

/**
 * ssp_virtual_free() - wipe and release
 * @p: from ssp_virtual_alloc(), or NULL
 *
 * Return: false when @p is no block of ours that is still in use.
 */
bool ssp_virtual_free(void *p);

/**
 * ssp_is_virtual() - does [@p, @p + @n) lie wholly in virtual memory?
 * @p: start
 * @n: bytes; 0 is true for any @p
 */
bool ssp_is_virtual(const void *p, size_t n);

#endif /* SSP_PLATFORM_MEMORY_H */
