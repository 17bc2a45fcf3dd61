"""Pure geometry: numbers and shapes in, numbers and shapes out. No database, settings or web."""
