/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Whether an AP-REQ is to be believed (RFC 4120 3.2.3), and what it says.
 */
#ifndef SSP_CORE_KRB5_VERIFY_H
#define SSP_CORE_KRB5_VERIFY_H

#include "core/krb5/krb5_keys.h"
#include "core/krb5/krb5_replay.h"
#include "core/krb5/krb5_ticket.h"

/**
 * struct ssp_krb5_judge - what an acceptor judges by
 * @keys: its service keys
 * @bindings: SSP_BINDINGS_SIZE bytes of its own, or NULL when it has none
 * @wanted: ISC_REQ_* bits of its caller's
 * @policy: SSP_ACCEPT_*
 * @now: FILETIME
 */
struct ssp_krb5_judge {
	struct ssp_krb5_keys *keys;
	const u8 *bindings;
	u32 wanted;
	u32 policy;
	u64 now;
};

/**
 * struct ssp_krb5_verdict - what came of it
 * @ticket: reference, with the names, times and session key of the ticket
 * @target: the service as the client named it in the Authenticator, or absent
 * @key: the initiator's subkey, or the session key when it sent none
 * @ctime: of the Authenticator, the second
 * @cusec: its microseconds
 * @seq: the initiator's first sequence number
 * @flags: ISC_RET_* bits: what the client asked for, in the Authenticator, is
 *	granted
 * @reply: an AP-REP is due
 * @seen: what the replay cache knows it by
 * @bindings: SEC_CHANNEL_BINDINGS_RESULT_*; of a refused request as well
 * @error: SSP_KRB5_ERR_* that the peer of a refused request may be told, or 0
 */
struct ssp_krb5_verdict {
	struct ssp_krb5_ticket *ticket;
	struct ssp_utf16 target;
	struct ssp_krb5_keyblock key;
	u64 ctime;
	u32 cusec;
	u32 seq;
	u32 flags;
	bool reply;
	u8 seen[SSP_KRB5_REPLAY_NAME];
	u32 bindings;
	s32 error;
};

/**
 * ssp_krb5_verify() - judge
 * @j: judge
 * @req: the AP-REQ
 * @v: zeroed; receives the verdict, for ssp_krb5_verdict_free(), also after a
 *	failure
 *
 * What it accepts it remembers: it will not accept it again, unless that is
 * taken back with ssp_krb5_replay_forget().
 *
 * Context: May sleep.
 * Return: SEC_E_OK; what ssp_krb5_keys_ticket() says; SEC_E_INVALID_TOKEN;
 * SEC_E_KDC_UNKNOWN_ETYPE; SEC_E_MESSAGE_ALTERED, of the Authenticator or the
 * PAC; SEC_E_CONTEXT_EXPIRED; SEC_E_TIME_SKEW; SEC_E_BAD_BINDINGS;
 * SEC_E_UNSUPPORTED_FUNCTION (DCE style, and less protection than is wanted);
 * SEC_E_LOGON_DENIED for all else.
 */
ssp_status ssp_krb5_verify(const struct ssp_krb5_judge *j,
			   const struct ssp_krb5_ap_req *req,
			   struct ssp_krb5_verdict *v);

/** ssp_krb5_verdict_free() - wipe and release; zeroed is fine */
void ssp_krb5_verdict_free(struct ssp_krb5_verdict *v);

#endif /* SSP_CORE_KRB5_VERIFY_H */
