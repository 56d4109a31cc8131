// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Contexts per second, and megabytes per second sealed and signed, beside
 * MIT's libgssapi doing the same in the same run.
 *
 * Figures are for reading; nothing here passes or fails by them.  The ratio is
 * what a machine's mood changes least: both sides work turn about, and the
 * median of the rounds is printed.
 */
#include "bench/bench.h"

#include <gssapi/gssapi_ext.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 15
#define CONTEXTS 200 /* a round, each side */
#define ROUND_BYTES (24u << 20) /* a round, each side */

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), by_value);
	return v[n / 2];
}

static double ratio(const double *a, const double *b)
{
	double r[ROUNDS];
	size_t i;

	for (i = 0; i < ROUNDS; i++)
		r[i] = a[i] / b[i];
	return median(r, ROUNDS);
}

static CredHandle acquire(const char *package)
{
	CredHandle cred;
	SECURITY_STATUS st;

	st = AcquireCredentialsHandleA(NULL, (LPSTR)package,
				       SECPKG_CRED_OUTBOUND, NULL, NULL, NULL,
				       NULL, &cred, NULL);
	if (st != SEC_E_OK)
		bench_die("AcquireCredentialsHandle: %08x", (unsigned int)st);
	return cred;
}

static gss_cred_id_t acquire_mit(void)
{
	gss_cred_id_t cred = GSS_C_NO_CREDENTIAL;
	OM_uint32 minor;

	if (gss_acquire_cred(&minor, GSS_C_NO_NAME, 0, GSS_C_NO_OID_SET,
			     GSS_C_INITIATE, &cred, NULL, NULL))
		bench_die("gss_acquire_cred: %u", minor);
	return cred;
}

/* Initiator's time alone, creation and deletion. */
static void contexts(PCredHandle cred, gss_cred_id_t mit)
{
	double ours[ROUNDS], theirs[ROUNDS], r;
	struct bench_pair pair;
	size_t i, k;

	for (i = 0; i < ROUNDS; i++) {
		uint64_t a = 0, b = 0;

		for (k = 0; k < CONTEXTS; k++) {
			a += bench_ours(cred, "Negotiate", &pair);
			a += bench_close(&pair);
			b += bench_mit(mit, &pair);
			b += bench_close(&pair);
		}
		ours[i] = CONTEXTS * 1e9 / (double)a;
		theirs[i] = CONTEXTS * 1e9 / (double)b;
	}
	r = ratio(ours, theirs);
	printf("%-34s %10.0f/s %10.0f/s  %5.2f\n",
	       "contexts, initiator, mutual", median(ours, ROUNDS),
	       median(theirs, ROUNDS), r);
}

/* EncryptMessage and MakeSignature take the same arguments. */
static double ours_with(ENCRYPT_MESSAGE_FN protect, struct bench_pair *p,
			unsigned char *data, size_t n)
{
	unsigned char token[128];
	SecBuffer b[2];
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	size_t i, count = ROUND_BYTES / n;
	uint64_t start = bench_now();

	for (i = 0; i < count; i++) {
		b[0] = (SecBuffer){ sizeof(token), SECBUFFER_TOKEN, token };
		b[1] = (SecBuffer){ (ULONG)n, SECBUFFER_DATA, data };
		if (protect(&p->ours, 0, &d, 0) != SEC_E_OK)
			bench_die("a message of %zu bytes", n);
	}
	return (double)(count * n) * 1e3 / (double)(bench_now() - start);
}

static double seal_ours(struct bench_pair *p, unsigned char *data, size_t n)
{
	return ours_with(EncryptMessage, p, data, n);
}

static double sign_ours(struct bench_pair *p, unsigned char *data, size_t n)
{
	return ours_with(MakeSignature, p, data, n);
}

static double seal_mit(struct bench_pair *p, unsigned char *data, size_t n)
{
	gss_buffer_desc in = { n, data }, out;
	size_t i, count = ROUND_BYTES / n;
	uint64_t start = bench_now();
	OM_uint32 minor;

	for (i = 0; i < count; i++) {
		if (gss_wrap(&minor, p->mit, 1, 0, &in, NULL, &out))
			bench_die("gss_wrap");
		gss_release_buffer(&minor, &out);
	}
	return (double)(count * n) * 1e3 / (double)(bench_now() - start);
}

/* MIT's own way of working in place, as a DCE RPC server would use it. */
static double seal_mit_iov(struct bench_pair *p, unsigned char *data, size_t n)
{
	unsigned char header[128], trailer[128], padding[16];
	gss_iov_buffer_desc v[4];
	size_t i, count = ROUND_BYTES / n;
	uint64_t start = bench_now();
	OM_uint32 minor;

	for (i = 0; i < count; i++) {
		memset(v, 0, sizeof(v));
		v[0].type = GSS_IOV_BUFFER_TYPE_HEADER;
		v[0].buffer = (gss_buffer_desc){ sizeof(header), header };
		v[1].type = GSS_IOV_BUFFER_TYPE_DATA;
		v[1].buffer = (gss_buffer_desc){ n, data };
		v[2].type = GSS_IOV_BUFFER_TYPE_PADDING;
		v[2].buffer = (gss_buffer_desc){ sizeof(padding), padding };
		v[3].type = GSS_IOV_BUFFER_TYPE_TRAILER;
		v[3].buffer = (gss_buffer_desc){ sizeof(trailer), trailer };
		if (gss_wrap_iov(&minor, p->mit, 1, 0, NULL, v, 4))
			bench_die("gss_wrap_iov: %u", minor);
	}
	return (double)(count * n) * 1e3 / (double)(bench_now() - start);
}

static double sign_mit(struct bench_pair *p, unsigned char *data, size_t n)
{
	gss_buffer_desc in = { n, data }, out;
	size_t i, count = ROUND_BYTES / n;
	uint64_t start = bench_now();
	OM_uint32 minor;

	for (i = 0; i < count; i++) {
		if (gss_get_mic(&minor, p->mit, 0, &in, &out))
			bench_die("gss_get_mic");
		gss_release_buffer(&minor, &out);
	}
	return (double)(count * n) * 1e3 / (double)(bench_now() - start);
}

typedef double measure(struct bench_pair *p, unsigned char *data, size_t n);

static void compare(const char *what, measure *us, struct bench_pair *ours,
		    measure *them, struct bench_pair *mit, size_t n)
{
	double a[ROUNDS], b[ROUNDS], r;
	unsigned char *data = malloc(n);
	char label[64];
	size_t i;

	if (!data)
		bench_die("no memory");
	memset(data, 0x5a, n);
	for (i = 0; i < ROUNDS; i++) {
		a[i] = us(ours, data, n);
		b[i] = them(mit, data, n);
	}
	free(data);
	snprintf(label, sizeof(label), "%s, %zu B", what, n);
	r = ratio(a, b);
	printf("%-34s %8.0f MB/s %8.0f MB/s  %5.2f\n", label, median(a, ROUNDS),
	       median(b, ROUNDS), r);
}

int main(void)
{
	static const size_t sizes[] = { 1024, 32768, 1048576 };
	CredHandle cred = acquire("Negotiate");
	gss_cred_id_t mit_cred = acquire_mit();
	struct bench_pair ours, mit;
	OM_uint32 minor;
	size_t i;

	/* The first of each fetches the ticket; that is not what is timed. */
	bench_ours(&cred, "Negotiate", &ours);
	bench_mit(mit_cred, &mit);
	printf("%-34s %12s %12s  ratio\n", "", "secur32", "MIT krb5");
	contexts(&cred, mit_cred);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		compare("seal", seal_ours, &ours, seal_mit, &mit, sizes[i]);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		compare("seal (MIT in place)", seal_ours, &ours, seal_mit_iov,
			&mit, sizes[i]);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		compare("sign", sign_ours, &ours, sign_mit, &mit, sizes[i]);
	bench_close(&ours);
	bench_close(&mit);
	FreeCredentialsHandle(&cred);
	gss_release_cred(&minor, &mit_cred);
	return 0;
}
