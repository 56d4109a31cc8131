// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Keys of acceptors: who may make them, what is taken for one, which is found,
 * and that what lies elsewhere is not believed.
 */
#include <kunit/test.h>

#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/key.h>
#include <linux/sched/task.h>

#include "platform/kernel/accounts.h"
#include "platform/kernel/keys.h"
#include "platform/memory.h"
#include "tests/support.h"
#include "tests/vectors/krb5_accept.h"

#define TEXT(s) ((struct ssp_span){ (const u8 *)(s), sizeof(s) - 1 })

static const u8 hash[SSP_NT_HASH_SIZE] = { 1, 2,  3,  4,  5,  6,  7,  8,
					   9, 10, 11, 12, 13, 14, 15, 16 };
static const u8 other[SSP_NT_HASH_SIZE] = { 42 };

static int keys_init(struct kunit *test)
{
	return keyring_clear(ssp_keys_keyring);
}

static void keys_exit(struct kunit *test)
{
	keyring_clear(ssp_keys_keyring);
}

/* As add_key(2): by whoever runs, who does not possess the keyring. */
static long add_to(struct key *keyring, const struct key_type *type,
		   const char *description, const void *p, size_t n)
{
	key_ref_t ref = key_create_or_update(make_key_ref(keyring, false),
					     type->name, description, p, n,
					     KEY_PERM_UNDEF, 0);

	if (IS_ERR(ref))
		return PTR_ERR(ref);
	key_ref_put(ref);
	return 0;
}

static long add_account(const char *name, const u8 *nt_hash)
{
	return add_to(ssp_keys_keyring, &ssp_keys_account_type, name, nt_hash,
		      SSP_NT_HASH_SIZE);
}

static ssp_status look_up(struct ssp_span user, struct ssp_span domain, u8 *out)
{
	struct ssp_account a;
	ssp_status st;

	memset(&a, 0, sizeof(a));
	st = ssp_accounts_kernel.lookup(NULL, user, domain, &a);
	memcpy(out, a.nt_hash, SSP_NT_HASH_SIZE);
	ssp_pool_free(a.user.p, a.user.n);
	ssp_pool_free(a.domain.p, a.domain.n);
	return st;
}

static void expect_denied(struct kunit *test, struct ssp_span user,
			  struct ssp_span domain)
{
	static const u8 zeroes[SSP_NT_HASH_SIZE];
	u8 found[SSP_NT_HASH_SIZE];

	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, look_up(user, domain, found));
	SSP_EXPECT_MEMEQ(test, found, zeroes, sizeof(found));
}

static void expect_found(struct kunit *test, struct ssp_span user,
			 struct ssp_span domain, const u8 *nt_hash)
{
	u8 found[SSP_NT_HASH_SIZE];

	KUNIT_EXPECT_EQ(test, SEC_E_OK, look_up(user, domain, found));
	SSP_EXPECT_MEMEQ(test, found, nt_hash, sizeof(found));
}

static void accounts_are_found(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, 0L, add_account("LAB\\ALICE", hash));
	KUNIT_ASSERT_EQ(test, 0L, add_account("BOB", other));
	expect_found(test, TEXT("alice"), TEXT("lab"), hash);
	expect_found(test, TEXT("ALICE"), TEXT("Lab"), hash);
	expect_found(test, TEXT("Bob"), TEXT(""), other);
	/* Clients put all sorts of things there. */
	expect_found(test, TEXT("bob"), TEXT("WORKSTATION"), other);
	expect_denied(test, TEXT("alice"), TEXT(""));
	expect_denied(test, TEXT("alice"), TEXT("OTHER"));
	expect_denied(test, TEXT("carol"), TEXT("LAB"));
	expect_denied(test, TEXT(""), TEXT("LAB"));
	expect_denied(test, TEXT(""), TEXT(""));
}

static void a_domain_of_its_own_comes_first(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, 0L, add_account("ALICE", other));
	expect_found(test, TEXT("alice"), TEXT("LAB"), other);
	KUNIT_ASSERT_EQ(test, 0L, add_account("LAB\\ALICE", hash));
	expect_found(test, TEXT("alice"), TEXT("LAB"), hash);
	expect_found(test, TEXT("alice"), TEXT("ELSEWHERE"), other);
}

/* Each would be part of a description that means somebody else. */
static void names_do_not_reach_across(struct kunit *test)
{
	u8 *much = ssp_test_guarded(test, 70000);

	memset(much, 'A', 70000);
	KUNIT_ASSERT_EQ(test, 0L, add_account("LAB\\ALICE", hash));
	KUNIT_ASSERT_EQ(test, 0L, add_account("BOB", hash));
	expect_denied(test, TEXT("LAB\\ALICE"), TEXT(""));
	expect_denied(test, TEXT("\\ALICE"), TEXT("LAB"));
	expect_denied(test, TEXT("ALICE"), TEXT("LAB\\"));
	expect_denied(test, TEXT("ALICE\0X"), TEXT("LAB"));
	expect_denied(test, TEXT("BOB\0X"), TEXT(""));
	expect_denied(test, TEXT("BO\xff"), TEXT(""));
	expect_denied(test, (struct ssp_span){ much, 70000 }, TEXT("LAB"));
	expect_denied(test, TEXT("BOB"), (struct ssp_span){ much, 70000 });
}

static void capitals_beyond_ascii(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, 0L, add_account("J\xc3\x96RG", hash));
	expect_found(test, TEXT("j\xc3\xb6rg"), TEXT(""), hash);
}

/* What is added again takes the place of what was there. */
static void the_last_one_counts(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, 0L, add_account("BOB", other));
	KUNIT_ASSERT_EQ(test, 0L, add_account("BOB", hash));
	expect_found(test, TEXT("bob"), TEXT(""), hash);
	KUNIT_ASSERT_EQ(test, 0, keyring_clear(ssp_keys_keyring));
	expect_denied(test, TEXT("bob"), TEXT(""));
}

static void what_is_revoked_is_disabled(struct kunit *test)
{
	key_ref_t ref;

	KUNIT_ASSERT_EQ(test, 0L, add_account("BOB", hash));
	ref = key_create_or_update(make_key_ref(ssp_keys_keyring, false),
				   ssp_keys_account_type.name, "LAB\\BOB", hash,
				   sizeof(hash), KEY_PERM_UNDEF, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(ref));
	expect_found(test, TEXT("bob"), TEXT("LAB"), hash);
	key_revoke(key_ref_to_ptr(ref));
	expect_denied(test, TEXT("bob"), TEXT("LAB"));
	expect_found(test, TEXT("bob"), TEXT(""), hash);
	key_ref_put(ref);
}

static const char *const wrong_names[] = {
	"bob", "LAB\\bob", "lab\\BOB", "\\BOB",	    "LAB\\",
	"\\",  "A\\B\\C",  "BO\xff",   "j\xc3\xb6", "\xed\xa0\x80",
};

static void only_canonical_names_are_taken(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wrong_names); i++)
		KUNIT_EXPECT_EQ_MSG(test, (long)-EINVAL,
				    add_account(wrong_names[i], hash),
				    "name %zu", i);
}

static void a_hash_has_its_size(struct kunit *test)
{
	u8 *p = ssp_test_guarded(test, 33);
	size_t n;

	for (n = 0; n <= 33; n++)
		KUNIT_EXPECT_EQ(test,
				n == SSP_NT_HASH_SIZE ? 0L : (long)-EINVAL,
				add_to(ssp_keys_keyring, &ssp_keys_account_type,
				       "BOB", n ? p : NULL, n));
}

static ssp_status fetch(struct ssp_ticket_blob *b)
{
	return ssp_keys_kernel.fetch(NULL, b);
}

static long add_keytab(const void *p, size_t n)
{
	return add_to(ssp_keys_keyring, &ssp_keys_keytab_type, SSP_KEYS_DEFAULT,
		      p, n);
}

static void a_keytab_is_fetched(struct kunit *test)
{
	struct ssp_ticket_blob b;
	size_t n;
	u8 *p;

	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, fetch(&b));
	KUNIT_EXPECT_NULL(test, b.p);
	n = ssp_test_unhex(test, krb5_accept_keytab, &p);
	KUNIT_ASSERT_EQ(test, 0L, add_keytab(p, n));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, fetch(&b));
	KUNIT_EXPECT_EQ(test, n, b.n);
	SSP_EXPECT_MEMEQ(test, b.p, p, n);
	ssp_pool_free(b.p, b.n);

	KUNIT_EXPECT_EQ(test, (long)-EINVAL,
			add_to(ssp_keys_keyring, &ssp_keys_keytab_type,
			       "others", p, n));
	KUNIT_ASSERT_EQ(test, 0, keyring_clear(ssp_keys_keyring));
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, fetch(&b));
}

/* It is there, so that whoever would do without it must not. */
static void a_revoked_keytab_is_one(struct kunit *test)
{
	struct ssp_ticket_blob b;
	key_ref_t ref;
	size_t n;
	u8 *p;

	n = ssp_test_unhex(test, krb5_accept_keytab, &p);
	ref = key_create_or_update(make_key_ref(ssp_keys_keyring, false),
				   ssp_keys_keytab_type.name, SSP_KEYS_DEFAULT,
				   p, n, KEY_PERM_UNDEF, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(ref));
	key_revoke(key_ref_to_ptr(ref));
	KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR, fetch(&b));
	KUNIT_EXPECT_NULL(test, b.p);
	key_ref_put(ref);
}

/* A file that is cut between entries is one. */
static bool ends_between(const u8 *p, size_t n)
{
	size_t at = 2;

	while (at + 4 <= n)
		at += 4 + ((size_t)p[at] << 24 | p[at + 1] << 16 |
			   p[at + 2] << 8 | p[at + 3]);
	return at == n && n > 2;
}

static void try_keytab(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct key_preparsed_payload prep = { .data = p, .datalen = n };
	int err = ssp_keys_keytab_type.preparse(&prep);

	KUNIT_EXPECT_EQ(test, ends_between(p, n) ? 0 : -EINVAL, err);
	ssp_keys_keytab_type.free_preparse(&prep);
}

static void spoilt_keytabs_are_refused(struct kunit *test)
{
	static const u8 no_keys[] = { 5, 2 };
	size_t n;
	u8 *p;

	n = ssp_test_unhex(test, krb5_accept_keytab, &p);
	ssp_test_each_truncation(test, p, n, try_keytab, NULL);
	KUNIT_EXPECT_EQ(test, (long)-EINVAL,
			add_keytab(no_keys, sizeof(no_keys)));
	KUNIT_EXPECT_EQ(test, (long)-EINVAL, add_keytab(NULL, 0));
}

static void nobody_reads_them(struct kunit *test)
{
	const struct key_type *types[] = { &ssp_keys_keytab_type,
					   &ssp_keys_account_type };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		KUNIT_EXPECT_TRUE(test, !types[i]->read && !types[i]->update &&
						!types[i]->lookup_restriction);
}

/* In somebody else's keyring, for which that somebody has all rights. */
static struct key *own_keyring(struct kunit *test, kuid_t uid)
{
	struct key *keyring;

	keyring = keyring_alloc("own", uid, GLOBAL_ROOT_GID, current_cred(),
				KEY_POS_ALL | KEY_USR_ALL,
				KEY_ALLOC_NOT_IN_QUOTA, NULL, NULL);
	KUNIT_ASSERT_FALSE(test, IS_ERR(keyring));
	return keyring;
}

static void what_lies_elsewhere_is_not_believed(struct kunit *test)
{
	struct key *own = own_keyring(test, GLOBAL_ROOT_UID);
	struct ssp_ticket_blob b;
	size_t n;
	u8 *p;

	n = ssp_test_unhex(test, krb5_accept_keytab, &p);
	KUNIT_EXPECT_EQ(test, 0L,
			add_to(own, &ssp_keys_account_type, "BOB", hash,
			       sizeof(hash)));
	KUNIT_EXPECT_EQ(test, 0L,
			add_to(own, &ssp_keys_keytab_type, SSP_KEYS_DEFAULT, p,
			       n));
	expect_denied(test, TEXT("bob"), TEXT(""));
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, fetch(&b));
	/* Nor in a keyring within ours. */
	KUNIT_EXPECT_EQ(test, 0, key_link(ssp_keys_keyring, own));
	expect_denied(test, TEXT("bob"), TEXT(""));
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, fetch(&b));
	key_put(own);
}

static struct cred *somebody(struct kunit *test, uid_t uid)
{
	struct cred *cred = prepare_kernel_cred(&init_task);

	KUNIT_ASSERT_NOT_NULL(test, cred);
	cred->fsuid = KUIDT_INIT(uid);
	cred->euid = cred->fsuid;
	return cred;
}

/* Adds both kinds as @cred, to @keyring; both must end with @err. */
static void expect_refused(struct kunit *test, struct cred *cred,
			   struct key *keyring, long err)
{
	const struct cred *saved;
	long account, keytab;
	size_t n;
	u8 *p;

	n = ssp_test_unhex(test, krb5_accept_keytab, &p);
	saved = override_creds(cred);
	account = add_to(keyring, &ssp_keys_account_type, "BOB", hash,
			 sizeof(hash));
	keytab = add_to(keyring, &ssp_keys_keytab_type, SSP_KEYS_DEFAULT, p, n);
	revert_creds(saved);
	KUNIT_EXPECT_EQ(test, err, account);
	KUNIT_EXPECT_EQ(test, err, keytab);
	expect_denied(test, TEXT("bob"), TEXT(""));
}

/* User 0 of a container without the capability is not enough, and neither is
 * the capability alone; a user makes none for himself either.
 */
static void only_root_adds_them(struct kunit *test)
{
	struct key *own = own_keyring(test, KUIDT_INIT(1000));
	struct cred *cred = somebody(test, 0);

	cap_lower(cred->cap_effective, CAP_SYS_ADMIN);
	expect_refused(test, cred, ssp_keys_keyring, -EPERM);
	put_cred(cred);

	cred = somebody(test, 1000);
	expect_refused(test, cred, ssp_keys_keyring, -EACCES);
	cap_clear(cred->cap_effective);
	expect_refused(test, cred, ssp_keys_keyring, -EPERM);
	expect_refused(test, cred, own, -EPERM);
	put_cred(cred);
	key_put(own);
}

/* Whoever runs: the keys are the machine's. */
static void acceptors_of_all_users_have_them(struct kunit *test)
{
	struct cred *cred = somebody(test, 1000);
	const struct cred *saved;
	u8 found[SSP_NT_HASH_SIZE];
	ssp_status st;

	cap_clear(cred->cap_effective);
	KUNIT_ASSERT_EQ(test, 0L, add_account("BOB", hash));
	saved = override_creds(cred);
	st = look_up(TEXT("bob"), TEXT(""), found);
	revert_creds(saved);
	put_cred(cred);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, st);
	SSP_EXPECT_MEMEQ(test, found, hash, sizeof(found));
}

static void expect_names(struct kunit *test, struct ssp_span user,
			 struct ssp_span domain, struct ssp_span want_user,
			 struct ssp_span want_domain)
{
	struct ssp_account a;

	memset(&a, 0, sizeof(a));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_accounts_kernel.lookup(NULL, user, domain, &a));
	KUNIT_EXPECT_EQ(test, a.user.n, want_user.n);
	SSP_EXPECT_MEMEQ(test, a.user.p, want_user.p, want_user.n);
	KUNIT_EXPECT_EQ(test, a.domain.n, want_domain.n);
	SSP_EXPECT_MEMEQ(test, a.domain.p, want_domain.p, want_domain.n);
	ssp_pool_free(a.user.p, a.user.n);
	ssp_pool_free(a.domain.p, a.domain.n);
}

/* Who a client is, its server says. */
static void names_are_those_of_the_key(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, 0L, add_account("LAB\\ALICE", hash));
	KUNIT_ASSERT_EQ(test, 0L, add_account("BOB", other));
	expect_names(test, TEXT("aLice"), TEXT("lab"), TEXT("ALICE"),
		     TEXT("LAB"));
	expect_names(test, TEXT("bob"), TEXT("LAB"), TEXT("BOB"), TEXT(""));
	expect_names(test, TEXT("bob"), TEXT(""), TEXT("BOB"), TEXT(""));
}

static ssp_status look_up_and_fetch(struct kunit *test, void *arg)
{
	u8 found[SSP_NT_HASH_SIZE];
	struct ssp_ticket_blob b;
	ssp_status st;

	st = look_up(TEXT("bob"), TEXT("LAB"), found);
	if (st < 0)
		return st;
	st = fetch(&b);
	ssp_pool_free(b.p, b.n);
	return st;
}

static void memory_may_run_out(struct kunit *test)
{
	struct ssp_test_memory *m;
	size_t n;
	u8 *p;

	n = ssp_test_unhex(test, krb5_accept_keytab, &p);
	KUNIT_ASSERT_EQ(test, 0L, add_keytab(p, n));
	KUNIT_ASSERT_EQ(test, 0L, add_account("BOB", hash));
	m = ssp_test_memory_start(test);
	/* Two names, each wide and narrow; both together; two answers. */
	KUNIT_EXPECT_EQ(test, (u64)7,
			ssp_test_each_failed_allocation(
				test, m, look_up_and_fetch, NULL, NULL));
	ssp_test_memory_stop(test, m);
}

static struct kunit_case keys_cases[] = {
	KUNIT_CASE(accounts_are_found),
	KUNIT_CASE(names_are_those_of_the_key),
	KUNIT_CASE(a_domain_of_its_own_comes_first),
	KUNIT_CASE(names_do_not_reach_across),
	KUNIT_CASE(capitals_beyond_ascii),
	KUNIT_CASE(the_last_one_counts),
	KUNIT_CASE(what_is_revoked_is_disabled),
	KUNIT_CASE(only_canonical_names_are_taken),
	KUNIT_CASE(a_hash_has_its_size),
	KUNIT_CASE(a_keytab_is_fetched),
	KUNIT_CASE(a_revoked_keytab_is_one),
	KUNIT_CASE(spoilt_keytabs_are_refused),
	KUNIT_CASE(nobody_reads_them),
	KUNIT_CASE(what_lies_elsewhere_is_not_believed),
	KUNIT_CASE(only_root_adds_them),
	KUNIT_CASE(acceptors_of_all_users_have_them),
	KUNIT_CASE(memory_may_run_out),
	{}
};

static struct kunit_suite keys_suite = {
	.name = "kernel_keys",
	.init = keys_init,
	.exit = keys_exit,
	.test_cases = keys_cases,
};
kunit_test_suites(&keys_suite);
