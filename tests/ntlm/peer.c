// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Our initiator, through the public API, to MIT's gss_accept_sec_context() with
 * gss-ntlmssp below it: tests/lab/gss_acceptor.c, with NTLM and SPNEGO over it.
 *
 * usage: peer PORT   of the acceptor
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <stdlib.h>
#include <string.h>

/**
 * struct row - one hand-shake
 * @name: for people
 * @package: which is asked for
 * @list: PackageList
 * @user: account of the domain LAB
 * @password: of it, right or wrong
 * @flags: ISC_REQ_*
 * @right: it must succeed
 */
struct row {
	const char *name;
	const char *package;
	const char *list;
	const char *user;
	const char *password;
	ULONG flags;
	bool right;
};

#define SIGN (ISC_REQ_INTEGRITY | ISC_REQ_SEQUENCE_DETECT)
#define SEAL (SIGN | ISC_REQ_CONFIDENTIALITY)

static const struct row rows[] = {
	{ "NTLM, sealed", "NTLM", NULL, "alice", "secret", SEAL, true },
	{ "NTLM, signed", "NTLM", NULL, "alice", "secret", SIGN, true },
	{ "NTLM, from Negotiate", "Negotiate", "NTLM", "alice", "secret", SEAL,
	  true },
	{ "SPNEGO over NTLM, sealed", "Negotiate", "!kerberos", "alice",
	  "secret", SEAL, true },
	{ "SPNEGO over NTLM, signed", "Negotiate", "!kerberos", "alice",
	  "secret", SIGN, true },
	{ "SPNEGO over NTLM, where Kerberos cannot be", "Negotiate", NULL,
	  "alice", "secret", SEAL, true },
	{ "SPNEGO over NTLM, wrong password", "Negotiate", "!kerberos", "alice",
	  "Secret", SEAL, false },
	{ "SPNEGO over NTLM, unknown account", "Negotiate", "!kerberos",
	  "mallory", "secret", SEAL, false },
};

/* gss-ntlmssp takes no empty message. */
static const size_t sizes[] = { 1, 16, 1024, 65536, 1048576 };

static unsigned char *text(const char *s, ULONG *n)
{
	*n = s ? (ULONG)strlen(s) : 0;
	return (unsigned char *)(size_t)s;
}

static void identify(const struct row *row, SEC_WINNT_AUTH_IDENTITY_EXA *id)
{
	*id = (SEC_WINNT_AUTH_IDENTITY_EXA){
		.Version = SEC_WINNT_AUTH_IDENTITY_VERSION,
		.Length = sizeof(*id),
		.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI,
	};
	id->User = text(row->user, &id->UserLength);
	id->Domain = text("LAB", &id->DomainLength);
	id->Password = text(row->password, &id->PasswordLength);
	id->PackageList = text(row->list, &id->PackageListLength);
}

static bool we_seal(struct live_client *c, struct live_bytes msg)
{
	struct live_bytes sealed;
	bool ok;

	ok = live_want_status("EncryptMessage", SEC_E_OK,
			      live_seal(c, 0, 1, msg, &sealed)) &&
	     live_call(c, LAB_UNWRAP, NULL, 0, sealed.p, sealed.n,
		       LAB_UNWRAPPED) &&
	     live_want(c->frame.n >= 5, "LAB_UNWRAPPED is short") &&
	     live_want_bytes("what the peer unwrapped", msg.p, msg.n,
			     c->frame.p + 5, c->frame.n - 5);
	free(sealed.p);
	return ok;
}

static bool they_seal(struct live_client *c, struct live_bytes msg)
{
	struct live_bytes sealed, plain;
	ULONG qop;
	bool ok;

	ok = live_peer_seals(c, LAB_CONF, msg, &sealed) &&
	     live_want_status("DecryptMessage", SEC_E_OK,
			      live_unseal(c, sealed, 0, &plain, &qop)) &&
	     live_want_bytes("what was unsealed", msg.p, msg.n, plain.p,
			     plain.n);
	free(sealed.p);
	return ok;
}

static bool we_sign(struct live_client *c, struct live_bytes msg)
{
	unsigned char head[4 + 16];
	struct live_bytes mic;
	bool ok;

	ok = live_want_status("MakeSignature", SEC_E_OK,
			      live_sign(c, msg, &mic)) &&
	     live_want(mic.n == 16, "a signature of %zu bytes", mic.n);
	if (ok) {
		lab_put_be32(head, (uint32_t)mic.n);
		memcpy(head + 4, mic.p, mic.n);
		ok = live_call(c, LAB_MIC, head, sizeof(head), msg.p, msg.n,
			       LAB_VERIFIED) &&
		     live_want_hex("the peer's gss_verify_mic", 0,
				   lab_get_be32(c->frame.p));
	}
	free(mic.p);
	return ok;
}

static bool they_sign(struct live_client *c, struct live_bytes msg)
{
	struct live_bytes mic;

	if (!live_call(c, LAB_SIGN, NULL, 0, msg.p, msg.n, LAB_MIC))
		return false;
	mic = (struct live_bytes){ c->frame.p, c->frame.n };
	return live_want_status("VerifySignature", SEC_E_OK,
				live_verify(c, msg, mic));
}

/* It seals what it wraps, also where that was not agreed on: not then. */
static void messages(struct live_client *c, bool sealed)
{
	struct live_bytes msg;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		msg = live_pattern(sizes[i]);
		ok = we_sign(c, msg) && they_sign(c, msg) &&
		     (!sealed || (we_seal(c, msg) && they_seal(c, msg)));
		if (!ok)
			live_want(false, "that was with %zu bytes", msg.n);
		free(msg.p);
	}
}

static void converse(const struct row *row, int port)
{
	SEC_WINNT_AUTH_IDENTITY_EXA id;
	struct live_ask ask = {
		.package = row->package,
		.auth = &id,
		.target = "HTTP/localhost",
		.flags = row->flags | ISC_REQ_ALLOCATE_MEMORY,
		.port = port,
	};
	const bool sealed = row->flags & ISC_REQ_CONFIDENTIALITY;
	struct live_client c;
	SECURITY_STATUS st;

	identify(row, &id);
	live_init(&c, &ask);
	st = live_handshake(&c);
	if (!row->right) {
		live_want_status("hand-shake", SEC_E_LOGON_DENIED, st);
	} else if (live_want_status("hand-shake", SEC_E_OK, st) &&
		   live_want(c.peer_done, "the peer has no context")) {
		live_want_text("whom the peer sees", "LAB\\alice", c.peer_name);
		live_want_hex("ISC_RET_CONFIDENTIALITY", sealed,
			      !!(c.attr & ISC_RET_CONFIDENTIALITY));
		messages(&c, sealed);
	}
	live_close(&c);
	live_checked("%s", row->name);
}

int main(int argc, char **argv)
{
	size_t i;

	live_scene("MIT GSS-API with gss-ntlmssp");
	for (i = 0; argc == 2 && i < sizeof(rows) / sizeof(rows[0]); i++)
		converse(&rows[i], atoi(argv[1]));
	return live_result();
}
