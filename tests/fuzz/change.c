// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The fuzzer's bytes as instructions.
 */
#include "tests/fuzz/fuzz.h"

const u8 ssp_fuzz_bindings[SSP_BINDINGS_SIZE] = { 1, 2, 3 };

void ssp_fuzz_inside(struct ssp_span whole, struct ssp_span part)
{
	if (!part.n)
		return;
	SSP_FUZZ_MUST(part.p >= whole.p && part.p <= whole.p + whole.n);
	SSP_FUZZ_MUST(part.n <= whole.n - (size_t)(part.p - whole.p));
}

struct ssp_span ssp_fuzz_take(struct ssp_span *in, size_t n)
{
	struct ssp_span s = { in->p, ssp_min(n, in->n) };

	in->p += s.n;
	in->n -= s.n;
	return s;
}

u8 ssp_fuzz_u8(struct ssp_span *in)
{
	struct ssp_span s = ssp_fuzz_take(in, 1);

	return s.n ? s.p[0] : 0;
}

u16 ssp_fuzz_u16(struct ssp_span *in)
{
	u16 low = ssp_fuzz_u8(in);

	return (u16)(low | ssp_fuzz_u8(in) << 8);
}

struct ssp_span ssp_fuzz_exact(struct kunit *test, const struct ssp_wr *w)
{
	struct ssp_span s = ssp_wr_span(w);
	u8 *p = kunit_kmalloc(test, s.n + !s.n, GFP_KERNEL);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct ssp_span){ p, s.n };
}

static void replace(struct ssp_wr *w, struct ssp_span s)
{
	ssp_wr_free(w);
	ssp_wr_bytes(w, s);
}

/* A position in the token, its end included. */
static size_t position(struct ssp_span *in, const struct ssp_wr *w)
{
	return ssp_fuzz_u16(in) % (w->n + 1);
}

static void insert(struct ssp_span *in, struct ssp_wr *w)
{
	size_t at = position(in, w);
	struct ssp_span s = ssp_fuzz_take(in, ssp_fuzz_u16(in));
	u8 *room = ssp_wr_insert(w, at, s.n);

	if (room && s.n)
		memcpy(room, s.p, s.n);
}

static void remove_bytes(struct ssp_span *in, struct ssp_wr *w)
{
	size_t at = position(in, w);
	size_t n = ssp_min((size_t)ssp_fuzz_u16(in), w->n - at);

	if (n)
		memmove(w->p + at, w->p + at + n, w->n - at - n);
	w->n -= n;
}

static void change(struct ssp_span *in, enum ssp_fuzz_op op, struct ssp_wr *w,
		   struct ssp_span other)
{
	size_t at;

	switch (op) {
	case SSP_FUZZ_XOR:
		at = position(in, w);
		if (at < w->n)
			w->p[at] ^= ssp_fuzz_u8(in);
		break;
	case SSP_FUZZ_CUT:
		w->n = position(in, w);
		break;
	case SSP_FUZZ_REPLACE:
		replace(w, ssp_fuzz_take(in, ssp_fuzz_u16(in)));
		break;
	case SSP_FUZZ_INSERT:
		insert(in, w);
		break;
	case SSP_FUZZ_REMOVE:
		remove_bytes(in, w);
		break;
	default:
		replace(w, other);
		break;
	}
}

bool ssp_fuzz_change(struct ssp_span *in, struct ssp_wr *token,
		     struct ssp_span other)
{
	bool changed = false;
	enum ssp_fuzz_op op;

	while ((op = ssp_fuzz_u8(in) % SSP_FUZZ_OPS) != SSP_FUZZ_PASS) {
		change(in, op, token, other);
		/* What outgrew the writer never was. */
		if (token->st < 0)
			ssp_wr_free(token);
		changed = true;
	}
	return changed;
}
