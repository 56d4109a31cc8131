// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A whole conversation, told as it goes: Negotiate to the lab's acceptor (MIT's
 * GSS-API with gss-ntlmssp, tests/lab), what came of it, and a sealed message
 * each way.  "make demo" runs it in a realm of its own.
 *
 * usage: handshake SPN PORT PACKAGE
 *	PACKAGE: Kerberos or NTLM, whichever has to be agreed on
 *
 * Exit status 0: everything was as it should be.
 */
#define _GNU_SOURCE
#define SECURITY_WIN32
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <security.h>
#include <secur32.h>

#include "tests/lab/lab_frames.h"

#define SECONDS 20 /* that the acceptor may keep us waiting */

static _Noreturn void die(const char *what, const char *why)
{
	fflush(stdout);
	fprintf(stderr, "handshake: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static const char *name_of(SECURITY_STATUS st)
{
	const char *name = Secur32StatusName(st);

	return name ? name : "an unknown status";
}

static void check(const char *call, SECURITY_STATUS st)
{
	if (st < 0)
		die(call, name_of(st));
}

static int connect_to(int port)
{
	const struct timeval wait = { .tv_sec = SECONDS };
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	if (fd < 0 || connect(fd, (struct sockaddr *)&addr, sizeof(addr)))
		die("acceptor", "no connection");
	return fd;
}

static void send_frame(int fd, enum lab_type type, const void *p, size_t n)
{
	if (!lab_send(fd, (unsigned char)type, NULL, 0, p, n))
		die("acceptor", "connection lost");
}

static void recv_frame(int fd, struct lab_frame *f, enum lab_type type)
{
	if (!lab_recv(fd, f))
		die("acceptor", "connection lost");
	if (f->type != type)
		die("acceptor", f->type == LAB_ERROR ? "refuses" : "babbles");
}

#define HOLDS(p, n, bytes) (memmem(p, n, bytes, sizeof(bytes) - 1) != NULL)

/*
 * What a token is, by the octets that tell: the OID of SPNEGO and the negState
 * (RFC 4178 4.2), the two octets behind the end of Kerberos' OID (RFC 4121 4.1)
 * with the message's tag (RFC 4120 5.5), NTLM's signature and type (MS-NLMP
 * 2.2.1), and an NTLM signature for a mechListMIC (2.2.2.9).
 */
static const char *describe(const unsigned char *p, size_t n)
{
	bool init = n && p[0] == 0x60 &&
		    HOLDS(p, n, "\x06\x06\x2b\x06\x01\x05\x05\x02");
	bool resp = n && p[0] == 0xa1;
	bool done = resp && HOLDS(p, n, "\xa0\x03\x0a\x01\x00");

	if (init && HOLDS(p, n, "\x12\x01\x02\x02\x01\x00\x6e"))
		return "NegTokenInit with Kerberos' AP-REQ";
	if (done && HOLDS(p, n, "\x12\x01\x02\x02\x02\x00\x6f"))
		return "NegTokenResp, accept-completed, with AP-REP";
	if (init && HOLDS(p, n, "NTLMSSP\0\1\0\0\0"))
		return "NegTokenInit with NTLM's NEGOTIATE";
	if (resp && HOLDS(p, n, "NTLMSSP\0\2\0\0\0"))
		return "NegTokenResp with NTLM's CHALLENGE";
	if (resp && HOLDS(p, n, "NTLMSSP\0\3\0\0\0"))
		return "NegTokenResp with NTLM's AUTHENTICATE";
	if (done && HOLDS(p, n, "\xa3\x12\x04\x10\x01\0\0\0"))
		return "NegTokenResp, accept-completed, with a MIC";
	return "a token that was not expected";
}

static void show_leg(int leg, const char *way, const unsigned char *p, size_t n,
		     SECURITY_STATUS st)
{
	const char *what = describe(p, n);

	printf("%-4d %-18s %-45s %5zu  %s\n", leg, way, what, n, name_of(st));
	check("InitializeSecurityContext", st);
	if (strncmp(what, "NegToken", 8) != 0)
		die("token", what);
}

/* Until both sides are done; every token is shown with what came of it. */
static void shake_hands(PCredHandle cred, PCtxtHandle ctx, char *spn, int fd,
			struct lab_frame *f)
{
	const ULONG flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
			    ISC_REQ_INTEGRITY | ISC_REQ_REPLAY_DETECT |
			    ISC_REQ_SEQUENCE_DETECT | ISC_REQ_ALLOCATE_MEMORY;
	SecBuffer in = { 0, SECBUFFER_TOKEN, NULL }, out = in;
	SecBufferDesc ind = { SECBUFFER_VERSION, 1, &in };
	SecBufferDesc outd = { SECBUFFER_VERSION, 1, &out };
	SECURITY_STATUS st = SEC_I_CONTINUE_NEEDED;
	int leg = 0;

	printf("leg  %-18s %-45s bytes  status\n", "direction", "token");
	while (st == SEC_I_CONTINUE_NEEDED) {
		if (leg > 0) {
			recv_frame(fd, f, LAB_TOKEN);
			in.pvBuffer = f->p;
			in.cbBuffer = (ULONG)f->n;
		}
		st = InitializeSecurityContextA(cred, leg ? ctx : NULL, spn,
						flags, 0, SECURITY_NATIVE_DREP,
						leg ? &ind : NULL, 0, ctx,
						&outd, NULL, NULL);
		if (leg > 0)
			show_leg(++leg, "acceptor -> client", f->p, f->n, st);
		check("InitializeSecurityContext", st);
		if (out.cbBuffer > 0) {
			show_leg(++leg, "client -> acceptor", out.pvBuffer,
				 out.cbBuffer, st);
			send_frame(fd, LAB_TOKEN, out.pvBuffer, out.cbBuffer);
		}
		FreeContextBuffer(out.pvBuffer);
	}
}

static void query(PCtxtHandle ctx, ULONG attr, void *out)
{
	check("QueryContextAttributes",
	      QueryContextAttributesA(ctx, attr, out));
}

/* NTLM proves the client only. */
static void show_flags(PCtxtHandle ctx, bool mutual)
{
	static const struct {
		ULONG flag;
		const char *name;
	} names[] = {
		{ ISC_RET_DELEGATE, "DELEGATE" },
		{ ISC_RET_MUTUAL_AUTH, "MUTUAL_AUTH" },
		{ ISC_RET_REPLAY_DETECT, "REPLAY_DETECT" },
		{ ISC_RET_SEQUENCE_DETECT, "SEQUENCE_DETECT" },
		{ ISC_RET_CONFIDENTIALITY, "CONFIDENTIALITY" },
		{ ISC_RET_CONNECTION, "CONNECTION" },
		{ ISC_RET_INTEGRITY, "INTEGRITY" },
	};
	SecPkgContext_Flags flags;
	size_t i;

	query(ctx, SECPKG_ATTR_FLAGS, &flags);
	printf("mutual      %s\nattributes ",
	       flags.Flags & ISC_RET_MUTUAL_AUTH ? "yes" : "no");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (flags.Flags & names[i].flag)
			printf(" %s", names[i].name);
	}
	putchar('\n');
	if (~flags.Flags & (ISC_RET_CONFIDENTIALITY | ISC_RET_INTEGRITY |
			    ISC_RET_REPLAY_DETECT | ISC_RET_SEQUENCE_DETECT))
		die("attributes", "less than was asked for");
	if (!(flags.Flags & ISC_RET_MUTUAL_AUTH) != !mutual)
		die("attributes", "not what that package can do");
}

/* A FILETIME, already local: 100 ns ticks since 1601 (RFC 3339 without "T"). */
static void show_expiry(TimeStamp t)
{
	time_t seconds = (time_t)(t.QuadPart / 10000000 - 11644473600);
	char text[32];
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &tm);
	printf("expiry      %s, local time\n", text);
}

/* Only a ticket has names that both know, and an end. */
static void show_ticket(PCtxtHandle ctx)
{
	SecPkgContext_NativeNamesA names;
	SecPkgContext_Lifespan life;

	query(ctx, SECPKG_ATTR_NATIVE_NAMES, &names);
	query(ctx, SECPKG_ATTR_LIFESPAN, &life);
	printf("server      %s\n", names.sServerName);
	show_expiry(life.tsExpiry);
	FreeContextBuffer(names.sClientName);
	FreeContextBuffer(names.sServerName);
}

static void show_context(PCtxtHandle ctx, const char *wanted, const char *seen)
{
	const bool kerberos = strcmp(wanted, "Kerberos") == 0;
	SecPkgContext_NegotiationInfoA nego;
	SecPkgContext_KeyInfoA key;
	SecPkgContext_NamesA names;

	query(ctx, SECPKG_ATTR_NEGOTIATION_INFO, &nego);
	query(ctx, SECPKG_ATTR_NAMES, &names);
	query(ctx, SECPKG_ATTR_KEY_INFO, &key);
	printf("\npackage     %s, agreed on by Negotiate\n",
	       nego.PackageInfo->Name);
	printf("cipher      %s, %u bits\n", key.sEncryptAlgorithmName,
	       key.KeySize);
	show_flags(ctx, kerberos);
	printf("client      %s; to the acceptor: %s\n", names.sUserName, seen);
	if (kerberos)
		show_ticket(ctx);
	if (nego.NegotiationState != SECPKG_NEGOTIATION_COMPLETE ||
	    strcmp(nego.PackageInfo->Name, wanted) != 0)
		die("negotiation", "another package was to be agreed on");
	if (strcmp(names.sUserName, seen) != 0)
		die("names", "the acceptor sees somebody else");
	FreeContextBuffer(nego.PackageInfo);
	FreeContextBuffer(names.sUserName);
	FreeContextBuffer(key.sSignatureAlgorithmName);
	FreeContextBuffer(key.sEncryptAlgorithmName);
}

static void show_message(const char *way, const char *text,
			 const unsigned char *wire, size_t wire_n,
			 const unsigned char *opened, size_t opened_n,
			 const char *by)
{
	size_t i;

	printf("%s  \"%.*s\", opened by %s\n  sealed, %3zu bytes ", way,
	       (int)opened_n, (const char *)opened, by, wire_n);
	for (i = 0; i < 24 && i < wire_n; i++)
		printf(" %02x", wire[i]);
	printf(" ...\n");
	if (opened_n != strlen(text) || memcmp(opened, text, opened_n) != 0)
		die("message", "not what was sealed");
	if (memmem(wire, wire_n, text, strlen(text)))
		die("message", "not sealed");
}

/* In place, from a buffer that the answer's frame does not overwrite. */
static void send_message(PCtxtHandle ctx, int fd, struct lab_frame *f,
			 const char *text)
{
	SecPkgContext_Sizes sizes;
	unsigned char wire[512];
	SecBuffer b[2] = { { 0, SECBUFFER_TOKEN, wire },
			   { (ULONG)strlen(text), SECBUFFER_DATA, NULL } };
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	size_t n;

	query(ctx, SECPKG_ATTR_SIZES, &sizes);
	if (sizes.cbSecurityTrailer + b[1].cbBuffer > sizeof(wire))
		die("message", "too long");
	b[0].cbBuffer = sizes.cbSecurityTrailer;
	b[1].pvBuffer = wire + sizes.cbSecurityTrailer;
	memcpy(b[1].pvBuffer, text, b[1].cbBuffer);
	check("EncryptMessage", EncryptMessage(ctx, 0, &d, 0));
	/* TOKEN may have become shorter than it might have been. */
	memmove(wire + b[0].cbBuffer, b[1].pvBuffer, b[1].cbBuffer);
	n = b[0].cbBuffer + b[1].cbBuffer;
	send_frame(fd, LAB_UNWRAP, wire, n);
	recv_frame(fd, f, LAB_UNWRAPPED);
	if (f->n < 5 || f->p[0] != LAB_CONF)
		die("message", "the acceptor does not find it sealed");
	show_message("client -> acceptor", text, wire, n, f->p + 5, f->n - 5,
		     "gss_unwrap()");
}

static void recv_message(PCtxtHandle ctx, int fd, struct lab_frame *f,
			 const char *text)
{
	unsigned char command[128] = { LAB_CONF };
	unsigned char wire[512];
	SecBuffer b[2] = { { 0, SECBUFFER_STREAM, NULL },
			   { 0, SECBUFFER_DATA, NULL } };
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	size_t n;

	snprintf((char *)command + 1, sizeof(command) - 1, "%s", text);
	send_frame(fd, LAB_WRAP, command, 1 + strlen(text));
	recv_frame(fd, f, LAB_WRAPPED);
	n = f->n;
	if (n > sizeof(wire))
		die("message", "too long");
	memcpy(wire, f->p, n);
	b[0].pvBuffer = f->p;
	b[0].cbBuffer = (ULONG)n;
	check("DecryptMessage", DecryptMessage(ctx, &d, 0, NULL));
	show_message("acceptor -> client", text, wire, n, b[1].pvBuffer,
		     b[1].cbBuffer, "DecryptMessage()");
}

/* What LAB_COMPLETE says last: length BE32 and text of our name. */
static void initiator_name(const struct lab_frame *f, char *name, size_t size)
{
	size_t oid_n;

	if (f->n < 16)
		die("acceptor", "babbles");
	oid_n = lab_get_be32(f->p + 8);
	if (oid_n > f->n - 16)
		die("acceptor", "babbles");
	snprintf(name, size, "%.*s", (int)(f->n - 16 - oid_n),
		 (const char *)f->p + 16 + oid_n);
}

int main(int argc, char **argv)
{
	struct lab_frame f = { .buf = malloc(LAB_FRAME_MAX) };
	CredHandle cred;
	CtxtHandle ctx;
	char seen[256];
	int fd;

	if (argc != 4 || !f.buf)
		die("usage", "handshake SPN PORT PACKAGE");
	fd = connect_to(atoi(argv[2]));
	check("AcquireCredentialsHandle",
	      AcquireCredentialsHandleA(NULL, (char *)NEGOSSP_NAME_A,
					SECPKG_CRED_OUTBOUND, NULL, NULL, NULL,
					NULL, &cred, NULL));
	shake_hands(&cred, &ctx, argv[1], fd, &f);
	recv_frame(fd, &f, LAB_COMPLETE);
	initiator_name(&f, seen, sizeof(seen));
	show_context(&ctx, argv[3], seen);
	putchar('\n');
	send_message(&ctx, fd, &f, "The ferry leaves at nine.");
	recv_message(&ctx, fd, &f, "I shall be there.");
	DeleteSecurityContext(&ctx);
	FreeCredentialsHandle(&cred);
	close(fd);
	free(f.buf);
	return EXIT_SUCCESS;
}
