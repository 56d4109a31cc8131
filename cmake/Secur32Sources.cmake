# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The lists of files that CMake and Kbuild share: lines of the form
# "ssp-core-y += core/der.o", comments and blank lines.

# secur32_sources(<out> <list> <variable>): set <out> to the sources that
# <list> adds to <variable>, and configure again when the list changes.
function(secur32_sources out list variable)
	set(root "${CMAKE_CURRENT_SOURCE_DIR}")
	if(NOT EXISTS "${root}/${list}")
		message(FATAL_ERROR "${list} is missing")
	endif()
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
		"${root}/${list}")

	file(STRINGS "${root}/${list}" lines REGEX "^[^#]")
	set(sources "")
	set(absent "")
	foreach(line IN LISTS lines)
		if(NOT line MATCHES "^${variable} \\+= ([^ \t]+)\\.o$")
			message(FATAL_ERROR "${list}: not of the form "
				"\"${variable} += path/file.o\": ${line}")
		endif()
		set(source "${CMAKE_MATCH_1}.c")
		list(APPEND sources "${source}")
		if(NOT EXISTS "${root}/${source}")
			string(APPEND absent "\n  ${source}")
		endif()
	endforeach()
	if(absent)
		message(FATAL_ERROR
			"${list} names sources that do not exist:${absent}")
	endif()
	if(NOT sources)
		message(FATAL_ERROR "${list} names no source")
	endif()
	set(${out} ${sources} PARENT_SCOPE)
endfunction()
