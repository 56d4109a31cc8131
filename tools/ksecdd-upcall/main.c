// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * ksecdd-upcall: request-key(8) starts it for a key of type
 * SSP_UPCALL_KEY_TYPE, to fetch a Kerberos ticket for the kernel module ksecdd.
 *
 * This process has the authority over the key and answers in time, whatever
 * becomes of the child that does the work (worker.c).
 *
 * usage: ksecdd-upcall KEY
 */
#define _GNU_SOURCE

#include "tools/ksecdd-upcall/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include "core/status.h"
#include "platform/memory.h"

/* ksecdd-upcall(8) has them. */
enum outcome {
	ANSWERED = 0,
	REFUSED = 1,
	NO_KEY = 2,
};

/* A second is kept for what comes after the child's time. */
#define CHILD_SECONDS (SSP_UPCALL_HELPER_SECONDS - 1)

static s64 milliseconds(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now))
		abort();
	return (s64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool parse_key(int argc, char **argv, s32 *key)
{
	char *end;
	long v;

	if (argc != 2 || argv[1][0] < '0' || argv[1][0] > '9')
		return false;
	errno = 0;
	v = strtol(argv[1], &end, 10);
	if (errno || *end || v < 1 || v > INT32_MAX)
		return false;
	*key = (s32)v;
	return true;
}

/* Nothing of who started us but standard descriptors, which lead nowhere. */
static bool close_all(void)
{
	if (close_range(0, ~0u, 0))
		return false;
	return open("/dev/null", O_RDWR) == 0 && dup(0) == 1 && dup(0) == 2;
}

static bool prepare(void)
{
	const struct rlimit none = { 0, 0 };
	sigset_t no_signals;

	(void)umask(077);
	(void)sigemptyset(&no_signals);
	return close_all() && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
	       setrlimit(RLIMIT_CORE, &none) == 0 &&
	       sigprocmask(SIG_SETMASK, &no_signals, NULL) == 0 &&
	       signal(SIGALRM, SIG_DFL) != SIG_ERR &&
	       signal(SIGCHLD, SIG_DFL) != SIG_ERR && clearenv() == 0 &&
	       chdir("/") == 0;
}

/* Return: the child's process, with a pipe to read its reply from. */
static pid_t start(int *from)
{
	int fds[2];
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC))
		return -1;
	pid = fork();
	if (pid == 0) {
		(void)close(fds[0]);
		ssp_upcall_work(fds[1]);
	}
	(void)close(fds[1]);
	*from = fds[0];
	return pid;
}

/* Return: whether the child has come to an end by then. */
static bool receive(int from, s64 deadline, struct ssp_upcall_reply *reply,
		    size_t *n)
{
	struct pollfd ready = { .fd = from, .events = POLLIN };
	ssize_t got = 1;

	*n = 0;
	while (got > 0 && *n < sizeof(*reply)) {
		s64 left = deadline - milliseconds();

		if (left <= 0 || poll(&ready, 1, (int)left) <= 0)
			return false;
		got = read(from, (u8 *)reply + *n, sizeof(*reply) - *n);
		if (got > 0)
			*n += (size_t)got;
	}
	return true;
}

static ssp_status work(s64 deadline, struct ssp_upcall_reply *reply)
{
	bool in_time;
	size_t n;
	pid_t pid;
	int from;

	pid = start(&from);
	if (pid < 0)
		return SEC_E_INSUFFICIENT_MEMORY;
	in_time = receive(from, deadline, reply, &n);
	(void)kill(pid, SIGKILL);
	if (!in_time)
		return SEC_E_NO_AUTHENTICATING_AUTHORITY;
	return ssp_upcall_reply_is_sound(reply, n) ? reply->st :
						     SEC_E_INTERNAL_ERROR;
}

static ssp_status answer(s32 key, s64 deadline)
{
	struct ssp_upcall_reply *reply;
	ssp_status st;

	if (!prepare() || !ssp_upcall_key_is_ours(key))
		return SEC_E_INTERNAL_ERROR;
	reply = ssp_pool_alloc(sizeof(*reply));
	if (!reply)
		return SEC_E_INSUFFICIENT_MEMORY;
	st = work(deadline, reply);
	if (st >= 0 &&
	    !ssp_upcall_key_instantiate(key, reply->answer, reply->n))
		st = SEC_E_INTERNAL_ERROR;
	ssp_pool_free(reply, sizeof(*reply));
	return st;
}

/* After the answer: whoever keeps the log may keep us waiting. */
static enum outcome run(s32 key)
{
	s64 deadline = milliseconds() + CHILD_SECONDS * 1000;
	ssp_status st;

	(void)alarm(SSP_UPCALL_HELPER_SECONDS);
	openlog("ksecdd-upcall", LOG_PID, LOG_AUTHPRIV);
	if (!ssp_upcall_key_claim(key)) {
		syslog(LOG_NOTICE, "key %d: no authority: %m", (int)key);
		return NO_KEY;
	}
	st = answer(key, deadline);
	if (st >= 0)
		return ANSWERED;
	ssp_upcall_key_reject(key, st);
	syslog(LOG_NOTICE, "key %d: refused: %s", (int)key,
	       ssp_status_name(st));
	return REFUSED;
}

int main(int argc, char **argv)
{
	s32 key;

	if (!parse_key(argc, argv, &key)) {
		fputs("usage: ksecdd-upcall KEY, by request-key(8)\n", stderr);
		return NO_KEY;
	}
	return (int)run(key);
}
