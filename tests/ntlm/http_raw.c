// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Get a page from a web server with the tokens of a package as they are: scheme
 * NTLM has nothing else, and Negotiate takes them too.
 *
 * usage: http_raw [-P PACKAGE] [-l PACKAGES] [-u USER -d DOMAIN -p FILE]
 *		   SCHEME PORT PATH
 *
 * Prints the server's status, and as whom it has us (X-Remote-User).
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "examples/base64.h"
#include "tests/samba/auth.h"
#include "tests/samba/tcp.h"

#define LEGS_MAX 4
#define HEAD_MAX 16384

struct response {
	char head[HEAD_MAX];
	int status;
};

/* Up to the empty line; the body is read as well, and forgotten. */
static void receive(int fd, struct response *r)
{
	size_t n = 0, length = 0;
	const char *at;
	char *body;

	while (n < 4 || memcmp(r->head + n - 4, "\r\n\r\n", 4) != 0) {
		if (n == sizeof(r->head) - 1 ||
		    !tcp_receive(fd, r->head + n++, 1))
			fail("no answer");
	}
	r->head[n] = '\0';
	r->status = 0;
	sscanf(r->head, "HTTP/1.%*d %d", &r->status);
	at = strcasestr(r->head, "\nContent-Length:");
	if (at)
		length = strtoul(at + strlen("\nContent-Length:"), NULL, 10);
	body = length < HEAD_MAX ? malloc(length + 1) : NULL;
	if (!body || !tcp_receive(fd, body, length))
		fail("no page");
	free(body);
}

/* The value of a header, which begins with @name; of no length if there is none. */
static const char *value(const struct response *r, const char *name, size_t *n)
{
	const char *at = strcasestr(r->head, name);

	*n = 0;
	if (!at)
		return "";
	at += strlen(name);
	*n = strcspn(at, "\r");
	return at;
}

/* One request, with a token of ours, and what comes of it. */
static void ask(int fd, char **argv, const char *token, struct response *r)
{
	char *request;
	int n;

	n = asprintf(&request,
		     "GET %s HTTP/1.1\r\nHost: localhost\r\n"
		     "Authorization: %s %s\r\n\r\n",
		     argv[2], argv[0], token);
	if (n < 0 || !tcp_send(fd, request, (size_t)n))
		fail("the server is gone");
	free(request);
	receive(fd, r);
}

static void converse(int fd, char **argv, struct auth *a, struct response *r)
{
	char name[64], *theirs = NULL, *ours;
	size_t n = 0;
	void *token;
	int leg;

	snprintf(name, sizeof(name), "\nWWW-Authenticate: %s ", argv[0]);
	for (leg = 0; leg < LEGS_MAX && !a->done; leg++) {
		n = auth_step(a, theirs, n, &token);
		ours = base64(token, n);
		FreeContextBuffer(token);
		ask(fd, argv, ours, r);
		free(ours);
		free(theirs);
		theirs = (char *)(size_t)value(r, name, &n);
		theirs = strndup(theirs, n);
		n = unbase64(theirs);
		if (n == 0)
			break;
	}
	free(theirs);
}

int main(int argc, char **argv)
{
	struct auth a = { .spn = "HTTP/localhost" };
	static struct response r;
	const char *user;
	int option, fd;
	size_t n;

	while ((option = getopt(argc, argv, AUTH_OPTIONS)) != -1) {
		if (!auth_option(&a, option, optarg))
			return 2;
	}
	argv += optind;
	if (argc - optind != 3)
		fail("usage: http_raw " AUTH_USAGE " SCHEME PORT PATH");
	fd = tcp_connect(argv[1]);
	if (fd < 0)
		fail("connect: %m");
	auth_open(&a);
	converse(fd, argv, &a, &r);
	user = value(&r, "\nX-Remote-User: ", &n);
	printf("%d %s%.*s\n", r.status, n ? "" : "nobody", (int)n, user);
	auth_close(&a);
	close(fd);
	return EXIT_SUCCESS;
}
