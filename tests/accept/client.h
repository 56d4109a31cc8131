/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * GSS-API's initiator against our acceptor: what its rows share.
 *
 * Nothing of this project is linked, or the peer would prove nothing; statuses
 * come as numbers in LAB_ERROR.
 */
#ifndef SSP_TESTS_ACCEPT_CLIENT_H
#define SSP_TESTS_ACCEPT_CLIENT_H

#include <stdbool.h>
#include <stdint.h>
#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>

#include "tests/lab/lab_frames.h"

/* secur32/status.h */
#define ST_OK 0x00000000u
#define ST_UNSUPPORTED 0x80090302u
#define ST_INVALID_TOKEN 0x80090308u
#define ST_LOGON_DENIED 0x8009030cu
#define ST_NO_CREDENTIALS 0x8009030eu
#define ST_MESSAGE_ALTERED 0x8009030fu
#define ST_OUT_OF_SEQUENCE 0x80090310u
#define ST_WRONG_PRINCIPAL 0x80090322u
#define ST_TIME_SKEW 0x80090324u
#define ST_BAD_BINDINGS 0x80090346u
#define ST_NO_KERB_KEY 0x80090348u

enum mech { KRB5, NTLM, SPNEGO, SPNEGO_NTLM };

/**
 * struct row - one hand-shake and what is to come of it
 * @name: for people
 * @mech: the mechanism; SPNEGO offers all that there are credentials for
 * @flags: GSS_C_*_FLAG asked for
 * @port: the variable with the acceptor's port
 * @want: our acceptor's status
 * @service: service@host
 * @minor: that the initiator is to end with, of a failure; 0: any
 * @channel: application data of its bindings, or NULL
 * @user: whose password @password is; NULL: the default credentials
 * @password: for NTLM
 * @peer: whom the acceptor is to see
 * @agreed: what is to be agreed on: KRB5 or NTLM
 * @enctype: of the context; 0: any
 */
struct row {
	const char *name;
	enum mech mech;
	OM_uint32 flags;
	const char *port;
	uint32_t want;
	const char *service;
	OM_uint32 minor;
	const char *channel;
	const char *user;
	const char *password;
	const char *peer;
	enum mech agreed;
	uint32_t enctype;
};

/**
 * struct talk - one connection
 * @row: its row
 * @fd: the socket, or -1
 * @f: the last frame
 * @cred: the initiator's credential
 * @target: its target
 * @ctx: its context
 * @first: its first token
 * @out: its last token
 * @got: GSS_C_*_FLAG that it has
 * @status: our acceptor's status: ST_OK once it has a context
 * @minor: the initiator's last one
 * @failed: the initiator has failed
 */
struct talk {
	const struct row *row;
	int fd;
	struct lab_frame f;
	gss_cred_id_t cred;
	gss_name_t target;
	gss_ctx_id_t ctx;
	gss_buffer_desc first;
	gss_buffer_desc out;
	OM_uint32 got;
	uint32_t status;
	OM_uint32 minor;
	bool failed;
};

/** want() - note it when something of @row is not as it has to be */
bool want(bool ok, const struct row *row, const char *what, uint32_t value);

/** checked() - end of a check: one line */
void checked(const char *name);

/** shake_hands() - connect and establish; true if both sides are done */
bool shake_hands(struct talk *t, const struct row *row);

/** reconnect() - to the same acceptor; the context stays */
bool reconnect(struct talk *t);

/** call() - a command and its answer of type @answer */
bool call(struct talk *t, enum lab_type type, const void *head, size_t head_n,
	  const void *body, size_t body_n, enum lab_type answer);

/** hang_up() - end of a talk */
void hang_up(struct talk *t);

/** messages() - signed and sealed ones, both ways, in an open talk */
void messages(struct talk *t);

#endif
