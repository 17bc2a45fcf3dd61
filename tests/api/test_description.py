"""The API answers as its description says, whatever a program asks (Schemathesis)."""

from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.settings import Settings
from tests.browser.conftest import serving

EXAMPLES = 40
JUDGED_BY_THE_SERVICE = positive_data_acceptance
"""A box whose west lies east, an id that is not there: no schema can say it, 422 does."""


def test_errors_are_described_as_problem_details(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()

    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            assert "application/problem+json" in answers["4XX"]["content"], (method, path)
            assert "422" not in answers
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_schemathesis_finds_nothing(served_settings: Settings) -> None:
    with serving(served_settings) as url:
        schema = schemathesis.openapi.from_url(f"{url}/api/openapi.json")
        operations = [found.ok() for found in schema.get_all_operations()]
        for operation in operations:
            ask(operation)

    assert operations


def ask(operation: Any) -> None:
    """Everything that the description allows, and much that it does not."""

    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def answered_as_described(case: Case) -> None:
        case.call_and_validate(excluded_checks=[JUDGED_BY_THE_SERVICE])

    answered_as_described()
