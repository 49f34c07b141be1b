# The site's profile.
sohoa_fuzz(profile DEPS sohoa::policy_profile)
