"""Texts of the commands that check releases."""

from ikp.problems import Lang

RELEASING: dict[str, dict[Lang, str]] = {
    "cmd.verify": {
        "en": "Check that nothing in a release was changed since it was signed.\n\n"
        "Looks at every byte of every file, at the signature, and at the checkpoint of the audit log. Give the "
        "publisher's key with --key; without it ikp can only name the key, for you to compare.",
        "id": "Periksa bahwa tidak ada yang diubah dalam sebuah rilis sejak ditandatangani.\n\n"
        "Setiap byte setiap berkas, tanda tangan, dan titik periksa jejak audit diperiksa. Berikan kunci penerbit "
        "dengan --key; tanpa itu ikp hanya dapat menyebut kuncinya untuk Anda bandingkan.",
    },
    "cmd.verify.examples": {
        "en": "ikp verify ikp-2024.1.zip --key bawaslu.pem\nikp verify ikp-2024.1/ --json",
        "id": "ikp verify ikp-2024.1.zip --key bawaslu.pem\nikp verify ikp-2024.1/ --json",
    },
    "opt.verify.bundle": {"en": "The release: a zip or its folder.", "id": "Rilis: zip atau foldernya."},
    "opt.verify.key": {
        "en": "The publisher's public key (PEM), from another place than the release.",
        "id": "Kunci publik penerbit (PEM), dari tempat lain, bukan dari rilisnya.",
    },
    "msg.verify.sound": {
        "en": "Unchanged: {files} files are as they were signed.",
        "id": "Tidak berubah: {files} berkas sama seperti saat ditandatangani.",
    },
    "msg.verify.trusted": {"en": "Signed with the key given: {key}.", "id": "Ditandatangani dengan kunci itu: {key}."},
    "msg.verify.untrusted": {
        "en": "Signed with the key {key}. Compare it with the one the publisher makes known, or give that with --key.",
        "id": "Ditandatangani dengan kunci {key}. Bandingkan dengan yang diumumkan penerbit, atau berikan lewat --key.",
    },
    "msg.verify.checkpoint": {
        "en": "The checkpoint {number} of the audit log holds.",
        "id": "Titik periksa {number} dari jejak audit berlaku.",
    },
    "msg.verify.no-checkpoint": {
        "en": "The release carries no checkpoint of an audit log.",
        "id": "Rilis ini tidak memuat titik periksa jejak audit.",
    },
    "cmd.replay": {
        "en": "Compute every score of a release again, from its own inputs by its own method.\n\n"
        "Says “same” when ranks and categories are identical and scores agree to 1e-9; otherwise the first "
        "difference by unit, node and step. Whether the files were changed is for ikp verify to say.",
        "id": "Hitung ulang setiap skor sebuah rilis, dari masukan dan metodenya sendiri.\n\n"
        "Menyebut “sama” bila peringkat dan kategori identik dan skor cocok sampai 1e-9; bila tidak, perbedaan "
        "pertama menurut daerah, simpul, dan langkah. Apakah berkasnya diubah, dijawab oleh ikp verify.",
    },
    "cmd.replay.examples": {
        "en": "ikp replay ikp-2024.1.zip\nikp replay ikp-2024.1/ --json",
        "id": "ikp replay ikp-2024.1.zip\nikp replay ikp-2024.1/ --json",
    },
    "opt.replay.bundle": {"en": "The release: a zip or its folder.", "id": "Rilis: zip atau foldernya."},
    "msg.replay.same": {
        "en": "same – all {scores} scores, to the bit.",
        "id": "sama – seluruh {scores} skor, sampai bit terakhir.",
    },
    "msg.replay.close": {
        "en": "same – ranks and categories identical, {scores} scores within {largest}.",
        "id": "sama – peringkat dan kategori identik, {scores} skor dalam {largest}.",
    },
    "msg.replay.engines": {
        "en": "Published by engine {engine}, computed by {here}.",
        "id": "Diterbitkan mesin {engine}, dihitung mesin {here}.",
    },
}
