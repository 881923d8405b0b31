"""What the command `ikp-web` says by itself, in Indonesian and English, chosen as the command `ikp` does.

These words are needed before the settings are read, so before Django can translate.
"""

import os
from collections.abc import Mapping

from ikpweb.config.problem import SettingError

__all__ = ["LANGUAGES", "TEXT", "language", "say"]

LANGUAGES = ("id", "en")

TEXT: Mapping[str, Mapping[str, str]] = {
    "language": {
        "id": "IKP_LANG: {value!r} bukan bahasa yang dikenal. Pilih id atau en.",
        "en": "IKP_LANG: {value!r} is no language that ikp-web speaks. Choose id or en.",
    },
    "home": {
        "id": "IKP_HOME: folder {home} tidak dapat dibuat ({why}). Sebutkan folder yang boleh Anda tulisi.",
        "en": "IKP_HOME: the folder {home} cannot be made ({why}). Name a folder you may write to.",
    },
    "database-url": {
        "id": "DATABASE_URL: yang diharapkan postgres://user:password@host:port/nama, atau kosong untuk SQLite.",
        "en": "DATABASE_URL: expected postgres://user:password@host:port/name, or nothing for SQLite.",
    },
    "country-folder": {
        "id": "IKP_COUNTRY: {file} tidak ada. Sebutkan folder yang memuatnya, atau kosongkan untuk Indonesia.",
        "en": "IKP_COUNTRY: there is no {file}. Name the folder that holds it, or nothing for Indonesia.",
    },
    "country-toml": {
        "id": "{file} bukan TOML yang terbaca ({why}). Perbaiki baris yang disebut.",
        "en": "{file} is no TOML that can be read ({why}). Mend the line that it names.",
    },
    "country-lacking": {
        "id": "{file}: {setting} belum ada. Tulis, misalnya, {example}.",
        "en": "{file}: {setting} is missing. Write, for example, {example}.",
    },
    "country-value": {
        "id": "{file}: {setting} = {value} tidak dapat dipakai. Yang diharapkan: {example}.",
        "en": "{file}: {setting} = {value} cannot be used. Expected: {example}.",
    },
    "whole-number": {
        "id": "{name}: {value!r} bukan bilangan bulat mulai dari {least}.",
        "en": "{name}: {value!r} is no whole number from {least} on.",
    },
    "email": {
        "id": "IKP_EMAIL: yang diharapkan smtp://user:password@host:587, atau kosong agar surat ditulis ke terminal.",
        "en": "IKP_EMAIL: expected smtp://user:password@host:587, or nothing to write mail to the terminal.",
    },
    "no-bucket": {
        "id": "IKP_EVIDENCE_S3_BUCKET: setelan S3 lain diberikan, bucket-nya tidak. Sebutkan, atau hapus yang lain.",
        "en": "IKP_EVIDENCE_S3_BUCKET: other S3 settings are given, but no bucket. Name it, or remove them.",
    },
    "clamav": {
        "id": "IKP_CLAMAV: {value!r} bukan host:porta, seperti 127.0.0.1:3310.",
        "en": "IKP_CLAMAV: {value!r} is no host:port, such as 127.0.0.1:3310.",
    },
    "no-file": {
        "id": "{name}: berkas {path} tidak ada atau tidak dapat dibaca.",
        "en": "{name}: there is no file {path}, or it cannot be read.",
    },
    "plain-mail": {
        "id": "IKP_EMAIL: smtp+plain:// mengirim tanpa sandi, hanya untuk mesin ini. Pakai smtp:// atau smtps://.",
        "en": "IKP_EMAIL: smtp+plain:// sends unencrypted, to this machine alone. Use smtp:// or smtps://.",
    },
    "plain-bucket": {
        "id": "IKP_EVIDENCE_S3_ENDPOINT: bukti hanya dikirim lewat https://, kecuali ke mesin ini.",
        "en": "IKP_EVIDENCE_S3_ENDPOINT: evidence is sent over https:// alone, unless to this machine.",
    },
    "limits": {
        "id": "IKP_LIMITS: {value!r} tidak terbaca. Tulis jenis=bilangan, dengan jenis {kinds}; atau none.",
        "en": "IKP_LIMITS: {value!r} cannot be read. Write kind=number, the kinds being {kinds}; or none.",
    },
    "log": {
        "id": "IKP_LOG: {value!r} bukan cara mencatat. Pilih text atau json.",
        "en": "IKP_LOG: {value!r} is no way to log. Choose text or json.",
    },
    "operators": {
        "id": "IKP_OPERATORS: {value!r} bukan alamat surel. Pisahkan alamat dengan koma.",
        "en": "IKP_OPERATORS: {value!r} is no e-mail address. Separate addresses by commas.",
    },
    "background": {
        "id": "IKP_BACKGROUND: {value!r} bukan proses. Yang ada: {known}; atau none.",
        "en": "IKP_BACKGROUND: {value!r} is no process. There are: {known}; or none.",
    },
    "metrics": {
        "id": "IKP_METRICS: {value!r} bukan alamat atau jaringan, seperti 10.0.0.5 atau 10.0.0.0/24.",
        "en": "IKP_METRICS: {value!r} is no address or network, such as 10.0.0.5 or 10.0.0.0/24.",
    },
    "report-pair": {
        "id": "IKP_REPORT_CERTIFICATE dan IKP_REPORT_KEY hanya bersama-sama. Sebutkan sertifikat dan kuncinya.",
        "en": "IKP_REPORT_CERTIFICATE and IKP_REPORT_KEY go together: a certificate and its key. Name both.",
    },
    "report-file": {
        "id": "{name}: berkas {path} tidak ada, atau tidak boleh dibaca.",
        "en": "{name}: there is no file {path}, or it must not be read.",
    },
    "report-signer": {
        "id": "IKP_REPORT_SIGNER: {value!r} bukan modul:fungsi, seperti kantor.tanda_tangan:bsre.",
        "en": "IKP_REPORT_SIGNER: {value!r} is no module:function, such as office.signing:bsre.",
    },
    "serve": {
        "id": "Siapkan basis data dan jalankan platform.",
        "en": "Prepare the database and serve the platform.",
    },
    "serve-host": {"id": "alamat server (bawaan: %(default)s)", "en": "address to listen on (default: %(default)s)"},
    "serve-port": {"id": "porta server (bawaan: %(default)s)", "en": "port to listen on (default: %(default)s)"},
    "serve-workers": {"id": "banyaknya proses (bawaan: %(default)s)", "en": "server processes (default: %(default)s)"},
    "serve-alone": {
        "id": "tanpa proses di sampingnya (segel, pantauan, usulan, pencegahan): masing-masing layanan sendiri",
        "en": "without the processes beside it (seals, watch, plans, prevention): each is a service of its own",
    },
    "prepare": {
        "id": "Migrasi basis data, muat edisi bawaan, kumpulkan berkas statis; lalu selesai.",
        "en": "Migrate the database, load the editions shipped, collect the static files; then end.",
    },
    "taken": {
        "id": "tidak dapat menerima di {host}:{port} ({why}). Pilih yang lain dengan --host dan --port.",
        "en": "cannot listen on {host}:{port} ({why}). Choose another with --host and --port.",
    },
    "no-port": {
        "id": "{port} bukan porta. Pilih dari 1 sampai 65535 dengan --port.",
        "en": "{port} is no port. Choose one from 1 to 65535 with --port.",
    },
    "preparing": {"id": "menyiapkan basis data", "en": "preparing the database"},
    "ready": {"id": "{address}  (Ctrl-C menghentikan)", "en": "{address}  (Ctrl-C stops)"},
}


def language(environment: Mapping[str, str] | None = None) -> str:
    """Give the language: that of IKP_LANG, else a locale of Indonesian or English, else Indonesian.

    Raises
    ------
    SettingError
        If IKP_LANG names a language that is not spoken here.
    """
    environment = os.environ if environment is None else environment
    asked = environment.get("IKP_LANG")
    if asked and asked not in LANGUAGES:
        raise SettingError(TEXT["language"][_of_locale(environment)].format(value=asked))
    return asked or _of_locale(environment)


def say(key: str, **named: object) -> str:
    """Say something of the list in the language of the one who runs the command."""
    return TEXT[key][language()].format_map(named)


def _of_locale(environment: Mapping[str, str]) -> str:
    # POSIX: LC_ALL overrules LC_MESSAGES, which overrules LANG.
    found = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if found[:2].lower() == "en" else "id"
