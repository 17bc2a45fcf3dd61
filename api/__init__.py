"""The service: HTTP, rules and the database."""
