"""The shortest walk past what is to be fetched. Pure: no web, no database."""
