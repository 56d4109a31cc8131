// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SPNEGO's messages, read and written (RFC 4178 4.2 and appendix A, MS-SPNG
 * 2.2.1).
 *
 * What a message means in a state of the negotiation is not known here, nor
 * which mechanism an OID stands for.
 */
#include "core/spnego/spnego_msg.h"

#include "core/der.h"
#include "core/gsstok.h"

/* 1.3.6.1.5.5.2 (RFC 4178 3). */
static const u8 spnego_oid[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02 };

/* NegotiationToken is a choice of two. */
#define INIT_TAG SSP_DER_CTX(0)
#define RESP_TAG SSP_DER_CTX(1)

/*
 * Unknown fields are ignored (RFC 4178 6); they come after the known ones
 * (appendix A, the extension marks), so their numbers start at @first.  31
 * would announce a tag of several octets.
 */
static void skip_unknown(struct ssp_rd *r, int first)
{
	while (ssp_rd_more(r)) {
		int tag = ssp_der_peek(r);

		if (tag < SSP_DER_CTX(first) || tag >= SSP_DER_CTX(31))
			ssp_rd_fail(r);
		ssp_der_whole(r, (u8)tag);
	}
}

/* An OID that ends inside a subidentifier is none (X.690 8.19.2). */
static struct ssp_span check_oid(struct ssp_rd *r, struct ssp_span oid)
{
	if (!oid.n || oid.p[oid.n - 1] & 0x80)
		ssp_rd_fail(r);
	return oid;
}

static struct ssp_span read_list(struct ssp_rd *r)
{
	struct ssp_span list = ssp_der_whole(r, SSP_DER_SEQUENCE);
	struct ssp_rd all = ssp_rd_open(list, r->bad);
	struct ssp_rd oids = ssp_der_get(&all, SSP_DER_SEQUENCE);

	ssp_rd_end(r);
	while (ssp_rd_more(&oids)) {
		struct ssp_rd oid = ssp_der_get(&oids, SSP_DER_OID);

		check_oid(&oids, ssp_rd_rest(&oid));
	}
	return list;
}

/*
 * ContextFlags mean nothing, for nothing protects them (RFC 4178 4.2.1), but a
 * BIT STRING they are.
 */
static void read_flags(struct ssp_rd *r)
{
	struct ssp_span bits = ssp_der_only(r, SSP_DER_BITSTRING);

	if (!bits.n || bits.p[0] > 7 || (bits.n == 1 && bits.p[0]))
		ssp_rd_fail(r);
}

/* NegHints are for nobody's use (MS-SPNG 2.2.1); older servers name a host. */
static void read_hints(struct ssp_rd *r)
{
	struct ssp_rd hints = ssp_der_get(r, SSP_DER_SEQUENCE);
	struct ssp_rd in;

	ssp_rd_end(r);
	if (ssp_der_opt(&hints, SSP_DER_CTX(0), &in))
		ssp_der_only(&in, SSP_DER_STRING);
	if (ssp_der_opt(&hints, SSP_DER_CTX(1), &in))
		ssp_der_only(&in, SSP_DER_OCTETS);
	skip_unknown(&hints, 2);
}

/* No mechanism has an empty MIC, and there is one at most. */
static void read_mic(struct ssp_rd *r, struct ssp_spnego_msg *msg)
{
	if (msg->mic.n)
		ssp_rd_fail(r);
	msg->mic = ssp_der_only(r, SSP_DER_OCTETS);
	if (!msg->mic.n)
		ssp_rd_fail(r);
}

/*
 * NegTokenInit2 puts its hints where NegTokenInit has its MIC, and the MIC
 * behind: the type inside tells which it is.
 */
static void read_init(struct ssp_rd *r, struct ssp_spnego_msg *msg)
{
	struct ssp_rd seq = ssp_der_get(r, SSP_DER_SEQUENCE);
	struct ssp_rd in;

	ssp_rd_end(r);
	msg->kind = SSP_SPNEGO_INIT;
	if (ssp_der_opt(&seq, SSP_DER_CTX(0), &in))
		msg->list = read_list(&in);
	if (ssp_der_opt(&seq, SSP_DER_CTX(1), &in))
		read_flags(&in);
	if (ssp_der_opt(&seq, SSP_DER_CTX(2), &in))
		msg->token = ssp_der_only(&in, SSP_DER_OCTETS);
	if (ssp_der_opt(&seq, SSP_DER_CTX(3), &in)) {
		msg->hints = ssp_der_peek(&in) == SSP_DER_SEQUENCE;
		if (msg->hints)
			read_hints(&in);
		else
			read_mic(&in, msg);
	}
	if (ssp_der_opt(&seq, SSP_DER_CTX(4), &in))
		read_mic(&in, msg);
	skip_unknown(&seq, 5);
}

static enum ssp_spnego_kind read_state(struct ssp_rd *r)
{
	s64 state = ssp_der_int(r, SSP_DER_ENUM);

	if (state < SSP_SPNEGO_COMPLETED || state > SSP_SPNEGO_REQUEST_MIC) {
		ssp_rd_fail(r);
		return SSP_SPNEGO_UNSTATED;
	}
	return (enum ssp_spnego_kind)state;
}

/*
 * Leniency: the SEQUENCE around the fields may be missing.  MIT krb5 has
 * always taken such messages.
 */
static void read_resp(struct ssp_rd *r, struct ssp_spnego_msg *msg)
{
	struct ssp_rd seq = *r;
	struct ssp_rd in;

	if (ssp_der_opt(r, SSP_DER_SEQUENCE, &in)) {
		ssp_rd_end(r);
		seq = in;
	}
	msg->kind = SSP_SPNEGO_UNSTATED;
	if (ssp_der_opt(&seq, SSP_DER_CTX(0), &in))
		msg->kind = read_state(&in);
	if (ssp_der_opt(&seq, SSP_DER_CTX(1), &in))
		msg->mech = check_oid(&in, ssp_der_only(&in, SSP_DER_OID));
	if (ssp_der_opt(&seq, SSP_DER_CTX(2), &in))
		msg->token = ssp_der_only(&in, SSP_DER_OCTETS);
	if (ssp_der_opt(&seq, SSP_DER_CTX(3), &in))
		read_mic(&in, msg);
	skip_unknown(&seq, 4);
}

/*
 * A NegTokenInit has the frame of RFC 2743 3.1, a NegTokenResp has none.
 * Leniency: old Sun implementations framed that one too, and MIT krb5 takes
 * it from them.
 */
static void read_choice(struct ssp_span token, struct ssp_spnego_msg *msg,
			bool *bad)
{
	bool framed = token.n && token.p[0] == SSP_DER_APP(0);
	struct ssp_span oid;
	struct ssp_rd r, in;

	if (framed && (ssp_gsstok_open(token, &oid, &token) < 0 ||
		       !ssp_span_eq(oid, SSP_SPAN(spnego_oid)))) {
		*bad = true;
		return;
	}
	r = ssp_rd_open(token, bad);
	if (framed && ssp_der_opt(&r, INIT_TAG, &in)) {
		read_init(&in, msg);
	} else {
		in = ssp_der_get(&r, RESP_TAG);
		read_resp(&in, msg);
	}
	ssp_rd_end(&r);
}

ssp_status ssp_spnego_read(struct ssp_span token, struct ssp_spnego_msg *msg)
{
	bool bad = false;

	memset(msg, 0, sizeof(*msg));
	read_choice(token, msg, &bad);
	if (!bad)
		return SEC_E_OK;
	*msg = (struct ssp_spnego_msg){ .kind = SSP_SPNEGO_REJECT };
	return SEC_E_INVALID_TOKEN;
}

/* A field: the type inside, its own tag around it. */
static void put_field(struct ssp_wr *w, u8 field, u8 type, struct ssp_span s)
{
	size_t mark;

	if (!s.n)
		return;
	mark = ssp_der_open(w, SSP_DER_CTX(field));
	ssp_der_put(w, type, s);
	ssp_der_close(w, mark);
}

/* A MechTypeList comes as it will stand there. */
static void put_list(struct ssp_wr *w, struct ssp_span list)
{
	size_t mark;

	if (!list.n)
		return;
	mark = ssp_der_open(w, SSP_DER_CTX(0));
	ssp_wr_bytes(w, list);
	ssp_der_close(w, mark);
}

static void put_state(struct ssp_wr *w, enum ssp_spnego_kind state)
{
	size_t mark;

	if (state == SSP_SPNEGO_UNSTATED)
		return;
	mark = ssp_der_open(w, SSP_DER_CTX(0));
	ssp_der_put_int(w, SSP_DER_ENUM, state);
	ssp_der_close(w, mark);
}

/* MS-SPNG 2.2.1: the one hint there is. */
static void put_hints(struct ssp_wr *w)
{
	static const char hint[] = "not_defined_in_RFC4178@please_ignore";
	size_t mark = ssp_der_open(w, SSP_DER_CTX(3));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);

	put_field(w, 0, SSP_DER_STRING,
		  (struct ssp_span){ (const u8 *)hint, sizeof(hint) - 1 });
	ssp_der_close(w, seq);
	ssp_der_close(w, mark);
}

void ssp_spnego_write(struct ssp_wr *w, const struct ssp_spnego_msg *msg)
{
	bool init = msg->kind == SSP_SPNEGO_INIT;
	size_t frame = 0;
	size_t choice, seq;

	if (init)
		frame = ssp_gsstok_begin(w, SSP_SPAN(spnego_oid));
	choice = ssp_der_open(w, init ? INIT_TAG : RESP_TAG);
	seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	if (init) {
		put_list(w, msg->list);
	} else {
		put_state(w, msg->kind);
		put_field(w, 1, SSP_DER_OID, msg->mech);
	}
	put_field(w, 2, SSP_DER_OCTETS, msg->token);
	if (msg->hints)
		put_hints(w);
	else
		put_field(w, 3, SSP_DER_OCTETS, msg->mic);
	ssp_der_close(w, seq);
	ssp_der_close(w, choice);
	if (init)
		ssp_gsstok_end(w, frame);
}
