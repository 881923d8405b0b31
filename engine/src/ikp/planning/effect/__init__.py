"""What a programme changed, and whether that can be told at all."""

from ikp.planning.effect.assess import Assessment, assess
from ikp.planning.effect.panel import Panel
from ikp.planning.effect.placebo import Placebo, earlier, placebo
from ikp.planning.effect.staggered import Effect, EventStudy, GroupTime, event_study, group_time, overall
from ikp.planning.effect.synthetic import Synthetic, mixture, synthetic_control
from ikp.planning.effect.verdict import Verdict, verdict

__all__ = [
    "Assessment",
    "Effect",
    "EventStudy",
    "GroupTime",
    "Panel",
    "Placebo",
    "Synthetic",
    "Verdict",
    "assess",
    "earlier",
    "event_study",
    "group_time",
    "mixture",
    "overall",
    "placebo",
    "synthetic_control",
    "verdict",
]
