"""Sealed texts: opened with the secret of today or the one before, by nothing else, and never the same twice."""

from typing import Any

import pytest
from ikpweb.accounts.sealing import SealError, seal, unseal


def test_a_sealed_text_comes_back_and_is_never_sealed_the_same_way(settings: Any) -> None:
    settings.SECRET_KEY = "one secret"  # noqa: S105
    first, second = seal("JBSWY3DPEHPK3PXP"), seal("JBSWY3DPEHPK3PXP")
    assert first != second
    assert "JBSWY3DP" not in first
    assert unseal(first) == unseal(second) == "JBSWY3DPEHPK3PXP"


def test_the_secret_before_opens_until_it_is_retired(settings: Any) -> None:
    settings.SECRET_KEY = "one secret"  # noqa: S105
    sealed = seal("text")
    settings.SECRET_KEY = "another secret"  # noqa: S105
    settings.SECRET_KEY_FALLBACKS = ["one secret"]
    assert unseal(sealed) == "text"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(SealError):
        unseal(sealed)


@pytest.mark.parametrize(
    "change", [lambda text: text[:-6] + "AAAA==", lambda text: text.removeprefix("a1:"), lambda _text: "a1:AA=="]
)
def test_what_was_changed_is_not_opened(change: Any) -> None:
    with pytest.raises((SealError, ValueError)):
        unseal(change(seal("a longer text to be changed")))
