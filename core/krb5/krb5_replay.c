// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The replay cache: a hash table of hashes.
 *
 * Only what a client with a good ticket has encrypted comes this far, and whoever
 * has not its session key cannot change a bit of it, so that the hash of
 * the ciphertext names the Authenticator.  Each visit sweeps two chains of what
 * is too old, its own and the next in turn: memory follows the load down.  A
 * full cache is swept as a whole, but once a second at most: whoever fills it
 * must not have everybody wait for that as well.
 */
#include "core/krb5/krb5_replay.h"

#include "platform/crypto.h"
#include "platform/env.h"
#include "platform/memory.h"
#include "platform/sync.h"

#define CHAINS 4096u
#define NAME SSP_KRB5_REPLAY_NAME

/* Kept longer than they are good for: a clock may be set back a little. */
#define MARGIN (60 * SSP_TICKS_PER_SEC)

/* Between two looks for room in all of the cache. */
#define PAUSE SSP_TICKS_PER_SEC

struct seen {
	struct seen *next;
	u64 until; /* kept */
	u8 name[NAME];
};

static struct ssp_mutex lock = SSP_MUTEX_INIT(lock);
static struct seen **chains; /* NULL before the first */
static size_t count;
static u32 hand; /* the chain to sweep next */
static u64 swept; /* when all was */

static void sweep(struct seen **link, u64 now)
{
	struct seen *s;

	while ((s = *link)) {
		if (s->until < now) {
			*link = s->next;
			ssp_pool_free(s, sizeof(*s));
			count--;
		} else {
			link = &s->next;
		}
	}
}

static void sweep_all(u64 now)
{
	u32 i;

	for (i = 0; i < CHAINS; i++)
		sweep(&chains[i], now);
}

static struct seen **chain_of(const u8 *name)
{
	return &chains[(name[0] << 8 | name[1]) % CHAINS];
}

/* The link to the one of that name, or to the end of its chain. */
static struct seen **find(const u8 *name)
{
	struct seen **link = chain_of(name);

	while (*link && !ssp_memeq_ct((*link)->name, name, NAME))
		link = &(*link)->next;
	return link;
}

static bool has_room(u64 now)
{
	u64 ago = now > swept ? now - swept : swept - now;

	if (count >= SSP_KRB5_REPLAY_MAX && ago >= PAUSE) {
		sweep_all(now);
		swept = now;
	}
	return count < SSP_KRB5_REPLAY_MAX;
}

static ssp_status check(const u8 *name, u64 until)
{
	const struct ssp_env *env = ssp_env_get();
	u64 now = env->wall_time(env->arg);
	struct seen **chain;
	struct seen *s;

	if (until < now)
		return SEC_E_TIME_SKEW;
	if (!chains)
		chains = ssp_pool_alloc(CHAINS * sizeof(*chains));
	if (!chains)
		return SEC_E_INSUFFICIENT_MEMORY;
	chain = chain_of(name);
	sweep(chain, now);
	hand = (hand + 1) % CHAINS;
	sweep(&chains[hand], now);
	if (*find(name))
		return SEC_E_LOGON_DENIED;
	s = has_room(now) ? ssp_pool_alloc(sizeof(*s)) : NULL;
	if (!s)
		return SEC_E_INSUFFICIENT_MEMORY;
	s->until = until + MARGIN;
	memcpy(s->name, name, NAME);
	s->next = *chain;
	*chain = s;
	count++;
	return SEC_E_OK;
}

ssp_status ssp_krb5_replay_check(struct ssp_span auth, u64 until, u8 *name)
{
	/* Segments are writable; hashing does not write. */
	const struct ssp_seg seg = { (u8 *)auth.p, (u32)auth.n, 0 };
	u8 hash[SSP_SHA256_SIZE];
	ssp_status st;

	st = ssp_hash(SSP_HASH_SHA256, &seg, 1, hash);
	if (st < 0)
		return st;
	memcpy(name, hash, NAME);
	ssp_mutex_lock(&lock);
	st = check(name, until);
	ssp_mutex_unlock(&lock);
	return st;
}

void ssp_krb5_replay_forget(const u8 *name)
{
	struct seen **link;
	struct seen *s;

	ssp_mutex_lock(&lock);
	link = chains ? find(name) : NULL;
	s = link ? *link : NULL;
	if (s) {
		*link = s->next;
		ssp_pool_free(s, sizeof(*s));
		count--;
	}
	ssp_mutex_unlock(&lock);
}

size_t ssp_krb5_replay_count(void)
{
	size_t n;

	ssp_mutex_lock(&lock);
	n = count;
	ssp_mutex_unlock(&lock);
	return n;
}

void ssp_krb5_replay_clear(void)
{
	ssp_mutex_lock(&lock);
	if (chains)
		sweep_all(~0ull);
	ssp_pool_free(chains, CHAINS * sizeof(*chains));
	chains = NULL;
	swept = 0;
	ssp_mutex_unlock(&lock);
}
