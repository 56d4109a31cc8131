/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * An acceptor on scripted mechanisms, and an initiator that says what a case
 * wants it to say.  The mirror of spnego_talk.h, whose scripts and letters are
 * used.
 */
#ifndef SSP_TESTS_SPNEGO_SERVE_H
#define SSP_TESTS_SPNEGO_SERVE_H

#include "tests/spnego_talk.h"

/**
 * struct ssp_serve - an acceptor and what it said last
 * @test: the running case
 * @id: on whose behalf
 * @policy: SSP_ACCEPT_*, given to the context
 * @bindings: given to every step, or NULL
 * @foreign: what it says need not be SPNEGO's
 * @cred: its credential
 * @ctx: its context
 * @out: its last message
 * @alert: it told of a failure
 * @said: the same, decoded; kind SSP_SPNEGO_KINDS when there was none
 * @list: the MechTypeList that it was offered
 * @nlist: bytes of it
 */
struct ssp_serve {
	struct kunit *test;
	struct ssp_identity id;
	u32 policy;
	const u8 *bindings;
	bool foreign;
	void *cred;
	void *ctx;
	struct ssp_wr out;
	bool alert;
	struct ssp_spnego_msg said;
	u8 list[128];
	size_t nlist;
};

/** ssp_serve_init() - nothing said yet; the fakes are not touched */
void ssp_serve_init(struct kunit *test, struct ssp_serve *v);

/**
 * ssp_serve_open() - make the credential and the context
 * @v: set up; for ssp_serve_close() even on failure
 * @flags: ISC_REQ_*
 */
ssp_status ssp_serve_open(struct ssp_serve *v, u32 flags);

/** ssp_serve_close() - release all; expects that the fakes saw nothing wrong */
void ssp_serve_close(struct ssp_serve *v);

/**
 * ssp_serve_step() - one step
 * @v: open
 * @token: copied to guarded memory, and expected not to be changed
 *
 * What comes back is decoded; a failure may say a rejection and nothing else.
 */
ssp_status ssp_serve_step(struct ssp_serve *v, struct ssp_span token);

/**
 * struct ssp_serve_turn - what the initiator says, and what must come of it
 * @says: NegToken'N'Init, 'U'nstated, 'C'ompleted, 'I'ncomplete, 'R'eject,
 *	request-'M'IC, or ' ' for nothing; 0 ends the turns
 * @list: letters of ssp_talk_oid() for a NegTokenInit's mechTypes, or NULL
 * @mech: supportedMech, such a letter; 0 for none
 * @token: mechToken or responseToken, or NULL
 * @mic: 'g'ood, 'w'rong, 'c'opy of @token; 0 for none
 * @st: the acceptor's status
 * @state: what it says: 'C', 'I', 'M', 'R', 'N', or 0 for no message
 * @named: the supportedMech that it names, a letter, or 0
 * @said: its responseToken, or NULL
 * @said_mic: with a MIC
 */
struct ssp_serve_turn {
	char says;
	const char *list;
	char mech;
	const char *token;
	char mic;
	ssp_status st;
	char state;
	char named;
	const char *said;
	bool said_mic;
};

/* The parts of a turn: one of what is said, and one of what comes of it. */
#define SSP_OFFERED(oids, token_) .says = 'N', .list = (oids), .token = (token_)
#define SSP_REPLIED(kind, token_, mic_) \
	.says = (kind), .token = (token_), .mic = (mic_)
#define SSP_ANSWERS(kind, oid, response, with_mic)                    \
	.st = SEC_I_CONTINUE_NEEDED, .state = (kind), .named = (oid), \
	.said = (response), .said_mic = (with_mic)
#define SSP_COMPLETES(oid, response, with_mic)                            \
	.st = SEC_E_OK, .state = 'C', .named = (oid), .said = (response), \
	.said_mic = (with_mic)
#define SSP_IS_DONE .st = SEC_E_OK
#define SSP_REFUSES(status) .st = (status), .state = 'R'

/**
 * struct ssp_serve_case - a whole conversation
 * @what: its name
 * @unsigned_only: the mechanisms grant no integrity
 * @under_mic: their hand-shakes are under a MIC of their own
 * @script: which script each fake has
 * @turns: all of it
 */
struct ssp_serve_case {
	const char *what;
	bool unsigned_only;
	bool under_mic;
	u8 script[SSP_FAKE_MECHS];
	struct ssp_serve_turn turns[4];
};

/** ssp_serve_list() - append the MechTypeList behind letters */
void ssp_serve_list(struct ssp_wr *w, const char *letters);

/** ssp_serve_say() - one step with the initiator's part of @turn */
ssp_status ssp_serve_say(struct ssp_serve *v,
			 const struct ssp_serve_turn *turn);

/**
 * ssp_serve_turn() - one step with what the initiator says, and look at it
 * @v: open
 * @turn: everything is expected as it says there, but for lack of memory
 *
 * Return: the acceptor's status.
 */
ssp_status ssp_serve_turn(struct ssp_serve *v,
			  const struct ssp_serve_turn *turn);

/**
 * ssp_serve_run() - have a conversation
 * @test: the running case
 * @c: its script; every answer is expected as it says there
 *
 * Afterwards the context must be open, or dead, or waiting, as the last
 * status said.
 *
 * Return: the first failure, or the last status.
 */
ssp_status ssp_serve_run(struct kunit *test, const struct ssp_serve_case *c);

#endif /* SSP_TESTS_SPNEGO_SERVE_H */
