// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Requests to ksecdd-upcall (tools/ksecdd-upcall/request.c): what is one, and
 * everything that is none.
 */
#include <kunit/test.h>

#include "tests/support.h"
#include "tools/ksecdd-upcall/helper.h"

static const char *const texts[SSP_UPCALL_STRINGS] = {
	[SSP_UPCALL_PRINCIPAL] = "alice@EXAMPLE.TEST",
	[SSP_UPCALL_USER] = "bob",
	[SSP_UPCALL_DOMAIN] = "EXAMPLE",
	[SSP_UPCALL_PASSWORD] = "secret",
	[SSP_UPCALL_SPN] = "host/example.test",
};

/* A fetch with everything in it. */
struct packed {
	struct ssp_upcall_request head;
	u8 strings[SSP_UPCALL_REQUEST_MAX];
	size_t n;
};

static struct packed pack(void)
{
	struct packed p = { .head = { .version = SSP_UPCALL_VERSION,
				      .op = SSP_UPCALL_FETCH,
				      .flags = SSP_TICKET_FRESH,
				      .have_password = 1,
				      .uid = 1000,
				      .gid = 100,
				      .pid = 4711,
				      .start = 123456789012345ull } };
	size_t i;

	p.n = sizeof(p.head);
	for (i = 0; i < SSP_UPCALL_STRINGS; i++) {
		size_t n = strlen(texts[i]);

		memcpy((u8 *)&p + p.n, texts[i], n);
		p.head.length[i] = (u32)n;
		p.n += n;
	}
	return p;
}

/* The same without strings, for what has to have none. */
static struct packed pack_head(u32 op)
{
	struct packed p = { .head = { .version = SSP_UPCALL_VERSION, .op = op },
			    .n = sizeof(p.head) };

	return p;
}

static bool parses(struct kunit *test, const struct packed *p)
{
	u8 *bytes = ssp_test_guarded_copy(test, p, p->n);
	struct ssp_upcall_asked asked;

	return ssp_upcall_parse((struct ssp_span){ bytes, p->n }, &asked);
}

static void expect_text(struct kunit *test, struct ssp_span s, const char *text)
{
	KUNIT_ASSERT_EQ(test, s.n, strlen(text));
	SSP_EXPECT_MEMEQ(test, s.p, text, s.n);
}

static void says_what_it_says(struct kunit *test)
{
	struct packed p = pack();
	u8 *bytes = ssp_test_guarded_copy(test, &p, p.n);
	struct ssp_upcall_asked a;

	KUNIT_ASSERT_TRUE(
		test, ssp_upcall_parse((struct ssp_span){ bytes, p.n }, &a));
	KUNIT_EXPECT_EQ(test, a.op, SSP_UPCALL_FETCH);
	KUNIT_EXPECT_EQ(test, a.flags, SSP_TICKET_FRESH);
	KUNIT_EXPECT_EQ(test, a.uid, 1000u);
	KUNIT_EXPECT_EQ(test, a.gid, 100u);
	KUNIT_EXPECT_EQ(test, a.pid, 4711u);
	KUNIT_EXPECT_EQ(test, a.start, 123456789012345ull);
	KUNIT_EXPECT_TRUE(test, a.id.have_password);
	expect_text(test, a.id.principal, texts[SSP_UPCALL_PRINCIPAL]);
	expect_text(test, a.id.user, texts[SSP_UPCALL_USER]);
	expect_text(test, a.id.domain, texts[SSP_UPCALL_DOMAIN]);
	expect_text(test, a.id.password, texts[SSP_UPCALL_PASSWORD]);
	expect_text(test, a.spn, texts[SSP_UPCALL_SPN]);
}

static void little_is_enough(struct kunit *test)
{
	struct packed name = pack_head(SSP_UPCALL_NAME);
	struct packed fetch = pack_head(SSP_UPCALL_FETCH);

	KUNIT_EXPECT_TRUE(test, parses(test, &name));
	KUNIT_EXPECT_TRUE(test, parses(test, &fetch));
	/* An explicit identity may be all empty, its password too. */
	name.head.have_password = 1;
	KUNIT_EXPECT_TRUE(test, parses(test, &name));
}

static void refuse_prefix(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_upcall_asked asked = { .op = 77 };

	(void)arg;
	KUNIT_EXPECT_FALSE(test,
			   ssp_upcall_parse((struct ssp_span){ p, n }, &asked));
	KUNIT_EXPECT_EQ(test, asked.op, 77u);
}

static void every_truncation_is_refused(struct kunit *test)
{
	struct packed p = pack();

	ssp_test_each_truncation(test, &p, p.n, refuse_prefix, NULL);
}

/* Who asks may be anybody, and strings may say anything but NUL. */
static bool may_change(size_t at)
{
	return (at >= offsetof(struct ssp_upcall_request, uid) &&
		at < offsetof(struct ssp_upcall_request, zero)) ||
	       (at >= offsetof(struct ssp_upcall_request, start) &&
		at < offsetof(struct ssp_upcall_request, length)) ||
	       at >= sizeof(struct ssp_upcall_request);
}

static size_t where_differs(const u8 *a, const u8 *b, size_t n)
{
	size_t i;

	for (i = 0; i < n && a[i] == b[i]; i++)
		;
	return i;
}

static bool within(struct ssp_span s, const u8 *p, size_t n)
{
	return s.n == 0 ||
	       (s.p >= p && s.n <= n && (size_t)(s.p - p) <= n - s.n);
}

static void judge_change(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_span strings;
	struct ssp_upcall_asked a;
	size_t at = where_differs(p, arg, n);

	if (!ssp_upcall_parse((struct ssp_span){ p, n }, &a))
		return;
	/* FETCH with the only flag changed into none is a request as well. */
	if (at != offsetof(struct ssp_upcall_request, flags))
		KUNIT_EXPECT_TRUE(test, may_change(at));
	strings = (struct ssp_span){ p + sizeof(struct ssp_upcall_request),
				     n - sizeof(struct ssp_upcall_request) };
	KUNIT_EXPECT_TRUE(test, within(a.id.principal, strings.p, strings.n));
	KUNIT_EXPECT_TRUE(test, within(a.id.password, strings.p, strings.n));
	KUNIT_EXPECT_TRUE(test, within(a.spn, strings.p, strings.n));
	KUNIT_EXPECT_LE(test, a.flags, SSP_TICKET_FRESH);
	KUNIT_EXPECT_NE(test, a.uid, (u32)-1);
	KUNIT_EXPECT_NE(test, a.gid, (u32)-1);
	KUNIT_EXPECT_LE(test, a.pid, 0x7fffffffu);
}

static void every_change_is_seen(struct kunit *test)
{
	struct packed p = pack();

	ssp_test_each_change(test, &p, p.n, judge_change, &p);
}

/* One word that makes a request of @op none. */
static const struct wrong {
	const char *name;
	u32 op;
	size_t at;
	u32 v;
} wrongs[] = {
#define AT(field) offsetof(struct ssp_upcall_request, field)
	{ "version 0", SSP_UPCALL_FETCH, AT(version), 0 },
	{ "the next version", SSP_UPCALL_FETCH, AT(version),
	  SSP_UPCALL_VERSION + 1 },
	{ "no operation", SSP_UPCALL_FETCH, AT(op), 0 },
	{ "an unknown operation", SSP_UPCALL_FETCH, AT(op), 3 },
	{ "an unknown flag", SSP_UPCALL_FETCH, AT(flags), 2 },
	{ "a name with flags", SSP_UPCALL_NAME, AT(flags), SSP_TICKET_FRESH },
	{ "a name of a service", SSP_UPCALL_NAME, AT(length[SSP_UPCALL_SPN]),
	  1 },
	{ "two passwords", SSP_UPCALL_FETCH, AT(have_password), 2 },
	{ "a user without a password", SSP_UPCALL_FETCH,
	  AT(length[SSP_UPCALL_USER]), 1 },
	{ "a domain without a password", SSP_UPCALL_FETCH,
	  AT(length[SSP_UPCALL_DOMAIN]), 1 },
	{ "a password that is not there", SSP_UPCALL_FETCH,
	  AT(length[SSP_UPCALL_PASSWORD]), 1 },
	{ "no user", SSP_UPCALL_FETCH, AT(uid), (u32)-1 },
	{ "no group", SSP_UPCALL_FETCH, AT(gid), (u32)-1 },
	{ "a negative process", SSP_UPCALL_FETCH, AT(pid), 0x80000000 },
	{ "the start of no process", SSP_UPCALL_FETCH, AT(start), 1 },
	{ "padding", SSP_UPCALL_FETCH, AT(zero), 1 },
	{ "padding at the end", SSP_UPCALL_FETCH, AT(zero_too), 1 },
#undef AT
};

static void describe(const struct wrong *w, char *text)
{
	strncpy(text, w->name, KUNIT_PARAM_DESC_SIZE - 1);
	text[KUNIT_PARAM_DESC_SIZE - 1] = '\0';
}

KUNIT_ARRAY_PARAM(wrong, wrongs, describe);

/* With and without a byte that the length may be about. */
static void wrong_word_is_refused(struct kunit *test)
{
	const struct wrong *w = test->param_value;
	struct packed p = pack_head(w->op);

	memcpy((u8 *)&p.head + w->at, &w->v, sizeof(w->v));
	KUNIT_EXPECT_FALSE(test, parses(test, &p));
	p.strings[0] = 'x';
	p.n++;
	KUNIT_EXPECT_FALSE(test, parses(test, &p));
}

/* Any length that is too much, in any place, and sums that go round. */
static void overflowing_lengths_are_refused(struct kunit *test)
{
	static const u32 lengths[] = { 0x7fffffff, 0x80000000, 0xffffff00,
				       0xffffffff };
	size_t i, k;

	for (i = 0; i < SSP_UPCALL_STRINGS; i++) {
		for (k = 0; k < ARRAY_SIZE(lengths); k++) {
			struct packed p = pack();
			u32 other = p.head.length[(i + 1) % SSP_UPCALL_STRINGS];

			p.head.length[i] = lengths[k];
			KUNIT_EXPECT_FALSE(test, parses(test, &p));
			p.head.length[(i + 1) % SSP_UPCALL_STRINGS] =
				other + (u32)strlen(texts[i]) - lengths[k];
			KUNIT_EXPECT_FALSE(test, parses(test, &p));
		}
	}
}

static void nul_in_a_string_is_refused(struct kunit *test)
{
	struct packed p = pack();
	size_t i;

	for (i = sizeof(p.head); i < p.n; i++) {
		u8 *byte = (u8 *)&p + i;
		u8 old = *byte;

		*byte = '\0';
		KUNIT_EXPECT_FALSE(test, parses(test, &p));
		*byte = old;
	}
	KUNIT_EXPECT_TRUE(test, parses(test, &p));
}

static void no_request_is_longer(struct kunit *test)
{
	struct packed p = pack_head(SSP_UPCALL_FETCH);

	p.n = SSP_UPCALL_REQUEST_MAX;
	p.head.length[SSP_UPCALL_SPN] = (u32)(p.n - sizeof(p.head));
	memset(p.strings, 'x', sizeof(p.strings));
	KUNIT_EXPECT_TRUE(test, parses(test, &p));
	p.n++;
	p.head.length[SSP_UPCALL_SPN]++;
	KUNIT_EXPECT_FALSE(test, parses(test, &p));
}

static struct kunit_case upcall_request_cases[] = {
	KUNIT_CASE(says_what_it_says),
	KUNIT_CASE(little_is_enough),
	KUNIT_CASE(every_truncation_is_refused),
	KUNIT_CASE(every_change_is_seen),
	KUNIT_CASE_PARAM(wrong_word_is_refused, wrong_gen_params),
	KUNIT_CASE(overflowing_lengths_are_refused),
	KUNIT_CASE(nul_in_a_string_is_refused),
	KUNIT_CASE(no_request_is_longer),
	{}
};

static struct kunit_suite upcall_request_suite = {
	.name = "upcall_request",
	.test_cases = upcall_request_cases,
};
kunit_test_suites(&upcall_request_suite);
