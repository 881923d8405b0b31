"""Problems with a release in another form: what the form lacks, and what it cannot hold."""

from ikp.problems.kind import Kind

EXPORTING: dict[str, Kind] = {
    "export-needs": Kind(
        {"en": "The form {form} needs {option}.", "id": "Bentuk {form} memerlukan {option}."},
        {"en": "Give it; ikp export --help says what it is.", "id": "Berikan; ikp export --help menjelaskannya."},
    ),
    "export-level": Kind(
        {
            "en": "The release has no level {level}; it has {known}.",
            "id": "Rilis ini tidak memuat tingkat {level}; yang ada: {known}.",
        },
        {"en": "Name one of those with --level.", "id": "Sebutkan salah satunya dengan --level."},
    ),
    "export-shapes": Kind(
        {
            "en": "None of the shapes belongs to a unit of the level {level}.",
            "id": "Tidak satu pun bentuk itu milik daerah pada tingkat {level}.",
        },
        {
            "en": "Give shapes of this level, with the codes of the release's registry.csv.",
            "id": "Berikan bentuk untuk tingkat ini, dengan kode seperti dalam registry.csv rilis.",
        },
    ),
    "export-geojson": Kind(
        {
            "en": "{path} is no GeoJSON collection of features ({detail}).",
            "id": "{path} bukan kumpulan fitur GeoJSON ({detail}).",
        },
        {
            "en": "Each feature carries the code of its unit as the property code or unit, or as its id.",
            "id": "Setiap fitur memuat kode daerahnya sebagai properti code atau unit, atau sebagai id.",
        },
    ),
    "export-cells": Kind(
        {
            "en": "{path} does not say where hexagons stand ({detail}).",
            "id": "{path} tidak menyebut letak segi enam ({detail}).",
        },
        {
            "en": "Give a CSV with the columns code, column and row, whole numbers in the last two.",
            "id": "Berikan CSV dengan kolom code, column, dan row; dua yang terakhir bilangan bulat.",
        },
    ),
    "export-codes": Kind(
        {
            "en": "The codes {one} and {other} become the same code in SDMX, which knows letters, digits, "
            "_, @, $ and - only.",
            "id": "Kode {one} dan {other} menjadi kode yang sama dalam SDMX, yang hanya mengenal huruf, angka, "
            "_, @, $, dan -.",
        },
        {"en": "Use another form, such as csv or parquet.", "id": "Pakai bentuk lain, misalnya csv atau parquet."},
    ),
}
