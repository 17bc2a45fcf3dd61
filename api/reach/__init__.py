"""Reach: how far small legs really get from somewhere, along the paths that there are."""
