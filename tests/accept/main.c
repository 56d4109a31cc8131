// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The rows of the acceptor's lane: what is asked of gss_init_sec_context(), and
 * what comes of it at our end.
 *
 * usage: client krb5|ntlm [some]   with the acceptors of "run" in the environment
 *	some: the rows of those acceptors only that are there
 */
#include "tests/accept/client.h"

#include <krb5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MUTUAL GSS_C_MUTUAL_FLAG
#define SEQ (GSS_C_REPLAY_FLAG | GSS_C_SEQUENCE_FLAG)
#define SIGN (GSS_C_INTEG_FLAG | SEQ)
#define SEAL (GSS_C_CONF_FLAG | SIGN)

#define HOST "host@lab.secur32.test"
#define ALICE "alice@SECUR32.TEST"
#define ENCTYPE(n) "et" #n "@lab.secur32.test"

#define ANY "LAB_PORT_ANY"
#define BOUND "LAB_PORT_BOUND"
#define LENIENT "LAB_PORT_LENIENT"
#define WRONGKEY "LAB_PORT_WRONGKEY"
#define NOKEY "LAB_PORT_NOKEY"
#define SKEWED "LAB_PORT_SKEWED"
#define KERBEROS "LAB_PORT_KERBEROS"
#define KERBEROS_NOKEY "LAB_PORT_KERBEROS_NOKEY"
#define RAW_NTLM "LAB_PORT_NTLM"

/* What "run" gives the acceptors; and what somebody between would have. */
#define CHANNEL "tls-server-end-point:of-the-lab"
#define OTHER "tls-server-end-point:of-somebody-else"

static unsigned int passed, failed;
static bool well = true;
static bool some;

bool want(bool ok, const struct row *row, const char *what, uint32_t value)
{
	if (!ok) {
		well = false;
		printf("      %s: %s, 0x%08x\n", row->name, what, value);
	}
	return ok;
}

void checked(const char *name)
{
	printf("%s  %s\n", well ? "ok  " : "FAIL", name);
	if (well)
		passed++;
	else
		failed++;
	well = true;
}

static const struct row kerberos[] = {
#define ROW(word, how, asked, at, status, ...)                         \
	{                                                              \
		.name = word, .mech = how, .flags = asked, .port = at, \
		.want = status, .agreed = KRB5, __VA_ARGS__            \
	}
#define GOOD(word, how, asked, at, ...) \
	ROW(word, how, asked, at, ST_OK, .peer = ALICE, .service = __VA_ARGS__)
#define BAD(word, how, asked, at, ...) \
	ROW(word, how, asked, at, __VA_ARGS__, .service = HOST)

	GOOD("Kerberos", KRB5, 0, ANY, HOST),
	GOOD("Kerberos, signed", KRB5, SIGN, ANY, HOST),
	GOOD("Kerberos, sealed", KRB5, SEAL, ANY, HOST),
	GOOD("Kerberos, mutual", KRB5, MUTUAL, ANY, HOST),
	GOOD("Kerberos, mutual, sealed", KRB5, MUTUAL | SEAL, ANY, HOST),
	GOOD("SPNEGO", SPNEGO, 0, ANY, HOST),
	GOOD("SPNEGO, signed", SPNEGO, SIGN, ANY, HOST),
	GOOD("SPNEGO, sealed", SPNEGO, SEAL, ANY, HOST),
	GOOD("SPNEGO, mutual", SPNEGO, MUTUAL, ANY, HOST),
	GOOD("SPNEGO, mutual, sealed", SPNEGO, MUTUAL | SEAL, ANY, HOST),
	GOOD("Kerberos to package Kerberos", KRB5, MUTUAL | SEAL, KERBEROS,
	     HOST),

#define EACH_ENCTYPE(n)                                               \
	GOOD("Kerberos, enctype " #n, KRB5, SEAL, ANY, ENCTYPE(n),    \
	     .enctype = n),                                           \
		GOOD("SPNEGO, mutual, ticket of enctype " #n, SPNEGO, \
		     MUTUAL | SEAL, ANY, ENCTYPE(n))
	EACH_ENCTYPE(17),
	EACH_ENCTYPE(18),
	EACH_ENCTYPE(19),
	EACH_ENCTYPE(20),

#define BINDINGS(word, mech)                                                   \
	GOOD(word ", bound", mech, MUTUAL | SEAL, BOUND, HOST,                 \
	     .channel = CHANNEL),                                              \
		BAD(word ", bound to another channel", mech, MUTUAL, BOUND,    \
		    ST_BAD_BINDINGS, .channel = OTHER),                        \
		BAD(word ", not bound, and has to be", mech, MUTUAL, BOUND,    \
		    ST_BAD_BINDINGS),                                          \
		GOOD(word ", not bound, and need not be", mech, MUTUAL,        \
		     LENIENT, HOST),                                           \
		BAD(word ", bound to another channel, need not be", mech,      \
		    MUTUAL, LENIENT, ST_BAD_BINDINGS, .channel = OTHER),       \
		GOOD(word ", bound, and nobody asks", mech, MUTUAL, ANY, HOST, \
		     .channel = OTHER)
	BINDINGS("Kerberos", KRB5),
	BINDINGS("SPNEGO", SPNEGO),

	BAD("Kerberos, another key", KRB5, MUTUAL, WRONGKEY, ST_WRONG_PRINCIPAL,
	    .minor = (OM_uint32)KRB5KRB_AP_ERR_MODIFIED),
	BAD("SPNEGO, another key", SPNEGO, MUTUAL, WRONGKEY,
	    ST_WRONG_PRINCIPAL),
	BAD("Kerberos, a clock ahead", KRB5, MUTUAL, SKEWED, ST_TIME_SKEW,
	    .minor = (OM_uint32)KRB5KRB_AP_ERR_SKEW),
	BAD("SPNEGO, a clock ahead", SPNEGO, MUTUAL, SKEWED, ST_TIME_SKEW),
	BAD("Kerberos, no keytab", KRB5, MUTUAL, NOKEY, ST_NO_CREDENTIALS),
	BAD("SPNEGO, no keytab", SPNEGO, MUTUAL, NOKEY, ST_NO_CREDENTIALS),
	BAD("Kerberos to package Kerberos, no keytab", KRB5, MUTUAL,
	    KERBEROS_NOKEY, ST_NO_CREDENTIALS),
	BAD("SPNEGO to package NTLM", SPNEGO, MUTUAL, RAW_NTLM,
	    ST_INVALID_TOKEN),
};

#define USER "LAB\\alice"
#define PASSWORD "secret"

static const struct row ntlm[] = {
#define TRIAL(word, how, asked, at, status, who, ...)                          \
	{                                                                      \
		.name = word, .mech = how, .flags = asked, .port = at,         \
		.want = status, .service = HOST, .peer = USER, .agreed = NTLM, \
		.user = who, .password = __VA_ARGS__                           \
	}

#define ALIKE(word, mech, port)                                              \
	TRIAL(word ", no flags", mech, 0, port, ST_OK, USER, PASSWORD),      \
		TRIAL(word ", signed", mech, SIGN, port, ST_OK, USER,        \
		      PASSWORD),                                             \
		TRIAL(word ", sealed", mech, SEAL, port, ST_OK, USER,        \
		      PASSWORD),                                             \
		TRIAL(word ", default credentials", mech, SEAL, port, ST_OK, \
		      NULL, NULL),                                           \
		TRIAL(word ", wrong password", mech, SEAL, port,             \
		      ST_LOGON_DENIED, USER, "Secret"),                      \
		TRIAL(word ", unknown account", mech, SEAL, port,            \
		      ST_LOGON_DENIED, "LAB\\mallory", PASSWORD),            \
		TRIAL(word ", disabled account", mech, SEAL, port,           \
		      ST_LOGON_DENIED, "LAB\\gone", PASSWORD)
	ALIKE("NTLM", NTLM, ANY),
	ALIKE("NTLM to package NTLM", NTLM, RAW_NTLM),
	ALIKE("SPNEGO over NTLM", SPNEGO_NTLM, ANY),

#define CHANNELS(word, mech)                                                \
	TRIAL(word ", bound", mech, SEAL, BOUND, ST_OK, USER, PASSWORD,     \
	      .channel = CHANNEL),                                          \
		TRIAL(word ", bound to another channel", mech, SEAL, BOUND, \
		      ST_BAD_BINDINGS, USER, PASSWORD, .channel = OTHER),   \
		TRIAL(word ", not bound, and has to be", mech, SEAL, BOUND, \
		      ST_BAD_BINDINGS, USER, PASSWORD)
	CHANNELS("NTLM", NTLM),
	CHANNELS("SPNEGO over NTLM", SPNEGO_NTLM),

	TRIAL("NTLM to package Kerberos", NTLM, SEAL, KERBEROS,
	      ST_INVALID_TOKEN, USER, PASSWORD),
};

/* Both on offer, tickets and NTLM_USER_FILE. */
static const struct row both[] = {
	{ "SPNEGO offers both", SPNEGO, MUTUAL | SEAL, ANY, ST_OK,
	  .service = HOST, .peer = ALICE, .agreed = KRB5 },
	{ "SPNEGO offers both, there is no keytab", SPNEGO, SEAL, NOKEY, ST_OK,
	  .service = HOST, .peer = USER, .agreed = NTLM },
	{ "SPNEGO offers both, Kerberos has another key", SPNEGO, MUTUAL | SEAL,
	  WRONGKEY, ST_WRONG_PRINCIPAL, .service = HOST, .agreed = KRB5 },
};

/* LAB_COMPLETE: flags, seconds, OID, name. */
static void compare_views(struct talk *t)
{
	/* NTLM has no words for the order of messages: each side decides. */
	const OM_uint32 known = GSS_C_MUTUAL_FLAG | GSS_C_CONF_FLAG |
				GSS_C_INTEG_FLAG |
				(t->row->agreed == NTLM ? 0 : SEQ);
	const unsigned char *p = t->f.p;
	size_t oid_n, name_n;

	if (!want(t->f.n >= 16, t->row, "LAB_COMPLETE is short", 0))
		return;
	oid_n = lab_get_be32(p + 8);
	if (!want(oid_n <= t->f.n - 16, t->row, "LAB_COMPLETE is short", 0))
		return;
	name_n = t->f.n - 16 - oid_n;
	want(((lab_get_be32(p) ^ t->got) & known) == 0, t->row,
	     "flags that only one side has",
	     (lab_get_be32(p) ^ t->got) & known);
	want((t->row->flags & ~t->got & known) == 0, t->row,
	     "asked for and not granted", t->row->flags & ~t->got & known);
	want(oid_n == (t->row->agreed == NTLM ? 10 : 9), t->row,
	     "another mechanism was agreed on", (uint32_t)oid_n);
	/* An account's name is the same in capitals. */
	want(name_n == strlen(t->row->peer) &&
		     strncasecmp((const char *)p + 16 + oid_n, t->row->peer,
				 name_n) == 0,
	     t->row, "our acceptor sees somebody else", (uint32_t)name_n);
	want(t->row->agreed == NTLM || lab_get_be32(p + 4) > 3600, t->row,
	     "the context ends in seconds", lab_get_be32(p + 4));
}

/* Somebody else may have fewer acceptors than "run". */
static bool left_out(const struct row *row)
{
	return some && !getenv(row->port);
}

static void run_row(const struct row *row)
{
	struct talk t;
	bool done;

	if (left_out(row))
		return;
	done = shake_hands(&t, row);
	want(t.status == row->want, row, "our acceptor says", t.status);
	want(done == (row->want == ST_OK), row, "the initiator ends with",
	     t.minor);
	if (row->minor)
		want(t.failed && t.minor == row->minor, row,
		     "the initiator's error", t.minor);
	if (done) {
		compare_views(&t);
		if (t.got & GSS_C_INTEG_FLAG)
			messages(&t);
	}
	hang_up(&t);
	checked(row->name);
}

/*
 * The token that made a context once more, from somebody who listened; the last
 * octet, which is of a checksum, with @change.
 */
static void steal(const struct row *row, unsigned char change)
{
	struct talk t;
	bool done;

	if (left_out(row))
		return;
	done = shake_hands(&t, row) && t.first.length > 0;
	if (want(done, row, "no hand-shake", t.status) && reconnect(&t)) {
		((unsigned char *)t.first.value)[t.first.length - 1] ^= change;
		want(lab_send(t.fd, LAB_TOKEN, NULL, 0, t.first.value,
			      t.first.length),
		     row, "cannot send", 0);
		while (lab_recv(t.fd, &t.f) && t.f.type == LAB_TOKEN)
			;
		want(t.f.type == LAB_ERROR && lab_get_be32(t.f.p) == row->want,
		     row, "our acceptor says", lab_get_be32(t.f.p));
	}
	hang_up(&t);
	checked(row->name);
}

/* Without mutual authentication the first token is the last. */
static void run_thefts(void)
{
	static const struct row rows[] = {
		BAD("Kerberos, a replayed AP-REQ", KRB5, SEAL, ANY,
		    ST_LOGON_DENIED),
		BAD("SPNEGO, a replayed AP-REQ", SPNEGO, SEAL, ANY,
		    ST_LOGON_DENIED),
		BAD("Kerberos, an altered AP-REQ", KRB5, SEAL, ANY,
		    ST_MESSAGE_ALTERED),
	};

	steal(&rows[0], 0);
	steal(&rows[1], 0);
	steal(&rows[2], 1);
}

static void run_rows(const struct row *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		run_row(&rows[i]);
}

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

int main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	some = argc == 3 && strcmp(argv[2], "some") == 0;
	argc -= some;
	if (argc == 2 && strcmp(argv[1], "krb5") == 0) {
		run_rows(kerberos, COUNT(kerberos));
		run_thefts();
	} else if (argc == 2 && strcmp(argv[1], "ntlm") == 0) {
		run_rows(ntlm, COUNT(ntlm));
		run_rows(both, COUNT(both));
	} else {
		fprintf(stderr, "usage: %s krb5|ntlm [some]\n", argv[0]);
		return 2;
	}
	printf("%u passed, %u failed\n", passed, failed);
	return failed || !passed;
}
