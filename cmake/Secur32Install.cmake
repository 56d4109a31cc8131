# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Libraries, headers, and the descriptions for pkg-config and find_package().
# Nothing installed names the prefix, so a tree may be staged and moved.
set(package "${CMAKE_INSTALL_LIBDIR}/cmake/secur32")
set(pkgconfig "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

install(TARGETS secur32 secur32_static EXPORT secur32
	LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
	ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY include/
	DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/secur32"
	FILES_MATCHING PATTERN "*.h")
install(EXPORT secur32 NAMESPACE secur32:: FILE secur32Targets.cmake
	DESTINATION "${package}")

configure_package_config_file(cmake/secur32Config.cmake.in
	secur32Config.cmake INSTALL_DESTINATION "${package}")
# Before 1.0 a minor version may break.
write_basic_package_version_file(secur32ConfigVersion.cmake
	COMPATIBILITY SameMinorVersion)
install(FILES
	"${CMAKE_CURRENT_BINARY_DIR}/secur32Config.cmake"
	"${CMAKE_CURRENT_BINARY_DIR}/secur32ConfigVersion.cmake"
	cmake/FindSecur32Dependencies.cmake
	DESTINATION "${package}")

# From the .pc file's directory to the prefix.
file(RELATIVE_PATH prefix_from_pc
	"/prefix/${pkgconfig}" "/prefix")
configure_file(cmake/secur32.pc.in secur32.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/secur32.pc"
	DESTINATION "${pkgconfig}")
