"""Texts: what people wrote, by language, kind and status. Nothing waiting is ever shown."""
