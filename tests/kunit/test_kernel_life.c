// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Many contexts, many threads: what lockdep, kmemleak and KASAN have to see.
 */
#include <kunit/test.h>

#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/vmalloc.h>

#include "core/cred.h"
#include "core/ctx.h"
#include "platform/memory.h"
#include "tests/kunit/kernel_caller.h"

#define CONTEXTS 250
#define THREADS 4
#define ROUNDS 25
#define N 256

static const ULONG req = ISC_REQ_INTEGRITY | ISC_REQ_CONFIDENTIALITY;

static size_t blocks;

/* The module's own table, counted. */
static void *counted_allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	void *p = ssp_memory_default.allocate(NULL, kind, n);

	if (p)
		blocks++;
	return p;
}

static void counted_free(void *arg, enum ssp_memory_kind kind, void *p,
			 size_t n)
{
	blocks--;
	ssp_memory_default.free(NULL, kind, p, n);
}

static bool counted_is_virtual(void *arg, const void *p, size_t n)
{
	return ssp_memory_default.is_virtual(NULL, p, n);
}

static const struct ssp_memory_ops counted = {
	.size = sizeof(counted),
	.allocate = counted_allocate,
	.free = counted_free,
	.is_virtual = counted_is_virtual,
};

/* Made, used and deleted one after the other, by a single thread. */
static void many_contexts(struct kunit *test)
{
	struct ssp_caller *c;
	size_t before, i;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_memory_set(&counted));
	blocks = 0;
	c = ssp_caller_start(test, &ssp_caller_kerberos);
	/* What the credential and the tables keep is there after one. */
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_caller_leg(c, &c->spn, req));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, DeleteSecurityContext(&c->ctx));
	before = blocks;
	for (i = 0; i < CONTEXTS; i++) {
		memset(&c->ctx, 0, sizeof(c->ctx));
		c->out.cbBuffer = SSP_CALLER_ROOM;
		if (ssp_caller_leg(c, &c->spn, req) != SEC_E_OK ||
		    DeleteSecurityContext(&c->ctx) != SEC_E_OK)
			break;
		cond_resched();
	}
	KUNIT_EXPECT_EQ(test, (size_t)CONTEXTS, i);
	KUNIT_EXPECT_EQ(test, before, blocks);
	KUNIT_EXPECT_EQ(test, 1u, c->fake->fetches);
}

/**
 * struct worker - one thread
 * @c: the caller whose credential and context it shares
 * @rooms: this thread's own pages
 * @st: the first status that was not expected, or SEC_E_OK
 * @done: it has ended
 */
struct worker {
	struct ssp_caller *c;
	u8 *rooms;
	SECURITY_STATUS st;
	struct completion done;
};

static SECURITY_STATUS seal(PCtxtHandle ctx, u8 *p)
{
	SecBuffer b[] = {
		{ 128, SECBUFFER_TOKEN, p },
		{ N, SECBUFFER_DATA, p + 128 },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };

	return EncryptMessage(ctx, 0, &d, 0);
}

/* A context of its own over the credential of all. */
static SECURITY_STATUS one_context(struct worker *w)
{
	SecBuffer out = { SSP_CALLER_ROOM, SECBUFFER_TOKEN, w->rooms };
	SecBufferDesc desc = { SECBUFFER_VERSION, 1, &out };
	SECURITY_STATUS st;
	CtxtHandle ctx;

	st = InitializeSecurityContextW(&w->c->cred, NULL, &w->c->spn, req, 0,
					SECURITY_NATIVE_DREP, NULL, 0, &ctx,
					&desc, NULL, NULL);
	if (st < 0)
		return st;
	st = seal(&ctx, w->rooms);
	if (DeleteSecurityContext(&ctx) < 0)
		return SEC_E_INTERNAL_ERROR;
	return st;
}

/* The context of all, at once for sealing and for a query. */
static SECURITY_STATUS shared_context(struct worker *w)
{
	SecPkgContext_Sizes sizes;
	SECURITY_STATUS st;

	st = seal(&w->c->ctx, w->rooms);
	if (st < 0)
		return st;
	return QueryContextAttributesW(&w->c->ctx, SECPKG_ATTR_SIZES, &sizes);
}

static int work(void *arg)
{
	struct worker *w = arg;
	size_t i;

	for (i = 0; i < ROUNDS && w->st >= 0; i++) {
		w->st = one_context(w);
		if (w->st >= 0)
			w->st = shared_context(w);
		cond_resched();
	}
	kthread_complete_and_exit(&w->done, 0);
}

/* As above, until somebody deletes the context under it. */
static int work_until_deleted(void *arg)
{
	struct worker *w = arg;

	while (w->st >= 0) {
		w->st = shared_context(w);
		cond_resched();
	}
	kthread_complete_and_exit(&w->done, 0);
}

static void start(struct kunit *test, struct worker *w, struct ssp_caller *c,
		  int (*run)(void *arg))
{
	struct task_struct *task;

	w->c = c;
	w->st = SEC_E_OK;
	init_completion(&w->done);
	w->rooms = vmalloc(SSP_CALLER_ROOM);
	task = w->rooms ? kthread_run(run, w, "ksecdd-test") : ERR_PTR(-ENOMEM);
	if (IS_ERR(task)) {
		w->st = SEC_E_INSUFFICIENT_MEMORY;
		complete(&w->done);
	}
}

static void finish(struct worker *w)
{
	wait_for_completion(&w->done);
	vfree(w->rooms);
}

static struct worker *connected_workers(struct kunit *test)
{
	struct ssp_caller *c = ssp_caller_start(test, &ssp_caller_kerberos);
	struct worker *w = kunit_kcalloc(test, THREADS, sizeof(*w), GFP_KERNEL);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, w);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_caller_leg(c, &c->spn, req));
	w[0].c = c;
	return w;
}

static void parallel_hand_shakes(struct kunit *test)
{
	struct worker *w = connected_workers(test);
	struct ssp_caller *c = w[0].c;
	size_t i;

	for (i = 0; i < THREADS; i++)
		start(test, &w[i], c, work);
	for (i = 0; i < THREADS; i++) {
		finish(&w[i]);
		KUNIT_EXPECT_EQ(test, SEC_E_OK, w[i].st);
	}
}

/* Whoever is inside finishes; whoever comes later finds nothing. */
static void deleted_while_in_use(struct kunit *test)
{
	struct worker *w = connected_workers(test);
	struct ssp_caller *c = w[0].c;
	size_t i;

	for (i = 0; i < THREADS; i++)
		start(test, &w[i], c, work_until_deleted);
	for (i = 0; i < ROUNDS; i++)
		KUNIT_EXPECT_EQ(test, SEC_E_OK, one_context(&w[0]));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, DeleteSecurityContext(&c->ctx));
	for (i = 0; i < THREADS; i++) {
		finish(&w[i]);
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, w[i].st);
	}
}

/* What module_exit() does with what a caller forgot. */
static void left_overs_are_cleared(struct kunit *test)
{
	struct ssp_caller *c = ssp_caller_start(test, &ssp_caller_kerberos);

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_caller_leg(c, &c->spn, req));
	KUNIT_EXPECT_EQ(test, (size_t)1, ssp_handle_clear(&ssp_ctxs));
	KUNIT_EXPECT_EQ(test, (size_t)1, ssp_handle_clear(&ssp_creds));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, seal(&c->ctx, c->in_room));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_memory_set(NULL));
}

static void life_exit(struct kunit *test)
{
	ssp_caller_stop(test);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_memory_set(NULL));
}

static struct kunit_case life_cases[] = { KUNIT_CASE(many_contexts),
					  KUNIT_CASE(parallel_hand_shakes),
					  KUNIT_CASE(deleted_while_in_use),
					  KUNIT_CASE(left_overs_are_cleared),
					  {} };

static struct kunit_suite life_suite = {
	.name = "kernel_life",
	.exit = life_exit,
	.test_cases = life_cases,
};
kunit_test_suites(&life_suite);
