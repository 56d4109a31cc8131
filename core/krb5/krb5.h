/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The Kerberos V5 mechanism (RFC 4121, MS-KILE) as a row of the table.
 */
#ifndef SSP_CORE_KRB5_KRB5_H
#define SSP_CORE_KRB5_KRB5_H

#include "core/mech.h"

extern const struct ssp_mech ssp_krb5_mech;

/* Contents octets of 1.2.840.113554.1.2.2, which frames every token ... */
extern const struct ssp_span ssp_krb5_oid;
/* ... and of 1.2.840.48018.1.2.2, which Windows lists first for the same. */
extern const struct ssp_span ssp_krb5_oid_ms;

#endif /* SSP_CORE_KRB5_KRB5_H */
