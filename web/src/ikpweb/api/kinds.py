"""What a kind of problem is."""

from collections.abc import Mapping
from dataclasses import dataclass

from ikpweb.kit.country import country
from ikpweb.kit.wording import worded, words_of

__all__ = ["Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, and its title and sentence by language."""

    status: int
    titles: Mapping[str, str]
    details: Mapping[str, str]

    def title(self, language: str) -> str:
        """Name it in a language, in the words of the country."""
        return worded(self.titles[language], words_of(country(), language))

    def detail(self, language: str) -> str:
        """Give its sentence in a language, in the words of the country; names in braces are still to be filled in."""
        return worded(self.details[language], words_of(country(), language))
