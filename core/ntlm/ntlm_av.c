// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * AV_PAIR lists (MS-NLMP 2.2.2.1): read, repeat, write.  What the pairs mean to
 * either side is in ntlm_init.c and ntlm_accept.c.
 */
#include "core/ntlm/ntlm_av.h"

struct pair {
	u16 id;
	struct ssp_span value;
};

static struct pair next(struct ssp_rd *r)
{
	struct pair p;
	u16 n;

	p.id = ssp_rd_le16(r);
	n = ssp_rd_le16(r);
	p.value = ssp_rd_bytes(r, n);
	return p;
}

/* Sizes that are fixed; 0 for any. */
static const u8 sizes[SSP_NTLM_AV_KNOWN] = {
	[SSP_NTLM_AV_FLAGS] = 4,
	[SSP_NTLM_AV_TIMESTAMP] = 8,
	[SSP_NTLM_AV_BINDINGS] = 16,
};

static u64 le(struct ssp_span s)
{
	u64 v = 0;
	size_t i;

	for (i = s.n; i--;)
		v = v << 8 | s.p[i];
	return v;
}

static void take(struct ssp_rd *r, const struct pair *p,
		 struct ssp_ntlm_avs *avs)
{
	if (p->id >= SSP_NTLM_AV_KNOWN)
		return;
	if (avs->v[p->id].p || (sizes[p->id] && p->value.n != sizes[p->id])) {
		ssp_rd_fail(r);
		return;
	}
	avs->v[p->id] = p->value;
}

ssp_status ssp_ntlm_avs_read(struct ssp_span list, struct ssp_ntlm_avs *avs)
{
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(list, &bad);
	struct ssp_ntlm_avs found;
	struct pair p;

	memset(&found, 0, sizeof(found));
	memset(avs, 0, sizeof(*avs));
	for (;;) {
		found.all.n = list.n - r.n;
		p = next(&r);
		if (bad || (p.id == SSP_NTLM_AV_END && p.value.n))
			return SEC_E_INVALID_TOKEN;
		if (p.id == SSP_NTLM_AV_END)
			break;
		take(&r, &p, &found);
	}
	found.all.p = list.p;
	found.flags = (u32)le(found.v[SSP_NTLM_AV_FLAGS]);
	found.time = le(found.v[SSP_NTLM_AV_TIMESTAMP]);
	*avs = found;
	return SEC_E_OK;
}

void ssp_ntlm_av_put(struct ssp_wr *w, u16 id, struct ssp_span value)
{
	if (value.n > 0xffff) {
		w->st = w->st < 0 ? w->st : SEC_E_INTERNAL_ERROR;
		return;
	}
	ssp_wr_le16(w, id);
	ssp_wr_le16(w, (u16)value.n);
	ssp_wr_bytes(w, value);
}

void ssp_ntlm_avs_copy(struct ssp_wr *w, const struct ssp_ntlm_avs *avs)
{
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(avs->all, &bad);

	while (ssp_rd_more(&r)) {
		struct pair p = next(&r);

		if (p.id != SSP_NTLM_AV_FLAGS && p.id != SSP_NTLM_AV_TARGET &&
		    p.id != SSP_NTLM_AV_BINDINGS)
			ssp_ntlm_av_put(w, p.id, p.value);
	}
}
