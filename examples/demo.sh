#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The main job on real input: authenticate with InitializeSecurityContext
# (Negotiate) over Kerberos to an acceptor that is not ours, and exchange sealed
# messages with it.  The realm, the acceptor and all their files are made for
# this run (tests/lab), on loopback, and are gone when it ends.
#
# usage: demo.sh   after a build in $BUILD (default: build)
set -euo pipefail

cd "$(dirname "$0")/.."
lib=${BUILD:-$PWD/build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-cc}

"$cc" -std=c11 -O2 -I. -o "$work/acceptor" \
	tests/lab/{gss_acceptor,gss_context,lab_frames}.c \
	-lgssapi_krb5 -lmbedcrypto
"$cc" -std=c11 -O2 -Wall -Wextra -Iinclude -I. -o "$work/handshake" \
	examples/handshake.c tests/lab/lab_frames.c \
	-L"$lib" -Wl,-rpath,"$lib" -lsecur32

echo "secur32: InitializeSecurityContext, package Negotiate, to MIT's GSS-API"
echo
# shellcheck disable=SC2016 # the lab sets the port
tests/lab/run.sh --max-seconds 60 --acceptor "$work/acceptor" \
	bash -c 'exec "$1" "host/$LAB_HOST" "$LAB_PORT_ANY"' - "$work/handshake"
echo
echo "Both sides agree, and nothing of this is left on the machine."
