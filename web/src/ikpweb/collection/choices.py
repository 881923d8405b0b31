"""Lists to choose from: kinds of actors, and the stages of an election. Codes are kept, names are shown.

The kinds of actors are ours: the law names offences, not one list of who commits them. A
person is entered by kind and never by name.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.engine import stage_names
from ikpweb.kit.country import country

__all__ = ["ACTORS", "STAGES"]

_OURS: Mapping[str, str | Promise] = {
    "calon": _("calon atau pasangan calon"),
    "parpol": _("partai politik"),
    "tim-kampanye": _("tim atau pelaksana kampanye"),
    "pendukung": _("pendukung atau simpatisan"),
    "kpu": _("KPU"),
    "ppk-pps": _("PPK atau PPS"),
    "kpps": _("KPPS"),
    "pengawas": _("jajaran Bawaslu"),
    "saksi": _("saksi peserta"),
    "pejabat-daerah": _("kepala daerah atau pejabat daerah"),
    "asn": _("aparatur sipil negara"),
    "kepala-desa": _("kepala desa atau perangkat desa"),
    "tni": _("TNI"),
    "polri": _("Polri"),
    "ormas": _("organisasi kemasyarakatan"),
    "tokoh": _("tokoh agama atau adat"),
    "media": _("media atau pegiat media sosial"),
    "perusahaan": _("perusahaan"),
    "pemilih": _("pemilih atau warga"),
    "tak-dikenal": _("tidak dikenal"),
}

#: Names in the language of the page, which is known when they are shown.
_said = lazy(country().said, str)

#: Kinds of actors: the country's own list, else ours.
ACTORS: Mapping[str, str | Promise] = {each.code: _said(each.names) for each in country().actors} or _OURS

#: Code to name by language, in the order in which an election runs through them.
STAGES: Mapping[str, Mapping[str, Any]] = stage_names()
