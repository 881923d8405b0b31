"""``ikp-web verify``: was anything changed behind the platform?"""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.audit import keys
from ikpweb.audit import verifying as log
from ikpweb.audit.checkpoints import folder_of_keys
from ikpweb.kit.commands import SpokenCommand
from ikpweb.publication import verifying as releases
from ikpweb.publication.models import Release
from ikpweb.runs import verifying as results
from ikpweb.runs.models import Run


class Command(SpokenCommand):
    """Looks at the log, the results and the releases; ends with 1 when something was changed."""

    help = gettext_lazy("Temukan apa yang diubah di balik platform: jejak audit, hasil, dan rilis.")  # type: ignore[assignment]

    def handle(self, *_args: Any, **_options: Any) -> None:
        public = dict(keys.known_keys(folder_of_keys()))
        findings = [*log.verified(public), *results.verified(), *releases.verified()]
        for finding in findings:
            self.stdout.write(str(finding))
        if findings:
            message = _("%(number)s temuan: tidak semuanya seperti saat ditulis.") % {"number": len(findings)}
            raise CommandError(message, returncode=1)
        told = {"runs": Run.objects.count(), "releases": Release.objects.filter(state=Release.State.FROZEN).count()}
        self.stdout.write(_("Tidak ada yang diubah: jejak audit, %(runs)s perhitungan, %(releases)s rilis.") % told)
        older = log.describe_older_form()
        if older:
            self.stdout.write(older)
