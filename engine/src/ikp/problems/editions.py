"""Problems with editions."""

from ikp.problems.kind import Kind

EDITIONS: dict[str, Kind] = {
    "edition-unknown": Kind(
        {"en": "There is no edition {edition}.", "id": "Tidak ada edisi {edition}."},
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "edition-results-only": Kind(
        {
            "en": "Of the edition {edition} only results are published, so it cannot be computed.",
            "id": "Dari edisi {edition} hanya hasilnya yang terbit sehingga tidak dapat dihitung.",
        },
        {
            "en": "Read its results with `ikp published {edition}`.",
            "id": "Baca hasilnya dengan `ikp published {edition}`.",
        },
    ),
    "edition-level": Kind(
        {
            "en": "The edition {edition} has no results for the level {level}.",
            "id": "Edisi {edition} tidak memiliki hasil pada tingkat {level}.",
        },
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
    "alternative-unknown": Kind(
        {
            "en": "The edition {edition} has no alternative {alternative}.",
            "id": "Edisi {edition} tidak memiliki alternatif {alternative}.",
        },
        {"en": "Use one of: {known}.", "id": "Gunakan salah satu dari: {known}."},
    ),
}
