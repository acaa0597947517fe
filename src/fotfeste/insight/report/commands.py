"""`fotfeste report outcomes`: the outcome report on the command line, as words, JSON or PDF."""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

report_app = typer.Typer(name="report", no_args_is_help=True, help="Reports counted from the records.")

_DAYS = ["%Y-%m-%d", "%d.%m.%Y"]


@report_app.callback()
def report() -> None:
    """Reports counted from the records."""


@report_app.command("outcomes")
def outcomes(
    start: Annotated[
        datetime | None, typer.Option("--from", formats=_DAYS, help="First day, for example 2026-01-01 or 01.01.2026.")
    ] = None,
    end: Annotated[datetime | None, typer.Option("--to", formats=_DAYS, help="Last day, counted in.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything as JSON on standard output.")] = False,
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
    language: Annotated[str, typer.Option("--language", help="nb, nn or en.")] = "nb",
) -> None:
    """What became of people: outcome classes, those who broke off, hours, change, follow-up."""
    from django.utils import timezone, translation
    from rich.console import Console
    from rich.progress import Progress

    from fotfeste.ground.access.actions import system_user
    from fotfeste.insight.figures.rules.figure import FigureError, Period
    from fotfeste.insight.report import paper, presentation, queries
    from fotfeste.insight.report.building import Reader

    screen = Console(stderr=True)
    if outside and team:
        screen.print("--outside hides small numbers and --team shows them. Choose one of them.", style="bold red")
        raise typer.Exit(2)
    try:
        period = Period(start.date() if start else None, end.date() if end else None)
    except FigureError as wrong:
        screen.print(str(wrong), style="bold red", markup=False)
        raise typer.Exit(2) from wrong
    # A file is handed on more easily than a screen, so on paper nobody has to remember to hide.
    hide = outside or (pdf is not None and not team)
    with translation.override(language):
        with Progress(console=screen, transient=True, disable=not sys.stderr.isatty()) as bar:
            task = bar.add_task("Counting", total=None)

            def progress(table: str, done: int, of: int) -> None:
                bar.update(task, description=f"Counting {table}", completed=done, total=of)

            try:
                found = queries.outcome_report(
                    user=system_user(),
                    period=period,
                    now=timezone.now(),
                    reader=Reader.OUTSIDE if hide else Reader.TEAM,
                    fresh=True,
                    progress=progress,
                )
            except queries.PeriodRefused as refused:
                screen.print(presentation.refused_period(refused.why), style="bold red", markup=False)
                if not outside:
                    screen.print("For the service's own use any period can be counted: add --team.")
                raise typer.Exit(2) from refused
        if pdf:
            try:
                _write(pdf, paper.pdf(found, municipality=municipality, annex=annex))
            except OSError as wrong:
                text = f"The PDF could not be written: {wrong}. Choose a folder you may write to."
                screen.print(text, style="bold red", markup=False)
                raise typer.Exit(1) from wrong
            screen.print(f"Written: {pdf}", markup=False)
        if as_json:
            typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
        elif not pdf:
            _print(found)


def _write(path: Path, data: bytes) -> None:
    """The whole file or nothing: a broken run leaves no half PDF."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _print(found: object) -> None:
    """The report in words, as narrow as a terminal."""
    from django.utils.translation import gettext
    from rich.console import Console
    from rich.table import Table

    from fotfeste.insight.indicators.definition import Section
    from fotfeste.insight.report import presentation
    from fotfeste.insight.report.building import Report

    assert isinstance(found, Report)
    console = Console()
    console.print(f"\n[bold]{presentation.headline(found)}[/bold]")
    console.print(presentation.second_sentence(found))
    console.print(presentation.period_in_words(found.period), style="dim")
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
        console.print(table)
    for change in presentation.changes(found):
        console.print(
            f"{change.label}: {change.before} → {change.after} ({change.change.number}; {change.change.detail})"
        )
    console.print(f"\n[bold]{gettext('Beside a published result')}[/bold]")
    for note in presentation.published_notes(found):
        console.print(f"• {note}")
    console.print(f"\n[bold]{gettext('What the figures cannot say')}[/bold]")
    for head, text in presentation.limits(found):
        console.print(f"• {head}. {text}")


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.add_typer(report_app)
