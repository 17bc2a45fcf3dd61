"""Who runs the service, what it keeps of visitors, and how accessible it is."""
