// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The hand-shake: packages by enctypes by flags, and whether what we say of
 * the context is what the peer says of it.
 */
#include "tests/kernel/consumer.h"

#define NAME_MAX_LEN 128

/* From our clock reading to the peer's: whole seconds, and a slow machine. */
#define SECONDS_APART 20

/* MIT's acceptor lets a context outlive its ticket by the clock skew. */
#define MIT_GRACE 300

/* What GSS-API has on the wire or keeps (RFC 4121 4.1.1.1), and our bit. */
static const struct {
	u32 gss;
	ULONG isc;
} flag_pairs[] = {
	{ 0x1, ISC_RET_DELEGATE },	   { 0x2, ISC_RET_MUTUAL_AUTH },
	{ 0x4, ISC_RET_REPLAY_DETECT },	   { 0x8, ISC_RET_SEQUENCE_DETECT },
	{ 0x10, ISC_RET_CONFIDENTIALITY }, { 0x20, ISC_RET_INTEGRITY },
	{ 0x2000, ISC_RET_IDENTIFY },	   { 0x4000, ISC_RET_EXTENDED_ERROR },
};

static void check_flags(struct con_client *c, ULONG want)
{
	u32 known = 0, ours = 0;
	SecPkgContext_Flags flags = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flag_pairs); i++) {
		known |= flag_pairs[i].gss;
		if (c->attr & flag_pairs[i].isc)
			ours |= flag_pairs[i].gss;
	}
	con_want_hex("what was asked for and not granted", 0, want & ~c->attr);
	con_want_hex("ISC_RET_MUTUAL_AUTH", want & ISC_RET_MUTUAL_AUTH,
		     c->attr & ISC_RET_MUTUAL_AUTH);
	con_want_hex("GSS flags by ISC_RET_*, and the peer's", ours,
		     c->peer_flags & known);
	con_want_hex("ISC_RET_ALLOCATED_MEMORY",
		     c->ask.flags & ISC_REQ_ALLOCATE_MEMORY,
		     c->attr & ISC_RET_ALLOCATED_MEMORY);
	con_query(c, SECPKG_ATTR_FLAGS, &flags);
	con_want_hex("SECPKG_ATTR_FLAGS",
		     c->attr & ~(ULONG)ISC_RET_ALLOCATED_MEMORY, flags.Flags);
	con_checked("ISC_RET_* are what was asked for, and what the peer has");
}

static void check_names(struct con_client *c, const char *spn)
{
	SecPkgContext_ClientSpecifiedTarget target = { NULL };
	SecPkgContext_NativeNamesW native = { NULL, NULL };
	SecPkgContext_AuthorityW authority = { NULL };
	SecPkgContext_NamesW names = { NULL };
	char buf[NAME_MAX_LEN], want[64];

	snprintf(want, sizeof(want), "%s@%s", spn, CON_REALM);
	con_want_text("the peer's name for us", CON_CLIENT, c->peer_name);
	con_query(c, SECPKG_ATTR_NAMES, &names);
	con_want_text("NAMES", CON_CLIENT,
		      con_take_text(names.sUserName, buf, sizeof(buf)));
	con_query(c, SECPKG_ATTR_NATIVE_NAMES, &native);
	con_want_text("NATIVE_NAMES, client", CON_CLIENT,
		      con_take_text(native.sClientName, buf, sizeof(buf)));
	con_want_text("NATIVE_NAMES, server", want,
		      con_take_text(native.sServerName, buf, sizeof(buf)));
	con_query(c, SECPKG_ATTR_AUTHORITY, &authority);
	con_want_text("AUTHORITY", CON_REALM,
		      con_take_text(authority.sAuthorityName, buf,
				    sizeof(buf)));
	con_query(c, SECPKG_ATTR_CLIENT_SPECIFIED_TARGET, &target);
	con_want_text("CLIENT_SPECIFIED_TARGET", spn,
		      con_take_text(target.sTargetName, buf, sizeof(buf)));
	con_checked("our names are those that the peer sees");
}

static void check_lifetime(struct con_client *c)
{
	SecPkgContext_Lifespan span = { { .QuadPart = 0 }, { .QuadPart = 0 } };
	s64 left = con_seconds_left(c->expiry);
	s64 peer = (s64)c->peer_life - MIT_GRACE;

	con_want(abs(left - peer) <= SECONDS_APART,
		 "ptsExpiry is %lld s away, the peer says %lld", left, peer);
	con_want(left > 3600 && left <= 86400, "ptsExpiry is %lld s away",
		 left);
	con_query(c, SECPKG_ATTR_LIFESPAN, &span);
	con_want_hex("tsExpiry", (u64)c->expiry.QuadPart,
		     (u64)span.tsExpiry.QuadPart);
	con_want(con_seconds_left(span.tsStart) <= 1,
		 "tsStart is %lld s in the future",
		 con_seconds_left(span.tsStart));
	con_checked("the context ends when the peer says it does");
}

static void check_session_key(struct con_client *c,
			      const struct con_enctype *et)
{
	SecPkgContext_SessionKey key = { 0, NULL };
	u8 hash[CON_SHA256] = { 0 };

	if (!con_call(c, LAB_KEY, NULL, 0, NULL, 0, LAB_KEY) ||
	    !con_want_hex("length of LAB_KEY", CON_SHA256 + 4, c->frame.n) ||
	    !con_query(c, SECPKG_ATTR_SESSION_KEY, &key))
		return;
	con_want_hex("the peer's enctype", et->id,
		     con_get_be32(c->frame.p + CON_SHA256));
	con_want_hex("bits of the session key", et->bits,
		     8 * key.SessionKeyLength);
	con_want(is_vmalloc_addr(key.SessionKey),
		 "a session key outside virtual memory");
	con_want(con_sha256(key.SessionKey, key.SessionKeyLength, hash) == 0,
		 "no SHA-256");
	con_want_bytes("SHA-256 of the session key", c->frame.p, CON_SHA256,
		       hash, CON_SHA256);
	con_want_status("FreeContextBuffer", SEC_E_OK,
			FreeContextBuffer(key.SessionKey));
}

static void check_key(struct con_client *c, const struct con_enctype *et)
{
	SecPkgContext_KeyInfoW info = { NULL };
	char buf[NAME_MAX_LEN];
	const char *name;

	con_query(c, SECPKG_ATTR_KEY_INFO, &info);
	con_want_text("sEncryptAlgorithmName", et->name,
		      con_take_text(info.sEncryptAlgorithmName, buf,
				    sizeof(buf)));
	name = con_take_text(info.sSignatureAlgorithmName, buf, sizeof(buf));
	con_want(name && *name, "sSignatureAlgorithmName is empty");
	con_want_hex("EncryptAlgorithm", et->id, info.EncryptAlgorithm);
	con_want_hex("KeySize", et->bits, info.KeySize);
	check_session_key(c, et);
	con_checked("enctype and session key are the peer's");
}

/* One block, with its strings inside. */
static void want_package(const char *what, PSecPkgInfoW info)
{
	WCHAR kerberos[16] = { 0 };
	size_t n = con_widen(kerberos, "Kerberos");

	if (!con_want(info, "%s: no package", what))
		return;
	con_want(memcmp(info->Name, kerberos, (n + 1) * sizeof(WCHAR)) == 0,
		 "%s: not Kerberos", what);
	con_want(info->cbMaxToken >= 12000, "%s: cbMaxToken is %u", what,
		 info->cbMaxToken);
	con_want_status("FreeContextBuffer", SEC_E_OK, FreeContextBuffer(info));
}

static void check_package(struct con_client *c)
{
	SecPkgContext_NegotiationInfoW nego = { NULL, 99 };
	SecPkgContext_PackageInfoW package = { NULL };
	SecPkgContext_Sizes sizes = { 0 };

	con_query(c, SECPKG_ATTR_PACKAGE_INFO, &package);
	want_package("PACKAGE_INFO", package.PackageInfo);
	con_query(c, SECPKG_ATTR_NEGOTIATION_INFO, &nego);
	want_package("NEGOTIATION_INFO", nego.PackageInfo);
	con_want_hex("NegotiationState", SECPKG_NEGOTIATION_COMPLETE,
		     nego.NegotiationState);
	con_query(c, SECPKG_ATTR_SIZES, &sizes);
	con_want(sizes.cbMaxToken >= 12000 && sizes.cbMaxSignature >= 28 &&
			 sizes.cbSecurityTrailer >= 60,
		 "sizes %u, %u, %u", sizes.cbMaxToken, sizes.cbMaxSignature,
		 sizes.cbSecurityTrailer);
	con_want_status(
		"an attribute of another package", SEC_E_UNSUPPORTED_FUNCTION,
		QueryContextAttributesW(&c->ctx, SECPKG_ATTR_DTLS_MTU, &sizes));
	con_checked("package and sizes");
}

static void scene(const char *package, const struct con_enctype *et,
		  const char *name, ULONG flags, int port)
{
	struct con_ask ask = {
		.package = package,
		.target = et->spn,
		.flags = flags,
		.port = port,
	};
	struct con_client c;
	bool open;

	con_scene("%s, enctype %u, %s", package, et->id, name);
	open = con_open(&c, &ask);
	con_checked("both sides are established");
	if (open) {
		check_flags(&c, flags & (ISC_REQ_MUTUAL_AUTH |
					 ISC_REQ_REPLAY_DETECT |
					 ISC_REQ_SEQUENCE_DETECT |
					 ISC_REQ_CONFIDENTIALITY |
					 ISC_REQ_INTEGRITY));
		check_names(&c, et->spn);
		check_lifetime(&c);
		check_key(&c, et);
		check_package(&c);
	}
	con_close(&c);
}

/* Between the legs: what may be asked, and what becomes of an empty answer. */
static void unfinished(const char *package, int port)
{
	struct con_ask ask = {
		.package = package,
		.target = con_enctypes[1].spn,
		.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_ALLOCATE_MEMORY,
		.port = port,
	};
	SecPkgContext_PackageInfoW info = { NULL };
	SecPkgContext_Sizes sizes;
	struct con_client c;

	con_scene("%s, unfinished", package);
	con_init(&c, &ask);
	con_want_status("first leg", SEC_I_CONTINUE_NEEDED, con_first(&c));
	con_want_status("SIZES", SEC_E_INVALID_HANDLE,
			QueryContextAttributesW(&c.ctx, SECPKG_ATTR_SIZES,
						&sizes));
	con_query(&c, SECPKG_ATTR_PACKAGE_INFO, &info);
	FreeContextBuffer(info.PackageInfo);
	con_want_status("a token cut short", SEC_E_INVALID_TOKEN,
			con_leg(&c, c.frame.p, c.frame.n - 1));
	con_want_status("a leg after that", SEC_E_OUT_OF_SEQUENCE,
			con_leg(&c, c.frame.p, c.frame.n));
	con_close(&c);
	con_checked("early questions, and a token that was cut short");
}

void con_group_handshake(const struct con_args *args)
{
	const ULONG all = ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT |
			  ISC_REQ_CONFIDENTIALITY | ISC_REQ_INTEGRITY;
	const int ports[CON_PACKAGES] = { args->spnego, args->krb5 };
	size_t p, e;

	for (p = 0; p < CON_PACKAGES; p++) {
		for (e = 0; e < CON_ENCTYPES; e++) {
			scene(con_packages[p], &con_enctypes[e], "mutual",
			      all | ISC_REQ_MUTUAL_AUTH |
				      ISC_REQ_ALLOCATE_MEMORY,
			      ports[p]);
			scene(con_packages[p], &con_enctypes[e],
			      "mutual, buffers brought",
			      all | ISC_REQ_MUTUAL_AUTH, ports[p]);
			scene(con_packages[p], &con_enctypes[e], "not mutual",
			      all | ISC_REQ_ALLOCATE_MEMORY, ports[p]);
		}
		unfinished(con_packages[p], ports[p]);
	}
}
