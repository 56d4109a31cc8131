// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM with an implementation that is not ours: each end of gss-ntlmssp with
 * the other end of the engine's, in one process, all tokens handed over in
 * memory.  tests/ntlm/run has the accounts.
 *
 * The engine's end is the row of its table, so that both ends of it can be
 * had, and looked at.
 */
#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ntlm/ntlm.h"
#include "core/ntlm/ntlm_ctx.h"

static unsigned int passed, failed;

static void check(bool ok, const char *row, const char *what)
{
	if (ok) {
		passed++;
		return;
	}
	failed++;
	printf("FAIL  %s: %s\n", row, what);
}

static gss_OID_desc ntlm_oid = { 10,
				 "\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a" };
static gss_OID_set_desc ntlm_only = { 1, &ntlm_oid };

struct row {
	const char *name;
	const char *user;
	const char *domain;
	const char *password;
	u32 req; /* ISC_REQ_*, of our initiator */
	u32 gss; /* GSS_C_*, of theirs */
	bool right; /* it must succeed */
	const char *our_channel; /* "" for none */
	const char *their_channel;
};

/* One conversation: one of ours, one of theirs. */
struct talk {
	const struct row *row;
	void *cred;
	void *ours;
	gss_cred_id_t their_cred;
	gss_ctx_id_t theirs;
	gss_name_t name;
	struct ssp_utf16 target;
};

static struct ssp_utf16 text(const char *s)
{
	struct ssp_span span = { (const u8 *)s, strlen(s) };
	struct ssp_utf16 out;

	if (ssp_utf16_from_utf8(span, &out) < 0)
		abort();
	return out;
}

static ssp_status open_ours(struct talk *t, u32 use)
{
	struct ssp_identity id = { .is_explicit = t->row->user != NULL };
	ssp_status st;

	if (t->row->user && use == SECPKG_CRED_OUTBOUND) {
		id.user = text(t->row->user);
		id.domain = text(t->row->domain);
		id.password = text(t->row->password);
	} else {
		id.is_explicit = false;
	}
	st = ssp_ntlm_mech.cred_open(&id, use, &t->cred);
	ssp_identity_free(&id);
	return st;
}

static ssp_status new_ours(struct talk *t, bool accept)
{
	struct ssp_ctx_params p = {
		.cred = t->cred,
		.accept = accept,
		.flags = t->row->req,
		.target = accept ? NULL : &t->target,
	};

	return ssp_ntlm_mech.ctx_new(&p, &t->ours);
}

/* RFC 4121 4.1.1.2 over application data alone. */
static const u8 *our_bindings(const char *channel, u8 *hash)
{
	u8 head[20] = { [16] = (u8)strlen(channel) };
	struct ssp_seg seg[] = { { head, sizeof(head), 0 },
				 { (u8 *)(size_t)channel, (u32)strlen(channel),
				   0 } };

	if (!*channel)
		return NULL;
	if (ssp_hash(SSP_HASH_MD5, seg, 2, hash) < 0)
		abort();
	return hash;
}

static gss_channel_bindings_t
their_bindings(const char *channel, struct gss_channel_bindings_struct *b)
{
	memset(b, 0, sizeof(*b));
	b->application_data.value = (void *)(size_t)channel;
	b->application_data.length = strlen(channel);
	return *channel ? b : GSS_C_NO_CHANNEL_BINDINGS;
}

static ssp_status step_ours(struct talk *t, const gss_buffer_desc *in,
			    struct ssp_wr *out)
{
	u8 hash[16];
	struct ssp_step s = {
		.token = { in->value, in->length },
		.bindings = our_bindings(t->row->our_channel, hash),
		.out = out,
	};

	return ssp_ntlm_mech.step(t->ours, &s);
}

static void say(const char *where, OM_uint32 major, OM_uint32 minor)
{
	OM_uint32 more = 0, ignore;
	gss_buffer_desc s;

	if (gss_display_status(&ignore, minor, GSS_C_MECH_CODE, &ntlm_oid,
			       &more, &s) == GSS_S_COMPLETE) {
		printf("      %s: %08x %08x %.*s\n", where, major, minor,
		       (int)s.length, (char *)s.value);
		gss_release_buffer(&ignore, &s);
	}
}

/* Our initiator, their acceptor. */
static bool initiate(struct talk *t)
{
	gss_buffer_desc in = GSS_C_EMPTY_BUFFER, none = GSS_C_EMPTY_BUFFER;
	OM_uint32 major = GSS_S_CONTINUE_NEEDED, minor, ignore;
	ssp_status st = SEC_I_CONTINUE_NEEDED;
	struct gss_channel_bindings_struct bindings;
	struct ssp_wr out;
	int legs = 0;

	ssp_wr_init(&out);
	major = gss_acquire_cred(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE,
				 &ntlm_only, GSS_C_ACCEPT, &t->their_cred, NULL,
				 NULL);
	if (GSS_ERROR(major)) {
		say("acquire", major, minor);
		return false;
	}
	st = open_ours(t, SECPKG_CRED_OUTBOUND);
	if (st >= 0)
		st = new_ours(t, false);
	if (st >= 0)
		st = step_ours(t, &none, &out);
	while (st >= 0 && legs++ < 4) {
		gss_buffer_desc token = { out.n, out.p };

		gss_release_buffer(&ignore, &in);
		major = gss_accept_sec_context(
			&minor, &t->theirs, t->their_cred, &token,
			their_bindings(t->row->their_channel, &bindings),
			&t->name, NULL, &in, NULL, NULL, NULL);
		ssp_wr_free(&out);
		if (GSS_ERROR(major) && t->row->right)
			say("accept", major, minor);
		if (major != GSS_S_CONTINUE_NEEDED)
			break;
		st = step_ours(t, &in, &out);
	}
	gss_release_buffer(&ignore, &in);
	ssp_wr_free(&out);
	if (st < 0 && t->row->right)
		printf("      ours: %08x\n", (unsigned int)st);
	return st == SEC_E_OK && major == GSS_S_COMPLETE;
}

static OM_uint32 their_name(struct talk *t, gss_name_t *name)
{
	gss_buffer_desc s = GSS_C_EMPTY_BUFFER;
	OM_uint32 minor;
	char whole[128];

	snprintf(whole, sizeof(whole), "%s\\%s", t->row->domain, t->row->user);
	s.value = whole;
	s.length = strlen(whole);
	return gss_import_name(&minor, &s, GSS_C_NT_USER_NAME, name);
}

/* Their initiator, our acceptor. */
static bool accept_theirs(struct talk *t)
{
	gss_buffer_desc spn = { 14, "HTTP@localhost" };
	gss_buffer_desc pw = { strlen(t->row->password),
			       (void *)(size_t)t->row->password };
	gss_buffer_desc in = GSS_C_EMPTY_BUFFER, out = GSS_C_EMPTY_BUFFER;
	gss_name_t target = GSS_C_NO_NAME, user = GSS_C_NO_NAME;
	OM_uint32 major, minor, ignore;
	struct gss_channel_bindings_struct bindings;
	ssp_status st;
	struct ssp_wr w;
	int legs = 0;

	ssp_wr_init(&w);
	gss_import_name(&minor, &spn, GSS_C_NT_HOSTBASED_SERVICE, &target);
	their_name(t, &user);
	major = gss_acquire_cred_with_password(&minor, user, &pw,
					       GSS_C_INDEFINITE, &ntlm_only,
					       GSS_C_INITIATE, &t->their_cred,
					       NULL, NULL);
	if (GSS_ERROR(major) && t->row->right)
		say("acquire", major, minor);
	st = open_ours(t, SECPKG_CRED_INBOUND);
	if (st >= 0)
		st = new_ours(t, true);
	while (!GSS_ERROR(major) && st >= 0 && legs++ < 4) {
		major = gss_init_sec_context(
			&minor, t->their_cred, &t->theirs, target, &ntlm_oid,
			t->row->gss, 0,
			their_bindings(t->row->their_channel, &bindings), &in,
			NULL, &out, NULL, NULL);
		ssp_wr_free(&w);
		if (GSS_ERROR(major)) {
			say("init", major, minor);
			break;
		}
		if (!out.length)
			break;
		st = step_ours(t, &out, &w);
		gss_release_buffer(&ignore, &out);
		if (st != SEC_I_CONTINUE_NEEDED)
			break;
		in.value = w.p;
		in.length = w.n;
	}
	ssp_wr_free(&w);
	gss_release_name(&ignore, &target);
	gss_release_name(&ignore, &user);
	if (st < 0 && t->row->right)
		printf("      ours: %08x\n", (unsigned int)st);
	return st == SEC_E_OK && major == GSS_S_COMPLETE;
}

static void message(struct ssp_msg *m, void *token, size_t ntoken, void *data,
		    size_t n)
{
	memset(m, 0, sizeof(*m));
	m->token = (struct ssp_seg){ token, (u32)ntoken, 0 };
	m->seg[0] = (struct ssp_seg){ data, (u32)n, 0 };
	m->nseg = 1;
	m->total = n;
}

#define TEXT "a message of the sealed kind"

/* We seal, they open. */
static void send_sealed(struct talk *t)
{
	u8 whole[16 + sizeof(TEXT)];
	gss_buffer_desc token = { sizeof(whole), whole }, plain;
	OM_uint32 minor, major;
	struct ssp_msg m;
	int was;

	message(&m, whole, 16, whole + 16, sizeof(TEXT));
	memcpy(whole + 16, TEXT, sizeof(TEXT));
	check(ssp_ntlm_mech.seal(t->ours, &m, 0) == SEC_E_OK, t->row->name,
	      "seal");
	check(memcmp(whole + 16, TEXT, sizeof(TEXT)) != 0, t->row->name,
	      "sealed");
	major = gss_unwrap(&minor, t->theirs, &token, &plain, &was, NULL);
	if (GSS_ERROR(major))
		say("unwrap", major, minor);
	check(major == GSS_S_COMPLETE && plain.length == sizeof(TEXT) &&
		      !memcmp(plain.value, TEXT, sizeof(TEXT)),
	      t->row->name, "they unwrap");
	gss_release_buffer(&minor, &plain);
}

static void send_signed(struct talk *t)
{
	u8 signature[16];
	gss_buffer_desc data = { sizeof(TEXT), TEXT };
	gss_buffer_desc mic = { sizeof(signature), signature };
	OM_uint32 minor, major;
	struct ssp_msg m;

	message(&m, signature, sizeof(signature), TEXT, sizeof(TEXT));
	check(ssp_ntlm_mech.sign(t->ours, &m) == SEC_E_OK, t->row->name,
	      "sign");
	major = gss_verify_mic(&minor, t->theirs, &data, &mic, NULL);
	if (GSS_ERROR(major))
		say("verify", major, minor);
	check(major == GSS_S_COMPLETE, t->row->name, "they verify");
}

/* They seal, we open. */
static void receive_sealed(struct talk *t)
{
	gss_buffer_desc data = { sizeof(TEXT), TEXT }, token;
	OM_uint32 minor, major;
	struct ssp_msg m;
	u32 qop = 99;
	int was;

	major = gss_wrap(&minor, t->theirs, 1, 0, &data, &was, &token);
	if (GSS_ERROR(major))
		say("wrap", major, minor);
	check(major == GSS_S_COMPLETE, t->row->name, "they wrap");
	message(&m, token.value, token.length, NULL, 0);
	m.stream = true;
	m.nseg = 0;
	check(ssp_ntlm_mech.unseal(t->ours, &m, &qop) == SEC_E_OK &&
		      m.plain.n == sizeof(TEXT) &&
		      !memcmp(m.plain.p, TEXT, sizeof(TEXT)),
	      t->row->name, "unseal");
	check(qop == 0, t->row->name, "qop");
	gss_release_buffer(&minor, &token);
}

static void receive_signed(struct talk *t)
{
	gss_buffer_desc data = { sizeof(TEXT), TEXT }, token;
	OM_uint32 minor, major;
	struct ssp_msg m;

	major = gss_get_mic(&minor, t->theirs, 0, &data, &token);
	check(major == GSS_S_COMPLETE, t->row->name, "they sign");
	message(&m, token.value, token.length, TEXT, sizeof(TEXT));
	check(ssp_ntlm_mech.verify(t->ours, &m) == SEC_E_OK, t->row->name,
	      "verify");
	gss_release_buffer(&minor, &token);
}

/*
 * gss-ntlmssp seals what it wraps even where confidentiality was not agreed on,
 * so that only signatures are exchanged there.
 */
static void messages(struct talk *t)
{
	struct ssp_ctx_info info;
	int i;

	memset(&info, 0, sizeof(info));
	ssp_ntlm_mech.describe(t->ours, &info);
	if (!(info.flags & ISC_RET_INTEGRITY))
		return;
	for (i = 0; i < 3; i++) {
		send_signed(t);
		receive_signed(t);
		if (info.flags & ISC_RET_CONFIDENTIALITY) {
			send_sealed(t);
			receive_sealed(t);
		}
	}
}

static void converse(const struct row *row, bool (*how)(struct talk *t),
		     const char *direction)
{
	struct talk t = { .row = row };
	OM_uint32 minor;
	bool done;

	t.target = text("HTTP/localhost");
	done = how(&t);
	check(done == row->right, row->name, direction);
	if (done && row->right)
		messages(&t);
	ssp_ntlm_mech.ctx_free(t.ours);
	ssp_ntlm_mech.cred_close(t.cred);
	ssp_utf16_free(&t.target);
	gss_delete_sec_context(&minor, &t.theirs, GSS_C_NO_BUFFER);
	gss_release_cred(&minor, &t.their_cred);
	gss_release_name(&minor, &t.name);
}

#define CHANNEL "tls-unique:this one"
#define CONF ISC_REQ_CONFIDENTIALITY
#define SEQ (ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT)
#define GSS_SEQ (GSS_C_REPLAY_FLAG | GSS_C_SEQUENCE_FLAG)

static const struct row rows[] = {
	{ "no flags", "alice", "LAB", "secret", 0, 0, true, "", "" },
	{ "signed", "alice", "LAB", "secret", ISC_REQ_INTEGRITY | SEQ,
	  GSS_C_INTEG_FLAG | GSS_SEQ, true, "", "" },
	{ "sealed", "alice", "LAB", "secret", CONF | SEQ,
	  GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG | GSS_SEQ, true, "", "" },
	{ "another case", "ALICE", "LAB", "secret", CONF,
	  GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG, true, "", "" },
	{ "beyond ASCII", "j\xc3\xbcrgen", "LAB", "gr\xc3\xbc\xc3\x9f", CONF,
	  GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG, true, "", "" },
	{ "wrong password", "alice", "LAB", "Secret", CONF,
	  GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG, false, "", "" },
	{ "unknown user", "mallory", "LAB", "secret", CONF,
	  GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG, false, "", "" },
	{ "bound", "alice", "LAB", "secret", CONF,
	  GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG, true, CHANNEL, CHANNEL },
	{ "bound elsewhere", "alice", "LAB", "secret", CONF,
	  GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG, false, CHANNEL, CHANNEL "!" },
	{ "empty password", "alice", "LAB", "", CONF,
	  GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG, false, "", "" },
};

static const struct row from_file = {
	"default credentials", NULL, NULL, NULL, CONF, 0, true, "", ""
};

int main(void)
{
	size_t i;

	/* For their conversion of names; ours knows no locale. */
	setlocale(LC_ALL, "C.UTF-8");
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		converse(&rows[i], initiate, "our initiator");
		converse(&rows[i], accept_theirs, "our acceptor");
	}
	converse(&from_file, initiate, "our initiator");
	printf("%u passed, %u failed\n", passed, failed);
	return failed || !passed;
}
