# Values and what is inside them: CMS, time-stamp tokens, bare RSA, XML values.
sohoa_fuzz(cms DEPS sohoa::signing_values)
