"""What ikp raises. Every error carries the problems that caused it."""

from collections.abc import Iterable, Mapping

from ikp.problems import Lang, Problem

__all__ = ["DataError", "IkpError", "UsageError", "problem"]


class IkpError(Exception):
    """Base of all errors that ikp raises on purpose; ``exit_code`` is what the command line ends with."""

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.sentence())

    def __reduce__(self) -> tuple[type["IkpError"], tuple[tuple[Problem, ...]]]:
        """Travel between processes with the problems, not with their sentence."""
        return type(self), (self.problems,)

    def sentence(self, lang: Lang = "en") -> str:
        """Say all problems, one a line."""
        return "\n".join(each.sentence(lang) for each in self.problems)


class DataError(IkpError):
    """A table, a framework or a recipe cannot be used as it is."""

    exit_code = 1


class UsageError(IkpError):
    """ikp was asked for something that it cannot do: a missing file, an unknown edition."""

    exit_code = 2


def problem(code: str, /, **params: object) -> Problem:
    """Make a problem without a place in a file; short hand for the many callers that only know the values."""
    return Problem(code, _quoted(params))


def _quoted(params: Mapping[str, object]) -> dict[str, object]:
    """Join lists, so that a sentence reads `I01, I02` and never `['I01', 'I02']`."""
    return {
        key: ", ".join(map(str, value)) if isinstance(value, (list, tuple, set, frozenset)) else value
        for key, value in params.items()
    }
