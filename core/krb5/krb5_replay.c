// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The replay cache: a hash table of hashes.
 *
 * Only what a client with a good ticket has encrypted comes this far, and whoever
 * has not its session key cannot change a bit of it, so that the hash of
 * the ciphertext names the Authenticator.  Each visit sweeps two chains of what
 * is too old, its own and the next in turn: memory follows the load down.
 */
#include "core/krb5/krb5_replay.h"

#include "platform/crypto.h"
#include "platform/memory.h"

#define CHAINS 4096u
#define NAME 16

struct ssp_krb5_seen {
	struct ssp_krb5_seen *next;
	u64 until;
	u8 name[NAME];
};

struct ssp_krb5_replay ssp_krb5_replays =
	SSP_KRB5_REPLAY_INIT(ssp_krb5_replays, 262144);

static void sweep(struct ssp_krb5_replay *cache, u32 chain, u64 now)
{
	struct ssp_krb5_seen **link = &cache->chains[chain];
	struct ssp_krb5_seen *s;

	while ((s = *link)) {
		if (s->until < now) {
			*link = s->next;
			ssp_pool_free(s, sizeof(*s));
			cache->count--;
		} else {
			link = &s->next;
		}
	}
}

static void sweep_all(struct ssp_krb5_replay *cache, u64 now)
{
	u32 i;

	for (i = 0; i < CHAINS; i++)
		sweep(cache, i, now);
}

static bool is_known(const struct ssp_krb5_seen *s, const u8 *name)
{
	for (; s; s = s->next) {
		if (ssp_memeq_ct(s->name, name, NAME))
			return true;
	}
	return false;
}

static bool has_room(struct ssp_krb5_replay *cache, u64 now)
{
	if (cache->count >= cache->max)
		sweep_all(cache, now);
	return cache->count < cache->max;
}

static ssp_status check(struct ssp_krb5_replay *cache, const u8 *name,
			u64 until, u64 now)
{
	u32 chain = (u32)(name[0] << 8 | name[1]) % CHAINS;
	struct ssp_krb5_seen *s;

	if (!cache->chains)
		cache->chains = ssp_pool_alloc(CHAINS * sizeof(s));
	if (!cache->chains)
		return SEC_E_INSUFFICIENT_MEMORY;
	sweep(cache, chain, now);
	cache->hand = (cache->hand + 1) % CHAINS;
	sweep(cache, cache->hand, now);
	if (is_known(cache->chains[chain], name))
		return SEC_E_LOGON_DENIED;
	s = has_room(cache, now) ? ssp_pool_alloc(sizeof(*s)) : NULL;
	if (!s)
		return SEC_E_INSUFFICIENT_MEMORY;
	s->until = until;
	memcpy(s->name, name, NAME);
	s->next = cache->chains[chain];
	cache->chains[chain] = s;
	cache->count++;
	return SEC_E_OK;
}

ssp_status ssp_krb5_replay_check(struct ssp_krb5_replay *cache,
				 struct ssp_span auth, u64 until, u64 now)
{
	/* Segments are writable; hashing does not write. */
	const struct ssp_seg seg = { (u8 *)auth.p, (u32)auth.n, 0 };
	u8 hash[SSP_SHA256_SIZE];
	ssp_status st;

	st = ssp_hash(SSP_HASH_SHA256, &seg, 1, hash);
	if (st < 0)
		return st;
	ssp_mutex_lock(&cache->lock);
	st = check(cache, hash, until, now);
	ssp_mutex_unlock(&cache->lock);
	return st;
}

size_t ssp_krb5_replay_count(struct ssp_krb5_replay *cache)
{
	size_t n;

	ssp_mutex_lock(&cache->lock);
	n = cache->count;
	ssp_mutex_unlock(&cache->lock);
	return n;
}

void ssp_krb5_replay_clear(struct ssp_krb5_replay *cache)
{
	ssp_mutex_lock(&cache->lock);
	if (cache->chains)
		sweep_all(cache, ~0ull);
	ssp_pool_free(cache->chains, CHAINS * sizeof(*cache->chains));
	cache->chains = NULL;
	ssp_mutex_unlock(&cache->lock);
}
