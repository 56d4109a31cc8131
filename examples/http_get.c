// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Get a page from a web server that asks for Negotiate (RFC 4559), and take it
 * only when the server has proved itself as well: a server that asks nothing
 * has proved nothing.  Over plain HTTP the proof covers the hand-shake, and
 * whoever sits between can still change the page.
 *
 * NTLM has no such proof: -u takes the page from whoever has it.
 *
 * build: cc http_get.c $(pkg-config --cflags --libs secur32) -o http_get
 * usage: http_get [-u] [-v] http://host[:port]/path [SPN]
 *
 * The SPN is HTTP/host unless told otherwise.  -v shows the server's headers.
 * Exit status 0: the page is on standard output, all of it.
 */
#define _GNU_SOURCE
#define SECURITY_WIN32
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <security.h>
#include <secur32.h>

#include "base64.h"

#define LEGS_MAX 8 /* of the hand-shake; Kerberos has one or two */
#define SECONDS 30 /* that the server may keep us waiting for a byte, */
#define SECONDS_IN_ALL 300 /* and for everything */
#define HEADERS_MAX 100
#define LINE_MAX_BYTES 98304 /* a token has 64 KiB, and base64 a third more */

struct url {
	char host[256];
	char port[8];
	const char *path;
};

struct response {
	int status;
	char *token; /* after "Negotiate", base64; may be empty; or NULL */
	long long length; /* of the body, which is still to be read; or -1 */
};

static bool verbose;
static bool unproven;

static _Noreturn void die(const char *what, const char *why)
{
	fprintf(stderr, "http_get: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static void check(const char *call, SECURITY_STATUS st)
{
	const char *name = Secur32StatusName(st);

	if (st < 0)
		die(call, name ? name : "a status without a name");
}

static void parse_url(const char *text, struct url *url)
{
	int n = 0;

	if (sscanf(text, "http://%255[^:/]%n", url->host, &n) != 1)
		die(text, "not an http URL");
	text += n;
	strcpy(url->port, "80");
	if (sscanf(text, ":%7[0-9]%n", url->port, &n) == 1)
		text += n;
	url->path = *text ? text : "/";
}

static int connect_to(const struct url *url)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	const struct timeval wait = { .tv_sec = SECONDS };
	struct addrinfo *list, *a;
	int err, fd = -1;

	err = getaddrinfo(url->host, url->port, &hints, &list);
	if (err)
		die(url->host, gai_strerror(err));
	for (a = list; a && fd < 0; a = a->ai_next) {
		fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, 0);
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
		if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen)) {
			close(fd);
			fd = -1;
		}
	}
	freeaddrinfo(list);
	if (fd < 0)
		die(url->host, "cannot connect");
	return fd;
}

/* As HTTP/1.0, whose bodies have no chunks, on a connection that stays. */
static void send_request(int fd, const struct url *url, const char *token)
{
	const char *name = token ? "Authorization: Negotiate " : "";

	if (dprintf(fd, "GET %s HTTP/1.0\r\nHost: %s:%s\r\n", url->path,
		    url->host, url->port) < 0 ||
	    dprintf(fd, "Connection: keep-alive\r\n%s%s%s\r\n", name,
		    token ? token : "", token ? "\r\n" : "") < 0)
		die(url->host, "connection lost");
}

/* Digits and nothing else, and the same if said twice (RFC 9112 6.3). */
static void take_length(struct response *r, const char *text)
{
	long long length;
	char *end;

	text += strspn(text, " \t");
	errno = 0;
	length = strtoll(text, &end, 10);
	if (*text < '0' || *text > '9' || errno ||
	    end[strspn(end, " \t\r\n")] ||
	    (r->length >= 0 && r->length != length))
		die("server", "no such length");
	r->length = length;
}

static void take_header(struct response *r, const char *line)
{
	static const char auth[] = "WWW-Authenticate: Negotiate";

	if (strncasecmp(line, "Content-Length:", 15) == 0) {
		take_length(r, line + 15);
	} else if (strncasecmp(line, auth, sizeof(auth) - 1) == 0 &&
		   strchr(" \t\r\n", line[sizeof(auth) - 1])) {
		free(r->token);
		line += sizeof(auth) - 1;
		line += strspn(line, " \t");
		r->token = strndup(line, strcspn(line, "\r\n"));
		if (!r->token)
			die("header", "out of memory");
	}
}

/* One line, whole and without a NUL in it. */
static void recv_line(FILE *f, char *line)
{
	if (!fgets(line, LINE_MAX_BYTES, f))
		die("server", "connection lost");
	if (!strchr(line, '\n'))
		die("server", "a line that does not end");
}

/* To the empty line: the body is left where it is. */
static void recv_headers(FILE *f, struct response *r)
{
	static char line[LINE_MAX_BYTES];
	int n;

	*r = (struct response){ .length = -1 };
	recv_line(f, line);
	if (sscanf(line, "HTTP/1.%*d %d", &r->status) != 1)
		die("server", "no response");
	for (n = 0; line[strspn(line, "\r\n")]; n++) {
		if (n == HEADERS_MAX)
			die("server", "too many headers");
		if (verbose)
			fputs(line, stderr);
		take_header(r, line);
		recv_line(f, line);
	}
}

/* Without a length the body ends with the connection. */
static void recv_body(FILE *f, const struct response *r, FILE *to)
{
	long long n;
	int c;

	for (n = 0; n != r->length && (c = getc(f)) != EOF; n++)
		if (to)
			putc(c, to);
	if (r->length >= 0 ? n != r->length : ferror(f))
		die("body", "incomplete");
	if (to && fflush(to) == EOF)
		die("body", "cannot write");
}

struct session {
	CredHandle cred;
	CtxtHandle ctx;
	bool begun; /* cred and ctx are there */
	bool done;
	ULONG attr;
};

/* One leg: the server's token goes in, ours comes out, base64 for free(). */
static char *step(struct session *s, char *spn, char *from_server)
{
	SecBuffer in = { 0, SECBUFFER_TOKEN, from_server };
	SecBuffer out = { 0, SECBUFFER_TOKEN, NULL };
	SecBufferDesc ind = { SECBUFFER_VERSION, 1, &in };
	SecBufferDesc outd = { SECBUFFER_VERSION, 1, &out };
	SECURITY_STATUS st;
	char *token = NULL;

	if (!s->begun)
		check("AcquireCredentialsHandle",
		      AcquireCredentialsHandleA(NULL, (char *)NEGOSSP_NAME_A,
						SECPKG_CRED_OUTBOUND, NULL,
						NULL, NULL, NULL, &s->cred,
						NULL));
	else
		in.cbBuffer = (ULONG)unbase64(from_server);
	st = InitializeSecurityContextA(
		&s->cred, s->begun ? &s->ctx : NULL, spn,
		ISC_REQ_MUTUAL_AUTH | ISC_REQ_ALLOCATE_MEMORY, 0,
		SECURITY_NATIVE_DREP, s->begun ? &ind : NULL, 0, &s->ctx, &outd,
		&s->attr, NULL);
	check("InitializeSecurityContext", st);
	s->begun = true;
	s->done = st == SEC_E_OK;
	if (out.cbBuffer) {
		token = base64(out.pvBuffer, out.cbBuffer);
		if (!token)
			die("base64", "out of memory");
	}
	FreeContextBuffer(out.pvBuffer);
	return token;
}

/* Requests until the server is content, and so are we. */
static void get(const struct url *url, char *spn)
{
	struct session s = { .begun = false };
	int fd = connect_to(url), leg;
	FILE *f = fdopen(fd, "r");
	char *token = NULL;
	struct response r;

	for (leg = 0; leg < LEGS_MAX; leg++) {
		send_request(fd, url, token);
		free(token);
		token = NULL;
		recv_headers(f, &r);
		if (r.token && !s.done && (!s.begun || *r.token))
			token = step(&s, spn, r.token);
		free(r.token);
		if (r.status != 401 || !token)
			break;
		recv_body(f, &r, NULL);
	}
	free(token);
	if (r.status == 401)
		die(url->path, "access denied");
	if (r.status != 200)
		die(url->path, "no such page");
	if (!unproven && (!s.done || !(s.attr & ISC_RET_MUTUAL_AUTH)))
		die(spn, "the server did not prove itself");
	recv_body(f, &r, stdout);
	fclose(f);
	if (s.begun) {
		DeleteSecurityContext(&s.ctx);
		FreeCredentialsHandle(&s.cred);
	}
}

int main(int argc, char **argv)
{
	struct url url;
	char spn[300];
	int c;

	signal(SIGPIPE, SIG_IGN);
	alarm(SECONDS_IN_ALL);
	while ((c = getopt(argc, argv, "uv")) != -1) {
		if (c == 'u')
			unproven = true;
		else if (c == 'v')
			verbose = true;
		else
			argc = 0;
	}
	argc -= optind;
	argv += optind;
	if (argc != 1 && argc != 2)
		die("usage",
		    "http_get [-u] [-v] http://host[:port]/path [SPN]");
	parse_url(argv[0], &url);
	snprintf(spn, sizeof(spn), "HTTP/%s", url.host);
	get(&url, argc == 2 ? argv[1] : spn);
	return EXIT_SUCCESS;
}
