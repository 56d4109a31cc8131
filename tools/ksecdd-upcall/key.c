// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The key under construction: keyctl(2).
 */
#include "tools/ksecdd-upcall/helper.h"

#include <keyutils.h>
#include <stdlib.h>

/* The kernel has one authority for each key, and takes it with the answer. */
bool ssp_upcall_key_claim(s32 key)
{
	return keyctl_assume_authority(key) >= 0;
}

/* keyctl_describe(3): type;uid;gid;permissions;description */
bool ssp_upcall_key_is_ours(s32 key)
{
	static const char type[] = SSP_UPCALL_KEY_TYPE ";";
	char *said;
	bool ours;

	if (keyctl_describe_alloc(key, &said) < 0)
		return false;
	ours = strncmp(said, type, sizeof(type) - 1) == 0;
	free(said);
	return ours;
}

/* It says how much there is, and copies what there is room for. */
bool ssp_upcall_key_request(u8 *p, size_t room, size_t *n)
{
	long got = keyctl_read(KEY_SPEC_REQKEY_AUTH_KEY, (char *)p, room);

	if (got < 0 || (size_t)got > room)
		return false;
	*n = (size_t)got;
	return true;
}

bool ssp_upcall_key_disown(void)
{
	return keyctl_assume_authority(0) >= 0 &&
	       keyctl_join_session_keyring(NULL) >= 0;
}

bool ssp_upcall_key_instantiate(s32 key, const void *p, size_t n)
{
	return keyctl_instantiate(key, p, n, 0) == 0;
}

void ssp_upcall_key_reject(s32 key, ssp_status st)
{
	/* The kernel does the same for who leaves without a word. */
	(void)keyctl_reject(key, SSP_UPCALL_NEGATIVE_SECONDS,
			    ssp_upcall_errno(st), 0);
}
