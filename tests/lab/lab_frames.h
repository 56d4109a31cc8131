/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The conversation between a test and the lab's acceptor (gss_acceptor.c), and
 * the sending and receiving that both ends share.
 *
 * Over TCP, in frames: length BE32, type, payload; the length counts type and
 * payload.  BE32 is four octets, most significant first.  One connection is
 * one security context.  First tokens, each in a LAB_TOKEN frame, until the
 * acceptor sends LAB_COMPLETE or LAB_ERROR; after LAB_ERROR here it closes.
 * Then one reply to each command; a command that fails is answered by
 * LAB_ERROR and the connection stays open.  A frame out of place closes it.
 */
#ifndef SSP_TESTS_LAB_FRAMES_H
#define SSP_TESTS_LAB_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Largest value of a frame's length: 1 MiB messages fit with their tokens. */
#define LAB_FRAME_MAX (2u << 20)

/* In the first octet of LAB_WRAP and LAB_WRAP_IOV, and of LAB_UNWRAPPED. */
#define LAB_CONF 1u
/* LAB_WRAP_IOV: no TRAILER buffer, so that the trailer is rotated into HEADER
 * (RFC 4121 4.2.5), as a peer of SSPI's TOKEN + DATA does it.
 */
#define LAB_NO_TRAILER 2u

/**
 * enum lab_type - the types of frames; each names its payload
 * @LAB_TOKEN: both ways: a context token.  On failure the acceptor sends its
 *	error token, if the mechanism made one, before LAB_ERROR
 * @LAB_COMPLETE: from the acceptor, after its last token: ret_flags BE32;
 *	lifetime in seconds BE32; length BE32 and contents octets of the
 *	mechanism's OID (no tag, no DER length); length BE32 and text of the
 *	initiator's name
 * @LAB_ERROR: from the acceptor: major BE32, minor BE32.  Also when a token
 *	was unwrapped with a supplementary status (replay, sequence): the major
 *	status then holds those bits only
 * @LAB_UNWRAP: to the acceptor: a wrap token; answered by LAB_UNWRAPPED
 * @LAB_UNWRAPPED: conf_state octet, qop BE32, message
 * @LAB_WRAP: to the acceptor: flags octet (LAB_CONF), message; answered by
 *	LAB_WRAPPED with the wrap token
 * @LAB_WRAP_IOV: the same through gss_wrap_iov(): flags octet (LAB_CONF,
 *	LAB_NO_TRAILER), message; answered by LAB_WRAPPED: length of HEADER
 *	BE32, then HEADER, DATA, PADDING and TRAILER in one row
 * @LAB_WRAPPED: see the two above
 * @LAB_SIGN: to the acceptor: a message; answered by LAB_MIC with its MIC
 * @LAB_MIC: to the acceptor: length of the MIC BE32, MIC, message; answered by
 *	LAB_VERIFIED
 * @LAB_VERIFIED: major BE32, error and supplementary bits alike
 * @LAB_KEY: to the acceptor, empty: asks for the session key that SSPI would
 *	show.  Answered in kind: SHA-256 of the key (32 octets), enctype BE32
 * @LAB_QUIT: to the acceptor, empty: it closes the connection
 */
enum lab_type {
	LAB_TOKEN = 'T',
	LAB_COMPLETE = 'C',
	LAB_ERROR = 'E',
	LAB_UNWRAP = 'W',
	LAB_UNWRAPPED = 'U',
	LAB_WRAP = 'w',
	LAB_WRAP_IOV = 'I',
	LAB_WRAPPED = 'W',
	LAB_SIGN = 'S',
	LAB_MIC = 'M',
	LAB_VERIFIED = 'm',
	LAB_KEY = 'K',
	LAB_QUIT = 'Q',
};

/**
 * struct lab_frame - one frame as received
 * @buf: LAB_FRAME_MAX octets that the caller owns and each frame overwrites
 * @type: one of enum lab_type
 * @p: the payload, in @buf
 * @n: its length in octets
 */
struct lab_frame {
	unsigned char *buf;
	unsigned char type;
	unsigned char *p;
	size_t n;
};

/**
 * lab_put_be32() - write a BE32
 * @p: four octets
 * @v: the number
 */
void lab_put_be32(unsigned char *p, uint32_t v);

/**
 * lab_get_be32() - read a BE32
 * @p: four octets
 *
 * Return: the number.
 */
uint32_t lab_get_be32(const unsigned char *p);

/**
 * lab_recv() - wait for one frame
 * @fd: a connected socket
 * @f: @buf is given, the rest is filled in
 *
 * Return: true; false if the connection ended or the length is out of bounds,
 * and then the connection is of no more use.
 */
bool lab_recv(int fd, struct lab_frame *f);

/**
 * lab_send() - send one frame, its payload in two parts
 * @fd: a connected socket
 * @type: one of enum lab_type
 * @head: first part; may be NULL if @head_n is 0
 * @head_n: its length in octets
 * @body: second part; may be NULL if @body_n is 0
 * @body_n: its length in octets
 *
 * Return: true; false if the connection ended or the frame would be too long.
 */
bool lab_send(int fd, unsigned char type, const void *head, size_t head_n,
	      const void *body, size_t body_n);

#endif
