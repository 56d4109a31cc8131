// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * An acceptor that is not ours: MIT's GSS-API behind a TCP port, for the live
 * tests.  Here are its sockets and processes, one for each connection, so that
 * a test may hold many contexts open at once; gss_context.c holds the
 * conversation.
 *
 * Nothing of this project is linked, or the peer would prove nothing.  The
 * keytab and the replay cache come from the environment (KRB5_KTNAME,
 * KRB5RCACHENAME).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <gssapi/gssapi_krb5.h>
#include "tests/lab/gss_context.h"

#define CHILDREN_MAX 64

struct options {
	gss_OID mech; /* the one to accept, or NULL for any */
	unsigned short port;
	unsigned long connections; /* then end; 0: no end */
	unsigned int seconds; /* then die */
};

/* In a process that neither outlives its parent nor the time allowed. */
static bool serve_apart(int listener, gss_cred_id_t cred, pid_t parent)
{
	const int one = 1;
	unsigned int left;
	OM_uint32 minor;
	pid_t pid;
	bool ok;
	int fd;

	fd = accept(listener, NULL, NULL);
	if (fd < 0)
		return errno == EINTR || errno == ECONNABORTED;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	left = alarm(0);
	alarm(left);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(EXIT_FAILURE);
		alarm(left);
		close(listener);
		ok = lab_serve(fd, cred);
		gss_release_cred(&minor, &cred);
		close(fd);
		exit(ok ? EXIT_SUCCESS : EXIT_FAILURE);
	}
	close(fd);
	return pid > 0;
}

static int serve_all(int listener, gss_cred_id_t cred,
		     const struct options *opt)
{
	unsigned int children = 0;
	unsigned long served = 0;
	const pid_t self = getpid();
	int status, wait_flags;
	int worst = EXIT_SUCCESS;
	pid_t pid;

	for (;;) {
		const bool last = opt->connections != 0 &&
				  served == opt->connections;

		if (last && children == 0)
			return worst;
		wait_flags = last || children == CHILDREN_MAX ? 0 : WNOHANG;
		pid = children > 0 ? waitpid(-1, &status, wait_flags) : 0;
		if (pid > 0) {
			children--;
			if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
				worst = EXIT_FAILURE;
			continue;
		}
		if (!serve_apart(listener, cred, self)) {
			perror("accept");
			return EXIT_FAILURE;
		}
		served++;
		children++;
	}
}

static int listen_on(unsigned short port)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t n = sizeof(addr);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&addr, n) != 0 ||
	    listen(fd, CHILDREN_MAX) != 0 ||
	    getsockname(fd, (struct sockaddr *)&addr, &n) != 0) {
		perror("listen");
		return -1;
	}
	printf("port %u\n", ntohs(addr.sin_port));
	fflush(stdout);
	return fd;
}

static gss_cred_id_t acquire(gss_OID mech)
{
	gss_OID_set_desc one = { 1, mech };
	gss_cred_id_t cred = GSS_C_NO_CREDENTIAL;
	OM_uint32 major, minor;

	major = gss_acquire_cred(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE,
				 mech ? &one : GSS_C_NO_OID_SET, GSS_C_ACCEPT,
				 &cred, NULL, NULL);
	if (GSS_ERROR(major)) {
		lab_log_status("acquire", major, minor);
		return GSS_C_NO_CREDENTIAL;
	}
	return cred;
}

static bool number(const char *text, unsigned long max, unsigned long *out)
{
	char *end;

	errno = 0;
	*out = strtoul(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' && *out <= max;
}

static bool parse(int argc, char **argv, struct options *opt)
{
	/* 1.3.6.1.5.5.2 (RFC 4178); no header names it. */
	static gss_OID_desc spnego = { 6, "\x2b\x06\x01\x05\x05\x02" };
	static const struct option table[] = {
		{ "krb5", no_argument, NULL, 'k' },
		{ "spnego", no_argument, NULL, 's' },
		{ "port", required_argument, NULL, 'p' },
		{ "once", required_argument, NULL, 'o' },
		{ "max-seconds", required_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 },
	};
	unsigned long v;
	bool ok = true;
	int c;

	while (ok && (c = getopt_long(argc, argv, "", table, NULL)) != -1) {
		v = 0;
		if (c == 'k')
			opt->mech = (gss_OID)gss_mech_krb5;
		else if (c == 's')
			opt->mech = &spnego;
		else if (c == 'p' && (ok = number(optarg, 65535, &v)))
			opt->port = (unsigned short)v;
		else if (c == 'o' && (ok = number(optarg, 1000000000, &v)))
			opt->connections = v;
		else if (c == 't' && (ok = number(optarg, 86400, &v)))
			opt->seconds = (unsigned int)v;
		else
			ok = false;
	}
	return ok && optind == argc && opt->seconds > 0;
}

int main(int argc, char **argv)
{
	struct options opt = { .seconds = 600 };
	gss_cred_id_t cred;
	OM_uint32 minor;
	int listener, status;

	if (!parse(argc, argv, &opt)) {
		fprintf(stderr,
			"usage: %s [--krb5|--spnego] [--port N] [--once N] "
			"[--max-seconds N]\n",
			argv[0]);
		return 2;
	}
	alarm(opt.seconds);
	cred = acquire(opt.mech);
	if (cred == GSS_C_NO_CREDENTIAL)
		return EXIT_FAILURE;
	listener = listen_on(opt.port);
	if (listener < 0)
		return EXIT_FAILURE;
	status = serve_all(listener, cred, &opt);
	close(listener);
	gss_release_cred(&minor, &cred);
	return status;
}
