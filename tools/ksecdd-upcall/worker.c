// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The child: from the request to a reply, at first as root, then as the user.
 *
 * What the user has his hands in, such as his environment, his files, their
 * file systems and what he calls a KDC, is looked at here and nowhere else.
 * It may keep this process waiting, beyond what a signal can end; the parent
 * has the key, and does not wait for longer than it said.
 */
#define _GNU_SOURCE

#include "tools/ksecdd-upcall/helper.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "platform/memory.h"
#include "platform/user/tickets.h"

/* libkrb5 needs a few MiB, a thread's stack included. */
#define MEMORY_MAX ((rlim_t)256 << 20)

/* Files may be endless, and we do not count towards their owner's limits. */
static bool limit(void)
{
	const struct rlimit memory = { MEMORY_MAX, MEMORY_MAX };
	const struct rlimit time = { SSP_UPCALL_HELPER_SECONDS,
				     SSP_UPCALL_HELPER_SECONDS };

	return setrlimit(RLIMIT_DATA, &memory) == 0 &&
	       setrlimit(RLIMIT_CPU, &time) == 0;
}

/* From here on the environment is what libkrb5 is to know, and no more. */
static bool set_environment(const char *ccache)
{
	return clearenv() == 0 &&
	       (!*ccache || setenv("KRB5CCNAME", ccache, 1) == 0);
}

static bool settle_here(const struct ssp_upcall_asked *asked)
{
	return ssp_upcall_renounce(asked->gid) &&
	       ssp_upcall_become(asked->uid) && set_environment("");
}

static bool settle_there(const struct ssp_upcall_asked *asked,
			 const struct ssp_upcall_process *process)
{
	char ccache[SSP_UPCALL_CCACHE_MAX];

	return ssp_upcall_renounce(asked->gid) && ssp_upcall_enter(process) &&
	       ssp_upcall_become(asked->uid) &&
	       (!process->other_root || ssp_upcall_load_nothing()) &&
	       ssp_upcall_process_ccache(process, ccache) &&
	       set_environment(ccache);
}

static ssp_status settle(const struct ssp_upcall_asked *asked)
{
	struct ssp_upcall_process process;
	ssp_status st;

	if (!asked->pid)
		return settle_here(asked) ? SEC_E_OK : SEC_E_INTERNAL_ERROR;
	st = ssp_upcall_process_open(asked, &process);
	if (st < 0)
		return st;
	return settle_there(asked, &process) ? SEC_E_OK : SEC_E_INTERNAL_ERROR;
}

static ssp_status serve(struct ssp_span request, struct ssp_upcall_reply *reply)
{
	struct ssp_upcall_asked asked;
	ssp_status st;

	if (!ssp_upcall_parse(request, &asked))
		return SEC_E_INTERNAL_ERROR;
	st = settle(&asked);
	if (st < 0)
		return st;
	ssp_upcall_ask(&ssp_tickets_libkrb5, &asked, reply);
	return reply->st;
}

/* The authority goes before anything is read that the user has written. */
static ssp_status read_and_serve(struct ssp_upcall_reply *reply)
{
	u8 *request = ssp_pool_alloc(SSP_UPCALL_REQUEST_MAX);
	ssp_status st = SEC_E_INTERNAL_ERROR;
	size_t n;

	if (!request)
		return SEC_E_INSUFFICIENT_MEMORY;
	if (ssp_upcall_key_request(request, SSP_UPCALL_REQUEST_MAX, &n) &&
	    ssp_upcall_key_disown())
		st = serve((struct ssp_span){ request, n }, reply);
	ssp_pool_free(request, SSP_UPCALL_REQUEST_MAX);
	return st;
}

static void send(int to, const struct ssp_upcall_reply *reply)
{
	size_t left = SSP_UPCALL_REPLY_HEAD + reply->n;
	const u8 *p = (const u8 *)reply;

	while (left) {
		ssize_t n = write(to, p, left);

		if (n < 0)
			break;
		p += n;
		left -= (size_t)n;
	}
	/* A thread that hangs in libkrb5 would keep it open for longer. */
	(void)close(to);
}

void ssp_upcall_work(int to)
{
	struct ssp_upcall_reply *reply = ssp_pool_alloc(sizeof(*reply));

	/* The end at the latest, should there be no parent to see to it. */
	(void)alarm(SSP_UPCALL_HELPER_SECONDS);
	if (!reply || !limit())
		_exit(EXIT_FAILURE);
	reply->st = read_and_serve(reply);
	send(to, reply);
	ssp_pool_free(reply, sizeof(*reply));
	_exit(EXIT_SUCCESS);
}
