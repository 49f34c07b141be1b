# Texts of QR codes: whoever printed the paper chose them.
sohoa_fuzz(id_card_qr DEPS sohoa::intake)
sohoa_fuzz(paper_qr DEPS sohoa::intake)
