"""Changes: a row for each statement that changed what visitors see, written by the database."""
