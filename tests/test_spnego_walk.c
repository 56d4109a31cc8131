// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/spnego/: every message in every state, of both sides, with and without a
 * token, and without, with a good and with a wrong mechListMIC.
 *
 * What comes of it is a letter each: '>' goes on, '=' is established, 'x' is no
 * message to come now, 'm' is an altered one, '!' is a rejection, '-' is too
 * late for anything.
 */
#include <kunit/test.h>

#include "core/spnego/spnego.h"
#include "tests/spnego_serve.h"
#include "tests/support.h"

static const struct ssp_span nothing = { NULL, 0 };

/* Silence, negState's values, none, an offer, no SPNEGO, no message at all. */
static const char messages[] = " CIUMRN?w";

#define NMESSAGES (sizeof(messages) - 1)

/* Which part of a message is there. */
#define VARIANTS 6
static const char *const variants[VARIANTS] = {
	"bare",	 "MIC",		  "wrong MIC",
	"token", "token and MIC", "token and wrong MIC",
};

#define NEVER "xxxxxx"
#define LATE "------"
#define DENIED "!!!!!!"

/**
 * struct state - where a negotiation stands, and what may come there
 * @what: its name
 * @accept: it is an acceptor's
 * @script: of the first mechanism, and
 * @second: of the second
 * @list: what an initiator offers
 * @said: what was said before, in order, but for an initiator's first word,
 * @started: which it has said
 * @token: that would be the next
 * @comes: of each of the messages, in each of its variants
 */
struct state {
	const char *what;
	bool accept;
	u8 script;
	u8 second;
	const char *list;
	union {
		struct ssp_talk_turn told[2];
		struct ssp_serve_turn heard[2];
	} said;
	bool started;
	const char *token;
	const char *comes[NMESSAGES];
};

#define TOLD .started = true, .said.told

static const struct state states[] = {
	{ .what = "initiator, nothing sent",
	  .script = SSP_TALK_2,
	  .token = "y1",
	  .comes = { ">>>>>>", NEVER, NEVER, NEVER, NEVER, NEVER, ">>>>>>",
		     NEVER, NEVER } },
	{ .what = "initiator, offered, mechanism done at once",
	  .script = SSP_TALK_1,
	  .started = true,
	  .token = "y1",
	  .comes = { NEVER, "==mxxx", ">=mxxx", ">=mxxx", "x=mxxx", DENIED,
		     NEVER, NEVER, NEVER } },
	{ .what = "initiator, offered, theirs is the last token",
	  .script = SSP_TALK_2,
	  .started = true,
	  .token = "y1",
	  .comes = { NEVER, "xxx==m", "xxx>=m", "xxx>=m", "xxxx=m", DENIED,
		     NEVER, NEVER, NEVER } },
	{ .what = "initiator, offered, ours is the last token",
	  .script = SSP_TALK_3,
	  .started = true,
	  .token = "y1",
	  .comes = { NEVER, NEVER, "xxx>>m", "xxx>>m", "xxx>>m", DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "initiator, offered, mechanism goes on",
	  .script = SSP_TALK_4,
	  .started = true,
	  .token = "y1",
	  .comes = { NEVER, NEVER, "xxx>xx", "xxx>xx", "xxx>xx", DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "initiator, under way, theirs is the last token",
	  .script = SSP_TALK_4,
	  TOLD = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) } },
	  .token = "y2",
	  .comes = { NEVER, "xxx==m", "xxx>=m", "xxx>=m", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "initiator, under way, ours is the last token",
	  .script = SSP_TALK_5,
	  TOLD = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) } },
	  .token = "y2",
	  .comes = { NEVER, NEVER, "xxx>>m", "xxx>>m", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "initiator, under way, MIC asked for",
	  .script = SSP_TALK_4,
	  TOLD = { { SSP_TOLD('M', 'A', "y1", 0), SSP_SENDS("x2", false) } },
	  .token = "y2",
	  .comes = { NEVER, "xxxx=m", "xxxx=m", "xxxx=m", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "initiator, reselected, theirs is the last token",
	  .script = SSP_TALK_2,
	  .second = SSP_TALK_2,
	  TOLD = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", false) } },
	  .token = "y1",
	  .comes = { NEVER, "xxxx=m", "xxxx=m", "xxxx=m", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "initiator, closing",
	  .script = SSP_TALK_3,
	  TOLD = { { SSP_TOLD('I', 'A', "y1", 0), SSP_SENDS("x2", false) } },
	  .token = "y2",
	  .comes = { NEVER, "==mxxx", "x=mxxx", "x=mxxx", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "initiator, closing, MIC needed",
	  .script = SSP_TALK_2,
	  .second = SSP_TALK_1,
	  TOLD = { { SSP_TOLD('M', 'B', NULL, 0), SSP_SENDS("x1", true) } },
	  .token = "y1",
	  .comes = { NEVER, "x=mxxx", "xxmxxx", "xxmxxx", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "initiator, open",
	  .script = SSP_TALK_2,
	  TOLD = { { SSP_TOLD('C', 'A', "y1", 0), SSP_ENDS(SEC_E_OK) } },
	  .token = "y2",
	  .comes = { LATE, LATE, LATE, LATE, LATE, LATE, LATE, LATE, LATE } },
	{ .what = "initiator, failed",
	  .script = SSP_TALK_2,
	  TOLD = { { SSP_TOLD('R', 0, NULL, 0), SSP_ENDS(SEC_E_LOGON_DENIED) } },
	  .token = "y1",
	  .comes = { LATE, LATE, LATE, LATE, LATE, LATE, LATE, LATE, LATE } },

	{ .what = "acceptor, nothing heard, mechanism done at once",
	  .accept = true,
	  .script = SSP_TALK_1,
	  .list = "AB",
	  .token = "x1",
	  .comes = { ">>>>>>", NEVER, NEVER, NEVER, NEVER, NEVER, ">xx==m",
		     NEVER, "======" } },
	{ .what = "acceptor, nothing heard, ours is the last token",
	  .accept = true,
	  .script = SSP_TALK_2,
	  .list = "aB",
	  .token = "x1",
	  .comes = { ">>>>>>", NEVER, NEVER, NEVER, NEVER, NEVER, ">xx=xx",
		     NEVER, "======" } },
	{ .what = "acceptor, nothing heard, mechanism goes on",
	  .accept = true,
	  .script = SSP_TALK_3,
	  .list = "A",
	  .token = "x1",
	  .comes = { ">>>>>>", NEVER, NEVER, NEVER, NEVER, NEVER, ">xx>xx",
		     NEVER, ">>>>>>" } },
	{ .what = "acceptor, nothing heard, not the first choice",
	  .accept = true,
	  .script = SSP_TALK_1,
	  .list = "?A",
	  .token = "zz",
	  .comes = { ">>>>>>", NEVER, NEVER, NEVER, NEVER, NEVER, ">>>>>>",
		     NEVER, "======" } },
	{ .what = "acceptor, nothing heard, nobody in common",
	  .accept = true,
	  .script = SSP_TALK_1,
	  .list = "??",
	  .token = "zz",
	  .comes = { ">>>>>>", NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER,
		     "======" } },
	{ .what = "acceptor, spoke first",
	  .accept = true,
	  .script = SSP_TALK_1,
	  .list = "AB",
	  .said.heard = { { .says = ' ',
			    .st = SEC_I_CONTINUE_NEEDED,
			    .state = 'N' } },
	  .token = "x1",
	  .comes = { NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, ">xx==m", NEVER,
		     "======" } },
	{ .what = "acceptor, agreed, no token yet",
	  .accept = true,
	  .script = SSP_TALK_2,
	  .list = "A",
	  .said.heard = { { SSP_OFFERED("A", NULL),
			    SSP_ANSWERS('I', 'A', NULL, false) } },
	  .token = "x1",
	  .comes = { NEVER, "xxx=xx", "xxx=xx", "xxx=xx", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "acceptor, under way, theirs is the last token",
	  .accept = true,
	  .script = SSP_TALK_3,
	  .list = "A",
	  .said.heard = { { SSP_OFFERED("A", "x1"),
			    SSP_ANSWERS('I', 'A', "y1", false) } },
	  .token = "x2",
	  .comes = { NEVER, "xxx==m", "xxx==m", "xxx==m", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "acceptor, under way, ours is the last token",
	  .accept = true,
	  .script = SSP_TALK_4,
	  .list = "A",
	  .said.heard = { { SSP_OFFERED("A", "x1"),
			    SSP_ANSWERS('I', 'A', "y1", false) } },
	  .token = "x2",
	  .comes = { NEVER, "xxx=xx", "xxx=xx", "xxx=xx", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "acceptor, under way, mechanism goes on",
	  .accept = true,
	  .script = SSP_TALK_5,
	  .list = "A",
	  .said.heard = { { SSP_OFFERED("A", "x1"),
			    SSP_ANSWERS('I', 'A', "y1", false) } },
	  .token = "x2",
	  .comes = { NEVER, "xxx>xx", "xxx>xx", "xxx>xx", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "acceptor, reselected, theirs is the last token",
	  .accept = true,
	  .script = SSP_TALK_1,
	  .list = "?A",
	  .said.heard = { { SSP_OFFERED("?A", "zz"),
			    SSP_ANSWERS('M', 'A', NULL, false) } },
	  .token = "x1",
	  .comes = { NEVER, "xxxx=m", "xxxx=m", "xxxx=m", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "acceptor, reselected, ours is the last token",
	  .accept = true,
	  .script = SSP_TALK_2,
	  .list = "?A",
	  .said.heard = { { SSP_OFFERED("?A", "zz"),
			    SSP_ANSWERS('M', 'A', NULL, false) } },
	  .token = "x1",
	  .comes = { NEVER, "xxx>xx", "xxx>xx", "xxx>xx", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "acceptor, closing",
	  .accept = true,
	  .script = SSP_TALK_2,
	  .list = "?A",
	  .said.heard = { { SSP_OFFERED("?A", "zz"),
			    SSP_ANSWERS('M', 'A', NULL, false) },
			  { SSP_REPLIED('I', "x1", 0),
			    SSP_ANSWERS('I', 0, "y1", true) } },
	  .token = "x2",
	  .comes = { NEVER, "x=mxxx", "x=mxxx", "x=mxxx", NEVER, DENIED, NEVER,
		     NEVER, NEVER } },
	{ .what = "acceptor, open",
	  .accept = true,
	  .script = SSP_TALK_2,
	  .list = "A",
	  .said.heard = { { SSP_OFFERED("A", "x1"),
			    SSP_COMPLETES('A', "y1", false) } },
	  .token = "x2",
	  .comes = { LATE, LATE, LATE, LATE, LATE, LATE, LATE, LATE, LATE } },
	{ .what = "acceptor, failed",
	  .accept = true,
	  .script = SSP_TALK_2,
	  .list = "A",
	  .said.heard = { { SSP_OFFERED("?", "x1"),
			    SSP_REFUSES(SEC_E_INVALID_TOKEN) } },
	  .token = "x1",
	  .comes = { LATE, LATE, LATE, LATE, LATE, LATE, LATE, LATE, LATE } },
};

static void states_desc(const struct state *s, char *desc)
{
	strcpy(desc, s->what);
}

KUNIT_ARRAY_PARAM(states, states, states_desc);

static ssp_status outcome(char c)
{
	switch (c) {
	case '>':
		return SEC_I_CONTINUE_NEEDED;
	case '=':
		return SEC_E_OK;
	case 'x':
		return SEC_E_INVALID_TOKEN;
	case 'm':
		return SEC_E_MESSAGE_ALTERED;
	case '!':
		return SEC_E_LOGON_DENIED;
	default:
		return SEC_E_OUT_OF_SEQUENCE;
	}
}

/* No message of SPNEGO's: an unknown negState; a mechanism's own token. */
static bool foreign(char message, struct ssp_span *token)
{
	static const u8 unknown[] = { 0xa1, 0x07, 0x30, 0x05, 0xa0,
				      0x03, 0x0a, 0x01, 0x04 };

	switch (message) {
	case ' ':
		*token = nothing;
		return true;
	case '?':
		*token = (struct ssp_span){ unknown, sizeof(unknown) };
		return true;
	case 'w':
		*token = ssp_talk_text("R0 hello");
		return true;
	default:
		return false;
	}
}

static char mic_of(size_t variant)
{
	return "\0gw"[variant % 3];
}

static ssp_status tell_initiator(struct ssp_talk *t, const struct state *s,
				 char message, size_t variant)
{
	struct ssp_talk_turn turn = {
		.says = message,
		.token = variant < 3 ? NULL : s->token,
		.mic = mic_of(variant),
	};
	struct ssp_span token;

	if (foreign(message, &token))
		return ssp_talk_step(t, token);
	return ssp_talk_say(t, &turn);
}

static ssp_status tell_acceptor(struct ssp_serve *v, const struct state *s,
				char message, size_t variant)
{
	struct ssp_serve_turn turn = {
		.says = message,
		.list = message == 'N' ? s->list : NULL,
		.token = variant < 3 ? NULL : s->token,
		.mic = mic_of(variant),
	};
	struct ssp_span token;

	if (foreign(message, &token))
		return ssp_serve_step(v, token);
	return ssp_serve_say(v, &turn);
}

/* Messages reach mechanisms that did not expect them; that is no matter. */
static void forgive(void)
{
	size_t i;

	for (i = 0; i < SSP_FAKE_MECHS; i++)
		ssp_fake_mechs[i].wrong = 0;
}

static ssp_status one_to_initiator(struct kunit *test, const struct state *s,
				   char message, size_t variant)
{
	struct ssp_talk t;
	ssp_status st;
	size_t i;

	ssp_talk_init(test, &t);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, ISC_REQ_INTEGRITY), SEC_E_OK);
	if (s->started)
		KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing),
				SEC_I_CONTINUE_NEEDED);
	for (i = 0; i < ARRAY_SIZE(s->said.told); i++) {
		if (s->started && s->said.told[i].says)
			ssp_talk_turn(&t, &s->said.told[i]);
	}
	st = tell_initiator(&t, s, message, variant);
	/* A failure is for good, and so is success. */
	if (st != SEC_I_CONTINUE_NEEDED)
		KUNIT_EXPECT_EQ(test, ssp_talk_step(&t, nothing),
				SEC_E_OUT_OF_SEQUENCE);
	forgive();
	ssp_talk_close(&t);
	return st;
}

static ssp_status one_to_acceptor(struct kunit *test, const struct state *s,
				  char message, size_t variant)
{
	struct ssp_serve v;
	ssp_status st;
	size_t i;

	ssp_serve_init(test, &v);
	KUNIT_ASSERT_EQ(test, ssp_serve_open(&v, ISC_REQ_INTEGRITY), SEC_E_OK);
	for (i = 0; i < ARRAY_SIZE(s->said.heard); i++) {
		if (s->said.heard[i].says)
			ssp_serve_turn(&v, &s->said.heard[i]);
	}
	v.foreign = message == 'w';
	st = tell_acceptor(&v, s, message, variant);
	/* Who is refused hears it, but who refused us, and who is too late. */
	if (st < 0)
		KUNIT_EXPECT_EQ(test, v.said.kind == SSP_SPNEGO_REJECT,
				message != 'R' && st != SEC_E_OUT_OF_SEQUENCE);
	if (st != SEC_I_CONTINUE_NEEDED)
		KUNIT_EXPECT_EQ(test, ssp_serve_step(&v, nothing),
				SEC_E_OUT_OF_SEQUENCE);
	forgive();
	ssp_serve_close(&v);
	return st;
}

static void every_message(struct kunit *test)
{
	const struct state *s = test->param_value;
	ssp_status st;
	size_t i, j;

	for (i = 0; i < NMESSAGES; i++) {
		for (j = 0; j < VARIANTS; j++) {
			ssp_talk_script(s->script, s->second, SSP_TALK_2);
			st = s->accept ?
				     one_to_acceptor(test, s, messages[i], j) :
				     one_to_initiator(test, s, messages[i], j);
			KUNIT_EXPECT_EQ_MSG(test, st, outcome(s->comes[i][j]),
					    "message '%c', %s", messages[i],
					    variants[j]);
		}
	}
}

static struct kunit_case walk_cases[] = { KUNIT_CASE_PARAM(every_message,
							   states_gen_params),
					  {} };

static struct kunit_suite walk_suite = {
	.name = "spnego_walk",
	.test_cases = walk_cases,
};

kunit_test_suites(&walk_suite);
