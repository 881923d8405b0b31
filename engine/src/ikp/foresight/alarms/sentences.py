"""The sentences of an explanation, in both languages, and how numbers are written in them."""

from collections.abc import Mapping
from typing import Any

from ikp.problems.kind import Lang

__all__ = ["SENTENCES", "number", "sentence"]

#: By code: reasons why nothing can be said have the names of `REASONS`.
SENTENCES: Mapping[str, Mapping[Lang, str]] = {
    "above": {
        "en": "{place}, week of {day}, {kind}: {observed} reports; {expected} were expected, up to {upper} is usual.",
        "id": "{place}, minggu {day}, {kind}: {observed} laporan; diperkirakan {expected}, sampai {upper} masih biasa.",
    },
    "within": {
        "en": "{place}, week of {day}, {kind}: {observed} reports, which is not unusual; {expected} were expected, "
        "up to {upper} is usual.",
        "id": "{place}, minggu {day}, {kind}: {observed} laporan, tidak luar biasa; diperkirakan {expected}, "
        "sampai {upper} masih biasa.",
    },
    "what": {
        "en": "{place}, week of {day}, {kind}: {observed} reports; {expected} were expected.",
        "id": "{place}, minggu {day}, {kind}: {observed} laporan; diperkirakan {expected}.",
    },
    "silent": {
        "en": "{place}, week of {day}, {kind}: nothing can be said, because {reason}.",
        "id": "{place}, minggu {day}, {kind}: tidak ada yang dapat dikatakan, karena {reason}.",
    },
    "not-monitored": {"en": "the week was not watched", "id": "minggu itu tidak dipantau"},
    "short-history": {"en": "the history is too short", "id": "riwayatnya terlalu pendek"},
    "too-few": {"en": "there were too few reports to compare with", "id": "laporan pembandingnya terlalu sedikit"},
    "not-observed": {"en": "the week was not observed", "id": "minggu itu tidak teramati"},
    "not-converged": {"en": "the model found no solution", "id": "modelnya tidak menemukan penyelesaian"},
    "no-effort": {
        "en": "nobody said how many supervisors were at work",
        "id": "jumlah pengawas yang bertugas tidak diketahui",
    },
    "no-variation": {
        "en": "the weeks before were all alike, so that no usual spread is known",
        "id": "minggu-minggu sebelumnya sama semua, sehingga sebaran yang biasa tidak diketahui",
    },
    "chance": {
        "en": "When nothing is unusual, so many or more come in one of {times} such weeks.",
        "id": "Bila tidak ada yang luar biasa, sebanyak itu atau lebih datang sekali dalam {times} minggu seperti ini.",
    },
    "coming": {
        "en": "{known} have come so far; with those on their way it should be {mean}, between {low} and {high} with a "
        "probability of {level} %.",
        "id": "Sampai kini masuk {known}; dengan yang masih dalam perjalanan diperkirakan {mean}, antara {low} dan "
        "{high} dengan peluang {level} %.",
    },
    "complete": {"en": "All reports of this week have come.", "id": "Semua laporan minggu ini sudah masuk."},
    "alike": {
        "en": "About as many supervisors as usual were at work ({now}, usually {usual}).",
        "id": "Jumlah pengawas yang bertugas seperti biasa ({now}, biasanya {usual}).",
    },
    "more": {
        "en": "More supervisors than usual were at work ({now}, usually {usual}): more eyes see more.",
        "id": "Pengawas yang bertugas lebih banyak daripada biasanya ({now}, biasanya {usual}): lebih banyak mata "
        "melihat lebih banyak.",
    },
    "fewer": {
        "en": "Fewer supervisors than usual were at work ({now}, usually {usual}): fewer eyes see less.",
        "id": "Pengawas yang bertugas lebih sedikit daripada biasanya ({now}, biasanya {usual}): lebih sedikit mata "
        "melihat lebih sedikit.",
    },
    "counted": {
        "en": "What is expected takes this into account.",
        "id": "Perkiraan di atas sudah memperhitungkannya.",
    },
    "not-counted": {
        "en": "What is expected does not take this into account.",
        "id": "Perkiraan di atas belum memperhitungkannya.",
    },
    "around": {
        "en": "Of {n} neighbours, {above} had more than is usual as well: {names}.",
        "id": "Dari {n} daerah tetangga, {above} juga melampaui yang biasa: {names}.",
    },
    "calm": {
        "en": "Neighbours: none of {n} had more than is usual.",
        "id": "Tidak satu pun dari {n} daerah tetangga melampaui yang biasa.",
    },
    "alone": {"en": "No neighbours are known.", "id": "Daerah tetangganya tidak diketahui."},
    "before": {
        "en": "The {n} weeks before had, oldest first: {counts}.",
        "id": "Jumlah dalam {n} minggu sebelumnya, dari yang terlama: {counts}.",
    },
    "synthetic": {"en": "The data are made up (SINTETIS).", "id": "Datanya rekaan (SINTETIS)."},
    "not": {
        "en": "An alarm says that more was reported than was expected. It does not say that anybody broke a rule: "
        "reports are alleged until they are verified.",
        "id": "Alarm menyatakan bahwa laporan lebih banyak daripada perkiraan. Alarm tidak menyatakan bahwa ada yang "
        "melanggar: laporan adalah dugaan sampai diverifikasi.",
    },
}


def sentence(code: str, **fields: Any) -> Mapping[Lang, str]:
    """Fill in a sentence in both languages; a field may itself be a text in both."""
    languages: tuple[Lang, ...] = ("en", "id")
    return {
        lang: SENTENCES[code][lang].format(
            **{name: value[lang] if isinstance(value, Mapping) else value for name, value in fields.items()}
        )
        for lang in languages
    }


def number(value: float | None) -> Mapping[Lang, str]:
    """Write a number: whole ones without decimals, others with one, small ones with two digits that count."""
    if value is None:
        return {"en": "–", "id": "–"}
    english = f"{value:,.0f}" if value == round(value) else f"{value:,.1f}" if value >= 1 else f"{value:.2g}"
    return {"en": english, "id": english.translate(str.maketrans(",.", ".,"))}
