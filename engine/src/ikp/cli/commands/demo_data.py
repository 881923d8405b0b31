"""``ikp demo-data``: made-up events for training, labelled SINTETIS in every row."""

from ikp.cli.options import Edition, Level, OutFile, Province, Seed

__all__ = ["run"]


def run(
    *,
    output: OutFile,
    edition: Edition = "2024",
    level: Level = "province",
    province: Province = None,
    seed: Seed = 1,
) -> None:
    import shlex

    from ikp.cli.choose import units_of, which_edition
    from ikp.cli.language import say, whole
    from ikp.cli.synthetic import made_up
    from ikp.cli.telling import tell
    from ikp.editions import load
    from ikp.io import write_events

    chosen = load(which_edition(str(edition)))
    units = units_of(chosen.registry(), level, province)
    log = made_up(chosen, level, units, seed)
    write_events(log, output)
    tell(say("msg.demo-data.done", path=output, rows=whole(len(log)), units=whole(len(units)), seed=seed))
    place = shlex.quote(str(output))
    tell(
        say("msg.demo-data.next", command=f"ikp compute {place} --edition {chosen.code} --level {level} -o out/"), "dim"
    )
