#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The second half of "make demo": the same hand-shakes from inside a kernel.  The
# distribution's kernel is booted in QEMU, ksecdd.ko and a module that uses it
# are loaded, and a realm and an acceptor started beside them.
#
# usage: kernel_demo.sh   after a build in $BUILD (default: build)
set -euo pipefail

cd "$(dirname "$0")/.."
export BUILD=${BUILD:-$PWD/build}
plugin=${GSS_NTLMSSP:-$(gcc -print-multiarch)/gssntlmssp/gssntlmssp.so}
[[ $plugin == /* ]] || plugin=/usr/lib/$plugin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What these say matters only when they fail.
quiet() {
	"$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2 && false; }
}

kdir=$(tests/guest/distro-kernel --kdir)
kernel=$(tests/guest/distro-kernel 2>"$work/log") || {
	cat "$work/log" >&2
	exit 1
}
modules=$BUILD/modules/${kdir##*headers-}
mkdir -p "$BUILD/demo"
quiet scripts/modules "$kdir" "$modules"
quiet scripts/modules "$kdir" "$modules" tests/kernel \
	KBUILD_EXTRA_SYMBOLS="$modules/Module.symvers"
"${CC:-cc}" -O1 -I. -o "$BUILD/demo/gss_acceptor" \
	tests/lab/{gss_acceptor,gss_context,lab_frames}.c \
	-lgssapi_krb5 -lmbedcrypto

echo
echo "ksecdd.ko: the same from inside a kernel, Linux ${kdir##*headers-}"
echo
if ! tests/guest/boot "$kernel" "$work/out" env "BUILD=$BUILD" \
	"GSS_NTLMSSP=$plugin" \
	tests/kernel/inside "$BUILD/demo" "$modules" show >"$work/said" 2>&1 ||
	! grep -q '^package     Kerberos, agreed' "$work/said" ||
	! grep -q '^package     NTLM, agreed' "$work/said" ||
	(($(grep -c 'opened by the other$' "$work/said") != 2)); then
	cat "$work/said" >&2
	exit 1
fi
# The lines of the lane that sets this up are not what it is about.
grep -vE '^(ok    |[0-9]+ passed)' "$work/said"
