// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Requests that the kernel would never make.  The parser's suite
 * (tests/user/test_upcall_request.c) has many more; these go all the way.
 */
#include "tests/upcall/ask.h"

void ask_string(struct ask *a, size_t which, const void *p, size_t n)
{
	memcpy(a->text[which], p, n);
	a->head.length[which] = (u32)n;
}

void ask_pack(struct ask *a)
{
	size_t i;

	memcpy(a->bytes, &a->head, sizeof(a->head));
	a->n = sizeof(a->head);
	for (i = 0; i < SSP_UPCALL_STRINGS; i++) {
		memcpy(a->bytes + a->n, a->text[i], a->head.length[i]);
		a->n += a->head.length[i];
	}
}

static void set_u32(struct ask *a, size_t at, u32 v)
{
	memcpy(a->bytes + at, &v, sizeof(v));
}

/* Another value of a word of the header. */
static const struct word {
	size_t at;
	u32 v;
} words[] = {
	{ offsetof(struct ssp_upcall_request, version), 0 },
	{ offsetof(struct ssp_upcall_request, version), 2 },
	{ offsetof(struct ssp_upcall_request, op), 0 },
	{ offsetof(struct ssp_upcall_request, op), SSP_UPCALL_NAME },
	{ offsetof(struct ssp_upcall_request, op), 3 },
	{ offsetof(struct ssp_upcall_request, flags), 2 },
	{ offsetof(struct ssp_upcall_request, have_password), 2 },
	{ offsetof(struct ssp_upcall_request, uid), (u32)-1 },
	{ offsetof(struct ssp_upcall_request, gid), (u32)-1 },
	{ offsetof(struct ssp_upcall_request, pid), 0 },
	{ offsetof(struct ssp_upcall_request, pid), 0x80000000 },
	{ offsetof(struct ssp_upcall_request, zero), 1 },
	{ offsetof(struct ssp_upcall_request, zero_too), 1 },
	{ offsetof(struct ssp_upcall_request, length[0]), (u32)-1 },
	{ offsetof(struct ssp_upcall_request, length[0]), 1 },
	{ offsetof(struct ssp_upcall_request, length[SSP_UPCALL_SPN]), 0 },
};

/* Another size: nothing, half a header, a string's end missing, a byte more. */
static const size_t sizes[] = {
	0, 32, 63, 64, 70, SSP_UPCALL_REQUEST_MAX, SSP_UPCALL_REQUEST_MAX + 1
};

static void spoil_noise(struct ask *a)
{
	u32 v = 0x1badf00d;
	size_t i;

	a->n = 1000;
	for (i = 0; i < a->n; i++) {
		v = v * 1664525 + 1013904223;
		a->bytes[i] = (u8)(v >> 24);
	}
}

/* Lengths whose sum is right when it has gone round. */
static void spoil_sum(struct ask *a)
{
	u32 n = (u32)(a->n - sizeof(a->head));

	set_u32(a, offsetof(struct ssp_upcall_request, length[0]), 0x80000000);
	set_u32(a, offsetof(struct ssp_upcall_request, length[4]),
		0x80000000 + n);
}

bool ask_spoil(struct ask *a)
{
	size_t which = (size_t)a->hostile;

	if (which < ARRAY_SIZE(words)) {
		set_u32(a, words[which].at, words[which].v);
		return true;
	}
	which -= ARRAY_SIZE(words);
	if (which < ARRAY_SIZE(sizes)) {
		a->n = sizes[which];
		return true;
	}
	switch (which - ARRAY_SIZE(sizes)) {
	case 0:
		a->bytes[a->n - 1] = '\0';
		return true;
	case 1:
		spoil_sum(a);
		return true;
	case 2:
		spoil_noise(a);
		return true;
	default:
		return false;
	}
}
