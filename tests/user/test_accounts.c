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
#include <sys/stat.h>
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

static void account_free(struct ssp_account *a)
{
	ssp_pool_free(a->user.p, a->user.n);
	ssp_pool_free(a->domain.p, a->domain.n);
}

static void expect_blob(struct kunit *test, const struct ssp_ticket_blob *b,
			const char *want)
{
	KUNIT_ASSERT_EQ(test, b->n, strlen(want));
	SSP_EXPECT_MEMEQ(test, b->p, want, b->n);
}

static ssp_status find(const char *user, const char *domain,
		       struct ssp_account *a)
{
	memset(a, 0, sizeof(*a));
	return ssp_accounts_user.lookup(NULL, span(user), span(domain), a);
}

static ssp_status lookup(const char *user, const char *domain)
{
	struct ssp_account a;
	ssp_status st = find(user, domain, &a);

	account_free(&a);
	return st;
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
	"host$:1004:" NO_LM ":" SECRET ":[W          ]:LCT-00000000:\n"
	"server$:1005:" NO_LM ":" SECRET ":[S          ]:LCT-00000000:\n"
	"trust$:1006:" NO_LM ":" SECRET ":[I          ]:LCT-00000000:\n"
	"grace:1007:" NO_LM ":" SECRET ":LCT-00000000:\n"
	"heidi:1008:" NO_LM ":" SECRET "\n"
	"ivan:1009:" NO_LM ":" SECRET ":[U          \n"
	"judy:1010:" NO_LM ":" SECRET ":U          ]:\n"
	"LAB:last:secret";

static const struct row {
	const char *user;
	const char *domain;
	const char *hash; /* NULL when refused */
	/* The account's own names. */
	const char *own_user;
	const char *own_domain;
} rows[] = {
	{ "alice", "LAB", SECRET, "alice", "LAB" },
	{ "ALICE", "lab", SECRET, "alice", "LAB" },
	{ "alice", "", SECRET, "alice", "LAB" }, /* the first of them */
	{ "alice", "ELSEWHERE", NULL, NULL, NULL },
	{ "bob", "LAB", EMPTY, "bob", "LAB" },
	{ "carol", "ANY", SECRET, "carol", "" },
	{ "j\xc3\xbcrgen", "", SECRET, "j\xc3\xbcrgen", "" },
	{ "J\xc3\x9cRGEN", "LAB", SECRET, "j\xc3\xbcrgen", "" },
	{ "dave", "LAB", SECRET, "dave", "" },
	{ "erin", "LAB", NULL, NULL, NULL },
	{ "locked", "LAB", NULL, NULL, NULL },
	{ "frank", "LAB", NULL, NULL, NULL },
	{ "last", "LAB", SECRET, "last", "LAB" },
	{ "mallory", "LAB", NULL, NULL, NULL },
	{ "host$", "", NULL, NULL, NULL },
	{ "server$", "", NULL, NULL, NULL },
	{ "trust$", "", NULL, NULL, NULL },
	/* Damaged, and nobody else for that. */
	{ "grace", "", NULL, NULL, NULL },
	{ "1007", "grace", NULL, NULL, NULL },
	{ "heidi", "", NULL, NULL, NULL },
	{ "1008", "heidi", NULL, NULL, NULL },
	{ "ivan", "", NULL, NULL, NULL },
	{ "1009", "", NULL, NULL, NULL },
	{ "judy", "", NULL, NULL, NULL },
	{ "1010", "", NULL, NULL, NULL },
	{ "nonsense", "", NULL, NULL, NULL },
	{ "", "LAB", NULL, NULL, NULL },
	{ "", "", NULL, NULL, NULL },
	{ "# comment", "", NULL, NULL, NULL },
	{ "user", "", NULL, NULL, NULL },
	{ "alic", "LAB", NULL, NULL, NULL },
	{ "alicee", "LAB", NULL, NULL, NULL },
	{ "\xff", "LAB", NULL, NULL, NULL },
};

static void looks_up(struct kunit *test)
{
	struct ssp_account a;
	u8 *want;
	size_t i;

	file_has(test, users, sizeof(users) - 1);
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct row *r = &rows[i];

		KUNIT_EXPECT_EQ_MSG(test, find(r->user, r->domain, &a),
				    r->hash ? SEC_E_OK : SEC_E_LOGON_DENIED,
				    "%s of %s", r->user, r->domain);
		if (r->hash) {
			ssp_test_unhex(test, r->hash, &want);
			SSP_EXPECT_MEMEQ(test, a.nt_hash, want,
					 sizeof(a.nt_hash));
			expect_blob(test, &a.user, r->own_user);
			expect_blob(test, &a.domain, r->own_domain);
		}
		account_free(&a);
	}
}

/* Allocations stand for work: there is none but with them. */
static void work_tells_nobody_apart(struct kunit *test)
{
	static const char *const names[] = { "last", "colon", "mallory" };
	u64 first;
	size_t i;

	file_has(test, users, sizeof(users) - 1);
	ssp_test_memory_fail_at(memory, 0);
	KUNIT_ASSERT_EQ(test, lookup("alice", "LAB"), SEC_E_OK);
	first = memory->calls;
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		ssp_test_memory_fail_at(memory, 0);
		(void)lookup(names[i], "LAB");
		KUNIT_EXPECT_EQ_MSG(test, memory->calls, first, "%s", names[i]);
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

	unsetenv("NTLM_USER_FILE");
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_LOGON_DENIED);
	memset(&a, 0, sizeof(a));
	KUNIT_EXPECT_EQ(test, ssp_accounts_user.self(NULL, span(""), &a),
			SEC_E_NO_CREDENTIALS);
	setenv("NTLM_USER_FILE", "/nonexistent/users", 1);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_LOGON_DENIED);
	file_has(test, "", 0);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_LOGON_DENIED);
	/* What cannot be read as a whole lets nobody in. */
	setenv("NTLM_USER_FILE", "/dev/zero", 1);
	KUNIT_EXPECT_LT(test, lookup("alice", "LAB"), 0);
	/* One that has more than it says. */
	setenv("NTLM_USER_FILE", "/proc/sys/kernel/ostype", 1);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_accounts_user.self(NULL, span(""), &a),
			SEC_E_NO_CREDENTIALS);
	setenv("NTLM_USER_FILE", "/tmp", 1);
	KUNIT_EXPECT_LT(test, lookup("alice", "LAB"), 0);
}

static const struct trust {
	mode_t mode;
	uid_t owner;
	bool right;
} trusts[] = {
	{ 0600, 0, true },  { 0644, 0, true },	    { 0444, 0, true },
	{ 0620, 0, false }, { 0602, 0, false },	    { 0666, 0, false },
	{ 0400, 0, true },  { 0600, 65534, false }, { 0644, 65534, false },
};

/* Of somebody who could write to it, nothing is believed. */
static void whose_file_it_is(struct kunit *test)
{
	struct ssp_account a;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(trusts); i++) {
		const struct trust *t = &trusts[i];

		file_has(test, users, sizeof(users) - 1);
		KUNIT_ASSERT_EQ(test, chmod(path, t->mode), 0);
		/* Only root gives files away. */
		if (t->owner && chown(path, t->owner, t->owner))
			continue;
		KUNIT_EXPECT_EQ_MSG(test, lookup("alice", "LAB"),
				    t->right ? SEC_E_OK : SEC_E_INTERNAL_ERROR,
				    "mode %o", (unsigned int)t->mode);
		memset(&a, 0, sizeof(a));
		KUNIT_EXPECT_EQ(test,
				ssp_accounts_user.self(NULL, span(""), &a),
				t->right ? SEC_E_OK : SEC_E_NO_CREDENTIALS);
		account_free(&a);
	}
}

/* A pipe that nobody writes to would be waited for. */
static void what_is_no_file(struct kunit *test)
{
	file_has(test, "", 0);
	unlink(path);
	KUNIT_ASSERT_EQ(test, mkfifo(path, 0600), 0);
	alarm(20);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_INTERNAL_ERROR);
	alarm(0);
	setenv("NTLM_USER_FILE", "/dev/null", 1);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_INTERNAL_ERROR);
	setenv("NTLM_USER_FILE", "/dev/null/users", 1);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_INTERNAL_ERROR);
}

static void too_large_a_file(struct kunit *test)
{
	size_t n = SSP_ALLOC_MAX;
	char *p = kunit_kzalloc(test, n, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, '\n', n);
	memcpy(p, "LAB:alice:secret", 16);
	file_has(test, p, n);
	KUNIT_EXPECT_LT(test, lookup("alice", "LAB"), 0);
	file_has(test, p, n - 1);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_OK);
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
			expect_blob(test, &a.user, s->user);
			expect_blob(test, &a.domain, s->domain);
		}
		account_free(&a);
	}
}

struct asked {
	char user[32];
	char domain[32];
	SECURITY_STATUS st;
	size_t own_user; /* how long the account's names are */
	size_t own_domain;
};

static SECURITY_STATUS embedded(void *arg, const char *user, const char *domain,
				struct ssp_account_found *account)
{
	struct asked *a = arg;

	snprintf(a->user, sizeof(a->user), "%s", user);
	snprintf(a->domain, sizeof(a->domain), "%s", domain);
	memset(account->user, 'u', a->own_user);
	memset(account->domain, 'd', a->own_domain);
	memset(account->nt_hash, 0x77, sizeof(account->nt_hash));
	return a->st;
}

static void a_programs_own(struct kunit *test)
{
	struct asked a = { .st = SEC_E_OK, .own_user = 4, .own_domain = 3 };
	struct ssp_account_ops ops = {
		.size = sizeof(ops),
		.arg = &a,
		.lookup = embedded,
	};
	struct ssp_account found;

	file_has(test, users, sizeof(users) - 1);
	KUNIT_ASSERT_EQ(test, Secur32SetAccounts(&ops), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, find("mallory", "", &found), SEC_E_OK);
	KUNIT_EXPECT_STREQ(test, a.user, "mallory");
	KUNIT_EXPECT_STREQ(test, a.domain, "");
	KUNIT_EXPECT_EQ(test, found.nt_hash[15], 0x77);
	expect_blob(test, &found.user, "uuuu");
	expect_blob(test, &found.domain, "ddd");
	account_free(&found);
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_OK);
	KUNIT_EXPECT_STREQ(test, a.domain, "LAB");
	KUNIT_EXPECT_EQ(test, lookup("", "LAB"), SEC_E_LOGON_DENIED);
	/* Whatever else it says, nobody is let in. */
	a.st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_LOGON_DENIED);
	a.st = SEC_I_CONTINUE_NEEDED;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_LOGON_DENIED);
	a.st = 1;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_LOGON_DENIED);
	a.st = SEC_E_INSUFFICIENT_MEMORY;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"),
			SEC_E_INSUFFICIENT_MEMORY);
	ops.size--;
	KUNIT_EXPECT_EQ(test, Secur32SetAccounts(&ops),
			SEC_E_INVALID_PARAMETER);
	ops.size++;
	ops.lookup = NULL;
	KUNIT_EXPECT_EQ(test, Secur32SetAccounts(&ops),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_EQ(test, Secur32SetAccounts(NULL), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, find("alice", "LAB", &found), SEC_E_OK);
	KUNIT_EXPECT_NE(test, found.nt_hash[15], 0x77);
	account_free(&found);
}

static void a_programs_own_names(struct kunit *test)
{
	struct asked a = { .st = SEC_E_OK, .own_user = 4 };
	struct ssp_account_ops ops = {
		.size = sizeof(ops),
		.arg = &a,
		.lookup = embedded,
	};
	struct ssp_account found;

	KUNIT_ASSERT_EQ(test, Secur32SetAccounts(&ops), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, find("alice", "LAB", &found), SEC_E_OK);
	expect_blob(test, &found.user, "uuuu");
	KUNIT_EXPECT_EQ(test, found.domain.n, 0);
	account_free(&found);
	/* Nobody, and names without an end. */
	a.own_user = 0;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_LOGON_DENIED);
	a.own_user = SECUR32_ACCOUNT_NAME_SIZE;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_LOGON_DENIED);
	a.own_user--;
	a.own_domain = SECUR32_ACCOUNT_NAME_SIZE;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_LOGON_DENIED);
	a.own_domain--;
	KUNIT_EXPECT_EQ(test, lookup("alice", "LAB"), SEC_E_OK);
}

static ssp_status look_up(struct kunit *test, void *arg)
{
	(void)test;
	return lookup(arg, "LAB");
}

static ssp_status be_self(struct kunit *test, void *arg)
{
	struct ssp_account a;
	ssp_status st;

	(void)test;
	memset(&a, 0, sizeof(a));
	st = ssp_accounts_user.self(NULL, span(arg), &a);
	account_free(&a);
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
	KUNIT_CASE(work_tells_nobody_apart),
	KUNIT_CASE(passwords_may_have_colons),
	KUNIT_CASE(no_line_reads_beyond_its_end),
	KUNIT_CASE(without_a_file),
	KUNIT_CASE(whose_file_it_is),
	KUNIT_CASE(what_is_no_file),
	KUNIT_CASE(too_large_a_file),
	KUNIT_CASE(who_we_are),
	KUNIT_CASE(a_programs_own),
	KUNIT_CASE(a_programs_own_names),
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
