// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Fetches that wait for a KDC (platform/user/tickets_libkrb5.c), which here is
 * a socket of the case's own: it takes a request and hangs up when the case has
 * seen what it wants to see.
 */
#define _GNU_SOURCE

#include "tests/user/krb5_folder.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "platform/memory.h"

static const struct ssp_ticket_source *const source = &ssp_tickets_libkrb5;

/* RFC 4120 5.4.1: the outer tags of a KDC's two requests. */
#define AS_REQ 0x6a
#define TGS_REQ 0x6c

/* A socket that listens, under the configuration that leads to it. */
static int kdc_listen(struct kunit *test)
{
	static const char format[] = "[libdefaults]\n"
				     "\tdefault_realm = EXAMPLE.TEST\n"
				     "\tdns_lookup_kdc = false\n"
				     "\tdns_lookup_realm = false\n"
				     "\tudp_preference_limit = 1\n" /* TCP */
				     "[realms]\n"
				     "\tEXAMPLE.TEST = {\n"
				     "\t\tkdc = 127.0.0.1:%u\n"
				     "\t}\n";
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	socklen_t n = sizeof(at);
	char config[512];

	KUNIT_ASSERT_GE(test, fd, 0);
	KUNIT_ASSERT_EQ(test, bind(fd, (void *)&at, n), 0);
	KUNIT_ASSERT_EQ(test, listen(fd, 1), 0);
	KUNIT_ASSERT_EQ(test, getsockname(fd, (void *)&at, &n), 0);
	snprintf(config, sizeof(config), format, ntohs(at.sin_port));
	ssp_test_krb5_write(test, getenv("KRB5_CONFIG"), config);
	return fd;
}

/*
 * Takes one connection and the beginning of its request: four bytes of length
 * (RFC 4120 7.2.2) and the tag.  Nobody else is let in.
 *
 * Return: the connection, for close().
 */
static int kdc_accept(struct kunit *test, int listener, u8 tag)
{
	struct pollfd wait = { .fd = listener, .events = POLLIN };
	u8 head[5];
	int fd;

	KUNIT_ASSERT_EQ(test, poll(&wait, 1, 10000), 1);
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	KUNIT_ASSERT_GE(test, fd, 0);
	KUNIT_ASSERT_EQ(test, close(listener), 0);
	KUNIT_ASSERT_EQ(test, recv(fd, head, sizeof(head), MSG_WAITALL), 5);
	KUNIT_EXPECT_EQ(test, head[4], tag);
	return fd;
}

/*
 * One fetch in a thread; @st is what it returned, if it did.  All that a thread
 * works on is here, because clang 14's AddressSanitizer trips over the frame of
 * one that is cancelled.
 */
struct waiter {
	pthread_t thread;
	struct ssp_ticket_cred *cred;
	u32 flags;
	ssp_status st;
	struct ssp_ticket_blob blob;
};

static void *fetch(void *arg)
{
	struct waiter *w = arg;

	w->st = source->fetch(NULL, w->cred, ssp_test_text(SSP_TEST_SERVER),
			      w->flags, &w->blob);
	ssp_pool_free(w->blob.p, w->blob.n);
	pthread_testcancel();
	return NULL;
}

static void start(struct kunit *test, struct waiter *w)
{
	w->st = SEC_E_INTERNAL_ERROR;
	KUNIT_ASSERT_EQ(test, pthread_create(&w->thread, NULL, fetch, w), 0);
}

static void *end(struct kunit *test, struct waiter *w)
{
	void *how;

	KUNIT_ASSERT_EQ(test, pthread_join(w->thread, &how), 0);
	return how;
}

static void fill_cache(struct kunit *test)
{
	s64 endtime = (s64)time(NULL) + SSP_TEST_LIFE;

	ssp_test_krb5_cache(test, getenv("KRB5CCNAME"), SSP_TEST_CLIENT);
	ssp_test_krb5_store(test, SSP_TEST_CLIENT, SSP_TEST_TGT, endtime);
	ssp_test_krb5_store(test, SSP_TEST_CLIENT, SSP_TEST_SERVER, endtime);
	/* Something whose name is nearly that of a TGT. */
	ssp_test_krb5_store(test, SSP_TEST_CLIENT, "krbtgt@EXAMPLE.TEST",
			    endtime);
}

static size_t read_cache(struct kunit *test, u8 *p, size_t room)
{
	FILE *f = fopen(getenv("KRB5CCNAME"), "r");
	size_t n;

	KUNIT_ASSERT_NOT_NULL(test, f);
	n = fread(p, 1, room, f);
	KUNIT_EXPECT_EQ(test, fclose(f), 0);
	KUNIT_ASSERT_LT(test, n, room);
	return n;
}

/* The cache has the ticket, but only its TGT counts, and it stays as it is. */
static void fresh_ticket_is_asked_for(struct kunit *test)
{
	u8 *before = kunit_kzalloc(test, 4096, GFP_KERNEL);
	u8 *after = kunit_kzalloc(test, 4096, GFP_KERNEL);
	int listener = kdc_listen(test);
	struct waiter w = { .flags = 0 };
	size_t n;
	int fd;

	fill_cache(test);
	n = read_cache(test, before, 4096);
	w.cred = ssp_test_krb5_open(test, &(struct ssp_ticket_identity){ 0 });
	fetch(&w);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	w.flags = SSP_TICKET_FRESH;
	start(test, &w);
	fd = kdc_accept(test, listener, TGS_REQ);
	KUNIT_EXPECT_EQ(test, close(fd), 0);
	KUNIT_EXPECT_NULL(test, end(test, &w));
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_NO_AUTHENTICATING_AUTHORITY);
	KUNIT_EXPECT_EQ(test, read_cache(test, after, 4096), n);
	SSP_EXPECT_MEMEQ(test, after, before, n);
	source->close(NULL, w.cred);
}

/* There may be a ticket, but nothing to get another one with. */
static void fresh_ticket_needs_a_tgt(struct kunit *test)
{
	s64 endtime = (s64)time(NULL) + SSP_TEST_LIFE;
	struct waiter w = { .flags = 0 };

	ssp_test_krb5_cache(test, getenv("KRB5CCNAME"), SSP_TEST_CLIENT);
	ssp_test_krb5_store(test, SSP_TEST_CLIENT, SSP_TEST_SERVER, endtime);
	w.cred = ssp_test_krb5_open(test, &(struct ssp_ticket_identity){ 0 });
	fetch(&w);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	w.flags = SSP_TICKET_FRESH;
	fetch(&w);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_NO_CREDENTIALS);
	source->close(NULL, w.cred);
}

/* It waits on, returns what came of it, and is cancelled after that. */
static void cancelled_thread_returns_first(struct kunit *test)
{
	struct ssp_ticket_identity alice = { .user = ssp_test_text("alice"),
					     .have_password = true };
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	int listener = kdc_listen(test);
	struct waiter w = { .flags = 0 };
	int fd;

	w.cred = ssp_test_krb5_open(test, &alice);
	start(test, &w);
	fd = kdc_accept(test, listener, AS_REQ);
	KUNIT_ASSERT_EQ(test, pthread_cancel(w.thread), 0);
	KUNIT_EXPECT_EQ(test, close(fd), 0);
	KUNIT_EXPECT_PTR_EQ(test, end(test, &w), PTHREAD_CANCELED);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_NO_AUTHENTICATING_AUTHORITY);
	source->close(NULL, w.cred);
	ssp_test_memory_stop(test, m);
}

/* How far a thread got that was cancelled before it began. */
struct life {
	struct ssp_ticket_identity id;
	struct ssp_ticket_cred *cred;
	struct ssp_ticket_blob name;
	u64 expiry;
	u32 calls;
};

static void *live_cancelled(void *arg)
{
	struct life *l = arg;

	(void)pthread_cancel(pthread_self());
	l->calls += source->open(NULL, &l->id, &l->cred) == SEC_E_OK;
	l->calls += source->name(NULL, l->cred, &l->name, &l->expiry) ==
		    SEC_E_NO_CREDENTIALS;
	source->close(NULL, l->cred);
	l->calls++;
	pthread_testcancel();
	return NULL;
}

static void nothing_is_a_cancellation_point(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	struct life l = { .id.principal = ssp_test_text("bob") };
	pthread_t thread;
	void *how;

	KUNIT_ASSERT_EQ(test, pthread_create(&thread, NULL, live_cancelled, &l),
			0);
	KUNIT_ASSERT_EQ(test, pthread_join(thread, &how), 0);
	KUNIT_EXPECT_PTR_EQ(test, how, PTHREAD_CANCELED);
	KUNIT_EXPECT_EQ(test, l.calls, 3);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case wait_cases[] = {
	KUNIT_CASE(fresh_ticket_is_asked_for),
	KUNIT_CASE(fresh_ticket_needs_a_tgt),
	KUNIT_CASE(cancelled_thread_returns_first),
	KUNIT_CASE(nothing_is_a_cancellation_point),
	{}
};

static struct kunit_suite wait_suite = {
	.name = "user_ticket_waits",
	.init = ssp_test_krb5_enter,
	.exit = ssp_test_krb5_leave,
	.test_cases = wait_cases,
};

kunit_test_suites(&wait_suite);
