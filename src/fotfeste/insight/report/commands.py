"""`fotfeste report outcomes`: the outcome report on the command line, as words, JSON or PDF."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from fotfeste.ground.terminal import (
    DAYS,
    Commands,
    For,
    Json,
    Language,
    answer,
    fail,
    progress,
    say,
    show,
    warn,
    write_whole,
)


def outcomes(
    start: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, help="First day, for example 2026-01-01 or 01.01.2026.")
    ] = None,
    end: Annotated[datetime | None, typer.Option("--to", formats=DAYS, help="Last day, counted in.")] = None,
    as_json: Json = False,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", help="Write two pages for the council to this file, with small numbers hidden."),
    ] = None,
    annex: Annotated[
        bool, typer.Option("--annex", help="With --pdf: all figures, tables and definitions after the two pages.")
    ] = False,
    municipality: Annotated[
        str, typer.Option("--municipality", help="With --pdf: its name for the title, for example Klepp kommune.")
    ] = "",
    outside: Annotated[
        bool,
        typer.Option("--outside", help="Hide small numbers, for handing on outside the service. Always so with --pdf."),
    ] = False,
    team: Annotated[
        bool, typer.Option("--team", help="With --pdf: show small numbers, for the service's own use.")
    ] = False,
    language: Language = "nb",
) -> None:
    """What became of people: outcome classes, those who broke off, hours, change, follow-up."""
    from django.utils import timezone, translation

    from fotfeste.ground.access.actions import system_user
    from fotfeste.insight.figures.rules.figure import FigureError, Period
    from fotfeste.insight.report import paper, presentation, queries, tasks
    from fotfeste.insight.report.building import Reader

    if outside and team:
        raise fail("--outside hides small numbers and --team shows them. Choose one of them.", 2)
    try:
        period = Period(start.date() if start else None, end.date() if end else None)
    except FigureError as wrong:
        raise fail(wrong, 2) from wrong
    # A file is handed on more easily than a screen, so on paper nobody has to remember to hide.
    hide = outside or (pdf is not None and not team)
    with translation.override(language):
        with progress("Counting") as report:
            try:
                found = queries.outcome_report(
                    user=system_user(),
                    period=period,
                    now=timezone.now(),
                    reader=Reader.OUTSIDE if hide else Reader.TEAM,
                    fresh=True,
                    progress=report,
                )
                # Whoever opens the page next gets these tables; the job counts for them what is not counted here.
                tasks.enqueue()
            except queries.PeriodRefused as refused:
                words = presentation.refused_period(refused.why)
                cure = "" if outside else " For the service's own use any period can be counted: add --team."
                raise fail(f"{words}{cure}", 2) from refused
        if pdf:
            write_whole(pdf, paper.pdf(found, municipality=municipality, annex=annex))
            warn(f"Written: {pdf}", style="")
        if as_json:
            answer(found.as_dict())
        elif not pdf:
            _print(found)


def _print(found: object) -> None:
    """The report in words, as narrow as a terminal."""
    from django.utils.translation import gettext
    from rich.table import Table

    from fotfeste.insight.indicators.definition import Section
    from fotfeste.insight.report import presentation
    from fotfeste.insight.report.building import Report

    assert isinstance(found, Report)
    say("", presentation.headline(found), style="bold")
    say(presentation.second_sentence(found))
    say(presentation.period_in_words(found.period), style="dim")
    for title, sections in (
        (gettext("Services when reablement ended"), (Section.OUTCOME,)),
        (gettext("How the service worked"), (Section.PROCESS, Section.DOSE, Section.FOLLOW_UP)),
    ):
        rows = [line for section in sections for line in presentation.lines(found, section)]
        if not rows:
            continue
        table = Table(title=title, title_justify="left", show_lines=False)
        table.add_column("")
        for group in presentation.ORDER:
            table.add_column(presentation.group_words(found, group))
        for line in rows:
            table.add_row(line.label, *("\n".join(x for x in (c.number, c.spread, c.detail) if x) for c in line.cells))
        show(table)
    for change in presentation.changes(found):
        say(f"{change.label}: {change.before} → {change.after} ({change.change.number}; {change.change.detail})")
    say("", gettext("Beside a published result"), style="bold")
    for note in presentation.published_notes(found):
        say(f"• {note}")
    say("", gettext("What the figures cannot say"), style="bold")
    for head, text in presentation.limits(found):
        say(f"• {head}. {text}")


report_app = Commands("report", about="Reports counted from the records.")
report_app.add(
    outcomes,
    example="fotfeste report outcomes --from 2025-01-01 --to 2025-12-31\nfotfeste report outcomes --pdf results.pdf",
)


def register(app: Commands) -> None:
    """Add the commands of this room."""
    app.add_group(report_app, "report", who=For.ANALYSTS)
