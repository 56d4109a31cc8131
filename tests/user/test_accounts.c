// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM accounts of programs: the user file in both forms, a program's own
 * function, the machine's names (platform/user/accounts.c, account_line.c).
 */
#define _GNU_SOURCE

#include "tests/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/user/accounts.h"

static struct ssp_test_memory *memory;
static char path[] = "/tmp/secur32-accounts-XXXXXX";
static bool there;

static int accounts_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	there = false;
	return 0;
}

static void accounts_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, ssp_accounts_set(NULL), SEC_E_OK);
	if (there)
		unlink(path);
	unsetenv("NTLM_USER_FILE");
	unsetenv("NTLMUSER");
	unsetenv("NETBIOS_COMPUTER_NAME");
	unsetenv("NETBIOS_DOMAIN_NAME");
	ssp_test_memory_stop(test, memory);
}

static struct ssp_span span(const char *s)
{
	return (struct ssp_span){ (const u8 *)s, strlen(s) };
}

static void file_has(struct kunit *test, const void *contents, size_t n)
{
	int fd;

	if (there)
		unlink(path);
	memset(path + sizeof(path) - 7, 'X', 6);
	fd = mkstemp(path);
	KUNIT_ASSERT_GE(test, fd, 0);
	there = true;
	KUNIT_ASSERT_EQ(test, (size_t)write(fd, contents, n), n);
	close(fd);
	setenv("NTLM_USER_FILE", path, 1);
}

static ssp_status lookup(const char *user, const char *domain, u8 *hash)
{
	return ssp_accounts_user.lookup(NULL, span(user), span(domain), hash);
}

/* MD4 of "secret", and of nothing. */
#define SECRET "878d8014606cda29677a44efa1353fc7"
#define EMPTY "31d6cfe0d16ae931b73c59d7e0c089c0"

#define NO_LM "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"

static const char users[] =
	"# comment:user:password\n"
	"\n"
	"LAB:alice:secret\n"
	"LAB:bob:\n"
	"OTHER:alice:different\n"
	":carol:secret\r\n"
	"LAB:colon:a:b:c\n"
	"nonsense\n"
	"LAB::nobody\n"
	"j\xc3\xbcrgen:1000:" NO_LM ":" SECRET ":[U          ]:LCT-00000000:\n"
	"dave:1001:" NO_LM ":878D8014606CDA29677A44EFA1353FC7:[UX         ]:\n"
	"erin:1002:" NO_LM ":" SECRET ":[DU         ]:LCT-00000000:\n"
	"locked:1002:" NO_LM ":" SECRET ":[UL         ]:LCT-00000000:\n"
	"frank:1003:" NO_LM ":" NO_LM ":[U          ]:LCT-00000000:\n"
	"LAB:last:secret";

static const struct row {
	const char *user;
	const char *domain;
	const char *hash; /* NULL when refused */
} rows[] = {
	{ "alice", "LAB", SECRET },
	{ "ALICE", "lab", SECRET },
	{ "alice", "", SECRET }, /* the first of them */
	{ "alice", "ELSEWHERE", NULL },
	{ "bob", "LAB", EMPTY },
	{ "carol", "ANY", SECRET },
	{ "j\xc3\xbcrgen", "", SECRET },
	{ "J\xc3\x9cRGEN", "LAB", SECRET },
	{ "dave", "LAB", SECRET },
	{ "erin", "LAB", NULL },
	{ "locked", "LAB", NULL },
	{ "frank", "LAB", NULL },
	{ "last", "LAB", SECRET },
	{ "mallory", "LAB", NULL },
	{ "nonsense", "", NULL },
	{ "", "LAB", NULL },
	{ "", "", NULL },
	{ "# comment", "", NULL },
	{ "user", "", NULL },
	{ "alic", "LAB", NULL },
	{ "alicee", "LAB", NULL },
	{ "\xff", "LAB", NULL },
};

static void looks_up(struct kunit *test)
{
	u8 hash[SSP_NT_HASH_SIZE];
	u8 *want;
	size_t i;

	file_has(test, users, sizeof(users) - 1);
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		memset(hash, 0, sizeof(hash));
		KUNIT_EXPECT_EQ_MSG(
			test, lookup(rows[i].user, rows[i].domain, hash),
			rows[i].hash ? SEC_E_OK : SEC_E_LOGON_DENIED,
			"%s of %s", rows[i].user, rows[i].domain);
		if (!rows[i].hash)
			continue;
		ssp_test_unhex(test, rows[i].hash, &want);
		SSP_EXPECT_MEMEQ(test, hash, want, sizeof(hash));
	}
}

static void passwords_may_have_colons(struct kunit *test)
{
	struct ssp_account_line line;

	KUNIT_ASSERT_TRUE(test,
			  ssp_account_line_read(span("LAB:u:a:b:c"), &line));
	KUNIT_EXPECT_EQ(test, line.password.n, 5);
	SSP_EXPECT_MEMEQ(test, line.password.p, "a:b:c", 5);
	/* Looks like the other form, but for one digit. */
	KUNIT_ASSERT_TRUE(test, ssp_account_line_read(span("LAB:17:" NO_LM
							   ":" SECRET "0:[U]:"),
						      &line));
	KUNIT_EXPECT_NOT_NULL(test, line.password.p);
}

static void no_line_reads_beyond_its_end(struct kunit *test)
{
	static const char line[] = "dave:1001:" NO_LM ":" SECRET
				   ":[U          ]:LCT-00000000:";
	struct ssp_account_line out;
	size_t n;

	for (n = 0; n < sizeof(line); n++) {
		struct ssp_span s = { ssp_test_guarded_copy(test, line, n), n };

		(void)ssp_account_line_read(s, &out);
	}
}

static void without_a_file(struct kunit *test)
{
	struct ssp_account a;
	u8 hash[SSP_NT_HASH_SIZE];

	unsetenv("NTLM_USER_FILE");
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash), SEC_E_LOGON_DENIED);
	memset(&a, 0, sizeof(a));
	KUNIT_EXPECT_EQ(test, ssp_accounts_user.self(NULL, span(""), &a),
			SEC_E_NO_CREDENTIALS);
	setenv("NTLM_USER_FILE", "/nonexistent/users", 1);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash), SEC_E_LOGON_DENIED);
	file_has(test, "", 0);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash), SEC_E_LOGON_DENIED);
	/* What cannot be read as a whole lets nobody in. */
	setenv("NTLM_USER_FILE", "/dev/zero", 1);
	KUNIT_EXPECT_LT(test, lookup("alice", "LAB", hash), 0);
	setenv("NTLM_USER_FILE", "/tmp", 1);
	KUNIT_EXPECT_LT(test, lookup("alice", "LAB", hash), 0);
}

static void too_large_a_file(struct kunit *test)
{
	size_t n = SSP_ALLOC_MAX;
	char *p = kunit_kzalloc(test, n, GFP_KERNEL);
	u8 hash[SSP_NT_HASH_SIZE];

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, '\n', n);
	memcpy(p, "LAB:alice:secret", 16);
	file_has(test, p, n);
	KUNIT_EXPECT_LT(test, lookup("alice", "LAB", hash), 0);
	file_has(test, p, n - 1);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash), SEC_E_OK);
}

static const struct self {
	const char *name;
	const char *ntlmuser;
	const char *user; /* NULL when there is none */
	const char *domain;
} selves[] = {
	{ "", NULL, "alice", "LAB" },
	{ "", "bob", "bob", "LAB" },
	{ "", "OTHER\\alice", "alice", "OTHER" },
	{ "alice@OTHER", NULL, "alice", "OTHER" },
	{ "dave", "bob", "dave", "" },
	{ "dave@ANY", NULL, "dave", "" },
	{ "mallory", NULL, NULL, NULL },
	{ "erin", NULL, NULL, NULL },
	{ "LAB\\", NULL, NULL, NULL },
	{ "@LAB", NULL, NULL, NULL },
};

static void who_we_are(struct kunit *test)
{
	struct ssp_account a;
	size_t i;

	file_has(test, users, sizeof(users) - 1);
	for (i = 0; i < ARRAY_SIZE(selves); i++) {
		const struct self *s = &selves[i];

		if (s->ntlmuser)
			setenv("NTLMUSER", s->ntlmuser, 1);
		else
			unsetenv("NTLMUSER");
		memset(&a, 0, sizeof(a));
		KUNIT_EXPECT_EQ_MSG(
			test, ssp_accounts_user.self(NULL, span(s->name), &a),
			s->user ? SEC_E_OK : SEC_E_NO_CREDENTIALS, "%s",
			s->name);
		if (s->user) {
			KUNIT_ASSERT_EQ(test, a.user.n, strlen(s->user));
			SSP_EXPECT_MEMEQ(test, a.user.p, s->user, a.user.n);
			KUNIT_ASSERT_EQ(test, a.domain.n, strlen(s->domain));
			SSP_EXPECT_MEMEQ(test, a.domain.p, s->domain,
					 a.domain.n);
		}
		ssp_pool_free(a.user.p, a.user.n);
		ssp_pool_free(a.domain.p, a.domain.n);
	}
}

struct asked {
	char user[32];
	char domain[32];
	SECURITY_STATUS st;
};

static SECURITY_STATUS embedded(void *arg, const char *user, const char *domain,
				uint8_t nt_hash[16])
{
	struct asked *a = arg;

	snprintf(a->user, sizeof(a->user), "%s", user);
	snprintf(a->domain, sizeof(a->domain), "%s", domain);
	memset(nt_hash, 0x77, 16);
	return a->st;
}

static void a_programs_own(struct kunit *test)
{
	struct asked a = { .st = SEC_E_OK };
	struct ssp_account_ops ops = {
		.size = sizeof(ops),
		.arg = &a,
		.lookup = embedded,
	};
	u8 hash[SSP_NT_HASH_SIZE];

	file_has(test, users, sizeof(users) - 1);
	KUNIT_ASSERT_EQ(test, Secur32SetAccounts(&ops), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, lookup("mallory", "", hash), SEC_E_OK);
	KUNIT_EXPECT_STREQ(test, a.user, "mallory");
	KUNIT_EXPECT_STREQ(test, a.domain, "");
	KUNIT_EXPECT_EQ(test, hash[15], 0x77);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash), SEC_E_OK);
	KUNIT_EXPECT_STREQ(test, a.domain, "LAB");
	KUNIT_EXPECT_EQ(test, lookup("", "LAB", hash), SEC_E_LOGON_DENIED);
	/* Whatever else it says, nobody is let in. */
	a.st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash), SEC_E_LOGON_DENIED);
	a.st = SEC_I_CONTINUE_NEEDED;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash), SEC_E_LOGON_DENIED);
	a.st = 1;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash), SEC_E_LOGON_DENIED);
	a.st = SEC_E_INSUFFICIENT_MEMORY;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash),
			SEC_E_INSUFFICIENT_MEMORY);
	ops.size--;
	KUNIT_EXPECT_EQ(test, Secur32SetAccounts(&ops),
			SEC_E_INVALID_PARAMETER);
	ops.size++;
	ops.lookup = NULL;
	KUNIT_EXPECT_EQ(test, Secur32SetAccounts(&ops),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_EQ(test, Secur32SetAccounts(NULL), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB", hash), SEC_E_OK);
	KUNIT_EXPECT_NE(test, hash[15], 0x77);
}

static ssp_status look_up(struct kunit *test, void *arg)
{
	u8 hash[SSP_NT_HASH_SIZE];

	(void)test;
	return lookup(arg, "LAB", hash);
}

static ssp_status be_self(struct kunit *test, void *arg)
{
	struct ssp_account a;
	ssp_status st;

	(void)test;
	memset(&a, 0, sizeof(a));
	st = ssp_accounts_user.self(NULL, span(arg), &a);
	ssp_pool_free(a.user.p, a.user.n);
	ssp_pool_free(a.domain.p, a.domain.n);
	return st;
}

static void allocations_fail(struct kunit *test)
{
	static char last[] = "last";

	file_has(test, users, sizeof(users) - 1);
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, memory, look_up,
							NULL, last),
			(u64)10);
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, memory, be_self,
							NULL, last),
			(u64)10);
}

static void names_of_the_machine(struct kunit *test)
{
	struct ssp_host host;
	char name[256] = "";
	size_t i;

	memset(&host, 0, sizeof(host));
	ssp_accounts_user.host(NULL, &host);
	KUNIT_ASSERT_EQ(test, gethostname(name, sizeof(name) - 1), 0);
	for (i = 0; host.computer[i]; i++)
		KUNIT_EXPECT_EQ(test, host.computer[i] & ~0x20,
				name[i] & ~0x20);
	KUNIT_EXPECT_GT(test, i, (size_t)0);
	KUNIT_EXPECT_STREQ(test, host.domain, host.computer);
	setenv("NETBIOS_COMPUTER_NAME", "a-rather-long-name.of.mine", 1);
	setenv("NETBIOS_DOMAIN_NAME", "d\xc3\xb6m", 1);
	memset(&host, 0, sizeof(host));
	ssp_accounts_user.host(NULL, &host);
	KUNIT_EXPECT_STREQ(test, host.computer, "A-RATHER-LONG-N");
	KUNIT_EXPECT_STREQ(test, host.domain, "D__M");
}

static struct kunit_case accounts_cases[] = {
	KUNIT_CASE(looks_up),
	KUNIT_CASE(passwords_may_have_colons),
	KUNIT_CASE(no_line_reads_beyond_its_end),
	KUNIT_CASE(without_a_file),
	KUNIT_CASE(too_large_a_file),
	KUNIT_CASE(who_we_are),
	KUNIT_CASE(a_programs_own),
	KUNIT_CASE(allocations_fail),
	KUNIT_CASE(names_of_the_machine),
	{}
};

static struct kunit_suite accounts_suite = {
	.name = "accounts",
	.init = accounts_init,
	.exit = accounts_exit,
	.test_cases = accounts_cases,
};

kunit_test_suites(&accounts_suite);
