"""Static files are collected when they changed, and whole."""

from pathlib import Path

from django.conf import settings
from ikpweb.kit.assets import collect_static


def test_static_files_are_collected_once() -> None:
    folder = Path(settings.STATIC_ROOT)
    stamp = folder / ".collected"
    stamp.unlink(missing_ok=True)
    assert collect_static()
    assert (folder / "staticfiles.json").is_file()
    assert list((folder / "portal").glob("portal.*.css.br"))
    assert not collect_static()
    # Whoever was killed while collecting has left no stamp; another version leaves another one.
    stamp.write_text("0" * 64, encoding="ascii")
    assert collect_static()
