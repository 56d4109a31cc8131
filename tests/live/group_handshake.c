// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The hand-shake: packages by enctypes by flags, and whether what we say of
 * the context is what the peer says of it.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <mbedtls/sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SHA256_LEN 32

/* From our clock reading to the peer's: whole seconds, and a slow machine. */
#define SECONDS_APART 10

/* MIT's acceptor lets a context outlive its ticket by the clock skew. */
#define MIT_GRACE 300

/* What GSS-API has on the wire or keeps (RFC 4121 4.1.1.1), and our bit. */
static const struct {
	uint32_t gss;
	ULONG isc;
} flag_pairs[] = {
	{ 0x1, ISC_RET_DELEGATE },	   { 0x2, ISC_RET_MUTUAL_AUTH },
	{ 0x4, ISC_RET_REPLAY_DETECT },	   { 0x8, ISC_RET_SEQUENCE_DETECT },
	{ 0x10, ISC_RET_CONFIDENTIALITY }, { 0x20, ISC_RET_INTEGRITY },
	{ 0x2000, ISC_RET_IDENTIFY },	   { 0x4000, ISC_RET_EXTENDED_ERROR },
};

static void check_flags(struct live_client *c)
{
	uint32_t known = 0, ours = 0;
	SecPkgContext_Flags flags = { 0 };
	size_t i;

	for (i = 0; i < sizeof(flag_pairs) / sizeof(flag_pairs[0]); i++) {
		known |= flag_pairs[i].gss;
		if (c->attr & flag_pairs[i].isc)
			ours |= flag_pairs[i].gss;
	}
	live_want_hex("GSS flags by ISC_RET_*, and the peer's", ours,
		      c->peer_flags & known);
	live_want_hex("ISC_RET_ALLOCATED_MEMORY",
		      c->ask.flags & ISC_REQ_ALLOCATE_MEMORY,
		      c->attr & ISC_RET_ALLOCATED_MEMORY);
	live_query(c, SECPKG_ATTR_FLAGS, &flags);
	live_want_hex("SECPKG_ATTR_FLAGS",
		      c->attr & ~(ULONG)ISC_RET_ALLOCATED_MEMORY, flags.Flags);
	live_checked("ISC_RET_* are the flags that the peer has");
}

/* Asked for and granted, the mutual proof above all. */
static void check_granted(const struct live_client *c, ULONG want)
{
	live_want_hex("what was asked for and not granted", 0, want & ~c->attr);
	live_want_hex("ISC_RET_MUTUAL_AUTH", want & ISC_RET_MUTUAL_AUTH,
		      c->attr & ISC_RET_MUTUAL_AUTH);
	live_checked("what was asked for is granted");
}

static void check_names(struct live_client *c, const char *spn)
{
	const struct live_way *way = c->ask.way;
	SecPkgContext_NativeNamesA native = { NULL, NULL };
	SecPkgContext_NamesA names = { NULL };
	char *client, *server, want[128];

	snprintf(want, sizeof(want), "%s@%s", spn, live_env("LAB_REALM"));
	live_want_text("the peer's name for us", "alice@SECUR32.TEST",
		       c->peer_name);
	if (live_query(c, SECPKG_ATTR_NAMES, &names)) {
		client = live_take_text(way, names.sUserName);
		live_want_text("SECPKG_ATTR_NAMES", c->peer_name, client);
		free(client);
	}
	if (live_query(c, SECPKG_ATTR_NATIVE_NAMES, &native)) {
		client = live_take_text(way, native.sClientName);
		server = live_take_text(way, native.sServerName);
		live_want_text("client", c->peer_name, client);
		live_want_text("server", want, server);
		free(client);
		free(server);
	}
	live_checked("our names are those that the peer sees");
}

/* P15: local time, from a FILETIME; the zone is the environment's. */
static long long seconds_left(TimeStamp t)
{
	time_t local = (time_t)(t.QuadPart / 10000000 - 11644473600);
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	return (long long)local - tm.tm_gmtoff - now;
}

static void check_lifetime(struct live_client *c)
{
	SecPkgContext_Lifespan span = { { .QuadPart = 0 }, { .QuadPart = 0 } };
	long long left = seconds_left(c->expiry);
	long long peer = (long long)c->peer_life - MIT_GRACE;

	live_want(llabs(left - peer) <= SECONDS_APART,
		  "ptsExpiry is %lld s away, the peer says %lld", left, peer);
	live_want(left > 3600 && left <= 86400, "ptsExpiry is %lld s away",
		  left);
	live_query(c, SECPKG_ATTR_LIFESPAN, &span);
	live_want_hex("tsExpiry", (uint64_t)c->expiry.QuadPart,
		      (uint64_t)span.tsExpiry.QuadPart);
	live_want(seconds_left(span.tsStart) <= 1,
		  "tsStart is %lld s in the future",
		  seconds_left(span.tsStart));
	live_checked("the context ends when the peer says it does");
}

static void check_key(struct live_client *c, const struct live_enctype *et)
{
	const struct live_way *way = c->ask.way;
	SecPkgContext_SessionKey key = { 0, NULL };
	SecPkgContext_KeyInfoA info = { 0 };
	unsigned char hash[SHA256_LEN];
	char *name;

	if (live_query(c, SECPKG_ATTR_KEY_INFO, &info)) {
		name = live_take_text(way, info.sEncryptAlgorithmName);
		live_want_text("sEncryptAlgorithmName", et->name, name);
		free(name);
		name = live_take_text(way, info.sSignatureAlgorithmName);
		live_want(name && *name, "sSignatureAlgorithmName is empty");
		free(name);
		live_want_hex("EncryptAlgorithm", et->id,
			      info.EncryptAlgorithm);
		live_want_hex("KeySize", et->bits, info.KeySize);
	}
	if (!live_call(c, LAB_KEY, NULL, 0, NULL, 0, LAB_KEY) ||
	    !live_want_hex("length of LAB_KEY", SHA256_LEN + 4, c->frame.n))
		goto out;
	live_want_hex("the peer's enctype", et->id,
		      lab_get_be32(c->frame.p + SHA256_LEN));
	if (!live_query(c, SECPKG_ATTR_SESSION_KEY, &key))
		goto out;
	live_want_hex("bits of the session key", et->bits,
		      8 * key.SessionKeyLength);
	mbedtls_sha256_ret(key.SessionKey, key.SessionKeyLength, hash, 0);
	live_want_bytes("SHA-256 of the session key", c->frame.p, SHA256_LEN,
			hash, SHA256_LEN);
	FreeContextBuffer(key.SessionKey);
out:
	live_checked("enctype and session key are the peer's");
}

static void scene(const char *package, const struct live_enctype *et,
		  const char *flag_names, ULONG flags, const char *port)
{
	struct live_ask ask = {
		.package = package,
		.target = et->spn,
		.flags = flags,
		.port = live_port(port),
	};
	struct live_client c;
	bool open;

	live_scene("%s, enctype %u, %s", package, et->id, flag_names);
	open = live_open(&c, &ask);
	live_checked("both sides are established");
	if (open) {
		check_granted(&c, flags & (ISC_REQ_MUTUAL_AUTH |
					   ISC_REQ_REPLAY_DETECT |
					   ISC_REQ_SEQUENCE_DETECT |
					   ISC_REQ_CONFIDENTIALITY |
					   ISC_REQ_INTEGRITY));
		check_flags(&c);
		check_names(&c, et->spn);
		check_lifetime(&c);
		check_key(&c, et);
	}
	live_close(&c);
}

/* Each bit by itself: it is granted, and none that was not asked for. */
static void each_flag(const char *package)
{
	static const struct {
		const char *name;
		ULONG req;
		ULONG ret;
	} flags[] = {
		{ "no flag", 0, ISC_RET_INTEGRITY },
		{ "MUTUAL_AUTH alone", ISC_REQ_MUTUAL_AUTH,
		  ISC_RET_MUTUAL_AUTH | ISC_RET_INTEGRITY },
		{ "REPLAY_DETECT alone", ISC_REQ_REPLAY_DETECT,
		  ISC_RET_REPLAY_DETECT | ISC_RET_INTEGRITY },
		{ "SEQUENCE_DETECT alone", ISC_REQ_SEQUENCE_DETECT,
		  ISC_RET_SEQUENCE_DETECT | ISC_RET_INTEGRITY },
		{ "CONFIDENTIALITY alone", ISC_REQ_CONFIDENTIALITY,
		  ISC_RET_CONFIDENTIALITY | ISC_RET_INTEGRITY },
		{ "INTEGRITY alone", ISC_REQ_INTEGRITY, ISC_RET_INTEGRITY },
		{ "NO_INTEGRITY alone", ISC_REQ_NO_INTEGRITY, 0 },
		{ "IDENTIFY alone", ISC_REQ_IDENTIFY,
		  ISC_RET_IDENTIFY | ISC_RET_INTEGRITY },
		{ "EXTENDED_ERROR alone", ISC_REQ_EXTENDED_ERROR,
		  ISC_RET_EXTENDED_ERROR | ISC_RET_INTEGRITY },
		{ "CONNECTION alone", ISC_REQ_CONNECTION, ISC_RET_INTEGRITY },
		/* P08: there is nothing to hand on, and that is said. */
		{ "DELEGATE", ISC_REQ_DELEGATE | ISC_REQ_MUTUAL_AUTH,
		  ISC_RET_MUTUAL_AUTH | ISC_RET_INTEGRITY },
	};
	struct live_ask ask = {
		.package = package,
		.target = live_enctypes[1].spn,
		.port = live_port("LAB_PORT_ANY"),
	};
	struct live_client c;
	size_t i;

	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		live_scene("%s, %s", package, flags[i].name);
		ask.flags = flags[i].req;
		if (live_open(&c, &ask)) {
			live_want_hex("pfContextAttr",
				      flags[i].ret | ISC_RET_CONNECTION,
				      c.attr);
			check_flags(&c);
		} else {
			live_checked("both sides are established");
		}
		live_close(&c);
	}
}

void live_group_handshake(void)
{
	const ULONG all = ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT |
			  ISC_REQ_CONFIDENTIALITY | ISC_REQ_INTEGRITY |
			  ISC_REQ_ALLOCATE_MEMORY;
	static const char *const ports[LIVE_PACKAGES] = { "LAB_PORT_SPNEGO",
							  "LAB_PORT_KRB5" };
	size_t p, e;

	for (p = 0; p < LIVE_PACKAGES; p++) {
		for (e = 0; e < LIVE_ENCTYPES; e++) {
			scene(live_packages[p], &live_enctypes[e], "mutual",
			      all | ISC_REQ_MUTUAL_AUTH, ports[p]);
			scene(live_packages[p], &live_enctypes[e], "not mutual",
			      all, ports[p]);
		}
		each_flag(live_packages[p]);
	}
}
