# Catalogues of the site: units and procedures.
sohoa_fuzz(units DEPS sohoa::exchange)
sohoa_fuzz(procedures DEPS sohoa::exchange)
