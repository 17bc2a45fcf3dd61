"""Sources: where open data came from, when, under which licence, and what an import did."""
