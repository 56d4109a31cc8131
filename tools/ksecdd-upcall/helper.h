/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * ksecdd-upcall: what its parts share.  What it says to the kernel is in
 * platform/upcall.h.
 *
 * main.c keeps the key and the time, and has a child (worker.c) do the rest:
 * read the request (request.c), look at the process that asked (process.c,
 * environ.c), become its user where it lives (become.c), and ask libkrb5
 * (ask.c).  key.c is the part that knows keyctl(2).
 */
#ifndef SSP_TOOLS_UPCALL_HELPER_H
#define SSP_TOOLS_UPCALL_HELPER_H

#include "platform/env.h"
#include "platform/upcall.h"

/* The name of a credential cache, its NUL included, is not longer than that. */
#define SSP_UPCALL_CCACHE_MAX 4096u

/**
 * struct ssp_upcall_asked - a request that was understood
 * @op: enum ssp_upcall_op
 * @flags: SSP_TICKET_*
 * @uid: whose credentials
 * @gid: the group to run as
 * @pid: where; 0 for right here
 * @start: when @pid started, in nanoseconds since boot
 * @id: the identity
 * @spn: for whom, of a fetch
 *
 * Its spans lie in the request.
 */
struct ssp_upcall_asked {
	u32 op;
	u32 flags;
	u32 uid;
	u32 gid;
	u32 pid;
	u64 start;
	struct ssp_ticket_identity id;
	struct ssp_span spn;
};

/**
 * struct ssp_upcall_reply - what the child tells its parent
 * @st: of SSP_UPCALL_ERRNOS, or SEC_E_OK when there is an answer
 * @n: bytes of @answer
 * @answer: struct ssp_upcall_answer and what follows it
 *
 * It goes through the pipe up to the last byte that is used.
 */
struct ssp_upcall_reply {
	ssp_status st;
	u32 n;
	u8 answer[SSP_UPCALL_ANSWER_MAX];
};

#define SSP_UPCALL_REPLY_HEAD offsetof(struct ssp_upcall_reply, answer)

/**
 * struct ssp_upcall_process - the process that asked
 * @mnt: its mount namespace; all are descriptors
 * @net: its network namespace
 * @root: its root
 * @other_mnt: @mnt is not ours
 * @other_net: @net is not ours
 * @other_root: the files it sees are not those that we see
 * @env: its environment when that is to be honoured, else -1
 */
struct ssp_upcall_process {
	int mnt;
	int net;
	int root;
	bool other_mnt;
	bool other_net;
	bool other_root;
	int env;
};

/**
 * ssp_upcall_parse() - read a request
 * @bytes: the authorisation key's
 * @asked: receives what it says; unchanged on failure
 *
 * Return: whether it is one, by the letter of platform/upcall.h.
 */
bool ssp_upcall_parse(struct ssp_span bytes,
		      struct ssp_upcall_asked *asked) __must_check;

/**
 * ssp_upcall_ask() - ask a ticket source, and write down what it says
 * @source: whom
 * @asked: what
 * @reply: receives the answer, or the status of a failure
 */
void ssp_upcall_ask(const struct ssp_ticket_source *source,
		    const struct ssp_upcall_asked *asked,
		    struct ssp_upcall_reply *reply);

/**
 * ssp_upcall_errno() - SSP_UPCALL_ERRNOS, from right to left
 * @st: a failure; one that is not there is SEC_E_INTERNAL_ERROR
 */
u32 ssp_upcall_errno(ssp_status st);

/**
 * ssp_upcall_reply_is_sound() - is that a reply?
 * @reply: from the child, who may have been talked into anything
 * @n: bytes that came
 */
bool ssp_upcall_reply_is_sound(const struct ssp_upcall_reply *reply, size_t n);

/**
 * ssp_upcall_process_open() - look at a process, and check that it is the one
 * @asked: its number, start and user
 * @process: receives descriptors
 *
 * Of what the process may have put there itself nothing is read.  Descriptors
 * are closed when this process ends; those of places by ssp_upcall_enter(), the
 * environment's by ssp_upcall_process_ccache().
 *
 * Return: SEC_E_OK; SEC_E_NO_CREDENTIALS when it is gone, another, or another
 * user's.
 */
ssp_status
ssp_upcall_process_open(const struct ssp_upcall_asked *asked,
			struct ssp_upcall_process *process) __must_check;

/**
 * ssp_upcall_process_ccache() - KRB5CCNAME in its environment
 * @process: which; its @env is closed
 * @ccache: receives SSP_UPCALL_CCACHE_MAX bytes, text; empty if there is none
 *
 * Return: whether the descriptor is closed.
 */
bool ssp_upcall_process_ccache(const struct ssp_upcall_process *process,
			       char *ccache) __must_check;

/**
 * ssp_upcall_stat_start() - when a process started
 * @stat: /proc/PID/stat
 * @ticks: receives it, in clock ticks since boot
 */
bool ssp_upcall_stat_start(const char *stat, u64 *ticks) __must_check;

/**
 * ssp_upcall_status_uids() - who a process is
 * @status: /proc/PID/status, or the beginning of it
 * @uids: receives the real, effective, saved and file system user
 */
bool ssp_upcall_status_uids(const char *status, u32 uids[4]) __must_check;

/**
 * ssp_upcall_auxv_is_secure() - was a program started with others' rights?
 * @auxv: /proc/PID/auxv
 * @n: bytes
 *
 * Return: AT_SECURE, and true when it cannot be told.
 */
bool ssp_upcall_auxv_is_secure(const void *auxv, size_t n);

/**
 * ssp_upcall_environ_ccache() - KRB5CCNAME in an environment
 * @env: /proc/PID/environ
 * @n: bytes
 * @ccache: receives the value; empty when there is none, or it is too long
 * @room: for the value and its NUL, not 0
 */
void ssp_upcall_environ_ccache(const char *env, size_t n, char *ccache,
			       size_t room);

/**
 * ssp_upcall_renounce() - give up what is not needed to ssp_upcall_enter()
 * @gid: the group to run as
 */
bool ssp_upcall_renounce(u32 gid) __must_check;

/**
 * ssp_upcall_enter() - go where a process lives
 * @process: which
 *
 * System calls and nothing else.
 */
bool ssp_upcall_enter(const struct ssp_upcall_process *process) __must_check;

/**
 * ssp_upcall_become() - be that user for good, without a single capability
 * @uid: who
 *
 * System calls and nothing else.
 */
bool ssp_upcall_become(u32 uid) __must_check;

/**
 * ssp_upcall_load_nothing() - from now on no code is loaded, no program run
 */
bool ssp_upcall_load_nothing(void) __must_check;

/**
 * ssp_upcall_work() - the child
 * @to: where its reply goes
 */
_Noreturn void ssp_upcall_work(int to);

/* A key's serial number is positive. */

/**
 * ssp_upcall_key_claim() - take the authority to instantiate a key
 * @key: under construction, for us to construct; else this fails, with errno
 */
bool ssp_upcall_key_claim(s32 key) __must_check;

/** ssp_upcall_key_is_ours() - is @key of the type that we are for? */
bool ssp_upcall_key_is_ours(s32 key) __must_check;

/**
 * ssp_upcall_key_request() - read the request that comes with the authority
 * @p: receives it
 * @room: bytes
 * @n: receives its size
 *
 * Return: whether there is one, and it fits.
 */
bool ssp_upcall_key_request(u8 *p, size_t room, size_t *n) __must_check;

/**
 * ssp_upcall_key_disown() - give the authority back, and the keyring it is in
 */
bool ssp_upcall_key_disown(void) __must_check;

/** ssp_upcall_key_instantiate() - @key is @n bytes at @p */
bool ssp_upcall_key_instantiate(s32 key, const void *p, size_t n) __must_check;

/** ssp_upcall_key_reject() - @key is refused because of @st, for a while */
void ssp_upcall_key_reject(s32 key, ssp_status st);

#endif /* SSP_TOOLS_UPCALL_HELPER_H */
