"""The few pages that patrons see: no account, no cookie, nothing from elsewhere."""
