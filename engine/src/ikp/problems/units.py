"""Problems with unit codes and names."""

from ikp.problems.kind import Kind

UNITS: dict[str, Kind] = {
    "registry-duplicate": Kind(
        {
            "en": "The code {code} stands twice in the registry of units.",
            "id": "Kode {code} muncul dua kali dalam daftar daerah.",
        },
        {"en": "Give every unit a code of its own.", "id": "Beri setiap daerah kode yang berbeda."},
    ),
    "unit-empty": Kind(
        {"en": "The cell of the unit is empty.", "id": "Sel daerah kosong."},
        {
            "en": "Write the unit's code or name, or remove the row.",
            "id": "Isi kode atau nama daerah, atau hapus barisnya.",
        },
    ),
    "unit-unknown": Kind(
        {"en": "There is no unit {cell}.", "id": "Tidak ada daerah {cell}."},
        {"en": "Did you mean {nearest}?", "id": "Mungkin maksudnya {nearest}?"},
    ),
    "unit-unlike": Kind(
        {
            "en": "There is no unit {cell}, nor one with a similar name.",
            "id": "Tidak ada daerah {cell}, juga tidak ada yang namanya mirip.",
        },
        {
            "en": "Write a Kemendagri code such as 15.71, or a name such as Kota Jambi.",
            "id": "Tulis kode Kemendagri seperti 15.71, atau nama seperti Kota Jambi.",
        },
    ),
    "unit-doubtful": Kind(
        {"en": "{cell} may mean {candidates}.", "id": "{cell} dapat berarti {candidates}."},
        {
            "en": "Write the code, or the name with its kind (Kab., Kota, Provinsi).",
            "id": "Tulis kodenya, atau namanya beserta jenisnya (Kab., Kota, Provinsi).",
        },
    ),
    "unit-level": Kind(
        {
            "en": "{cell} is {unit}, which does not stand on the level {level}.",
            "id": "{cell} adalah {unit}, yang tidak berada pada tingkat {level}.",
        },
        {
            "en": "Remove the row, or ask for the other level.",
            "id": "Hapus barisnya, atau pilih tingkat yang lain.",
        },
    ),
    "unit-lost-zero": Kind(
        {
            "en": "{cell} is a code with a digit missing: a spreadsheet that takes a code for a number drops its "
            "last zero. It may mean {candidates}.",
            "id": "{cell} adalah kode yang kehilangan satu angka: lembar kerja yang menganggap kode sebagai bilangan "
            "membuang nol terakhirnya. Maksudnya mungkin {candidates}.",
        },
        {
            "en": "Format the column as text and write all four digits.",
            "id": "Ubah format kolom menjadi teks dan tulis keempat angkanya.",
        },
    ),
    "unit-list-doubtful": Kind(
        {
            "en": "{cell} is {kemendagri} in the Kemendagri list and {bps} in the BPS list, and no code of the "
            "column settles which list is meant.",
            "id": "{cell} adalah {kemendagri} dalam daftar Kemendagri dan {bps} dalam daftar BPS, dan tidak ada "
            "kode lain di kolom itu yang memastikan daftar mana yang dipakai.",
        },
        {
            "en": "Say which: --codes kemendagri or --codes bps; or call the column kode_bps or kode_kemendagri.",
            "id": "Tentukan dengan --codes kemendagri atau --codes bps; atau beri nama kolom kode_bps atau "
            "kode_kemendagri.",
        },
    ),
    "unit-list-mixed": Kind(
        {
            "en": "The column mixes two lists, so {cell} cannot be read: {only_kemendagri} is a code of the "
            "Kemendagri list alone, {only_bps} of the BPS list alone.",
            "id": "Kolom itu mencampur dua daftar sehingga {cell} tidak dapat dibaca: {only_kemendagri} hanya ada "
            "dalam daftar Kemendagri, {only_bps} hanya dalam daftar BPS.",
        },
        {
            "en": "Correct the code that does not belong, or say which list: --codes kemendagri or --codes bps.",
            "id": "Perbaiki kode yang tidak sesuai, atau tentukan daftarnya: --codes kemendagri atau --codes bps.",
        },
    ),
    "unit-list-dotted": Kind(
        {
            "en": "{cell} is written with a dot, as Kemendagri codes are, while the column is read from the BPS "
            "list: it would be {kemendagri} in the one and {bps} in the other.",
            "id": "{cell} ditulis dengan titik seperti kode Kemendagri, sedangkan kolom dibaca menurut daftar BPS: "
            "artinya {kemendagri} dalam daftar pertama dan {bps} dalam daftar kedua.",
        },
        {
            "en": "Write a BPS code without its dot; read Kemendagri codes with --codes kemendagri.",
            "id": "Tulis kode BPS tanpa titik; baca kode Kemendagri dengan --codes kemendagri.",
        },
    ),
    "unit-more": Kind(
        {
            "en": "{count} further different texts are not units either.",
            "id": "Ada {count} teks lain yang juga bukan daerah.",
        },
        {
            "en": "Check that the column holds units; mend the first ones, then check again.",
            "id": "Pastikan kolom itu memuat daerah; perbaiki yang pertama, lalu periksa lagi.",
        },
    ),
    "published-unknown": Kind(
        {
            "en": "Nothing is published for an edition {edition}.",
            "id": "Tidak ada hasil terbitan untuk edisi {edition}.",
        },
        {"en": "Choose one of: {known}.", "id": "Pilih salah satu dari: {known}."},
    ),
}
