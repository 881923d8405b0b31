"""``ikp-web demo``: made-up people and a training cycle to try the platform with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.commands import SpokenCommand
from ikpweb.operation import demo


class Command(SpokenCommand):
    """Fills an empty platform once; called again it tells the codes of this half-minute."""

    help = gettext_lazy("Isi platform kosong dengan orang dan putaran rekaan (SINTETIS) untuk dicoba.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = [part.name for part in demo.PEOPLE]
        parser.add_argument(
            "--code", choices=names, metavar="NAME", help=_("hanya kode faktor kedua orang ini, sekarang")
        )

    def handle(self, *_args: Any, code: str | None, **_options: Any) -> None:
        if code:
            if not demo.is_filled():
                raise CommandError(_("Demo belum dibuat: jalankan ikp-web demo."))
            self.stdout.write(demo.code_of(f"{code}@{demo.DOMAIN}"))
            return
        if not demo.is_filled():
            self.stdout.write(_("SINTETIS: orang, putaran, dan laporan rekaan dibuat …"))
            try:
                with transaction.atomic():
                    demo.fill()
            except demo.DemoError as problem:
                raise CommandError(str(problem)) from problem
        self.stdout.write(_("Kata sandi semua orang rekaan: %(password)s") % {"password": demo.PASSWORD})
        for part in demo.PEOPLE:
            self.stdout.write(f"  {part.email:36} {part.office:6} {part.role:14} {demo.code_of(part.email)}")
        self.stdout.write(_("Angka terakhir ialah kode faktor kedua saat ini; yang baru: ikp-web demo --code NAMA."))
