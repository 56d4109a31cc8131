#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The main job on real input: authenticate with InitializeSecurityContext
# (Negotiate) to an acceptor that is not ours and takes Kerberos and NTLM, and
# exchange sealed messages with it; then once more when no KDC is left.  The
# realm, the acceptor and all their files are made for this run (tests/lab), on
# loopback, and are gone when it ends.
#
# usage: demo.sh   after a build in $BUILD (default: build)
set -euo pipefail

cd "$(dirname "$0")/.."
. tests/lab/realm.sh
. tests/lab/acceptor.sh

lib=${BUILD:-$PWD/build}
plugin=${GSS_NTLMSSP:-$(gcc -print-multiarch)/gssntlmssp/gssntlmssp.so}
[[ $plugin == /* ]] || plugin=/usr/lib/$plugin
LAB_MAX_SECONDS=60

programs() {
	local cc=${CC:-cc}

	"$cc" -std=c11 -O2 -I. -o "$LAB_DIR/acceptor" \
		tests/lab/{gss_acceptor,gss_context,lab_frames}.c \
		-lgssapi_krb5 -lmbedcrypto
	"$cc" -std=c11 -O2 -Wall -Wextra -Iinclude -I. \
		-o "$LAB_DIR/handshake" examples/handshake.c \
		tests/lab/lab_frames.c -L"$lib" -Wl,-rpath,"$lib" -lsecur32
}

# handshake PACKAGE: a client with a TGT and nothing else, and with an account
# for NTLM; which of the two it uses is Negotiate's business
handshake() {
	cp "$LAB_DIR/alice.cc" "$LAB_DIR/client.cc"
	if ! KRB5CCNAME=FILE:$LAB_DIR/client.cc timeout 30 \
		"$LAB_DIR/handshake" "host/$LAB_HOST" "$LAB_PORT_BOTH" "$1"; then
		tail -n 10 "$LAB_DIR/acceptor-BOTH.log" >&2
		exit 1
	fi
}

lab_start
programs
printf 'gssntlmssp_v1 1.3.6.1.4.1.311.2.2.10 %s\n' "$plugin" >"$LAB_DIR/mech"
printf 'LAB:alice:%s\n' "$(lab_random)" >"$LAB_DIR/users"
export NTLM_USER_FILE=$LAB_DIR/users
GSS_MECH_CONFIG=$LAB_DIR/mech lab_acceptor BOTH 0 service "$LAB_DIR/acceptor"

echo "secur32: InitializeSecurityContext, package Negotiate, to MIT's GSS-API"
echo
handshake Kerberos
echo
lab_kdc_stop
echo "The same call; the KDC is stopped, and no ticket for the service is cached"
echo
handshake NTLM
echo
echo "Both sides agree, both times, and nothing of this is left on the machine."
