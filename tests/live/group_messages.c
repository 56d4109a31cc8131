// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Messages both ways, sealed and signed, of many sizes, for every package and
 * enctype.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <stdlib.h>
#include <string.h>

/* Around the cipher's block, a page, what 16 bits count, and a big one. */
static const size_t sizes[] = {
	0,  1,	 2,    15,   16,   17,	 31,	32,    33,    47,    48,
	49, 255, 1024, 4095, 4096, 4097, 32768, 65535, 65536, 65537, 1048576,
};

static bool sealed_to_peer(struct live_client *c, struct live_bytes msg,
			   ULONG qop, size_t pieces)
{
	const unsigned char conf = qop ? 0 : LAB_CONF;
	struct live_bytes sealed;
	bool ok;

	ok = live_want_status("EncryptMessage", SEC_E_OK,
			      live_seal(c, qop, pieces, msg, &sealed)) &&
	     live_call(c, LAB_UNWRAP, NULL, 0, sealed.p, sealed.n,
		       LAB_UNWRAPPED) &&
	     live_want(c->frame.n >= 5, "LAB_UNWRAPPED is short") &&
	     live_want_hex("conf_state", conf, c->frame.p[0]) &&
	     live_want_hex("the peer's QOP", 0, lab_get_be32(c->frame.p + 1)) &&
	     live_want_bytes("what the peer unwrapped", msg.p, msg.n,
			     c->frame.p + 5, c->frame.n - 5);
	free(sealed.p);
	return ok;
}

static bool seal(struct live_client *c, struct live_bytes msg)
{
	return sealed_to_peer(c, msg, 0, 1);
}

static bool seal_pieces(struct live_client *c, struct live_bytes msg)
{
	return sealed_to_peer(c, msg, 0, 3);
}

static bool wrap(struct live_client *c, struct live_bytes msg)
{
	return sealed_to_peer(c, msg, SECQOP_WRAP_NO_ENCRYPT, 1);
}

static bool unsealed(struct live_client *c, struct live_bytes msg,
		     struct live_bytes sealed, size_t token_n,
		     unsigned char how)
{
	const ULONG qop = how & LAB_CONF ? 0 : SECQOP_WRAP_NO_ENCRYPT;
	struct live_bytes plain;
	ULONG got = 99;

	return live_want_status("DecryptMessage", SEC_E_OK,
				live_unseal(c, sealed, token_n, &plain,
					    &got)) &&
	       live_want_hex("pfQOP", qop, got) &&
	       live_want_bytes("what was unsealed", msg.p, msg.n, plain.p,
			       plain.n);
}

static bool stream(struct live_client *c, struct live_bytes msg,
		   unsigned char how)
{
	struct live_bytes sealed;
	bool ok;

	ok = live_peer_seals(c, how, msg, &sealed) &&
	     unsealed(c, msg, sealed, 0, how);
	free(sealed.p);
	return ok;
}

static bool unseal_stream(struct live_client *c, struct live_bytes msg)
{
	return stream(c, msg, LAB_CONF);
}

static bool unwrap_stream(struct live_client *c, struct live_bytes msg)
{
	return stream(c, msg, 0);
}

/* gss_wrap_iov(): HEADER is our TOKEN when there is no TRAILER. */
static bool split(struct live_client *c, struct live_bytes msg,
		  unsigned char how)
{
	struct live_bytes sealed = { NULL, 0 };
	size_t token_n = 0;
	bool ok;

	ok = live_call(c, LAB_WRAP_IOV, &how, 1, msg.p, msg.n, LAB_WRAPPED) &&
	     live_want(c->frame.n >= 4, "LAB_WRAPPED is short");
	if (ok) {
		token_n = how & LAB_NO_TRAILER ? lab_get_be32(c->frame.p) : 0;
		sealed = live_pattern(c->frame.n - 4);
		memcpy(sealed.p, c->frame.p + 4, sealed.n);
		ok = live_want(token_n <= sealed.n, "HEADER has %zu bytes",
			       token_n) &&
		     unsealed(c, msg, sealed, token_n, how);
	}
	free(sealed.p);
	return ok;
}

static bool unseal_split(struct live_client *c, struct live_bytes msg)
{
	return split(c, msg, LAB_CONF | LAB_NO_TRAILER);
}

static bool unwrap_split(struct live_client *c, struct live_bytes msg)
{
	return split(c, msg, LAB_NO_TRAILER);
}

static bool unseal_trailer(struct live_client *c, struct live_bytes msg)
{
	return split(c, msg, LAB_CONF);
}

static bool sign(struct live_client *c, struct live_bytes msg)
{
	struct live_bytes mic;
	unsigned char head[4 + 64];
	bool ok;

	ok = live_want_status("MakeSignature", SEC_E_OK,
			      live_sign(c, msg, &mic)) &&
	     live_want(mic.n <= 64, "a signature of %zu bytes", mic.n);
	if (ok) {
		lab_put_be32(head, (uint32_t)mic.n);
		memcpy(head + 4, mic.p, mic.n);
		ok = live_call(c, LAB_MIC, head, 4 + mic.n, msg.p, msg.n,
			       LAB_VERIFIED) &&
		     live_want_hex("the peer's gss_verify_mic", 0,
				   lab_get_be32(c->frame.p));
	}
	free(mic.p);
	return ok;
}

static bool verify(struct live_client *c, struct live_bytes msg)
{
	struct live_bytes mic;

	if (!live_call(c, LAB_SIGN, NULL, 0, msg.p, msg.n, LAB_MIC))
		return false;
	mic = (struct live_bytes){ c->frame.p, c->frame.n };
	return live_want_status("VerifySignature", SEC_E_OK,
				live_verify(c, msg, mic));
}

static const struct {
	const char *name;
	bool (*run)(struct live_client *c, struct live_bytes msg);
} exchanges[] = {
	{ "sealed, to the peer", seal },
	{ "sealed in three pieces, to the peer", seal_pieces },
	{ "wrapped in the clear, to the peer", wrap },
	{ "signed, to the peer", sign },
	{ "sealed, from the peer, as STREAM", unseal_stream },
	{ "wrapped in the clear, from the peer, as STREAM", unwrap_stream },
	{ "sealed, from the peer, as TOKEN and DATA", unseal_split },
	{ "wrapped in the clear, from the peer, as TOKEN and DATA",
	  unwrap_split },
	{ "sealed with a trailer, from the peer, as STREAM", unseal_trailer },
	{ "signed, from the peer", verify },
};

static void all_sizes(struct live_client *c, size_t which)
{
	struct live_bytes msg;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		msg = live_pattern(sizes[i]);
		ok = exchanges[which].run(c, msg);
		if (!ok)
			live_want(false, "that was with %zu bytes", msg.n);
		free(msg.p);
	}
	live_checked("0 bytes to 1 MiB %s", exchanges[which].name);
}

static void scene(const char *package, const struct live_enctype *et,
		  ULONG flags)
{
	struct live_ask ask = {
		.package = package,
		.target = et->spn,
		.flags = flags,
		.port = live_port("LAB_PORT_ANY"),
	};
	struct live_client c;
	size_t i;

	live_scene("%s, enctype %u, %s", package, et->id,
		   flags & ISC_REQ_MUTUAL_AUTH ? "mutual" : "not mutual");
	if (!live_open(&c, &ask))
		live_checked("both sides are established");
	for (i = 0; c.peer_done && i < sizeof(exchanges) / sizeof(exchanges[0]);
	     i++)
		all_sizes(&c, i);
	live_close(&c);
}

/* P40: the messages after it are those of the new context. */
static void again(const char *package)
{
	struct live_ask ask = {
		.package = package,
		.target = live_enctypes[3].spn,
		.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
			 ISC_REQ_SEQUENCE_DETECT | ISC_REQ_ALLOCATE_MEMORY,
		.port = live_port("LAB_PORT_ANY"),
	};
	struct live_bytes msg = live_pattern(100);
	struct live_client c;
	CtxtHandle old;

	live_scene("%s, authenticated anew", package);
	if (live_open(&c, &ask) && seal(&c, msg)) {
		old = c.ctx;
		live_want_status("hand-shake", SEC_E_OK, live_again(&c));
		live_want(memcmp(&old, &c.ctx, sizeof(old)) == 0,
			  "the handle has changed");
		if (live_want(c.peer_done, "the peer has no context")) {
			seal(&c, msg);
			unseal_stream(&c, msg);
		}
	}
	live_checked("messages of the new context");
	live_close(&c);
	free(msg.p);
}

void live_group_messages(void)
{
	const ULONG flags = ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT |
			    ISC_REQ_CONFIDENTIALITY | ISC_REQ_INTEGRITY |
			    ISC_REQ_ALLOCATE_MEMORY;
	size_t p, e;

	for (p = 0; p < LIVE_PACKAGES; p++) {
		for (e = 0; e < LIVE_ENCTYPES; e++)
			scene(live_packages[p], &live_enctypes[e],
			      flags | ISC_REQ_MUTUAL_AUTH);
		scene(live_packages[p], &live_enctypes[1], flags);
		again(live_packages[p]);
	}
	live_scene("all messages");
	live_check_allocations();
}
