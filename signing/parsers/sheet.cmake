# Draws the validation sheet; linked by sohoa-worker, which has fonts.
sohoa_module(signing_sheet
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/sheet_writer.cpp ${CMAKE_CURRENT_LIST_DIR}/sheet_canvas.cpp
  DEPS sohoa::signing
  PRIVATE PkgConfig::PANGOCAIRO)
