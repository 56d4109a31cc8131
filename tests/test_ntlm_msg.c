// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's messages and AV pairs: captured ones, whatever can be made of them by
 * cutting and changing, and our own (core/ntlm/ntlm_msg.c, ntlm_av.c).
 */
#include <kunit/test.h>

#include "core/ntlm/ntlm_av.h"
#include "core/ntlm/ntlm_msg.h"
#include "tests/support.h"
#include "tests/vectors/ntlm.h"

static struct ssp_test_memory *memory;

static int msg_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void msg_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

static void expect_text(struct kunit *test, struct ssp_span s, const char *want)
{
	struct ssp_utf16 text;

	KUNIT_ASSERT_EQ(test, ssp_ntlm_text_read(s, &text), SEC_E_OK);
	KUNIT_EXPECT_TRUE_MSG(test, ssp_utf16_eq_ascii(&text, want), "not %s",
			      want);
	KUNIT_EXPECT_EQ(test, text.n, strlen(want));
	ssp_utf16_free(&text);
}

static void reads_negotiate(struct kunit *test)
{
	u32 flags;

	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_negotiate_read(
				ssp_test_hex(test, NTLM_WIN10_NEGOTIATE),
				&flags),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, flags, 0xe20882b7u);
	KUNIT_EXPECT_EQ(
		test,
		ssp_ntlm_negotiate_read(ssp_test_hex(test, NTLM_WIN7_NEGOTIATE),
					&flags),
		SEC_E_OK);
	KUNIT_EXPECT_EQ(test, flags, 0xa2088207u);
}

static void reads_challenge(struct kunit *test)
{
	struct ssp_ntlm_challenge m;
	struct ssp_ntlm_avs avs;

	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_challenge_read(
				ssp_test_hex(test, NTLM_DOC_CHALLENGE), &m),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m.flags, 0xe28a8233u);
	SSP_EXPECT_MEMEQ(test, m.nonce.p, "\x01\x23\x45\x67\x89\xab\xcd\xef",
			 8);
	expect_text(test, m.target, "Server");
	KUNIT_ASSERT_EQ(test, ssp_ntlm_avs_read(m.info, &avs), SEC_E_OK);
	expect_text(test, avs.v[SSP_NTLM_AV_NB_DOMAIN], "Domain");
	expect_text(test, avs.v[SSP_NTLM_AV_NB_COMPUTER], "Server");
	KUNIT_EXPECT_NULL(test, avs.v[SSP_NTLM_AV_TIMESTAMP].p);
	KUNIT_EXPECT_EQ(test, avs.all.n, m.info.n - 4);

	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_challenge_read(
				ssp_test_hex(test, NTLM_WIN10_CHALLENGE), &m),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m.flags, 0xe2898235u);
	SSP_EXPECT_MEMEQ(test, m.nonce.p, "\xe4\x10\x10\x14\xcf\x8a\x90\xbe",
			 8);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_avs_read(m.info, &avs), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, avs.v[SSP_NTLM_AV_TIMESTAMP].n, 8);
	KUNIT_EXPECT_NE(test, avs.time, 0);
	KUNIT_EXPECT_EQ(test, avs.flags, 0);
}

static void reads_authenticate(struct kunit *test)
{
	struct ssp_ntlm_authenticate m;
	struct ssp_ntlm_response r;
	struct ssp_ntlm_avs avs;

	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_authenticate_read(
				ssp_test_hex(test, NTLM_WIN7_AUTHENTICATE), &m),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m.flags, 0xa2888205u);
	expect_text(test, m.domain, "WS2008R2");
	expect_text(test, m.user, "Administrator");
	expect_text(test, m.workstation, "WIN7-2-PC");
	KUNIT_EXPECT_EQ(test, m.lm.n, 24);
	KUNIT_EXPECT_EQ(test, m.key.n, 0);
	KUNIT_EXPECT_EQ(test, m.mic.n, SSP_NTLM_KEY);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_response_read(m.nt, &r), SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_avs_read(r.pairs, &avs), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, r.time, avs.time);
	KUNIT_EXPECT_EQ(test, avs.flags, SSP_NTLM_AV_FLAG_MIC);
	KUNIT_EXPECT_EQ(test, avs.v[SSP_NTLM_AV_SINGLE_HOST].n, 48);
	KUNIT_EXPECT_EQ(test, avs.v[SSP_NTLM_AV_BINDINGS].n, 16);
	expect_text(test, avs.v[SSP_NTLM_AV_TARGET],
		    "HTTP/dc-ws2008r2.ws2008r2.local");

	/* gss-ntlmssp's: a version, and nothing where the MIC would be. */
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_authenticate_read(
				ssp_test_hex(test, NTLM_WIN10_AUTHENTICATE),
				&m),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m.mic.n, 0);
	KUNIT_EXPECT_EQ(test, m.lm.n, 0);
	KUNIT_EXPECT_EQ(test, m.key.n, SSP_NTLM_KEY);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_authenticate_read(
				ssp_test_hex(test, NTLM_WIN10_NO_SIGN), &m),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m.key.n, SSP_NTLM_KEY);
	KUNIT_EXPECT_EQ(test, m.flags & SSP_NTLM_PROTECTION, 0);
}

static const char *const captured[] = {
	NTLM_DOC_CHALLENGE,	 NTLM_WIN7_NEGOTIATE,  NTLM_WIN7_CHALLENGE,
	NTLM_WIN7_AUTHENTICATE,	 NTLM_WIN10_NEGOTIATE, NTLM_WIN10_CHALLENGE,
	NTLM_WIN10_AUTHENTICATE, NTLM_WIN10_NO_SIGN,
};

KUNIT_ARRAY_PARAM(captured, captured, NULL);

static struct ssp_span token_of(struct kunit *test)
{
	return ssp_test_hex(test, *(const char *const *)test->param_value);
}

/* Found to be in the message, or not found. */
static void inside(struct kunit *test, struct ssp_span whole,
		   struct ssp_span part)
{
	if (!part.n)
		return;
	KUNIT_ASSERT_TRUE(test, part.p >= whole.p);
	KUNIT_ASSERT_LE(test, part.n, whole.n);
	KUNIT_ASSERT_LE(test, (size_t)(part.p - whole.p), whole.n - part.n);
}

static void each_pair_inside(struct kunit *test, struct ssp_span list)
{
	struct ssp_ntlm_avs avs;
	size_t i;

	if (ssp_ntlm_avs_read(list, &avs) < 0) {
		for (i = 0; i < SSP_NTLM_AV_KNOWN; i++)
			KUNIT_ASSERT_NULL(test, avs.v[i].p);
		KUNIT_ASSERT_NULL(test, avs.all.p);
		return;
	}
	inside(test, list, avs.all);
	for (i = 0; i < SSP_NTLM_AV_KNOWN; i++)
		inside(test, list, avs.v[i]);
}

static void challenge_inside(struct kunit *test, struct ssp_span token)
{
	struct ssp_ntlm_challenge c;

	if (ssp_ntlm_challenge_read(token, &c) < 0) {
		KUNIT_ASSERT_NULL(test, c.nonce.p);
		return;
	}
	inside(test, token, c.nonce);
	inside(test, token, c.target);
	inside(test, token, c.info);
	each_pair_inside(test, c.info);
}

static void authenticate_inside(struct kunit *test, struct ssp_span token)
{
	struct ssp_ntlm_authenticate a;
	struct ssp_ntlm_response r;

	if (ssp_ntlm_authenticate_read(token, &a) < 0) {
		KUNIT_ASSERT_NULL(test, a.nt.p);
		return;
	}
	inside(test, token, a.lm);
	inside(test, token, a.nt);
	inside(test, token, a.domain);
	inside(test, token, a.user);
	inside(test, token, a.workstation);
	inside(test, token, a.key);
	inside(test, token, a.mic);
	if (ssp_ntlm_response_read(a.nt, &r) < 0)
		return;
	KUNIT_ASSERT_EQ(test, r.proof.n, SSP_NTLM_KEY);
	inside(test, token, r.blob);
	inside(test, r.blob, r.pairs);
	each_pair_inside(test, r.pairs);
}

static void any_reader(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_span token = { p, n };
	u32 flags;

	(void)arg;
	(void)ssp_ntlm_negotiate_read(token, &flags);
	challenge_inside(test, token);
	authenticate_inside(test, token);
	each_pair_inside(test, token);
}

static void cut_and_changed(struct kunit *test)
{
	struct ssp_span token = token_of(test);

	ssp_test_each_truncation(test, token.p, token.n, any_reader, NULL);
	ssp_test_each_change(test, token.p, token.n, any_reader, NULL);
}

/* Each message is one of its kind and of no other. */
static void one_kind_only(struct kunit *test)
{
	struct ssp_span token = token_of(test);
	struct ssp_ntlm_authenticate a;
	struct ssp_ntlm_challenge c;
	unsigned int kinds = 0;
	u32 flags;

	kinds += ssp_ntlm_negotiate_read(token, &flags) >= 0;
	kinds += ssp_ntlm_challenge_read(token, &c) >= 0;
	kinds += ssp_ntlm_authenticate_read(token, &a) >= 0;
	KUNIT_EXPECT_EQ(test, kinds, 1u);
}

/* NEGOTIATE of 16, 32 and 40 octets (MS-NLMP 2.2.1.1); CHALLENGE of 32. */
static void short_headers(struct kunit *test)
{
	struct ssp_span n = ssp_test_hex(test, NTLM_WIN10_NEGOTIATE);
	u8 challenge[32] = "NTLMSSP\0\2";
	struct ssp_ntlm_challenge c;
	u32 flags;
	size_t i;

	for (i = 0; i < n.n; i++) {
		struct ssp_span cut = { n.p, i };

		KUNIT_EXPECT_EQ(test, ssp_ntlm_negotiate_read(cut, &flags),
				i < 16 ? SEC_E_INVALID_TOKEN : SEC_E_OK);
	}
	KUNIT_EXPECT_EQ(test, ssp_ntlm_challenge_read(SSP_SPAN(challenge), &c),
			SEC_E_OK);
	challenge[22] = 0x80; /* TargetInfo, for which there is no room */
	KUNIT_EXPECT_EQ(test, ssp_ntlm_challenge_read(SSP_SPAN(challenge), &c),
			SEC_E_INVALID_TOKEN);
}

/* Fields at the edges: in the header, at the end, behind it, round the world. */
static const struct place {
	u16 n;
	u32 at;
	bool right;
} places[] = {
	{ 4, 64, true },
	{ 4, 76, true },
	{ 4, 77, false },
	{ 4, 80, false },
	{ 4, 81, false },
	{ 4, 63, false },
	{ 4, 0, false },
	{ 16, 64, true },
	{ 17, 64, false },
	{ 0, 0, true },
	{ 0, 0xffffffff, true },
	{ 1, 0xffffffff, false },
	{ 4, 0xfffffffc, false },
	{ 0xffff, 64, false },
	{ 0xffff, 0xffffffff, false },
	{ 1, 80, false },
};

static void fields_at_the_edges(struct kunit *test)
{
	struct ssp_ntlm_authenticate m;
	size_t i, f;

	for (i = 0; i < ARRAY_SIZE(places); i++) {
		for (f = 12; f < 60; f += 8) {
			u8 *p = ssp_test_guarded(test, 80);

			memset(p, 0, 80);
			memcpy(p, "NTLMSSP\0\3", 9);
			p[f] = (u8)places[i].n;
			p[f + 1] = (u8)(places[i].n >> 8);
			p[f + 4] = (u8)places[i].at;
			p[f + 5] = (u8)(places[i].at >> 8);
			p[f + 6] = (u8)(places[i].at >> 16);
			p[f + 7] = (u8)(places[i].at >> 24);
			KUNIT_EXPECT_EQ_MSG(
				test,
				ssp_ntlm_authenticate_read(
					(struct ssp_span){ p, 80 }, &m),
				places[i].right ? SEC_E_OK :
						  SEC_E_INVALID_TOKEN,
				"place %u field %u", (unsigned int)i,
				(unsigned int)f);
		}
	}
}

/* Where the first field lies, and whether there is a version, tell. */
static const struct room {
	u8 lowest;
	bool version;
	size_t mic; /* 0 for none */
} rooms[] = {
	{ 64, false, 0 },  { 72, false, 0 },  { 79, false, 0 },
	{ 80, false, 64 }, { 87, false, 64 }, { 88, false, 72 },
	{ 95, false, 72 }, { 72, true, 0 },   { 80, true, 0 },
	{ 87, true, 0 },   { 88, true, 72 },
};

static void room_for_a_mic(struct kunit *test)
{
	struct ssp_ntlm_authenticate m;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rooms); i++) {
		size_t n = rooms[i].lowest + 1;
		u8 *p = ssp_test_guarded(test, n);

		memset(p, 0, n);
		memcpy(p, "NTLMSSP\0\3", 9);
		p[36] = 1; /* a user of one octet */
		p[40] = rooms[i].lowest;
		p[63] = rooms[i].version ? SSP_NTLM_VERSION >> 24 : 0;
		KUNIT_ASSERT_EQ(test,
				ssp_ntlm_authenticate_read(
					(struct ssp_span){ p, n }, &m),
				SEC_E_OK);
		KUNIT_EXPECT_EQ_MSG(test, m.mic.n,
				    rooms[i].mic ? SSP_NTLM_KEY : 0, "room %u",
				    (unsigned int)i);
		if (rooms[i].mic)
			KUNIT_EXPECT_PTR_EQ(test, m.mic.p,
					    (const u8 *)p + rooms[i].mic);
	}
}

static const struct list {
	const char *hex;
	ssp_status st;
} lists[] = {
	{ "00000000", SEC_E_OK },
	{ "0000000041414141", SEC_E_OK },
	{ "", SEC_E_INVALID_TOKEN },
	{ "000000", SEC_E_INVALID_TOKEN },
	{ "00000100", SEC_E_INVALID_TOKEN }, /* an end with a value */
	{ "0000010041", SEC_E_INVALID_TOKEN },
	{ "01000200410000000000", SEC_E_OK },
	{ "0100020041000000", SEC_E_INVALID_TOKEN }, /* half an end */
	{ "010002004100", SEC_E_INVALID_TOKEN }, /* no end */
	{ "01000000"
	  "00000000",
	  SEC_E_OK }, /* an empty name */
	{ "01000000"
	  "01000000"
	  "00000000",
	  SEC_E_INVALID_TOKEN },
	{ "ff000000"
	  "ff000000"
	  "00000000",
	  SEC_E_OK }, /* not ours to judge */
	{ "06000400"
	  "02000000"
	  "00000000",
	  SEC_E_OK },
	{ "06000300"
	  "020000"
	  "00000000",
	  SEC_E_INVALID_TOKEN },
	{ "06000000"
	  "00000000",
	  SEC_E_INVALID_TOKEN },
	{ "07000700"
	  "00000000000000"
	  "00000000",
	  SEC_E_INVALID_TOKEN },
	{ "0a001100"
	  "0000000000000000000000000000000000"
	  "00000000",
	  SEC_E_INVALID_TOKEN },
	{ "0a000f00"
	  "000000000000000000000000000000"
	  "00000000",
	  SEC_E_INVALID_TOKEN },
	{ "0100ffff"
	  "4100"
	  "00000000",
	  SEC_E_INVALID_TOKEN },
};

KUNIT_ARRAY_PARAM(list, lists, NULL);

static void lists_of_pairs(struct kunit *test)
{
	const struct list *l = test->param_value;
	struct ssp_ntlm_avs avs;

	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_avs_read(ssp_test_hex(test, l->hex), &avs),
			l->st);
}

/* What a client repeats: all but what is its own to say. */
static void copies_pairs(struct kunit *test)
{
	struct ssp_span list = ssp_test_hex(
		test, "02000200410009000200420063000100ff06000400010000000a"
		      "0010000000000000000000000000000000000001000200430000"
		      "000000");
	struct ssp_span want =
		ssp_test_hex(test, "02000200410063000100ff010002004300");
	struct ssp_ntlm_avs avs;
	struct ssp_wr w;

	ssp_wr_init(&w);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_avs_read(list, &avs), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, avs.flags, 1u);
	ssp_ntlm_avs_copy(&w, &avs);
	KUNIT_ASSERT_EQ(test, w.st, SEC_E_OK);
	KUNIT_ASSERT_EQ(test, w.n, want.n);
	SSP_EXPECT_MEMEQ(test, w.p, want.p, want.n);
	ssp_wr_free(&w);
}

static const struct blob {
	const char *what;
	const char *hex;
	ssp_status st;
} blobs[] = {
	{ "least",
	  "00000000000000000000000000000000"
	  "0101000000000000"
	  "0000000000000000"
	  "aaaaaaaaaaaaaaaa"
	  "00000000",
	  SEC_E_OK },
	{ "one octet less",
	  "00000000000000000000000000000000"
	  "0101000000000000"
	  "0000000000000000"
	  "aaaaaaaaaaaaaaaa"
	  "000000",
	  SEC_E_INVALID_TOKEN },
	{ "version 2",
	  "00000000000000000000000000000000"
	  "0201000000000000"
	  "0000000000000000"
	  "aaaaaaaaaaaaaaaa"
	  "00000000",
	  SEC_E_INVALID_TOKEN },
	{ "NTLMv1", "67c43011f30298a2ad35ece64f16331c44bdbed927841f94",
	  SEC_E_INVALID_TOKEN },
	{ "NTLMv1 that looks like a proof",
	  "67c43011f30298a2ad35ece64f16331c0101bed927841f94",
	  SEC_E_INVALID_TOKEN },
	{ "nothing", "", SEC_E_INVALID_TOKEN },
	{ "15 octets", "000000000000000000000000000000", SEC_E_INVALID_TOKEN },
};

static void blob_desc(const struct blob *b, char *desc)
{
	strcpy(desc, b->what);
}

KUNIT_ARRAY_PARAM(blob, blobs, blob_desc);

static void responses(struct kunit *test)
{
	const struct blob *b = test->param_value;
	struct ssp_ntlm_response r;

	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_response_read(ssp_test_hex(test, b->hex), &r),
			b->st);
}

static void names(struct kunit *test)
{
	struct ssp_utf16 s;

	/* Half a unit, half a pair, a zero. */
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_text_read(ssp_test_hex(test, "410042"), &s),
			SEC_E_INVALID_TOKEN);
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_text_read(ssp_test_hex(test, "00d84100"), &s),
			SEC_E_INVALID_TOKEN);
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_text_read(ssp_test_hex(test, "41000000"), &s),
			SEC_E_INVALID_TOKEN);
	KUNIT_EXPECT_NULL(test, s.p);
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_text_read((struct ssp_span){ NULL, 0 }, &s),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, s.n, 0);
	ssp_utf16_free(&s);
}

/* The document's CHALLENGE, but for its version. */
static void writes_challenge(struct kunit *test)
{
	struct ssp_span want = ssp_test_hex(test, NTLM_DOC_CHALLENGE);
	struct ssp_ntlm_challenge m;
	struct ssp_wr w;

	ssp_wr_init(&w);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_challenge_read(want, &m), SEC_E_OK);
	ssp_ntlm_challenge_write(&w, &m);
	KUNIT_ASSERT_EQ(test, w.n, want.n);
	SSP_EXPECT_MEMEQ(test, w.p, want.p, 48);
	KUNIT_EXPECT_EQ(test, w.p[55], 15);
	SSP_EXPECT_MEMEQ(test, w.p + 56, want.p + 56, want.n - 56);
	ssp_wr_free(&w);
}

/* Windows' AUTHENTICATE, but for its version and its MIC. */
static void writes_authenticate(struct kunit *test)
{
	struct ssp_span want = ssp_test_hex(test, NTLM_WIN7_AUTHENTICATE);
	struct ssp_ntlm_authenticate m;
	struct ssp_wr w;
	size_t i;

	ssp_wr_init(&w);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_authenticate_read(want, &m), SEC_E_OK);
	ssp_ntlm_authenticate_write(&w, &m);
	KUNIT_ASSERT_EQ(test, w.n, want.n);
	SSP_EXPECT_MEMEQ(test, w.p, want.p, 64);
	for (i = SSP_NTLM_MIC_AT; i < 88; i++)
		KUNIT_EXPECT_EQ(test, w.p[i], 0);
	SSP_EXPECT_MEMEQ(test, w.p + 88, want.p + 88, want.n - 88);
	ssp_wr_free(&w);
}

static void writes_negotiate(struct kunit *test)
{
	struct ssp_span want = ssp_test_hex(test, NTLM_WIN7_NEGOTIATE);
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_ntlm_negotiate_write(&w, 0xa2088207);
	KUNIT_ASSERT_EQ(test, w.n, want.n);
	SSP_EXPECT_MEMEQ(test, w.p, want.p, 32);
	KUNIT_EXPECT_EQ(test, w.p[39], 15);
	ssp_wr_free(&w);
	/* No flag, no version. */
	ssp_ntlm_negotiate_write(&w, 1);
	KUNIT_ASSERT_EQ(test, w.st, SEC_E_OK);
	KUNIT_EXPECT_EQ(test, w.p[39], 0);
	ssp_wr_free(&w);
}

static void writes_nothing_too_long(struct kunit *test)
{
	struct ssp_ntlm_authenticate m = { .flags = 1 };
	struct ssp_wr w;

	ssp_wr_init(&w);
	m.nt.n = 0x10000;
	m.nt.p = ssp_test_guarded(test, m.nt.n);
	ssp_ntlm_authenticate_write(&w, &m);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_INTERNAL_ERROR);
	ssp_wr_free(&w);
	ssp_ntlm_av_put(&w, 1, m.nt);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_INTERNAL_ERROR);
	ssp_wr_free(&w);
}

static struct kunit_case ntlm_msg_cases[] = {
	KUNIT_CASE(reads_negotiate),
	KUNIT_CASE(reads_challenge),
	KUNIT_CASE(reads_authenticate),
	KUNIT_CASE_PARAM(cut_and_changed, captured_gen_params),
	KUNIT_CASE_PARAM(one_kind_only, captured_gen_params),
	KUNIT_CASE(short_headers),
	KUNIT_CASE(fields_at_the_edges),
	KUNIT_CASE(room_for_a_mic),
	KUNIT_CASE_PARAM(lists_of_pairs, list_gen_params),
	KUNIT_CASE(copies_pairs),
	KUNIT_CASE_PARAM(responses, blob_gen_params),
	KUNIT_CASE(names),
	KUNIT_CASE(writes_challenge),
	KUNIT_CASE(writes_authenticate),
	KUNIT_CASE(writes_negotiate),
	KUNIT_CASE(writes_nothing_too_long),
	{}
};

static struct kunit_suite ntlm_msg_suite = {
	.name = "ntlm_msg",
	.init = msg_init,
	.exit = msg_exit,
	.test_cases = ntlm_msg_cases,
};

kunit_test_suites(&ntlm_msg_suite);
