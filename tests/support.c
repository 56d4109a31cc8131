// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * tests/support.h: comparison, hex, random numbers, and the loops over
 * prefixes, changes and failing allocations.
 *
 * Guarded memory is in guard.c, the allocator in arena.c.
 */
#include "tests/support.h"

#include "tests/world.h"

#define DIFF_SHOWN 16 /* bytes of each side */
#define DIFF_TEXT 256

static const char digits[] = "0123456789abcdef";

/* Text that is cut off at the end of its buffer. */
struct text {
	char *p;
	size_t used;
	size_t room;
};

static void add(struct text *t, const char *s)
{
	for (; *s && t->used < t->room - 1; s++)
		t->p[t->used++] = *s;
	t->p[t->used] = '\0';
}

static void add_number(struct text *t, size_t v)
{
	char s[21];
	size_t i = sizeof(s) - 1;

	s[i] = '\0';
	do {
		s[--i] = digits[v % 10];
		v /= 10;
	} while (v);
	add(t, s + i);
}

static void add_hex(struct text *t, const char *name, const u8 *p, size_t n)
{
	char s[4] = " 00";
	size_t i;

	add(t, name);
	for (i = 0; i < n; i++) {
		s[1] = digits[p[i] >> 4];
		s[2] = digits[p[i] & 15];
		add(t, s);
	}
}

const char *ssp_test_memdiff(struct kunit *test, const void *left,
			     const void *right, size_t n)
{
	const u8 *l = left;
	const u8 *r = right;
	struct text t = { .room = DIFF_TEXT };
	size_t at = 0;
	size_t shown;

	if (!n)
		return NULL;
	if (!l || !r)
		return l ? "right is NULL" : "left is NULL";
	while (at < n && l[at] == r[at])
		at++;
	if (at == n)
		return NULL;

	t.p = kunit_kzalloc(test, DIFF_TEXT, GFP_KERNEL);
	if (!t.p)
		return "they differ";
	shown = ssp_min(n - at, DIFF_SHOWN);
	add(&t, "        first difference at offset ");
	add_number(&t, at);
	add(&t, " of ");
	add_number(&t, n);
	add_hex(&t, "\n        left: ", l + at, shown);
	add_hex(&t, "\n        right:", r + at, shown);
	return t.p;
}

u8 *ssp_test_guarded_copy(struct kunit *test, const void *p, size_t n)
{
	u8 *copy = ssp_test_guarded(test, n);

	if (n)
		memcpy(copy, p, n);
	return copy;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The next byte of *@hex, -1 at the end, -2 when there is none. */
static int next_byte(const char **hex)
{
	const char *s = *hex;
	int high, low;

	while (*s == ' ' || *s == '\t' || *s == '\n')
		s++;
	*hex = s;
	if (!*s)
		return -1;
	high = digit(s[0]);
	low = high < 0 ? -1 : digit(s[1]);
	if (low < 0)
		return -2;
	*hex = s + 2;
	return high << 4 | low;
}

size_t ssp_test_unhex(struct kunit *test, const char *hex, u8 **out)
{
	const char *s = hex;
	size_t n = 0;
	size_t i;
	int byte;

	while ((byte = next_byte(&s)) >= 0)
		n++;
	KUNIT_ASSERT_EQ_MSG(test, byte, -1, "not hex from: %.16s", s);
	*out = ssp_test_guarded(test, n);
	for (i = 0, s = hex; i < n; i++)
		(*out)[i] = (u8)next_byte(&s);
	return n;
}

struct ssp_span ssp_test_hex(struct kunit *test, const char *hex)
{
	struct ssp_span s;
	u8 *p;

	s.n = ssp_test_unhex(test, hex, &p);
	s.p = p;
	return s;
}

/* A Weyl sequence through a mixer with good avalanche; any seed will do. */
u32 ssp_test_rand(u32 *state)
{
	u32 x = *state += 0x9e3779b9;

	x = (x ^ x >> 16) * 0x21f0aaad;
	x = (x ^ x >> 15) * 0x735a2d97;
	return x ^ x >> 15;
}

void ssp_test_rand_fill(u32 *state, void *p, size_t n)
{
	u8 *bytes = p;
	size_t i;

	for (i = 0; i < n; i++)
		bytes[i] = (u8)(ssp_test_rand(state) >> 24);
}

void ssp_test_each_truncation(struct kunit *test, const void *p, size_t n,
			      void (*fn)(struct kunit *test, u8 *p, size_t n,
					 void *arg),
			      void *arg)
{
	u8 *end = ssp_test_guarded(test, n) + n;
	size_t k;

	for (k = 0; k < n && test->status == KUNIT_SUCCESS; k++) {
		ssp_kunit_note(test, "the first %zu of %zu bytes", k, n);
		if (k)
			memcpy(end - k, p, k);
		fn(test, end - k, k, arg);
	}
	ssp_kunit_note(test, NULL);
}

void ssp_test_each_change(struct kunit *test, const void *p, size_t n,
			  void (*fn)(struct kunit *test, u8 *p, size_t n,
				     void *arg),
			  void *arg)
{
	static const u8 masks[] = { 0x01, 0x80, 0xff };
	u8 *bytes = ssp_test_guarded(test, n);
	size_t i;

	for (i = 0; i < n * ARRAY_SIZE(masks); i++) {
		size_t at = i / ARRAY_SIZE(masks);
		u8 mask = masks[i % ARRAY_SIZE(masks)];

		/* A long text is changed once in each place. */
		if (n > 256 && i % ARRAY_SIZE(masks) != at % ARRAY_SIZE(masks))
			continue;
		if (test->status != KUNIT_SUCCESS)
			break;
		ssp_kunit_note(test, "byte %zu of %zu ^ 0x%02x", at, n, mask);
		memcpy(bytes, p, n);
		bytes[at] ^= mask;
		fn(test, bytes, n, arg);
	}
	ssp_kunit_note(test, NULL);
}

static bool is_out_of_memory(ssp_status st)
{
	return st == SEC_E_INSUFFICIENT_MEMORY;
}

/* No run of any test allocates this often; a loop that never ends does. */
#define RUNS_MAX 100000

u64 ssp_test_each_failed_allocation(struct kunit *test,
				    struct ssp_test_memory *m,
				    ssp_status (*run)(struct kunit *test,
						      void *arg),
				    bool (*refused)(ssp_status st), void *arg)
{
	size_t before = m->live_blocks[0] + m->live_blocks[1];
	u64 nth;

	if (!refused)
		refused = is_out_of_memory;
	for (nth = 1; nth <= RUNS_MAX; nth++) {
		ssp_status st;
		bool hit;

		ssp_kunit_note(test, "with allocation %zu failing",
			       (size_t)nth);
		ssp_test_memory_fail_at(m, nth);
		st = run(test, arg);
		hit = m->fail_hit;
		ssp_test_memory_fail_at(m, 0);
		if (!hit)
			ssp_kunit_note(test, NULL);
		if (hit)
			KUNIT_EXPECT_TRUE_MSG(test, refused(st),
					      "status 0x%08x", (u32)st);
		else
			KUNIT_EXPECT_GE(test, st, 0);
		KUNIT_EXPECT_EQ(test, m->live_blocks[0] + m->live_blocks[1],
				before);
		if (!hit || test->status != KUNIT_SUCCESS)
			break;
	}
	ssp_kunit_note(test, NULL);
	KUNIT_EXPECT_LE(test, nth, RUNS_MAX);
	return nth - 1;
}
