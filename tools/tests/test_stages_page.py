from tools.stages_page import page


def test_the_page_holds_days_and_sources() -> None:
    said = page()
    campaign = "| 8 | Masa kampanye pemilu | Campaign | 2023-11-28 | 2024-02-10 | `campaign` | published |  |"
    assert campaign in said.splitlines()
    assert "PKPU 2/2024" in said
    assert "<https://" in said
