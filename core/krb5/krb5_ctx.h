/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A Kerberos context, and what both sides of its hand-shake share.
 */
#ifndef SSP_CORE_KRB5_CTX_H
#define SSP_CORE_KRB5_CTX_H

#include "core/krb5/krb5_cfx.h"
#include "core/krb5/krb5_replay.h"
#include "core/krb5/krb5_ticket.h"

enum ssp_krb5_state {
	SSP_KRB5_START, /* nothing sent */
	SSP_KRB5_SENT, /* AP-REQ sent, AP-REP expected */
	SSP_KRB5_DONE, /* established */
	SSP_KRB5_FAILED,
};

/**
 * struct ssp_krb5_ctx - a context of either side
 * @cred: credential; outlives the context
 * @target: an initiator's name for the service; outlives the context
 * @accept: an acceptor's
 * @flags: ISC_REQ_* bits
 * @policy: an acceptor's SSP_ACCEPT_* bits
 * @granted: ISC_RET_* bits, true from the moment they are set
 * @bindings: an acceptor's: SEC_CHANNEL_BINDINGS_RESULT_*
 * @state: where the hand-shake is
 * @ticket: reference, from the first leg on
 * @named: an acceptor's: the service as the client named it, or absent
 * @seen: an acceptor's: what the replay cache knows the AP-REQ by
 * @have_seen: it does
 * @key: the initiator's subkey, then the key that messages use
 * @ctime: an initiator's: time in the Authenticator, to the second
 * @cusec: its microseconds
 * @seq: our first sequence number
 * @cfx: keys and counters once established
 */
struct ssp_krb5_ctx {
	struct ssp_krb5_cred *cred;
	const struct ssp_utf16 *target;
	bool accept;
	u32 flags;
	u32 policy;
	u32 granted;
	u32 bindings;
	enum ssp_krb5_state state;
	struct ssp_krb5_ticket *ticket;
	struct ssp_utf16 named;
	u8 seen[SSP_KRB5_REPLAY_NAME];
	bool have_seen;
	struct ssp_krb5_keyblock key;
	u64 ctime;
	u32 cusec;
	u32 seq;
	struct ssp_krb5_cfx cfx;
};

/**
 * ssp_krb5_ctx_nonces() - a fresh subkey, and where to begin to count
 * @ctx: receives both in @key and @seq
 * @et: type of the key
 *
 * Return: SEC_E_OK or what random said.
 */
ssp_status ssp_krb5_ctx_nonces(struct ssp_krb5_ctx *ctx,
			       const struct ssp_krb5_etype *et);

/**
 * ssp_krb5_ctx_establish() - all keys of the established context
 * @ctx: with @key and @seq; its @state and @granted are set last
 * @acceptor_subkey: @key is the acceptor's
 * @granted: ISC_RET_* bits
 * @recv_seq: the peer's first sequence number
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_krb5_ctx_establish(struct ssp_krb5_ctx *ctx,
				  bool acceptor_subkey, u32 granted,
				  u32 recv_seq);

/**
 * ssp_krb5_token_open() - take the frame off a token (RFC 4121 4.1)
 * @token: as it came
 * @id: receives its SSP_KRB5_TOK_*
 * @body: receives what follows that
 *
 * Return: SEC_E_OK, or SEC_E_INVALID_TOKEN for one that is not Kerberos'.
 */
ssp_status ssp_krb5_token_open(struct ssp_span token, u16 *id,
			       struct ssp_span *body);

#endif /* SSP_CORE_KRB5_CTX_H */
