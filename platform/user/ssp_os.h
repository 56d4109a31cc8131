/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the core takes for granted of its world, user-mode edition.
 *
 * The kernel has a header of the same name; the include path chooses.  Only
 * types and inlines that must differ live here: scalars, compiler words,
 * atomics and the layout of a mutex.  Behaviour is declared in platform/.
 */
#ifndef SSP_OS_H
#define SSP_OS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

#ifndef container_of
#define container_of(ptr, type, member) \
	((type *)((char *)(ptr)-offsetof(type, member)))
#endif

#ifndef __must_check
#define __must_check __attribute__((__warn_unused_result__))
#endif

#ifndef fallthrough
#define fallthrough __attribute__((__fallthrough__))
#endif

static inline size_t ssp_min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* A compiler may drop a memset() of memory that is about to die; not this. */
static inline void ssp_wipe(void *p, size_t n)
{
	memset(p, 0, n);
	__asm__ __volatile__("" : : "r"(p) : "memory");
}

/* Atomics: sequentially consistent, as the kernel's fully ordered ones. */
struct ssp_atomic {
	u64 v;
};

static inline u64 ssp_atomic_read(const struct ssp_atomic *a)
{
	return __atomic_load_n(&a->v, __ATOMIC_SEQ_CST);
}

static inline void ssp_atomic_set(struct ssp_atomic *a, u64 v)
{
	__atomic_store_n(&a->v, v, __ATOMIC_SEQ_CST);
}

static inline u64 ssp_atomic_add(struct ssp_atomic *a, u64 n)
{
	return __atomic_add_fetch(&a->v, n, __ATOMIC_SEQ_CST);
}

static inline u64 ssp_atomic_sub(struct ssp_atomic *a, u64 n)
{
	return __atomic_sub_fetch(&a->v, n, __ATOMIC_SEQ_CST);
}

/* True when @a held *@old and now holds @want; else *@old is refreshed. */
static inline bool ssp_atomic_cas(struct ssp_atomic *a, u64 *old, u64 want)
{
	return __atomic_compare_exchange_n(&a->v, old, want, false,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* Pointers that are published once and read without a lock. */
#define ssp_publish(pp, v) __atomic_store_n((pp), (v), __ATOMIC_RELEASE)
#define ssp_published(pp) __atomic_load_n((pp), __ATOMIC_ACQUIRE)

struct ssp_mutex {
	pthread_mutex_t m;
};

#define SSP_MUTEX_INIT(lock)              \
	{                                 \
		PTHREAD_MUTEX_INITIALIZER \
	}

/* Only a kernel that proves its locking order has use for it. */
struct ssp_lock_class {
	char unused;
};

#endif /* SSP_OS_H */
