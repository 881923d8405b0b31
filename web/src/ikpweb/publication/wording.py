"""What a release says in words: how it was computed, and what changed. Both languages, from the figures alone."""

from ikpweb.kit.country import country
from ikpweb.publication.models import Detail, Release

__all__ = ["changes_of", "method_of"]

_LABEL = ("**SINTETIS** – data buatan untuk latihan.", "**SYNTHETIC** – made-up data for training.")


def method_of(release: Release, hidden: int = 0) -> str:
    """Write METHOD.md; `hidden` counts of evidence were too small to give out."""
    cycle = release.computation.cycle
    inputs = {
        Detail.INDICATORS: (
            "Masukan diberikan per indikator.",
            "Inputs are given per indicator.",
        ),
        Detail.DIMENSIONS: (
            "Yang di bawah dimensi tidak diterbitkan; hitung ulang dimulai dari skor dimensi.",
            "What is below the dimensions is not published; a replay begins with the scores of the dimensions.",
        ),
    }[Detail(release.detail)]
    period = f"{cycle.period_from:%Y-%m-%d} – {cycle.period_to:%Y-%m-%d}"
    told = (
        (
            f"Edisi {release.edition_id}, putaran {cycle.pk} ({period}), "
            f"daftar wilayah per {cycle.registry_date:%Y-%m-%d}. Hanya isian yang diterima verifikasi yang dihitung. "
            f"{inputs[0]} Konstruksi dan resep dengan semua batas ada di `method/`.\n\n"
        ),
        (
            f"Edition {release.edition_id}, cycle {cycle.pk} ({period}), "
            f"registry of {cycle.registry_date:%Y-%m-%d}. Only items that were accepted by verification count. "
            f"{inputs[1]} Framework and recipe with all bounds are in `method/`.\n\n"
        ),
    )
    head = " / ".join(_spoken(("Metode", "Method")))
    label = f"{' '.join(_spoken(_LABEL))}\n\n" if release.synthetic else ""
    return f"# {head}\n\n{label}{''.join(_spoken(told))}{_given_out(release, hidden)}"


def _spoken(texts: tuple[str, str]) -> list[str]:
    """Give of a text in Indonesian and English what the country speaks."""
    return [text for language, text in zip(("id", "en"), texts, strict=True) if language in country().languages]


def _given_out(release: Release, hidden: int) -> str:
    """Say what is not published, so that nobody takes a gap for a zero."""
    least = release.smallest
    if not least:
        told = "Jumlah bukti tidak diterbitkan.", "Counts of evidence are not published."
    else:
        # Where values of indicators are published too, who knows the grades can guess a small count.
        values = release.detail == Detail.INDICATORS
        more = ("; nilai indikatornya tetap diterbitkan", "; the values of those indicators are published all the same")
        beside = more if values else ("", "")
        told = (
            f"Jumlah bukti di bawah {least} disembunyikan ({hidden} sel){beside[0]}.",
            f"Counts of evidence below {least} are hidden ({hidden} cells){beside[1]}.",
        )
    said = (
        f"{told[0]} Nama orang, uraian, dan tempat kejadian tidak pernah diterbitkan.\n",
        f"{told[1]} Names of people, narratives and places of events are never published.\n",
    )
    return "\n".join(_spoken(said))


def changes_of(release: Release) -> str:
    """Write CHANGES.md: every version, the newest first."""
    lines: list[str] = []
    each: Release | None = release
    while each is not None:
        lines.append(f"## {each.name}\n\n{each.changes.strip()}\n")
        each = each.previous
    return f"# {' / '.join(_spoken(('Perubahan', 'Changes')))}\n\n" + "\n".join(lines)
