"""The variables of the environment that the command `ikp` reads."""

from collections.abc import Mapping

__all__ = ["VARIABLES"]

VARIABLES: Mapping[str, str] = {
    "IKP_LANG": "id or en: what the command speaks, where --lang does not say. Default: as the locale, else Indonesian",
    "IKP_COUNTRY": "Folder of another country, with its registry and its editions. Default: Indonesia",
    "IKP_DEBUG": "1 shows the traceback of an internal failure, as --debug does",
    "LC_ALL": "Locale, asked for its language where IKP_LANG is empty; it counts before LC_MESSAGES and LANG",
    "LC_MESSAGES": "The same; it counts before LANG",
    "LANG": "The same",
}
