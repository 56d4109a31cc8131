// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The PAC's server signature (MS-PAC 2.8, 3.1.1.1):
 *
 *	32 bits: buffers; 32 bits: version, 0
 *	a buffer: 32 bits: type; 32 bits: size; 64 bits: offset, in eights
 *	a signature: 32 bits: checksum type; the checksum; maybe 16 bits more
 *
 * Numbers are little-endian.  The checksum is over all of the PAC, where the
 * server's and the KDC's checksum count as zeroes.
 */
#include "core/krb5/krb5_pac.h"

#include "core/rd.h"

#define SERVER 6
#define KDC 7

/* Every checksum of which we know the size has room in this. */
#define ZEROES 24

/* A checksum inside the PAC. */
struct signature {
	bool found;
	u32 type;
	size_t at;
	size_t n;
};

/* Of types that KDCs sign with; their keys need not be of our enctypes. */
static size_t cksum_size(u32 type)
{
	switch (type) {
	case 15: /* hmac-sha1-96-aes128 */
	case 16: /* hmac-sha1-96-aes256 */
		return 12;
	case 17: /* cmac-camellia128 */
	case 18: /* cmac-camellia256 */
	case 19: /* hmac-sha256-128-aes128 */
	case 0xffffff76: /* hmac-md5, -138 */
		return 16;
	case 20: /* hmac-sha384-192-aes256 */
		return 24;
	default:
		return 0;
	}
}

/* The 16 bits of a read-only domain controller may follow (2.8.1). */
static void get_signature(struct ssp_rd *r, struct ssp_span buffer, size_t at,
			  struct signature *s)
{
	struct ssp_rd in = ssp_rd_open(buffer, r->bad);

	if (s->found)
		ssp_rd_fail(r);
	s->found = true;
	s->type = ssp_rd_le32(&in);
	s->at = at + 4;
	s->n = cksum_size(s->type);
	if (!s->n)
		ssp_rd_fail(r);
	ssp_rd_bytes(&in, s->n);
}

static void get_buffer(struct ssp_rd *r, struct ssp_span pac,
		       struct signature *server, struct signature *kdc)
{
	u32 type = ssp_rd_le32(r);
	u32 size = ssp_rd_le32(r);
	u32 at = ssp_rd_le32(r);
	u32 high = ssp_rd_le32(r);
	struct ssp_span buffer;

	if (high || at % 8 || at > pac.n || size > pac.n - at) {
		ssp_rd_fail(r);
		return;
	}
	buffer = (struct ssp_span){ pac.p + at, size };
	if (type == SERVER)
		get_signature(r, buffer, at, server);
	else if (type == KDC)
		get_signature(r, buffer, at, kdc);
}

static bool parse(struct ssp_span pac, struct signature *server,
		  struct signature *kdc)
{
	bool bad = false;
	struct ssp_rd r = ssp_rd_open(pac, &bad);
	u32 n = ssp_rd_le32(&r);

	if (ssp_rd_le32(&r) != 0) /* version */
		ssp_rd_fail(&r);
	/* Each takes its octets or fails, so that this ends. */
	for (; n && !bad; n--)
		get_buffer(&r, pac, server, kdc);
	return !bad && server->found && kdc->found;
}

static struct ssp_seg piece(struct ssp_span pac, size_t from, size_t to)
{
	/* Segments are writable; a checksum does not write. */
	return (struct ssp_seg){ (u8 *)pac.p + from, (u32)(to - from), 0 };
}

static ssp_status checksum(struct ssp_span pac, const struct signature *a,
			   const struct signature *b,
			   const struct ssp_krb5_keyblock *key, u8 *out)
{
	u8 zeroes[ZEROES] = { 0 };
	const struct ssp_seg seg[] = {
		piece(pac, 0, a->at),
		{ zeroes, (u32)a->n, 0 },
		piece(pac, a->at + a->n, b->at),
		{ zeroes, (u32)b->n, 0 },
		piece(pac, b->at + b->n, pac.n),
	};
	struct ssp_hmac *hmac;
	ssp_status st;

	st = ssp_krb5_hmac_init(&hmac, key, SSP_KRB5_USE_PAC, SSP_KRB5_KC);
	if (st < 0)
		return st;
	st = ssp_hmac(hmac, seg, ARRAY_SIZE(seg), out, key->et->cksum_size);
	ssp_hmac_free(hmac);
	return st;
}

ssp_status ssp_krb5_pac_verify(struct ssp_span pac,
			       const struct ssp_krb5_keyblock *key)
{
	struct signature server = { 0 };
	struct signature kdc = { 0 };
	const struct signature *a = &server;
	const struct signature *b = &kdc;
	u8 want[SSP_KRB5_CKSUM_MAX];
	ssp_status st;

	/* A type that is not the key's could be one that needs no key. */
	if (!parse(pac, &server, &kdc) || server.type != key->et->cksum_id)
		return SEC_E_MESSAGE_ALTERED;
	if (b->at < a->at) {
		a = &kdc;
		b = &server;
	}
	if (b->at - a->at < a->n)
		return SEC_E_MESSAGE_ALTERED;
	st = checksum(pac, a, b, key, want);
	if (st >= 0 &&
	    !ssp_memeq_ct(want, pac.p + server.at, key->et->cksum_size))
		st = SEC_E_MESSAGE_ALTERED;
	ssp_wipe(want, sizeof(want));
	return st;
}
