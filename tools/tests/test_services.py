"""The check of services finds what would change something unseen."""

from pathlib import Path

import pytest

from tools.services import EXCEPTIONS, unaudited, written_elsewhere

ROOT = Path(__file__).resolve().parents[2]


def tree(folder: Path, name: str, text: str) -> Path:
    path = folder / "web/src/ikpweb/app" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    "line",
    [
        "Thing.objects.create(a=1)",
        "Thing.objects.filter(a=1).update(b=2)",
        "Thing.objects.all().delete()",
        "person.things.filter(a=1).delete()",
        "Thing.objects.bulk_create([])",
        "Thing.objects.get_or_create(a=1)",
        "thing.save(update_fields=['a'])",
        "Thing(a=1).save(force_insert=True)",
    ],
)
def test_a_write_outside_of_services_is_found(tmp_path: Path, line: str) -> None:
    root = tree(tmp_path, "views.py", f"def view(request):\n    {line}\n")
    assert written_elsewhere(root, {}) == [
        "web/src/ikpweb/app/views.py:2: writes rows. Let a service of the app do it."
    ]
    assert written_elsewhere(tree(tmp_path, "views.py", ""), {}) == []
    for place in ("services.py", "services/things.py", "migrations/0001_first.py"):
        assert written_elsewhere(tree(tmp_path, place, f"def do():\n    {line}\n"), {}) == []


@pytest.mark.parametrize("line", ["told.update(a=1)", "storage.delete('name')", "form.save()", "factory.create()"])
def test_what_only_sounds_like_a_write_is_let_be(tmp_path: Path, line: str) -> None:
    assert written_elsewhere(tree(tmp_path, "views.py", f"def view():\n    {line}\n"), {}) == []


def test_an_exception_needs_something_to_except(tmp_path: Path) -> None:
    root = tree(tmp_path, "models.py", "class A:\n    def make(self):\n        A.objects.create()\n")
    assert written_elsewhere(root, {"app/models.py": "why"}) == []
    assert written_elsewhere(root, {"app/models.py": "why", "app/other.py": "why"}) == [
        "tools/services.py: app/other.py writes nothing; take it out of EXCEPTIONS."
    ]


AUDITED = "@audited('a.b', lambda **_: 'a')\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("def do(*, actor):\n    pass\n", "without @audited"),
        ("def do():\n    Thing.objects.create()\n", "without @audited"),
        (AUDITED + "def do(actor):\n    pass\n", "takes no"),
        (AUDITED + "def do(*, actor):\n    Thing.objects.create()\n", ""),
        ("def digest():\n    return 1\n", ""),
        ("__all__ = ['do']\n" + AUDITED + "def do(*, actor):\n    _do()\ndef _do():\n    Thing.objects.create()\n", ""),
        ("__all__ = ['other']\ndef do(*, actor):\n    pass\n", ""),
    ],
)
@pytest.mark.parametrize(
    ("place", "view"),
    [
        ("services.py", ""),
        ("services/things.py", "from ikpweb.app.services.things import do, digest\n"),
        ("services/things.py", "from ikpweb.app.services import things\n"),
        ("services/things.py", "from ikpweb.app.services import do, digest\n"),
    ],
)
def test_a_service_is_audited_and_takes_its_actor_by_name(
    tmp_path: Path, text: str, found: str, place: str, view: str
) -> None:
    tree(tmp_path, place, text)
    if place != "services.py":
        tree(tmp_path, "services/__init__.py", "from ikpweb.app.services.things import digest, do\n")
    errors = unaudited(tree(tmp_path, "views.py", view), {})
    assert bool(errors) == bool(found)
    assert all(found in error for error in errors)


def test_a_part_that_only_services_call_is_none_by_itself(tmp_path: Path) -> None:
    tree(tmp_path, "services/things.py", "def part(*, actor):\n    Thing.objects.create()\n")
    tree(tmp_path, "services/others.py", "from ikpweb.app.services.things import part\n")
    assert unaudited(tmp_path, {}) == []
    assert unaudited(tree(tmp_path, "views.py", "from ikpweb.app.services.things import part\n"), {}) != []


def test_the_reasons_of_exceptions_are_given() -> None:
    assert all(len(why) > 20 for why in EXCEPTIONS.values())


def test_the_platform_keeps_the_rules() -> None:
    assert written_elsewhere(ROOT) + unaudited(ROOT) == []
