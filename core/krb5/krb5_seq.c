// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Which of the peer's numbers have been seen (RFC 4121 4.2.3, RFC 2743 1.2.3).
 */
#include "core/krb5/krb5_seq.h"

#define WINDOW 64

void ssp_krb5_seq_init(struct ssp_krb5_seq *s, u32 first, bool replay,
		       bool sequence)
{
	*s = (struct ssp_krb5_seq){
		.base = first,
		.replay = replay,
		.sequence = sequence,
	};
}

/* A number that was expected, or is ahead of what was. */
static bool ahead(struct ssp_krb5_seq *s, u64 at)
{
	u64 gap = at - s->next;

	/* A shift by the whole width is undefined. */
	if (gap >= WINDOW - 1)
		s->window = 1;
	else
		s->window = s->window << (gap + 1) | 1;
	s->next = at + 1;
	return gap == 0 || !s->sequence;
}

static bool behind(struct ssp_krb5_seq *s, u64 at)
{
	u64 back = s->next - 1 - at;
	u64 bit;

	if (back >= WINDOW)
		return false;
	bit = 1ull << back;
	if (s->window & bit)
		return false;
	s->window |= bit;
	return !s->sequence;
}

ssp_status ssp_krb5_seq_check(struct ssp_krb5_seq *s, u64 n)
{
	/* Relative to the first, so that the numbers may wrap. */
	u64 at = n - s->base;
	bool good;

	if (!s->replay && !s->sequence)
		return SEC_E_OK;
	if (at >> 63) /* before the first */
		good = false;
	else
		good = at >= s->next ? ahead(s, at) : behind(s, at);
	return good ? SEC_E_OK : SEC_E_OUT_OF_SEQUENCE;
}
