/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * NTLM's credentials and contexts, and what the files of this folder do for
 * each other.
 */
#ifndef SSP_CORE_NTLM_CTX_H
#define SSP_CORE_NTLM_CTX_H

#include "core/mech.h"
#include "core/ntlm/ntlm_seal.h"

/**
 * struct ssp_ntlm_cred - a credential, or an account
 * @known: it is somebody's; else it is good for an acceptor, or for a client
 *	that remains anonymous
 * @user: name
 * @domain: name, maybe empty
 * @nt_hash: of the password
 */
struct ssp_ntlm_cred {
	bool known;
	struct ssp_utf16 user;
	struct ssp_utf16 domain;
	u8 nt_hash[SSP_NTLM_KEY];
};

/** ssp_ntlm_cred_open() - struct ssp_mech.cred_open */
ssp_status ssp_ntlm_cred_open(const struct ssp_identity *id, u32 use,
			      void **cred);
/** ssp_ntlm_cred_close() - struct ssp_mech.cred_close */
void ssp_ntlm_cred_close(void *cred);
/** ssp_ntlm_cred_query() - struct ssp_mech.cred_query */
ssp_status ssp_ntlm_cred_query(void *cred, struct ssp_cred_info *info);

/**
 * ssp_ntlm_account_name() - "DOMAIN\user", or "user" without a domain
 * @user: name
 * @domain: name, maybe empty or absent
 * @out: receives the text; absent on failure
 *
 * Return: SEC_E_OK or SEC_E_INSUFFICIENT_MEMORY.
 */
ssp_status ssp_ntlm_account_name(const struct ssp_utf16 *user,
				 const struct ssp_utf16 *domain,
				 struct ssp_utf16 *out);

/**
 * ssp_ntlm_account_find() - the account of somebody who wants to log on
 * @cred: the acceptor's credential, which may be that somebody's
 * @user: name as the client sent it
 * @domain: likewise
 * @account: zeroed; receives the account with its own names, for
 *	ssp_ntlm_account_free() even on failure
 *
 * Return: SEC_E_OK, SEC_E_LOGON_DENIED, SEC_E_INSUFFICIENT_MEMORY, or the
 * source's SEC_E_INTERNAL_ERROR.
 */
ssp_status ssp_ntlm_account_find(const struct ssp_ntlm_cred *cred,
				 const struct ssp_utf16 *user,
				 const struct ssp_utf16 *domain,
				 struct ssp_ntlm_cred *account);

/** ssp_ntlm_account_free() - wipe and release what is in it */
void ssp_ntlm_account_free(struct ssp_ntlm_cred *account);

/** ssp_ntlm_host() - what this machine is called; empty where nobody knows */
void ssp_ntlm_host(struct ssp_host *host);

enum ssp_ntlm_state {
	SSP_NTLM_START, /* nothing sent */
	SSP_NTLM_SENT, /* NEGOTIATE or CHALLENGE sent, the next is due */
	SSP_NTLM_DONE, /* established */
	SSP_NTLM_FAILED,
};

/**
 * struct ssp_ntlm_ctx - a context of either side
 * @cred: credential; outlives the context
 * @target: an initiator's target name; outlives the context
 * @accept: the context is an acceptor's
 * @req: ISC_REQ_* bits
 * @policy: an acceptor's SSP_ACCEPT_* bits
 * @bindings: SEC_CHANNEL_BINDINGS_RESULT_*, once an acceptor has looked
 * @granted: ISC_RET_* bits, true from the moment they are set
 * @state: where the hand-shake is
 * @flags: SSP_NTLM_* bits: wished for or offered, and in the end agreed on
 * @negotiate: NEGOTIATE as it was sent, for the MIC; empty if connectionless
 * @challenge: an acceptor's CHALLENGE as it was sent
 * @issued: when that was, UTC
 * @mic: AUTHENTICATE had a MIC
 * @client: the client's name, once it is known
 * @server: the name that the client aimed at, once it is known
 * @authority: the server's domain, once it is known
 * @session_key: ExportedSessionKey once established
 * @messages: keys and counters once established
 */
struct ssp_ntlm_ctx {
	const struct ssp_ntlm_cred *cred;
	const struct ssp_utf16 *target;
	bool accept;
	u32 req;
	u32 policy;
	u32 bindings;
	u32 granted;
	enum ssp_ntlm_state state;
	u32 flags;
	struct ssp_wr negotiate;
	struct ssp_wr challenge;
	u64 issued;
	bool mic;
	struct ssp_utf16 client;
	struct ssp_utf16 server;
	struct ssp_utf16 authority;
	u8 session_key[SSP_NTLM_KEY];
	struct ssp_ntlm_messages messages;
};

/* Any of them means that the caller counts on protected messages. */
#define SSP_NTLM_REQ_PROTECTION                                                \
	(ISC_REQ_INTEGRITY | ISC_REQ_CONFIDENTIALITY | ISC_REQ_REPLAY_DETECT | \
	 ISC_REQ_SEQUENCE_DETECT)

/**
 * ssp_ntlm_wanted() - what the caller counts on, as SSP_NTLM_PROTECTION bits
 * @req: ISC_REQ_* bits
 */
u32 ssp_ntlm_wanted(u32 req);

/**
 * ssp_ntlm_establish() - the hand-shake is over and was right
 * @ctx: context; its flags are agreed on
 * @session_key: ExportedSessionKey
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_ntlm_establish(struct ssp_ntlm_ctx *ctx, const u8 *session_key);

/** ssp_ntlm_init_step() - an initiator's step */
ssp_status ssp_ntlm_init_step(struct ssp_ntlm_ctx *ctx, struct ssp_step *s);

/** ssp_ntlm_accept_step() - an acceptor's step */
ssp_status ssp_ntlm_accept_step(struct ssp_ntlm_ctx *ctx, struct ssp_step *s);

#endif /* SSP_CORE_NTLM_CTX_H */
