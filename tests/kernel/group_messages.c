// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Messages both ways, sealed and signed, of many sizes and in each kind of
 * memory, for every package and enctype.
 */
#include "tests/kernel/consumer.h"

#include <linux/sched.h>

/* Around the cipher's block, a page, what 16 bits count, and a big one. */
static const size_t sizes[] = {
	0,  1,	 2,    15,   16,   17,	 31,	32,    33,    47,    48,
	49, 255, 1024, 4095, 4096, 4097, 32768, 65535, 65536, 65537, 1048576,
};

static bool sealed_to_peer(struct con_client *c, struct con_bytes msg,
			   ULONG qop, size_t pieces)
{
	const u8 conf = qop ? 0 : LAB_CONF;
	struct con_bytes sealed;
	bool ok;

	ok = con_want_status("EncryptMessage", SEC_E_OK,
			     con_seal(c, qop, pieces, msg, &sealed)) &&
	     con_call(c, LAB_UNWRAP, NULL, 0, sealed.p, sealed.n,
		      LAB_UNWRAPPED) &&
	     con_want(c->frame.n >= 5, "LAB_UNWRAPPED is short") &&
	     con_want_hex("conf_state", conf, c->frame.p[0]) &&
	     con_want_hex("the peer's QOP", 0, con_get_be32(c->frame.p + 1)) &&
	     con_want_bytes("what the peer unwrapped", msg.p, msg.n,
			    c->frame.p + 5, c->frame.n - 5);
	con_give(&sealed);
	return ok;
}

static bool seal(struct con_client *c, struct con_bytes msg)
{
	return sealed_to_peer(c, msg, 0, 1);
}

static bool seal_pieces(struct con_client *c, struct con_bytes msg)
{
	return sealed_to_peer(c, msg, 0, 3);
}

static bool wrap(struct con_client *c, struct con_bytes msg)
{
	return sealed_to_peer(c, msg, SECQOP_WRAP_NO_ENCRYPT, 1);
}

/* The answer to LAB_WRAP or LAB_WRAP_IOV, without its first @skip octets. */
static bool unsealed(struct con_client *c, struct con_bytes msg, size_t skip,
		     size_t token_n, u8 how)
{
	const ULONG want = how & LAB_CONF ? 0 : SECQOP_WRAP_NO_ENCRYPT;
	struct con_bytes sealed;
	size_t plain_n;
	ULONG qop = 99;
	u8 *plain;
	bool ok;

	sealed = con_copy(msg.place, c->frame.p + skip, c->frame.n - skip);
	ok = sealed.p &&
	     con_want_status("DecryptMessage", SEC_E_OK,
			     con_unseal(c, sealed, token_n, &plain, &plain_n,
					&qop)) &&
	     con_want_hex("pfQOP", want, qop) &&
	     con_want_bytes("what was unsealed", msg.p, msg.n, plain, plain_n);
	con_give(&sealed);
	return ok;
}

static bool stream(struct con_client *c, struct con_bytes msg, u8 how)
{
	return con_call(c, LAB_WRAP, &how, 1, msg.p, msg.n, LAB_WRAPPED) &&
	       unsealed(c, msg, 0, 0, how);
}

static bool unseal_stream(struct con_client *c, struct con_bytes msg)
{
	return stream(c, msg, LAB_CONF);
}

static bool unwrap_stream(struct con_client *c, struct con_bytes msg)
{
	return stream(c, msg, 0);
}

/* gss_wrap_iov(): HEADER is our TOKEN when there is no TRAILER. */
static bool split(struct con_client *c, struct con_bytes msg, u8 how)
{
	size_t token_n;

	if (!con_call(c, LAB_WRAP_IOV, &how, 1, msg.p, msg.n, LAB_WRAPPED) ||
	    !con_want(c->frame.n >= 4, "LAB_WRAPPED is short"))
		return false;
	token_n = how & LAB_NO_TRAILER ? con_get_be32(c->frame.p) : 0;
	return con_want(token_n <= c->frame.n - 4, "HEADER has %zu bytes",
			token_n) &&
	       unsealed(c, msg, 4, token_n, how);
}

static bool unseal_split(struct con_client *c, struct con_bytes msg)
{
	return split(c, msg, LAB_CONF | LAB_NO_TRAILER);
}

static bool unwrap_split(struct con_client *c, struct con_bytes msg)
{
	return split(c, msg, LAB_NO_TRAILER);
}

static bool unseal_trailer(struct con_client *c, struct con_bytes msg)
{
	return split(c, msg, LAB_CONF);
}

static bool sign(struct con_client *c, struct con_bytes msg)
{
	struct con_bytes mic;
	u8 head[4 + 64];
	bool ok;

	ok = con_want_status("MakeSignature", SEC_E_OK,
			     con_sign(c, msg, &mic)) &&
	     con_want(mic.n <= 64, "a signature of %zu bytes", mic.n);
	if (ok) {
		con_put_be32(head, (u32)mic.n);
		memcpy(head + 4, mic.p, mic.n);
		ok = con_call(c, LAB_MIC, head, 4 + mic.n, msg.p, msg.n,
			      LAB_VERIFIED) &&
		     con_want_hex("the peer's gss_verify_mic", 0,
				  con_get_be32(c->frame.p));
	}
	con_give(&mic);
	return ok;
}

static bool verify(struct con_client *c, struct con_bytes msg)
{
	return con_call(c, LAB_SIGN, NULL, 0, msg.p, msg.n, LAB_MIC) &&
	       con_want_status("VerifySignature", SEC_E_OK,
			       con_verify(c, msg, c->frame.p, c->frame.n));
}

static const struct {
	const char *name;
	bool (*run)(struct con_client *c, struct con_bytes msg);
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

static bool one(struct con_client *c, size_t which, enum con_place place,
		size_t n)
{
	struct con_bytes msg = con_pattern(place, n);
	bool ok = msg.p && exchanges[which].run(c, msg);

	if (!ok)
		con_want(false, "that was with %zu bytes, %s memory", n,
			 con_place_name(place));
	con_give(&msg);
	cond_resched();
	return ok;
}

/* The kinds of memory take turns; all meet in the scenes together. */
static void all_sizes(struct con_client *c, size_t which, size_t turn)
{
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < ARRAY_SIZE(sizes); i++)
		ok = one(c, which, (i + which + turn) % CON_PLACES, sizes[i]);
	con_checked("0 bytes to 1 MiB %s", exchanges[which].name);
}

static void scene(const char *package, size_t e, ULONG flags, int port)
{
	struct con_ask ask = {
		.package = package,
		.target = con_enctypes[e].spn,
		.flags = flags,
		.port = port,
	};
	struct con_client c;
	size_t i;

	con_scene("%s, enctype %u, %s", package, con_enctypes[e].id,
		  flags & ISC_REQ_MUTUAL_AUTH ? "mutual" : "not mutual");
	if (!con_open(&c, &ask))
		con_checked("both sides are established");
	for (i = 0; c.peer_done && i < ARRAY_SIZE(exchanges); i++)
		all_sizes(&c, i, e);
	con_close(&c);
}

/* Each kind of memory with each exchange, a message of many pages. */
static void places(const char *package, int port)
{
	struct con_ask ask = {
		.package = package,
		.target = con_enctypes[3].spn,
		.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY,
		.port = port,
	};
	struct con_client c;
	size_t i, place;
	bool ok;

	con_scene("%s", package);
	ok = con_open(&c, &ask);
	for (place = 0; place < CON_PLACES; place++) {
		for (i = 0; ok && i < ARRAY_SIZE(exchanges); i++)
			ok = one(&c, i, place, 100001);
		con_checked("all exchanges in %s memory",
			    con_place_name(place));
	}
	con_close(&c);
}

/* Altered on the way, repeated, and one left out. */
static void bad_messages(const char *package, int port)
{
	struct con_ask ask = {
		.package = package,
		.target = con_enctypes[3].spn,
		.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
			 ISC_REQ_REPLAY_DETECT,
		.port = port,
	};
	struct con_bytes msg = con_pattern(CON_SLAB, 5000);
	struct con_bytes first = { NULL }, again = { NULL };
	const u8 how = LAB_CONF;
	struct con_client c;
	size_t plain_n;
	ULONG qop;
	u8 *plain;

	con_scene("%s", package);
	if (con_open(&c, &ask) &&
	    con_call(&c, LAB_WRAP, &how, 1, msg.p, msg.n, LAB_WRAPPED)) {
		first = con_copy(CON_SLAB, c.frame.p, c.frame.n);
		again = con_copy(CON_VMALLOC, c.frame.p, c.frame.n);
		c.frame.p[c.frame.n / 2] ^= 1;
		con_want_status(
			"altered", SEC_E_MESSAGE_ALTERED,
			con_unseal(&c,
				   (struct con_bytes){ c.frame.p, c.frame.n },
				   0, &plain, &plain_n, &qop));
		con_want_status("as it was", SEC_E_OK,
				con_unseal(&c, first, 0, &plain, &plain_n,
					   &qop));
		con_want_status("repeated", SEC_E_OUT_OF_SEQUENCE,
				con_unseal(&c, again, 0, &plain, &plain_n,
					   &qop));
	}
	con_close(&c);
	con_give(&first);
	con_give(&again);
	con_give(&msg);
	con_checked("altered and repeated messages are found");
}

void con_group_messages(const struct con_args *args)
{
	const ULONG flags = ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT |
			    ISC_REQ_CONFIDENTIALITY | ISC_REQ_INTEGRITY;
	size_t p, e;

	for (p = 0; p < CON_PACKAGES; p++) {
		for (e = 0; e < CON_ENCTYPES; e++)
			scene(con_packages[p], e, flags | ISC_REQ_MUTUAL_AUTH,
			      args->any);
		scene(con_packages[p], 1, flags, args->any);
		places(con_packages[p], args->any);
		bad_messages(con_packages[p], args->any);
	}
}
