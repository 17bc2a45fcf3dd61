"""Tiles: pictures of the base map, rendered in processes of their own and kept on disk."""
