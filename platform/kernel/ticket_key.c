// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The keys through which tickets come from user space.
 *
 * Only what the kernel has asked for may be believed (CVE-2025-2312).  A key of
 * this type begins nowhere but in ssp_tickets_key_request(): user space cannot
 * name the type, whose name begins with a dot, and without our credentials none
 * can be made.  It gets its answer from a process that was given the authority
 * by request_key(), or from none.  Requests search one keyring, which is ours:
 * the credentials have it as thread and as session keyring, so that none of
 * root's is searched after it.  The second is also what lets errnos other than
 * ENOKEY be remembered: search_cred_keyrings_rcu() forgets them when a keyring
 * that is searched later has no key at all.
 *
 * An answer serves those who waited for it; the core keeps the ticket.  It
 * cannot be read or updated, and goes with its last user.  A refusal stays for
 * a short time.
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/keyctl.h>
#include <linux/mm.h>
#include <linux/sched/task.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "platform/kernel/tickets.h"
#include "platform/memory.h"

/*
 * What an answer may count for against root's quota.  A key keeps that in 16
 * bits, together with the length of its description.
 */
#define QUOTA_MAX 32767

static const struct cred *ticket_cred;

struct answer {
	size_t n;
	u8 p[];
};

static void answer_free(struct answer *answer)
{
	if (answer)
		kvfree_sensitive(answer, struct_size(answer, p, answer->n));
}

static int key_vet_description(const char *description)
{
	return current_cred() == ticket_cred ? 0 : -EPERM;
}

static int key_preparse(struct key_preparsed_payload *prep)
{
	struct ssp_span payload = { prep->data, prep->datalen };
	struct answer *answer;

	if (!ssp_tickets_is_answer(payload))
		return -EINVAL;
	answer = kvmalloc(struct_size(answer, p, payload.n), GFP_KERNEL);
	if (!answer)
		return -ENOMEM;
	answer->n = payload.n;
	memcpy(answer->p, payload.p, payload.n);
	prep->payload.data[0] = answer;
	prep->quotalen = ssp_min(payload.n, QUOTA_MAX);
	return 0;
}

static void key_free_preparse(struct key_preparsed_payload *prep)
{
	answer_free(prep->payload.data[0]);
}

/* From here on there is nothing that a helper could want from it. */
static int key_instantiate(struct key *key, struct key_preparsed_payload *prep)
{
	key->perm = KEY_POS_SEARCH | KEY_USR_VIEW;
	return generic_key_instantiate(key, prep);
}

static void key_destroy(struct key *key)
{
	answer_free(key->payload.data[0]);
}

static void key_describe(const struct key *key, struct seq_file *m)
{
	seq_puts(m, key->description);
}

/*
 * May a request share a key that is there?  While the helper is at it, yes; an
 * answer belongs to those who waited; a refusal counts while it is young.  One
 * with more time to live than helpers give is the kernel's own, for a minute:
 * nobody answered.  Who installs the helper need not wait for its end.
 */
static bool may_share(const struct key *key)
{
	short state = key_read_state(key);

	if (state == KEY_IS_UNINSTANTIATED)
		return true;
	return state < 0 &&
	       READ_ONCE(key->expiry) <=
		       ktime_get_real_seconds() + SSP_UPCALL_NEGATIVE_SECONDS;
}

static bool key_cmp(const struct key *key, const struct key_match_data *match)
{
	const char *wanted = match->raw_data;

	return !strcmp(key->description, wanted) &&
	       !strstarts(wanted, SSP_TICKETS_FRESH) && may_share(key);
}

static int key_match_preparse(struct key_match_data *match)
{
	match->cmp = key_cmp;
	return 0;
}

struct key_type ssp_tickets_key_type = {
	.name = SSP_UPCALL_KEY_TYPE,
	.flags = KEY_TYPE_INSTANT_REAP,
	.vet_description = key_vet_description,
	.preparse = key_preparse,
	.free_preparse = key_free_preparse,
	.instantiate = key_instantiate,
	.match_preparse = key_match_preparse,
	.destroy = key_destroy,
	.describe = key_describe,
};

static int answer_copy(struct key *key, struct ssp_ticket_blob *out)
{
	const struct answer *answer;
	int err;

	down_read(&key->sem);
	err = key_validate(key);
	if (!err) {
		answer = key->payload.data[0];
		out->p = ssp_pool_dup(answer->p, answer->n);
		out->n = out->p ? answer->n : 0;
		err = out->p ? 0 : -ENOMEM;
	}
	up_read(&key->sem);
	return err;
}

/*
 * Out of the keyring, but not invalid: others may have waited for the same
 * answer, and have yet to read it.  A later request's key of the same
 * description may go instead; it loses nothing but company.
 */
static void key_forget(struct key *key)
{
	int err = key_unlink(ticket_cred->thread_keyring, key);

	if (err && err != -ENOENT)
		key_invalidate(key);
	key_put(key);
}

/*
 * The core of the kernel keeps a copy of the request until the helper has ended,
 * for those who have the authority; it does not wipe it (kfree()).
 */
int ssp_tickets_key_request(const char *description,
			    const struct ssp_ticket_blob *request,
			    struct ssp_ticket_blob *answer)
{
	const struct cred *saved = override_creds(ticket_cred);
	struct key *key;
	int err;

	key = request_key_with_auxdata(&ssp_tickets_key_type, description, NULL,
				       request->p, request->n, NULL);
	revert_creds(saved);
	if (IS_ERR(key))
		return PTR_ERR(key);
	err = answer_copy(key, answer);
	key_forget(key);
	return err;
}

/* Root may list it, and clear it: that forgets refusals. */
static struct key *keyring_new(const struct cred *cred)
{
	struct key *keyring;

	keyring = keyring_alloc(
		".ksecdd", GLOBAL_ROOT_UID, GLOBAL_ROOT_GID, cred,
		KEY_POS_SEARCH | KEY_POS_WRITE | KEY_USR_VIEW | KEY_USR_READ,
		KEY_ALLOC_NOT_IN_QUOTA, NULL, NULL);
	if (!IS_ERR(keyring))
		set_bit(KEY_FLAG_ROOT_CAN_CLEAR, &keyring->flags);
	return keyring;
}

int ssp_tickets_key_init(void)
{
	struct cred *cred = prepare_kernel_cred(&init_task);
	struct key *keyring;
	int err;

	if (!cred)
		return -ENOMEM;
	keyring = keyring_new(cred);
	if (IS_ERR(keyring)) {
		put_cred(cred);
		return PTR_ERR(keyring);
	}
	cred->thread_keyring = keyring;
	cred->session_keyring = key_get(keyring);
	cred->jit_keyring = KEY_REQKEY_DEFL_THREAD_KEYRING;
	err = register_key_type(&ssp_tickets_key_type);
	if (err) {
		put_cred(cred);
		return err;
	}
	ticket_cred = cred;
	return 0;
}

void ssp_tickets_key_exit(void)
{
	key_revoke(ticket_cred->thread_keyring);
	unregister_key_type(&ssp_tickets_key_type);
	put_cred(ticket_cred);
	ticket_cred = NULL;
}
