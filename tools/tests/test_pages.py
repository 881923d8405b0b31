from pathlib import Path

from tools.pages import stale, write


def test_a_page_is_written_once_and_then_current(tmp_path: Path) -> None:
    pages = {"docs/a.md": lambda: "# A\n", "docs/b.md": lambda: "# B\n"}
    assert write(tmp_path, pages) == ["docs/a.md", "docs/b.md"]
    assert write(tmp_path, pages) == []
    (tmp_path / "docs/a.md").write_text("# A, by hand\n")
    assert stale(tmp_path, pages) == ["docs/a.md"]
