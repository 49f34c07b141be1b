# Templates of a site: TOML and what it may hold.
sohoa_fuzz(templates DEPS sohoa::ocr_templates)
