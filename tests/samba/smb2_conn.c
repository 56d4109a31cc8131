// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * examples/kernel/smb2_conn.h for a program: SMB 2 directly over TCP.
 */
#include "examples/kernel/smb2_conn.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/samba/tcp.h"

/* How often the server may say that it is still busy with a request. */
#define PENDING_MAX 8

struct socket {
	int fd;
};

/* The address is loopback's, whatever @server is. */
int smb2_conn_open(struct smb2_conn *c, const char *server, u16 port)
{
	char text[8];

	(void)server;
	*c = (struct smb2_conn){
		.sock = malloc(sizeof(*c->sock)),
		.out = malloc(SMB2_MESSAGE_MAX),
		.in = malloc(SMB2_MESSAGE_MAX),
	};
	if (!c->sock || !c->out || !c->in)
		return -ENOMEM;
	snprintf(text, sizeof(text), "%u", port);
	c->sock->fd = tcp_connect(text);
	return c->sock->fd < 0 ? -errno : 0;
}

void smb2_conn_close(struct smb2_conn *c)
{
	close(c->sock->fd);
	free(c->sock);
	free(c->out);
	free(c->in);
	free(c->signer);
}

static int receive_message(struct smb2_conn *c, struct smb2_reply *r)
{
	uint32_t prefix;

	if (!tcp_receive(c->sock->fd, &prefix, sizeof(prefix)))
		return errno ? -errno : -ECONNRESET;
	r->header = c->in;
	r->length = ntohl(prefix);
	if (r->length > SMB2_MESSAGE_MAX)
		return -EPROTO;
	if (!tcp_receive(c->sock->fd, c->in, r->length))
		return errno ? -errno : -ECONNRESET;
	return smb2_get_header(r);
}

static void number(struct smb2_conn *c, struct smb2_header *h)
{
	h->message_id = cpu_to_le64(c->message_id++);
	h->session_id = cpu_to_le64(c->session_id);
	h->tree_id = cpu_to_le32(c->tree_id);
}

/* "Still busy": never signed (MS-SMB2 3.2.5.1.3), and promises nothing. */
static bool is_interim(const struct smb2_header *h)
{
	return le32_to_cpu(h->status) == STATUS_PENDING &&
	       (le32_to_cpu(h->flags) & SMB2_FLAGS_ASYNC_COMMAND);
}

static bool is_answer(const struct smb2_conn *c, const struct smb2_header *h)
{
	const struct smb2_header *request = c->out;

	return h->message_id == request->message_id &&
	       h->command == request->command &&
	       (!c->session_id || h->session_id == request->session_id);
}

static int receive_answer(struct smb2_conn *c, struct smb2_reply *r)
{
	int n, err;

	for (n = 0; n < PENDING_MAX; n++) {
		err = receive_message(c, r);
		if (err)
			return err;
		if (!is_answer(c, r->header))
			return -EPROTO;
		if (!is_interim(r->header))
			return c->signer ? smb2_verify(c->signer, r) : 0;
	}
	return -EPROTO;
}

/* What comes with success in SESSION_SETUP is signed, and not in the hash. */
static bool is_in_preauth(const struct smb2_header *h)
{
	return le16_to_cpu(h->command) == SMB2_NEGOTIATE ||
	       le32_to_cpu(h->status) == STATUS_MORE_PROCESSING_REQUIRED;
}

int smb2_conn_ask(struct smb2_conn *c, int length, struct smb2_reply *r)
{
	uint32_t prefix = htonl((uint32_t)length);
	int err;

	if (length < 0)
		return length;
	number(c, c->out);
	if (c->signer)
		err = smb2_sign(c->signer, c->out, (size_t)length);
	else
		err = smb2_preauth_add(&c->preauth, c->out, (size_t)length);
	if (!err && (!tcp_send(c->sock->fd, &prefix, sizeof(prefix)) ||
		     !tcp_send(c->sock->fd, c->out, (size_t)length)))
		err = -errno;
	if (!err)
		err = receive_answer(c, r);
	if (!err && !c->signer && is_in_preauth(r->header))
		err = smb2_preauth_add(&c->preauth, r->header, r->length);
	return err;
}
