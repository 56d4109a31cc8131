// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Whoever sits between a client and its server: passes everything on, and
 * changes one message.  It knows SMB and LDAP, with and without its SASL layer.
 *
 * usage: meddler PORT SIDE MESSAGE OFFSET MASK
 *	  meddler PORT SIDE MESSAGE replace FROM TO
 *	PORT: the server's, on loopback
 *	SIDE: whose message, client or server
 *	MESSAGE: which of that side's, from 1
 *	OFFSET: of a byte, from the beginning of the message behind its length;
 *		of LDAP without SASL, from the very beginning; from the end if
 *		negative
 *	MASK: what to change in it, in hex
 *	FROM, TO: bytes in hex, as many; wherever they are, others are put
 *
 * Prints "port N", serves one connection, and ends.  Exit status 0: there was
 * something to change, and it has been changed.
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
#define SEQUENCE 0x30 /* how LDAP begins, where it has no such prefix */
#define MESSAGE_MAX (1 << 24)
#define BYTES_MAX 32

/**
 * struct change - what is to be done
 * @from_server: to a message of the server's, or else of the client's
 * @message: to which
 * @n: 0: to one byte
 * @offset: where that is
 * @mask: what to change in it
 * @from: otherwise: what is replaced, @n bytes
 * @to: by what
 * @done: it has been done
 */
struct change {
	bool from_server;
	unsigned long message;
	long offset;
	uint8_t mask;
	size_t n;
	uint8_t from[BYTES_MAX];
	uint8_t to[BYTES_MAX];
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

static bool change_byte(struct change *change, uint8_t *p, size_t n)
{
	size_t at = (size_t)change->offset;

	if (change->offset < 0)
		at += n;
	if (at >= n)
		return false;
	p[at] ^= change->mask;
	return true;
}

static bool change_bytes(struct change *change, uint8_t *p, size_t n)
{
	uint8_t *end = p + n;
	bool found = false;

	while ((p = memmem(p, (size_t)(end - p), change->from, change->n))) {
		memcpy(p, change->to, change->n);
		p += change->n;
		found = true;
	}
	return found;
}

static uint32_t number(const uint8_t *p, size_t n)
{
	uint32_t value = 0;

	while (n-- > 0)
		value = value << 8 | *p++;
	return value;
}

/* One message, to @to; @head bytes come before its own.  0: the side has closed. */
static size_t receive_message(int fd, uint8_t *to, size_t *head)
{
	size_t more = PREFIX - 2, n;

	if (!receive(fd, to, 2))
		return 0;
	if (to[0] == SEQUENCE)
		more = to[1] & 0x80 ? to[1] & 0x7f : 0;
	if (more > PREFIX || !receive(fd, to + 2, more))
		return 0;
	if (to[0] != SEQUENCE)
		n = number(to, PREFIX);
	else
		n = more ? number(to + 2, more) : to[1];
	*head = to[0] == SEQUENCE ? 0 : PREFIX;
	if (n >= MESSAGE_MAX || !receive(fd, to + 2 + more, n))
		return 0;
	return 2 + more + n;
}

/* One message, @number of its side.  False: the side has closed. */
static bool pass_on(int from, int to, unsigned long which, bool server,
		    struct change *change)
{
	static uint8_t message[2 * PREFIX + MESSAGE_MAX];
	size_t head, n = receive_message(from, message, &head);

	if (n == 0)
		return false;
	if (server == change->from_server && which == change->message)
		change->done = (change->n ? change_bytes : change_byte)(
			change, message + head, n - head);
	return send(to, message, n, MSG_NOSIGNAL) == (ssize_t)n;
}

static size_t parse_hex(const char *text, uint8_t *out)
{
	unsigned int octet;
	size_t n = 0;

	while (n < BYTES_MAX && sscanf(text + 2 * n, "%2x", &octet) == 1)
		out[n++] = (uint8_t)octet;
	return n;
}

static bool parse(int argc, char **argv, struct change *change)
{
	bool replace = argc == 7 && strcmp(argv[4], "replace") == 0;

	if (argc != 6 && !replace)
		return false;
	change->from_server = strcmp(argv[2], "server") == 0;
	change->message = strtoul(argv[3], NULL, 10);
	if (replace) {
		change->n = parse_hex(argv[5], change->from);
		return change->n > 0 &&
		       parse_hex(argv[6], change->to) == change->n;
	}
	change->offset = strtol(argv[4], NULL, 10);
	change->mask = (uint8_t)strtoul(argv[5], NULL, 16);
	return true;
}

int main(int argc, char **argv)
{
	unsigned long count[2] = { 0, 0 };
	struct change change = { .n = 0 };
	int listener, i;
	struct pollfd side[2];

	if (!parse(argc, argv, &change)) {
		fprintf(stderr,
			"usage: meddler PORT SIDE MESSAGE OFFSET MASK\n"
			"       meddler PORT SIDE MESSAGE replace FROM TO\n");
		return 2;
	}
	alarm(SECONDS);
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
