"""Local knowledge: gates, what is not crossed, paths that no map has, dangerous roads."""
