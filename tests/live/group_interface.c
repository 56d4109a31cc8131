// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The same conversation by every way to call the library: A and W, direct and
 * through the table, the package's memory and the caller's; with the library's
 * own allocator.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <stdlib.h>
#include <string.h>

/* Of a block with strings inside: read, not freed. */
static bool is_text(const struct live_way *way, const void *p, const char *want)
{
	const SEC_WCHAR *wide = p;
	size_t i = 0;

	if (way->a)
		return strcmp(p, want) == 0;
	while (want[i] && wide[i] == (unsigned char)want[i])
		i++;
	return want[i] == '\0' && wide[i] == 0;
}

/* SecPkgInfoA and SecPkgInfoW differ in what the pointers lead to. */
static void want_package(const struct live_way *way, const char *what,
			 PSecPkgInfoA info, const char *name)
{
	if (!live_want(info, "%s: no package", what))
		return;
	live_want(is_text(way, info->Name, name), "%s: not %s", what, name);
	live_want(info->cbMaxToken >= 12000, "%s: cbMaxToken is %u", what,
		  info->cbMaxToken);
	live_want_status("FreeContextBuffer", SEC_E_OK,
			 live_fn(way, FreeContextBuffer)(info));
}

static void check_packages(const struct live_way *way)
{
	void *list = NULL, *one = NULL;
	SEC_WCHAR *name = live_widen("nEGOTIATE");
	SECURITY_STATUS st;
	ULONG n = 0;

	if (way->a) {
		st = way->a->EnumerateSecurityPackagesA(&n,
							(PSecPkgInfoA *)&list);
		live_want_status("EnumerateSecurityPackages", SEC_E_OK, st);
		st = way->a->QuerySecurityPackageInfoA((char *)"nEGOTIATE",
						       (PSecPkgInfoA *)&one);
	} else {
		st = way->w->EnumerateSecurityPackagesW(&n,
							(PSecPkgInfoW *)&list);
		live_want_status("EnumerateSecurityPackages", SEC_E_OK, st);
		st = way->w->QuerySecurityPackageInfoW(name,
						       (PSecPkgInfoW *)&one);
	}
	live_want_status("QuerySecurityPackageInfo", SEC_E_OK, st);
	live_want(n >= 2, "%u packages", n);
	want_package(way, "first of all", list, "Negotiate");
	want_package(way, "by name", one, "Negotiate");
	free(name);
	live_checked("packages are listed and found");
}

static void check_attributes(struct live_client *c)
{
	const struct live_way *way = c->ask.way;
	SecPkgContext_ClientSpecifiedTarget target = { NULL };
	SecPkgContext_NegotiationInfoA nego = { NULL, 99 };
	SecPkgContext_PackageInfoA package = { NULL };
	SecPkgContext_AuthorityA authority = { NULL };
	SecPkgContext_Sizes sizes = { 0 };
	char *text;

	if (live_query(c, SECPKG_ATTR_PACKAGE_INFO, &package))
		want_package(way, "PACKAGE_INFO", package.PackageInfo,
			     "Kerberos");
	if (live_query(c, SECPKG_ATTR_NEGOTIATION_INFO, &nego)) {
		want_package(way, "NEGOTIATION_INFO", nego.PackageInfo,
			     "Kerberos");
		live_want_hex("NegotiationState", SECPKG_NEGOTIATION_COMPLETE,
			      nego.NegotiationState);
	}
	if (live_query(c, SECPKG_ATTR_AUTHORITY, &authority)) {
		text = live_take_text(way, authority.sAuthorityName);
		live_want_text("AUTHORITY", live_env("LAB_REALM"), text);
		free(text);
	}
	if (live_query(c, SECPKG_ATTR_CLIENT_SPECIFIED_TARGET, &target)) {
		text = live_take_wide(way, target.sTargetName);
		live_want_text("CLIENT_SPECIFIED_TARGET", c->ask.target, text);
		free(text);
	}
	if (live_query(c, SECPKG_ATTR_SIZES, &sizes))
		live_want(sizes.cbMaxToken >= 12000 &&
				  sizes.cbMaxSignature >= 28 &&
				  sizes.cbSecurityTrailer >= 60,
			  "sizes %u, %u, %u", sizes.cbMaxToken,
			  sizes.cbMaxSignature, sizes.cbSecurityTrailer);
	live_checked("attributes");
}

static void check_credential(struct live_client *c)
{
	const struct live_way *way = c->ask.way;
	SecPkgCredentials_NamesA names = { NULL };
	SECURITY_STATUS st;
	char *text;

	if (way->a)
		st = way->a->QueryCredentialsAttributesA(
			&c->cred, SECPKG_CRED_ATTR_NAMES, &names);
	else
		st = way->w->QueryCredentialsAttributesW(
			&c->cred, SECPKG_CRED_ATTR_NAMES, &names);
	if (live_want_status("QueryCredentialsAttributes", SEC_E_OK, st)) {
		text = live_take_text(way, names.sUserName);
		live_want_text("whose", "alice@SECUR32.TEST", text);
		free(text);
	}
	live_checked("the credential tells its name");
}

/* After the credential is gone: the context holds what it needs. */
static void check_messages(struct live_client *c)
{
	struct live_bytes msg = live_pattern(100), sealed, plain;
	ULONG qop = 99;

	live_want_status("FreeCredentialsHandle", SEC_E_OK,
			 live_fn(c->ask.way, FreeCredentialsHandle)(&c->cred));
	c->have_cred = false;
	live_want_status("EncryptMessage", SEC_E_OK,
			 live_seal(c, 0, 1, msg, &sealed));
	if (live_call(c, LAB_UNWRAP, NULL, 0, sealed.p, sealed.n,
		      LAB_UNWRAPPED))
		live_want_bytes("unwrapped", msg.p, msg.n, c->frame.p + 5,
				c->frame.n - 5);
	free(sealed.p);
	if (live_peer_seals(c, LAB_CONF, msg, &sealed)) {
		live_want_status("DecryptMessage", SEC_E_OK,
				 live_unseal(c, sealed, 0, &plain, &qop));
		live_want_bytes("unsealed", msg.p, msg.n, plain.p, plain.n);
	}
	free(sealed.p);
	free(msg.p);
	live_checked("messages, with the credential freed");
}

/* The token does not fit: the call fails, and leaves nothing. */
static void check_small(const struct live_way *way)
{
	unsigned char byte;
	SecBuffer b = { 1, SECBUFFER_TOKEN, &byte };
	SecBufferDesc d = { SECBUFFER_VERSION, 1, &b };
	struct live_ask ask = { .package = "Negotiate", .way = way };
	CtxtHandle ctx = { 7, 7 };
	struct live_client c;
	SECURITY_STATUS st;
	SEC_WCHAR *spn = live_widen(live_enctypes[1].spn);
	ULONG attr = 7;

	live_init(&c, &ask);
	live_want_status("AcquireCredentialsHandle", SEC_E_OK,
			 live_acquire(&c));
	if (way->a)
		st = way->a->InitializeSecurityContextA(
			&c.cred, NULL, (char *)live_enctypes[1].spn, 0, 0,
			SECURITY_NATIVE_DREP, NULL, 0, &ctx, &d, &attr, NULL);
	else
		st = way->w->InitializeSecurityContextW(&c.cred, NULL, spn, 0,
							0, SECURITY_NATIVE_DREP,
							NULL, 0, &ctx, &d,
							&attr, NULL);
	live_want_status("InitializeSecurityContext", SEC_E_BUFFER_TOO_SMALL,
			 st);
	live_want(ctx.dwLower == 7 && ctx.dwUpper == 7 && attr == 7,
		  "something was stored");
	free(spn);
	live_close(&c);
	live_checked("a caller's buffer that is too small");
}

void live_group_interface(void)
{
	const struct live_way *ways = live_ways();
	struct live_ask ask = {
		.package = "Negotiate",
		.target = live_enctypes[1].spn,
		.port = live_port("LAB_PORT_ANY"),
	};
	const ULONG flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY;
	struct live_client c;
	bool open;
	int i;

	for (i = 0; i < 2 * LIVE_WAYS; i++) {
		ask.way = &ways[i / 2];
		ask.flags = flags | (i & 1 ? ISC_REQ_ALLOCATE_MEMORY : 0);
		live_scene("%s, %s memory", ask.way->name,
			   i & 1 ? "package's" : "caller's");
		open = live_open(&c, &ask);
		live_checked("both sides are established");
		if (open) {
			check_attributes(&c);
			check_credential(&c);
			check_messages(&c);
		}
		live_close(&c);
		if (!(i & 1)) {
			check_small(ask.way);
			check_packages(ask.way);
		}
	}
}
