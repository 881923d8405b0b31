"""Problems with sharing the work among machines."""

from ikp.problems.kind import Kind

MACHINES: dict[str, Kind] = {
    "cluster-extra": Kind(
        {
            "en": "Many machines need the package distributed, which is not installed.",
            "id": "Kerja dengan banyak mesin memerlukan paket distributed, yang belum terpasang.",
        },
        {
            "en": "Install the extra: pip install 'ikp[cluster]'; or leave --scheduler out.",
            "id": "Pasang paket tambahan: pip install 'ikp[cluster]'; atau hapus --scheduler.",
        },
    ),
    "cluster-address": Kind(
        {"en": "{address} is no address of a scheduler.", "id": "{address} bukan alamat penjadwal."},
        {"en": "Write it as tcp://host:8786.", "id": "Tulis seperti tcp://host:8786."},
    ),
    "cluster-unreachable": Kind(
        {
            "en": "Nothing answers as a scheduler at {address} within {seconds} seconds.",
            "id": "Tidak ada penjadwal yang menjawab di {address} dalam {seconds} detik.",
        },
        {
            "en": "Start one with `dask scheduler`, and look at address, port and firewall.",
            "id": "Jalankan `dask scheduler`, lalu periksa alamat, porta, dan firewall.",
        },
    ),
    "cluster-empty": Kind(
        {
            "en": "The scheduler at {address} has had no worker for {seconds} seconds.",
            "id": "Penjadwal di {address} tidak memiliki pekerja selama {seconds} detik.",
        },
        {
            "en": "Start workers with `dask worker {address}` where ikp[cluster] is installed.",
            "id": "Jalankan `dask worker {address}` di mesin yang memiliki ikp[cluster].",
        },
    ),
    "cluster-other": Kind(
        {
            "en": "A worker computes other numbers than this machine: {detail}.",
            "id": "Ada pekerja yang menghitung angka lain daripada mesin ini: {detail}.",
        },
        {
            "en": "Install the same versions of Python, ikp and NumPy everywhere, on processors of one kind.",
            "id": "Pasang versi Python, ikp, dan NumPy yang sama di semua mesin, dengan prosesor sejenis.",
        },
    ),
    "cluster-lost": Kind(
        {
            "en": "Workers vanished time and again over the same replicates ({detail}).",
            "id": "Pekerja berulang kali hilang ketika mengerjakan ulangan yang sama ({detail}).",
        },
        {
            "en": "Most often their memory ran out: start fewer threads a worker, or allow less with --memory.",
            "id": "Biasanya memorinya habis: kurangi utas setiap pekerja, atau kecilkan --memory.",
        },
    ),
    "cluster-gone": Kind(
        {
            "en": "The cluster was lost in the middle; the figures rest on what was done before. {reason}",
            "id": "Klaster hilang di tengah jalan; angkanya berdasarkan yang sudah selesai. {reason}",
        },
        {
            "en": "The same command with --resume goes on, with or without a cluster.",
            "id": "Perintah yang sama dengan --resume melanjutkan, dengan atau tanpa klaster.",
        },
        "warning",
    ),
}
