// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Negotiate with the packages that there are, and somebody in between, or a
 * client in the wrong: who notices, and with what status.
 */
#include <kunit/test.h>

#include "core/der.h"
#include "core/spnego/spnego_msg.h"
#include "tests/negotiate_talk.h"

#define CONT SEC_I_CONTINUE_NEEDED
#define BAD SEC_E_INVALID_TOKEN
#define DENIED SEC_E_LOGON_DENIED
#define ALTERED SEC_E_MESSAGE_ALTERED
#define NO_KDC SEC_E_NO_AUTHENTICATING_AUTHORITY

static int refuse_init(struct kunit *test)
{
	negotiate_talk_start(test);
	return 0;
}

/* The message of a leg; it lies in the leg's token. */
static void read(struct negotiate_talk *t, size_t leg,
		 struct ssp_spnego_msg *msg)
{
	KUNIT_ASSERT_EQ(t->test, SEC_E_OK,
			ssp_spnego_read(negotiate_talk_token(t, leg), msg));
}

/* And another in its place. */
static void write(struct negotiate_talk *t, size_t leg,
		  const struct ssp_spnego_msg *msg)
{
	struct ssp_wr w;

	ssp_wr_init(&w);
	ssp_spnego_write(&w, msg);
	KUNIT_ASSERT_EQ(t->test, SEC_E_OK, w.st);
	KUNIT_ASSERT_LE(t->test, w.n, (size_t)NEGOTIATE_ROOM);
	memcpy(t->token[leg], w.p, w.n);
	t->n[leg] = w.n;
	ssp_wr_free(&w);
}

/* Of the list only its last mechanism is left, and nothing was said yet. */
static void strip_list(struct negotiate_talk *t, size_t leg)
{
	static const u8 ntlm[] = { 0x30, 0x0c, 0x06, 0x0a, 0x2b, 0x06, 0x01,
				   0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a };
	struct ssp_spnego_msg msg;

	if (leg)
		return;
	read(t, leg, &msg);
	msg.list = SSP_SPAN(ntlm);
	msg.token.n = 0;
	write(t, leg, &msg);
}

/* NTLM is the first choice still, or there was one before it. */
static void lengthen_list(struct negotiate_talk *t, size_t leg)
{
	static const u8 before[] = { 0x30, 0x11, 0x06, 0x03, 0x2b, 0x06, 0x01,
				     0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01,
				     0x82, 0x37, 0x02, 0x02, 0x0a };
	static const u8 behind[] = { 0x30, 0x11, 0x06, 0x0a, 0x2b, 0x06, 0x01,
				     0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a,
				     0x06, 0x03, 0x2b, 0x06, 0x01 };
	struct ssp_spnego_msg msg;

	if (leg)
		return;
	read(t, leg, &msg);
	msg.list = t->arg ? SSP_SPAN(before) : SSP_SPAN(behind);
	write(t, leg, &msg);
}

/**
 * struct mics - a mechListMIC that is changed or taken out
 * @which: of those that go over, from 0
 * @drop: taken out
 * @seen: how many have come by
 */
struct mics {
	size_t which;
	bool drop;
	size_t seen;
};

static void meddle_mic(struct negotiate_talk *t, size_t leg)
{
	struct mics *m = t->arg;
	struct ssp_spnego_msg msg;

	read(t, leg, &msg);
	if (!msg.mic.n || m->seen++ != m->which)
		return;
	if (m->drop) {
		msg.mic.n = 0;
		write(t, leg, &msg);
	} else {
		t->token[leg][t->n[leg] - 1] ^= 1;
	}
}

/* The first of NEGOTIATE's flags: its wishes to sign, 10, and to seal, 20. */
static void lose_wishes(struct negotiate_talk *t, size_t leg)
{
	const u8 *which = t->arg;
	struct ssp_spnego_msg msg;

	if (leg)
		return;
	read(t, leg, &msg);
	t->token[leg][msg.token.p - t->token[leg] + 12] &= ~*which;
}

/* MsvAvTimestamp becomes a pair that nobody knows (MS-NLMP 2.2.2.1). */
static void hide_time(struct negotiate_talk *t, size_t leg)
{
	struct ssp_spnego_msg msg;
	size_t i;
	u8 *p;

	if (leg != 1)
		return;
	read(t, leg, &msg);
	p = t->token[leg] + (msg.token.p - t->token[leg]);
	for (i = 56; i + 12 < msg.token.n; i++) {
		if (!memcmp(p + i, "\x07\x00\x08\x00", 4))
			p[i] = 0x77;
	}
}

/* The MIC of AUTHENTICATE, or a byte of the proof. */
static void spoil_authenticate(struct negotiate_talk *t, size_t leg)
{
	const size_t *at = t->arg;
	struct ssp_spnego_msg msg;

	if (leg != 2)
		return;
	read(t, leg, &msg);
	t->token[leg][msg.token.p - t->token[leg] + *at] ^= 1;
}

static void expect_refused(struct negotiate_talk *t, ssp_status client,
			   ssp_status server)
{
	struct kunit *test = t->test;

	KUNIT_EXPECT_NE(test, SEC_E_OK, negotiate_talk_run(t));
	KUNIT_EXPECT_EQ(test, client, t->client.st);
	KUNIT_EXPECT_EQ(test, server, t->server.st);
	negotiate_talk_end(t);
}

/* Somebody who prefers NTLM: the MIC tells the server, before it is open. */
static void lists_are_under_a_mic(struct kunit *test)
{
	struct negotiate_talk *t = test->priv;

	t->meddle = strip_list;
	expect_refused(t, DENIED, ALTERED);
	t->fake->fetch_st = NO_KDC;
	t->meddle = lengthen_list;
	t->arg = t;
	/* Asked to start anew with what it has started. */
	expect_refused(t, BAD, CONT);
	t->arg = NULL;
	expect_refused(t, DENIED, ALTERED);
	/* A client that is not told has not seen the server's MIC either. */
	t->server.req &= ~(u32)ASC_REQ_EXTENDED_ERROR;
	expect_refused(t, CONT, ALTERED);
}

static void mics_are_looked_at(struct kunit *test)
{
	static const struct {
		struct mics mics;
		ssp_status client;
		ssp_status server;
	} rows[] = {
		{ { .which = 0 }, DENIED, ALTERED },
		{ { .which = 0, .drop = true }, DENIED, BAD },
		{ { .which = 1 }, ALTERED, SEC_E_OK },
		{ { .which = 1, .drop = true }, BAD, SEC_E_OK },
	};
	struct negotiate_talk *t = test->priv;
	struct mics mics;
	size_t i, again;

	t->meddle = meddle_mic;
	t->arg = &mics;
	/* NTLM as the only choice, and as the second. */
	for (again = 0; again < 2; again++) {
		t->fake->fetch_st = again ? SEC_E_OK : NO_KDC;
		t->fake->keys_st = again ? SEC_E_NO_CREDENTIALS : SEC_E_OK;
		for (i = 0; i < ARRAY_SIZE(rows); i++) {
			mics = rows[i].mics;
			expect_refused(t, rows[i].client, rows[i].server);
			KUNIT_EXPECT_GT(test, mics.seen, mics.which);
		}
	}
}

static void ntlm_is_under_its_own(struct kunit *test)
{
	static size_t at[] = { 72, 87, 88 };
	static u8 both = 0x30, sign = 0x10;
	struct negotiate_talk *t = test->priv;
	size_t i;

	t->fake->fetch_st = NO_KDC;
	t->meddle = spoil_authenticate;
	for (i = 0; i < ARRAY_SIZE(at); i++) {
		t->arg = &at[i];
		expect_refused(t, DENIED, DENIED);
	}
	/* The client counts on both; sealing implies signing. */
	t->meddle = lose_wishes;
	t->arg = &both;
	expect_refused(t, SEC_E_UNSUPPORTED_FUNCTION, CONT);
	t->arg = &sign;
	expect_refused(t, DENIED, DENIED);
	/* Without the time it makes no MIC; the server misses its time. */
	t->meddle = hide_time;
	expect_refused(t, DENIED, DENIED);
}

/* What a client does wrong by itself. */
static void wrong_clients(struct kunit *test)
{
	static const struct {
		const char *user;
		const char *password;
	} rows[] = {
		{ "alice", "Secret" },
		{ "alice", "" },
		{ "mallory", "secret" },
	};
	struct negotiate_talk *t = test->priv;
	size_t i;

	t->fake->fetch_st = NO_KDC;
	t->client.domain = "EXAMPLE";
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		t->client.user = rows[i].user;
		t->client.password = rows[i].password;
		t->client.package = "Negotiate";
		expect_refused(t, DENIED, DENIED);
		/* Nobody tells a client of raw NTLM. */
		t->client.package = "NTLM";
		expect_refused(t, SEC_E_OK, DENIED);
	}
}

static void note_first(struct negotiate_talk *t, size_t leg)
{
	struct ssp_wr *first = t->arg;

	if (leg)
		return;
	if (!first->n) {
		ssp_wr_bytes(first, negotiate_talk_token(t, 0));
		return;
	}
	memcpy(t->token[0], first->p, first->n);
	t->n[0] = first->n;
}

/* The same AP-REQ twice, and whatever the second server says of it. */
static void replays(struct kunit *test)
{
	struct negotiate_talk *t = test->priv;
	struct ssp_wr first;

	ssp_wr_init(&first);
	t->arg = &first;
	t->meddle = note_first;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, negotiate_talk_run(t));
	/* The same server, which remembers. */
	KUNIT_EXPECT_EQ(test, SEC_E_OK, DeleteSecurityContext(&t->client.ctx));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, DeleteSecurityContext(&t->server.ctx));
	memset(&t->client.ctx, 0, sizeof(t->client.ctx));
	memset(&t->server.ctx, 0, sizeof(t->server.ctx));
	t->legs = 0;
	negotiate_talk_shake(t);
	KUNIT_EXPECT_EQ(test, DENIED, t->server.st);
	KUNIT_EXPECT_EQ(test, DENIED, t->client.st);
	ssp_wr_free(&first);
}

/* A first call without room, before the one that has some. */
static void call_without_room(struct negotiate_talk *t, size_t leg)
{
	SecBuffer in = { (ULONG)t->n[leg], SECBUFFER_TOKEN,
			 t->in_end - t->n[leg] };
	SecBuffer out = { 1, SECBUFFER_TOKEN, t->blob };
	SecBufferDesc ins = { SECBUFFER_VERSION, 1, &in };
	SecBufferDesc outs = { SECBUFFER_VERSION, 1, &out };
	CtxtHandle ctx = { 0, 0 };

	if (leg)
		return;
	memcpy(in.pvBuffer, t->token[leg], t->n[leg]);
	KUNIT_EXPECT_EQ(t->test, SEC_E_BUFFER_TOO_SMALL,
			AcceptSecurityContext(
				&t->server.cred, NULL, &ins, t->server.req,
				SECURITY_NATIVE_DREP, &ctx, &outs, NULL, NULL));
}

/* It costs nothing, not even the AP-REQ. */
static void no_room_is_no_replay(struct kunit *test)
{
	static const char *const packages[] = { "Negotiate", "Kerberos" };
	struct negotiate_talk *t = test->priv;
	size_t i;

	t->meddle = call_without_room;
	t->client.req |= ISC_REQ_MUTUAL_AUTH;
	for (i = 0; i < ARRAY_SIZE(packages); i++) {
		t->client.package = packages[i];
		KUNIT_EXPECT_EQ(test, SEC_E_OK, negotiate_talk_run(t));
		negotiate_talk_end(t);
	}
}

/* Keys that cannot be read are no reason to go on without them. */
static void unreadable_keys(struct kunit *test)
{
	struct negotiate_talk *t = test->priv;

	t->fake->keys_st = SEC_E_INTERNAL_ERROR;
	expect_refused(t, DENIED, SEC_E_INTERNAL_ERROR);
	t->server_first = true;
	expect_refused(t, DENIED, SEC_E_INTERNAL_ERROR);
}

/* Whoever asks for both proofs, and may get NTLM, has a way to forbid it. */
static void mutual_authentication_or_nothing(struct kunit *test)
{
	struct negotiate_talk *t = test->priv;

	t->client.req |= ISC_REQ_MUTUAL_AUTH;
	t->fake->keys_st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, negotiate_talk_run(t));
	negotiate_talk_is(t, &t->client, "NTLM", SECPKG_NEGOTIATION_COMPLETE);
	KUNIT_EXPECT_FALSE(test, t->client.attr & ISC_RET_MUTUAL_AUTH);
	t->fake->no_fallback = true;
	expect_refused(t, DENIED, SEC_E_NO_CREDENTIALS);
}

/**
 * struct flip - one byte of one token on its way
 * @leg: which token
 * @at: which byte
 * @reached: it was there to be changed
 */
struct flip {
	size_t leg;
	size_t at;
	bool reached;
};

static void flip(struct negotiate_talk *t, size_t leg)
{
	struct flip *f = t->arg;

	if (leg != f->leg || f->at >= t->n[leg])
		return;
	t->token[leg][f->at] ^= 1;
	f->reached = true;
}

/* Hand-shakes. */
static const struct changed {
	const char *what;
	const char *list; /* the client's PackageList */
	ssp_status keys_st; /* of the server */
	size_t refused; /* more of the changes than these matter */
} changeds[] = {
	{ "Kerberos", NULL, SEC_E_OK, 100 },
	{ "NTLM", "NTLM", SEC_E_OK, 60 },
	{ "another choice", NULL, SEC_E_NO_CREDENTIALS, 60 },
};

static void changeds_desc(const struct changed *c, char *desc)
{
	strcpy(desc, c->what);
}

KUNIT_ARRAY_PARAM(changeds, changeds, changeds_desc);

/*
 * Not all of a hand-shake is protected: a list is not, if its first mechanism
 * is taken.  But two that agree understand each other.
 */
static void changed_bytes(struct kunit *test)
{
	const struct changed *c = test->param_value;
	struct negotiate_talk *t = test->priv;
	struct flip f = { 0 };
	size_t agreed = 0, refused = 0;

	t->client.list = c->list;
	t->fake->keys_st = c->keys_st;
	t->meddle = flip;
	t->arg = &f;
	for (f.leg = 0; f.leg < NEGOTIATE_LEGS; f.leg++) {
		/* Of each message all are changed elsewhere. */
		for (f.at = 0;; f.at += 5) {
			f.reached = false;
			if (negotiate_talk_run(t) == SEC_E_OK) {
				negotiate_talk_seal(t, &t->client);
				negotiate_talk_seal(t, &t->server);
				agreed++;
			} else {
				refused++;
			}
			if (!f.reached || test->status != KUNIT_SUCCESS)
				break;
		}
	}
	KUNIT_EXPECT_GT(test, agreed, (size_t)0);
	KUNIT_EXPECT_GT(test, refused, c->refused);
	negotiate_talk_end(t);
}

static struct kunit_case refuse_cases[] = {
	KUNIT_CASE(lists_are_under_a_mic),
	KUNIT_CASE(mics_are_looked_at),
	KUNIT_CASE(ntlm_is_under_its_own),
	KUNIT_CASE(wrong_clients),
	KUNIT_CASE(replays),
	KUNIT_CASE(no_room_is_no_replay),
	KUNIT_CASE(unreadable_keys),
	KUNIT_CASE(mutual_authentication_or_nothing),
	KUNIT_CASE_PARAM(changed_bytes, changeds_gen_params),
	{}
};

static struct kunit_suite refuse_suite = {
	.name = "negotiate_refuse",
	.init = refuse_init,
	.exit = negotiate_talk_stop,
	.test_cases = refuse_cases,
};

kunit_test_suites(&refuse_suite);
