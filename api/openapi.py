"""The description of the API says how errors are answered: as problem details (RFC 9457)."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

PROBLEM = "application/problem+json"
REPLACED = ("HTTPValidationError", "ValidationError")
"""What FastAPI would answer, and this service does not."""
HTTP_METHODS = {"get", "post", "put", "patch", "delete"}


class Problem(BaseModel):
    """What went wrong, in the language asked for; `field` names the value that is wrong."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    field: str | None = None
    reason: str | None = Field(default=None, description="For developers, in English.")


def describe_errors(app: FastAPI) -> None:
    """Put problem details into the description that the application gives of itself."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            _with_problems(plain())
        return plain()

    app.openapi = openapi  # type: ignore[method-assign]


def _with_problems(described: dict[str, Any]) -> None:
    schemas = described.setdefault("components", {}).setdefault("schemas", {})
    for name in REPLACED:
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    schema = {"$ref": "#/components/schemas/Problem"}
    answer = {
        "description": "What went wrong, as problem details (RFC 9457)",
        "content": {PROBLEM: {"schema": schema}},
    }
    for operations in described["paths"].values():
        for method, operation in operations.items():
            if method in HTTP_METHODS:
                operation["responses"].pop("422", None)
                operation["responses"] |= {"4XX": answer, "5XX": answer}
