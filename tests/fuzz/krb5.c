// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Kerberos' messages, the plaintexts in them, and files of keys.
 */
#include "core/krb5/krb5_ap_req.h"
#include "core/krb5/krb5_ctx.h"
#include "core/krb5/krb5_keytab.h"
#include "core/krb5/krb5_name.h"
#include "core/krb5/krb5_pac.h"
#include "tests/fake_env.h"
#include "tests/fuzz/fuzz.h"

/* With its frame, or without. */
static struct ssp_span unframed(struct ssp_span in)
{
	struct ssp_span body;
	u16 id;

	if (ssp_krb5_token_open(in, &id, &body) < 0)
		return in;
	ssp_fuzz_inside(in, body);
	return body;
}

static void read_name(struct ssp_span realm, struct ssp_span name)
{
	struct ssp_utf16 text;

	(void)!ssp_krb5_name_text(name, realm, &text);
	ssp_utf16_free(&text);
}

static void ap_req(struct kunit *test, struct ssp_span in)
{
	struct ssp_krb5_ap_req req;

	(void)test;
	in = unframed(in);
	if (ssp_krb5_ap_req_decode(in, &req) < 0)
		return;
	ssp_fuzz_inside(in, req.realm);
	ssp_fuzz_inside(in, req.sname);
	ssp_fuzz_inside(in, req.ticket.cipher);
	ssp_fuzz_inside(in, req.auth.cipher);
	read_name(req.realm, req.sname);
}

static void ap_rep(struct kunit *test, struct ssp_span in)
{
	struct ssp_krb5_encdata enc;

	(void)test;
	in = unframed(in);
	if (ssp_krb5_ap_rep_decode(in, &enc) >= 0)
		ssp_fuzz_inside(in, enc.cipher);
}

static void ap_rep_part(struct kunit *test, struct ssp_span in)
{
	struct ssp_krb5_ap_rep_part part, again;
	struct ssp_wr w;

	(void)test;
	if (ssp_krb5_ap_rep_part_decode(in, &part) < 0)
		return;
	if (part.have_subkey)
		ssp_fuzz_inside(in, part.subkey.key);
	ssp_wr_init(&w);
	ssp_krb5_ap_rep_part_encode(&w, &part);
	if (w.st >= 0) {
		SSP_FUZZ_MUST(ssp_krb5_ap_rep_part_decode(ssp_wr_span(&w),
							  &again) >= 0);
		SSP_FUZZ_MUST(again.ctime == part.ctime);
		SSP_FUZZ_MUST(again.cusec == part.cusec);
		SSP_FUZZ_MUST(again.seq == part.seq);
	}
	ssp_wr_free(&w);
}

static void error(struct kunit *test, struct ssp_span in)
{
	s32 code;

	(void)test;
	if (ssp_krb5_error_decode(unframed(in), &code) >= 0)
		SSP_FUZZ_MUST(ssp_krb5_error_status(code) < 0);
}

static void cred(struct kunit *test, struct ssp_span in)
{
	struct ssp_krb5_cred_msg m;

	(void)test;
	if (ssp_krb5_cred_decode(in, &m) < 0)
		return;
	ssp_fuzz_inside(in, m.ticket);
	ssp_fuzz_inside(in, m.key.key);
	ssp_fuzz_inside(in, m.crealm);
	ssp_fuzz_inside(in, m.cname);
	ssp_fuzz_inside(in, m.srealm);
	ssp_fuzz_inside(in, m.sname);
	read_name(m.crealm, m.cname);
	read_name(m.srealm, m.sname);
}

static void read_authz(struct ssp_span whole, struct ssp_span in)
{
	struct ssp_krb5_authz a;

	ssp_fuzz_inside(whole, in);
	if (ssp_krb5_authz_decode(in, &a) >= 0 && a.have_pac)
		ssp_fuzz_inside(in, a.pac);
}

static void authz(struct kunit *test, struct ssp_span in)
{
	(void)test;
	read_authz(in, in);
}

static void ticket_part(struct kunit *test, struct ssp_span in)
{
	struct ssp_krb5_ticket_part part;

	(void)test;
	if (ssp_krb5_ticket_part_decode(in, &part) < 0)
		return;
	ssp_fuzz_inside(in, part.key.key);
	ssp_fuzz_inside(in, part.crealm);
	ssp_fuzz_inside(in, part.cname);
	ssp_fuzz_inside(in, part.transited);
	read_name(part.crealm, part.cname);
	read_authz(in, part.authz);
}

static void authenticator(struct kunit *test, struct ssp_span in)
{
	struct ssp_krb5_gss_cksum cksum;
	struct ssp_krb5_auth_part part;

	(void)test;
	if (ssp_krb5_auth_part_decode(in, &part) < 0)
		return;
	ssp_fuzz_inside(in, part.crealm);
	ssp_fuzz_inside(in, part.cname);
	ssp_fuzz_inside(in, part.cksum);
	if (part.have_subkey)
		ssp_fuzz_inside(in, part.subkey.key);
	SSP_FUZZ_MUST(part.cusec < 1000000);
	read_name(part.crealm, part.cname);
	read_authz(in, part.authz);
	if (ssp_krb5_gss_cksum_decode(part.cksum, &cksum) >= 0)
		ssp_fuzz_inside(part.cksum, cksum.bindings);
}

/* Nobody here has the key of what KDCs made: all that can pass is a forgery. */
static void pac(struct kunit *test, struct ssp_span in)
{
	struct ssp_krb5_keyblock key;
	size_t i;

	(void)test;
	for (i = 17; i <= 20; i++) {
		ssp_fake_count_key((s32)i, 0xe0, &key);
		SSP_FUZZ_MUST(ssp_krb5_pac_verify(in, &key) ==
			      SEC_E_MESSAGE_ALTERED);
	}
}

static void keytab(struct kunit *test, struct ssp_span in)
{
	static const u8 name[] = {
		0x30, 0x13, 0xa0, 0x03, 0x02, 0x01, 0x01,
		0xa1, 0x0c, 0x30, 0x0a, 0x1b, 0x03, 'a',
		'/',  'b',  0x1b, 0x03, 'c',  'd',  'e',
	};
	struct ssp_krb5_keytab_entry e;
	struct ssp_utf16 text;
	bool bad = false;
	struct ssp_rd r;

	(void)test;
	r = ssp_krb5_keytab_open(in, &bad);
	while (ssp_krb5_keytab_next(&r, &e)) {
		ssp_fuzz_inside(in, e.body);
		ssp_fuzz_inside(e.body, e.realm);
		ssp_fuzz_inside(e.body, e.parts);
		ssp_fuzz_inside(e.body, e.key);
		(void)!ssp_krb5_keytab_is(&e, e.realm, SSP_SPAN(name));
		(void)!ssp_krb5_keytab_text(&e, &text);
		ssp_utf16_free(&text);
	}
}

const struct ssp_fuzz_target ssp_fuzz_krb5[] = {
	{ "krb5_ap_req", ap_req },
	{ "krb5_ap_rep", ap_rep },
	{ "krb5_ap_rep_part", ap_rep_part },
	{ "krb5_error", error },
	{ "krb5_cred", cred },
	{ "krb5_authz", authz },
	{ "krb5_ticket_part", ticket_part },
	{ "krb5_authenticator", authenticator },
	{ "krb5_pac", pac },
	{ "krb5_keytab", keytab },
	{ NULL, NULL },
};
