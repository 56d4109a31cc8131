/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A kernel caller in the scripted world: counted strings and buffers in
 * vmalloc's memory, through the exported names, with the module's own
 * allocator.
 */
#ifndef SSP_TESTS_KERNEL_CALLER_H
#define SSP_TESTS_KERNEL_CALLER_H

#include <kunit/test.h>

#include "tests/fake_env.h"

/* Room for a token, a whole number of pages. */
#define SSP_CALLER_ROOM PAGE_SIZE

/* What rooms and results hold as long as nobody touched them. */
#define SSP_CALLER_FRESH 0xa5

/**
 * struct ssp_caller - one kernel caller
 * @fake: the script
 * @spn: SSP_FAKE_SPN; its Buffer ends with its page
 * @cred: its credential
 * @ctx: the context, all zero before the first leg succeeds
 * @in: pInput's one buffer; with cbBuffer 0 pInput is NULL
 * @out: pOutput's one buffer
 * @in_room: SSP_CALLER_ROOM bytes
 * @out_room: the same
 * @spn_room: a page
 * @attr: pfContextAttr
 * @expiry: ptsExpiry
 */
struct ssp_caller {
	struct ssp_fake *fake;
	UNICODE_STRING spn;
	CredHandle cred;
	CtxtHandle ctx;
	SecBuffer in;
	SecBuffer out;
	u8 *in_room;
	u8 *out_room;
	u8 *spn_room;
	ULONG attr;
	TimeStamp expiry;
};

/**
 * ssp_caller_start() - script, rooms and a credential; for a suite's init()
 * @test: the running case
 * @package: whose credential
 */
struct ssp_caller *ssp_caller_start(struct kunit *test,
				    PSECURITY_STRING package);

/** ssp_caller_stop() - all of it back, for a suite's exit() */
void ssp_caller_stop(struct kunit *test);

/* Names of packages, in the module's memory. */
extern UNICODE_STRING ssp_caller_negotiate;
extern UNICODE_STRING ssp_caller_kerberos;

/** ssp_caller_fresh() - rooms and results as if never used */
void ssp_caller_fresh(struct ssp_caller *c);

/** ssp_caller_leg() - InitializeSecurityContextW with what @c says */
SECURITY_STATUS ssp_caller_leg(struct ssp_caller *c, PSECURITY_STRING target,
			       ULONG req);

/** ssp_caller_untouched() - expect that no result was written */
void ssp_caller_untouched(struct kunit *test, const struct ssp_caller *c);

/** ssp_caller_connect() - a whole hand-shake of Negotiate */
void ssp_caller_connect(struct kunit *test, struct ssp_caller *c, ULONG req);

/**
 * ssp_caller_answer() - the honest acceptor's reply to @c->out into @c->in
 * @test: the running case
 * @c: after a first leg
 */
void ssp_caller_answer(struct kunit *test, struct ssp_caller *c);

#endif /* SSP_TESTS_KERNEL_CALLER_H */
