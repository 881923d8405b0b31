"""What every column of the files means, in both languages; the names themselves never change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ikpweb.kit.categories import scale
from ikpweb.kit.country import Named, country

__all__ = ["Column", "columns"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its heading for Excel in Indonesia, its meaning and its unit of measure."""

    name: str
    heading: str
    id: str
    en: str
    unit: str = ""


_SCORE = "0–100"


def _dimension(each: Named) -> Column:
    first = next(iter(each.names.values()))
    ours, english = (_lowered(each.names.get(language, first)) for language in ("id", "en"))
    return Column(each.code, each.code, f"Skor dimensi {ours}", f"Score of the dimension {english}", _SCORE)


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _glossed(each: Named) -> str:
    """Give the code of a category, with what it means in English where that is another word."""
    said = each.names.get("en", each.code)
    return each.code if said == each.code else f"{each.code} ({said})"


_ALL = (
    Column("code", "kode", "Kode wilayah Kemendagri", "Code of the unit (Ministry of Home Affairs)"),
    Column("bps_code", "kode_bps", "Kode wilayah BPS", "Code of the unit (Statistics Indonesia, BPS)"),
    Column("name", "nama", "Nama daerah", "Name of the unit"),
    Column("kind", "jenis", "Jenis daerah", "Kind of unit"),
    Column("level", "tingkat", "Tingkat: province atau regency", "Level: province or regency (regency or city)"),
    Column(
        "province_code", "kode_provinsi", "Kode provinsi induk sekarang", "Code of the province that it lies in now"
    ),
    Column("province", "provinsi", "Nama provinsi induk sekarang", "Province that it lies in now"),
    Column(
        "province_of_34",
        "provinsi_34",
        "Kode provinsi induk ketika ada 34 provinsi",
        "Code of the province that it lay in when there were 34",
    ),
    Column("edition", "edisi", "Kode edisi IKP", "Code of the edition"),
    Column("edition_title", "judul_edisi", "Judul edisi", "Title of the edition, in Indonesian"),
    Column("launched", "diluncurkan", "Tanggal peluncuran", "Day of the launch", "date"),
    Column(
        "reading",
        "bacaan",
        "own: masukan daerah sendiri; regencies: rata-rata kabupaten/kota dalam provinsi",
        "own: the unit's own input; regencies: mean of the regencies and cities of the province",
    ),
    Column("total", "skor", "Skor IKP; makin tinggi makin rawan", "Score; higher is more vulnerable", _SCORE),
    *(_dimension(each) for each in country().dimensions),
    Column(
        "rank",
        "peringkat",
        "Peringkat di antara skor yang terbit; 1 = tertinggi",
        "Rank among the published scores; 1 is the highest",
        "1, 2, …",
    ),
    Column("rank_printed", "peringkat_tercetak", "Peringkat seperti tercetak", "Rank as printed", "1, 2, …"),
    Column(
        "category",
        "kategori",
        f"Kategori: {', '.join(scale())}",
        f"Category: {', '.join(_glossed(each) for each in country().categories)}",
    ),
    Column("label", "label", "Kategori seperti tercetak, misalnya L6", "Category as printed, such as L6"),
    Column(
        "certainty",
        "kepastian",
        "Kepastian: published (tercetak), derived (turunan dari yang tercetak), assumed (asumsi)",
        "Certainty: published (printed), derived (follows from print), assumed",
    ),
    Column("sources", "sumber", "Tempat angka itu tercetak", "Where the figures are printed"),
    Column("source", "sumber", "Tempat angka itu tercetak", "Where the figure is printed"),
    Column("notes", "catatan", "Hal lain yang perlu diketahui pembaca", "What a reader should know besides"),
    Column("note", "catatan", "Hal lain yang perlu diketahui pembaca", "What a reader should know besides"),
    Column(
        "conflicts",
        "bertentangan",
        "Nilai tercetak lain yang tidak dipakai, beserta alasannya",
        "Other printed values that are not used, each with the reason",
    ),
    Column("printed_name", "nama_tercetak", "Nama daerah seperti tercetak", "Name of the unit as printed"),
    Column(
        "quantity",
        "besaran",
        "Besaran: total, kode dimensi, category, rank, dan lain-lain",
        "Quantity: total, the code of a dimension, category, rank, and others",
    ),
    Column("value", "nilai", "Nilai seperti tercetak, dengan titik desimal", "Value as printed, with a decimal point"),
    Column("number", "angka", "Nilai sebagai angka, bila berupa angka", "Value as a number, where it is one"),
    Column(
        "status",
        "status",
        "used (dipakai), conflict (sumber berselisih), slip (salah cetak), implied (tersirat)",
        "used, conflict (sources disagree), slip (misprint), implied (follows from print)",
    ),
    Column("edition_kind", "jenis_edisi", "full, dimensions, atau results-only", "full, dimensions, or results-only"),
    Column("title_id", "judul_id", "Judul dalam bahasa Indonesia", "Title in Indonesian"),
    Column("title_en", "judul_en", "Judul dalam bahasa Inggris", "Title in English"),
    Column("period", "masa", "Masa kejadian atau pengumpulan", "Period of the events or of the collection"),
    Column("levels", "tingkat", "Tingkat yang dicakup", "Levels that it covers"),
    Column("provinces", "jumlah_provinsi", "Jumlah provinsi dalam edisi", "Provinces in the edition"),
    Column("regencies", "jumlah_kabkota", "Jumlah kabupaten/kota dalam edisi", "Regencies and cities in the edition"),
    Column("scores", "skor_terbit", "Jumlah daerah yang skornya terbit", "Units with a published score"),
    Column("figures", "angka_tercetak", "Jumlah angka tercetak yang tersimpan", "Printed figures that are kept"),
    Column("legal_base", "dasar_hukum", "Dasar hukum", "Legal base"),
    Column(
        "unpublished", "tidak_terbit", "Bagian metode yang tidak terbit", "Parts of the method that are not published"
    ),
    Column("digest", "digest", "Sidik jari isi edisi (SHA-256)", "Digest of all that is kept of the edition (SHA-256)"),
    Column("valid_from", "berlaku_sejak", "Ada sejak", "Exists since", "date"),
    Column("valid_to", "berlaku_hingga", "Ada sampai", "Existed until", "date"),
    Column("lat", "lintang", "Lintang sebuah titik di dalam daerah", "Latitude of a point in the unit", "°"),
    Column("lon", "bujur", "Bujur sebuah titik di dalam daerah", "Longitude of a point in the unit", "°"),
    Column("area_km2", "luas_km2", "Luas", "Area", "km²"),
    Column(
        "node", "kode", "Kode indikator, subdimensi, atau dimensi", "Code of the indicator, subdimension or dimension"
    ),
    Column("parent", "induk", "Kode induknya", "Code of what it belongs to"),
    Column("tier", "jenjang", "Jenjang; 1 = indikator", "Tier; 1 is the indicators", "1, 2, …"),
    Column("name_id", "nama_id", "Nama dalam bahasa Indonesia", "Name in Indonesian"),
    Column("name_en", "nama_en", "Nama dalam bahasa Inggris", "Name in English"),
    Column("definition_id", "definisi_id", "Definisi dalam bahasa Indonesia", "Definition in Indonesian"),
    Column("definition_en", "definisi_en", "Definisi dalam bahasa Inggris", "Definition in English"),
    Column("weight", "bobot", "Bobot terhadap saudaranya", "Weight against its siblings"),
    Column("share", "bagian", "Bagian dari induknya, dari 1", "Share in what it belongs to, of 1"),
    Column(
        "direction",
        "arah",
        "1: makin tinggi makin rawan; -1: sebaliknya",
        "1: higher is more vulnerable; -1: the reverse",
    ),
    Column("score_a", "skor_a", "Skor di edisi A", "Score in edition A", _SCORE),
    Column("score_b", "skor_b", "Skor di edisi B", "Score in edition B", _SCORE),
    Column("category_a", "kategori_a", "Kategori di edisi A", "Category in edition A"),
    Column("category_b", "kategori_b", "Kategori di edisi B", "Category in edition B"),
    Column(
        "rank_a",
        "peringkat_a",
        "Peringkat di edisi A di antara daerah yang berskor di keduanya",
        "Rank in edition A among the units with a score in both",
    ),
    Column(
        "rank_b",
        "peringkat_b",
        "Peringkat di edisi B di antara daerah yang berskor di keduanya",
        "Rank in edition B among the units with a score in both",
    ),
    Column(
        "rank_change",
        "geser_peringkat",
        "Peringkat A dikurangi peringkat B; positif = makin rawan",
        "Rank in A minus rank in B; above zero is towards more vulnerability",
    ),
    Column(
        "change",
        "selisih_skor",
        "Skor B dikurangi skor A; kosong bila skor tidak dapat dibandingkan",
        "Score in B minus score in A; empty where the scores are not comparable",
    ),
    Column(
        "standardised_change",
        "selisih_baku",
        "Selisih skor baku di antara daerah yang berskor di keduanya",
        "Change of the standard score among the units with a score in both",
        "sd",
    ),
    Column("lacks", "tidak_ada_di", "Edisi yang tidak memuat daerah ini", "Edition that has nothing of this unit"),
    Column("reason_id", "alasan_id", "Alasan tidak dapat dibandingkan", "Why it cannot be compared, in Indonesian"),
    Column("reason_en", "alasan_en", "Alasan tidak dapat dibandingkan (Inggris)", "Why it cannot be compared"),
)
_BY_NAME: Mapping[str, Column] = {column.name: column for column in _ALL}


def columns(*names: str) -> Sequence[Column]:
    """Give the columns of these names, in this order."""
    return [_BY_NAME[name] for name in names]
