/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Kerberos messages as they travel: RFC 4120 5, and the token ids of RFC 4121
 * 4.1.  Codec only: nothing here decides, nothing here holds a key for long.
 */
#ifndef SSP_CORE_KRB5_MSG_H
#define SSP_CORE_KRB5_MSG_H

#include "core/krb5/krb5_etype.h"
#include "core/krb5/krb5_name.h"
#include "core/rd.h"
#include "core/utf16.h"
#include "core/wr.h"

#define SSP_KRB5_PVNO 5

/* TOK_ID of RFC 4121 4.1. */
#define SSP_KRB5_TOK_AP_REQ 0x0100
#define SSP_KRB5_TOK_AP_REP 0x0200
#define SSP_KRB5_TOK_ERROR 0x0300

/* APOptions, RFC 4120 5.5.1. */
#define SSP_KRB5_AP_SESSION_KEY 0x40000000u
#define SSP_KRB5_AP_MUTUAL 0x20000000u

/* TicketFlags, RFC 4120 5.3 and RFC 8062 3. */
#define SSP_KRB5_TKT_INVALID 0x01000000u
#define SSP_KRB5_TKT_TRANSITED_CHECKED 0x00080000u
#define SSP_KRB5_TKT_ANONYMOUS 0x00008000u

/* Error codes that we send, RFC 4120 7.5.9. */
#define SSP_KRB5_ERR_ETYPE_NOSUPP 14
#define SSP_KRB5_ERR_BAD_INTEGRITY 31
#define SSP_KRB5_ERR_TKT_EXPIRED 32
#define SSP_KRB5_ERR_TKT_NYV 33
#define SSP_KRB5_ERR_REPEAT 34
#define SSP_KRB5_ERR_NOT_US 35
#define SSP_KRB5_ERR_BADMATCH 36
#define SSP_KRB5_ERR_SKEW 37
#define SSP_KRB5_ERR_MODIFIED 41
#define SSP_KRB5_ERR_BADKEYVER 44
#define SSP_KRB5_ERR_NOKEY 45
#define SSP_KRB5_ERR_INAPP_CKSUM 50
#define SSP_KRB5_ERR_PATH 51
#define SSP_KRB5_ERR_GENERIC 60

/* Clocks may differ by this much (RFC 4120 1.6 recommends five minutes). */
#define SSP_KRB5_SKEW (300 * SSP_TICKS_PER_SEC)

/**
 * struct ssp_krb5_encdata - EncryptedData, RFC 4120 5.2.9
 * @etype: enctype number
 * @have_kvno: the version of the key is told; never in what we write
 * @kvno: it
 * @cipher: ciphertext
 */
struct ssp_krb5_encdata {
	s32 etype;
	bool have_kvno;
	u32 kvno;
	struct ssp_span cipher;
};

/** ssp_krb5_encdata_read() - the one EncryptedData that @r may hold */
void ssp_krb5_encdata_read(struct ssp_rd *r, struct ssp_krb5_encdata *enc);

/**
 * struct ssp_krb5_keydata - EncryptionKey as it stands in a message
 * @etype: enctype number
 * @key: key bytes
 */
struct ssp_krb5_keydata {
	s32 etype;
	struct ssp_span key;
};

/**
 * struct ssp_krb5_cred_msg - a KRB-CRED with one ticket, in the clear
 * @ticket: the Ticket, header and all
 * @key: its session key
 * @crealm: client's realm, text
 * @cname: client's PrincipalName, header and all
 * @srealm: server's realm, text
 * @sname: server's PrincipalName, header and all
 * @flags: TicketFlags
 * @start: FILETIME of starttime, or of authtime when it has none
 * @end: FILETIME of endtime
 */
struct ssp_krb5_cred_msg {
	struct ssp_span ticket;
	struct ssp_krb5_keydata key;
	struct ssp_span crealm;
	struct ssp_span cname;
	struct ssp_span srealm;
	struct ssp_span sname;
	u32 flags;
	u64 start;
	u64 end;
};

/**
 * ssp_krb5_cred_decode() - KRB-CRED with etype 0 (RFC 4120 5.8.1)
 * @msg: the message
 * @m: receives spans into @msg
 *
 * Names, key, flags and endtime, which the RFC makes optional, must be there:
 * a ticket without them cannot be used.
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_krb5_cred_decode(struct ssp_span msg,
				struct ssp_krb5_cred_msg *m);

/**
 * struct ssp_krb5_authenticator - Authenticator, RFC 4120 5.5.1
 * @crealm: text
 * @cname: PrincipalName, header and all
 * @cksum: contents of the 0x8003 checksum
 * @cusec: microseconds of the second
 * @ctime: FILETIME; only the second is sent
 * @subkey: the initiator's subkey
 * @seq: the initiator's first sequence number
 * @authz: AuthorizationData, header and all, or empty
 */
struct ssp_krb5_authenticator {
	struct ssp_span crealm;
	struct ssp_span cname;
	struct ssp_span cksum;
	u32 cusec;
	u64 ctime;
	const struct ssp_krb5_keyblock *subkey;
	u32 seq;
	struct ssp_span authz;
};

/** ssp_krb5_authenticator_encode() - append it to @w */
void ssp_krb5_authenticator_encode(struct ssp_wr *w,
				   const struct ssp_krb5_authenticator *a);

/**
 * ssp_krb5_ap_req_encode() - append an AP-REQ to @w
 * @w: writer
 * @options: APOptions
 * @ticket: the Ticket, header and all
 * @auth: the encrypted Authenticator
 */
void ssp_krb5_ap_req_encode(struct ssp_wr *w, u32 options,
			    struct ssp_span ticket,
			    const struct ssp_krb5_encdata *auth);

/**
 * ssp_krb5_ap_rep_decode() - AP-REP, RFC 4120 5.5.2
 * @msg: the message
 * @enc: receives its EncAPRepPart
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_krb5_ap_rep_decode(struct ssp_span msg,
				  struct ssp_krb5_encdata *enc);

/**
 * struct ssp_krb5_ap_rep_part - EncAPRepPart, RFC 4120 5.5.2
 * @ctime: FILETIME
 * @cusec: microseconds
 * @have_subkey: the acceptor chose a key
 * @subkey: it
 * @have_seq: the acceptor named its first sequence number
 * @seq: it
 */
struct ssp_krb5_ap_rep_part {
	u64 ctime;
	u32 cusec;
	bool have_subkey;
	struct ssp_krb5_keydata subkey;
	bool have_seq;
	u32 seq;
};

/**
 * ssp_krb5_ap_rep_encode() - append an AP-REP to @w
 * @w: writer
 * @enc: the encrypted EncAPRepPart
 */
void ssp_krb5_ap_rep_encode(struct ssp_wr *w,
			    const struct ssp_krb5_encdata *enc);

/** ssp_krb5_ap_rep_part_encode() - append an EncAPRepPart to @w */
void ssp_krb5_ap_rep_part_encode(struct ssp_wr *w,
				 const struct ssp_krb5_ap_rep_part *part);

/**
 * ssp_krb5_ap_rep_part_decode() - the decrypted part of an AP-REP
 * @msg: plaintext
 * @part: receives it
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_krb5_ap_rep_part_decode(struct ssp_span msg,
				       struct ssp_krb5_ap_rep_part *part);

/**
 * ssp_krb5_error_decode() - KRB-ERROR, RFC 4120 5.9.1
 * @msg: the message; nothing protects it
 * @code: receives the error code
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_krb5_error_decode(struct ssp_span msg, s32 *code);

/**
 * struct ssp_krb5_error - what we say in a KRB-ERROR
 * @code: SSP_KRB5_ERR_*
 * @now: FILETIME of our clock
 * @realm: the service's, text
 * @sname: PrincipalName of the service, header and all
 */
struct ssp_krb5_error {
	s32 code;
	u64 now;
	struct ssp_span realm;
	struct ssp_span sname;
};

/** ssp_krb5_error_encode() - append a KRB-ERROR to @w */
void ssp_krb5_error_encode(struct ssp_wr *w, const struct ssp_krb5_error *e);

/**
 * ssp_krb5_error_status() - a KRB-ERROR's code as a status; never a success
 * @code: what an acceptor said
 */
ssp_status ssp_krb5_error_status(s32 code);

/**
 * ssp_krb5_error_refusal() - the status of an acceptor that says this
 * @code: SSP_KRB5_ERR_*
 */
ssp_status ssp_krb5_error_refusal(s32 code);

/* Checksum type of the GSS checksum, RFC 4121 4.1.1. */
#define SSP_KRB5_CKSUM_GSS 0x8003

/**
 * ssp_krb5_gss_cksum_encode() - the 0x8003 checksum, RFC 4121 4.1.1
 * @w: writer
 * @bindings: 16 bytes, or NULL for none
 * @flags: ISC_RET_* bits to tell the acceptor of
 */
void ssp_krb5_gss_cksum_encode(struct ssp_wr *w, const u8 *bindings, u32 flags);

/* GSS flags without a counterpart in ISC_RET_*. */
#define SSP_KRB5_GSS_DELEG 0x01
#define SSP_KRB5_GSS_ANON 0x40
#define SSP_KRB5_GSS_DCE_STYLE 0x1000

/**
 * struct ssp_krb5_gss_cksum - what the 0x8003 checksum says
 * @bindings: 16 bytes; all zero for none
 * @gss: flags as they stand there
 * @flags: ISC_RET_* bits of them
 */
struct ssp_krb5_gss_cksum {
	struct ssp_span bindings;
	u32 gss;
	u32 flags;
};

/**
 * ssp_krb5_gss_cksum_decode() - the reverse
 * @cksum: contents of the checksum
 * @c: receives it
 *
 * A delegated credential and extensions are stepped over.
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_krb5_gss_cksum_decode(struct ssp_span cksum,
				     struct ssp_krb5_gss_cksum *c);

#endif /* SSP_CORE_KRB5_MSG_H */
