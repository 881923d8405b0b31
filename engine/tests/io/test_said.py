from ikp.io.said import Said


def test_sentences_come_in_both_languages() -> None:
    said = Said("separator", {"name": {"en": "semicolons", "id": "titik koma"}})
    assert said.sentence() == "The columns are separated by semicolons."
    assert said.sentence("id") == "Kolom dipisahkan oleh titik koma."
    assert Said("decimal-comma", {"cell": "88,95"}).sentence("id") == "Desimal ditulis dengan koma, seperti 88,95."
