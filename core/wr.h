/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A bounded writer that grows, on pool memory.
 *
 * The first failure sticks (@st); later writes do nothing, so an encoder
 * writes straight through and asks once, at the end.  What is in it is wiped
 * when it is freed.
 */
#ifndef SSP_CORE_WR_H
#define SSP_CORE_WR_H

#include "platform/types.h"

/* Larger tokens are refused, both ways. */
#define SSP_TOKEN_MAX 65535u

/**
 * struct ssp_wr - a byte string being written
 * @p: bytes so far
 * @n: how many
 * @cap: room at @p
 * @st: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or SEC_E_INTERNAL_ERROR when it
 *	would outgrow SSP_TOKEN_MAX or a value has no encoding
 */
struct ssp_wr {
	u8 *p;
	size_t n;
	size_t cap;
	ssp_status st;
};

/** ssp_wr_init() - empty, owning nothing */
void ssp_wr_init(struct ssp_wr *w);
/** ssp_wr_free() - wipe, release, and make empty again */
void ssp_wr_free(struct ssp_wr *w);

/**
 * ssp_wr_room() - append @n zero bytes
 * @w: writer
 * @n: bytes
 *
 * Return: where they are, until the next write; NULL after a failure.
 */
u8 *ssp_wr_room(struct ssp_wr *w, size_t n);

/** ssp_put_le32() - four bytes, where there is no writer */
static inline void ssp_put_le32(u8 *p, u32 v)
{
	p[0] = (u8)v;
	p[1] = (u8)(v >> 8);
	p[2] = (u8)(v >> 16);
	p[3] = (u8)(v >> 24);
}

/** ssp_wr_bytes() - append @s, which must not be the writer's own bytes */
void ssp_wr_bytes(struct ssp_wr *w, struct ssp_span s);
/** ssp_wr_u8() - append one byte */
void ssp_wr_u8(struct ssp_wr *w, u8 v);
/** ssp_wr_le16() - append, little-endian */
void ssp_wr_le16(struct ssp_wr *w, u16 v);
/** ssp_wr_le32() - append, little-endian */
void ssp_wr_le32(struct ssp_wr *w, u32 v);
/** ssp_wr_be16() - append, big-endian */
void ssp_wr_be16(struct ssp_wr *w, u16 v);
/** ssp_wr_be32() - append, big-endian */
void ssp_wr_be32(struct ssp_wr *w, u32 v);

/**
 * ssp_wr_insert() - make room in the middle
 * @w: writer
 * @at: offset, at most w->n
 * @n: bytes
 *
 * What stood at @at moves up by @n.  For lengths that are known last.
 *
 * Return: where the room is, or NULL after a failure.
 */
u8 *ssp_wr_insert(struct ssp_wr *w, size_t at, size_t n);

/** ssp_wr_span() - what was written; valid until the next write */
static inline struct ssp_span ssp_wr_span(const struct ssp_wr *w)
{
	return (struct ssp_span){ w->p, w->st < 0 ? 0 : w->n };
}

#endif /* SSP_CORE_WR_H */
