"""Editions of the IKP as dated, sourced data, with what was published of each."""

from ikp.editions.edition import Alternative, Edition, available, concordance, load
from ikp.editions.registry import LAST_DAY_OF_34, registry

__all__ = ["LAST_DAY_OF_34", "Alternative", "Edition", "available", "concordance", "load", "registry"]
