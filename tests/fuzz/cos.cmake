# The reader of PDF revisions and signatures.
sohoa_fuzz(revisions DEPS sohoa::signing_pdf)
