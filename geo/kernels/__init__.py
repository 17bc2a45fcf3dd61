"""Compiled loops (numba): plain arrays in, plain arrays out; what they mean stands where they are
called. Compiled once for each machine and kept."""
