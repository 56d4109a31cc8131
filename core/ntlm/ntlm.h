/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * NTLM (MS-NLMP) as a row of the table.
 */
#ifndef SSP_CORE_NTLM_H
#define SSP_CORE_NTLM_H

#include "core/mech.h"

extern const struct ssp_mech ssp_ntlm_mech;

/* Windows' number, and a bound on every token that is written here. */
#define SSP_NTLM_TOKEN_MAX 2888

#endif /* SSP_CORE_NTLM_H */
