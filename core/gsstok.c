// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * RFC 2743 3.1 framing, off and on.
 *
 * Which mechanism an OID stands for is not known here.
 */
#include "core/gsstok.h"

#include "core/der.h"

#define FRAME SSP_DER_APP(0)

ssp_status ssp_gsstok_open(struct ssp_span token, struct ssp_span *oid,
			   struct ssp_span *inner)
{
	bool bad = false;
	struct ssp_rd top = ssp_rd_open(token, &bad);
	struct ssp_rd frame = ssp_der_get(&top, FRAME);
	struct ssp_rd name = ssp_der_get(&frame, SSP_DER_OID);

	ssp_rd_end(&top);
	if (!ssp_rd_more(&name))
		ssp_rd_fail(&name);
	*oid = ssp_rd_rest(&name);
	*inner = ssp_rd_rest(&frame);
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}

size_t ssp_gsstok_begin(struct ssp_wr *w, struct ssp_span oid)
{
	size_t mark = ssp_der_open(w, FRAME);

	ssp_der_put(w, SSP_DER_OID, oid);
	return mark;
}

void ssp_gsstok_end(struct ssp_wr *w, size_t mark)
{
	ssp_der_close(w, mark);
}
