// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A user's turn to ask: so many requests of one run at a time, and no more.  A
 * user of a container is another one than that of the same number outside.
 *
 * A request lasts for as long as a KDC keeps silent, and there is room for some
 * hundred.  Whoever starts more than his share waits for himself.
 */
#include <linux/sched/signal.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "platform/kernel/tickets.h"

#define AT_ONCE 16

static LIST_HEAD(taken);
static DEFINE_SPINLOCK(lock);
static DECLARE_WAIT_QUEUE_HEAD(given_back);

static bool try_take(struct ssp_tickets_turn *turn)
{
	const struct ssp_tickets_turn *other;
	int n = 0;

	spin_lock(&lock);
	list_for_each_entry(other, &taken, list)
		n += uid_eq(other->uid, turn->uid) &&
		     other->initial == turn->initial;
	if (n < AT_ONCE)
		list_add(&turn->list, &taken);
	spin_unlock(&lock);
	return n < AT_ONCE;
}

long ssp_tickets_turn_take(struct ssp_tickets_turn *turn, long wait)
{
	return wait_event_killable_timeout(given_back, try_take(turn), wait);
}

void ssp_tickets_turn_give(struct ssp_tickets_turn *turn)
{
	spin_lock(&lock);
	list_del(&turn->list);
	spin_unlock(&lock);
	wake_up_all(&given_back);
}
