# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# What ksecdd-upcall answers at once.  Sourced by inside.

# row NAME WANTED COMMAND...
row() {
	local name=$1

	shift
	check "$name" says "$@"
}

rows_of_tickets() {
	row "a name: the default cache's" "name alice@$LAB_REALM 8[0-9]{4}" \
		as "$alice" ask op=name
	row "a ticket, with the user's default cache" "$ticket" \
		as "$alice" ask "$spn"
	row "another user's" "$bobs_ticket" as "$bob" ask "$spn"
	row 'in no namespaces but the initial ones' "$ticket" \
		ask uid="$alice" gid="$alice" pid=0 "$spn"
	row "root's" "$ticket" ask "$spn"
	row 'a realm with the name' "$ticket" as "$alice" \
		ask "$spn@$LAB_REALM"
	row 'a ticket that a KDC makes now' "$ticket" as "$alice" \
		ask "$spn" flags=1
}

# How the process was started says which cache, if anybody may believe it.
rows_of_identities() {
	local other=KRB5CCNAME=FILE:/srv/open.cc

	row 'KRB5CCNAME of the process' "$bobs_ticket" \
		as "$alice" env "$other" ask "$spn"
	row 'a cache that the user may not read' ENOKEY \
		as "$bob" env "KRB5CCNAME=FILE:/tmp/krb5cc_$alice" ask "$spn"
	row 'no other variable of the process' "$ticket" as "$alice" env \
		KRB5_CONFIG=/dev/null ask "$spn"
	row 'KRB5CCNAME of a process that is another, too' "$ticket" \
		env "$other" ask fsuid="$alice" gid="$alice" "$spn"
	install -m 4755 -o "$alice" /usr/local/bin/ask /usr/local/bin/ask-alice
	row 'KRB5CCNAME of a set-user-ID program' "$ticket" \
		as "$bob" env "$other" ask-alice wholly="$alice" \
		gid="$alice" "$spn"
	row 'a principal of the collection' "$bobs_ticket" as "$alice" \
		env KRB5CCNAME=DIR:/srv/collection ask "$spn" principal=bob
	row 'a principal that is not there' ENOKEY as "$alice" \
		env KRB5CCNAME=DIR:/srv/collection ask "$spn" principal=carol
	row 'a password' "$bobs_ticket" as "$alice" \
		ask "$spn" user=bob password=/srv/password.bob
	row 'a password and a domain' "$ticket" as "$carol" ask "$spn" \
		user=alice domain="${LAB_REALM,,}" password=/srv/password.alice
	row "a password's user" "name bob@$LAB_REALM -1" as "$carol" \
		ask op=name user=bob password=/srv/password.bob
}

# As the table of platform/upcall.h has them.
rows_of_errors() {
	row 'no cache' ENOKEY as "$carol" ask "$spn"
	row 'no cache, and no name' ENOKEY as "$carol" ask op=name
	row 'an expired TGT' ENOKEY as "$alice" \
		env KRB5CCNAME=FILE:/srv/expired.cc ask "$spn"
	row 'an unknown service' ENXIO as "$alice" ask "spn=nosuch/$LAB_HOST"
	row 'no service' ENXIO as "$alice" ask spn=
	row 'a wrong password' EKEYREJECTED as "$alice" \
		ask "$spn" user=alice password=/srv/password.wrong
	row 'an unknown user' EKEYREJECTED as "$alice" \
		ask "$spn" user=dave password=/srv/password.wrong
	row 'a principal that is none' EINVAL as "$alice" \
		ask "$spn" principal=a@b@c
	row 'an unknown realm' EHOSTUNREACH as "$alice" \
		ask "$spn@NOWHERE.TEST"
}

rows_of_processes() {
	local pid

	lab_spawn 0 /dev/null "${be_bob[@]}" sleep 600
	pid=$LAB_PID
	lab_await "$pid" grep -q "^Uid:.$bob" "/proc/$pid/status"
	row 'a process that is told' "$bobs_ticket" \
		ask pid="$pid" uid="$bob" gid="$bob" "$spn"
	row "a process of another user" ENOKEY \
		ask pid="$pid" uid="$alice" gid="$alice" "$spn"
	row 'a number that another process had' ENOKEY \
		ask pid="$pid" uid="$bob" gid="$bob" later=1 "$spn"
	row 'a process that is gone' ENOKEY \
		ask pid=4194303 uid="$bob" gid="$bob" "$spn"
	lab_end "$pid"
}

# in_mounts COMMAND...: in a mount namespace of its own, with bob's tickets
# where alice's default cache is
in_mounts() {
	unshare --mount -- bash -euc "
		mount -t tmpfs -o mode=1777 tmpfs /tmp
		cp /srv/bob.cc /tmp/krb5cc_$alice
		chown $alice:$alice /tmp/krb5cc_$alice
		"'exec "$@"' - "$@"
}

in_jail() {
	unshare --mount -- bash -euc "
		mount --bind / /mnt
		mount -t proc proc /mnt/proc
		mount -t devtmpfs dev /mnt/dev
		mount -t tmpfs -o mode=1777 tmpfs /mnt/tmp
		cp /srv/bob.cc /mnt/tmp/krb5cc_$alice
		chown $alice:$alice /mnt/tmp/krb5cc_$alice
		"'exec chroot --userspec="$0:$0" /mnt "$@"' "$alice" "$@"
}

# A user's own, without root's help: nobody is anything in there but that user.
in_user_namespace() {
	as "$alice" unshare --user --map-root-user --mount -- bash -euc "
		mount -t tmpfs -o mode=1777 tmpfs /tmp
		cp /srv/open.cc /tmp/krb5cc_$alice
		chmod 600 /tmp/krb5cc_$alice
		"'exec "$@"' - "$@"
}

# with_plugin NAME
with_plugin() {
	cat "$LAB_DIR/krb5.conf" - <<-END
		[plugins]
		    ccselect = {
		        module = mark:/usr/local/lib/$1.so
		    }
	END
}

# A file's times tell when its beginning was read.
not_looked_at_yet() {
	touch -a -d '2 days ago' /run/needed.so
	looked_at=$(stat -c %x /run/needed.so)
}

was_looked_at() {
	[[ $(stat -c %x /run/needed.so) != "$looked_at" ]]
}

was_not_looked_at() {
	[[ $(stat -c %x /run/needed.so) == "$looked_at" ]]
}

# A configuration that has libkrb5 load a library: outside that is the
# administrator's will, in a mount namespace it may be anybody's.
rows_of_plugins() {
	with_plugin plugin >/srv/krb5.conf
	row 'a krb5.conf with a plug-in, in a mount namespace' "$ticket" \
		with_conf ask "$spn" uid="$alice" gid="$alice"
	check 'that one is not loaded' test ! -e /tmp/plugin-was-loaded
	cp /srv/krb5.conf /etc/krb5.conf
	row 'the same outside' "$ticket" as "$alice" ask "$spn"
	check 'that one is loaded' test -e /tmp/plugin-was-loaded

	with_plugin data >/srv/krb5.conf
	not_looked_at_yet
	row 'a plug-in that is all data, in a mount namespace' "$ticket" \
		with_conf ask "$spn" uid="$alice" gid="$alice"
	check 'what it needs is not looked for' was_not_looked_at
	cp /srv/krb5.conf /etc/krb5.conf
	row 'the same outside' "$ticket" as "$alice" ask "$spn"
	check 'what it needs is looked for' was_looked_at
	install -m 644 "$LAB_DIR/krb5.conf" /etc/krb5.conf
}

# The user's own namespace, and configuration.
with_conf() {
	as "$alice" unshare --user --map-root-user --mount -- bash -euc '
		mount --bind /srv/krb5.conf /etc/krb5.conf
		exec "$@"' - "$@"
}

# Keyrings are a user's, on the whole machine: they are not for whoever is that
# user in a namespace.
rows_of_keyrings() {
	local cache=KRB5CCNAME=KEYRING:user:secur32

	row 'a cache in a keyring' "$ticket" as "$alice" env "$cache" \
		ask "$spn"
	row 'the same, asked for in a mount namespace' ENOKEY \
		in_mounts "${be_alice[@]}" env "$cache" ask "$spn"
}

rows_of_namespaces() {
	row "a mount namespace's files" "$bobs_ticket" \
		in_mounts "${be_alice[@]}" ask "$spn"
	row "a root's files" "$bobs_ticket" in_jail ask "$spn"
	row "a user namespace's files" "$bobs_ticket" in_user_namespace \
		ask "$spn" uid="$alice" gid="$alice"
	row "a network namespace's KDC" EHOSTUNREACH \
		unshare --net -- "${be_alice[@]}" ask "$spn" flags=1
	rows_of_keyrings
	rows_of_plugins
}

hostile_requests() {
	local i status

	for ((i = 0; ; i++)); do
		status=0
		ask "$spn" hostile="$i" >/run/said 2>&1 || status=$?
		if ((status == 3)); then
			break
		fi
		if [[ $(</run/said) != EPROTO ]]; then
			echo "number $i: $(</run/said)"
		fi
	done
	((i > 20)) || echo "only $i"
}

# exits STATUS COMMAND...
exits() {
	local wanted=$1 status=0

	shift
	"$@" >/dev/null 2>&1 || status=$?
	((status == wanted)) || echo "exit status $status"
}

rows_of_strangers() {
	check 'requests that make no sense: EPROTO' hostile_requests
	check 'started without a key' exits 2 "$helper"
	check 'started with what is no key' exits 2 "$helper" 12x
	check 'started for a key that is not under construction' exits 2 \
		"$helper" "$(keyctl add user something something @s)"
	echo "create user other:* * $helper %k" >/etc/request-key.d/other.conf
	row 'a key of another type' 'request_key: Protocol error' \
		keyctl request2 user other:one nothing @s
	rm /etc/request-key.d/other.conf
}
