// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SPNEGO's messages, and the frame of initial tokens.
 */
#include "core/gsstok.h"
#include "core/spnego/spnego_msg.h"
#include "tests/fuzz/fuzz.h"

static void read_message(struct ssp_span in, bool init)
{
	struct ssp_spnego_msg m, again;
	struct ssp_wr w;

	if (ssp_spnego_read(in, &m) < 0 || (m.kind == SSP_SPNEGO_INIT) != init)
		return;
	ssp_fuzz_inside(in, m.list);
	ssp_fuzz_inside(in, m.mech);
	ssp_fuzz_inside(in, m.token);
	ssp_fuzz_inside(in, m.mic);
	/* It is never written with both. */
	if (m.hints)
		m.mic.n = 0;
	ssp_wr_init(&w);
	ssp_spnego_write(&w, &m);
	if (w.st >= 0) {
		SSP_FUZZ_MUST(ssp_spnego_read(ssp_wr_span(&w), &again) >= 0);
		SSP_FUZZ_MUST(again.kind == m.kind);
		SSP_FUZZ_MUST(again.hints == m.hints);
		SSP_FUZZ_MUST(ssp_span_eq(again.list, m.list));
		SSP_FUZZ_MUST(ssp_span_eq(again.mech, m.mech));
		SSP_FUZZ_MUST(ssp_span_eq(again.token, m.token));
		SSP_FUZZ_MUST(ssp_span_eq(again.mic, m.mic));
	}
	ssp_wr_free(&w);
}

static void init(struct kunit *test, struct ssp_span in)
{
	(void)test;
	read_message(in, true);
}

static void resp(struct kunit *test, struct ssp_span in)
{
	(void)test;
	read_message(in, false);
}

static void frame(struct kunit *test, struct ssp_span in)
{
	struct ssp_span oid, inner;
	struct ssp_wr w;
	size_t mark;

	(void)test;
	if (ssp_gsstok_open(in, &oid, &inner) < 0)
		return;
	ssp_fuzz_inside(in, oid);
	ssp_fuzz_inside(in, inner);
	ssp_wr_init(&w);
	mark = ssp_gsstok_begin(&w, oid);
	ssp_wr_bytes(&w, inner);
	ssp_gsstok_end(&w, mark);
	/* DER has one way to write it. */
	SSP_FUZZ_MUST(w.st < 0 || ssp_span_eq(ssp_wr_span(&w), in));
	ssp_wr_free(&w);
}

const struct ssp_fuzz_target ssp_fuzz_spnego[] = {
	{ "spnego_init", init },
	{ "spnego_resp", resp },
	{ "gss_frame", frame },
	{ NULL, NULL },
};
