"""What the page on validation says in one word: a figure with its interval, and whose scores were held."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ikpweb.portal.templatetags.figures import say
from ikpweb.portal.templatetags.ikp import score, signed
from ikpweb.runs.engine import Held, Measure

register = template.Library()
register.filter("say", say)


@register.simple_tag
def measure(figure: Measure, *, sign: bool = False) -> SafeString | str:
    """Write a figure, and its interval below it as far as there is one."""
    write = signed if sign else score
    if figure.value is None or figure.low is None or figure.high is None:
        return write(figure.value)
    return format_html(
        '{} <span class="between">[{};&nbsp;{}]</span>', write(figure.value), write(figure.low), write(figure.high)
    )


@register.simple_tag
def whose(here: Held) -> str:
    """Say which units, and by whose scores."""
    return {
        ("province", "own"): _("provinsi"),
        ("province", "regencies"): _("provinsi menurut rata-rata kabupaten/kotanya"),
        ("regency", "own"): _("kabupaten/kota yang skornya terbit"),
        ("regency", "province"): _("kabupaten/kota menurut skor provinsinya"),
    }[here.level, here.reading]


@register.simple_tag
def caveat(here: Held) -> str:
    """Say what the scores of these units cannot stand for; nothing where all units have their own."""
    told = {
        ("province", "regencies"): _(
            "Hanya {n} provinsi yang tercetak, karena rata-ratanya tinggi: korelasinya tidak berlaku untuk yang lain."
        ),
        ("regency", "own"): _(
            "Hanya {n} daerah yang skornya terbit, umumnya yang tinggi: korelasinya menggambarkan daerah itu saja."
        ),
        ("regency", "province"): _(
            "Semua daerah dalam satu provinsi berbagi satu skor; rentang dan nilai p dihitung atas provinsi."
        ),
    }
    return told.get((here.level, here.reading), "").format(n=here.units)
