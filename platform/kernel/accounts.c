// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM accounts of the kernel: those that root gave us keys of, for acceptors;
 * an initiator has what its caller brings with the credential.  And the
 * machine's names, those of the initial namespace.
 */
#include "platform/env.h"

#include <linux/ctype.h>
#include <linux/string.h>
#include <linux/utsname.h>

#include "platform/kernel/accounts.h"
#include "platform/kernel/keys.h"

static ssp_status lookup(void *arg, struct ssp_span user,
			 struct ssp_span domain, struct ssp_account *account)
{
	return ssp_keys_account(user, domain, account);
}

static ssp_status self(void *arg, struct ssp_span name,
		       struct ssp_account *account)
{
	return SEC_E_NO_CREDENTIALS;
}

/* NetBIOS names are short, in capitals, and end where the DNS has a dot. */
static void netbios(const char *from, char *to, size_t room)
{
	size_t i;

	for (i = 0; i + 1 < room && from[i] && from[i] != '.'; i++)
		to[i] = isascii(from[i]) ? toupper(from[i]) : '_';
	to[i] = 0;
}

static void host(void *arg, struct ssp_host *host)
{
	/* Unlocked, as modules must; its last octet is always zero. */
	strscpy(host->dns, init_utsname()->nodename,
		sizeof(init_utsname()->nodename));
	netbios(host->dns, host->computer, sizeof(host->computer));
	netbios(host->computer, host->domain, sizeof(host->domain));
	if (!strchr(host->dns, '.'))
		memset(host->dns, 0, sizeof(host->dns));
}

const struct ssp_account_source ssp_accounts_kernel = {
	.lookup = lookup,
	.self = self,
	.host = host,
};
