// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * First inputs of the fuzz targets: the vectors of the suites, and what the
 * scripted world says.
 *
 * usage: seeds DIRECTORY	where FOLDER-OF-THE-TARGET/NAME.bin are written
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/krb5/krb5_ap_req.h"
#include "core/krb5/krb5_ctx.h"
#include "core/krb5/krb5_keytab.h"
#include "core/ntlm/ntlm_av.h"
#include "platform/memory.h"
#include "tests/fake_service.h"
#include "tests/fuzz/fuzz.h"
#include "tests/ntlm_talk.h"
#include "tests/vectors/krb5_accept.h"
#include "tests/vectors/krb5_ap_req.h"
#include "tests/vectors/krb5_msg.h"
#include "tests/vectors/ntlm.h"
#include "tests/vectors/spnego.h"

static const char *top;
static struct kunit *test;

static struct ssp_span unhex(const char *hex)
{
	return ssp_test_hex(test, hex);
}

static void save(const char *target, const char *name, struct ssp_span s)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", top, target);
	(void)mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/%s/%s.bin", top, target, name);
	f = fopen(path, "wb");
	if (!f || fwrite(s.p, 1, s.n, f) != s.n || fclose(f)) {
		perror(path);
		exit(1);
	}
}

static const struct vector {
	const char *target;
	const char *name;
	const char *hex;
} vectors[] = {
	{ "ntlm_negotiate", "win7", NTLM_WIN7_NEGOTIATE },
	{ "ntlm_negotiate", "win10", NTLM_WIN10_NEGOTIATE },
	{ "ntlm_challenge", "doc", NTLM_DOC_CHALLENGE },
	{ "ntlm_challenge", "win7", NTLM_WIN7_CHALLENGE },
	{ "ntlm_challenge", "win10", NTLM_WIN10_CHALLENGE },
	{ "ntlm_authenticate", "win7", NTLM_WIN7_AUTHENTICATE },
	{ "ntlm_authenticate", "win10", NTLM_WIN10_AUTHENTICATE },
	{ "ntlm_authenticate", "no-sign", NTLM_WIN10_NO_SIGN },
	{ "spnego_init", "windows", spnego_windows_init },
	{ "spnego_init", "windows-hints", spnego_windows_init2 },
	{ "spnego_init", "mit-hints", spnego_mit_init2 },
	{ "spnego_init", "ntlm", spnego_ntlm_init },
	{ "spnego_resp", "windows", spnego_windows_resp },
	{ "gss_frame", "windows", spnego_windows_init2 },
	{ "krb5_ap_req", "mit", mit_ap_req },
	{ "krb5_ap_req", "mit-dce", krb5_accept_dce },
	{ "krb5_ap_req", "windows", windows_ap_req },
	{ "krb5_ap_rep", "mit", mit_ap_rep },
	{ "krb5_ap_rep", "windows", windows_ap_rep },
	{ "krb5_ap_rep_part", "mit", mit_ap_rep_part },
	{ "krb5_ap_rep_part", "mit-short", mit_ap_rep_part_short },
	{ "krb5_error", "mit", mit_error },
	{ "krb5_error", "mit-short", mit_error_short },
	{ "krb5_error", "windows", windows_error },
	{ "krb5_cred", "mit", mit_cred },
	{ "krb5_ticket_part", "mit", mit_ticket_part },
	{ "krb5_ticket_part", "mit-short", mit_ticket_part_short },
	{ "krb5_authenticator", "mit", mit_authenticator },
	{ "krb5_authenticator", "mit-short", mit_authenticator_short },
	{ "krb5_keytab", "mit", krb5_accept_keytab },
	{ "krb5_keytab", "mit-rolled", krb5_accept_keytab_rolled },
};

/* AV pairs out of the messages that have them. */
static void pairs(void)
{
	struct ssp_ntlm_authenticate a;
	struct ssp_ntlm_challenge c;
	struct ssp_ntlm_response r;

	SSP_FUZZ_MUST(ssp_ntlm_challenge_read(unhex(NTLM_WIN7_CHALLENGE), &c) >=
		      0);
	save("ntlm_av", "server", c.info);
	SSP_FUZZ_MUST(ssp_ntlm_authenticate_read(unhex(NTLM_WIN7_AUTHENTICATE),
						 &a) >= 0);
	SSP_FUZZ_MUST(ssp_ntlm_response_read(a.nt, &r) >= 0);
	save("ntlm_av", "client", r.pairs);
}

static void callers(void)
{
	struct {
		SEC_CHANNEL_BINDINGS head;
		char data[16];
	} b = { .data = "tls-unique:1234" };
	struct {
		SEC_WINNT_AUTH_IDENTITY_EXW a;
		char strings[16];
	} ex = { .strings = "alicesecret!ntlm" };
	struct {
		SEC_WINNT_AUTH_IDENTITY_W a;
		char room[sizeof(ex.a) - sizeof(SEC_WINNT_AUTH_IDENTITY_W)];
		char strings[16];
	} plain = { .strings = "alicesecret" };

	b.head.cbApplicationDataLength = sizeof(b.data);
	b.head.dwApplicationDataOffset = sizeof(b.head);
	save("bindings", "tls", SSP_SPAN(&b));
	ex.a.Version = SEC_WINNT_AUTH_IDENTITY_VERSION;
	ex.a.Length = sizeof(ex.a);
	ex.a.User = (void *)1;
	ex.a.UserLength = 5;
	ex.a.Password = (void *)6;
	ex.a.PasswordLength = 6;
	ex.a.PackageList = (void *)12;
	ex.a.PackageListLength = 5;
	ex.a.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI;
	save("identity", "long", (struct ssp_span){ (u8 *)&ex, sizeof(ex) });
	plain.a.User = (void *)1;
	plain.a.UserLength = 5;
	plain.a.Password = (void *)6;
	plain.a.PasswordLength = 6;
	plain.a.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI;
	save("identity", "short",
	     (struct ssp_span){ (u8 *)&plain, sizeof(plain) });
}

/* An AP-REQ, and what is inside of it. */
static void save_request(const char *what, u8 kind,
			 const struct ssp_fake_ap *ap)
{
	struct ssp_span body, ticket, auth;
	struct ssp_krb5_ap_req req;
	struct ssp_wr w, in;
	char name[32];
	u8 *p, *q;
	u16 id;

	snprintf(name, sizeof(name), "%s-%d", what, 17 + (kind & 3));
	ssp_wr_init(&w);
	ssp_fake_ap_token(test, ap, &w);
	SSP_FUZZ_MUST(ssp_krb5_token_open(ssp_wr_span(&w), &id, &body) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_ap_req_decode(body, &req) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_open_blob(&ap->service_key, SSP_KRB5_USE_TICKET,
					 req.ticket.cipher, &p, &ticket) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_open_blob(&ap->session, SSP_KRB5_USE_AP_REQ_AUTH,
					 req.auth.cipher, &q, &auth) >= 0);
	ssp_wr_init(&in);
	ssp_wr_u8(&in, kind);
	ssp_wr_le16(&in, (u16)ticket.n);
	ssp_wr_bytes(&in, ticket);
	ssp_wr_bytes(&in, auth);
	save("krb5_accept", name, ssp_wr_span(&in));
	save("krb5_ap_req", name, ssp_wr_span(&w));
	ssp_wr_free(&in);
	ssp_wr_free(&w);
	ssp_pool_free(p, req.ticket.cipher.n);
	ssp_pool_free(q, req.auth.cipher.n);
}

/* Honest ones, and some that are refused for one reason alone. */
static void request(u8 etype)
{
	struct ssp_fake *fake = ssp_fake_start(test);
	u8 kind = (u8)(etype - 17);
	struct ssp_fake_ap ap, bad;

	fake->etype = etype;
	ssp_fake_ap_of(fake, &ap);
	save_request("honest", kind, &ap);
	save_request("unbound", kind | SSP_FUZZ_TICKET_BOUND, &ap);
	bad = ap;
	bad.end = fake->now - 1;
	save_request("expired", kind, &bad);
	bad = ap;
	bad.ctime -= 2 * SSP_KRB5_SKEW;
	save_request("skew", kind, &bad);
	bad = ap;
	bad.self.part[0] = "mallory";
	save_request("mallory", kind, &bad);
	/* Of the checksum: the size of the bindings, and then they. */
	memcpy(ap.cksum + 4, ssp_fuzz_bindings, SSP_BINDINGS_SIZE);
	save_request("bound", kind | SSP_FUZZ_TICKET_BOUND, &ap);
	ssp_fake_stop();
}

/* What a KDC put into a ticket, opened with the keytab: the PAC and all. */
static void kdc_ticket(const struct krb5_accept_vector *v)
{
	struct ssp_krb5_keytab_entry e;
	struct ssp_krb5_ticket_part part;
	struct ssp_krb5_keyblock key;
	struct ssp_krb5_authz authz;
	struct ssp_krb5_ap_req req;
	struct ssp_span body, plain;
	bool bad = false;
	struct ssp_rd r;
	u8 *text;
	u16 id;

	SSP_FUZZ_MUST(ssp_krb5_token_open(unhex(v->token), &id, &body) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_ap_req_decode(body, &req) >= 0);
	r = ssp_krb5_keytab_open(unhex(krb5_accept_keytab), &bad);
	do {
		SSP_FUZZ_MUST(ssp_krb5_keytab_next(&r, &e));
	} while (!ssp_krb5_keytab_is(&e, req.realm, req.sname));
	SSP_FUZZ_MUST(ssp_krb5_keyblock_set(&key, e.etype, e.key) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_open_blob(&key, SSP_KRB5_USE_TICKET,
					 req.ticket.cipher, &text,
					 &plain) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_ticket_part_decode(plain, &part) >= 0);
	SSP_FUZZ_MUST(ssp_krb5_authz_decode(part.authz, &authz) >= 0);
	save("krb5_ticket_part", v->name, plain);
	save("krb5_authz", v->name, part.authz);
	save("krb5_pac", v->name, authz.pac);
	ssp_pool_free(text, req.ticket.cipher.n);
}

static void cred_message(void)
{
	struct ssp_fake *fake = ssp_fake_start(test);
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_fake_ticket(fake, &w);
	save("krb5_cred", "fake", ssp_wr_span(&w));
	ssp_wr_free(&w);
	ssp_fake_stop();
}

static void save_reply(const char *what, u8 kind,
		       const struct ssp_krb5_ap_rep_part *part)
{
	char name[32];
	struct ssp_wr w;

	snprintf(name, sizeof(name), "%s-%d", what, 17 + (kind & 3));
	ssp_wr_init(&w);
	ssp_wr_u8(&w, kind);
	ssp_krb5_ap_rep_part_encode(&w, part);
	save("krb5_reply", name, ssp_wr_span(&w));
	ssp_wr_free(&w);
}

/*
 * What proves the acceptor, as the initiator of that target wants it; and with
 * types and sizes of keys that are not what they should be.
 */
static void reply(u8 etype)
{
	struct ssp_krb5_ap_rep_part part = { .have_seq = true, .seq = 1 };
	struct ssp_krb5_keyblock subkey;
	struct ssp_fake *fake = ssp_fake_start(test);
	u8 kind = (u8)(etype - 17);

	ssp_fake_count_key(etype, SSP_FAKE_SUBKEY, &subkey);
	part.ctime = fake->now - fake->now % SSP_TICKS_PER_SEC;
	part.cusec = (u32)(fake->now % SSP_TICKS_PER_SEC / 10);
	save_reply("plain", kind, &part);
	part.have_subkey = true;
	part.subkey.etype = etype;
	part.subkey.key = (struct ssp_span){ subkey.key, subkey.et->key_size };
	save_reply("subkey", kind, &part);
	save_reply("outside", kind | 4, &part);
	part.have_seq = false;
	part.subkey.key.n = 4;
	save_reply("short", kind, &part);
	ssp_fake_stop();
}

/* A log-on with these instructions behind it. */
static void save_logon(const char *name, u8 kind, u32 flags,
		       struct ssp_span blob, struct ssp_span instructions)
{
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_wr_u8(&w, kind);
	ssp_wr_le32(&w, flags);
	ssp_wr_le16(&w, (u16)blob.n);
	ssp_wr_bytes(&w, blob);
	ssp_wr_bytes(&w, instructions);
	save("ntlm_accept", name, ssp_wr_span(&w));
	ssp_wr_free(&w);
}

/*
 * Each is refused for one reason alone.  The message: 88 octets of header, the
 * domain's 14, the user's 10, the proof, the blob, the key.
 */
static const struct {
	const char *name;
	u8 kind;
	u8 n;
	u8 instructions[8];
} bad_logons[] = {
	{ "no-mic", SSP_FUZZ_WITH_MIC, 0, { 0 } },
	{ "late", SSP_FUZZ_LATE, 0, { 0 } },
	{ "unbound", SSP_FUZZ_BOUND, 0, { 0 } },
	{ "proof", 0, 4, { SSP_FUZZ_XOR, 127, 0, 1 } },
	{ "short-key", 0, 4, { SSP_FUZZ_XOR, 52, 0, 16 ^ 8 } },
	/* The workstation's name has two octets, where the MIC would be. */
	{ "early",
	  0,
	  8,
	  { SSP_FUZZ_XOR, 44, 0, 2, SSP_FUZZ_XOR, 48, 0, 112 ^ 72 } },
};

static void save_bad_logons(u8 kind, u32 flags, struct ssp_span blob)
{
	struct ssp_span none = { NULL, 0 };
	/* Neither user nor response. */
	const u8 nobody[] = { SSP_FUZZ_XOR, 36, 0, 10,
			      SSP_FUZZ_XOR, 20, 0, (u8)(16 + blob.n),
			      SSP_FUZZ_XOR, 21, 0, (u8)((16 + blob.n) >> 8) };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_logons); i++)
		save_logon(bad_logons[i].name, kind ^ bad_logons[i].kind, flags,
			   blob,
			   (struct ssp_span){ bad_logons[i].instructions,
					      bad_logons[i].n });
	save_logon("nobody", kind, flags, blob, SSP_SPAN(nobody));
	save_logon("nobody-too", kind | SSP_FUZZ_NOBODY_TOO, flags, blob,
		   SSP_SPAN(nobody));
	save_logon("secret", kind | SSP_FUZZ_SECRET, flags, blob, none);
	save_logon("no-secret", kind | SSP_FUZZ_SECRET, flags ^ SSP_NTLM_SEAL,
		   blob, none);
}

/* Pairs that are not what the CHALLENGE had, or not of their size. */
static void save_bad_pairs(u8 kind, u32 flags,
			   const struct ssp_ntlm_response *r)
{
	static const u8 nonce[SSP_NTLM_NONCE], few[] = { 1, 2, 3, 4 };
	struct ssp_span none = { NULL, 0 };
	struct ssp_ntlm_avs avs;
	struct ssp_wr w;
	size_t at;

	SSP_FUZZ_MUST(ssp_ntlm_avs_read(r->pairs, &avs) >= 0);
	ssp_wr_init(&w);
	ssp_wr_bytes(&w, r->blob);
	at = (size_t)(avs.v[SSP_NTLM_AV_TIMESTAMP].p - r->blob.p);
	w.p[at] ^= 1;
	save_logon("time", kind, flags, ssp_wr_span(&w), none);
	w.p[at - 4] ^= 0x70;
	save_logon("no-time", kind, flags, ssp_wr_span(&w), none);
	ssp_wr_free(&w);
	ssp_ntlm_blob_write(&w, r->time, nonce, none);
	w.n = SSP_NTLM_BLOB_HEAD;
	ssp_ntlm_avs_copy(&w, &avs);
	ssp_ntlm_av_put(&w, SSP_NTLM_AV_BINDINGS, SSP_SPAN(few));
	ssp_ntlm_av_put(&w, SSP_NTLM_AV_END, none);
	save_logon("few-bindings", SSP_FUZZ_BOUND, flags ^ SSP_NTLM_KEY_EXCH,
		   ssp_wr_span(&w), none);
	ssp_wr_free(&w);
}

/* The blob of an honest client, with a MIC; maybe bound as the acceptor is. */
static void logon(const char *name, const u8 *bindings)
{
	struct ssp_span none = { NULL, 0 };
	struct ssp_ntlm_authenticate a;
	struct ssp_ntlm_response r;
	struct ssp_ntlm_challenge c;
	struct ntlm_talk t;
	u8 kind;

	ntlm_talk_start(test, ssp_fake_start(test), &t);
	t.req = ISC_REQ_CONFIDENTIALITY;
	t.bindings = t.accept_bindings = bindings;
	SSP_FUZZ_MUST(ntlm_talk_run(&t) == SEC_E_OK);
	SSP_FUZZ_MUST(ssp_ntlm_challenge_read(
			      ssp_wr_span(&t.token[NTLM_CHALLENGE]), &c) >= 0);
	SSP_FUZZ_MUST(ssp_ntlm_authenticate_read(
			      ssp_wr_span(&t.token[NTLM_AUTHENTICATE]), &a) >=
		      0);
	SSP_FUZZ_MUST(ssp_ntlm_response_read(a.nt, &r) >= 0);
	kind = (u8)(SSP_FUZZ_WITH_MIC | (a.key.n ? SSP_FUZZ_WITH_KEY : 0) |
		    (bindings ? SSP_FUZZ_BOUND : 0));
	save_logon(name, kind, a.flags ^ c.flags, r.blob, none);
	if (!bindings) {
		save_bad_logons(kind, a.flags ^ c.flags, r.blob);
		save_bad_pairs(kind, a.flags ^ c.flags, &r);
	}
	save("ntlm_negotiate", name, ssp_wr_span(&t.token[NTLM_NEGOTIATE]));
	save("ntlm_challenge", name, ssp_wr_span(&t.token[NTLM_CHALLENGE]));
	save("ntlm_authenticate", name,
	     ssp_wr_span(&t.token[NTLM_AUTHENTICATE]));
	ntlm_talk_end(&t);
	ssp_fake_stop();
}

/* Kinds of messages, whole and with a byte changed. */
static void messages(void)
{
	static const u8 kinds[] = { 0, 1, 2, 3, 4, 8, 16, 20, 32, 64, 144 };
	u8 in[] = { 0, 24, 0, SSP_FUZZ_PASS, 3, 0, 1, SSP_FUZZ_PASS };
	char name[8];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		in[0] = kinds[i];
		in[3] = SSP_FUZZ_PASS;
		snprintf(name, sizeof(name), "k%u", kinds[i]);
		save("krb5_message", name, (struct ssp_span){ in, 4 });
		save("ntlm_message", name, (struct ssp_span){ in, 4 });
		in[3] = SSP_FUZZ_XOR;
		snprintf(name, sizeof(name), "x%u", kinds[i]);
		save("krb5_message", name, SSP_SPAN(in));
		save("ntlm_message", name, SSP_SPAN(in));
	}
}

/*
 * Both sides as Negotiate, as Kerberos, as NTLM; with and without tickets;
 * either side speaking first; raw packages to Negotiate.
 */
static void handshakes(void)
{
	static const u8 scenes[][5] = {
		{ 0, 0x1f, 0x06, 0, 1 },	  { 0, 0x1f, 0x06, 1, 1 },
		{ 0, 0x1f, 0x06, 2, 1 },	  { 0, 0x1f, 0x06, 3, 1 },
		{ 0, 0x1f, 0x06, 0x0c, 1 },	  { 0, 0x1f, 0x06, 0x20, 1 },
		{ 0x0a, 0x1f, 0x06, 0, 0 },	  { 0x0f, 0x1f, 0x06, 0x0c, 0 },
		{ 0x02, 0x1f, 0x26, 0, 3 },	  { 0x03, 0x1f, 0x06, 0, 2 },
		{ 0x0f, 0xc0, 0xc6, 0, 0 },	  { 0, 0x1f, 0x26, 1, 0x10 },
		{ 0x0f, 0x80, 0x80, 0x80, 0x09 }, { 0, 0, 0, 0, 9 },
	};
	u8 in[5 + 6] = { 0 };
	char name[8];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(scenes); i++) {
		memcpy(in, scenes[i], 5);
		in[5] = SSP_FUZZ_PASS;
		snprintf(name, sizeof(name), "s%zu", i);
		save("handshake", name, (struct ssp_span){ in, 5 });
		/* The second leg changed at byte 20. */
		in[6] = SSP_FUZZ_XOR;
		in[7] = 20;
		in[9] = 1;
		snprintf(name, sizeof(name), "c%zu", i);
		save("handshake", name, SSP_SPAN(in));
	}
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc != 2) {
		fprintf(stderr, "usage: %s DIRECTORY\n", argv[0]);
		return 2;
	}
	top = argv[1];
	test = ssp_fuzz_world_start();
	for (i = 0; i < ARRAY_SIZE(vectors); i++)
		save(vectors[i].target, vectors[i].name, unhex(vectors[i].hex));
	for (i = 0; i < 4; i++) {
		request((u8)(17 + i));
		reply((u8)(17 + i));
		kdc_ticket(&krb5_accept_vectors[i]);
	}
	pairs();
	callers();
	cred_message();
	logon("alice", NULL);
	logon("bound", ssp_fuzz_bindings);
	messages();
	handshakes();
	ssp_fuzz_world_stop();
	return 0;
}
