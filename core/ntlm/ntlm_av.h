/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * AV_PAIR lists (MS-NLMP 2.2.2.1): what a server says of itself, and what a
 * client says back under its proof.
 */
#ifndef SSP_CORE_NTLM_AV_H
#define SSP_CORE_NTLM_AV_H

#include "core/rd.h"
#include "core/wr.h"

enum ssp_ntlm_av {
	SSP_NTLM_AV_END,
	SSP_NTLM_AV_NB_COMPUTER,
	SSP_NTLM_AV_NB_DOMAIN,
	SSP_NTLM_AV_DNS_COMPUTER,
	SSP_NTLM_AV_DNS_DOMAIN,
	SSP_NTLM_AV_DNS_TREE,
	SSP_NTLM_AV_FLAGS,
	SSP_NTLM_AV_TIMESTAMP,
	SSP_NTLM_AV_SINGLE_HOST,
	SSP_NTLM_AV_TARGET,
	SSP_NTLM_AV_BINDINGS,
	SSP_NTLM_AV_KNOWN /* how many there are; more may come */
};

/* Of SSP_NTLM_AV_FLAGS. */
#define SSP_NTLM_AV_FLAG_MIC 2u /* AUTHENTICATE has a MIC */
#define SSP_NTLM_AV_FLAG_UNVERIFIED 4u /* the target's name may be anybody's */

/**
 * struct ssp_ntlm_avs - a list taken apart
 * @v: values by id; NULL when absent, and not NULL when present but empty
 * @flags: SSP_NTLM_AV_FLAG_*, 0 when absent
 * @time: SSP_NTLM_AV_TIMESTAMP; @v tells whether it is there
 * @all: the pairs before the end, as they stood in the list
 */
struct ssp_ntlm_avs {
	struct ssp_span v[SSP_NTLM_AV_KNOWN];
	u32 flags;
	u64 time;
	struct ssp_span all;
};

/**
 * ssp_ntlm_avs_read() - take a list apart
 * @list: to its end or beyond: what follows the end is not looked at
 * @avs: receives it; points into @list
 *
 * Return: SEC_E_OK, or SEC_E_INVALID_TOKEN (no end, a value that leaves the
 * list or has not the size of its kind, a pair that comes twice).
 */
ssp_status ssp_ntlm_avs_read(struct ssp_span list, struct ssp_ntlm_avs *avs);

/** ssp_ntlm_av_put() - append a pair; the writer keeps a failure */
void ssp_ntlm_av_put(struct ssp_wr *w, u16 id, struct ssp_span value);

/**
 * ssp_ntlm_avs_copy() - append the pairs of a server that a client repeats
 * @w: writer
 * @avs: the server's
 *
 * All of them, unknown ones too, as they stand and in their order; but for
 * those that are a client's to say: flags, target and bindings.
 */
void ssp_ntlm_avs_copy(struct ssp_wr *w, const struct ssp_ntlm_avs *avs);

#endif /* SSP_CORE_NTLM_AV_H */
