/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the kernel module and ksecdd-upcall say to each other.
 *
 * The kernel asks through request_key() for a key of type SSP_UPCALL_KEY_TYPE.
 * request-key(8) starts the helper with the key's number; the helper assumes
 * authority over it, reads a request from the authorisation key (the callout
 * information), and either instantiates the key with an answer or rejects it
 * with an errno.  Integers are in the byte order of the machine; nothing is
 * padded; what follows a header is its byte strings, one after the other.
 *
 * The two are installed together, but may meet at different versions: a
 * message of another version is refused by either side.
 */
#ifndef SSP_PLATFORM_UPCALL_H
#define SSP_PLATFORM_UPCALL_H

#include "ssp_os.h"

/* add_key(2) and request_key(2) refuse types with a dot in front. */
#define SSP_UPCALL_KEY_TYPE ".ksecdd.ticket"

#define SSP_UPCALL_VERSION 1u

/* Neither a request nor an answer is ever longer. */
#define SSP_UPCALL_REQUEST_MAX 4096u
#define SSP_UPCALL_ANSWER_MAX 65536u

/* How long the helper may take, and how long the kernel waits for it. */
#define SSP_UPCALL_HELPER_SECONDS 20u
#define SSP_UPCALL_KERNEL_SECONDS 25u

/* How long a refusal is remembered, unless it is asked for afresh. */
#define SSP_UPCALL_NEGATIVE_SECONDS 5u

enum ssp_upcall_op {
	SSP_UPCALL_NAME = 1, /* struct ssp_ticket_source: name() */
	SSP_UPCALL_FETCH = 2, /* fetch() */
};

/* In this order behind the header. */
enum ssp_upcall_string {
	SSP_UPCALL_PRINCIPAL,
	SSP_UPCALL_USER,
	SSP_UPCALL_DOMAIN,
	SSP_UPCALL_PASSWORD,
	SSP_UPCALL_SPN,
	SSP_UPCALL_STRINGS,
};

/**
 * struct ssp_upcall_request - the callout information
 * @version: SSP_UPCALL_VERSION
 * @op: enum ssp_upcall_op
 * @flags: SSP_TICKET_* for a fetch, else 0
 * @have_password: 1 when an explicit identity was supplied, else 0
 * @uid: whose credentials, in the initial user namespace
 * @gid: the group to run as, likewise
 * @pid: whose mount and network namespaces, as the initial pid namespace counts;
 *	0 for those of the initial process
 * @zero: 0
 * @start: when @pid started, in nanoseconds since boot: another process may
 *	have the number by now
 * @length: sizes of the strings, UTF-8 without NUL
 */
struct ssp_upcall_request {
	u32 version;
	u32 op;
	u32 flags;
	u32 have_password;
	u32 uid;
	u32 gid;
	u32 pid;
	u32 zero;
	u64 start;
	u32 length[SSP_UPCALL_STRINGS];
	u32 zero_too;
};

/**
 * struct ssp_upcall_answer - the key's payload
 * @version: SSP_UPCALL_VERSION
 * @op: of the request
 * @expiry: FILETIME, SSP_TIME_NEVER when not known; name only, else 0
 * @length: bytes behind this header: the client's name in UTF-8 for a name, a
 *	KRB-CRED message with etype 0 for a fetch
 * @zero: 0
 */
struct ssp_upcall_answer {
	u32 version;
	u32 op;
	u64 expiry;
	u32 length;
	u32 zero;
};

_Static_assert(sizeof(struct ssp_upcall_request) == 64, "no padding");
_Static_assert(sizeof(struct ssp_upcall_answer) == 24, "no padding");

/*
 * A refusal's errno, for every status that a ticket source may answer
 * (platform/env.h).  Anything else that request_key() returns, the kernel's
 * own failures too, is in platform/kernel/.
 *
 * X(errno, status)
 */
#define SSP_UPCALL_ERRNOS(X)                               \
	X(ENOKEY, SEC_E_NO_CREDENTIALS)                    \
	X(EHOSTUNREACH, SEC_E_NO_AUTHENTICATING_AUTHORITY) \
	X(ENXIO, SEC_E_TARGET_UNKNOWN)                     \
	X(EKEYREJECTED, SEC_E_LOGON_DENIED)                \
	X(ETIME, SEC_E_TIME_SKEW)                          \
	X(EPFNOSUPPORT, SEC_E_KDC_UNKNOWN_ETYPE)           \
	X(EINVAL, SEC_E_UNKNOWN_CREDENTIALS)               \
	X(ENOMEM, SEC_E_INSUFFICIENT_MEMORY)               \
	X(EPROTO, SEC_E_INTERNAL_ERROR)

#endif /* SSP_PLATFORM_UPCALL_H */
