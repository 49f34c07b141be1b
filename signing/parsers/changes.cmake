# What later revisions changed.
sohoa_module(signing_changes
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/pdf_changes.cpp
          ${CMAKE_CURRENT_LIST_DIR}/pdf_changes_annots.cpp
          ${CMAKE_CURRENT_LIST_DIR}/pdf_changes_census.cpp
          ${CMAKE_CURRENT_LIST_DIR}/pdf_changes_form.cpp
          ${CMAKE_CURRENT_LIST_DIR}/pdf_changes_lines.cpp
          ${CMAKE_CURRENT_LIST_DIR}/pdf_changes_risks.cpp
          ${CMAKE_CURRENT_LIST_DIR}/pdf_changes_roles.cpp
          ${CMAKE_CURRENT_LIST_DIR}/pdf_changes_same.cpp
          ${CMAKE_CURRENT_LIST_DIR}/pdf_changes_step.cpp
  DEPS sohoa::signing_cos)
