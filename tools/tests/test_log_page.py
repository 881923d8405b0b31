"""The page of the log is read from the services, and an action without words is found."""

from pathlib import Path

from tools.log_page import logged, page, wordless

_SERVICES = '''
from ikpweb.audit.services import audited, tell
from ikpweb.app import policies

@audited("thing.made", lambda code, **_: f"thing:{code}", allowed=lambda code, *, actor: policies.may_make(actor, code))
def make(code: str, *, actor) -> None:
    """Make a thing.

    More of it.
    """
    _count(code)
    tell(before=1)

def _count(code: str) -> None:
    tell(count=2)

@audited("thing.lost", lambda thing, **_: f"thing:{thing.pk}")
def lose(thing, *, actor) -> None:
    pass
'''
_WORDS = 'WORDS: Mapping[str, str] = {"thing.made": _("membuat benda"), "thing.lost": _("kehilangan benda")}\n'


def test_an_action_is_read_with_its_rule_and_what_is_told(tmp_path: Path) -> None:
    app = tmp_path / "web/src/ikpweb/app"
    app.mkdir(parents=True)
    (app / "services.py").write_text(_SERVICES)
    (app / "policies.py").write_text('def may_make(actor, code):\n    """Tell whether a head may make it."""\n')
    words = tmp_path / "web/src/ikpweb/accounts"
    words.mkdir()
    (words / "log_words.py").write_text(_WORDS.replace(', "thing.lost": _("kehilangan benda")', ""))
    lost, made = logged(tmp_path)
    assert (made.action, made.meaning, made.subject) == ("thing.made", "Make a thing.", "thing:‹code›")
    assert (made.who, set(made.told)) == ("a head may make it.", {"before", "count"})
    assert (lost.subject, lost.who, lost.told) == ("thing:‹thing›", "", ())
    assert wordless(tmp_path) == [
        "thing.lost: its service has no docstring.",
        "thing.lost: has no words in accounts/log_words.py.",
    ]


def test_the_page_names_every_action_of_the_platform() -> None:
    text = page()
    found = logged()
    assert len(found) > 150
    assert all(f"| `{each.action}` |" in text for each in found)
    assert "| `submission.saved` | " in text
    assert "menyimpan" in text
