// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Messages between GSS-API and us, both ways: sealed, signed, altered, sent
 * again; and the key that both sides have.
 */
#include "tests/accept/client.h"

#include <mbedtls/sha256.h>
#include <stdlib.h>
#include <string.h>
#include <gssapi/gssapi_krb5.h>

#define SHA256_LEN 32
#define LONGEST 70000

static const size_t lengths[] = { 0, 1, 15, 16, 17, 1000, LONGEST };

static unsigned char text[LONGEST + 1];

static bool is_text(const void *p, size_t n, size_t length)
{
	return n == length && (n == 0 || memcmp(p, text, n) == 0);
}

/* They wrap, we open. */
static void send_wrapped(struct talk *t, int conf, size_t n)
{
	gss_buffer_desc in = { n, text }, out = GSS_C_EMPTY_BUFFER;
	OM_uint32 major, minor;
	int was = -1;

	major = gss_wrap(&minor, t->ctx, conf, 0, &in, &was, &out);
	if (want(major == GSS_S_COMPLETE && was == conf, t->row, "gss_wrap",
		 major) &&
	    call(t, LAB_UNWRAP, NULL, 0, out.value, out.length, LAB_UNWRAPPED))
		want(t->f.n >= 5 && t->f.p[0] == (conf ? LAB_CONF : 0) &&
			     is_text(t->f.p + 5, t->f.n - 5, n),
		     t->row, "DecryptMessage, bytes", (uint32_t)n);
	gss_release_buffer(&minor, &out);
}

/* We seal, they open. */
static void recv_wrapped(struct talk *t, int conf, size_t n)
{
	unsigned char how = conf ? LAB_CONF : 0;
	gss_buffer_desc in, out = GSS_C_EMPTY_BUFFER;
	OM_uint32 major, minor;
	int was = -1;

	if (!call(t, LAB_WRAP, &how, 1, text, n, LAB_WRAPPED))
		return;
	in.value = t->f.p;
	in.length = t->f.n;
	major = gss_unwrap(&minor, t->ctx, &in, &out, &was, NULL);
	want(major == GSS_S_COMPLETE, t->row, "gss_unwrap", major);
	want(was == conf && is_text(out.value, out.length, n), t->row,
	     "what gss_unwrap gave, bytes", (uint32_t)n);
	gss_release_buffer(&minor, &out);
}

static void send_signed(struct talk *t, size_t n)
{
	gss_buffer_desc in = { n, text }, mic = GSS_C_EMPTY_BUFFER;
	unsigned char head[4 + 256];
	OM_uint32 major, minor;

	major = gss_get_mic(&minor, t->ctx, 0, &in, &mic);
	if (want(major == GSS_S_COMPLETE && mic.length <= 256, t->row,
		 "gss_get_mic", major)) {
		lab_put_be32(head, (uint32_t)mic.length);
		memcpy(head + 4, mic.value, mic.length);
		if (call(t, LAB_MIC, head, 4 + mic.length, text, n,
			 LAB_VERIFIED))
			want(lab_get_be32(t->f.p) == ST_OK, t->row,
			     "VerifySignature", lab_get_be32(t->f.p));
	}
	gss_release_buffer(&minor, &mic);
}

static void recv_signed(struct talk *t, size_t n)
{
	gss_buffer_desc in = { n, text }, mic;
	OM_uint32 major, minor;

	if (!call(t, LAB_SIGN, NULL, 0, text, n, LAB_MIC))
		return;
	mic.value = t->f.p;
	mic.length = t->f.n;
	major = gss_verify_mic(&minor, t->ctx, &in, &mic, NULL);
	want(major == GSS_S_COMPLETE, t->row, "gss_verify_mic", major);
}

static void refused(struct talk *t, const gss_buffer_desc *m, uint32_t status)
{
	if (call(t, LAB_UNWRAP, NULL, 0, m->value, m->length, LAB_ERROR))
		want(lab_get_be32(t->f.p) == status, t->row,
		     "DecryptMessage of a bad message", lab_get_be32(t->f.p));
}

/* One octet off, then right, then once more. */
static void send_badly(struct talk *t)
{
	gss_buffer_desc in = { 100, text }, out = GSS_C_EMPTY_BUFFER;
	unsigned char *last;
	OM_uint32 minor;

	gss_wrap(&minor, t->ctx, 1, 0, &in, NULL, &out);
	last = (unsigned char *)out.value + out.length - 1;
	*last ^= 1;
	refused(t, &out, ST_MESSAGE_ALTERED);
	*last ^= 1;
	call(t, LAB_UNWRAP, NULL, 0, out.value, out.length, LAB_UNWRAPPED);
	if (t->got & GSS_C_REPLAY_FLAG)
		refused(t, &out, ST_OUT_OF_SEQUENCE);
	gss_release_buffer(&minor, &out);
}

static void compare_keys(struct talk *t)
{
	gss_buffer_set_t set = GSS_C_NO_BUFFER_SET;
	unsigned char hash[SHA256_LEN];
	OM_uint32 major, minor;

	major = gss_inquire_sec_context_by_oid(
		&minor, t->ctx, GSS_C_INQ_SSPI_SESSION_KEY, &set);
	if (!want(major == GSS_S_COMPLETE && set->count > 0, t->row,
		  "their session key", major))
		return;
	mbedtls_sha256_ret(set->elements[0].value, set->elements[0].length,
			   hash, 0);
	if (call(t, LAB_KEY, NULL, 0, NULL, 0, LAB_KEY)) {
		want(t->f.n == SHA256_LEN + 4 &&
			     memcmp(t->f.p, hash, SHA256_LEN) == 0,
		     t->row, "our session key is another", 0);
		if (t->row->enctype)
			want(lab_get_be32(t->f.p + SHA256_LEN) ==
				     t->row->enctype,
			     t->row, "our enctype",
			     lab_get_be32(t->f.p + SHA256_LEN));
	}
	gss_release_buffer_set(&minor, &set);
}

/*
 * Kerberos can sign without sealing.  gss-ntlmssp seals all that it wraps, does
 * not take empty messages, and one stream of its cipher goes on over all of
 * them: a bad one ends that.
 */
void messages(struct talk *t)
{
	bool krb5 = t->row->agreed == KRB5;
	bool seal = t->got & GSS_C_CONF_FLAG;
	size_t i;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (unsigned char)(i * 7 + (i >> 8));
	for (i = krb5 ? 0 : 1; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		send_signed(t, lengths[i]);
		recv_signed(t, lengths[i]);
		if (seal) {
			send_wrapped(t, 1, lengths[i]);
			recv_wrapped(t, 1, lengths[i]);
		}
		if (krb5) {
			send_wrapped(t, 0, lengths[i]);
			recv_wrapped(t, 0, lengths[i]);
		}
	}
	compare_keys(t);
	if (krb5 && seal)
		send_badly(t);
}
