// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's three messages (MS-NLMP 2.2.1): a header of fixed size, whose fields
 * say where in the message their bytes lie, and these bytes.
 *
 * A field's place is checked against the whole message in 64 bits, and must not
 * be in the header; fields may overlap, as nobody writes through them.
 */
#include "core/ntlm/ntlm_msg.h"

#include "core/rd.h"
#include "platform/memory.h"

enum kind { NEGOTIATE = 1, CHALLENGE, AUTHENTICATE };

/* Sizes of headers: the least that is read, and what is written. */
#define NEGOTIATE_LEAST 16
#define CHALLENGE_LEAST 32
#define CHALLENGE_INFO 48
#define CHALLENGE_SIZE 56
#define AUTHENTICATE_LEAST 64
#define AUTHENTICATE_SIZE (SSP_NTLM_MIC_AT + SSP_NTLM_KEY)

static const u8 signature[8] = { 'N', 'T', 'L', 'M', 'S', 'S', 'P', 0 };

/*
 * Windows 10, revision 15 of NTLMSSP (2.2.2.10).  Only the revision means
 * anything; peers log the rest.
 */
static const u8 version[8] = { 10, 0, 0, 0, 0, 0, 0, 15 };

/* A message being read: the whole, a cursor in the header, what was seen. */
struct in {
	struct ssp_span token;
	struct ssp_rd r;
	size_t least; /* no field may lie before this */
	size_t lowest; /* where the first one lies */
};

static struct in open_message(struct ssp_span token, enum kind kind,
			      size_t least, bool *bad)
{
	struct in in = { token, ssp_rd_open(token, bad), least, token.n };
	struct ssp_span sig = ssp_rd_bytes(&in.r, sizeof(signature));

	if (token.n < least || !ssp_span_eq(sig, SSP_SPAN(signature)) ||
	    ssp_rd_le32(&in.r) != kind)
		ssp_rd_fail(&in.r);
	return in;
}

static struct ssp_span field(struct in *in)
{
	struct ssp_span s = { NULL, ssp_rd_le16(&in->r) };
	size_t at;

	(void)ssp_rd_le16(&in->r); /* MaxLen: ignored, says 2.2.1 */
	at = ssp_rd_le32(&in->r);
	if (*in->r.bad || !s.n)
		return (struct ssp_span){ NULL, 0 };
	if (at < in->least || at > in->token.n || s.n > in->token.n - at) {
		ssp_rd_fail(&in->r);
		return (struct ssp_span){ NULL, 0 };
	}
	in->lowest = ssp_min(in->lowest, at);
	s.p = in->token.p + at;
	return s;
}

static ssp_status verdict(bool bad)
{
	return bad ? SEC_E_INVALID_TOKEN : SEC_E_OK;
}

static void begin(struct ssp_wr *w, enum kind kind)
{
	ssp_wr_bytes(w, SSP_SPAN(signature));
	ssp_wr_le32(w, kind);
}

/* A field of the header; @at is where its bytes will be, and moves on. */
static void put_field(struct ssp_wr *w, struct ssp_span s, size_t *at)
{
	if (s.n > 0xffff)
		w->st = w->st < 0 ? w->st : SEC_E_INTERNAL_ERROR;
	ssp_wr_le16(w, (u16)s.n);
	ssp_wr_le16(w, (u16)s.n);
	ssp_wr_le32(w, (u32)*at);
	*at += s.n;
}

/* Without the flag the field must be zero (2.2.1). */
static void put_version(struct ssp_wr *w, u32 flags)
{
	if (flags & SSP_NTLM_VERSION)
		ssp_wr_bytes(w, SSP_SPAN(version));
	else
		ssp_wr_room(w, sizeof(version));
}

/* Old clients end it after the flags; their successors name themselves. */
ssp_status ssp_ntlm_negotiate_read(struct ssp_span token, u32 *flags)
{
	bool bad = false;
	struct in in = open_message(token, NEGOTIATE, NEGOTIATE_LEAST, &bad);

	*flags = ssp_rd_le32(&in.r);
	if (!bad && token.n >= 32) {
		field(&in);
		field(&in);
	}
	return verdict(bad);
}

void ssp_ntlm_negotiate_write(struct ssp_wr *w, u32 flags)
{
	begin(w, NEGOTIATE);
	ssp_wr_le32(w, flags);
	ssp_wr_room(w, 16);
	put_version(w, flags);
}

ssp_status ssp_ntlm_challenge_read(struct ssp_span token,
				   struct ssp_ntlm_challenge *m)
{
	bool bad = false;
	struct in in = open_message(token, CHALLENGE, CHALLENGE_LEAST, &bad);
	struct ssp_ntlm_challenge got;

	memset(&got, 0, sizeof(got));
	memset(m, 0, sizeof(*m));
	got.target = field(&in);
	got.flags = ssp_rd_le32(&in.r);
	got.nonce = ssp_rd_bytes(&in.r, SSP_NTLM_NONCE);
	if (!bad && (got.flags & SSP_NTLM_TARGET_INFO)) {
		if (token.n < CHALLENGE_INFO)
			return SEC_E_INVALID_TOKEN;
		(void)ssp_rd_bytes(&in.r, 8);
		got.info = field(&in);
	}
	if (bad)
		return SEC_E_INVALID_TOKEN;
	*m = got;
	return SEC_E_OK;
}

void ssp_ntlm_challenge_write(struct ssp_wr *w,
			      const struct ssp_ntlm_challenge *m)
{
	size_t at = CHALLENGE_SIZE;

	begin(w, CHALLENGE);
	put_field(w, m->target, &at);
	ssp_wr_le32(w, m->flags);
	ssp_wr_bytes(w, m->nonce);
	ssp_wr_room(w, 8);
	put_field(w, m->info, &at);
	put_version(w, m->flags);
	ssp_wr_bytes(w, m->target);
	ssp_wr_bytes(w, m->info);
}

/*
 * The header ends where the first field begins: at 64, with a version at 72,
 * and with a MIC behind that at 88 (2.2.1.3).  Some that have no version leave
 * out its room as well, so that the MIC is the last thing before 80.
 */
static struct ssp_span find_mic(const struct in *in, u32 flags)
{
	struct ssp_span mic = { NULL, SSP_NTLM_KEY };

	if (in->lowest >= AUTHENTICATE_SIZE)
		mic.p = in->token.p + SSP_NTLM_MIC_AT;
	else if (in->lowest >= AUTHENTICATE_LEAST + SSP_NTLM_KEY &&
		 !(flags & SSP_NTLM_VERSION))
		mic.p = in->token.p + AUTHENTICATE_LEAST;
	else
		mic.n = 0;
	return mic;
}

ssp_status ssp_ntlm_authenticate_read(struct ssp_span token,
				      struct ssp_ntlm_authenticate *m)
{
	bool bad = false;
	struct in in =
		open_message(token, AUTHENTICATE, AUTHENTICATE_LEAST, &bad);
	struct ssp_ntlm_authenticate got;

	memset(&got, 0, sizeof(got));
	memset(m, 0, sizeof(*m));
	got.lm = field(&in);
	got.nt = field(&in);
	got.domain = field(&in);
	got.user = field(&in);
	got.workstation = field(&in);
	got.key = field(&in);
	got.flags = ssp_rd_le32(&in.r);
	if (bad)
		return SEC_E_INVALID_TOKEN;
	got.mic = find_mic(&in, got.flags);
	*m = got;
	return SEC_E_OK;
}

/* Headers in the order of 2.2.1.3, bytes in the order of Windows. */
void ssp_ntlm_authenticate_write(struct ssp_wr *w,
				 const struct ssp_ntlm_authenticate *m)
{
	size_t names = AUTHENTICATE_SIZE;
	size_t at = names + m->domain.n + m->user.n + m->workstation.n;

	begin(w, AUTHENTICATE);
	put_field(w, m->lm, &at);
	put_field(w, m->nt, &at);
	put_field(w, m->domain, &names);
	put_field(w, m->user, &names);
	put_field(w, m->workstation, &names);
	put_field(w, m->key, &at);
	ssp_wr_le32(w, m->flags);
	put_version(w, m->flags);
	ssp_wr_room(w, SSP_NTLM_KEY);
	ssp_wr_bytes(w, m->domain);
	ssp_wr_bytes(w, m->user);
	ssp_wr_bytes(w, m->workstation);
	ssp_wr_bytes(w, m->lm);
	ssp_wr_bytes(w, m->nt);
	ssp_wr_bytes(w, m->key);
}

ssp_status ssp_ntlm_response_read(struct ssp_span nt,
				  struct ssp_ntlm_response *r)
{
	bool bad = false;
	struct ssp_rd whole = ssp_rd_open(nt, &bad);
	struct ssp_ntlm_response got;
	struct ssp_rd in;
	u32 low;

	memset(r, 0, sizeof(*r));
	got.proof = ssp_rd_bytes(&whole, SSP_NTLM_KEY);
	got.blob = ssp_rd_rest(&whole);
	in = ssp_rd_open(got.blob, &bad);
	/* RespType and HiRespType; the response of NTLMv1 has 24 octets. */
	if (ssp_rd_le16(&in) != 0x0101)
		ssp_rd_fail(&in);
	(void)ssp_rd_bytes(&in, 6);
	low = ssp_rd_le32(&in);
	got.time = (u64)ssp_rd_le32(&in) << 32 | low;
	(void)ssp_rd_bytes(&in, SSP_NTLM_NONCE + 4);
	got.pairs = ssp_rd_rest(&in);
	if (bad)
		return SEC_E_INVALID_TOKEN;
	*r = got;
	return SEC_E_OK;
}

void ssp_ntlm_blob_write(struct ssp_wr *w, u64 time, const u8 *nonce,
			 struct ssp_span pairs)
{
	ssp_wr_le16(w, 0x0101);
	ssp_wr_room(w, 6);
	ssp_wr_le32(w, (u32)time);
	ssp_wr_le32(w, (u32)(time >> 32));
	ssp_wr_bytes(w, (struct ssp_span){ nonce, SSP_NTLM_NONCE });
	ssp_wr_room(w, 4);
	ssp_wr_bytes(w, pairs);
	ssp_wr_room(w, 4);
}

ssp_status ssp_ntlm_text_read(struct ssp_span s, struct ssp_utf16 *out)
{
	size_t n = s.n / 2;
	ssp_status st;
	u16 *units;
	size_t i;

	*out = (struct ssp_utf16){ NULL, 0 };
	if (s.n % 2 || n > SSP_TEXT_MAX)
		return SEC_E_INVALID_TOKEN;
	units = ssp_pool_alloc(s.n + sizeof(u16));
	if (!units)
		return SEC_E_INSUFFICIENT_MEMORY;
	for (i = 0; i < n; i++)
		units[i] = (u16)(s.p[2 * i] | s.p[2 * i + 1] << 8);
	st = ssp_utf16_dup(units, n, out);
	ssp_pool_free(units, s.n + sizeof(u16));
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_INVALID_TOKEN : st;
}

ssp_status ssp_ntlm_oem_read(struct ssp_span s, struct ssp_utf16 *out)
{
	ssp_status st;
	size_t i;

	*out = (struct ssp_utf16){ NULL, 0 };
	if (s.n > SSP_TEXT_MAX)
		return SEC_E_INVALID_TOKEN;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] > 0x7f)
			return SEC_E_LOGON_DENIED;
	}
	st = ssp_utf16_from_utf8(s, out);
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_INVALID_TOKEN : st;
}

void ssp_ntlm_text_write(struct ssp_wr *w, const struct ssp_utf16 *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		ssp_wr_le16(w, s->p[i]);
}
