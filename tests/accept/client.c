// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * gss_init_sec_context() against our acceptor: the connection and the
 * hand-shake.  The rows are in main.c.
 */
#define _GNU_SOURCE
#include "tests/accept/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define PEER_SECONDS 20

static gss_OID_desc krb5_oid = { 9, "\x2a\x86\x48\x86\xf7\x12\x01\x02\x02" };
static gss_OID_desc ntlm_oid = { 10,
				 "\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a" };
static gss_OID_desc spnego_oid = { 6, "\x2b\x06\x01\x05\x05\x02" };

static gss_OID oid_of(enum mech mech)
{
	switch (mech) {
	case KRB5:
		return &krb5_oid;
	case NTLM:
		return &ntlm_oid;
	default:
		return &spnego_oid;
	}
}

static bool connect_to(struct talk *t)
{
	const struct timeval wait = { .tv_sec = PEER_SECONDS };
	const char *port = getenv(t->row->port);
	const int one = 1;
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)atoi(port ? port : "0")),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	t->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (t->fd < 0 ||
	    connect(t->fd, (struct sockaddr *)&addr, sizeof(addr)) != 0)
		return want(false, t->row, "no connection", addr.sin_port);
	setsockopt(t->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(t->fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	setsockopt(t->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return true;
}

bool reconnect(struct talk *t)
{
	close(t->fd);
	return connect_to(t);
}

static gss_buffer_desc text(const char *s)
{
	return (gss_buffer_desc){ s ? strlen(s) : 0, (void *)(size_t)s };
}

/* NTLM alone inside of SPNEGO, or whatever the mechanism is. */
static bool acquire(struct talk *t)
{
	gss_OID_set_desc one = { 1, oid_of(t->row->mech) };
	gss_OID_set_desc ntlm = { 1, &ntlm_oid };
	gss_buffer_desc user = text(t->row->user);
	gss_buffer_desc password = text(t->row->password);
	gss_name_t name = GSS_C_NO_NAME;
	OM_uint32 major, minor;

	if (t->row->user) {
		gss_import_name(&minor, &user, GSS_C_NT_USER_NAME, &name);
		major = gss_acquire_cred_with_password(&minor, name, &password,
						       GSS_C_INDEFINITE, &one,
						       GSS_C_INITIATE, &t->cred,
						       NULL, NULL);
		gss_release_name(&minor, &name);
	} else {
		major = gss_acquire_cred(&minor, GSS_C_NO_NAME,
					 GSS_C_INDEFINITE, &one, GSS_C_INITIATE,
					 &t->cred, NULL, NULL);
	}
	if (!GSS_ERROR(major) && t->row->mech == SPNEGO_NTLM)
		major = gss_set_neg_mechs(&minor, t->cred, &ntlm);
	return want(!GSS_ERROR(major), t->row, "no credential", major);
}

static bool init(struct talk *t, gss_buffer_t in, OM_uint32 *major)
{
	struct gss_channel_bindings_struct bindings = {
		.application_data = text(t->row->channel),
	};
	OM_uint32 tmp;

	gss_release_buffer(&tmp, &t->out);
	*major = gss_init_sec_context(
		&t->minor, t->cred, &t->ctx, t->target, oid_of(t->row->mech),
		t->row->flags, 0,
		t->row->channel ? &bindings : GSS_C_NO_CHANNEL_BINDINGS, in,
		NULL, &t->out, &t->got, NULL);
	t->failed = GSS_ERROR(*major);
	if (!t->first.value && t->out.length > 0) {
		t->first.value = malloc(t->out.length);
		t->first.length = t->out.length;
		memcpy(t->first.value, t->out.value, t->out.length);
	}
	return !t->failed;
}

/* The acceptor's next word; true if it is a token. */
static bool hear(struct talk *t)
{
	if (!want(lab_recv(t->fd, &t->f), t->row, "the acceptor ended", 0))
		return false;
	if (t->f.type == LAB_TOKEN)
		return true;
	if (t->f.type == LAB_ERROR && t->f.n == 8)
		t->status = lab_get_be32(t->f.p);
	else if (t->f.type == LAB_COMPLETE)
		t->status = ST_OK;
	return false;
}

static bool converse(struct talk *t)
{
	gss_buffer_desc in = GSS_C_EMPTY_BUFFER;
	OM_uint32 major = GSS_S_CONTINUE_NEEDED;

	for (;;) {
		if (major == GSS_S_CONTINUE_NEEDED && init(t, &in, &major) &&
		    t->out.length > 0 &&
		    !want(lab_send(t->fd, LAB_TOKEN, NULL, 0, t->out.value,
				   t->out.length),
			  t->row, "the acceptor is gone", 0))
			return false;
		if (!hear(t))
			break;
		in.value = t->f.p;
		in.length = t->f.n;
	}
	return major == GSS_S_COMPLETE && t->status == ST_OK;
}

bool shake_hands(struct talk *t, const struct row *row)
{
	gss_buffer_desc spn = text(row->service);
	OM_uint32 minor;

	*t = (struct talk){ .row = row, .fd = -1, .status = ~0u };
	t->f.buf = malloc(LAB_FRAME_MAX);
	gss_import_name(&minor, &spn, GSS_C_NT_HOSTBASED_SERVICE, &t->target);
	return t->f.buf && acquire(t) && connect_to(t) && converse(t);
}

bool call(struct talk *t, enum lab_type type, const void *head, size_t head_n,
	  const void *body, size_t body_n, enum lab_type answer)
{
	return want(lab_send(t->fd, (unsigned char)type, head, head_n, body,
			     body_n) &&
			    lab_recv(t->fd, &t->f),
		    t->row, "the acceptor ended", type) &&
	       want(t->f.type == answer, t->row, "a frame of another type",
		    t->f.type);
}

void hang_up(struct talk *t)
{
	OM_uint32 minor;

	gss_delete_sec_context(&minor, &t->ctx, GSS_C_NO_BUFFER);
	gss_release_cred(&minor, &t->cred);
	gss_release_name(&minor, &t->target);
	gss_release_buffer(&minor, &t->out);
	if (t->fd >= 0)
		close(t->fd);
	free(t->first.value);
	free(t->f.buf);
}
