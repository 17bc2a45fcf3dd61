class ImportRejected(Exception):
    """A file that cannot be imported; the message says what is wrong and where. Nothing changed."""
