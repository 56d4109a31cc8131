/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Contexts: the hand-shake, from both sides, and what may be done with the
 * result as a whole.
 */
#ifndef SECUR32_CONTEXT_H
#define SECUR32_CONTEXT_H

#include "types.h"
#include "status.h"
#include "buffers.h"

#ifdef __cplusplus
extern "C" {
#endif

/* TargetDataRep.  Both are taken; neither changes anything. */
#define SECURITY_NATIVE_DREP 0x00000010
#define SECURITY_NETWORK_DREP 0x00000000

/*
 * What an initiator asks for (fContextReq).  Beware: the same word can sit on
 * another bit in ASC_REQ_*, so masks cannot be handed from one to the other.
 * Bits above 31 are for TLS.
 */
#define ISC_REQ_DELEGATE 0x00000001 /* acceptor may act as the client */
#define ISC_REQ_MUTUAL_AUTH 0x00000002 /* acceptor has to prove itself */
#define ISC_REQ_REPLAY_DETECT 0x00000004 /* find repeated messages */
#define ISC_REQ_SEQUENCE_DETECT 0x00000008 /* find misplaced messages */
#define ISC_REQ_CONFIDENTIALITY 0x00000010 /* EncryptMessage() */
#define ISC_REQ_USE_SESSION_KEY 0x00000020 /* a fresh session key */
#define ISC_REQ_PROMPT_FOR_CREDS 0x00000040 /* refused */
#define ISC_REQ_USE_SUPPLIED_CREDS 0x00000080 /* SECBUFFER_PKG_PARAMS */
#define ISC_REQ_ALLOCATE_MEMORY 0x00000100 /* package allocates the token */
#define ISC_REQ_USE_DCE_STYLE 0x00000200 /* three legs */
#define ISC_REQ_DATAGRAM 0x00000400 /* unordered transport */
#define ISC_REQ_CONNECTION 0x00000800 /* the default */
#define ISC_REQ_CALL_LEVEL 0x00001000
#define ISC_REQ_FRAGMENT_SUPPLIED 0x00002000
#define ISC_REQ_EXTENDED_ERROR 0x00004000 /* tell the peer of errors */
#define ISC_REQ_STREAM 0x00008000 /* stream transport */
#define ISC_REQ_INTEGRITY 0x00010000 /* MakeSignature() */
#define ISC_REQ_IDENTIFY 0x00020000 /* acceptor may identify, not act */
#define ISC_REQ_NULL_SESSION 0x00040000 /* anonymous */
#define ISC_REQ_MANUAL_CRED_VALIDATION 0x00080000
#define ISC_REQ_RESERVED1 0x00100000
#define ISC_REQ_FRAGMENT_TO_FIT 0x00200000
#define ISC_REQ_FORWARD_CREDENTIALS 0x00400000
#define ISC_REQ_NO_INTEGRITY 0x00800000 /* INTEGRITY does not count */
#define ISC_REQ_USE_HTTP_STYLE 0x01000000
#define ISC_REQ_UNVERIFIED_TARGET_NAME 0x20000000
#define ISC_REQ_CONFIDENTIALITY_ONLY 0x40000000 /* sealing without INTEGRITY */
#define ISC_REQ_MESSAGES 0x0000000100000000
#define ISC_REQ_DEFERRED_CRED_VALIDATION 0x0000000200000000
#define ISC_REQ_NO_POST_HANDSHAKE_AUTH 0x0000000400000000
#define ISC_REQ_REUSE_SESSION_TICKETS 0x0000000800000000
#define ISC_REQ_EXPLICIT_SESSION 0x0000001000000000

/* What it got (pfContextAttr). */
#define ISC_RET_DELEGATE 0x00000001
#define ISC_RET_MUTUAL_AUTH 0x00000002
#define ISC_RET_REPLAY_DETECT 0x00000004
#define ISC_RET_SEQUENCE_DETECT 0x00000008
#define ISC_RET_CONFIDENTIALITY 0x00000010
#define ISC_RET_USE_SESSION_KEY 0x00000020
#define ISC_RET_USED_COLLECTED_CREDS 0x00000040
#define ISC_RET_USED_SUPPLIED_CREDS 0x00000080
#define ISC_RET_ALLOCATED_MEMORY 0x00000100
#define ISC_RET_USED_DCE_STYLE 0x00000200
#define ISC_RET_DATAGRAM 0x00000400
#define ISC_RET_CONNECTION 0x00000800
#define ISC_RET_INTERMEDIATE_RETURN 0x00001000
#define ISC_RET_CALL_LEVEL 0x00002000 /* not the request bit */
#define ISC_RET_EXTENDED_ERROR 0x00004000
#define ISC_RET_STREAM 0x00008000
#define ISC_RET_INTEGRITY 0x00010000
#define ISC_RET_IDENTIFY 0x00020000
#define ISC_RET_NULL_SESSION 0x00040000
#define ISC_RET_MANUAL_CRED_VALIDATION 0x00080000
#define ISC_RET_RESERVED1 0x00100000
#define ISC_RET_FRAGMENT_ONLY 0x00200000
#define ISC_RET_FORWARD_CREDENTIALS 0x00400000
#define ISC_RET_USED_HTTP_STYLE 0x01000000
#define ISC_RET_NO_ADDITIONAL_TOKEN 0x02000000 /* internal */
#define ISC_RET_REAUTHENTICATION 0x08000000 /* internal */
#define ISC_RET_CONFIDENTIALITY_ONLY 0x40000000
#define ISC_RET_MESSAGES 0x0000000100000000
#define ISC_RET_DEFERRED_CRED_VALIDATION 0x0000000200000000
#define ISC_RET_NO_POST_HANDSHAKE_AUTH 0x0000000400000000
#define ISC_RET_REUSE_SESSION_TICKETS 0x0000000800000000
#define ISC_RET_EXPLICIT_SESSION 0x0000001000000000

/* What an acceptor asks for. */
#define ASC_REQ_DELEGATE 0x00000001
#define ASC_REQ_MUTUAL_AUTH 0x00000002
#define ASC_REQ_REPLAY_DETECT 0x00000004
#define ASC_REQ_SEQUENCE_DETECT 0x00000008
#define ASC_REQ_CONFIDENTIALITY 0x00000010
#define ASC_REQ_USE_SESSION_KEY 0x00000020
#define ASC_REQ_SESSION_TICKET 0x00000040
#define ASC_REQ_ALLOCATE_MEMORY 0x00000100
#define ASC_REQ_USE_DCE_STYLE 0x00000200
#define ASC_REQ_DATAGRAM 0x00000400
#define ASC_REQ_CONNECTION 0x00000800
#define ASC_REQ_CALL_LEVEL 0x00001000
#define ASC_REQ_FRAGMENT_SUPPLIED 0x00002000
#define ASC_REQ_EXTENDED_ERROR 0x00008000
#define ASC_REQ_STREAM 0x00010000
#define ASC_REQ_INTEGRITY 0x00020000
#define ASC_REQ_LICENSING 0x00040000
#define ASC_REQ_IDENTIFY 0x00080000
#define ASC_REQ_ALLOW_NULL_SESSION 0x00100000 /* anonymous clients */
#define ASC_REQ_ALLOW_NON_USER_LOGONS 0x00200000
#define ASC_REQ_ALLOW_CONTEXT_REPLAY 0x00400000
#define ASC_REQ_FRAGMENT_TO_FIT 0x00800000
#define ASC_REQ_NO_TOKEN 0x01000000
#define ASC_REQ_PROXY_BINDINGS 0x04000000 /* TLS ends elsewhere */
#define ASC_REQ_ALLOW_MISSING_BINDINGS 0x10000000 /* clients without */
#define ASC_REQ_MESSAGES 0x0000000100000000
#define ASC_REQ_EXPLICIT_SESSION 0x0000001000000000

/* What it got. */
#define ASC_RET_DELEGATE 0x00000001
#define ASC_RET_MUTUAL_AUTH 0x00000002
#define ASC_RET_REPLAY_DETECT 0x00000004
#define ASC_RET_SEQUENCE_DETECT 0x00000008
#define ASC_RET_CONFIDENTIALITY 0x00000010
#define ASC_RET_USE_SESSION_KEY 0x00000020
#define ASC_RET_SESSION_TICKET 0x00000040
#define ASC_RET_ALLOCATED_MEMORY 0x00000100
#define ASC_RET_USED_DCE_STYLE 0x00000200
#define ASC_RET_DATAGRAM 0x00000400
#define ASC_RET_CONNECTION 0x00000800
#define ASC_RET_CALL_LEVEL 0x00002000 /* not the request bit */
#define ASC_RET_THIRD_LEG_FAILED 0x00004000
#define ASC_RET_EXTENDED_ERROR 0x00008000
#define ASC_RET_STREAM 0x00010000
#define ASC_RET_INTEGRITY 0x00020000
#define ASC_RET_LICENSING 0x00040000
#define ASC_RET_IDENTIFY 0x00080000
#define ASC_RET_NULL_SESSION 0x00100000
#define ASC_RET_ALLOW_NON_USER_LOGONS 0x00200000
#define ASC_RET_ALLOW_CONTEXT_REPLAY 0x00400000
#define ASC_RET_FRAGMENT_ONLY 0x00800000
#define ASC_RET_NO_TOKEN 0x01000000
#define ASC_RET_NO_ADDITIONAL_TOKEN 0x02000000 /* internal */
#define ASC_RET_MESSAGES 0x0000000100000000
#define ASC_RET_REUSE_SESSION_TICKETS 0x0000000800000000
#define ASC_RET_EXPLICIT_SESSION 0x0000001000000000

/**
 * InitializeSecurityContextW() - let a client take one step of the hand-shake
 * @phCredential: an OUTBOUND or BOTH credential; may be NULL after the first
 *	call
 * @phContext: NULL on the first call, afterwards the handle the first call put
 *	into @phNewContext
 * @pszTargetName: the service, as a principal name (class/host[:port][/name]);
 *	NULL leaves Kerberos out.  Kernel: a PSECURITY_STRING whose Buffer is in
 *	virtual memory.
 * @fContextReq: ISC_REQ_*
 * @Reserved1: 0
 * @TargetDataRep: SECURITY_NATIVE_DREP or SECURITY_NETWORK_DREP
 * @pInput: NULL on the first call, unless the server spoke first; afterwards
 *	one SECBUFFER_TOKEN with what the server sent.  On every call there may
 *	be a SECBUFFER_CHANNEL_BINDINGS, on the first a SECBUFFER_PKG_PARAMS
 *	with an identity (ISC_REQ_USE_SUPPLIED_CREDS).  Kernel: each pvBuffer is
 *	in virtual memory over its whole cbBuffer.
 * @Reserved2: 0
 * @phNewContext: receives the handle on the first call, for
 *	DeleteSecurityContext(); afterwards NULL, @phContext again, or another
 *	variable to be set to the same value
 * @pOutput: one SECBUFFER_TOKEN: memory of the caller's, whose cbBuffer becomes
 *	the length of the token; or, with ISC_REQ_ALLOCATE_MEMORY, no memory,
 *	and pvBuffer then receives a block for FreeContextBuffer().  A leg that
 *	fails leaves no token: cbBuffer 0, unless the arguments were at fault
 *	and nothing was touched.  Kernel: as @pInput.
 * @pfContextAttr: receives ISC_RET_*; may be NULL.  Says what is so, whatever
 *	was asked for; bits that promise protection count from SEC_E_OK on.
 * @ptsExpiry: receives the end of the context, in local time; may be NULL.
 *	True from SEC_E_OK on.
 *
 * Call, send the token if it is not empty, receive, call again, until the
 * status is neither SEC_I_CONTINUE_NEEDED nor a failure; then judge
 * @pfContextAttr.  A failed first call leaves no handle; a failed later call
 * leaves a dead one, which must be deleted like any other.  What arrives after
 * a failure is not taken.  A call after SEC_E_OK asks to authenticate anew; if
 * that fails, the context is as good as it was.
 *
 * Calls on one context serialise.
 *
 * sspi.h, InitializeSecurityContext (Negotiate, Kerberos, NTLM).
 *
 * Context: May sleep; may ask a KDC, for a bounded time.
 * Return:
 * * SEC_E_OK			- established; a token that is not empty has
 *				  still to be sent
 * * SEC_I_CONTINUE_NEEDED	- send the token, if not empty; call again with
 *				  the answer
 * * SEC_I_COMPLETE_NEEDED,
 *   SEC_I_COMPLETE_AND_CONTINUE - CompleteAuthToken() first.  Never from the
 *				  packages here; callers may handle them.
 * * SEC_E_INVALID_HANDLE	- a handle is unknown, both are NULL, or the
 *				  first call has no @phNewContext
 * * SEC_E_INVALID_PARAMETER	- a reserved word is not 0, @TargetDataRep is
 *				  unknown, or text is not well formed; kernel:
 *				  something is not in virtual memory.  Nothing
 *				  was touched.
 * * SEC_E_UNSUPPORTED_FUNCTION	- @fContextReq has a bit that cannot be honoured
 *				  (PROMPT_FOR_CREDS; DELEGATE without
 *				  MUTUAL_AUTH)
 * * SEC_E_BUFFER_TOO_SMALL	- no SECBUFFER_TOKEN in @pOutput, or too small
 *				  for the token; cbBuffer does not tell the size
 *				  needed, cbMaxToken of the package does.  On a
 *				  later call the token is kept for a call with
 *				  more room.
 * * SEC_E_INVALID_TOKEN	- the server's token is malformed, truncated, of
 *				  another package, or missing; or a descriptor
 *				  is malformed
 * * SEC_E_MESSAGE_ALTERED	- a checksum in it does not match
 * * SEC_E_OUT_OF_SEQUENCE	- the context failed earlier
 * * SEC_E_NO_CREDENTIALS	- none that can be used, or not for OUTBOUND
 * * SEC_E_LOGON_DENIED		- wrong user name or password
 * * SEC_E_NO_AUTHENTICATING_AUTHORITY - unknown realm, or no KDC in time
 * * SEC_E_TARGET_UNKNOWN	- the KDC does not know @pszTargetName
 * * SEC_E_WRONG_PRINCIPAL	- the server proved to be somebody else, or says
 *				  the ticket is for somebody else
 * * SEC_E_MUTUAL_AUTH_FAILED	- the server could not prove anything
 * * SEC_E_NO_KERB_KEY		- the server has no key for the ticket
 * * SEC_E_NO_TGT_REPLY		- the server wants user-to-user tickets
 * * SEC_E_CONTEXT_EXPIRED	- the server finds the ticket has run out
 * * SEC_E_TIME_SKEW		- clocks differ too much
 * * SEC_E_KDC_UNKNOWN_ETYPE	- no encryption type in common with the KDC
 * * SEC_E_UNKNOWN_CREDENTIALS	- the identity in @pInput makes no sense
 * * SEC_E_BAD_BINDINGS		- the channel bindings are malformed, or the
 *				  server refuses them
 * * SEC_E_DOWNGRADE_DETECTED	- another mechanism than the first was chosen,
 *				  and nothing can show who chose it
 * * SEC_E_INSUFFICIENT_MEMORY	- an allocation failed
 * * SEC_E_INTERNAL_ERROR	- none of the above; also a SECBUFFER_TOKEN in
 *				  @pOutput of some size at NULL
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY InitializeSecurityContextW(
	PCredHandle phCredential, PCtxtHandle phContext,
	SECUR32_STRW pszTargetName, ULONG fContextReq, ULONG Reserved1,
	ULONG TargetDataRep, PSecBufferDesc pInput, ULONG Reserved2,
	PCtxtHandle phNewContext, PSecBufferDesc pOutput, ULONG *pfContextAttr,
	PTimeStamp ptsExpiry);

#if ISSP_MODE != 0
/* As InitializeSecurityContextW(), in UTF-8. */
SECUR32_API SECURITY_STATUS SEC_ENTRY InitializeSecurityContextA(
	PCredHandle phCredential, PCtxtHandle phContext,
	SEC_CHAR *pszTargetName, ULONG fContextReq, ULONG Reserved1,
	ULONG TargetDataRep, PSecBufferDesc pInput, ULONG Reserved2,
	PCtxtHandle phNewContext, PSecBufferDesc pOutput, ULONG *pfContextAttr,
	PTimeStamp ptsExpiry);
#endif

/**
 * AcceptSecurityContext() - let a server take one step of the hand-shake
 * @phCredential: an INBOUND or BOTH credential; may be NULL after the first
 *	call
 * @phContext: NULL on the first call, afterwards the handle the first call put
 *	into @phNewContext
 * @pInput: one SECBUFFER_TOKEN with the whole of what the client sent, and
 *	possibly a SECBUFFER_CHANNEL_BINDINGS.  NULL, or no or an empty token,
 *	on the first call of Negotiate: speak first.  Kernel: each pvBuffer is
 *	in virtual memory over its whole cbBuffer.
 * @fContextReq: ASC_REQ_*.  CONFIDENTIALITY, INTEGRITY, REPLAY_DETECT and
 *	SEQUENCE_DETECT are required: without them a client is refused.  Words
 *	without a meaning here are not granted.
 * @TargetDataRep: SECURITY_NATIVE_DREP or SECURITY_NETWORK_DREP
 * @phNewContext: as InitializeSecurityContextW()
 * @pOutput: one SECBUFFER_TOKEN as InitializeSecurityContextW(), and possibly a
 *	SECBUFFER_CHANNEL_BINDINGS_RESULT: memory of the caller's, with
 *	ASC_REQ_ALLOCATE_MEMORY too, that receives what became of the client's
 *	bindings, 0 as long as they were not looked at.  A leg that fails leaves
 *	no token, but for one case: with ASC_REQ_EXTENDED_ERROR on the first
 *	call, one that tells the client of the failure, to be sent and, with
 *	ASC_REQ_ALLOCATE_MEMORY, to be freed.  The result of the bindings is
 *	there after a failure as well.  Kernel: as @pInput.
 * @pfContextAttr: receives ASC_RET_*, which are other bits than ISC_RET_*; may
 *	be NULL.  Says what is so, whatever was asked for; bits that promise
 *	protection count from SEC_E_OK on.
 * @ptsExpiry: receives the end of the context, in local time; may be NULL.
 *	True from SEC_E_OK on.
 *
 * The token is to be sent whenever it is not empty, with SEC_E_OK as well.
 *
 * Negotiate also takes a client that does not negotiate: a first token of one
 * of its packages as it is.
 *
 * A context is the acceptor's: InitializeSecurityContext() refuses it, and this
 * function refuses an initiator's.  When it is established it takes no more
 * tokens; a client that authenticates anew is a new context.
 *
 * sspi.h, AcceptSecurityContext (Negotiate, Kerberos, NTLM).
 *
 * Context: May sleep.  Looks at keys and files; never waits for a KDC.
 * Return:
 * * SEC_E_OK			- established
 * * SEC_I_CONTINUE_NEEDED	- send the token, if not empty; call again with
 *				  the answer
 * * SEC_I_COMPLETE_NEEDED,
 *   SEC_I_COMPLETE_AND_CONTINUE - as InitializeSecurityContextW()
 * * SEC_E_INVALID_HANDLE	- a handle is unknown or an initiator's, both
 *				  are NULL, or the first call has no
 *				  @phNewContext
 * * SEC_E_INVALID_PARAMETER	- @TargetDataRep is unknown; kernel: something
 *				  is not in virtual memory.  Nothing was
 *				  touched.
 * * SEC_E_UNSUPPORTED_FUNCTION	- @fContextReq has what cannot be honoured, or
 *				  both ALLOW_MISSING_BINDINGS and
 *				  PROXY_BINDINGS; or the package has no
 *				  acceptor; or the client does not protect
 *				  messages as @fContextReq asks
 * * SEC_E_BUFFER_TOO_SMALL	- as InitializeSecurityContextW(); also a
 *				  SECBUFFER_CHANNEL_BINDINGS_RESULT that holds
 *				  none
 * * SEC_E_INVALID_TOKEN	- the client's token is malformed, cut short, of
 *				  another package, or missing; there is no
 *				  mechanism in common; or a descriptor is
 *				  malformed.  SEC_E_INCOMPLETE_MESSAGE is never
 *				  given: tokens come whole.
 * * SEC_E_MESSAGE_ALTERED	- a checksum in it does not match
 * * SEC_E_OUT_OF_SEQUENCE	- the context failed earlier, or is established
 * * SEC_E_LOGON_DENIED		- the client is not who it says, or gave up; or
 *				  a token that was here before
 * * SEC_E_NO_CREDENTIALS	- none that can be used, or not for INBOUND
 * * SEC_E_NO_KERB_KEY		- no key for the service the client asked for
 * * SEC_E_NO_AUTHENTICATING_AUTHORITY - nobody who could judge the client
 * * SEC_E_TIME_SKEW		- clocks differ too much
 * * SEC_E_BAD_BINDINGS		- channel bindings are missing, differ, or are
 *				  malformed
 * * SEC_E_INSUFFICIENT_MEMORY	- an allocation failed
 * * SEC_E_INTERNAL_ERROR	- none of the above; also a buffer in @pOutput
 *				  of some size at NULL
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY AcceptSecurityContext(
	PCredHandle phCredential, PCtxtHandle phContext, PSecBufferDesc pInput,
	ULONG fContextReq, ULONG TargetDataRep, PCtxtHandle phNewContext,
	PSecBufferDesc pOutput, ULONG *pfContextAttr, PTimeStamp ptsExpiry);

/**
 * CompleteAuthToken() - finish a token
 * @phContext: the context
 * @pToken: the token
 *
 * Owed only after SEC_I_COMPLETE_NEEDED or SEC_I_COMPLETE_AND_CONTINUE, which
 * the packages here never give.
 *
 * sspi.h, CompleteAuthToken.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- always, for the packages here
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY CompleteAuthToken(PCtxtHandle phContext,
							PSecBufferDesc pToken);

/**
 * DeleteSecurityContext() - give up a context
 * @phContext: the handle, of a context in any state
 *
 * Other calls on the context that are under way end normally; keys are wiped
 * when the last one has.
 *
 * sspi.h, DeleteSecurityContext.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_OK			- gone
 * * SEC_E_INVALID_HANDLE	- a value that names no context, or no longer
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
DeleteSecurityContext(PCtxtHandle phContext);

/**
 * ApplyControlToken() - change a context by a token
 * @phContext: the context
 * @pInput: the token
 *
 * sspi.h, ApplyControlToken: for stream packages.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- always, for the packages here
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY ApplyControlToken(PCtxtHandle phContext,
							PSecBufferDesc pInput);

/**
 * ImpersonateSecurityContext() - let this thread act as the client
 * @phContext: an acceptor's established context
 *
 * sspi.h, ImpersonateSecurityContext.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- it does, until RevertSecurityContext()
 * * SEC_E_INVALID_HANDLE	- not a context
 * * SEC_E_NO_IMPERSONATION	- the client did not permit it
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
ImpersonateSecurityContext(PCtxtHandle phContext);

/**
 * RevertSecurityContext() - let this thread be itself again
 * @phContext: the context it acted for
 *
 * sspi.h, RevertSecurityContext.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- it is
 * * SEC_E_INVALID_HANDLE	- not a context
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
RevertSecurityContext(PCtxtHandle phContext);

/**
 * QuerySecurityContextToken() - the client's access token
 * @phContext: an acceptor's established context
 * @Token: receives the token, which is the caller's to close
 *
 * sspi.h, QuerySecurityContextToken.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the token is there
 * * SEC_E_INVALID_HANDLE	- not a context
 * * SEC_E_NO_IMPERSONATION	- the context has none
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
QuerySecurityContextToken(PCtxtHandle phContext, void **Token);

/* fFlags of ExportSecurityContext(). */
#define SECPKG_CONTEXT_EXPORT_RESET_NEW 0x00000001 /* counters at the start */
#define SECPKG_CONTEXT_EXPORT_DELETE_OLD 0x00000002 /* the original goes */
#define SECPKG_CONTEXT_EXPORT_TO_KERNEL 0x00000004 /* for the kernel's side */

/**
 * ExportSecurityContext() - a context as bytes
 * @phContext: the context, in any state of its hand-shake
 * @fFlags: SECPKG_CONTEXT_EXPORT_*
 * @pPackedContext: a SECBUFFER_EMPTY that receives the bytes, keys among them;
 *	pvBuffer is for FreeContextBuffer()
 * @pToken: receives NULL; may be NULL
 *
 * sspi.h, ExportSecurityContext.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the bytes are there
 * * SEC_E_INVALID_HANDLE	- not a context
 * * SEC_E_CANNOT_PACK		- this one cannot be exported
 * * SEC_E_INVALID_PARAMETER	- unknown flag, or no buffer
 * * SEC_E_INSUFFICIENT_MEMORY	- an allocation failed
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
ExportSecurityContext(PCtxtHandle phContext, ULONG fFlags,
		      PSecBuffer pPackedContext, void **pToken);

/**
 * ImportSecurityContextW() - the way back
 * @pszPackage: package of the exported context.  Kernel: a PSECURITY_STRING.
 * @pPackedContext: the bytes
 * @Token: NULL
 * @phContext: receives the handle, for DeleteSecurityContext(); untouched on
 *	failure
 *
 * The bytes are believed: take them from nobody who must not have the keys.
 *
 * sspi.h, ImportSecurityContext.
 *
 * Context: May sleep.
 * Return:
 * * SEC_E_UNSUPPORTED_FUNCTION	- where the library does not provide it
 * * SEC_E_OK			- the context is there
 * * SEC_E_SECPKG_NOT_FOUND	- no such package
 * * SEC_E_INVALID_TOKEN	- the bytes are no context of that package
 * * SEC_E_INVALID_PARAMETER	- an argument is NULL
 * * SEC_E_INSUFFICIENT_MEMORY	- an allocation failed
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY
ImportSecurityContextW(SECUR32_STRW pszPackage, PSecBuffer pPackedContext,
		       void *Token, PCtxtHandle phContext);

#if ISSP_MODE != 0
/* As ImportSecurityContextW(), in UTF-8. */
SECUR32_API SECURITY_STATUS SEC_ENTRY
ImportSecurityContextA(LPSTR pszPackage, PSecBuffer pPackedContext, void *Token,
		       PCtxtHandle phContext);
#endif

#ifdef SECUR32_WIDE
#define InitializeSecurityContext InitializeSecurityContextW
#define ImportSecurityContext ImportSecurityContextW
#else
#define InitializeSecurityContext InitializeSecurityContextA
#define ImportSecurityContext ImportSecurityContextA
#endif

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_CONTEXT_H */
