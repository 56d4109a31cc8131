// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * InitializeSecurityContext and AcceptSecurityContext with each other, on
 * scripted mechanisms: the loops of their pages.
 */
#include <kunit/test.h>

#include "core/ctx.h"
#include "tests/fake_server.h"

#define CONT SEC_I_CONTINUE_NEEDED

static const struct ssp_span none = { NULL, 0 };

static int talk_init(struct kunit *test)
{
	struct ssp_server *s = ssp_server_start(test);

	ssp_server_acquire(s, 0, SECPKG_CRED_BOTH);
	return 0;
}

/**
 * struct client - the other end of the interface
 * @ctx: its context
 * @in: pInput's buffer
 * @out: pOutput's
 */
struct client {
	CtxtHandle ctx;
	SecBuffer in;
	SecBuffer out;
};

static ssp_status client_leg(struct ssp_server *s, struct client *c,
			     SecBuffer *token)
{
	SecBufferDesc ins = { SECBUFFER_VERSION, 1, &c->in };
	SecBufferDesc outs = { SECBUFFER_VERSION, 1, &c->out };
	struct ssp_init_args a = {
		.cred = &s->cred,
		.context = token ? &c->ctx : NULL,
		.target = "HTTP/www.example.test",
		.req = ISC_REQ_INTEGRITY | ISC_REQ_ALLOCATE_MEMORY,
		.drep = SECURITY_NATIVE_DREP,
		.input = token ? &ins : NULL,
		.new_context = &c->ctx,
		.output = &outs,
	};

	c->out = (SecBuffer){ 0, SECBUFFER_TOKEN, NULL };
	if (token)
		c->in = *token;
	return ssp_api_initialize(&ssp_text_utf8, &a);
}

static ssp_status server_leg(struct ssp_server *s, SecBuffer *token)
{
	ssp_status st;

	ssp_server_prepare(s, ASC_REQ_ALLOCATE_MEMORY, none);
	s->in[0] = *token;
	s->in_desc.cBuffers = 1;
	s->args.input = &s->in_desc;
	st = ssp_server_call(s);
	FreeContextBuffer(token->pvBuffer);
	token->pvBuffer = NULL;
	return st;
}

/* P32, P33: both loops of the page, at once. */
static ssp_status converse(struct kunit *test, void *arg)
{
	struct ssp_server *s = test->priv;
	struct client c;
	ssp_status client, server = CONT;
	ssp_status st = SEC_E_OK;
	size_t legs;

	(void)arg;
	memset(&c, 0, sizeof(c));
	memset(&s->ctx, 0, sizeof(s->ctx));
	client = client_leg(s, &c, NULL);
	for (legs = 0; client >= 0 && c.out.cbBuffer && legs < 9; legs++) {
		server = server_leg(s, &c.out);
		if (server < 0)
			break;
		if (!s->out[0].cbBuffer)
			break;
		client = client_leg(s, &c, &s->out[0]);
		FreeContextBuffer(s->out[0].pvBuffer);
	}
	if (client < 0 || server < 0)
		st = client < 0 ? client : server;
	else
		KUNIT_EXPECT_TRUE(test,
				  client == SEC_E_OK && server == SEC_E_OK);
	DeleteSecurityContext(&c.ctx);
	DeleteSecurityContext(&s->ctx);
	memset(&s->ctx, 0, sizeof(s->ctx));
	ssp_handle_trim(&ssp_ctxs);
	return st;
}

static void both_ends_of_the_interface(struct kunit *test)
{
	u8 script;

	for (script = SSP_TALK_1; script <= SSP_TALK_5; script++) {
		memcpy(ssp_fake_mechs[0].legs, ssp_talk_scripts[script],
		       sizeof(ssp_fake_mechs[0].legs));
		memcpy(ssp_fake_mechs[0].accepts, ssp_talk_accepts[script],
		       sizeof(ssp_fake_mechs[0].accepts));
		KUNIT_EXPECT_EQ(test, SEC_E_OK, converse(test, NULL));
		KUNIT_EXPECT_EQ(test, 0u, ssp_fake_mechs[0].wrong);
	}
}

static void every_failed_allocation(struct kunit *test)
{
	struct ssp_server *s = test->priv;

	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, s->memory,
							converse, NULL, NULL),
			10u);
}

static struct kunit_case talk_cases[] = { KUNIT_CASE(
						  both_ends_of_the_interface),
					  KUNIT_CASE(every_failed_allocation),
					  {} };

static struct kunit_suite talk_suite = {
	.name = "api_talk",
	.init = talk_init,
	.exit = ssp_server_stop,
	.test_cases = talk_cases,
};

kunit_test_suites(&talk_suite);
