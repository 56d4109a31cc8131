/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Authenticators that were accepted lately, so that none is twice
 * (RFC 4120 3.2.3).  One memory for all acceptors of a process, or of a kernel.
 */
#ifndef SSP_CORE_KRB5_REPLAY_H
#define SSP_CORE_KRB5_REPLAY_H

#include "platform/types.h"

/* Most that are remembered at a time, of 32 bytes each. */
#define SSP_KRB5_REPLAY_MAX 262144u

/* What one is known by. */
#define SSP_KRB5_REPLAY_NAME 16

/**
 * ssp_krb5_replay_check() - is it new, and still in time?  Then remember it
 * @auth: the encrypted Authenticator, which proved authentic
 * @until: when it is too old to be accepted (FILETIME)
 * @name: receives SSP_KRB5_REPLAY_NAME bytes for ssp_krb5_replay_forget()
 *
 * The clock is looked at anew, in the moment of the decision: what was
 * forgotten for its age before is too old.
 *
 * Return: SEC_E_OK; SEC_E_LOGON_DENIED when it is known; SEC_E_TIME_SKEW when
 * it has become too old; SEC_E_INSUFFICIENT_MEMORY, also when
 * SSP_KRB5_REPLAY_MAX are remembered and none was found too old lately: what
 * cannot be remembered is not accepted; or the failure of the hash.
 */
ssp_status ssp_krb5_replay_check(struct ssp_span auth, u64 until, u8 *name);

/**
 * ssp_krb5_replay_forget() - nothing came of it after all
 * @name: from ssp_krb5_replay_check(), which said SEC_E_OK
 */
void ssp_krb5_replay_forget(const u8 *name);

/** ssp_krb5_replay_count() - how many are remembered */
size_t ssp_krb5_replay_count(void);

/**
 * ssp_krb5_replay_clear() - forget them and give all memory back
 *
 * When nobody accepts any more: from now on a replay would succeed.
 */
void ssp_krb5_replay_clear(void);

#endif /* SSP_CORE_KRB5_REPLAY_H */
