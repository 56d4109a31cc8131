// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * One hand-shake, and what comes of it in one line: status, milliseconds, and
 * after success who we are to the peer; else its status, if it is one of ours.
 * For scripts, which bring about the situation.
 */
#include "tests/kernel/consumer.h"

#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/slab.h>

/* A client whose context stays open. */
struct kept {
	struct list_head list;
	struct con_client c;
};

static LIST_HEAD(kept);

/* Who we are to the peer; or why we are nobody, if it said. */
static const char *peers_view(const struct con_client *c)
{
	const char *name = NULL;

	if (c->peer_done)
		return c->peer_name;
	if (c->frame.type == LAB_ERROR && c->frame.n == 8)
		name = Secur32StatusName(
			(SECURITY_STATUS)con_get_be32(c->frame.p));
	return name ? name : "-";
}

static void converse(const struct con_ask *ask)
{
	ktime_t start = ktime_get();
	struct con_client *c = kzalloc(sizeof(*c), GFP_KERNEL);
	SECURITY_STATUS st;
	ULONG supplied;

	if (!c)
		return;
	con_init(c, ask);
	st = con_handshake(c);
	supplied = c->attr & ISC_RET_USED_SUPPLIED_CREDS;
	con_say("%s %lld %s", con_status_name(st),
		ktime_ms_delta(ktime_get(), start), peers_view(c));
	if (c->peer_done && !ask->supply != !supplied)
		con_say("ISC_RET_USED_SUPPLIED_CREDS is not true");
	if (c->peer_done && !con_exchange(c, 100))
		con_say("messages do not arrive");
	con_close(c);
	kfree(c);
}

static struct con_ask whole(const struct con_args *args)
{
	struct con_ask ask = args->ask;

	ask.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
		    ISC_REQ_ALLOCATE_MEMORY;
	if (ask.supply)
		ask.flags |= ISC_REQ_USE_SUPPLIED_CREDS;
	return ask;
}

void con_probe(const struct con_args *args, struct con_held *held)
{
	struct con_ask ask = whole(args);

	if (held->have_cred)
		ask.cred = &held->cred;
	converse(&ask);
}

void con_hold(const struct con_args *args, struct con_held *held)
{
	struct con_ask ask = whole(args);
	struct con_client *c = kzalloc(sizeof(*c), GFP_KERNEL);
	SECURITY_STATUS st;

	if (!c)
		return;
	con_held_free(held);
	con_init(c, &ask);
	st = con_acquire(c);
	held->cred = c->cred;
	held->have_cred = c->have_cred;
	con_say("%s", con_status_name(st));
	kfree(c);
}

void con_held_free(struct con_held *held)
{
	if (held->have_cred)
		FreeCredentialsHandle(&held->cred);
	held->have_cred = false;
}

void con_keep(const struct con_args *args)
{
	struct con_ask ask = whole(args);
	struct kept *k;
	int i;

	for (i = 0; i < args->count; i++) {
		k = kzalloc(sizeof(*k), GFP_KERNEL);
		if (!k)
			return;
		list_add(&k->list, &kept);
		con_init(&k->c, &ask);
		con_say("%s", con_status_name(con_handshake(&k->c)));
	}
}

void con_kept_free(void)
{
	struct kept *k, *next;

	list_for_each_entry_safe(k, next, &kept, list) {
		con_close(&k->c);
		list_del(&k->list);
		kfree(k);
	}
}

/* What a careless module does: both handles are lost. */
void con_leave(const struct con_args *args)
{
	struct con_ask ask = whole(args);
	struct con_client *c = kzalloc(sizeof(*c), GFP_KERNEL);

	if (!c)
		return;
	con_init(c, &ask);
	con_say("%s", con_status_name(con_handshake(c)));
	c->have_ctx = false;
	c->have_cred = false;
	con_close(c);
	kfree(c);
}
