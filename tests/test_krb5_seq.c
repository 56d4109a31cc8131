// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Replay and sequence detection (core/krb5/krb5_seq.c).
 */
#include <kunit/test.h>

#include "core/krb5/krb5_seq.h"

#define NEITHER 0
#define REPLAY 1
#define SEQUENCE 2
#define BOTH 3

static void start(struct ssp_krb5_seq *s, u32 first, int mode)
{
	ssp_krb5_seq_init(s, first, mode & REPLAY, mode & SEQUENCE);
}

/* One step: a number, and whether it is taken under each mode but NEITHER. */
struct step {
	u64 n;
	bool replay;
	bool sequence;
};

/* The first number is 100. */
static const struct step steps[] = {
	{ 100, true, true },
	{ 101, true, true },
	{ 101, false, false }, /* repeat */
	{ 100, false, false },
	{ 103, true, false }, /* gap */
	{ 104, true, true },
	{ 102, true, false }, /* latecomer */
	{ 102, false, false },
	{ 103, false, false },
	{ 99, false, false }, /* before the first */
	{ 0, false, false },
	{ ~0ull, false, false },
	{ 105, true, true },
	{ 169, true, false }, /* 63 skipped */
	{ 106, true, false }, /* the last place of the window */
	{ 106, false, false },
	{ 105, false, false }, /* below it */
	{ 170, true, true },
	{ 106, false, false },
	{ 107, true, false },
	{ 235, true, false }, /* 64 skipped */
	{ 171, false, false }, /* never seen, but too old to tell */
	{ 172, true, false },
	{ 236, true, true },
	{ 1000, true, false },
	{ 999, true, false },
	{ 236, false, false },
	{ 1001, true, true },
	{ 0x100000000ull, true, false }, /* more than 32 bits are fine */
	{ 0x100000001ull, true, true },
	{ 1, false, false }, /* no wrapping at 32 */
};

static void walk(struct kunit *test, int mode)
{
	struct ssp_krb5_seq s;
	size_t i;

	start(&s, 100, mode);
	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		bool good = mode & SEQUENCE ? steps[i].sequence :
					      steps[i].replay;

		KUNIT_EXPECT_EQ_MSG(test, ssp_krb5_seq_check(&s, steps[i].n),
				    good ? SEC_E_OK : SEC_E_OUT_OF_SEQUENCE,
				    "step %d", (int)i);
	}
}

static void replay_only(struct kunit *test)
{
	walk(test, REPLAY);
}

static void sequence_only(struct kunit *test)
{
	walk(test, SEQUENCE);
}

static void both(struct kunit *test)
{
	walk(test, BOTH);
}

static void neither(struct kunit *test)
{
	struct ssp_krb5_seq s;

	start(&s, 5, NEITHER);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 5), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 5), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, ~0ull), SEC_E_OK);
}

/* Every distance from the highest number, on both sides of the window. */
static void window(struct kunit *test)
{
	struct ssp_krb5_seq s;
	u32 back;

	for (back = 0; back < 200; back++) {
		bool good = back > 0 && back < 64;

		start(&s, 0, REPLAY);
		KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 300), SEC_E_OK);
		KUNIT_EXPECT_EQ_MSG(test, ssp_krb5_seq_check(&s, 300 - back),
				    good ? SEC_E_OK : SEC_E_OUT_OF_SEQUENCE,
				    "back %u", back);
	}
}

/* Every size of gap; what was seen before it is still known, or too old. */
static void gaps(struct kunit *test)
{
	struct ssp_krb5_seq s;
	u32 gap;

	for (gap = 1; gap < 200; gap++) {
		start(&s, 7, REPLAY);
		KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 7), SEC_E_OK);
		KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 8), SEC_E_OK);
		KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 9 + gap),
				SEC_E_OK);
		KUNIT_EXPECT_EQ_MSG(test, ssp_krb5_seq_check(&s, 7),
				    SEC_E_OUT_OF_SEQUENCE, "gap %u", gap);
		KUNIT_EXPECT_EQ_MSG(test, ssp_krb5_seq_check(&s, 8),
				    SEC_E_OUT_OF_SEQUENCE, "gap %u", gap);
		KUNIT_EXPECT_EQ_MSG(test, ssp_krb5_seq_check(&s, 9 + gap),
				    SEC_E_OUT_OF_SEQUENCE, "gap %u", gap);
		KUNIT_EXPECT_EQ_MSG(test, ssp_krb5_seq_check(&s, 8 + gap),
				    SEC_E_OK, "gap %u", gap);
		KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 10 + gap),
				SEC_E_OK);
	}
}

static void largest_first(struct kunit *test)
{
	struct ssp_krb5_seq s;

	start(&s, 0xffffffff, BOTH);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 0xffffffff), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 0), SEC_E_OUT_OF_SEQUENCE);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 0x100000000ull), SEC_E_OK);
}

static void wraps(struct kunit *test)
{
	struct ssp_krb5_seq s;

	start(&s, 0, BOTH);
	s.base = ~0ull - 1;
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, ~0ull - 1), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, ~0ull), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 1), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, ~0ull),
			SEC_E_OUT_OF_SEQUENCE);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 2), SEC_E_OK);
}

/* The far end of what counts as ahead, and the other side of it. */
static void extremes(struct kunit *test)
{
	struct ssp_krb5_seq s;

	start(&s, 0, REPLAY);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, ~0ull >> 1), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, ~0ull >> 1),
			SEC_E_OUT_OF_SEQUENCE);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 1ull << 63),
			SEC_E_OUT_OF_SEQUENCE);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seq_check(&s, 0), SEC_E_OUT_OF_SEQUENCE);
}

static struct kunit_case krb5_seq_cases[] = {
	KUNIT_CASE(replay_only),   KUNIT_CASE(sequence_only),
	KUNIT_CASE(both),	   KUNIT_CASE(neither),
	KUNIT_CASE(window),	   KUNIT_CASE(gaps),
	KUNIT_CASE(largest_first), KUNIT_CASE(wraps),
	KUNIT_CASE(extremes),	   {},
};

static struct kunit_suite krb5_seq_suite = {
	.name = "krb5_seq",
	.test_cases = krb5_seq_cases,
};

kunit_test_suite(krb5_seq_suite);
