"""Circles: how far a group walks from any point, and what it meets there, on one page."""
