/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * BER as LDAP has it (RFC 4511 5.1): definite lengths, tags of one octet.
 */
#ifndef SSP_TESTS_SAMBA_BER_H
#define SSP_TESTS_SAMBA_BER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BER_BOOLEAN 0x01
#define BER_INTEGER 0x02
#define BER_OCTETS 0x04
#define BER_ENUM 0x0a
#define BER_SEQUENCE 0x30
#define BER_SET 0x31

/* Room for a message with the longest token. */
#define BER_MAX (128 * 1024)

/**
 * struct ber - a message that is being written
 * @p: what is written
 * @n: so many bytes
 */
struct ber {
	uint8_t p[BER_MAX];
	size_t n;
};

/** ber_begin() - open an element; for ber_end() */
size_t ber_begin(struct ber *b, uint8_t tag);

/** ber_end() - close it, its length in four octets, whatever it is */
void ber_end(struct ber *b, size_t begun);

/** ber_put() - a whole element */
void ber_put(struct ber *b, uint8_t tag, const void *p, size_t n);

/** ber_put_text() - of a string */
void ber_put_text(struct ber *b, uint8_t tag, const char *s);

/** ber_put_number() - of 0 to 127 */
void ber_put_number(struct ber *b, uint8_t tag, uint8_t number);

/**
 * struct ber_span - what is still to be read
 * @p: the bytes
 * @n: how many
 */
struct ber_span {
	const uint8_t *p;
	size_t n;
};

/** ber_get() - the next element; false if there is none, or it is malformed */
bool ber_get(struct ber_span *from, uint8_t *tag, struct ber_span *value);

/** ber_want() - the same, which has to be of @tag */
bool ber_want(struct ber_span *from, uint8_t tag, struct ber_span *value);

/** ber_number() - the value of an integer of up to four octets, or ~0 */
uint32_t ber_number(struct ber_span value);

#endif
