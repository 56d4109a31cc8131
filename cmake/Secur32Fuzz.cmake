# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The fuzz targets, one program that is all of them (tests/fuzz/main.c), and the
# program that writes their first inputs.  Needs clang, and SECUR32_SANITIZE to
# begin with fuzzer-no-link.
secur32_sources(suites tests/Objects.mk ssp-test-y)
list(FILTER suites EXCLUDE REGEX "^tests/test_")

file(GLOB targets CONFIGURE_DEPENDS tests/fuzz/*.c)
list(FILTER targets EXCLUDE REGEX "/(seeds|main|world|change|watch)\\.c$")

add_library(ssp_fuzz OBJECT
	tests/fuzz/change.c tests/fuzz/watch.c tests/fuzz/world.c
	tests/cmocka/world.c ${suites})
add_executable(fuzz tests/fuzz/main.c ${targets})
add_executable(fuzz_seeds tests/fuzz/seeds.c)
foreach(target IN ITEMS ssp_fuzz fuzz fuzz_seeds)
	secur32_flags(${target})
	target_include_directories(${target} PRIVATE
		"${CMAKE_CURRENT_SOURCE_DIR}/tests/cmocka")
endforeach()
foreach(target IN ITEMS fuzz fuzz_seeds)
	target_sources(${target} PRIVATE $<TARGET_OBJECTS:ssp_fuzz>
		$<TARGET_OBJECTS:ssp_core> $<TARGET_OBJECTS:ssp_user>)
	secur32_link_flags(${target})
	target_link_libraries(${target} PRIVATE ${secur32_dependencies})
	foreach(name IN ITEMS hash hmac aes_cts krb5_open_blob pool_free)
		target_link_options(${target} PRIVATE LINKER:--wrap=ssp_${name})
	endforeach()
endforeach()
target_link_options(fuzz PRIVATE -fsanitize=fuzzer)
