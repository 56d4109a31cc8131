# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# A domain controller for the live tests: Samba's, of a domain AD of its own
# with the realm AD.SECUR32.TEST, in the lab of realm.sh (sourced first).  All
# its files lie below LAB_DIR.  Its ports are those of any domain controller, and
# one of its sockets is in /run/samba: it needs a network and a /run of its own,
# and it has to be root.
#
#   dc_world COMMAND...     runs the command where a controller can be; what it
#                           leaves running ends with it
#   dc_provision            makes the domain and its accounts; takes a while
#   dc_start                starts it: KDC, LDAP and SMB
#   dc_stop                 ends it; lab_stop does so too
#
# Accounts: alice; gone, who is disabled and has alice's password; other, who has
# the SPNs cifs/other.$DC_DOMAIN and ldap/other.$DC_DOMAIN.  The passwords of
# alice and other are in password.ad of LAB_DIR.  A KRB5_CONFIG for the realm and
# alice's tickets are dc/krb5.conf and dc/alice.cc there.  The share is "sysvol".
set -euo pipefail

DC_REALM=AD.SECUR32.TEST
DC_DOMAIN=${DC_REALM,,}
DC_HOST=dc1.$DC_DOMAIN
DC_BASE=DC=${DC_DOMAIN//./,DC=}
DC_PID=

# What is lost with the machine's power is no loss.
export TDB_NO_FSYNC=1

dc_world() {
	unshare --net --pid --fork --kill-child --mount-proc bash -c \
		'ip link set lo up && mount -t tmpfs lab /run &&
		mkdir /run/samba && exec "$@"' - "$@"
}

dc_options() {
	local dir=$1

	printf -- '--option=%s\n' \
		'interfaces = lo' 'bind interfaces only = yes' \
		'vfs objects = dfs_samba4 acl_xattr xattr_tdb' \
		'server services = s3fs rpc ldap kdc winbindd' 'tls enabled = no' \
		"pid directory = $dir/run" "ncalrpc dir = $dir/run/ncalrpc" \
		"ntp signd socket directory = $dir/run/ntp" \
		'load printers = no' 'printcap name = /dev/null' \
		'logging = file' "log file = $dir/log" \
		'log level = 1 auth_audit:5'
}

# The administrator's password is known to nobody, and on no command line.  In
# the foreground: what ends the lab ends it too.
dc_provision() {
	local dir=$LAB_DIR/dc said
	local -a options

	mkdir -p "$dir/run"
	chmod 711 "$LAB_DIR"
	mapfile -t options < <(dc_options "$dir")
	said=$(umask 022 && chmod 711 "$dir" &&
		timeout --foreground 300 samba-tool domain provision \
			"--realm=$DC_REALM" --domain=AD --server-role=dc \
			--dns-backend=NONE "--targetdir=$dir" \
			--host-ip=127.0.0.1 "--host-name=${DC_HOST%%.*}" \
			"${options[@]}" 2>&1) || {
		printf '%s\n' "$said" | tail -n 20 >&2
		lab_die "samba-tool makes no domain"
	}
	printf 'Aa1-%s' "$(lab_random)" >"$LAB_DIR/password.ad"
	timeout --foreground 60 /usr/bin/python3 tests/lab/dc_accounts.py \
		"$dir/etc/smb.conf" <"$LAB_DIR/password.ad" ||
		lab_die "the domain gets no accounts"
}

# By Kerberos, LDAP and SMB.
dc_answers() {
	local port

	for port in 88 389 445; do
		(($(lab_listeners "$port") == 1)) || return 1
	done
	# Without its winbindd, smbd knows nobody yet.
	timeout 10 wbinfo -i 'AD\alice' >/dev/null 2>&1
}

dc_write_krb5_conf() {
	cat <<-EOF
		[libdefaults]
			default_realm = $DC_REALM
			dns_lookup_kdc = false
			dns_lookup_realm = false
			dns_canonicalize_hostname = false
			rdns = false
		[realms]
			$DC_REALM = {
				kdc = 127.0.0.1
			}
		[domain_realm]
			.$DC_DOMAIN = $DC_REALM
	EOF
}

dc_kinit() {
	local -x KRB5_CONFIG=$LAB_DIR/dc/krb5.conf

	timeout "$LAB_PATIENCE" kinit -c "FILE:$LAB_DIR/dc/alice.cc" alice \
		<"$LAB_DIR/password.ad" >"$LAB_DIR/dc/kinit.log" 2>&1
}

# In a process group of its own, which it ends with itself.
dc_start() {
	local dir=$LAB_DIR/dc n

	dc_write_krb5_conf >"$dir/krb5.conf"
	lab_spawn 0 "$dir/output" samba -F -M single -s "$dir/etc/smb.conf"
	DC_PID=$LAB_PID
	for ((n = 0; n < 6; n++)); do
		if lab_await "$DC_PID" dc_answers && dc_kinit; then
			return
		fi
		lab_alive "$DC_PID" || break
	done
	tail -n 20 "$dir/output" "$dir"/log* >&2 || true
	lab_die "the domain controller does not start"
}

dc_stop() {
	lab_end "$DC_PID"
}
