// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The PAC's server signature (MS-PAC 2.8): of PACs that MIT's KDC made, and of
 * such as come from nobody who has the key.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_ap_req.h"
#include "core/krb5/krb5_ctx.h"
#include "core/krb5/krb5_keytab.h"
#include "core/krb5/krb5_pac.h"
#include "platform/memory.h"
#include "tests/support.h"
#include "tests/vectors/krb5_accept.h"

#define SERVER 6
#define KDC 7

static struct ssp_test_memory *memory;

/**
 * struct pac - of a ticket
 * @p: guarded
 * @n: bytes
 * @key: the service's
 */
struct pac {
	u8 *p;
	size_t n;
	struct ssp_krb5_keyblock key;
};

static int pac_init(struct kunit *test)
{
	memory = ssp_test_memory_start(test);
	return 0;
}

static void pac_exit(struct kunit *test)
{
	ssp_test_memory_stop(test, memory);
}

static void find_key(struct kunit *test, const struct ssp_krb5_ap_req *req,
		     struct ssp_krb5_keyblock *key)
{
	struct ssp_krb5_keytab_entry e;
	bool bad = false;
	struct ssp_rd r;

	r = ssp_krb5_keytab_open(ssp_test_hex(test, krb5_accept_keytab), &bad);
	do {
		KUNIT_ASSERT_TRUE(test, ssp_krb5_keytab_next(&r, &e));
	} while (!ssp_krb5_keytab_is(&e, req->realm, req->sname));
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_keyblock_set(key, e.etype, e.key));
}

static struct pac *pac_of(struct kunit *test,
			  const struct krb5_accept_vector *v)
{
	struct pac *pac = kunit_kzalloc(test, sizeof(*pac), GFP_KERNEL);
	struct ssp_krb5_ticket_part part;
	struct ssp_krb5_ap_req req;
	struct ssp_krb5_authz authz;
	struct ssp_span body, plain;
	u8 *text;
	u16 id;

	KUNIT_ASSERT_NOT_NULL(test, pac);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_token_open(ssp_test_hex(test, v->token), &id,
					    &body));
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_krb5_ap_req_decode(body, &req));
	find_key(test, &req, &pac->key);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_open_blob(&pac->key, SSP_KRB5_USE_TICKET,
					   req.ticket.cipher, &text, &plain));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_ticket_part_decode(plain, &part));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_authz_decode(part.authz, &authz));
	KUNIT_EXPECT_TRUE(test, authz.have_pac);
	pac->n = authz.pac.n;
	pac->p = ssp_test_guarded_copy(test, authz.pac.p, pac->n);
	ssp_pool_free(text, req.ticket.cipher.n);
	KUNIT_ASSERT_GT(test, pac->n, (size_t)8);
	return pac;
}

static ssp_status verify(const struct pac *pac)
{
	struct ssp_span s = { pac->p, pac->n };

	return ssp_krb5_pac_verify(s, &pac->key);
}

/* The header of the n-th buffer: type, size, offset. */
static u8 *header(const struct pac *pac, size_t i)
{
	return pac->p + 8 + 16 * i;
}

/* A signature's buffer. */
static u8 *signature(struct kunit *test, const struct pac *pac, u8 type)
{
	size_t i;

	for (i = 0; i < pac->p[0]; i++) {
		u8 *h = header(pac, i);

		if (h[0] == type)
			return pac->p + (h[8] | h[9] << 8);
	}
	KUNIT_ASSERT_TRUE_MSG(test, false, "no buffer %u", type);
	return NULL;
}

static void pac_desc(const struct krb5_accept_vector *v, char *desc)
{
	strcpy(desc, v->name);
}

/* The first four, one of each enctype. */
static const void *pac_gen_params(const void *prev, char *desc)
{
	const struct krb5_accept_vector *v = prev;

	v = v ? v + 1 : krb5_accept_vectors;
	if (v == krb5_accept_vectors + 4)
		return NULL;
	pac_desc(v, desc);
	return v;
}

static void mits_pacs(struct kunit *test)
{
	struct pac *pac = pac_of(test, test->param_value);

	KUNIT_EXPECT_EQ(test, SEC_E_OK, verify(pac));
	pac->key.key[0] ^= 1;
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, verify(pac));
}

static void refused(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct pac pac = { p, n, ((struct pac *)arg)->key };

	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, verify(&pac));
}

/* All of it is under the signature but the KDC's own checksum. */
static void changed(struct kunit *test, u8 *p, size_t n, void *arg)
{
	const struct pac *whole = arg;
	struct pac pac = { p, n, whole->key };
	const u8 *kdc = signature(test, whole, KDC) + 4;
	size_t at = 0;

	while (p[at] == whole->p[at])
		at++;
	if (whole->p + at >= kdc &&
	    whole->p + at < kdc + whole->key.et->cksum_size)
		return;
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, verify(&pac));
}

static void each_truncation_and_change(struct kunit *test)
{
	struct pac *pac = pac_of(test, test->param_value);

	ssp_test_each_truncation(test, pac->p, pac->n, refused, pac);
	ssp_test_each_change(test, pac->p, pac->n, changed, pac);
}

/* Sign anew, the slow way: what is odd is then not the checksum. */
static void sign(struct kunit *test, struct pac *pac)
{
	u8 *server = signature(test, pac, SERVER) + 4;
	u8 *kdc = signature(test, pac, KDC) + 4;
	u8 n = pac->key.et->cksum_size;
	const struct ssp_seg all = { pac->p, (u32)pac->n, 0 };
	u8 was[SSP_KRB5_CKSUM_MAX], mac[SSP_KRB5_CKSUM_MAX];
	struct ssp_hmac *hmac;

	memcpy(was, kdc, n);
	memset(kdc, 0, n);
	memset(server, 0, n);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_hmac_init(&hmac, &pac->key, SSP_KRB5_USE_PAC,
					   SSP_KRB5_KC));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_hmac(hmac, &all, 1, mac, n));
	ssp_hmac_free(hmac);
	memcpy(server, mac, n);
	memcpy(kdc, was, n);
}

/* Signed, and refused for what it is; then as it was. */
static void refuse_value(struct kunit *test, struct pac *pac, u8 *at, u8 value)
{
	u8 was = *at;

	*at = value;
	sign(test, pac);
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, verify(pac));
	*at = was;
	sign(test, pac);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, verify(pac));
}

/* Whoever has the key signs nonsense, too; it is nonsense all the same. */
static void shapes(struct kunit *test)
{
	struct pac *pac = pac_of(test, &krb5_accept_vectors[1]);
	u8 *first = header(pac, 0);
	u8 *type = signature(test, pac, SERVER);
	size_t i;

	KUNIT_ASSERT_NE(test, SERVER, first[0]);
	KUNIT_ASSERT_NE(test, KDC, first[0]);
	for (i = 4; i < 8; i++) /* version */
		refuse_value(test, pac, &pac->p[i], 1);
	refuse_value(test, pac, &first[8], first[8] ^ 4); /* no eights */
	for (i = 12; i < 16; i++) /* the upper half of an offset */
		refuse_value(test, pac, &first[i], 1);
	refuse_value(test, pac, &first[7], 0xff); /* a size that wraps */
	refuse_value(test, pac, &first[11], 0xff); /* beyond the end */
	/* A checksum that anybody could make: MD5, CRC32. */
	refuse_value(test, pac, type, 7);
	refuse_value(test, pac, type, 1);
	/* The right kind, but of another key's type. */
	refuse_value(test, pac, type, 15);
	/* More buffers than it has octets; nobody could sign that. */
	pac->p[3] = 0xff;
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, verify(pac));
}

/* Two in one place: the second would be signed by the first's zeroes. */
static void one_over_the_other(struct kunit *test)
{
	struct pac *pac = pac_of(test, &krb5_accept_vectors[1]);
	u8 *server = NULL, *kdc = NULL;
	size_t i;

	for (i = 0; i < pac->p[0]; i++) {
		u8 *h = header(pac, i);

		if (h[0] == SERVER)
			server = h;
		if (h[0] == KDC)
			kdc = h;
	}
	KUNIT_ASSERT_TRUE(test, server && kdc);
	memcpy(kdc + 4, server + 4, 12);
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, verify(pac));
}

/* For aes128-sha1, with room for a third buffer; signed by sign_small(). */
static void small_pac(struct kunit *test, struct pac *pac)
{
	u8 *p;

	pac->n = 8 + 3 * 16 + 16 + 24;
	pac->p = p = ssp_test_guarded(test, pac->n);
	memset(p, 0, pac->n);
	memset(&pac->key, 0, sizeof(pac->key));
	pac->key.et = ssp_krb5_etype_find(17);
	p[0] = 3;
	p[8] = SERVER;
	p[12] = 16;
	p[16] = 56;
	p[24] = KDC;
	p[28] = 22;
	p[32] = 72;
	p[40] = 10;
	p[48] = 56;
	p[56] = 15;
	memcpy(p + 72, "\x76\xff\xff\xff", 4); /* RC4's */
	p[92] = 0x34; /* a read-only domain controller's number */
}

static void sign_small(struct kunit *test, struct pac *pac)
{
	const struct ssp_seg all = { pac->p, (u32)pac->n, 0 };
	struct ssp_hmac *hmac;
	u8 mac[12];

	memset(pac->p + 60, 0, sizeof(mac));
	memset(pac->p + 76, 0, 16);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_hmac_init(&hmac, &pac->key, SSP_KRB5_USE_PAC,
					   SSP_KRB5_KC));
	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_hmac(hmac, &all, 1, mac, sizeof(mac)));
	ssp_hmac_free(hmac);
	memcpy(pac->p + 60, mac, sizeof(mac));
	memset(pac->p + 76, 0x77, 16); /* the KDC's checksum itself */
}

/* RC4's of the KDC, and 16 bits of a read-only domain controller behind it. */
static void the_kdcs_may_be_of_another_type(struct kunit *test)
{
	struct pac pac;

	small_pac(test, &pac);
	sign_small(test, &pac);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, verify(&pac));
	pac.p[92] ^= 1;
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, verify(&pac));
	/* No room for it. */
	pac.p[28] = 19;
	sign_small(test, &pac);
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, verify(&pac));
	/* A type of which nobody knows how long it is. */
	pac.p[28] = 22;
	pac.p[72] = 0x75;
	sign_small(test, &pac);
	KUNIT_EXPECT_EQ(test, SEC_E_MESSAGE_ALTERED, verify(&pac));
}

/* Each must be there, and once. */
static void two_signatures(struct kunit *test)
{
	static const struct {
		u8 type[3];
		ssp_status st;
	} rows[] = {
		{ { SERVER, KDC, 10 }, SEC_E_OK },
		{ { SERVER, KDC, SERVER }, SEC_E_MESSAGE_ALTERED },
		{ { SERVER, 10, 10 }, SEC_E_MESSAGE_ALTERED },
		{ { 10, KDC, 10 }, SEC_E_MESSAGE_ALTERED },
	};
	struct pac pac;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		small_pac(test, &pac);
		pac.p[8] = rows[i].type[0];
		pac.p[24] = rows[i].type[1];
		pac.p[40] = rows[i].type[2];
		if (rows[i].type[2] == SERVER)
			pac.p[44] = 16; /* the same place again */
		sign_small(test, &pac);
		KUNIT_EXPECT_EQ_MSG(test, rows[i].st, verify(&pac), "row %zu",
				    i);
	}
}

static ssp_status run_verify(struct kunit *test, void *arg)
{
	(void)test;
	return verify(arg);
}

static void every_allocation_may_fail(struct kunit *test)
{
	struct pac *pac = pac_of(test, &krb5_accept_vectors[1]);

	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, memory,
							run_verify, NULL, pac),
			(u64)0);
}

static struct kunit_case pac_cases[] = {
	KUNIT_CASE_PARAM(mits_pacs, pac_gen_params),
	KUNIT_CASE_PARAM(each_truncation_and_change, pac_gen_params),
	KUNIT_CASE(shapes),
	KUNIT_CASE(two_signatures),
	KUNIT_CASE(one_over_the_other),
	KUNIT_CASE(the_kdcs_may_be_of_another_type),
	KUNIT_CASE(every_allocation_may_fail),
	{}
};

static struct kunit_suite pac_suite = {
	.name = "krb5_pac",
	.init = pac_init,
	.exit = pac_exit,
	.test_cases = pac_cases,
};

kunit_test_suites(&pac_suite);
