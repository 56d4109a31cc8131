// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * LDAP: what is sent, and what comes.
 */
#define _GNU_SOURCE
#include "tests/samba/ldap.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/samba/tcp.h"

/* RFC 4511 4.2, 4.3, 4.5: protocolOp */
#define BIND_REQUEST 0x60
#define BIND_RESPONSE 0x61
#define UNBIND_REQUEST 0x42
#define SEARCH_REQUEST 0x63
#define SEARCH_ENTRY 0x64
#define SEARCH_DONE 0x65

#define SASL_CREDENTIALS 0xa3 /* in a BindRequest */
#define SERVER_CREDENTIALS 0x87 /* in a BindResponse */
#define FILTER_PRESENT 0x87

static const struct {
	uint32_t code;
	const char *word;
} words[] = {
	{ LDAP_SUCCESS, "success" },
	{ 1, "operationsError" },
	{ 2, "protocolError" },
	{ 8, "strongerAuthRequired" },
	{ 32, "noSuchObject" },
	{ 49, "invalidCredentials" },
	{ 50, "insufficientAccessRights" },
};

const char *ldap_word(uint32_t code)
{
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (words[i].code == code)
			return words[i].word;
	}
	return "a code without a word here";
}

void ldap_open(struct ldap *l, const char *port)
{
	l->fd = tcp_connect(port);
	if (l->fd < 0)
		fail("connect: %m");
}

/*
 * Bytes
 */

static void receive_bytes(struct ldap *l, void *p, size_t n)
{
	if (tcp_receive(l->fd, p, n))
		return;
	if (errno == 0 || errno == ECONNRESET)
		fail("the server has closed the connection");
	fail("the server: %m");
}

static void *allocate(size_t n)
{
	void *p = n <= LDAP_MAX ? malloc(n) : NULL;

	if (!p)
		fail("a message of %zu bytes", n);
	return p;
}

static void next_piece(struct ldap *l)
{
	uint8_t *message;
	uint32_t n;

	receive_bytes(l, &n, sizeof(n));
	n = ntohl(n);
	free(l->piece);
	l->piece = allocate(n);
	receive_bytes(l, l->piece, n);
	l->plain.n = auth_unwrap(l->layer, l->piece, n, &message);
	l->plain.p = message;
	l->received += n;
}

/* Pieces and messages need not end together. */
static void receive(struct ldap *l, uint8_t *p, size_t n)
{
	size_t some;

	if (!l->layer) {
		receive_bytes(l, p, n);
		return;
	}
	while (n > 0) {
		while (l->plain.n == 0)
			next_piece(l);
		some = n < l->plain.n ? n : l->plain.n;
		memcpy(p, l->plain.p, some);
		l->plain.p += some;
		l->plain.n -= some;
		p += some;
		n -= some;
	}
}

static void send_message(struct ldap *l)
{
	uint8_t *wrapped;
	uint32_t prefix;
	size_t n;
	bool sent;

	if (!l->layer) {
		sent = tcp_send(l->fd, l->out.p, l->out.n);
	} else {
		n = auth_wrap(l->layer, l->out.p, l->out.n, &wrapped);
		prefix = htonl((uint32_t)n);
		sent = tcp_send(l->fd, &prefix, sizeof(prefix)) &&
		       tcp_send(l->fd, wrapped, n);
		free(wrapped);
	}
	if (!sent)
		fail("the server: %m");
}

/*
 * Messages
 */

static size_t begin(struct ldap *l)
{
	size_t begun;

	l->received = 0;
	l->out.n = 0;
	begun = ber_begin(&l->out, BER_SEQUENCE);
	l->id++;
	ber_put_number(&l->out, BER_INTEGER, l->id);
	return begun;
}

static _Noreturn void malformed(void)
{
	fail("the server's message is malformed or out of place");
}

/* The length of an element, of which no more than that is read. */
static size_t receive_length(struct ldap *l)
{
	uint8_t first, more[4];
	size_t n = 0, i;

	receive(l, &first, 1);
	if (first < 0x80)
		return first;
	first &= 0x7f;
	if (first < 1 || first > sizeof(more))
		malformed();
	receive(l, more, first);
	for (i = 0; i < first; i++)
		n = n << 8 | more[i];
	return n;
}

/* The operation of the next message, and its tag. */
static uint8_t receive_message(struct ldap *l, struct ber_span *op)
{
	struct ber_span message, id;
	uint8_t tag;

	receive(l, &tag, 1);
	if (tag != BER_SEQUENCE)
		malformed();
	message.n = receive_length(l);
	free(l->message);
	l->message = allocate(message.n);
	message.p = l->message;
	receive(l, l->message, message.n);
	if (!ber_want(&message, BER_INTEGER, &id) || ber_number(id) != l->id ||
	    !ber_get(&message, &tag, op))
		malformed();
	return tag;
}

/* RFC 4511 4.1.9: LDAPResult, which begins every answer. */
static uint32_t result(struct ber_span *op)
{
	struct ber_span code, dn, text;

	if (!ber_want(op, BER_ENUM, &code) || !ber_want(op, BER_OCTETS, &dn) ||
	    !ber_want(op, BER_OCTETS, &text))
		malformed();
	return ber_number(code);
}

/* Behind the result: what is of @tag, or nothing. */
static void find(struct ber_span *op, uint8_t tag, struct ber_span *value)
{
	uint8_t got;

	while (ber_get(op, &got, value)) {
		if (got == tag)
			return;
	}
	*value = (struct ber_span){ NULL, 0 };
}

void ldap_close(struct ldap *l)
{
	size_t begun = begin(l);

	ber_put(&l->out, UNBIND_REQUEST, NULL, 0);
	ber_end(&l->out, begun);
	send_message(l);
	close(l->fd);
	free(l->piece);
	free(l->message);
}

uint32_t ldap_bind(struct ldap *l, const void *token, size_t n,
		   struct ber_span *theirs)
{
	size_t message = begin(l), request, sasl;
	struct ber_span op;
	uint32_t code;

	request = ber_begin(&l->out, BIND_REQUEST);
	ber_put_number(&l->out, BER_INTEGER, 3);
	ber_put_text(&l->out, BER_OCTETS, "");
	sasl = ber_begin(&l->out, SASL_CREDENTIALS);
	ber_put_text(&l->out, BER_OCTETS, "GSS-SPNEGO");
	ber_put(&l->out, BER_OCTETS, token, n);
	ber_end(&l->out, sasl);
	ber_end(&l->out, request);
	ber_end(&l->out, message);
	send_message(l);
	if (receive_message(l, &op) != BIND_RESPONSE)
		malformed();
	code = result(&op);
	find(&op, SERVER_CREDENTIALS, theirs);
	return code;
}

/* RFC 4511 4.5.2: the first value of the first attribute, if there is one. */
static void first_value(struct ber_span entry, struct ber_span *value)
{
	struct ber_span dn, all, one, type, values;

	*value = (struct ber_span){ NULL, 0 };
	if (!ber_want(&entry, BER_OCTETS, &dn) ||
	    !ber_want(&entry, BER_SEQUENCE, &all))
		malformed();
	if (all.n == 0)
		return;
	if (!ber_want(&all, BER_SEQUENCE, &one) ||
	    !ber_want(&one, BER_OCTETS, &type) ||
	    !ber_want(&one, BER_SET, &values) ||
	    !ber_want(&values, BER_OCTETS, value))
		malformed();
}

static void put_search(struct ber *out, const char *base, const char *attribute)
{
	size_t request = ber_begin(out, SEARCH_REQUEST), attributes;

	ber_put_text(out, BER_OCTETS, base);
	ber_put_number(out, BER_ENUM, 0); /* this entry alone */
	ber_put_number(out, BER_ENUM, 0);
	ber_put_number(out, BER_INTEGER, 0);
	ber_put_number(out, BER_INTEGER, 0);
	ber_put_number(out, BER_BOOLEAN, 0);
	ber_put_text(out, FILTER_PRESENT, "objectClass");
	attributes = ber_begin(out, BER_SEQUENCE);
	ber_put_text(out, BER_OCTETS, attribute);
	ber_end(out, attributes);
	ber_end(out, request);
}

uint32_t ldap_search(struct ldap *l, const char *base, const char *attribute,
		     struct ber_span *value)
{
	size_t message = begin(l);
	struct ber_span op;
	uint8_t *entry = NULL;
	uint32_t code;
	uint8_t tag;

	*value = (struct ber_span){ NULL, 0 };
	put_search(&l->out, base, attribute);
	ber_end(&l->out, message);
	send_message(l);
	while ((tag = receive_message(l, &op)) == SEARCH_ENTRY) {
		first_value(op, value);
		free(entry);
		entry = l->message;
		l->message = NULL;
	}
	if (tag != SEARCH_DONE)
		malformed();
	code = result(&op);
	if (entry) {
		free(l->message);
		l->message = entry;
	}
	return code;
}
