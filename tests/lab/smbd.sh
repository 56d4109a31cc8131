# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# A file server for the live tests: Samba's smbd, standalone, in the realm of
# realm.sh (sourced first).  All its files lie below LAB_DIR; nothing of the
# machine's own is read, and no account has to be made.  It has to be root.
#
#   smbd_start [OPTION...]  an option is a line of smb.conf: 'max protocol = SMB2_10';
#                           exports LAB_SMB_PORT
#   smbd_stop               ends it; lab_stop does so too
#
# Its SPN is cifs/$LAB_HOST.  alice may use the share "lab", as daemon; bob is
# unknown.  bin, a user of each Debian, has a password for NTLM (password.bin in
# LAB_DIR); the account is in smbd's own database.  What is not signed it refuses.
set -euo pipefail

# Without a PAC: a standalone server refuses those, which are of a domain.
smbd_principal() {
	local keytab=$1 spn=cifs/$LAB_HOST said

	said=$(printf '%s\n' \
		"addprinc -randkey +no_auth_data_required $spn" \
		"ktadd -norandkey -k $keytab $spn" |
		LC_ALL=C timeout "$((3 * LAB_PATIENCE))" kadmin.local 2>&1) || true
	if [[ ! -s $keytab ]]; then
		printf '%s\n' "$said" >&2
		lab_die "kadmin.local makes no key for $spn"
	fi
}

# smbd_account USER: with a random password; smbd wants that there be such a user
smbd_account() {
	local user=$1 password said

	password=$(lab_random)
	printf '%s' "$password" >"$LAB_DIR/password.$user"
	said=$(printf '%s\n%s\n' "$password" "$password" |
		LC_ALL=C timeout 60 pdbedit -s "$LAB_DIR/smbd/smb.conf" \
			-a -t -u "$user" 2>&1) || {
		printf '%s\n' "$said" >&2
		lab_die "pdbedit makes no account for $user"
	}
}

# smbd_write_conf DIR PORT OPTION...
smbd_write_conf() {
	local dir=$1 port=$2

	shift 2
	cat <<-EOF
		[global]
			server role = standalone server
			workgroup = LAB
			realm = $LAB_REALM
			kerberos method = dedicated keytab
			dedicated keytab file = FILE:$dir/keytab
			username map = $dir/users
			server signing = mandatory
			passdb backend = tdbsam:$dir/private/passdb.tdb
			private dir = $dir/private
			lock directory = $dir/lock
			state directory = $dir/state
			cache directory = $dir/cache
			pid directory = $dir/run
			ncalrpc dir = $dir/ncalrpc
			usershare path =
			load printers = no
			printcap name = /dev/null
			disable netbios = yes
			smb ports = $port
			interfaces = 127.0.0.1/8
			bind interfaces only = yes
			logging = file
			log file = $dir/log
			log level = 1 auth_audit:5 smb2:3
	EOF
	printf '\t%s\n' "$@"
	cat <<-EOF
		[lab]
			path = $dir/share
	EOF
}

smbd_answers() {
	(($(lab_listeners "$LAB_SMB_PORT") == 1))
}

# It loads a hundred libraries: from a cold disk, in an emulated machine, that
# takes longer than other servers do.
smbd_await() {
	local n

	for ((n = 0; n < 6; n++)); do
		if lab_await "$SMBD_PID" smbd_answers; then
			return
		fi
		lab_alive "$SMBD_PID" || return 1
	done
	return 1
}

smbd_start() {
	local dir=$LAB_DIR/smbd n

	mkdir -p "$dir"/{private,lock,state,cache,run,ncalrpc,share}
	chmod 711 "$LAB_DIR" "$dir"
	chmod 755 "$dir/share"
	[[ -e $dir/keytab ]] || smbd_principal "$dir/keytab"
	printf '%s\n' 'daemon = LAB\alice' >"$dir/users"
	for ((n = 0; n < 5; n++)); do
		lab_free_port
		export LAB_SMB_PORT=$LAB_PORT
		smbd_write_conf "$dir" "$LAB_SMB_PORT" "$@" >"$dir/smb.conf"
		[[ -e $LAB_DIR/password.bin ]] || smbd_account bin
		# In a process group of its own, which it ends with itself.
		lab_spawn 0 "$dir/output" smbd -F -s "$dir/smb.conf"
		SMBD_PID=$LAB_PID
		if smbd_await; then
			return
		fi
		smbd_stop
	done
	cat "$dir/output" "$dir/log" >&2 || true
	lab_die "smbd does not start"
}

smbd_stop() {
	lab_end "$SMBD_PID"
}
