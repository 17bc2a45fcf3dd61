"""Places: what is fun for a child, from open data or from people, public once approved."""
