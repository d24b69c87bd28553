"""The few pages that patrons see: no account, no script, no cookie, nothing from elsewhere."""
