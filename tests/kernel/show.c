// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * One conversation told leg by leg, for people: "make demo" ends with it.
 */
#include "tests/kernel/consumer.h"

#include <linux/slab.h>
#include <linux/string.h>

static bool holds(const u8 *p, size_t n, const char *text)
{
	size_t length = strlen(text), i;

	for (i = 0; i + length <= n; i++) {
		if (memcmp(p + i, text, length) == 0)
			return true;
	}
	return false;
}

/*
 * The tags that SPNEGO's tokens begin with (RFC 4178 4.2, RFC 2743 3.1), and
 * what NTLM's messages do (MS-NLMP 2.2.1).
 */
static const char *kind(const u8 *p, size_t n)
{
	bool ntlm = holds(p, n, "NTLMSSP");

	if (n && p[0] == 0x60)
		return ntlm ? "NegTokenInit with NTLM" : "NegTokenInit";
	if (n && p[0] == 0xa1)
		return ntlm ? "NegTokenResp with NTLM" : "NegTokenResp";
	return "a token that was not expected";
}

static void show_leg(int leg, const char *way, const struct con_bytes *token,
		     SECURITY_STATUS st)
{
	con_say("%-4d %-18s %-45s %5zu  %s", leg, way, kind(token->p, token->n),
		token->n, con_status_name(st));
}

static SECURITY_STATUS shake_hands(struct con_client *c)
{
	SECURITY_STATUS st;
	struct con_bytes in;
	int leg = 1;

	con_say("leg  %-18s %-45s bytes  status", "direction", "token");
	st = con_first(c);
	show_leg(leg, "kernel -> acceptor", &c->token, st);
	while (st == SEC_I_CONTINUE_NEEDED && c->frame.type == LAB_TOKEN) {
		in = con_copy(CON_VMALLOC, c->frame.p, c->frame.n);
		st = con_turn(c);
		show_leg(++leg, "acceptor -> kernel", &in, st);
		con_give(&in);
		if (c->token.n > 0)
			show_leg(++leg, "kernel -> acceptor", &c->token, st);
	}
	return con_go_on(c, st);
}

static void show_names(struct con_client *c)
{
	SecPkgContext_NegotiationInfoW nego;
	SecPkgContext_NamesW names;
	char text[128];

	if (con_query(c, SECPKG_ATTR_NEGOTIATION_INFO, &nego)) {
		con_say("package     %s, agreed on by Negotiate",
			con_narrow(nego.PackageInfo->Name, text, sizeof(text)));
		FreeContextBuffer(nego.PackageInfo);
	}
	if (con_query(c, SECPKG_ATTR_NAMES, &names))
		con_say("client      %s; to the acceptor: %s",
			con_take_text(names.sUserName, text, sizeof(text)),
			c->peer_name);
}

static void show_key(struct con_client *c)
{
	SecPkgContext_KeyInfoW key;
	char text[64];

	if (!con_query(c, SECPKG_ATTR_KEY_INFO, &key))
		return;
	con_take_text(key.sSignatureAlgorithmName, text, sizeof(text));
	con_say("cipher      %s, %u bits",
		con_take_text(key.sEncryptAlgorithmName, text, sizeof(text)),
		key.KeySize);
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
