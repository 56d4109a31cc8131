// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A web server that asks for Negotiate, takes whatever comes, and proves
 * nothing: a client that shows its page has been deceived.
 *
 * usage: liar     prints "port N", serves one client, and ends
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of one client, and for one to come. */
#define SECONDS 60

static const char ask[] = "HTTP/1.1 401 Unauthorized\r\n"
			  "WWW-Authenticate: Negotiate\r\n"
			  "Content-Length: 0\r\n\r\n";
static const char page[] = "HTTP/1.1 200 OK\r\n"
			   "Content-Length: 6\r\n\r\n"
			   "a lie\n";

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
	    getsockname(fd, (struct sockaddr *)&addr, &n) != 0) {
		perror("liar");
		exit(EXIT_FAILURE);
	}
	printf("port %u\n", ntohs(addr.sin_port));
	fflush(stdout);
	return fd;
}

/* A request to its empty line; @shown: it held credentials. */
static bool request(FILE *f, bool *shown)
{
	char line[65536];

	*shown = false;
	while (fgets(line, sizeof(line), f)) {
		if (strncasecmp(line, "Authorization: Negotiate ", 25) == 0)
			*shown = true;
		if (line[0] == '\r')
			return true;
	}
	return false;
}

int main(void)
{
	int listener = listen_on_any(), fd;
	bool shown = false;
	FILE *f;

	alarm(SECONDS);
	fd = accept(listener, NULL, NULL);
	f = fd < 0 ? NULL : fdopen(fd, "r");
	if (!f)
		return EXIT_FAILURE;
	while (!shown && request(f, &shown))
		dprintf(fd, "%s", shown ? page : ask);
	fclose(f);
	return shown ? EXIT_SUCCESS : EXIT_FAILURE;
}
