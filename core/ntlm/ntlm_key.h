/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What NTLM computes from passwords and challenges (MS-NLMP 3.3.2, 3.4.5).
 *
 * There is NTLM version 2 and nothing older: no DES, no LM hash.
 */
#ifndef SSP_CORE_NTLM_KEY_H
#define SSP_CORE_NTLM_KEY_H

#include "core/utf16.h"
#include "platform/env.h"

/* Hashes, keys, proofs and MICs all have one size. */
#define SSP_NTLM_KEY SSP_NT_HASH_SIZE

#define SSP_NTLM_NONCE 8

/**
 * ssp_ntlm_md5_keyed() - HMAC-MD5 over pieces, once
 * @key: SSP_NTLM_KEY bytes
 * @seg: pieces
 * @nseg: how many
 * @out: receives SSP_NTLM_KEY bytes
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_ntlm_md5_keyed(const u8 *key, const struct ssp_seg *seg,
			      size_t nseg, u8 *out);

/**
 * ssp_ntlm_nt_hash() - MD4 of a password, NTOWFv1
 * @password: text, maybe empty or absent
 * @out: receives SSP_NTLM_KEY bytes
 *
 * Return: SEC_E_OK or SEC_E_INSUFFICIENT_MEMORY.
 */
ssp_status ssp_ntlm_nt_hash(const struct ssp_utf16 *password, u8 *out);

/**
 * ssp_ntlm_response_key() - NTOWFv2: what a response is made with
 * @nt_hash: SSP_NTLM_KEY bytes
 * @user: name; its case does not matter
 * @domain: as it is sent; its case does
 * @out: receives SSP_NTLM_KEY bytes
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_ntlm_response_key(const u8 *nt_hash,
				 const struct ssp_utf16 *user,
				 const struct ssp_utf16 *domain, u8 *out);

/**
 * ssp_ntlm_prove() - the proof that a response begins with, and the key
 * @response_key: SSP_NTLM_KEY bytes
 * @challenge: the server's, SSP_NTLM_NONCE bytes
 * @blob: what follows the proof in the response ("temp")
 * @proof: receives SSP_NTLM_KEY bytes, NTProofStr
 * @session_key: receives SSP_NTLM_KEY bytes, SessionBaseKey
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_ntlm_prove(const u8 *response_key, const u8 *challenge,
			  struct ssp_span blob, u8 *proof, u8 *session_key);

/**
 * ssp_ntlm_lm_response() - LMv2, for servers that set no time
 * @response_key: SSP_NTLM_KEY bytes
 * @challenge: the server's, SSP_NTLM_NONCE bytes
 * @nonce: the client's, SSP_NTLM_NONCE bytes
 * @out: receives SSP_NTLM_KEY + SSP_NTLM_NONCE bytes
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_ntlm_lm_response(const u8 *response_key, const u8 *challenge,
				const u8 *nonce, u8 *out);

/**
 * ssp_ntlm_wrap_key() - RC4 a key with another; the same undoes it
 * @with: SSP_NTLM_KEY bytes
 * @key: SSP_NTLM_KEY bytes, changed
 */
void ssp_ntlm_wrap_key(const u8 *with, u8 *key);

/**
 * ssp_ntlm_mic() - over the three messages of a hand-shake
 * @session_key: ExportedSessionKey, SSP_NTLM_KEY bytes
 * @messages: NEGOTIATE (empty if connectionless), CHALLENGE, AUTHENTICATE
 * @at: where in the last one the MIC stands; counted as zeroes
 * @out: receives SSP_NTLM_KEY bytes
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_ntlm_mic(const u8 *session_key,
			const struct ssp_span messages[3], size_t at, u8 *out);

/* Who sends what a key is for. */
enum ssp_ntlm_from { SSP_NTLM_CLIENT, SSP_NTLM_SERVER };

/**
 * ssp_ntlm_sign_key() - SIGNKEY with extended session security
 * @session_key: ExportedSessionKey
 * @from: whose messages
 * @out: receives SSP_NTLM_KEY bytes
 *
 * Return: SEC_E_OK or the crypto failure.
 */
ssp_status ssp_ntlm_sign_key(const u8 *session_key, enum ssp_ntlm_from from,
			     u8 *out);

/**
 * ssp_ntlm_seal_key() - SEALKEY with extended session security
 * @session_key: ExportedSessionKey
 * @from: whose messages
 * @bits: strength agreed on: 128, 56 or 40
 * @out: receives SSP_NTLM_KEY bytes
 *
 * Return: SEC_E_OK or the crypto failure.
 */
ssp_status ssp_ntlm_seal_key(const u8 *session_key, enum ssp_ntlm_from from,
			     u32 bits, u8 *out);

#endif /* SSP_CORE_NTLM_KEY_H */
