/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The initiator's side of the Kerberos hand-shake, RFC 4121 4.1.
 */
#ifndef SSP_CORE_KRB5_INIT_H
#define SSP_CORE_KRB5_INIT_H

#include "core/krb5/krb5_cfx.h"
#include "core/krb5/krb5_ticket.h"

enum ssp_krb5_state {
	SSP_KRB5_START, /* nothing sent */
	SSP_KRB5_SENT, /* AP-REQ sent, AP-REP expected */
	SSP_KRB5_DONE, /* established */
	SSP_KRB5_FAILED,
};

/**
 * struct ssp_krb5_ctx - an initiator's context
 * @cred: credential; outlives the context
 * @target: the caller's name for the service; outlives the context
 * @flags: ISC_REQ_* bits
 * @granted: ISC_RET_* bits, true from the moment they are set
 * @state: where the hand-shake is
 * @ticket: reference, from the first leg on
 * @key: the initiator's subkey, then the key that messages use
 * @ctime: time in the Authenticator, to the second
 * @cusec: its microseconds
 * @seq: our first sequence number
 * @cfx: keys and counters once established
 */
struct ssp_krb5_ctx {
	struct ssp_krb5_cred *cred;
	const struct ssp_utf16 *target;
	u32 flags;
	u32 granted;
	enum ssp_krb5_state state;
	struct ssp_krb5_ticket *ticket;
	struct ssp_krb5_keyblock key;
	u64 ctime;
	u32 cusec;
	u32 seq;
	struct ssp_krb5_cfx cfx;
};

/** ssp_krb5_init_step() - struct ssp_mech.step */
ssp_status ssp_krb5_init_step(void *ctx, struct ssp_step *s);

#endif /* SSP_CORE_KRB5_INIT_H */
