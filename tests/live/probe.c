// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * One hand-shake, and what comes of it in one line: status, seconds, and after
 * success who we are to the peer; else its status, if it is one of ours.  A
 * second line means that more is wrong.  For scripts, each row of which wants an
 * environment of its own.
 *
 * usage: probe PACKAGE TARGET PORT [OPTION...]     TARGET "-": NULL
 *	--principal NAME	pszPrincipal
 *	--user NAME		pAuthData, with --password
 *	--domain NAME		of the user
 *	--password FILE		what the user's password is, to the last byte
 *	--form A|W|EXW		of pAuthData; A unless told otherwise
 *	--supply leg		no pAuthData, but the same in the first leg's
 *				SECBUFFER_PKG_PARAMS (P36)
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* PackageList of the form that has one. */
#define PACKAGES "Kerberos,!NTLM"

struct options {
	struct live_ask ask;
	const char *user;
	const char *domain;
	const char *password_file;
	const char *form;
	bool supply;
};

/* An identity and the texts in it, which go when the library has read them. */
struct identity {
	union {
		SEC_WINNT_AUTH_IDENTITY_A a;
		SEC_WINNT_AUTH_IDENTITY_W w;
		SEC_WINNT_AUTH_IDENTITY_EXW exw;
	} u;
	char password[256];
	SEC_WCHAR *wide[4];
};

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "probe: %s\n", what);
	exit(2);
}

static bool parse(int argc, char **argv, struct options *o)
{
	int i;

	if (argc < 4 || argc % 2)
		return false;
	o->ask.package = argv[1];
	o->ask.target = strcmp(argv[2], "-") == 0 ? NULL : argv[2];
	o->ask.port = atoi(argv[3]);
	for (i = 4; i < argc; i += 2) {
		if (strcmp(argv[i], "--principal") == 0)
			o->ask.principal = argv[i + 1];
		else if (strcmp(argv[i], "--user") == 0)
			o->user = argv[i + 1];
		else if (strcmp(argv[i], "--domain") == 0)
			o->domain = argv[i + 1];
		else if (strcmp(argv[i], "--password") == 0)
			o->password_file = argv[i + 1];
		else if (strcmp(argv[i], "--form") == 0)
			o->form = argv[i + 1];
		else if (strcmp(argv[i], "--supply") == 0)
			o->supply = true;
		else
			return false;
	}
	return !o->user == !o->password_file;
}

static void read_password(const char *path, char *p, size_t size)
{
	FILE *f = fopen(path, "r");

	if (!f)
		die("cannot read the password");
	p[fread(p, 1, size - 1, f)] = '\0';
	fclose(f);
}

static ULONG length(const char *s)
{
	return s ? (ULONG)strlen(s) : 0;
}

static void identify_a(const struct options *o, struct identity *id)
{
	id->u.a = (SEC_WINNT_AUTH_IDENTITY_A){
		.User = (unsigned char *)o->user,
		.UserLength = length(o->user),
		.Domain = (unsigned char *)o->domain,
		.DomainLength = length(o->domain),
		.Password = (unsigned char *)id->password,
		.PasswordLength = length(id->password),
		.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI,
	};
}

static void identify_w(const struct options *o, struct identity *id)
{
	id->u.w = (SEC_WINNT_AUTH_IDENTITY_W){
		.User = id->wide[0],
		.UserLength = length(o->user),
		.Domain = id->wide[1],
		.DomainLength = length(o->domain),
		.Password = id->wide[2],
		.PasswordLength = length(id->password),
		.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE,
	};
}

static void identify_exw(const struct options *o, struct identity *id)
{
	id->u.exw = (SEC_WINNT_AUTH_IDENTITY_EXW){
		.Version = SEC_WINNT_AUTH_IDENTITY_VERSION,
		.Length = sizeof(id->u.exw),
		.User = id->wide[0],
		.UserLength = length(o->user),
		.Domain = id->wide[1],
		.DomainLength = length(o->domain),
		.Password = id->wide[2],
		.PasswordLength = length(id->password),
		.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE,
		.PackageList = id->wide[3],
		.PackageListLength = length(PACKAGES),
	};
}

static void identify(const struct options *o, struct identity *id)
{
	read_password(o->password_file, id->password, sizeof(id->password));
	id->wide[0] = live_widen(o->user);
	id->wide[1] = live_widen(o->domain);
	id->wide[2] = live_widen(id->password);
	id->wide[3] = live_widen(PACKAGES);
	if (strcmp(o->form, "A") == 0)
		identify_a(o, id);
	else if (strcmp(o->form, "W") == 0)
		identify_w(o, id);
	else if (strcmp(o->form, "EXW") == 0)
		identify_exw(o, id);
	else
		die("no such form");
}

/* What is needed later the library has copied (AcquireCredentialsHandle). */
static void forget(struct identity *id)
{
	size_t i;

	for (i = 0; i < 4; i++)
		free(id->wide[i]);
	explicit_bzero(id, sizeof(*id));
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The identity goes into the call that wants it, and no further. */
static SECURITY_STATUS converse(struct live_client *c, const struct options *o)
{
	struct identity id = { .password = "" };
	SECURITY_STATUS st;

	live_init(c, &o->ask);
	if (o->user)
		identify(o, &id);
	if (o->supply) {
		c->ask.flags |= ISC_REQ_USE_SUPPLIED_CREDS;
		c->ask.params = &id.u;
		c->ask.params_n = sizeof(id.u);
	} else if (o->user) {
		c->ask.auth = &id.u;
	}
	st = live_acquire(c);
	if (!o->supply)
		forget(&id);
	if (st == SEC_E_OK) {
		c->ask.cred = &c->cred;
		st = live_handshake(c);
	}
	forget(&id);
	return st;
}

/* Who we are to the peer; or why we are nobody, if it said. */
static const char *peers_view(const struct live_client *c)
{
	const char *name = NULL;

	if (c->peer_done)
		return c->peer_name;
	if (c->frame.type == LAB_ERROR && c->frame.n == 8)
		name = Secur32StatusName(
			(SECURITY_STATUS)lab_get_be32(c->frame.p));
	return name ? name : "-";
}

int main(int argc, char **argv)
{
	struct options o = {
		.ask.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
			     ISC_REQ_ALLOCATE_MEMORY,
		.form = "A",
	};
	struct live_client c;
	SECURITY_STATUS st;
	double start;

	if (!parse(argc, argv, &o))
		die("usage: probe PACKAGE TARGET PORT [OPTION...]");
	start = seconds();
	st = converse(&c, &o);
	printf("%s %.3f %s\n", live_status_name(st), seconds() - start,
	       peers_view(&c));
	if (c.peer_done && !o.supply != !(c.attr & ISC_RET_USED_SUPPLIED_CREDS))
		puts("ISC_RET_USED_SUPPLIED_CREDS is not true");
	if (c.peer_done && !live_exchange(&c, 100))
		puts("messages do not arrive");
	live_close(&c);
	return EXIT_SUCCESS;
}
