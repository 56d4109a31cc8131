/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * SPNEGO's messages: NegTokenInit, NegTokenInit2, NegTokenResp (RFC 4178 4.2,
 * MS-SPNG 2.2.1).
 */
#ifndef SSP_CORE_SPNEGO_MSG_H
#define SSP_CORE_SPNEGO_MSG_H

#include "core/wr.h"

/*
 * What a message is.  The first four are NegTokenResp's, with the values of
 * its negState (RFC 4178 4.2.2).
 */
enum ssp_spnego_kind {
	SSP_SPNEGO_COMPLETED, /* accept-completed */
	SSP_SPNEGO_INCOMPLETE, /* accept-incomplete */
	SSP_SPNEGO_REJECT,
	SSP_SPNEGO_REQUEST_MIC,
	SSP_SPNEGO_UNSTATED, /* a NegTokenResp without negState */
	SSP_SPNEGO_INIT, /* NegTokenInit or NegTokenInit2 */
	SSP_SPNEGO_KINDS
};

/**
 * struct ssp_spnego_msg - one message
 * @kind: which
 * @list: mechTypes of an INIT, the whole MechTypeList as it stands in the
 *	message, for this is what a MIC covers; empty when absent
 * @mech: supportedMech of a NegTokenResp, contents octets; empty when absent
 * @token: mechToken or responseToken; empty when absent, or empty
 * @mic: mechListMIC; empty when absent
 * @hints: an INIT is a NegTokenInit2, with negHints; when writing, without MIC
 *
 * After reading, everything points into what was read.
 */
struct ssp_spnego_msg {
	enum ssp_spnego_kind kind;
	struct ssp_span list;
	struct ssp_span mech;
	struct ssp_span token;
	struct ssp_span mic;
	bool hints;
};

/**
 * ssp_spnego_read() - decode a message
 * @token: one whole message
 * @msg: receives it; an empty REJECT on failure
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN.
 */
ssp_status ssp_spnego_read(struct ssp_span token, struct ssp_spnego_msg *msg);

/**
 * ssp_spnego_write() - encode a message
 * @w: writer; keeps the failure, if there is one
 * @msg: the message; what is empty is left out
 */
void ssp_spnego_write(struct ssp_wr *w, const struct ssp_spnego_msg *msg);

#endif /* SSP_CORE_SPNEGO_MSG_H */
