// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Messages that somebody changed, cut short, repeated or reordered on the way:
 * what we do with the peer's, and the peer with ours.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <stdlib.h>
#include <string.h>

#define MESSAGE 53

/* GSS_S_DUPLICATE_TOKEN and GSS_S_GAP_TOKEN (RFC 2744 3.9.1). */
#define GSS_DUPLICATE 2
#define GSS_GAP 16

enum form { STREAM, SPLIT, CLEAR, SIGNED, FORMS };

static const char *const form_names[FORMS] = {
	"sealed as STREAM",
	"sealed as TOKEN and DATA",
	"wrapped in the clear",
	"signed",
};

/* A token of the peer's, and how much of it is TOKEN. */
struct sample {
	enum form form;
	struct live_bytes msg;
	struct live_bytes token;
	size_t token_n;
};

static bool take_sample(struct live_client *c, enum form form,
			struct live_bytes msg, struct sample *s)
{
	const unsigned char how = form == CLEAR ? 0 : LAB_CONF | LAB_NO_TRAILER;
	const enum lab_type command = form == SIGNED ? LAB_SIGN :
				      form == SPLIT  ? LAB_WRAP_IOV :
						       LAB_WRAP;
	const size_t skip = form == SPLIT ? 4 : 0;

	*s = (struct sample){ .form = form, .msg = msg };
	if (!live_call(c, command, &how, form == SIGNED ? 0 : 1, msg.p, msg.n,
		       form == SIGNED ? LAB_MIC : LAB_WRAPPED))
		return false;
	s->token = live_pattern(c->frame.n - skip);
	memcpy(s->token.p, c->frame.p + skip, s->token.n);
	if (form == SPLIT)
		s->token_n = lab_get_be32(c->frame.p);
	return true;
}

/* As it would arrive; @n bytes of it, in memory of their own. */
static SECURITY_STATUS offer(struct live_client *c, const struct sample *s,
			     const unsigned char *token, size_t n)
{
	struct live_bytes copy = { malloc(n > 0 ? n : 1), n }, plain;
	SECURITY_STATUS st;
	ULONG qop;

	memcpy(copy.p, token, n);
	if (s->form == SIGNED)
		st = live_verify(c, s->msg, copy);
	else
		st = live_unseal(c, copy, s->token_n < n ? s->token_n : n,
				 &plain, &qop);
	if (s->form != SIGNED && st == SEC_E_OK)
		live_want_bytes("what was unsealed", s->msg.p, s->msg.n,
				plain.p, plain.n);
	free(copy.p);
	return st;
}

/*
 * The first eight bytes say what the token is and where its parts lie, so that
 * a change makes it another or none; what follows is under the checksum.
 */
static void altered_from_peer(struct live_client *c, const struct sample *s)
{
	unsigned char *copy = malloc(s->token.n);
	SECURITY_STATUS st;
	size_t i;

	for (i = 0; i < 8 * s->token.n; i++) {
		memcpy(copy, s->token.p, s->token.n);
		copy[i / 8] ^= (unsigned char)(1u << i % 8);
		st = offer(c, s, copy, s->token.n);
		live_want(st == SEC_E_MESSAGE_ALTERED ||
				  (i < 8 * 8 && st == SEC_E_INVALID_TOKEN),
			  "bit %zu of byte %zu of %zu: %s", i % 8, i / 8,
			  s->token.n, live_status_name(st));
	}
	free(copy);
	live_checked("%s, with any bit changed", form_names[s->form]);
}

static void short_from_peer(struct live_client *c, const struct sample *s)
{
	SECURITY_STATUS st;
	size_t i;

	for (i = 0; i < s->token.n; i++) {
		st = offer(c, s, s->token.p, i);
		live_want(st == SEC_E_MESSAGE_ALTERED ||
				  st == SEC_E_INVALID_TOKEN,
			  "%zu bytes of %zu: %s", i, s->token.n,
			  live_status_name(st));
	}
	live_checked("%s, cut off anywhere", form_names[s->form]);
}

static void from_peer(struct live_client *c, enum form form)
{
	struct live_bytes msg = live_pattern(MESSAGE);
	struct sample s;

	if (take_sample(c, form, msg, &s)) {
		live_want(s.token.n > 16, "the token has %zu bytes", s.token.n);
		altered_from_peer(c, &s);
		short_from_peer(c, &s);
		live_want_status("as it was", SEC_E_OK,
				 offer(c, &s, s.token.p, s.token.n));
	}
	live_checked("%s, unharmed after all that", form_names[form]);
	free(s.token.p);
	free(msg.p);
}

/* A command for the peer that holds a token of ours. */
struct outgoing {
	enum lab_type command;
	unsigned char head[4];
	size_t head_n;
	struct live_bytes body;
};

static void make(struct live_client *c, enum form form, struct live_bytes msg,
		 struct outgoing *o)
{
	const ULONG qop = form == CLEAR ? SECQOP_WRAP_NO_ENCRYPT : 0;
	struct live_bytes mic;

	*o = (struct outgoing){ .command = LAB_UNWRAP };
	if (form != SIGNED) {
		live_want_status("EncryptMessage", SEC_E_OK,
				 live_seal(c, qop, 1, msg, &o->body));
		return;
	}
	o->command = LAB_MIC;
	o->head_n = sizeof(o->head);
	live_want_status("MakeSignature", SEC_E_OK, live_sign(c, msg, &mic));
	lab_put_be32(o->head, (uint32_t)mic.n);
	o->body = live_pattern(mic.n + msg.n);
	memcpy(o->body.p, mic.p, mic.n);
	memcpy(o->body.p + mic.n, msg.p, msg.n);
	free(mic.p);
}

/* What the peer says of it: 0, or the bits of its major status. */
static uint32_t deliver(struct live_client *c, const struct outgoing *o)
{
	if (!live_want(lab_send(c->fd, (unsigned char)o->command, o->head,
				o->head_n, o->body.p, o->body.n) &&
			       lab_recv(c->fd, &c->frame),
		       "the peer ended: %m"))
		return UINT32_MAX;
	return c->frame.type == LAB_UNWRAPPED ? 0 : lab_get_be32(c->frame.p);
}

/* The error is in the upper half, supplementary bits are in the lower. */
static void to_peer(struct live_client *c, enum form form)
{
	struct live_bytes msg = live_pattern(MESSAGE);
	struct outgoing one, gone, ahead;
	uint32_t major;
	size_t i;

	make(c, form, msg, &one);
	for (i = 0; i < one.body.n; i++) {
		one.body.p[i] ^= (unsigned char)(1u << i % 8);
		major = deliver(c, &one);
		live_want(major >> 16 && major != UINT32_MAX,
			  "byte %zu of %zu changed: major 0x%08x", i,
			  one.body.n, major);
		one.body.p[i] ^= (unsigned char)(1u << i % 8);
	}
	live_checked("ours %s: the peer refuses it with any byte changed",
		     form_names[form]);
	live_want_hex("as it was", 0, deliver(c, &one));
	live_want_hex("the same again", GSS_DUPLICATE, deliver(c, &one));
	make(c, form, msg, &gone);
	make(c, form, msg, &ahead);
	live_want_hex("after a lost one", GSS_GAP, deliver(c, &ahead));
	live_checked("ours %s: the peer sees what is repeated and what is lost",
		     form_names[form]);
	free(one.body.p);
	free(gone.body.p);
	free(ahead.body.p);
	free(msg.p);
}

#define ORDERED 4

/* Of four tokens in a row, the order they arrive in and what is to come. */
static void order(struct live_client *c, enum form form, const char *name,
		  const size_t *arrive, const SECURITY_STATUS *want, size_t n)
{
	struct live_bytes msg = live_pattern(MESSAGE);
	struct sample s[ORDERED] = { 0 };
	SECURITY_STATUS st;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < ORDERED; i++)
		ok = take_sample(c, form, msg, &s[i]);
	for (i = 0; ok && i < n; i++) {
		st = offer(c, &s[arrive[i]], s[arrive[i]].token.p,
			   s[arrive[i]].token.n);
		live_want(st == want[i],
			  "arrival %zu, which is message %zu: %s", i + 1,
			  arrive[i] + 1, live_status_name(st));
	}
	for (i = 0; i < ORDERED; i++)
		free(s[i].token.p);
	free(msg.p);
	live_checked("%s, %s", form_names[form], name);
}

/* 1 1 3 2 2 4: a repetition, a gap, a late one, that one again, the next. */
static void sequence(struct live_ask *ask, enum form form, const char *name,
		     ULONG flags, const SECURITY_STATUS *want)
{
	static const size_t arrive[] = { 0, 0, 2, 1, 1, 3 };
	struct live_client c;

	ask->flags = flags | ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
		     ISC_REQ_INTEGRITY | ISC_REQ_ALLOCATE_MEMORY;
	if (live_open(&c, ask))
		order(&c, form, name, arrive, want, 6);
	else
		live_checked("both sides are established");
	live_close(&c);
}

static void sequences(struct live_ask *ask)
{
	static const SECURITY_STATUS strict[] = {
		SEC_E_OK,
		SEC_E_OUT_OF_SEQUENCE,
		SEC_E_OUT_OF_SEQUENCE,
		SEC_E_OUT_OF_SEQUENCE,
		SEC_E_OUT_OF_SEQUENCE,
		SEC_E_OK,
	};
	static const SECURITY_STATUS unique[] = {
		SEC_E_OK, SEC_E_OUT_OF_SEQUENCE, SEC_E_OK,
		SEC_E_OK, SEC_E_OUT_OF_SEQUENCE, SEC_E_OK,
	};
	static const SECURITY_STATUS loose[6] = { SEC_E_OK };
	enum form form;

	for (form = STREAM; form < FORMS; form++) {
		sequence(ask, form, "in disorder, SEQUENCE_DETECT asked for",
			 ISC_REQ_SEQUENCE_DETECT | ISC_REQ_REPLAY_DETECT,
			 strict);
		sequence(ask, form, "in disorder, REPLAY_DETECT asked for",
			 ISC_REQ_REPLAY_DETECT, unique);
		sequence(ask, form, "in disorder, neither asked for", 0, loose);
	}
}

void live_group_tamper(void)
{
	struct live_ask ask = { .port = live_port("LAB_PORT_ANY") };
	struct live_client c;
	enum form form;
	size_t p, e;

	for (p = 0; p < LIVE_PACKAGES; p++) {
		ask.package = live_packages[p];
		for (e = 0; e < LIVE_ENCTYPES; e++) {
			live_scene("%s, enctype %u", ask.package,
				   live_enctypes[e].id);
			ask.target = live_enctypes[e].spn;
			ask.flags = ISC_REQ_MUTUAL_AUTH |
				    ISC_REQ_CONFIDENTIALITY |
				    ISC_REQ_REPLAY_DETECT |
				    ISC_REQ_SEQUENCE_DETECT |
				    ISC_REQ_ALLOCATE_MEMORY;
			if (!live_open(&c, &ask))
				live_checked("both sides are established");
			for (form = STREAM; c.peer_done && form < FORMS;
			     form++) {
				from_peer(&c, form);
				to_peer(&c, form);
			}
			live_close(&c);
		}
		live_scene("%s", ask.package);
		sequences(&ask);
	}
}
