#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# What the headers declare for programs, what the export map lists and what
# the library exports are the same names.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/check/lib.sh

dir=${BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# gcc itself writes down every prototype that it saw.
declared() {
	printf '#include <%s>\n' security.h secur32.h >"$work/all.c"
	gcc -std=c11 -DSECURITY_WIN32 -Iinclude -fsyntax-only \
		-aux-info "$work/prototypes" "$work/all.c"
	sed -nE 's,^/\* include/[^*]*\*/ extern [^(]*[ *]([A-Za-z0-9_]+) \(.*,\1,p' \
		"$work/prototypes" | sort -u
}

mapped() {
	sed -nE 's/^\t([A-Za-z0-9_]+);$/\1/p' platform/user/secur32.map
}

exported() {
	nm -D --defined-only "$dir/libsecur32.so" |
		awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort
}

archived() {
	nm --defined-only "$dir/libsecur32.a" 2>/dev/null |
		awk '$2 == "T" { print $3 }' | sort
}

# differ LEFT RIGHT: what each has that the other has not
differ() {
	comm -3 --output-delimiter=" only in $2: " "$work/$1" "$work/$2" |
		sed -E "/^ only/!s/\$/ only in $1/; s/^ (only in $2): (.*)/\2 \1/"
}

sorted() {
	sort -c -u "$work/map"
}

# differ needs sorted input, whatever sorted() says.
map_declared() {
	sort -u -o "$work/map" "$work/map"
	differ headers map
}

no_stranger() {
	search -vE '^([A-Z][a-z]+([A-Z]|32).*)$' "$work/library"
}

in_archive() {
	comm -23 "$work/library" "$work/archive"
}

soname() {
	readelf -d "$dir/libsecur32.so" | search -F '(SONAME)' |
		search -vF '[libsecur32.so.0]'
	readelf -d "$dir/libsecur32.so" | grep -qF '(SONAME)' ||
		echo 'no soname'
}

protections() {
	readelf -d "$dir/libsecur32.so" | grep -q 'BIND_NOW' ||
		echo 'not linked with -z now'
	readelf -lW "$dir/libsecur32.so" | grep -q 'GNU_RELRO' ||
		echo 'not linked with -z relro'
	readelf -d "$dir/libsecur32.so" | search -F TEXTREL
	readelf -lW "$dir/libsecur32.so" | search 'GNU_STACK.*RWE'
}

declared >"$work/headers"
mapped >"$work/map"
exported >"$work/library"
archived >"$work/archive"

check 'the export map is sorted, without doubles' sorted
check 'the export map lists what include/ declares' map_declared
check 'the library exports what the map lists' differ map library
check 'all exported names are Windows names or Secur32*' no_stranger
check 'the static library has every exported function' in_archive
check 'the soname is libsecur32.so.0' soname
check 'the library is linked with relro, now, no text relocations' protections
checked
