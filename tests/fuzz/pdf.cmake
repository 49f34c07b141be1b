sohoa_fuzz(pdf DEPS sohoa::pdf_reader)
sohoa_fuzz(compose DEPS sohoa::pdf_reader sohoa::ocr_pdf)
