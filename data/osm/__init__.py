"""OpenStreetMap files become the base map, the pedestrian ways and the places they hold."""
