// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * An SMB 2 client on the public API: signs on, opens a share, and says good-bye,
 * every message from the server's "accepted" on signed on either side under
 * SECPKG_ATTR_SESSION_KEY.
 *
 * usage: smb_client [-P PACKAGE] [-l PACKAGES] [-u USER -d DOMAIN -p FILE]
 *		     PORT SPN SHARE
 *	-l: PackageList; -p: the file with the password
 *
 * Says in a line what became of each step, and ends with the first that fails.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "examples/kernel/smb2_conn.h"
#include "tests/samba/auth.h"

/* No hand-shake takes as many. */
#define LEGS_MAX 8

static const char setup[] = "SESSION_SETUP";

static void want(const char *step, int err)
{
	if (err == -EBADMSG)
		fail("%s: the reply is not signed by the server", step);
	if (err == -EPROTO)
		fail("%s: the reply is malformed or out of place", step);
	if (err)
		fail("%s: %s", step, strerror(-err));
}

static bool has_status(const struct smb2_reply *r, u32 status)
{
	return le32_to_cpu(r->header->status) == status;
}

static _Noreturn void refused(const char *step, const struct smb2_reply *r)
{
	u32 status = le32_to_cpu(r->header->status);

	fail("%s: the server says 0x%08x, %s", step, status,
	     smb2_status_word(status));
}

static void ask(struct smb2_conn *c, const char *step, int length,
		struct smb2_reply *r)
{
	want(step, smb2_conn_ask(c, length, r));
	if (!has_status(r, STATUS_SUCCESS))
		refused(step, r);
}

/* Servers that know SPNEGO say so first, in a token: what they accept. */
static void negotiate(struct smb2_conn *c, struct smb2_token *hint)
{
	u8 guid[16], salt[32];
	struct smb2_reply r;

	if (getentropy(guid, sizeof(guid)) || getentropy(salt, sizeof(salt)))
		fail("getentropy: %m");
	ask(c, "NEGOTIATE", smb2_put_negotiate(c->out, guid, salt), &r);
	want("NEGOTIATE", smb2_get_negotiate(&r, hint));
}

/* Carries our token to the server, and brings its token back. */
static void carry(struct smb2_conn *c, const struct smb2_token *ours,
		  struct smb2_reply *r, struct smb2_token *theirs)
{
	u16 flags;

	want(setup, smb2_conn_ask(c, smb2_put_session_setup(c->out, ours), r));
	if (!has_status(r, STATUS_SUCCESS) &&
	    !has_status(r, STATUS_MORE_PROCESSING_REQUIRED))
		refused(setup, r);
	c->session_id = le64_to_cpu(r->header->session_id);
	want(setup, smb2_get_session_setup(r, &flags, theirs));
	if (flags & (SMB2_SESSION_FLAG_IS_GUEST | SMB2_SESSION_FLAG_IS_NULL))
		fail("%s: the server takes us for a guest", setup);
}

/* Both sides have to be content: the server with its last word, SSPI with it. */
static void authenticate(struct smb2_conn *c, struct auth *a,
			 struct smb2_token *theirs, struct smb2_reply *r)
{
	struct smb2_token ours;
	int leg;

	for (leg = 0; leg < LEGS_MAX; leg++) {
		ours.length =
			auth_step(a, theirs->at, theirs->length, &ours.at);
		carry(c, &ours, r, theirs);
		FreeContextBuffer(ours.at);
		if (has_status(r, STATUS_SUCCESS))
			break;
		if (a->done)
			fail("%s: the server wants more", setup);
	}
	if (leg == LEGS_MAX || (a->done && theirs->length))
		fail("%s: too many legs", setup);
	if (a->done)
		return;
	ours.length = auth_step(a, theirs->at, theirs->length, &ours.at);
	FreeContextBuffer(ours.at);
	if (!a->done || ours.length)
		fail("%s: the server is content too early", setup);
}

/* From now on everything is signed, beginning with the reply that is here. */
static void begin_signing(struct smb2_conn *c, struct auth *a,
			  const struct smb2_reply *r)
{
	u8 key[SMB2_KEY_LENGTH];

	auth_session_key(a, key);
	c->signer = smb2_signer_new(key, &c->preauth);
	want(setup, c->signer ? smb2_verify(c->signer, r) : -ENOMEM);
	printf("%s: accepted; the signature is right\n", setup);
}

static void use(struct smb2_conn *c, const char *share)
{
	struct smb2_reply r;
	u32 flags;

	ask(c, "TREE_CONNECT",
	    smb2_put_tree_connect(c->out, "127.0.0.1", share), &r);
	want("TREE_CONNECT", smb2_get_tree_connect(&r, &flags));
	c->tree_id = le32_to_cpu(r.header->tree_id);
	printf("TREE_CONNECT: share %s is open; the signature is right\n",
	       share);
	ask(c, "TREE_DISCONNECT", smb2_put_bare(c->out, SMB2_TREE_DISCONNECT),
	    &r);
	c->tree_id = 0;
	ask(c, "LOGOFF", smb2_put_bare(c->out, SMB2_LOGOFF), &r);
	printf("LOGOFF: accepted; the signature is right\n");
}

int main(int argc, char **argv)
{
	struct auth a = { .flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_INTEGRITY };
	struct smb2_token hint;
	struct smb2_conn c;
	struct smb2_reply r;
	int option;

	while ((option = getopt(argc, argv, AUTH_OPTIONS)) != -1) {
		if (!auth_option(&a, option, optarg))
			return 2;
	}
	if (argc - optind != 3)
		fail("usage: smb_client " AUTH_USAGE " PORT SPN SHARE");
	a.spn = argv[optind + 1];
	auth_open(&a);
	want("connect", smb2_conn_open(&c, NULL, (u16)atoi(argv[optind])));
	negotiate(&c, &hint);
	/* A package of its own does not read SPNEGO. */
	if (a.package)
		hint.length = 0;
	authenticate(&c, &a, &hint, &r);
	begin_signing(&c, &a, &r);
	auth_describe(&a);
	use(&c, argv[optind + 2]);
	smb2_conn_close(&c);
	auth_close(&a);
	return EXIT_SUCCESS;
}
