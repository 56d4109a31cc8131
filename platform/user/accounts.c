// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM accounts of programs: NTLM_USER_FILE, as gss-ntlmssp reads it, or a
 * function of the program's own; and the machine's names.
 *
 * The file is read anew each time.  It is small, and an account that was taken
 * out must not log on.
 */
#define _GNU_SOURCE

#include "platform/user/accounts.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/ntlm/ntlm_key.h"
#include "core/upcase.h"
#include "platform/memory.h"

static const struct ssp_account_ops *embedder;

ssp_status ssp_accounts_set(const struct ssp_account_ops *ops)
{
	if (ops && (ops->size < sizeof(*ops) || !ops->lookup))
		return SEC_E_INVALID_PARAMETER;
	ssp_publish(&embedder, ops);
	return SEC_E_OK;
}

/* A file in pool memory, as it leaves no trace there. */
struct contents {
	u8 *p;
	size_t size;
	size_t n;
};

/* All of it, or what a file of the largest size would have; -1 on failure. */
static ssize_t read_all(int fd, u8 *to, size_t room)
{
	size_t n = 0;

	while (n < room) {
		ssize_t got = read(fd, to + n, room - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	return (ssize_t)n;
}

/* One that does not fit is not read in part: who is missing, is unknown. */
static ssp_status load(int fd, struct contents *c)
{
	off_t size = lseek(fd, 0, SEEK_END);
	ssize_t n;

	if (size < 0 || size >= (off_t)SSP_ALLOC_MAX ||
	    lseek(fd, 0, SEEK_SET) != 0)
		return SEC_E_INTERNAL_ERROR;
	c->size = (size_t)size + 1;
	c->p = ssp_pool_alloc(c->size);
	if (!c->p)
		return SEC_E_INSUFFICIENT_MEMORY;
	n = read_all(fd, c->p, c->size);
	if (n < 0 || (size_t)n == c->size) {
		ssp_pool_free(c->p, c->size);
		c->p = NULL;
		return SEC_E_INTERNAL_ERROR;
	}
	c->n = (size_t)n;
	return SEC_E_OK;
}

/* Whoever may write to it may log on as anybody. */
static bool trustworthy(int fd)
{
	struct stat s;

	return fstat(fd, &s) == 0 && S_ISREG(s.st_mode) &&
	       (s.st_uid == 0 || s.st_uid == geteuid()) &&
	       !(s.st_mode & (S_IWGRP | S_IWOTH));
}

/* No file is an empty one; another that cannot be had is a failure. */
static ssp_status load_path(const char *path, struct contents *c)
{
	/* What is no file is not waited for. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssp_status st = SEC_E_INTERNAL_ERROR;

	if (fd < 0)
		return errno == ENOENT ? SEC_E_OK : SEC_E_INTERNAL_ERROR;
	if (trustworthy(fd))
		st = load(fd, c);
	close(fd);
	return st;
}

/* A program with another's rights has none. */
static ssp_status open_file(struct contents *c)
{
	const char *path = secure_getenv("NTLM_USER_FILE");
	int cancel = PTHREAD_CANCEL_ENABLE;
	ssp_status st;

	*c = (struct contents){ NULL, 0, 0 };
	if (!path)
		return SEC_E_OK;
	(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel);
	st = load_path(path, c);
	(void)pthread_setcancelstate(cancel, &cancel);
	return st;
}

static bool next_line(const struct contents *c, size_t *at,
		      struct ssp_span *line)
{
	if (*at >= c->n)
		return false;
	line->p = c->p + *at;
	line->n = 0;
	while (*at + line->n < c->n && line->p[line->n] != '\n')
		line->n++;
	*at += line->n + 1;
	return true;
}

/* Equal but for capitals; malformed text is equal to nothing. */
static ssp_status same(struct ssp_span a, struct ssp_span b, bool *equal)
{
	struct ssp_utf16 x = { NULL, 0 }, y = { NULL, 0 };
	ssp_status st;

	*equal = false;
	st = ssp_utf16_from_utf8(a, &x);
	if (st >= 0)
		st = ssp_utf16_from_utf8(b, &y);
	if (st >= 0)
		*equal = ssp_upcase_eq(&x, &y);
	ssp_utf16_free(&x);
	ssp_utf16_free(&y);
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_OK : st;
}

/* Whom to look for.  An empty domain is any, here and in the file. */
struct wanted {
	struct ssp_span user;
	struct ssp_span domain;
};

/* Both names, also where the first has settled it: see find(). */
static ssp_status matches(const struct ssp_account_line *line,
			  const struct wanted *w, bool *match)
{
	bool user, domain = false;
	ssp_status st;

	*match = !w->user.n;
	if (*match)
		return SEC_E_OK;
	st = same(line->user, w->user, &user);
	if (st >= 0)
		st = same(line->domain, w->domain, &domain);
	*match = user && (domain || !line->domain.n || !w->domain.n);
	return st;
}

/*
 * The first that matches, though it may be disabled; found->user tells.  Read to
 * the end in any case: how long it takes is not to tell who is there.
 */
static ssp_status find(const struct contents *c, const struct wanted *w,
		       struct ssp_account_line *found)
{
	struct ssp_account_line line;
	struct ssp_span text;
	ssp_status st = SEC_E_OK;
	size_t at = 0;
	bool match;

	memset(found, 0, sizeof(*found));
	while (st >= 0 && next_line(c, &at, &text)) {
		if (!ssp_account_line_read(text, &line))
			continue;
		st = matches(&line, w, &match);
		if (st >= 0 && match && !found->user.n)
			*found = line;
	}
	ssp_wipe(&line, sizeof(line));
	return st;
}

/* Something is hashed, whatever the line has. */
static ssp_status hash_of(const struct ssp_account_line *line, u8 *nt_hash)
{
	struct ssp_utf16 password;
	ssp_status st;

	st = ssp_utf16_from_utf8(line->password.p ? line->password : line->user,
				 &password);
	if (st >= 0)
		st = ssp_ntlm_nt_hash(&password, nt_hash);
	ssp_utf16_free(&password);
	if (st >= 0 && !line->password.p)
		memcpy(nt_hash, line->nt_hash, SSP_NT_HASH_SIZE);
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_LOGON_DENIED : st;
}

static ssp_status keep(struct ssp_span s, struct ssp_ticket_blob *out)
{
	if (!s.n)
		return SEC_E_OK;
	out->p = ssp_pool_dup(s.p, s.n);
	out->n = out->p ? s.n : 0;
	return out->p ? SEC_E_OK : SEC_E_INSUFFICIENT_MEMORY;
}

static ssp_status take(const struct ssp_account_line *line,
		       struct ssp_account *account)
{
	ssp_status st;

	st = keep(line->user, &account->user);
	if (st >= 0)
		st = keep(line->domain, &account->domain);
	if (st >= 0)
		st = hash_of(line, account->nt_hash);
	if (st >= 0 && !line->enabled)
		st = SEC_E_LOGON_DENIED;
	return st;
}

/* Who is not there is disabled. */
static ssp_status lookup_file(const struct wanted *w,
			      struct ssp_account *account)
{
	struct ssp_account_line line;
	struct contents c;
	ssp_status st;

	st = open_file(&c);
	if (st < 0)
		return st;
	st = find(&c, w, &line);
	if (!line.user.n) {
		line.user = w->user;
		line.domain = w->domain;
	}
	if (st >= 0)
		st = take(&line, account);
	ssp_pool_free(c.p, c.size);
	ssp_wipe(&line, sizeof(line));
	return st;
}

static char *string(struct ssp_span s)
{
	char *copy = ssp_pool_alloc(s.n + 1);

	if (copy && s.n)
		memcpy(copy, s.p, s.n);
	return copy;
}

/* It must have a name, and its names must end. */
static ssp_status take_found(const struct ssp_account_found *found,
			     struct ssp_account *account)
{
	struct ssp_span user = { (const u8 *)found->user,
				 strnlen(found->user, sizeof(found->user)) };
	struct ssp_span domain = { (const u8 *)found->domain,
				   strnlen(found->domain,
					   sizeof(found->domain)) };
	ssp_status st;

	if (!user.n || user.n == sizeof(found->user) ||
	    domain.n == sizeof(found->domain))
		return SEC_E_LOGON_DENIED;
	memcpy(account->nt_hash, found->nt_hash, SSP_NT_HASH_SIZE);
	st = keep(user, &account->user);
	return st < 0 ? st : keep(domain, &account->domain);
}

/* Whatever it says that is not success or lack of memory is a refusal. */
static ssp_status ask_embedder(const struct ssp_account_ops *ops,
			       const struct wanted *w,
			       struct ssp_account *account)
{
	struct ssp_account_found *found = ssp_pool_alloc(sizeof(*found));
	char *user = string(w->user);
	char *domain = string(w->domain);
	ssp_status st = SEC_E_INSUFFICIENT_MEMORY;

	if (found && user && domain)
		st = ops->lookup(ops->arg, user, domain, found);
	if (st == SEC_E_OK)
		st = take_found(found, account);
	else if (st != SEC_E_INSUFFICIENT_MEMORY)
		st = SEC_E_LOGON_DENIED;
	ssp_pool_free(user, w->user.n + 1);
	ssp_pool_free(domain, w->domain.n + 1);
	ssp_pool_free(found, sizeof(*found));
	return st;
}

static ssp_status lookup(void *arg, struct ssp_span user,
			 struct ssp_span domain, struct ssp_account *account)
{
	const struct ssp_account_ops *ops = ssp_published(&embedder);
	const struct wanted w = { user, domain };

	(void)arg;
	/* Whoever has no name is not the first of the file. */
	if (!user.n)
		return SEC_E_LOGON_DENIED;
	return ops ? ask_embedder(ops, &w, account) : lookup_file(&w, account);
}

/* "user@domain", "DOMAIN\user", or a user alone. */
static struct wanted parse(struct ssp_span name)
{
	struct wanted w = { name, { NULL, 0 } };
	size_t i;

	for (i = 0; i < name.n; i++) {
		if (name.p[i] == '\\') {
			w.domain = (struct ssp_span){ name.p, i };
			w.user.p = name.p + i + 1;
			w.user.n = name.n - i - 1;
			return w;
		}
	}
	for (i = name.n; i--;) {
		if (name.p[i] == '@') {
			w.user.n = i;
			w.domain.p = name.p + i + 1;
			w.domain.n = name.n - i - 1;
			return w;
		}
	}
	return w;
}

/* Without a name the first of the file, or the one that NTLMUSER says. */
static ssp_status self(void *arg, struct ssp_span name,
		       struct ssp_account *account)
{
	const char *user = secure_getenv("NTLMUSER");
	struct ssp_account_line line = { .enabled = false };
	struct contents c;
	struct wanted w;
	ssp_status st;

	(void)arg;
	if (!name.n && user)
		name = (struct ssp_span){ (const u8 *)user, strlen(user) };
	w = parse(name);
	if (name.n && !w.user.n)
		return SEC_E_NO_CREDENTIALS;
	st = open_file(&c);
	if (st >= 0)
		st = find(&c, &w, &line);
	if (st >= 0)
		st = take(&line, account);
	ssp_pool_free(c.p, c.size);
	ssp_wipe(&line, sizeof(line));
	return st < 0 && st != SEC_E_INSUFFICIENT_MEMORY ?
		       SEC_E_NO_CREDENTIALS :
		       st;
}

/* NetBIOS names are short, in capitals, and end where the DNS has a dot. */
static void netbios(const char *from, char *to, size_t room)
{
	size_t i;

	for (i = 0; i + 1 < room && from[i] && from[i] != '.'; i++) {
		if (from[i] >= 'a' && from[i] <= 'z')
			to[i] = (char)(from[i] - 'a' + 'A');
		else
			to[i] = from[i] > ' ' && from[i] < 0x7f ? from[i] : '_';
	}
	to[i] = 0;
}

static void host(void *arg, struct ssp_host *host)
{
	const char *computer = secure_getenv("NETBIOS_COMPUTER_NAME");
	const char *domain = secure_getenv("NETBIOS_DOMAIN_NAME");
	char name[sizeof(host->dns)] = "";

	(void)arg;
	if (gethostname(name, sizeof(name) - 1))
		name[0] = 0;
	netbios(computer ? computer : name, host->computer,
		sizeof(host->computer));
	netbios(domain ? domain : host->computer, host->domain,
		sizeof(host->domain));
	if (strchr(name, '.'))
		memcpy(host->dns, name, sizeof(name));
}

const struct ssp_account_source ssp_accounts_user = {
	.lookup = lookup,
	.self = self,
	.host = host,
};
