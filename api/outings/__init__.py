"""Where shall we go: three outings for a group, a time and the weather."""
