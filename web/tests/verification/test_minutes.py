"""The berita acara: the same bytes for the same sign-off, readable by a machine, sealed."""

import contextlib
import re
from pathlib import Path

import pypdfium2
import pytest
from django.utils import translation
from ikpweb.collection.evidence.storage import key_of, sealed
from ikpweb.collection.models import Event
from ikpweb.collection.transitions import Move
from ikpweb.verification import minutes
from ikpweb.verification.minutes import minutes_of, open_minutes
from ikpweb.verification.models import SignOff
from ikpweb.verification.services import decide, decide_many, sign_off

from web.tests.collecting import codes, filled, opened
from web.tests.factories import member, person

pytestmark = pytest.mark.django_db
#: Typst's own signs, in a name that somebody may well give themselves.
NAME = '#panic("x") $a$ *Hadi* "Ketua" \\ <b>'


def signed(*, training: bool = True) -> SignOff:
    cycle = opened(training=training)
    member("head", "15.71", who=person(name="Dewi Anggraini"))
    submission, (key,) = filled(cycle, member("enterer", "15.71"))
    vera = member("verifier", "15")
    decide_many(submission, dict.fromkeys(codes(cycle), 1), actor=vera)
    event = Event.objects.select_related("submission__office").get(pk=key)
    decide(event, Move.REJECT, reason="Kejadian ini di luar masa putaran.", seen_revision=1, actor=vera)
    return sign_off(submission, actor=member("head", "15", who=person(name=NAME)))


def text_of(content: bytes) -> str:
    with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
    return " ".join(" ".join(found).split())


def test_it_says_who_what_and_how_much() -> None:
    made = signed()
    text = text_of(open_minutes(made))
    for told in (
        "BERITA ACARA",
        "Bawaslu Kota Jambi",
        "BAWASLU PROVINSI JAMBI",
        "Dewi Anggraini",
        made.submission.cycle.edition.title_id,
        "Dari 62 isian (pernyataan dan kejadian), 61 diterima dan 1 ditolak",
        "Jumlah 60 1 0 0 0 0 1",
        made.digest,
        made.submission.cycle.form_digest,
    ):
        assert told in text, told


def test_what_people_typed_is_never_markup() -> None:
    assert NAME in text_of(open_minutes(signed()))


def test_a_training_cycle_says_so_and_a_real_one_does_not() -> None:
    assert "SINTETIS" in text_of(open_minutes(signed()))


def test_a_real_cycle_is_not_called_made_up() -> None:
    assert "SINTETIS" not in text_of(open_minutes(signed(training=False)))


def test_the_same_sign_off_gives_the_same_bytes_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are written in the language of the country: an English one's have no word of Indonesian around names."""
    made = signed()
    first = minutes_of(made)
    with translation.override("en"):
        assert minutes_of(SignOff.objects.get(pk=made.pk)) == first == open_minutes(made)
    monkeypatch.setattr(minutes, "_LANGUAGE", "en")
    text = text_of(minutes_of(made))
    assert "Of 62 items (declarations and events), 61 were accepted and 1 rejected" in text
    found = re.search(r"\b(isian|dan|yang|kejadian|putaran|sidik|revisi|tanggal|Jumlah|Nomor)\b", text)
    assert found is None, found


def test_it_is_tagged_for_screen_readers_and_carries_its_fonts() -> None:
    content = open_minutes(signed())
    with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
        assert document.is_tagged()
        assert document.get_metadata_value("Title") == "Berita Acara Pengesahan Isian Bawaslu Kota Jambi"
        assert len(document) == 1
    assert b"pdfuaid" in content
    assert b"/FontFile3" in content or b"/FontFile2" in content


def test_what_was_altered_in_the_storage_is_not_handed_out() -> None:
    made = signed()
    path = Path(sealed().path(key_of(made.minutes)))  # type: ignore[attr-defined] # a folder in tests
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"%")
    with pytest.raises(ValueError, match="something else"):
        open_minutes(made)
    path.unlink()
