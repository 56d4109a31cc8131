// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * /dev/ksecdd_consumer: a line written is a command, what is read is its
 * report.  Anybody may: whose tickets are used is what the tests are about.
 *
 *	handshake any=P spnego=P krb5=P		groups of checks, which
 *	messages any=P				end with a result line
 *	refusals any=P
 *	mass any=P
 *	probe package=S target=S port=P [principal=S] [user=S domain=S
 *		password=S [packages=S] [supply=1]]	one hand-shake, one line
 *	hold package=S [...]			a credential, which the file's
 *						probes use from then on
 *	keep package=S target=S port=P count=N	contexts that stay until the
 *						module goes
 *	leave package=S target=S port=P		one that is never given back
 *	show package=S target=S port=P		one hand-shake, leg by leg
 *	serve package=S [channel=S [missing=1]]	an acceptor, until the module goes
 */
#include "tests/kernel/consumer.h"

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define LINE_MAX 512

/* An open file: the report that is being read, and what it holds. */
struct console {
	struct mutex lock;
	char *text;
	size_t n;
	size_t at;
	struct con_held held;
};

static bool number(const char *value, int *out)
{
	return kstrtoint(value, 10, out) == 0;
}

static bool word(struct con_args *a, const char *key, const char *value)
{
	const struct {
		const char *key;
		const char **out;
	} texts[] = {
		{ "package", &a->ask.package },
		{ "principal", &a->ask.principal },
		{ "user", &a->ask.user },
		{ "domain", &a->ask.domain },
		{ "password", &a->ask.password },
		{ "packages", &a->ask.packages },
		{ "target", &a->ask.target },
		{ "channel", &a->channel },
	};
	const struct {
		const char *key;
		int *out;
	} numbers[] = {
		{ "port", &a->ask.port }, { "any", &a->any },
		{ "spnego", &a->spnego }, { "krb5", &a->krb5 },
		{ "count", &a->count },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		if (strcmp(key, texts[i].key) == 0) {
			*texts[i].out = value;
			return true;
		}
	}
	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		if (strcmp(key, numbers[i].key) == 0)
			return number(value, numbers[i].out);
	}
	if (strcmp(key, "missing") == 0)
		return a->missing = true;
	return strcmp(key, "supply") == 0 && (a->ask.supply = true);
}

/* The line is cut into its words. */
static bool parse(char *line, char **verb, struct con_args *a)
{
	char *pair, *key;

	memset(a, 0, sizeof(*a));
	line = strim(line);
	*verb = strsep(&line, " ");
	while ((pair = strsep(&line, " "))) {
		key = strsep(&pair, "=");
		if (!pair || !word(a, key, pair))
			return false;
	}
	return **verb;
}

static bool run(char *verb, const struct con_args *a, struct con_held *held)
{
	static const struct {
		const char *verb;
		void (*run)(const struct con_args *args);
	} groups[] = {
		{ "handshake", con_group_handshake },
		{ "messages", con_group_messages },
		{ "refusals", con_group_refusals },
		{ "mass", con_group_mass },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(groups); i++) {
		if (strcmp(verb, groups[i].verb) == 0) {
			groups[i].run(a);
			con_result();
			return true;
		}
	}
	if (strcmp(verb, "probe") == 0)
		con_probe(a, held);
	else if (strcmp(verb, "hold") == 0)
		con_hold(a, held);
	else if (strcmp(verb, "keep") == 0)
		con_keep(a);
	else if (strcmp(verb, "leave") == 0)
		con_leave(a);
	else if (strcmp(verb, "show") == 0)
		con_show(a);
	else if (strcmp(verb, "serve") == 0)
		con_serve(a);
	else
		return false;
	return true;
}

static int command(struct console *con, char *line)
{
	struct con_args args;
	char *verb;
	bool known;
	int err;

	if (!parse(line, &verb, &args))
		return -EINVAL;
	err = con_report_begin();
	if (err)
		return err;
	known = run(verb, &args, &con->held);
	kvfree(con->text);
	con->text = con_report_end(&con->n);
	con->at = 0;
	return known ? 0 : -EINVAL;
}

static ssize_t console_write(struct file *file, const char __user *p, size_t n,
			     loff_t *pos)
{
	struct console *con = file->private_data;
	char *line;
	int err;

	if (n == 0 || n > LINE_MAX)
		return -EINVAL;
	line = memdup_user_nul(p, n);
	if (IS_ERR(line))
		return PTR_ERR(line);
	mutex_lock(&con->lock);
	err = command(con, line);
	mutex_unlock(&con->lock);
	kfree_sensitive(line);
	return err ? err : (ssize_t)n;
}

static ssize_t console_read(struct file *file, char __user *p, size_t n,
			    loff_t *pos)
{
	struct console *con = file->private_data;

	mutex_lock(&con->lock);
	n = min(n, con->n - con->at);
	if (n > 0 && copy_to_user(p, con->text + con->at, n))
		n = 0;
	con->at += n;
	mutex_unlock(&con->lock);
	return (ssize_t)n;
}

static int console_open(struct inode *inode, struct file *file)
{
	struct console *con = kzalloc(sizeof(*con), GFP_KERNEL);

	if (!con)
		return -ENOMEM;
	mutex_init(&con->lock);
	file->private_data = con;
	return stream_open(inode, file);
}

static int console_release(struct inode *inode, struct file *file)
{
	struct console *con = file->private_data;

	con_held_free(&con->held);
	kvfree(con->text);
	kfree(con);
	return 0;
}

static const struct file_operations console_ops = {
	.owner = THIS_MODULE,
	.open = console_open,
	.read = console_read,
	.write = console_write,
	.release = console_release,
};

static struct miscdevice console_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "ksecdd_consumer",
	.fops = &console_ops,
	.mode = 0666,
};

static int __init consumer_init(void)
{
	return misc_register(&console_device);
}

static void __exit consumer_exit(void)
{
	misc_deregister(&console_device);
	con_kept_free();
	con_served_free();
}

module_init(consumer_init);
module_exit(consumer_exit);

MODULE_DESCRIPTION("A client of ksecdd, for its tests");
MODULE_LICENSE("Dual BSD/GPL");
