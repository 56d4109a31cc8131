// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * For the tests of ksecdd-upcall: a device that asks it.  What is written to
 * /dev/upcall-asker becomes the callout information of one request for a key of
 * SSP_UPCALL_KEY_TYPE, without a look at it; read() gives the payload.  When
 * the key is refused, write() fails with that errno.
 *
 * The key type is the tests' own: ksecdd.ko is not loaded at the same time.
 */
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/key-type.h>
#include <linux/key.h>
#include <linux/keyctl.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "platform/upcall.h"

/* One byte too many can be asked, too. */
#define WRITE_MAX (SSP_UPCALL_REQUEST_MAX + 1)

static const struct cred *asker_cred;
static atomic_t serial;

struct payload {
	size_t n;
	u8 p[];
};

static int asker_preparse(struct key_preparsed_payload *prep)
{
	struct payload *payload;

	payload = kvmalloc(struct_size(payload, p, prep->datalen), GFP_KERNEL);
	if (!payload)
		return -ENOMEM;
	payload->n = prep->datalen;
	memcpy(payload->p, prep->data, prep->datalen);
	prep->payload.data[0] = payload;
	prep->quotalen = 0;
	return 0;
}

static void asker_free_preparse(struct key_preparsed_payload *prep)
{
	kvfree(prep->payload.data[0]);
}

static void asker_destroy(struct key *key)
{
	kvfree(key->payload.data[0]);
}

static struct key_type asker_type = {
	.name = SSP_UPCALL_KEY_TYPE,
	.preparse = asker_preparse,
	.free_preparse = asker_free_preparse,
	.instantiate = generic_key_instantiate,
	.destroy = asker_destroy,
};

/* No two requests share a key. */
static struct key *ask(const void *request, size_t n)
{
	const struct cred *saved;
	char description[32];
	struct key *key;

	scnprintf(description, sizeof(description), "test;%d",
		  atomic_inc_return(&serial));
	saved = override_creds(asker_cred);
	key = request_key_with_auxdata(&asker_type, description, NULL, request,
				       n, NULL);
	revert_creds(saved);
	return key;
}

/* misc_open() leaves the device there. */
static int asker_open(struct inode *inode, struct file *file)
{
	file->private_data = NULL;
	return 0;
}

static ssize_t asker_write(struct file *file, const char __user *from, size_t n,
			   loff_t *at)
{
	struct key *key;
	void *request;

	if (n > WRITE_MAX)
		return -E2BIG;
	if (file->private_data)
		return -EISCONN;
	request = memdup_user(from, n);
	if (IS_ERR(request))
		return PTR_ERR(request);
	key = ask(request, n);
	kfree_sensitive(request);
	if (IS_ERR(key))
		return PTR_ERR(key);
	file->private_data = key;
	return (ssize_t)n;
}

static ssize_t asker_read(struct file *file, char __user *to, size_t n,
			  loff_t *at)
{
	struct key *key = file->private_data;
	const struct payload *payload;

	if (!key)
		return -ENODATA;
	payload = key->payload.data[0];
	return simple_read_from_buffer(to, n, at, payload->p, payload->n);
}

static int asker_release(struct inode *inode, struct file *file)
{
	struct key *key = file->private_data;

	if (key) {
		key_invalidate(key);
		key_put(key);
	}
	return 0;
}

static const struct file_operations asker_operations = {
	.owner = THIS_MODULE,
	.open = asker_open,
	.write = asker_write,
	.read = asker_read,
	.release = asker_release,
};

static struct miscdevice asker_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "upcall-asker",
	.mode = 0666,
	.fops = &asker_operations,
};

/* As platform/kernel/ticket_key.c has it: keys go to a keyring of our own. */
static int asker_cred_new(void)
{
	struct cred *cred = prepare_kernel_cred(&init_task);
	struct key *keyring;

	if (!cred)
		return -ENOMEM;
	keyring = keyring_alloc(".upcall-asker", GLOBAL_ROOT_UID,
				GLOBAL_ROOT_GID, cred,
				KEY_POS_ALL | KEY_USR_VIEW | KEY_USR_READ,
				KEY_ALLOC_NOT_IN_QUOTA, NULL, NULL);
	if (IS_ERR(keyring)) {
		put_cred(cred);
		return PTR_ERR(keyring);
	}
	cred->thread_keyring = keyring;
	cred->session_keyring = key_get(keyring);
	cred->jit_keyring = KEY_REQKEY_DEFL_THREAD_KEYRING;
	asker_cred = cred;
	return 0;
}

static int __init asker_init(void)
{
	int err;

	err = asker_cred_new();
	if (err)
		return err;
	err = register_key_type(&asker_type);
	if (err)
		goto out_cred;
	err = misc_register(&asker_device);
	if (err)
		goto out_type;
	return 0;
out_type:
	unregister_key_type(&asker_type);
out_cred:
	put_cred(asker_cred);
	return err;
}

static void __exit asker_exit(void)
{
	misc_deregister(&asker_device);
	key_revoke(asker_cred->thread_keyring);
	unregister_key_type(&asker_type);
	put_cred(asker_cred);
}

module_init(asker_init);
module_exit(asker_exit);

MODULE_DESCRIPTION("Asks ksecdd-upcall what tests want");
MODULE_LICENSE("Dual BSD/GPL");
