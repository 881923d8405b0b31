"""Invite the first administrator of an office: ``ikp-web invite EMAIL --office 0 --role administrator``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.accounts.links import absolute
from ikpweb.accounts.models import Role
from ikpweb.accounts.services.members import INVITATION_DAYS, found
from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.commands import SpokenCommand
from ikpweb.territory.models import Office


class Command(SpokenCommand):
    """Prints the link; whoever can run it owns the machine."""

    help = gettext_lazy(  # type: ignore[assignment] # in the language of the terminal
        "Buat undangan dan tampilkan tautannya: untuk administrator pertama, yang lalu mengundang yang lain."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help=_("untuk siapa tautannya"))
        parser.add_argument("--office", default=Office.CENTRE, help=_("kode kantor (bawaan: 0, pusat)"))
        parser.add_argument(
            "--role", default=Role.ADMINISTRATOR.value, choices=Role.values, help=_("bawaan: administrator")
        )

    def handle(self, *_args: Any, email: str, office: str, role: str, **_options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as problem:
            message = _("%(email)s bukan alamat surel.") % {"email": email}
            raise CommandError(message) from problem
        place = Office.objects.filter(pk=office).first()
        if place is None:
            message = _(
                "Kantor %(office)s tidak ada. Pusat 0, provinsi misalnya 15, kabupaten/kota misalnya 15.71."
            ) % {"office": office}
            raise CommandError(message)
        _made, secret = found(place, email, role, actor=SYSTEM)
        told = {"office": place, "role": role, "email": email, "days": INVITATION_DAYS}
        self.stdout.write(_("%(office)s · %(role)s · %(email)s · %(days)s hari, satu kali:") % told)
        self.stdout.write(absolute(reverse("office:accept", args=[secret])))
