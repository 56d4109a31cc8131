/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Statuses by name.
 */
#ifndef SSP_CORE_STATUS_H
#define SSP_CORE_STATUS_H

#include "platform/types.h"

/**
 * ssp_status_name() - the name of a status
 * @st: any value
 *
 * Return: "SEC_E_..." or "SEC_I_...", or NULL for a value without a name.
 */
const char *ssp_status_name(ssp_status st);

#endif /* SSP_CORE_STATUS_H */
