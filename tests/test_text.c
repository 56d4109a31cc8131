// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/text.c: callers' strings, in UTF-8, in UTF-16, and counted.
 */
#include <kunit/test.h>

#include "core/text.h"
#include "tests/support.h"

/* "host/é😀", as both kinds of caller write it */
static const u16 units[] = { 'h', 'o', 's', 't', '/', 0xe9, 0xd83d, 0xde00, 0 };
#define UNITS (ARRAY_SIZE(units) - 1)
static const char bytes[] = "host/\xc3\xa9\xf0\x9f\x98\x80";

/*
 * @unit: of a letter
 * @longest: letters a string may have before it must end
 */
static const struct form {
	const char *name;
	const struct ssp_text_ops *ops;
	const void *text;
	size_t size;
	size_t unit;
	size_t longest;
} forms[] = {
	{ "UTF-8", &ssp_text_utf8, bytes, sizeof(bytes), 1, SSP_TEXT_MAX * 3 },
	{ "UTF-16", &ssp_text_wide, units, sizeof(units), 2, SSP_TEXT_MAX },
};

static void form_desc(const struct form *f, char *desc)
{
	strcpy(desc, f->name);
}

KUNIT_ARRAY_PARAM(form, forms, form_desc);

/* The terminator is the last thing that can be read, at any alignment. */
static void reads_to_the_terminator(struct kunit *test)
{
	const struct form *f = test->param_value;
	u8 *p = ssp_test_guarded(test, f->size + 1);
	struct ssp_utf16 s;
	size_t at;

	for (at = 0; at <= 1; at++) {
		memset(p, 0xa5, f->size + 1);
		memcpy(p + at, f->text, f->size);
		KUNIT_ASSERT_EQ(test, f->ops->read(p + at, &s), SEC_E_OK);
		KUNIT_EXPECT_EQ(test, s.n, UNITS);
		SSP_EXPECT_MEMEQ(test, s.p, units, sizeof(units));
		ssp_utf16_free(&s);
	}
}

static void reads_counted(struct kunit *test)
{
	const struct form *f = test->param_value;
	u8 *p = ssp_test_guarded_copy(test, f->text, f->size - f->unit);
	size_t n = f->size / f->unit - 1;
	struct ssp_utf16 s;

	KUNIT_ASSERT_EQ(test, f->ops->read_n(p, n, &s), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, s.n, UNITS);
	SSP_EXPECT_MEMEQ(test, s.p, units, sizeof(units));
	ssp_utf16_free(&s);

	/* The last character is longer than a unit in both forms. */
	KUNIT_EXPECT_EQ(test, f->ops->read_n(p, n - 1, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_PTR_EQ(test, s.p, NULL);
	/* A count does not stop at a terminator. */
	KUNIT_EXPECT_EQ(test, f->ops->read_n(f->text, n + 1, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_PTR_EQ(test, s.p, NULL);
}

static void absent_and_empty(struct kunit *test)
{
	const struct form *f = test->param_value;
	u8 *end = ssp_test_guarded_copy(test, "\0", f->unit);
	struct ssp_utf16 s = { (u16 *)test, 1 };

	KUNIT_EXPECT_EQ(test, f->ops->read(NULL, &s), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
	s = (struct ssp_utf16){ (u16 *)test, 1 };
	KUNIT_EXPECT_EQ(test, f->ops->read_n(NULL, 0, &s), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
	s = (struct ssp_utf16){ (u16 *)test, 1 };
	KUNIT_EXPECT_EQ(test, f->ops->read_n(NULL, 1, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);

	KUNIT_EXPECT_EQ(test, f->ops->read(end, &s), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, s.p && !s.n);
	ssp_utf16_free(&s);
	KUNIT_EXPECT_EQ(test, f->ops->read_n(end, 0, &s), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, s.p && !s.n);
	ssp_utf16_free(&s);
}

static void fill(u8 *p, const struct form *f, size_t letters)
{
	const u16 wide = 'x';
	size_t i;

	for (i = 0; i < letters; i++) {
		if (f->unit == 1)
			p[i] = 'x';
		else
			memcpy(p + i * 2, &wide, 2);
	}
}

/* Behind the last letter where a terminator may be is an abyss. */
static void without_terminator(struct kunit *test)
{
	const struct form *f = test->param_value;
	u8 *p = ssp_test_guarded(test, (f->longest + 1) * f->unit);
	struct ssp_utf16 s = { (u16 *)test, 1 };

	fill(p, f, f->longest + 1);
	KUNIT_EXPECT_EQ(test, f->ops->read(p, &s), SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
}

static void longest(struct kunit *test)
{
	const struct form *f = test->param_value;
	u8 *p = ssp_test_guarded(test, (SSP_TEXT_MAX + 2) * f->unit);
	struct ssp_utf16 s;

	fill(p, f, SSP_TEXT_MAX + 1);
	memset(p + (SSP_TEXT_MAX + 1) * f->unit, 0, f->unit);
	KUNIT_EXPECT_EQ(test, f->ops->read(p, &s), SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_PTR_EQ(test, s.p, NULL);
	KUNIT_EXPECT_EQ(test, f->ops->read_n(p, SSP_TEXT_MAX + 1, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_PTR_EQ(test, s.p, NULL);
	KUNIT_EXPECT_EQ(test, f->ops->read(p + f->unit, &s), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, s.n, SSP_TEXT_MAX);
	ssp_utf16_free(&s);
}

/* Three octets a unit is the most there is; one more cannot be. */
static void longest_utf8(struct kunit *test)
{
	u8 *p = ssp_test_guarded(test, (SSP_TEXT_MAX + 1) * 3 + 1);
	struct ssp_utf16 s;
	size_t i;

	for (i = 0; i <= SSP_TEXT_MAX; i++)
		memcpy(p + i * 3, "\xe2\x82\xac", 3);
	p[i * 3] = 0;
	KUNIT_EXPECT_EQ(test, ssp_text_utf8.read(p + 3, &s), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, s.n, SSP_TEXT_MAX);
	ssp_utf16_free(&s);
	KUNIT_EXPECT_EQ(test, ssp_text_utf8.read(p, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_PTR_EQ(test, s.p, NULL);
}

/* Exactly as many bytes as announced, at any alignment. */
static void writes(struct kunit *test)
{
	const struct form *f = test->param_value;
	struct ssp_utf16 s, empty = { NULL, 0 };
	u8 *p = ssp_test_guarded(test, f->size + 1);
	size_t at;

	KUNIT_ASSERT_EQ(test, ssp_utf16_dup(units, UNITS, &s), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, f->ops->size(&s), f->size);
	for (at = 0; at <= 1; at++) {
		f->ops->write(&s, p + at);
		SSP_EXPECT_MEMEQ(test, p + at, f->text, f->size);
	}
	KUNIT_EXPECT_EQ(test, f->ops->size(&empty), f->unit);
	p = ssp_test_guarded(test, f->unit);
	f->ops->write(&empty, p);
	SSP_EXPECT_MEMEQ(test, p, "\0", f->unit);
	ssp_utf16_free(&s);
}

static const char *const malformed[] = { "\xff", "a\xc3", "\xed\xa0\x80" };

static void passes_refusals_on(struct kunit *test)
{
	static const u16 lone[] = { 'a', 0xd800, 0 };
	struct ssp_utf16 s;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(malformed); i++)
		KUNIT_EXPECT_EQ(test, ssp_text_utf8.read(malformed[i], &s),
				SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_EQ(test, ssp_text_wide.read(lone, &s),
			SEC_E_INVALID_PARAMETER);
}

/*
 * A string of another thread's that changes while it is read: right after it
 * was measured, when the memory for the copy is asked for.
 */
static struct {
	u8 text[8];
	u8 then[8];
	u8 copy[16] __attribute__((__aligned__(16)));
} shifty;

static void *shifty_allocate(void *arg, enum ssp_memory_kind kind, size_t n)
{
	(void)arg;
	(void)kind;
	memcpy(shifty.text, shifty.then, sizeof(shifty.text));
	return n <= sizeof(shifty.copy) ? shifty.copy : NULL;
}

static void shifty_free(void *arg, enum ssp_memory_kind kind, void *p, size_t n)
{
	(void)arg;
	(void)kind;
	(void)p;
	(void)n;
}

static bool shifty_is_virtual(void *arg, const void *p, size_t n)
{
	(void)arg;
	(void)p;
	(void)n;
	return true;
}

static const struct ssp_memory_ops shifty_table = {
	.size = sizeof(shifty_table),
	.allocate = shifty_allocate,
	.free = shifty_free,
	.is_virtual = shifty_is_virtual,
};

static const struct change {
	const struct ssp_text_ops *ops;
	u8 first[8];
	u8 then[8];
} changes[] = {
	{ &ssp_text_utf8, "abc", "ab\xff" }, /* malformed */
	{ &ssp_text_utf8, "abc", "a\xc3\xa9" }, /* fewer units */
	{ &ssp_text_utf8, "\xc3\xa9\xc3\xa9", "abcd" }, /* more */
	{ &ssp_text_utf8, "abc", "a" }, /* a zero octet */
	{ &ssp_text_wide, "aabbcc", "aabb" }, /* a zero unit */
	{ &ssp_text_wide, "aabbcc", "aabb\xd8\xd8" }, /* half a pair */
};

KUNIT_ARRAY_PARAM(change, changes, NULL);

static void changes_while_read(struct kunit *test)
{
	const struct change *c = test->param_value;
	struct ssp_utf16 s;
	size_t i;

	memcpy(shifty.text, c->first, sizeof(shifty.text));
	memcpy(shifty.then, c->then, sizeof(shifty.then));
	memset(shifty.copy, 0, sizeof(shifty.copy));
	KUNIT_ASSERT_EQ(test, ssp_memory_set(&shifty_table), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, c->ops->read(shifty.text, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
	/* Given back, wiped, and nothing behind it was written. */
	KUNIT_EXPECT_EQ(test, ssp_memory_set(NULL), SEC_E_OK);
	for (i = 0; i < sizeof(shifty.copy); i++)
		KUNIT_EXPECT_EQ(test, shifty.copy[i], 0);
}

/* A counted string ends where it says, terminator or not. */
static void counted_reads(struct kunit *test)
{
	u8 *p = ssp_test_guarded_copy(test, units, UNITS * sizeof(u16));
	UNICODE_STRING u = { UNITS * sizeof(u16), UNITS * sizeof(u16), NULL };
	struct ssp_utf16 s;

	u.Buffer = (void *)p;
	KUNIT_ASSERT_EQ(test, ssp_text_counted.read(&u, &s), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, s.n, UNITS);
	SSP_EXPECT_MEMEQ(test, s.p, units, sizeof(units));
	ssp_utf16_free(&s);

	u.Length = 4 * sizeof(u16);
	KUNIT_ASSERT_EQ(test, ssp_text_counted.read(&u, &s), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&s, "host"));
	ssp_utf16_free(&s);

	KUNIT_EXPECT_EQ(test, ssp_text_counted.read_n(p, 4, &s), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&s, "host"));
	KUNIT_EXPECT_EQ(test, ssp_text_counted.size(&s), 10u);
	ssp_utf16_free(&s);
}

static void counted_absent_and_empty(struct kunit *test)
{
	UNICODE_STRING u = { 0, 0, NULL };
	struct ssp_utf16 s = { (u16 *)test, 1 };

	KUNIT_EXPECT_EQ(test, ssp_text_counted.read(NULL, &s), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
	s = (struct ssp_utf16){ (u16 *)test, 1 };
	KUNIT_EXPECT_EQ(test, ssp_text_counted.read(&u, &s), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
	u.Buffer = (void *)ssp_test_guarded(test, 0);
	KUNIT_EXPECT_EQ(test, ssp_text_counted.read(&u, &s), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, s.p && !s.n);
	ssp_utf16_free(&s);
}

static u16 with_zero[] = { 'a', 0, 'b' };
static u16 high_alone[] = { 'a', 'b', 0xd800 };
static u16 low_first[] = { 0xdc00, 0xd800, 'b' };
static u16 any[] = { 'a', 'b', 'c' };

static const struct counted {
	const char *name;
	UNICODE_STRING string;
} refused[] = {
	{ "odd length", { 5, 6, any } },
	{ "length above its maximum", { 6, 4, any } },
	{ "length without a buffer", { 6, 6, NULL } },
	{ "a zero inside", { 6, 6, with_zero } },
	{ "half a pair at the end", { 6, 6, high_alone } },
	{ "a pair the wrong way round", { 6, 6, low_first } },
};

static void counted_desc(const struct counted *c, char *desc)
{
	strcpy(desc, c->name);
}

KUNIT_ARRAY_PARAM(counted, refused, counted_desc);

static void counted_refuses(struct kunit *test)
{
	const struct counted *c = test->param_value;
	struct ssp_utf16 s = { (u16 *)test, 1 };

	KUNIT_EXPECT_EQ(test, ssp_text_counted.read(&c->string, &s),
			SEC_E_INVALID_PARAMETER);
	KUNIT_EXPECT_TRUE(test, !s.p && !s.n);
}

static ssp_status read_one(struct kunit *test, void *arg)
{
	const struct form *f = arg;
	struct ssp_utf16 s;
	ssp_status st = f->ops->read(f->text, &s);

	KUNIT_EXPECT_EQ(test, s.p == NULL, st < 0);
	ssp_utf16_free(&s);
	return st;
}

static void out_of_memory(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);

	KUNIT_EXPECT_EQ(
		test,
		ssp_test_each_failed_allocation(test, m, read_one, NULL,
						(void *)test->param_value),
		1);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case text_cases[] = {
	KUNIT_CASE_PARAM(reads_to_the_terminator, form_gen_params),
	KUNIT_CASE_PARAM(reads_counted, form_gen_params),
	KUNIT_CASE_PARAM(absent_and_empty, form_gen_params),
	KUNIT_CASE_PARAM(without_terminator, form_gen_params),
	KUNIT_CASE_PARAM(longest, form_gen_params),
	KUNIT_CASE(longest_utf8),
	KUNIT_CASE_PARAM(writes, form_gen_params),
	KUNIT_CASE(passes_refusals_on),
	KUNIT_CASE_PARAM(changes_while_read, change_gen_params),
	KUNIT_CASE(counted_reads),
	KUNIT_CASE(counted_absent_and_empty),
	KUNIT_CASE_PARAM(counted_refuses, counted_gen_params),
	KUNIT_CASE_PARAM(out_of_memory, form_gen_params),
	{}
};

static struct kunit_suite text_suite = {
	.name = "text",
	.test_cases = text_cases,
};
kunit_test_suites(&text_suite);
