class GeometryError(ValueError):
    """A position or a size for which no answer would be true; `field` names the argument."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field
