// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The acceptor's one context: establish it, then obey commands (RFC 2743 2.2
 * and 2.3, and gss_wrap_iov() of MIT's extensions), as lab_frames.h has it.
 * Sockets and processes are gss_acceptor.c's business.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <gssapi/gssapi_krb5.h>
#include <mbedtls/sha256.h>
#include "tests/lab/gss_context.h"
#include "tests/lab/lab_frames.h"

#define SHA256_LEN 32

/* MIT 1.20 unwraps an empty message into one octet of memory that
 * gss_release_buffer() passes over, for its length is 0.
 */
static void release(gss_buffer_t buf)
{
	OM_uint32 minor;

	if (buf->length == 0)
		free(buf->value);
	else
		gss_release_buffer(&minor, buf);
}

static void log_text(const char *what, OM_uint32 code, int type)
{
	OM_uint32 minor;
	OM_uint32 more = 0;
	gss_buffer_desc text;

	do {
		if (GSS_ERROR(gss_display_status(&minor, code, type,
						 GSS_C_NO_OID, &more, &text)))
			return;
		fprintf(stderr, "%s: %.*s\n", what, (int)text.length,
			(const char *)text.value);
		gss_release_buffer(&minor, &text);
	} while (more != 0);
}

void lab_log_status(const char *what, OM_uint32 major, OM_uint32 minor)
{
	log_text(what, major, GSS_C_GSS_CODE);
	if (minor != 0)
		log_text(what, minor, GSS_C_MECH_CODE);
}

static bool send_error(int fd, const char *what, OM_uint32 major,
		       OM_uint32 minor)
{
	unsigned char body[8];

	lab_log_status(what, major, minor);
	lab_put_be32(body, major);
	lab_put_be32(body + 4, minor);
	return lab_send(fd, LAB_ERROR, NULL, 0, body, sizeof(body));
}

static bool send_complete(int fd, gss_ctx_id_t ctx)
{
	unsigned char head[1024];
	gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
	gss_name_t name = GSS_C_NO_NAME;
	gss_OID mech;
	OM_uint32 flags, life, major, minor, tmp;
	size_t n = 0;
	bool ok = false;

	major = gss_inquire_context(&minor, ctx, &name, NULL, &life, &mech,
				    &flags, NULL, NULL);
	if (!GSS_ERROR(major))
		major = gss_display_name(&minor, name, &text, NULL);
	if (GSS_ERROR(major)) {
		ok = send_error(fd, "inquire", major, minor);
		goto out;
	}
	if (mech->length > sizeof(head) - 16)
		goto out;
	lab_put_be32(head, flags);
	lab_put_be32(head + 4, life);
	lab_put_be32(head + 8, mech->length);
	memcpy(head + 12, mech->elements, mech->length);
	n = 12 + mech->length;
	lab_put_be32(head + n, (uint32_t)text.length);
	ok = lab_send(fd, LAB_COMPLETE, head, n + 4, text.value, text.length);
out:
	gss_release_buffer(&tmp, &text);
	gss_release_name(&tmp, &name);
	return ok;
}

/* Tokens to and fro; true when there is a context and the client knows. */
static bool establish(int fd, struct lab_frame *f, gss_cred_id_t cred,
		      gss_ctx_id_t *ctx)
{
	OM_uint32 major, minor, tmp;
	gss_buffer_desc in, out;
	bool ok;

	do {
		if (!lab_recv(fd, f) || f->type != LAB_TOKEN)
			return false;
		in.value = f->p;
		in.length = f->n;
		out = (gss_buffer_desc)GSS_C_EMPTY_BUFFER;
		major = gss_accept_sec_context(&minor, ctx, cred, &in,
					       GSS_C_NO_CHANNEL_BINDINGS, NULL,
					       NULL, &out, NULL, NULL, NULL);
		ok = out.length == 0 ||
		     lab_send(fd, LAB_TOKEN, NULL, 0, out.value, out.length);
		gss_release_buffer(&tmp, &out);
		if (GSS_ERROR(major)) {
			send_error(fd, "accept", major, minor);
			return false;
		}
	} while (ok && major == GSS_S_CONTINUE_NEEDED);
	return ok && send_complete(fd, *ctx);
}

static bool do_unwrap(int fd, const struct lab_frame *f, gss_ctx_id_t ctx)
{
	gss_buffer_desc in = { f->n, f->p };
	gss_buffer_desc out = GSS_C_EMPTY_BUFFER;
	OM_uint32 major, minor;
	unsigned char head[5];
	gss_qop_t qop;
	int conf;
	bool ok;

	major = gss_unwrap(&minor, ctx, &in, &out, &conf, &qop);
	if (major != GSS_S_COMPLETE) {
		ok = send_error(fd, "unwrap", major, minor);
	} else {
		head[0] = conf ? LAB_CONF : 0;
		lab_put_be32(head + 1, qop);
		ok = lab_send(fd, LAB_UNWRAPPED, head, sizeof(head), out.value,
			      out.length);
	}
	release(&out);
	return ok;
}

static bool do_wrap(int fd, const struct lab_frame *f, gss_ctx_id_t ctx)
{
	gss_buffer_desc in, out = GSS_C_EMPTY_BUFFER;
	OM_uint32 major, minor, tmp;
	bool ok;

	if (f->n < 1)
		return false;
	in.value = f->p + 1;
	in.length = f->n - 1;
	major = gss_wrap(&minor, ctx, f->p[0] & LAB_CONF, GSS_C_QOP_DEFAULT,
			 &in, NULL, &out);
	if (GSS_ERROR(major))
		ok = send_error(fd, "wrap", major, minor);
	else
		ok = lab_send(fd, LAB_WRAPPED, NULL, 0, out.value, out.length);
	gss_release_buffer(&tmp, &out);
	return ok;
}

static bool send_iov(int fd, const gss_iov_buffer_desc *iov, int count)
{
	unsigned char *row, *p;
	unsigned char head[4];
	size_t n = 0;
	bool ok;
	int i;

	for (i = 0; i < count; i++)
		n += iov[i].buffer.length;
	row = malloc(n > 0 ? n : 1);
	if (!row)
		return false;
	p = row;
	for (i = 0; i < count; i++) {
		if (iov[i].buffer.length > 0)
			memcpy(p, iov[i].buffer.value, iov[i].buffer.length);
		p += iov[i].buffer.length;
	}
	lab_put_be32(head, (uint32_t)iov[0].buffer.length);
	ok = lab_send(fd, LAB_WRAPPED, head, sizeof(head), row, n);
	free(row);
	return ok;
}

/* The message is sealed where it lies, in the frame's buffer. */
static bool do_wrap_iov(int fd, const struct lab_frame *f, gss_ctx_id_t ctx)
{
	const OM_uint32 fresh = GSS_IOV_BUFFER_FLAG_ALLOCATE;
	gss_iov_buffer_desc iov[4] = {
		{ .type = GSS_IOV_BUFFER_TYPE_HEADER | fresh },
		{ .type = GSS_IOV_BUFFER_TYPE_DATA },
		{ .type = GSS_IOV_BUFFER_TYPE_PADDING | fresh },
		{ .type = GSS_IOV_BUFFER_TYPE_TRAILER | fresh },
	};
	OM_uint32 major, minor, tmp;
	int count;
	bool ok;

	if (f->n < 1)
		return false;
	iov[1].buffer.value = f->p + 1;
	iov[1].buffer.length = f->n - 1;
	count = f->p[0] & LAB_NO_TRAILER ? 3 : 4;
	major = gss_wrap_iov(&minor, ctx, f->p[0] & LAB_CONF, GSS_C_QOP_DEFAULT,
			     NULL, iov, count);
	if (GSS_ERROR(major))
		ok = send_error(fd, "wrap_iov", major, minor);
	else
		ok = send_iov(fd, iov, count);
	gss_release_iov_buffer(&tmp, iov, count);
	return ok;
}

static bool do_sign(int fd, const struct lab_frame *f, gss_ctx_id_t ctx)
{
	gss_buffer_desc in = { f->n, f->p };
	gss_buffer_desc out = GSS_C_EMPTY_BUFFER;
	OM_uint32 major, minor, tmp;
	bool ok;

	major = gss_get_mic(&minor, ctx, GSS_C_QOP_DEFAULT, &in, &out);
	if (GSS_ERROR(major))
		ok = send_error(fd, "get_mic", major, minor);
	else
		ok = lab_send(fd, LAB_MIC, NULL, 0, out.value, out.length);
	gss_release_buffer(&tmp, &out);
	return ok;
}

static bool do_verify(int fd, const struct lab_frame *f, gss_ctx_id_t ctx)
{
	gss_buffer_desc mic, message;
	OM_uint32 major, minor;
	unsigned char body[4];

	if (f->n < 4 || lab_get_be32(f->p) > f->n - 4)
		return false;
	mic.value = f->p + 4;
	mic.length = lab_get_be32(f->p);
	message.value = f->p + 4 + mic.length;
	message.length = f->n - 4 - mic.length;
	major = gss_verify_mic(&minor, ctx, &message, &mic, NULL);
	if (major != GSS_S_COMPLETE)
		lab_log_status("verify_mic", major, minor);
	lab_put_be32(body, major);
	return lab_send(fd, LAB_VERIFIED, NULL, 0, body, sizeof(body));
}

/* The last arc of the OID that MIT returns beside the key is the enctype. */
static uint32_t last_arc(const gss_buffer_desc *oid)
{
	const unsigned char *p = oid->value;
	uint32_t arc = 0;
	uint32_t last = 0;
	size_t i;

	for (i = 0; i < oid->length; i++) {
		arc = arc << 7 | (p[i] & 0x7f);
		if (p[i] & 0x80)
			continue;
		last = arc;
		arc = 0;
	}
	return last;
}

static bool do_key(int fd, gss_ctx_id_t ctx)
{
	gss_buffer_set_t set = GSS_C_NO_BUFFER_SET;
	unsigned char body[SHA256_LEN + 4];
	OM_uint32 major, minor, tmp;
	bool ok = false;

	major = gss_inquire_sec_context_by_oid(
		&minor, ctx, GSS_C_INQ_SSPI_SESSION_KEY, &set);
	if (GSS_ERROR(major)) {
		ok = send_error(fd, "session key", major, minor);
		goto out;
	}
	if (set->count < 2 ||
	    mbedtls_sha256_ret(set->elements[0].value, set->elements[0].length,
			       body, 0) != 0)
		goto out;
	lab_put_be32(body + SHA256_LEN, last_arc(&set->elements[1]));
	ok = lab_send(fd, LAB_KEY, NULL, 0, body, sizeof(body));
out:
	gss_release_buffer_set(&tmp, &set);
	return ok;
}

static bool command(int fd, const struct lab_frame *f, gss_ctx_id_t ctx)
{
	switch (f->type) {
	case LAB_UNWRAP:
		return do_unwrap(fd, f, ctx);
	case LAB_WRAP:
		return do_wrap(fd, f, ctx);
	case LAB_WRAP_IOV:
		return do_wrap_iov(fd, f, ctx);
	case LAB_SIGN:
		return do_sign(fd, f, ctx);
	case LAB_MIC:
		return do_verify(fd, f, ctx);
	case LAB_KEY:
		return do_key(fd, ctx);
	default: /* LAB_QUIT, and what has no place here */
		return false;
	}
}

bool lab_serve(int fd, gss_cred_id_t cred)
{
	gss_ctx_id_t ctx = GSS_C_NO_CONTEXT;
	struct lab_frame f = { .buf = malloc(LAB_FRAME_MAX) };
	OM_uint32 minor;
	bool more;

	if (!f.buf)
		return false;
	more = establish(fd, &f, cred, &ctx);
	while (more && lab_recv(fd, &f))
		more = command(fd, &f, ctx);
	gss_delete_sec_context(&minor, &ctx, GSS_C_NO_BUFFER);
	free(f.buf);
	return true;
}
