"""Made-up data for training, trials and tests. All of it says so: *SINTETIS*."""

from ikp.testing.events import demo_events, demo_stations
from ikp.testing.setting import Stage, WorldSetting
from ikp.testing.world import Outbreak, World, make_world

__all__ = ["Outbreak", "Stage", "World", "WorldSetting", "demo_events", "demo_stations", "make_world"]
