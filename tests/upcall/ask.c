// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * One request to ksecdd-upcall, by way of upcall_asker.ko, and what comes of it
 * in one line.  By default this process is the one that asks, as who it is.
 *
 * usage: ask [WORD=VALUE...]
 *	op		name, fetch
 *	flags		1 for SSP_TICKET_FRESH
 *	uid gid pid	other numbers than our own; pid=0 for no process
 *	later		seconds that pid is said to have started later
 *	principal user domain spn
 *	password	file with the password, to the last byte
 *	fsuid		becomes our file system user before all else
 *	wholly		becomes all of our users before all else
 *	hostile		a request that makes no sense: which, from 0 (hostile.c)
 *
 * It says "name NAME SECONDS-TO-LIVE", "ticket CLIENT SERVER", or "ENOKEY".
 */
#define _GNU_SOURCE
#include "tests/upcall/ask.h"

#include <errno.h>
#include <fcntl.h>
#include <krb5.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/fsuid.h>
#include <time.h>
#include <unistd.h>

#include "platform/env.h"

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "ask: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* Field 22 of /proc/PID/stat; our own names have no blanks in them. */
static u64 started(u32 pid)
{
	unsigned long long ticks = 0;
	char name[64];
	FILE *f;

	snprintf(name, sizeof(name), "/proc/%u/stat", pid);
	f = fopen(name, "r");
	if (!f)
		return 0;
	if (fscanf(f,
		   "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u "
		   "%*u %*u %*d %*d %*d %*d %*d %*d %llu",
		   &ticks) != 1)
		die(name);
	fclose(f);
	/* The kernel knows it to the nanosecond. */
	return ticks * (1000000000 / (u64)sysconf(_SC_CLK_TCK)) + 4711;
}

static void put_file(struct ask *a, const char *name)
{
	FILE *f = fopen(name, "r");
	char text[256];
	size_t n;

	if (!f)
		die(name);
	n = fread(text, 1, sizeof(text), f);
	fclose(f);
	ask_string(a, SSP_UPCALL_PASSWORD, text, n);
	a->head.have_password = 1;
}

static void put_number(u32 *to, const char *value)
{
	*to = (u32)strtoul(value, NULL, 0);
}

static bool put_string(struct ask *a, const char *word, const char *value)
{
	static const char *const words[SSP_UPCALL_STRINGS] = { "principal",
							       "user", "domain",
							       NULL, "spn" };
	size_t i;

	for (i = 0; i < SSP_UPCALL_STRINGS; i++) {
		if (!words[i] || strcmp(word, words[i]) != 0)
			continue;
		ask_string(a, i, value, strlen(value));
		return true;
	}
	return false;
}

static void become(const char *word, const char *value)
{
	uid_t uid = (uid_t)atoi(value);

	if (*word == 'f')
		setfsuid(uid);
	else if (setresuid(uid, uid, uid))
		die("setresuid");
}

/* Return: whether it is a word about who asks. */
static bool put_process(struct ask *a, const char *word, const char *value)
{
	if (strcmp(word, "uid") == 0)
		put_number(&a->head.uid, value);
	else if (strcmp(word, "gid") == 0)
		put_number(&a->head.gid, value);
	else if (strcmp(word, "pid") == 0)
		put_number(&a->head.pid, value);
	else if (strcmp(word, "later") == 0)
		a->later = strtoull(value, NULL, 0);
	else
		return false;
	return true;
}

static void put(struct ask *a, const char *word, const char *value)
{
	if (put_process(a, word, value) || put_string(a, word, value))
		return;
	if (strcmp(word, "op") == 0)
		a->head.op = *value == 'n' ? SSP_UPCALL_NAME : SSP_UPCALL_FETCH;
	else if (strcmp(word, "flags") == 0)
		put_number(&a->head.flags, value);
	else if (strcmp(word, "password") == 0)
		put_file(a, value);
	else if (strcmp(word, "hostile") == 0)
		a->hostile = atoi(value);
	else if (strcmp(word, "fsuid") == 0 || strcmp(word, "wholly") == 0)
		become(word, value);
	else
		die(word);
}

static void parse(int argc, char **argv, struct ask *a)
{
	int i;

	a->hostile = -1;
	a->head = (struct ssp_upcall_request){ .version = SSP_UPCALL_VERSION,
					       .op = SSP_UPCALL_FETCH,
					       .gid = getegid(),
					       .pid = (u32)getpid() };
	a->head.uid = (u32)-1;
	for (i = 1; i < argc; i++) {
		char *value = strchr(argv[i], '=');

		if (!value)
			die(argv[i]);
		*value = '\0';
		put(a, argv[i], value + 1);
	}
	if (a->head.uid == (u32)-1)
		a->head.uid = (u32)setfsuid((uid_t)-1);
	if (a->head.pid)
		a->head.start = started(a->head.pid) + a->later * 1000000000ull;
}

/* Who and for whom, as libkrb5 reads it. */
static void show_ticket(const u8 *p, size_t n)
{
	krb5_data message = { .data = (char *)p, .length = (unsigned int)n };
	char *client, *server;
	krb5_auth_context ac;
	krb5_creds **creds;
	krb5_context ctx;

	if (krb5_init_context(&ctx) || krb5_auth_con_init(ctx, &ac) ||
	    krb5_auth_con_setflags(ctx, ac, 0) ||
	    krb5_rd_cred(ctx, ac, &message, &creds, NULL) ||
	    krb5_unparse_name(ctx, creds[0]->client, &client) ||
	    krb5_unparse_name(ctx, creds[0]->server, &server))
		die("that is no KRB-CRED");
	printf("ticket %s %s%s\n", client, server, creds[1] ? " and more" : "");
}

static void show(const struct ask *a, const u8 *p, size_t n)
{
	struct ssp_upcall_answer head;
	s64 life;

	if (n < sizeof(head))
		die("a short answer");
	memcpy(&head, p, sizeof(head));
	p += sizeof(head);
	n -= sizeof(head);
	if (head.version != SSP_UPCALL_VERSION || head.op != a->head.op ||
	    head.length != n || head.zero != 0)
		die("a malformed answer");
	if (head.op == SSP_UPCALL_FETCH) {
		if (head.expiry)
			die("a ticket with an expiry");
		show_ticket(p, n);
		return;
	}
	life = head.expiry == SSP_TIME_NEVER ?
		       -1 :
		       (s64)(head.expiry / SSP_TICKS_PER_SEC - SSP_EPOCH_1970) -
			       (s64)time(NULL);
	printf("name %.*s %lld\n", (int)n, (const char *)p, (long long)life);
}

int main(int argc, char **argv)
{
	static u8 answer[SSP_UPCALL_ANSWER_MAX];
	struct ask a = { .n = 0 };
	ssize_t n;
	int fd;

	parse(argc, argv, &a);
	ask_pack(&a);
	if (a.hostile >= 0 && !ask_spoil(&a))
		return 3;
	fd = open("/dev/upcall-asker", O_RDWR);
	if (fd < 0)
		die("/dev/upcall-asker");
	if (write(fd, a.bytes, a.n) != (ssize_t)a.n) {
		puts(strerrorname_np(errno));
		return 1;
	}
	n = read(fd, answer, sizeof(answer));
	if (n < 0)
		die("read");
	show(&a, answer, (size_t)n);
	return 0;
}
