"""Problems with releases: what is no release, what was changed, what cannot be computed again."""

from ikp.problems.kind import Kind

RELEASES: dict[str, Kind] = {
    "release-not": Kind(
        {"en": "{place} is no release of ikp: {detail}.", "id": "{place} bukan rilis ikp: {detail}."},
        {
            "en": "Name the folder or the zip as it was published; fetch it again if a download broke off.",
            "id": "Sebutkan folder atau zip sebagaimana diterbitkan; ambil lagi bila unduhan terputus.",
        },
    ),
    "release-no-zip": Kind(
        {
            "en": "{place} is neither the zip nor the folder of a release.",
            "id": "{place} bukan zip dan bukan folder sebuah rilis.",
        },
        {
            "en": "Name the file or folder as it was published; fetch it again if a download broke off.",
            "id": "Sebutkan berkas atau folder sebagaimana diterbitkan; ambil lagi bila unduhan terputus.",
        },
    ),
    "release-damaged": Kind(
        {
            "en": "In {place}, the file {name} is not what it was when the zip was made.",
            "id": "Di {place}, berkas {name} tidak lagi seperti ketika zip dibuat.",
        },
        {
            "en": "Fetch the release again; if that does not help, tell its publisher.",
            "id": "Ambil rilis itu lagi; bila tetap demikian, beri tahu penerbitnya.",
        },
    ),
    "release-future": Kind(
        {
            "en": "This release has layout {format}; this engine reads up to {known}.",
            "id": "Rilis ini bertata letak {format}; mesin ini membaca sampai {known}.",
        },
        {"en": "Install a newer ikp.", "id": "Pasang ikp yang lebih baru."},
    ),
    "release-manifest": Kind(
        {
            "en": "MANIFEST is missing, or not written as one.",
            "id": "MANIFEST tidak ada, atau tidak ditulis sebagaimana mestinya.",
        },
        {"en": "Fetch the release again from its publisher.", "id": "Ambil rilis itu lagi dari penerbitnya."},
    ),
    "release-lacking": Kind(
        {"en": "{name} is missing.", "id": "{name} tidak ada."},
        {"en": "Fetch the release again from its publisher.", "id": "Ambil rilis itu lagi dari penerbitnya."},
    ),
    "release-changed": Kind(
        {"en": "{name} was changed.", "id": "{name} telah diubah."},
        {
            "en": "Do not use it; fetch the release again from its publisher.",
            "id": "Jangan dipakai; ambil rilis itu lagi dari penerbitnya.",
        },
    ),
    "release-extra": Kind(
        {"en": "{name} does not belong to the release.", "id": "{name} bukan bagian rilis."},
        {"en": "Remove it, or fetch the release again.", "id": "Hapus, atau ambil rilis itu lagi."},
    ),
    "release-stray": Kind(
        {
            "en": "The zip holds bytes that belong to no file, at {name}.",
            "id": "Zip memuat byte yang bukan milik berkas mana pun, pada {name}.",
        },
        {
            "en": "Fetch the release again; or unpack it and verify the folder.",
            "id": "Ambil rilis itu lagi; atau bongkar dan periksa foldernya.",
        },
    ),
    "release-signature": Kind(
        {
            "en": "The signature is missing, or does not fit MANIFEST.",
            "id": "Tanda tangan tidak ada, atau tidak cocok dengan MANIFEST.",
        },
        {"en": "Do not trust this release.", "id": "Jangan percayai rilis ini."},
    ),
    "release-other-key": Kind(
        {
            "en": "The release was signed with the key {found}, and not with {wanted}.",
            "id": "Rilis ditandatangani dengan kunci {found}, bukan {wanted}.",
        },
        {
            "en": "Ask the publisher which key is theirs, by another way than the one the release came by.",
            "id": "Tanyakan kunci yang benar kepada penerbit, lewat jalan lain dari jalan rilis ini.",
        },
    ),
    "release-checkpoint": Kind(
        {
            "en": "The checkpoint {number} of the audit log does not hold ({detail}).",
            "id": "Titik periksa {number} dari jejak audit tidak berlaku ({detail}).",
        },
        {"en": "Do not trust this release.", "id": "Jangan percayai rilis ini."},
    ),
    "release-no-key": Kind(
        {"en": "The key is no Ed25519 public key.", "id": "Kunci itu bukan kunci publik Ed25519."},
        {
            "en": "Give the PEM file that the publisher makes known (BEGIN PUBLIC KEY).",
            "id": "Berikan berkas PEM yang diumumkan penerbit (BEGIN PUBLIC KEY).",
        },
    ),
    "release-package": Kind(
        {
            "en": "Signatures need the package cryptography, which is not installed.",
            "id": "Tanda tangan memerlukan paket cryptography, yang belum terpasang.",
        },
        {
            "en": "Install the extra: pip install 'ikp[release]'.",
            "id": "Pasang paket tambahan: pip install 'ikp[release]'.",
        },
    ),
    "release-no-inputs": Kind(
        {
            "en": "{name} carries results without inputs: nothing can be computed again.",
            "id": "{name} memuat hasil tanpa masukan: tidak ada yang dapat dihitung ulang.",
        },
        {
            "en": "Its release.json says under `policy` what its publisher does not give out.",
            "id": "Dalam release.json, `policy` menyebut apa yang tidak dibagikan penerbitnya.",
        },
    ),
    "release-differs": Kind(
        {
            "en": "DIFFERENT, first at {unit} ({level}), {node}, step {step}: published {published}, "
            "computed {computed}.",
            "id": "BERBEDA, pertama pada {unit} ({level}), {node}, langkah {step}: terbit {published}, "
            "dihitung {computed}.",
        },
        {
            "en": "Run ikp verify first: if nothing was changed, tell the publisher and the makers of ikp.",
            "id": "Jalankan ikp verify dahulu: bila tidak ada yang diubah, beri tahu penerbit dan pembuat ikp.",
        },
    ),
    "release-panel": Kind(
        {
            "en": "The level {level} holds several periods; a release holds one.",
            "id": "Tingkat {level} memuat beberapa periode; rilis memuat satu.",
        },
        {"en": "Make a release of each period.", "id": "Buat rilis untuk tiap periode."},
    ),
    "release-table": Kind(
        {
            "en": "{name} has {rows} rows, not the {wanted} of its units and nodes.",
            "id": "{name} memuat {rows} baris, bukan {wanted} sesuai daerah dan simpulnya.",
        },
        {"en": "Fetch the release again from its publisher.", "id": "Ambil rilis itu lagi dari penerbitnya."},
    ),
    "release-cell": Kind(
        {
            "en": "{name} holds “{cell}”, which cannot stand there.",
            "id": "{name} memuat “{cell}” yang tidak semestinya.",
        },
        {"en": "Fetch the release again from its publisher.", "id": "Ambil rilis itu lagi dari penerbitnya."},
    ),
}
