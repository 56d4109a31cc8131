# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The unit suites in one program.  They use the engine's own functions, which
# the shared library hides, so they are linked with its objects.
find_package(PkgConfig REQUIRED)
pkg_check_modules(SECUR32_CMOCKA REQUIRED QUIET IMPORTED_TARGET cmocka)

secur32_sources(suites tests/Objects.mk ssp-test-y)
secur32_sources(user_suites tests/user/Objects.mk ssp-test-user-y)
file(GLOB runner CONFIGURE_DEPENDS tests/cmocka/*.c)

add_executable(unit ${suites} ${user_suites} ${runner}
	$<TARGET_OBJECTS:ssp_core> $<TARGET_OBJECTS:ssp_user>
	$<TARGET_OBJECTS:ssp_upcall>)
secur32_flags(unit)
secur32_link_flags(unit)
target_include_directories(unit PRIVATE
	"${CMAKE_CURRENT_SOURCE_DIR}/tests/cmocka")
target_link_libraries(unit PRIVATE
	PkgConfig::SECUR32_CMOCKA PkgConfig::SECUR32_KEYUTILS
	${secur32_dependencies})
add_test(NAME unit COMMAND unit)
