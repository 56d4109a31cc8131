/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Mechanisms that do as a script says, for whatever stands on mechanisms.
 */
#ifndef SSP_TESTS_FAKE_MECHS_H
#define SSP_TESTS_FAKE_MECHS_H

#include <kunit/test.h>

#include "core/mech.h"

#define SSP_FAKE_MECHS 3

/* A token of a script, or an OID: a literal without its NUL. */
#define SSP_FAKE_BYTES(s)                      \
	{                                      \
		(const u8 *)(s), sizeof(s) - 1 \
	}

/**
 * struct ssp_fake_leg - one step of a mechanism
 * @st: what it answers
 * @in: the token it must be given
 * @out: the token it gives
 * @alert: that token tells the peer of a failure
 */
struct ssp_fake_leg {
	ssp_status st;
	struct ssp_span in;
	struct ssp_span out;
	bool alert;
};

/**
 * struct ssp_fake_mech - a mechanism's script, and what happened
 * @open_st: what cred_open answers
 * @query_st: what cred_query answers
 * @new_st: what ctx_new answers
 * @legs: its hand-shake, as an initiator
 * @accepts: the same as an acceptor
 * @granted: ISC_RET_* bits that describe tells
 * @wants_mic: it says so
 * @found: SEC_CHANNEL_BINDINGS_RESULT_* bits that describe tells, after a step
 * @expiry: that describe tells, as the names
 * @client: ...
 * @server: ...
 * @asked_for: the target of an acceptor's client
 * @creds: credentials open now
 * @ctxs: contexts alive now
 * @news: contexts ever asked for
 * @steps: steps ever taken
 * @wrong: steps with another token than the script's, or none in it
 * @calls: per-message calls ever made
 * @mic_dones: how often it heard that the MICs were exchanged
 * @accepting: the last context is an acceptor's
 * @flags: of the last context
 * @policy: of the last context
 * @target: of the last context
 * @use: of the last credential
 * @bindings: of the last step; NULL when it had none
 * @wreck: memory that a step overwrites before it looks at its token, or NULL
 * @nwreck: its size
 * @undelivered: how often it heard that a reply will reach nobody
 */
struct ssp_fake_mech {
	ssp_status open_st;
	ssp_status query_st;
	ssp_status new_st;
	struct ssp_fake_leg legs[5];
	struct ssp_fake_leg accepts[5];
	u32 granted;
	bool wants_mic;
	u32 found;
	u64 expiry;
	const struct ssp_utf16 *client;
	const struct ssp_utf16 *server;
	const struct ssp_utf16 *asked_for;
	u32 creds;
	u32 ctxs;
	u32 news;
	u32 steps;
	u32 wrong;
	u32 calls;
	u32 mic_dones;
	bool accepting;
	u32 flags;
	u32 policy;
	const struct ssp_utf16 *target;
	u32 use;
	const u8 *bindings;
	u8 *wreck;
	size_t nwreck;
	u32 undelivered;
};

/* Scripts, and rows: the suites change oids and noids as they like. */
extern struct ssp_fake_mech ssp_fake_mechs[SSP_FAKE_MECHS];
extern struct ssp_mech ssp_fake_rows[SSP_FAKE_MECHS];

/*
 * ssp_fake_mechs_reset() - all as it was: named "Fake0" to "Fake2", 0 with the
 * Kerberos OIDs (Microsoft's first), 1 with NTLM's, 2 with one of its own; all
 * grant integrity and open; no legs.  A first token that needs no negotiation
 * begins with 'R' and the number of its mechanism.
 */
void ssp_fake_mechs_reset(void);

/** ssp_fake_mech_at() - the table, as ssp_mech_at() */
const struct ssp_mech *ssp_fake_mech_at(size_t i);

#define SSP_FAKE_MIC_SIZE 8

/**
 * ssp_fake_mic() - the MIC of a fake mechanism
 * @mech: index
 * @from: 'i'nitiator or 'a'cceptor
 * @seq: how many messages that side has signed before
 * @list: the message
 * @mic: receives SSP_FAKE_MIC_SIZE bytes
 */
void ssp_fake_mic(size_t mech, char from, u8 seq, struct ssp_span list,
		  u8 *mic);

#endif /* SSP_TESTS_FAKE_MECHS_H */
