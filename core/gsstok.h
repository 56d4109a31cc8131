/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The mechanism-independent framing of initial context tokens, RFC 2743 3.1:
 * [APPLICATION 0] { OID of the mechanism, token }.
 */
#ifndef SSP_CORE_GSSTOK_H
#define SSP_CORE_GSSTOK_H

#include "core/rd.h"
#include "core/wr.h"

/**
 * ssp_gsstok_open() - take the frame off
 * @token: framed token
 * @oid: receives the contents octets of the OID
 * @inner: receives what the frame held
 *
 * Nothing may follow the frame.
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN; outputs are empty then.
 */
ssp_status ssp_gsstok_open(struct ssp_span token, struct ssp_span *oid,
			   struct ssp_span *inner);

/**
 * ssp_gsstok_begin() - write a frame's start
 * @w: writer
 * @oid: contents octets of the OID
 *
 * Return: mark for ssp_gsstok_end(), between the two goes the inner token.
 */
size_t ssp_gsstok_begin(struct ssp_wr *w, struct ssp_span oid);

/** ssp_gsstok_end() - the frame that began at @mark is complete */
void ssp_gsstok_end(struct ssp_wr *w, size_t mark);

#endif /* SSP_CORE_GSSTOK_H */
