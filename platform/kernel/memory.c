// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Memory in the kernel: pool memory is the slab's, virtual memory vmalloc's.
 */
#include "platform/memory.h"

#include <linux/mm.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

/* Large pool blocks need not be contiguous, and nobody asks where they lie. */
static void *allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	might_sleep();
	return kind == SSP_MEMORY_VIRTUAL ? vmalloc(n) :
					    kvmalloc(n, GFP_KERNEL);
}

static void give_back(void *arg, enum ssp_memory_kind kind, void *p, size_t n)
{
	kvfree_sensitive(p, n);
}

/*
 * Stacks may be mapped where vmalloc() maps, and so may devices; neither is
 * what is meant.
 */
static bool page_is_virtual(const void *p)
{
	const struct page *page;

	if (!is_vmalloc_addr(p) || object_is_on_stack(p))
		return false;
	page = vmalloc_to_page(p);
	return page && pfn_valid(page_to_pfn(page));
}

/*
 * Every page counts: a length that runs past its allocation meets the guard
 * page, which is not mapped.
 */
static bool is_virtual(void *arg, const void *p, size_t n)
{
	unsigned long page = (unsigned long)p & PAGE_MASK;
	unsigned long last = ((unsigned long)p + n - 1) & PAGE_MASK;

	while (page_is_virtual((const void *)page)) {
		if (page == last)
			return true;
		page += PAGE_SIZE;
	}
	return false;
}

const struct ssp_memory_ops ssp_memory_default = {
	.size = sizeof(ssp_memory_default),
	.allocate = allocate,
	.free = give_back,
	.is_virtual = is_virtual,
};
