"""`fotfeste generate`: a made-up register with a known truth, to try methods and machines on."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import Commands, For, Json, answer, fail, progress, say


def generate(
    out: Annotated[Path, typer.Option("--out", help="An empty folder, or one that does not exist yet.")],
    episodes: Annotated[
        int, typer.Option(min=1, max=10_000_000, help="How many episodes, each with about 30 visits.")
    ] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same register.")] = 1,
    truth: Annotated[
        Path | None, typer.Option(help="A TOML file with what is to be true; what it leaves out keeps its default.")
    ] = None,
    reach: Annotated[
        float | None,
        typer.Option(help="Share (0 to 1) of the living who are reached at each follow-up; before what the file says."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write outcome tables about people who do not exist, and what is true of them."""
    from fotfeste.insight.registers import truth as truths
    from fotfeste.insight.registers import writing
    from fotfeste.insight.tables.extract import scores

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise fail(f"{out} is there already and is not an empty folder. Choose another, so that nothing is lost.", 2)
    try:
        about = truths.read(truth) if truth else truths.Truth()
        about = about if reach is None else replace(about, reach=reach)
    except truths.TruthError as wrong:
        raise fail(wrong, 2) from wrong
    with progress("Episodes") as report:
        try:
            found = writing.generate(
                out,
                episodes,
                seed=seed,
                about=about,
                definitions=scores.definitions("copm", "sppb", "satisfaction_person"),
                progress=lambda done, of: report("", done, of),
            )
        except OSError as wrong:
            raise fail(
                f"{out} could not be written: {wrong}. Choose a folder with room that you may write to."
            ) from wrong
    if as_json:
        answer({"folder": str(out), **found})
        return
    say(f"{found['episodes']} episodes and {found['visits']} visits in {out}. Nobody in it exists.")
    say(f"What is true, and what came of it: {out / 'truth.json'}")


def register(app: Commands) -> None:
    """Hang the command on the product's command line."""
    app.add(
        without_database(generate),
        who=For.TRYING,
        example="fotfeste generate --out tables --episodes 1000",
        short="A made-up register with a known truth.",
    )
