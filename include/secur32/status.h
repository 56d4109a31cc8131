/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Status codes: every SEC_E_* and SEC_I_* of Windows, at Windows' values.
 *
 * A SECURITY_STATUS is an HRESULT of facility 9: bit 31 says failure.  Some low
 * words exist in both severities (0317, 0320, 0321), so compare whole codes.
 * Secur32StatusName() of secur32.h turns a code into its name.
 *
 * Which function gives which code, and when, is said at the function.
 */
#ifndef SECUR32_STATUS_H
#define SECUR32_STATUS_H

#include "types.h"

/* One code: written unsigned, as everybody knows them; worth a LONG. */
#define SECUR32_STATUS(code) ((SECURITY_STATUS)code)

/* Success, and what success may still ask for. */
/* done */
#define SEC_E_OK SECUR32_STATUS(0x00000000)
/* send the token (it may be empty), wait for the answer, call again */
#define SEC_I_CONTINUE_NEEDED SECUR32_STATUS(0x00090312)
/* call CompleteAuthToken(), then send */
#define SEC_I_COMPLETE_NEEDED SECUR32_STATUS(0x00090313)
/* both: complete, send, wait, call again */
#define SEC_I_COMPLETE_AND_CONTINUE SECUR32_STATUS(0x00090314)
/* the logon was done without an authority */
#define SEC_I_LOCAL_LOGON SECUR32_STATUS(0x00090315)
/* a subscribed TLS extension arrived */
#define SEC_I_GENERIC_EXTENSION_RECEIVED SECUR32_STATUS(0x00090316)
/* the peer ended the session in good order */
#define SEC_I_CONTEXT_EXPIRED SECUR32_STATUS(0x00090317)
/* the peer would like credentials; calling again goes on without */
#define SEC_I_INCOMPLETE_CREDENTIALS SECUR32_STATUS(0x00090320)
/* the peer wants to negotiate anew */
#define SEC_I_RENEGOTIATE SECUR32_STATUS(0x00090321)
/* the security system keeps no context for this one */
#define SEC_I_NO_LSA_CONTEXT SECUR32_STATUS(0x00090323)
/* the client has to sign */
#define SEC_I_SIGNATURE_NEEDED SECUR32_STATUS(0x0009035C)
/* the peer declines to negotiate anew */
#define SEC_I_NO_RENEGOTIATION SECUR32_STATUS(0x00090360)
/* one fragment; more follow */
#define SEC_I_MESSAGE_FRAGMENT SECUR32_STATUS(0x00090364)
/* continue, and the message was good */
#define SEC_I_CONTINUE_NEEDED_MESSAGE_OK SECUR32_STATUS(0x00090366)
/* the answer comes later */
#define SEC_I_ASYNC_CALL_PENDING SECUR32_STATUS(0x00090368)
/* the session cannot be resumed; in spite of its name a failure */
#define SEC_I_INVALID_SESSION_STATE SECUR32_STATUS(0x8009036C)

/* Failures that the descriptions of functions name. */
/* an allocation failed */
#define SEC_E_INSUFFICIENT_MEMORY SECUR32_STATUS(0x80090300)
/* no such credential or context, or no longer */
#define SEC_E_INVALID_HANDLE SECUR32_STATUS(0x80090301)
/* the package cannot do this, or not with these flags */
#define SEC_E_UNSUPPORTED_FUNCTION SECUR32_STATUS(0x80090302)
/* the authority does not know the target name */
#define SEC_E_TARGET_UNKNOWN SECUR32_STATUS(0x80090303)
/* no better code fits */
#define SEC_E_INTERNAL_ERROR SECUR32_STATUS(0x80090304)
/* no package of that name */
#define SEC_E_SECPKG_NOT_FOUND SECUR32_STATUS(0x80090305)
/* the caller has no right to the named principal */
#define SEC_E_NOT_OWNER SECUR32_STATUS(0x80090306)
/* malformed, of the wrong package, or a needed buffer is missing */
#define SEC_E_INVALID_TOKEN SECUR32_STATUS(0x80090308)
/* the context cannot be exported */
#define SEC_E_CANNOT_PACK SECUR32_STATUS(0x80090309)
/* the context has no token to impersonate with */
#define SEC_E_NO_IMPERSONATION SECUR32_STATUS(0x8009030B)
/* wrong user name or password */
#define SEC_E_LOGON_DENIED SECUR32_STATUS(0x8009030C)
/* the package cannot make sense of the credentials */
#define SEC_E_UNKNOWN_CREDENTIALS SECUR32_STATUS(0x8009030D)
/* there are no usable credentials */
#define SEC_E_NO_CREDENTIALS SECUR32_STATUS(0x8009030E)
/* a checksum does not match */
#define SEC_E_MESSAGE_ALTERED SECUR32_STATUS(0x8009030F)
/* a replayed or misplaced message, or a call out of order */
#define SEC_E_OUT_OF_SEQUENCE SECUR32_STATUS(0x80090310)
/* no KDC or domain controller answered */
#define SEC_E_NO_AUTHENTICATING_AUTHORITY SECUR32_STATUS(0x80090311)
/* the ticket behind the context has run out */
#define SEC_E_CONTEXT_EXPIRED SECUR32_STATUS(0x80090317)
/* a stream message is cut short; read more and retry */
#define SEC_E_INCOMPLETE_MESSAGE SECUR32_STATUS(0x80090318)
/* an output buffer is missing or too small */
#define SEC_E_BUFFER_TOO_SMALL SECUR32_STATUS(0x80090321)
/* mutual authentication found somebody else */
#define SEC_E_WRONG_PRINCIPAL SECUR32_STATUS(0x80090322)
/* clocks of the two sides differ too much */
#define SEC_E_TIME_SKEW SECUR32_STATUS(0x80090324)
/* encryption failed */
#define SEC_E_ENCRYPT_FAILURE SECUR32_STATUS(0x80090329)
/* decryption failed */
#define SEC_E_DECRYPT_FAILURE SECUR32_STATUS(0x80090330)
/* the peer wants user-to-user, which needs its ticket-granting ticket */
#define SEC_E_NO_TGT_REPLY SECUR32_STATUS(0x80090334)
/* the cipher is unknown or not permitted */
#define SEC_E_CRYPTO_SYSTEM_INVALID SECUR32_STATUS(0x80090337)
/* the KDC supports none of the encryption types */
#define SEC_E_KDC_UNKNOWN_ETYPE SECUR32_STATUS(0x80090342)
/* channel bindings are missing or differ */
#define SEC_E_BAD_BINDINGS SECUR32_STATUS(0x80090346)
/* no key for this service */
#define SEC_E_NO_KERB_KEY SECUR32_STATUS(0x80090348)
/* somebody weakened the negotiation */
#define SEC_E_DOWNGRADE_DETECTED SECUR32_STATUS(0x80090350)
/* an argument is not acceptable; nothing was touched */
#define SEC_E_INVALID_PARAMETER SECUR32_STATUS(0x8009035D)
/* the peer could not prove who it is */
#define SEC_E_MUTUAL_AUTH_FAILED SECUR32_STATUS(0x80090363)

/* Two more names for codes above. */
#define SEC_E_NO_SPM SEC_E_INTERNAL_ERROR
#define SEC_E_NOT_SUPPORTED SEC_E_UNSUPPORTED_FUNCTION

/*
 * The other failures: of certificates, smart cards, TLS and KDCs, and of what
 * is not done here.  For sources that name them.
 */
/* the package could not be loaded */
#define SEC_E_CANNOT_INSTALL SECUR32_STATUS(0x80090307)
/* a quality of protection the context cannot give */
#define SEC_E_QOP_NOT_SUPPORTED SECUR32_STATUS(0x8009030A)
/* no such package id */
#define SEC_E_BAD_PKGID SECUR32_STATUS(0x80090316)
/* the peer wants credentials that were not supplied */
#define SEC_E_INCOMPLETE_CREDENTIALS SECUR32_STATUS(0x80090320)
/* certificate chain ends in an untrusted root */
#define SEC_E_UNTRUSTED_ROOT SECUR32_STATUS(0x80090325)
/* a message of the wrong kind */
#define SEC_E_ILLEGAL_MESSAGE SECUR32_STATUS(0x80090326)
/* certificate cannot be processed */
#define SEC_E_CERT_UNKNOWN SECUR32_STATUS(0x80090327)
/* certificate has expired */
#define SEC_E_CERT_EXPIRED SECUR32_STATUS(0x80090328)
/* no algorithm in common */
#define SEC_E_ALGORITHM_MISMATCH SECUR32_STATUS(0x80090331)
/* the required quality was not established */
#define SEC_E_SECURITY_QOS_FAILED SECUR32_STATUS(0x80090332)
/* deleted before it was complete */
#define SEC_E_UNFINISHED_CONTEXT_DELETED SECUR32_STATUS(0x80090333)
/* this host has no address */
#define SEC_E_NO_IP_ADDRESSES SECUR32_STATUS(0x80090335)
/* another credential than the context began with */
#define SEC_E_WRONG_CREDENTIAL_HANDLE SECUR32_STATUS(0x80090336)
/* too many referrals between realms */
#define SEC_E_MAX_REFERRALS_EXCEEDED SECUR32_STATUS(0x80090338)
/* only a domain controller may do this */
#define SEC_E_MUST_BE_KDC SECUR32_STATUS(0x80090339)
/* strong cryptography was asked for in vain */
#define SEC_E_STRONG_CRYPTO_NOT_SUPPORTED SECUR32_STATUS(0x8009033A)
/* more principal names than expected */
#define SEC_E_TOO_MANY_PRINCIPALS SECUR32_STATUS(0x8009033B)
/* pre-authentication data is missing */
#define SEC_E_NO_PA_DATA SECUR32_STATUS(0x8009033C)
/* client certificate names somebody else */
#define SEC_E_PKINIT_NAME_MISMATCH SECUR32_STATUS(0x8009033D)
/* the account needs a smart card */
#define SEC_E_SMARTCARD_LOGON_REQUIRED SECUR32_STATUS(0x8009033E)
/* the system is going down */
#define SEC_E_SHUTDOWN_IN_PROGRESS SECUR32_STATUS(0x8009033F)
/* the KDC rejected the request as malformed */
#define SEC_E_KDC_INVALID_REQUEST SECUR32_STATUS(0x80090340)
/* the KDC has no referral to give */
#define SEC_E_KDC_UNABLE_TO_REFER SECUR32_STATUS(0x80090341)
/* the KDC wants pre-authentication of an unknown kind */
#define SEC_E_UNSUPPORTED_PREAUTH SECUR32_STATUS(0x80090343)
/* only possible with delegation */
#define SEC_E_DELEGATION_REQUIRED SECUR32_STATUS(0x80090345)
/* the name fits several accounts */
#define SEC_E_MULTIPLE_ACCOUNTS SECUR32_STATUS(0x80090347)
/* certificate is not for this purpose */
#define SEC_E_CERT_WRONG_USAGE SECUR32_STATUS(0x80090349)
/* smart-card certificate was revoked */
#define SEC_E_SMARTCARD_CERT_REVOKED SECUR32_STATUS(0x80090351)
/* authority of the client certificate is not trusted */
#define SEC_E_ISSUING_CA_UNTRUSTED SECUR32_STATUS(0x80090352)
/* its revocation could not be checked */
#define SEC_E_REVOCATION_OFFLINE_C SECUR32_STATUS(0x80090353)
/* client certificate was not accepted */
#define SEC_E_PKINIT_CLIENT_FAILURE SECUR32_STATUS(0x80090354)
/* smart-card certificate has expired */
#define SEC_E_SMARTCARD_CERT_EXPIRED SECUR32_STATUS(0x80090355)
/* the KDC lacks service-for-user */
#define SEC_E_NO_S4U_PROT_SUPPORT SECUR32_STATUS(0x80090356)
/* delegation stopped at a realm border */
#define SEC_E_CROSSREALM_DELEGATION_FAILURE SECUR32_STATUS(0x80090357)
/* KDC certificate's revocation could not be checked */
#define SEC_E_REVOCATION_OFFLINE_KDC SECUR32_STATUS(0x80090358)
/* authority of the KDC certificate is not trusted */
#define SEC_E_ISSUING_CA_UNTRUSTED_KDC SECUR32_STATUS(0x80090359)
/* KDC certificate has expired */
#define SEC_E_KDC_CERT_EXPIRED SECUR32_STATUS(0x8009035A)
/* KDC certificate was revoked */
#define SEC_E_KDC_CERT_REVOKED SECUR32_STATUS(0x8009035B)
/* policy forbids delegation */
#define SEC_E_DELEGATION_POLICY SECUR32_STATUS(0x8009035E)
/* policy allows nothing but NTLM (spelt so) */
#define SEC_E_POLICY_NLTM_ONLY SECUR32_STATUS(0x8009035F)
/* a context is needed and there is none */
#define SEC_E_NO_CONTEXT SECUR32_STATUS(0x80090361)
/* peer-to-peer certificate was not accepted */
#define SEC_E_PKU2U_CERT_FAILURE SECUR32_STATUS(0x80090362)
/* only possible over HTTPS */
#define SEC_E_ONLY_HTTPS_ALLOWED SECUR32_STATUS(0x80090365)
/* no application protocol in common */
#define SEC_E_APPLICATION_PROTOCOL_MISMATCH SECUR32_STATUS(0x80090367)
/* not a user principal name */
#define SEC_E_INVALID_UPN_NAME SECUR32_STATUS(0x80090369)
/* an extension does not fit */
#define SEC_E_EXT_BUFFER_TOO_SMALL SECUR32_STATUS(0x8009036A)
/* too few buffers */
#define SEC_E_INSUFFICIENT_BUFFERS SECUR32_STATUS(0x8009036B)

#endif /* SECUR32_STATUS_H */
