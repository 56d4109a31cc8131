// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Frames over a kernel socket: tests/lab/lab_frames.h.
 */
#include "tests/kernel/consumer.h"

#include <linux/in.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>
#include <linux/tcp.h>
#include <linux/vmalloc.h>
#include <net/sock.h>

/* A peer that says nothing for so long is gone. */
#define PEER_SECONDS 60

void con_put_be32(u8 *p, u32 v)
{
	p[0] = (u8)(v >> 24);
	p[1] = (u8)(v >> 16);
	p[2] = (u8)(v >> 8);
	p[3] = (u8)v;
}

u32 con_get_be32(const u8 *p)
{
	return (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
}

void con_be_patient(struct socket *sock)
{
	sock->sk->sk_rcvtimeo = PEER_SECONDS * HZ;
	sock->sk->sk_sndtimeo = PEER_SECONDS * HZ;
	tcp_sock_set_nodelay(sock->sk);
}

static int open_socket(int port, struct socket **out)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_port = htons((u16)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	struct socket *sock;
	int err;

	err = sock_create_kern(current->nsproxy->net_ns, AF_INET, SOCK_STREAM,
			       IPPROTO_TCP, &sock);
	if (err)
		return err;
	con_be_patient(sock);
	err = kernel_connect(sock, (struct sockaddr *)&addr, sizeof(addr), 0);
	if (err)
		sock_release(sock);
	else
		*out = sock;
	return err;
}

struct socket *con_connect(int port, struct lab_frame *frame)
{
	struct socket *sock = NULL;
	int err;

	frame->buf = vmalloc(LAB_FRAME_MAX);
	if (!con_want(frame->buf, "no memory for frames"))
		return NULL;
	err = open_socket(port, &sock);
	if (!con_want(!err, "no connection to port %d: %d", port, err))
		con_disconnect(NULL, frame);
	return sock;
}

void con_disconnect(struct socket *sock, struct lab_frame *frame)
{
	if (sock)
		sock_release(sock);
	vfree(frame->buf);
	frame->buf = NULL;
}

int con_put(struct socket *sock, enum lab_type type, const void *head,
	    size_t head_n, const void *body, size_t body_n)
{
	u8 start[5];
	struct kvec v[3] = {
		{ start, sizeof(start) },
		{ (void *)head, head_n },
		{ (void *)body, body_n },
	};
	size_t n = sizeof(start) + head_n + body_n;
	struct msghdr msg = { .msg_flags = MSG_NOSIGNAL };
	int sent;

	con_put_be32(start, (u32)(1 + head_n + body_n));
	start[4] = (u8)type;
	sent = kernel_sendmsg(sock, &msg, v, ARRAY_SIZE(v), n);
	if (sent == (int)n)
		return 0;
	return sent < 0 ? sent : -EPIPE;
}

bool con_send(struct socket *sock, enum lab_type type, const void *head,
	      size_t head_n, const void *body, size_t body_n)
{
	int err = con_put(sock, type, head, head_n, body, body_n);

	return con_want(!err, "cannot send to the peer: %d", err);
}

static int get_all(struct socket *sock, void *p, size_t n)
{
	struct msghdr msg = { .msg_flags = MSG_NOSIGNAL };
	struct kvec v = { p, n };
	int got;

	if (n == 0)
		return 0;
	got = kernel_recvmsg(sock, &msg, &v, 1, n, MSG_WAITALL);
	if (got == (int)n)
		return 0;
	return got < 0 ? got : -EPIPE;
}

int con_get(struct socket *sock, struct lab_frame *frame)
{
	u8 start[4];
	u32 n;
	int err;

	err = get_all(sock, start, sizeof(start));
	if (err)
		return err;
	n = con_get_be32(start);
	if (n < 1 || n > LAB_FRAME_MAX)
		return -EMSGSIZE;
	err = get_all(sock, frame->buf, n);
	if (err)
		return err;
	frame->type = frame->buf[0];
	frame->p = frame->buf + 1;
	frame->n = n - 1;
	return 0;
}

bool con_recv(struct socket *sock, struct lab_frame *frame)
{
	int err = con_get(sock, frame);

	return con_want(!err, "the peer ended: %d", err);
}
