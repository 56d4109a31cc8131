/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Per-message tokens of RFC 4121 4.2, laid out as SSPI splits them:
 * SECBUFFER_TOKEN in front, the caller's DATA in place.
 */
#ifndef SSP_CORE_KRB5_CFX_H
#define SSP_CORE_KRB5_CFX_H

#include "core/krb5/krb5_etype.h"
#include "core/krb5/krb5_seq.h"
#include "core/secbuf.h"

/**
 * struct ssp_krb5_cfx - the keys and counters of an established context
 * @et: enctype of the per-message key
 * @initiator: our role; the peer has the other
 * @acceptor_subkey: the key is the acceptor's; flag 4 of every token
 * @dce: USE_DCE_STYLE: EC 16 and the longer token (MS-KILE 3.4.5.4.1)
 * @conf: confidentiality was granted
 * @seal: Ke and Ki for what we send
 * @unseal: Ke and Ki for what we receive
 * @sign: Kc of the MICs we send
 * @verify: Kc of the MICs we receive
 * @wrap: Kc of what we wrap without encrypting (RFC 4121 4.2.4: seal usage)
 * @unwrap: Kc of what we receive wrapped without encryption
 * @send_seq: next number to send
 * @recv: numbers seen
 */
struct ssp_krb5_cfx {
	const struct ssp_krb5_etype *et;
	bool initiator;
	bool acceptor_subkey;
	bool dce;
	bool conf;
	struct ssp_krb5_cipher seal;
	struct ssp_krb5_cipher unseal;
	struct ssp_hmac *sign;
	struct ssp_hmac *verify;
	struct ssp_hmac *wrap;
	struct ssp_hmac *unwrap;
	u64 send_seq;
	struct ssp_krb5_seq recv;
};

/**
 * struct ssp_krb5_cfx_params - what the hand-shake agreed on
 * @key: the per-message key
 * @initiator: our role
 * @acceptor_subkey: @key is the acceptor's subkey
 * @flags: granted ISC_RET_* bits
 * @send_seq: our first sequence number
 * @recv_seq: the peer's
 */
struct ssp_krb5_cfx_params {
	const struct ssp_krb5_keyblock *key;
	bool initiator;
	bool acceptor_subkey;
	u32 flags;
	u32 send_seq;
	u32 recv_seq;
};

/**
 * ssp_krb5_cfx_init() - derive all keys, once
 * @c: zeroed; good for ssp_krb5_cfx_fini() even after a failure
 * @p: parameters
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or the crypto failure.
 */
ssp_status ssp_krb5_cfx_init(struct ssp_krb5_cfx *c,
			     const struct ssp_krb5_cfx_params *p);
/** ssp_krb5_cfx_fini() - wipe and release; zeroed is fine */
void ssp_krb5_cfx_fini(struct ssp_krb5_cfx *c);

/** ssp_krb5_cfx_max_signature() - bytes of a MIC token */
u32 ssp_krb5_cfx_max_signature(const struct ssp_krb5_etype *et);
/** ssp_krb5_cfx_trailer() - bytes to reserve for a seal, DCE style included */
u32 ssp_krb5_cfx_trailer(const struct ssp_krb5_etype *et);

/**
 * ssp_krb5_cfx_sign() - MIC token of RFC 4121 4.2.6.1 into @m->token
 * @c: context
 * @m: message; @m->token_used is set
 *
 * Return: SEC_E_OK, SEC_E_BUFFER_TOO_SMALL (nothing changed), or the crypto
 * failure.
 */
ssp_status ssp_krb5_cfx_sign(struct ssp_krb5_cfx *c, struct ssp_msg *m);

/**
 * ssp_krb5_cfx_verify() - check a MIC token
 * @c: context
 * @m: message; @m->token is exactly what the peer sent
 *
 * Return: SEC_E_OK, SEC_E_INVALID_TOKEN (not a MIC token, wrong direction,
 * wrong key flag), SEC_E_MESSAGE_ALTERED, SEC_E_OUT_OF_SEQUENCE, or the crypto
 * failure.
 */
ssp_status ssp_krb5_cfx_verify(struct ssp_krb5_cfx *c, struct ssp_msg *m);

/**
 * ssp_krb5_cfx_seal() - Wrap token of RFC 4121 4.2.6.2, DATA in place
 * @c: context
 * @m: message; @m->token_used is set, which may be less than
 *	ssp_krb5_cfx_trailer()
 * @qop: 0, or SECQOP_WRAP_NO_ENCRYPT for integrity alone; other bits are
 *	ignored, as on Windows
 *
 * The token is TOKEN and DATA one after the other.  Never allocates.
 *
 * Return: SEC_E_OK; SEC_E_BUFFER_TOO_SMALL, SEC_E_UNSUPPORTED_FUNCTION when
 * encryption is wanted and was not granted, or what random said (nothing of
 * DATA changed); or the crypto failure, after which DATA is worthless.
 */
ssp_status ssp_krb5_cfx_seal(struct ssp_krb5_cfx *c, struct ssp_msg *m,
			     u32 qop);

/**
 * ssp_krb5_cfx_unseal() - check and open a Wrap token, DATA in place
 * @c: context
 * @m: message; TOKEN and DATA as sealed, or a stream with any rotation, for
 *	which @m->plain is set
 * @qop: receives 0 or SECQOP_WRAP_NO_ENCRYPT
 *
 * Never allocates.  After a failure, SEC_E_OUT_OF_SEQUENCE included, what was
 * encrypted is wiped or still encrypted, never readable; what came in the
 * clear is as it was, maybe elsewhere in a stream.
 *
 * Return: SEC_E_OK, SEC_E_INVALID_TOKEN (not a Wrap token, wrong direction,
 * wrong key flag, lengths that cannot be, DATA that does not lie where the
 * rotation puts it), SEC_E_MESSAGE_ALTERED, SEC_E_OUT_OF_SEQUENCE, or the
 * crypto failure.
 */
ssp_status ssp_krb5_cfx_unseal(struct ssp_krb5_cfx *c, struct ssp_msg *m,
			       u32 *qop);

/* What krb5_cfx.c and krb5_wrap.c share: the header, and the checksum. */

#define SSP_KRB5_CFX_HDR 16
#define SSP_KRB5_CFX_MIC 0x0404
#define SSP_KRB5_CFX_WRAP 0x0504
#define SSP_KRB5_CFX_SEALED 2 /* a flag, RFC 4121 4.2.2 */

/**
 * struct ssp_krb5_cfx_hdr - RFC 4121 4.2.6
 * @id: SSP_KRB5_CFX_MIC or SSP_KRB5_CFX_WRAP
 * @sealed: of a Wrap token
 * @ec: "extra count" of a Wrap token; 0xffff in a MIC token
 * @rrc: "right rotation count" of a Wrap token; 0xffff in a MIC token
 * @seq: sequence number
 */
struct ssp_krb5_cfx_hdr {
	u16 id;
	bool sealed;
	u16 ec;
	u16 rrc;
	u64 seq;
};

/** ssp_krb5_cfx_put() - write what we send into SSP_KRB5_CFX_HDR bytes */
void ssp_krb5_cfx_put(const struct ssp_krb5_cfx *c,
		      const struct ssp_krb5_cfx_hdr *h, u8 *out);

/**
 * ssp_krb5_cfx_get() - read what the peer sent
 * @c: context
 * @id: the only token that will do
 * @token: starts with the header
 * @h: receives it
 *
 * Flags that RFC 4121 does not name are ignored, as 4.2.2 demands; a checksum
 * covers them like the others.
 *
 * Return: SEC_E_OK, or SEC_E_INVALID_TOKEN (too short, another token, filler
 * octets, direction or key flag wrong).
 */
ssp_status ssp_krb5_cfx_get(const struct ssp_krb5_cfx *c, u16 id,
			    struct ssp_span token, struct ssp_krb5_cfx_hdr *h);

/**
 * ssp_krb5_cfx_cksum() - checksum over data and then the header
 * @c: context
 * @key: which of its checksum keys
 * @data: pieces, sign-only ones included
 * @ndata: how many, at most SSP_MSG_SEGS_MAX
 * @token: starts with the header; EC and RRC of a Wrap token count as 0
 *	(RFC 4121 4.2.4)
 * @out: receives the enctype's cksum_size bytes
 *
 * Return: SEC_E_OK or the crypto failure.
 */
ssp_status ssp_krb5_cfx_cksum(const struct ssp_krb5_cfx *c,
			      struct ssp_hmac *key, const struct ssp_seg *data,
			      size_t ndata, const u8 *token, u8 *out);

/**
 * ssp_krb5_cfx_check() - compare with what ssp_krb5_cfx_cksum() makes
 * @c: context
 * @key: which of its checksum keys
 * @data: pieces
 * @ndata: how many
 * @token: starts with the header
 * @cksum: what the peer says
 *
 * Return: SEC_E_OK, SEC_E_MESSAGE_ALTERED, or the crypto failure.
 */
ssp_status ssp_krb5_cfx_check(const struct ssp_krb5_cfx *c,
			      struct ssp_hmac *key, const struct ssp_seg *data,
			      size_t ndata, const u8 *token, const u8 *cksum);

#endif /* SSP_CORE_KRB5_CFX_H */
