"""Why nothing can be said about a series, in sentences."""

from collections.abc import Mapping
from typing import Any

__all__ = ["REASONS", "problems_of"]

REASONS: Mapping[str, Mapping[str, str]] = {
    "short-history": {
        "id": "Riwayatnya terlalu pendek untuk menyebut apa yang biasa.",
        "en": "The history is too short to say what is usual.",
    },
    "too-few": {
        "id": "Laporannya terlalu sedikit untuk alarm.",
        "en": "There are too few reports for an alarm.",
    },
    "not-observed": {"id": "Minggu itu tidak teramati.", "en": "The week was not observed."},
    "not-converged": {
        "id": "Modelnya tidak menemukan jawaban untuk deret ini.",
        "en": "The model found no answer for this series.",
    },
    "no-effort": {
        "id": "Jumlah pengawas minggu itu tidak diketahui, sehingga tidak diperhitungkan.",
        "en": "The number of supervisors of the week is unknown, so it is not taken into account.",
    },
    "no-variation": {
        "id": "Minggu-minggu sebelumnya semua sama, sehingga yang tidak biasa tak dapat diukur.",
        "en": "The weeks before are all the same, so the unusual cannot be measured.",
    },
    "no-reports": {
        "id": "Belum pernah ada laporan, sehingga jeda pelaporannya tidak diketahui.",
        "en": "There has never been a report, so the reporting delay is unknown.",
    },
    "nothing-yet": {
        "id": "Belum ada laporan minggu itu, dan tingkat biasanya tidak diketahui.",
        "en": "Nothing has come of the week yet, and the usual level is unknown.",
    },
    "stage-new": {
        "id": "Tahapan ini belum pernah terjadi dalam riwayatnya, sehingga dibandingkan dengan semua minggu.",
        "en": "This stage has not been seen in the history, so all weeks are what it is compared with.",
    },
    "unbounded": {
        "id": "Yang masih akan datang tidak dapat dibatasi dengan jeda sepanjang ini.",
        "en": "What is still to come cannot be bounded with a delay this long.",
    },
}


def problems_of(numbers: Mapping[str, int], about: str) -> list[dict[str, Any]]:
    """Give sentences for reasons, and of how many series they hold.

    Parameters
    ----------
    about : {'alarms', 'nowcast'}
    """
    return [
        {"code": code, "about": about, "count": number, **REASONS.get(code, {"id": code, "en": code})}
        for code, number in numbers.items()
    ]
