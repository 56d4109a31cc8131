// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The kernel's source of tickets, as far as it goes without user space: what a
 * request consists of, what is believed of an answer, which keys are shared,
 * and on whose behalf is asked.
 */
#include <kunit/test.h>

#include <linux/cred.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/sched/task.h>
#include <linux/timekeeping.h>

#include "platform/kernel/tickets.h"
#include "platform/memory.h"
#include "tests/support.h"

#define TEXT(s) ((struct ssp_span){ (const u8 *)(s), sizeof(s) - 1 })
#define BYTES(v) ((struct ssp_span){ (const u8 *)&(v), sizeof(v) })

static const struct ssp_ticket_source *const source = &ssp_tickets_upcall;

static struct ssp_tickets_ask an_ask(void)
{
	return (struct ssp_tickets_ask){
		.head.op = SSP_UPCALL_FETCH,
		.head.have_password = 1,
		.head.uid = 1000,
		.head.gid = 100,
		.head.pid = 4711,
		.head.start = 0x123456789a,
		.text[SSP_UPCALL_PRINCIPAL] = TEXT("p@R"),
		.text[SSP_UPCALL_USER] = TEXT("user"),
		.text[SSP_UPCALL_DOMAIN] = TEXT("domain"),
		.text[SSP_UPCALL_PASSWORD] = TEXT("geheim"),
		.text[SSP_UPCALL_SPN] = TEXT("HTTP/www.example.com"),
		.serial = 7,
	};
}

static void a_request_is_as_documented(struct kunit *test)
{
	static const char strings[] = "p@Ruserdomaingeheim"
				      "HTTP/www.example.com";
	const struct ssp_upcall_request head = {
		.version = 1,
		.op = 2,
		.have_password = 1,
		.uid = 1000,
		.gid = 100,
		.pid = 4711,
		.start = 0x123456789a,
		.length = { 3, 4, 6, 6, 20 },
	};
	struct ssp_tickets_ask ask = an_ask();
	struct ssp_ticket_blob b;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_tickets_pack(&ask, &b));
	KUNIT_EXPECT_EQ(test, sizeof(head) + sizeof(strings) - 1, b.n);
	SSP_EXPECT_MEMEQ(test, b.p, &head, sizeof(head));
	SSP_EXPECT_MEMEQ(test, b.p + sizeof(head), strings,
			 sizeof(strings) - 1);
	ssp_pool_free(b.p, b.n);
}

static void a_request_has_an_end(struct kunit *test)
{
	const size_t most =
		SSP_UPCALL_REQUEST_MAX - sizeof(struct ssp_upcall_request);
	struct ssp_tickets_ask ask = { .head.op = SSP_UPCALL_FETCH };
	u8 *p = ssp_test_guarded(test, most + 1);
	struct ssp_ticket_blob b;
	size_t i;

	for (i = 0; i < SSP_UPCALL_STRINGS; i++) {
		ask.text[i] = (struct ssp_span){ p, most };
		KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_tickets_pack(&ask, &b));
		KUNIT_EXPECT_EQ(test, (size_t)SSP_UPCALL_REQUEST_MAX, b.n);
		ssp_pool_free(b.p, b.n);
		ask.text[i].n++;
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
				ssp_tickets_pack(&ask, &b));
		KUNIT_EXPECT_NULL(test, b.p);
		ask.text[i].n = most;
		ask.text[SSP_UPCALL_STRINGS - 1 - i].n = i == 2 ? SIZE_MAX : 1;
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
				ssp_tickets_pack(&ask, &b));
		memset(ask.text, 0, sizeof(ask.text));
	}
}

static void expect_description(struct kunit *test,
			       const struct ssp_tickets_ask *ask, bool same)
{
	char before[SSP_TICKETS_DESCRIPTION];
	char after[SSP_TICKETS_DESCRIPTION];
	const struct ssp_tickets_ask first = an_ask();

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_tickets_describe(&first, before));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_tickets_describe(ask, after));
	KUNIT_EXPECT_EQ(test, same, strcmp(before, after) == 0);
}

static void different_questions_are_told_apart(struct kunit *test)
{
	struct ssp_tickets_ask ask = an_ask();
	u32 *words[] = { &ask.head.op,	ask.head.length,
			 &ask.head.uid, &ask.head.have_password,
			 &ask.head.gid, &ask.head.pid };
	size_t i;

	expect_description(test, &ask, true);
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		*words[i] ^= 1;
		expect_description(test, &ask, false);
		*words[i] ^= 1;
	}
	for (i = 0; i < SSP_UPCALL_STRINGS; i++) {
		struct ssp_span whole = ask.text[i];

		ask.text[i].p++;
		ask.text[i].n--;
		expect_description(test, &ask, i == SSP_UPCALL_PASSWORD);
		ask.text[i] = whole;
	}
	ask.head.start++;
	expect_description(test, &ask, false);
	ask.head.start--;
	ask.serial++;
	expect_description(test, &ask, false);
}

/* No length of it either. */
static void the_password_is_not_in_the_description(struct kunit *test)
{
	struct ssp_tickets_ask ask = an_ask();

	ask.text[SSP_UPCALL_PASSWORD] = TEXT("another");
	ask.head.length[SSP_UPCALL_PASSWORD] = 7;
	expect_description(test, &ask, true);
}

static void descriptions_are_short(struct kunit *test)
{
	char room[SSP_TICKETS_DESCRIPTION + 1];
	struct ssp_tickets_ask ask = an_ask();

	room[SSP_TICKETS_DESCRIPTION] = 'x';
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_tickets_describe(&ask, room));
	KUNIT_EXPECT_TRUE(test, strstarts(room, "fetch;1000;4711;"));
	KUNIT_EXPECT_EQ(test, strlen("fetch;1000;4711;") + 64, strlen(room));

	ask.head.uid = ask.head.pid = U32_MAX;
	ask.head.flags = SSP_TICKET_FRESH;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_tickets_describe(&ask, room));
	KUNIT_EXPECT_TRUE(test, strstarts(room, SSP_TICKETS_FRESH "4294967295;"
								  "4294967295"
								  ";"));
	KUNIT_EXPECT_EQ(test, strlen("fresh;4294967295;4294967295;") + 64,
			strlen(room));

	ask.head.op = SSP_UPCALL_NAME;
	ask.head.flags = 0;
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_tickets_describe(&ask, room));
	KUNIT_EXPECT_TRUE(test, strstarts(room, "name;"));
	KUNIT_EXPECT_EQ(test, 'x', room[SSP_TICKETS_DESCRIPTION]);
}

struct message {
	struct ssp_upcall_answer head;
	u8 body[6];
} __packed;

static const struct message a_ticket = {
	.head = { .version = SSP_UPCALL_VERSION,
		  .op = SSP_UPCALL_FETCH,
		  .length = 6 },
	.body = { 0x76, 0x04, 0x00, 0x02, 0x05, 0x00 },
};

static const struct message a_name = {
	.head = { .version = SSP_UPCALL_VERSION,
		  .op = SSP_UPCALL_NAME,
		  .expiry = 42,
		  .length = 6 },
	.body = "alice@",
};

static void answers_are_read(struct kunit *test)
{
	struct ssp_span body;
	u64 expiry;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_tickets_read(SSP_UPCALL_FETCH, BYTES(a_ticket),
					 &body, &expiry));
	KUNIT_EXPECT_EQ(test, (size_t)6, body.n);
	KUNIT_EXPECT_PTR_EQ(test, &a_ticket.body[0], body.p);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_tickets_read(SSP_UPCALL_NAME, BYTES(a_name), &body,
					 &expiry));
	KUNIT_EXPECT_EQ(test, (size_t)6, body.n);
	KUNIT_EXPECT_PTR_EQ(test, &a_name.body[0], body.p);
	KUNIT_EXPECT_EQ(test, (u64)42, expiry);
}

/*
 * The header has one form, but for a name's expiry, which is any FILETIME.  The
 * body may be anything, but a name has no NUL.
 */
static bool may_differ(const struct message *whole, const u8 *p)
{
	const struct message *m = (const void *)p;
	struct ssp_upcall_answer head = m->head;
	bool is_name = whole->head.op == SSP_UPCALL_NAME;

	if (is_name && head.expiry <= SSP_TIME_NEVER)
		head.expiry = whole->head.expiry;
	if (memcmp(&head, &whole->head, sizeof(head)))
		return false;
	return !is_name || !memchr(m->body, 0, sizeof(m->body));
}

static void try_answer(struct kunit *test, u8 *p, size_t n, void *arg)
{
	const struct message *whole = arg;
	struct ssp_span body = { NULL, 0 };
	u64 expiry;
	ssp_status st;

	st = ssp_tickets_read(whole->head.op, (struct ssp_span){ p, n }, &body,
			      &expiry);
	KUNIT_EXPECT_EQ(test, st == SEC_E_OK,
			n == sizeof(*whole) && may_differ(whole, p));
	if (st == SEC_E_OK)
		KUNIT_EXPECT_PTR_EQ(test, p + sizeof(whole->head), body.p);
	else
		KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR, st);
}

static void spoilt_answers_are_refused(struct kunit *test)
{
	struct message fetch = a_ticket, name = a_name;

	ssp_test_each_truncation(test, &fetch, sizeof(fetch), try_answer,
				 &fetch);
	ssp_test_each_change(test, &fetch, sizeof(fetch), try_answer, &fetch);
	ssp_test_each_truncation(test, &name, sizeof(name), try_answer, &name);
	ssp_test_each_change(test, &name, sizeof(name), try_answer, &name);
}

static const struct lie {
	size_t at;
	u32 value;
} lies[] = {
	{ offsetof(struct ssp_upcall_answer, version), SSP_UPCALL_VERSION + 1 },
	{ offsetof(struct ssp_upcall_answer, op), SSP_UPCALL_NAME },
	{ offsetof(struct ssp_upcall_answer, op), 0 },
	{ offsetof(struct ssp_upcall_answer, expiry), 1 },
	{ offsetof(struct ssp_upcall_answer, zero), 1 },
	{ offsetof(struct ssp_upcall_answer, length), 7 },
	{ offsetof(struct ssp_upcall_answer, length), 5 },
	{ offsetof(struct ssp_upcall_answer, length), U32_MAX },
};

static bool is_read(u32 op, const void *p, size_t n)
{
	struct ssp_span body;
	u64 expiry;

	return ssp_tickets_read(op, (struct ssp_span){ p, n }, &body,
				&expiry) == SEC_E_OK;
}

static void lies_are_not_believed(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lies); i++) {
		struct message m = a_ticket;

		memcpy((u8 *)&m + lies[i].at, &lies[i].value, sizeof(u32));
		KUNIT_EXPECT_FALSE_MSG(test,
				       is_read(SSP_UPCALL_FETCH, &m, sizeof(m)),
				       "lie %zu", i);
	}
}

static void a_name_is_text_with_an_expiry(struct kunit *test)
{
	struct message m = a_name;

	m.head.expiry = SSP_TIME_NEVER;
	KUNIT_EXPECT_TRUE(test, is_read(SSP_UPCALL_NAME, &m, sizeof(m)));
	m.head.expiry++;
	KUNIT_EXPECT_FALSE(test, is_read(SSP_UPCALL_NAME, &m, sizeof(m)));
	m = a_name;
	m.body[5] = '\0';
	KUNIT_EXPECT_FALSE(test, is_read(SSP_UPCALL_NAME, &m, sizeof(m)));
	m.head.length = 0;
	KUNIT_EXPECT_FALSE(test, is_read(SSP_UPCALL_NAME, &m, sizeof(m.head)));
}

static struct ssp_upcall_answer *large_answer(struct kunit *test, size_t n)
{
	struct ssp_upcall_answer *head = kunit_kzalloc(test, n, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, head);
	*head = a_ticket.head;
	head->length = (u32)(n - sizeof(*head));
	return head;
}

static void answers_have_an_end(struct kunit *test)
{
	const size_t most = SSP_UPCALL_ANSWER_MAX;

	KUNIT_EXPECT_TRUE(test, is_read(SSP_UPCALL_FETCH,
					large_answer(test, most), most));
	KUNIT_EXPECT_FALSE(test,
			   is_read(SSP_UPCALL_FETCH,
				   large_answer(test, most + 1), most + 1));
}

static const struct errno_row {
	int err;
	ssp_status st;
} errno_rows[] = {
	{ ENOKEY, SEC_E_NO_CREDENTIALS },
	{ EHOSTUNREACH, SEC_E_NO_AUTHENTICATING_AUTHORITY },
	{ ENXIO, SEC_E_TARGET_UNKNOWN },
	{ EKEYREJECTED, SEC_E_LOGON_DENIED },
	{ ETIME, SEC_E_TIME_SKEW },
	{ EPFNOSUPPORT, SEC_E_KDC_UNKNOWN_ETYPE },
	{ EINVAL, SEC_E_UNKNOWN_CREDENTIALS },
	{ ENOMEM, SEC_E_INSUFFICIENT_MEMORY },
	{ EPROTO, SEC_E_INTERNAL_ERROR },
	{ ENOENT, SEC_E_NO_CREDENTIALS },
	{ ENOEXEC, SEC_E_NO_CREDENTIALS },
	{ EACCES, SEC_E_NO_CREDENTIALS },
	{ EKEYEXPIRED, SEC_E_NO_CREDENTIALS },
	{ EKEYREVOKED, SEC_E_NO_CREDENTIALS },
	{ EBUSY, SEC_E_NO_AUTHENTICATING_AUTHORITY },
	{ EDQUOT, SEC_E_INSUFFICIENT_MEMORY },
	{ EAGAIN, SEC_E_INSUFFICIENT_MEMORY },
	{ EINTR, SEC_E_INTERNAL_ERROR },
	{ ERESTARTSYS, SEC_E_INTERNAL_ERROR },
	{ EPERM, SEC_E_INTERNAL_ERROR },
	{ 0, SEC_E_INTERNAL_ERROR },
	{ -ENOKEY, SEC_E_INTERNAL_ERROR },
};

static void errnos_become_statuses(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(errno_rows); i++)
		KUNIT_EXPECT_EQ_MSG(test, errno_rows[i].st,
				    ssp_tickets_status(errno_rows[i].err),
				    "errno %d", errno_rows[i].err);
}

static ssp_status try_open(struct ssp_ticket_identity id)
{
	struct ssp_ticket_cred *cred;
	ssp_status st = source->open(NULL, &id, &cred);

	if (st < 0 && cred)
		return SEC_E_INTERNAL_ERROR;
	source->close(NULL, cred);
	return st;
}

static void identities_are_checked(struct kunit *test)
{
	const struct ssp_span much = { ssp_test_guarded(test, 3072), 3072 };
	const struct ssp_span nul = TEXT("a\0b"), a = TEXT("a");
	const struct ssp_ticket_identity bad[] = {
		{ .principal = nul },
		{ .user = nul, .have_password = true },
		{ .user = a, .domain = nul, .have_password = true },
		{ .user = a, .password = nul, .have_password = true },
		{ .user = a, .password = much, .have_password = true },
		{ .principal = { much.p, SIZE_MAX } },
		{ .domain = a, .password = a, .have_password = true },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, SEC_E_UNKNOWN_CREDENTIALS,
				    try_open(bad[i]), "identity %zu", i);
	KUNIT_EXPECT_EQ(
		test, SEC_E_OK,
		try_open((struct ssp_ticket_identity){ .principal = much }));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			try_open((struct ssp_ticket_identity){
				.user = a, .have_password = true }));
	source->close(NULL, NULL);
}

static ssp_status open_and_ask(struct kunit *test, void *arg)
{
	const struct ssp_ticket_identity id = {
		.principal = TEXT("p@R"),
		.user = TEXT("user"),
		.domain = TEXT("domain"),
		.password = TEXT("geheim"),
		.have_password = true,
	};
	struct ssp_tickets_ask ask = an_ask();
	struct ssp_ticket_cred *cred;
	struct ssp_ticket_blob b;
	ssp_status st;

	st = source->open(NULL, &id, &cred);
	if (st < 0)
		return st;
	st = ssp_tickets_pack(&ask, &b);
	ssp_pool_free(b.p, b.n);
	source->close(NULL, cred);
	return st;
}

static void memory_may_run_out(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	KUNIT_EXPECT_EQ(test, (u64)6,
			ssp_test_each_failed_allocation(test, m, open_and_ask,
							NULL, NULL));
	ssp_test_memory_stop(test, m);
}

/* None of these gets as far as to a helper. */
static void targets_are_checked(struct kunit *test)
{
	const struct ssp_ticket_identity nobody = { .have_password = false };
	const struct ssp_span bad[] = {
		{ NULL, 0 },
		TEXT("HTTP/www\0.example.com"),
		{ memset(ssp_test_guarded(test, 4033), 'a', 4033), 4033 },
	};
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	struct ssp_ticket_cred *cred;
	struct ssp_ticket_blob b;
	size_t i;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, source->open(NULL, &nobody, &cred));
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		KUNIT_EXPECT_EQ(test, SEC_E_TARGET_UNKNOWN,
				source->fetch(NULL, cred, bad[i], 0, &b));
		KUNIT_EXPECT_NULL(test, b.p);
	}
	source->close(NULL, cred);
	ssp_test_memory_stop(test, m);
}

static void a_kernel_thread_asks_for_itself(struct kunit *test)
{
	struct ssp_upcall_request head = { .zero = 0 };
	struct ssp_tickets_owner owner;

	ssp_tickets_owner_get(&owner);
	KUNIT_EXPECT_NULL(test, owner.pid);
	KUNIT_EXPECT_TRUE(test, owner.initial);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_tickets_owner_name(&owner, &head));
	KUNIT_EXPECT_EQ(test, 0u, head.uid | head.gid | head.pid);
	KUNIT_EXPECT_EQ(test, (u64)0, head.start);
	ssp_tickets_owner_put(&owner);
}

/* The file system's ids, and no others. */
static void it_may_act_for_another(struct kunit *test)
{
	struct cred *other = prepare_kernel_cred(&init_task);
	struct ssp_upcall_request head = { .zero = 0 };
	struct ssp_tickets_owner owner;
	const struct cred *saved;

	KUNIT_ASSERT_NOT_NULL(test, other);
	other->fsuid = KUIDT_INIT(1000);
	other->fsgid = KGIDT_INIT(100);
	saved = override_creds(other);
	ssp_tickets_owner_get(&owner);
	revert_creds(saved);
	put_cred(other);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_tickets_owner_name(&owner, &head));
	KUNIT_EXPECT_EQ(test, 1000u, head.uid);
	KUNIT_EXPECT_EQ(test, 100u, head.gid);
	KUNIT_EXPECT_EQ(test, 0u, head.pid);
	ssp_tickets_owner_put(&owner);
}

/* The first process is root's, and stays. */
static void a_process_counts_while_it_is_the_users(struct kunit *test)
{
	struct ssp_upcall_request head = { .zero = 0 };
	struct ssp_tickets_owner owner = {
		.uid = GLOBAL_ROOT_UID,
		.gid = GLOBAL_ROOT_GID,
		.pid = find_get_pid(1),
		.start = 42,
	};

	KUNIT_ASSERT_NOT_NULL(test, owner.pid);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_tickets_owner_name(&owner, &head));
	KUNIT_EXPECT_EQ(test, 1u, head.pid);
	KUNIT_EXPECT_EQ(test, (u64)42, head.start);

	owner.uid = KUIDT_INIT(1000);
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_tickets_owner_name(&owner, &head));
	owner.initial = true;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_tickets_owner_name(&owner, &head));
	KUNIT_EXPECT_EQ(test, 0u, head.pid);
	KUNIT_EXPECT_EQ(test, (u64)0, head.start);
	ssp_tickets_owner_put(&owner);
	KUNIT_EXPECT_NULL(test, owner.pid);
}

static int wait_to_stop(void *arg)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ);
	return 0;
}

/* A number whose process has ended is nobody's, whoever has it next. */
static void a_process_that_is_gone_has_nothing(struct kunit *test)
{
	struct task_struct *task = kthread_run(wait_to_stop, NULL, "secur32");
	struct ssp_tickets_owner owner = { .uid = GLOBAL_ROOT_UID };
	struct ssp_upcall_request head = { .zero = 0 };

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	owner.pid = get_task_pid(task, PIDTYPE_TGID);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_tickets_owner_name(&owner, &head));
	kthread_stop(task);
	while (pid_has_task(owner.pid, PIDTYPE_TGID))
		cond_resched();
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_tickets_owner_name(&owner, &head));
	ssp_tickets_owner_put(&owner);
}

static void user_space_cannot_name_or_use_the_type(struct kunit *test)
{
	const struct key_type *type = &ssp_tickets_key_type;
	struct key *key;

	KUNIT_EXPECT_EQ(test, '.', type->name[0]);
	KUNIT_EXPECT_TRUE(test, !type->read && !type->update &&
					!type->lookup_restriction);
	/* Root's credentials, the kernel's own even, are not enough. */
	key = key_alloc(&ssp_tickets_key_type, "fetch;0;0;", GLOBAL_ROOT_UID,
			GLOBAL_ROOT_GID, current_cred(), KEY_POS_ALL,
			KEY_ALLOC_NOT_IN_QUOTA, NULL);
	KUNIT_EXPECT_EQ(test, (long)-EPERM, PTR_ERR_OR_ZERO(key));
	if (!IS_ERR(key))
		key_put(key);
}

static struct key *a_key(struct kunit *test, char *description, short state,
			 time64_t ends_in)
{
	struct key *key = kunit_kzalloc(test, sizeof(*key), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, key);
	key->description = description;
	key->state = state;
	key->expiry = ends_in == TIME64_MAX ?
			      TIME64_MAX :
			      ktime_get_real_seconds() + ends_in;
	return key;
}

static bool is_found(struct key *key, const char *wanted)
{
	struct key_match_data match = { .raw_data = wanted };

	return !ssp_tickets_key_type.match_preparse(&match) &&
	       match.cmp(key, &match);
}

static void keys_are_shared_while_they_are_made(struct kunit *test)
{
	char name[] = "fetch;0;0;ab", other[] = "fetch;0;0;ac";
	struct key *made = a_key(test, name, KEY_IS_POSITIVE, TIME64_MAX);
	struct key *making =
		a_key(test, name, KEY_IS_UNINSTANTIATED, TIME64_MAX);

	KUNIT_EXPECT_TRUE(test, is_found(making, name));
	KUNIT_EXPECT_FALSE(test, is_found(making, other));
	KUNIT_EXPECT_FALSE(test, is_found(made, name));
}

static void refusals_count_while_they_are_young(struct kunit *test)
{
	char name[] = "fetch;0;0;ab";

	KUNIT_EXPECT_TRUE(test, is_found(a_key(test, name, -ENOKEY, 1), name));
	KUNIT_EXPECT_TRUE(test, is_found(a_key(test, name, -EKEYREJECTED,
					       SSP_UPCALL_NEGATIVE_SECONDS),
					 name));
	/* The kernel's own, when there is no helper. */
	KUNIT_EXPECT_FALSE(test,
			   is_found(a_key(test, name, -ENOKEY, 60), name));
}

static void what_is_fresh_is_nobody_elses(struct kunit *test)
{
	char name[] = SSP_TICKETS_FRESH "0;0;ab";

	KUNIT_EXPECT_FALSE(
		test,
		is_found(a_key(test, name, KEY_IS_UNINSTANTIATED, TIME64_MAX),
			 name));
	KUNIT_EXPECT_FALSE(test, is_found(a_key(test, name, -ENOKEY, 1), name));
}

static void payloads_are_checked(struct kunit *test)
{
	struct key_type *type = &ssp_tickets_key_type;
	struct key_preparsed_payload prep = { .data = &a_ticket };
	size_t i;

	for (i = 0; i < sizeof(a_ticket); i++) {
		prep.datalen = i;
		KUNIT_EXPECT_EQ(test, -EINVAL, type->preparse(&prep));
		type->free_preparse(&prep);
	}
	prep.data = NULL;
	prep.datalen = 0;
	KUNIT_EXPECT_EQ(test, -EINVAL, type->preparse(&prep));
	type->free_preparse(&prep);
}

/* KASAN and kmemleak look at who frees it. */
static void a_key_takes_its_payload(struct kunit *test)
{
	struct key_type *type = &ssp_tickets_key_type;
	const size_t most = SSP_UPCALL_ANSWER_MAX;
	struct key_preparsed_payload prep = {
		.data = large_answer(test, most),
		.datalen = most,
	};
	struct key *key = a_key(test, NULL, KEY_IS_UNINSTANTIATED, TIME64_MAX);

	key->perm = KEY_POS_ALL | KEY_USR_ALL;
	KUNIT_ASSERT_EQ(test, 0, type->preparse(&prep));
	KUNIT_EXPECT_EQ(test, 0, type->instantiate(key, &prep));
	KUNIT_EXPECT_NULL(test, prep.payload.data[0]);
	type->free_preparse(&prep);
	KUNIT_EXPECT_EQ(test, (key_perm_t)(KEY_POS_SEARCH | KEY_USR_VIEW),
			key->perm);
	/* Together with a description it must fit into 16 bits. */
	KUNIT_EXPECT_EQ(test, 32767, (int)key->datalen);
	KUNIT_ASSERT_NOT_NULL(test, key->payload.data[0]);
	type->destroy(key);
}

static struct kunit_case ticket_cases[] = {
	KUNIT_CASE(a_request_is_as_documented),
	KUNIT_CASE(a_request_has_an_end),
	KUNIT_CASE(different_questions_are_told_apart),
	KUNIT_CASE(the_password_is_not_in_the_description),
	KUNIT_CASE(descriptions_are_short),
	KUNIT_CASE(answers_are_read),
	KUNIT_CASE(spoilt_answers_are_refused),
	KUNIT_CASE(lies_are_not_believed),
	KUNIT_CASE(a_name_is_text_with_an_expiry),
	KUNIT_CASE(answers_have_an_end),
	KUNIT_CASE(errnos_become_statuses),
	KUNIT_CASE(identities_are_checked),
	KUNIT_CASE(memory_may_run_out),
	KUNIT_CASE(targets_are_checked),
	KUNIT_CASE(a_kernel_thread_asks_for_itself),
	KUNIT_CASE(it_may_act_for_another),
	KUNIT_CASE(a_process_counts_while_it_is_the_users),
	KUNIT_CASE(a_process_that_is_gone_has_nothing),
	KUNIT_CASE(user_space_cannot_name_or_use_the_type),
	KUNIT_CASE(keys_are_shared_while_they_are_made),
	KUNIT_CASE(refusals_count_while_they_are_young),
	KUNIT_CASE(what_is_fresh_is_nobody_elses),
	KUNIT_CASE(payloads_are_checked),
	KUNIT_CASE(a_key_takes_its_payload),
	{}
};

static struct kunit_suite ticket_suite = {
	.name = "kernel_tickets",
	.test_cases = ticket_cases,
};
kunit_test_suites(&ticket_suite);
