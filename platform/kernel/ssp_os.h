/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the core takes for granted of its world, kernel edition.
 *
 * User mode has a header of the same name; the include path chooses.
 */
#ifndef SSP_OS_H
#define SSP_OS_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/types.h>

static inline size_t ssp_min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static inline void ssp_wipe(void *p, size_t n)
{
	memzero_explicit(p, n);
}

/* Atomics: the fully ordered ones, and plain reads that are no less. */
struct ssp_atomic {
	atomic64_t v;
};

static inline u64 ssp_atomic_read(const struct ssp_atomic *a)
{
	return (u64)atomic64_read_acquire(&a->v);
}

static inline void ssp_atomic_set(struct ssp_atomic *a, u64 v)
{
	atomic64_set_release(&a->v, (s64)v);
}

static inline u64 ssp_atomic_add(struct ssp_atomic *a, u64 n)
{
	return (u64)atomic64_add_return((s64)n, &a->v);
}

static inline u64 ssp_atomic_sub(struct ssp_atomic *a, u64 n)
{
	return (u64)atomic64_sub_return((s64)n, &a->v);
}

/* True when @a held *@old and now holds @want; else *@old is refreshed. */
static inline bool ssp_atomic_cas(struct ssp_atomic *a, u64 *old, u64 want)
{
	return atomic64_try_cmpxchg(&a->v, (s64 *)old, (s64)want);
}

/* Pointers that are published once and read without a lock. */
#define ssp_publish(pp, v) smp_store_release((pp), (v))
#define ssp_published(pp) smp_load_acquire((pp))

struct ssp_mutex {
	struct mutex m;
};

/* @lock: the mutex itself, by name. */
#define SSP_MUTEX_INIT(lock)                     \
	{                                        \
		.m = __MUTEX_INITIALIZER(lock.m) \
	}

struct ssp_lock_class {
	struct lock_class_key key;
};

#endif /* SSP_OS_H */
