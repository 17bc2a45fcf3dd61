"""The one cartography: style tables, and how they become a Mapnik style for screen and print.

`style.toml` is for whoever decides what the map looks like; `queries.py` holds all SQL; the rest
turns both into XML and pictures. Nothing here knows of pages, places or visitors.
"""
