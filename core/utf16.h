/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Counted UTF-16, the only text the core knows, and its way to and from
 * UTF-8.  No wchar_t, no locale: both modes must see the same bytes.
 */
#ifndef SSP_CORE_UTF16_H
#define SSP_CORE_UTF16_H

#include "platform/types.h"

/* Longest name taken from a caller, in units; passwords and SPNs included. */
#define SSP_TEXT_MAX 1024u

/**
 * struct ssp_utf16 - counted UTF-16 in the machine's byte order
 * @p: units in pool memory, or NULL when absent; an empty string is not absent
 * @n: units, no terminator counted
 *
 * When @p is set it was allocated with one unit more than @n, a zero, so that
 * it can be handed out as a wide string.
 */
struct ssp_utf16 {
	u16 *p;
	size_t n;
};

/** ssp_utf16_free() - wipe, release, make absent */
void ssp_utf16_free(struct ssp_utf16 *s);

/**
 * ssp_utf16_dup() - counted units, checked
 * @p: units; may be unaligned for a u16
 * @n: how many
 * @out: receives the copy; absent on failure
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or SEC_E_INVALID_PARAMETER for
 * an unpaired surrogate, a zero unit, or more than SSP_TEXT_MAX units.
 */
ssp_status ssp_utf16_dup(const void *p, size_t n, struct ssp_utf16 *out);

/**
 * ssp_utf16_from_utf8() - strict UTF-8 (RFC 3629) to UTF-16
 * @s: bytes
 * @out: receives the text; absent on failure
 *
 * Return: SEC_E_OK, SEC_E_INSUFFICIENT_MEMORY, or SEC_E_INVALID_PARAMETER for
 * anything that is not well-formed UTF-8, a zero byte, or too long a text.
 */
ssp_status ssp_utf16_from_utf8(struct ssp_span s, struct ssp_utf16 *out);

/**
 * ssp_utf16_from_le() - UTF-16LE, as it comes from a peer
 * @s: bytes
 * @out: receives the text; absent on failure
 *
 * Return: as ssp_utf16_dup(); also SEC_E_INVALID_PARAMETER for half a unit.
 */
ssp_status ssp_utf16_from_le(struct ssp_span s, struct ssp_utf16 *out);

/**
 * ssp_utf16_utf8_size() - bytes that the UTF-8 form takes, no terminator
 * @s: well-formed text
 */
size_t ssp_utf16_utf8_size(const struct ssp_utf16 *s);

/**
 * ssp_utf16_to_utf8() - write the UTF-8 form, no terminator
 * @s: well-formed text
 * @out: ssp_utf16_utf8_size() bytes
 */
void ssp_utf16_to_utf8(const struct ssp_utf16 *s, u8 *out);

/**
 * ssp_utf16_utf8_dup() - the UTF-8 form in pool memory
 * @s: well-formed text, maybe absent
 * @out: receives bytes for ssp_pool_free(); empty when @s is
 *
 * Return: SEC_E_OK or SEC_E_INSUFFICIENT_MEMORY.
 */
ssp_status ssp_utf16_utf8_dup(const struct ssp_utf16 *s, struct ssp_span *out);

/**
 * ssp_utf16_eq_ascii() - equal to an ASCII word, ASCII case ignored?
 * @s: text
 * @word: NUL-terminated ASCII
 */
bool ssp_utf16_eq_ascii(const struct ssp_utf16 *s, const char *word);

#endif /* SSP_CORE_UTF16_H */
