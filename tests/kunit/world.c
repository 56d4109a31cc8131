// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * tests/world.h in a kernel.
 *
 * Blocks and pages are really gone once they are revoked: KASAN's quarantine
 * and the page tables report late accesses, better than a pattern could.
 */
#include "tests/world.h"

#include <kunit/resource.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "tests/kunit/runner.h"
#include "tests/support.h"

/* Keys have blocks to work in (aes_skcipher.c), and locks have lockdep. */
const size_t ssp_test_context_max = 4096;

struct deferred {
	struct kunit *test;
	void (*fn)(struct kunit *test, void *data);
	void *data;
};

static int deferred_init(struct kunit_resource *res, void *context)
{
	res->data = context;
	return 0;
}

static void deferred_run(struct kunit_resource *res)
{
	struct deferred *d = res->data;

	d->fn(d->test, d->data);
	kfree(d);
}

void ssp_kunit_defer(struct kunit *test,
		     void (*fn)(struct kunit *test, void *data), void *data)
{
	struct deferred *d = ssp_world_alloc(sizeof(*d));

	*d = (struct deferred){ .test = test, .fn = fn, .data = data };
	kunit_alloc_resource(test, deferred_init, deferred_run,
			     GFP_KERNEL | __GFP_NOFAIL, d);
}

/*
 * KUnit prints failures itself and at once; the note follows when the loop
 * stops, or when the case has ended in the middle of it.
 */
static struct {
	struct kunit *test;
	char text[128];
} note;

static void note_tell(struct kunit *test, void *data)
{
	if (note.text[0] && READ_ONCE(test->status) != KUNIT_SUCCESS)
		kunit_err(test, "(%s)\n", note.text);
	note.text[0] = '\0';
	note.test = NULL;
}

void ssp_kunit_note(struct kunit *test, const char *fmt, ...)
{
	va_list ap;

	if (!fmt) {
		note_tell(test, NULL);
		note.test = test;
		return;
	}
	if (note.test != test) {
		note.test = test;
		ssp_kunit_defer(test, note_tell, NULL);
	}
	va_start(ap, fmt);
	vsnprintf(note.text, sizeof(note.text), fmt, ap);
	va_end(ap);
}

void *ssp_world_alloc(size_t n)
{
	return kzalloc(n, GFP_KERNEL | __GFP_NOFAIL);
}

void ssp_world_free(void *p)
{
	kfree(p);
}

u8 *ssp_world_heap(size_t n)
{
	return kvmalloc(n, GFP_KERNEL);
}

void ssp_world_heap_revoke(u8 *p, size_t n)
{
	kvfree(p);
}

bool ssp_world_heap_release(u8 *p, size_t n)
{
	return true;
}

size_t ssp_world_page(void)
{
	return PAGE_SIZE;
}

/*
 * Single pages are kept: mapping one takes longer than what most cases do with
 * it.  Each holds the address of the next.
 */
static DEFINE_MUTEX(pages_lock);
static u8 *pages;

static u8 *take_page(void)
{
	u8 *p;

	mutex_lock(&pages_lock);
	p = pages;
	if (p)
		pages = *(u8 **)p;
	mutex_unlock(&pages_lock);
	return p;
}

/* vmalloc() leaves a page unmapped behind each area. */
u8 *ssp_world_pages(size_t n)
{
	u8 *p = n == PAGE_SIZE ? take_page() : NULL;
	bool faults;

	if (p)
		return p;
	faults = ssp_runner_faults(false);
	p = vmalloc(n);
	ssp_runner_faults(faults);
	return p;
}

void ssp_world_pages_return(u8 *p, size_t n)
{
	if (n != PAGE_SIZE) {
		vfree(p);
		return;
	}
	mutex_lock(&pages_lock);
	*(u8 **)p = pages;
	pages = p;
	mutex_unlock(&pages_lock);
}

void ssp_runner_pages_free(void)
{
	u8 *p;

	while ((p = take_page()))
		vfree(p);
}

u8 *ssp_world_map(size_t n)
{
	return vmalloc(n);
}

void ssp_world_map_revoke(u8 *p, size_t n)
{
	vfree(p);
}

void ssp_world_map_release(u8 *p, size_t n)
{
}
