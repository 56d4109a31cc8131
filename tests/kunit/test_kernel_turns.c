// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * How many requests of one user run at a time, and that others' do.
 */
#include <kunit/test.h>

#include <linux/workqueue.h>

#include "platform/kernel/tickets.h"

/* Takes what there is for one user. */
static int take_all(struct ssp_tickets_turn *turns, int n, u32 uid,
		    bool initial)
{
	int i;

	for (i = 0; i < n; i++) {
		turns[i].uid = KUIDT_INIT(uid);
		turns[i].initial = initial;
		if (ssp_tickets_turn_take(&turns[i], 1) <= 0)
			break;
	}
	return i;
}

/* None of them outlives the case: the list would lead into its stack. */
static void a_user_has_so_many_turns(struct kunit *test)
{
	struct ssp_tickets_turn alices[17], bobs[17], others[17];
	struct ssp_tickets_turn last = { .uid = KUIDT_INIT(4242),
					 .initial = true };
	int n = take_all(alices, ARRAY_SIZE(alices), 4242, true);
	int m = take_all(bobs, ARRAY_SIZE(bobs), 4243, true);
	int k = take_all(others, ARRAY_SIZE(others), 4242, false);
	long left;

	KUNIT_EXPECT_EQ(test, 16, n);
	KUNIT_EXPECT_EQ(test, 16, m);
	KUNIT_EXPECT_EQ(test, 16, k);
	while (m)
		ssp_tickets_turn_give(&bobs[--m]);
	while (k)
		ssp_tickets_turn_give(&others[--k]);
	left = ssp_tickets_turn_take(&last, 1);
	KUNIT_EXPECT_EQ(test, 0L, left);
	ssp_tickets_turn_give(&alices[--n]);
	left = ssp_tickets_turn_take(&last, 1);
	KUNIT_EXPECT_GT(test, left, 0L);
	if (left > 0)
		ssp_tickets_turn_give(&last);
	while (n)
		ssp_tickets_turn_give(&alices[--n]);
}

struct giver {
	struct work_struct work;
	struct ssp_tickets_turn *turn;
};

static void give_later(struct work_struct *work)
{
	ssp_tickets_turn_give(container_of(work, struct giver, work)->turn);
}

static void who_waits_gets_the_next_turn(struct kunit *test)
{
	struct ssp_tickets_turn turns[16], last = { .uid = KUIDT_INIT(4242) };
	struct giver giver = { .turn = &turns[0] };
	int n = take_all(turns, ARRAY_SIZE(turns), 4242, false);
	long left;

	INIT_WORK_ONSTACK(&giver.work, give_later);
	if (n == ARRAY_SIZE(turns))
		schedule_work(&giver.work);
	/* Who is not woken sees it at the end of the wait, with a jiffy left. */
	left = ssp_tickets_turn_take(&last, 60 * HZ);
	flush_work(&giver.work);
	destroy_work_on_stack(&giver.work);
	KUNIT_EXPECT_EQ(test, (int)ARRAY_SIZE(turns), n);
	KUNIT_EXPECT_GT(test, left, 1L);
	if (left > 0)
		ssp_tickets_turn_give(&last);
	while (n > 1)
		ssp_tickets_turn_give(&turns[--n]);
}

static struct kunit_case turn_cases[] = {
	KUNIT_CASE(a_user_has_so_many_turns),
	KUNIT_CASE(who_waits_gets_the_next_turn),
	{},
};

static struct kunit_suite turn_suite = {
	.name = "kernel_turns",
	.test_cases = turn_cases,
};

kunit_test_suites(&turn_suite);
