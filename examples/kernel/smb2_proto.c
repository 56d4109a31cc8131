// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Requests out, replies in: MS-SMB2 2.2.3 to 2.2.12.
 *
 * A reply is read before anyone can say who wrote it.  Offsets are the
 * server's, from the beginning of the header; slice() is the one place that
 * follows them.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "smb2_proto.h"

#define SHA_512 0x0001
#define PREAUTH_INTEGRITY_CAPABILITIES 0x0001
#define SALT_LENGTH 32

/* More contexts than any version of the protocol has. */
#define CONTEXTS_MAX 16

/* MS-SMB2 2.2.3 */
struct negotiate_request {
	struct smb2_header header;
	__le16 structure_size; /* 36 */
	__le16 dialect_count;
	__le16 security_mode;
	__le16 reserved;
	__le32 capabilities;
	u8 client_guid[16];
	__le32 context_offset;
	__le16 context_count;
	__le16 reserved2;
	__le16 dialects[1];
	u8 padding[2]; /* contexts begin at multiples of 8 */
} __packed;
static_assert(sizeof(struct negotiate_request) == 64 + 36 + 2 + 2);

/* MS-SMB2 2.2.3.1 */
struct negotiate_context {
	__le16 type;
	__le16 data_length;
	__le32 reserved;
} __packed;

/* MS-SMB2 2.2.3.1.1, with one algorithm, as either side sends it */
struct preauth_context {
	__le16 algorithm_count;
	__le16 salt_length;
	__le16 algorithm;
} __packed;

/* MS-SMB2 2.2.4 */
struct negotiate_response {
	struct smb2_header header;
	__le16 structure_size; /* 65 */
	__le16 security_mode;
	__le16 dialect;
	__le16 context_count;
	u8 server_guid[16];
	__le32 capabilities;
	__le32 max_transact_size;
	__le32 max_read_size;
	__le32 max_write_size;
	__le64 system_time;
	__le64 server_start_time;
	__le16 token_offset;
	__le16 token_length;
	__le32 context_offset;
} __packed;
static_assert(sizeof(struct negotiate_response) == 64 + 64);

/* MS-SMB2 2.2.5 */
struct session_setup_request {
	struct smb2_header header;
	__le16 structure_size; /* 25 */
	u8 flags;
	u8 security_mode;
	__le32 capabilities;
	__le32 channel;
	__le16 token_offset;
	__le16 token_length;
	__le64 previous_session_id;
} __packed;
static_assert(sizeof(struct session_setup_request) == 64 + 24);

/* MS-SMB2 2.2.6 */
struct session_setup_response {
	struct smb2_header header;
	__le16 structure_size; /* 9 */
	__le16 session_flags;
	__le16 token_offset;
	__le16 token_length;
} __packed;
static_assert(sizeof(struct session_setup_response) == 64 + 8);

/* MS-SMB2 2.2.9 */
struct tree_connect_request {
	struct smb2_header header;
	__le16 structure_size; /* 9 */
	__le16 flags;
	__le16 path_offset;
	__le16 path_length;
} __packed;
static_assert(sizeof(struct tree_connect_request) == 64 + 8);

/* MS-SMB2 2.2.10 */
struct tree_connect_response {
	struct smb2_header header;
	__le16 structure_size; /* 16 */
	u8 share_type;
	u8 reserved;
	__le32 share_flags;
	__le32 capabilities;
	__le32 maximal_access;
} __packed;
static_assert(sizeof(struct tree_connect_response) == 64 + 16);

/* MS-SMB2 2.2.7, 2.2.8, 2.2.11, 2.2.12 */
struct bare_message {
	struct smb2_header header;
	__le16 structure_size; /* 4 */
	__le16 reserved;
} __packed;
static_assert(sizeof(struct bare_message) == 64 + 4);

static const struct {
	u32 status;
	int err;
	const char *word;
} statuses[] = {
	{ 0xc000000d, -EREMOTEIO, "STATUS_INVALID_PARAMETER" },
	{ 0xc0000022, -EACCES, "STATUS_ACCESS_DENIED" },
	{ 0xc000006d, -EACCES, "STATUS_LOGON_FAILURE" },
	{ 0xc00000bb, -EOPNOTSUPP, "STATUS_NOT_SUPPORTED" },
	{ 0xc00000cc, -ENXIO, "STATUS_BAD_NETWORK_NAME" },
	{ 0xc0000203, -EACCES, "STATUS_USER_SESSION_DELETED" },
};

const char *smb2_status_word(u32 status)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(statuses); i++) {
		if (statuses[i].status == status)
			return statuses[i].word;
	}
	return "a status without a name here";
}

int smb2_status_errno(u32 status)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(statuses); i++) {
		if (statuses[i].status == status)
			return statuses[i].err;
	}
	return -EREMOTEIO;
}

/*
 * Requests
 */

/* One credit is asked for with each message, and used by the next one. */
static void put_header(struct smb2_header *h, enum smb2_command command)
{
	memset(h, 0, sizeof(*h));
	h->protocol_id = cpu_to_le32(SMB2_PROTOCOL_ID);
	h->structure_size = cpu_to_le16(sizeof(*h));
	h->command = cpu_to_le16(command);
	h->credits = cpu_to_le16(1);
}

/* The one context that the dialect insists on. */
static int put_preauth_context(void *out, const u8 salt[SALT_LENGTH])
{
	struct negotiate_context *c = out;
	struct preauth_context *p = (void *)(c + 1);

	c->type = cpu_to_le16(PREAUTH_INTEGRITY_CAPABILITIES);
	c->data_length = cpu_to_le16(sizeof(*p) + SALT_LENGTH);
	c->reserved = 0;
	p->algorithm_count = cpu_to_le16(1);
	p->salt_length = cpu_to_le16(SALT_LENGTH);
	p->algorithm = cpu_to_le16(SHA_512);
	memcpy(p + 1, salt, SALT_LENGTH);
	return sizeof(*c) + sizeof(*p) + SALT_LENGTH;
}

int smb2_put_negotiate(void *out, const u8 guid[16], const u8 salt[32])
{
	struct negotiate_request *r = out;

	memset(r, 0, sizeof(*r));
	put_header(&r->header, SMB2_NEGOTIATE);
	r->structure_size = cpu_to_le16(36);
	r->security_mode = cpu_to_le16(SMB2_NEGOTIATE_SIGNING_REQUIRED);
	memcpy(r->client_guid, guid, sizeof(r->client_guid));
	r->dialect_count = cpu_to_le16(ARRAY_SIZE(r->dialects));
	r->dialects[0] = cpu_to_le16(SMB2_DIALECT_3_1_1);
	r->context_offset = cpu_to_le32(sizeof(*r));
	r->context_count = cpu_to_le16(1);
	return sizeof(*r) + put_preauth_context(r + 1, salt);
}

int smb2_put_session_setup(void *out, const struct smb2_token *token)
{
	struct session_setup_request *r = out;

	if (token->length > U16_MAX)
		return -EMSGSIZE;
	memset(r, 0, sizeof(*r));
	put_header(&r->header, SMB2_SESSION_SETUP);
	r->structure_size = cpu_to_le16(25);
	r->security_mode = SMB2_NEGOTIATE_SIGNING_REQUIRED;
	r->token_offset = cpu_to_le16(sizeof(*r));
	r->token_length = cpu_to_le16(token->length);
	memcpy(r + 1, token->at, token->length);
	return sizeof(*r) + token->length;
}

/* \\server\share in UTF-16; both names are ASCII. */
int smb2_put_tree_connect(void *out, const char *server, const char *share)
{
	const char *const parts[] = { "\\\\", server, "\\", share };
	struct tree_connect_request *r = out;
	__le16 *path = (__le16 *)(r + 1);
	size_t i, n = 0;
	const char *c;

	for (i = 0; i < ARRAY_SIZE(parts); i++)
		n += strlen(parts[i]);
	if (n > U16_MAX / sizeof(*path))
		return -EMSGSIZE;
	memset(r, 0, sizeof(*r));
	put_header(&r->header, SMB2_TREE_CONNECT);
	r->structure_size = cpu_to_le16(9);
	r->path_offset = cpu_to_le16(sizeof(*r));
	r->path_length = cpu_to_le16(n * sizeof(*path));
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		for (c = parts[i]; *c; c++)
			*path++ = cpu_to_le16(*c);
	}
	return sizeof(*r) + n * sizeof(*path);
}

int smb2_put_bare(void *out, enum smb2_command command)
{
	struct bare_message *r = out;

	memset(r, 0, sizeof(*r));
	put_header(&r->header, command);
	r->structure_size = cpu_to_le16(4);
	return sizeof(*r);
}

/*
 * Replies
 */

/* A whole body of this command's: @size is what the compiler says. */
static bool has_body(const struct smb2_reply *r, size_t size, u16 structure)
{
	const struct bare_message *any = (const void *)r->header;

	return r->length >= size &&
	       le16_to_cpu(any->structure_size) == structure;
}

/* @length bytes that the server says are at @offset, behind @fixed. */
static int slice(const struct smb2_reply *r, size_t fixed, size_t offset,
		 size_t length, struct smb2_token *out)
{
	*out = (struct smb2_token){ .at = r->header };
	if (!length)
		return 0;
	if (offset < fixed || offset > r->length || length > r->length - offset)
		return -EPROTO;
	out->at = (u8 *)r->header + offset;
	out->length = length;
	return 0;
}

/* Messages come one by one: nothing here asks for a chain of them. */
int smb2_get_header(const struct smb2_reply *r)
{
	const struct smb2_header *h = r->header;

	if (r->length < sizeof(*h) ||
	    h->protocol_id != cpu_to_le32(SMB2_PROTOCOL_ID) ||
	    h->structure_size != cpu_to_le16(sizeof(*h)) || h->next_command ||
	    !(le32_to_cpu(h->flags) & SMB2_FLAGS_SERVER_TO_REDIR))
		return -EPROTO;
	return 0;
}

/* The server has chosen SHA-512, the one that was offered. */
static int check_preauth(const struct smb2_token *data)
{
	const struct preauth_context *p = data->at;

	if (data->length < sizeof(*p) || le16_to_cpu(p->algorithm_count) != 1 ||
	    le16_to_cpu(p->algorithm) != SHA_512 ||
	    le16_to_cpu(p->salt_length) != data->length - sizeof(*p))
		return -EPROTO;
	return 0;
}

/* Exactly one about pre-authentication; others are not for us. */
static int check_contexts(const struct smb2_reply *r)
{
	const struct negotiate_response *n = (const void *)r->header;
	unsigned int left = le16_to_cpu(n->context_count), found = 0;
	size_t at = le32_to_cpu(n->context_offset);
	const struct negotiate_context *c;
	struct smb2_token head, data;

	if (left > CONTEXTS_MAX)
		return -EPROTO;
	for (; left; left--) {
		if (at % 8 || slice(r, sizeof(*n), at, sizeof(*c), &head) < 0)
			return -EPROTO;
		c = head.at;
		at += sizeof(*c);
		if (slice(r, at, at, le16_to_cpu(c->data_length), &data) < 0)
			return -EPROTO;
		if (c->type == cpu_to_le16(PREAUTH_INTEGRITY_CAPABILITIES)) {
			if (check_preauth(&data) < 0)
				return -EPROTO;
			found++;
		}
		at = ALIGN(at + data.length, 8);
	}
	return found == 1 ? 0 : -EPROTO;
}

int smb2_get_negotiate(const struct smb2_reply *r, struct smb2_token *token)
{
	const struct negotiate_response *n = (const void *)r->header;

	if (!has_body(r, sizeof(*n), 65) ||
	    !(le16_to_cpu(n->security_mode) & SMB2_NEGOTIATE_SIGNING_ENABLED) ||
	    le16_to_cpu(n->dialect) != SMB2_DIALECT_3_1_1 ||
	    check_contexts(r) < 0)
		return -EPROTO;
	return slice(r, sizeof(*n), le16_to_cpu(n->token_offset),
		     le16_to_cpu(n->token_length), token);
}

int smb2_get_session_setup(const struct smb2_reply *r, u16 *flags,
			   struct smb2_token *token)
{
	const struct session_setup_response *s = (const void *)r->header;

	if (!has_body(r, sizeof(*s), 9))
		return -EPROTO;
	*flags = le16_to_cpu(s->session_flags);
	return slice(r, sizeof(*s), le16_to_cpu(s->token_offset),
		     le16_to_cpu(s->token_length), token);
}

int smb2_get_tree_connect(const struct smb2_reply *r, u32 *flags)
{
	const struct tree_connect_response *t = (const void *)r->header;

	if (!has_body(r, sizeof(*t), 16))
		return -EPROTO;
	*flags = le32_to_cpu(t->share_flags);
	return 0;
}

int smb2_get_bare(const struct smb2_reply *r)
{
	return has_body(r, sizeof(struct bare_message), 4) ? 0 : -EPROTO;
}
