// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Service keys from libkrb5 (platform/user/keys.h): what comes out is the file
 * that went in.
 */
#define _GNU_SOURCE

#include "tests/user/krb5_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/user/keys.h"
#include "tests/vectors/krb5_accept.h"

static int keys_enter(struct kunit *test)
{
	/* Among the files that the folder takes with it. */
	setenv("KRB5_KTNAME", "none", 1);
	return ssp_test_krb5_enter(test);
}

static void keys_leave(struct kunit *test)
{
	ssp_test_krb5_leave(test);
	unsetenv("KRB5_KTNAME");
}

static void use(const char *type)
{
	char value[160];

	snprintf(value, sizeof(value), "%s%s", type,
		 getenv("KRB5_CLIENT_KTNAME"));
	setenv("KRB5_KTNAME", value, 1);
}

static void write_keytab(struct kunit *test, const u8 *p, size_t n,
			 size_t times)
{
	FILE *f = fopen(getenv("KRB5_CLIENT_KTNAME"), "w");

	KUNIT_ASSERT_NOT_NULL(test, f);
	KUNIT_EXPECT_EQ(test, (size_t)1, fwrite("\x05\x02", 2, 1, f));
	while (times--)
		KUNIT_EXPECT_EQ(test, (size_t)1, fwrite(p + 2, n - 2, 1, f));
	KUNIT_ASSERT_EQ(test, 0, fclose(f));
}

static ssp_status fetch(struct ssp_ticket_blob *b)
{
	return ssp_keys_libkrb5.fetch(NULL, b);
}

static void expect_file(struct kunit *test, const char *hex)
{
	struct ssp_ticket_blob b;
	u8 *want;
	size_t n = ssp_test_unhex(test, hex, &want);

	write_keytab(test, want, n, 1);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, fetch(&b));
	KUNIT_ASSERT_EQ(test, n, b.n);
	SSP_EXPECT_MEMEQ(test, want, b.p, n);
	ssp_pool_free(b.p, b.n);
}

/* Order, versions, types and times too. */
static void the_file_itself(struct kunit *test)
{
	use("FILE:");
	expect_file(test, krb5_accept_keytab);
	expect_file(test, krb5_accept_keytab_rolled);
	use("");
	expect_file(test, krb5_accept_keytab_rolled);
}

/* RFC 4120 5.2.9: a version may have 32 bits, and a keytab another type. */
static void any_keytab_of_libkrb5s(struct kunit *test)
{
	static const char hex[] =
		"0502 00000037 0001 000c 4558414d504c452e54455354 0004 686f7374"
		"00000001 00000007 2c 0012 0010"
		"01020300000000000000000000000000 0000012c";
	struct ssp_test_krb5 *f = test->priv;
	u8 key[16] = { 1, 2, 3 };
	krb5_keytab_entry e = {
		.principal = ssp_test_krb5_parse(test, "host@EXAMPLE.TEST"),
		.timestamp = 7,
		.vno = 300,
		.key = { .enctype = 18, .length = sizeof(key), .contents = key },
	};
	struct ssp_ticket_blob b;
	krb5_keytab kt;
	u8 *want;
	size_t n = ssp_test_unhex(test, hex, &want);

	setenv("KRB5_KTNAME", "MEMORY:keys", 1);
	KUNIT_ASSERT_EQ(test, 0, krb5_kt_resolve(f->ctx, "MEMORY:keys", &kt));
	KUNIT_ASSERT_EQ(test, 0, krb5_kt_add_entry(f->ctx, kt, &e));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, fetch(&b));
	KUNIT_EXPECT_EQ(test, 0, krb5_kt_close(f->ctx, kt));
	krb5_free_principal(f->ctx, e.principal);
	KUNIT_ASSERT_EQ(test, n, b.n);
	SSP_EXPECT_MEMEQ(test, want, b.p, n);
	ssp_pool_free(b.p, b.n);
}

static void expect(struct kunit *test, ssp_status st)
{
	struct ssp_ticket_blob b = { (u8 *)1, 1 };

	KUNIT_EXPECT_EQ(test, st, fetch(&b));
	KUNIT_EXPECT_NULL(test, b.p);
	KUNIT_EXPECT_EQ(test, (size_t)0, b.n);
}

/* There is none; one without keys is the core's to look at. */
static void no_keytab_no_keys(struct kunit *test)
{
	use("FILE:");
	expect(test, SEC_E_NO_CREDENTIALS);
	setenv("KRB5_KTNAME", "FILE:/nobody/is/here", 1);
	expect(test, SEC_E_NO_CREDENTIALS);
}

/* As /etc/krb5.keytab is to a daemon. */
static void what_is_for_others_is_none(struct kunit *test)
{
	u8 *p;
	size_t n = ssp_test_unhex(test, krb5_accept_keytab, &p);
	uid_t self = geteuid();

	use("FILE:");
	write_keytab(test, p, n, 1);
	KUNIT_ASSERT_EQ(test, 0, chmod(getenv("KRB5_CLIENT_KTNAME"), 0));
	KUNIT_ASSERT_EQ(test, 0, self ? 0 : seteuid(65534));
	expect(test, SEC_E_NO_CREDENTIALS);
	KUNIT_ASSERT_EQ(test, 0, self ? 0 : seteuid(0));
}

/* There may be keys: it is no keytab, or there is nothing to read it with. */
static void nobody_knows_of_keys(struct kunit *test)
{
	struct rlimit files, none;
	u8 *p;
	size_t n = ssp_test_unhex(test, krb5_accept_keytab, &p);

	use("FILE:");
	ssp_test_krb5_write(test, getenv("KRB5_CLIENT_KTNAME"), "");
	expect(test, SEC_E_INTERNAL_ERROR);
	ssp_test_krb5_write(test, getenv("KRB5_CLIENT_KTNAME"), "not one");
	expect(test, SEC_E_INTERNAL_ERROR);
	setenv("KRB5_KTNAME", "FILE:/", 1);
	expect(test, SEC_E_INTERNAL_ERROR);
	setenv("KRB5_KTNAME", "NEVERHEARDOF:x", 1);
	expect(test, SEC_E_INTERNAL_ERROR);
	use("FILE:");
	write_keytab(test, p, n, 1);
	KUNIT_ASSERT_EQ(test, 0, getrlimit(RLIMIT_NOFILE, &files));
	none = files;
	none.rlim_cur = 0;
	KUNIT_ASSERT_EQ(test, 0, setrlimit(RLIMIT_NOFILE, &none));
	expect(test, SEC_E_INTERNAL_ERROR);
	KUNIT_ASSERT_EQ(test, 0, setrlimit(RLIMIT_NOFILE, &files));
	ssp_test_krb5_write(test, getenv("KRB5_CONFIG"), "[libdefaults\n");
	expect(test, SEC_E_INTERNAL_ERROR);
}

/* An empty one is a keytab; that there is nothing in it the core finds out. */
static void as_many_as_there_are(struct kunit *test)
{
	struct ssp_ticket_blob b;
	u8 *p;
	size_t n = ssp_test_unhex(test, krb5_accept_keytab, &p);

	use("FILE:");
	write_keytab(test, p, n, 0);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, fetch(&b));
	KUNIT_EXPECT_EQ(test, (size_t)2, b.n);
	ssp_pool_free(b.p, b.n);
	write_keytab(test, p, n, 1000);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, fetch(&b));
	KUNIT_EXPECT_EQ(test, 2 + 1000 * (n - 2), b.n);
	ssp_pool_free(b.p, b.n);
	/* More than the engine allocates in one piece. */
	write_keytab(test, p, n, SSP_ALLOC_MAX / (n - 2) + 1);
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY, fetch(&b));
}

static ssp_status run_fetch(struct kunit *test, void *arg)
{
	struct ssp_ticket_blob b;
	ssp_status st = fetch(&b);

	(void)test;
	(void)arg;
	ssp_pool_free(b.p, b.n);
	return st;
}

static void every_allocation_may_fail(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	u8 *p;
	size_t n = ssp_test_unhex(test, krb5_accept_keytab, &p);

	use("FILE:");
	write_keytab(test, p, n, 20);
	KUNIT_EXPECT_EQ(test, (u64)4,
			ssp_test_each_failed_allocation(test, m, run_fetch,
							NULL, NULL));
	ssp_test_memory_stop(test, m);
}

static struct kunit_case keys_cases[] = { KUNIT_CASE(the_file_itself),
					  KUNIT_CASE(any_keytab_of_libkrb5s),
					  KUNIT_CASE(no_keytab_no_keys),
					  KUNIT_CASE(what_is_for_others_is_none),
					  KUNIT_CASE(nobody_knows_of_keys),
					  KUNIT_CASE(as_many_as_there_are),
					  KUNIT_CASE(every_allocation_may_fail),
					  {} };

static struct kunit_suite keys_suite = {
	.name = "keys",
	.init = keys_enter,
	.exit = keys_leave,
	.test_cases = keys_cases,
};

kunit_test_suites(&keys_suite);
