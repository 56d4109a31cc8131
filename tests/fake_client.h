/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A caller of the interface in the scripted world: a credential, a context,
 * buffers where they have to lie, and the acceptor at the other end.
 *
 * It counts every allocation from start to stop, so that whatever a case does
 * with it is checked for leaks and for secrets left in memory.
 */
#ifndef SSP_TESTS_FAKE_CLIENT_H
#define SSP_TESTS_FAKE_CLIENT_H

#include "core/api.h"
#include "core/krb5/krb5_cfx.h"
#include "tests/fake_env.h"
#include "tests/support.h"

/* Room for a token, either way. */
#define SSP_FAKE_ROOM 4096

/* What buffers and results hold as long as nobody touched them. */
#define SSP_FAKE_FRESH 0xa5
#define SSP_FAKE_FRESH32 0xa5a5a5a5u

/* All that protects a session. */
#define SSP_FAKE_ALL                                                       \
	(ISC_REQ_MUTUAL_AUTH | ISC_REQ_INTEGRITY | ISC_REQ_REPLAY_DETECT | \
	 ISC_REQ_SEQUENCE_DETECT | ISC_REQ_CONFIDENTIALITY)

/**
 * struct ssp_fake_client - one caller
 * @test: the running case
 * @memory: the allocator's counters
 * @fake: the script
 * @target: in UTF-8
 * @cred: its credential, all zero before ssp_fake_client_acquire()
 * @ctx: its context, all zero before the first leg succeeds
 * @args: the next call's; see ssp_fake_client_prepare()
 * @in: pInput's buffers: TOKEN, then what a case adds
 * @in_desc: pInput
 * @out: pOutput's buffer
 * @given: the same as it was before the last call
 * @out_desc: pOutput
 * @in_end: where room for input ends, at an inaccessible page
 * @out_room: SSP_FAKE_ROOM bytes for output
 * @attr: pfContextAttr
 * @expiry: ptsExpiry
 * @peer: what the acceptor read in the first token
 * @acceptor: the acceptor's end of the session
 */
struct ssp_fake_client {
	struct kunit *test;
	struct ssp_test_memory *memory;
	struct ssp_fake *fake;
	const char *target;
	CredHandle cred;
	CtxtHandle ctx;
	struct ssp_init_args args;
	SecBuffer in[4];
	SecBufferDesc in_desc;
	SecBuffer out;
	SecBuffer given;
	SecBufferDesc out_desc;
	u8 *in_end;
	u8 *out_room;
	ULONG attr;
	TimeStamp expiry;
	struct ssp_fake_peer peer;
	struct ssp_krb5_cfx acceptor;
};

/**
 * ssp_fake_client_start() - memory, script and buffers
 * @test: the running case; @test->priv is set
 *
 * Return: the client, without a credential.
 */
struct ssp_fake_client *ssp_fake_client_start(struct kunit *test);

/** ssp_fake_client_stop() - everything back, for a suite's exit() */
void ssp_fake_client_stop(struct kunit *test);

/** ssp_fake_client_acquire() - a credential for use either way */
void ssp_fake_client_acquire(struct ssp_fake_client *c, const char *package);

/**
 * ssp_fake_client_prepare() - fill @c->args for the next leg
 * @c: client
 * @req: ISC_REQ_*
 * @token: for pInput, copied; an empty one is left out
 *
 * Without a context it is a first leg.  Buffers and results are made fresh.
 */
void ssp_fake_client_prepare(struct ssp_fake_client *c, u32 req,
			     struct ssp_span token);

/** ssp_fake_client_add() - one more buffer in pInput, copied */
void ssp_fake_client_add(struct ssp_fake_client *c, u32 type,
			 struct ssp_span s);

/** ssp_fake_client_bind() - channel bindings with that application data */
void ssp_fake_client_bind(struct ssp_fake_client *c, const char *data);

/** ssp_fake_client_call() - InitializeSecurityContext with @c->args */
ssp_status ssp_fake_client_call(struct ssp_fake_client *c);

/** ssp_fake_client_leg() - prepare and call */
ssp_status ssp_fake_client_leg(struct ssp_fake_client *c, u32 req,
			       struct ssp_span token);

/** ssp_fake_client_token() - what the last leg gave */
struct ssp_span ssp_fake_client_token(const struct ssp_fake_client *c);

/**
 * ssp_fake_client_reply() - the honest acceptor reads the first token
 * @c: client, after its first leg
 * @subkey: the acceptor's, or NULL
 * @w: its answer is appended
 */
void ssp_fake_client_reply(struct ssp_fake_client *c,
			   const struct ssp_krb5_keyblock *subkey,
			   struct ssp_wr *w);

/**
 * ssp_fake_client_accept() - the acceptor's keys after an honest reply
 * @c: client, established
 * @subkey: what ssp_fake_client_reply() was given
 */
void ssp_fake_client_accept(struct ssp_fake_client *c,
			    const struct ssp_krb5_keyblock *subkey);

/**
 * ssp_fake_client_connect() - a whole hand-shake, and the acceptor's keys
 * @c: client with a credential
 * @req: ISC_REQ_*
 * @subkey: the acceptor's, or NULL
 *
 * With ISC_REQ_ALLOCATE_MEMORY the tokens are released, too.
 */
void ssp_fake_client_connect(struct ssp_fake_client *c, u32 req,
			     const struct ssp_krb5_keyblock *subkey);

/**
 * ssp_fake_client_exchange() - expect that a sealed message gets through
 * @c: client, connected
 *
 * One each way, which says that both ends have the same keys and numbers.
 */
void ssp_fake_client_exchange(struct ssp_fake_client *c);

/** ssp_fake_client_delete() - the context, which must be one */
void ssp_fake_client_delete(struct ssp_fake_client *c);

/**
 * ssp_fake_client_untouched() - expect that no result was written
 * @c: client, after a call that failed
 *
 * That is pOutput with all its bytes, pfContextAttr and ptsExpiry.
 */
void ssp_fake_client_untouched(struct ssp_fake_client *c);

#endif /* SSP_TESTS_FAKE_CLIENT_H */
