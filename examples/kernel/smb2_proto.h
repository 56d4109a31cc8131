/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The messages of SMB 2 that a client signs on and off with: their layout
 * (MS-SMB2 2.2), how a request is written, how a reply is read.
 *
 * Not here: keys (smb2_sign.h), the connection (smb2_conn.h), and what is inside
 * a token, which is nobody's business but SSPI's.
 */
#ifndef SMB2_PROTO_H
#define SMB2_PROTO_H

#include <linux/build_bug.h>
#include <linux/types.h>

/* No message is longer, sent or received. */
#define SMB2_MESSAGE_MAX (128 * 1024)

#define SMB2_SIGNATURE_LENGTH 16

#define SMB2_PROTOCOL_ID 0x424d53fe /* FE 'S' 'M' 'B' */

/*
 * The one dialect: the first whose keys depend on what was negotiated, so that
 * nobody between the two sides changes that unseen.
 */
#define SMB2_DIALECT_3_1_1 0x0311

enum smb2_command {
	SMB2_NEGOTIATE = 0,
	SMB2_SESSION_SETUP = 1,
	SMB2_LOGOFF = 2,
	SMB2_TREE_CONNECT = 3,
	SMB2_TREE_DISCONNECT = 4,
};

/* Of the header. */
#define SMB2_FLAGS_SERVER_TO_REDIR 0x1
#define SMB2_FLAGS_ASYNC_COMMAND 0x2
#define SMB2_FLAGS_SIGNED 0x8

/* SecurityMode, of either side. */
#define SMB2_NEGOTIATE_SIGNING_ENABLED 0x1
#define SMB2_NEGOTIATE_SIGNING_REQUIRED 0x2

/* SessionFlags and ShareFlags. */
#define SMB2_SESSION_FLAG_IS_GUEST 0x1
#define SMB2_SESSION_FLAG_IS_NULL 0x2
#define SMB2_SESSION_FLAG_ENCRYPT_DATA 0x4
#define SMB2_SHAREFLAG_ENCRYPT_DATA 0x8000

/* MS-ERREF 2.3; those that have a word of their own are in smb2_proto.c. */
#define STATUS_SUCCESS 0x00000000
#define STATUS_PENDING 0x00000103
#define STATUS_MORE_PROCESSING_REQUIRED 0xc0000016

/* MS-SMB2 2.2.1.2 */
struct smb2_header {
	__le32 protocol_id;
	__le16 structure_size; /* 64 */
	__le16 credit_charge;
	__le32 status; /* 0 in a request */
	__le16 command;
	__le16 credits;
	__le32 flags;
	__le32 next_command;
	__le64 message_id;
	__le32 reserved;
	__le32 tree_id;
	__le64 session_id;
	u8 signature[SMB2_SIGNATURE_LENGTH];
} __packed;
static_assert(sizeof(struct smb2_header) == 64);

/**
 * struct smb2_reply - one message of the server's
 * @header: the message
 * @length: its bytes, at least those of a header
 */
struct smb2_reply {
	struct smb2_header *header;
	size_t length;
};

/**
 * struct smb2_token - bytes of the authentication's, inside a message
 * @at: the first
 * @length: how many
 */
struct smb2_token {
	void *at;
	size_t length;
};

/* Anything but success, in a word and as an errno. */
const char *smb2_status_word(u32 status);
int smb2_status_errno(u32 status);

/*
 * Requests.  Each is written to @out, which has room for SMB2_MESSAGE_MAX
 * bytes, with a header whose numbers the connection fills in.  The answer is
 * the length of the message, or -EMSGSIZE for what has no room in one.
 */
int smb2_put_negotiate(void *out, const u8 guid[16], const u8 salt[32]);
int smb2_put_session_setup(void *out, const struct smb2_token *token);
int smb2_put_tree_connect(void *out, const char *server, const char *share);
/* TREE_DISCONNECT and LOGOFF say nothing but that. */
int smb2_put_bare(void *out, enum smb2_command command);

/*
 * Replies, of a status that brings a body of their own.  0, or -EPROTO for a
 * message that is not as the specification has it: every length and offset is
 * checked before it is used.
 */
int smb2_get_header(const struct smb2_reply *r);
int smb2_get_negotiate(const struct smb2_reply *r, struct smb2_token *token);
int smb2_get_session_setup(const struct smb2_reply *r, u16 *flags,
			   struct smb2_token *token);
int smb2_get_tree_connect(const struct smb2_reply *r, u32 *flags);
int smb2_get_bare(const struct smb2_reply *r);

#endif /* SMB2_PROTO_H */
