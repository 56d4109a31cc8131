// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SMB 2 directly over TCP (MS-SMB2 2.1): before each message its length, in a
 * word of which the first byte is 0.
 */
#include <linux/in.h>
#include <linux/inet.h>
#include <linux/net.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>
#include <linux/socket.h>
#include <linux/uio.h>
#include <linux/vmalloc.h>

#include <crypto/hash.h>
#include <net/sock.h>

#include "smb2_conn.h"

/* That the server may keep us waiting, for each thing we wait for. */
#define SECONDS 30

/* How often it may say that it is still busy with a request. */
#define PENDING_MAX 8

static int connect_to(struct smb2_conn *c, const char *server, u16 port)
{
	struct net *net = current->nsproxy->net_ns;
	struct sockaddr_storage to = { .ss_family = AF_UNSPEC };
	char text[8];
	int err;

	snprintf(text, sizeof(text), "%u", port);
	err = inet_pton_with_scope(net, AF_UNSPEC, server, text, &to);
	if (err)
		return err;
	err = sock_create_kern(net, to.ss_family, SOCK_STREAM, IPPROTO_TCP,
			       &c->sock);
	if (err)
		return err;
	c->sock->sk->sk_rcvtimeo = SECONDS * HZ;
	c->sock->sk->sk_sndtimeo = SECONDS * HZ;
	return kernel_connect(c->sock, (struct sockaddr *)&to, sizeof(to), 0);
}

int smb2_conn_open(struct smb2_conn *c, const char *server, u16 port)
{
	int err;

	*c = (struct smb2_conn){
		.out = vmalloc(SMB2_MESSAGE_MAX),
		.in = vmalloc(SMB2_MESSAGE_MAX),
	};
	err = c->out && c->in ? 0 : -ENOMEM;
	if (!err)
		err = smb2_preauth_init(&c->preauth);
	if (!err)
		err = connect_to(c, server, port);
	if (err)
		smb2_conn_close(c);
	return err;
}

void smb2_conn_close(struct smb2_conn *c)
{
	if (c->sock)
		sock_release(c->sock);
	if (c->signer)
		crypto_free_shash(c->signer);
	smb2_preauth_free(&c->preauth);
	vfree(c->out);
	vfree(c->in);
}

static int send_message(struct smb2_conn *c, size_t length)
{
	__be32 prefix = cpu_to_be32(length);
	struct kvec v[] = {
		{ .iov_base = &prefix, .iov_len = sizeof(prefix) },
		{ .iov_base = c->out, .iov_len = length },
	};
	struct msghdr msg = { .msg_flags = MSG_NOSIGNAL };
	size_t all = sizeof(prefix) + length;
	int sent;

	sent = kernel_sendmsg(c->sock, &msg, v, ARRAY_SIZE(v), all);
	if (sent < 0)
		return sent == -EAGAIN ? -ETIMEDOUT : sent;
	return sent == all ? 0 : -ETIMEDOUT;
}

static int receive_bytes(struct smb2_conn *c, void *to, size_t n)
{
	struct kvec v = { .iov_base = to, .iov_len = n };
	struct msghdr msg = {};
	int got;

	got = kernel_recvmsg(c->sock, &msg, &v, 1, n, MSG_WAITALL);
	if (got < 0)
		return got == -EAGAIN ? -ETIMEDOUT : got;
	return got == n ? 0 : -ECONNRESET;
}

static int receive_message(struct smb2_conn *c, struct smb2_reply *r)
{
	__be32 prefix;
	int err;

	err = receive_bytes(c, &prefix, sizeof(prefix));
	if (err)
		return err;
	r->header = c->in;
	r->length = be32_to_cpu(prefix);
	if (r->length > SMB2_MESSAGE_MAX)
		return -EPROTO;
	return receive_bytes(c, c->in, r->length) ?: smb2_get_header(r);
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
	return h->status == cpu_to_le32(STATUS_PENDING) &&
	       (le32_to_cpu(h->flags) & SMB2_FLAGS_ASYNC_COMMAND);
}

/* Does it answer this request, and of this session? */
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
	return h->command == cpu_to_le16(SMB2_NEGOTIATE) ||
	       h->status == cpu_to_le32(STATUS_MORE_PROCESSING_REQUIRED);
}

int smb2_conn_ask(struct smb2_conn *c, int length, struct smb2_reply *r)
{
	int err;

	if (length < 0)
		return length;
	number(c, c->out);
	if (c->signer)
		err = smb2_sign(c->signer, c->out, length);
	else
		err = smb2_preauth_add(&c->preauth, c->out, length);
	if (!err)
		err = send_message(c, length);
	if (!err)
		err = receive_answer(c, r);
	if (!err && !c->signer && is_in_preauth(r->header))
		err = smb2_preauth_add(&c->preauth, r->header, r->length);
	return err;
}
