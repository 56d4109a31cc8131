# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# What the libraries link, as imported targets in secur32_dependencies.
# Installed beside the package configuration, because users of the static
# library need the same.
include(FindPackageHandleStandardArgs)

find_package(Threads QUIET)
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
	pkg_check_modules(SECUR32_KRB5 QUIET IMPORTED_TARGET mit-krb5)
endif()

# mbedTLS 2.28 brings neither a pkg-config file nor a package configuration.
find_path(SECUR32_MBEDTLS_INCLUDE mbedtls/aes.h)
find_library(SECUR32_MBEDCRYPTO mbedcrypto)
mark_as_advanced(SECUR32_MBEDTLS_INCLUDE SECUR32_MBEDCRYPTO)

find_package_handle_standard_args(Secur32Dependencies
	REQUIRED_VARS SECUR32_MBEDCRYPTO SECUR32_MBEDTLS_INCLUDE
		SECUR32_KRB5_FOUND Threads_FOUND
	REASON_FAILURE_MESSAGE
		"needed: pkg-config, MIT krb5 (mit-krb5.pc), mbedTLS")

if(Secur32Dependencies_FOUND AND NOT TARGET secur32::mbedcrypto)
	add_library(secur32::mbedcrypto UNKNOWN IMPORTED)
	set_target_properties(secur32::mbedcrypto PROPERTIES
		IMPORTED_LOCATION "${SECUR32_MBEDCRYPTO}"
		INTERFACE_INCLUDE_DIRECTORIES "${SECUR32_MBEDTLS_INCLUDE}")
endif()
set(secur32_dependencies
	PkgConfig::SECUR32_KRB5 secur32::mbedcrypto Threads::Threads)
