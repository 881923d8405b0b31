from pathlib import Path

from tools.fences import Fence, fences


def test_blocks_have_language_title_and_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('# A\n\n```csv title="a.csv"\nunit\n```\n\ntext\n\n```sh\nikp check a.csv\n```\n')
    assert list(fences(page)) == [Fence("csv", "a.csv", "unit\n", 3), Fence("sh", "", "ikp check a.csv\n", 9)]
