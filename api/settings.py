"""The settings of one deployment, read from the environment once and passed in."""

from enum import StrEnum
from pathlib import Path
from typing import Literal

import limits
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.cluster import default_state_folder

CHECKOUT = Path(__file__).resolve().parent.parent


class Environment(StrEnum):
    development = "development"
    production = "production"


class Settings(BaseSettings):
    """Everything that differs from one deployment to the next; the README has the table."""

    model_config = SettingsConfigDict(
        env_prefix="NAERHED_", env_ignore_empty=True, populate_by_name=True, extra="ignore"
    )

    env: Environment = Environment.development
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    owner_database_url: str | None = None
    render_database_url: str | None = None
    private_cluster: bool | None = None
    files: str | None = None
    state: Path = Field(default_factory=lambda: default_state_folder(CHECKOUT))
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="PORT")
    public_url: str | None = None
    locale: Literal["da", "en"] = "da"
    owner: str | None = None
    contact: str | None = None
    accessibility_url: str | None = None
    privacy_url: str | None = None
    render_processes: int = Field(default=2, ge=1, le=64)
    tile_cache_max_bytes: int = Field(default=2_000_000_000, ge=0)
    search_limit: str = "600/minute"
    circle_limit: str = "600/minute"
    overpass_url: str = "https://overpass-api.de/api/interpreter"

    @field_validator("database_url", "owner_database_url", "render_database_url")
    @classmethod
    def _name_the_driver(cls, url: str | None) -> str | None:
        """Accept the URL that a hosting service hands out; psycopg 3 is what we speak."""
        if url is None:
            return None
        for scheme in ("postgres://", "postgresql://"):
            if url.startswith(scheme):
                return "postgresql+psycopg://" + url.removeprefix(scheme)
        return url

    @field_validator("search_limit", "circle_limit")
    @classmethod
    def _is_a_limit(cls, limit: str) -> str:
        limits.parse(limit)
        return limit

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, url: str | None) -> str | None:
        return url.rstrip("/") if url else None

    @property
    def uses_private_cluster(self) -> bool:
        """Whether this deployment runs its own PostGIS, because no server was named."""
        return self.database_url is None

    @property
    def may_use_private_cluster(self) -> bool:
        """Production has to say so itself: data there belongs on a server with a backup."""
        if self.private_cluster is not None:
            return self.private_cluster
        return self.env is not Environment.production
