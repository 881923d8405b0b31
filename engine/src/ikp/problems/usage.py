"""Problems with the command line."""

from ikp.problems.kind import Kind

USAGE: dict[str, Kind] = {
    # --- the command line --------------------------------------------------------
    "cli-language": Kind(
        {"en": "ikp does not speak {value}.", "id": "ikp tidak mengenal bahasa {value}."},
        {
            "en": "Choose one of {known} with --lang or in the variable IKP_LANG.",
            "id": "Pilih salah satu dari {known} dengan --lang atau pada variabel IKP_LANG.",
        },
    ),
    "cli-command": Kind(
        {"en": "There is no command {name}.", "id": "Tidak ada perintah {name}."},
        {
            "en": "Did you mean: {near}? `ikp --help` lists all.",
            "id": "Maksud Anda: {near}? `ikp --help` memuat semuanya.",
        },
    ),
    "cli-option": Kind(
        {"en": "There is no option {option}.", "id": "Tidak ada opsi {option}."},
        {
            "en": "Did you mean: {near}? `--help` after the command lists all.",
            "id": "Maksud Anda: {near}? `--help` sesudah perintah memuat semuanya.",
        },
    ),
    "cli-option-value": Kind(
        {"en": "The option {option} is not followed by its value.", "id": "Opsi {option} tidak diikuti nilainya."},
        {"en": "Write the value after it.", "id": "Tulis nilainya sesudah opsi itu."},
    ),
    "cli-missing": Kind(
        {"en": "{name} is missing.", "id": "{name} belum diberikan."},
        {"en": "`{command} --help` shows how to write it.", "id": "`{command} --help` menunjukkan cara menulisnya."},
    ),
    "cli-superfluous": Kind(
        {"en": "{words}: too much on the command line.", "id": "{words}: terlalu banyak pada baris perintah."},
        {
            "en": "Put a text with spaces in quotation marks; `{command} --help` shows what is expected.",
            "id": "Apit teks berspasi dengan tanda kutip; `{command} --help` menunjukkan yang diharapkan.",
        },
    ),
    "cli-value": Kind(
        {"en": "The value of {name} does not fit.", "id": "Nilai {name} tidak cocok."},
        {"en": "Expected: {expected}.", "id": "Yang diharapkan: {expected}."},
    ),
    "cli-misuse": Kind(
        {"en": "The command line does not fit: {detail}.", "id": "Baris perintah tidak cocok: {detail}."},
        {"en": "`--help` shows what is expected.", "id": "`--help` menunjukkan yang diharapkan."},
    ),
    "cli-together": Kind(
        {"en": "{first} and {second} exclude each other.", "id": "{first} dan {second} tidak dapat dipakai bersama."},
        {"en": "Keep one of them.", "id": "Pilih salah satu."},
    ),
    "cli-method": Kind(
        {
            "en": "It is not said which index is meant.",
            "id": "Indeks yang dimaksud belum disebutkan.",
        },
        {
            "en": "Give --edition, or --framework together with --recipe.",
            "id": "Berikan --edition, atau --framework bersama --recipe.",
        },
    ),
    "cli-level": Kind(
        {
            "en": "The data do not tell whether the units are provinces or regencies.",
            "id": "Data tidak menunjukkan apakah daerahnya provinsi atau kabupaten/kota.",
        },
        {
            "en": "Give --level province or --level regency, and one level per file.",
            "id": "Berikan --level province atau --level regency, dan satu tingkat per berkas.",
        },
    ),
    "cli-tree": Kind(
        {"en": "It is not said which framework is meant.", "id": "Konstruksi yang dimaksud belum disebutkan."},
        {"en": "Give --edition and --level, or --framework.", "id": "Berikan --edition dan --level, atau --framework."},
    ),
    "cli-bounds": Kind(
        {
            "en": "The run {path} was computed by other rules in: {steps}.",
            "id": "Perhitungan {path} memakai aturan lain pada: {steps}.",
        },
        {
            "en": "Its bounds mean something only under the same rules; choose the same edition and alternative.",
            "id": "Batasnya hanya bermakna di bawah aturan yang sama; pilih edisi dan alternatif yang sama.",
        },
    ),
    "cli-filter": Kind(
        {"en": "No row has {what} {value}.", "id": "Tidak ada baris dengan {what} {value}."},
        {"en": "There are: {known}.", "id": "Yang ada: {known}."},
    ),
    "cli-unit": Kind(
        {"en": "{unit} has no score here.", "id": "{unit} tidak memiliki skor di sini."},
        {
            "en": "Choose a unit that has one: {known}.",
            "id": "Pilih daerah yang memilikinya: {known}.",
        },
    ),
    "cli-printed": Kind(
        {
            "en": "The dimension scores of {unit} were not all printed.",
            "id": "Skor dimensi {unit} tidak tercetak seluruhnya.",
        },
        {
            "en": "Give --data, or choose a unit that has them in print: {known}.",
            "id": "Berikan --data, atau pilih daerah yang tercetak: {known}.",
        },
    ),
    "cli-nothing": Kind(
        {
            "en": "The edition {edition} has no published scores or categories on the level {level}.",
            "id": "Edisi {edition} tidak memiliki skor atau kategori terbitan pada tingkat {level}.",
        },
        {
            "en": "`ikp editions` tells what is published; choose another level or edition.",
            "id": "`ikp editions` memuat apa yang terbit; pilih tingkat atau edisi lain.",
        },
    ),
    "cli-file": Kind(
        {"en": "{path} cannot be used: {reason}.", "id": "{path} tidak dapat dipakai: {reason}."},
        {
            "en": "Check the name, the rights and the space on the disk.",
            "id": "Periksa nama, izin, dan ruang penyimpanan.",
        },
    ),
    "cli-internal": Kind(
        {"en": "ikp has failed by itself: {error}.", "id": "Ada kesalahan di dalam ikp: {error}."},
        {
            "en": "Nothing of yours is at fault; run it again with --debug and report what it shows.",
            "id": "Bukan kesalahan Anda; jalankan ulang dengan --debug dan laporkan yang ditampilkan.",
        },
    ),
    "sensitivity-factors": Kind(
        {
            "en": "There are {count} factors that vary; a sensitivity analysis takes 1 to {most}.",
            "id": "Ada {count} faktor yang bervariasi; analisis kepekaan menerima 1 sampai {most}.",
        },
        {
            "en": "Let at least one choice vary, and gather factors into groups where they are too many.",
            "id": "Biarkan setidaknya satu pilihan bervariasi, dan gabungkan faktor bila terlalu banyak.",
        },
    ),
    "sensitivity-rows": Kind(
        {
            "en": "A sensitivity analysis cannot run on {n} rows: their number must be a power of two, 4 or more.",
            "id": "Analisis kepekaan tidak dapat berjalan dengan {n} baris: jumlahnya harus pangkat dua, minimal 4.",
        },
        {"en": "Ask for {near} rows, for example.", "id": "Mintalah, misalnya, {near} baris."},
    ),
}
