"""Projection: what may come in the next stage and the next edition, and how good such forecasts were."""
