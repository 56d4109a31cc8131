// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Tickets from libkrb5 (platform/user/tickets.h) as far as that goes without a
 * KDC: caches, keytabs, the form of the answer, and every failure that needs
 * nobody at the other end.  The live tests have the rest.
 */
#define _GNU_SOURCE

#include "tests/user/krb5_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "platform/memory.h"

static const struct ssp_ticket_source *const source = &ssp_tickets_libkrb5;

static s64 fill_default_cache(struct kunit *test)
{
	s64 endtime = (s64)time(NULL) + SSP_TEST_LIFE;

	ssp_test_krb5_cache(test, getenv("KRB5CCNAME"), SSP_TEST_CLIENT);
	ssp_test_krb5_store(test, SSP_TEST_CLIENT, SSP_TEST_TGT, endtime);
	ssp_test_krb5_store(test, SSP_TEST_CLIENT, SSP_TEST_SERVER,
			    endtime - 5);
	return endtime;
}

static struct ssp_ticket_cred *open_default(struct kunit *test)
{
	return ssp_test_krb5_open(test, &(struct ssp_ticket_identity){ 0 });
}

static ssp_status fetch(struct ssp_ticket_cred *cred, const char *spn)
{
	struct ssp_ticket_blob blob;
	ssp_status st = source->fetch(NULL, cred, ssp_test_text(spn), 0, &blob);

	ssp_pool_free(blob.p, blob.n);
	return st;
}

static u64 filetime(s64 seconds)
{
	return ((u64)seconds + SSP_EPOCH_1970) * SSP_TICKS_PER_SEC;
}

static void expect_creds(struct kunit *test, const krb5_creds *c, s64 endtime)
{
	struct ssp_test_krb5 *f = test->priv;
	krb5_principal client = ssp_test_krb5_parse(test, SSP_TEST_CLIENT);
	krb5_principal server = ssp_test_krb5_parse(test, SSP_TEST_SERVER);
	u8 *ticket;
	size_t n;

	KUNIT_EXPECT_TRUE(test,
			  krb5_principal_compare(f->ctx, c->client, client));
	KUNIT_EXPECT_TRUE(test,
			  krb5_principal_compare(f->ctx, c->server, server));
	KUNIT_EXPECT_EQ(test, c->keyblock.enctype,
			ENCTYPE_AES128_CTS_HMAC_SHA1_96);
	KUNIT_ASSERT_EQ(test, c->keyblock.length, 16);
	SSP_EXPECT_MEMEQ(test, c->keyblock.contents, "0123456789abcde", 16);
	KUNIT_EXPECT_EQ(test, c->ticket_flags,
			TKT_FLG_INITIAL | TKT_FLG_PRE_AUTH);
	KUNIT_EXPECT_EQ(test, c->times.starttime, endtime - SSP_TEST_LIFE + 1);
	KUNIT_EXPECT_EQ(test, c->times.endtime, endtime);
	n = ssp_test_unhex(test, SSP_TEST_TICKET, &ticket);
	KUNIT_ASSERT_EQ(test, c->ticket.length, n);
	SSP_EXPECT_MEMEQ(test, c->ticket.data, ticket, n);
	krb5_free_principal(f->ctx, client);
	krb5_free_principal(f->ctx, server);
}

/* A plain KRB-CRED with one ticket, and all that is known of it. */
static void expect_krb_cred(struct kunit *test,
			    const struct ssp_ticket_blob *blob, s64 endtime)
{
	struct ssp_test_krb5 *f = test->priv;
	krb5_data message = { .data = (char *)blob->p,
			      .length = (unsigned int)blob->n };
	krb5_auth_context ac;
	krb5_creds **creds;

	/* RFC 4120 5.8.1, and etype 0 in enc-part (RFC 6448 2). */
	KUNIT_ASSERT_GT(test, blob->n, 20);
	KUNIT_EXPECT_EQ(test, blob->p[0], 0x76);
	KUNIT_EXPECT_TRUE(test, memmem(blob->p, blob->n,
				       "\xa0\x03\x02\x01\x00\xa2", 6));
	KUNIT_ASSERT_EQ(test, krb5_auth_con_init(f->ctx, &ac), 0);
	KUNIT_ASSERT_EQ(test, krb5_auth_con_setflags(f->ctx, ac, 0), 0);
	KUNIT_ASSERT_EQ(test, krb5_rd_cred(f->ctx, ac, &message, &creds, NULL),
			0);
	KUNIT_ASSERT_NOT_NULL(test, creds[0]);
	expect_creds(test, creds[0], endtime);
	KUNIT_EXPECT_NULL(test, creds[1]);
	krb5_free_tgt_creds(f->ctx, creds);
	krb5_auth_con_free(f->ctx, ac);
}

/* The second one is asked for, and kept, without a realm. */
static void cached_ticket_needs_no_kdc(struct kunit *test)
{
	static const char *const spns[] = { SSP_TEST_SERVER, "hftsai/extra",
					    "hftsai@extra" };
	s64 endtime = fill_default_cache(test);
	struct ssp_ticket_cred *cred = open_default(test);
	struct ssp_ticket_blob blob;
	size_t i;

	ssp_test_krb5_store(test, SSP_TEST_CLIENT, "hftsai/extra@",
			    endtime - 5);
	ssp_test_krb5_expect_name(test, cred, SSP_TEST_CLIENT,
				  filetime(endtime));
	for (i = 0; i < ARRAY_SIZE(spns); i++) {
		KUNIT_ASSERT_EQ(test,
				source->fetch(NULL, cred,
					      ssp_test_text(spns[i]), 0, &blob),
				SEC_E_OK);
		expect_krb_cred(test, &blob, endtime - 5);
		ssp_pool_free(blob.p, blob.n);
	}
	source->close(NULL, cred);
}

static void no_cache_is_no_credentials(struct kunit *test)
{
	struct ssp_ticket_cred *cred = open_default(test);
	struct ssp_ticket_blob name;
	u64 expiry;

	KUNIT_EXPECT_EQ(test, source->name(NULL, cred, &name, &expiry),
			SEC_E_NO_CREDENTIALS);
	KUNIT_EXPECT_NULL(test, name.p);
	KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
			SEC_E_NO_CREDENTIALS);
	/* A file that is no cache, and one that breaks off. */
	ssp_test_krb5_write(test, getenv("KRB5CCNAME"), "nonsense");
	KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
			SEC_E_NO_CREDENTIALS);
	ssp_test_krb5_write(test, getenv("KRB5CCNAME"), "\5\4x");
	KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
			SEC_E_NO_CREDENTIALS);
	/* A cache without tickets. */
	ssp_test_krb5_cache(test, getenv("KRB5CCNAME"), SSP_TEST_CLIENT);
	ssp_test_krb5_expect_name(test, cred, SSP_TEST_CLIENT, SSP_TIME_NEVER);
	KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
			SEC_E_NO_CREDENTIALS);
	/* A ticket that has ended. */
	ssp_test_krb5_store(test, SSP_TEST_CLIENT, SSP_TEST_TGT,
			    (s64)time(NULL) - 10);
	KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
			SEC_E_NO_CREDENTIALS);
	source->close(NULL, cred);
}

/* The default of some distributions, where its daemon does not run. */
static void no_cache_daemon_is_no_credentials(struct kunit *test)
{
	struct ssp_ticket_identity bob = { .principal = ssp_test_text("bob") };
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct ssp_test_krb5 *f = test->priv;
	struct ssp_ticket_cred *cred[2];
	struct ssp_ticket_blob name;
	char config[1024];
	u64 expiry;
	size_t i;
	int fd;

	snprintf(at.sun_path, sizeof(at.sun_path), "%s/kcm", f->path);
	snprintf(config, sizeof(config), "%s[libdefaults]\n\tkcm_socket = %s\n",
		 ssp_test_krb5_config, at.sun_path);
	ssp_test_krb5_write(test, getenv("KRB5_CONFIG"), config);
	setenv("KRB5CCNAME", "KCM:", 1);
	cred[0] = open_default(test);
	cred[1] = ssp_test_krb5_open(test, &bob);
	for (i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, fetch(cred[i & 1], SSP_TEST_SERVER),
				SEC_E_NO_CREDENTIALS);
		KUNIT_EXPECT_EQ(test,
				source->name(NULL, cred[i & 1], &name, &expiry),
				SEC_E_NO_CREDENTIALS);
		if (i != 1)
			continue;
		/* Now a socket, of a daemon that is gone. */
		fd = socket(AF_UNIX, SOCK_STREAM, 0);
		KUNIT_ASSERT_EQ(test, bind(fd, (void *)&at, sizeof(at)), 0);
		KUNIT_EXPECT_EQ(test, close(fd), 0);
	}
	source->close(NULL, cred[0]);
	source->close(NULL, cred[1]);
}

static void no_kdc_is_no_authority(struct kunit *test)
{
	struct ssp_ticket_identity ids[] = {
		{ .user = ssp_test_text("alice"), .have_password = true },
		{ .user = ssp_test_text("alice"),
		  .domain = ssp_test_text("NOWHERE.TEST"),
		  .have_password = true },
	};
	struct ssp_ticket_cred *cred;
	size_t i;

	fill_default_cache(test);
	cred = open_default(test);
	KUNIT_EXPECT_EQ(test, fetch(cred, "HTTP/www.other.test"),
			SEC_E_NO_AUTHENTICATING_AUTHORITY);
	KUNIT_EXPECT_EQ(test, fetch(cred, "HTTP/"), SEC_E_TARGET_UNKNOWN);
	source->close(NULL, cred);
	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		cred = ssp_test_krb5_open(test, &ids[i]);
		KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
				SEC_E_NO_AUTHENTICATING_AUTHORITY);
		source->close(NULL, cred);
	}
}

/* Not an answer about credentials: it may be mended while we are open. */
static void broken_configuration_is_no_authority(struct kunit *test)
{
	struct ssp_ticket_identity id = { .user = ssp_test_text("alice"),
					  .have_password = true };
	struct ssp_ticket_cred *cred;

	ssp_test_krb5_write(test, getenv("KRB5_CONFIG"), "[realms\n");
	cred = ssp_test_krb5_open(test, &id);
	KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
			SEC_E_NO_AUTHENTICATING_AUTHORITY);
	/* No default realm. */
	ssp_test_krb5_write(test, getenv("KRB5_CONFIG"), "[libdefaults]\n");
	KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
			SEC_E_NO_AUTHENTICATING_AUTHORITY);
	ssp_test_krb5_write(test, getenv("KRB5_CONFIG"), ssp_test_krb5_config);
	ssp_test_krb5_expect_name(test, cred, SSP_TEST_CLIENT, SSP_TIME_NEVER);
	source->close(NULL, cred);
}

static void principal_chooses_its_cache(struct kunit *test)
{
	struct ssp_ticket_identity bob = { .principal = ssp_test_text("bob") };
	struct ssp_ticket_identity eve = { .principal = ssp_test_text("eve") };
	struct ssp_test_krb5 *f = test->priv;
	struct ssp_ticket_cred *cred;
	char name[128];

	snprintf(name, sizeof(name), "DIR:%s", f->path);
	setenv("KRB5CCNAME", name, 1);
	snprintf(name, sizeof(name), "DIR::%s/tkt", f->path);
	ssp_test_krb5_cache(test, name, SSP_TEST_CLIENT);
	snprintf(name, sizeof(name), "DIR::%s/tkt2", f->path);
	ssp_test_krb5_cache(test, name, "bob@EXAMPLE.TEST");

	cred = open_default(test);
	ssp_test_krb5_expect_name(test, cred, SSP_TEST_CLIENT, SSP_TIME_NEVER);
	source->close(NULL, cred);
	cred = ssp_test_krb5_open(test, &bob);
	ssp_test_krb5_expect_name(test, cred, "bob@EXAMPLE.TEST",
				  SSP_TIME_NEVER);
	source->close(NULL, cred);
	cred = ssp_test_krb5_open(test, &eve);
	KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
			SEC_E_NO_CREDENTIALS);
	source->close(NULL, cred);
}

/* The keytab's first principal by default, any of it by name. */
static void keytab_stands_in_for_a_cache(struct kunit *test)
{
	struct ssp_ticket_identity bob = { .principal = ssp_test_text("bob") };
	struct ssp_ticket_cred *cred;

	ssp_test_krb5_keytab(test, "carol@EXAMPLE.TEST");
	ssp_test_krb5_keytab(test, "bob@EXAMPLE.TEST");
	cred = open_default(test);
	ssp_test_krb5_expect_name(test, cred, "carol@EXAMPLE.TEST",
				  SSP_TIME_NEVER);
	KUNIT_EXPECT_EQ(test, fetch(cred, SSP_TEST_SERVER),
			SEC_E_NO_AUTHENTICATING_AUTHORITY);
	ssp_test_krb5_cache(test, getenv("KRB5CCNAME"), SSP_TEST_CLIENT);
	ssp_test_krb5_expect_name(test, cred, SSP_TEST_CLIENT, SSP_TIME_NEVER);
	source->close(NULL, cred);
	cred = ssp_test_krb5_open(test, &bob);
	ssp_test_krb5_expect_name(test, cred, "bob@EXAMPLE.TEST",
				  SSP_TIME_NEVER);
	source->close(NULL, cred);
}

static ssp_status whole_life(struct kunit *test, void *arg)
{
	struct ssp_ticket_blob blob = { NULL, 0 };
	struct ssp_ticket_cred *cred;
	ssp_status st;
	u64 expiry;

	(void)test;
	st = source->open(NULL, arg, &cred);
	if (st < 0)
		return st;
	st = source->name(NULL, cred, &blob, &expiry);
	ssp_pool_free(blob.p, blob.n);
	if (st >= 0)
		st = fetch(cred, SSP_TEST_SERVER);
	source->close(NULL, cred);
	return st;
}

static void every_allocation_may_fail(struct kunit *test)
{
	struct ssp_ticket_identity alice = { .principal = ssp_test_text(
						     SSP_TEST_CLIENT) };
	struct ssp_test_memory *m;

	fill_default_cache(test);
	m = ssp_test_memory_start(test);
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, m, whole_life,
							NULL, &alice),
			4);
	ssp_test_memory_stop(test, m);
}

static void *fetch_often(void *cred)
{
	size_t failed = 0, i;

	for (i = 0; i < 50; i++)
		failed += fetch(cred, SSP_TEST_SERVER) != SEC_E_OK;
	return (void *)failed;
}

static void threads_share_an_identity(struct kunit *test)
{
	struct ssp_ticket_cred *cred;
	pthread_t thread[4];
	void *failed;
	size_t i;

	fill_default_cache(test);
	cred = open_default(test);
	for (i = 0; i < 4; i++)
		KUNIT_ASSERT_EQ(
			test,
			pthread_create(&thread[i], NULL, fetch_often, cred), 0);
	for (i = 0; i < 4; i++) {
		KUNIT_ASSERT_EQ(test, pthread_join(thread[i], &failed), 0);
		KUNIT_EXPECT_NULL(test, failed);
	}
	source->close(NULL, cred);
}

static struct kunit_case ticket_cases[] = {
	KUNIT_CASE(cached_ticket_needs_no_kdc),
	KUNIT_CASE(no_cache_is_no_credentials),
	KUNIT_CASE(no_cache_daemon_is_no_credentials),
	KUNIT_CASE(no_kdc_is_no_authority),
	KUNIT_CASE(broken_configuration_is_no_authority),
	KUNIT_CASE(principal_chooses_its_cache),
	KUNIT_CASE(keytab_stands_in_for_a_cache),
	KUNIT_CASE(every_allocation_may_fail),
	KUNIT_CASE(threads_share_an_identity),
	{}
};

static struct kunit_suite ticket_suite = {
	.name = "user_tickets",
	.init = ssp_test_krb5_enter,
	.exit = ssp_test_krb5_leave,
	.test_cases = ticket_cases,
};

kunit_test_suites(&ticket_suite);
