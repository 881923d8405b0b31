"""Sentences are compared in Indonesian, whatever language the test before left."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with override("id"):
        yield
