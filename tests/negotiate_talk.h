/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Both ends of the public interface on the real mechanisms, in a scripted world
 * that has tickets, service keys and accounts; and somebody in between.
 *
 * It counts every allocation from start to stop.
 */
#ifndef SSP_TESTS_NEGOTIATE_TALK_H
#define SSP_TESTS_NEGOTIATE_TALK_H

#include "core/api.h"
#include "tests/fake_env.h"
#include "tests/support.h"

/* Room for a token, and how many a hand-shake has at most. */
#define NEGOTIATE_ROOM 4096
#define NEGOTIATE_LEGS 10

/* All that protects messages, in each side's bits. */
#define NEGOTIATE_ISC                                                          \
	(ISC_REQ_CONFIDENTIALITY | ISC_REQ_INTEGRITY | ISC_REQ_REPLAY_DETECT | \
	 ISC_REQ_SEQUENCE_DETECT)
#define NEGOTIATE_ASC                                                          \
	(ASC_REQ_CONFIDENTIALITY | ASC_REQ_INTEGRITY | ASC_REQ_REPLAY_DETECT | \
	 ASC_REQ_SEQUENCE_DETECT)

/**
 * struct negotiate_side - one end
 * @server: it is the one that accepts
 * @package: of its credential
 * @list: PackageList, or NULL
 * @user: explicit identity, or NULL, as the two below
 * @domain: ...
 * @password: ...
 * @req: ISC_REQ_* or ASC_REQ_* bits
 * @bindings: application data of its channel, or NULL
 * @cred: credential, all zero before there is one
 * @ctx: context, likewise
 * @st: what its last leg said; SEC_I_CONTINUE_NEEDED before
 * @attr: what that granted
 * @found: a server's SEC_CHANNEL_BINDINGS_RESULT_*
 */
struct negotiate_side {
	bool server;
	const char *package;
	const char *list;
	const char *user;
	const char *domain;
	const char *password;
	u32 req;
	const char *bindings;
	CredHandle cred;
	CtxtHandle ctx;
	ssp_status st;
	ULONG attr;
	ULONG found;
};

/**
 * struct negotiate_talk - a client, a server, and their world
 * @test: the running case
 * @memory: the allocator's counters
 * @fake: the world; its tickets open with its keytab's keys
 * @ticket: ...
 * @keytab: ...
 * @client: the one end
 * @server: the other
 * @target: the client's target name, or NULL
 * @server_first: the server is asked before the client has said anything
 * @meddle: NULL, or sees every token on its way, to change it as it likes
 * @arg: for it
 * @legs: how many tokens there were
 * @token: as they arrived
 * @n: their sizes
 * @in_end: where room for input ends, at an inaccessible page
 * @blob: room for what else is passed in or out
 */
struct negotiate_talk {
	struct kunit *test;
	struct ssp_test_memory *memory;
	struct ssp_fake *fake;
	struct ssp_wr ticket;
	struct ssp_wr keytab;
	struct negotiate_side client;
	struct negotiate_side server;
	const char *target;
	bool server_first;
	void (*meddle)(struct negotiate_talk *t, size_t leg);
	void *arg;
	size_t legs;
	u8 *token[NEGOTIATE_LEGS];
	size_t n[NEGOTIATE_LEGS];
	u8 *in_end;
	u8 *blob;
};

/**
 * negotiate_talk_start() - for a suite's init(); @test->priv is set
 * @test: the running case
 *
 * Both sides have Negotiate, ask for all protection and for error tokens, and
 * the target is SSP_FAKE_SPN.  alice has tickets, and an account.
 */
struct negotiate_talk *negotiate_talk_start(struct kunit *test);

/** negotiate_talk_stop() - for a suite's exit(); fails when anything is left */
void negotiate_talk_stop(struct kunit *test);

/** negotiate_talk_acquire() - credentials for both; contexts of before go */
ssp_status negotiate_talk_acquire(struct negotiate_talk *t);

/**
 * negotiate_talk_shake() - legs until there is nothing to say
 * @t: with credentials, without contexts
 *
 * Return: SEC_E_INSUFFICIENT_MEMORY if one side said so, else the client's
 * failure, else the server's; SEC_E_OK when both are done.
 */
ssp_status negotiate_talk_shake(struct negotiate_talk *t);

/** negotiate_talk_run() - negotiate_talk_acquire() and _shake() */
ssp_status negotiate_talk_run(struct negotiate_talk *t);

/** negotiate_talk_end() - contexts are deleted, whatever they are good for */
void negotiate_talk_end(struct negotiate_talk *t);

/** negotiate_talk_token() - the token of a leg */
struct ssp_span negotiate_talk_token(const struct negotiate_talk *t,
				     size_t leg);

/**
 * negotiate_talk_seal() - expect that a sealed message gets through
 * @t: established
 * @from: either side
 *
 * Return: the number that an NTLM signature has in it.
 */
u32 negotiate_talk_seal(struct negotiate_talk *t, struct negotiate_side *from);

/** negotiate_talk_sign() - expect that a signed message gets through */
void negotiate_talk_sign(struct negotiate_talk *t, struct negotiate_side *from);

/** negotiate_talk_is() - expect that a side's context is of that package */
void negotiate_talk_is(struct negotiate_talk *t, struct negotiate_side *side,
		       const char *package, u32 state);

/** negotiate_talk_knows() - expect that the server knows client and target */
void negotiate_talk_knows(struct negotiate_talk *t, const char *client);

#endif /* SSP_TESTS_NEGOTIATE_TALK_H */
