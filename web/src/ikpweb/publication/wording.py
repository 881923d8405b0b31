"""What a release says in words: how it was computed, and what changed. Both languages, from the figures alone."""

from ikpweb.publication.models import Detail, Release

__all__ = ["changes_of", "method_of"]

_LABEL = "**SINTETIS** – data buatan untuk latihan. **SYNTHETIC** – made-up data for training.\n\n"


def method_of(release: Release) -> str:
    """Write METHOD.md."""
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
    return (
        "# Metode / Method\n\n"
        f"{_LABEL if release.synthetic else ''}"
        f"Edisi {release.edition_id}, putaran {cycle.pk} ({cycle.period_from:%Y-%m-%d} – {cycle.period_to:%Y-%m-%d}), "
        f"daftar wilayah per {cycle.registry_date:%Y-%m-%d}. Hanya isian yang diterima verifikasi yang dihitung. "
        f"{inputs[0]} Konstruksi dan resep dengan semua batas ada di `method/`.\n\n"
        f"Edition {release.edition_id}, cycle {cycle.pk} ({cycle.period_from:%Y-%m-%d} – {cycle.period_to:%Y-%m-%d}), "
        f"registry of {cycle.registry_date:%Y-%m-%d}. Only items that were accepted by verification count. "
        f"{inputs[1]} Framework and recipe with all bounds are in `method/`.\n"
    )


def changes_of(release: Release) -> str:
    """Write CHANGES.md: every version, the newest first."""
    lines: list[str] = []
    each: Release | None = release
    while each is not None:
        lines.append(f"## {each.name}\n\n{each.changes.strip()}\n")
        each = each.previous
    return "# Perubahan / Changes\n\n" + "\n".join(lines)
