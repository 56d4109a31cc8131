/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * An initiator on scripted mechanisms, and an acceptor that says what a case
 * wants it to say.
 */
#ifndef SSP_TESTS_SPNEGO_TALK_H
#define SSP_TESTS_SPNEGO_TALK_H

#include "core/spnego/spnego_msg.h"
#include "tests/fake_mechs.h"

/**
 * struct ssp_talk - an initiator and what it said last
 * @test: the running case
 * @id: on whose behalf
 * @target: given to the context
 * @bindings: given to every step, or NULL
 * @cred: its credential
 * @ctx: its context
 * @out: its last message
 * @sent: the same, decoded; kind SSP_SPNEGO_KINDS when there was none
 * @list: the MechTypeList it has offered
 * @nlist: bytes of it
 * @mics: how many the acceptor has made
 */
struct ssp_talk {
	struct kunit *test;
	struct ssp_identity id;
	struct ssp_utf16 target;
	const u8 *bindings;
	void *cred;
	void *ctx;
	struct ssp_wr out;
	struct ssp_spnego_msg sent;
	u8 list[128];
	size_t nlist;
	u8 mics;
};

/** ssp_talk_init() - nothing said yet; the fakes are not touched */
void ssp_talk_init(struct kunit *test, struct ssp_talk *t);

/**
 * ssp_talk_open() - make the credential and the context
 * @t: set up; for ssp_talk_close() even on failure
 * @flags: ISC_REQ_*
 */
ssp_status ssp_talk_open(struct ssp_talk *t, u32 flags);

/** ssp_talk_close() - release all; expects that the fakes saw nothing wrong */
void ssp_talk_close(struct ssp_talk *t);

/**
 * ssp_talk_step() - one step
 * @t: open
 * @token: copied to guarded memory, and expected not to be changed
 *
 * What comes back is decoded; a failure must not say anything.
 */
ssp_status ssp_talk_step(struct ssp_talk *t, struct ssp_span token);

/** ssp_talk_tell() - ssp_talk_step() with @msg */
ssp_status ssp_talk_tell(struct ssp_talk *t, const struct ssp_spnego_msg *msg);

/**
 * struct ssp_talk_turn - what the acceptor says, and what must come of it
 * @says: 'C'ompleted, 'I'ncomplete, 'R'eject, request-'M'IC, 'U'nstated, or
 *	a NegToken'N'Init2; 0 ends the turns
 * @mech: supportedMech: 'A' and 'a' for the first fake's two OIDs, 'B', 'C'
 *	for the others', '?' for nobody's; 0 for none
 * @token: responseToken, or NULL
 * @mic: 'g'ood, 'w'rong, 'c'opy of @token; 0 for none
 * @st: the initiator's status
 * @state: what it says: 'C', 'I', or 0 for no message
 * @sent: its responseToken, or NULL
 * @sent_mic: with a MIC
 */
struct ssp_talk_turn {
	char says;
	char mech;
	const char *token;
	char mic;
	ssp_status st;
	char state;
	const char *sent;
	bool sent_mic;
};

/* The parts of a turn: what is said, and one of what comes of it. */
#define SSP_TOLD(kind, oid, response, mic_) \
	.says = (kind), .mech = (oid), .token = (response), .mic = (mic_)
#define SSP_ENDS(status) .st = (status)
#define SSP_SENDS(response, with_mic)                                  \
	.st = SEC_I_CONTINUE_NEEDED, .state = 'I', .sent = (response), \
	.sent_mic = (with_mic)
#define SSP_CLOSES .st = SEC_E_OK, .state = 'C', .sent_mic = true

/* Scripts of mechanisms, by the number of their tokens. */
enum {
	SSP_TALK_NONE,
	SSP_TALK_1,
	SSP_TALK_2,
	SSP_TALK_3,
	SSP_TALK_4,
	SSP_TALK_5,
	SSP_TALK_SCRIPTS
};

/*
 * Tokens of the initiator are "x1", "x2", ..., of the acceptor "y1", "y2", ...
 */
extern const struct ssp_fake_leg ssp_talk_scripts[SSP_TALK_SCRIPTS][5];

/* The acceptor's halves of the same conversations. */
extern const struct ssp_fake_leg ssp_talk_accepts[SSP_TALK_SCRIPTS][5];

/** ssp_talk_oid() - the OID behind a letter of struct ssp_talk_turn */
struct ssp_span ssp_talk_oid(char c);

/** ssp_talk_kind() - the message behind a letter of struct ssp_talk_turn */
enum ssp_spnego_kind ssp_talk_kind(char c);

/** ssp_talk_text() - a string as a token; NULL is none */
struct ssp_span ssp_talk_text(const char *s);

/** ssp_talk_speaker() - index of the first fake that has a context */
size_t ssp_talk_speaker(void);

/** ssp_talk_say() - one step with the acceptor's part of @turn */
ssp_status ssp_talk_say(struct ssp_talk *t, const struct ssp_talk_turn *turn);

/**
 * ssp_talk_turn() - one step with what the acceptor says, and look at it
 * @t: open
 * @turn: everything is expected as it says there, but for lack of memory
 *
 * Return: the initiator's status.
 */
ssp_status ssp_talk_turn(struct ssp_talk *t, const struct ssp_talk_turn *turn);

/** ssp_talk_script() - reset the fakes and give each its script */
void ssp_talk_script(u8 first, u8 second, u8 third);

/**
 * struct ssp_talk_case - a whole conversation
 * @what: its name
 * @flags: ISC_REQ_*
 * @unsigned_only: the mechanisms grant no integrity
 * @under_mic: their hand-shakes are under a MIC of their own
 * @script: which script each fake has
 * @turns: what follows the NegTokenInit
 */
struct ssp_talk_case {
	const char *what;
	u32 flags;
	bool unsigned_only;
	bool under_mic;
	u8 script[SSP_FAKE_MECHS];
	struct ssp_talk_turn turns[4];
};

/**
 * ssp_talk_run() - have a conversation
 * @test: the running case
 * @c: its script; every answer is expected as it says there
 *
 * Afterwards the context must be open, or dead, or waiting, as the last
 * status said.
 *
 * Return: the first failure, or the last status.
 */
ssp_status ssp_talk_run(struct kunit *test, const struct ssp_talk_case *c);

#endif /* SSP_TESTS_SPNEGO_TALK_H */
