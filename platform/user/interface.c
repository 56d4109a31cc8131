// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * InitSecurityInterface: the function tables, A and W.
 */
#include "platform/interface.h"

static SecurityFunctionTableA table_a = {
	SSP_INTERFACE_SLOTS(A),
	.ChangeAccountPasswordA = ChangeAccountPasswordA,
};

static SecurityFunctionTableW table_w = {
	SSP_INTERFACE_SLOTS(W),
	.ChangeAccountPasswordW = ChangeAccountPasswordW,
};

PSecurityFunctionTableA SEC_ENTRY InitSecurityInterfaceA(void)
{
	return &table_a;
}

PSecurityFunctionTableW SEC_ENTRY InitSecurityInterfaceW(void)
{
	return &table_w;
}
