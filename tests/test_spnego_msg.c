// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/spnego/spnego_msg.c: SPNEGO's messages, read and written (RFC 4178 4.2,
 * MS-SPNG 2.2.1).
 */
#include <kunit/test.h>

#include "core/rd.h"
#include "core/spnego/spnego_msg.h"
#include "tests/support.h"
#include "tests/vectors/spnego.h"

#define OID_SPNEGO "06062b0601050502"
#define OID_KRB5 "06092a864886f712010202"
#define OID_NTLM "060a2b06010401823702020a"

#define EXPECT_SPAN_EQ(test, left, right)                                   \
	do {                                                                \
		struct ssp_span left_ = (left);                             \
		struct ssp_span right_ = (right);                           \
                                                                            \
		KUNIT_EXPECT_EQ(test, left_.n, right_.n);                   \
		if (left_.n == right_.n)                                    \
			SSP_EXPECT_MEMEQ(test, left_.p, right_.p, left_.n); \
	} while (0)

/* Messages that have one encoding only: read, and written again. */
static const struct known {
	const char *what;
	const char *hex;
	enum ssp_spnego_kind kind;
	const char *list;
	const char *mech;
	size_t ntoken; /* the message's last bytes */
	const char *mic;
	bool hints;
} known[] = {
	{ "completed", "a1073005a0030a0100", .kind = SSP_SPNEGO_COMPLETED },
	{ "incomplete", "a1073005a0030a0101", .kind = SSP_SPNEGO_INCOMPLETE },
	{ "reject", "a1073005a0030a0102", .kind = SSP_SPNEGO_REJECT },
	{ "request-mic", "a1073005a0030a0103", .kind = SSP_SPNEGO_REQUEST_MIC },
	{ "nothing at all", "a1023000", .kind = SSP_SPNEGO_UNSTATED },
	{ "incomplete, NTLM", "a1153013a0030a0101a10c060a2b06010401823702020a",
	  .kind = SSP_SPNEGO_INCOMPLETE, .mech = "2b06010401823702020a" },
	{ "request-mic, NTLM", "a1153013a0030a0103a10c060a2b06010401823702020a",
	  .kind = SSP_SPNEGO_REQUEST_MIC, .mech = "2b06010401823702020a" },
	{ "completed, Microsoft's Kerberos",
	  "a1143012a0030a0100a10b06092a864882f712010202",
	  .kind = SSP_SPNEGO_COMPLETED, .mech = "2a864882f712010202" },
	{ "completed, NTLM's MIC",
	  "a11b3019a0030a0100a3120410010000007dd6da05648a73ae00000000",
	  .kind = SSP_SPNEGO_COMPLETED,
	  .mic = "010000007dd6da05648a73ae00000000" },
	{ "Windows' hint", spnego_windows_init2, .kind = SSP_SPNEGO_INIT,
	  .list = "303a060a2b06010401823702021e06092a864882f71201020206092a"
		  "864886f712010202060a2a864886f71201020203060a2b0601040182"
		  "3702020a",
	  .hints = true },
	{ "MIT's hint", spnego_mit_init2, .kind = SSP_SPNEGO_INIT,
	  .list = "300b06092a864886f712010202", .hints = true },
	{ "Windows, AP-REP", spnego_windows_resp, .kind = SSP_SPNEGO_COMPLETED,
	  .mech = "2a864886f712010202", .ntoken = SPNEGO_WINDOWS_AP_REP_SIZE },
	{ "Windows, AP-REQ", spnego_windows_init, .kind = SSP_SPNEGO_INIT,
	  .list = "3017" OID_KRB5 OID_NTLM,
	  .ntoken = SPNEGO_WINDOWS_AP_REQ_SIZE },
	{ "NTLM NEGOTIATE", spnego_ntlm_init, .kind = SSP_SPNEGO_INIT,
	  .list = "300c" OID_NTLM, .ntoken = SPNEGO_NTLM_NEGOTIATE_SIZE },
	{ "NegTokenInit with a MIC",
	  "601d" OID_SPNEGO "a0133011a009300706052b05010502a3040402abcd",
	  .kind = SSP_SPNEGO_INIT, .list = "300706052b05010502",
	  .mic = "abcd" },
};

static void known_desc(const struct known *k, char *desc)
{
	strcpy(desc, k->what);
}

KUNIT_ARRAY_PARAM(known, known, known_desc);

static void reads_and_writes(struct kunit *test)
{
	const struct known *k = test->param_value;
	struct ssp_span in = ssp_test_hex(test, k->hex);
	struct ssp_span token = { in.p + in.n - k->ntoken, k->ntoken };
	struct ssp_spnego_msg msg;
	struct ssp_wr w;

	KUNIT_ASSERT_EQ(test, ssp_spnego_read(in, &msg), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, msg.kind, k->kind);
	EXPECT_SPAN_EQ(test, msg.list,
		       ssp_test_hex(test, k->list ? k->list : ""));
	EXPECT_SPAN_EQ(test, msg.mech,
		       ssp_test_hex(test, k->mech ? k->mech : ""));
	EXPECT_SPAN_EQ(test, msg.token, token);
	EXPECT_SPAN_EQ(test, msg.mic, ssp_test_hex(test, k->mic ? k->mic : ""));
	KUNIT_EXPECT_EQ(test, msg.hints, k->hints);

	ssp_wr_init(&w);
	ssp_spnego_write(&w, &msg);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_OK);
	EXPECT_SPAN_EQ(test, ssp_wr_span(&w), in);
	ssp_wr_free(&w);
}

/* What has another encoding as well, or more in it than is kept. */
static const struct taken {
	const char *what;
	const char *hex;
	enum ssp_spnego_kind kind;
	size_t nlist;
	const char *token;
	const char *mic;
} taken[] = {
	{ "NegTokenInit2 with nothing", "600c" OID_SPNEGO "a0023000",
	  .kind = SSP_SPNEGO_INIT },
	{ "NegTokenInit2 with everything",
	  "6031" OID_SPNEGO "a0273025a0053003060129a1040302017ea203040154a3"
	  "0c300aa0031b0148a103040101a40304014d",
	  .kind = SSP_SPNEGO_INIT, .nlist = 5, .token = "54", .mic = "4d" },
	{ "empty list", "6010" OID_SPNEGO "a0063004a0023000",
	  .kind = SSP_SPNEGO_INIT, .nlist = 2 },
	{ "unknown field of an init", "6011" OID_SPNEGO "a0073005a503040100",
	  .kind = SSP_SPNEGO_INIT },
	{ "unknown field of hints",
	  "6015" OID_SPNEGO "a00b3009a3073005a203040100",
	  .kind = SSP_SPNEGO_INIT },
	{ "unknown fields of a reply", "a10d300ba0030a0100a4020500be00",
	  .kind = SSP_SPNEGO_COMPLETED },
	{ "empty token", "a10b3009a0030a0100a2020400",
	  .kind = SSP_SPNEGO_COMPLETED },
	{ "framed reply (Sun)", "6011" OID_SPNEGO "a1073005a0030a0101",
	  .kind = SSP_SPNEGO_INCOMPLETE },
	{ "reply without its SEQUENCE", "a10aa0030a0101a203040154",
	  .kind = SSP_SPNEGO_INCOMPLETE, .token = "54" },
	{ "empty reply without its SEQUENCE", "a100",
	  .kind = SSP_SPNEGO_UNSTATED },
};

static void taken_desc(const struct taken *k, char *desc)
{
	strcpy(desc, k->what);
}

KUNIT_ARRAY_PARAM(taken, taken, taken_desc);

static void takes(struct kunit *test)
{
	const struct taken *k = test->param_value;
	struct ssp_span in = ssp_test_hex(test, k->hex);
	struct ssp_spnego_msg msg;

	KUNIT_ASSERT_EQ(test, ssp_spnego_read(in, &msg), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, msg.kind, k->kind);
	KUNIT_EXPECT_EQ(test, msg.list.n, k->nlist);
	KUNIT_EXPECT_EQ(test, msg.mech.n, 0);
	EXPECT_SPAN_EQ(test, msg.token,
		       ssp_test_hex(test, k->token ? k->token : ""));
	EXPECT_SPAN_EQ(test, msg.mic, ssp_test_hex(test, k->mic ? k->mic : ""));
}

static const struct refused {
	const char *what;
	const char *hex;
} refused[] = {
	/* around the message */
	{ "nothing", "" },
	{ "another choice", "a2023000" },
	{ "another framed choice", "600c" OID_SPNEGO "a2023000" },
	{ "NegTokenInit without a frame", "a0023000" },
	{ "frame without a message", "6008" OID_SPNEGO },
	{ "frame of another mechanism", "600f" OID_KRB5 "a0023000" },
	{ "frame of an OID that is shorter", "600b06052b06010505a0023000" },
	{ "bytes after the message", "a1073005a0030a010000" },
	{ "length that could be shorter", "a181073005a0030a0100" },
	{ "indefinite length", "a1803005a0030a01000000" },
	/* replies */
	{ "bytes after the SEQUENCE", "a1093005a0030a01000500" },
	{ "field that leaves the SEQUENCE", "a1073005a0040a0100" },
	{ "value that leaves its field", "a1073005a0030a0200" },
	{ "state twice", "a10c300aa0030a0100a0030a0100" },
	{ "fields in disorder", "a10c300aa203040154a103060129" },
	{ "unknown field first", "a10b3009a4020500a0030a0100" },
	{ "state 4", "a1073005a0030a0104" },
	{ "state -1", "a1073005a0030a01ff" },
	{ "state of two octets", "a1083006a0040a020000" },
	{ "state of no octets", "a1063004a0020a00" },
	{ "state that is an INTEGER", "a1073005a003020100" },
	{ "state with company", "a1093007a0050a01000500" },
	{ "mechanism without an OID", "a1043002a100" },
	{ "mechanism with an empty OID", "a1063004a1020600" },
	{ "mechanism with half an OID", "a1083006a10406022b86" },
	{ "mechanism that is no OID", "a1083006a10404022b06" },
	{ "token field without a token", "a1043002a200" },
	{ "token field with two", "a10a3008a206040154040154" },
	{ "token that is a SEQUENCE", "a1063004a2023000" },
	{ "empty MIC", "a1063004a3020400" },
	{ "unknown field, universal", "a1093007a0030a01000500" },
	{ "unknown field, primitive", "a1093007a0030a01008400" },
	{ "unknown field, tag in two octets", "a10a3008a0030a0100bf0100" },
	{ "unknown field, private", "a1093007a0030a0100e000" },
	{ "MIC twice", "a10e300ca30404024d4da30404024d4d" },
	/* NegTokenInit */
	{ "init without its SEQUENCE", "600a" OID_SPNEGO "a000" },
	{ "bytes after init's SEQUENCE", "600e" OID_SPNEGO "a00430000500" },
	{ "list without its SEQUENCE", "6011" OID_SPNEGO "a0073005a003060129" },
	{ "two lists", "6012" OID_SPNEGO "a0083006a00430003000" },
	{ "list of something else",
	  "6013" OID_SPNEGO "a0093007a0053003040129" },
	{ "list with an empty OID", "6012" OID_SPNEGO "a0083006a00430020600" },
	{ "flags that are octets", "6012" OID_SPNEGO "a0083006a1040402017e" },
	{ "flags without an octet", "6010" OID_SPNEGO "a0063004a1020300" },
	{ "flags, 8 bits unused", "6012" OID_SPNEGO "a0083006a10403020800" },
	{ "flags, 1 bit of none unused",
	  "6011" OID_SPNEGO "a0073005a103030101" },
	{ "two MICs", "6016" OID_SPNEGO "a00c300aa30304014da40304014d" },
	{ "hints, and a MIC twice",
	  "601a" OID_SPNEGO "a010300ea3023000a40304014da40304014d" },
	{ "hints where the MIC is", "6010" OID_SPNEGO "a0063004a4023000" },
	{ "neither hints nor MIC", "6011" OID_SPNEGO "a0073005a303020100" },
	{ "hint that is no string",
	  "6015" OID_SPNEGO "a00b3009a3073005a003040148" },
	{ "hints with something else",
	  "6012" OID_SPNEGO "a0083006a30430020500" },
	{ "bytes after the hints", "6012" OID_SPNEGO "a0083006a30430000500" },
};

static void refused_desc(const struct refused *k, char *desc)
{
	strcpy(desc, k->what);
}

KUNIT_ARRAY_PARAM(refused, refused, refused_desc);

static void expect_refused(struct kunit *test, struct ssp_span in)
{
	struct ssp_spnego_msg msg;

	KUNIT_EXPECT_EQ(test, ssp_spnego_read(in, &msg), SEC_E_INVALID_TOKEN);
	KUNIT_EXPECT_EQ(test, msg.kind, SSP_SPNEGO_REJECT);
	KUNIT_EXPECT_EQ(test, msg.list.n + msg.mech.n + msg.token.n + msg.mic.n,
			0);
}

static void refuses(struct kunit *test)
{
	const struct refused *k = test->param_value;

	expect_refused(test, ssp_test_hex(test, k->hex));
}

static void refuse_prefix(struct kunit *test, u8 *p, size_t n, void *arg)
{
	(void)arg;
	expect_refused(test, (struct ssp_span){ p, n });
}

/* What is taken lies inside what was read, and can be read again. */
static void take_or_refuse(struct kunit *test, u8 *p, size_t n, void *arg)
{
	const struct ssp_span *parts[4];
	struct ssp_spnego_msg msg;
	size_t i;

	(void)arg;
	if (ssp_spnego_read((struct ssp_span){ p, n }, &msg) < 0) {
		expect_refused(test, (struct ssp_span){ p, n });
		return;
	}
	KUNIT_EXPECT_LT(test, (unsigned int)msg.kind,
			(unsigned int)SSP_SPNEGO_KINDS);
	parts[0] = &msg.list;
	parts[1] = &msg.mech;
	parts[2] = &msg.token;
	parts[3] = &msg.mic;
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		if (!parts[i]->n)
			continue;
		KUNIT_EXPECT_GE(test, (size_t)parts[i]->p, (size_t)p);
		KUNIT_EXPECT_LE(test, (size_t)parts[i]->p + parts[i]->n,
				(size_t)p + n);
	}
}

static void every_truncation(struct kunit *test)
{
	const struct known *k = test->param_value;
	struct ssp_span in = ssp_test_hex(test, k->hex);

	ssp_test_each_truncation(test, in.p, in.n, refuse_prefix, NULL);
}

static void every_change(struct kunit *test)
{
	const struct known *k = test->param_value;
	struct ssp_span in = ssp_test_hex(test, k->hex);

	ssp_test_each_change(test, in.p, in.n, take_or_refuse, NULL);
}

static void every_truncation_of_taken(struct kunit *test)
{
	const struct taken *k = test->param_value;
	struct ssp_span in = ssp_test_hex(test, k->hex);

	ssp_test_each_truncation(test, in.p, in.n, refuse_prefix, NULL);
}

static void every_change_of_taken(struct kunit *test)
{
	const struct taken *k = test->param_value;
	struct ssp_span in = ssp_test_hex(test, k->hex);

	ssp_test_each_change(test, in.p, in.n, take_or_refuse, NULL);
}

/* Where a length grows by an octet, around any of the four nested elements. */
static const struct boundary {
	size_t n;
	const char *start;
} boundaries[] = {
	{ 119, "a17d307ba2790477" },
	{ 120, "a17e307ca27a0478" },
	{ 121, "a17f307da27b0479" },
	{ 122, "a18180307ea27c047a" },
	{ 123, "a18181307fa27d047b" },
	{ 124, "a18183308180a27e047c" },
	{ 125, "a18184308181a27f047d" },
	{ 126, "a18186308183a28180047e" },
	{ 127, "a18187308184a28181047f" },
	{ 128, "a18189308186a28183048180" },
	{ 243, "a181fc3081f9a281f60481f3" },
	{ 246, "a181ff3081fca281f90481f6" },
	{ 247, "a18201003081fda281fa0481f7" },
	{ 249, "a18201023081ffa281fc0481f9" },
	{ 250, "a182010430820100a281fd0481fa" },
	{ 252, "a182010630820102a281ff0481fc" },
	{ 253, "a182010830820104a28201000481fd" },
	{ 255, "a182010a30820106a28201020481ff" },
	{ 256, "a182010c30820108a282010404820100" },
	{ 65000, "a182fdf43082fdf0a282fdec0482fde8" },
};

static void length_boundaries(struct kunit *test)
{
	struct ssp_spnego_msg msg = { .kind = SSP_SPNEGO_UNSTATED };
	struct ssp_spnego_msg back;
	struct ssp_wr w;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(boundaries); i++) {
		struct ssp_span start = ssp_test_hex(test, boundaries[i].start);

		msg.token.n = boundaries[i].n;
		msg.token.p = ssp_test_guarded(test, msg.token.n);
		ssp_wr_init(&w);
		ssp_spnego_write(&w, &msg);
		KUNIT_ASSERT_EQ(test, w.st, SEC_E_OK);
		KUNIT_ASSERT_EQ(test, w.n, start.n + msg.token.n);
		SSP_EXPECT_MEMEQ(test, w.p, start.p, start.n);
		KUNIT_EXPECT_EQ(test, ssp_spnego_read(ssp_wr_span(&w), &back),
				SEC_E_OK);
		EXPECT_SPAN_EQ(test, back.token, msg.token);
		ssp_wr_free(&w);
	}
}

static void too_large_to_write(struct kunit *test)
{
	struct ssp_spnego_msg msg = { .kind = SSP_SPNEGO_UNSTATED };
	struct ssp_wr w;

	msg.token.n = SSP_TOKEN_MAX;
	msg.token.p = ssp_test_guarded(test, msg.token.n);
	ssp_wr_init(&w);
	ssp_spnego_write(&w, &msg);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_wr_span(&w).n, 0);
	ssp_wr_free(&w);
}

static ssp_status write_all(struct kunit *test, void *arg)
{
	struct ssp_spnego_msg *msg = arg;
	struct ssp_wr w;
	ssp_status st;

	(void)test;
	ssp_wr_init(&w);
	ssp_spnego_write(&w, msg);
	st = w.st;
	ssp_wr_free(&w);
	return st;
}

static void every_failed_allocation(struct kunit *test)
{
	struct ssp_span in = ssp_test_hex(test, spnego_windows_init);
	struct ssp_test_memory *m;
	struct ssp_spnego_msg msg;

	m = ssp_test_memory_start(test);
	KUNIT_ASSERT_EQ(test, ssp_spnego_read(in, &msg), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m->calls, 0u);
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, m, write_all,
							NULL, &msg),
			1u);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case spnego_msg_cases[] = {
	KUNIT_CASE_PARAM(reads_and_writes, known_gen_params),
	KUNIT_CASE_PARAM(takes, taken_gen_params),
	KUNIT_CASE_PARAM(refuses, refused_gen_params),
	KUNIT_CASE_PARAM(every_truncation, known_gen_params),
	KUNIT_CASE_PARAM(every_truncation_of_taken, taken_gen_params),
	KUNIT_CASE_PARAM(every_change, known_gen_params),
	KUNIT_CASE_PARAM(every_change_of_taken, taken_gen_params),
	KUNIT_CASE(length_boundaries),
	KUNIT_CASE(too_large_to_write),
	KUNIT_CASE(every_failed_allocation),
	{}
};

static struct kunit_suite spnego_msg_suite = {
	.name = "spnego_msg",
	.test_cases = spnego_msg_cases,
};

kunit_test_suites(&spnego_msg_suite);
