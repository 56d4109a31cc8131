// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/bindings.c: channel bindings and their hash (RFC 4121 4.1.1.2).
 *
 * The hashes were computed from the formula by another program, with another
 * MD5.
 */
#include <kunit/test.h>

#include "core/bindings.h"
#include "tests/support.h"

#define HEADER sizeof(SEC_CHANNEL_BINDINGS)

/* 127.0.0.1's kin, for documentation: RFC 5737, RFC 3849 */
static const u8 ipv4[] = { 192, 0, 2, 1 };
static const u8 ipv6[] = { 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0,
			   0,	 0,    0,    0,	   0, 0, 0, 1 };
static const u8 unique[] = "tls-unique:abcdefghijkl";
#define UNIQUE_SIZE (sizeof(unique) - 1)

static const u8 none_hash[] = { 0x44, 0x10, 0x18, 0x52, 0x52, 0x08, 0x45, 0x77,
				0x05, 0xbf, 0x09, 0xa8, 0xee, 0x3c, 0x10, 0x93 };
static const u8 types_hash[] = {
	0x82, 0xe3, 0x7f, 0xff, 0xb9, 0x2c, 0xd8, 0x32,
	0x0f, 0x62, 0x77, 0xfc, 0xc3, 0xbf, 0xbb, 0xaf
};
static const u8 endpoint_hash[] = { 0x8f, 0x12, 0x14, 0xc9, 0xc9, 0xca,
				    0xb8, 0xdc, 0x3b, 0xf8, 0x66, 0xda,
				    0x9a, 0xba, 0x57, 0xa7 };
static const u8 full_hash[] = { 0xaa, 0x95, 0xfd, 0x3d, 0x6b, 0x5c, 0x41, 0xa3,
				0xc0, 0x2e, 0x1b, 0x66, 0xcc, 0xa6, 0xd5, 0x2a };

/* A blob with all three parts, in their usual order behind the header. */
#define FULL_SIZE (HEADER + sizeof(ipv4) + sizeof(ipv6) + UNIQUE_SIZE)

static const SEC_CHANNEL_BINDINGS full_header = {
	.dwInitiatorAddrType = 2,
	.cbInitiatorLength = sizeof(ipv4),
	.dwInitiatorOffset = HEADER,
	.dwAcceptorAddrType = 24,
	.cbAcceptorLength = sizeof(ipv6),
	.dwAcceptorOffset = HEADER + sizeof(ipv4),
	.cbApplicationDataLength = UNIQUE_SIZE,
	.dwApplicationDataOffset = HEADER + sizeof(ipv4) + sizeof(ipv6),
};

static u8 *full_blob(struct kunit *test)
{
	u8 *p = ssp_test_guarded(test, FULL_SIZE);

	memcpy(p, &full_header, HEADER);
	memcpy(p + HEADER, ipv4, sizeof(ipv4));
	memcpy(p + HEADER + sizeof(ipv4), ipv6, sizeof(ipv6));
	memcpy(p + FULL_SIZE - UNIQUE_SIZE, unique, UNIQUE_SIZE);
	return p;
}

static void expect_hash(struct kunit *test, const void *p, size_t n,
			const u8 *want)
{
	u8 hash[SSP_BINDINGS_SIZE] = { 0 };

	KUNIT_EXPECT_EQ(test,
			ssp_bindings_hash((struct ssp_span){ p, n }, hash),
			SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, hash, want, sizeof(hash));
}

static void expect_refused(struct kunit *test, const void *p, size_t n)
{
	u8 hash[SSP_BINDINGS_SIZE];

	KUNIT_EXPECT_EQ(test,
			ssp_bindings_hash((struct ssp_span){ p, n }, hash),
			SEC_E_BAD_BINDINGS);
}

/* What TLS makes: no addresses, whose offsets stay 0. */
static void application_data_alone(struct kunit *test)
{
	static const char prefix[] = "tls-server-end-point:";
	const size_t n = sizeof(prefix) - 1;
	const SEC_CHANNEL_BINDINGS header = {
		.cbApplicationDataLength = (ULONG)n + 32,
		.dwApplicationDataOffset = HEADER,
	};
	u8 *p = ssp_test_guarded(test, HEADER + n + 32);
	u8 i;

	memcpy(p, &header, HEADER);
	memcpy(p + HEADER, prefix, n);
	for (i = 0; i < 32; i++)
		p[HEADER + n + i] = i;
	expect_hash(test, p, HEADER + n + 32, endpoint_hash);
}

static void all_parts(struct kunit *test)
{
	u8 *p = full_blob(test);
	u8 *moved = ssp_test_guarded(test, FULL_SIZE + 1);

	expect_hash(test, p, FULL_SIZE, full_hash);
	/* Nothing is aligned, and something follows. */
	memcpy(moved + 1, p, FULL_SIZE);
	expect_hash(test, moved + 1, FULL_SIZE, full_hash);
	memcpy(moved, p, FULL_SIZE);
	expect_hash(test, moved, FULL_SIZE + 1, full_hash);
}

static void nothing_bound(struct kunit *test)
{
	SEC_CHANNEL_BINDINGS header = { 0 };
	u8 *p = ssp_test_guarded_copy(test, &header, HEADER);

	expect_hash(test, p, HEADER, none_hash);

	/* Types count without addresses; offsets of nothing do not. */
	header.dwInitiatorAddrType = 0x80000001;
	header.dwAcceptorAddrType = 0xff;
	header.dwInitiatorOffset = 1;
	header.dwAcceptorOffset = HEADER;
	header.dwApplicationDataOffset = 0xffffffff;
	p = ssp_test_guarded_copy(test, &header, HEADER);
	expect_hash(test, p, HEADER, types_hash);
}

/* Which length and offset, and what they are set to. */
static const struct bad_part {
	const char *what;
	ULONG n;
	ULONG at;
} bad_parts[] = {
	{ "one byte too many", 5, FULL_SIZE - 4 },
	{ "starts at the end", 1, FULL_SIZE },
	{ "starts behind the end", 1, FULL_SIZE + 1 },
	{ "starts far off", 4, 0xffffffff },
	{ "end wraps around", 0x20, 0xfffffff0 },
	{ "end wraps around into it", FULL_SIZE, 0xffffffe0 },
	{ "endless", 0xffffffff, HEADER },
	{ "endless, and wraps", 0xffffffff, FULL_SIZE },
	{ "starts at the header", 4, 0 },
	{ "starts inside the header", 4, HEADER - 1 },
};

static void bad_part_desc(const struct bad_part *b, char *desc)
{
	strcpy(desc, b->what);
}

KUNIT_ARRAY_PARAM(bad_part, bad_parts, bad_part_desc);

static void refuses_part(struct kunit *test)
{
	const struct bad_part *b = test->param_value;
	SEC_CHANNEL_BINDINGS header = full_header;
	u8 *p = full_blob(test);

	header.cbInitiatorLength = b->n;
	header.dwInitiatorOffset = b->at;
	memcpy(p, &header, HEADER);
	expect_refused(test, p, FULL_SIZE);

	header = full_header;
	header.cbAcceptorLength = b->n;
	header.dwAcceptorOffset = b->at;
	memcpy(p, &header, HEADER);
	expect_refused(test, p, FULL_SIZE);

	header = full_header;
	header.cbApplicationDataLength = b->n;
	header.dwApplicationDataOffset = b->at;
	memcpy(p, &header, HEADER);
	expect_refused(test, p, FULL_SIZE);
}

/* Read as the plain form it would hash its own header. */
static void refuses_extended_form(struct kunit *test)
{
	SEC_CHANNEL_BINDINGS_EX header = {
		.magicNumber = SEC_CHANNEL_BINDINGS_EX_MAGIC,
		.cbHeaderLength = sizeof(header),
		.cbStructureLength = sizeof(header),
	};

	expect_refused(test, &header, sizeof(header));
}

static void refuse_one(struct kunit *test, u8 *p, size_t n, void *arg)
{
	(void)arg;
	expect_refused(test, p, n);
}

static void every_truncation(struct kunit *test)
{
	ssp_test_each_truncation(test, full_blob(test), FULL_SIZE, refuse_one,
				 NULL);
}

/* Each byte matters: another hash, or none. */
static void another(struct kunit *test, u8 *p, size_t n, void *arg)
{
	u8 hash[SSP_BINDINGS_SIZE];
	unsigned int *accepted = arg;
	ssp_status st = ssp_bindings_hash((struct ssp_span){ p, n }, hash);

	if (st == SEC_E_BAD_BINDINGS)
		return;
	++*accepted;
	KUNIT_EXPECT_EQ(test, st, SEC_E_OK);
	KUNIT_EXPECT_NE(test, memcmp(hash, full_hash, sizeof(hash)), 0);
}

static void every_change(struct kunit *test)
{
	unsigned int accepted = 0;

	ssp_test_each_change(test, full_blob(test), FULL_SIZE, another,
			     &accepted);
	/* All types and data, but hardly an offset or a length. */
	KUNIT_EXPECT_GE(test, accepted, 3 * (FULL_SIZE - HEADER + 8));
	KUNIT_EXPECT_LT(test, accepted, 3 * FULL_SIZE - 40);
}

static struct kunit_case bindings_cases[] = {
	KUNIT_CASE(application_data_alone),
	KUNIT_CASE(all_parts),
	KUNIT_CASE(nothing_bound),
	KUNIT_CASE_PARAM(refuses_part, bad_part_gen_params),
	KUNIT_CASE(refuses_extended_form),
	KUNIT_CASE(every_truncation),
	KUNIT_CASE(every_change),
	{}
};

static struct kunit_suite bindings_suite = {
	.name = "bindings",
	.test_cases = bindings_cases,
};
kunit_test_suites(&bindings_suite);
