// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * From root to the user who asked, where he lives.
 *
 * To enter a namespace takes privilege, and inside, files and libraries are
 * what its owner wants them to be.  So everything that can be given up before
 * is given up before, what is done inside with the rest are four system calls,
 * and the next one gives up the rest.  The C library's functions that are used
 * here are such calls and no more, as long as there is one thread.
 */
#define _GNU_SOURCE

#include "tools/ksecdd-upcall/helper.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel says EINVAL behind the last capability that it knows. */
static bool drop_bounding_set(void)
{
	unsigned long cap;

	for (cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
		if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0))
			return false;
	return cap > 0;
}

#define BIT(cap) ((u64)1 << (cap))

/*
 * Namespaces take the first two.  A root that is its owner's alone takes the
 * third.  The last is to be somebody else.
 */
#define TO_ENTER                                                               \
	(BIT(CAP_SYS_ADMIN) | BIT(CAP_SYS_CHROOT) | BIT(CAP_DAC_READ_SEARCH) | \
	 BIT(CAP_SETUID))

static bool keep_capabilities(u64 caps)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3,
						 0 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {
		{ .effective = (u32)caps, .permitted = (u32)caps },
		{ .effective = (u32)(caps >> 32),
		  .permitted = (u32)(caps >> 32) },
	};

	return syscall(SYS_capset, &head, data) == 0;
}

bool ssp_upcall_renounce(u32 gid)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0 &&
	       drop_bounding_set() && setgroups(0, NULL) == 0 &&
	       setresgid(gid, gid, gid) == 0 && keep_capabilities(TO_ENTER);
}

/*
 * Descriptors are closed although they would be with the process: a namespace's
 * owner is not to find ways out of it here.
 */
bool ssp_upcall_enter(const struct ssp_upcall_process *p)
{
	if (p->other_net && setns(p->net, CLONE_NEWNET))
		return false;
	if (p->other_mnt && setns(p->mnt, CLONE_NEWNS))
		return false;
	if (p->other_root && (fchdir(p->root) || chroot(".")))
		return false;
	return close(p->mnt) == 0 && close(p->net) == 0 && close(p->root) == 0;
}

/* To change user may make a process open to inspection (fs.suid_dumpable). */
bool ssp_upcall_become(u32 uid)
{
	return setresuid(uid, uid, uid) == 0 && keep_capabilities(0) &&
	       prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

/* The lower half of a system call's argument. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LOW_HALF 4
#else
#define LOW_HALF 0
#endif

#define LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define LOAD_ARG(n)                        \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, \
		 offsetof(struct seccomp_data, args[n]) + LOW_HALF)
#define IF_ANY(bits, yes, no) \
	BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, yes, no)
#define IF_CALL(call, yes, no) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, yes, no)
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, what)

#ifdef SYS_mmap
#define SYS_map SYS_mmap
#else
#define SYS_map SYS_mmap2
#endif

/*
 * What is read in a foreign root can name libraries to load there: krb5.conf
 * has plug-ins, nsswitch.conf has sources.  No file is mapped at all, because
 * a library needs no code of its own to have the loader do work for it.  And
 * keyrings are a user's, whatever root he sees: those of the machine outside
 * are not for who lives here, who may not even have keyctl(2).
 *
 * Code that is in memory already is not held back: this keeps strangers' out,
 * it does not guard those inside.  For that reason calls of another
 * architecture's numbers do not matter.
 */
bool ssp_upcall_load_nothing(void)
{
	struct sock_filter filter[] = {
		LOAD(nr),
		IF_CALL(execve, 12, 0),
		IF_CALL(execveat, 11, 0),
		IF_CALL(add_key, 10, 0),
		IF_CALL(request_key, 9, 0),
		IF_CALL(keyctl, 8, 0),
		IF_CALL(map, 2, 0),
		IF_CALL(mprotect, 3, 0),
		IF_CALL(pkey_mprotect, 2, 4),
		LOAD_ARG(3), /* flags of mmap() */
		IF_ANY(MAP_ANONYMOUS, 0, 3),
		LOAD_ARG(2), /* protection, of all three */
		IF_ANY(PROT_EXEC, 1, 0),
		ANSWER(SECCOMP_RET_ALLOW),
		ANSWER(SECCOMP_RET_ERRNO | EPERM),
	};
	struct sock_fprog program = { ARRAY_SIZE(filter), filter };

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
