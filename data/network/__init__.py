"""The pedestrian network: ways and nodes of all sources, judged by rules, become flat arrays."""
