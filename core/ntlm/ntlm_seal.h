/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * NTLM's messages (MS-NLMP 3.4), with extended session security alone: a
 * signature of 16 bytes in front, the caller's data in place.
 */
#ifndef SSP_CORE_NTLM_SEAL_H
#define SSP_CORE_NTLM_SEAL_H

#include "core/ntlm/ntlm_msg.h"
#include "core/rc4.h"
#include "core/secbuf.h"
#include "platform/crypto.h"

#define SSP_NTLM_SIGNATURE 16

/**
 * struct ssp_ntlm_way - the keys and counters of one direction
 * @sign: prepared SIGNKEY
 * @key: SEALKEY
 * @rc4: its stream, as far as it was used
 * @seq: number of the next message
 */
struct ssp_ntlm_way {
	struct ssp_hmac *sign;
	u8 key[SSP_NTLM_KEY];
	struct ssp_rc4 rc4;
	u32 seq;
};

/**
 * struct ssp_ntlm_messages - an established context's messages
 * @flags: SSP_NTLM_* bits agreed on; without SSP_NTLM_SIGN there are no keys
 * @send: ours
 * @recv: the peer's
 */
struct ssp_ntlm_messages {
	u32 flags;
	struct ssp_ntlm_way send;
	struct ssp_ntlm_way recv;
};

/** ssp_ntlm_bits() - strength of the sealing keys, as agreed on */
u32 ssp_ntlm_bits(u32 flags);

/**
 * ssp_ntlm_messages_init() - derive all keys, once
 * @c: zeroed; good for ssp_ntlm_messages_fini() even after a failure
 * @flags: SSP_NTLM_* bits agreed on
 * @session_key: ExportedSessionKey
 * @us: our role
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_ntlm_messages_init(struct ssp_ntlm_messages *c, u32 flags,
				  const u8 *session_key, enum ssp_ntlm_from us);
/** ssp_ntlm_messages_fini() - wipe and release; zeroed is fine */
void ssp_ntlm_messages_fini(struct ssp_ntlm_messages *c);

/**
 * ssp_ntlm_messages_restart() - key streams from their beginning
 * @c: messages
 *
 * After a negotiation's MICs (MS-SPNG 3.1.5.1); numbers go on.
 */
void ssp_ntlm_messages_restart(struct ssp_ntlm_messages *c);

/**
 * ssp_ntlm_sign() - signature of @m into @m->token
 * @c: messages
 * @m: message; @m->token_used is set
 *
 * Return: SEC_E_OK; SEC_E_BUFFER_TOO_SMALL, SEC_E_UNSUPPORTED_FUNCTION when
 * integrity was not agreed on, or the crypto failure: nothing changed.
 */
ssp_status ssp_ntlm_sign(struct ssp_ntlm_messages *c, struct ssp_msg *m);

/**
 * ssp_ntlm_verify() - check a signature
 * @c: messages
 * @m: message; @m->token is exactly what the peer sent
 *
 * Return: SEC_E_OK, SEC_E_INVALID_TOKEN (of another length),
 * SEC_E_MESSAGE_ALTERED (also when it is out of sequence),
 * SEC_E_UNSUPPORTED_FUNCTION, or the crypto failure.  After a failure the next
 * message that is right still is.
 */
ssp_status ssp_ntlm_verify(struct ssp_ntlm_messages *c, struct ssp_msg *m);

/**
 * ssp_ntlm_seal() - encrypt DATA in place, signature into @m->token
 * @c: messages
 * @m: message; @m->token_used is set
 * @qop: 0, or SECQOP_WRAP_NO_ENCRYPT where confidentiality was not agreed on;
 *	other bits are ignored, as on Windows
 *
 * A message does not say whether it is encrypted: where confidentiality was
 * agreed on all are, else none is.  Never allocates.
 *
 * Return: SEC_E_OK; SEC_E_BUFFER_TOO_SMALL, SEC_E_UNSUPPORTED_FUNCTION when
 * @qop wants what was not agreed on, or the crypto failure: nothing changed.
 */
ssp_status ssp_ntlm_seal(struct ssp_ntlm_messages *c, struct ssp_msg *m,
			 u32 qop);

/**
 * ssp_ntlm_unseal() - check and decrypt, DATA in place
 * @c: messages
 * @m: message, or a stream, for which @m->plain is set
 * @qop: receives SECQOP_WRAP_NO_ENCRYPT when it came in the clear, else 0
 *
 * Never allocates.  After a failure what was encrypted is wiped or still is,
 * and the next message that is right still is.
 *
 * Return: SEC_E_OK, SEC_E_BUFFER_TOO_SMALL (shorter than a signature),
 * SEC_E_INVALID_TOKEN (longer, and no stream), SEC_E_MESSAGE_ALTERED (also when
 * it is out of sequence), SEC_E_UNSUPPORTED_FUNCTION, or the crypto failure.
 */
ssp_status ssp_ntlm_unseal(struct ssp_ntlm_messages *c, struct ssp_msg *m,
			   u32 *qop);

#endif /* SSP_CORE_NTLM_SEAL_H */
