#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# All C sources are as clang-format would have them.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/check/lib.sh

formatted() {
	files | grep -E '^(core|platform|include|tools|tests|examples|bench)/.*\.[ch]$' |
		xargs clang-format --dry-run -Werror
}

check 'clang-format has nothing to change' formatted
checked
