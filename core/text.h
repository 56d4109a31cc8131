/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * How a caller's strings become counted UTF-16 and back.
 *
 * The fronts differ in nothing else: each calls the same function with its
 * own table.  ssp_text_utf8 serves the A names, ssp_text_wide the W names of
 * user mode, ssp_text_counted those of the kernel, where an argument is a
 * UNICODE_STRING (what is handed out has a terminator there too).
 */
#ifndef SSP_CORE_TEXT_H
#define SSP_CORE_TEXT_H

#include "core/utf16.h"

/**
 * struct ssp_text_ops - a caller's idea of a string
 * @read: a NUL-terminated (or counted) string argument to UTF-16; NULL gives
 *	an absent text.  Statuses as ssp_utf16_dup().
 * @read_n: @n characters of the caller's, as in SEC_WINNT_AUTH_IDENTITY
 * @size: bytes that @write needs, terminator included
 * @write: well-formed text with terminator to @dst
 */
struct ssp_text_ops {
	ssp_status (*read)(const void *s, struct ssp_utf16 *out);
	ssp_status (*read_n)(const void *s, size_t n, struct ssp_utf16 *out);
	size_t (*size)(const struct ssp_utf16 *s);
	void (*write)(const struct ssp_utf16 *s, void *dst);
};

extern const struct ssp_text_ops ssp_text_utf8;
extern const struct ssp_text_ops ssp_text_wide;
extern const struct ssp_text_ops ssp_text_counted;

#endif /* SSP_CORE_TEXT_H */
