"""What a reader recognised, said aloud: a person can see at once whether the file was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ikp.problems import Lang

__all__ = ["Said"]

_SENTENCES: Mapping[str, Mapping[Lang, str]] = {
    "separator": {
        "en": "The columns are separated by {name}.",
        "id": "Kolom dipisahkan oleh {name}.",
    },
    "decimal-comma": {
        "en": "Decimals are written with a comma, as in {cell}.",
        "id": "Desimal ditulis dengan koma, seperti {cell}.",
    },
    "sheet": {
        "en": "Read the sheet {sheet}, one of {count}.",
        "id": "Membaca lembar {sheet}, satu dari {count} lembar.",
    },
    "events": {
        "en": "The data are events: {rows} rows about {units} units.",
        "id": "Data berupa kejadian: {rows} baris tentang {units} daerah.",
    },
    "indicators": {
        "en": "The data are indicators: {rows} rows, {columns} indicators.",
        "id": "Data berupa indikator: {rows} baris, {columns} indikator.",
    },
    "dimensions": {
        "en": "The data are scores of {codes}: {rows} rows.",
        "id": "Data berupa skor {codes}: {rows} baris.",
    },
    "no-count": {
        "en": "There is no column count: each row is one event.",
        "id": "Tidak ada kolom count: setiap baris adalah satu kejadian.",
    },
    "no-date": {
        "en": "There is no column date: the dates of the events are not checked.",
        "id": "Tidak ada kolom date: tanggal kejadian tidak diperiksa.",
    },
    "dates-slash": {
        "en": "Dates with slashes are read as day/month/year, as in {cell}.",
        "id": "Tanggal bergaris miring dibaca sebagai hari/bulan/tahun, seperti {cell}.",
    },
    "units-text": {
        "en": "There is no registry of units: the units are taken as they are written.",
        "id": "Tidak ada daftar daerah: daerah dipakai seperti tertulis.",
    },
    "units-read": {
        "en": "{how}",
        "id": "{how}",
    },
    "units-absent": {
        "en": "{count} of the {total} units of the registry do not appear.",
        "id": "{count} dari {total} daerah dalam daftar tidak muncul.",
    },
    "periods": {
        "en": "The data are a panel of {count} periods: {periods}.",
        "id": "Data berupa panel {count} periode: {periods}.",
    },
    "synthetic": {
        "en": "Every row is labelled SINTETIS: the data are made up.",
        "id": "Setiap baris berlabel SINTETIS: data ini buatan.",
    },
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about how a file was understood."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: Lang = "en") -> str:
        """Say it; a parameter may itself come in both languages."""
        params = {key: value[lang] if isinstance(value, Mapping) else value for key, value in self.params.items()}
        return _SENTENCES[self.code][lang].format_map(params)
