/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the acceptor does on one connection (gss_context.c).
 */
#ifndef SSP_TESTS_LAB_GSS_CONTEXT_H
#define SSP_TESTS_LAB_GSS_CONTEXT_H

#include <stdbool.h>
#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>

/**
 * lab_log_status() - say on stderr what a GSS-API call answered
 * @what: the call
 * @major: its major status
 * @minor: its minor status; left out if 0
 */
void lab_log_status(const char *what, OM_uint32 major, OM_uint32 minor);

/**
 * lab_serve() - hold the conversation of one connection to its end
 * @fd: a connected socket; stays open
 * @cred: acceptor credentials; stay the caller's
 *
 * Return: false if there was no memory; whatever the client does is no
 * failure.
 */
bool lab_serve(int fd, gss_cred_id_t cred);

#endif
