/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Two initiators, one acceptor: this library and MIT's libgssapi do the same
 * work in the same process, turn about, so that a noisy machine is noisy for
 * both.
 */
#ifndef BENCH_H
#define BENCH_H

#include <gssapi/gssapi.h>
#include <security.h>
#include <stddef.h>
#include <stdint.h>

/* The service every context goes to. */
#define BENCH_SPN "HTTP/lab.secur32.test"
#define BENCH_GSS_NAME "HTTP@lab.secur32.test"

/**
 * struct bench_pair - an established context and its acceptor
 * @ours: our initiator's handle
 * @mit: MIT's initiator
 * @acceptor: the other side of the one that is set
 */
struct bench_pair {
	CtxtHandle ours;
	gss_ctx_id_t mit;
	gss_ctx_id_t acceptor;
};

/** bench_now() - nanoseconds of the monotonic clock */
uint64_t bench_now(void);

/** bench_die() - say what failed and exit */
__attribute__((noreturn, format(printf, 1, 2))) void bench_die(const char *fmt,
							       ...);

/** bench_ours() - establish with our initiator; its nanoseconds are returned */
uint64_t bench_ours(PCredHandle cred, const char *package,
		    struct bench_pair *pair);
/** bench_mit() - establish with MIT's initiator; its nanoseconds */
uint64_t bench_mit(gss_cred_id_t cred, struct bench_pair *pair);
/** bench_close() - delete what is set; our side's or MIT's nanoseconds */
uint64_t bench_close(struct bench_pair *pair);

#endif /* BENCH_H */
