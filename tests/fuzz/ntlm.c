// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's messages and AV pairs: decoded, and written again where we write them.
 */
#include "core/ntlm/ntlm_av.h"
#include "core/ntlm/ntlm_msg.h"
#include "tests/fuzz/fuzz.h"

static u32 le32(struct ssp_span in, size_t at)
{
	return (u32)in.p[at] | (u32)in.p[at + 1] << 8 |
	       (u32)in.p[at + 2] << 16 | (u32)in.p[at + 3] << 24;
}

/* The field whose header is at @at: none, or behind the flags and inside. */
static bool has_field(struct ssp_span in, size_t at)
{
	u64 n = le32(in, at) & 0xffff;
	u64 start = le32(in, at + 4);

	return !n || (start >= 16 && start + n <= in.n);
}

/*
 * MS-NLMP 2.2.1.1, said once more: a decoder that yields flags alone has nothing
 * else to be measured by.
 */
static bool is_negotiate(struct ssp_span in)
{
	return in.n >= 16 && !memcmp(in.p, "NTLMSSP", 8) && le32(in, 8) == 1 &&
	       (in.n < 32 || (has_field(in, 16) && has_field(in, 24)));
}

static void negotiate(struct kunit *test, struct ssp_span in)
{
	struct ssp_wr w;
	u32 flags, again;
	ssp_status st;

	(void)test;
	st = ssp_ntlm_negotiate_read(in, &flags);
	SSP_FUZZ_MUST((st >= 0) == is_negotiate(in));
	if (st < 0)
		return;
	SSP_FUZZ_MUST(flags == le32(in, 12));
	ssp_wr_init(&w);
	ssp_ntlm_negotiate_write(&w, flags);
	SSP_FUZZ_MUST(ssp_ntlm_negotiate_read(ssp_wr_span(&w), &again) >= 0);
	SSP_FUZZ_MUST(again == flags);
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
