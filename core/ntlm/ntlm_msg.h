/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * NTLM's three messages (MS-NLMP 2.2.1).
 */
#ifndef SSP_CORE_NTLM_MSG_H
#define SSP_CORE_NTLM_MSG_H

#include "core/ntlm/ntlm_key.h"
#include "core/wr.h"

/* NTLMSSP_NEGOTIATE_*, MS-NLMP 2.2.2.5; LM_KEY and others are not here. */
#define SSP_NTLM_UNICODE 0x00000001u
#define SSP_NTLM_OEM 0x00000002u
#define SSP_NTLM_REQUEST_TARGET 0x00000004u
#define SSP_NTLM_SIGN 0x00000010u
#define SSP_NTLM_SEAL 0x00000020u
#define SSP_NTLM_DATAGRAM 0x00000040u
#define SSP_NTLM_NTLM 0x00000200u
#define SSP_NTLM_ANONYMOUS 0x00000800u
#define SSP_NTLM_ALWAYS_SIGN 0x00008000u
#define SSP_NTLM_TARGET_SERVER 0x00020000u
#define SSP_NTLM_EXTENDED 0x00080000u /* extended session security */
#define SSP_NTLM_IDENTIFY 0x00100000u
#define SSP_NTLM_TARGET_INFO 0x00800000u
#define SSP_NTLM_VERSION 0x02000000u
#define SSP_NTLM_128 0x20000000u
#define SSP_NTLM_KEY_EXCH 0x40000000u
#define SSP_NTLM_56 0x80000000u

/* What NTLM can do to messages, all of which rest on agreement. */
#define SSP_NTLM_PROTECTION (SSP_NTLM_SIGN | SSP_NTLM_SEAL)

/* Where AUTHENTICATE has its MIC when we write it (MS-NLMP 2.2.1.3). */
#define SSP_NTLM_MIC_AT 72

/**
 * ssp_ntlm_negotiate_read() - decode NEGOTIATE_MESSAGE
 * @token: one whole message
 * @flags: receives SSP_NTLM_* bits
 *
 * The names in it are hints that nobody vouches for; they are checked to lie
 * in the message and otherwise ignored.
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_ntlm_negotiate_read(struct ssp_span token, u32 *flags);

/** ssp_ntlm_negotiate_write() - encode it, without names */
void ssp_ntlm_negotiate_write(struct ssp_wr *w, u32 flags);

/**
 * struct ssp_ntlm_challenge - CHALLENGE_MESSAGE
 * @flags: SSP_NTLM_* bits
 * @nonce: the server's, SSP_NTLM_NONCE bytes
 * @target: TargetName; empty when absent
 * @info: TargetInfo, a list of AV pairs; empty when absent
 */
struct ssp_ntlm_challenge {
	u32 flags;
	struct ssp_span nonce;
	struct ssp_span target;
	struct ssp_span info;
};

/**
 * ssp_ntlm_challenge_read() - decode
 * @token: one whole message
 * @m: receives it; points into @token
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_ntlm_challenge_read(struct ssp_span token,
				   struct ssp_ntlm_challenge *m);

/** ssp_ntlm_challenge_write() - encode; @w keeps a failure */
void ssp_ntlm_challenge_write(struct ssp_wr *w,
			      const struct ssp_ntlm_challenge *m);

/**
 * struct ssp_ntlm_authenticate - AUTHENTICATE_MESSAGE
 * @flags: SSP_NTLM_* bits
 * @lm: LmChallengeResponse
 * @nt: NtChallengeResponse
 * @domain: in UTF-16LE or, with SSP_NTLM_OEM, in a code page, as the two below
 * @user: ...
 * @workstation: ...
 * @key: EncryptedRandomSessionKey
 * @mic: SSP_NTLM_KEY bytes when the header has room for one; empty when it
 *	has not, which says nothing of whether one is meant
 *
 * Empty means absent.
 */
struct ssp_ntlm_authenticate {
	u32 flags;
	struct ssp_span lm;
	struct ssp_span nt;
	struct ssp_span domain;
	struct ssp_span user;
	struct ssp_span workstation;
	struct ssp_span key;
	struct ssp_span mic;
};

/**
 * ssp_ntlm_authenticate_read() - decode
 * @token: one whole message
 * @m: receives it; points into @token
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_ntlm_authenticate_read(struct ssp_span token,
				      struct ssp_ntlm_authenticate *m);

/**
 * ssp_ntlm_authenticate_write() - encode, with zeroes at SSP_NTLM_MIC_AT
 * @w: empty writer; keeps a failure
 * @m: the message; @m->mic is ignored
 */
void ssp_ntlm_authenticate_write(struct ssp_wr *w,
				 const struct ssp_ntlm_authenticate *m);

/* An NTLMv2 response: the proof, and then the blob that it proves. */
#define SSP_NTLM_BLOB_HEAD 28

/**
 * struct ssp_ntlm_response - NTLMv2_RESPONSE, MS-NLMP 2.2.2.8
 * @proof: SSP_NTLM_KEY bytes
 * @blob: all that follows
 * @time: in it, UTC
 * @pairs: in it, a list of AV pairs
 */
struct ssp_ntlm_response {
	struct ssp_span proof;
	struct ssp_span blob;
	u64 time;
	struct ssp_span pairs;
};

/**
 * ssp_ntlm_response_read() - take a response apart
 * @nt: NtChallengeResponse
 * @r: receives it; points into @nt
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN: of NTLMv2 it is not.
 */
ssp_status ssp_ntlm_response_read(struct ssp_span nt,
				  struct ssp_ntlm_response *r);

/**
 * ssp_ntlm_blob_write() - append a blob ("temp" of MS-NLMP 3.3.2)
 * @w: writer; keeps a failure
 * @time: UTC
 * @nonce: the client's, SSP_NTLM_NONCE bytes
 * @pairs: a list of AV pairs, its end included
 */
void ssp_ntlm_blob_write(struct ssp_wr *w, u64 time, const u8 *nonce,
			 struct ssp_span pairs);

/**
 * ssp_ntlm_text_read() - a name that a peer sent
 * @s: UTF-16LE
 * @out: receives the text; absent on failure
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or SEC_E_INVALID_TOKEN for what
 * is no text or is too long.
 */
ssp_status ssp_ntlm_text_read(struct ssp_span s, struct ssp_utf16 *out);

/**
 * ssp_ntlm_oem_read() - the same of a name in a code page that nobody tells
 * @s: bytes; what all code pages have in common is ASCII
 * @out: receives the text; absent on failure
 *
 * Return: as ssp_ntlm_text_read(); also SEC_E_LOGON_DENIED for other letters,
 * which cannot be told from each other.
 */
ssp_status ssp_ntlm_oem_read(struct ssp_span s, struct ssp_utf16 *out);

/** ssp_ntlm_text_write() - append @s as UTF-16LE; @w keeps a failure */
void ssp_ntlm_text_write(struct ssp_wr *w, const struct ssp_utf16 *s);

#endif /* SSP_CORE_NTLM_MSG_H */
