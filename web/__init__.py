"""What people see: templates, static files, catalogs, the Folium map and the cartography."""
