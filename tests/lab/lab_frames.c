// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Frames over a stream socket: lab_frames.h.  What a payload means is the
 * business of the two ends.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>
#include "tests/lab/lab_frames.h"

void lab_put_be32(unsigned char *p, uint32_t v)
{
	p[0] = v >> 24;
	p[1] = v >> 16;
	p[2] = v >> 8;
	p[3] = v;
}

uint32_t lab_get_be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static bool read_all(int fd, unsigned char *p, size_t n)
{
	ssize_t got;

	while (n > 0) {
		got = read(fd, p, n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
	}
	return true;
}

/* A peer that has gone is an answer here, not a reason for SIGPIPE. */
static bool write_all(int fd, const unsigned char *p, size_t n)
{
	ssize_t put;

	while (n > 0) {
		put = send(fd, p, n, MSG_NOSIGNAL);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		p += put;
		n -= (size_t)put;
	}
	return true;
}

bool lab_recv(int fd, struct lab_frame *f)
{
	unsigned char len[4];
	uint32_t n;

	if (!read_all(fd, len, sizeof(len)))
		return false;
	n = lab_get_be32(len);
	if (n < 1 || n > LAB_FRAME_MAX || !read_all(fd, f->buf, n))
		return false;
	f->type = f->buf[0];
	f->p = f->buf + 1;
	f->n = n - 1;
	return true;
}

bool lab_send(int fd, unsigned char type, const void *head, size_t head_n,
	      const void *body, size_t body_n)
{
	unsigned char len[5];

	if (body_n > LAB_FRAME_MAX - 1 - head_n)
		return false;
	lab_put_be32(len, (uint32_t)(1 + head_n + body_n));
	len[4] = type;
	return write_all(fd, len, sizeof(len)) && write_all(fd, head, head_n) &&
	       write_all(fd, body, body_n);
}
