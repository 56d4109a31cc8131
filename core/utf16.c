// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Counted UTF-16 and UTF-8 (RFC 3629, RFC 2781 2.1).
 *
 * A caller's string may change while it is read: what is checked is our copy,
 * or is checked again as it is copied.
 */
#include "core/utf16.h"

#include "platform/memory.h"

#define MALFORMED 0xffffffffu

static bool is_high(u32 c)
{
	return c >= 0xd800 && c <= 0xdbff;
}

static bool is_low(u32 c)
{
	return c >= 0xdc00 && c <= 0xdfff;
}

static size_t allocated(size_t n)
{
	return (n + 1) * sizeof(u16);
}

void ssp_utf16_free(struct ssp_utf16 *s)
{
	ssp_pool_free(s->p, allocated(s->n));
	*s = (struct ssp_utf16){ NULL, 0 };
}

static ssp_status new_text(size_t n, struct ssp_utf16 *out)
{
	out->p = ssp_pool_alloc(allocated(n));
	if (!out->p)
		return SEC_E_INSUFFICIENT_MEMORY;
	out->n = n;
	return SEC_E_OK;
}

/* No zero unit but the terminator, and surrogates only in pairs. */
static bool well_formed(const struct ssp_utf16 *s)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (!s->p[i] || is_low(s->p[i]))
			return false;
		if (!is_high(s->p[i]))
			continue;
		i++;
		if (!is_low(s->p[i]))
			return false;
	}
	return true;
}

ssp_status ssp_utf16_dup(const void *p, size_t n, struct ssp_utf16 *out)
{
	ssp_status st;

	*out = (struct ssp_utf16){ NULL, 0 };
	if (n > SSP_TEXT_MAX)
		return SEC_E_INVALID_PARAMETER;
	st = new_text(n, out);
	if (st < 0)
		return st;
	if (n)
		memcpy(out->p, p, n * sizeof(u16));
	if (!well_formed(out)) {
		ssp_utf16_free(out);
		return SEC_E_INVALID_PARAMETER;
	}
	return SEC_E_OK;
}

ssp_status ssp_utf16_from_le(struct ssp_span s, struct ssp_utf16 *out)
{
	ssp_status st;
	size_t i;

	*out = (struct ssp_utf16){ NULL, 0 };
	if (s.n % 2 || s.n / 2 > SSP_TEXT_MAX)
		return SEC_E_INVALID_PARAMETER;
	st = new_text(s.n / 2, out);
	if (st < 0)
		return st;
	for (i = 0; i < out->n; i++)
		out->p[i] = (u16)(s.p[2 * i] | s.p[2 * i + 1] << 8);
	if (!well_formed(out)) {
		ssp_utf16_free(out);
		return SEC_E_INVALID_PARAMETER;
	}
	return SEC_E_OK;
}

/* Octets of the character that begins with @lead, 0 for none (RFC 3629 4). */
static size_t sequence_size(u8 lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xc0)
		return 0;
	if (lead < 0xe0)
		return 2;
	if (lead < 0xf0)
		return 3;
	return lead < 0xf8 ? 4 : 0;
}

/*
 * The next character, or MALFORMED.  Overlong forms, surrogates and what lies
 * beyond U+10FFFF are found by value (RFC 3629 3).
 */
static u32 next_char(struct ssp_span *s)
{
	static const u32 smallest[] = { 0, 0x01, 0x80, 0x800, 0x10000 };
	u8 lead = s->p[0];
	size_t size = sequence_size(lead);
	u32 c;
	size_t i;

	if (size == 0 || size > s->n)
		return MALFORMED;
	c = size == 1 ? lead : lead & (0x7fu >> size);
	for (i = 1; i < size; i++) {
		u8 more = s->p[i];

		if ((more & 0xc0) != 0x80)
			return MALFORMED;
		c = c << 6 | (more & 0x3f);
	}
	if (c < smallest[size] || c > 0x10ffff || is_high(c) || is_low(c))
		return MALFORMED;
	s->p += size;
	s->n -= size;
	return c;
}

/*
 * Units of @s, which must be @room at most; at @out when that is not NULL.
 * More than @room, also for malformed text.
 */
static size_t decode(struct ssp_span s, u16 *out, size_t room)
{
	size_t n = 0;

	while (s.n) {
		u32 c = next_char(&s);
		size_t units = c >= 0x10000 ? 2 : 1;

		if (c == MALFORMED || units > room - n)
			return room + 1;
		if (out && units == 1) {
			out[n] = (u16)c;
		} else if (out) {
			out[n] = (u16)(0xd800 + ((c - 0x10000) >> 10));
			out[n + 1] = (u16)(0xdc00 + (c & 0x3ff));
		}
		n += units;
	}
	return n;
}

ssp_status ssp_utf16_from_utf8(struct ssp_span s, struct ssp_utf16 *out)
{
	size_t n = decode(s, NULL, SSP_TEXT_MAX);
	ssp_status st;

	*out = (struct ssp_utf16){ NULL, 0 };
	if (n > SSP_TEXT_MAX)
		return SEC_E_INVALID_PARAMETER;
	st = new_text(n, out);
	if (st < 0)
		return st;
	if (decode(s, out->p, n) != n) {
		ssp_utf16_free(out);
		return SEC_E_INVALID_PARAMETER;
	}
	return SEC_E_OK;
}

size_t ssp_utf16_utf8_size(const struct ssp_utf16 *s)
{
	size_t size = 0;
	size_t i;

	for (i = 0; i < s->n; i++) {
		u16 c = s->p[i];

		if (c < 0x80)
			size += 1;
		else if (c < 0x800 || is_high(c) || is_low(c))
			size += 2; /* half of a pair's four */
		else
			size += 3;
	}
	return size;
}

/* @c in @size octets. */
static void put_char(u32 c, size_t size, u8 *out)
{
	size_t i;

	for (i = size - 1; i > 0; i--, c >>= 6)
		out[i] = (u8)(0x80 | (c & 0x3f));
	out[0] = (u8)(c | (size == 1 ? 0 : 0xf00u >> size));
}

void ssp_utf16_to_utf8(const struct ssp_utf16 *s, u8 *out)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		u32 c = s->p[i];
		size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;

		if (is_high(c)) {
			i++;
			c = 0x10000 + ((c - 0xd800) << 10) +
			    (s->p[i] - 0xdc00u);
			size = 4;
		}
		put_char(c, size, out);
		out += size;
	}
}

ssp_status ssp_utf16_utf8_dup(const struct ssp_utf16 *s, struct ssp_span *out)
{
	size_t n = ssp_utf16_utf8_size(s);
	u8 *p;

	*out = (struct ssp_span){ NULL, 0 };
	if (!n)
		return SEC_E_OK;
	p = ssp_pool_alloc(n);
	if (!p)
		return SEC_E_INSUFFICIENT_MEMORY;
	ssp_utf16_to_utf8(s, p);
	*out = (struct ssp_span){ p, n };
	return SEC_E_OK;
}

static u16 fold(u16 c)
{
	return c >= 'A' && c <= 'Z' ? (u16)(c + ('a' - 'A')) : c;
}

bool ssp_utf16_eq_ascii(const struct ssp_utf16 *s, const char *word)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (!word[i] || fold(s->p[i]) != fold((u8)word[i]))
			return false;
	return !word[i];
}
