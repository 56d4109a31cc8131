/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Principals: PrincipalName of RFC 4120 5.2.2, and how people write it.
 */
#ifndef SSP_CORE_KRB5_NAME_H
#define SSP_CORE_KRB5_NAME_H

#include "core/rd.h"
#include "core/utf16.h"
#include "core/wr.h"

/**
 * ssp_krb5_name_text() - a principal as people write it, "a/b@REALM"
 * @name: PrincipalName, header and all
 * @realm: text
 * @out: receives it; absent on failure
 *
 * "/", "@" and "\" inside a component are escaped with "\".
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_krb5_name_text(struct ssp_span name, struct ssp_span realm,
			      struct ssp_utf16 *out);

/**
 * ssp_krb5_name_open() - the components
 * @name: PrincipalName, header and all
 * @bad: the decode's verdict
 *
 * Return: a cursor over GeneralStrings.  The name type is a hint (RFC 4120
 * 6.2) and not looked at.
 */
struct ssp_rd ssp_krb5_name_open(struct ssp_span name, bool *bad);

/** ssp_krb5_name_same() - same components?  Octet by octet, whatever the type */
bool ssp_krb5_name_same(struct ssp_span a, struct ssp_span b);

/** ssp_krb5_name_put() - append one component's text, escaped */
void ssp_krb5_name_put(struct ssp_wr *w, struct ssp_span part);

/**
 * ssp_krb5_name_finish() - the realm behind components, and all of it as text
 * @w: components; freed
 * @realm: text
 * @out: receives it; absent on failure
 *
 * Return: as ssp_krb5_name_text().
 */
ssp_status ssp_krb5_name_finish(struct ssp_wr *w, struct ssp_span realm,
				struct ssp_utf16 *out);

#endif /* SSP_CORE_KRB5_NAME_H */
