"""``ikp-web report_authority FOLDER``: a certificate authority of this machine, to try the signatures of reports."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.commands import SpokenCommand
from ikpweb.publication.report.authority import make_authority


class Command(SpokenCommand):
    """Makes a root, and a certificate with its key under it."""

    help = gettext_lazy("Buat otoritas sertifikat percobaan untuk tanda tangan laporan; tidak dipercaya siapa pun.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help=_("folder tempat akar, sertifikat, dan kunci ditulis"))

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            root, certificate, key = make_authority(folder)
        except OSError as problem:
            told = _("%(folder)s: %(problem)s. Tidak ada berkas yang ditimpa; sebutkan folder lain.")
            raise CommandError(told % {"folder": folder, "problem": problem}) from problem
        self.stdout.write(f"IKP_REPORT_CERTIFICATE={certificate.resolve()}\nIKP_REPORT_KEY={key.resolve()}")
        self.stdout.write(_("Akar untuk yang memeriksa: %(root)s") % {"root": root.resolve()})
