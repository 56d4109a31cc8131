/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A kernel module that is a client as any other: ksecdd's public headers, and
 * the lab's acceptor (tests/lab) at the other end of a TCP connection.
 *
 * It is told what to do through /dev/ksecdd_consumer: a line is written, the
 * work is done in the context of who writes it, and what came of it is read
 * back (main.c has the commands).
 */
#ifndef SSP_TESTS_KERNEL_CONSUMER_H
#define SSP_TESTS_KERNEL_CONSUMER_H

#define SECURITY_KERNEL
#include <secur32.h>
#include <security.h>

#include <linux/kernel.h>
#include <linux/net.h>

#include "tests/lab/lab_frames.h"

/* The lab's realm and host (tests/lab/realm.sh), and whose tickets root has. */
#define CON_REALM "SECUR32.TEST"
#define CON_HOST "lab.secur32.test"
#define CON_CLIENT "alice@" CON_REALM

/*
 * report.c: a check is a name and any number of wants.  It passes when every
 * want since the last check was met and there was one at least.
 */

/** con_report_begin() - an empty report; one at a time, others wait */
int con_report_begin(void);

/** con_report_end() - the report as text, for kvfree(); @n its length */
char *con_report_end(size_t *n);

/** con_say() - a line of the report that is no check */
void con_say(const char *fmt, ...) __printf(1, 2);

/** con_want() - note it when something is not as it has to be; any thread */
bool con_want(bool ok, const char *fmt, ...) __printf(2, 3);

/** con_want_status() - @call was to return @want, and returned @got */
bool con_want_status(const char *call, SECURITY_STATUS want,
		     SECURITY_STATUS got);

/** con_want_hex() - the number @what was to be @want, and is @got */
bool con_want_hex(const char *what, u64 want, u64 got);

/** con_want_text() - the text @what was to be @want; @got may be NULL */
bool con_want_text(const char *what, const char *want, const char *got);

/** con_want_bytes() - the same of bytes, of which none are printed */
bool con_want_bytes(const char *what, const void *want, size_t want_n,
		    const void *got, size_t got_n);

/** con_scene() - what the names of the following checks begin with */
void con_scene(const char *fmt, ...) __printf(1, 2);

/** con_checked() - end of a check; reports it and what was noted */
void con_checked(const char *fmt, ...) __printf(1, 2);

/** con_result() - report how many checks passed and failed */
void con_result(void);

/** con_status_name() - for people, of any status that has a name */
const char *con_status_name(SECURITY_STATUS st);

/*
 * memory.c: memory of each kind, and strings.
 */

/* Where a message may lie; of a hand-shake's buffers only the first. */
enum con_place { CON_VMALLOC, CON_SLAB, CON_MODULE, CON_PLACES };

/** con_place_name() - for people */
const char *con_place_name(enum con_place place);

/**
 * struct con_bytes - memory of its own, that ends where it ends
 * @p: the first byte, seldom aligned; NULL: none
 * @n: bytes
 * @block: what was allocated
 * @place: where
 */
struct con_bytes {
	u8 *p;
	size_t n;
	void *block;
	enum con_place place;
};

/** con_take() - @n bytes of memory; none (noted) if there is none */
struct con_bytes con_take(enum con_place place, size_t n);

/** con_copy() - con_take() with contents */
struct con_bytes con_copy(enum con_place place, const void *p, size_t n);

/** con_pattern() - con_take() with bytes that differ from place to place */
struct con_bytes con_pattern(enum con_place place, size_t n);

/** con_give() - give it back; harmless when repeated */
void con_give(struct con_bytes *b);

/** con_widen() - ASCII as UTF-16, without a terminator; how many units */
size_t con_widen(WCHAR *to, const char *s);

/** con_string() - ASCII as a counted string in virtual memory; con_unstring() */
UNICODE_STRING con_string(const char *s);

/** con_unstring() - give the memory of a string back */
void con_unstring(UNICODE_STRING *s);

/** con_take_text() - wide text that ksecdd gave out, into @buf; it is freed */
const char *con_take_text(SEC_WCHAR *p, char *buf, size_t size);

/**
 * struct con_identity - pAuthData, or SECBUFFER_PKG_PARAMS
 * @bytes: a SEC_WINNT_AUTH_IDENTITY_W, or _EXW when there is a list of packages,
 *	and, behind it, its strings
 */
struct con_identity {
	struct con_bytes bytes;
};

/** con_identify() - an identity in memory of @place; texts may be NULL */
struct con_identity con_identify(enum con_place place, const char *user,
				 const char *domain, const char *password,
				 const char *packages);

/** con_forget() - wipe and give back */
void con_forget(struct con_identity *id);

/*
 * peer.c: the connection.
 */

/** con_connect() - to the acceptor on the loopback, in @frame's buffer */
struct socket *con_connect(int port, struct lab_frame *frame);

/** con_disconnect() - end it */
void con_disconnect(struct socket *sock, struct lab_frame *frame);

/** con_be_patient() - bound the waits on a connection */
void con_be_patient(struct socket *sock);

/** con_put() - one frame, its payload in two parts; 0 or -errno */
int con_put(struct socket *sock, enum lab_type type, const void *head,
	    size_t head_n, const void *body, size_t body_n);

/** con_get() - wait for one frame, within bounds; 0 or -errno */
int con_get(struct socket *sock, struct lab_frame *frame);

/** con_send() - con_put(), wanting success */
bool con_send(struct socket *sock, enum lab_type type, const void *head,
	      size_t head_n, const void *body, size_t body_n);

/** con_recv() - con_get(), wanting success */
bool con_recv(struct socket *sock, struct lab_frame *frame);

/** con_put_be32() - as lab_put_be32() */
void con_put_be32(u8 *p, u32 v);

/** con_get_be32() - as lab_get_be32() */
u32 con_get_be32(const u8 *p);

/*
 * value.c: what both ends have to understand alike.
 */

/** con_seconds_left() - until @t, a TimeStamp */
s64 con_seconds_left(TimeStamp t);

/** con_sha256() - of @n bytes; 0 or -errno */
int con_sha256(const u8 *p, size_t n, u8 *out);

#define CON_SHA256 32

/** con_narrow() - wide text that is ASCII; anything else becomes a "?" */
const char *con_narrow(const SEC_WCHAR *p, char *buf, size_t size);

/*
 * client.c: a connection to the acceptor with a context of ours at this end.
 */

/**
 * struct con_ask - what a client is to do
 * @package: "Negotiate", "Kerberos" or "NTLM"
 * @principal: of AcquireCredentialsHandle, or NULL
 * @user: of an explicit identity, or NULL
 * @domain: likewise
 * @password: likewise
 * @packages: likewise: which ones Negotiate may choose
 * @supply: the identity comes with the first leg (P36)
 * @target: the SPN, or NULL
 * @flags: ISC_REQ_*
 * @port: the acceptor's
 * @cred: a credential to use, which stays the caller's; or NULL
 */
struct con_ask {
	const char *package;
	const char *principal;
	const char *user;
	const char *domain;
	const char *password;
	const char *packages;
	bool supply;
	const char *target;
	ULONG flags;
	int port;
	const CredHandle *cred;
};

/**
 * struct con_client - one client
 * @ask: what it does
 * @cred: its credential
 * @ctx: its context
 * @have_cred: @cred is to be freed
 * @have_ctx: @ctx is to be deleted
 * @attr: pfContextAttr of the last successful leg
 * @expiry: ptsExpiry of the last successful leg
 * @token: what the last leg gave out
 * @sock: the connection, or NULL
 * @frame: the last frame from the peer
 * @peer_done: the peer has an established context; the rest is its view
 * @peer_flags: GSS_C_*_FLAG
 * @peer_life: seconds
 * @peer_name: our name
 */
struct con_client {
	struct con_ask ask;
	CredHandle cred;
	CtxtHandle ctx;
	bool have_cred;
	bool have_ctx;
	ULONG attr;
	TimeStamp expiry;
	struct con_bytes token;
	struct socket *sock;
	struct lab_frame frame;
	bool peer_done;
	u32 peer_flags;
	u32 peer_life;
	char peer_name[128];
};

/** con_init() - a client with nothing yet; con_close() is due from here */
void con_init(struct con_client *c, const struct con_ask *ask);

/** con_acquire() - AcquireCredentialsHandle, if @c has none of the caller's */
SECURITY_STATUS con_acquire(struct con_client *c);

/** con_leg() - one InitializeSecurityContext; the first one without a context */
SECURITY_STATUS con_leg(struct con_client *c, const void *in, size_t n);

/** con_first() - credential, connection, first leg, and the peer's answer */
SECURITY_STATUS con_first(struct con_client *c);

/** con_turn() - the leg for the peer's last token, and the peer's answer to it */
SECURITY_STATUS con_turn(struct con_client *c);

/** con_go_on() - from the peer's answer to a first leg (@st) to the end */
SECURITY_STATUS con_go_on(struct con_client *c, SECURITY_STATUS st);

/** con_handshake() - con_first() and con_go_on() */
SECURITY_STATUS con_handshake(struct con_client *c);

/** con_open() - con_init() and con_handshake(), wanting success */
bool con_open(struct con_client *c, const struct con_ask *ask);

/** con_close() - give back all that @c has; harmless when repeated */
void con_close(struct con_client *c);

/** con_call() - a command to the peer, and its answer of type @answer */
bool con_call(struct con_client *c, enum lab_type command, const void *head,
	      size_t head_n, const void *body, size_t body_n,
	      enum lab_type answer);

/** con_query() - QueryContextAttributes, wanting success */
bool con_query(struct con_client *c, ULONG attr, void *out);

/*
 * message.c: per-message calls.
 */

/** con_seal() - EncryptMessage(); TOKEN, DATA and PADDING in one row */
SECURITY_STATUS con_seal(struct con_client *c, ULONG qop, size_t pieces,
			 struct con_bytes msg, struct con_bytes *out);

/**
 * con_unseal() - DecryptMessage(), in place
 * @c: established
 * @sealed: the sealed message
 * @token_n: length of its TOKEN, the rest being DATA; 0: all is one STREAM
 * @plain: receives address of the message, inside @sealed
 * @plain_n: receives its length
 * @qop: receives pfQOP
 */
SECURITY_STATUS con_unseal(struct con_client *c, struct con_bytes sealed,
			   size_t token_n, u8 **plain, size_t *plain_n,
			   ULONG *qop);

/** con_sign() - MakeSignature() */
SECURITY_STATUS con_sign(struct con_client *c, struct con_bytes msg,
			 struct con_bytes *mic);

/** con_verify() - VerifySignature() */
SECURITY_STATUS con_verify(struct con_client *c, struct con_bytes msg,
			   const u8 *mic, size_t mic_n);

/** con_exchange() - a sealed message each way, wanting both to arrive */
bool con_exchange(struct con_client *c, size_t n);

/*
 * Commands: main.c reads them.
 */

/**
 * struct con_args - a command's words
 * @ask: what names of struct con_ask were given
 * @any: port of the acceptor of SPNEGO and of Kerberos
 * @spnego: port of the acceptor of SPNEGO alone
 * @krb5: port of the acceptor of Kerberos alone
 * @count: how many
 * @channel: application data of the channel below, or NULL
 * @missing: clients may come without bindings
 */
struct con_args {
	struct con_ask ask;
	int any;
	int spnego;
	int krb5;
	int count;
	const char *channel;
	bool missing;
};

/* Groups: each runs its checks. */
void con_group_handshake(const struct con_args *args);
void con_group_messages(const struct con_args *args);
void con_group_refusals(const struct con_args *args);
void con_group_mass(const struct con_args *args);

/* single.c: one hand-shake, and what comes of it in one line. */

/** struct con_held - what an open file keeps between commands */
struct con_held {
	CredHandle cred;
	bool have_cred;
};

void con_probe(const struct con_args *args, struct con_held *held);
void con_hold(const struct con_args *args, struct con_held *held);
void con_keep(const struct con_args *args);
void con_leave(const struct con_args *args);

/* show.c: a hand-shake leg by leg, for people. */
void con_show(const struct con_args *args);

/*
 * server.c: acceptors, each a thread behind a port of the loopback.
 */

/**
 * struct con_service - how to accept
 * @package: "Negotiate", "Kerberos" or "NTLM"
 * @channel: application data of the channel below, or empty
 * @flags: ASC_REQ_*, ASC_REQ_ALLOCATE_MEMORY among them
 */
struct con_service {
	char package[16];
	char channel[64];
	ULONG flags;
};

/** con_serve() - start one; says "port N" */
void con_serve(const struct con_args *args);

/** con_served_free() - end them all, when the module goes */
void con_served_free(void);

/** con_accept() - accept.c: the conversation of one connection, to its end */
void con_accept(struct socket *sock, const struct con_service *how);

/** con_held_free() - when the file is closed */
void con_held_free(struct con_held *held);

/** con_kept_free() - the contexts of con_keep(), when the module goes */
void con_kept_free(void);

/* The two packages of the matrix, and its enctypes. */
#define CON_PACKAGES 2
extern const char *const con_packages[CON_PACKAGES];
#define CON_ENCTYPES 4

/**
 * struct con_enctype - an enctype of the lab
 * @id: its number
 * @spn: a service whose keys are of that enctype and no other
 * @name: as KEY_INFO has it
 * @bits: size of its keys
 */
struct con_enctype {
	unsigned int id;
	const char *spn;
	const char *name;
	unsigned int bits;
};

extern const struct con_enctype con_enctypes[CON_ENCTYPES];

#endif
