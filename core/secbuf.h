/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * SecBufferDesc: walked once, checked, and turned into pieces.
 *
 * Whatever the caller lied about is caught here, before a key is touched:
 * version, counts, NULL buffers, buffers outside virtual memory (P42).
 */
#ifndef SSP_CORE_SECBUF_H
#define SSP_CORE_SECBUF_H

#include "core/wr.h"

/* Most DATA pieces of one message; the rest of SSP_SEGS_MAX is the mech's. */
#define SSP_MSG_SEGS_MAX (SSP_SEGS_MAX - 6)

/**
 * struct ssp_msg - a message to protect or to open, in the caller's buffers
 * @token: SECBUFFER_TOKEN: room on the way out, the peer's bytes on the way
 *	in.  For a stream: SECBUFFER_STREAM, the whole token.
 * @seg: the SECBUFFER_DATA pieces in the caller's order, read-only ones with
 *	a checksum marked SSP_SEG_SIGN_ONLY, plain read-only ones left out; on
 *	the way in SECBUFFER_PADDING is appended
 * @nseg: how many
 * @total: bytes in @seg
 * @stream: opened from SECBUFFER_STREAM; @seg is empty then
 * @seqno: MessageSeqNo of the caller
 * @token_used: set by the mechanism: bytes it wrote to @token
 * @plain: set by the mechanism for a stream: where the data lies in @token
 * @token_buf: the caller's buffers, for ssp_msg_close()
 * @pad_buf: SECBUFFER_PADDING of the caller, or NULL
 * @data_buf: for a stream, the SECBUFFER_DATA to point at the data
 */
struct ssp_msg {
	struct ssp_seg token;
	struct ssp_seg seg[SSP_MSG_SEGS_MAX];
	size_t nseg;
	size_t total;
	bool stream;
	u32 seqno;
	u32 token_used;
	struct ssp_seg plain;
	PSecBuffer token_buf;
	PSecBuffer pad_buf;
	PSecBuffer data_buf;
};

enum ssp_msg_use { SSP_MSG_SIGN, SSP_MSG_VERIFY, SSP_MSG_SEAL, SSP_MSG_UNSEAL };

/**
 * ssp_msg_open() - check a caller's message
 * @desc: as passed to MakeSignature, VerifySignature, EncryptMessage,
 *	DecryptMessage
 * @use: which of them
 * @m: receives the pieces
 *
 * Return: SEC_E_OK or SEC_E_INVALID_TOKEN (no descriptor, wrong version, no
 * TOKEN or more than one, NULL with a length, too many pieces, a STREAM
 * without DATA or elsewhere than on the way in).
 */
ssp_status ssp_msg_open(PSecBufferDesc desc, enum ssp_msg_use use,
			struct ssp_msg *m);

/**
 * ssp_msg_close() - tell the caller what came of it
 * @m: message that a mechanism handled with success
 * @use: as for ssp_msg_open()
 */
void ssp_msg_close(struct ssp_msg *m, enum ssp_msg_use use);

/**
 * struct ssp_input - what pInput of a hand-shake call holds
 * @token: the peer's token; empty when absent
 * @have_token: a TOKEN buffer was there, maybe of length 0
 * @bindings: contents of SECBUFFER_CHANNEL_BINDINGS, or empty
 * @params: contents of SECBUFFER_PKG_PARAMS, or empty (P36)
 */
struct ssp_input {
	struct ssp_span token;
	bool have_token;
	struct ssp_span bindings;
	struct ssp_span params;
};

/**
 * ssp_input_open() - check pInput of a hand-shake call
 * @desc: descriptor or NULL
 * @in: receives what is in it
 *
 * Return: SEC_E_OK, SEC_E_INVALID_TOKEN (version, more than one TOKEN, NULL
 * with a length, longer than SSP_TOKEN_MAX), or SEC_E_INVALID_PARAMETER for a
 * buffer outside virtual memory.
 */
ssp_status ssp_input_open(const SecBufferDesc *desc, struct ssp_input *in);

/**
 * ssp_output_find() - check pOutput of a hand-shake call
 * @desc: descriptor or NULL
 * @allocate: ALLOCATE_MEMORY was asked for
 * @must: this leg cannot do without room for a token
 * @token: receives the TOKEN buffer, or NULL
 *
 * Return: SEC_E_OK, SEC_E_BUFFER_TOO_SMALL (@must, and no TOKEN or none with
 * room), SEC_E_INTERNAL_ERROR (room of some size at NULL),
 * SEC_E_INVALID_TOKEN (version), or SEC_E_INVALID_PARAMETER for a buffer
 * outside virtual memory.
 */
ssp_status ssp_output_find(PSecBufferDesc desc, bool allocate, bool must,
			   PSecBuffer *token);

/**
 * ssp_output_result() - find SECBUFFER_CHANNEL_BINDINGS_RESULT in pOutput
 * @desc: descriptor or NULL
 * @result: receives the buffer, or NULL
 *
 * It is the caller's memory, with ALLOCATE_MEMORY too.
 *
 * Return: as ssp_output_find(); also SEC_E_BUFFER_TOO_SMALL for one that does
 * not hold a SEC_CHANNEL_BINDINGS_RESULT, SEC_E_INVALID_TOKEN for two.
 */
ssp_status ssp_output_result(PSecBufferDesc desc, PSecBuffer *result);

/**
 * ssp_output_deliver() - give a token to the caller
 * @token: from ssp_output_find(), may be NULL when @w is empty
 * @allocate: allocate virtual memory for it
 * @w: the token; empty gives cbBuffer 0, and a NULL pvBuffer with @allocate
 *
 * Return: SEC_E_OK, SEC_E_BUFFER_TOO_SMALL or SEC_E_INSUFFICIENT_MEMORY; the
 * caller's buffer is untouched on failure.
 */
ssp_status ssp_output_deliver(PSecBuffer token, bool allocate,
			      const struct ssp_wr *w);

#endif /* SSP_CORE_SECBUF_H */
