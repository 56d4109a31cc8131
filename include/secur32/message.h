/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Messages: sign and seal, verify and unseal, in the caller's buffers.
 *
 * Nothing is allocated and no payload is copied.  Buffers may be of any memory,
 * in the kernel too.  One thread may protect while another unprotects on the
 * same context; of two that do the same, one waits.
 */
#ifndef SECUR32_MESSAGE_H
#define SECUR32_MESSAGE_H

#include "types.h"
#include "status.h"
#include "buffers.h"

#ifdef __cplusplus
extern "C" {
#endif

/* fQOP: seal unless told otherwise. */
#define SECQOP_WRAP_NO_ENCRYPT 0x80000001 /* EncryptMessage() only signs */
#define KERB_WRAP_NO_ENCRYPT SECQOP_WRAP_NO_ENCRYPT
#define SECQOP_WRAP_OOB_DATA 0x40000000 /* TLS alerts */

/**
 * MakeSignature() - sign a message
 * @phContext: an established context
 * @fQOP: 0; ignored
 * @pMessage: SECBUFFER_DATA with the message, in any number of pieces, and one
 *	SECBUFFER_TOKEN with room for cbMaxSignature (SECPKG_ATTR_SIZES) bytes,
 *	whose cbBuffer becomes the length of the signature
 * @MessageSeqNo: 0; only datagram contexts go by it, others count themselves
 *
 * Pieces flagged SECBUFFER_READONLY_WITH_CHECKSUM are signed, those flagged
 * SECBUFFER_READONLY are not.
 *
 * sspi.h, MakeSignature (Negotiate, Kerberos, NTLM).
 *
 * Context: May sleep.  Allocates nothing.
 * Return:
 * * SEC_E_OK			- the signature is there
 * * SEC_E_INVALID_HANDLE	- not a context, or not established
 * * SEC_E_INVALID_TOKEN	- no SECBUFFER_TOKEN, or a malformed descriptor
 * * SEC_E_BUFFER_TOO_SMALL	- the SECBUFFER_TOKEN is
 * * SEC_E_UNSUPPORTED_FUNCTION	- the context was made without integrity
 * * SEC_E_CONTEXT_EXPIRED	- the context has ended
 * * SEC_E_ENCRYPT_FAILURE	- the cipher failed
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY MakeSignature(PCtxtHandle phContext,
						    ULONG fQOP,
						    PSecBufferDesc pMessage,
						    ULONG MessageSeqNo);

/**
 * VerifySignature() - check what MakeSignature() made
 * @phContext: an established context
 * @pMessage: the same buffers, the SECBUFFER_TOKEN of the signature's length
 * @MessageSeqNo: as MakeSignature()
 * @pfQOP: receives 0, and from NTLM nothing; may be NULL
 *
 * sspi.h, VerifySignature (Negotiate, Kerberos, NTLM).
 *
 * Context: May sleep.  Allocates nothing.
 * Return:
 * * SEC_E_OK			- the message is as it was signed, and in order
 * * SEC_E_MESSAGE_ALTERED	- it is not; NTLM also when it is not in order
 * * SEC_E_OUT_OF_SEQUENCE	- it is, but repeated or misplaced
 * * SEC_E_INVALID_HANDLE	- not a context, or not established
 * * SEC_E_INVALID_TOKEN	- no SECBUFFER_TOKEN, or a malformed signature
 * * SEC_E_UNSUPPORTED_FUNCTION	- the context was made without integrity
 * * SEC_E_CONTEXT_EXPIRED	- the context has ended
 * * SEC_E_DECRYPT_FAILURE	- the cipher failed
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY VerifySignature(PCtxtHandle phContext,
						      PSecBufferDesc pMessage,
						      ULONG MessageSeqNo,
						      ULONG *pfQOP);

/**
 * EncryptMessage() - seal a message
 * @phContext: an established context
 * @fQOP: 0, or SECQOP_WRAP_NO_ENCRYPT to sign only; other values count as 0
 * @pMessage: SECBUFFER_DATA with the message, sealed where it is, in any number
 *	of pieces; one SECBUFFER_TOKEN with room for cbSecurityTrailer
 *	(SECPKG_ATTR_SIZES) bytes; possibly one SECBUFFER_PADDING with room for
 *	cbBlockSize bytes.  The cbBuffer of the last two becomes the length in
 *	use, which may be less: send TOKEN, DATA and PADDING by those.
 * @MessageSeqNo: 0; only datagram contexts go by it, others count themselves
 *
 * Pieces flagged SECBUFFER_READONLY_WITH_CHECKSUM are signed but not sealed,
 * those flagged SECBUFFER_READONLY neither.
 *
 * sspi.h, EncryptMessage (Negotiate, Kerberos, NTLM).
 *
 * Context: May sleep.  Allocates nothing.
 * Return:
 * * SEC_E_OK			- sealed
 * * SEC_E_INVALID_HANDLE	- not a context, or not established
 * * SEC_E_INVALID_TOKEN	- no SECBUFFER_TOKEN or SECBUFFER_DATA, or a
 *				  malformed descriptor
 * * SEC_E_BUFFER_TOO_SMALL	- the SECBUFFER_TOKEN is
 * * SEC_E_UNSUPPORTED_FUNCTION	- the context was made without confidentiality
 * * SEC_E_CONTEXT_EXPIRED	- the context has ended
 * * SEC_E_CRYPTO_SYSTEM_INVALID - the cipher may not be used
 * * SEC_E_ENCRYPT_FAILURE	- the cipher failed; the message is lost
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY EncryptMessage(PCtxtHandle phContext,
						     ULONG fQOP,
						     PSecBufferDesc pMessage,
						     ULONG MessageSeqNo);

/**
 * DecryptMessage() - unseal what EncryptMessage() sealed
 * @phContext: an established context
 * @pMessage: either the same buffers, each of the length in use; or one
 *	SECBUFFER_STREAM with the whole sealed message and one empty
 *	SECBUFFER_DATA, which then receives address and length of the plain
 *	text inside the stream
 * @MessageSeqNo: as EncryptMessage()
 * @pfQOP: receives SECQOP_WRAP_NO_ENCRYPT when the message was only signed,
 *	else 0, and from NTLM nothing; may be NULL
 *
 * On failure the buffers hold nothing of use.
 *
 * sspi.h, DecryptMessage (Negotiate, Kerberos, NTLM).
 *
 * Context: May sleep.  Allocates nothing.
 * Return:
 * * SEC_E_OK			- the plain text is there; it may be empty
 * * SEC_E_MESSAGE_ALTERED	- it is not what was sealed; NTLM also when it
 *				  is not in order
 * * SEC_E_OUT_OF_SEQUENCE	- it is, but repeated or misplaced
 * * SEC_E_INVALID_HANDLE	- not a context, or not established
 * * SEC_E_INVALID_TOKEN	- buffers are missing, or the message is
 *				  malformed
 * * SEC_E_BUFFER_TOO_SMALL	- the SECBUFFER_TOKEN cannot be one
 * * SEC_E_UNSUPPORTED_FUNCTION	- the context was made without confidentiality
 * * SEC_E_CONTEXT_EXPIRED	- the context has ended
 * * SEC_E_DECRYPT_FAILURE	- the cipher failed
 */
SECUR32_API SECURITY_STATUS SEC_ENTRY DecryptMessage(PCtxtHandle phContext,
						     PSecBufferDesc pMessage,
						     ULONG MessageSeqNo,
						     ULONG *pfQOP);

#if ISSP_MODE == 0
/* What EncryptMessage() is called among kernel code. */
SECUR32_API SECURITY_STATUS SEC_ENTRY SealMessage(PCtxtHandle phContext,
						  ULONG fQOP,
						  PSecBufferDesc pMessage,
						  ULONG MessageSeqNo);

/* What DecryptMessage() is called among kernel code. */
SECUR32_API SECURITY_STATUS SEC_ENTRY UnsealMessage(PCtxtHandle phContext,
						    PSecBufferDesc pMessage,
						    ULONG MessageSeqNo,
						    ULONG *pfQOP);
#endif

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_MESSAGE_H */
