// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's messages against MS-NLMP 4.2.4.4 and what follows from its keys
 * (core/ntlm/ntlm_seal.c).
 */
#include <kunit/test.h>

#include "core/ntlm/ntlm_seal.h"
#include "tests/support.h"

#define PLAIN "50006c00610069006e007400650078007400"
#define NPLAIN 18

/* Flags of 4.2.4. */
#define FLAGS 0xe28a8233u

static struct ssp_test_memory *memory;

struct pair {
	struct ssp_ntlm_messages client;
	struct ssp_ntlm_messages server;
};

static struct pair pair;

static int seal_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	memset(&pair, 0, sizeof(pair));
	return 0;
}

static void seal_exit(struct kunit *test)
{
	ssp_ntlm_messages_fini(&pair.client);
	ssp_ntlm_messages_fini(&pair.server);
	ssp_test_memory_stop(test, memory);
}

static void open_pair(struct kunit *test, u32 flags)
{
	u8 key[SSP_NTLM_KEY];

	memset(key, 0x55, sizeof(key));
	ssp_ntlm_messages_fini(&pair.client);
	ssp_ntlm_messages_fini(&pair.server);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_messages_init(&pair.client, flags, key,
					       SSP_NTLM_CLIENT),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_messages_init(&pair.server, flags, key,
					       SSP_NTLM_SERVER),
			SEC_E_OK);
}

static void message(struct ssp_msg *m, void *token, size_t ntoken, void *data,
		    size_t n)
{
	memset(m, 0, sizeof(*m));
	m->token = (struct ssp_seg){ token, (u32)ntoken, 0 };
	m->seg[0] = (struct ssp_seg){ data, (u32)n, 0 };
	m->nseg = 1;
	m->total = n;
}

static void expect(struct kunit *test, const u8 *got, const char *want)
{
	u8 *w;
	size_t n = ssp_test_unhex(test, want, &w);

	SSP_EXPECT_MEMEQ(test, got, w, n);
}

static u8 *plain(struct kunit *test)
{
	u8 *p;

	ssp_test_unhex(test, PLAIN, &p);
	return p;
}

static void seal_as(struct kunit *test, struct ssp_ntlm_messages *c,
		    const char *data, const char *signature)
{
	u8 *p = plain(test), *token = ssp_test_guarded(test, 16);
	struct ssp_msg m;

	message(&m, token, 16, p, NPLAIN);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_seal(c, &m, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m.token_used, 16u);
	expect(test, p, data);
	expect(test, token, signature);
}

/* 4.2.4.4; the second one, and the server's first. */
static void published_messages(struct kunit *test)
{
	open_pair(test, FLAGS);
	seal_as(test, &pair.client, "54e50165bf1936dc996020c1811b0f06fb5f",
		"010000007fb38ec5c55d497600000000");
	seal_as(test, &pair.client, "64c308e09ea236e7f4232553c94a01e700fa",
		"01000000255405955d31d8c401000000");
	seal_as(test, &pair.server, "160871b730ba74e946c453d7465b54278dd0",
		"01000000b298b847ce7c580700000000");
}

#define MECH_LIST "300c060a2b06010401823702020a"

static void sign_as(struct kunit *test, struct ssp_ntlm_messages *c,
		    struct ssp_ntlm_messages *peer, const char *signature)
{
	u8 *list, *token = ssp_test_guarded(test, 16);
	size_t n = ssp_test_unhex(test, MECH_LIST, &list);
	struct ssp_msg m;

	message(&m, token, 16, list, n);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_sign(c, &m), SEC_E_OK);
	expect(test, token, signature);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_verify(peer, &m), SEC_E_OK);
}

/* The MICs of a negotiation, and the first message that follows them. */
static void starts_anew_after_mics(struct kunit *test)
{
	open_pair(test, FLAGS);
	sign_as(test, &pair.client, &pair.server,
		"0100000022a3984fefbb9c3200000000");
	sign_as(test, &pair.server, &pair.client,
		"010000007dd6da05648a73ae00000000");
	ssp_ntlm_messages_restart(&pair.client);
	ssp_ntlm_messages_restart(&pair.server);
	seal_as(test, &pair.client, "54e50165bf1936dc996020c1811b0f06fb5f",
		"010000001deafbcced2a4ea901000000");
}

struct wire {
	u8 token[16];
	u8 data[64];
	size_t n;
};

static void send(struct kunit *test, struct ssp_ntlm_messages *c, u32 seqno,
		 size_t n, struct wire *w)
{
	struct ssp_msg m;
	bool sealed = c->flags & SSP_NTLM_SEAL;

	memset(w->data, 0x5a, sizeof(w->data));
	w->n = n;
	message(&m, w->token, 16, w->data, n);
	m.seqno = seqno;
	KUNIT_ASSERT_EQ(
		test, ssp_ntlm_seal(c, &m, sealed ? 0 : SECQOP_WRAP_NO_ENCRYPT),
		SEC_E_OK);
}

static ssp_status receive(struct ssp_ntlm_messages *c, u32 seqno,
			  struct wire *w)
{
	struct ssp_msg m;
	u32 qop = 99;
	ssp_status st;

	message(&m, w->token, 16, w->data, w->n);
	m.seqno = seqno;
	st = ssp_ntlm_unseal(c, &m, &qop);
	if (st >= 0 &&
	    qop != (c->flags & SSP_NTLM_SEAL ? 0 : SECQOP_WRAP_NO_ENCRYPT))
		return SEC_E_INTERNAL_ERROR;
	return st;
}

static bool is_plain(const struct wire *w)
{
	size_t i;

	for (i = 0; i < w->n; i++) {
		if (w->data[i] != 0x5a)
			return false;
	}
	return true;
}

#define SIGNED (SSP_NTLM_UNICODE | SSP_NTLM_SIGN | SSP_NTLM_EXTENDED)

static const u32 kinds[] = {
	FLAGS,
	FLAGS & ~SSP_NTLM_SEAL,
	FLAGS & ~SSP_NTLM_KEY_EXCH,
	FLAGS & ~(SSP_NTLM_KEY_EXCH | SSP_NTLM_SEAL),
	FLAGS & ~SSP_NTLM_128,
	SIGNED | SSP_NTLM_SEAL,
	FLAGS | SSP_NTLM_DATAGRAM,
	(FLAGS | SSP_NTLM_DATAGRAM) & ~SSP_NTLM_SEAL,
};

KUNIT_ARRAY_PARAM(kind, kinds, NULL);

static u32 kind_of(struct kunit *test)
{
	return *(const u32 *)test->param_value;
}

static void both_ways(struct kunit *test)
{
	struct wire w;
	u32 i;

	open_pair(test, kind_of(test));
	for (i = 0; i < 40; i++) {
		send(test, &pair.client, i, i, &w);
		KUNIT_ASSERT_EQ(test, receive(&pair.server, i, &w), SEC_E_OK);
		KUNIT_ASSERT_TRUE(test, is_plain(&w));
		send(test, &pair.server, i, 40 - i, &w);
		if ((kind_of(test) & SSP_NTLM_SEAL) && w.n > 4)
			KUNIT_EXPECT_FALSE(test, is_plain(&w));
		KUNIT_ASSERT_EQ(test, receive(&pair.client, i, &w), SEC_E_OK);
		KUNIT_ASSERT_TRUE(test, is_plain(&w));
	}
}

struct change {
	struct wire sent;
	bool sealed;
};

static void refuse_changed(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct change *c = arg;
	struct wire w = c->sent;

	memcpy(w.token, p, 16);
	memcpy(w.data, p + 16, n - 16);
	KUNIT_ASSERT_EQ(test, receive(&pair.server, 0, &w),
			SEC_E_MESSAGE_ALTERED);
	/* Nothing that could be read remains. */
	if (c->sealed)
		KUNIT_ASSERT_EQ(test, w.data[0] | w.data[1] | w.data[2], 0);
}

/* Whatever comes in between, the right one is still right. */
static void changes_cost_nothing(struct kunit *test)
{
	struct change c;
	u8 whole[16 + 20];

	open_pair(test, kind_of(test));
	c.sealed = kind_of(test) & SSP_NTLM_SEAL;
	send(test, &pair.client, 0, 20, &c.sent);
	memcpy(whole, c.sent.token, 16);
	memcpy(whole + 16, c.sent.data, 20);
	ssp_test_each_change(test, whole, sizeof(whole), refuse_changed, &c);
	KUNIT_EXPECT_EQ(test, receive(&pair.server, 0, &c.sent), SEC_E_OK);
	KUNIT_EXPECT_TRUE(test, is_plain(&c.sent));
}

static void order_counts(struct kunit *test)
{
	struct wire first, second, copy;

	open_pair(test, FLAGS | SSP_NTLM_SEAL);
	send(test, &pair.client, 0, 20, &first);
	send(test, &pair.client, 0, 20, &second);
	copy = second;
	KUNIT_EXPECT_EQ(test, receive(&pair.server, 0, &copy),
			SEC_E_MESSAGE_ALTERED);
	copy = first;
	KUNIT_EXPECT_EQ(test, receive(&pair.server, 0, &copy), SEC_E_OK);
	copy = first;
	KUNIT_EXPECT_EQ(test, receive(&pair.server, 0, &copy),
			SEC_E_MESSAGE_ALTERED);
	copy = second;
	KUNIT_EXPECT_EQ(test, receive(&pair.server, 0, &copy), SEC_E_OK);
	/* Our own do not come back as the peer's. */
	copy = first;
	KUNIT_EXPECT_EQ(test, receive(&pair.client, 0, &copy),
			SEC_E_MESSAGE_ALTERED);
}

/* In any order, each with the number that its sender gave it. */
static void datagrams_may_overtake(struct kunit *test)
{
	struct wire w[3], copy;
	u32 i;

	open_pair(test, FLAGS | SSP_NTLM_DATAGRAM | SSP_NTLM_SEAL);
	for (i = 0; i < 3; i++)
		send(test, &pair.client, 7 + i, 20, &w[i]);
	copy = w[2];
	KUNIT_EXPECT_EQ(test, receive(&pair.server, 7, &copy),
			SEC_E_MESSAGE_ALTERED);
	for (i = 3; i--;) {
		KUNIT_EXPECT_EQ(test, receive(&pair.server, 7 + i, &w[i]),
				SEC_E_OK);
		KUNIT_EXPECT_TRUE(test, is_plain(&w[i]));
	}
}

/* The keys of datagrams 0 and 1, by what they make of zeroes. */
static void keys_of_datagrams(struct kunit *test)
{
	static const char *const keys[] = {
		"09af156913f119ba062438f2384f40f0",
		"beebdcd194b547c99f6cfffbdba6bbfa",
	};
	u8 *key, zero[16], stream[16], token[16];
	struct ssp_rc4 rc4;
	struct ssp_msg m;
	u32 i;

	open_pair(test, FLAGS | SSP_NTLM_DATAGRAM | SSP_NTLM_SEAL);
	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		memset(zero, 0, sizeof(zero));
		memset(stream, 0, sizeof(stream));
		ssp_test_unhex(test, keys[i], &key);
		ssp_rc4_init(&rc4, key, 16);
		ssp_rc4(&rc4, stream, sizeof(stream));
		message(&m, token, 16, zero, sizeof(zero));
		m.seqno = i;
		KUNIT_ASSERT_EQ(test, ssp_ntlm_seal(&pair.client, &m, 0),
				SEC_E_OK);
		SSP_EXPECT_MEMEQ(test, zero, stream, sizeof(stream));
		KUNIT_EXPECT_EQ(test, token[12], i);
	}
}

static void streams(struct kunit *test)
{
	u8 *whole = ssp_test_guarded(test, 16 + 20);
	struct wire w;
	struct ssp_msg m;
	u32 qop;
	size_t n;

	open_pair(test, kind_of(test));
	send(test, &pair.client, 0, 20, &w);
	memcpy(whole, w.token, 16);
	memcpy(whole + 16, w.data, 20);
	for (n = 0; n < 16; n++) {
		message(&m, whole, n, NULL, 0);
		m.stream = true;
		m.nseg = 0;
		KUNIT_EXPECT_EQ(test, ssp_ntlm_unseal(&pair.server, &m, &qop),
				SEC_E_BUFFER_TOO_SMALL);
	}
	message(&m, whole, 36, NULL, 0);
	m.stream = true;
	m.nseg = 0;
	KUNIT_ASSERT_EQ(test, ssp_ntlm_unseal(&pair.server, &m, &qop),
			SEC_E_OK);
	KUNIT_EXPECT_PTR_EQ(test, m.plain.p, whole + 16);
	KUNIT_EXPECT_EQ(test, m.plain.n, 20u);
	KUNIT_EXPECT_EQ(test, whole[16], 0x5a);
	KUNIT_EXPECT_EQ(test, whole[35], 0x5a);
}

/* Sealed in some pieces, opened in others; signed ones are left as they are. */
static void several_pieces(struct kunit *test)
{
	u8 data[50], token[16], first[] = "first", last[] = "last";
	struct ssp_msg m;
	u32 qop;
	size_t i;

	open_pair(test, kind_of(test));
	memset(data, 0x33, sizeof(data));
	message(&m, token, 16, data, 7);
	m.seg[1] = (struct ssp_seg){ first, 5, SSP_SEG_SIGN_ONLY };
	m.seg[2] = (struct ssp_seg){ NULL, 0, 0 };
	m.seg[3] = (struct ssp_seg){ data + 7, 43, 0 };
	m.seg[4] = (struct ssp_seg){ last, 4, SSP_SEG_SIGN_ONLY };
	m.nseg = 5;
	qop = kind_of(test) & SSP_NTLM_SEAL ? 0 : SECQOP_WRAP_NO_ENCRYPT;
	KUNIT_ASSERT_EQ(test, ssp_ntlm_seal(&pair.client, &m, qop), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, first, "first", 5);
	SSP_EXPECT_MEMEQ(test, last, "last", 4);

	message(&m, token, 16, data, 7);
	m.seg[1] = (struct ssp_seg){ first, 5, SSP_SEG_SIGN_ONLY };
	m.seg[2] = (struct ssp_seg){ data + 7, 20, 0 };
	m.seg[3] = (struct ssp_seg){ data + 27, 23, 0 };
	m.seg[4] = (struct ssp_seg){ last, 4, SSP_SEG_SIGN_ONLY };
	m.nseg = 5;
	last[0] = 'L';
	KUNIT_EXPECT_EQ(test, ssp_ntlm_unseal(&pair.server, &m, &qop),
			SEC_E_MESSAGE_ALTERED);
	KUNIT_EXPECT_EQ(test, first[0], 'f');
	if (kind_of(test) & SSP_NTLM_SEAL)
		return; /* wiped */
	last[0] = 'l';
	KUNIT_ASSERT_EQ(test, ssp_ntlm_unseal(&pair.server, &m, &qop),
			SEC_E_OK);
	for (i = 0; i < sizeof(data); i++)
		KUNIT_EXPECT_EQ(test, data[i], 0x33);
}

static void most_pieces(struct kunit *test)
{
	u8 data[SSP_MSG_SEGS_MAX], token[16];
	struct ssp_msg m;
	size_t i;
	u32 qop;

	open_pair(test, FLAGS | SSP_NTLM_SEAL);
	memset(data, 0x44, sizeof(data));
	message(&m, token, 16, data, 1);
	for (i = 0; i < SSP_MSG_SEGS_MAX; i++)
		m.seg[i] = (struct ssp_seg){ data + i, 1, 0 };
	m.nseg = SSP_MSG_SEGS_MAX;
	KUNIT_ASSERT_EQ(test, ssp_ntlm_seal(&pair.client, &m, 0), SEC_E_OK);
	KUNIT_ASSERT_EQ(test, ssp_ntlm_unseal(&pair.server, &m, &qop),
			SEC_E_OK);
	for (i = 0; i < SSP_MSG_SEGS_MAX; i++)
		KUNIT_EXPECT_EQ(test, data[i], 0x44);
}

static void tokens_too_small(struct kunit *test)
{
	u8 data[20], fresh[16];
	struct ssp_msg m;
	size_t n;

	open_pair(test, FLAGS | SSP_NTLM_SEAL);
	memset(data, 0x5a, sizeof(data));
	memset(fresh, 0xa5, sizeof(fresh));
	for (n = 0; n < 16; n++) {
		u8 *token = ssp_test_guarded(test, n);
		u32 qop;

		message(&m, token, n, data, sizeof(data));
		KUNIT_EXPECT_EQ(test, ssp_ntlm_seal(&pair.client, &m, 0),
				SEC_E_BUFFER_TOO_SMALL);
		KUNIT_EXPECT_EQ(test, ssp_ntlm_sign(&pair.client, &m),
				SEC_E_BUFFER_TOO_SMALL);
		SSP_EXPECT_MEMEQ(test, token, fresh, n);
		KUNIT_EXPECT_EQ(test, data[0], 0x5a);
		KUNIT_EXPECT_EQ(test, ssp_ntlm_unseal(&pair.server, &m, &qop),
				SEC_E_BUFFER_TOO_SMALL);
		KUNIT_EXPECT_EQ(test, ssp_ntlm_verify(&pair.server, &m),
				SEC_E_INVALID_TOKEN);
	}
	KUNIT_EXPECT_EQ(test, pair.client.send.seq, 0u);
	KUNIT_EXPECT_EQ(test, pair.server.recv.seq, 0u);
}

static void tokens_too_large(struct kunit *test)
{
	u8 data[20], token[17];
	struct ssp_msg m;
	u32 qop;

	memset(data, 0x5a, sizeof(data));
	open_pair(test, FLAGS | SSP_NTLM_SEAL);
	message(&m, token, sizeof(token), data, sizeof(data));
	KUNIT_EXPECT_EQ(test, ssp_ntlm_seal(&pair.client, &m, 0), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m.token_used, 16u);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_unseal(&pair.server, &m, &qop),
			SEC_E_INVALID_TOKEN);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_verify(&pair.server, &m),
			SEC_E_INVALID_TOKEN);
	m.token.n = 16;
	KUNIT_EXPECT_EQ(test, ssp_ntlm_unseal(&pair.server, &m, &qop),
			SEC_E_OK);
}

/* What was not agreed on is refused, never done by halves. */
static void refusals(struct kunit *test)
{
	u8 data[20], token[16];
	struct ssp_msg m;
	u32 qop;

	memset(data, 0x5a, sizeof(data));
	memset(token, 0, sizeof(token));
	token[0] = 1;
	message(&m, token, 16, data, sizeof(data));
	open_pair(test, SSP_NTLM_UNICODE);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_sign(&pair.client, &m),
			SEC_E_UNSUPPORTED_FUNCTION);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_seal(&pair.client, &m, 0),
			SEC_E_UNSUPPORTED_FUNCTION);
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_seal(&pair.client, &m, SECQOP_WRAP_NO_ENCRYPT),
			SEC_E_UNSUPPORTED_FUNCTION);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_verify(&pair.client, &m),
			SEC_E_UNSUPPORTED_FUNCTION);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_unseal(&pair.client, &m, &qop),
			SEC_E_UNSUPPORTED_FUNCTION);
	open_pair(test, SIGNED | SSP_NTLM_128);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_seal(&pair.client, &m, 0),
			SEC_E_UNSUPPORTED_FUNCTION);
	/* Half of the bits are not the word. */
	KUNIT_EXPECT_EQ(test, ssp_ntlm_seal(&pair.client, &m, 1),
			SEC_E_UNSUPPORTED_FUNCTION);
	open_pair(test, SIGNED | SSP_NTLM_SEAL | SSP_NTLM_128);
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_seal(&pair.client, &m, SECQOP_WRAP_NO_ENCRYPT),
			SEC_E_UNSUPPORTED_FUNCTION);
	KUNIT_EXPECT_EQ(test, data[0], 0x5a);
	/* The signature that stands for none, where there must be one. */
	KUNIT_EXPECT_EQ(test, ssp_ntlm_verify(&pair.server, &m),
			SEC_E_MESSAGE_ALTERED);
}

static void never_allocates(struct kunit *test)
{
	struct wire w;
	struct ssp_msg m;

	open_pair(test, kind_of(test));
	ssp_test_memory_fail_at(memory, 0);
	send(test, &pair.client, 0, 20, &w);
	KUNIT_EXPECT_EQ(test, receive(&pair.server, 0, &w), SEC_E_OK);
	message(&m, w.token, 16, w.data, w.n);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_sign(&pair.client, &m), SEC_E_OK);
	m.token.n = 16;
	(void)ssp_ntlm_verify(&pair.server, &m);
	KUNIT_EXPECT_EQ(test, memory->calls, 0);
}

static ssp_status derive(struct kunit *test, void *arg)
{
	u8 key[SSP_NTLM_KEY] = { 0 };
	ssp_status st;

	(void)test;
	(void)arg;
	st = ssp_ntlm_messages_init(&pair.client, FLAGS, key, SSP_NTLM_CLIENT);
	ssp_ntlm_messages_fini(&pair.client);
	return st;
}

static void allocations_fail(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test,
			ssp_test_each_failed_allocation(test, memory, derive,
							NULL, NULL),
			2);
}

static struct kunit_case ntlm_seal_cases[] = {
	KUNIT_CASE(published_messages),
	KUNIT_CASE(starts_anew_after_mics),
	KUNIT_CASE_PARAM(both_ways, kind_gen_params),
	KUNIT_CASE_PARAM(changes_cost_nothing, kind_gen_params),
	KUNIT_CASE(order_counts),
	KUNIT_CASE(datagrams_may_overtake),
	KUNIT_CASE(keys_of_datagrams),
	KUNIT_CASE_PARAM(streams, kind_gen_params),
	KUNIT_CASE_PARAM(several_pieces, kind_gen_params),
	KUNIT_CASE(most_pieces),
	KUNIT_CASE(tokens_too_small),
	KUNIT_CASE(tokens_too_large),
	KUNIT_CASE(refusals),
	KUNIT_CASE_PARAM(never_allocates, kind_gen_params),
	KUNIT_CASE(allocations_fail),
	{}
};

static struct kunit_suite ntlm_seal_suite = {
	.name = "ntlm_seal",
	.init = seal_init,
	.exit = seal_exit,
	.test_cases = ntlm_seal_cases,
};

kunit_test_suites(&ntlm_seal_suite);
