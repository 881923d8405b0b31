"""Reading the register. `of_unit` is for the profile of a unit, which only members see that part of."""

from ikpweb.prevention.register.selectors.units import Held, of_unit

__all__ = ["Held", "of_unit"]
