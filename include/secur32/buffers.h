/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What passes back and forth: handles, times, buffers, channel bindings.
 *
 * Not here: the payloads of the buffer types that only TLS uses.  Their
 * numbers are listed, because numbers must not be taken twice.
 */
#ifndef SECUR32_BUFFERS_H
#define SECUR32_BUFFERS_H

#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * struct _SecHandle - names a credential or a context
 * @dwLower: opaque
 * @dwUpper: opaque
 *
 * A plain value: it may be copied, and any copy may be passed.  Neither word of
 * a handle that a function gave out is ever -1 or -2, and not both are 0, so a
 * caller may use those patterns for "none".  A handle that was freed is refused
 * with SEC_E_INVALID_HANDLE, for good.
 */
struct _SecHandle {
	ULONG_PTR dwLower;
	ULONG_PTR dwUpper;
};
typedef struct _SecHandle SecHandle, *PSecHandle;
typedef SecHandle CredHandle;
typedef PSecHandle PCredHandle;
typedef SecHandle CtxtHandle;
typedef PSecHandle PCtxtHandle;

/* Write "none" into a handle. */
#define SecInvalidateHandle(x)                                            \
	((void)(((PSecHandle)(x))->dwLower = ((PSecHandle)(x))->dwUpper = \
			(ULONG_PTR)(INT_PTR)-1))

/* Is it anything but "none"?  All zeroes pass, as on Windows. */
#define SecIsValidHandle(x)                                        \
	((((PSecHandle)(x))->dwLower != (ULONG_PTR)(INT_PTR)-1) && \
	 (((PSecHandle)(x))->dwUpper != (ULONG_PTR)(INT_PTR)-1))

/* The mark some callers leave in a handle they have deleted. */
#define SEC_DELETED_HANDLE ((ULONG_PTR)(-2))

/*
 * A moment: 100 ns ticks since 1601-01-01, as in FILETIME.  This interface
 * gives local time, not UTC; "never" is the largest positive value.
 */
typedef LARGE_INTEGER SECURITY_INTEGER, *PSECURITY_INTEGER;
typedef SECURITY_INTEGER TimeStamp, *PTimeStamp;

/**
 * struct _SecBuffer - one piece of memory and what it is for
 * @cbBuffer: bytes at @pvBuffer; a function that fills the buffer sets it to
 *	the bytes written
 * @BufferType: SECBUFFER_*, possibly with SECBUFFER_READONLY or
 *	SECBUFFER_READONLY_WITH_CHECKSUM
 * @pvBuffer: the memory; NULL where @cbBuffer is 0
 *
 * Kernel: the pvBuffer of hand-shake calls lies in virtual memory (vmalloc)
 * over its whole cbBuffer bytes; per-message calls take any kernel memory.
 */
struct _SecBuffer {
	ULONG cbBuffer;
	ULONG BufferType;
	void *pvBuffer;
};
typedef struct _SecBuffer SecBuffer, *PSecBuffer;

/**
 * struct _SecBufferDesc - a list of buffers
 * @ulVersion: SECBUFFER_VERSION
 * @cBuffers: entries at @pBuffers, at most 64, of which at most 26 of type
 *	SECBUFFER_DATA
 * @pBuffers: the entries; may be changed by the call that gets them
 */
struct _SecBufferDesc {
	ULONG ulVersion;
	ULONG cBuffers;
	PSecBuffer pBuffers;
};
typedef struct _SecBufferDesc SecBufferDesc, *PSecBufferDesc;

#define SECBUFFER_VERSION 0

/* Buffer types.  Mask with ~SECBUFFER_ATTRMASK before comparing. */
#define SECBUFFER_EMPTY 0 /* ignored, or to be replaced by the package */
#define SECBUFFER_DATA 1 /* message */
#define SECBUFFER_TOKEN 2 /* hand-shake token, signature, or message header */
#define SECBUFFER_PKG_PARAMS 3 /* supplied credentials */
#define SECBUFFER_MISSING 4 /* how many bytes are still to be read */
#define SECBUFFER_EXTRA 5 /* bytes that belong to the next message */
#define SECBUFFER_STREAM_TRAILER 6 /* TLS */
#define SECBUFFER_STREAM_HEADER 7 /* TLS */
#define SECBUFFER_NEGOTIATION_INFO 8 /* SEC_NEGOTIATION_INFO */
#define SECBUFFER_PADDING 9 /* block padding of a sealed message */
#define SECBUFFER_STREAM 10 /* a whole sealed message */
#define SECBUFFER_MECHLIST 11
#define SECBUFFER_MECHLIST_SIGNATURE 12
#define SECBUFFER_TARGET 13 /* obsolete */
#define SECBUFFER_CHANNEL_BINDINGS 14 /* SEC_CHANNEL_BINDINGS and its data */
#define SECBUFFER_CHANGE_PASS_RESPONSE 15
#define SECBUFFER_TARGET_HOST 16 /* HTTP digest */
#define SECBUFFER_ALERT 17 /* TLS, as the following up to 26 */
#define SECBUFFER_APPLICATION_PROTOCOLS 18
#define SECBUFFER_SRTP_PROTECTION_PROFILES 19
#define SECBUFFER_SRTP_MASTER_KEY_IDENTIFIER 20
#define SECBUFFER_TOKEN_BINDING 21
#define SECBUFFER_PRESHARED_KEY 22
#define SECBUFFER_PRESHARED_KEY_IDENTITY 23
#define SECBUFFER_DTLS_MTU 24
#define SECBUFFER_SEND_GENERIC_TLS_EXTENSION 25
#define SECBUFFER_SUBSCRIBE_GENERIC_TLS_EXTENSION 26
#define SECBUFFER_FLAGS 27 /* SEC_FLAGS */
#define SECBUFFER_TRAFFIC_SECRETS 28 /* TLS */
#define SECBUFFER_CERTIFICATE_REQUEST_CONTEXT 29 /* TLS */
#define SECBUFFER_CHANNEL_BINDINGS_RESULT 30 /* SEC_CHANNEL_BINDINGS_RESULT */
#define SECBUFFER_APP_SESSION_STATE 31 /* TLS */
#define SECBUFFER_SESSION_TICKET 32 /* TLS */

/* What may be OR-ed to a type. */
#define SECBUFFER_ATTRMASK 0xF0000000
#define SECBUFFER_READONLY 0x80000000 /* neither sealed nor signed */
#define SECBUFFER_READONLY_WITH_CHECKSUM 0x10000000 /* signed, not sealed */
#define SECBUFFER_RESERVED 0x60000000 /* the two that follow */
#define SECBUFFER_UNMAPPED 0x40000000 /* inside a security system only */
#define SECBUFFER_KERNEL_MAP 0x20000000 /* inside a security system only */

/**
 * struct _SEC_NEGOTIATION_INFO - payload of SECBUFFER_NEGOTIATION_INFO
 * @Size: of this structure, in bytes
 * @NameLength: of @Name, in bytes
 * @Name: a hint at the target's name
 * @Reserved: NULL
 */
struct _SEC_NEGOTIATION_INFO {
	ULONG Size;
	ULONG NameLength;
	SEC_WCHAR *Name;
	void *Reserved;
};
typedef struct _SEC_NEGOTIATION_INFO SEC_NEGOTIATION_INFO,
	*PSEC_NEGOTIATION_INFO;

/**
 * struct _SEC_FLAGS - payload of SECBUFFER_FLAGS
 * @Flags: ISC_REQ_* or ASC_REQ_* bits above bit 31; the low 32 bits are 0
 */
struct _SEC_FLAGS {
	ULONGLONG Flags;
};
typedef struct _SEC_FLAGS SEC_FLAGS, *PSEC_FLAGS;

/**
 * struct _SEC_CHANNEL_BINDINGS - the channel below, payload of
 *	SECBUFFER_CHANNEL_BINDINGS
 * @dwInitiatorAddrType: RFC 2744 3.11 address type, 0 for none
 * @cbInitiatorLength: bytes of the initiator's address
 * @dwInitiatorOffset: where they are, from the start of this structure
 * @dwAcceptorAddrType: as for the initiator
 * @cbAcceptorLength: bytes of the acceptor's address
 * @dwAcceptorOffset: where they are
 * @cbApplicationDataLength: bytes of application data, for TLS the text
 *	"tls-server-end-point:" or "tls-unique:" and the binding (RFC 5929)
 * @dwApplicationDataOffset: where they are
 *
 * The data follow this header in the same buffer, whose cbBuffer covers both.
 * Supply it on every leg.
 */
struct _SEC_CHANNEL_BINDINGS {
	ULONG dwInitiatorAddrType;
	ULONG cbInitiatorLength;
	ULONG dwInitiatorOffset;
	ULONG dwAcceptorAddrType;
	ULONG cbAcceptorLength;
	ULONG dwAcceptorOffset;
	ULONG cbApplicationDataLength;
	ULONG dwApplicationDataOffset;
};
typedef struct _SEC_CHANNEL_BINDINGS SEC_CHANNEL_BINDINGS,
	*PSEC_CHANNEL_BINDINGS;

/* Distinguishes the form below; no address type has this value. */
#define SEC_CHANNEL_BINDINGS_EX_MAGIC 0x58454243 /* the constant 'XEBC' */

/**
 * struct _SEC_CHANNEL_BINDINGS_EX - bindings with flags
 * @magicNumber: SEC_CHANNEL_BINDINGS_EX_MAGIC
 * @flags: SEC_CHANNEL_BINDINGS_AUDIT_BINDINGS or 0
 * @cbHeaderLength: sizeof this structure
 * @cbStructureLength: the same with all data
 * @dwInitiatorAddrType: this and the rest as in SEC_CHANNEL_BINDINGS
 * @cbInitiatorLength: bytes
 * @dwInitiatorOffset: from the start of this structure
 * @dwAcceptorAddrType: RFC 2744 3.11 address type
 * @cbAcceptorLength: bytes
 * @dwAcceptorOffset: from the start of this structure
 * @cbApplicationDataLength: bytes
 * @dwApplicationDataOffset: from the start of this structure
 */
struct _SEC_CHANNEL_BINDINGS_EX {
	ULONG magicNumber;
	ULONG flags;
	ULONG cbHeaderLength;
	ULONG cbStructureLength;
	ULONG dwInitiatorAddrType;
	ULONG cbInitiatorLength;
	ULONG dwInitiatorOffset;
	ULONG dwAcceptorAddrType;
	ULONG cbAcceptorLength;
	ULONG dwAcceptorOffset;
	ULONG cbApplicationDataLength;
	ULONG dwApplicationDataOffset;
};
typedef struct _SEC_CHANNEL_BINDINGS_EX SEC_CHANNEL_BINDINGS_EX,
	*PSEC_CHANNEL_BINDINGS_EX;

/* Report a mismatch, but let it pass. */
#define SEC_CHANNEL_BINDINGS_AUDIT_BINDINGS 0x1
#define SEC_CHANNEL_BINDINGS_VALID_FLAGS SEC_CHANNEL_BINDINGS_AUDIT_BINDINGS

/**
 * struct _SEC_CHANNEL_BINDINGS_RESULT - what an acceptor found, payload of
 *	SECBUFFER_CHANNEL_BINDINGS_RESULT
 * @flags: SEC_CHANNEL_BINDINGS_RESULT_*
 */
struct _SEC_CHANNEL_BINDINGS_RESULT {
	ULONG flags;
};
typedef struct _SEC_CHANNEL_BINDINGS_RESULT SEC_CHANNEL_BINDINGS_RESULT,
	*PSEC_CHANNEL_BINDINGS_RESULT;

/* The client knows of bindings. */
#define SEC_CHANNEL_BINDINGS_RESULT_CLIENT_SUPPORT 0x1
/* It sent none, or zeroes. */
#define SEC_CHANNEL_BINDINGS_RESULT_ABSENT 0x2
/* It sent others. */
#define SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISMATCH 0x4
/* It sent none and had to. */
#define SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISSING 0x8
/* It sent the same. */
#define SEC_CHANNEL_BINDINGS_RESULT_VALID_MATCHED 0x10
/* It sent some, and ASC_REQ_PROXY_BINDINGS asks for no more. */
#define SEC_CHANNEL_BINDINGS_RESULT_VALID_PROXY 0x20
/* It sent none, and ASC_REQ_ALLOW_MISSING_BINDINGS permits that. */
#define SEC_CHANNEL_BINDINGS_RESULT_VALID_MISSING 0x40
#define SEC_CHANNEL_BINDINGS_RESULT_VALID            \
	(SEC_CHANNEL_BINDINGS_RESULT_VALID_MATCHED | \
	 SEC_CHANNEL_BINDINGS_RESULT_VALID_PROXY |   \
	 SEC_CHANNEL_BINDINGS_RESULT_VALID_MISSING)
#define SEC_CHANNEL_BINDINGS_RESULT_NOTVALID             \
	(SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISMATCH | \
	 SEC_CHANNEL_BINDINGS_RESULT_NOTVALID_MISSING)

/**
 * struct _SECPKG_APP_MODE_INFO - a package's call-back into the caller
 * @UserFunction: which function
 * @Argument1: its first argument
 * @Argument2: its second argument
 * @UserData: further arguments
 * @ReturnToLsa: are results sent back?
 */
struct _SECPKG_APP_MODE_INFO {
	ULONG UserFunction;
	ULONG_PTR Argument1;
	ULONG_PTR Argument2;
	SecBuffer UserData;
	BOOLEAN ReturnToLsa;
};
typedef struct _SECPKG_APP_MODE_INFO SECPKG_APP_MODE_INFO,
	*PSECPKG_APP_MODE_INFO;

SECUR32_ASSERT(sizeof(SecHandle) == 2 * sizeof(void *));
SECUR32_ASSERT(sizeof(TimeStamp) == 8);
SECUR32_ASSERT(offsetof(SecBuffer, pvBuffer) == 8);
SECUR32_ASSERT(sizeof(SecBuffer) == 8 + sizeof(void *));
SECUR32_ASSERT(offsetof(SecBufferDesc, pBuffers) == 8);
SECUR32_ASSERT(sizeof(SecBufferDesc) == 8 + sizeof(void *));
SECUR32_ASSERT(sizeof(SEC_FLAGS) == 8);
SECUR32_ASSERT(sizeof(SEC_CHANNEL_BINDINGS) == 32);
SECUR32_ASSERT(sizeof(SEC_CHANNEL_BINDINGS_EX) == 48);
SECUR32_ASSERT(sizeof(SEC_CHANNEL_BINDINGS_RESULT) == 4);

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_BUFFERS_H */
