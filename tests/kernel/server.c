// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Acceptors of the kernel: a port of the loopback and a thread each, one
 * connection after the other.  The conversation is in accept.c.
 */
#include "tests/kernel/consumer.h"

#include <linux/in.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#define BACKLOG 16

struct server {
	struct list_head list;
	struct socket *listener;
	struct task_struct *thread;
	struct con_service how;
};

static LIST_HEAD(servers);

/* Until the listener is shut down. */
static int serve(void *arg)
{
	struct server *s = arg;
	struct socket *sock;

	while (kernel_accept(s->listener, &sock, 0) == 0) {
		con_be_patient(sock);
		con_accept(sock, &s->how);
		sock_release(sock);
	}
	return 0;
}

/* Where programs of the machine find it, whoever asked for it. */
static int listen_on_any(struct socket **out, int *port)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int err;

	err = sock_create_kern(&init_net, AF_INET, SOCK_STREAM, IPPROTO_TCP,
			       out);
	if (err)
		return err;
	err = kernel_bind(*out, (struct sockaddr *)&addr, sizeof(addr));
	if (!err)
		err = kernel_listen(*out, BACKLOG);
	if (!err)
		err = kernel_getsockname(*out, (struct sockaddr *)&addr);
	if (err < 0) {
		sock_release(*out);
		return err;
	}
	*port = ntohs(addr.sin_port);
	return 0;
}

static int start(struct server *s, int *port)
{
	int err;

	err = listen_on_any(&s->listener, port);
	if (err)
		return err;
	s->thread = kthread_create(serve, s, "ksecdd_server");
	if (IS_ERR(s->thread)) {
		sock_release(s->listener);
		return PTR_ERR(s->thread);
	}
	get_task_struct(s->thread);
	wake_up_process(s->thread);
	return 0;
}

void con_serve(const struct con_args *args)
{
	struct server *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int port = 0, err;

	if (!s)
		return;
	strscpy(s->how.package, args->ask.package ?: "Negotiate",
		sizeof(s->how.package));
	strscpy(s->how.channel, args->channel ?: "", sizeof(s->how.channel));
	s->how.flags = ASC_REQ_ALLOCATE_MEMORY | ASC_REQ_EXTENDED_ERROR;
	if (args->missing)
		s->how.flags |= ASC_REQ_ALLOW_MISSING_BINDINGS;
	err = start(s, &port);
	if (err) {
		con_say("error %d", err);
		kfree(s);
		return;
	}
	list_add(&s->list, &servers);
	con_say("port %d", port);
}

void con_served_free(void)
{
	struct server *s, *next;

	list_for_each_entry_safe(s, next, &servers, list) {
		kernel_sock_shutdown(s->listener, SHUT_RDWR);
		kthread_stop(s->thread);
		put_task_struct(s->thread);
		sock_release(s->listener);
		list_del(&s->list);
		kfree(s);
	}
}
