/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * An initiator and an acceptor of NTLM's that talk to each other in the
 * scripted world, and somebody in between.
 */
#ifndef SSP_TESTS_NTLM_TALK_H
#define SSP_TESTS_NTLM_TALK_H

#include "core/ntlm/ntlm.h"
#include "core/ntlm/ntlm_ctx.h"
#include "tests/fake_env.h"
#include "tests/support.h"

enum { NTLM_NEGOTIATE, NTLM_CHALLENGE, NTLM_AUTHENTICATE, NTLM_LEGS };

/* In this world "alice" of EXAMPLE has the password "secret". */
#define NTLM_USER "alice"
#define NTLM_DOMAIN "EXAMPLE"
#define NTLM_PASSWORD "secret"
#define NTLM_SPN "HTTP/www.example.test"

/**
 * struct ntlm_talk - one conversation
 * @fake: the world
 * @user: the initiator's; NULL for the default identity, as the two below
 * @domain: ...
 * @password: ...
 * @target: the initiator's target, or NULL
 * @req: of the initiator, ISC_REQ_*
 * @accept_req: of the acceptor, ISC_REQ_*
 * @own: the acceptor has the initiator's identity
 * @policy: of the acceptor
 * @bindings: of the initiator, or NULL
 * @accept_bindings: of the acceptor, or NULL
 * @meddle: NULL, or sees every token on its way
 * @arg: for it
 * @init: the initiator's context
 * @acc: the acceptor's
 * @init_st: what the initiator's last step said
 * @acc_st: what the acceptor's last step said; SEC_I_CONTINUE_NEEDED before
 * @token: as they were sent
 */
struct ntlm_talk {
	struct ssp_fake *fake;
	const char *user;
	const char *domain;
	const char *password;
	const char *target;
	u32 req;
	u32 accept_req;
	bool own;
	u32 policy;
	const u8 *bindings;
	const u8 *accept_bindings;
	void (*meddle)(struct ntlm_talk *t, size_t leg, struct ssp_wr *token);
	void *arg;
	void *init_cred;
	void *acc_cred;
	struct ssp_utf16 name;
	struct ssp_ntlm_ctx *init;
	struct ssp_ntlm_ctx *acc;
	ssp_status init_st;
	ssp_status acc_st;
	struct ssp_wr token[NTLM_LEGS];
};

/** ntlm_talk_start() - alice, no flags, a target; @t is the case's memory */
void ntlm_talk_start(struct kunit *test, struct ssp_fake *fake,
		     struct ntlm_talk *t);

/** ntlm_talk_open() - credentials and contexts; those of before go */
ssp_status ntlm_talk_open(struct ntlm_talk *t);

/**
 * ntlm_talk_run() - ntlm_talk_open(), and hand tokens over until one end stops
 *
 * Return: the first failure; SEC_E_OK when both ends are done.
 */
ssp_status ntlm_talk_run(struct ntlm_talk *t);

/** ntlm_talk_end() - give everything back */
void ntlm_talk_end(struct ntlm_talk *t);

/** ntlm_talk_step() - one step of @ctx; @out is empty */
ssp_status ntlm_talk_step(void *ctx, struct ssp_span token, const u8 *bindings,
			  struct ssp_wr *out);

/** ntlm_talk_text() - text for ssp_utf16_free() */
struct ssp_utf16 ntlm_talk_text(const char *s);

#endif /* SSP_TESTS_NTLM_TALK_H */
