# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Programs that belong to the kernel module: ksecdd-upcall, and the line that
# makes request-key(8) start it.
include(CheckPIESupported)
check_pie_supported()

find_package(PkgConfig REQUIRED)
pkg_check_modules(SECUR32_KEYUTILS REQUIRED QUIET IMPORTED_TARGET libkeyutils)

secur32_sources(upcall tools/ksecdd-upcall/Objects.mk ssp-upcall-y)
# The unit suites have the rest, and a main() of their own.
list(REMOVE_ITEM upcall tools/ksecdd-upcall/main.c)
add_library(ssp_upcall OBJECT ${upcall})
add_executable(ksecdd-upcall tools/ksecdd-upcall/main.c
	$<TARGET_OBJECTS:ssp_upcall>)
foreach(target IN ITEMS ssp_upcall ksecdd-upcall)
	secur32_flags(${target})
	target_link_libraries(${target} PRIVATE
		${secur32_dependencies} PkgConfig::SECUR32_KEYUTILS)
endforeach()

# The archive, of which it takes what it needs: it must not depend on a library
# that another version may replace, nor load what it does not use.
target_link_libraries(ksecdd-upcall PRIVATE secur32_static)
target_link_options(ksecdd-upcall PRIVATE
	LINKER:-z,relro LINKER:-z,now LINKER:--as-needed)
secur32_link_flags(ksecdd-upcall)

install(TARGETS ksecdd-upcall RUNTIME DESTINATION "${CMAKE_INSTALL_SBINDIR}")
install(FILES tools/ksecdd-upcall/ksecdd-upcall.8
	DESTINATION "${CMAKE_INSTALL_MANDIR}/man8")

# Only there does request-key(8) look, wherever the program is; the prefix is
# not known before it comes to installing.  A library in somebody's home has no
# kernel module to serve.
install(CODE "
	set(SBINDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_SBINDIR}\")
	set(conf \"\$ENV{DESTDIR}/etc/request-key.d/ksecdd.conf\")
	execute_process(COMMAND id -u OUTPUT_VARIABLE uid)
	if(uid EQUAL 0 OR NOT \"\$ENV{DESTDIR}\" STREQUAL \"\")
		message(STATUS \"Installing: \${conf}\")
		configure_file(
			\"${CMAKE_CURRENT_SOURCE_DIR}/tools/ksecdd-upcall/ksecdd.conf.in\"
			\"\${conf}\" @ONLY)
		list(APPEND CMAKE_INSTALL_MANIFEST_FILES \"\${conf}\")
	else()
		message(STATUS \"Left out, root may install: \${conf}\")
	endif()
")
