"""What goes wrong with the private cluster, in words that say the way out."""


class ClusterError(Exception):
    """The private cluster cannot be used; the message says why and what to do."""
