// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A request, from bytes (struct ssp_upcall_request).
 *
 * They come from the kernel, which has checked them.  They are checked here
 * all the same: this program runs as root, and a kernel of another version, or
 * with a bug, is no reason to do what nobody can have meant.
 */
#include "tools/ksecdd-upcall/helper.h"

#include <limits.h>

static bool flags_are_sound(const struct ssp_upcall_request *r)
{
	switch (r->op) {
	case SSP_UPCALL_NAME:
		return r->flags == 0 && r->length[SSP_UPCALL_SPN] == 0;
	case SSP_UPCALL_FETCH:
		return (r->flags & ~SSP_TICKET_FRESH) == 0;
	default:
		return false;
	}
}

/* (uid_t)-1 is nobody: setresuid() would leave the user as it is. */
static bool process_is_sound(const struct ssp_upcall_request *r)
{
	if (r->uid == (u32)-1 || r->gid == (u32)-1)
		return false;
	return r->pid ? r->pid <= INT_MAX : r->start == 0;
}

static bool identity_is_sound(const struct ssp_upcall_request *r)
{
	if (r->have_password)
		return r->have_password == 1;
	return r->length[SSP_UPCALL_USER] == 0 &&
	       r->length[SSP_UPCALL_DOMAIN] == 0 &&
	       r->length[SSP_UPCALL_PASSWORD] == 0;
}

static bool header_is_sound(const struct ssp_upcall_request *r)
{
	return r->version == SSP_UPCALL_VERSION && r->zero == 0 &&
	       r->zero_too == 0 && flags_are_sound(r) && process_is_sound(r) &&
	       identity_is_sound(r);
}

/* The strings fill @rest to the last byte, and none has a NUL in it. */
static bool take_strings(const struct ssp_upcall_request *r,
			 struct ssp_span rest, struct ssp_span *strings)
{
	size_t i;

	for (i = 0; i < SSP_UPCALL_STRINGS; i++) {
		if (r->length[i] > rest.n)
			return false;
		strings[i] = (struct ssp_span){ rest.p, r->length[i] };
		if (strings[i].n && memchr(strings[i].p, 0, strings[i].n))
			return false;
		rest.p += strings[i].n;
		rest.n -= strings[i].n;
	}
	return rest.n == 0;
}

bool ssp_upcall_parse(struct ssp_span bytes, struct ssp_upcall_asked *asked)
{
	struct ssp_span strings[SSP_UPCALL_STRINGS];
	struct ssp_upcall_request r;

	if (bytes.n < sizeof(r) || bytes.n > SSP_UPCALL_REQUEST_MAX)
		return false;
	memcpy(&r, bytes.p, sizeof(r));
	bytes.p += sizeof(r);
	bytes.n -= sizeof(r);
	if (!header_is_sound(&r) || !take_strings(&r, bytes, strings))
		return false;
	*asked = (struct ssp_upcall_asked){
		.op = r.op,
		.flags = r.flags,
		.uid = r.uid,
		.gid = r.gid,
		.pid = r.pid,
		.start = r.start,
		.id = { .principal = strings[SSP_UPCALL_PRINCIPAL],
			.user = strings[SSP_UPCALL_USER],
			.domain = strings[SSP_UPCALL_DOMAIN],
			.password = strings[SSP_UPCALL_PASSWORD],
			.have_password = r.have_password },
		.spn = strings[SSP_UPCALL_SPN],
	};
	return true;
}
