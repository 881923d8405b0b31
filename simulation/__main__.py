"""``python -m simulation``: act out a whole cycle on a platform of its own. Everything in it is *SINTETIS*.

Ends with the frozen data set and the index that follows from it, and writes its figures to
``simulation.json`` in the folder of the state, which then serves as training data:
``IKP_HOME=<folder> ikp-web serve``.
"""

import argparse
import os
import sys
from collections import Counter
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from simulation.acts import Play
from simulation.figures import Figures
from simulation.post import Post
from simulation.server import Database, environment, free_port, run, serving
from simulation.world import World, offices_of

CYCLE = "latihan-sintetis"
PERIOD = (date(2023, 1, 1), date(2024, 12, 31))


def main(arguments: list[str] | None = None) -> int:
    """Run it all; 0 when every act came to its end."""
    parser = argparse.ArgumentParser("python -m simulation", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("IKP_HOME") or "var/simulation"))
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 552 offices, by whole provinces")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument(
        "--database", choices=["sqlite", "postgresql"], help="default: sqlite below a tenth of the offices"
    )
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    if not 0 < asked.scale <= 1:
        parser.error("--scale must be above 0 and at most 1")
    home = asked.home.resolve()
    if (home / "ikp.sqlite3").exists() or (home / "postgresql").exists():
        parser.error(
            f"{home} holds a platform already: name an empty folder with --home, so that nothing is overwritten"
        )
    home.mkdir(parents=True, exist_ok=True)
    kind = asked.database or ("sqlite" if asked.scale < 0.1 else "postgresql")
    console = Console()
    figures = Figures(console)
    figures.facts = {"seed": asked.seed, "scale": asked.scale, "database": kind}
    with ExitStack() as held:
        post = held.enter_context(Post())
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        variables = environment(
            home,
            database=Database(home).address if kind == "postgresql" else "",
            IKP_EMAIL=f"smtp+plain://127.0.0.1:{post.port}",
            IKP_BASE_URL=base,
            IKP_PROXIES="1",
        )
        with figures.act("start"):
            held.enter_context(serving(variables, port, asked.workers))
        play(asked, figures, post, variables)
    told = figures.write(home / "simulation.json")
    console.print_json(data=told)
    console.print(f"IKP_HOME={home} ikp-web serve", highlight=False)
    return 0


def opening() -> dict[str, str]:
    """Give the form of a training cycle whose deadlines lie ahead."""
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    return {
        "title_id": "Putaran latihan (SINTETIS)",
        "title_en": "Training cycle (SYNTHETIC)",
        "edition": "2024",
        "registry_date": "2024-01-01",
        "period_from": PERIOD[0].isoformat(),
        "period_to": PERIOD[1].isoformat(),
        "due_entry": (today + timedelta(days=1)).isoformat(),
        "due_province": (today + timedelta(days=14)).isoformat(),
        "due_centre": (today + timedelta(days=28)).isoformat(),
        "training": "on",
    }


def play(asked: argparse.Namespace, figures: Figures, post: Post, variables: dict[str, str]) -> None:
    """Play all acts."""
    from ikp.editions import registry

    codes = [unit.code for unit in registry().units]
    offices = offices_of(codes, asked.scale)
    base = variables["IKP_BASE_URL"]
    figures.console.print(f"SINTETIS · {len(offices)} offices · {base}", highlight=False)
    world = World(asked.seed, PERIOD)
    acts = Play(base, post, figures, world, CYCLE, offices, at_once=4 if len(offices) < 60 else 8)
    figures.facts["offices"] = len(offices)
    link = run(variables, "invite", "administrator@0.sintetis.example").split()[-1]
    with figures.act("people of the centre"):
        acts.begin(link)
    acts.gather()
    with figures.act("opening"):
        acts.open(given := opening())
    acts.enter(["prompt"])
    with figures.act("the deadline passes"):
        acts.due(given)
        run(variables, "remind")
    acts.enter(["last"])
    figures.facts["punctuality"] = late = acts.late()
    expected = Counter(load.punctuality for load in acts.loads.values())
    if late != {"in time": expected["prompt"], "late": expected["last"], "never": expected["never"]}:
        message = f"the board says {late}, acted out were {dict(expected)}"
        raise RuntimeError(message)
    handed = [code for code in offices if acts.loads[code].punctuality != "never"]
    acts.verify(handed)
    with figures.act("answering objections"):
        acts.answer_objections()
    acts.grade_twice()
    acts.sign(handed)
    with figures.act("freezing"):
        figures.facts["frozen bytes"] = len(acts.freeze())
    with figures.act("computing"):
        acts.compute()
    with figures.act("checking the log"):
        figures.facts["log"] = run(variables, "audit", "verify").strip().splitlines()[-1]
    figures.facts["letters"] = post.letters


if __name__ == "__main__":
    sys.exit(main())
