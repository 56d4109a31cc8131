/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Tickets from ksecdd-upcall (platform/upcall.h): what the parts of this source
 * share.
 *
 * tickets.c is the source itself and bounds the time it takes, ticket_turn.c
 * bounds what one user takes of it, ticket_owner.c knows on whose behalf,
 * ticket_msg.c packs requests and reads answers, ticket_key.c has the keys
 * through which both travel.
 */
#ifndef SSP_KERNEL_TICKETS_H
#define SSP_KERNEL_TICKETS_H

#include <linux/key-type.h>
#include <linux/list.h>
#include <linux/pid.h>
#include <linux/uidgid.h>

#include "platform/env.h"
#include "platform/upcall.h"

/* The source that ssp_env_default has. */
extern const struct ssp_ticket_source ssp_tickets_upcall;

/** ssp_tickets_upcall_init() - before the source is used; 0 or -errno */
int ssp_tickets_upcall_init(void);

/**
 * ssp_tickets_upcall_exit() - when no credential is open any more
 *
 * Waits for requests that were given up, that is for their helpers to end.
 */
void ssp_tickets_upcall_exit(void);

/**
 * struct ssp_tickets_owner - whose tickets, and where they are looked for
 * @uid: whose: the file system uid of who opened the credential
 * @gid: file system gid
 * @pid: the process that opened it; NULL for a kernel thread, and for a process
 *	that acted for another user than its own
 * @start: when that process started, in nanoseconds since boot
 * @initial: its mount and network namespaces, and its root, were the initial ones
 */
struct ssp_tickets_owner {
	kuid_t uid;
	kgid_t gid;
	struct pid *pid;
	u64 start;
	bool initial;
};

/**
 * ssp_tickets_owner_get() - who is running now
 * @owner: receives it, for ssp_tickets_owner_put()
 */
void ssp_tickets_owner_get(struct ssp_tickets_owner *owner);

/** ssp_tickets_owner_put() - done with it */
void ssp_tickets_owner_put(struct ssp_tickets_owner *owner);

/**
 * ssp_tickets_owner_name() - in the words of a request
 * @owner: who
 * @head: receives @uid, @gid, @pid and @start
 *
 * Return: SEC_E_OK, or SEC_E_NO_CREDENTIALS: there is no such process any more,
 * and it lived elsewhere.
 */
ssp_status ssp_tickets_owner_name(const struct ssp_tickets_owner *owner,
				  struct ssp_upcall_request *head);

/**
 * struct ssp_tickets_turn - a request that runs
 * @list: among those of all users
 * @uid: whose
 * @initial: of the initial namespaces (struct ssp_tickets_owner)
 */
struct ssp_tickets_turn {
	struct list_head list;
	kuid_t uid;
	bool initial;
};

/**
 * ssp_tickets_turn_take() - wait until a request of that user may run
 * @turn: has @uid and @initial; in use until ssp_tickets_turn_give(), if it was taken
 * @wait: jiffies
 *
 * Context: May sleep; a fatal signal ends the wait.
 * Return: jiffies that are left, at least one, when it was taken; 0 when it
 * was not, in that time; -ERESTARTSYS for the signal.
 */
long ssp_tickets_turn_take(struct ssp_tickets_turn *turn, long wait);

/** ssp_tickets_turn_give() - the request has run */
void ssp_tickets_turn_give(struct ssp_tickets_turn *turn);

/**
 * struct ssp_tickets_ask - a request before it is packed
 * @head: all but @version and @length
 * @text: by enum ssp_upcall_string; borrowed
 * @serial: of an explicit identity, which is no other's even if it looks the
 *	same: passwords may differ; else 0
 */
struct ssp_tickets_ask {
	struct ssp_upcall_request head;
	struct ssp_span text[SSP_UPCALL_STRINGS];
	u64 serial;
};

/**
 * ssp_tickets_pack() - the callout information of a request
 * @ask: the request; its header is completed
 * @request: receives it in pool memory; it may have a password in it
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, SEC_E_INVALID_PARAMETER when it
 * is longer than SSP_UPCALL_REQUEST_MAX.
 */
ssp_status ssp_tickets_pack(struct ssp_tickets_ask *ask,
			    struct ssp_ticket_blob *request);

/* Room for any description, with its NUL. */
#define SSP_TICKETS_DESCRIPTION 96

/* How the descriptions of keys begin that no request but their own may find. */
#define SSP_TICKETS_FRESH "fresh;"

/**
 * ssp_tickets_describe() - the description of a request's key
 * @ask: the request, after ssp_tickets_pack()
 * @text: receives SSP_TICKETS_DESCRIPTION bytes
 *
 * Requests have the same description when they must have the same answer.  It
 * tells operation, uid and pid; the rest is in a hash, for it may be long, and
 * keys are listed in /proc/keys.  The password does not go into it.
 *
 * Return: SEC_E_OK, or the failure of the hash.
 */
ssp_status ssp_tickets_describe(const struct ssp_tickets_ask *ask, char *text);

/**
 * ssp_tickets_is_answer() - does a key's payload look like an answer?
 * @payload: bytes from user space
 */
bool ssp_tickets_is_answer(struct ssp_span payload);

/**
 * ssp_tickets_read() - take an answer apart
 * @op: enum ssp_upcall_op that was asked for
 * @payload: bytes from user space
 * @body: receives what is behind the header, never empty
 * @expiry: receives a FILETIME
 *
 * Return: SEC_E_OK, or SEC_E_INTERNAL_ERROR when it makes no sense.
 */
ssp_status ssp_tickets_read(u32 op, struct ssp_span payload,
			    struct ssp_span *body, u64 *expiry);

/**
 * ssp_tickets_status() - the one place where a key's errno becomes ours
 * @err: from request_key(), positive
 */
ssp_status ssp_tickets_status(int err);

/* The type of the keys, SSP_UPCALL_KEY_TYPE. */
extern struct key_type ssp_tickets_key_type;

/** ssp_tickets_key_init() - 0 or -errno */
int ssp_tickets_key_init(void);

/** ssp_tickets_key_exit() - no request is under way any more */
void ssp_tickets_key_exit(void);

/**
 * ssp_tickets_key_request() - ask user space, or share what others ask
 * @description: from ssp_tickets_describe()
 * @request: from ssp_tickets_pack()
 * @answer: receives a key's payload in pool memory
 *
 * Context: A kernel thread.  Takes as long as the helper does, and no signal
 * ends it.
 * Return: 0 or -errno for ssp_tickets_status().
 */
int ssp_tickets_key_request(const char *description,
			    const struct ssp_ticket_blob *request,
			    struct ssp_ticket_blob *answer);

#endif /* SSP_KERNEL_TICKETS_H */
