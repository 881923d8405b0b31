"""Invite the first administrator of an office: ``ikp-web invite EMAIL --office 0 --role administrator``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from ikpweb.accounts.links import absolute
from ikpweb.accounts.models import Role
from ikpweb.accounts.services.members import INVITATION_DAYS, found
from ikpweb.audit.actor import SYSTEM
from ikpweb.territory.models import Office


class Command(BaseCommand):
    """Prints the link; whoever can run it owns the machine."""

    help = "Make an invitation and print its link: for the first administrator, who then invites the others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="whom the link is for")
        parser.add_argument("--office", default=Office.CENTRE, help="code of the office (default: 0, the centre)")
        parser.add_argument(
            "--role", default=Role.ADMINISTRATOR.value, choices=Role.values, help="default: administrator"
        )

    def handle(self, *_: Any, email: str, office: str, role: str, **__: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as problem:
            message = f"{email!r} is no e-mail address."
            raise CommandError(message) from problem
        place = Office.objects.filter(pk=office).first()
        if place is None:
            message = f"There is no office {office!r}. The centre is 0, a province is 15, a regency 15.71."
            raise CommandError(message)
        _invitation, secret = found(place, email, role, actor=SYSTEM)
        self.stdout.write(f"{place} · {role} · {email} · {INVITATION_DAYS} days, once:")
        self.stdout.write(absolute(reverse("office:accept", args=[secret])))
