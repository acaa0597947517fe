"""`fotfeste quality`: what is wrong or doubtful in a folder of outcome tables, the first to mend first."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import DAYS, Commands, For, Json, answer, fail, say

if TYPE_CHECKING:
    from fotfeste.insight.quality.rules.findings import Finding


def quality(
    data: Annotated[Path | None, typer.Option("--data", help="A folder with the outcome tables as Parquet.")] = None,
    places: Annotated[
        Path | None, typer.Option(help="A CSV: municipality;stays;days_per_stay;places. Are places over-full?")
    ] = None,
    shares: Annotated[
        Path | None,
        typer.Option(
            help="A CSV: label;n;part_of and a column for each printed per cent. Can whole persons give them?"
        ),
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help="A rule; may be given several times.")] = None,
    team: Annotated[
        bool, typer.Option("--team", help="For those who know the persons: small numbers, and the records to mend.")
    ] = False,
    rows: Annotated[int, typer.Option(min=1, max=100_000, help="With --team: records named for each rule.")] = 10,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=DAYS, help="The day the tables were taken out; that of the newest file when left out. With --team."
        ),
    ] = None,
    list_rules: Annotated[bool, typer.Option("--list", help="The rules, and nothing else.")] = False,
    as_json: Json = False,
) -> None:
    """What to mend in the data: how many of how many, what it spoils, what to do. Findings are no error."""
    from django.conf import settings

    from fotfeste.ground.ui.rules.days import NORWAY
    from fotfeste.insight.quality.queries.checking import (
        CODEBOOK_RULE,
        CODEBOOK_WHY,
        POPULATION_RULES,
        PRINTED_RULES,
        RULES,
        check_folder,
    )
    from fotfeste.insight.quality.rules.findings import Limits, for_outside, mend_first
    from fotfeste.insight.quality.rules.one_record import RECORD_RULES
    from fotfeste.insight.quality.rules.printed import CHECKS
    from fotfeste.insight.tables.engines import made_at
    from fotfeste.insight.tables.given_csv import GivenError
    from fotfeste.insight.tables.schema import TableError

    if list_rules:
        for rule in (*RECORD_RULES, *POPULATION_RULES):
            say(f"{rule.id} ({rule.severity.value}): {rule.why}")
        say(f"{CODEBOOK_RULE} (wrong or doubtful): {CODEBOOK_WHY}")
        for name, option in PRINTED_RULES.items():
            say(f"{name} (wrong): asks about the file of --{option}.")
        return
    if unknown := [each for each in only or [] if each not in RULES]:
        raise fail(f"There is no rule {', '.join(unknown)}. `fotfeste quality --list` shows them.", 2)
    if as_of and not team:
        raise fail("Two days that differ little can give one person away. Leave --as-of out, or add --team.", 2)
    chosen = set(only or RULES)
    files = {"places": places, "shares": shares}
    if data is None and not any(files.values()):
        raise fail("There is nothing to check. Give --data with a folder, or --places or --shares with a file.", 2)
    for name in sorted(chosen if only else ()):
        option = PRINTED_RULES.get(name, "data")
        if {**files, "data": data}[option] is None:
            raise fail(f"The rule {name} asks about --{option}, which is not given.", 2)
    found: list[Finding] = []
    taken = None
    try:
        if data is not None:
            taken = as_of.date() if as_of else made_at(data).astimezone(NORWAY).date()
            found += check_folder(data, Limits(taken), only=chosen, rows=rows if team else 0)
            if not team:
                found = for_outside(found, threshold=settings.SMALL_NUMBER_THRESHOLD)
        # What is printed is out already: nothing of it is hidden.
        for option, path in files.items():
            if path is not None:
                found += [each for each in CHECKS[option](path) if each.rule in chosen]
    except (GivenError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    found = mend_first(found)
    if as_json:
        told = {
            "as_of": taken.isoformat() if taken else None,
            "rules": [
                each for each in RULES if each in chosen and (each not in PRINTED_RULES or files[PRINTED_RULES[each]])
            ],
            "findings": [each.as_dict() for each in found],
        }
        answer(told)
        return
    _tell(found)


def _tell(found: "list[Finding]") -> None:
    if not found:
        say("Nothing was found. What was never recorded, no rule can see.")
        return
    for severity in dict.fromkeys(each.severity for each in found):
        mine = [each for each in found if each.severity is severity]
        say(f"{severity.value.upper()} ({len(mine)})")
        for rule in dict.fromkeys(each.rule for each in mine):
            several = [each for each in mine if each.rule == rule]
            # What several findings of one rule have in common is said once.
            alone = len(several) == 1
            say(f"- {rule}: {several[0].sentence if alone else f'{several[0].why} {several[0].mend}'}")
            for each in several:
                if not alone:
                    say(f"  - {each.told}")
                for row in each.rows:
                    say("      " + ", ".join(f"{name} {_cell(value)}" for name, value in row.items()))


def _cell(value: object) -> str:
    return "–" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def register(app: Commands) -> None:
    """Hang the command on the product's command line."""
    app.add(
        without_database(quality),
        who=For.ANALYSTS,
        example="fotfeste quality --data tables",
        short="What to mend in the data, the first to mend first.",
    )
