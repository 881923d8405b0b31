"""Texts of ``ikp export``."""

from ikp.problems import Lang

EXPORTING: dict[str, dict[Lang, str]] = {
    "cmd.export": {
        "en": "Write a release in another form, for a spreadsheet, a map, a program or a catalogue.\n\n"
        "The release is verified first; one that was changed is not written. Forms: csv, json and parquet hold one "
        "table of all figures and are read back to the bit; xlsx is a workbook with method and meaning of every "
        "column; geojson and hexagons draw a level; sdmx-csv and sdmx-structure are SDMX; dcat is a record for "
        "catalogues such as CKAN and Satu Data Indonesia.",
        "id": "Tulis rilis dalam bentuk lain, untuk lembar kerja, peta, program, atau katalog.\n\n"
        "Rilis diperiksa dahulu; yang telah diubah tidak ditulis. Bentuk: csv, json, dan parquet memuat satu tabel "
        "semua angka dan terbaca kembali sampai bit terakhir; xlsx adalah buku kerja dengan metode dan arti setiap "
        "kolom; geojson dan hexagons menggambar satu tingkat; sdmx-csv dan sdmx-structure adalah SDMX; dcat adalah "
        "catatan untuk katalog seperti CKAN dan Satu Data Indonesia.",
    },
    "cmd.export.examples": {
        "en": "ikp export ikp-2024.1.zip --to xlsx -o ikp-2024.1.xlsx\n"
        "ikp export ikp-2024.1.zip --to geojson --boundaries provinces.geojson --level province -o map.geojson",
        "id": "ikp export ikp-2024.1.zip --to xlsx -o ikp-2024.1.xlsx\n"
        "ikp export ikp-2024.1.zip --to geojson --boundaries provinsi.geojson --level province -o peta.geojson",
    },
    "opt.export.bundle": {"en": "The release: a zip or its folder.", "id": "Rilis: zip atau foldernya."},
    "opt.export.to": {"en": "The form.", "id": "Bentuknya."},
    "opt.export.output": {"en": "The file to write.", "id": "Berkas yang ditulis."},
    "opt.export.key": {
        "en": "The publisher's public key (PEM), from another place than the release.",
        "id": "Kunci publik penerbit (PEM), dari tempat lain, bukan dari rilisnya.",
    },
    "opt.export.level": {
        "en": "Level of the shapes, for geojson and hexagons; left out, the lowest of the release.",
        "id": "Tingkat bentuknya, untuk geojson dan hexagons; bila kosong, yang terendah dalam rilis.",
    },
    "opt.export.boundaries": {
        "en": "GeoJSON whose features carry the unit's code as code, unit or id; for geojson.",
        "id": "GeoJSON yang fiturnya memuat kode daerah sebagai code, unit, atau id; untuk geojson.",
    },
    "opt.export.cells": {
        "en": "CSV with code, column and row of every hexagon; for hexagons.",
        "id": "CSV dengan code, column, dan row setiap segi enam; untuk hexagons.",
    },
    "opt.export.layout": {
        "en": "Which layout, where --cells has several in a column layout.",
        "id": "Tata letak yang mana, bila --cells memuat beberapa dalam kolom layout.",
    },
    "opt.export.address": {
        "en": "Permanent address of the release's page; for dcat.",
        "id": "Alamat tetap halaman rilis; untuk dcat.",
    },
    "msg.export.done": {
        "en": "{label}{name} as {form}: {path} ({size} bytes, SHA-256 {digest}).",
        "id": "{label}{name} sebagai {form}: {path} ({size} byte, SHA-256 {digest}).",
    },
    "msg.export.reading": {"en": "verifying and reading the release", "id": "memeriksa dan membaca rilis"},
    "msg.export.writing": {"en": "writing {form}", "id": "menulis {form}"},
}
