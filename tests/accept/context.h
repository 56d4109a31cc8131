/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What our acceptor does on one connection (context.c).
 */
#ifndef SSP_TESTS_ACCEPT_CONTEXT_H
#define SSP_TESTS_ACCEPT_CONTEXT_H

#include <stdbool.h>

#define SECURITY_WIN32
#include <security.h>

/**
 * struct accept_ask - how to accept
 * @package: "Negotiate", "Kerberos" or "NTLM"
 * @flags: ASC_REQ_*, ASC_REQ_ALLOCATE_MEMORY among them
 * @channel: application data of the channel below, or NULL
 */
struct accept_ask {
	const char *package;
	ULONG flags;
	const char *channel;
};

/**
 * accept_serve() - hold the conversation of one connection to its end
 * @fd: a connected socket; stays open
 * @ask: how
 *
 * Return: false if there was no memory; whatever the client does is no
 * failure.
 */
bool accept_serve(int fd, const struct accept_ask *ask);

#endif
