"""What sources say becomes rows of ours: matched, merged, changed, retired, never over a person.

An import fills a temporary table `incoming_place` or `incoming_institution`; the statements here
compare it with what is there, in the import's own transaction.
"""
