// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The two messages of platform/upcall.h, and the errnos that come instead of
 * the second.
 *
 * An answer comes from user space: from root, but through a program that has
 * read a KDC's messages.  What it claims about itself is checked here, the
 * KRB-CRED in it by core/krb5/, which trusts no more.
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "platform/crypto.h"
#include "platform/kernel/tickets.h"
#include "platform/memory.h"

static const struct {
	int err;
	ssp_status st;
} rows[] = {
#define ROW(err, st) { err, st },
	SSP_UPCALL_ERRNOS(ROW)
#undef ROW

	/* No request-key(8), or none that may run: as good as no helper. */
	{ ENOENT, SEC_E_NO_CREDENTIALS },
	{ ENOEXEC, SEC_E_NO_CREDENTIALS },
	{ EACCES, SEC_E_NO_CREDENTIALS },

	/* The key's end came before its answer was read. */
	{ EKEYEXPIRED, SEC_E_NO_CREDENTIALS },
	{ EKEYREVOKED, SEC_E_NO_CREDENTIALS },

	/* No programs are started: the system is going to sleep. */
	{ EBUSY, SEC_E_NO_AUTHENTICATING_AUTHORITY },

	/* No room for a key, or for another process. */
	{ EDQUOT, SEC_E_INSUFFICIENT_MEMORY },
	{ EAGAIN, SEC_E_INSUFFICIENT_MEMORY },
};

ssp_status ssp_tickets_status(int err)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].err == err)
			return rows[i].st;
	return SEC_E_INTERNAL_ERROR;
}

ssp_status ssp_tickets_pack(struct ssp_tickets_ask *ask,
			    struct ssp_ticket_blob *request)
{
	size_t room = SSP_UPCALL_REQUEST_MAX - sizeof(ask->head);
	size_t i;
	u8 *p;

	*request = (struct ssp_ticket_blob){ NULL, 0 };
	for (i = 0; i < SSP_UPCALL_STRINGS; i++) {
		if (ask->text[i].n > room)
			return SEC_E_INVALID_PARAMETER;
		room -= ask->text[i].n;
		ask->head.length[i] = (u32)ask->text[i].n;
	}
	ask->head.version = SSP_UPCALL_VERSION;
	request->n = SSP_UPCALL_REQUEST_MAX - room;
	p = request->p = ssp_pool_alloc(request->n);
	if (!p)
		return SEC_E_INSUFFICIENT_MEMORY;
	memcpy(p, &ask->head, sizeof(ask->head));
	p += sizeof(ask->head);
	for (i = 0; i < SSP_UPCALL_STRINGS; i++) {
		if (ask->text[i].n)
			memcpy(p, ask->text[i].p, ask->text[i].n);
		p += ask->text[i].n;
	}
	return SEC_E_OK;
}

static struct ssp_seg seg(const void *p, size_t n)
{
	return (struct ssp_seg){ .p = (u8 *)p, .n = (u32)n };
}

/* Lengths are in the header, so that no two requests have the same pieces. */
static ssp_status digest(const struct ssp_tickets_ask *ask, u8 *out)
{
	struct ssp_upcall_request head = ask->head;
	struct ssp_seg segs[SSP_UPCALL_STRINGS + 1];
	size_t n = 0;
	size_t i;

	head.length[SSP_UPCALL_PASSWORD] = 0;
	segs[n++] = seg(&head, sizeof(head));
	segs[n++] = seg(&ask->serial, sizeof(ask->serial));
	for (i = 0; i < SSP_UPCALL_STRINGS; i++)
		if (i != SSP_UPCALL_PASSWORD)
			segs[n++] = seg(ask->text[i].p, ask->text[i].n);
	return ssp_hash(SSP_HASH_SHA256, segs, n, out);
}

ssp_status ssp_tickets_describe(const struct ssp_tickets_ask *ask, char *text)
{
	const struct ssp_upcall_request *head = &ask->head;
	const char *op = head->op == SSP_UPCALL_NAME ? "name;" : "fetch;";
	u8 hash[SSP_SHA256_SIZE];
	ssp_status st;

	st = digest(ask, hash);
	if (st < 0)
		return st;
	if (head->flags & SSP_TICKET_FRESH)
		op = SSP_TICKETS_FRESH;
	scnprintf(text, SSP_TICKETS_DESCRIPTION, "%s%u;%u;%*phN", op, head->uid,
		  head->pid, (int)sizeof(hash), hash);
	return SEC_E_OK;
}

/* A name is text, and a message has no time of its own. */
static bool body_is_sound(const struct ssp_upcall_answer *head, const u8 *body)
{
	switch (head->op) {
	case SSP_UPCALL_NAME:
		return head->expiry <= SSP_TIME_NEVER &&
		       !memchr(body, 0, head->length);
	case SSP_UPCALL_FETCH:
		return head->expiry == 0;
	default:
		return false;
	}
}

/* Payloads are not aligned. */
static bool read_head(struct ssp_span payload, struct ssp_upcall_answer *head)
{
	if (payload.n <= sizeof(*head) || payload.n > SSP_UPCALL_ANSWER_MAX)
		return false;
	memcpy(head, payload.p, sizeof(*head));
	return head->version == SSP_UPCALL_VERSION && head->zero == 0 &&
	       head->length == payload.n - sizeof(*head) &&
	       body_is_sound(head, payload.p + sizeof(*head));
}

bool ssp_tickets_is_answer(struct ssp_span payload)
{
	struct ssp_upcall_answer head;

	return read_head(payload, &head);
}

ssp_status ssp_tickets_read(u32 op, struct ssp_span payload,
			    struct ssp_span *body, u64 *expiry)
{
	struct ssp_upcall_answer head;

	if (!read_head(payload, &head) || head.op != op)
		return SEC_E_INTERNAL_ERROR;
	body->p = payload.p + sizeof(head);
	body->n = head.length;
	*expiry = head.expiry;
	return SEC_E_OK;
}
