/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The ground the interface stands on: the mode, the scalar types of Windows,
 * and the words that decorate a declaration.
 *
 * Windows is LLP64: its "unsigned long" has 32 bits.  ULONG is therefore
 * uint32_t here, whatever the width of the machine's own long; SECUR32_LONG_API
 * (secur32/long.h) serves sources that pass "unsigned long *".
 *
 * Not here: the rest of windows.h.  Only what the interface itself names.
 */
#ifndef SECUR32_TYPES_H
#define SECUR32_TYPES_H

#ifdef __KERNEL__
#include <linux/types.h>
#include <linux/stddef.h>
#else
#include <stddef.h>
#include <stdint.h>
#endif

/**
 * DOC: Modes
 *
 * Define one before the first include:
 *
 * SECURITY_WIN32
 *	a program.  Every function that takes or gives text exists twice:
 *	xxxA speaks NUL-terminated UTF-8, xxxW NUL-terminated UTF-16.  The bare
 *	name means W where UNICODE is defined, else A.
 *
 * SECURITY_KERNEL
 *	kernel code.  Only the W names exist, and their strings are counted
 *	(PSECURITY_STRING).  Wins when both are defined.
 *
 * ISSP_MODE is 1 for programs and 0 for kernel code, ISSP_LEVEL always 32.
 */
#if defined(SECURITY_KERNEL)
#define ISSP_MODE 0
#elif defined(SECURITY_WIN32)
#define ISSP_MODE 1
#else
#error "define SECURITY_WIN32 (programs) or SECURITY_KERNEL (kernel code)"
#endif
#define ISSP_LEVEL 32

/* Do bare names mean W? */
#if ISSP_MODE == 0 || defined(UNICODE)
#define SECUR32_WIDE 1
#endif

/* Calling conventions and segments that Linux does not have. */
#define SEC_ENTRY
#define SEC_FAR
#define __SEC_FAR SEC_FAR
#define KSECDDDECLSPEC

/* What the shared library shows of itself. */
#ifdef __KERNEL__
#define SECUR32_API
#else
#define SECUR32_API __attribute__((__visibility__("default")))
#endif

/* A claim about the ABI that the compiler checks, in any language version. */
#if defined(__cplusplus)
#define SECUR32_ASSERT(claim) static_assert(claim, #claim)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define SECUR32_ASSERT(claim) _Static_assert(claim, #claim)
#else
#define SECUR32_ASSERT(claim) extern char secur32_claim[(claim) ? 1 : -1]
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * DOC: Base types
 *
 * A source that has these from another Windows-compatible header defines
 * SECUR32_NO_BASETYPES and includes that header first; the claims below then
 * check what it got.  UNICODE_STRING may be missing there unless _NTDEF_ says
 * otherwise; everything else has to be present.
 *
 * WCHAR is a UTF-16 unit: uint16_t in C, whose char16_t is that very type, and
 * char16_t in C++, so that u"..." literals fit in both.
 */
#ifndef SECUR32_NO_BASETYPES
typedef char CHAR;
typedef unsigned char UCHAR, *PUCHAR;
typedef unsigned char BOOLEAN, *PBOOLEAN;
typedef uint16_t USHORT;
typedef int32_t LONG;
typedef uint32_t ULONG, *PULONG;
typedef uint32_t DWORD;
typedef int64_t LONGLONG;
typedef uint64_t ULONGLONG;
typedef __INTPTR_TYPE__ INT_PTR; /* the kernel has no intptr_t */
typedef uintptr_t ULONG_PTR;
typedef void *PVOID;
#ifdef __cplusplus
typedef char16_t WCHAR;
#else
typedef uint16_t WCHAR;
#endif
typedef CHAR *PSTR, *LPSTR;
typedef const CHAR *PCSTR, *LPCSTR;
typedef WCHAR *PWSTR, *LPWSTR;
typedef const WCHAR *PCWSTR, *LPCWSTR;

/*
 * 64 signed bits: QuadPart is the whole, LowPart and HighPart its halves, with
 * or without the name u, in the order the machine keeps them.
 */
union _LARGE_INTEGER {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	__extension__ struct {
		LONG HighPart;
		ULONG LowPart;
	};
	struct {
		LONG HighPart;
		ULONG LowPart;
	} u;
#else
	__extension__ struct {
		ULONG LowPart;
		LONG HighPart;
	};
	struct {
		ULONG LowPart;
		LONG HighPart;
	} u;
#endif
	LONGLONG QuadPart;
};
typedef union _LARGE_INTEGER LARGE_INTEGER, *PLARGE_INTEGER;

/**
 * struct _LUID - a locally unique id; a logon session's, in this interface
 * @LowPart: bits 0 to 31
 * @HighPart: bits 32 to 63
 */
struct _LUID {
	ULONG LowPart;
	LONG HighPart;
};
typedef struct _LUID LUID, *PLUID;

/**
 * struct _GUID - a globally unique id
 * @Data1: first group of its text form
 * @Data2: second group
 * @Data3: third group
 * @Data4: fourth and fifth group, byte by byte
 */
struct _GUID {
	ULONG Data1;
	USHORT Data2;
	USHORT Data3;
	UCHAR Data4[8];
};
typedef struct _GUID GUID;

/**
 * struct _UNICODE_STRING - counted UTF-16
 * @Length: bytes in use, without a terminator
 * @MaximumLength: bytes that @Buffer has room for
 * @Buffer: the units; a terminator is not required
 */
struct _UNICODE_STRING {
	USHORT Length;
	USHORT MaximumLength;
	PWSTR Buffer;
};
typedef struct _UNICODE_STRING UNICODE_STRING, *PUNICODE_STRING;
typedef const UNICODE_STRING *PCUNICODE_STRING;
#endif /* SECUR32_NO_BASETYPES */

SECUR32_ASSERT(sizeof(USHORT) == 2);
SECUR32_ASSERT(sizeof(ULONG) == 4 && (ULONG)-1 > 0);
SECUR32_ASSERT(sizeof(LONG) == 4 && (LONG)-1 < 0);
SECUR32_ASSERT(sizeof(BOOLEAN) == 1);
SECUR32_ASSERT(sizeof(WCHAR) == 2 && (WCHAR)-1 > 0);
SECUR32_ASSERT(sizeof(ULONG_PTR) == sizeof(void *));
SECUR32_ASSERT(sizeof(LARGE_INTEGER) == 8);
SECUR32_ASSERT(sizeof(LUID) == 8);
SECUR32_ASSERT(sizeof(GUID) == 16);

typedef CHAR SEC_CHAR;
typedef WCHAR SEC_WCHAR;

/*
 * Negative is failure; SEC_E_OK and the SEC_I_* of secur32/status.h are not,
 * so the test is "Status < 0", never "Status != 0".
 */
#ifndef __SECSTATUS_DEFINED__
typedef LONG SECURITY_STATUS;
#define __SECSTATUS_DEFINED__
#endif

/*
 * What kernel callers pass for text: a UNICODE_STRING wherever that exists,
 * whose Buffer lies in virtual memory (vmalloc) over its whole Length.
 */
#if !defined(SECUR32_NO_BASETYPES) || defined(_NTDEF_)
typedef UNICODE_STRING SECURITY_STRING, *PSECURITY_STRING;
#else
/**
 * struct _SECURITY_STRING - counted UTF-16
 * @Length: bytes in use, without a terminator
 * @MaximumLength: bytes that @Buffer has room for
 * @Buffer: the units
 */
struct _SECURITY_STRING {
	USHORT Length;
	USHORT MaximumLength;
	WCHAR *Buffer;
};
typedef struct _SECURITY_STRING SECURITY_STRING, *PSECURITY_STRING;
#endif

/* The string parameters of a W function: the one thing that modes change. */
#if ISSP_MODE == 0
typedef PSECURITY_STRING SECUR32_STRW;
#else
typedef SEC_WCHAR *SECUR32_STRW;
#endif

/* A UTF-16 literal out of a plain one; needs C11 or C++. */
#define SECUR32_WTEXT(quote) u##quote

#ifdef SECUR32_WIDE
typedef SEC_WCHAR *SECURITY_PSTR;
typedef const SEC_WCHAR *SECURITY_PCSTR;
#define SEC_TEXT(quote) SECUR32_WTEXT(quote)
#else
typedef SEC_CHAR *SECURITY_PSTR;
typedef const SEC_CHAR *SECURITY_PCSTR;
#define SEC_TEXT(quote) quote
#endif

#ifdef __cplusplus
}
#endif

#endif /* SECUR32_TYPES_H */
