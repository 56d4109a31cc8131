// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The process that asked, from proc(5).
 *
 * /proc/PID is opened once, and everything is looked up below: that folder is
 * of one process and stays so, whoever gets the number next.  What is found
 * there counts only when the process turns out to be the one that asked.
 */
#define _GNU_SOURCE

#include "tools/ksecdd-upcall/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/memory.h"

#define NSEC_PER_SEC 1000000000ull

/* Of proc(5)'s files, what matters is within: the users are ahead of groups. */
#define TEXT_MAX ((size_t)4096)

/* execve(2) lets an environment grow to more, nobody's is half as large. */
#define ENVIRON_MAX SSP_ALLOC_MAX

/* Decimal digits and what must follow them. */
static bool take_number(const char **text, const char *after, u64 *v)
{
	char *end;

	if (**text < '0' || **text > '9')
		return false;
	errno = 0;
	*v = strtoull(*text, &end, 10);
	if (errno || !*end || !strchr(after, *end))
		return false;
	*text = end + 1;
	return true;
}

/* proc(5): the 2nd field is the only one with blanks in it, and ends in ")". */
bool ssp_upcall_stat_start(const char *stat, u64 *ticks)
{
	const char *p = strrchr(stat, ')');
	int field;

	if (!p)
		return false;
	for (field = 2; field < 22; field++) {
		p = strchr(p, ' ');
		if (!p)
			return false;
		p++;
	}
	return take_number(&p, " \n", ticks);
}

bool ssp_upcall_status_uids(const char *status, u32 uids[4])
{
	static const char label[] = "\nUid:\t";
	const char *p = strstr(status, label);
	u64 v;
	int i;

	if (!p)
		return false;
	p += sizeof(label) - 1;
	for (i = 0; i < 4; i++) {
		if (!take_number(&p, i < 3 ? "\t" : "\n", &v) || v >= (u32)-1)
			return false;
		uids[i] = (u32)v;
	}
	return true;
}

/* As much as there is, or as there is room for. */
static ssize_t read_all(int fd, void *p, size_t room)
{
	size_t n = 0;

	while (n < room) {
		ssize_t got = read(fd, (u8 *)p + n, room - n);

		if (got < 0)
			return -1;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	return (ssize_t)n;
}

static ssize_t read_file(int dir, const char *name, void *p, size_t room)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -1;
	n = read_all(fd, p, room);
	(void)close(fd);
	return n;
}

static bool read_text(int dir, const char *name, char *text)
{
	ssize_t n = read_file(dir, name, text, TEXT_MAX - 1);

	if (n < 0)
		return false;
	text[n] = '\0';
	return true;
}

static bool started_then(int dir, u64 start)
{
	long per_second = sysconf(_SC_CLK_TCK);
	char text[TEXT_MAX];
	u64 ticks;

	return per_second > 0 && read_text(dir, "stat", text) &&
	       ssp_upcall_stat_start(text, &ticks) &&
	       ticks == start / (NSEC_PER_SEC / (u64)per_second);
}

/*
 * The user that the kernel would ask about, and whether the process is nobody
 * else in any respect.
 */
static bool is_of_user(int dir, u32 uid, bool *wholly)
{
	char text[TEXT_MAX];
	u32 uids[4];

	if (!read_text(dir, "status", text) ||
	    !ssp_upcall_status_uids(text, uids))
		return false;
	*wholly = uids[0] == uid && uids[1] == uid && uids[2] == uid;
	return uids[3] == uid;
}

static bool is_secure(int dir)
{
	u8 auxv[1024];
	ssize_t n = read_file(dir, "auxv", auxv, sizeof(auxv));

	return n < 0 || ssp_upcall_auxv_is_secure(auxv, (size_t)n);
}

/*
 * The environment that is opened here is that of the program which runs now,
 * and of none that follows.  The user is looked at last: a program that was
 * started meanwhile with another user's rights is not asked about, and what was
 * opened before is of no use.
 */
static bool check(int dir, const struct ssp_upcall_asked *asked, int *env)
{
	bool secure = is_secure(dir);
	bool wholly;

	*env = openat(dir, "environ", O_RDONLY | O_CLOEXEC);
	/* Of the program that is opened: it was started before or after. */
	secure = is_secure(dir) || secure;
	if (!started_then(dir, asked->start) ||
	    !is_of_user(dir, asked->uid, &wholly))
		return false;
	if (*env >= 0 && (secure || !wholly)) {
		if (close(*env))
			return false;
		*env = -1;
	}
	return true;
}

/* The process's own memory, and as much of it as it likes: read as its user. */
bool ssp_upcall_process_ccache(const struct ssp_upcall_process *process,
			       char *ccache)
{
	char *env;
	ssize_t n;

	ccache[0] = '\0';
	if (process->env < 0)
		return true;
	env = ssp_pool_alloc(ENVIRON_MAX);
	n = env ? read_all(process->env, env, ENVIRON_MAX) : 0;
	if (n > 0)
		ssp_upcall_environ_ccache(env, (size_t)n, ccache,
					  SSP_UPCALL_CCACHE_MAX);
	ssp_pool_free(env, ENVIRON_MAX);
	return close(process->env) == 0;
}

static bool same_namespace(int fd, const char *ours, bool *same)
{
	struct stat a, b;

	if (fstat(fd, &a) || stat(ours, &b))
		return false;
	*same = a.st_dev == b.st_dev && a.st_ino == b.st_ino;
	return true;
}

/*
 * The same folder, by way of the same mount.  What its file system is, it is not
 * asked: it may be a user's, who would keep us waiting.
 */
static bool same_root(int fd, bool *same)
{
	const int how = AT_EMPTY_PATH | AT_STATX_DONT_SYNC;
	const unsigned int mask = STATX_INO | STATX_MNT_ID;
	struct statx a, b;

	if (statx(fd, "", how, mask, &a) ||
	    statx(AT_FDCWD, "/", AT_STATX_DONT_SYNC, mask, &b) ||
	    (a.stx_mask & b.stx_mask & mask) != mask)
		return false;
	*same = a.stx_dev_major == b.stx_dev_major &&
		a.stx_dev_minor == b.stx_dev_minor && a.stx_ino == b.stx_ino &&
		a.stx_mnt_id == b.stx_mnt_id;
	return true;
}

static bool open_places(int dir, struct ssp_upcall_process *p)
{
	bool mnt, net, root;

	p->mnt = openat(dir, "ns/mnt", O_RDONLY | O_CLOEXEC);
	p->net = openat(dir, "ns/net", O_RDONLY | O_CLOEXEC);
	p->root = openat(dir, "root", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (p->mnt < 0 || p->net < 0 || p->root < 0 ||
	    !same_namespace(p->mnt, "/proc/self/ns/mnt", &mnt) ||
	    !same_namespace(p->net, "/proc/self/ns/net", &net) ||
	    !same_root(p->root, &root))
		return false;
	p->other_mnt = !mnt;
	p->other_net = !net;
	p->other_root = !mnt || !root;
	return true;
}

ssp_status ssp_upcall_process_open(const struct ssp_upcall_asked *asked,
				   struct ssp_upcall_process *process)
{
	char name[32];
	bool found;
	int dir;

	(void)snprintf(name, sizeof(name), "/proc/%u", asked->pid);
	dir = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return SEC_E_NO_CREDENTIALS;
	found = open_places(dir, process) && check(dir, asked, &process->env);
	/* It would lead whoever is let in with us to all other processes. */
	(void)close(dir);
	return found ? SEC_E_OK : SEC_E_NO_CREDENTIALS;
}
