// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What ksecdd-upcall makes of a ticket source's answers
 * (tools/ksecdd-upcall/ask.c): a reply for every status, and only replies that
 * are sound.
 */
#include <kunit/test.h>

#include <errno.h>

#include "tests/support.h"
#include "tools/ksecdd-upcall/helper.h"

/* What the source is to answer, and what it was asked. */
static struct {
	ssp_status open, ask;
	size_t n;
	u64 expiry;
	u32 flags;
	unsigned int opened, closed;
} script;

static const u8 credential;

static ssp_status script_open(void *arg, const struct ssp_ticket_identity *id,
			      struct ssp_ticket_cred **cred)
{
	(void)arg;
	(void)id;
	*cred = NULL;
	if (script.open < 0)
		return script.open;
	script.opened++;
	*cred = (struct ssp_ticket_cred *)(uintptr_t)&credential;
	return SEC_E_OK;
}

static void script_close(void *arg, struct ssp_ticket_cred *cred)
{
	(void)arg;
	script.closed += cred != NULL;
}

static ssp_status script_answer(struct ssp_ticket_blob *blob)
{
	*blob = (struct ssp_ticket_blob){ NULL, 0 };
	if (script.ask < 0 || !script.n)
		return script.ask;
	blob->p = ssp_pool_alloc(script.n);
	if (!blob->p)
		return SEC_E_INSUFFICIENT_MEMORY;
	blob->n = script.n;
	memset(blob->p, 'a', blob->n);
	return SEC_E_OK;
}

static ssp_status script_name(void *arg, struct ssp_ticket_cred *cred,
			      struct ssp_ticket_blob *name, u64 *expiry)
{
	(void)arg;
	(void)cred;
	*expiry = script.expiry;
	return script_answer(name);
}

static ssp_status script_fetch(void *arg, struct ssp_ticket_cred *cred,
			       struct ssp_span spn, u32 flags,
			       struct ssp_ticket_blob *krb_cred)
{
	(void)arg;
	(void)cred;
	(void)spn;
	script.flags = flags;
	return script_answer(krb_cred);
}

static const struct ssp_ticket_source source = {
	.open = script_open,
	.close = script_close,
	.name = script_name,
	.fetch = script_fetch,
};

/* In pool memory, as in the helper. */
struct fixture {
	struct ssp_test_memory *m;
	struct ssp_upcall_reply *reply;
};

static int enter(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	memset(&script, 0, sizeof(script));
	f->m = ssp_test_memory_start(test);
	f->reply = ssp_pool_alloc(sizeof(*f->reply));
	test->priv = f;
	return f->reply ? 0 : -ENOMEM;
}

static void leave(struct kunit *test)
{
	struct fixture *f = test->priv;

	if (!f)
		return;
	KUNIT_EXPECT_EQ(test, script.opened, script.closed);
	ssp_pool_free(f->reply, sizeof(*f->reply));
	ssp_test_memory_stop(test, f->m);
}

static struct ssp_upcall_reply *ask(struct kunit *test, u32 op)
{
	struct ssp_upcall_asked asked = { .op = op, .flags = SSP_TICKET_FRESH };
	struct fixture *f = test->priv;

	ssp_upcall_ask(&source, &asked, f->reply);
	return f->reply;
}

static bool is_sound(const struct ssp_upcall_reply *reply)
{
	return ssp_upcall_reply_is_sound(reply,
					 SSP_UPCALL_REPLY_HEAD + reply->n);
}

static void expect_answer(struct kunit *test, u32 op, u64 expiry, size_t n)
{
	struct ssp_upcall_reply *reply = ask(test, op);
	struct ssp_upcall_answer head;

	KUNIT_ASSERT_EQ(test, reply->st, SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, is_sound(reply));
	KUNIT_ASSERT_EQ(test, reply->n, sizeof(head) + n);
	memcpy(&head, reply->answer, sizeof(head));
	KUNIT_EXPECT_EQ(test, head.version, SSP_UPCALL_VERSION);
	KUNIT_EXPECT_EQ(test, head.op, op);
	KUNIT_EXPECT_EQ(test, head.expiry, expiry);
	KUNIT_EXPECT_EQ(test, head.length, n);
	KUNIT_EXPECT_EQ(test, head.zero, 0u);
	KUNIT_EXPECT_EQ(test, reply->answer[sizeof(head)], 'a');
	KUNIT_EXPECT_EQ(test, reply->answer[sizeof(head) + n - 1], 'a');
}

static void answers(struct kunit *test)
{
	size_t most = SSP_UPCALL_ANSWER_MAX - sizeof(struct ssp_upcall_answer);

	script.n = 1;
	script.expiry = 42;
	expect_answer(test, SSP_UPCALL_NAME, 42, 1);
	expect_answer(test, SSP_UPCALL_FETCH, 0, 1);
	KUNIT_EXPECT_EQ(test, script.flags, SSP_TICKET_FRESH);
	script.n = most;
	expect_answer(test, SSP_UPCALL_FETCH, 0, most);
}

static void expect_refusal(struct kunit *test, ssp_status st)
{
	struct ssp_upcall_reply *reply = ask(test, SSP_UPCALL_FETCH);

	KUNIT_EXPECT_EQ(test, reply->st, st);
	KUNIT_EXPECT_EQ(test, reply->n, 0u);
	KUNIT_EXPECT_TRUE(test, is_sound(reply));
}

static void too_much_and_nothing_are_refused(struct kunit *test)
{
	script.n = SSP_UPCALL_ANSWER_MAX - sizeof(struct ssp_upcall_answer) + 1;
	expect_refusal(test, SEC_E_INTERNAL_ERROR);
	script.n = 0;
	expect_refusal(test, SEC_E_INTERNAL_ERROR);
}

#define ROW(number, status) { number, status },
static const struct row {
	u32 number;
	ssp_status st;
} rows[] = { SSP_UPCALL_ERRNOS(ROW) };

static void every_status_is_passed_on(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		script.open = SEC_E_OK;
		script.ask = rows[i].st;
		expect_refusal(test, rows[i].st);
		script.open = rows[i].st;
		expect_refusal(test, rows[i].st);
		KUNIT_EXPECT_EQ(test, ssp_upcall_errno(rows[i].st),
				rows[i].number);
	}
}

/* keyctl_reject(3) takes no 0, and a reader must know which it was. */
static void errnos_are_distinct(struct kunit *test)
{
	size_t i, k;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		KUNIT_EXPECT_NE(test, rows[i].number, 0u);
		for (k = 0; k < i; k++) {
			KUNIT_EXPECT_NE(test, rows[i].number, rows[k].number);
			KUNIT_EXPECT_NE(test, rows[i].st, rows[k].st);
		}
	}
	KUNIT_EXPECT_EQ(test, ssp_upcall_errno(SEC_E_INVALID_TOKEN),
			(u32)EPROTO);
}

/* What the child says has come through the hands of the user. */
static void unsound_replies_are_seen(struct kunit *test)
{
	struct ssp_upcall_reply *r;
	size_t n;

	script.n = 10;
	r = ask(test, SSP_UPCALL_FETCH);
	n = SSP_UPCALL_REPLY_HEAD + r->n;
	KUNIT_EXPECT_TRUE(test, ssp_upcall_reply_is_sound(r, n));
	KUNIT_EXPECT_FALSE(test, ssp_upcall_reply_is_sound(r, n - 1));
	KUNIT_EXPECT_FALSE(test, ssp_upcall_reply_is_sound(r, n + 1));
	KUNIT_EXPECT_FALSE(test, ssp_upcall_reply_is_sound(r, 0));
	KUNIT_EXPECT_FALSE(test, ssp_upcall_reply_is_sound(r, 7));
	KUNIT_EXPECT_FALSE(test, ssp_upcall_reply_is_sound(r, sizeof(*r) + 1));
	r->st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_FALSE(test, is_sound(r));
	r->n = 0;
	KUNIT_EXPECT_TRUE(test, is_sound(r));
	r->st = SEC_E_INVALID_TOKEN;
	KUNIT_EXPECT_FALSE(test, is_sound(r));
	r->st = SEC_I_CONTINUE_NEEDED;
	KUNIT_EXPECT_FALSE(test, is_sound(r));
	r->st = SEC_E_OK;
	KUNIT_EXPECT_FALSE(test, is_sound(r));
	r->n = sizeof(struct ssp_upcall_answer);
	KUNIT_EXPECT_FALSE(test, is_sound(r));
	r->n = (u32)-1;
	KUNIT_EXPECT_FALSE(
		test, ssp_upcall_reply_is_sound(r, SSP_UPCALL_REPLY_HEAD - 1));
}

static struct kunit_case upcall_ask_cases[] = {
	KUNIT_CASE(answers),
	KUNIT_CASE(too_much_and_nothing_are_refused),
	KUNIT_CASE(every_status_is_passed_on),
	KUNIT_CASE(errnos_are_distinct),
	KUNIT_CASE(unsound_replies_are_seen),
	{}
};

static struct kunit_suite upcall_ask_suite = {
	.name = "upcall_ask",
	.init = enter,
	.exit = leave,
	.test_cases = upcall_ask_cases,
};
kunit_test_suites(&upcall_ask_suite);
