// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Our acceptor behind a TCP port, for initiators that are not ours: its sockets.
 * The conversation is in context.c.
 *
 * One connection after the other, in one process: its memory of AP-REQs is what
 * finds a replay.
 *
 * usage: acceptor [--package NAME] [--channel TEXT] [--allow-missing]
 *		   [--max-seconds N]
 *
 * It prints "port N" when it listens, and ends after N seconds (600).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "tests/accept/context.h"

/* A client that says nothing for so long is gone. */
#define CLIENT_SECONDS 20

static bool parse(int argc, char **argv, struct accept_ask *ask,
		  unsigned int *seconds)
{
	static const struct option table[] = {
		{ "package", required_argument, NULL, 'p' },
		{ "channel", required_argument, NULL, 'c' },
		{ "allow-missing", no_argument, NULL, 'a' },
		{ "max-seconds", required_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", table, NULL)) != -1) {
		if (c == 'p')
			ask->package = optarg;
		else if (c == 'c')
			ask->channel = optarg;
		else if (c == 'a')
			ask->flags |= ASC_REQ_ALLOW_MISSING_BINDINGS;
		else if (c == 't')
			*seconds = (unsigned int)atoi(optarg);
		else
			return false;
	}
	return optind == argc && *seconds > 0;
}

static int listen_on_any(void)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t n = sizeof(addr);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&addr, n) != 0 ||
	    listen(fd, 16) != 0 ||
	    getsockname(fd, (struct sockaddr *)&addr, &n) != 0) {
		perror("listen");
		return -1;
	}
	printf("port %u\n", ntohs(addr.sin_port));
	fflush(stdout);
	return fd;
}

static bool serve_one(int listener, const struct accept_ask *ask)
{
	const struct timeval wait = { .tv_sec = CLIENT_SECONDS };
	const int one = 1;
	int fd = accept(listener, NULL, NULL);
	bool ok;

	if (fd < 0)
		return errno == EINTR || errno == ECONNABORTED;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	ok = accept_serve(fd, ask);
	close(fd);
	return ok;
}

int main(int argc, char **argv)
{
	struct accept_ask ask = {
		.package = NEGOSSP_NAME_A,
		.flags = ASC_REQ_ALLOCATE_MEMORY | ASC_REQ_EXTENDED_ERROR,
	};
	unsigned int seconds = 600;
	int listener;

	if (!parse(argc, argv, &ask, &seconds)) {
		fprintf(stderr,
			"usage: %s [--package NAME] [--channel TEXT] "
			"[--allow-missing] [--max-seconds N]\n",
			argv[0]);
		return 2;
	}
	alarm(seconds);
	listener = listen_on_any();
	if (listener < 0)
		return EXIT_FAILURE;
	while (serve_one(listener, &ask))
		;
	return EXIT_FAILURE;
}
