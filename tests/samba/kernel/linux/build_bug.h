/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What examples/kernel/smb2_proto.c takes from the kernel, for a program: the
 * messages of SMB 2 are written and read by the same lines here.  It stands in
 * for the one header of those it includes that programs do not have.
 */
#ifndef SSP_TESTS_SAMBA_BUILD_BUG_H
#define SSP_TESTS_SAMBA_BUILD_BUG_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define U16_MAX UINT16_MAX

#define cpu_to_le16 htole16
#define cpu_to_le32 htole32
#define cpu_to_le64 htole64
#define le16_to_cpu le16toh
#define le32_to_cpu le32toh
#define le64_to_cpu le64toh

#define __packed __attribute__((__packed__))
#define static_assert(what) _Static_assert(what, #what)
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define ALIGN(n, to) (((n) + (to)-1) / (to) * (to))

#endif
