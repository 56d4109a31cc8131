/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The header a Windows source includes: define SECURITY_WIN32 (programs) or
 * SECURITY_KERNEL (kernel code), then include this.  All it does is bring
 * sspi.h; the other interfaces that security.h has on Windows (user names of
 * the directory, logon packages) are not part of this library.
 */
#ifndef SECUR32_SECURITY_H
#define SECUR32_SECURITY_H

#include "sspi.h"

#endif /* SECUR32_SECURITY_H */
