"""How often one address may ask for what is costly, counted for all servers together."""
