"""The circle round any point, for whoever stands there: asked for, shown, and forgotten."""
