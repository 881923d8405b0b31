"""Problems with reading a platform's API: no such address, no answer, an answer that is none, a damaged file."""

from ikp.problems.kind import Kind

READING: dict[str, Kind] = {
    "api-address": Kind(
        {
            "en": "{address} is no address of a platform.",
            "id": "{address} bukan alamat sebuah platform.",
        },
        {
            "en": "Write it with http:// or https://, such as https://ikp.example.",
            "id": "Tulis dengan http:// atau https://, misalnya https://ikp.example.",
        },
    ),
    "api-unreached": Kind(
        {
            "en": "{address} did not answer after {attempts} attempts: {detail}.",
            "id": "{address} tidak menjawab setelah {attempts} kali dicoba: {detail}.",
        },
        {
            "en": "Check the address and the network, or try again later.",
            "id": "Periksa alamat dan jaringannya, atau coba lagi nanti.",
        },
    ),
    "api-refused": Kind(
        {
            "en": "{address} answered {status} ({code}): {detail}",
            "id": "{address} menjawab {status} ({code}): {detail}",
        },
        {
            "en": "The codes are explained at /api/v1/docs?lang=en of the platform.",
            "id": "Kode dijelaskan di /api/v1/docs pada platform.",
        },
    ),
    "api-not-json": Kind(
        {
            "en": "{address} answered with something else than JSON.",
            "id": "{address} menjawab dengan sesuatu yang bukan JSON.",
        },
        {
            "en": "Check that a platform of ikp answers there, and no page of a proxy.",
            "id": "Pastikan yang menjawab di sana platform ikp, bukan halaman proksi.",
        },
    ),
    "api-other-digest": Kind(
        {
            "en": "{name} came with another SHA-256 than the release says.",
            "id": "{name} datang dengan SHA-256 yang lain dari yang disebut rilis.",
        },
        {
            "en": "Fetch it again; if it stays so, do not use it and tell the publisher.",
            "id": "Ambil lagi; bila tetap demikian, jangan dipakai dan beri tahu penerbitnya.",
        },
    ),
    "api-no-release": Kind(
        {"en": "{address} has published no release.", "id": "{address} belum menerbitkan rilis."},
        {"en": "Look at its list of releases later.", "id": "Lihat daftar rilisnya nanti."},
    ),
    "api-unknown-parameter": Kind(
        {
            "en": "{operation} takes no {given}; it takes {known}.",
            "id": "{operation} tidak mengenal {given}, melainkan {known}.",
        },
        {"en": "Correct the name.", "id": "Perbaiki namanya."},
    ),
}
