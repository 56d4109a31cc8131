# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# How everything of ours is compiled and linked.

list(JOIN SECUR32_SANITIZE "," secur32_sanitizers)

# The warnings belong to gcc and clang; they are errors, unless cmake is given
# --compile-no-warning-as-error.
function(secur32_flags target)
	set_target_properties(${target} PROPERTIES
		C_STANDARD 11
		C_STANDARD_REQUIRED ON
		C_EXTENSIONS OFF
		C_VISIBILITY_PRESET hidden
		COMPILE_WARNING_AS_ERROR ON
		POSITION_INDEPENDENT_CODE ON)
	target_include_directories(${target} PRIVATE
		"${CMAKE_CURRENT_SOURCE_DIR}"
		"${CMAKE_CURRENT_SOURCE_DIR}/include"
		"${CMAKE_CURRENT_SOURCE_DIR}/platform/user")
	target_compile_definitions(${target} PRIVATE SECURITY_WIN32)
	target_compile_options(${target} PRIVATE
		-Wall -Wextra -Wvla -Wmissing-prototypes -Wstrict-prototypes
		-Wshadow -fstack-protector-strong)
	if(SECUR32_SANITIZE)
		target_compile_options(${target} PRIVATE
			-fsanitize=${secur32_sanitizers}
			-fno-sanitize-recover=all -fno-omit-frame-pointer)
	else()
		# Needs an optimising build; distributions may have set another.
		target_compile_options(${target} PRIVATE
			$<$<NOT:$<CONFIG:Debug,>>:-U_FORTIFY_SOURCE>
			$<$<NOT:$<CONFIG:Debug,>>:-D_FORTIFY_SOURCE=2>)
	endif()
	if(SECUR32_COVERAGE)
		# Threads share the counters: unless the updates are atomic they
		# can go negative, which gcovr refuses.
		target_compile_options(${target} PRIVATE --coverage
			-fprofile-update=atomic)
	endif()
endfunction()

# Whoever links instrumented objects needs the instruments' runtime.
function(secur32_link_flags target)
	if(SECUR32_SANITIZE)
		target_link_options(${target} PUBLIC
			-fsanitize=${secur32_sanitizers})
	endif()
	if(SECUR32_COVERAGE)
		target_link_options(${target} PUBLIC --coverage)
	endif()
endfunction()
