from sqlmodel import Field

from api.database import OwnedRow


class StoredFile(OwnedRow, table=True):
    """A file in the file store; its name there is its SHA-256, so equal files are one."""

    __tablename__ = "stored_file"

    sha256: str = Field(unique=True, max_length=64)
    media_type: str = Field(max_length=100)
    size_bytes: int = Field(ge=0)
