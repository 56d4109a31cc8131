// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The source of tickets in the kernel: requests to ksecdd-upcall.
 *
 * request_key() waits for the helper for as long as that takes, and no signal
 * ends the wait.  A request therefore runs in a work item, and the caller waits
 * for it for a bounded time.  A request that is late is left behind with all it
 * works on, and cleans up after itself.  That it runs in a kernel thread also
 * keeps its key out of the caller's task_struct (CONFIG_KEYS_REQUEST_CACHE).
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/refcount.h>
#include <linux/workqueue.h>

#include "platform/kernel/tickets.h"
#include "platform/memory.h"

/* All strings of an identity together: leaves room for a target's name. */
#define IDENTITY_MAX 3072

#define WAIT (SSP_UPCALL_KERNEL_SECONDS * HZ)

static struct workqueue_struct *requests;

/* The last of the explicit identities. */
static struct ssp_atomic serials;

/**
 * struct ssp_ticket_cred - an opened identity
 * @owner: who opened it
 * @serial: of an explicit identity, else 0
 * @text: by enum ssp_upcall_string, without the target's name; UTF-8
 */
struct ssp_ticket_cred {
	struct ssp_tickets_owner owner;
	u64 serial;
	struct ssp_ticket_blob text[SSP_UPCALL_SPN];
};

/*
 * One request.  Belongs to the caller who waits for it and to the work item,
 * whoever is later.
 */
struct job {
	refcount_t refs;
	struct work_struct work;
	struct completion done;
	struct ssp_tickets_turn turn;
	char description[SSP_TICKETS_DESCRIPTION];
	struct ssp_ticket_blob request;
	struct ssp_ticket_blob answer;
	int err;
};

static void blob_free(struct ssp_ticket_blob *b)
{
	ssp_pool_free(b->p, b->n);
	*b = (struct ssp_ticket_blob){ NULL, 0 };
}

static ssp_status blob_dup(struct ssp_ticket_blob *b, struct ssp_span s)
{
	if (!s.n)
		return SEC_E_OK;
	b->p = ssp_pool_dup(s.p, s.n);
	b->n = b->p ? s.n : 0;
	return b->p ? SEC_E_OK : SEC_E_INSUFFICIENT_MEMORY;
}

/* The helper knows text that ends with a NUL, as libkrb5 does. */
static bool is_text(struct ssp_span s)
{
	return !s.n || !memchr(s.p, 0, s.n);
}

static void upcall_close(void *arg, struct ssp_ticket_cred *cred)
{
	size_t i;

	if (!cred)
		return;
	ssp_tickets_owner_put(&cred->owner);
	for (i = 0; i < ARRAY_SIZE(cred->text); i++)
		blob_free(&cred->text[i]);
	ssp_pool_free(cred, sizeof(*cred));
}

static ssp_status check_identity(const struct ssp_span *text, bool is_explicit)
{
	size_t room = IDENTITY_MAX;
	size_t i;

	for (i = 0; i < SSP_UPCALL_SPN; i++) {
		if (text[i].n > room || !is_text(text[i]))
			return SEC_E_UNKNOWN_CREDENTIALS;
		room -= text[i].n;
	}
	if (is_explicit && !text[SSP_UPCALL_USER].n)
		return SEC_E_UNKNOWN_CREDENTIALS;
	return SEC_E_OK;
}

static ssp_status upcall_open(void *arg, const struct ssp_ticket_identity *id,
			      struct ssp_ticket_cred **out)
{
	const struct ssp_span text[] = {
		[SSP_UPCALL_PRINCIPAL] = id->principal,
		[SSP_UPCALL_USER] = id->user,
		[SSP_UPCALL_DOMAIN] = id->domain,
		[SSP_UPCALL_PASSWORD] = id->password,
	};
	struct ssp_ticket_cred *cred;
	ssp_status st;
	size_t i;

	*out = NULL;
	st = check_identity(text, id->have_password);
	if (st < 0)
		return st;
	cred = ssp_pool_alloc(sizeof(*cred));
	if (!cred)
		return SEC_E_INSUFFICIENT_MEMORY;
	ssp_tickets_owner_get(&cred->owner);
	if (id->have_password)
		cred->serial = ssp_atomic_add(&serials, 1);
	for (i = 0; st >= 0 && i < ARRAY_SIZE(text); i++)
		st = blob_dup(&cred->text[i], text[i]);
	if (st < 0) {
		upcall_close(arg, cred);
		return st;
	}
	*out = cred;
	return SEC_E_OK;
}

static void job_put(struct job *job)
{
	if (!refcount_dec_and_test(&job->refs))
		return;
	blob_free(&job->request);
	blob_free(&job->answer);
	ssp_pool_free(job, sizeof(*job));
}

static void job_run(struct work_struct *work)
{
	struct job *job = container_of(work, struct job, work);

	/* Not when the caller has left before its turn came. */
	if (refcount_read(&job->refs) > 1)
		job->err = ssp_tickets_key_request(job->description,
						   &job->request, &job->answer);
	ssp_tickets_turn_give(&job->turn);
	complete(&job->done);
	job_put(job);
}

static ssp_status job_new(struct ssp_tickets_ask *ask,
			  const struct ssp_tickets_owner *owner,
			  struct job **out)
{
	struct job *job = ssp_pool_alloc(sizeof(*job));
	ssp_status st;

	if (!job)
		return SEC_E_INSUFFICIENT_MEMORY;
	refcount_set(&job->refs, 1);
	INIT_WORK(&job->work, job_run);
	init_completion(&job->done);
	job->turn.uid = owner->uid;
	job->turn.initial = owner->initial;
	st = ssp_tickets_pack(ask, &job->request);
	if (st >= 0)
		st = ssp_tickets_describe(ask, job->description);
	if (st < 0) {
		job_put(job);
		return st;
	}
	*out = job;
	return SEC_E_OK;
}

/*
 * Who is killed, or has no turn because of others, must not go on to another
 * package: that is no lack of KDCs.
 */
static ssp_status job_do(struct job *job, struct ssp_ticket_blob *answer)
{
	long left = ssp_tickets_turn_take(&job->turn, WAIT);

	if (left == 0)
		return SEC_E_INSUFFICIENT_MEMORY;
	if (left > 0) {
		refcount_inc(&job->refs);
		queue_work(requests, &job->work);
		left = wait_for_completion_killable_timeout(
			&job->done, (unsigned long)left);
	}
	if (left < 0)
		return SEC_E_INTERNAL_ERROR;
	if (left == 0)
		return SEC_E_NO_AUTHENTICATING_AUTHORITY;
	if (job->err)
		return ssp_tickets_status(-job->err);
	*answer = job->answer;
	job->answer = (struct ssp_ticket_blob){ NULL, 0 };
	return SEC_E_OK;
}

static ssp_status bounded_request(struct ssp_tickets_ask *ask,
				  const struct ssp_tickets_owner *owner,
				  struct ssp_ticket_blob *answer)
{
	struct job *job;
	ssp_status st;

	st = job_new(ask, owner, &job);
	if (st < 0)
		return st;
	st = job_do(job, answer);
	job_put(job);
	return st;
}

static ssp_status answer_take(u32 op, const struct ssp_ticket_blob *answer,
			      struct ssp_ticket_blob *out, u64 *expiry)
{
	struct ssp_span payload = { answer->p, answer->n };
	struct ssp_span body;
	ssp_status st;

	st = ssp_tickets_read(op, payload, &body, expiry);
	return st < 0 ? st : blob_dup(out, body);
}

static ssp_status ask_helper(const struct ssp_ticket_cred *cred, u32 op,
			     struct ssp_span spn, u32 flags,
			     struct ssp_ticket_blob *out, u64 *expiry)
{
	struct ssp_tickets_ask ask = {
		.head.op = op,
		.head.flags = flags,
		.head.have_password = cred->serial != 0,
		.serial = cred->serial,
	};
	struct ssp_ticket_blob answer = { NULL, 0 };
	ssp_status st;
	size_t i;

	st = ssp_tickets_owner_name(&cred->owner, &ask.head);
	if (st < 0)
		return st;
	for (i = 0; i < ARRAY_SIZE(cred->text); i++)
		ask.text[i] =
			(struct ssp_span){ cred->text[i].p, cred->text[i].n };
	ask.text[SSP_UPCALL_SPN] = spn;
	st = bounded_request(&ask, &cred->owner, &answer);
	if (st >= 0)
		st = answer_take(op, &answer, out, expiry);
	blob_free(&answer);
	return st;
}

static ssp_status upcall_name(void *arg, struct ssp_ticket_cred *cred,
			      struct ssp_ticket_blob *name, u64 *expiry)
{
	struct ssp_span none = { NULL, 0 };

	*name = (struct ssp_ticket_blob){ NULL, 0 };
	*expiry = SSP_TIME_NEVER;
	return ask_helper(cred, SSP_UPCALL_NAME, none, 0, name, expiry);
}

static ssp_status upcall_fetch(void *arg, struct ssp_ticket_cred *cred,
			       struct ssp_span spn, u32 flags,
			       struct ssp_ticket_blob *krb_cred)
{
	ssp_status st;
	u64 none;

	*krb_cred = (struct ssp_ticket_blob){ NULL, 0 };
	if (!spn.n || !is_text(spn))
		return SEC_E_TARGET_UNKNOWN;
	st = ask_helper(cred, SSP_UPCALL_FETCH, spn, flags, krb_cred, &none);
	/* What does not fit is the target's name: the rest was checked. */
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_TARGET_UNKNOWN : st;
}

const struct ssp_ticket_source ssp_tickets_upcall = {
	.open = upcall_open,
	.close = upcall_close,
	.name = upcall_name,
	.fetch = upcall_fetch,
};

int ssp_tickets_upcall_init(void)
{
	int err;

	requests = alloc_workqueue("ksecdd_upcall", WQ_UNBOUND, 0);
	if (!requests)
		return -ENOMEM;
	err = ssp_tickets_key_init();
	if (err)
		destroy_workqueue(requests);
	return err;
}

void ssp_tickets_upcall_exit(void)
{
	destroy_workqueue(requests);
	ssp_tickets_key_exit();
}
