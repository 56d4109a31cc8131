/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the fuzz targets share: the world they run in, and the fuzzer's bytes
 * taken as instructions.
 *
 * All targets are one program, which is the target that it is called as.  Clock
 * and random are the scripted world's (tests/fake_env.h), so that what crashes
 * once crashes again.
 */
#ifndef SSP_TESTS_FUZZ_H
#define SSP_TESTS_FUZZ_H

#include <kunit/test.h>

#include "core/bindings.h"
#include "core/mech.h"
#include "core/wr.h"

/**
 * struct ssp_fuzz_target - what is done with an input
 * @name: what the program is called
 * @run: once per input; the bytes are a heap block of exactly that size
 */
struct ssp_fuzz_target {
	const char *name;
	void (*run)(struct kunit *test, struct ssp_span in);
};

/* Tables, each ended by a row without a name. */
extern const struct ssp_fuzz_target ssp_fuzz_callers[];
extern const struct ssp_fuzz_target ssp_fuzz_handshakes[];
extern const struct ssp_fuzz_target ssp_fuzz_krb5[];
extern const struct ssp_fuzz_target ssp_fuzz_logons[];
extern const struct ssp_fuzz_target ssp_fuzz_messages[];
extern const struct ssp_fuzz_target ssp_fuzz_ntlm[];
extern const struct ssp_fuzz_target ssp_fuzz_services[];
extern const struct ssp_fuzz_target ssp_fuzz_spnego[];

/** ssp_fuzz_world_start() - an allocator that watches, and a case to run in */
struct kunit *ssp_fuzz_world_start(void);

/**
 * ssp_fuzz_world_stop() - the case is over
 *
 * Ends the program when the engine still holds memory.
 */
void ssp_fuzz_world_stop(void);

/* The program ends here unless @ok: what must never be was found. */
#define SSP_FUZZ_MUST(ok)                                      \
	do {                                                   \
		if (!(ok))                                     \
			ssp_fuzz_die(__FILE__, __LINE__, #ok); \
	} while (0)

/** ssp_fuzz_die() - say where, and abort */
_Noreturn void ssp_fuzz_die(const char *file, int line, const char *what);

/**
 * ssp_fuzz_inside() - what a decoder found must lie in what it was given
 * @whole: that
 * @part: what it found; an empty one may be anywhere
 */
void ssp_fuzz_inside(struct ssp_span whole, struct ssp_span part);

/** ssp_fuzz_u8() - take a byte off the input; 0 when there is none left */
u8 ssp_fuzz_u8(struct ssp_span *in);

/** ssp_fuzz_u16() - the same with two, little-endian */
u16 ssp_fuzz_u16(struct ssp_span *in);

/** ssp_fuzz_take() - at most @n bytes off the input */
struct ssp_span ssp_fuzz_take(struct ssp_span *in, size_t n);

/* What an acceptor that is bound is bound to. */
extern const u8 ssp_fuzz_bindings[SSP_BINDINGS_SIZE];

/* Of "krb5_accept": the acceptor is bound. */
#define SSP_FUZZ_TICKET_BOUND 16u

/* A log-on of "ntlm_accept", and its acceptor; two bits are its policy. */
#define SSP_FUZZ_WITH_MIC 1u
#define SSP_FUZZ_NOBODY_TOO 2u
#define SSP_FUZZ_WITH_KEY 4u
#define SSP_FUZZ_BOUND 8u
#define SSP_FUZZ_POLICY(kind) ((kind) >> 4 & 3)
#define SSP_FUZZ_LATE 64u
#define SSP_FUZZ_SECRET 128u

/** ssp_fuzz_exact() - a copy that ends where its memory does */
struct ssp_span ssp_fuzz_exact(struct kunit *test, const struct ssp_wr *w);

/**
 * ssp_fuzz_state() - what a step said must hold of its context as well
 * @mech: whose context
 * @ctx: it
 * @st: what the step said
 */
void ssp_fuzz_state(const struct ssp_mech *mech, void *ctx, ssp_status st);

/* What ssp_fuzz_change() does, by the first byte of each instruction. */
enum ssp_fuzz_op {
	SSP_FUZZ_PASS, /* no more: let it go */
	SSP_FUZZ_XOR, /* at, with */
	SSP_FUZZ_CUT, /* to */
	SSP_FUZZ_REPLACE, /* size, bytes */
	SSP_FUZZ_INSERT, /* at, size, bytes */
	SSP_FUZZ_REMOVE, /* at, size */
	SSP_FUZZ_OTHER, /* another token in its place */
	SSP_FUZZ_OPS
};

/**
 * ssp_fuzz_change() - what somebody on the way does to a token
 * @in: instructions are taken from here
 * @token: changed; the writer is good afterwards
 * @other: a token that was seen before, or empty
 *
 * Positions and sizes are 16 bits, and positions wrap.
 *
 * Return: were there any instructions but SSP_FUZZ_PASS?
 */
bool ssp_fuzz_change(struct ssp_span *in, struct ssp_wr *token,
		     struct ssp_span other);

#endif /* SSP_TESTS_FUZZ_H */
