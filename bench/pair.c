// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Hand-shakes of either initiator with MIT's acceptor.  Only the initiator's
 * calls are timed.
 */
#include "bench/bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static gss_OID_desc spnego = { 6, "\x2b\x06\x01\x05\x05\x02" };
static gss_OID_desc hostbased = { 10,
				  "\x2a\x86\x48\x86\xf7\x12\x01\x02\x01\x04" };

uint64_t bench_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void bench_die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("bench: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(1);
}

/* One step of the acceptor; its answer is @out's. */
static void accept_token(struct bench_pair *pair, const void *p, size_t n,
			 gss_buffer_t out)
{
	gss_buffer_desc in = { n, (void *)p };
	OM_uint32 major, minor;

	major = gss_accept_sec_context(&minor, &pair->acceptor,
				       GSS_C_NO_CREDENTIAL, &in,
				       GSS_C_NO_CHANNEL_BINDINGS, NULL, NULL,
				       out, NULL, NULL, NULL);
	if (GSS_ERROR(major))
		bench_die("acceptor: %08x/%u", major, minor);
}

uint64_t bench_ours(PCredHandle cred, const char *package,
		    struct bench_pair *pair)
{
	static unsigned char token[65536];
	SecBuffer out = { sizeof(token), SECBUFFER_TOKEN, token };
	SecBuffer in = { 0, SECBUFFER_TOKEN, NULL };
	SecBufferDesc outs = { SECBUFFER_VERSION, 1, &out };
	SecBufferDesc ins = { SECBUFFER_VERSION, 1, &in };
	ULONG req = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
		    ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT;
	gss_buffer_desc reply = GSS_C_EMPTY_BUFFER;
	SECURITY_STATUS st;
	uint64_t start, spent;
	OM_uint32 minor;
	ULONG attr;

	memset(pair, 0, sizeof(*pair));
	start = bench_now();
	st = InitializeSecurityContextA(cred, NULL, (SEC_CHAR *)BENCH_SPN, req,
					0, SECURITY_NATIVE_DREP, NULL, 0,
					&pair->ours, &outs, &attr, NULL);
	spent = bench_now() - start;
	if (st != SEC_I_CONTINUE_NEEDED)
		bench_die("%s, first leg: %08x", package, (unsigned int)st);
	accept_token(pair, token, out.cbBuffer, &reply);
	in.pvBuffer = reply.value;
	in.cbBuffer = (ULONG)reply.length;
	out.cbBuffer = sizeof(token);
	start = bench_now();
	st = InitializeSecurityContextA(cred, &pair->ours,
					(SEC_CHAR *)BENCH_SPN, req, 0,
					SECURITY_NATIVE_DREP, &ins, 0,
					&pair->ours, &outs, &attr, NULL);
	spent += bench_now() - start;
	if (st != SEC_E_OK)
		bench_die("%s, second leg: %08x", package, (unsigned int)st);
	gss_release_buffer(&minor, &reply);
	return spent;
}

static gss_name_t target(void)
{
	gss_buffer_desc text = { strlen(BENCH_GSS_NAME), BENCH_GSS_NAME };
	static gss_name_t name;
	OM_uint32 minor;

	if (!name && gss_import_name(&minor, &text, &hostbased, &name))
		bench_die("cannot import %s", BENCH_GSS_NAME);
	return name;
}

uint64_t bench_mit(gss_cred_id_t cred, struct bench_pair *pair)
{
	OM_uint32 req = GSS_C_MUTUAL_FLAG | GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG |
			GSS_C_REPLAY_FLAG | GSS_C_SEQUENCE_FLAG;
	gss_buffer_desc in = GSS_C_EMPTY_BUFFER, out = GSS_C_EMPTY_BUFFER;
	gss_name_t name = target();
	OM_uint32 major, minor;
	uint64_t start, spent = 0;

	memset(pair, 0, sizeof(*pair));
	do {
		start = bench_now();
		major = gss_init_sec_context(&minor, cred, &pair->mit, name,
					     &spnego, req, 0,
					     GSS_C_NO_CHANNEL_BINDINGS, &in,
					     NULL, &out, NULL, NULL);
		spent += bench_now() - start;
		if (GSS_ERROR(major))
			bench_die("MIT: %08x/%u", major, minor);
		gss_release_buffer(&minor, &in);
		if (out.length)
			accept_token(pair, out.value, out.length, &in);
		gss_release_buffer(&minor, &out);
	} while (major & GSS_S_CONTINUE_NEEDED);
	gss_release_buffer(&minor, &in);
	return spent;
}

uint64_t bench_close(struct bench_pair *pair)
{
	uint64_t start = bench_now(), spent;
	OM_uint32 minor;

	if (pair->mit)
		gss_delete_sec_context(&minor, &pair->mit, NULL);
	else
		DeleteSecurityContext(&pair->ours);
	spent = bench_now() - start;
	gss_delete_sec_context(&minor, &pair->acceptor, NULL);
	return spent;
}
