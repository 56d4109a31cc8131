// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SecBufferDesc: walked once, checked, and turned into pieces.
 *
 * Types are compared without their attribute bits.  Per-message buffers may
 * lie anywhere; those of a hand-shake must lie in virtual memory over their
 * whole length (P42), which is asked before a byte of them is read.
 */
#include "core/secbuf.h"

#include "platform/memory.h"

/* More buffers than anybody ever passed; bounds the walk. */
#define BUFFERS_MAX 64

static u32 type_of(const SecBuffer *b)
{
	return b->BufferType & ~SECBUFFER_ATTRMASK;
}

static bool desc_ok(const SecBufferDesc *d)
{
	return d->ulVersion == SECBUFFER_VERSION &&
	       d->cBuffers <= BUFFERS_MAX && (d->cBuffers == 0 || d->pBuffers);
}

static bool take_once(PSecBuffer *slot, PSecBuffer b)
{
	if (*slot)
		return false;
	*slot = b;
	return true;
}

static bool add_piece(struct ssp_msg *m, const SecBuffer *b, u32 flags)
{
	struct ssp_seg *seg;

	if (m->nseg == SSP_MSG_SEGS_MAX || (b->cbBuffer && !b->pvBuffer))
		return false;
	seg = &m->seg[m->nseg++];
	seg->p = b->pvBuffer;
	seg->n = b->cbBuffer;
	seg->flags = flags;
	m->total += seg->n;
	return true;
}

/* SECBUFFER_READONLY alone is left out of everything (contract of sspi.h). */
static bool add_data(struct ssp_msg *m, PSecBuffer b)
{
	if (b->BufferType & SECBUFFER_READONLY_WITH_CHECKSUM)
		return add_piece(m, b, SSP_SEG_SIGN_ONLY);
	if (b->BufferType & SECBUFFER_READONLY)
		return true;
	if (!m->data_buf)
		m->data_buf = b;
	return add_piece(m, b, 0);
}

static bool walk(PSecBufferDesc desc, struct ssp_msg *m, PSecBuffer *stream)
{
	u32 i;

	for (i = 0; i < desc->cBuffers; i++) {
		PSecBuffer b = &desc->pBuffers[i];
		bool ok = true;

		switch (type_of(b)) {
		case SECBUFFER_TOKEN:
			ok = take_once(&m->token_buf, b);
			break;
		case SECBUFFER_STREAM:
			ok = take_once(stream, b);
			break;
		case SECBUFFER_PADDING:
			ok = take_once(&m->pad_buf, b);
			break;
		case SECBUFFER_DATA:
			ok = add_data(m, b);
			break;
		default:
			break;
		}
		if (!ok)
			return false;
	}
	return true;
}

/* The whole token in one buffer; DATA is told where its contents lie. */
static ssp_status open_stream(struct ssp_msg *m, PSecBuffer stream,
			      enum ssp_msg_use use)
{
	if (use != SSP_MSG_UNSEAL || m->token_buf || m->nseg != 1 ||
	    m->seg[0].flags)
		return SEC_E_INVALID_TOKEN;
	m->token_buf = stream;
	m->stream = true;
	m->nseg = 0;
	m->total = 0;
	return SEC_E_OK;
}

ssp_status ssp_msg_open(PSecBufferDesc desc, enum ssp_msg_use use,
			struct ssp_msg *m)
{
	PSecBuffer stream = NULL;
	ssp_status st;

	memset(m, 0, sizeof(*m));
	if (!desc || !desc_ok(desc) || !walk(desc, m, &stream))
		return SEC_E_INVALID_TOKEN;
	if (stream) {
		st = open_stream(m, stream, use);
		if (st < 0)
			return st;
	} else if (use == SSP_MSG_UNSEAL && m->pad_buf &&
		   !add_piece(m, m->pad_buf, 0)) {
		return SEC_E_INVALID_TOKEN;
	}
	if (!m->token_buf ||
	    (m->token_buf->cbBuffer && !m->token_buf->pvBuffer))
		return SEC_E_INVALID_TOKEN;
	m->token.p = m->token_buf->pvBuffer;
	m->token.n = m->token_buf->cbBuffer;
	return SEC_E_OK;
}

void ssp_msg_close(struct ssp_msg *m, enum ssp_msg_use use)
{
	switch (use) {
	case SSP_MSG_SIGN:
		m->token_buf->cbBuffer = m->token_used;
		break;
	case SSP_MSG_SEAL:
		m->token_buf->cbBuffer = m->token_used;
		if (m->pad_buf)
			m->pad_buf->cbBuffer = 0;
		break;
	case SSP_MSG_UNSEAL:
		if (m->stream) {
			m->data_buf->pvBuffer = m->plain.p;
			m->data_buf->cbBuffer = m->plain.n;
		}
		break;
	case SSP_MSG_VERIFY:
		break;
	}
}

static ssp_status input_one(const SecBuffer *b, struct ssp_span *s)
{
	if (b->cbBuffer && !b->pvBuffer)
		return SEC_E_INVALID_TOKEN;
	s->p = b->pvBuffer;
	s->n = b->cbBuffer;
	return SEC_E_OK;
}

static ssp_status input_buffer(const SecBuffer *b, struct ssp_input *in)
{
	switch (type_of(b)) {
	case SECBUFFER_TOKEN:
		if (in->have_token || b->cbBuffer > SSP_TOKEN_MAX)
			return SEC_E_INVALID_TOKEN;
		in->have_token = true;
		return input_one(b, &in->token);
	case SECBUFFER_CHANNEL_BINDINGS:
		if (in->bindings.n)
			return SEC_E_INVALID_TOKEN;
		return input_one(b, &in->bindings);
	case SECBUFFER_PKG_PARAMS:
		if (in->params.n)
			return SEC_E_INVALID_TOKEN;
		return input_one(b, &in->params);
	default:
		return SEC_E_OK;
	}
}

static bool all_virtual(const SecBufferDesc *desc)
{
	u32 i;

	for (i = 0; i < desc->cBuffers; i++) {
		const SecBuffer *b = &desc->pBuffers[i];

		if (b->pvBuffer && !ssp_is_virtual(b->pvBuffer, b->cbBuffer))
			return false;
	}
	return true;
}

ssp_status ssp_input_open(const SecBufferDesc *desc, struct ssp_input *in)
{
	ssp_status st;
	u32 i;

	memset(in, 0, sizeof(*in));
	if (!desc)
		return SEC_E_OK;
	if (!desc_ok(desc))
		return SEC_E_INVALID_TOKEN;
	if (!all_virtual(desc))
		return SEC_E_INVALID_PARAMETER;
	for (i = 0; i < desc->cBuffers; i++) {
		st = input_buffer(&desc->pBuffers[i], in);
		if (st < 0)
			return st;
	}
	return SEC_E_OK;
}

ssp_status ssp_output_find(PSecBufferDesc desc, bool allocate, bool must,
			   PSecBuffer *token)
{
	u32 i;

	*token = NULL;
	if (desc && !desc_ok(desc))
		return SEC_E_INVALID_TOKEN;
	/* With ALLOCATE_MEMORY what the buffers hold is ignored. */
	if (desc && !allocate && !all_virtual(desc))
		return SEC_E_INVALID_PARAMETER;
	for (i = 0; desc && i < desc->cBuffers && !*token; i++) {
		if (type_of(&desc->pBuffers[i]) == SECBUFFER_TOKEN)
			*token = &desc->pBuffers[i];
	}
	if (!*token)
		return must ? SEC_E_BUFFER_TOO_SMALL : SEC_E_OK;
	if (allocate)
		return SEC_E_OK;
	if (!(*token)->pvBuffer && (*token)->cbBuffer)
		return SEC_E_INTERNAL_ERROR;
	if (!(*token)->cbBuffer && must)
		return SEC_E_BUFFER_TOO_SMALL;
	return SEC_E_OK;
}

static ssp_status check_result(const SecBuffer *b)
{
	if (b->cbBuffer < sizeof(SEC_CHANNEL_BINDINGS_RESULT))
		return SEC_E_BUFFER_TOO_SMALL;
	if (!b->pvBuffer)
		return SEC_E_INTERNAL_ERROR;
	return ssp_is_virtual(b->pvBuffer, b->cbBuffer) ?
		       SEC_E_OK :
		       SEC_E_INVALID_PARAMETER;
}

ssp_status ssp_output_result(PSecBufferDesc desc, PSecBuffer *result)
{
	u32 i;

	*result = NULL;
	if (!desc)
		return SEC_E_OK;
	if (!desc_ok(desc))
		return SEC_E_INVALID_TOKEN;
	for (i = 0; i < desc->cBuffers; i++) {
		PSecBuffer b = &desc->pBuffers[i];

		if (type_of(b) == SECBUFFER_CHANNEL_BINDINGS_RESULT &&
		    !take_once(result, b))
			return SEC_E_INVALID_TOKEN;
	}
	return *result ? check_result(*result) : SEC_E_OK;
}

ssp_status ssp_output_deliver(PSecBuffer token, bool allocate,
			      const struct ssp_wr *w)
{
	void *p = NULL;

	if (!token)
		return w->n ? SEC_E_BUFFER_TOO_SMALL : SEC_E_OK;
	if (allocate) {
		if (w->n) {
			p = ssp_virtual_alloc(w->n);
			if (!p)
				return SEC_E_INSUFFICIENT_MEMORY;
		}
		token->pvBuffer = p;
	} else if (w->n > token->cbBuffer) {
		return SEC_E_BUFFER_TOO_SMALL;
	}
	if (w->n)
		memcpy(token->pvBuffer, w->p, w->n);
	token->cbBuffer = (u32)w->n;
	return SEC_E_OK;
}
