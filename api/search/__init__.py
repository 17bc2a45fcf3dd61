"""Search: institutions, places, streets and addresses, by what people type."""
