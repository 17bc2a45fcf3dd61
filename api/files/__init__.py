"""Files: pictures and documents by the hash of their content."""
