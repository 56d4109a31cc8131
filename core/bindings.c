// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SEC_CHANNEL_BINDINGS, checked and hashed (RFC 4121 4.1.1.2, RFC 2744 3.11).
 *
 * How a client's hash travels, and what it says by leaving it out, is the
 * mechanisms' business.
 */
#include "core/bindings.h"

#include "core/wr.h"
#include "platform/crypto.h"

/* An absent part may have any offset; data overlay no header. */
static bool part(struct ssp_span blob, u32 at, u32 n, struct ssp_seg *seg)
{
	*seg = (struct ssp_seg){ NULL, 0, 0 };
	if (!n)
		return true;
	if (at < sizeof(SEC_CHANNEL_BINDINGS) || at > blob.n || n > blob.n - at)
		return false;
	/* Segments are writable; hashing does not. */
	seg->p = (u8 *)blob.p + at;
	seg->n = n;
	return true;
}

ssp_status ssp_bindings_hash(struct ssp_span blob, u8 *hash)
{
	SEC_CHANNEL_BINDINGS b;
	u8 initiator[8], acceptor[8], app[4];
	struct ssp_seg seg[6] = {
		[0] = { initiator, sizeof(initiator), 0 },
		[2] = { acceptor, sizeof(acceptor), 0 },
		[4] = { app, sizeof(app), 0 },
	};

	/* A copy: the caller's may change after it was checked. */
	if (blob.n < sizeof(b))
		return SEC_E_BAD_BINDINGS;
	memcpy(&b, blob.p, sizeof(b));
	/* The extended form would be read as other bindings than it holds. */
	if (b.dwInitiatorAddrType == SEC_CHANNEL_BINDINGS_EX_MAGIC)
		return SEC_E_BAD_BINDINGS;
	if (!part(blob, b.dwInitiatorOffset, b.cbInitiatorLength, &seg[1]) ||
	    !part(blob, b.dwAcceptorOffset, b.cbAcceptorLength, &seg[3]) ||
	    !part(blob, b.dwApplicationDataOffset, b.cbApplicationDataLength,
		  &seg[5]))
		return SEC_E_BAD_BINDINGS;

	/* Type or not, length: numbers under the hash are little-endian. */
	ssp_put_le32(initiator, b.dwInitiatorAddrType);
	ssp_put_le32(initiator + 4, b.cbInitiatorLength);
	ssp_put_le32(acceptor, b.dwAcceptorAddrType);
	ssp_put_le32(acceptor + 4, b.cbAcceptorLength);
	ssp_put_le32(app, b.cbApplicationDataLength);
	return ssp_hash(SSP_HASH_MD5, seg, ARRAY_SIZE(seg), hash);
}

static bool all_zero(struct ssp_span s)
{
	u8 any = 0;
	size_t i;

	for (i = 0; i < s.n; i++)
		any |= s.p[i];
	return !any;
}

/*
 * Without bindings of our own nothing is compared, but behind a proxy a client
 * has to have some.  One that knows of them and sends none had none at its end,
 * where we have some: somebody is between (MS-KILE 3.4.5).
 */
u32 ssp_bindings_compare(struct ssp_span theirs, bool aware, const u8 *ours,
			 u32 policy)
{
	u32 found = aware ? SEC_CHANNEL_BINDINGS_RESULT_CLIENT_SUPPORT : 0;
	bool proxy = policy & SSP_ACCEPT_PROXY_BINDINGS;
	bool absent = all_zero(theirs);

	if (absent)
		found |= SEC_CHANNEL_BINDINGS_RESULT_ABSENT;
	else
		found |= SEC_CHANNEL_BINDINGS_RESULT_CLIENT_SUPPORT;
	if (!ours && !proxy)
		return found;
	if (absent && !aware && policy & SSP_ACCEPT_MISSING_BINDINGS)
		return found | SEC_CHANNEL_BINDINGS_RESULT_VALID_MISSING;
	if (absent)
		return found | SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISSING;
	if (ours && ssp_memeq_ct(theirs.p, ours, SSP_BINDINGS_SIZE))
		return found | SEC_CHANNEL_BINDINGS_RESULT_VALID_MATCHED;
	if (proxy)
		return found | SEC_CHANNEL_BINDINGS_RESULT_VALID_PROXY;
	return found | SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISMATCH;
}
