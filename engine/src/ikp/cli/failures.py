"""What goes wrong becomes a sentence and an exit code: 0 done, 1 data, 2 wrong use, 3 internal, 130 interrupted."""

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import typer

from ikp.cli.language import say
from ikp.errors import IkpError, problem
from ikp.problems import Problem

__all__ = ["INTERNAL", "INTERRUPTED", "PROBLEMS", "WRONG_USE", "guard", "hush"]

PROBLEMS, WRONG_USE, INTERNAL, INTERRUPTED = 1, 2, 3, 130
#: More problems than this are counted, not listed: `ikp check` lists them all.
LISTED = 20


def guard(run: Callable[[], int], *, debug: bool) -> int:
    """Run, and give the exit code; a raw traceback is shown only with `debug`."""
    try:
        code = run()
    except IkpError as error:
        code = _tell(error.problems, error.exit_code)
    except typer.TyperException as error:
        code = _tell((_misuse(error),), WRONG_USE)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        hush()
        code = 0
    except OSError as error:
        if debug:
            traceback.print_exc()
        code = _tell((problem("cli-file", path=error.filename or "–", reason=error.strerror or error),), WRONG_USE)
    except Exception as error:  # noqa: BLE001 - the last net: the user gets a sentence
        if debug:
            traceback.print_exc()
        code = _tell((problem("cli-internal", error=f"{type(error).__name__}: {error}"),), INTERNAL)
    if code == INTERRUPTED:
        print(f"\n{say('msg.interrupted')}", file=sys.stderr)
    return code


def hush() -> None:
    """Send what is still to be written nowhere: the reader has closed the pipe, as `head` does."""
    with suppress(OSError, ValueError):  # not a real file: nothing to hush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(problems: tuple[Problem, ...], code: int) -> int:
    from ikp.cli.telling import error_console, problem_lines

    console = error_console()
    console.print(problem_lines(problems[:LISTED]))
    if len(problems) > LISTED:
        console.print(say("msg.more-problems", count=len(problems) - LISTED))
    return code


def _misuse(error: typer.TyperException) -> Problem:
    """Put what Typer says into our own sentences; its classes differ in what they know."""
    known: Any = error
    option = getattr(known, "option_name", None)
    if getattr(known, "possibilities", None) is not None or type(error).__name__ == "NoSuchOption":
        return problem("cli-option", option=option, near=sorted(known.possibilities or ()) or "--help")
    if option is not None:
        return problem("cli-option-value", option=option)
    param = getattr(known, "param", None)
    if param is None:
        return problem("cli-misuse", detail=error.format_message().rstrip("."))
    name = max(param.opts, key=len) if param.param_type_name == "option" else param.display_name_raw
    if type(error).__name__ == "MissingParameter":
        return problem("cli-missing", name=name, command=known.ctx.command_path if known.ctx else "ikp")
    return problem("cli-value", name=name, expected=param.display_type(known.ctx).strip("<>").replace("|", ", "))
