// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The slab's trace points see every allocation; those of other threads and of
 * interrupts are not counted.
 */
#include "tests/kunit/slab_count.h"

#include <linux/sched.h>
#include <linux/tracepoint.h>
#include <trace/events/kmem.h>

#include "tests/world.h"

static struct kunit *counting;
static struct task_struct *task;
static u32 calls;

static void count(void)
{
	if (in_task() && current == task)
		calls++;
}

static void on_kmalloc(void *data, unsigned long site, const void *p,
		       size_t asked, size_t given, gfp_t gfp, int node)
{
	count();
}

static void on_cache_alloc(void *data, unsigned long site, const void *p,
			   struct kmem_cache *cache, gfp_t gfp, int node)
{
	count();
}

static void stop(struct kunit *test, void *data)
{
	unregister_trace_kmalloc(on_kmalloc, NULL);
	unregister_trace_kmem_cache_alloc(on_cache_alloc, NULL);
	tracepoint_synchronize_unregister();
	counting = NULL;
}

static int start(void)
{
	int err = register_trace_kmalloc(on_kmalloc, NULL);

	if (err)
		return err;
	err = register_trace_kmem_cache_alloc(on_cache_alloc, NULL);
	if (err)
		unregister_trace_kmalloc(on_kmalloc, NULL);
	return err;
}

u32 ssp_slab_count(struct kunit *test)
{
	if (counting == test)
		return calls;
	KUNIT_ASSERT_EQ(test, start(), 0);
	ssp_kunit_defer(test, stop, NULL);
	counting = test;
	task = current;
	calls = 0;
	return 0;
}
