#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# core/ is freestanding: it names no platform, includes only itself and the
# contract, and its objects call nothing else.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/check/lib.sh

dir=${BUILD:-build}/CMakeFiles/ssp_core.dir

names_no_platform() {
	search -rnE '__KERNEL__|__linux__|__unix__|_(GNU|POSIX(_C)?|DEFAULT)_SOURCE' core
}

# Only "core/...", "platform/x.h", "ssp_os.h" and <sspi.h>.
includes() {
	local ok='"(core/[a-z0-9_/]+|platform/[a-z0-9_]+|ssp_os)\.h"|<sspi\.h>'

	search -rnE '^[[:space:]]*#[[:space:]]*include' core |
		search -vE "include ($ok)\$"
}

objects_exist() {
	objects core/Objects.mk | while read -r name; do
		if [[ ! -e $dir/$name.c.o ]]; then
			printf 'not built: %s\n' "$name"
		fi
	done
}

# The checked forms of mem* are what _FORTIFY_SOURCE makes of them.
undefined() {
	local ours='ssp_[a-z0-9_]+'
	local memory='mem(cpy|move|set|cmp)|__mem(cpy|move|set)_chk'
	local compiler='__stack_chk_fail|_GLOBAL_OFFSET_TABLE_'

	objects core/Objects.mk | sed "s,.*,$dir/&.c.o," |
		xargs nm -u --print-file-name |
		search -vE " U ($ours|$memory|$compiler)\$" |
		sed 's,.*ssp_core.dir/,,'
}

check 'core names no platform and no kernel' names_no_platform
check 'core includes only core, the platform contract and <sspi.h>' includes
check 'every object of core/Objects.mk is built' objects_exist
check 'core objects need only ssp_*, mem* and compiler helpers' undefined
checked
