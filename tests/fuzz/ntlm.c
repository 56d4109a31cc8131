// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's messages and AV pairs: decoded, and written again where we write them.
 */
#include "core/ntlm/ntlm_av.h"
#include "core/ntlm/ntlm_msg.h"
#include "tests/fuzz/fuzz.h"

static void negotiate(struct kunit *test, struct ssp_span in)
{
	struct ssp_wr w;
	u32 flags, again;

	(void)test;
	if (ssp_ntlm_negotiate_read(in, &flags) < 0)
		return;
	ssp_wr_init(&w);
	ssp_ntlm_negotiate_write(&w, flags);
	SSP_FUZZ_MUST(ssp_ntlm_negotiate_read(ssp_wr_span(&w), &again) >= 0);
	ssp_wr_free(&w);
}

static void read_pairs(struct ssp_span in)
{
	struct ssp_ntlm_avs avs, again;
	struct ssp_wr w;
	size_t i;

	if (ssp_ntlm_avs_read(in, &avs) < 0)
		return;
	for (i = 0; i < SSP_NTLM_AV_KNOWN; i++)
		ssp_fuzz_inside(in, avs.v[i]);
	ssp_fuzz_inside(in, avs.all);
	ssp_wr_init(&w);
	ssp_ntlm_avs_copy(&w, &avs);
	ssp_ntlm_av_put(&w, SSP_NTLM_AV_END, (struct ssp_span){ NULL, 0 });
	SSP_FUZZ_MUST(w.st >= 0);
	SSP_FUZZ_MUST(ssp_ntlm_avs_read(ssp_wr_span(&w), &again) >= 0);
	SSP_FUZZ_MUST(again.time == avs.time);
	ssp_wr_free(&w);
}

static void pairs(struct kunit *test, struct ssp_span in)
{
	(void)test;
	read_pairs(in);
}

static void challenge(struct kunit *test, struct ssp_span in)
{
	struct ssp_ntlm_challenge m, again;
	struct ssp_wr w;

	(void)test;
	if (ssp_ntlm_challenge_read(in, &m) < 0)
		return;
	ssp_fuzz_inside(in, m.nonce);
	ssp_fuzz_inside(in, m.target);
	ssp_fuzz_inside(in, m.info);
	read_pairs(m.info);
	ssp_wr_init(&w);
	ssp_ntlm_challenge_write(&w, &m);
	if (w.st >= 0) {
		SSP_FUZZ_MUST(
			ssp_ntlm_challenge_read(ssp_wr_span(&w), &again) >= 0);
		SSP_FUZZ_MUST(ssp_span_eq(again.nonce, m.nonce));
		SSP_FUZZ_MUST(ssp_span_eq(again.target, m.target));
		SSP_FUZZ_MUST(ssp_span_eq(again.info, m.info));
	}
	ssp_wr_free(&w);
}

static void read_text(struct ssp_span s)
{
	struct ssp_utf16 text;

	(void)!ssp_ntlm_text_read(s, &text);
	ssp_utf16_free(&text);
}

static void read_response(struct ssp_span in)
{
	struct ssp_ntlm_response r;

	if (ssp_ntlm_response_read(in, &r) < 0)
		return;
	ssp_fuzz_inside(in, r.proof);
	ssp_fuzz_inside(in, r.blob);
	ssp_fuzz_inside(in, r.pairs);
	read_pairs(r.pairs);
}

static void write_again(const struct ssp_ntlm_authenticate *m)
{
	struct ssp_ntlm_authenticate again;
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_ntlm_authenticate_write(&w, m);
	if (w.st >= 0) {
		SSP_FUZZ_MUST(ssp_ntlm_authenticate_read(ssp_wr_span(&w),
							 &again) >= 0);
		SSP_FUZZ_MUST(ssp_span_eq(again.lm, m->lm));
		SSP_FUZZ_MUST(ssp_span_eq(again.nt, m->nt));
		SSP_FUZZ_MUST(ssp_span_eq(again.user, m->user));
		SSP_FUZZ_MUST(ssp_span_eq(again.domain, m->domain));
		SSP_FUZZ_MUST(ssp_span_eq(again.key, m->key));
		SSP_FUZZ_MUST(again.mic.n == SSP_NTLM_KEY);
	}
	ssp_wr_free(&w);
}

static void authenticate(struct kunit *test, struct ssp_span in)
{
	struct ssp_ntlm_authenticate m;

	(void)test;
	if (ssp_ntlm_authenticate_read(in, &m) < 0)
		return;
	ssp_fuzz_inside(in, m.lm);
	ssp_fuzz_inside(in, m.nt);
	ssp_fuzz_inside(in, m.domain);
	ssp_fuzz_inside(in, m.user);
	ssp_fuzz_inside(in, m.workstation);
	ssp_fuzz_inside(in, m.key);
	ssp_fuzz_inside(in, m.mic);
	read_response(m.nt);
	read_text(m.user);
	read_text(m.domain);
	read_text(m.workstation);
	write_again(&m);
}

const struct ssp_fuzz_target ssp_fuzz_ntlm[] = {
	{ "ntlm_negotiate", negotiate },
	{ "ntlm_challenge", challenge },
	{ "ntlm_authenticate", authenticate },
	{ "ntlm_av", pairs },
	{ NULL, NULL },
};
