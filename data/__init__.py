"""Where the facts come from: readable tables, and the loaders that bring open data in."""
