// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What Linux adds to the interface (secur32.h).
 */
#include <secur32.h>

#include "core/cred.h"
#include "core/ctx.h"
#include "core/status.h"
#include "platform/memory.h"
#include "platform/user/accounts.h"

SECURITY_STATUS SEC_ENTRY Secur32SetAllocator(const struct ssp_memory_ops *ops)
{
	/* Empty tables keep slots; they need not stand in the way. */
	ssp_handle_trim(&ssp_ctxs);
	ssp_handle_trim(&ssp_creds);
	return ssp_memory_set(ops);
}

SECURITY_STATUS SEC_ENTRY Secur32SetAccounts(const struct ssp_account_ops *ops)
{
	return ssp_accounts_set(ops);
}

const char *SEC_ENTRY Secur32StatusName(SECURITY_STATUS Status)
{
	return ssp_status_name(Status);
}
