// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The source of tickets in user mode: MIT libkrb5, its public functions only.
 *
 * libkrb5 waits for a KDC that does not answer for half a minute and longer,
 * and nothing can make it stop.  A fetch therefore runs in a thread of its own,
 * and the caller waits for it for a bounded time.  A thread that is late is
 * left behind with all it works on: it notices at the next message it wants to
 * send, or when libkrb5 gives up, and cleans up after itself.
 *
 * Reading files, asking daemons and waiting are cancellation points.  A thread
 * that ended there would leave locks held and references counted, libkrb5's,
 * ours and those of our callers: pthread_cancel() takes effect when the
 * functions of this source have returned.
 */
#define _POSIX_C_SOURCE 200809L

#include "platform/user/tickets.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "platform/memory.h"

/* Time for one fetch, all KDCs and all messages together. */
#define FETCH_SECONDS 15

/*
 * One fetch.  Belongs to the caller who waits for it; from @abandoned on, to
 * the thread.
 */
struct job {
	struct ssp_mutex lock;
	pthread_cond_t ended;
	struct timespec deadline;
	bool done;
	bool abandoned;
	struct ssp_ticket_cred *cred;
	struct ssp_ticket_blob spn;
	u32 flags;
	struct ssp_ticket_blob krb_cred;
	ssp_status st;
};

static int cancel_disable(void)
{
	int old = PTHREAD_CANCEL_ENABLE;

	(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
	return old;
}

static void cancel_restore(int old)
{
	(void)pthread_setcancelstate(old, &old);
}

static void blob_free(struct ssp_ticket_blob *b)
{
	ssp_pool_free(b->p, b->n);
	*b = (struct ssp_ticket_blob){ NULL, 0 };
}

/*
 * A copy with a NUL behind it.  libkrb5 knows no other text, so a NUL inside
 * is as good as any other name that is none.
 */
static ssp_status blob_text(struct ssp_ticket_blob *b, struct ssp_span s)
{
	if (s.n && memchr(s.p, 0, s.n))
		return SEC_E_UNKNOWN_CREDENTIALS;
	b->p = ssp_pool_alloc(s.n + 1);
	if (!b->p)
		return SEC_E_INSUFFICIENT_MEMORY;
	b->n = s.n + 1;
	if (s.n)
		memcpy(b->p, s.p, s.n);
	return SEC_E_OK;
}

static void cred_put(struct ssp_ticket_cred *cred)
{
	if (!cred || ssp_atomic_sub(&cred->refs, 1))
		return;
	ssp_tickets_tgt_put(cred->tgt);
	ssp_mutex_destroy(&cred->lock);
	blob_free(&cred->principal);
	blob_free(&cred->user);
	blob_free(&cred->domain);
	blob_free(&cred->password);
	ssp_pool_free(cred, sizeof(*cred));
}

/* Only a name that is none is the caller's fault; a lack of realms may pass. */
static ssp_status check_name(const struct ssp_ticket_cred *cred)
{
	krb5_principal client;
	krb5_context ctx;
	ssp_status st;

	if (cred->principal.n == 1 && !cred->password.p)
		return SEC_E_OK;
	if (krb5_init_context(&ctx))
		return SEC_E_OK;
	st = ssp_tickets_status(ssp_tickets_client(ctx, cred, &client));
	krb5_free_principal(ctx, client);
	krb5_free_context(ctx);
	if (st == SEC_E_UNKNOWN_CREDENTIALS || st == SEC_E_INSUFFICIENT_MEMORY)
		return st;
	return SEC_E_OK;
}

static ssp_status cred_new(const struct ssp_ticket_identity *id,
			   struct ssp_ticket_cred **out)
{
	struct ssp_ticket_cred *cred;
	ssp_status st;

	*out = NULL;
	cred = ssp_pool_alloc(sizeof(*cred));
	if (!cred)
		return SEC_E_INSUFFICIENT_MEMORY;
	ssp_atomic_set(&cred->refs, 1);
	ssp_mutex_init(&cred->lock);
	st = blob_text(&cred->principal, id->principal);
	if (st >= 0)
		st = blob_text(&cred->user, id->user);
	if (st >= 0)
		st = blob_text(&cred->domain, id->domain);
	if (st >= 0 && id->have_password)
		st = blob_text(&cred->password, id->password);
	if (st >= 0)
		st = check_name(cred);
	if (st < 0) {
		cred_put(cred);
		return st;
	}
	*out = cred;
	return SEC_E_OK;
}

static ssp_status tickets_open(void *arg, const struct ssp_ticket_identity *id,
			       struct ssp_ticket_cred **out)
{
	int cancel = cancel_disable();
	ssp_status st = cred_new(id, out);

	(void)arg;
	cancel_restore(cancel);
	return st;
}

static void tickets_close(void *arg, struct ssp_ticket_cred *cred)
{
	int cancel = cancel_disable();

	(void)arg;
	cred_put(cred);
	cancel_restore(cancel);
}

static ssp_status tickets_name(void *arg, struct ssp_ticket_cred *cred,
			       struct ssp_ticket_blob *name, u64 *expiry)
{
	int cancel = cancel_disable();
	krb5_error_code err = ssp_tickets_name(cred, name, expiry);

	(void)arg;
	cancel_restore(cancel);
	return ssp_tickets_status(err);
}

static void job_free(struct job *job)
{
	cred_put(job->cred);
	blob_free(&job->spn);
	blob_free(&job->krb_cred);
	(void)pthread_cond_destroy(&job->ended);
	ssp_mutex_destroy(&job->lock);
	ssp_pool_free(job, sizeof(*job));
}

static int cond_init(pthread_cond_t *cond)
{
	pthread_condattr_t attr;
	int err;

	err = pthread_condattr_init(&attr);
	if (err)
		return err;
	err = pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	if (!err)
		err = pthread_cond_init(cond, &attr);
	(void)pthread_condattr_destroy(&attr);
	return err;
}

static ssp_status job_new(struct ssp_ticket_cred *cred, struct ssp_span spn,
			  u32 flags, struct job **out)
{
	struct job *job = ssp_pool_alloc(sizeof(*job));
	ssp_status st;

	if (!job)
		return SEC_E_INSUFFICIENT_MEMORY;
	if (cond_init(&job->ended)) {
		ssp_pool_free(job, sizeof(*job));
		return SEC_E_INSUFFICIENT_MEMORY;
	}
	ssp_mutex_init(&job->lock);
	ssp_atomic_add(&cred->refs, 1);
	job->cred = cred;
	job->flags = flags;
	st = blob_text(&job->spn, spn);
	if (st >= 0 && clock_gettime(CLOCK_MONOTONIC, &job->deadline))
		st = SEC_E_INTERNAL_ERROR;
	if (st < 0) {
		job_free(job);
		return st == SEC_E_UNKNOWN_CREDENTIALS ? SEC_E_TARGET_UNKNOWN :
							 st;
	}
	job->deadline.tv_sec += FETCH_SECONDS;
	*out = job;
	return SEC_E_OK;
}

/* Asked by libkrb5 before each message: when nobody waits, it shall not go. */
static krb5_error_code before_send(krb5_context ctx, void *data,
				   const krb5_data *realm,
				   const krb5_data *message,
				   krb5_data **new_message,
				   krb5_data **new_reply)
{
	struct job *job = data;
	bool abandoned;

	(void)ctx;
	(void)realm;
	(void)message;
	*new_message = NULL;
	*new_reply = NULL;
	ssp_mutex_lock(&job->lock);
	abandoned = job->abandoned;
	ssp_mutex_unlock(&job->lock);
	return abandoned ? KRB5_KDC_UNREACH : 0;
}

static krb5_error_code job_work(struct job *job)
{
	krb5_error_code err;
	krb5_context ctx;

	err = krb5_init_context(&ctx);
	if (err)
		return err;
	krb5_set_kdc_send_hook(ctx, before_send, job);
	err = ssp_tickets_get(ctx, job->cred, (const char *)job->spn.p,
			      job->flags, &job->krb_cred);
	krb5_free_context(ctx);
	return err;
}

static void *job_run(void *arg)
{
	struct job *job = arg;
	bool abandoned;

	job->st = ssp_tickets_status(job_work(job));
	ssp_mutex_lock(&job->lock);
	job->done = true;
	abandoned = job->abandoned;
	(void)pthread_cond_signal(&job->ended);
	ssp_mutex_unlock(&job->lock);
	if (abandoned)
		job_free(job);
	return NULL;
}

/* The program's signals are not this thread's business. */
static int job_start(struct job *job, pthread_t *thread)
{
	sigset_t all, old;
	int err;

	(void)sigfillset(&all);
	err = pthread_sigmask(SIG_SETMASK, &all, &old);
	if (err)
		return err;
	err = pthread_create(thread, NULL, job_run, job);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	return err;
}

/* Has it come to its end in time?  If not, it is no longer ours. */
static bool job_wait(struct job *job, pthread_t thread)
{
	bool done;
	int err = 0;

	ssp_mutex_lock(&job->lock);
	while (!job->done && !err)
		err = pthread_cond_timedwait(&job->ended, &job->lock.m,
					     &job->deadline);
	done = job->done;
	job->abandoned = !done;
	ssp_mutex_unlock(&job->lock);
	if (done)
		(void)pthread_join(thread, NULL);
	else
		(void)pthread_detach(thread);
	return done;
}

static ssp_status bounded_fetch(struct ssp_ticket_cred *cred,
				struct ssp_span spn, u32 flags,
				struct ssp_ticket_blob *krb_cred)
{
	pthread_t thread;
	struct job *job;
	ssp_status st;

	*krb_cred = (struct ssp_ticket_blob){ NULL, 0 };
	st = job_new(cred, spn, flags, &job);
	if (st < 0)
		return st;
	if (job_start(job, &thread)) {
		job_free(job);
		return SEC_E_INSUFFICIENT_MEMORY;
	}
	if (!job_wait(job, thread))
		return SEC_E_NO_AUTHENTICATING_AUTHORITY;
	st = job->st;
	*krb_cred = job->krb_cred;
	job->krb_cred = (struct ssp_ticket_blob){ NULL, 0 };
	job_free(job);
	return st;
}

static ssp_status tickets_fetch(void *arg, struct ssp_ticket_cred *cred,
				struct ssp_span spn, u32 flags,
				struct ssp_ticket_blob *krb_cred)
{
	int cancel = cancel_disable();
	ssp_status st = bounded_fetch(cred, spn, flags, krb_cred);

	(void)arg;
	cancel_restore(cancel);
	return st;
}

const struct ssp_ticket_source ssp_tickets_libkrb5 = {
	.open = tickets_open,
	.close = tickets_close,
	.name = tickets_name,
	.fetch = tickets_fetch,
};
