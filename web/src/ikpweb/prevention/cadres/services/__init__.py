"""Everything that changes trainings, outreach and records of alumni."""

from ikpweb.prevention.cadres.services.counting import (
    change_outreach,
    change_training,
    enter_outreach,
    enter_training,
    withdraw_outreach,
    withdraw_training,
)
from ikpweb.prevention.cadres.services.people import (
    change_alumnus,
    enter_alumnus,
    erase_alumnus,
    export_alumnus,
    read_alumni,
)

__all__ = [
    "change_alumnus",
    "change_outreach",
    "change_training",
    "enter_alumnus",
    "enter_outreach",
    "enter_training",
    "erase_alumnus",
    "export_alumnus",
    "read_alumni",
    "withdraw_outreach",
    "withdraw_training",
]
