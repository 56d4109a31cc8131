/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The acceptor's side of the Kerberos hand-shake, RFC 4121 4.1.
 */
#ifndef SSP_CORE_KRB5_ACCEPT_H
#define SSP_CORE_KRB5_ACCEPT_H

#include "core/krb5/krb5_ctx.h"

/** ssp_krb5_accept_step() - struct ssp_mech.step */
ssp_status ssp_krb5_accept_step(struct ssp_krb5_ctx *ctx, struct ssp_step *s);

#endif /* SSP_CORE_KRB5_ACCEPT_H */
