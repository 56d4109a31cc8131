// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A library that leaves a mark where it is loaded.  No plug-in of libkrb5's, but
 * that is found out when it has been loaded.
 */
#include <fcntl.h>
#include <unistd.h>

__attribute__((__constructor__)) static void leave_mark(void)
{
	int fd = open("/tmp/plugin-was-loaded", O_WRONLY | O_CREAT, 0600);

	if (fd >= 0)
		close(fd);
}
