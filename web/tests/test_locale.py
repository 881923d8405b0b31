"""Every text of the screen has its English, and the compiled file says what the readable one says."""

import re
from pathlib import Path

import ikpweb
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

FOLDER = Path(ikpweb.__file__).parent / "locale" / "en" / "LC_MESSAGES"


def test_no_text_lacks_its_english() -> None:
    with (FOLDER / "django.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    lacking = [message.id for message in catalogue if message.id and (not message.string or message.fuzzy)]
    assert lacking == []


def test_the_compiled_file_is_current() -> None:
    """Compile anew with ``pybabel compile -d web/src/ikpweb/locale -D django`` when this fails."""
    with (FOLDER / "django.po").open("rb") as readable, (FOLDER / "django.mo").open("rb") as compiled:
        said, kept = read_po(readable, locale="en"), read_mo(compiled)
    assert _texts(said) == _texts(kept)


def _texts(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    def whole(text: object) -> tuple[str, ...]:
        return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type] # a plural is a sequence

    def context(told: object) -> str:
        return told.decode() if isinstance(told, bytes) else str(told or "")  # read from .mo it is bytes

    return {
        (context(message.context), *whole(message.id)): whole(message.string) for message in catalogue if message.id
    }


def test_texts_of_drawings_have_their_english() -> None:
    """Drawings are templates that `makemessages` does not read: what they say was never looked for."""
    with (FOLDER / "django.po").open("rb") as file:
        known = {message.id for message in read_po(file, locale="en") if isinstance(message.id, str)}
    drawings = [each.read_text(encoding="utf-8") for each in Path(ikpweb.__file__).parent.rglob("templates/**/*.svg")]
    said = {text for drawing in drawings for text in re.findall(r'{% translate "([^"]+)"', drawing)}
    for drawing in drawings:
        for text in re.findall(r"{% blocktranslate [^%]*%}(.*?){% endblocktranslate %}", drawing):
            said.add(re.sub(r"{{ *(\w+) *}}", r"%(\1)s", text))
    assert said
    assert sorted(said - known) == []
