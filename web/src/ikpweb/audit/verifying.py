"""Finding whether anybody rewrote the log: every chain, every checkpoint, and what others kept.

Nothing is stopped at: all findings come, each naming the chain and the entry.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from ikpweb.audit import seals
from ikpweb.audit.chain import GENESIS, is_unchanged, is_written_by_number
from ikpweb.audit.checkpoints import heads_at, seal_of
from ikpweb.audit.models import Checkpoint, Cosignature, Entry
from ikpweb.audit.seals import Head, Heads, Seal

__all__ = ["Finding", "compared", "describe_older_form", "find_changed_lately", "verified"]


@dataclass(frozen=True)
class Finding:
    """What does not hold: a short word for its kind, where, and the sentence."""

    kind: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind:10} {self.where}: {self.text}"


def verified(public: Mapping[str, str]) -> Iterator[Finding]:
    """Check all chains, all checkpoints and all cosignatures; `public` are the keys that may sign checkpoints."""
    ends: dict[str, Head] = {}
    entries = Entry.objects.order_by("stream", "number").iterator(chunk_size=2000)
    for stream, chain in groupby(entries, key=lambda entry: entry.stream):
        yield from _chain(stream, chain, ends)
    yield from _checkpoints(public)
    last = Checkpoint.objects.order_by("-number").values_list("number", flat=True).first()
    if last:
        yield from _against(heads_at(last), _("titik periksa %(number)s") % {"number": last}, ends)
    for cosignature in Cosignature.objects.select_related("checkpoint").iterator():
        yield from _cosignature(cosignature)


def describe_older_form() -> str:
    """Say how many acceptances of provinces hold only by the older digest; empty where there are none."""
    accepted = Entry.objects.filter(action="province.accepted").iterator(chunk_size=500)
    number = sum(is_written_by_number(entry) for entry in accepted)
    if not number:
        return ""
    text = _("%(number)s entri jejak audit: penerimaan provinsi dalam bentuk lama (urut nomor); isinya utuh.")
    return text % {"number": number}


def find_changed_lately(number: int) -> tuple[int, list[Finding]]:
    """Check the last `number` entries of all chains together; the count looked at, and those changed since.

    Quick enough for a look at the whole platform; the check from the beginning is `verified`.
    """
    entries = list(Entry.objects.order_by("-id")[:number])
    changed = [_report_changed(entry) for entry in entries if not is_unchanged(entry)]
    return len(entries), changed


def _report_changed(entry: Entry) -> Finding:
    written = {"action": entry.action, "at": f"{entry.at:%Y-%m-%d %H:%M}"}
    text = _("%(action)s dari %(at)s UTC diubah setelah ditulis.") % written
    return Finding("changed", f"{entry.stream} {entry.number}", text)


def _chain(stream: str, chain: Iterable[Entry], ends: dict[str, Head]) -> Iterator[Finding]:
    number, previous = 0, GENESIS
    for entry in chain:
        where = f"{stream} {entry.number}"
        if entry.number != number + 1:
            lost = {"first": number + 1, "last": entry.number - 1}
            yield Finding("gap", where, _("entri %(first)s sampai %(last)s sebelumnya hilang.") % lost)
        elif entry.previous != previous:
            yield Finding("order", where, _("tidak menyambung pada entri sebelumnya."))
        if not is_unchanged(entry):
            yield _report_changed(entry)
        number, previous = entry.number, entry.digest
    ends[stream] = (number, previous)


def _checkpoints(public: Mapping[str, str]) -> Iterator[Finding]:
    number, previous, heads = 0, GENESIS, dict[str, Head]()
    for each in Checkpoint.objects.order_by("number").iterator(chunk_size=500):
        where, seal = f"checkpoint {each.number}", seal_of(each)
        if each.number != number + 1:
            yield Finding("gap", where, _("titik periksa mulai %(first)s sebelumnya hilang.") % {"first": number + 1})
        elif each.previous != previous:
            yield Finding("order", where, _("tidak menyambung pada titik periksa sebelumnya."))
        heads = {} if each.whole else heads
        heads |= {stream: (end[0], end[1]) for stream, end in each.moved.items()}
        if seals.root_of(heads) != each.root or len(heads) != each.chains:
            yield Finding("root", where, _("ujung rantainya bukan yang disegel."))
        for fault in seal.faults(public):
            yield Finding("signature", where, f"{fault}.")
        if each.digest != seal.digest:
            yield Finding("changed", where, _("diubah setelah dibuat."))
        number, previous = each.number, each.digest


def _against(heads: Heads, source: str, ends: Mapping[str, Head] | None = None) -> Iterator[Finding]:
    """Compare the entries with the ends of chains as somebody sealed or kept them."""
    for stream in sorted(heads):
        number, digest = heads[stream]
        found = Entry.objects.filter(stream=stream, number=number).values_list("digest", flat=True).first()
        if found is None:
            last = ends.get(stream, (0, ""))[0] if ends is not None else None
            yield Finding("cut", stream, _cut_text(number, source, last))
        elif found != digest:
            yield Finding(
                "rewritten",
                stream,
                _("entri %(number)s lain daripada yang disegel %(source)s.") % {"number": number, "source": source},
            )


def _cut_text(number: int, source: str, last: int | None) -> str:
    told = {"source": source, "number": number, "last": last}
    if last == 0:
        return _("seluruh rantai hilang; %(source)s menyegel %(number)s entri.") % told
    if last is None:
        return _("%(source)s menyegel entri %(number)s rantai ini: ujungnya dipotong.") % told
    return (
        _("%(source)s menyegel entri %(number)s rantai ini, yang kini berakhir pada %(last)s: ujungnya dipotong.")
        % told
    )


def _cosignature(each: Cosignature) -> Iterator[Finding]:
    where = f"checkpoint {each.checkpoint.number}, cosignature of {each.office}"
    told = {name: getattr(each, name) for name in ("office", "at", "key", "public_key", "signature")}
    if not seals.cosignature_holds({**told, "digest": each.checkpoint.digest}):
        yield Finding("signature", where, _("tidak cocok dengan titik periksa seperti adanya sekarang."))


def compared(kept: Iterable[tuple[Seal, Heads]]) -> Iterator[Finding]:
    """Compare with checkpoints that somebody kept elsewhere: what the owner of a database cannot take back."""
    for seal, heads in kept:
        source = _("titik periksa %(number)s yang disimpan") % {"number": seal.number}
        here = Checkpoint.objects.filter(number=seal.number).values_list("digest", flat=True).first()
        if here is None:
            gone = _("tersimpan di tempat lain dan tidak ada di sini: ujungnya dipotong.")
            yield Finding("cut", f"checkpoint {seal.number}", gone)
        elif here != seal.digest:
            yield Finding("rewritten", f"checkpoint {seal.number}", _("lain daripada yang disimpan."))
        yield from _against(heads, source)
