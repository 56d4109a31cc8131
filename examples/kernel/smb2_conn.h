/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A connection to a server: one request, one reply, until it is closed.
 */
#ifndef SMB2_CONN_H
#define SMB2_CONN_H

#include "smb2_sign.h"

struct socket;

/**
 * struct smb2_conn - the connection
 * @sock: TCP
 * @out: room for a request, SMB2_MESSAGE_MAX bytes from vmalloc()
 * @in: the last reply, likewise: a token in it may be shown to SSPI as it is
 * @message_id: of the next request
 * @session_id: 0 until the server gives one
 * @tree_id: of the share in use
 * @preauth: what was said so far
 * @signer: from now on both sides sign; NULL before
 */
struct smb2_conn {
	struct socket *sock;
	void *out;
	void *in;
	u64 message_id;
	u64 session_id;
	u32 tree_id;
	struct smb2_preauth preauth;
	struct crypto_shash *signer;
};

/**
 * smb2_conn_open() - connect to a server
 * @c: the connection, for smb2_conn_close() if this succeeds
 * @server: IPv4 or IPv6 address
 * @port: TCP port
 *
 * Return: 0 or an errno
 */
int smb2_conn_open(struct smb2_conn *c, const char *server, u16 port);
void smb2_conn_close(struct smb2_conn *c);

/**
 * smb2_conn_ask() - send the request in @out, get the reply to it
 * @c: the connection
 * @length: bytes of the request, or the errno there is instead
 * @r: receives the reply, good until the next call
 *
 * With a signer the request is signed, and so is the reply, or it is -EBADMSG.
 *
 * Return: 0 with a reply of any status; or an errno
 */
int smb2_conn_ask(struct smb2_conn *c, int length, struct smb2_reply *r);

#endif /* SMB2_CONN_H */
