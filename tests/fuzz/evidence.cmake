sohoa_fuzz(evidence DEPS sohoa::signing_evidence)
