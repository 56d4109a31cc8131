/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the live tests share: checks, ways to call the library, a client of the
 * lab's acceptor, and an allocator that counts.
 *
 * Everything goes through the public headers.  The peer is tests/lab, which
 * links nothing of this project; its conversation is in lab_frames.h.
 */
#ifndef SSP_TESTS_LIVE_H
#define SSP_TESTS_LIVE_H

#define SECURITY_WIN32
#include <secur32.h>
#include <security.h>

#include "tests/lab/lab_frames.h"

/*
 * report.c: a check is a name and any number of wants.  It passes when every
 * want since the last check was met and there was one at least.
 */

/**
 * live_want() - note it when something is not as it has to be
 * @ok: is it?
 * @fmt: what was expected and what came, printf style
 *
 * Any thread.
 *
 * Return: @ok.
 */
bool live_want(bool ok, const char *fmt, ...)
	__attribute__((__format__(__printf__, 2, 3)));

/** live_want_status() - @call was to return @want, and returned @got */
bool live_want_status(const char *call, SECURITY_STATUS want,
		      SECURITY_STATUS got);

/** live_want_hex() - the number @what was to be @want, and is @got */
bool live_want_hex(const char *what, uint64_t want, uint64_t got);

/** live_want_text() - the text @what was to be @want; @got may be NULL */
bool live_want_text(const char *what, const char *want, const char *got);

/** live_want_bytes() - the same of bytes, of which none are printed */
bool live_want_bytes(const char *what, const void *want, size_t want_n,
		     const void *got, size_t got_n);

/** live_scene() - what the names of the following checks begin with */
void live_scene(const char *fmt, ...)
	__attribute__((__format__(__printf__, 1, 2)));

/** live_checked() - end of a check; prints its line and what was noted */
void live_checked(const char *fmt, ...)
	__attribute__((__format__(__printf__, 1, 2)));

/** live_result() - print the result line; the exit status */
int live_result(void);

/** live_status_name() - for people, of any status */
const char *live_status_name(SECURITY_STATUS st);

/*
 * way.c: by which functions the library is called.
 */

/**
 * struct live_way - A or W functions, direct or through their table
 * @name: for people
 * @a: the A functions, or NULL
 * @w: the W functions, or NULL: exactly one of the two is there
 */
struct live_way {
	const char *name;
	const SecurityFunctionTableA *a;
	const SecurityFunctionTableW *w;
};

/* A slot that is the same in both tables. */
#define live_fn(way, slot) ((way)->a ? (way)->a->slot : (way)->w->slot)

#define LIVE_WAYS 4

/** live_ways() - all of them; the first is A, direct */
const struct live_way *live_ways(void);

/** live_widen() - ASCII as UTF-16, for free(); NULL stays NULL */
SEC_WCHAR *live_widen(const char *s);

/**
 * live_take_text() - text that a query gave out, as a copy for free()
 * @way: how it was asked
 * @p: the text; goes to FreeContextBuffer()
 */
char *live_take_text(const struct live_way *way, void *p);

/** live_take_wide() - live_take_text() of text that is wide in any way */
char *live_take_wide(const struct live_way *way, SEC_WCHAR *p);

/*
 * client.c: a connection to the acceptor with a context of ours at this end.
 */

/**
 * struct live_ask - what a client is to do
 * @package: "Negotiate", "Kerberos" or "NTLM"
 * @principal: of AcquireCredentialsHandle, or NULL
 * @auth: pAuthData, or NULL
 * @params: what SECBUFFER_PKG_PARAMS is to hold, or NULL
 * @params_n: its length
 * @target: the SPN, or NULL
 * @flags: ISC_REQ_*
 * @port: the acceptor's
 * @way: how to call; NULL for the first way
 * @cred: a credential to use, which stays the caller's; or NULL
 */
struct live_ask {
	const char *package;
	const char *principal;
	void *auth;
	void *params;
	ULONG params_n;
	const char *target;
	ULONG flags;
	int port;
	const struct live_way *way;
	CredHandle *cred;
};

/**
 * struct live_client - one client
 * @ask: what it does
 * @cred: its credential
 * @ctx: its context
 * @have_cred: @cred is to be freed
 * @have_ctx: @ctx is to be deleted
 * @attr: pfContextAttr of the last successful leg
 * @expiry: ptsExpiry of the last successful leg
 * @token: what the last leg gave out, for free()
 * @token_n: its length
 * @fd: the connection, or -1
 * @frame: the last frame from the peer
 * @peer_done: the peer has an established context; the rest is its view
 * @peer_flags: GSS_C_*_FLAG
 * @peer_life: seconds
 * @peer_name: our name
 */
struct live_client {
	struct live_ask ask;
	CredHandle cred;
	CtxtHandle ctx;
	bool have_cred;
	bool have_ctx;
	ULONG attr;
	TimeStamp expiry;
	unsigned char *token;
	size_t token_n;
	int fd;
	struct lab_frame frame;
	bool peer_done;
	uint32_t peer_flags;
	uint32_t peer_life;
	char peer_name[256];
};

/** live_init() - a client with nothing yet; live_close() is due from here */
void live_init(struct live_client *c, const struct live_ask *ask);

/** live_acquire() - AcquireCredentialsHandle, if @c has none of the caller's */
SECURITY_STATUS live_acquire(struct live_client *c);

/**
 * live_leg() - one InitializeSecurityContext
 * @c: has a credential; without a context this is the first leg
 * @in: the peer's token
 * @n: its length
 *
 * Return: the status; @c->token is what to send, empty after a failure.
 */
SECURITY_STATUS live_leg(struct live_client *c, const void *in, size_t n);

/** live_connect() - reach the acceptor; every wait on it is bounded */
bool live_connect(struct live_client *c);

/** live_recv() - the next frame from the peer is of @type, or it is noted */
bool live_recv(struct live_client *c, enum lab_type type);

/** live_call() - a command and its answer of type @answer; else it is noted */
bool live_call(struct live_client *c, enum lab_type command, const void *head,
	       size_t head_n, const void *body, size_t body_n,
	       enum lab_type answer);

/**
 * live_first() - credential, connection, first leg, and the peer's answer
 * @c: after live_init()
 *
 * Return: the status of our leg.  If SEC_I_CONTINUE_NEEDED, @c->frame holds
 * the peer's token or its LAB_ERROR.
 */
SECURITY_STATUS live_first(struct live_client *c);

/**
 * live_handshake() - all of the hand-shake
 * @c: after live_init()
 *
 * Return: the first failure; SEC_I_CONTINUE_NEEDED if the peer said nothing
 * more; SEC_E_OK, and then @c->peer_done tells whether the peer agrees.
 */
SECURITY_STATUS live_handshake(struct live_client *c);

/**
 * live_again() - authenticate anew on an established context (P40)
 * @c: established; its connection is replaced
 *
 * Return: as live_handshake().
 */
SECURITY_STATUS live_again(struct live_client *c);

/** live_open() - live_init() and live_handshake(), wanting success */
bool live_open(struct live_client *c, const struct live_ask *ask);

/** live_close() - give back all that @c has; harmless when repeated */
void live_close(struct live_client *c);

/** live_query() - QueryContextAttributes, wanting success */
bool live_query(struct live_client *c, ULONG attr, void *out);

/*
 * message.c: per-message calls, with the peer at the other end.
 */

/**
 * struct live_bytes - memory of its own
 * @p: for free()
 * @n: bytes
 */
struct live_bytes {
	unsigned char *p;
	size_t n;
};

/** live_pattern() - @n bytes that differ from place to place */
struct live_bytes live_pattern(size_t n);

/**
 * live_seal() - EncryptMessage()
 * @c: established
 * @qop: fQOP
 * @pieces: into how many SECBUFFER_DATA the message is cut
 * @msg: the message
 * @out: receives TOKEN, DATA and PADDING in one row
 */
SECURITY_STATUS live_seal(struct live_client *c, ULONG qop, size_t pieces,
			  struct live_bytes msg, struct live_bytes *out);

/**
 * live_unseal() - DecryptMessage(), in place
 * @c: established
 * @sealed: the sealed message
 * @token_n: length of its TOKEN, the rest being DATA; 0: all is one STREAM
 * @plain: receives where the message lies, inside @sealed
 * @qop: receives pfQOP
 */
SECURITY_STATUS live_unseal(struct live_client *c, struct live_bytes sealed,
			    size_t token_n, struct live_bytes *plain,
			    ULONG *qop);

/** live_sign() - MakeSignature(); @mic receives the signature */
SECURITY_STATUS live_sign(struct live_client *c, struct live_bytes msg,
			  struct live_bytes *mic);

/** live_verify() - VerifySignature() */
SECURITY_STATUS live_verify(struct live_client *c, struct live_bytes msg,
			    struct live_bytes mic);

/** live_check_allocations() - none of the four calls above has allocated */
void live_check_allocations(void);

/** live_peer_seals() - a sealed message of the peer's, copied from the frame */
bool live_peer_seals(struct live_client *c, unsigned char how,
		     struct live_bytes msg, struct live_bytes *sealed);

/** live_exchange() - a sealed message each way, wanting both to arrive */
bool live_exchange(struct live_client *c, size_t n);

/*
 * memory.c: an allocator for Secur32SetAllocator() that counts.
 */

/** live_memory_begin() - from now on the library's memory comes from here */
void live_memory_begin(void);

/** live_memory_end() - the library has given all back, each as it was asked */
void live_memory_end(void);

/** live_allocations() - by this thread, of the library's and of malloc() */
unsigned long live_allocations(void);

/** live_memory_fail() - let the @nth allocation from now on fail; 0: none */
void live_memory_fail(unsigned long nth);

/** live_memory_failed() - did it? */
bool live_memory_failed(void);

/*
 * The groups: each runs its checks.
 */
void live_group_interface(void);
void live_group_handshake(void);
void live_group_messages(void);
void live_group_tamper(void);
void live_group_replies(void);
void live_group_mass(void);
void live_group_memory(void);

/** live_env() - an environment variable that the lab sets, or the end */
const char *live_env(const char *name);

/** live_port() - the same for a port */
int live_port(const char *name);

/* The two packages of the matrix, and its enctypes. */
#define LIVE_PACKAGES 2
extern const char *const live_packages[LIVE_PACKAGES];
#define LIVE_ENCTYPES 4

/**
 * struct live_enctype - an enctype of the lab
 * @id: its number
 * @spn: a service whose keys are of that enctype and no other
 * @name: as KEY_INFO has it
 * @bits: size of its keys
 */
struct live_enctype {
	unsigned int id;
	const char *spn;
	const char *name;
	unsigned int bits;
};

extern const struct live_enctype live_enctypes[LIVE_ENCTYPES];

#endif
