// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Principal names, compared and written as text.
 */
#include "core/krb5/krb5_name.h"

#include "core/krb5/krb5_der.h"

struct ssp_rd ssp_krb5_name_open(struct ssp_span name, bool *bad)
{
	struct ssp_rd top = ssp_rd_open(name, bad);
	struct ssp_rd seq = ssp_der_get(&top, SSP_DER_SEQUENCE);
	struct ssp_rd parts;

	ssp_rd_end(&top);
	ssp_krb5_field_int(&seq, 0);
	parts = ssp_krb5_field_seq(&seq, 1);
	ssp_rd_end(&seq);
	return parts;
}

bool ssp_krb5_name_same(struct ssp_span a, struct ssp_span b)
{
	bool bad = false;
	struct ssp_rd one = ssp_krb5_name_open(a, &bad);
	struct ssp_rd other = ssp_krb5_name_open(b, &bad);

	/* Types apart, DER has one form for a name (X.690 10). */
	return ssp_span_eq(ssp_rd_rest(&one), ssp_rd_rest(&other)) && !bad;
}

static bool must_escape(u8 c)
{
	return c == '/' || c == '@' || c == '\\';
}

void ssp_krb5_name_put(struct ssp_wr *w, struct ssp_span part)
{
	size_t i;

	for (i = 0; i < part.n; i++) {
		if (must_escape(part.p[i]))
			ssp_wr_u8(w, '\\');
		ssp_wr_u8(w, part.p[i]);
	}
}

ssp_status ssp_krb5_name_finish(struct ssp_wr *w, struct ssp_span realm,
				struct ssp_utf16 *out)
{
	ssp_status st;

	*out = (struct ssp_utf16){ NULL, 0 };
	ssp_wr_u8(w, '@');
	ssp_krb5_name_put(w, realm);
	st = w->st;
	if (st >= 0)
		st = ssp_utf16_from_utf8(ssp_wr_span(w), out);
	ssp_wr_free(w);
	/* Too long, or not UTF-8: either way no name that we can take. */
	if (st < 0 && st != SEC_E_INSUFFICIENT_MEMORY)
		st = SEC_E_INVALID_TOKEN;
	return st;
}

ssp_status ssp_krb5_name_text(struct ssp_span name, struct ssp_span realm,
			      struct ssp_utf16 *out)
{
	bool bad = false;
	struct ssp_rd parts = ssp_krb5_name_open(name, &bad);
	bool first = true;
	struct ssp_wr w;

	*out = (struct ssp_utf16){ NULL, 0 };
	ssp_wr_init(&w);
	while (ssp_rd_more(&parts)) {
		struct ssp_rd part = ssp_der_get(&parts, SSP_DER_STRING);

		if (!first)
			ssp_wr_u8(&w, '/');
		first = false;
		ssp_krb5_name_put(&w, ssp_rd_rest(&part));
	}
	if (bad) {
		ssp_wr_free(&w);
		return SEC_E_INVALID_TOKEN;
	}
	return ssp_krb5_name_finish(&w, realm, out);
}
