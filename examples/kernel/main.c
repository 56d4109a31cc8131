// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A kernel client that authenticates with SSPI: sign on to an SMB server, use a
 * share for a moment, sign off.  Loading the module does it, and fails with an
 * errno unless both sides accepted everything; the log tells the steps.
 *
 * The server must prove itself, unless NTLM is allowed, which cannot do that.
 * From its acceptance on every message of either side is signed under the
 * session key that SSPI gives.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/string.h>

#include "auth.h"
#include "smb2_conn.h"

/* Of the hand-shake.  Kerberos has one or two, NTLM has two. */
#define LEGS_MAX 8

static char *server;
module_param(server, charp, 0);
MODULE_PARM_DESC(server, "IP address of the server");

static ushort port = 445;
module_param(port, ushort, 0);
MODULE_PARM_DESC(port, "TCP port of the server (445)");

static char *share;
module_param(share, charp, 0);
MODULE_PARM_DESC(share, "name of a share");

static char *spn;
module_param(spn, charp, 0);
MODULE_PARM_DESC(spn, "name of the server, to Kerberos: cifs/host.example.com");

static struct auth_who who;
module_param_named(user, who.user, charp, 0);
MODULE_PARM_DESC(user, "whose tickets; with a password, whose account");
module_param_named(domain, who.domain, charp, 0);
MODULE_PARM_DESC(domain, "domain or realm of the account");
module_param_named(password, who.password, charp, 0);
MODULE_PARM_DESC(password, "password of the account; none: use tickets");
module_param_named(ntlm, who.ntlm, bool, 0);
MODULE_PARM_DESC(ntlm, "be content with NTLM where Kerberos cannot be");

static int failed(const char *step, int err)
{
	if (err == -EBADMSG)
		pr_err("%s: the reply is not signed by the server\n", step);
	else if (err == -EPROTO)
		pr_err("%s: the reply is malformed or out of place\n", step);
	else
		pr_err("%s: error %d\n", step, err);
	return err;
}

static int refused(const char *step, const struct smb2_reply *r)
{
	u32 status = le32_to_cpu(r->header->status);

	pr_err("%s: the server says 0x%08x, %s\n", step, status,
	       smb2_status_word(status));
	return smb2_status_errno(status);
}

static bool has_status(const struct smb2_reply *r, u32 status)
{
	return le32_to_cpu(r->header->status) == status;
}

/* What is answered in one go, with success. */
static int ask(struct smb2_conn *c, const char *step, int length,
	       struct smb2_reply *r)
{
	int err = smb2_conn_ask(c, length, r);

	if (err)
		return failed(step, err);
	return has_status(r, STATUS_SUCCESS) ? 0 : refused(step, r);
}

/* Servers that know SPNEGO say so first, in a token: what they accept. */
static int negotiate(struct smb2_conn *c, struct smb2_token *hint)
{
	static const char step[] = "NEGOTIATE";
	struct smb2_reply r;
	u8 guid[16], salt[32];
	int err;

	get_random_bytes(guid, sizeof(guid));
	get_random_bytes(salt, sizeof(salt));
	err = ask(c, step, smb2_put_negotiate(c->out, guid, salt), &r);
	if (err)
		return err;
	err = smb2_get_negotiate(&r, hint);
	if (err)
		return failed(step, err);
	pr_info("%s: the server speaks SMB 3.1.1\n", step);
	return 0;
}

/*
 * Sign on
 */

static const char setup[] = "SESSION_SETUP";

/* Carries our token to the server, and brings its token back. */
static int carry(struct smb2_conn *c, const struct smb2_token *ours,
		 struct smb2_reply *r, struct smb2_token *theirs)
{
	u16 flags;
	int err;

	err = smb2_conn_ask(c, smb2_put_session_setup(c->out, ours), r);
	if (err)
		return failed(setup, err);
	if (!has_status(r, STATUS_SUCCESS) &&
	    !has_status(r, STATUS_MORE_PROCESSING_REQUIRED))
		return refused(setup, r);
	c->session_id = le64_to_cpu(r->header->session_id);
	err = smb2_get_session_setup(r, &flags, theirs);
	if (err || !c->session_id)
		return failed(setup, -EPROTO);
	pr_info("%s: sent a token of %zu bytes, got one of %zu\n", setup,
		ours->length, theirs->length);
	if (flags & (SMB2_SESSION_FLAG_IS_GUEST | SMB2_SESSION_FLAG_IS_NULL)) {
		pr_err("%s: the server takes us for a guest\n", setup);
		return -EACCES;
	}
	if (flags & SMB2_SESSION_FLAG_ENCRYPT_DATA) {
		pr_err("%s: the server wants encryption\n", setup);
		return -EOPNOTSUPP;
	}
	return 0;
}

/* Until the server is content; SSPI has to be content as well, and no earlier. */
static int authenticate(struct smb2_conn *c, struct auth *a,
			struct smb2_token *theirs, struct smb2_reply *r)
{
	struct smb2_token ours;
	int leg, err;

	for (leg = 0; leg < LEGS_MAX; leg++) {
		err = auth_step(a, theirs->at, theirs->length, &ours.at,
				&ours.length);
		if (err)
			return err;
		err = carry(c, &ours, r, theirs);
		FreeContextBuffer(ours.at);
		if (err)
			return err;
		if (has_status(r, STATUS_SUCCESS))
			break;
		if (a->done)
			return failed(setup, -EPROTO);
	}
	if (leg == LEGS_MAX || (a->done && theirs->length))
		return failed(setup, -EPROTO);
	if (a->done)
		return 0;
	err = auth_step(a, theirs->at, theirs->length, &ours.at, &ours.length);
	if (err)
		return err;
	FreeContextBuffer(ours.at);
	return a->done && !ours.length ? 0 : failed(setup, -EPROTO);
}

/* From now on everything is signed, beginning with the reply that is here. */
static int begin_signing(struct smb2_conn *c, struct auth *a,
			 const struct smb2_reply *r)
{
	struct crypto_shash *signer;
	u8 key[SMB2_KEY_LENGTH];
	int err;

	err = auth_session_key(a, key);
	if (err)
		return err;
	signer = smb2_signer_new(key, &c->preauth);
	memzero_explicit(key, sizeof(key));
	if (IS_ERR(signer))
		return failed(setup, PTR_ERR(signer));
	c->signer = signer;
	err = smb2_verify(signer, r);
	return err ? failed(setup, err) : 0;
}

static int sign_on(struct smb2_conn *c, struct auth *a)
{
	struct smb2_token token;
	struct smb2_reply r;
	int err;

	err = negotiate(c, &token);
	if (!err)
		err = authenticate(c, a, &token, &r);
	if (!err)
		err = begin_signing(c, a, &r);
	if (err)
		return err;
	pr_info("%s: accepted; the signature is right\n", setup);
	auth_describe(a);
	return 0;
}

/*
 * Use
 */

static int open_share(struct smb2_conn *c)
{
	static const char step[] = "TREE_CONNECT";
	struct smb2_reply r;
	u32 flags;
	int err;

	err = ask(c, step, smb2_put_tree_connect(c->out, server, share), &r);
	if (err)
		return err;
	err = smb2_get_tree_connect(&r, &flags);
	if (err)
		return failed(step, err);
	if (flags & SMB2_SHAREFLAG_ENCRYPT_DATA) {
		pr_err("%s: the share wants encryption\n", step);
		return -EOPNOTSUPP;
	}
	c->tree_id = le32_to_cpu(r.header->tree_id);
	pr_info("%s: share %s is open; the signature is right\n", step, share);
	return 0;
}

static int say(struct smb2_conn *c, const char *step, enum smb2_command command)
{
	struct smb2_reply r;
	int err;

	err = ask(c, step, smb2_put_bare(c->out, command), &r);
	if (err)
		return err;
	err = smb2_get_bare(&r);
	if (err)
		return failed(step, err);
	pr_info("%s: accepted; the signature is right\n", step);
	return 0;
}

static int use(struct smb2_conn *c)
{
	int err;

	err = open_share(c);
	if (err)
		return err;
	err = say(c, "TREE_DISCONNECT", SMB2_TREE_DISCONNECT);
	c->tree_id = 0;
	return err ?: say(c, "LOGOFF", SMB2_LOGOFF);
}

static bool given(const char *text)
{
	return text && *text;
}

static int __init ksecdd_smb_init(void)
{
	struct smb2_conn c;
	struct auth a;
	int err;

	if (!given(server) || !given(share) || !given(spn) ||
	    (who.password && !given(who.user))) {
		pr_err("server=, share= and spn= are needed; password= needs user=\n");
		return -EINVAL;
	}
	err = auth_open(&a, &who, spn);
	if (err)
		return err;
	err = smb2_conn_open(&c, server, port);
	if (err) {
		failed("connect", err);
	} else {
		err = sign_on(&c, &a) ?: use(&c);
		smb2_conn_close(&c);
	}
	auth_close(&a);
	return err;
}

/* Nothing is left to be undone. */
static void __exit ksecdd_smb_exit(void)
{
}

module_init(ksecdd_smb_init);
module_exit(ksecdd_smb_exit);

MODULE_DESCRIPTION("Sign on to an SMB server with SSPI, as an example");
MODULE_LICENSE("Dual BSD/GPL");
