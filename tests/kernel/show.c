// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * One conversation told leg by leg, for people: "make demo" ends with it.
 */
#include "tests/kernel/consumer.h"

#include <linux/slab.h>

/* The tags that SPNEGO's tokens begin with (RFC 4178 4.2, RFC 2743 3.1). */
static const char *kind(const u8 *p, size_t n)
{
	if (n && p[0] == 0x60)
		return "NegTokenInit";
	if (n && p[0] == 0xa1)
		return "NegTokenResp";
	return "a token that was not expected";
}

static void show_leg(int leg, const char *way, const u8 *p, size_t n,
		     SECURITY_STATUS st)
{
	con_say("%-4d %-18s %-45s %5zu  %s", leg, way, kind(p, n), n,
		con_status_name(st));
}

static SECURITY_STATUS shake_hands(struct con_client *c)
{
	SECURITY_STATUS st, last;
	size_t n;
	u8 *p;

	con_say("leg  %-18s %-45s bytes  status", "direction", "token");
	st = con_first(c);
	show_leg(1, "kernel -> acceptor", c->token.p, c->token.n, st);
	if (st != SEC_I_CONTINUE_NEEDED || c->frame.type != LAB_TOKEN)
		return st;
	n = c->frame.n;
	p = kmemdup(c->frame.p, n, GFP_KERNEL);
	if (!p)
		return SEC_E_INSUFFICIENT_MEMORY;
	last = con_go_on(c, st);
	show_leg(2, "acceptor -> kernel", p, n, last);
	kfree(p);
	return last;
}

/* Names of packages are ASCII. */
static void narrow(const SEC_WCHAR *p, char *buf, size_t size)
{
	size_t i;

	for (i = 0; p[i] && i + 1 < size; i++)
		buf[i] = (char)p[i];
	buf[i] = '\0';
}

static void show_names(struct con_client *c)
{
	SecPkgContext_NegotiationInfoW nego;
	SecPkgContext_NativeNamesW names;
	char text[128];

	if (con_query(c, SECPKG_ATTR_NEGOTIATION_INFO, &nego)) {
		narrow(nego.PackageInfo->Name, text, sizeof(text));
		con_say("package     %s, agreed on by Negotiate", text);
		FreeContextBuffer(nego.PackageInfo);
	}
	if (con_query(c, SECPKG_ATTR_NATIVE_NAMES, &names)) {
		con_say("client      %s; to the acceptor: %s",
			con_take_text(names.sClientName, text, sizeof(text)),
			c->peer_name);
		con_say("server      %s",
			con_take_text(names.sServerName, text, sizeof(text)));
	}
}

static void show_key(struct con_client *c)
{
	SecPkgContext_KeyInfoW key;
	char text[64];

	if (!con_query(c, SECPKG_ATTR_KEY_INFO, &key))
		return;
	con_take_text(key.sSignatureAlgorithmName, text, sizeof(text));
	con_say("enctype     %s (%u), %u bits",
		con_take_text(key.sEncryptAlgorithmName, text, sizeof(text)),
		key.EncryptAlgorithm, key.KeySize);
}

void con_show(const struct con_args *args)
{
	struct con_client *c = kzalloc(sizeof(*c), GFP_KERNEL);
	struct con_ask ask = args->ask;

	if (!c)
		return;
	ask.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
		    ISC_REQ_ALLOCATE_MEMORY;
	con_init(c, &ask);
	if (shake_hands(c) == SEC_E_OK && c->peer_done) {
		con_say(" ");
		show_names(c);
		show_key(c);
		con_say("mutual      %s",
			c->attr & ISC_RET_MUTUAL_AUTH ? "yes" : "no");
		con_say("messages    sealed by either side: %s",
			con_exchange(c, 1000) ? "opened by the other" :
						"not as they were sent");
	}
	con_close(c);
	kfree(c);
}
