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
	sock->sk->sk_rcvtimeo = PEER_SECONDS * HZ;
	sock->sk->sk_sndtimeo = PEER_SECONDS * HZ;
	tcp_sock_set_nodelay(sock->sk);
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

bool con_send(struct socket *sock, enum lab_type type, const void *head,
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
	return con_want(sent == n, "cannot send to the peer: %d", sent);
}

static bool recv_all(struct socket *sock, void *p, size_t n)
{
	struct msghdr msg = { .msg_flags = MSG_NOSIGNAL };
	struct kvec v = { p, n };
	int got;

	if (n == 0)
		return true;
	got = kernel_recvmsg(sock, &msg, &v, 1, n, MSG_WAITALL);
	return con_want(got == n, "the peer ended: %d", got);
}

bool con_recv(struct socket *sock, struct lab_frame *frame)
{
	u8 start[4];
	u32 n;

	if (!recv_all(sock, start, sizeof(start)))
		return false;
	n = con_get_be32(start);
	if (!con_want(n >= 1 && n <= LAB_FRAME_MAX, "a frame of %u bytes", n) ||
	    !recv_all(sock, frame->buf, n))
		return false;
	frame->type = frame->buf[0];
	frame->p = frame->buf + 1;
	frame->n = n - 1;
	return true;
}
