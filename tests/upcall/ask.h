/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A request as a test wants it: ask.c has what makes sense, hostile.c has not.
 */
#ifndef SSP_TESTS_UPCALL_ASK_H
#define SSP_TESTS_UPCALL_ASK_H

#include "platform/upcall.h"

/**
 * struct ask - a request
 * @head: its header
 * @text: its strings, by enum ssp_upcall_string
 * @later: seconds to add to the start of the process
 * @hostile: which of ask_spoil()'s changes, or -1
 * @bytes: packed
 * @n: how many; one more than is allowed has room
 */
struct ask {
	struct ssp_upcall_request head;
	char text[SSP_UPCALL_STRINGS][SSP_UPCALL_REQUEST_MAX];
	u64 later;
	int hostile;
	u8 bytes[SSP_UPCALL_REQUEST_MAX + 1];
	size_t n;
};

/** ask_string() - set one of the strings */
void ask_string(struct ask *a, size_t which, const void *p, size_t n);

/** ask_pack() - fill @bytes from @head and @text */
void ask_pack(struct ask *a);

/**
 * ask_spoil() - turn a packed fetch into something that must be refused
 *
 * Return: false when there are no @hostile + 1 such things.
 */
bool ask_spoil(struct ask *a);

#endif /* SSP_TESTS_UPCALL_ASK_H */
