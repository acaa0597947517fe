"""`fotfeste intake referrals FILE` and `fotfeste intake episodes FILE`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fotfeste.ground.terminal import Commands, For, Json, answer, bytes_of, fail, progress, say, show, warn

if TYPE_CHECKING:
    from .actions import Taken
    from .rules.kinds import FileKind
    from .rules.problems import Refusal
    from .rules.rows import Checked

File = Annotated[Path, typer.Argument(help="A CSV file or an Excel workbook (.xlsx).", exists=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken and what not; change nothing.")]

Rows = Annotated[
    bool,
    typer.Option("--rows", help="With --json: also what was read of every row, refused ones too, and all notices."),
]


def referrals(file: File, dry_run: DryRun = False, as_json: Json = False, rows: Rows = False) -> None:
    """Bring in a list of referrals. Good rows are taken, every other row is named; the same file again adds nothing."""
    from .rules.kinds import REFERRAL_LIST

    if rows and not as_json:
        raise fail("--rows is a part of the answer in JSON. Give --json too.", 2)
    _bring_in(REFERRAL_LIST, file, dry_run=dry_run, as_json=as_json, rows=rows)


def episodes(file: File, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Bring in finished episodes, person by person: the results a municipality already has."""
    from .rules.kinds import EPISODE_LIST

    _bring_in(EPISODE_LIST, file, dry_run=dry_run, as_json=as_json)


def _bring_in(kind: "FileKind", file: Path, *, dry_run: bool, as_json: bool, rows: bool = False) -> None:
    from django.utils import timezone

    from .actions import Taken
    from .rules.problems import UnreadableFile

    data = bytes_of(file)
    now = timezone.now()
    try:
        with progress(f"Reading {file.name}") as report:
            report("")
            checked = kind.check(data, today=timezone.localdate(now), progress=lambda done, of: report("", done, of))
    except UnreadableFile as error:
        problem = f"{file.name}: {error}{_other_command(kind, data)} Nothing was taken."
        if rows:
            answer({"rows": 0, "accepted": 0, "refused": [], "read": [], "notices": [], "error": problem})
        raise fail(problem, 2) from error
    taken = Taken()
    broken = None if dry_run else _take(checked, taken, now)
    told = as_answer(checked, taken) | (rows_of(checked) if rows else {})
    if broken is not None:
        problem = (
            f"Bringing in stopped after {taken.done} of {len(checked.accepted)} good rows: {_reason(broken)} "
            "The rows before are in the record. Put that right and bring in the same file again: it adds the rest."
        )
        if as_json:
            answer(told | {"accepted": taken.added + taken.present, "error": problem})
        raise fail(problem) from broken
    if as_json:
        answer(told)
        for notice in checked.notices:
            if not notice.row:
                column = f"{notice.column}: " if notice.column else ""
                warn(f"{column}{notice.text.shown()}")
        return
    _tell(checked, taken, dry_run=dry_run)


def _take(checked: "Checked[Any]", taken: "Taken", now: datetime) -> Exception | None:
    """Bring in the good rows; what broke it off, whatever it was, so that the answer still tells what was taken."""
    from fotfeste.ground.access.actions import system_user

    from .actions import take_rows

    try:
        with progress("Bringing in") as report:
            take_rows(
                rows=checked.accepted,
                by=system_user(),
                now=now,
                progress=lambda done, of: report("", done, of),
                taken=taken,
            )
    except Exception as error:
        return error
    return None


def _reason(error: Exception) -> str:
    """The first line of what went wrong, as a sentence; the lines below it may repeat what stood in a row."""
    said = (str(error).splitlines() or [""])[0].strip() or type(error).__name__
    return said if said.endswith(".") else f"{said}."


def _other_command(kind: "FileKind", data: bytes) -> str:
    """A pointer to the command the file belongs to, where its headings are those of another kind of list."""
    from .rules.kinds import KINDS, complete

    fitting = next((other for other in KINDS.values() if other is not kind and complete(other, data)), None)
    return f" This looks like a list for `fotfeste intake {fitting.code}`." if fitting else ""


def as_answer(checked: "Checked[Any]", taken: "Taken") -> dict[str, object]:
    """rows, accepted and refused as one object; a refused row stands once, with everything that is wrong with it.

    For a workbook also the sheet that was read, and whether it is hidden.
    """
    rows = [*checked.refused_rows, *([refusal] for refusal in taken.refused)]
    return {
        **({"sheet": checked.sheet, "sheet_hidden": checked.hidden} if checked.sheet else {}),
        "rows": checked.rows,
        "accepted": len(checked.accepted) - len(taken.refused),
        "refused": [
            {
                "row": refusals[0].row,
                "column": ", ".join(dict.fromkeys(refusal.column for refusal in refusals)),
                "problem": " ".join(_sentence(refusal) for refusal in refusals),
            }
            for refusals in sorted(rows, key=lambda refusals: refusals[0].line)
        ],
    }


def rows_of(checked: "Checked[Any]") -> dict[str, object]:
    """What was read of every row in the order of the file, refused ones too, and the notices.

    Text that is not there or cannot be understood is empty, a date null. The row of a notice about the whole file is
    null.
    """
    return {
        "read": [
            {
                "row": row,
                **dict.fromkeys(("given_name", "family_name"), ""),
                "birth_date": None,
                "national_number": "",
                "referred_on": None,
                "phone": "",
                **read,
            }
            for row, read in checked.read
        ],
        "notices": [
            *(
                {"row": None, "column": heading, "text": "The column is not known and was not taken."}
                for heading in checked.columns.not_understood
            ),
            *(
                {"row": notice.row or None, "column": notice.column, "text": notice.text.shown()}
                for notice in checked.notices
            ),
        ],
    }


def _sentence(refusal: "Refusal") -> str:
    return f"{refusal.problem.shown()} {refusal.cure.shown()}".strip()


def _tell(checked: "Checked[Any]", taken: "Taken", *, dry_run: bool) -> None:
    say(f"{checked.form.shown()}.")
    understood = ", ".join(f"{heading} = {label.shown()}" for heading, label in checked.columns.pairs)
    say(f"Columns understood: {understood}.")
    if checked.columns.not_understood:
        say(f"Columns not taken: {', '.join(checked.columns.not_understood)}.")
    for notice in checked.notices:
        where = ", ".join(part for part in (notice.row and f"Row {notice.row}", notice.column) if part)
        say(f"{where}{': ' if where else ''}{notice.text.shown()}", style="yellow")
    refused = [refusal for row in checked.refused_rows for refusal in row] + taken.refused
    if refused:
        from rich.table import Table

        table = Table(title="Rows that were not taken", title_justify="left")
        for heading in ("Row", "Line", "Column", "What is wrong, and what to do"):
            table.add_column(heading, justify="right" if heading == "Line" else "left")
        for refusal in refused:
            table.add_row(refusal.row, str(refusal.line), refusal.column, _sentence(refusal))
        show(table)
    good = len(checked.accepted) - len(taken.refused)
    summary = f"{checked.rows} rows: {good} good, {checked.rows - good} refused."
    if dry_run:
        say(f"{summary} This was a trial: nothing was taken.", style="bold")
    elif taken.present:
        say(f"{summary} {taken.added} added; {taken.present} were here already.", style="bold")
    else:
        say(f"{summary} {taken.added} added.", style="bold")


intake = Commands("intake", about="Bring in lists that lie in files.")
intake.add(referrals, example="fotfeste intake referrals henvisninger.csv --dry-run")
intake.add(episodes, example="fotfeste intake episodes forløp.xlsx --dry-run")


def register(app: Commands) -> None:
    """Hang the commands on the product's command line."""
    app.add_group(intake, "intake", who=For.SERVICE)
