// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The life of the module.
 *
 * Whoever calls us has our symbols, which holds the module; what such a caller
 * forgot to give back ends with it.
 */
#include <linux/module.h>

#include "core/cred.h"
#include "core/ctx.h"
#include "core/krb5/krb5_replay.h"
#include "platform/kernel/keys.h"
#include "platform/kernel/tickets.h"

static int __init ksecdd_init(void)
{
	int err;

	err = ssp_keys_init();
	if (err)
		return err;
	err = ssp_tickets_upcall_init();
	if (err)
		ssp_keys_exit();
	return err;
}

static void __exit ksecdd_exit(void)
{
	size_t contexts = ssp_handle_clear(&ssp_ctxs);
	size_t creds = ssp_handle_clear(&ssp_creds);

	if (contexts || creds)
		pr_warn("ksecdd: %zu contexts and %zu credentials were never given back\n",
			contexts, creds);
	ssp_krb5_replay_clear(&ssp_krb5_replays);
	ssp_tickets_upcall_exit();
	ssp_keys_exit();
}

module_init(ksecdd_init);
module_exit(ksecdd_exit);

MODULE_DESCRIPTION("SSPI Negotiate: SPNEGO, Kerberos, NTLM, message protection");
MODULE_LICENSE("Dual BSD/GPL");
MODULE_ALIAS("secur32");
/* So that an initramfs that takes this module takes these along. */
MODULE_SOFTDEP("pre: aes cbc hmac md5 sha1 sha256 sha512");
