// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * InitSecurityInterface: the function table of kernel code.
 */
#include "platform/interface.h"

static SecurityFunctionTableW table_w = { SSP_INTERFACE_SLOTS(W) };

PSecurityFunctionTableW SEC_ENTRY InitSecurityInterfaceW(void)
{
	return &table_w;
}
