"""Missing crossings: where a municipality would give its children most with one way across."""
