"""Institutions: the daycares and schools at the centre of a circle."""
