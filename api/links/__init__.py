"""Links: permanent short codes and slugs, which lead somewhere for ever."""
