"""The base map: streets, houses, water and green from OpenStreetMap, by source."""
