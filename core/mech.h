/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What a security package is, to everything above it.
 *
 * "Negotiate", "Kerberos" and "NTLM" are rows of one table.  SPNEGO is
 * a row whose children are rows.  Nothing above this line knows any by name.
 */
#ifndef SSP_CORE_MECH_H
#define SSP_CORE_MECH_H

#include "core/bindings.h"
#include "core/secbuf.h"
#include "core/utf16.h"

/*
 * Context flags inside the engine have the values of ISC_REQ_*; ASC_REQ_*
 * sits on other bits and is translated where it enters, ALLOW_NULL_SESSION to
 * ISC_REQ_NULL_SESSION.  What only an acceptor can ask for is a bit of
 * SSP_ACCEPT_*, in core/bindings.h.
 */

struct ssp_mech;

/**
 * struct ssp_identity - who the caller says it is, from AcquireCredentials
 * @principal: pszPrincipal, or absent
 * @user: of pAuthData, or absent
 * @domain: of pAuthData, or absent
 * @password: of pAuthData, or absent; pool memory, wiped on free
 * @packages: PackageList of pAuthData, or absent
 * @is_explicit: pAuthData named somebody; else the default identity is meant
 * @is_nt_hash: @password is an NT hash in hex (SECUR32_IDENTITY_NT_HASH)
 */
struct ssp_identity {
	struct ssp_utf16 principal;
	struct ssp_utf16 user;
	struct ssp_utf16 domain;
	struct ssp_utf16 password;
	struct ssp_utf16 packages;
	bool is_explicit;
	bool is_nt_hash;
};

/** ssp_identity_free() - wipe and release all of it */
void ssp_identity_free(struct ssp_identity *id);

/**
 * struct ssp_cred_info - what a mechanism can say of a credential
 * @name: "user@REALM" or "DOMAIN\user"; owned by whoever asked
 * @expiry: UTC, SSP_TIME_NEVER if there is none or it is not known yet
 */
struct ssp_cred_info {
	struct ssp_utf16 name;
	u64 expiry;
};

/**
 * struct ssp_ctx_params - how a context starts
 * @cred: the mechanism's credential state; outlives the context
 * @accept: the context is an acceptor's
 * @flags: ISC_REQ_* bits
 * @policy: an acceptor's SSP_ACCEPT_* bits
 * @target: an initiator's target name, or absent; outlives the context
 */
struct ssp_ctx_params {
	void *cred;
	bool accept;
	u32 flags;
	u32 policy;
	const struct ssp_utf16 *target;
};

/**
 * struct ssp_step - one call of the hand-shake
 * @token: what the peer sent; empty on an initiator's first leg, unless the
 *	server speaks first
 * @bindings: SSP_BINDINGS_SIZE bytes, or NULL when the caller has none
 * @out: the reply; what a failed step leaves is not delivered, unless
 * @alert: set by a step that fails: @out is a whole token that tells the peer
 *	of the failure, and opens nothing there
 */
struct ssp_step {
	struct ssp_span token;
	const u8 *bindings;
	struct ssp_wr *out;
	bool alert;
};

/**
 * struct ssp_ctx_info - all that can be asked of a context
 * @mech: the package in force; SPNEGO answers with its child
 * @negotiation: SECPKG_NEGOTIATION_*
 * @flags: granted, ISC_RET_* bits; final only when established
 * @start: UTC
 * @expiry: UTC
 * @client: client's name; borrowed, like all below; NULL when not known
 * @server: server's name
 * @authority: the realm or domain that vouches
 * @target: an acceptor's: the name the client asked for, as it said it
 * @session_key: for SECPKG_ATTR_SESSION_KEY
 * @sign_name: ASCII
 * @seal_name: ASCII
 * @key_bits: strength
 * @sign_alg: number of the signature algorithm
 * @seal_alg: number of the encryption algorithm
 * @max_signature: bytes MakeSignature() needs
 * @trailer: bytes EncryptMessage() needs
 * @block: cbBlockSize
 * @bindings: an acceptor's: SEC_CHANNEL_BINDINGS_RESULT_*, 0 as long as the
 *	client's were not looked at; told after a failed step as well
 * @wants_mic: the hand-shake was under a MIC, and so has a negotiation to be
 *	that it was part of (MS-SPNG 3.1.5.1)
 */
struct ssp_ctx_info {
	const struct ssp_mech *mech;
	u32 negotiation;
	u32 flags;
	u64 start;
	u64 expiry;
	const struct ssp_utf16 *client;
	const struct ssp_utf16 *server;
	const struct ssp_utf16 *authority;
	const struct ssp_utf16 *target;
	struct ssp_span session_key;
	const char *sign_name;
	const char *seal_name;
	u32 key_bits;
	u32 sign_alg;
	u32 seal_alg;
	u32 max_signature;
	u32 trailer;
	u32 block;
	u32 bindings;
	bool wants_mic;
};

/**
 * struct ssp_mech - a security package
 * @name: ASCII, as callers say it
 * @comment: ASCII, for SecPkgInfo
 * @rpc_id: RPC_C_AUTHN_*
 * @capabilities: SECPKG_FLAG_*
 * @max_token: upper bound of any token @step emits
 * @oids: contents octets of the mechanism's OIDs, all equivalent; the first is
 *	offered first
 * @noids: how many; 0 for a package that is never negotiated
 * @owns: NULL or: is @token a first token of this mechanism's, as an initiator
 *	sends it without any negotiation around it?  Looks no further than it
 *	takes to know it from others'.
 * @cred_open: make a credential of @id (borrowed).  @use: SECPKG_CRED_*.
 *	SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, SEC_E_UNKNOWN_CREDENTIALS,
 *	SEC_E_NO_CREDENTIALS.  No network.
 * @cred_close: release; NULL is fine
 * @cred_query: fill @info.  No network.  SEC_E_NO_CREDENTIALS if there is no
 *	name to tell.
 * @ctx_new: a context of either side.  SEC_E_UNSUPPORTED_FUNCTION for flags or
 *	a side that cannot be, SEC_E_NO_CREDENTIALS for an acceptor that has
 *	nothing to accept with; any other failure to find that out is one.  May
 *	look at files.  No network.
 * @ctx_free: wipe and release; NULL is fine
 * @step: consume one token, emit at most one.  The only method that may answer
 *	SEC_I_CONTINUE_NEEDED.  After a failure the context is only good for
 *	@describe and @ctx_free.  May sleep for the network.
 * @describe: fill @info, which the caller zeroed; works at any time
 * @undelivered: NULL or: the last step's reply reaches nobody, and the context
 *	ends here: what the step had others remember is forgotten
 * @mic_done: NULL or: the mechListMICs of a negotiation were exchanged; the
 *	message state starts anew (MS-SPNG 3.1.5.1, 3.2.5.1)
 * @sign: MakeSignature on an established context
 * @verify: VerifySignature
 * @seal: EncryptMessage; @qop is the caller's
 * @unseal: DecryptMessage; @qop is never NULL
 *
 * @sign and @seal of one context never run at once, nor do @verify and
 * @unseal; one of each pair may.
 */
struct ssp_mech {
	const char *name;
	const char *comment;
	u16 rpc_id;
	u32 capabilities;
	u32 max_token;
	const struct ssp_span *oids;
	size_t noids;
	bool (*owns)(struct ssp_span token);
	ssp_status (*cred_open)(const struct ssp_identity *id, u32 use,
				void **cred);
	void (*cred_close)(void *cred);
	ssp_status (*cred_query)(void *cred, struct ssp_cred_info *info);
	ssp_status (*ctx_new)(const struct ssp_ctx_params *params, void **ctx);
	void (*ctx_free)(void *ctx);
	ssp_status (*step)(void *ctx, struct ssp_step *s);
	void (*describe)(void *ctx, struct ssp_ctx_info *info);
	void (*undelivered)(void *ctx);
	void (*mic_done)(void *ctx);
	ssp_status (*sign)(void *ctx, struct ssp_msg *m);
	ssp_status (*verify)(void *ctx, struct ssp_msg *m);
	ssp_status (*seal)(void *ctx, struct ssp_msg *m, u32 qop);
	ssp_status (*unseal)(void *ctx, struct ssp_msg *m, u32 *qop);
};

/**
 * ssp_mech_at() - the packages, in the order they are enumerated and preferred
 * @i: index
 *
 * Return: the row, or NULL past the end.
 */
const struct ssp_mech *ssp_mech_at(size_t i);

/**
 * ssp_mech_named() - the package of that name, case ignored
 * @name: text; absent gives NULL
 */
const struct ssp_mech *ssp_mech_named(const struct ssp_utf16 *name);

/**
 * ssp_mech_allowed() - may an identity's PackageList use this mechanism?
 * @list: comma-separated names, "!name" excludes; absent allows all
 * @mech: the row
 */
bool ssp_mech_allowed(const struct ssp_utf16 *list,
		      const struct ssp_mech *mech);

/**
 * ssp_mech_lacks() - does an acceptor's client fall short of what is wanted?
 * @wanted: ISC_REQ_* bits that the caller of the acceptor asked for
 * @granted: ISC_RET_* bits that it comes to
 *
 * What protects messages is for a client to choose, in every mechanism.  The
 * caller that asks for it requires it: the hand-shake fails with
 * SEC_E_UNSUPPORTED_FUNCTION where it is not to be had.
 */
bool ssp_mech_lacks(u32 wanted, u32 granted);

/**
 * ssp_mech_alone() - is this the one package that a PackageList names?
 * @list: as for ssp_mech_allowed(); absent, or one that only excludes, names
 *	none
 * @mech: the row
 */
bool ssp_mech_alone(const struct ssp_utf16 *list, const struct ssp_mech *mech);

#endif /* SSP_CORE_MECH_H */
