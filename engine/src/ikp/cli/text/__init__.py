"""What the command line says, in Indonesian and English side by side.

Machine output has none of it: its keys are English and stable.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ikp.cli.text.alarming import ALARMING
from ikp.cli.text.audit import AUDIT
from ikp.cli.text.effecting import EFFECTING
from ikp.cli.text.exporting import EXPORTING
from ikp.cli.text.help import HELP
from ikp.cli.text.messages import MESSAGES
from ikp.cli.text.nowcasting import NOWCASTING
from ikp.cli.text.page import PAGE
from ikp.cli.text.projecting import PROJECTING
from ikp.cli.text.releasing import RELEASING
from ikp.cli.text.scanning import SCANNING
from ikp.cli.text.sensitivity import SENSITIVITY
from ikp.cli.text.stations import STATIONS
from ikp.cli.text.uncertainty import UNCERTAINTY
from ikp.cli.text.validation import VALIDATION
from ikp.cli.text.words import WORDS
from ikp.problems import Lang

__all__ = ["TEXT"]

TEXT: Mapping[str, Mapping[Lang, str]] = MappingProxyType(
    {
        **HELP,
        **WORDS,
        **MESSAGES,
        **PAGE,
        **UNCERTAINTY,
        **AUDIT,
        **SENSITIVITY,
        **STATIONS,
        **VALIDATION,
        **SCANNING,
        **NOWCASTING,
        **PROJECTING,
        **ALARMING,
        **EFFECTING,
        **RELEASING,
        **EXPORTING,
    }
)
