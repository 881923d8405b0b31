"""What a page loads by itself is told from what it links to."""

from pathlib import Path

import pytest

from tools.offline import loaded_from_outside


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<img src="//cdn.example/x.png">',
        '<link rel="stylesheet" href="https://fonts.example/css">',
        '<link href="https://fonts.example" rel="preconnect" crossorigin>',
        '<pre class="mermaid"><code>graph LR</code></pre>',
    ],
)
def test_what_is_loaded_from_outside_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.html").write_text(text)
    (found,) = loaded_from_outside(tmp_path)
    assert found.startswith("a.html: loads ")


@pytest.mark.parametrize("text", ["a{background:url(https://x.example/i.png)}", "@import 'https://x.example/b.css';"])
def test_style_sheets_are_read_too(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.css").write_text(text)
    assert len(loaded_from_outside(tmp_path)) == 1


def test_links_and_own_files_pass(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="https://example.org">source</a><script src="../a.js"></script><link rel="canonical" href="https://x.example">'
    )
    (tmp_path / "a.css").write_text("a{background:url(data:image/svg+xml;base64,AA)}")
    assert loaded_from_outside(tmp_path) == []
