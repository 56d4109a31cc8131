// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Whoever sits between an SMB client and its server: passes everything on, and
 * changes one byte of one message.
 *
 * usage: meddler PORT SIDE MESSAGE OFFSET MASK
 *	PORT: the server's, on loopback
 *	SIDE: whose message, client or server
 *	MESSAGE: which of that side's, from 1
 *	OFFSET: of the byte, from the beginning of the SMB header
 *	MASK: what to change in it, in hex
 *
 * Prints "port N", serves one connection, and ends.  Exit status 0: the byte
 * was there and has been changed.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of one connection, and for one to come. */
#define SECONDS 60

#define PREFIX 4 /* the message's length, behind a zero */
#define MESSAGE_MAX (1 << 24)

struct change {
	bool from_server;
	unsigned long message;
	unsigned long offset;
	uint8_t mask;
	bool done;
};

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static int listen_on_any(void)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t n = sizeof(addr);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&addr, n) != 0 ||
	    listen(fd, 1) != 0 ||
	    getsockname(fd, (struct sockaddr *)&addr, &n) != 0)
		die("listen");
	printf("port %u\n", ntohs(addr.sin_port));
	fflush(stdout);
	return fd;
}

static int connect_to(const char *port)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
	};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&addr, sizeof(addr)) != 0)
		die("connect");
	return fd;
}

static bool receive(int fd, uint8_t *to, size_t n)
{
	return recv(fd, to, n, MSG_WAITALL) == (ssize_t)n;
}

/* One message, @number of its side.  False: the side has closed. */
static bool pass_on(int from, int to, unsigned long number, bool server,
		    struct change *change)
{
	static uint8_t message[PREFIX + MESSAGE_MAX];
	uint32_t n;

	if (!receive(from, message, PREFIX))
		return false;
	memcpy(&n, message, sizeof(n));
	n = ntohl(n);
	if (n >= MESSAGE_MAX || !receive(from, message + PREFIX, n))
		return false;
	if (server == change->from_server && number == change->message &&
	    change->offset < n) {
		message[PREFIX + change->offset] ^= change->mask;
		change->done = true;
	}
	return send(to, message, PREFIX + n, MSG_NOSIGNAL) ==
	       (ssize_t)(PREFIX + n);
}

int main(int argc, char **argv)
{
	unsigned long count[2] = { 0, 0 };
	struct change change;
	int listener, i;
	struct pollfd side[2];

	if (argc != 6) {
		fprintf(stderr,
			"usage: meddler PORT SIDE MESSAGE OFFSET MASK\n");
		return 2;
	}
	alarm(SECONDS);
	change = (struct change){
		.from_server = strcmp(argv[2], "server") == 0,
		.message = strtoul(argv[3], NULL, 10),
		.offset = strtoul(argv[4], NULL, 10),
		.mask = (uint8_t)strtoul(argv[5], NULL, 16),
	};
	listener = listen_on_any();
	side[0] = (struct pollfd){ accept(listener, NULL, NULL), POLLIN, 0 };
	if (side[0].fd < 0)
		die("accept");
	side[1] = (struct pollfd){ connect_to(argv[1]), POLLIN, 0 };
	for (;;) {
		if (poll(side, 2, -1) < 0)
			die("poll");
		i = side[0].revents ? 0 : 1;
		if (!pass_on(side[i].fd, side[!i].fd, ++count[i], i == 1,
			     &change))
			break;
	}
	return change.done ? EXIT_SUCCESS : EXIT_FAILURE;
}
