// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SecBufferDesc: every lie a caller could tell, and the memory rules of
 * hand-shake buffers (P13, P42).
 */
#include "core/secbuf.h"
#include "platform/memory.h"
#include "tests/support.h"

static struct ssp_test_memory *memory;

static int secbuf_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void secbuf_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

static SecBuffer buffer(u32 type, void *p, u32 n)
{
	SecBuffer b;

	b.BufferType = type;
	b.cbBuffer = n;
	b.pvBuffer = p;
	return b;
}

static SecBufferDesc desc(SecBuffer *b, u32 n)
{
	SecBufferDesc d;

	d.ulVersion = SECBUFFER_VERSION;
	d.cBuffers = n;
	d.pBuffers = b;
	return d;
}

static void expect_piece(struct kunit *test, const struct ssp_seg *seg,
			 const u8 *p, u32 flags)
{
	KUNIT_EXPECT_PTR_EQ(test, p, (const u8 *)seg->p);
	KUNIT_EXPECT_EQ(test, flags, seg->flags);
}

static void message_in_any_order(struct kunit *test)
{
	u8 token[60], data[8], more[4], pad[16];
	SecBuffer b[] = {
		buffer(SECBUFFER_DATA, data, sizeof(data)),
		buffer(SECBUFFER_DATA | SECBUFFER_READONLY_WITH_CHECKSUM, more,
		       sizeof(more)),
		buffer(SECBUFFER_DATA | SECBUFFER_READONLY, more, sizeof(more)),
		buffer(SECBUFFER_EMPTY, NULL, 0),
		buffer(SECBUFFER_PADDING, pad, sizeof(pad)),
		buffer(SECBUFFER_TOKEN, token, sizeof(token)),
	};
	SecBufferDesc d = desc(b, ARRAY_SIZE(b));
	struct ssp_msg m;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_msg_open(&d, SSP_MSG_SEAL, &m));
	KUNIT_EXPECT_PTR_EQ(test, &token[0], m.token.p);
	KUNIT_EXPECT_EQ(test, 60u, m.token.n);
	KUNIT_ASSERT_EQ(test, (size_t)2, m.nseg);
	expect_piece(test, &m.seg[0], data, 0);
	expect_piece(test, &m.seg[1], more, SSP_SEG_SIGN_ONLY);
	KUNIT_EXPECT_EQ(test, (size_t)12, m.total);

	m.token_used = 28;
	ssp_msg_close(&m, SSP_MSG_SEAL);
	KUNIT_EXPECT_EQ(test, 28u, b[5].cbBuffer);
	KUNIT_EXPECT_EQ(test, 0u, b[4].cbBuffer);
	KUNIT_EXPECT_EQ(test, 8u, b[0].cbBuffer);
}

/* On the way in what stands in PADDING belongs to the message. */
static void padding_counts_on_the_way_in(struct kunit *test)
{
	u8 token[60], data[8], pad[3];
	SecBuffer b[] = {
		buffer(SECBUFFER_TOKEN, token, sizeof(token)),
		buffer(SECBUFFER_PADDING, pad, sizeof(pad)),
		buffer(SECBUFFER_DATA, data, sizeof(data)),
	};
	SecBufferDesc d = desc(b, ARRAY_SIZE(b));
	struct ssp_msg m;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_msg_open(&d, SSP_MSG_UNSEAL, &m));
	KUNIT_ASSERT_EQ(test, (size_t)2, m.nseg);
	KUNIT_EXPECT_PTR_EQ(test, &pad[0], m.seg[1].p);
	ssp_msg_close(&m, SSP_MSG_UNSEAL);
	KUNIT_EXPECT_EQ(test, 3u, b[1].cbBuffer);
}

static void stream_points_data_into_itself(struct kunit *test)
{
	u8 stream[80];
	SecBuffer b[] = {
		buffer(SECBUFFER_STREAM, stream, sizeof(stream)),
		buffer(SECBUFFER_DATA, NULL, 0),
	};
	SecBufferDesc d = desc(b, ARRAY_SIZE(b));
	struct ssp_msg m;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_msg_open(&d, SSP_MSG_UNSEAL, &m));
	KUNIT_EXPECT_TRUE(test, m.stream);
	KUNIT_EXPECT_EQ(test, (size_t)0, m.nseg);
	m.plain.p = stream + 60;
	m.plain.n = 20;
	ssp_msg_close(&m, SSP_MSG_UNSEAL);
	KUNIT_EXPECT_PTR_EQ(test, (void *)(stream + 60), b[1].pvBuffer);
	KUNIT_EXPECT_EQ(test, 20u, b[1].cbBuffer);
	KUNIT_EXPECT_EQ(test, 80u, b[0].cbBuffer);
}

/* What is left out of everything is left out of this, too. */
static void a_stream_is_not_shown_in_read_only_data(struct kunit *test)
{
	u8 stream[80], old[4];
	SecBuffer b[] = {
		buffer(SECBUFFER_STREAM, stream, sizeof(stream)),
		buffer(SECBUFFER_DATA | SECBUFFER_READONLY, old, sizeof(old)),
		buffer(SECBUFFER_DATA, NULL, 0),
	};
	SecBufferDesc d = desc(b, ARRAY_SIZE(b));
	struct ssp_msg m;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_msg_open(&d, SSP_MSG_UNSEAL, &m));
	m.plain.p = stream + 60;
	m.plain.n = 20;
	ssp_msg_close(&m, SSP_MSG_UNSEAL);
	KUNIT_EXPECT_PTR_EQ(test, (void *)old, b[1].pvBuffer);
	KUNIT_EXPECT_EQ(test, 4u, b[1].cbBuffer);
	KUNIT_EXPECT_PTR_EQ(test, (void *)(stream + 60), b[2].pvBuffer);
	KUNIT_EXPECT_EQ(test, 20u, b[2].cbBuffer);
}

static u8 byte;

/* One row: a message that must be refused, whatever it is for. */
static const struct bad_message {
	const char *name;
	u32 version;
	u32 count;
	SecBuffer b[3];
} bad_messages[] = {
	{ "no buffers", 0, 0, { { 0, 0, NULL } } },
	{ "version 1", 1, 1, { { 1, SECBUFFER_TOKEN, &byte } } },
	{ "no token", 0, 1, { { 1, SECBUFFER_DATA, &byte } } },
	{ "two tokens",
	  0,
	  2,
	  { { 1, SECBUFFER_TOKEN, &byte }, { 1, SECBUFFER_TOKEN, &byte } } },
	{ "token at NULL", 0, 1, { { 1, SECBUFFER_TOKEN, NULL } } },
	{ "data at NULL",
	  0,
	  2,
	  { { 1, SECBUFFER_TOKEN, &byte }, { 1, SECBUFFER_DATA, NULL } } },
	{ "signed data at NULL",
	  0,
	  2,
	  { { 1, SECBUFFER_TOKEN, &byte },
	    { 1, SECBUFFER_DATA | SECBUFFER_READONLY_WITH_CHECKSUM, NULL } } },
	{ "two paddings",
	  0,
	  3,
	  { { 1, SECBUFFER_TOKEN, &byte },
	    { 1, SECBUFFER_PADDING, &byte },
	    { 1, SECBUFFER_PADDING, &byte } } },
	{ "stream and token",
	  0,
	  3,
	  { { 1, SECBUFFER_STREAM, &byte },
	    { 1, SECBUFFER_TOKEN, &byte },
	    { 0, SECBUFFER_DATA, NULL } } },
	{ "two streams",
	  0,
	  3,
	  { { 1, SECBUFFER_STREAM, &byte },
	    { 1, SECBUFFER_STREAM, &byte },
	    { 0, SECBUFFER_DATA, NULL } } },
	{ "stream without data", 0, 1, { { 1, SECBUFFER_STREAM, &byte } } },
	{ "stream at NULL",
	  0,
	  2,
	  { { 1, SECBUFFER_STREAM, NULL }, { 0, SECBUFFER_DATA, NULL } } },
	{ "stream with read-only data",
	  0,
	  2,
	  { { 1, SECBUFFER_STREAM, &byte },
	    { 0, SECBUFFER_DATA | SECBUFFER_READONLY_WITH_CHECKSUM, NULL } } },
};

static void describe_message(const struct bad_message *bad, char *desc)
{
	strcpy(desc, bad->name);
}

KUNIT_ARRAY_PARAM(bad_message, bad_messages, describe_message);

static void bad_message_is_refused(struct kunit *test)
{
	const struct bad_message *bad = test->param_value;
	SecBuffer b[3];
	SecBufferDesc d = desc(b, bad->count);
	struct ssp_msg m;
	int use;

	for (use = SSP_MSG_SIGN; use <= SSP_MSG_UNSEAL; use++) {
		memcpy(b, bad->b, sizeof(b));
		d.ulVersion = bad->version;
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
				ssp_msg_open(&d, use, &m));
		KUNIT_EXPECT_EQ(test, 0, memcmp(b, bad->b, sizeof(b)));
	}
}

static void bad_descriptors_are_refused(struct kunit *test)
{
	SecBufferDesc d = desc(NULL, 1);
	struct ssp_input in;
	PSecBuffer out;
	struct ssp_msg m;

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_msg_open(NULL, SSP_MSG_SEAL, &m));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_msg_open(&d, SSP_MSG_SEAL, &m));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, ssp_input_open(&d, &in));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_output_find(&d, false, true, &out));
	d.cBuffers = 0x10000000;
	d.pBuffers = (PSecBuffer)&byte;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_msg_open(&d, SSP_MSG_SEAL, &m));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, ssp_input_open(&d, &in));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_output_find(&d, true, true, &out));
}

static void a_stream_is_only_for_decryption(struct kunit *test)
{
	SecBuffer b[] = {
		buffer(SECBUFFER_STREAM, &byte, 1),
		buffer(SECBUFFER_DATA, NULL, 0),
	};
	SecBufferDesc d = desc(b, ARRAY_SIZE(b));
	struct ssp_msg m;

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_msg_open(&d, SSP_MSG_SIGN, &m));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_msg_open(&d, SSP_MSG_SEAL, &m));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_msg_open(&d, SSP_MSG_VERIFY, &m));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_msg_open(&d, SSP_MSG_UNSEAL, &m));
}

static void pieces_are_counted(struct kunit *test)
{
	const size_t n = SSP_MSG_SEGS_MAX + 2;
	SecBuffer *b = kunit_kzalloc(test, n * sizeof(*b), GFP_KERNEL);
	SecBufferDesc d;
	struct ssp_msg m;
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, b);
	b[0] = buffer(SECBUFFER_TOKEN, &byte, 1);
	for (i = 1; i < n; i++)
		b[i] = buffer(SECBUFFER_DATA, &byte, 1);
	d = desc(b, SSP_MSG_SEGS_MAX + 1);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_msg_open(&d, SSP_MSG_SEAL, &m));
	KUNIT_EXPECT_EQ(test, (size_t)SSP_MSG_SEGS_MAX, m.nseg);
	d.cBuffers++;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			ssp_msg_open(&d, SSP_MSG_SEAL, &m));
}

static void input_takes_what_it_knows(struct kunit *test)
{
	u8 *token = ssp_virtual_alloc(10);
	SecBuffer b[] = {
		buffer(SECBUFFER_CHANNEL_BINDINGS, token, 4),
		buffer(SECBUFFER_TARGET_HOST, NULL, 0),
		buffer(SECBUFFER_TOKEN | SECBUFFER_READONLY, token + 4, 6),
		buffer(SECBUFFER_EMPTY, NULL, 0),
		buffer(SECBUFFER_PKG_PARAMS, token, 2),
	};
	SecBufferDesc d = desc(b, ARRAY_SIZE(b));
	struct ssp_input in;

	KUNIT_ASSERT_NOT_NULL(test, token);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_input_open(&d, &in));
	KUNIT_EXPECT_TRUE(test, in.have_token);
	KUNIT_EXPECT_PTR_EQ(test, (const u8 *)token + 4, in.token.p);
	KUNIT_EXPECT_EQ(test, (size_t)6, in.token.n);
	KUNIT_EXPECT_EQ(test, (size_t)4, in.bindings.n);
	KUNIT_EXPECT_EQ(test, (size_t)2, in.params.n);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_input_open(NULL, &in));
	KUNIT_EXPECT_FALSE(test, in.have_token);
	ssp_virtual_free(token);
}

static ssp_status open_two(u32 type, void *p, u32 n)
{
	SecBuffer b[] = { buffer(type, p, n), buffer(type, p, n) };
	SecBufferDesc d = desc(b, ARRAY_SIZE(b));
	struct ssp_input in;

	return ssp_input_open(&d, &in);
}

static void input_refuses(struct kunit *test)
{
	u8 *p = ssp_virtual_alloc(8);
	SecBuffer b = buffer(SECBUFFER_TOKEN, p, SSP_TOKEN_MAX + 1);
	SecBufferDesc d = desc(&b, 1);
	struct ssp_input in;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			open_two(SECBUFFER_TOKEN, p, 8));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			open_two(SECBUFFER_CHANNEL_BINDINGS, p, 8));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN,
			open_two(SECBUFFER_PKG_PARAMS, p, 8));
	/* Longer than the block it lies in, so not wholly virtual. */
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER, ssp_input_open(&d, &in));
	ssp_test_memory_add_virtual(test, p, SSP_TOKEN_MAX + 1);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, ssp_input_open(&d, &in));
	b.pvBuffer = NULL;
	b.cbBuffer = 1;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, ssp_input_open(&d, &in));
	ssp_virtual_free(p);
}

/* P42: pool memory, and memory that only begins virtual, are refused. */
static void handshake_buffers_must_be_virtual(struct kunit *test)
{
	u8 *pool = ssp_pool_alloc(64), *virt = ssp_virtual_alloc(64);
	SecBuffer b = buffer(SECBUFFER_TOKEN, pool, 64);
	SecBufferDesc d = desc(&b, 1);
	struct ssp_input in;
	PSecBuffer out;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_NOT_NULL(test, virt);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER, ssp_input_open(&d, &in));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_output_find(&d, false, true, &out));
	b.pvBuffer = virt;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_input_open(&d, &in));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_output_find(&d, false, true, &out));
	b.cbBuffer = 65;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER, ssp_input_open(&d, &in));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_output_find(&d, false, true, &out));
	/* Whatever its type. */
	b.BufferType = SECBUFFER_EMPTY;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER, ssp_input_open(&d, &in));
	/* ALLOCATE_MEMORY does not look at what the caller left there. */
	b = buffer(SECBUFFER_TOKEN, pool, 64);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_output_find(&d, true, true, &out));
	ssp_pool_free(pool, 64);
	ssp_virtual_free(virt);
}

static void output_needs_room(struct kunit *test)
{
	u8 *p = ssp_virtual_alloc(8);
	SecBuffer b = buffer(SECBUFFER_TOKEN, p, 0);
	SecBufferDesc d = desc(&b, 1);
	PSecBuffer out;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL,
			ssp_output_find(NULL, false, true, &out));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_output_find(NULL, false, false, &out));
	KUNIT_EXPECT_NULL(test, out);
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL,
			ssp_output_find(&d, false, true, &out));
	KUNIT_EXPECT_EQ(test, 0u, b.cbBuffer);
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_output_find(&d, false, false, &out));
	b.BufferType = SECBUFFER_DATA;
	b.cbBuffer = 8;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL,
			ssp_output_find(&d, false, true, &out));
	b = buffer(SECBUFFER_TOKEN, NULL, 8);
	KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR,
			ssp_output_find(&d, false, true, &out));
	ssp_virtual_free(p);
}

static void output_is_delivered(struct kunit *test)
{
	static const u8 text[] = "token";
	u8 *p = ssp_virtual_alloc(8);
	SecBuffer b = buffer(SECBUFFER_TOKEN, p, 8);
	struct ssp_wr w;

	KUNIT_ASSERT_NOT_NULL(test, p);
	ssp_wr_init(&w);
	ssp_wr_bytes(&w, SSP_SPAN(text));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_output_deliver(&b, false, &w));
	KUNIT_EXPECT_EQ(test, (u32)sizeof(text), b.cbBuffer);
	KUNIT_EXPECT_EQ(test, (u32)SECBUFFER_TOKEN, b.BufferType);
	SSP_EXPECT_MEMEQ(test, p, text, sizeof(text));

	/* Exactly enough, then one byte short: nothing is touched. */
	b.cbBuffer = sizeof(text);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_output_deliver(&b, false, &w));
	memset(p, 0x5a, 8);
	b.cbBuffer = sizeof(text) - 1;
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL,
			ssp_output_deliver(&b, false, &w));
	KUNIT_EXPECT_EQ(test, (u32)sizeof(text) - 1, b.cbBuffer);
	KUNIT_EXPECT_EQ(test, (u8)0x5a, p[0]);
	KUNIT_EXPECT_EQ(test, SEC_E_BUFFER_TOO_SMALL,
			ssp_output_deliver(NULL, false, &w));

	/* ALLOCATE_MEMORY: virtual memory, exactly as much. */
	b = buffer(SECBUFFER_TOKEN, NULL, 0);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_output_deliver(&b, true, &w));
	KUNIT_EXPECT_EQ(test, (u32)sizeof(text), b.cbBuffer);
	KUNIT_EXPECT_TRUE(test, ssp_is_virtual(b.pvBuffer, b.cbBuffer));
	SSP_EXPECT_MEMEQ(test, b.pvBuffer, text, sizeof(text));
	KUNIT_EXPECT_TRUE(test, ssp_virtual_free(b.pvBuffer));

	ssp_test_memory_fail_at(memory, 1);
	b = buffer(SECBUFFER_TOKEN, p, 3);
	KUNIT_EXPECT_EQ(test, SEC_E_INSUFFICIENT_MEMORY,
			ssp_output_deliver(&b, true, &w));
	KUNIT_EXPECT_EQ(test, 3u, b.cbBuffer);
	ssp_test_memory_fail_at(memory, 0);

	/* An empty token. */
	ssp_wr_free(&w);
	b = buffer(SECBUFFER_TOKEN, p, 8);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_output_deliver(&b, false, &w));
	KUNIT_EXPECT_EQ(test, 0u, b.cbBuffer);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_output_deliver(&b, true, &w));
	KUNIT_EXPECT_NULL(test, b.pvBuffer);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_output_deliver(NULL, false, &w));
	ssp_virtual_free(p);
}

static struct kunit_case secbuf_cases[] = {
	KUNIT_CASE(message_in_any_order),
	KUNIT_CASE(padding_counts_on_the_way_in),
	KUNIT_CASE(stream_points_data_into_itself),
	KUNIT_CASE(a_stream_is_not_shown_in_read_only_data),
	KUNIT_CASE_PARAM(bad_message_is_refused, bad_message_gen_params),
	KUNIT_CASE(bad_descriptors_are_refused),
	KUNIT_CASE(a_stream_is_only_for_decryption),
	KUNIT_CASE(pieces_are_counted),
	KUNIT_CASE(input_takes_what_it_knows),
	KUNIT_CASE(input_refuses),
	KUNIT_CASE(handshake_buffers_must_be_virtual),
	KUNIT_CASE(output_needs_room),
	KUNIT_CASE(output_is_delivered),
	{}
};

static struct kunit_suite secbuf_suite = {
	.name = "secbuf",
	.init = secbuf_init,
	.exit = secbuf_exit,
	.test_cases = secbuf_cases,
};

kunit_test_suites(&secbuf_suite);
