"""Finding whether anybody rewrote the log: every chain, every checkpoint, and what others kept.

Nothing is stopped at: all findings come, each naming the chain and the entry.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ikpweb.audit import seals
from ikpweb.audit.chain import GENESIS, digest_of_entry
from ikpweb.audit.checkpoints import heads_at, seal_of
from ikpweb.audit.models import Checkpoint, Cosignature, Entry
from ikpweb.audit.seals import Head, Heads, Seal

__all__ = ["Finding", "compared", "verified"]


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
        yield from _against(heads_at(last), f"checkpoint {last}", ends)
    for cosignature in Cosignature.objects.select_related("checkpoint").iterator():
        yield from _cosignature(cosignature)


def _chain(stream: str, chain: Iterable[Entry], ends: dict[str, Head]) -> Iterator[Finding]:
    number, previous = 0, GENESIS
    for entry in chain:
        where = f"{stream} {entry.number}"
        if entry.number != number + 1:
            gone = (
                f"entry {number + 1} is"
                if entry.number == number + 2
                else f"entries {number + 1} to {entry.number - 1} are"
            )
            yield Finding("gap", where, f"{gone} missing before it.")
        elif entry.previous != previous:
            yield Finding("order", where, "it does not follow the entry before it.")
        if entry.digest != digest_of_entry(entry):
            yield Finding(
                "changed", where, f"{entry.action} of {entry.at:%Y-%m-%d %H:%M} was changed after it was written."
            )
        number, previous = entry.number, entry.digest
    ends[stream] = (number, previous)


def _checkpoints(public: Mapping[str, str]) -> Iterator[Finding]:
    number, previous, heads = 0, GENESIS, dict[str, Head]()
    for each in Checkpoint.objects.order_by("number").iterator(chunk_size=500):
        where, seal = f"checkpoint {each.number}", seal_of(each)
        if each.number != number + 1:
            yield Finding("gap", where, f"checkpoints from {number + 1} on are missing before it.")
        elif each.previous != previous:
            yield Finding("order", where, "it does not follow the checkpoint before it.")
        heads = {} if each.whole else heads
        heads |= {stream: (end[0], end[1]) for stream, end in each.moved.items()}
        if seals.root_of(heads) != each.root or len(heads) != each.chains:
            yield Finding("root", where, "the ends of the chains are not those that were sealed.")
        for fault in seal.faults(public):
            yield Finding("signature", where, f"{fault}.")
        if each.digest != seal.digest:
            yield Finding("changed", where, "it was changed after it was made.")
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
            yield Finding("rewritten", stream, f"entry {number} is another one than {source} sealed.")


def _cut_text(number: int, source: str, last: int | None) -> str:
    if last == 0:
        return f"the whole chain is gone; {source} sealed {number} entries."
    now = "" if last is None else f", which ends at {last} now"
    return f"{source} sealed entry {number} of this chain{now}: its end was cut off."


def _cosignature(each: Cosignature) -> Iterator[Finding]:
    where = f"checkpoint {each.checkpoint.number}, cosignature of {each.office}"
    told = {name: getattr(each, name) for name in ("office", "at", "key", "public_key", "signature")}
    if not seals.cosignature_holds({**told, "digest": each.checkpoint.digest}):
        yield Finding("signature", where, "it does not fit the checkpoint as it is now.")


def compared(kept: Iterable[tuple[Seal, Heads]]) -> Iterator[Finding]:
    """Compare with checkpoints that somebody kept elsewhere: what the owner of a database cannot take back."""
    for seal, heads in kept:
        source = f"the kept checkpoint {seal.number}"
        here = Checkpoint.objects.filter(number=seal.number).values_list("digest", flat=True).first()
        if here is None:
            yield Finding(
                "cut", f"checkpoint {seal.number}", "it was kept elsewhere and is not here: the end was cut off."
            )
        elif here != seal.digest:
            yield Finding("rewritten", f"checkpoint {seal.number}", "it is another one than the one that was kept.")
        yield from _against(heads, source)
