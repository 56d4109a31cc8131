/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Security Support Provider Interface: authenticate to a peer, then sign and
 * seal messages, through one set of functions whatever the package.
 *
 * Source-compatible with sspi.h of Windows, for the packages Negotiate,
 * Kerberos and NTLM.  The chapters below are a book to be read in their order;
 * include this header, or security.h, not a chapter.
 *
 * Not here: loading other packages, SASL profiles, the credential dialog,
 * asynchronous calls, DelegateSecurityContext (which Windows declares and does
 * not use), and the payloads of TLS.
 */
#ifndef SECUR32_SSPI_H
#define SECUR32_SSPI_H

/**
 * DOC: Conventions
 *
 * Modes
 *	SECURITY_WIN32 or SECURITY_KERNEL must be defined (secur32/types.h).
 *
 * Text
 *	A function is described once, under its W name.  Its A twin takes and
 *	gives UTF-8 where W has UTF-16, and is otherwise the same.  Input is
 *	NUL-terminated; in the kernel it is counted.  Text that is not well
 *	formed, or longer than 1024 units, is SEC_E_INVALID_PARAMETER.
 *
 * Statuses
 *	Failure is "Status < 0".  A function stores nothing through its output
 *	arguments when it fails, unless it says so.  Every function is present;
 *	one that a library does not provide answers SEC_E_UNSUPPORTED_FUNCTION.
 *	EnumerateSecurityPackages, QuerySecurityPackageInfo,
 *	AcquireCredentialsHandle, FreeCredentialsHandle,
 *	InitializeSecurityContext, DeleteSecurityContext, FreeContextBuffer,
 *	QueryContextAttributes, QueryCredentialsAttributes, MakeSignature,
 *	VerifySignature, EncryptMessage, DecryptMessage and
 *	InitSecurityInterface are always provided.
 *
 * Memory
 *	What a package allocates goes back through FreeContextBuffer(); what a
 *	helper named Sspi... allocates, through the function named at its
 *	parameter.  Arguments are never kept: whatever is needed later is
 *	copied.
 *
 * Time
 *	A TimeStamp is local time.
 *
 * Threads
 *	Any function may be called from any thread.  Calls on different handles
 *	do not wait for each other.
 *
 * Kernel
 *	Every function may sleep; none may be called where that is forbidden.
 *	Names of targets, pAuthData and its strings, and every pvBuffer of
 *	pInput and pOutput lie in virtual memory (vmalloc and its kin), never
 *	in the slab; what is handed out does as well.  Anything else is refused
 *	with SEC_E_INVALID_PARAMETER before a byte is touched.  Descriptors,
 *	handles, and the buffers of per-message calls may be anywhere.
 */

#include "secur32/types.h" /* modes, scalars */
#include "secur32/status.h" /* SEC_E_*, SEC_I_* */
#include "secur32/buffers.h" /* handles, times, buffers, channel bindings */
#include "secur32/package.h" /* packages, FreeContextBuffer */
#include "secur32/credential.h" /* AcquireCredentialsHandle and its kin */
#include "secur32/context.h" /* InitializeSecurityContext and its kin */
#include "secur32/attributes.h" /* QueryContextAttributes, SecPkgContext_* */
#include "secur32/message.h" /* MakeSignature ... DecryptMessage */
#include "secur32/identity.h" /* SEC_WINNT_AUTH_IDENTITY, Sspi* helpers */
#include "secur32/table.h" /* SecurityFunctionTable, InitSecurityInterface */

#endif /* SECUR32_SSPI_H */
