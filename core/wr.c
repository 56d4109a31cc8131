// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The growing writer of wr.h.
 *
 * Outgrown memory goes back to the pool, which wipes it.
 */
#include "core/wr.h"

#include "platform/memory.h"

#define FIRST_CAP 256u

void ssp_wr_init(struct ssp_wr *w)
{
	*w = (struct ssp_wr){ .st = SEC_E_OK };
}

void ssp_wr_free(struct ssp_wr *w)
{
	ssp_pool_free(w->p, w->cap);
	ssp_wr_init(w);
}

/* Room for @n more bytes, or the writer's failure. */
static bool grow(struct ssp_wr *w, size_t n)
{
	size_t cap;
	u8 *p;

	if (w->st < 0)
		return false;
	if (n > SSP_TOKEN_MAX - w->n) {
		w->st = SEC_E_INTERNAL_ERROR;
		return false;
	}
	if (w->p && n <= w->cap - w->n)
		return true;

	cap = w->cap ? w->cap : FIRST_CAP;
	while (cap < w->n + n)
		cap *= 2;
	p = ssp_pool_alloc(cap);
	if (!p) {
		w->st = SEC_E_INSUFFICIENT_MEMORY;
		return false;
	}
	if (w->n)
		memcpy(p, w->p, w->n);
	ssp_pool_free(w->p, w->cap);
	w->p = p;
	w->cap = cap;
	return true;
}

u8 *ssp_wr_insert(struct ssp_wr *w, size_t at, size_t n)
{
	if (!grow(w, n))
		return NULL;
	memmove(w->p + at + n, w->p + at, w->n - at);
	memset(w->p + at, 0, n);
	w->n += n;
	return w->p + at;
}

u8 *ssp_wr_room(struct ssp_wr *w, size_t n)
{
	return ssp_wr_insert(w, w->n, n);
}

void ssp_wr_bytes(struct ssp_wr *w, struct ssp_span s)
{
	u8 *p;

	if (!s.n)
		return;
	p = ssp_wr_room(w, s.n);
	if (p)
		memcpy(p, s.p, s.n);
}

void ssp_wr_u8(struct ssp_wr *w, u8 v)
{
	ssp_wr_bytes(w, (struct ssp_span){ &v, 1 });
}

void ssp_wr_le16(struct ssp_wr *w, u16 v)
{
	const u8 b[] = { (u8)v, (u8)(v >> 8) };

	ssp_wr_bytes(w, SSP_SPAN(b));
}

void ssp_wr_le32(struct ssp_wr *w, u32 v)
{
	u8 b[4];

	ssp_put_le32(b, v);
	ssp_wr_bytes(w, SSP_SPAN(b));
}

void ssp_wr_be16(struct ssp_wr *w, u16 v)
{
	const u8 b[] = { (u8)(v >> 8), (u8)v };

	ssp_wr_bytes(w, SSP_SPAN(b));
}

void ssp_wr_be32(struct ssp_wr *w, u32 v)
{
	const u8 b[] = { (u8)(v >> 24), (u8)(v >> 16), (u8)(v >> 8), (u8)v };

	ssp_wr_bytes(w, SSP_SPAN(b));
}
