// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A web server that says to whoever asks who it is: WWW-Authenticate with
 * Negotiate, where Kerberos or NTLM is inside, and with bare NTLM (RFC 4559,
 * MS-NTHT).
 *
 * build: cc http_server.c $(pkg-config --cflags --libs secur32) -pthread \
 *		-o http_server
 * usage: http_server [PORT]
 *
 * It listens on the loopback address alone, prints "port N", and stays.  Keys of
 * HTTP/host come from the default keytab (KRB5_KTNAME), accounts of NTLM from
 * NTLM_USER_FILE.
 *
 * Like Windows' servers it takes a connection for its client's: whoever has
 * authenticated on it need not do so again.  That is only true where nobody,
 * such as a proxy, puts requests of several clients on one connection.
 */
#define _GNU_SOURCE
#define SECURITY_WIN32
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
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

#define SECONDS 20 /* that a client may keep us waiting for a byte */
#define HEADERS_MAX 100
#define LINE_MAX_BYTES 98304 /* a token has 64 KiB, and base64 a third more */
#define BODY_MAX 1048576

/* How HTTP calls it and what we have for it; in the order of preference. */
static struct scheme {
	const char *name;
	const char *package;
	CredHandle cred;
} schemes[] = {
	{ "Negotiate", NEGOSSP_NAME_A, { 0, 0 } },
	{ "NTLM", NTLMSP_NAME_A, { 0, 0 } },
};

#define SCHEMES (sizeof(schemes) / sizeof(schemes[0]))

struct request {
	struct scheme *scheme; /* of its Authorization, or NULL */
	char *token; /* behind that, base64 */
	long body; /* bytes that follow the headers */
	bool last; /* the client wants no more */
};

struct connection {
	int fd;
	FILE *in;
	char *line;
	struct scheme *scheme; /* of @ctx */
	CtxtHandle ctx;
	bool begun; /* there is @ctx */
	bool done; /* and it is established */
};

static _Noreturn void die(const char *what, const char *why)
{
	fprintf(stderr, "http_server: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static const char *name_of(SECURITY_STATUS st)
{
	const char *name = Secur32StatusName(st);

	return name ? name : "a status without a name";
}

static void forget(struct connection *c)
{
	if (c->begun)
		DeleteSecurityContext(&c->ctx);
	c->begun = false;
	c->done = false;
}

/* One leg.  @reply receives what the client is to get, base64, or NULL. */
static SECURITY_STATUS step(struct connection *c, struct request *r,
			    char **reply)
{
	SecBuffer in = { (ULONG)unbase64(r->token), SECBUFFER_TOKEN, r->token };
	SecBufferDesc ind = { SECBUFFER_VERSION, 1, &in };
	SecBuffer out = { 0, SECBUFFER_TOKEN, NULL };
	SecBufferDesc outd = { SECBUFFER_VERSION, 1, &out };
	SECURITY_STATUS st;
	ULONG attr;

	/* A client that authenticates anew is a new client. */
	if (c->done || c->scheme != r->scheme)
		forget(c);
	c->scheme = r->scheme;
	st = AcceptSecurityContext(&r->scheme->cred, c->begun ? &c->ctx : NULL,
				   &ind, ASC_REQ_ALLOCATE_MEMORY,
				   SECURITY_NATIVE_DREP, &c->ctx, &outd, &attr,
				   NULL);
	if (st >= 0)
		c->begun = true;
	else
		forget(c);
	c->done = st == SEC_E_OK;
	*reply = out.cbBuffer ? base64(out.pvBuffer, out.cbBuffer) : NULL;
	FreeContextBuffer(out.pvBuffer);
	return st;
}

/* "Authorization: scheme token" */
static void take_authorization(struct request *r, const char *text)
{
	size_t i, n;

	free(r->token);
	r->token = NULL;
	r->scheme = NULL;
	text += strspn(text, " \t");
	for (i = 0; i < SCHEMES; i++) {
		n = strlen(schemes[i].name);
		if (strncasecmp(text, schemes[i].name, n) == 0 &&
		    strchr(" \t\r\n", text[n])) {
			text += n + strspn(text + n, " \t");
			r->scheme = &schemes[i];
			r->token = strndup(text, strcspn(text, " \t\r\n"));
			return;
		}
	}
}

static void take_header(struct request *r, const char *line)
{
	if (strncasecmp(line, "Authorization:", 14) == 0)
		take_authorization(r, line + 14);
	else if (strncasecmp(line, "Content-Length:", 15) == 0)
		r->body = atol(line + 15);
	else if (strncasecmp(line, "Transfer-Encoding:", 18) == 0)
		r->body = -1;
	else if (strncasecmp(line, "Connection:", 11) == 0)
		r->last = strcasestr(line, "close") != NULL;
}

/* One line, whole; false at the end of the connection. */
static bool recv_line(struct connection *c)
{
	return fgets(c->line, LINE_MAX_BYTES, c->in) && strchr(c->line, '\n');
}

/* The headers; the body is passed over. */
static bool recv_request(struct connection *c, struct request *r)
{
	int n;

	*r = (struct request){ .body = 0 };
	if (!recv_line(c) || !strstr(c->line, " HTTP/1."))
		return false;
	r->last = strstr(c->line, " HTTP/1.0") != NULL;
	for (n = 0; n < HEADERS_MAX; n++) {
		if (!recv_line(c))
			return false;
		if (!c->line[strspn(c->line, "\r\n")])
			break;
		take_header(r, c->line);
	}
	if (n == HEADERS_MAX || r->body < 0 || r->body > BODY_MAX)
		return false;
	while (r->body > 0 && getc(c->in) != EOF)
		r->body--;
	return true;
}

/* What the client may try, or has to go on with. */
static void ask(struct connection *c, const struct request *r,
		const char *reply)
{
	static const char none[] = "Who are you?\n";
	size_t i;

	dprintf(c->fd, "HTTP/1.1 401 Unauthorized\r\n");
	if (reply)
		dprintf(c->fd, "WWW-Authenticate: %s %s\r\n", c->scheme->name,
			reply);
	for (i = 0; i < SCHEMES && !reply; i++)
		dprintf(c->fd, "WWW-Authenticate: %s\r\n", schemes[i].name);
	dprintf(c->fd, "Content-Length: %zu\r\nConnection: %s\r\n\r\n%s",
		sizeof(none) - 1, r->last ? "close" : "keep-alive", none);
}

/* Names come from a keytab's realm or a file: they may hold anything. */
static bool is_printable(const char *name)
{
	for (; *name; name++) {
		if ((unsigned char)*name < ' ')
			return false;
	}
	return true;
}

static void greet(struct connection *c, const struct request *r,
		  const char *reply)
{
	SecPkgContext_PackageInfoA info = { NULL };
	SecPkgContext_NamesA names = { NULL };
	char *text = NULL;

	if (QueryContextAttributesA(&c->ctx, SECPKG_ATTR_NAMES, &names) ||
	    QueryContextAttributesA(&c->ctx, SECPKG_ATTR_PACKAGE_INFO, &info) ||
	    !is_printable(names.sUserName) ||
	    asprintf(&text, "You are %s, says %s.\n", names.sUserName,
		     info.PackageInfo->Name) < 0) {
		forget(c);
		ask(c, r, NULL);
	} else {
		dprintf(c->fd, "HTTP/1.1 200 OK\r\n");
		if (reply)
			dprintf(c->fd, "WWW-Authenticate: %s %s\r\n",
				c->scheme->name, reply);
		dprintf(c->fd,
			"Content-Type: text/plain; charset=utf-8\r\n"
			"Content-Length: %zu\r\nConnection: %s\r\n\r\n%s",
			strlen(text), r->last ? "close" : "keep-alive", text);
	}
	free(text);
	FreeContextBuffer(names.sUserName);
	FreeContextBuffer(info.PackageInfo);
}

static void answer(struct connection *c, struct request *r)
{
	SECURITY_STATUS st;
	char *reply = NULL;

	if (r->token) {
		st = step(c, r, &reply);
		fprintf(stderr, "%s: %s\n", r->scheme->name, name_of(st));
	} else if (!c->done) {
		forget(c);
	}
	if (c->done)
		greet(c, r, reply);
	else
		ask(c, r, reply);
	free(reply);
}

static void *serve(void *arg)
{
	struct connection c = { .fd = (int)(intptr_t)arg };
	struct request r = { .body = 0 };

	c.in = fdopen(c.fd, "r");
	c.line = malloc(LINE_MAX_BYTES);
	while (c.in && c.line && recv_request(&c, &r)) {
		answer(&c, &r);
		free(r.token);
		r.token = NULL;
		if (r.last)
			break;
	}
	forget(&c);
	free(r.token);
	free(c.line);
	if (c.in)
		fclose(c.in);
	else
		close(c.fd);
	return NULL;
}

static int listen_on(int port)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t n = sizeof(addr);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&addr, n) || listen(fd, 64) ||
	    getsockname(fd, (struct sockaddr *)&addr, &n))
		die("socket", "cannot listen");
	printf("port %u\n", ntohs(addr.sin_port));
	fflush(stdout);
	return fd;
}

static void acquire(struct scheme *s)
{
	SECURITY_STATUS st = AcquireCredentialsHandleA(NULL, (char *)s->package,
						       SECPKG_CRED_INBOUND,
						       NULL, NULL, NULL, NULL,
						       &s->cred, NULL);

	if (st < 0)
		die(s->package, name_of(st));
}

int main(int argc, char **argv)
{
	const struct timeval wait = { .tv_sec = SECONDS };
	pthread_attr_t detached;
	pthread_t thread;
	int listener, fd;
	size_t i;

	if (argc > 2)
		die("usage", "http_server [PORT]");
	signal(SIGPIPE, SIG_IGN);
	for (i = 0; i < SCHEMES; i++)
		acquire(&schemes[i]);
	listener = listen_on(argc == 2 ? atoi(argv[1]) : 0);
	pthread_attr_init(&detached);
	pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	for (;;) {
		fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				die("socket", strerror(errno));
			continue;
		}
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
		if (pthread_create(&thread, &detached, serve,
				   (void *)(intptr_t)fd))
			close(fd);
	}
}
