"""The page of an audit: its sentences, and what it draws."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from engine.tests.uncertainty.coherence.test_assessment import AUDIT
from ikp.cli.audit import tables
from ikp.cli.language import LANGS, speak
from ikp.cli.report.assessment import render_audit, sentence
from ikp.cli.report.page import Context
from ikp.cli.text import TEXT
from ikp.uncertainty.coherence import Finding
from ikp.uncertainty.coherence.correlation import CorrelationFlag
from ikp.uncertainty.coherence.factors import FactorStatus
from ikp.uncertainty.coherence.judging import FindingKind

pytestmark = pytest.mark.extras


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", get_args(FindingKind))
def test_every_kind_of_finding_has_a_sentence(lang: str, kind: FindingKind) -> None:
    speak(lang)  # type: ignore[arg-type]
    said = sentence(Finding(kind, "A", "sedang", 0.5, 2.0), {"A": "A Alpha"})
    assert said.endswith(".")
    assert "{" not in said
    speak("en")


def test_numbers_of_a_finding_are_written_as_what_they_are() -> None:
    assert "weighs 20 % in X and counts 42 %" in sentence(Finding("louder", "A", "X", 0.42, 0.2), {})
    assert "34 units for 61 indicators" in sentence(Finding("few_units", value=34, limit=61), {})
    assert "96 % of the units are in one category, medium" in sentence(Finding("one_class", "X", "sedang", 0.96), {})


def test_every_flag_and_status_has_a_word() -> None:
    assert all(f"flag.{flag}" in TEXT for flag in get_args(CorrelationFlag))
    assert all(f"model.{status}" in TEXT for status in get_args(FactorStatus))


def test_names_from_outside_are_escaped_and_made_up_data_are_labelled() -> None:
    context = Context("<b>Index</b>", "", "indicators", "ikp assess", datetime(2026, 11, 24, tzinfo=UTC))
    page = render_audit(AUDIT, tables(AUDIT), context, 50)
    assert "<b>Index" not in page
    assert "&lt;b&gt;Index" in page
    assert "SINTETIS" in page
    # Nine indicators, three groups and the index: two heat maps, two screes, weights, leaving out, categories.
    assert page.count("<figure>") == 7
