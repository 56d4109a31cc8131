// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Many contexts: over one credential, one after the other and at once; and in
 * threads.
 */
#include "tests/kernel/consumer.h"

#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/vmstat.h>

#define IN_SEQUENCE 100
#define AT_ONCE 1000
#define MANY 10000
#define BEFORE_MANY 100
#define THREADS 8
#define PER_THREAD 8

static const ULONG flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_REPLAY_DETECT |
			   ISC_REQ_SEQUENCE_DETECT | ISC_REQ_CONFIDENTIALITY;

/* Open, a sealed message each way, close. */
static bool conversation(const struct con_ask *ask)
{
	struct con_client *c = kzalloc(sizeof(*c), GFP_KERNEL);
	bool ok;

	if (!con_want(c, "no memory"))
		return false;
	ok = con_open(c, ask) && con_exchange(c, 200);
	con_close(c);
	kfree(c);
	return ok;
}

static void in_sequence(const char *package, const struct con_args *args)
{
	struct con_ask ask = {
		.package = package,
		.target = con_enctypes[1].spn,
		.port = args->any,
	};
	struct con_client shared;
	int i, good = 0;

	con_init(&shared, &ask);
	con_want_status("AcquireCredentialsHandle", SEC_E_OK,
			con_acquire(&shared));
	ask.cred = &shared.cred;
	for (i = 0; i < IN_SEQUENCE; i++) {
		ask.flags = flags | (i & 1 ? ISC_REQ_ALLOCATE_MEMORY : 0);
		good += conversation(&ask);
	}
	con_want(good == IN_SEQUENCE, "%d contexts were good", good);
	con_close(&shared);
	con_checked("%d contexts in sequence", IN_SEQUENCE);
}

/* Kerberos without mutual proof is done after a leg: no peer is needed. */
static int open_all(struct con_client *clients, const struct con_ask *ask)
{
	int i, good = 0;

	for (i = 0; i < AT_ONCE; i++) {
		con_init(&clients[i], ask);
		clients[i].cred = *ask->cred;
		good += con_leg(&clients[i], NULL, 0) == SEC_E_OK;
		con_give(&clients[i].token);
	}
	return good;
}

static void at_once(void)
{
	struct con_ask ask = {
		.package = "Kerberos",
		.target = con_enctypes[3].spn,
		.flags = ISC_REQ_CONFIDENTIALITY | ISC_REQ_ALLOCATE_MEMORY,
	};
	struct con_client *clients, shared;
	struct con_bytes sealed, msg;
	int i, good = 0;

	con_init(&shared, &ask);
	con_want_status("AcquireCredentialsHandle", SEC_E_OK,
			con_acquire(&shared));
	ask.cred = &shared.cred;
	clients = kvcalloc(AT_ONCE, sizeof(*clients), GFP_KERNEL);
	if (con_want(clients, "no memory"))
		good = open_all(clients, &ask);
	con_want(good == AT_ONCE, "%d contexts were open", good);
	/* The contexts hold what they need of it. */
	con_close(&shared);
	msg = con_pattern(CON_SLAB, 100);
	for (i = 0; clients && i < AT_ONCE; i++) {
		con_want_status("EncryptMessage", SEC_E_OK,
				con_seal(&clients[i], 0, 1, msg, &sealed));
		con_give(&sealed);
		con_close(&clients[i]);
	}
	con_give(&msg);
	kvfree(clients);
	con_checked("%d contexts at once, after their credential", AT_ONCE);
}

/* What the machine has given away for good, or so it seems. */
static long slab_bytes(void)
{
	return (long)global_node_page_state_pages(NR_SLAB_UNRECLAIMABLE_B)
	       << PAGE_SHIFT;
}

/*
 * A context takes kilobytes: this finds a leak of any object of 64 bytes or more.
 * That not a byte is lost is shown where allocations can be counted
 * (tests/kunit/test_kernel_life.c).
 */
static void many(void)
{
	struct con_ask ask = {
		.package = "Kerberos",
		.target = con_enctypes[0].spn,
		.flags = ISC_REQ_CONFIDENTIALITY | ISC_REQ_ALLOCATE_MEMORY,
	};
	struct con_client shared, c;
	int i, good = 0;
	long before = 0;

	con_init(&shared, &ask);
	con_want_status("AcquireCredentialsHandle", SEC_E_OK,
			con_acquire(&shared));
	ask.cred = &shared.cred;
	/* After some, pages have been taken that stay. */
	for (i = -BEFORE_MANY; i < MANY; i++) {
		if (i == 0)
			before = slab_bytes();
		con_init(&c, &ask);
		c.cred = shared.cred;
		good += con_leg(&c, NULL, 0) == SEC_E_OK;
		con_close(&c);
		cond_resched();
	}
	con_want(good == BEFORE_MANY + MANY, "%d contexts were good", good);
	con_want(slab_bytes() - before < MANY * 64L, "the slab grew by %ld",
		 slab_bytes() - before);
	con_close(&shared);
	con_checked("%d contexts, one after the other", MANY);
}

struct worker {
	struct task_struct *thread;
	struct completion done;
	struct con_ask ask;
	int good;
};

/*
 * kthread_stop() waits for the end, so that no thread is left when the module
 * goes; but one that is told to stop too early never begins.
 */
static int work(void *arg)
{
	struct worker *w = arg;
	int i;

	for (i = 0; i < PER_THREAD; i++)
		w->good += conversation(&w->ask);
	complete(&w->done);
	set_current_state(TASK_INTERRUPTIBLE);
	while (!kthread_should_stop()) {
		schedule();
		set_current_state(TASK_INTERRUPTIBLE);
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static void start(struct worker *w, int i)
{
	init_completion(&w->done);
	w->thread = kthread_run(work, w, "consumer/%d", i);
	if (!con_want(!IS_ERR(w->thread), "no thread"))
		w->thread = NULL;
}

/* Half of the threads share a credential, half make their own each time. */
static void in_parallel(const char *package, const struct con_args *args)
{
	struct con_ask ask = { .package = package };
	struct con_client shared;
	struct worker *w;
	int i, good = 0;

	con_init(&shared, &ask);
	con_want_status("AcquireCredentialsHandle", SEC_E_OK,
			con_acquire(&shared));
	w = kcalloc(THREADS, sizeof(*w), GFP_KERNEL);
	for (i = 0; w && i < THREADS; i++) {
		w[i].ask = (struct con_ask){
			.package = package,
			.target = con_enctypes[i % CON_ENCTYPES].spn,
			.flags = flags | ISC_REQ_ALLOCATE_MEMORY,
			.port = args->any,
			.cred = i < THREADS / 2 ? &shared.cred : NULL,
		};
		start(&w[i], i);
	}
	for (i = 0; w && i < THREADS; i++) {
		if (w[i].thread) {
			wait_for_completion(&w[i].done);
			kthread_stop(w[i].thread);
		}
		good += w[i].good;
	}
	kfree(w);
	con_close(&shared);
	con_want(good == THREADS * PER_THREAD, "%d contexts were good", good);
	con_checked("%d threads with %d contexts each", THREADS, PER_THREAD);
}

void con_group_mass(const struct con_args *args)
{
	size_t p;

	for (p = 0; p < CON_PACKAGES; p++) {
		con_scene("%s", con_packages[p]);
		in_sequence(con_packages[p], args);
		in_parallel(con_packages[p], args);
	}
	at_once();
	many();
}
