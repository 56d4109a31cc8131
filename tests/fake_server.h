/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Both ends of the public interface on scripted mechanisms: a server that calls
 * AcceptSecurityContext(), with buffers where they have to lie, and a client for
 * it to talk to.
 *
 * It counts every allocation from start to stop.
 */
#ifndef SSP_TESTS_FAKE_SERVER_H
#define SSP_TESTS_FAKE_SERVER_H

#include "core/api.h"
#include "tests/fake_env.h"
#include "tests/spnego_talk.h"
#include "tests/support.h"

/* Room for a token, either way. */
#define SSP_SERVER_ROOM 1024

/* What results and buffers hold as long as nobody touched them. */
#define SSP_SERVER_FRESH 0xa5
#define SSP_SERVER_FRESH32 0xa5a5a5a5u

/**
 * struct ssp_server_args - AcceptSecurityContext's parameters
 * @cred: phCredential
 * @context: phContext
 * @input: pInput
 * @req: fContextReq
 * @drep: TargetDataRep
 * @new_context: phNewContext
 * @output: pOutput
 * @attr: pfContextAttr
 * @expiry: ptsExpiry
 */
struct ssp_server_args {
	PCredHandle cred;
	PCtxtHandle context;
	PSecBufferDesc input;
	ULONG req;
	ULONG drep;
	PCtxtHandle new_context;
	PSecBufferDesc output;
	ULONG *attr;
	PTimeStamp expiry;
};

/**
 * struct ssp_server - one caller
 * @test: the running case
 * @memory: the allocator's counters
 * @fake: the world
 * @cred: a credential for both sides, over the fakes
 * @ctx: the context, all zero before the first leg succeeds
 * @args: the next call's; see ssp_server_prepare()
 * @in: pInput's buffers: TOKEN, then what a case adds
 * @in_desc: pInput
 * @out: pOutput's buffers: TOKEN, then what a case adds
 * @given: the first of them as it was before the last call
 * @out_desc: pOutput
 * @in_end: where room for input ends, at an inaccessible page
 * @out_room: SSP_SERVER_ROOM bytes for output
 * @attr: pfContextAttr
 * @expiry: ptsExpiry
 */
struct ssp_server {
	struct kunit *test;
	struct ssp_test_memory *memory;
	struct ssp_fake *fake;
	CredHandle cred;
	CtxtHandle ctx;
	struct ssp_server_args args;
	SecBuffer in[3];
	SecBufferDesc in_desc;
	SecBuffer out[3];
	SecBuffer given;
	SecBufferDesc out_desc;
	u8 *in_end;
	u8 *out_room;
	ULONG attr;
	TimeStamp expiry;
};

/**
 * ssp_server_start() - for a suite's init(): a server, in test->priv
 * @test: the running case
 *
 * The fakes are reset, and have a hand-shake of three tokens each.
 */
struct ssp_server *ssp_server_start(struct kunit *test);

/** ssp_server_stop() - for a suite's exit(); fails when anything is left */
void ssp_server_stop(struct kunit *test);

/**
 * ssp_server_acquire() - a credential
 * @s: server; what it had is released
 * @package: 0 for Negotiate over the fakes, else the fake of that number, from
 *	1, as a package of its own
 * @use: SECPKG_CRED_*
 */
void ssp_server_acquire(struct ssp_server *s, size_t package, u32 use);

/** ssp_server_prepare() - right arguments for a leg with @token */
void ssp_server_prepare(struct ssp_server *s, u32 req, struct ssp_span token);

/** ssp_server_add() - another buffer for pInput */
void ssp_server_add(struct ssp_server *s, u32 type, struct ssp_span contents);

/** ssp_server_bind() - channel bindings for pInput */
void ssp_server_bind(struct ssp_server *s, const char *data);

/** ssp_server_call() - the call as prepared */
ssp_status ssp_server_call(struct ssp_server *s);

/** ssp_server_leg() - prepare and call */
ssp_status ssp_server_leg(struct ssp_server *s, u32 req, struct ssp_span token);

/** ssp_server_token() - what the last call put out */
struct ssp_span ssp_server_token(const struct ssp_server *s);

/** ssp_server_connect() - a whole hand-shake of three raw tokens */
void ssp_server_connect(struct ssp_server *s, u32 req);

/** ssp_server_delete() - the context, which must be one */
void ssp_server_delete(struct ssp_server *s);

/**
 * ssp_server_untouched() - expect that no result was written
 * @s: server, after a call that failed
 */
void ssp_server_untouched(struct ssp_server *s);

#endif /* SSP_TESTS_FAKE_SERVER_H */
