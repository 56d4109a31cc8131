// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The four per-message functions through the interface: when a context may be
 * used, what it takes, what it costs.  What the octets are is told in
 * test_krb5_cfx.c, test_krb5_wrap.c and test_krb5_unwrap.c.
 */
#include <kunit/test.h>

#include "platform/memory.h"
#include "tests/fake_client.h"

static const struct ssp_span none = { NULL, 0 };

static int message_init(struct kunit *test)
{
	ssp_fake_client_start(test);
	return 0;
}

static const char *const packages[] = { "Negotiate", "Kerberos" };

static void package_desc(const char *const *package, char *desc)
{
	strcpy(desc, *package);
}

KUNIT_ARRAY_PARAM(package, packages, package_desc);

static struct ssp_fake_client *connected(struct kunit *test, u32 req)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;

	ssp_fake_client_acquire(c, *package);
	ssp_fake_client_connect(c, req, NULL);
	return c;
}

/**
 * struct message - TOKEN and DATA, as callers pass them
 * @token: room for any token
 * @data: the message
 * @n: its length
 * @b: both
 * @d: the list
 */
struct message {
	u8 token[96];
	u8 *data;
	size_t n;
	SecBuffer b[2];
	SecBufferDesc d;
};

static struct message *message(struct kunit *test, size_t n)
{
	struct message *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	u32 seed = (u32)n;

	KUNIT_ASSERT_NOT_NULL(test, m);
	m->data = ssp_test_guarded(test, n);
	m->n = n;
	ssp_test_rand_fill(&seed, m->data, n);
	m->b[0] = (SecBuffer){ sizeof(m->token), SECBUFFER_TOKEN, m->token };
	m->b[1] = (SecBuffer){ (ULONG)n, SECBUFFER_DATA, m->data };
	m->d = (SecBufferDesc){ SECBUFFER_VERSION, 2, m->b };
	return m;
}

/* Is it as it was made? */
static void expect_plain(struct kunit *test, const struct message *m)
{
	const struct message *same = message(test, m->n);

	SSP_EXPECT_MEMEQ(test, m->data, same->data, m->n);
	KUNIT_EXPECT_EQ(test, (ULONG)m->n, m->b[1].cbBuffer);
}

enum call { SIGN, VERIFY, SEAL, UNSEAL };

static ssp_status call(struct ssp_fake_client *c, enum call which,
		       struct message *m, ULONG *qop)
{
	switch (which) {
	case SIGN:
		return MakeSignature(&c->ctx, 0, &m->d, 0);
	case VERIFY:
		return VerifySignature(&c->ctx, &m->d, 0, qop);
	case SEAL:
		return EncryptMessage(&c->ctx, 0, &m->d, 0);
	case UNSEAL:
		return DecryptMessage(&c->ctx, &m->d, 0, qop);
	}
	return SEC_E_INTERNAL_ERROR;
}

/* The acceptor does the opposite of what the client is about to do or did. */
static void peer(struct ssp_fake_client *c, enum ssp_msg_use use,
		 struct message *m)
{
	struct kunit *test = c->test;
	struct ssp_msg msg;
	ssp_status st;
	u32 qop;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_msg_open(&m->d, use, &msg));
	switch (use) {
	case SSP_MSG_SIGN:
		st = ssp_krb5_cfx_sign(&c->acceptor, &msg);
		break;
	case SSP_MSG_VERIFY:
		st = ssp_krb5_cfx_verify(&c->acceptor, &msg);
		break;
	case SSP_MSG_SEAL:
		st = ssp_krb5_cfx_seal(&c->acceptor, &msg, 0);
		break;
	default:
		st = ssp_krb5_cfx_unseal(&c->acceptor, &msg, &qop);
		break;
	}
	KUNIT_ASSERT_EQ(test, SEC_E_OK, st);
	ssp_msg_close(&msg, use);
}

/* All four refuse with @want, and change nothing. */
static void expect_refused(struct kunit *test, ssp_status want)
{
	struct ssp_fake_client *c = test->priv;
	ULONG qop = SSP_FAKE_FRESH32;
	struct message *m;
	enum call which;

	for (which = SIGN; which <= UNSEAL; which++) {
		m = message(test, 16);
		KUNIT_EXPECT_EQ_MSG(test, want, call(c, which, m, &qop),
				    "function %d", which);
		expect_plain(test, m);
		KUNIT_EXPECT_EQ(test, (ULONG)sizeof(m->token),
				m->b[0].cbBuffer);
		KUNIT_EXPECT_EQ(test, 0, m->token[0]);
		KUNIT_EXPECT_EQ(test, (ULONG)SSP_FAKE_FRESH32, qop);
	}
}

static const size_t sizes[] = { 0, 1, 1024, 65536 };

/* Nothing is allocated for a message, whatever its size. */
static void messages_cost_no_memory(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	struct message *m;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		m = message(test, sizes[i]);
		ssp_test_memory_fail_at(c->memory, 0);
		KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, SIGN, m, NULL));
		peer(c, SSP_MSG_VERIFY, m);
		m->b[0].cbBuffer = sizeof(m->token);
		peer(c, SSP_MSG_SIGN, m);
		KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, VERIFY, m, NULL));
		m->b[0].cbBuffer = sizeof(m->token);
		KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, SEAL, m, NULL));
		peer(c, SSP_MSG_UNSEAL, m);
		expect_plain(test, m);
		m->b[0].cbBuffer = sizeof(m->token);
		peer(c, SSP_MSG_SEAL, m);
		KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, UNSEAL, m, NULL));
		expect_plain(test, m);
		KUNIT_EXPECT_EQ(test, (u64)0, c->memory->calls);
	}
}

/* Callers reserve what SECPKG_ATTR_SIZES says, and learn what was used. */
static void lengths_are_told(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	struct message *m = message(test, 32);
	SecPkgContext_Sizes s;

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_api_query_context(&ssp_text_utf8, &c->ctx,
					      SECPKG_ATTR_SIZES, &s));
	m->b[0].cbBuffer = s.cbMaxSignature;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, SIGN, m, NULL));
	KUNIT_EXPECT_EQ(test, s.cbMaxSignature, m->b[0].cbBuffer);
	m->b[0].cbBuffer--;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, call(c, SIGN, m, NULL));
	m->b[0].cbBuffer = s.cbSecurityTrailer;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, SEAL, m, NULL));
	KUNIT_EXPECT_LE(test, m->b[0].cbBuffer, s.cbSecurityTrailer);
	m = message(test, 32);
	m->b[0].cbBuffer = 59;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL, call(c, SEAL, m, NULL));
	expect_plain(test, m);
	m->b[0].BufferType = SECBUFFER_DATA;
	expect_plain(test, m);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, call(c, SIGN, m, NULL));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, call(c, SEAL, m, NULL));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, call(c, VERIFY, m, NULL));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, call(c, UNSEAL, m, NULL));
}

static void quality_is_told(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	struct message *m = message(test, 32);
	struct ssp_msg msg;
	ULONG qop = SSP_FAKE_FRESH32;

	peer(c, SSP_MSG_SIGN, m);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, VERIFY, m, &qop));
	KUNIT_EXPECT_EQ(test, 0u, qop);
	qop = SSP_FAKE_FRESH32;
	m->b[0].cbBuffer = sizeof(m->token);
	peer(c, SSP_MSG_SEAL, m);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, UNSEAL, m, &qop));
	KUNIT_EXPECT_EQ(test, 0u, qop);
	m->b[0].cbBuffer = sizeof(m->token);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_msg_open(&m->d, SSP_MSG_SEAL, &msg));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_cfx_seal(&c->acceptor, &msg,
					  SECQOP_WRAP_NO_ENCRYPT));
	ssp_msg_close(&msg, SSP_MSG_SEAL);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, UNSEAL, m, &qop));
	KUNIT_EXPECT_EQ(test, SECQOP_WRAP_NO_ENCRYPT, qop);
	/* And the way out. */
	m->b[0].cbBuffer = sizeof(m->token);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			EncryptMessage(&c->ctx, SECQOP_WRAP_NO_ENCRYPT, &m->d,
				       7));
	expect_plain(test, m);
	peer(c, SSP_MSG_UNSEAL, m);
}

static void alterations_and_repeats_are_found(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	struct message *m = message(test, 32);
	ULONG qop = SSP_FAKE_FRESH32;

	peer(c, SSP_MSG_SIGN, m);
	m->data[31] ^= 1;
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, call(c, VERIFY, m, &qop));
	m->data[31] ^= 1;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, VERIFY, m, NULL));
	KUNIT_EXPECT_EQ(test, SEC_E_OUT_OF_SEQUENCE, call(c, VERIFY, m, &qop));
	m->b[0].cbBuffer = sizeof(m->token);
	peer(c, SSP_MSG_SEAL, m);
	m->token[20] ^= 1;
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, call(c, UNSEAL, m, &qop));
	KUNIT_EXPECT_EQ(test, (ULONG)SSP_FAKE_FRESH32, qop);
}

/* One token in one buffer, whose contents are pointed at. */
static void a_stream_is_opened_where_it_lies(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	struct message *m = message(test, 100);
	u8 *whole;
	u32 n;

	peer(c, SSP_MSG_SEAL, m);
	n = m->b[0].cbBuffer + 100;
	whole = ssp_test_guarded(test, n);
	memcpy(whole, m->token, m->b[0].cbBuffer);
	memcpy(whole + m->b[0].cbBuffer, m->data, 100);
	m->b[0] = (SecBuffer){ n, SECBUFFER_STREAM, whole };
	m->b[1] = (SecBuffer){ 0, SECBUFFER_DATA, NULL };
	KUNIT_ASSERT_EQ(test, SEC_E_OK, call(c, UNSEAL, m, NULL));
	KUNIT_EXPECT_PTR_EQ(test, (void *)(whole + n - 100), m->b[1].pvBuffer);
	m->data = m->b[1].pvBuffer;
	expect_plain(test, m);
}

static void not_before_it_is_established(struct kunit *test)
{
	const char *const *package = test->param_value;
	struct ssp_fake_client *c = test->priv;

	ssp_fake_client_acquire(c, *package);
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	expect_refused(test, SEC_E_INVALID_HANDLE);
	/* P34: nor after it has failed. */
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	expect_refused(test, SEC_E_INVALID_HANDLE);
}

static void not_after_it_has_ended(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);
	CtxtHandle gone;

	c->fake->now = c->fake->end - 1;
	ssp_fake_client_exchange(c);
	c->fake->now++;
	expect_refused(test, SEC_E_CONTEXT_EXPIRED);
	gone = c->ctx;
	ssp_fake_client_delete(c);
	expect_refused(test, SEC_E_INVALID_HANDLE);
	c->ctx = gone;
	expect_refused(test, SEC_E_INVALID_HANDLE);
	c->ctx = c->cred;
	expect_refused(test, SEC_E_INVALID_HANDLE);
	memset(&c->ctx, 0, sizeof(c->ctx));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			MakeSignature(NULL, 0, NULL, 0));
}

/* P08: what was not granted is refused, not pretended. */
static void nothing_that_was_not_granted(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, ISC_REQ_NO_INTEGRITY);
	struct message *m = message(test, 16);

	expect_refused(test, SEC_E_UNSUPPORTED_FUNCTION);
	ssp_fake_client_delete(c);
	ssp_fake_client_connect(c, ISC_REQ_MUTUAL_AUTH, NULL);
	KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
			call(c, SEAL, m, NULL));
	expect_plain(test, m);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, call(c, SIGN, m, NULL));
	peer(c, SSP_MSG_VERIFY, m);
	m->b[0].cbBuffer = sizeof(m->token);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			EncryptMessage(&c->ctx, SECQOP_WRAP_NO_ENCRYPT, &m->d,
				       0));
	peer(c, SSP_MSG_UNSEAL, m);
}

/* A context holds what it needs of its credential. */
static void the_credential_may_go_first(struct kunit *test)
{
	struct ssp_fake_client *c = connected(test, SSP_FAKE_ALL);

	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeCredentialsHandle(&c->cred));
	KUNIT_EXPECT_EQ(test, 1u, c->fake->creds);
	ssp_fake_client_exchange(c);
	ssp_fake_client_delete(c);
	KUNIT_EXPECT_EQ(test, 0u, c->fake->creds);
}

static struct kunit_case message_cases[] = {
	KUNIT_CASE_PARAM(messages_cost_no_memory, package_gen_params),
	KUNIT_CASE_PARAM(lengths_are_told, package_gen_params),
	KUNIT_CASE_PARAM(quality_is_told, package_gen_params),
	KUNIT_CASE_PARAM(alterations_and_repeats_are_found, package_gen_params),
	KUNIT_CASE_PARAM(a_stream_is_opened_where_it_lies, package_gen_params),
	KUNIT_CASE_PARAM(not_before_it_is_established, package_gen_params),
	KUNIT_CASE_PARAM(not_after_it_has_ended, package_gen_params),
	KUNIT_CASE_PARAM(nothing_that_was_not_granted, package_gen_params),
	KUNIT_CASE_PARAM(the_credential_may_go_first, package_gen_params),
	{}
};

static struct kunit_suite message_suite = {
	.name = "api_message",
	.init = message_init,
	.exit = ssp_fake_client_stop,
	.test_cases = message_cases,
};

kunit_test_suites(&message_suite);
