/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The PAC of a ticket (MS-PAC): its shape and its server signature.  What it
 * says of the client is not looked at.
 */
#ifndef SSP_CORE_KRB5_PAC_H
#define SSP_CORE_KRB5_PAC_H

#include "core/krb5/krb5_etype.h"

/**
 * ssp_krb5_pac_verify() - was it made by somebody who has the service's key?
 * @pac: PACTYPE, MS-PAC 2.3
 * @key: the key that opened the ticket
 *
 * The KDC's own signatures are for the KDC.
 *
 * Return: SEC_E_OK; SEC_E_MESSAGE_ALTERED, also for one that makes no sense or
 * has no signature; SEC_E_INSUFFICIENT_MEMORY; or the crypto failure.
 */
ssp_status ssp_krb5_pac_verify(struct ssp_span pac,
			       const struct ssp_krb5_keyblock *key);

#endif /* SSP_CORE_KRB5_PAC_H */
