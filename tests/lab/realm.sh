# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# A Kerberos realm for the live tests: an MIT KDC on a loopback port, and all
# the lab's files below one temporary folder.  To be sourced; run.sh is the
# command.  The servers of the other lab scripts are started with lab_spawn,
# so that lab_stop, which every exit runs, ends them all.
#
#   lab_start               folder, database, KDC, tickets; exports (see README)
#   lab_stop                ends every server, removes the folder
#   lab_kdc_stop            no KDC any more
#   lab_kdc_start [OFFSET]  a KDC again, its clock shifted
#   lab_at OFFSET CMD...    run a command with a shifted clock: +1h, -7200
#   lab_kinit USER CCACHE [OPTION...]
#   lab_expired CCACHE      alice's tickets, every one past its end time
set -euo pipefail

LAB_REALM=SECUR32.TEST
LAB_HOST=lab.secur32.test
# Seconds that anything here may take; some machines are slow.
LAB_PATIENCE=${LAB_PATIENCE:-10}
LAB_DIR=
LAB_PIDS=()

lab_users=(alice bob)
lab_services=(host/localhost "host/$LAB_HOST" HTTP/localhost "HTTP/$LAB_HOST")
lab_enctypes=(
	[17]=aes128-cts-hmac-sha1-96
	[18]=aes256-cts-hmac-sha1-96
	[19]=aes128-cts-hmac-sha256-128
	[20]=aes256-cts-hmac-sha384-192
)

lab_die() {
	echo "lab: $*" >&2
	exit 1
}

#
# Processes
#

# Is it still our child, and not a number someone else has got since?
lab_alive() {
	local state ppid

	read -r _ _ state ppid _ 2>/dev/null <"/proc/$1/stat" || return 1
	[[ $ppid == "$$" && $state != Z ]]
}

# The words to put before a command to shift its clock go to lab_clock.  The
# monotonic clock stays true: poll timeouts have no business with the skew.
lab_shift() {
	local lib

	lab_clock=()
	if [[ $1 == 0 ]]; then
		return
	fi
	for lib in /usr/lib/*/faketime/libfaketime.so.1; do
		lab_clock=(env "LD_PRELOAD=$lib" "FAKETIME=$1"
			FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1
			"ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS-}")
	done
	[[ -e $lib ]] || lab_die "libfaketime is not installed"
}

lab_at() {
	lab_shift "$1"
	shift
	"${lab_clock[@]}" "$@"
}

# lab_spawn OFFSET LOG CMD...: start a server, its process id to LAB_PID.  The
# kernel kills it should this shell be killed without a chance to clean up.
lab_spawn() {
	local log=$2

	lab_shift "$1"
	shift 2
	setpriv --pdeathsig KILL -- "${lab_clock[@]}" "$@" \
		</dev/null >>"$log" 2>&1 &
	LAB_PID=$!
	LAB_PIDS+=("$LAB_PID")
}

# lab_await PID CMD...: ask until the answer is yes, the server is gone or
# LAB_PATIENCE is over.
lab_await() {
	local pid=$1 end=$((SECONDS + LAB_PATIENCE))

	shift
	until "$@" >/dev/null 2>&1; do
		if ((SECONDS >= end)) || ! lab_alive "$pid"; then
			return 1
		fi
		sleep 0.02
	done
}

# CONT, because a stopped process would keep TERM waiting.  libfaketime leaves
# its shared memory behind in a process that a signal ends.
lab_end() {
	local pid=$1 n

	if lab_alive "$pid"; then
		kill -CONT "$pid" 2>/dev/null || true
		kill -TERM "$pid" 2>/dev/null || true
	fi
	for ((n = 0; n < 100; n++)); do
		lab_alive "$pid" || break
		sleep 0.02
	done
	if lab_alive "$pid"; then
		kill -KILL "$pid" 2>/dev/null || true
	fi
	wait "$pid" 2>/dev/null || true
	rm -f "/dev/shm/faketime_shm_$pid" "/dev/shm/sem.faketime_sem_$pid"
}

# Does anyone listen there?  How many do matters too: krb5kdc binds with
# SO_REUSEPORT, so two of them would share a port and neither would notice.
lab_listeners() {
	local port

	printf -v port '%04X' "$1"
	grep -cE ": (0100007F|00000000):$port 00000000:0000 0A" \
		/proc/net/tcp || true
}

# Below the kernel's ephemeral range, to LAB_PORT.
lab_free_port() {
	local n

	for ((n = 0; n < 100; n++)); do
		LAB_PORT=$((20000 + RANDOM % 10000))
		if (($(lab_listeners "$LAB_PORT") == 0)); then
			return
		fi
	done
	lab_die "no free port"
}

#
# Files
#

lab_write_krb5_conf() {
	cat >"$1" <<-EOF
		[libdefaults]
			default_realm = $LAB_REALM
			dns_lookup_kdc = false
			dns_lookup_realm = false
			dns_canonicalize_hostname = false
			rdns = false
		[realms]
			$LAB_REALM = {
				kdc = 127.0.0.1:$2
			}
		[domain_realm]
			localhost = $LAB_REALM
			$LAB_HOST = $LAB_REALM
	EOF
}

# Neither failures nor logons are counted in the database: a test may send a
# wrong password any number of times.
lab_write_kdc_conf() {
	local dir=$1 port=$2

	cat >"$dir/kdc.conf" <<-EOF
		[realms]
			$LAB_REALM = {
				database_module = lab
				key_stash_file = $dir/stash
				acl_file = $dir/acl
				kdc_listen = 127.0.0.1:$port
				kdc_tcp_listen = 127.0.0.1:$port
				supported_enctypes = ${lab_enctypes[18]}:normal
				max_life = 24h
			}
		[dbmodules]
			lab = {
				db_library = db2
				database_name = $dir/principal
				disable_last_success = true
				disable_lockout = true
			}
		[logging]
			default = FILE:$dir/kdc.log
			kdc = FILE:$dir/kdc.log
			admin_server = FILE:$dir/kdc.log
	EOF
}

lab_random() {
	od -An -v -tx1 -N16 /dev/urandom | tr -d ' \n'
}

# alice must pre-authenticate, bob need not: a wrong password is found by the
# KDC for the one and by the client for the other.
lab_kadmin_script() {
	local service et spec

	printf 'addprinc -pw %s +requires_preauth alice\n' \
		"$(<"$LAB_DIR/password.alice")"
	printf 'addprinc -pw %s bob\n' "$(<"$LAB_DIR/password.bob")"
	for service in "${lab_services[@]}"; do
		echo "addprinc -randkey $service"
		echo "ktadd -norandkey -k $1 $service"
	done
	for et in "${!lab_enctypes[@]}"; do
		service=et$et/$LAB_HOST
		spec=${lab_enctypes[et]}
		echo "addprinc -randkey -e $spec:normal $service"
		echo "setstr $service session_enctypes $spec"
		echo "ktadd -norandkey -k $1 $service"
	done
	echo "addprinc -nokey nokey/$LAB_HOST"
	echo "ktadd -norandkey -k $2 alice"
}

# lab_create_database DIR SERVICE-KEYTAB CLIENT-KEYTAB: kadmin.local reads from
# a pipe, since an argument would show the passwords to every process; it
# repeats them on its output and reports no failure, so the lines are counted.
# Its prompt stands before some of them or not, as the terminal has it.
lab_create_database() {
	local dir=$1 made want key
	local -x KRB5_KDC_PROFILE=$dir/kdc.conf

	key=$(lab_random)
	printf '%s\n%s\n' "$key" "$key" |
		timeout "$((3 * LAB_PATIENCE))" kdb5_util create -s >/dev/null ||
		lab_die "kdb5_util cannot create a database"
	made=$(lab_kadmin_script "$2" "$3" |
		LC_ALL=C timeout "$((3 * LAB_PATIENCE))" kadmin.local 2>&1 |
		grep -cE '^(kadmin.local: *)?(Principal|Attribute set|Entry) .*[.]$') ||
		true
	# two lines a service, three an enctype; the users, nokey, alice's key
	want=$((2 * ${#lab_services[@]} + 3 * ${#lab_enctypes[@]} + 4))
	if ((made != want)); then
		lab_die "kadmin.local did $made of $want steps"
	fi
}

#
# KDC and tickets
#

lab_kinit() {
	local user=$1 ccache=$2

	shift 2
	timeout "$LAB_PATIENCE" kinit "$@" -c "$ccache" "$user" \
		<"$LAB_DIR/password.$user" >/dev/null
}

lab_kdc_answers() {
	lab_at "$1" timeout "$LAB_PATIENCE" kinit -c MEMORY: alice \
		<"$LAB_DIR/password.alice"
}

lab_kdc_start() {
	local offset=${1-0}

	lab_spawn "$offset" "$LAB_DIR/krb5kdc.log" krb5kdc -n
	export LAB_KDC_PID=$LAB_PID
	if ! lab_await "$LAB_KDC_PID" lab_kdc_answers "$offset" ||
		(($(lab_listeners "$LAB_KDC_PORT") != 1)); then
		lab_kdc_stop
		return 1
	fi
}

lab_kdc_stop() {
	lab_end "$LAB_KDC_PID"
}

# The port is free when looked at and may be taken when bound: try others.
lab_kdc_start_somewhere() {
	local n

	for ((n = 0; n < 5; n++)); do
		lab_free_port
		export LAB_KDC_PORT=$LAB_PORT
		lab_write_krb5_conf "$LAB_DIR/krb5.conf" "$LAB_KDC_PORT"
		lab_write_kdc_conf "$LAB_DIR/kdc" "$LAB_KDC_PORT"
		if lab_kdc_start; then
			return
		fi
	done
	cat "$LAB_DIR/krb5kdc.log" "$LAB_DIR/kdc/kdc.log" >&2 || true
	lab_die "krb5kdc does not answer"
}

# Issued two hours ago for one hour, by a KDC that lived two hours ago: no
# test has to wait for a ticket to end.
lab_expired() {
	local ccache=$1

	lab_kdc_stop
	lab_kdc_start -2h || lab_die "krb5kdc does not answer under libfaketime"
	lab_shift -2h
	timeout "$LAB_PATIENCE" "${lab_clock[@]}" kinit -l 1h -c "$ccache" alice \
		<"$LAB_DIR/password.alice" >/dev/null
	timeout "$LAB_PATIENCE" "${lab_clock[@]}" kvno -q -c "$ccache" "HTTP/$LAB_HOST"
	lab_kdc_stop
	lab_kdc_start || lab_die "krb5kdc does not come back"
}

# Two principals in one collection, alice the primary.
lab_collection() {
	local -x KRB5CCNAME=DIR:$1
	local user

	mkdir "$1"
	for user in "${lab_users[@]}"; do
		timeout "$LAB_PATIENCE" kinit "$user" <"$LAB_DIR/password.$user" >/dev/null
	done
	timeout "$LAB_PATIENCE" kswitch -p alice
}

#
# The whole
#

lab_start() {
	local user

	trap lab_stop EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	umask 077
	unset KRB5_CLIENT_KTNAME
	export LAB_REALM LAB_HOST
	PATH=$PATH:/usr/sbin
	LAB_DIR=$(mktemp -d "${TMPDIR:-/tmp}/secur32-lab.XXXXXXXX")
	export LAB_DIR
	export KRB5_CONFIG=$LAB_DIR/krb5.conf
	export KRB5_KDC_PROFILE=$LAB_DIR/kdc/kdc.conf
	export KRB5CCNAME=FILE:$LAB_DIR/alice.cc
	export KRB5_KTNAME=FILE:$LAB_DIR/service.keytab
	export KRB5RCACHENAME=${KRB5RCACHENAME-file2:$LAB_DIR/service.rcache}

	for user in "${lab_users[@]}"; do
		lab_random >"$LAB_DIR/password.$user"
	done
	# Nobody listens on port 1; krb5-nokdc.conf is the realm without a KDC.
	lab_write_krb5_conf "$LAB_DIR/krb5-nokdc.conf" 1
	lab_write_krb5_conf "$LAB_DIR/krb5.conf" 1
	mkdir "$LAB_DIR/kdc" "$LAB_DIR/wrong"
	lab_write_kdc_conf "$LAB_DIR/kdc" 1
	lab_create_database "$LAB_DIR/kdc" \
		"$LAB_DIR/service.keytab" "$LAB_DIR/alice.keytab"
	# The same names and key versions under other keys.
	lab_write_kdc_conf "$LAB_DIR/wrong" 1
	lab_create_database "$LAB_DIR/wrong" \
		"$LAB_DIR/wrong.keytab" "$LAB_DIR/wrong/alice.keytab"

	lab_kdc_start_somewhere
	lab_expired "FILE:$LAB_DIR/expired.cc"
	lab_kinit alice "$KRB5CCNAME"
	lab_kinit alice "FILE:$LAB_DIR/short.cc" -l 10m
	lab_collection "$LAB_DIR/collection"
}

# Once: it is called by hand and again by the trap.
lab_stop() {
	local n dir=$LAB_DIR

	for ((n = ${#LAB_PIDS[@]} - 1; n >= 0; n--)); do
		lab_end "${LAB_PIDS[n]}"
	done
	LAB_PIDS=()
	LAB_DIR=
	if [[ -n $dir ]]; then
		rm -rf "$dir"
	fi
}
