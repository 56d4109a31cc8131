// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The key that holds the keytab of the kernel's services.
 *
 *	keyctl padd ksecdd.keytab default %keyring:.ksecdd.keytabs <FILE
 *
 * Only what an administrator has put there is believed: a key of this type
 * takes CAP_SYS_ADMIN in the initial user namespace to make, and it counts in
 * one keyring alone, which is ours and which only root may write to.  A request
 * never leads to user space, and no keyring of a caller's is searched.
 *
 * Nobody reads a key, nor changes it: another one takes its place, at once for
 * whoever asks next.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/key-type.h>
#include <linux/mm.h>
#include <linux/sched/task.h>
#include <linux/seq_file.h>

#include "core/krb5/krb5_keytab.h"
#include "platform/kernel/keytab_key.h"
#include "platform/memory.h"

#define TYPE "ksecdd.keytab"
#define KEYRING ".ksecdd.keytabs"
#define DESCRIPTION "default"

/* What a key counts for in its owner's quota has 16 bits. */
#define QUOTA_MAX 32767

static const struct cred *keytab_cred;
static struct key *keytab_ring;

struct keytab {
	size_t n;
	u8 p[];
};

static void keytab_free(struct keytab *kt)
{
	if (kt)
		kvfree_sensitive(kt, struct_size(kt, p, kt->n));
}

static bool is_keytab(struct ssp_span file)
{
	bool bad = false;
	struct ssp_rd r = ssp_krb5_keytab_open(file, &bad);
	struct ssp_krb5_keytab_entry e;

	while (ssp_krb5_keytab_next(&r, &e))
		cond_resched();
	return !bad;
}

static int key_vet_description(const char *description)
{
	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	return strcmp(description, DESCRIPTION) ? -EINVAL : 0;
}

/* The first to be called, for whoever calls. */
static int key_preparse(struct key_preparsed_payload *prep)
{
	struct ssp_span file = { prep->data, prep->datalen };
	struct keytab *kt;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (file.n > SSP_ALLOC_MAX || !is_keytab(file))
		return -EINVAL;
	kt = kvmalloc(struct_size(kt, p, file.n), GFP_KERNEL);
	if (!kt)
		return -ENOMEM;
	kt->n = file.n;
	memcpy(kt->p, file.p, file.n);
	prep->payload.data[0] = kt;
	prep->quotalen = ssp_min(file.n, QUOTA_MAX);
	return 0;
}

static void key_free_preparse(struct key_preparsed_payload *prep)
{
	keytab_free(prep->payload.data[0]);
}

/* From here on it can be found by us, and seen by its owner. */
static int key_instantiate(struct key *key, struct key_preparsed_payload *prep)
{
	key->perm = KEY_POS_SEARCH | KEY_USR_VIEW;
	return generic_key_instantiate(key, prep);
}

static void key_destroy(struct key *key)
{
	keytab_free(key->payload.data[0]);
}

static void key_describe(const struct key *key, struct seq_file *m)
{
	seq_puts(m, key->description);
}

static struct key_type keytab_type = {
	.name = TYPE,
	.vet_description = key_vet_description,
	.preparse = key_preparse,
	.free_preparse = key_free_preparse,
	.instantiate = key_instantiate,
	.destroy = key_destroy,
	.describe = key_describe,
};

static struct key *find(void)
{
	const struct cred *saved = override_creds(keytab_cred);
	key_ref_t ref;

	ref = keyring_search(make_key_ref(keytab_ring, true), &keytab_type,
			     DESCRIPTION, false);
	revert_creds(saved);
	return IS_ERR(ref) ? ERR_CAST(ref) : key_ref_to_ptr(ref);
}

static ssp_status copy(struct key *key, struct ssp_ticket_blob *out)
{
	ssp_status st = SEC_E_NO_CREDENTIALS;
	const struct keytab *kt;

	down_read(&key->sem);
	if (!key_validate(key)) {
		kt = key->payload.data[0];
		out->p = ssp_pool_dup(kt->p, kt->n);
		out->n = out->p ? kt->n : 0;
		st = out->p ? SEC_E_OK : SEC_E_INSUFFICIENT_MEMORY;
	}
	up_read(&key->sem);
	return st;
}

static ssp_status keys_fetch(void *arg, struct ssp_ticket_blob *keytab)
{
	struct key *key = find();
	ssp_status st;

	*keytab = (struct ssp_ticket_blob){ NULL, 0 };
	if (IS_ERR(key))
		return PTR_ERR(key) == -ENOMEM ? SEC_E_INSUFFICIENT_MEMORY :
						 SEC_E_NO_CREDENTIALS;
	st = copy(key, keytab);
	key_put(key);
	return st;
}

const struct ssp_key_source ssp_keytab_key_source = {
	.fetch = keys_fetch,
};

/* Root writes to it, and nobody but us searches what it finds there. */
static struct key *keyring_new(const struct cred *cred)
{
	return keyring_alloc(KEYRING, GLOBAL_ROOT_UID, GLOBAL_ROOT_GID, cred,
			     KEY_POS_SEARCH | KEY_USR_VIEW | KEY_USR_READ |
				     KEY_USR_WRITE,
			     KEY_ALLOC_NOT_IN_QUOTA, NULL, NULL);
}

int ssp_keytab_key_init(void)
{
	struct cred *cred = prepare_kernel_cred(&init_task);
	struct key *ring;
	int err;

	if (!cred)
		return -ENOMEM;
	ring = keyring_new(cred);
	if (IS_ERR(ring)) {
		put_cred(cred);
		return PTR_ERR(ring);
	}
	err = register_key_type(&keytab_type);
	if (err) {
		key_put(ring);
		put_cred(cred);
		return err;
	}
	keytab_cred = cred;
	keytab_ring = ring;
	return 0;
}

void ssp_keytab_key_exit(void)
{
	key_revoke(keytab_ring);
	unregister_key_type(&keytab_type);
	key_put(keytab_ring);
	put_cred(keytab_cred);
	keytab_ring = NULL;
	keytab_cred = NULL;
}
