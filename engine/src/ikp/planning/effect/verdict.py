"""What may be said of an effect, in words that the head of an office understands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ikp.planning.effect.staggered import Effect

__all__ = ["Lang", "Reason", "Verdict", "verdict"]

Lang = Literal["id", "en"]
#: Why it cannot be told; the first that holds is said.
Reason = Literal[
    "method-changed", "no-start", "no-comparison", "no-before", "few", "chosen", "ran-apart", "includes-none", ""
]

_SENTENCES: Mapping[str, Mapping[Lang, str]] = {
    "method-changed": {
        "id": "Tidak dapat disimpulkan: cara mengukur berubah di antara kedua waktu, sehingga perubahan angka dapat "
        "berasal dari caranya.",
        "en": "Cannot be told from this: the way of measuring changed in between, so that the figures may differ "
        "because of it alone.",
    },
    "no-start": {
        "id": "Tidak dapat disimpulkan: tidak ada daerah yang mulai menjalankan program ini di antara waktu-waktu yang "
        "diamati.",
        "en": "Cannot be told from this: no unit began this programme between the times that are looked at.",
    },
    "no-comparison": {
        "id": "Tidak dapat disimpulkan: tidak ada daerah tanpa program ini untuk dibandingkan.",
        "en": "Cannot be told from this: there is no unit without the programme to compare with.",
    },
    "no-before": {
        "id": "Tidak dapat disimpulkan: tidak diketahui apakah daerah-daerah ini bergerak serupa sebelum program "
        "dimulai.",
        "en": "Cannot be told from this: it is not known whether these units moved alike before the programme began.",
    },
    "few": {
        "id": "Tidak dapat disimpulkan: daerahnya terlalu sedikit untuk membedakan program dari kebetulan.",
        "en": "Cannot be told from this: too few units to tell the programme from chance.",
    },
    "chosen": {
        "id": "Tidak dapat disimpulkan: daerah tampaknya dipilih menurut nilainya, dan nilai yang ekstrem kembali "
        "dengan sendirinya. Program yang dibagikan dengan undian dapat menjawabnya.",
        "en": "Cannot be told from this: units seem to have been chosen by their values, and extreme values come "
        "back by themselves. A programme dealt out by lottery could tell.",
    },
    "ran-apart": {
        "id": "Tidak dapat disimpulkan: sebelum program dimulai pun daerah-daerah ini sudah bergerak berbeda.",
        "en": "Cannot be told from this: these units moved apart before the programme began.",
    },
    "includes-none": {
        "id": "Tidak terbukti ada perubahan: rentangnya mencakup nol. Itu tidak membuktikan bahwa program tidak "
        "berguna.",
        "en": "No change is shown: the interval includes none. That does not prove the programme to be useless.",
    },
    "lower": {
        "id": "Lebih rendah daripada di daerah pembanding, lebih dari yang biasa terjadi karena kebetulan. Sebab lain "
        "yang muncul bersamaan dengan program tidak dapat dikesampingkan.",
        "en": "Lower than in the units it is compared with, by more than chance usually does. Another cause that came "
        "together with the programme cannot be excluded.",
    },
    "higher": {
        "id": "Lebih tinggi daripada di daerah pembanding, lebih dari yang biasa terjadi karena kebetulan. Program "
        "dapat pula membuat lebih banyak hal dilaporkan.",
        "en": "Higher than in the units it is compared with, by more than chance usually does. A programme can also "
        "make more be reported.",
    },
}
#: Below, units are taken to have moved apart before the start.
_APART = 0.1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said: ``cannot-tell``, ``none-shown``, ``lower`` or ``higher``, and why."""

    said: Literal["cannot-tell", "none-shown", "lower", "higher"]
    reason: Reason

    def sentence(self, lang: Lang) -> str:
        return _SENTENCES[self.reason or self.said][lang]


def verdict(
    effect: Effect | None,
    *,
    ahead: float | None,
    method_changed: bool = False,
    compared: int = 0,
    began: int = 1,
    chosen: bool = False,
) -> Verdict:
    """Judge an estimate.

    Parameters
    ----------
    effect : Effect or None
        None where none could be estimated.
    ahead : float or None
        Probability of the test that units moved alike before the start; None where it could not be tested.
    method_changed : bool
        Whether the outcome was measured by another method in some period: then nothing can be told.
    compared : int
        Units without the programme.
    began : int
        Units that began after the first period.
    chosen : bool
        Whether units seem to have been chosen by their values, without a lottery.
    """
    reasons: tuple[tuple[bool, Reason], ...] = (
        (method_changed, "method-changed"),
        (began < 1, "no-start"),
        (compared < 1, "no-comparison"),
        (effect is None or ahead is None, "no-before"),
        (effect is not None and not effect.error > 0, "few"),
        (chosen, "chosen"),
        (ahead is not None and ahead < _APART, "ran-apart"),
    )
    why: Reason = next((reason for holds, reason in reasons if holds), "")
    if why or effect is None:
        return Verdict("cannot-tell", why)
    if effect.low <= 0 <= effect.high:
        return Verdict("none-shown", "includes-none")
    return Verdict("lower" if effect.value < 0 else "higher", "")
