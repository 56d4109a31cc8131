/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Replay and sequence detection over 64-bit numbers (RFC 4121 4.2.3), with a
 * window of the 64 numbers below the highest one seen.
 */
#ifndef SSP_CORE_KRB5_SEQ_H
#define SSP_CORE_KRB5_SEQ_H

#include "platform/types.h"

/**
 * struct ssp_krb5_seq - numbers received
 * @base: the peer's first number
 * @next: the next number expected, relative to @base
 * @window: bit n: number (@next - 1 - n) was seen
 * @replay: ISC_RET_REPLAY_DETECT: repeats are refused
 * @sequence: ISC_RET_SEQUENCE_DETECT: gaps and latecomers are refused as well
 */
struct ssp_krb5_seq {
	u64 base;
	u64 next;
	u64 window;
	bool replay;
	bool sequence;
};

/** ssp_krb5_seq_init() - nothing received yet; @first is what to expect */
void ssp_krb5_seq_init(struct ssp_krb5_seq *s, u32 first, bool replay,
		       bool sequence);

/**
 * ssp_krb5_seq_check() - judge a number, and remember it
 * @s: numbers received
 * @n: the number of a message that proved authentic
 *
 * Return: SEC_E_OK; SEC_E_OUT_OF_SEQUENCE for a repeat, a number below the
 * window or one before the first (when @replay or @sequence), for a gap or a
 * latecomer (when @sequence).  A refused number that was new is remembered all
 * the same, if it is in reach: its message was authentic, and must not be taken
 * later either.
 */
ssp_status ssp_krb5_seq_check(struct ssp_krb5_seq *s, u64 n);

#endif /* SSP_CORE_KRB5_SEQ_H */
