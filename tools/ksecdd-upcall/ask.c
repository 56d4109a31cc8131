// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The request to a ticket source, and what it says in the words of the
 * protocol (struct ssp_upcall_answer).
 */
#include "tools/ksecdd-upcall/helper.h"

#include <errno.h>

#include "platform/memory.h"

#define BODY_MAX (SSP_UPCALL_ANSWER_MAX - sizeof(struct ssp_upcall_answer))

#define ROW(number, status) { number, status },
static const struct {
	u32 number;
	ssp_status st;
} rows[] = { SSP_UPCALL_ERRNOS(ROW) };

u32 ssp_upcall_errno(ssp_status st)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].st == st)
			return rows[i].number;
	return EPROTO;
}

static bool has_errno(ssp_status st)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].st == st)
			return true;
	return false;
}

bool ssp_upcall_reply_is_sound(const struct ssp_upcall_reply *reply, size_t n)
{
	if (n < SSP_UPCALL_REPLY_HEAD || n > sizeof(*reply) ||
	    n - SSP_UPCALL_REPLY_HEAD != reply->n)
		return false;
	if (reply->st != SEC_E_OK)
		return has_errno(reply->st) && reply->n == 0;
	return reply->n > sizeof(struct ssp_upcall_answer);
}

static ssp_status ask(const struct ssp_ticket_source *source,
		      struct ssp_ticket_cred *cred,
		      const struct ssp_upcall_asked *asked,
		      struct ssp_ticket_blob *body, u64 *expiry)
{
	if (asked->op == SSP_UPCALL_NAME)
		return source->name(NULL, cred, body, expiry);
	return source->fetch(NULL, cred, asked->spn, asked->flags, body);
}

static ssp_status write_down(u32 op, u64 expiry,
			     const struct ssp_ticket_blob *body,
			     struct ssp_upcall_reply *reply)
{
	struct ssp_upcall_answer head = {
		.version = SSP_UPCALL_VERSION,
		.op = op,
		.expiry = expiry,
		.length = (u32)body->n,
	};

	if (!body->n || body->n > BODY_MAX)
		return SEC_E_INTERNAL_ERROR;
	memcpy(reply->answer, &head, sizeof(head));
	memcpy(reply->answer + sizeof(head), body->p, body->n);
	reply->n = (u32)(sizeof(head) + body->n);
	return SEC_E_OK;
}

void ssp_upcall_ask(const struct ssp_ticket_source *source,
		    const struct ssp_upcall_asked *asked,
		    struct ssp_upcall_reply *reply)
{
	struct ssp_ticket_blob body = { NULL, 0 };
	struct ssp_ticket_cred *cred = NULL;
	u64 expiry = 0;
	ssp_status st;

	reply->n = 0;
	st = source->open(NULL, &asked->id, &cred);
	if (st >= 0)
		st = ask(source, cred, asked, &body, &expiry);
	if (st >= 0)
		st = write_down(asked->op, expiry, &body, reply);
	reply->st = st;
	ssp_pool_free(body.p, body.n);
	source->close(NULL, cred);
}
