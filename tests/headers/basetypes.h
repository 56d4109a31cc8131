/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The scalar types as another Windows-compatible header might have them, with
 * nothing in common with ours but the sizes.  With _NTDEF_ counted strings too.
 */
#ifndef TESTS_HEADERS_BASETYPES_H
#define TESTS_HEADERS_BASETYPES_H

#define SECUR32_NO_BASETYPES

typedef char CHAR;
typedef unsigned char UCHAR, *PUCHAR;
typedef unsigned char BOOLEAN, *PBOOLEAN;
typedef unsigned short USHORT;
typedef unsigned short WCHAR;
typedef int LONG;
typedef unsigned int ULONG, *PULONG;
typedef long long LONGLONG;
typedef unsigned long long ULONGLONG;
typedef long INT_PTR;
typedef unsigned long ULONG_PTR;
typedef void *PVOID;
typedef CHAR *LPSTR;
typedef WCHAR *LPWSTR, *PWSTR;
typedef const WCHAR *PCWSTR;
typedef struct {
	unsigned int Data1;
	unsigned short Data2;
	unsigned short Data3;
	unsigned char Data4[8];
} GUID;
typedef struct {
	unsigned int LowPart;
	int HighPart;
} LUID;
typedef union {
	struct {
		unsigned int LowPart;
		int HighPart;
	} u;
	long long QuadPart;
} LARGE_INTEGER;
#ifdef _NTDEF_
typedef struct {
	unsigned short Length;
	unsigned short MaximumLength;
	WCHAR *Buffer;
} UNICODE_STRING;
#endif

#endif /* TESTS_HEADERS_BASETYPES_H */
