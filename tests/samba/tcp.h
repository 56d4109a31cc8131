/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * TCP to a port on loopback, every wait bounded.
 */
#ifndef SSP_TESTS_SAMBA_TCP_H
#define SSP_TESTS_SAMBA_TCP_H

#include <stdbool.h>
#include <stddef.h>

/** tcp_connect() - a connection, or -1 with errno */
int tcp_connect(const char *port);

/** tcp_send() - all of it; false: errno */
bool tcp_send(int fd, const void *p, size_t n);

/** tcp_receive() - all of it; false: errno, 0 if the server has closed */
bool tcp_receive(int fd, void *p, size_t n);

#endif
