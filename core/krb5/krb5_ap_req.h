/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What an acceptor reads: AP-REQ, the ticket in it and the Authenticator
 * (RFC 4120 5.5.1, 5.3), authorization data (5.2.6).  Codec only.
 */
#ifndef SSP_CORE_KRB5_AP_REQ_H
#define SSP_CORE_KRB5_AP_REQ_H

#include "core/krb5/krb5_msg.h"

/**
 * struct ssp_krb5_ap_req - AP-REQ
 * @options: APOptions
 * @realm: of the ticket, text; like @sname nobody's word
 * @sname: of the ticket, PrincipalName, header and all
 * @ticket: the encrypted part of the ticket
 * @auth: the encrypted Authenticator
 */
struct ssp_krb5_ap_req {
	u32 options;
	struct ssp_span realm;
	struct ssp_span sname;
	struct ssp_krb5_encdata ticket;
	struct ssp_krb5_encdata auth;
};

/**
 * ssp_krb5_ap_req_decode() - AP-REQ
 * @msg: the message
 * @req: receives spans into it
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_krb5_ap_req_decode(struct ssp_span msg,
				  struct ssp_krb5_ap_req *req);

/**
 * struct ssp_krb5_ticket_part - EncTicketPart
 * @flags: TicketFlags
 * @key: session key
 * @crealm: client's realm, text
 * @cname: client's PrincipalName, header and all
 * @transited: contents of TransitedEncoding: realms on the way
 * @start: FILETIME of starttime, or of authtime when it has none
 * @end: FILETIME of endtime
 * @authz: AuthorizationData, header and all, or empty
 */
struct ssp_krb5_ticket_part {
	u32 flags;
	struct ssp_krb5_keydata key;
	struct ssp_span crealm;
	struct ssp_span cname;
	struct ssp_span transited;
	u64 start;
	u64 end;
	struct ssp_span authz;
};

/** ssp_krb5_ticket_part_decode() - as ssp_krb5_ap_req_decode() */
ssp_status ssp_krb5_ticket_part_decode(struct ssp_span msg,
				       struct ssp_krb5_ticket_part *part);

/**
 * struct ssp_krb5_auth_part - Authenticator
 * @crealm: client's realm, text
 * @cname: client's PrincipalName, header and all
 * @cksum_type: its number; 0 when there is none
 * @cksum: contents
 * @cusec: microseconds, less than a million
 * @ctime: FILETIME of the second
 * @have_subkey: the initiator chose a key
 * @subkey: it
 * @seq: the initiator's first sequence number; 0 when it named none
 * @authz: AuthorizationData, header and all, or empty
 */
struct ssp_krb5_auth_part {
	struct ssp_span crealm;
	struct ssp_span cname;
	u32 cksum_type;
	struct ssp_span cksum;
	u32 cusec;
	u64 ctime;
	bool have_subkey;
	struct ssp_krb5_keydata subkey;
	u32 seq;
	struct ssp_span authz;
};

/** ssp_krb5_auth_part_decode() - as ssp_krb5_ap_req_decode() */
ssp_status ssp_krb5_auth_part_decode(struct ssp_span msg,
				     struct ssp_krb5_auth_part *part);

/**
 * struct ssp_krb5_authz - authorization data, as far as it is understood
 * @unknown: something that may not be ignored (RFC 4120 5.2.6)
 * @have_pac: there is a PAC
 * @pac: it
 * @options: KERB_AP_OPTIONS (MS-KILE 2.2.5), or 0
 * @target: of an Authenticator: the target name, UTF-16LE, or empty
 */
struct ssp_krb5_authz {
	bool unknown;
	bool have_pac;
	struct ssp_span pac;
	u32 options;
	struct ssp_span target;
};

/* KERB_AP_OPTIONS: the client knows of channel bindings. */
#define SSP_KRB5_AP_OPTIONS_CBT 0x4000u

/**
 * ssp_krb5_authz_decode() - AuthorizationData
 * @msg: header and all, or empty
 * @a: receives it
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN, which a second PAC or target is
 * too.
 */
ssp_status ssp_krb5_authz_decode(struct ssp_span msg, struct ssp_krb5_authz *a);

#endif /* SSP_CORE_KRB5_AP_REQ_H */
