/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * As much of LDAP (RFC 4511) as it takes to bind and to look: over TCP, and
 * from a SASL bind on in its security layer (RFC 4422 3.7).
 *
 * What the server may not do ends the program with a line; its result codes are
 * the caller's to judge.
 */
#ifndef SSP_TESTS_SAMBA_LDAP_H
#define SSP_TESTS_SAMBA_LDAP_H

#include "tests/samba/auth.h"
#include "tests/samba/ber.h"

/* RFC 4511 4.1.9: resultCode */
#define LDAP_SUCCESS 0
#define LDAP_SASL_BIND_IN_PROGRESS 14

/* A message of the server's, or a piece of the security layer. */
#define LDAP_MAX (16u << 20)

/**
 * struct ldap - a connection
 * @fd: TCP
 * @id: of the last request
 * @layer: what protects the messages; NULL: nothing
 * @piece: the last piece of the layer, for free()
 * @plain: what of it was not yet read
 * @received: bytes of pieces since the last request
 * @out: the request
 * @message: the last message of the server's, for free()
 */
struct ldap {
	int fd;
	uint8_t id;
	struct auth *layer;
	uint8_t *piece;
	struct ber_span plain;
	size_t received;
	struct ber out;
	uint8_t *message;
};

/** ldap_open() - connect */
void ldap_open(struct ldap *l, const char *port);

/** ldap_close() - say so, and close */
void ldap_close(struct ldap *l);

/**
 * ldap_bind() - one leg of a bind by GSS-SPNEGO
 * @l: the connection
 * @token: ours
 * @n: its bytes
 * @theirs: receives the server's, good until the next call; may be empty
 *
 * Return: the result code.
 */
uint32_t ldap_bind(struct ldap *l, const void *token, size_t n,
		   struct ber_span *theirs);

/**
 * ldap_search() - what is an attribute of an entry?
 * @l: the connection
 * @base: the entry's name, "" for the server itself
 * @attribute: the attribute
 * @value: receives its first value, good until the next call; may be empty
 *
 * Return: the result code.
 */
uint32_t ldap_search(struct ldap *l, const char *base, const char *attribute,
		     struct ber_span *value);

/** ldap_word() - a result code in a word */
const char *ldap_word(uint32_t code);

#endif
