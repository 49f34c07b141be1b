# The statement an officer signed.
sohoa_fuzz(statement DEPS sohoa::pipeline)
