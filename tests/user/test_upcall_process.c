// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What ksecdd-upcall reads in proc(5) (tools/ksecdd-upcall/process.c and
 * environ.c): texts of many shapes, and this process's own.
 */
#define _GNU_SOURCE
#include <kunit/test.h>

#include <elf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support.h"
#include "tools/ksecdd-upcall/helper.h"

#define STAT_MIDDLE " S 1 2 3 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 "

static void start_is_the_22nd_field(struct kunit *test)
{
	static const struct {
		const char *text;
		bool ok;
		u64 ticks;
	} rows[] = {
		{ "7 (cat)" STAT_MIDDLE "987654 1 2 3\n", true, 987654 },
		{ "7 (a) b) (c 1 2)" STAT_MIDDLE "12\n", true, 12 },
		{ "7 ()" STAT_MIDDLE "18446744073709551615 0", true, ~0ull },
		{ "7 (cat)" STAT_MIDDLE "18446744073709551616 0", false, 0 },
		{ "7 (cat)" STAT_MIDDLE "-1 0", false, 0 },
		{ "7 (cat)" STAT_MIDDLE "12x 0", false, 0 },
		{ "7 (cat)" STAT_MIDDLE "12", false, 0 },
		{ "7 (cat)" STAT_MIDDLE, false, 0 },
		{ "7 (cat) S 1 2 3", false, 0 },
		{ "7 (cat", false, 0 },
		{ "", false, 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		u64 ticks = 0;

		KUNIT_EXPECT_EQ(test,
				ssp_upcall_stat_start(rows[i].text, &ticks),
				rows[i].ok);
		if (rows[i].ok)
			KUNIT_EXPECT_EQ(test, ticks, rows[i].ticks);
	}
}

static void users_are_four(struct kunit *test)
{
	static const struct {
		const char *text;
		bool ok;
	} rows[] = {
		{ "Name:\tcat\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t8\n", true },
		{ "Name:\tUid:\t9\nUid:\t1\t2\t3\t4\n", true },
		{ "Name:\tcat\nUid:\t1\t2\t3\nGid:\t5\t6\t7\t8\n", false },
		{ "Name:\tcat\nUid:\t1\t2\t3\t4", false },
		{ "Name:\tcat\nUid:\t1\t2\t3\t4294967295\n", false },
		{ "Name:\tcat\nUid:\t1\t2\t3\t4294967300\n", false },
		{ "Name:\tcat\nUid:\t1\t-2\t3\t4\n", false },
		{ "Name:\tcat\nGid:\t1\t2\t3\t4\n", false },
		{ "", false },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		u32 uids[4];

		KUNIT_EXPECT_EQ(test,
				ssp_upcall_status_uids(rows[i].text, uids),
				rows[i].ok);
		if (rows[i].ok) {
			KUNIT_EXPECT_EQ(test, uids[0], 1u);
			KUNIT_EXPECT_EQ(test, uids[3], 4u);
		}
	}
}

/* Guarded, and found or not: what stands there is found when it is whole. */
static void expect_ccache(struct kunit *test, const char *env, size_t n,
			  const char *want)
{
	char *p = (char *)ssp_test_guarded_copy(test, env, n);
	char ccache[16];

	ssp_upcall_environ_ccache(p, n, ccache, sizeof(ccache));
	KUNIT_EXPECT_STREQ(test, ccache, want);
}

static void ccache_is_found(struct kunit *test)
{
#define ENV(text, want) expect_ccache(test, text, sizeof(text) - 1, want)
	ENV("", "");
	ENV("\0", "");
	ENV("KRB5CCNAME=a\0", "a");
	ENV("A=b\0KRB5CCNAME=FILE:x\0C=d\0", "FILE:x");
	ENV("A=b\0\0\0KRB5CCNAME=c\0", "c");
	ENV("KRB5CCNAME=one\0KRB5CCNAME=two\0", "one");
	ENV("KRB5CCNAME=\0KRB5CCNAME=two\0", "");
	ENV("AKRB5CCNAME=a\0", "");
	ENV("KRB5CCNAMES=a\0", "");
	ENV("KRB5CCNAME\0", "");
	ENV("A=KRB5CCNAME=a\0", "");
	ENV("KRB5CCNAME=123456789012345\0", "123456789012345");
	ENV("KRB5CCNAME=1234567890123456\0", "");
#undef ENV
}

static void expect_nothing(struct kunit *test, u8 *p, size_t n, void *arg)
{
	char ccache[16];

	(void)arg;
	ssp_upcall_environ_ccache((char *)p, n, ccache, sizeof(ccache));
	KUNIT_EXPECT_STREQ(test, ccache, "");
}

static void ccache_cut_short_is_none(struct kunit *test)
{
	static const char env[] = "A=b\0KRB5CCNAME=FILE:x";

	ssp_test_each_truncation(test, env, sizeof(env), expect_nothing, NULL);
	expect_ccache(test, env, sizeof(env), "FILE:x");
}

static void secure_is_believed_when_seen(struct kunit *test)
{
	unsigned long plain[] = { AT_PAGESZ, 4096, AT_SECURE, 0, AT_NULL, 0 };
	unsigned long secure[] = { AT_PAGESZ, 4096, AT_SECURE, 1, AT_NULL, 0 };
	u32 narrow[] = { AT_PAGESZ, 4096, AT_SECURE, 0, AT_NULL, 0 };
	u8 *p;

	KUNIT_EXPECT_FALSE(test,
			   ssp_upcall_auxv_is_secure(plain, sizeof(plain)));
	KUNIT_EXPECT_TRUE(test,
			  ssp_upcall_auxv_is_secure(secure, sizeof(secure)));
	p = ssp_test_guarded_copy(test, plain, 4 * sizeof(plain[0]) - 1);
	KUNIT_EXPECT_TRUE(
		test, ssp_upcall_auxv_is_secure(p, 4 * sizeof(plain[0]) - 1));
	KUNIT_EXPECT_TRUE(test, ssp_upcall_auxv_is_secure(NULL, 0));
	if (sizeof(unsigned long) > sizeof(u32))
		KUNIT_EXPECT_TRUE(test, ssp_upcall_auxv_is_secure(
						narrow, sizeof(narrow)));
}

/* This process, as the kernel would name it. */
static struct ssp_upcall_asked myself(struct kunit *test)
{
	struct ssp_upcall_asked asked = { .op = SSP_UPCALL_NAME,
					  .uid = getuid(),
					  .gid = getgid(),
					  .pid = (u32)getpid() };
	u64 tick = 1000000000 / (u64)sysconf(_SC_CLK_TCK);
	char text[1024];
	size_t n;
	FILE *f;

	f = fopen("/proc/self/stat", "r");
	KUNIT_ASSERT_NOT_NULL(test, f);
	n = fread(text, 1, sizeof(text) - 1, f);
	(void)fclose(f);
	text[n] = '\0';
	KUNIT_ASSERT_TRUE(test, ssp_upcall_stat_start(text, &asked.start));
	asked.start = asked.start * tick + tick - 1;
	return asked;
}

static void close_places(struct kunit *test, struct ssp_upcall_process *p)
{
	KUNIT_EXPECT_EQ(test, close(p->mnt), 0);
	KUNIT_EXPECT_EQ(test, close(p->net), 0);
	KUNIT_EXPECT_EQ(test, close(p->root), 0);
}

static void this_process_is_itself(struct kunit *test)
{
	struct ssp_upcall_asked asked = myself(test);
	struct ssp_upcall_process p;

	KUNIT_ASSERT_EQ(test, ssp_upcall_process_open(&asked, &p), SEC_E_OK);
	KUNIT_EXPECT_FALSE(test, p.other_mnt);
	KUNIT_EXPECT_FALSE(test, p.other_net);
	KUNIT_EXPECT_FALSE(test, p.other_root);
	close_places(test, &p);
}

static void others_are_not(struct kunit *test)
{
	static struct ssp_upcall_process p;
	struct ssp_upcall_asked asked = myself(test);
	pid_t pid;

	asked.uid++;
	KUNIT_EXPECT_EQ(test, ssp_upcall_process_open(&asked, &p),
			SEC_E_NO_CREDENTIALS);
	asked.uid--;
	asked.start += 1000000000;
	KUNIT_EXPECT_EQ(test, ssp_upcall_process_open(&asked, &p),
			SEC_E_NO_CREDENTIALS);
	asked.start -= 1000000000;
	pid = fork();
	if (pid == 0)
		_exit(0);
	KUNIT_ASSERT_GT(test, pid, 0);
	KUNIT_ASSERT_EQ(test, waitpid(pid, NULL, 0), pid);
	asked.pid = (u32)pid;
	KUNIT_EXPECT_EQ(test, ssp_upcall_process_open(&asked, &p),
			SEC_E_NO_CREDENTIALS);
}

static struct kunit_case upcall_process_cases[] = {
	KUNIT_CASE(start_is_the_22nd_field),
	KUNIT_CASE(users_are_four),
	KUNIT_CASE(ccache_is_found),
	KUNIT_CASE(ccache_cut_short_is_none),
	KUNIT_CASE(secure_is_believed_when_seen),
	KUNIT_CASE(this_process_is_itself),
	KUNIT_CASE(others_are_not),
	{}
};

static struct kunit_suite upcall_process_suite = {
	.name = "upcall_process",
	.test_cases = upcall_process_cases,
};
kunit_test_suites(&upcall_process_suite);
