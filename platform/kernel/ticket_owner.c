// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * On whose behalf the kernel asks for tickets.
 *
 * The uid is that of the file system (fsuid), as for NFS and AFS: it is what
 * access to credential caches is judged by, and a service that works for a user
 * with credentials of that user (override_creds()) sets this uid, but not always
 * the effective one, which then is its own.  Taking that would lend the tickets
 * of root to whom root serves.
 *
 * Where caches and KDCs are looked for is the matter of a process, that is of
 * its first thread: of the one that opened the credential, for as long as it is
 * there and that user's.  After that, and for kernel threads and whoever acts
 * for a user who is not its own, it is the initial namespaces and root; but not
 * instead of others: who was in a container has nothing to find outside.
 */
#include <linux/cred.h>
#include <linux/fs_struct.h>
#include <linux/nsproxy.h>
#include <linux/path.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "platform/kernel/tickets.h"

static bool has_initial_namespaces(struct task_struct *task)
{
	const struct nsproxy *initial = init_task.nsproxy;
	bool has;

	task_lock(task);
	has = task->nsproxy && task->nsproxy->mnt_ns == initial->mnt_ns &&
	      task->nsproxy->net_ns == initial->net_ns;
	task_unlock(task);
	return has;
}

/* The root of the helpers that the kernel starts. */
static bool has_initial_root(void)
{
	struct path ours, initial;
	bool has;

	/* Not any more in a process that is ending. */
	if (!current->fs)
		return false;
	get_fs_root(current->fs, &ours);
	get_fs_root(init_task.fs, &initial);
	has = path_equal(&ours, &initial);
	path_put(&initial);
	path_put(&ours);
	return has;
}

/* Not by credentials that it has for the time being. */
static bool is_owned(struct task_struct *task, kuid_t uid)
{
	return uid_eq(__task_cred(task)->fsuid, uid);
}

void ssp_tickets_owner_get(struct ssp_tickets_owner *owner)
{
	struct task_struct *leader;

	owner->uid = current_fsuid();
	owner->gid = current_fsgid();
	owner->pid = NULL;
	owner->start = 0;
	owner->initial = true;
	/* Whom it acts for lives elsewhere if his numbers are not the host's. */
	if (current->flags & PF_KTHREAD) {
		owner->initial = current_user_ns() == &init_user_ns;
		return;
	}
	owner->initial = has_initial_root();
	rcu_read_lock();
	leader = READ_ONCE(current->group_leader);
	owner->initial &= has_initial_namespaces(leader);
	if (is_owned(current, owner->uid)) {
		owner->pid = get_pid(task_tgid(current));
		owner->start = leader->start_boottime;
	}
	rcu_read_unlock();
}

void ssp_tickets_owner_put(struct ssp_tickets_owner *owner)
{
	put_pid(owner->pid);
	owner->pid = NULL;
}

/* Of a process that has ended, or whose first thread has, nothing is left. */
static bool is_there(const struct ssp_tickets_owner *owner)
{
	struct task_struct *task;
	bool is;

	rcu_read_lock();
	task = pid_task(owner->pid, PIDTYPE_TGID);
	is = task && READ_ONCE(task->nsproxy) && is_owned(task, owner->uid);
	rcu_read_unlock();
	return is;
}

ssp_status ssp_tickets_owner_name(const struct ssp_tickets_owner *owner,
				  struct ssp_upcall_request *head)
{
	bool there = is_there(owner);

	if (!there && !owner->initial)
		return SEC_E_NO_CREDENTIALS;
	head->uid = from_kuid(&init_user_ns, owner->uid);
	head->gid = from_kgid(&init_user_ns, owner->gid);
	head->pid = there ? (u32)pid_nr(owner->pid) : 0;
	head->start = there ? owner->start : 0;
	return SEC_E_OK;
}
