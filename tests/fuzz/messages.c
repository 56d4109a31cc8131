// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Messages of an open context that change on their way: whatever comes through
 * must be what was sent.
 *
 * An input is a kind, the size of the text, where TOKEN ends and DATA begins,
 * and then instructions for somebody between the two.
 */
#include "core/krb5/krb5_cfx.h"
#include "core/ntlm/ntlm_seal.h"
#include "tests/fake_env.h"
#include "tests/fuzz/fuzz.h"

#define TEXT_MAX 96
#define TOKEN_MAX 128

/* Bits of the kind, the lowest two are the package's. */
#define IN_THE_CLEAR 4u
#define MIC 8u
#define AS_STREAM 16u
#define IN_PIECES 32u
#define TWICE 64u

/* Both sides of a package. */
struct sides {
	void *from;
	void *to;
	ssp_status (*sign)(void *ctx, struct ssp_msg *m);
	ssp_status (*verify)(void *ctx, struct ssp_msg *m);
	ssp_status (*seal)(void *ctx, struct ssp_msg *m, u32 qop);
	ssp_status (*unseal)(void *ctx, struct ssp_msg *m, u32 *qop);
};

/* What is sent: the token, its size first, and the text behind it. */
struct sent {
	u8 text[TEXT_MAX];
	size_t ntext;
	struct ssp_wr wire;
	size_t ntoken;
};

static void take_text(struct ssp_span *in, struct sent *s)
{
	size_t i;

	s->ntext = ssp_fuzz_u8(in) % (TEXT_MAX + 1);
	for (i = 0; i < s->ntext; i++)
		s->text[i] = (u8)(0x30 + i);
}

static void send(const struct sides *x, u32 kind, struct sent *s)
{
	u8 token[TOKEN_MAX], text[TEXT_MAX];
	struct ssp_msg m = {
		.token = { token, sizeof(token), 0 },
		.seg[0] = { text, (u32)s->ntext, 0 },
		.nseg = 1,
		.total = s->ntext,
	};
	ssp_status st;

	memcpy(text, s->text, sizeof(text));
	if (kind & MIC)
		st = x->sign(x->from, &m);
	else
		st = x->seal(x->from, &m,
			     kind & IN_THE_CLEAR ? SECQOP_WRAP_NO_ENCRYPT : 0);
	ssp_wr_init(&s->wire);
	if (st >= 0) {
		s->ntoken = m.token_used;
		ssp_wr_bytes(&s->wire, (struct ssp_span){ token, s->ntoken });
		ssp_wr_bytes(&s->wire, (struct ssp_span){ text, s->ntext });
	} else {
		SSP_FUZZ_MUST(st == SEC_E_UNSUPPORTED_FUNCTION);
		s->ntoken = 0;
	}
}

/* @p has the text after success. */
static void expect_text(const struct sent *s, const u8 *p, size_t n)
{
	SSP_FUZZ_MUST(n == s->ntext);
	SSP_FUZZ_MUST(!n || !memcmp(p, s->text, n));
}

static ssp_status receive_stream(const struct sides *x, const struct sent *s,
				 u8 *p, size_t n)
{
	struct ssp_msg m = { .token = { p, (u32)n, 0 }, .stream = true };
	ssp_status st;
	u32 qop;

	st = x->unseal(x->to, &m, &qop);
	if (st >= 0)
		expect_text(s, m.plain.p, m.plain.n);
	return st;
}

static ssp_status receive(const struct sides *x, const struct sent *s, u32 kind,
			  u8 *p, size_t n, size_t at)
{
	size_t ntoken = ssp_min(at, n), ndata = n - ntoken;
	size_t first = kind & IN_PIECES ? ndata / 3 : ndata;
	struct ssp_msg m = {
		.token = { p, (u32)ntoken, 0 },
		.seg = { { p + ntoken, (u32)first, 0 },
			 { p + ntoken + first, (u32)(ndata - first), 0 } },
		.nseg = kind & IN_PIECES ? 2 : 1,
		.total = ndata,
	};
	ssp_status st;
	u32 qop;

	if (kind & MIC)
		st = x->verify(x->to, &m);
	else
		st = x->unseal(x->to, &m, &qop);
	if (st >= 0)
		expect_text(s, p + ntoken, ndata);
	return st;
}

static ssp_status deliver(struct kunit *test, const struct sides *x,
			  const struct sent *s, u32 kind, size_t at)
{
	u8 *p = kunit_kmalloc(test, s->wire.n + !s->wire.n, GFP_KERNEL);

	if (s->wire.n)
		memcpy(p, s->wire.p, s->wire.n);
	if (kind & AS_STREAM && !(kind & MIC))
		return receive_stream(x, s, p, s->wire.n);
	return receive(x, s, kind, p, s->wire.n, at);
}

static void meddle(struct kunit *test, const struct sides *x, u32 kind,
		   struct ssp_span in)
{
	struct sent s = { .ntext = 0 }, next;
	bool changed, sent;
	size_t at;
	ssp_status st;

	take_text(&in, &s);
	send(x, kind, &s);
	next = s;
	send(x, kind, &next);
	sent = s.ntoken;
	at = s.ntoken + ssp_fuzz_u8(&in);
	changed = at != s.ntoken;
	if (ssp_fuzz_change(&in, &s.wire, ssp_wr_span(&next.wire)))
		changed = true;
	ssp_wr_free(&next.wire);
	st = deliver(test, x, &s, kind, at);
	if (sent && !changed)
		SSP_FUZZ_MUST(st == SEC_E_OK);
	/* Nothing comes through a second time. */
	if (st >= 0 && kind & TWICE)
		SSP_FUZZ_MUST(deliver(test, x, &s, kind, at) < 0);
	ssp_wr_free(&s.wire);
}

static ssp_status krb5_sign(void *c, struct ssp_msg *m)
{
	return ssp_krb5_cfx_sign(c, m);
}

static ssp_status krb5_verify(void *c, struct ssp_msg *m)
{
	return ssp_krb5_cfx_verify(c, m);
}

static ssp_status krb5_seal(void *c, struct ssp_msg *m, u32 qop)
{
	return ssp_krb5_cfx_seal(c, m, qop);
}

static ssp_status krb5_unseal(void *c, struct ssp_msg *m, u32 *qop)
{
	return ssp_krb5_cfx_unseal(c, m, qop);
}

static void krb5_message(struct kunit *test, struct ssp_span in)
{
	struct ssp_krb5_cfx from = { .et = NULL }, to = { .et = NULL };
	const struct sides x = { &from,	      &to,	 krb5_sign,
				 krb5_verify, krb5_seal, krb5_unseal };
	u32 kind = ssp_fuzz_u8(&in);
	struct ssp_krb5_keyblock key;
	struct ssp_krb5_cfx_params p = {
		.key = &key,
		.initiator = true,
		.flags = ISC_RET_CONFIDENTIALITY | ISC_RET_REPLAY_DETECT |
			 ISC_RET_SEQUENCE_DETECT,
		.send_seq = 1,
		.recv_seq = 1,
	};

	ssp_fake_start(test);
	ssp_fake_count_key(17 + (s32)(kind & 3), 0, &key);
	/* The longer token of DCE style is not granted; it can be read. */
	if (kind & 128)
		p.flags |= ISC_RET_USED_DCE_STYLE;
	SSP_FUZZ_MUST(ssp_krb5_cfx_init(&from, &p) >= 0);
	p.initiator = false;
	SSP_FUZZ_MUST(ssp_krb5_cfx_init(&to, &p) >= 0);
	meddle(test, &x, kind, in);
	ssp_krb5_cfx_fini(&from);
	ssp_krb5_cfx_fini(&to);
	ssp_fake_stop();
}

static ssp_status ntlm_sign(void *c, struct ssp_msg *m)
{
	return ssp_ntlm_sign(c, m);
}

static ssp_status ntlm_verify(void *c, struct ssp_msg *m)
{
	return ssp_ntlm_verify(c, m);
}

static ssp_status ntlm_seal(void *c, struct ssp_msg *m, u32 qop)
{
	return ssp_ntlm_seal(c, m, qop);
}

static ssp_status ntlm_unseal(void *c, struct ssp_msg *m, u32 *qop)
{
	return ssp_ntlm_unseal(c, m, qop);
}

static void ntlm_message(struct kunit *test, struct ssp_span in)
{
	static const u32 strengths[] = { SSP_NTLM_128, SSP_NTLM_56, 0,
					 SSP_NTLM_128 | SSP_NTLM_KEY_EXCH };
	static const u8 key[SSP_NTLM_KEY] = { 1, 2, 3 };
	struct ssp_ntlm_messages from, to;
	const struct sides x = { &from,	      &to,	 ntlm_sign,
				 ntlm_verify, ntlm_seal, ntlm_unseal };
	u32 kind = ssp_fuzz_u8(&in);
	u32 flags = strengths[kind & 3] | SSP_NTLM_EXTENDED | SSP_NTLM_SIGN;

	memset(&from, 0, sizeof(from));
	memset(&to, 0, sizeof(to));
	if (!(kind & IN_THE_CLEAR))
		flags |= SSP_NTLM_SEAL;
	if (kind & 128) {
		flags |= SSP_NTLM_DATAGRAM;
		/* Datagrams have the numbers that callers give them. */
		kind &= ~TWICE;
	}
	SSP_FUZZ_MUST(ssp_ntlm_messages_init(&from, flags, key,
					     SSP_NTLM_CLIENT) >= 0);
	SSP_FUZZ_MUST(
		ssp_ntlm_messages_init(&to, flags, key, SSP_NTLM_SERVER) >= 0);
	meddle(test, &x, kind, in);
	ssp_ntlm_messages_fini(&from);
	ssp_ntlm_messages_fini(&to);
}

const struct ssp_fuzz_target ssp_fuzz_messages[] = {
	{ "krb5_message", krb5_message },
	{ "ntlm_message", ntlm_message },
	{ NULL, NULL },
};
