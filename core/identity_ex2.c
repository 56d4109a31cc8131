// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SEC_WINNT_AUTH_IDENTITY_EX2 (sspi.h), to struct ssp_identity.
 *
 * Three structures one in the other: the block, in it packed credentials, in
 * these a password.  Each has vectors, whose offsets count from its own start
 * and lead behind its header.  What is read is a copy, of which the caller can
 * change nothing any more; structures in it need not be aligned.
 */
#include "core/identity_ex2.h"

#include "core/identity.h"
#include "core/text.h"
#include "platform/memory.h"

/* The part of the block that one structure has, and where its header ends. */
struct room {
	struct ssp_span all;
	size_t header;
};

static const struct ssp_span nothing = { NULL, 0 };

/* Of no bytes, it does not matter where they are. */
static ssp_status vector(const struct room *r, u32 at, u16 n,
			 struct ssp_span *out)
{
	*out = nothing;
	if (!n)
		return SEC_E_OK;
	if (at < r->header || at > r->all.n || n > r->all.n - at)
		return SEC_E_UNKNOWN_CREDENTIALS;
	*out = (struct ssp_span){ r->all.p + at, n };
	return SEC_E_OK;
}

/* @block is aligned, so that an odd offset is an odd address. */
static ssp_status text(const struct room *r, u32 at, u16 n,
		       struct ssp_utf16 *out)
{
	struct ssp_span s;
	ssp_status st;

	st = vector(r, at, n, &s);
	if (st < 0 || !s.n)
		return st;
	if ((uintptr_t)s.p % sizeof(u16) || s.n % sizeof(u16))
		return SEC_E_UNKNOWN_CREDENTIALS;
	st = ssp_text_wide.read_n(s.p, s.n / sizeof(u16), out);
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_UNKNOWN_CREDENTIALS : st;
}

/* SEC_WINNT_AUTH_DATA_PASSWORD. */
static ssp_status read_password(struct ssp_span data, struct ssp_utf16 *out)
{
	SEC_WINNT_AUTH_DATA_PASSWORD head;
	const struct room r = { data, sizeof(head) };

	if (data.n < sizeof(head))
		return SEC_E_UNKNOWN_CREDENTIALS;
	memcpy(&head, data.p, sizeof(head));
	return text(&r, head.UnicodePassword.ByteArrayOffset,
		    head.UnicodePassword.ByteArrayLength, out);
}

/* SEC_WINNT_AUTH_PACKED_CREDENTIALS. */
static ssp_status read_packed(struct ssp_span packed, struct ssp_utf16 *out)
{
	SEC_WINNT_AUTH_PACKED_CREDENTIALS head;
	struct ssp_span data;
	struct room r;
	ssp_status st;

	if (packed.n < sizeof(head))
		return SEC_E_UNKNOWN_CREDENTIALS;
	memcpy(&head, packed.p, sizeof(head));
	if (head.cbHeaderLength < sizeof(head) ||
	    head.cbStructureLength < head.cbHeaderLength ||
	    head.cbStructureLength > packed.n)
		return SEC_E_UNKNOWN_CREDENTIALS;
	if (memcmp(&head.AuthData.CredType, &SEC_WINNT_AUTH_DATA_TYPE_PASSWORD,
		   sizeof(GUID)) != 0)
		return SEC_E_UNKNOWN_CREDENTIALS;
	r.all = (struct ssp_span){ packed.p, head.cbStructureLength };
	r.header = head.cbHeaderLength;
	st = vector(&r, head.AuthData.CredData.ByteArrayOffset,
		    head.AuthData.CredData.ByteArrayLength, &data);
	return st < 0 ? st : read_password(data, out);
}

static ssp_status read_block(const SEC_WINNT_AUTH_IDENTITY_EX2 *head,
			     struct ssp_span block, struct ssp_identity *id)
{
	const struct room r = { block, head->cbHeaderLength };
	struct ssp_span packed;
	ssp_status st;

	if ((st = text(&r, head->UserOffset, head->UserLength, &id->user)) <
		    0 ||
	    (st = text(&r, head->DomainOffset, head->DomainLength,
		       &id->domain)) < 0 ||
	    (st = text(&r, head->PackageListOffset, head->PackageListLength,
		       &id->packages)) < 0 ||
	    (st = vector(&r, head->PackedCredentialsOffset,
			 head->PackedCredentialsLength, &packed)) < 0)
		return st;
	return packed.n ? read_packed(packed, &id->password) : SEC_E_OK;
}

static ssp_status check_head(const SEC_WINNT_AUTH_IDENTITY_EX2 *head, size_t n)
{
	if (head->cbHeaderLength < sizeof(*head) ||
	    head->cbStructureLength < head->cbHeaderLength ||
	    head->cbStructureLength > n ||
	    head->cbStructureLength > SSP_ALLOC_MAX)
		return SEC_E_UNKNOWN_CREDENTIALS;
	if (head->Flags &
	    (SSP_IDENTITY_REFUSED_FLAGS | SEC_WINNT_AUTH_IDENTITY_ANSI))
		return SEC_E_UNKNOWN_CREDENTIALS;
	return SEC_E_OK;
}

ssp_status ssp_identity_ex2_read(const void *auth, size_t n,
				 struct ssp_identity *id, u32 *flags)
{
	SEC_WINNT_AUTH_IDENTITY_EX2 head;
	struct ssp_span block;
	ssp_status st;

	if (n < sizeof(head))
		return SEC_E_UNKNOWN_CREDENTIALS;
	if (!ssp_is_virtual(auth, sizeof(head)))
		return SEC_E_INVALID_PARAMETER;
	memcpy(&head, auth, sizeof(head));
	st = check_head(&head, n);
	if (st < 0)
		return st;
	block.n = head.cbStructureLength;
	if (!ssp_is_virtual(auth, block.n))
		return SEC_E_INVALID_PARAMETER;
	block.p = ssp_pool_dup(auth, block.n);
	if (!block.p)
		return SEC_E_INSUFFICIENT_MEMORY;
	st = read_block(&head, block, id);
	ssp_pool_free((void *)block.p, block.n);
	*flags = head.Flags;
	return st;
}
