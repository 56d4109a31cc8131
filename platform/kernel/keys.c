// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Keys of acceptors, in keys of our own two types.
 *
 * Two things make them root's: such a key comes into being with CAP_SYS_ADMIN
 * of the initial namespace only, whichever keyring it is for and however it is
 * asked for (vet_description(), and preparse(), which comes first); and what is
 * believed is what lies in one keyring itself, which user 0 alone may write to.
 * Nobody reads them again: the types have no read(), and neither update(), so
 * that what was checked stays.
 *
 * Descriptions are looked up as they are, so that no account has two keys:
 * names are in capitals (core/upcase.h), and nothing else is taken.
 */
#include "platform/kernel/keys.h"

#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/key.h>
#include <linux/mm.h>
#include <linux/sched/task.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/krb5/krb5_keytab.h"
#include "core/upcase.h"
#include "platform/memory.h"

/* A key's quota has 16 bits, and its description counts as well. */
#define QUOTA_MAX 32767

/* Of a user or a domain, in UTF-8. */
#define NAME_MAX_BYTES (3 * SSP_ACCOUNT_NAME_MAX)

struct key *ssp_keys_keyring;

static const struct cred *keys_cred;

struct secret {
	size_t n;
	u8 p[];
};

static void secret_free(struct secret *secret)
{
	if (secret)
		kvfree_sensitive(secret, struct_size(secret, p, secret->n));
}

static struct secret *secret_new(struct key_preparsed_payload *prep, size_t n)
{
	struct secret *secret = kvzalloc(struct_size(secret, p, n), GFP_KERNEL);

	if (secret) {
		secret->n = n;
		prep->payload.data[0] = secret;
		prep->quotalen = ssp_min(n, QUOTA_MAX);
	}
	return secret;
}

static void key_free_preparse(struct key_preparsed_payload *prep)
{
	secret_free(prep->payload.data[0]);
}

/* From here on it can be found by us and seen by its owner, but not linked. */
static int key_instantiate(struct key *key, struct key_preparsed_payload *prep)
{
	key->perm = KEY_POS_SEARCH | KEY_USR_VIEW;
	return generic_key_instantiate(key, prep);
}

static void key_destroy(struct key *key)
{
	secret_free(key->payload.data[0]);
}

static void key_describe(const struct key *key, struct seq_file *m)
{
	seq_puts(m, key->description);
}

/*
 * Keytabs
 */

static int keytab_vet(const char *description)
{
	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	return strcmp(description, SSP_KEYS_DEFAULT) ? -EINVAL : 0;
}

/* Well-formed to its end, with at least one key. */
static bool is_keytab(struct ssp_span file)
{
	struct ssp_krb5_keytab_entry e;
	bool bad = false;
	struct ssp_rd r = ssp_krb5_keytab_open(file, &bad);
	bool any = false;

	while (ssp_krb5_keytab_next(&r, &e)) {
		any = true;
		cond_resched();
	}
	return any && !bad;
}

static int keytab_preparse(struct key_preparsed_payload *prep)
{
	struct ssp_span file = { prep->data, prep->datalen };
	struct secret *secret;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (!file.p || file.n > SSP_ALLOC_MAX || !is_keytab(file))
		return -EINVAL;
	secret = secret_new(prep, file.n);
	if (!secret)
		return -ENOMEM;
	memcpy(secret->p, file.p, file.n);
	return 0;
}

struct key_type ssp_keys_keytab_type = {
	.name = "ksecdd.keytab",
	.flags = KEY_TYPE_INSTANT_REAP,
	.vet_description = keytab_vet,
	.preparse = keytab_preparse,
	.free_preparse = key_free_preparse,
	.instantiate = key_instantiate,
	.destroy = key_destroy,
	.describe = key_describe,
};

/*
 * Accounts
 */

static void span_free(struct ssp_span *s)
{
	ssp_pool_free((void *)s->p, s->n);
}

static ssp_status capitals(struct ssp_span name, struct ssp_span *out)
{
	struct ssp_utf16 wide;
	ssp_status st;
	size_t i;

	*out = (struct ssp_span){ NULL, 0 };
	st = ssp_utf16_from_utf8(name, &wide);
	if (st < 0)
		return st;
	for (i = 0; i < wide.n; i++)
		wide.p[i] = ssp_upcase(wide.p[i]);
	st = ssp_utf16_utf8_dup(&wide, out);
	ssp_utf16_free(&wide);
	return st;
}

/* At most one domain in front, and neither part empty. */
static bool has_form(const char *description)
{
	const char *slash = strchr(description, '\\');

	if (!slash)
		return strlen(description) <= NAME_MAX_BYTES;
	return slash != description && slash[1] && !strchr(slash + 1, '\\') &&
	       slash - description <= NAME_MAX_BYTES &&
	       strlen(slash + 1) <= NAME_MAX_BYTES;
}

static int account_vet(const char *description)
{
	struct ssp_span given = { (const u8 *)description,
				  strlen(description) };
	struct ssp_span name;
	ssp_status st;
	bool same;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (!has_form(description))
		return -EINVAL;
	st = capitals(given, &name);
	if (st < 0)
		return st == SEC_E_INSUFFICIENT_MEMORY ? -ENOMEM : -EINVAL;
	same = ssp_span_eq(given, name);
	span_free(&name);
	return same ? 0 : -EINVAL;
}

static int account_preparse(struct key_preparsed_payload *prep)
{
	struct secret *secret;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (!prep->data || prep->datalen != SSP_NT_HASH_SIZE)
		return -EINVAL;
	secret = secret_new(prep, SSP_NT_HASH_SIZE);
	if (!secret)
		return -ENOMEM;
	memcpy(secret->p, prep->data, SSP_NT_HASH_SIZE);
	return 0;
}

struct key_type ssp_keys_account_type = {
	.name = "ksecdd.account",
	.flags = KEY_TYPE_INSTANT_REAP,
	.vet_description = account_vet,
	.preparse = account_preparse,
	.free_preparse = key_free_preparse,
	.instantiate = key_instantiate,
	.destroy = key_destroy,
	.describe = key_describe,
};

/*
 * Looking up, for whoever runs: it is the module that asks.
 */

/*
 * Of the keyring itself: one that root might put into it is not looked into.
 * A key that is not there is -EAGAIN to keyring_search(), or -ENOKEY.
 */
static struct key *find(struct key_type *type, const char *description)
{
	const struct cred *saved = override_creds(keys_cred);
	key_ref_t ref;

	ref = keyring_search(make_key_ref(ssp_keys_keyring, true), type,
			     description, false);
	revert_creds(saved);
	if (PTR_ERR(ref) == -EAGAIN)
		return ERR_PTR(-ENOKEY);
	return IS_ERR(ref) ? ERR_CAST(ref) : key_ref_to_ptr(ref);
}

/* A copy of what is in @key, whose reference it takes. */
static int read_and_put(struct key *key, struct ssp_ticket_blob *out)
{
	const struct secret *secret;
	int err;

	down_read(&key->sem);
	err = key_validate(key);
	if (!err) {
		secret = key->payload.data[0];
		out->p = ssp_pool_dup(secret->p, secret->n);
		out->n = out->p ? secret->n : 0;
		err = out->p ? 0 : -ENOMEM;
	}
	up_read(&key->sem);
	key_put(key);
	return err;
}

static int look_up(struct key_type *type, const char *description,
		   struct ssp_ticket_blob *out)
{
	struct key *key;
	int err;

	*out = (struct ssp_ticket_blob){ NULL, 0 };
	/* In one that was revoked nothing is found, whatever there was. */
	err = key_validate(ssp_keys_keyring);
	if (err)
		return err;
	key = find(type, description);
	return IS_ERR(key) ? PTR_ERR(key) : read_and_put(key, out);
}

/* keyring_search() says the one, a negative key would the other. */
static bool is_absent(int err)
{
	return err == -EAGAIN || err == -ENOKEY;
}

/* One that is revoked or past its end is there, and cannot be read. */
static ssp_status keys_fetch(void *arg, struct ssp_ticket_blob *keytab)
{
	int err = look_up(&ssp_keys_keytab_type, SSP_KEYS_DEFAULT, keytab);

	if (err == -ENOMEM)
		return SEC_E_INSUFFICIENT_MEMORY;
	if (is_absent(err))
		return SEC_E_NO_CREDENTIALS;
	return err ? SEC_E_INTERNAL_ERROR : SEC_E_OK;
}

const struct ssp_key_source ssp_keys_kernel = {
	.fetch = keys_fetch,
};

static ssp_status take_hash(const char *description, u8 *nt_hash, bool *none)
{
	struct ssp_ticket_blob hash;
	int err = look_up(&ssp_keys_account_type, description, &hash);

	*none = is_absent(err);
	if (err)
		return err == -ENOMEM ? SEC_E_INSUFFICIENT_MEMORY :
					SEC_E_LOGON_DENIED;
	memcpy(nt_hash, hash.p, SSP_NT_HASH_SIZE);
	ssp_pool_free(hash.p, hash.n);
	return SEC_E_OK;
}

/* One that is revoked or past its end is an account all the same: disabled. */
static ssp_status take_account(const char *with_domain, size_t domain,
			       u8 *nt_hash, bool *domainless)
{
	ssp_status st = SEC_E_LOGON_DENIED;

	*domainless = true;
	if (domain)
		st = take_hash(with_domain, nt_hash, domainless);
	if (*domainless) {
		bool none;

		st = take_hash(with_domain + domain, nt_hash, &none);
	}
	return st;
}

/* @prefix receives the bytes of the domain and what separates it. */
static ssp_status describe(struct ssp_span user, struct ssp_span domain,
			   struct ssp_ticket_blob *out, size_t *prefix)
{
	*prefix = domain.n ? domain.n + 1 : 0;
	out->n = *prefix + user.n + 1;
	out->p = ssp_pool_alloc(out->n);
	if (!out->p)
		return SEC_E_INSUFFICIENT_MEMORY;
	if (*prefix) {
		memcpy(out->p, domain.p, domain.n);
		out->p[domain.n] = '\\';
	}
	memcpy(out->p + *prefix, user.p, user.n);
	return SEC_E_OK;
}

static ssp_status account_named(struct ssp_span user, struct ssp_span domain,
				u8 *nt_hash, bool *domainless)
{
	struct ssp_ticket_blob name;
	ssp_status st;
	size_t prefix;

	st = describe(user, domain, &name, &prefix);
	if (st < 0)
		return st;
	st = take_account((const char *)name.p, prefix, nt_hash, domainless);
	ssp_pool_free(name.p, name.n);
	return st;
}

/* A user with a domain inside is none: its domain was for another to say. */
static bool could_be(struct ssp_span user, struct ssp_span domain)
{
	return user.n && user.n <= NAME_MAX_BYTES &&
	       domain.n <= NAME_MAX_BYTES && !memchr(user.p, '\\', user.n);
}

static void hand_over(struct ssp_span *from, struct ssp_ticket_blob *to)
{
	to->p = (u8 *)from->p;
	to->n = from->n;
	*from = (struct ssp_span){ NULL, 0 };
}

/* The names are those of the key that was found, not what was asked for. */
ssp_status ssp_keys_account(struct ssp_span user, struct ssp_span domain,
			    struct ssp_account *account)
{
	struct ssp_span u = { NULL, 0 }, d = { NULL, 0 };
	bool domainless = true;
	ssp_status st;

	if (!could_be(user, domain))
		return SEC_E_LOGON_DENIED;
	st = capitals(user, &u);
	if (st >= 0)
		st = capitals(domain, &d);
	if (st >= 0)
		st = account_named(u, d, account->nt_hash, &domainless);
	if (st >= 0)
		hand_over(&u, &account->user);
	if (st >= 0 && !domainless)
		hand_over(&d, &account->domain);
	span_free(&u);
	span_free(&d);
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_LOGON_DENIED : st;
}

/*
 * The life of the keyring
 */

/* Root adds and removes, and lists what is there; nobody links it elsewhere. */
static struct key *keyring_new(const struct cred *cred)
{
	return keyring_alloc(
		SSP_KEYS_KEYRING, GLOBAL_ROOT_UID, GLOBAL_ROOT_GID, cred,
		KEY_POS_SEARCH | KEY_USR_VIEW | KEY_USR_READ | KEY_USR_WRITE,
		KEY_ALLOC_NOT_IN_QUOTA, NULL, NULL);
}

static int register_types(void)
{
	int err;

	err = register_key_type(&ssp_keys_keytab_type);
	if (err)
		return err;
	err = register_key_type(&ssp_keys_account_type);
	if (err)
		unregister_key_type(&ssp_keys_keytab_type);
	return err;
}

int ssp_keys_init(void)
{
	struct cred *cred = prepare_kernel_cred(&init_task);
	struct key *ring;
	int err;

	if (!cred)
		return -ENOMEM;
	ring = keyring_new(cred);
	err = PTR_ERR_OR_ZERO(ring);
	if (!err) {
		err = register_types();
		if (err)
			key_put(ring);
	}
	if (err) {
		put_cred(cred);
		return err;
	}
	ssp_keys_keyring = ring;
	keys_cred = cred;
	return 0;
}

void ssp_keys_exit(void)
{
	key_revoke(ssp_keys_keyring);
	key_put(ssp_keys_keyring);
	unregister_key_type(&ssp_keys_account_type);
	unregister_key_type(&ssp_keys_keytab_type);
	put_cred(keys_cred);
}
