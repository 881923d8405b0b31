"""The engine's kept projection of the provinces' next category."""

from ikp.editions.foreseen import BASELINES, EDITIONS, LABELS, Foreseen, foreseen

__all__ = ["BASELINES", "EDITIONS", "LABELS", "Foreseen", "foreseen"]
