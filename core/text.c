// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The forms of strings: NUL-terminated UTF-8, NUL-terminated UTF-16, and
 * counted UTF-16.
 *
 * Nothing is read behind a terminator, and no string without one is followed
 * further than the longest text can be.
 */
#include "core/text.h"

/* No unit takes more than three octets: one octet more is too long a text. */
#define UTF8_MAX (SSP_TEXT_MAX * 3)

static ssp_status absent(struct ssp_utf16 *out)
{
	*out = (struct ssp_utf16){ NULL, 0 };
	return SEC_E_OK;
}

static ssp_status refuse(struct ssp_utf16 *out)
{
	*out = (struct ssp_utf16){ NULL, 0 };
	return SEC_E_INVALID_PARAMETER;
}

static ssp_status utf8_read_n(const void *s, size_t n, struct ssp_utf16 *out)
{
	if (!s)
		return n ? refuse(out) : absent(out);
	return ssp_utf16_from_utf8((struct ssp_span){ s, n }, out);
}

static ssp_status utf8_read(const void *s, struct ssp_utf16 *out)
{
	const u8 *p = s;
	size_t n = 0;

	if (!s)
		return absent(out);
	while (n <= UTF8_MAX && p[n])
		n++;
	return utf8_read_n(s, n, out);
}

static size_t utf8_size(const struct ssp_utf16 *s)
{
	return ssp_utf16_utf8_size(s) + 1;
}

static void utf8_write(const struct ssp_utf16 *s, void *dst)
{
	u8 *p = dst;

	ssp_utf16_to_utf8(s, p);
	p[ssp_utf16_utf8_size(s)] = 0;
}

static ssp_status wide_read_n(const void *s, size_t n, struct ssp_utf16 *out)
{
	if (!s)
		return n ? refuse(out) : absent(out);
	return ssp_utf16_dup(s, n, out);
}

/* Strings inside packed structures need not be aligned. */
static bool unit_at(const void *s, size_t i)
{
	u16 c;

	memcpy(&c, (const u8 *)s + i * sizeof(c), sizeof(c));
	return c != 0;
}

static ssp_status wide_read(const void *s, struct ssp_utf16 *out)
{
	size_t n = 0;

	if (!s)
		return absent(out);
	while (n <= SSP_TEXT_MAX && unit_at(s, n))
		n++;
	return wide_read_n(s, n, out);
}

static size_t wide_size(const struct ssp_utf16 *s)
{
	return (s->n + 1) * sizeof(u16);
}

static void wide_write(const struct ssp_utf16 *s, void *dst)
{
	const u16 end = 0;
	u8 *p = dst;

	if (s->n)
		memcpy(p, s->p, s->n * sizeof(u16));
	memcpy(p + s->n * sizeof(u16), &end, sizeof(end));
}

/* What its Buffer holds behind Length is nobody's business. */
static ssp_status counted_read(const void *s, struct ssp_utf16 *out)
{
	UNICODE_STRING u;

	if (!s)
		return absent(out);
	memcpy(&u, s, sizeof(u));
	if (u.Length > u.MaximumLength || u.Length % sizeof(u16) ||
	    (u.Length && !u.Buffer))
		return refuse(out);
	return wide_read_n(u.Buffer, u.Length / sizeof(u16), out);
}

const struct ssp_text_ops ssp_text_utf8 = {
	.read = utf8_read,
	.read_n = utf8_read_n,
	.size = utf8_size,
	.write = utf8_write,
};

const struct ssp_text_ops ssp_text_wide = {
	.read = wide_read,
	.read_n = wide_read_n,
	.size = wide_size,
	.write = wide_write,
};

const struct ssp_text_ops ssp_text_counted = {
	.read = counted_read,
	.read_n = wide_read_n,
	.size = wide_size,
	.write = wide_write,
};
