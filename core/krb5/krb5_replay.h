/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Authenticators that were accepted lately, so that none is twice
 * (RFC 4120 3.2.3).
 */
#ifndef SSP_CORE_KRB5_REPLAY_H
#define SSP_CORE_KRB5_REPLAY_H

#include "platform/sync.h"
#include "platform/types.h"

struct ssp_krb5_seen;

/**
 * struct ssp_krb5_replay - a memory of Authenticators
 * @lock: of all that follows
 * @max: most that are remembered at a time, of 32 bytes each
 * @chains: NULL before the first
 * @count: how many there are
 * @hand: the chain to sweep next
 */
struct ssp_krb5_replay {
	struct ssp_mutex lock;
	size_t max;
	struct ssp_krb5_seen **chains;
	size_t count;
	u32 hand;
};

#define SSP_KRB5_REPLAY_INIT(cache, most)                          \
	{                                                          \
		.lock = SSP_MUTEX_INIT(cache.lock), .max = (most), \
	}

/* That of all acceptors of a process, or of a kernel. */
extern struct ssp_krb5_replay ssp_krb5_replays;

/**
 * ssp_krb5_replay_check() - is it new?  Then remember it
 * @cache: where to look
 * @auth: the encrypted Authenticator, which proved authentic
 * @until: when it is too old to be accepted (FILETIME)
 * @now: FILETIME
 *
 * Return: SEC_E_OK; SEC_E_LOGON_DENIED when it is known;
 * SEC_E_INSUFFICIENT_MEMORY, also when as many are remembered as there may be
 * and none is too old: what cannot be remembered is not accepted; or the failure
 * of the hash.
 */
ssp_status ssp_krb5_replay_check(struct ssp_krb5_replay *cache,
				 struct ssp_span auth, u64 until, u64 now);

/** ssp_krb5_replay_count() - how many are remembered */
size_t ssp_krb5_replay_count(struct ssp_krb5_replay *cache);

/**
 * ssp_krb5_replay_clear() - forget them and give all memory back
 *
 * When nobody accepts any more: from now on a replay would succeed.
 */
void ssp_krb5_replay_clear(struct ssp_krb5_replay *cache);

#endif /* SSP_CORE_KRB5_REPLAY_H */
