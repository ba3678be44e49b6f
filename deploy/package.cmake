# What is installed, and the .deb of it that `deploy/package` makes.
include(GNUInstallDirs)
set(systemd_units lib/systemd/system)
set(documents ${CMAKE_INSTALL_DATADIR}/doc/psoas-cds)
# Only the program is installed, so nothing else has to be built for a package.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY TRUE)

install(TARGETS psoas-cds DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES deploy/psoas-cds.service DESTINATION /${systemd_units})
install(FILES deploy/psoas-cds.toml DESTINATION /etc/psoas-cds)
install(FILES deploy/completion/psoas-cds.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
    RENAME psoas-cds)
install(FILES README.md deploy/INTEGRATION.md deploy/haproxy.cfg DESTINATION ${documents})
install(FILES deploy/monitoring/alerts.yml deploy/monitoring/dashboard.json DESTINATION ${documents}/monitoring)
install(CODE "execute_process(COMMAND gzip -9nc INPUT_FILE \"${PROJECT_SOURCE_DIR}/deploy/psoas-cds.1\"
    OUTPUT_FILE \"${PROJECT_BINARY_DIR}/debian/psoas-cds.1.gz\" COMMAND_ERROR_IS_FATAL ANY)")
install(FILES ${PROJECT_BINARY_DIR}/debian/psoas-cds.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES deploy/debian/copyright DESTINATION ${documents})

# Debian wants the changes of a package compressed, and the same bytes each time.
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/debian/changelog @ONLY CONTENT
"psoas-cds (@PROJECT_VERSION@) stable; urgency=medium

  * See \"Changes\" in README.md.

 -- psoas-cds maintainers <maintainers@psoas-cds.invalid>  Sat, 21 Nov 2026 12:00:00 +0000
")
install(CODE "execute_process(COMMAND gzip -9nk --force \"${PROJECT_BINARY_DIR}/debian/changelog\"
    COMMAND_ERROR_IS_FATAL ANY)")
install(FILES ${PROJECT_BINARY_DIR}/debian/changelog.gz DESTINATION ${documents})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "psoas-cds maintainers <maintainers@psoas-cds.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/package)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "CDS Hooks service for low back, hip and psoas-related pain")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "It reads a patient's FHIR record while a clinician opens the chart or
selects an order, and answers with cards about imaging that comes too early,
red flags and suspected malignant psoas syndrome. It advises; a clinician
decides.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/deploy/debian/conffiles
    ${PROJECT_SOURCE_DIR}/deploy/debian/postinst ${PROJECT_SOURCE_DIR}/deploy/debian/prerm
    ${PROJECT_SOURCE_DIR}/deploy/debian/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
